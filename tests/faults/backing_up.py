"""Scenarios around backups, each played in a process of its own."""

from pathlib import Path

from ogp_desktop.storage import backup_names, backups, journal, restoring
from ogp_desktop.storage.register import Register
from tests.faults.saves import says
from tests.faults.warm_parent import killed_while_it_works


def killed(path, times):
    """Kill a child at any moment of a backup, again and again over one file."""

    def taking(acknowledge):
        acknowledge(b".")
        while True:
            with Register.open_at(Path(path)) as register:
                says(register)
                backups.take(register, "start")

    for delay in range(int(times)):
        killed_while_it_works(taking, delay / 300)


def killed_while_restoring(path, times):
    """Kill a child at any moment while it goes back and forth; prints the journal's digest after each."""
    oldest = backup_names.of(Path(path))[-1]

    def restoring_and_back(acknowledge):
        acknowledge(b".")
        before = oldest
        while before is not None:
            before = restoring.restore(Path(path), before)

    for delay in range(int(times)):
        killed_while_it_works(restoring_and_back, delay / 1000)
        with Register.open_at(Path(path)) as register:
            print(journal.digest(register.conn))
