"""Scenarios around saving, each played in a process of its own."""

import os
import resource
import signal
from pathlib import Path

from ogp_desktop.domain import ids
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register
from tests.faults.warm_parent import forked, killed_while_it_works


def says(register, **values):
    """Save one idea, as a laptop just started would."""
    with register.act(Author(ids.draw(), "room")) as act:
        return act.new("idea", {"problem": "p", **values})


def killed(path, times):
    """Kill a child at any moment of a save, again and again over one file; prints how many were acknowledged."""

    def saving(acknowledge):
        with Register.open_at(Path(path)) as register:
            author = Author(ids.draw(), "room")
            while True:
                with register.act(author) as act:
                    act.new("idea", {"problem": "p"})
                acknowledge(b".")

    print(sum(len(killed_while_it_works(saving, delay / 3000)) for delay in range(int(times))))


def full_disk(path):
    """Save until the disk refuses; prints the trouble that was told."""
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

    print(os.waitstatus_to_exitcode(os.waitpid(forked(saving), 0)[1]))


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
