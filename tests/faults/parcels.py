"""Parcels as others would make them: taken apart, changed, and put together again by who holds which keys."""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import warnings
import zipfile
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from ogp_desktop import paths
from ogp_desktop.domain.change import canonical, read_header, sha256
from ogp_desktop.exchange import gate, sealing
from ogp_desktop.exchange import keys as crypto
from ogp_desktop.exchange.keyring import Keyring
from ogp_desktop.exchange.keys import SigningKey
from ogp_desktop.exchange.parcel import Reading, Sender, compose
from ogp_desktop.exchange.receiving import receive
from ogp_desktop.exchange.sealing import parcel_message
from ogp_desktop.services.compose import opened
from ogp_desktop.services.event import creation
from ogp_desktop.services.plan import keys, laptops
from ogp_desktop.services.plan.laptops import Wanted
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.storage import plan_keys
from ogp_desktop.storage.register import Register
from ogp_desktop.storage.seals import Seal
from tests.faults.kills import NOW

WORDS = "la maison de l’eau"
STRANGER = SigningKey(b"s" * 32)


@dataclass
class World:
    """A plan with keys: its register, which took a room's first parcel; the room's second one, which it has not.

    `room` and `colleague` are enrolled; `identities` open parcels; the contents are those before encryption.
    """

    central: Path
    recipients: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()
    first: bytes = b""
    second: bytes = b""
    elsewhere: bytes = b""
    own: bytes = b""
    """The colleague's, with ideas of its own."""
    colleague: Sender | None = None
    secrets: list[bytes] = field(default_factory=list)


@contextmanager
def sitting_at(home):
    with mock.patch.dict(os.environ, {"OGP_HOME": str(home)}):
        yield


def made(folder):
    """Make the world in a folder; words close at once, which takes seconds on purpose."""
    close = mock.patch.object(crypto, "close_with_words", lambda content, words: words.encode() + b"\n" + content)
    open_ = mock.patch.object(crypto, "open_with_words", lambda content, words: content.partition(b"\n")[2])
    with close, open_:
        return _made(folder)


def _made(folder):
    sample, office = paths.resources() / "sample", folder / "office"
    world = World(folder / "central.ogp")
    with sitting_at(office):
        creation.new_plan(world.central, sample / "plan.json")
        with opened(world.central) as bench:
            making = keys.begin(bench.keyring, bench.register.plan)
            keys.finish(bench.keyring, making, making.paper, WORDS, NOW)
            keys.tell(bench.register, bench.author, bench.keyring, NOW)
            world.recipients = plan_keys.recipients(bench.register.conn)
            world.identities = bench.identities
        descriptions = {"event": sample / "demonstration" / "event.json"}
        descriptions["elsewhere"] = sorted((sample / "events").glob("*.json"))[0]
        for name, description in descriptions.items():
            creation.new_event(folder / f"{name}.ogp", description, world.central)
        with opened(folder / "event.ogp") as bench:
            keys.unlock(bench, WORDS)
            rooms = [laptops.make(bench, Wanted("room"), folder / f"{name}.ogp") for name in ("room", "colleague")]
        with opened(folder / "elsewhere.ogp") as bench:
            keys.unlock(bench, WORDS)
            rooms.append(laptops.make(bench, Wanted("room"), folder / "far.ogp"))
    at_work = [_at_work(folder / made.register.stem, made) for made in rooms]
    with at_work[0] as work:
        world.first, world.second = work("première"), work("seconde")
    with at_work[1] as work:
        hello, world.own = work("bonjour"), work("d’une collègue")
        world.colleague = work.sender
    with at_work[2] as work:
        world.elsewhere = work("d’ailleurs")
    world.secrets = [file.read_bytes() for file in folder.rglob("keys/*") if file.is_file()]
    with sitting_at(office):
        assert {came(world, each).status for each in (world.first, hello)} == {"merged"}
    return world


@contextmanager
def _at_work(home, made):
    with sitting_at(home):
        laptops.take_in(made.keys, made.words, Keyring())
        with opened(made.register) as bench:

            def work(text):
                workshop = Workshop(bench)
                for number in range(3):
                    workshop.add(workshop.session("1"), {"problem": f"L’eau {text} {number}"}, None)
                bench.seal()
                return compose(bench.register, work.sender, NOW, Reading())[0]

            held = bench.keyring.of_device(bench.device.id)
            work.sender = Sender(bench.device.id, bench.device.label, held.signing)
            yield work


