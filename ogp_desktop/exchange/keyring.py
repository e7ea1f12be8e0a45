"""The private keys of this computer, in its data folder, never in a register (0004-keys §2)."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from ogp_desktop import output, paths
from ogp_desktop.domain import ids
from ogp_desktop.domain.change import canonical
from ogp_desktop.exchange import aside, keys
from ogp_desktop.exchange.keys import SigningKey
from ogp_desktop.storage.plan_keys import PlanKey

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class DeviceKeys:
    """What one device holds: its signing key, the reading keys of its post, and how it is called.

    `identities` are private age keys; `certificate` is what the plan's key said of the device, None for a
    computer that nobody enrolled yet.
    """

    device: str
    seed: str
    identities: tuple[str, ...] = ()
    label: str = ""
    post: str = ""
    desk: int = 1
    letter: str = ""
    certificate: dict[str, str] | None = None

    @property
    def signing(self) -> SigningKey:
        """Return the key that seals what this device writes."""
        return SigningKey(bytes.fromhex(self.seed))

    def __repr__(self) -> str:
        """Return a text that does not give the keys away."""
        return f"DeviceKeys({self.device})"


@dataclass(frozen=True)
class SecretariatKeys:
    """The private keys of a plan, closed with the secretariat's words while they rest on a disk."""

    plan: str
    signing: str
    secretariat: str = ""
    team: str = ""
    room: str = ""
    recovery: str = ""
    """The public side of the paper key; its private side is on paper only."""

    @property
    def identities(self) -> tuple[str, ...]:
        """Return the keys that open parcels, the secretariat's first."""
        return tuple(filter(None, (self.secretariat, self.team, self.room)))

    @property
    def signing_key(self) -> SigningKey:
        """Return the key that certifies devices."""
        return SigningKey(bytes.fromhex(self.signing))

    def __repr__(self) -> str:
        """Return a text that does not give the keys away."""
        return f"SecretariatKeys({self.plan})"


def read_as(sort: type[Any], content: bytes) -> Any:  # noqa: ANN401 - one of the two above
    """Return the keys of `sort` that `content` tells, canonical JSON; raises `ValueError` where it does not."""
    told = json.loads(content)
    if not isinstance(told, dict) or not set(told) <= {each.name for each in fields(sort)}:
        raise ValueError("not keys of ours")
    if "identities" in told:
        told["identities"] = tuple(told["identities"])
    try:
        return sort(**told)
    except TypeError as error:
        raise ValueError("not keys of ours") from error


def written(held: DeviceKeys | SecretariatKeys) -> bytes:
    """Return keys as they are kept and travel, before they are closed with words."""
    return canonical(asdict(held))


@dataclass
class Keyring:
    """What this computer can open and sign with; the secretariat's keys only once their words were typed."""

    opened: dict[str, SecretariatKeys] = field(default_factory=dict)
    is_aside: bool = False
    """Whether the seconds that words take are spent in another process, so that a window stays awake."""

    def close(self, content: bytes, words: str) -> bytes:
        """Return `content` closed with `words`."""
        return (
            aside.run(keys.close_with_words, content, words) if self.is_aside else keys.close_with_words(content, words)
        )

    def open(self, content: bytes, words: str) -> bytes:
        """Return what `words` open; raises `keys.Unopened` with other words."""
        return (
            aside.run(keys.open_with_words, content, words) if self.is_aside else keys.open_with_words(content, words)
        )

    def of_device(self, device: str) -> DeviceKeys | None:
        """Return the keys of a device, None where this computer does not hold them."""
        with suppress(OSError, ValueError, TypeError):
            found = read_as(DeviceKeys, _file(device).read_bytes())
            return found if isinstance(found, DeviceKeys) else None
        return None

    def keep_device(self, held: DeviceKeys) -> None:
        """Keep the keys of a device in a file that only this account of the computer reads."""
        _write(_file(held.device), written(held))

    def draw_for(self, device: str) -> None:
        """Draw a signing key for a device that has none here."""
        if self.of_device(device) is None:
            self.keep_device(DeviceKeys(device, SigningKey.draw().seed.hex()))

    def identities(self, plan: str, device: str) -> tuple[str, ...]:
        """Return the private keys that may open a parcel of `plan` on this computer."""
        held, opened = self.of_device(device), self.opened.get(plan)
        return (*(opened.identities if opened else ()), *(held.identities if held else ()))

    def plans(self) -> list[str]:
        """Return the plans of which this computer knows keys."""
        return sorted(path.stem.removeprefix("plan-") for path in folder().glob("plan-*.json"))

    def is_locked(self, plan: str) -> bool:
        """Say whether the secretariat's keys of a plan are here and their words were not typed yet."""
        return plan not in self.opened and _closed(plan).exists()

    def has_plan(self, plan: str) -> bool:
        """Say whether the secretariat's keys of a plan are on this computer."""
        return plan in self.opened or _closed(plan).exists()

    def keep_plan(self, held: SecretariatKeys, words: str) -> None:
        """Keep the secretariat's keys, closed with `words`, and have them open for now."""
        _write(_closed(held.plan), self.close(written(held), words))
        self.opened[held.plan] = held

    def keep_public(self, plan: str, told: list[PlanKey]) -> None:
        """Keep the public keys of a plan, so that new registers of it begin with them."""
        _write(_public(plan), canonical([list(key) for key in told]))

    def public_of(self, plan: str) -> list[PlanKey]:
        """Return the public keys of a plan that this computer knows."""
        with suppress(OSError, ValueError, TypeError):
            return [PlanKey(*key) for key in json.loads(_public(plan).read_bytes())]
        return []

    def open_plan(self, plan: str, words: str) -> SecretariatKeys:
        """Open the secretariat's keys with their words; raises `keys.Unopened` with other words."""
        if plan not in self.opened:
            content = self.open(_closed(plan).read_bytes(), words)
            self.opened[plan] = read_as(SecretariatKeys, content)
        return self.opened[plan]


def folder() -> Path:
    """Return where this computer keeps private keys."""
    return paths.home() / "keys"


def _file(device: str) -> Path:
    if not ids.is_id(device):
        raise ValueError("not a device")
    return folder() / f"device-{device}.json"


def _public(plan: str) -> Path:
    return folder() / f"plan-{plan}.json"


def _closed(plan: str) -> Path:
    return folder() / f"plan-{plan}.age"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):
        path.parent.chmod(0o700)
    with output.writing(path, 0o600) as part:
        part.write_bytes(content)
