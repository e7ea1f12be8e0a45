"""Sealing what a device wrote, and knowing which changes the seals of others vouch for (0004-keys §3)."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from ogp_desktop.domain.change import NO_CHANGE, Malformed, canonical
from ogp_desktop.exchange.keys import is_signed
from ogp_desktop.storage import seals
from ogp_desktop.storage.seals import Seal, Tail

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from ogp_desktop.domain.change import Change
    from ogp_desktop.exchange.keys import SigningKey

_TAG = b"ogp-seal-1"
_PARCEL_TAG = b"ogp-parcel-1"


def _message(tail: Tail, device: str) -> bytes:
    told = {"actor": tail.actor.hex(), "device": device, "last_id": tail.last_id.hex(), "last_seq": tail.last_seq}
    return _TAG + canonical(told)


def has_unsealed(conn: sqlite3.Connection, device: str) -> bool:
    """Say whether `device` wrote something here that it has not sealed."""
    return bool(seals.unsealed(conn, device))


def seal_own(conn: sqlite3.Connection, device: str, key: SigningKey) -> int:
    """Seal the chains that `device` wrote up to their ends; returns how many were not sealed yet."""
    tails = seals.unsealed(conn, device)
    seals.keep(conn, [Seal(*tail, device, key.sign(_message(tail, device))) for tail in tails])
    return len(tails)


def is_valid(seal: Seal, public: bytes) -> bool:
    """Say whether the holder of `public` made this seal."""
    return is_signed(_message(Tail(*seal[:3]), seal.device), seal.signature, public)


def broken(conn: sqlite3.Connection, keys: Mapping[str, bytes]) -> list[Seal]:
    """Return the seals that say what is kept here is not what their device sealed; `keys` are its devices' keys.

    Either the signature is not that device's, or its chain no longer holds the change that was sealed: whoever
    rewrites what was said, every hash after it included, cannot write the seal.
    """
    rewritten = set(seals.without_their_change(conn))
    return [
        seal
        for seal in seals.everything(conn)
        if seal in rewritten or (seal.device in keys and not is_valid(seal, keys[seal.device]))
    ]


def vouched(
    changes: Iterable[Change], sealed: Iterable[Seal], keys: Mapping[str, bytes]
) -> tuple[dict[str, set[bytes]], list[Seal]]:
    """Return the ids that each device's valid seals vouch for, and the valid seals.

    A seal vouches for its change and, going back by `prev`, for all before it, and for nothing where one of them
    was left out; `keys` are the public keys of the devices whose word counts.
    """
    found: dict[str, set[bytes]] = defaultdict(set)
    valid = []
    before: dict[bytes, bytes] = {}
    for seal in sealed:
        public = keys.get(seal.device)
        if public is None or not is_valid(seal, public):
            continue
        valid.append(seal)
        before = before or {change_id: header.prev for header, change_id, _ in changes}
        covered, at = found[seal.device], seal.last_id
        chain = []
        while at in before and at not in covered:
            chain.append(at)
            at = before[at]
        if at == NO_CHANGE or at in covered:
            covered.update(chain)
    return found, valid


def parcel_message(manifest: bytes) -> bytes:
    """Return what a device signs to say that a parcel with this manifest is its own."""
    return _PARCEL_TAG + manifest


# The lines of `seals.ndjson`.


def write_seals(sealed: Iterable[Seal], parcel_signature: bytes | None) -> bytes:
    """Return `seals.ndjson`: a line a seal, at the end the signature of the manifest if there is one."""
    lines = [canonical({**_told(seal), "signature": seal.signature.hex()}) for seal in sealed]
    if parcel_signature is not None:
        lines.append(canonical({"manifest": parcel_signature.hex()}))
    return b"".join(line + b"\n" for line in lines)


def _told(seal: Seal) -> dict[str, str | int]:
    return {
        "actor": seal.actor.hex(),
        "device": seal.device,
        "last_id": seal.last_id.hex(),
        "last_seq": seal.last_seq,
    }


def read_seals(lines: bytes) -> tuple[list[Seal], bytes | None]:
    """Return the seals of `seals.ndjson` and the manifest's signature; raises `Malformed`."""
    found: list[Seal] = []
    signature: bytes | None = None
    for line in lines.split(b"\n")[:-1]:
        try:
            told = json.loads(line)
            if signature is not None or type(told) is not dict or canonical(told) != line:
                raise Malformed("seal")
            if set(told) == {"manifest"}:
                signature = bytes.fromhex(told["manifest"])
            else:
                found.append(_read(told))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise Malformed("seal") from error
    if lines and not lines.endswith(b"\n"):
        raise Malformed("seal")
    return found, signature


def _read(told: dict[str, str | int]) -> Seal:
    if set(told) != {"actor", "device", "last_id", "last_seq", "signature"} or type(told["last_seq"]) is not int:
        raise Malformed("seal")
    actor, last_id, signature = (bytes.fromhex(str(told[name])) for name in ("actor", "last_id", "signature"))
    return Seal(actor, told["last_seq"], last_id, str(told["device"]), signature)
