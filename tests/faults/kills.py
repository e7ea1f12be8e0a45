"""Scenarios in which a child is killed at any moment of its work; each runs in a process of its own."""

import datetime
import random
import shutil
import zipfile
from pathlib import Path

from ogp_desktop.domain import ids
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange import gate
from ogp_desktop.exchange.receiving import receive
from ogp_desktop.services.compose import Bench
from ogp_desktop.services.device import Device
from ogp_desktop.services.files.exports import Exports
from ogp_desktop.services.files.receiving import hand_over
from ogp_desktop.services.files.reports import write_report
from ogp_desktop.services.safety.checking import check
from ogp_desktop.storage import damage, derive, journal
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.location import journal_of
from ogp_desktop.storage.register import Register, is_unfinished
from tests.faults.mistakes import plant
from tests.faults.warm_parent import ChildFailed, killed_while_it_works, lasting

NOW = datetime.datetime(2026, 12, 12, 17, 0, tzinfo=datetime.UTC)
LOOKED_AT_EVERY = 50


def begun(path):
    """Open a register as a laptop that was just started."""
    device = Device(ids.draw(), "laptop", "room")
    return Bench(Register.open_at(Path(path)), Author(device.id, "room"), device, lambda: NOW)


# Saving: as many ideas as people in one act.


def save(path, acknowledge):
    """Do three acts, as small as an idea and as large as a list."""
    bench = begun(path)
    for size in (1, 20, 1):
        rows = [ids.draw() for _ in range(size)]
        with bench.register.act(bench.author) as act:
            for row in rows:
                act.new("idea", {"problem": f"{row} L’eau des douars"}, row)
                act.new("participant", {"organisation": row}, row)
        acknowledge(" ".join(rows))
    bench.register.close()


def saving(path, seed, times, mistake="none"):
    """Kill a child that saves, again and again, fifty times over one file; compare with what it acknowledged."""
    plant(mistake)
    rng = random.Random(int(seed))
    empty = Path(path).read_bytes()
    whole = lasting(lambda acknowledge: save(path, acknowledge))
    ledger, seen = set(), {"kills": 0, "acknowledged": 0, "unfinished commits": 0, "lost": 0, "half": 0, "broken": 0}
    for kill in range(1, int(times) + 1):
        seen["kills"] = kill
        try:
            delay = rng.uniform(0, whole * 1.3)
            ledger.update(killed_while_it_works(lambda acknowledge: save(path, acknowledge), delay))
            seen["unfinished commits"] += is_unfinished(Path(path))
            if kill % LOOKED_AT_EVERY == 0 or kill == int(times):
                _look_at(path, ledger, seen)
                seen["acknowledged"] += len(ledger)
                ledger.clear()
                Path(path).write_bytes(empty)
        except (Trouble, ChildFailed):
            seen["broken"] += 1
        if seen["lost"] or seen["half"] or seen["broken"]:
            break
    return seen


def _look_at(path, ledger, seen):
    bench = begun(path)
    conn = bench.register.conn
    ideas, people = ({row for (row,) in conn.execute(f"SELECT id FROM {kind}")} for kind in ("idea", "participant"))
    seen["lost"] += len(ledger - ideas)
    seen["half"] += len(ideas ^ people)
    checked = check(bench)
    seen["broken"] += not checked.ok or checked.repaired
    bench.register.close()


# Exporting: a parcel, a sheet or a report, each over the one before.

EXPORTS = (
    hand_over,
    lambda bench, folder: Exports(bench, "fr").ideas(folder / "ideas.xlsx", "internal"),
    lambda bench, folder: write_report(bench, "1", "ar", folder / "report.pdf"),
)


def _opened_by_openpyxl(path):
    import openpyxl  # brings numpy, which every fork of the other scenarios would carry

    openpyxl.load_workbook(path).close()


READ = {
    ".ogpx": gate.read_parcel,
    ".xlsx": _opened_by_openpyxl,
    ".pdf": lambda path: path.read_bytes().rstrip().endswith(b"%%EOF") or 1 / 0,
}


def is_whole(path):
    try:
        READ[path.suffix](path)
    except (Trouble, zipfile.BadZipFile, KeyError, EOFError, ValueError, ZeroDivisionError, OSError):
        return False
    return True


def exporting(path, seed, times, mistake="none"):
    """Kill a child that exports; look at every new file under a final name after each kill."""
    plant(mistake)
    rng = random.Random(int(seed))
    folder = Path(path).parent / "out"
    folder.mkdir()

    def exports(write):
        def child(acknowledge):
            bench = begun(path)
            write(bench, folder)
            acknowledge("written")
            bench.register.close()

        return child

    children = [(child, lasting(child, 3)) for child in map(exports, EXPORTS)]
    seen = {"kills": 0, "written": 0, "left unfinished": 0, "broken under a final name": 0}
    known = set()
    for kill in range(1, int(times) + 1):
        child, whole = children[kill % len(children)]
        seen["written"] += len(killed_while_it_works(child, rng.uniform(0, whole * 1.3)))
        seen["kills"] = kill
        for file in folder.iterdir():
            if file.name.startswith("."):
                seen["left unfinished"] += 1
                file.unlink()
            elif (told := (file.name, file.stat().st_mtime_ns)) not in known:
                known.add(told)
                seen["broken under a final name"] += not is_whole(file)
        if seen["broken under a final name"]:
            break
    return seen


# Receiving: a parcel enters a register.


def receiving(central, parcel, seed, times, mistake="none"):
    """Kill a child that receives; afterwards the register has the parcel wholly or not at all, and takes it again."""
    plant(mistake)
    rng = random.Random(int(seed))
    path = Path(central).with_name("received.ogp")

    with Register.open_at(Path(central)) as register:
        devices = receive(register, Path(parcel), NOW).unknown_devices

    def take(acknowledge):
        with Register.open_at(path) as register:
            acknowledge(receive(register, Path(parcel), NOW, devices).status)

    def fresh():
        shutil.copyfile(central, path)
        journal_of(path).unlink(missing_ok=True)

    def take_anew(acknowledge):
        fresh()
        take(acknowledge)

    fresh()
    empty, before = path.read_bytes(), _content(path)
    whole = lasting(take_anew)
    after = _content(path)
    seen = {
        "kills": 0,
        "acknowledged": 0,
        "unfinished commits": 0,
        "taken": 0,
        "lost": 0,
        "half": 0,
        "not completed": 0,
    }
    for kill in range(1, int(times) + 1):
        fresh()
        said = killed_while_it_works(take, rng.uniform(0, whole * 1.3))
        seen["unfinished commits"] += is_unfinished(path)
        untouched = not is_unfinished(path) and path.read_bytes() == empty
        found = before if untouched else _content(path)
        seen["kills"] = kill
        seen["acknowledged"] += len(said)
        seen["taken"] += found == after
        seen["lost"] += bool(said) and found != after
        seen["half"] += found not in (before, after)
        take(said.append)
        seen["not completed"] += _content(path) != after or said[-1] not in ("merged", "already")
        if seen["lost"] or seen["half"] or seen["not completed"]:
            break
    return seen


def _content(path):
    with Register.open_at(path) as register:
        if damage.damaged(register.conn):
            return "damaged"
        return journal.digest(register.conn), derive.digest(register.conn)
