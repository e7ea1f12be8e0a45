"""A power cut at any moment of our own saves: what was asked of the disk is replayed up to there, then opened."""

import hashlib
import random
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from ogp_desktop.domain import ids
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange.receiving import settle
from ogp_desktop.services.compose import Bench
from ogp_desktop.services.device import Device
from ogp_desktop.services.safety.checking import check
from ogp_desktop.storage import connection, journal
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register
from tests.faults.mistakes import plant
from tests.faults.recorder import recording

PLAN, EVENT = ids.derive("a plan"), ids.derive("an event")
SECTOR = 512
ACTS = 40
HARMS = ("lost", "half", "broken")


# What is done: short and long ideas, corrections, a list of people, another's changes; the program ends now and then.


def bench_of(register):
    device = Device(ids.draw(), "laptop", "room")
    return Bench(register, Author(device.id, "room"), device)


def story(path):
    """Yield after each act that was acknowledged, with the digest of what the register then knows."""
    with Register.open_at(path.with_name("other.ogp")) as register:
        other = bench_of(register)
        with other.register.act(other.author) as act:
            for number in range(20):
                act.new("idea", {"problem": f"ailleurs {number}"})
        elsewhere = list(journal.everything(register.conn))
    rows = []
    for start in range(0, ACTS, 10):
        with Register.open_at(path) as register:
            bench = bench_of(register)
            for number in range(start, start + 10):
                if number == ACTS // 2:
                    with register.writing() as conn:
                        settle(conn, journal.unite(conn, elsewhere))
                else:
                    with register.act(bench.author) as act:
                        do(act, number, rows)
                yield journal.digest(register.conn)


def do(act, number, rows):
    if number % 5 == 1:
        rows.append(act.new("idea", {"problem": f"idée longue {number} " * 500}))
    elif number % 5 == 2:
        act.set("idea", rows[-1], {"problem": f"corrigée {number}"})
    elif number % 5 == 3:
        for place in range(8):
            act.new("participant", {"organisation": f"association {number}-{place}"})
    else:
        rows.append(act.new("idea", {"problem": f"idée {number}"}))


def recorded(folder):
    """Return what saving asked of the disk, with the digests that were acknowledged in their places."""
    path = folder / "register.ogp"
    Register.create(folder / "other.ogp", PLAN, EVENT).close()
    with recording(folder) as log:
        with closing(Register.create(path, PLAN, EVENT)) as register:
            log.append(("told", journal.digest(register.conn)))
        for digest in story(path):
            log.append(("told", digest))
    return [entry for entry in log if entry[0] == "told" or entry[1].startswith(path.name)]


# What the disk has kept.


class Disk:
    """Files as they are for those who read, and as they would be after a power cut.

    What was written since a file's last sync is pending. Deleting is pending until the folder was synced; a file's
    first sync makes its name durable too, as SQLite's VFS and journalled file systems do.
    """

    def __init__(self, survives):
        self.survives = survives
        self.durable = {}
        self.pending = {}
        self.deleted = set()

    def replay(self, entry):
        verb, name, *details = entry
        if verb == "create":
            self.pending[name] = [("truncate", 0)] if name in self.durable else []
            self.durable.setdefault(name, bytearray())
            self.deleted.discard(name)
        elif verb == "delete":
            self.deleted.add(name)
            if details[0]:
                del self.durable[name]
        elif verb == "sync":
            for change in self.pending[name]:
                apply(self.durable[name], change)
            self.pending[name] = []
        elif verb in ("write", "truncate"):
            self.pending[name].append((verb, *details))

    def after_the_cut(self):
        """Return the files' bytes by name; `survives` decides about each pending piece."""
        files = {}
        for name, content in self.durable.items():
            if name in self.deleted and self.survives():
                continue
            files[name] = bytearray(content)
            for change in self.pending[name]:
                for piece in pieces(change):
                    if self.survives():
                        apply(files[name], piece)
        return files


def pieces(change):
    """Return a change as the pieces that a disk writes at once: sectors."""
    if change[0] == "truncate":
        return [change]
    _, offset, data = change
    cuts = [0, *range(SECTOR - offset % SECTOR, len(data), SECTOR), len(data)]
    return [("write", offset + a, data[a:b]) for a, b in pairwise(cuts)]


def apply(content, change):
    if change[0] == "truncate":
        del content[change[1] :]
        content.extend(bytes(change[1] - len(content)))
    else:
        _, offset, data = change
        content.extend(bytes(max(0, offset - len(content))))
        content[offset : offset + len(data)] = data


MODELS = {
    "everything in order": lambda _: lambda: True,
    "torn and reordered": lambda rng: lambda: rng.random() < 0.5,
    "nothing that was not synced": lambda _: lambda: False,
}
"""What survives of what was not synced."""


def cutting(folder, model, seed, cuts, mistake="none"):
    """Save under a recorder, cut the power at random moments, and look at what is found each time."""
    plant(mistake)
    rng = random.Random(int(seed))
    log = recorded(Path(folder))
    first = [entry[0] for entry in log].index("told")
    seen = dict.fromkeys(("cuts", "amid a save", "whole", *HARMS), 0)
    disk, reached, told, known = Disk(MODELS[model](rng)), 0, [], {}
    for moment in sorted(rng.randrange(first, len(log)) + 1 for _ in range(int(cuts))):
        for entry in log[reached:moment]:
            disk.replay(entry)
            told += entry[1:] if entry[0] == "told" else ()
        reached = moment
        coming = next((entry[1] for entry in log[moment:] if entry[0] == "told"), told[-1])
        left = {name: bytes(content) for name, content in disk.after_the_cut().items()}
        # What was left before, byte for byte, with as much acknowledged, is found again as it was found.
        about = (hashed(left), len(told))
        if about not in known:
            path = written(left, Path(folder) / "found") / "register.ogp"
            known[about] = what_is_found(path, told, coming)
        seen[known[about]] += 1
        seen["cuts"] += 1
        seen["amid a save"] += log[moment - 1][0] != "told"
    return seen


def hashed(files):
    return tuple(sorted((name, hashlib.sha256(content).digest()) for name, content in files.items()))


def written(files, folder):
    """Write what a cut left to a folder, alone; returns it."""
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def what_is_found(path, told, coming):
    """Say whether the register holds all that was acknowledged, and nothing half."""
    try:
        with Register.open_at(path) as register, connection.in_words(path):
            if register.conn.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                return "broken"
            digest = journal.digest(register.conn)
            checked = check(bench_of(register))
    except Trouble:
        return "broken"
    if not checked.ok or checked.repaired:
        return "half"
    if digest in (told[-1], coming):
        return "whole"
    return "lost" if digest in told else "half"
