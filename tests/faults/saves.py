"""Disks that are full, places where nobody may write, and a crash, each in a process of its own."""

import os
import resource
import shutil
import signal
from pathlib import Path

from ogp_desktop.domain import ids
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage import damage
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register
from tests.faults.warm_parent import forked


def says(register, **values):
    """Save one idea, as a laptop just started would."""
    with register.act(Author(ids.draw(), "room")) as act:
        return act.new("idea", {"problem": "p", **values})


def full_disk(path):
    """Save until the disk refuses; returns what became of it."""
    limit = Path(path).stat().st_size + 8192

    def saving():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        with Register.open_at(Path(path)) as register:
            try:
                for _ in range(200):
                    says(register, solution="long " * 500)
            except Trouble as trouble:
                return 0 if trouble.code == "disk_full" else 2
        return 1

    return os.waitstatus_to_exitcode(os.waitpid(forked(saving), 0)[1])


def dies_in_a_commit(path):
    """Die with the pages of a commit half written: the journal beside the register is what can take it back."""

    def dying():
        with Register.open_at(Path(path)) as register:
            conn = register.conn
            conn.execute("PRAGMA cache_size=2")
            conn.execute("PRAGMA cache_spill=ON")
            conn.execute("BEGIN IMMEDIATE")
            conn.execute("CREATE TABLE filler(x)")
            conn.executemany("INSERT INTO filler VALUES(?)", [("x" * 4000,)] * 50)
            os._exit(7)

    os.waitpid(forked(dying), 0)


def on_a_small_disk(folder):
    """Fill the disk of `folder` by saving, give up the reserve, save again; prints what was told and what stands.

    Run where `folder` is a small disk of its own.
    """
    from ogp_desktop.storage import ballast

    os.environ["OGP_HOME"] = str(Path(folder) / "home")
    ballast.LOW, ballast.BYTES = 0, 1 << 20
    path = Path(folder) / "x.ogp"
    saved = 0
    with Register.create(path, ids.draw(), ids.draw()) as register:
        print("reserve", ballast.hold_back())
        for told in ("full", "full again"):
            try:
                while True:
                    says(register, solution="long " * 4000)
                    saved += 1
            except Trouble as trouble:
                print(trouble.code, told, saved > 0)
            if ballast.give_up():
                says(register, solution="saved after all")
                saved += 1
                print("saved with the reserve")
    with Register.open_at(path) as register:
        print("stands", register.conn.execute("SELECT count(*) FROM idea").fetchone()[0] == saved)
        print("damaged", len(damage.damaged(register.conn)))


def without_the_right_to_write(folder):
    """Work on a register as somebody who may not write where it stands; returns what happened."""
    home, path = Path(folder) / "home", Path(folder) / "place" / "x.ogp"
    warm = Path(folder) / "warm.ogp"
    shutil.copyfile(path, warm)
    os.environ["OGP_HOME"] = str(Path(folder) / "warm")
    _worked(warm)  # what is imported late may stand where nobody else can read it
    os.environ["OGP_HOME"] = str(home)
    ours, theirs = os.pipe()

    def working():
        if os.geteuid() == 0:
            os.setuid(65_534)
        before = path.read_bytes()
        try:
            used = _worked(path)
            untouched = path.read_bytes() == before
            told = f"{'copy' if used.is_relative_to(home) else 'itself'} {'untouched' if untouched else 'written'}"
        except Trouble as trouble:
            told = trouble.code
        os.write(theirs, told.encode())

    os.waitpid(forked(working), 0)
    os.close(theirs)
    with os.fdopen(ours) as told:
        return told.read()


def _worked(path):
    from ogp_desktop.services.compose import opened

    with opened(path) as bench:
        says(bench.register)
        return bench.register.path
