"""Who vouches for a receipt: the computer of the secretariat that wrote it, certified by the plan's key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ogp_desktop.domain.change import canonical
from ogp_desktop.exchange.certificate import read_certificate
from ogp_desktop.exchange.keys import is_signed
from ogp_desktop.storage.devices import SECRETARIAT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ogp_desktop.exchange.keys import SigningKey

_TAG = b"ogp-receipt-1"


def signed(receipt: dict[str, Any], key: SigningKey, certificate: dict[str, str]) -> dict[str, Any]:
    """Return a receipt with the certificate of the computer that wrote it and its signature over all of it."""
    told = {**receipt, "device": certificate}
    return {**told, "signature": key.sign(_TAG + canonical(told)).hex()}


def is_vouched_for(receipt: dict[str, Any], plan_keys: Iterable[bytes]) -> bool:
    """Say whether a computer of the secretariat signed a receipt as it stands."""
    try:
        told = {name: value for name, value in receipt.items() if name != "signature"}
        certificate = read_certificate(told["device"])
        signature, key = bytes.fromhex(receipt["signature"]), bytes.fromhex(certificate.key)
        of_secretariat = certificate.post == SECRETARIAT and certificate.is_valid(plan_keys)
        return of_secretariat and is_signed(_TAG + canonical(told), signature, key)
    except (KeyError, TypeError, ValueError):
        return False
