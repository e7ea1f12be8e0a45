"""The keys of a plan: drawn once, proven on the paper key before they act, restored from it (0004-keys §4)."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ogp_desktop.domain.spoken import words_of
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange import keys
from ogp_desktop.exchange.certificate import Certificate, read_certificate
from ogp_desktop.exchange.keyring import SecretariatKeys, read_as, written
from ogp_desktop.exchange.keys import SigningKey
from ogp_desktop.services.device import this_device
from ogp_desktop.storage import devices, plan_keys, queries
from ogp_desktop.storage.devices import SECRETARIAT
from ogp_desktop.storage.plan_keys import PlanKey

if TYPE_CHECKING:
    import datetime

    from ogp_desktop.exchange.keyring import Keyring
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.storage.author import Author
    from ogp_desktop.storage.register import Register

SHORTEST_WORDS = 12
"""Characters that the secretariat's words have at least."""

_PREFIX = "AGE-SECRET-KEY-1"
_GROUP = 5
_TEST = b"ogp-rescue-test-1"
_MISREAD = str.maketrans({"O": "0", "1": "L", "I": "L", "B": "8"})
"""Letters that a paper key never has, and what they are misread from: the alphabet of BIP 173."""


@dataclass(frozen=True)
class Making:
    """Keys that were drawn and do not act yet; `paper` is the private key that goes on paper only.

    `test` is a parcel that the typed paper must open first.
    """

    private: SecretariatKeys
    paper: str = field(repr=False)
    test: bytes = field(repr=False)


def begin(keyring: Keyring, plan: str, *, encrypting: bool = True) -> Making:
    """Draw the keys of a plan; with `encrypting` off parcels will be signed only.

    Raises `Trouble` where this computer knows keys of the plan already.
    """
    if keyring.has_plan(plan) or keyring.public_of(plan):
        raise Trouble("keys_exist")
    paper = keys.draw_identity()
    recovery = keys.recipient_of(paper)
    private = SecretariatKeys(plan, SigningKey.draw().seed.hex(), recovery=recovery)
    if encrypting:
        drawn = (keys.draw_identity() for _ in range(3))
        private = replace(private, **dict(zip(("secretariat", "team", "room"), drawn, strict=True)))
    return Making(private, paper, keys.encrypt(_TEST, [recovery]))


def require_secretariat(bench: Bench) -> None:
    """Raise `Trouble` where this computer may not make the keys of a register's plan, or the plan has keys."""
    own = devices.enrolled(bench.register.conn).get(bench.device.id)
    if own is None or own.role != SECRETARIAT:
        raise Trouble("not_the_secretariat")
    if plan_keys.plan_keys(bench.register.conn):
        raise Trouble("keys_exist")


def opens(making: Making, typed: str) -> bool:
    """Say whether what was typed or scanned from the paper opens the test parcel."""
    try:
        return keys.decrypt(making.test, [read_paper(typed)]) == _TEST
    except (ValueError, keys.NotForUs, keys.Unopened):
        return False


def finish(keyring: Keyring, making: Making, typed: str, words: str, now: datetime.datetime) -> None:
    """Let the keys act: keep the private ones here, closed with `words`, and certify this computer.

    Registers of the plan are told the public ones by `tell`, new ones as they are made. Raises `Trouble` while
    the typed paper does not open the test parcel, or the words are too short.
    """
    require_words(words)
    if not opens(making, typed):
        raise Trouble("paper_wrong")
    held = making.private
    keyring.keep_plan(held, words)
    keyring.keep_public(held.plan, _public_keys(held))
    certify_own(keyring, held, now)


def certify_own(keyring: Keyring, held: SecretariatKeys, now: datetime.datetime) -> None:
    """Let the plan's key say that this computer is one of its secretariat."""
    device = this_device()
    own = keyring.of_device(device.id)
    if own is not None:
        issued, public = now.isoformat(timespec="seconds"), own.signing.public.hex()
        certificate = Certificate(own.device, device.label, SECRETARIAT, held.plan, public, issued)
        keyring.keep_device(replace(own, certificate=certificate.signed(held.signing_key)._asdict()))


def _public_keys(held: SecretariatKeys) -> list[PlanKey]:
    readers = {"secretariat": held.secretariat, "team": held.team, "room": held.room}
    told = [PlanKey(role, keys.recipient_of(identity)) for role, identity in readers.items() if identity]
    told.append(PlanKey(plan_keys.SIGNING, held.signing_key.public.hex()))
    if held.secretariat:
        told.append(PlanKey("recovery", held.recovery))
    box = keys.encrypt(written(held), [held.recovery])
    return [*told, PlanKey(plan_keys.RESCUE, held.recovery, box.hex())]


def tell(register: Register, author: Author, keyring: Keyring, now: datetime.datetime) -> None:
    """Tell in a register what this computer knows of its plan's public keys; nothing where it knows none."""
    told, known = keyring.public_of(register.plan), set(plan_keys.plan_keys(register.conn))
    if not set(told) - known:
        return
    with register.act(author, register.plan) as act:
        for key in told:
            act.new("plan_key", {name: value for name, value in key._asdict().items() if value})
    _enrol_own(register, keyring, now)