def came(world, content, central=None, name="remise.ogpx"):
    """Receive the bytes of a file in the world's central register, or another; returns the receipt."""
    with Register.open_at(central or world.central) as register:
        return came_to(register, world, content, name)


def came_to(register, world, content, name="remise.ogpx"):
    """Receive the bytes of a file in an open register; returns the receipt."""
    file = world.central.with_name(name)
    file.write_bytes(content)
    return receive(register, file, NOW, (), lambda path: gate.read_parcel(path, world.identities))


# Taken apart and put together.


@dataclass
class Parts:
    """A parcel in its parts: the manifest, the changes as (header, body) bytes, the seals, the members' bytes."""

    manifest: dict
    lines: list
    seals: list
    slip: bytes


def apart(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    lines = [tuple(line.split(b"\t")) for line in members["changes.ndjson"].splitlines()]
    seals = [json.loads(line) for line in members["seals.ndjson"].splitlines()]
    return Parts(json.loads(members["manifest.json"]), lines, seals, members["slip.txt"])


def counted(parts):
    """Make the manifest say what the changes are."""
    body = b"".join(b"\t".join(line) + b"\n" for line in parts.lines)
    headers = [json.loads(header) for header, _ in parts.lines]
    parts.manifest["changes_sha256"] = hashlib.sha256(body).hexdigest()
    parts.manifest["actors"] = dict(sorted(Counter(header["actor"] for header in headers).items()))
    ids = sorted(sha256(header) for header, _ in parts.lines)
    parts.manifest["journal"] = hashlib.sha256(b"".join(ids)).hexdigest()


def signed(parts, key):
    """Have the manifest signed by `key`."""
    parts.manifest["key"] = key.public.hex()
    parts.seals = [seal for seal in parts.seals if "manifest" not in seal]
    parts.seals.append({"manifest": key.sign(parcel_message(canonical(parts.manifest))).hex()})


def members_of(parts):
    lines = b"".join(b"\t".join(line) + b"\n" for line in parts.lines)
    seals = b"".join(canonical(seal) + b"\n" for seal in parts.seals)
    return dict(zip(gate.MEMBERS, (canonical(parts.manifest), lines, seals, parts.slip), strict=True))


def zipped(members):
    """Return a zip of members, given as pairs: names may come twice."""
    written = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return written.getvalue()


def together(parts):
    return zipped(members_of(parts).items())


def rehashed(parts, edit):
    """Edit bodies; every hash after it in its actor's chain follows, the seals' `last_id` too."""
    new_ids = {}
    lines = []
    for header, body in parts.lines:
        told, new = read_header(header), edit(body)
        prev = new_ids.get(told.prev, told.prev)
        changed = told._replace(prev=prev, body_sha=sha256(new) if new else told.body_sha)
        new_ids[sha256(header)] = sha256(changed.canonical())
        lines.append((changed.canonical(), new))
    parts.lines = lines
    for seal in parts.seals:
        if "last_id" in seal:
            last = bytes.fromhex(seal["last_id"])
            seal["last_id"] = new_ids.get(last, last).hex()


def resealed(parts, device, key):
    """Have `device` seal the ends of the chains that it sealed before."""
    for seal in parts.seals:
        if seal.get("device") == device:
            tail = Seal(bytes.fromhex(seal["actor"]), seal["last_seq"], bytes.fromhex(seal["last_id"]), device, b"")
            seal["signature"] = key.sign(sealing._message(tail, device)).hex()


def tables(path):
    """Return all that a register knows: every row of the journal and of the tables that follow from it."""
    with closing(sqlite3.connect(path)) as conn:
        names = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {name: conn.execute(f'SELECT * FROM "{name}"').fetchall() for name in names if name not in LOCAL}
    return found | {"meta": [row for row in found["meta"] if not row[0].startswith("holds ")]}


LOCAL = ("received", "device")
"""What is noted of a file, beside what it holds: that it came, and whom the plan's key vouched for in it."""


def copy_of(world, folder):
    """Return a copy of the central register to receive into."""
    path = folder / "central.ogp"
    shutil.copyfile(world.central, path)
    return path
