"""The certificate of a device: the plan's signing key says whose computer it is and which event it may write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ogp_desktop.domain import ids
from ogp_desktop.domain.change import canonical
from ogp_desktop.exchange.keys import SigningKey, is_signed
from ogp_desktop.storage.devices import EVENT, SECRETARIAT, Enrolled

if TYPE_CHECKING:
    from collections.abc import Iterable

_TAG = b"ogp-device-1"
_LONGEST = 200


class Certificate(NamedTuple):
    """What is certified of a device; `key` is its public signing key in hex, `signature` the plan's in hex.

    `scope` is the event it may write; a computer of the secretariat has the plan's id there.
    """

    device: str
    label: str
    post: str
    scope: str
    key: str
    issued: str
    signature: str = ""

    @property
    def _message(self) -> bytes:
        told = self._asdict()
        del told["signature"]
        return _TAG + canonical(told)

    def signed(self, key: SigningKey) -> Certificate:
        """Return the certificate with the plan's signature."""
        return self._replace(signature=key.sign(self._message).hex())

    def is_valid(self, plan_keys: Iterable[bytes]) -> bool:
        """Say whether one of the plan's signing keys signed it."""
        signature = bytes.fromhex(self.signature)
        return any(is_signed(self._message, signature, public) for public in plan_keys)

    def enrolled(self) -> Enrolled:
        """Return the device as a register that trusts the plan's key takes it."""
        told = canonical(self._asdict()).decode()
        key = bytes.fromhex(self.key)
        if self.post == SECRETARIAT:
            return Enrolled(self.device, SECRETARIAT, self.label, key, None, told)
        return Enrolled(self.device, EVENT, self.label, key, self.scope, told)


def read_certificate(told: Any) -> Certificate:  # noqa: ANN401 - whatever a file held
    """Return the certificate that `told` is; raises `ValueError` where it is none."""
    if type(told) is not dict or set(told) != set(Certificate._fields):
        raise ValueError("not a certificate")
    if not all(type(value) is str and len(value) <= _LONGEST for value in told.values()):
        raise ValueError("not a certificate")
    read = Certificate(**told)
    if not ids.is_id(read.device) or not ids.is_id(read.scope):
        raise ValueError("not a certificate")
    bytes.fromhex(read.key + read.signature)
    return read