def catch_up(bench: Bench) -> bool:
    """Tell in a register that is older than its plan's keys what this computer knows of them; says whether it did.

    A demonstration stays without: who practises need not know the plan's phrase.
    """
    if queries.records(bench.register.conn, "event", demonstration=True):
        return False
    own = devices.enrolled(bench.register.conn).get(bench.device.id)
    told = set(bench.keyring.public_of(bench.register.plan))
    if own is None or own.role != SECRETARIAT or not told - set(plan_keys.plan_keys(bench.register.conn)):
        return False
    tell(bench.register, bench.author, bench.keyring, bench.now())
    return True


def _enrol_own(register: Register, keyring: Keyring, now: datetime.datetime) -> None:
    own = keyring.of_device(this_device().id)
    if own is not None and own.certificate is not None and own.certificate["scope"] == register.plan:
        with register.writing() as conn:
            devices.enrol(conn, [read_certificate(own.certificate).enrolled()], now)


def rescue(bench: Bench, typed: str, words: str) -> SecretariatKeys:
    """Restore a plan's private keys from its paper key, by any register of the plan, closed with new `words`.

    Raises `Trouble` where the register knows no keys or the paper is another's.
    """
    require_words(words)
    held, told = rescued(bench, typed), plan_keys.plan_keys(bench.register.conn)
    bench.keyring.keep_plan(held, words)
    bench.keyring.keep_public(held.plan, told)
    certify_own(bench.keyring, held, bench.now())
    _enrol_own(bench.register, bench.keyring, bench.now())
    return held


def rescued(bench: Bench, typed: str) -> SecretariatKeys:
    """Return what the paper key opens in a register; raises `Trouble` without keys there or with another paper."""
    told = plan_keys.plan_keys(bench.register.conn)
    boxes = [key.sealed for key in told if key.role == plan_keys.RESCUE and key.sealed]
    if not boxes:
        raise Trouble("keys_missing")
    return _opened_box(boxes, typed)


def _opened_box(boxes: list[str], typed: str) -> SecretariatKeys:
    for box in boxes:
        try:
            content = keys.decrypt(bytes.fromhex(box), [read_paper(typed)])
            found = read_as(SecretariatKeys, content)
        except (ValueError, keys.NotForUs, keys.Unopened):
            continue
        if isinstance(found, SecretariatKeys):
            return found
    raise Trouble("paper_wrong")


def unlock(bench: Bench, words: str) -> None:
    """Open the secretariat's keys for this run; raises `Trouble` with other words or where none are here."""
    plan = bench.register.plan
    if not bench.keyring.has_plan(plan):
        raise Trouble("keys_not_here")
    try:
        bench.keyring.open_plan(plan, words)
    except (keys.Unopened, ValueError) as error:
        raise Trouble("words_wrong") from error


@dataclass(frozen=True)
class State:
    """What a register's plan has of keys, and this computer of them."""

    roles: tuple[str, ...]
    is_here: bool
    is_open: bool
    words: str
    """Four words of the signing key, to compare on the phone; empty without keys."""

    @property
    def exist(self) -> bool:
        """Say whether the plan has keys."""
        return bool(self.roles)

    @property
    def encrypts(self) -> bool:
        """Say whether parcels are encrypted."""
        return "secretariat" in self.roles


def state(bench: Bench) -> State:
    """Return the state of the keys of a register's plan."""
    plan, conn = bench.register.plan, bench.register.conn
    signing = plan_keys.signing(conn)
    return State(
        roles=tuple(sorted({key.role for key in plan_keys.plan_keys(conn)})),
        is_here=bench.keyring.has_plan(plan),
        is_open=plan in bench.keyring.opened,
        words=words_of(signing[0]) if signing else "",
    )


def require_words(words: str) -> None:
    """Raise `Trouble` where the words that close keys are too few."""
    if length_of(words) < SHORTEST_WORDS:
        raise Trouble("words_short", least=SHORTEST_WORDS)


def length_of(words: str) -> int:
    """Return how many characters typed words have."""
    return len(keys.plain_words(words))


def suggested_words() -> str:
    """Return four drawn words of 64 bits that can close keys."""
    return words_of(secrets.token_bytes(8))


# The paper.


def on_paper(secret: str) -> list[str]:
    """Return a private key in the groups in which it is printed, without the beginning that all have."""
    text = secret.removeprefix(_PREFIX)
    return [text[at : at + _GROUP] for at in range(0, len(text), _GROUP)]


def read_paper(typed: str) -> str:
    """Return the private key that was typed from paper or scanned, however it was grouped."""
    return _PREFIX + _cleaned(typed)


def typed_groups(typed: str) -> list[str]:
    """Return the groups in which a paper key was typed: as they were spaced, else five characters each."""
    parts = [_cleaned(part) for part in typed.split()]
    if len(parts) < 2 or any(len(part) > _GROUP for part in parts):
        whole = _cleaned(typed)
        parts = [whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP)]
    return [part for part in parts if part]


def compared(secret: str, typed: str) -> list[str]:
    """Return for each typed group whether it is `right`, `begun` (right so far) or `wrong`."""
    printed, groups = on_paper(secret), typed_groups(typed)
    states = []
    for place, group in enumerate(groups):
        wanted = printed[place] if place < len(printed) else ""
        is_last = place == len(groups) - 1
        begun = is_last and wanted.startswith(group)
        states.append("right" if group == wanted else "begun" if begun else "wrong")
    return states


def _cleaned(typed: str) -> str:
    text = re.sub(r"[^0-9A-Z]", "", typed.upper())
    return text.removeprefix("AGESECRETKEY1").translate(_MISREAD)
