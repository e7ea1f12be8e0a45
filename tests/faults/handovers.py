"""Scenarios around handing over, each played in a process of its own."""

import os
import resource
import signal
from pathlib import Path

from ogp_desktop.domain import ids
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange import gate
from ogp_desktop.services.compose import Bench
from ogp_desktop.services.device import Device
from ogp_desktop.services.files import handover
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register
from tests.faults.warm_parent import forked, killed_while_it_works


def at(register):
    """Return a bench of this register, of a computer just started."""
    device = Device(ids.draw(), "salle-1", "room")
    return Bench(register, Author(device.id, "room"), device)


def says(bench, text="L’eau"):
    with bench.register.act(bench.author) as act:
        act.new("idea", {"problem": text})


def killed(path, folder, times):
    """Kill a child at any moment of handing over the same file, again and again; returns how many stood at the end.

    Every file with a parcel's name must be whole, whenever it is looked at.
    """
    folder = Path(folder)

    def handing_over(acknowledge):
        with Register.open_at(Path(path)) as register:
            bench = at(register)
            while True:
                handover.hand_over(bench, folder)
                acknowledge("written")

    with Register.open_at(Path(path)) as register:
        handover.hand_over(at(register), folder)
    done = 0
    for turn in range(int(times)):
        done += len(killed_while_it_works(handing_over, turn % 40 / 200))
        for parcel in folder.glob("[!.]*.ogpx"):
            gate.read_parcel(parcel)
    return done


def full(path, folder):
    """Hand over until the stick is full; returns 0 when that was told and what stood there is intact."""

    def handing_over():
        with Register.open_at(Path(path)) as register:
            bench = at(register)
            for _ in range(40):
                says(bench, os.urandom(2000).hex())
            before = handover.state(bench).last
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY))
            try:
                handover.hand_over(bench, Path(folder))
            except Trouble as trouble:
                intact = handover.state(bench).last == before
                return 0 if trouble.code == "destination_full" and intact else 2
        return 1

    return os.waitstatus_to_exitcode(os.waitpid(forked(handing_over), 0)[1])
