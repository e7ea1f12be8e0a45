"""Scenarios around backups, each played in a process of its own."""

import contextlib
from pathlib import Path

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage import backup_names, backups, damage, journal, restoring
from ogp_desktop.storage.register import Register, check_header
from tests.faults.saves import says
from tests.faults.warm_parent import killed_while_it_works


def killed(path, times):
    """Kill a child at any moment of a backup, again and again; returns how many backups stood then, how many half."""

    def taking(acknowledge):
        acknowledge(".")
        while True:
            with Register.open_at(Path(path)) as register:
                says(register)
                backups.take(register, "start")

    taken = broken = 0
    for delay in range(int(times)):
        killed_while_it_works(taking, delay / 300)
        for backup in backup_names.of(Path(path)):
            taken += 1
            broken += not _is_whole(backup)
    return taken, broken


def _is_whole(backup):
    try:
        check_header(backup.path)
        with contextlib.closing(Register(backup.path, None)) as kept:
            return not damage.damaged(kept.conn)
    except Trouble:
        return False


def killed_while_restoring(path, times):
    """Kill a child at any moment while it goes back and forth; returns the journal's digest after each."""
    oldest = backup_names.of(Path(path))[-1]

    def restoring_and_back(acknowledge):
        acknowledge(".")
        before = oldest
        while before is not None:
            before = restoring.restore(Path(path), before)

    found = []
    for delay in range(int(times)):
        killed_while_it_works(restoring_and_back, delay / 1000)
        with Register.open_at(Path(path)) as register:
            found.append(journal.digest(register.conn))
    return found
