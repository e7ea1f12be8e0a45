"""How long the window keeps a person waiting: typing and scrolling among 10,000 ideas while 20 files are received."""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from telling import machine, print_facts, print_table, put_demonstration

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from start import large_event

from ogp_desktop.app import compose
from ogp_desktop.domain import ids
from ogp_desktop.gui.screens.launcher_screen import Beginning
from ogp_desktop.services.compose import Bench
from ogp_desktop.services.device import Device
from ogp_desktop.services.files import receiving
from ogp_desktop.services.files.receiving import hand_over
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.settings import Settings
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from ogp_desktop.exchange.gate_process import GateProcess
    from ogp_desktop.gui.desktop import Desktop

LIMIT_MILLISECONDS = 16
KEY_MILLISECONDS = 40
TEXT = "Les douars n’ont pas d’eau potable en été et personne ne publie les analyses. لا أحد ينشر التحاليل. "


class Watchdog:
    """Measures how long each turn of the event loop takes: what a key that arrives then would wait."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def watch(self) -> None:
        self.waits = []
        self._last = time.perf_counter()
        self._timer.start(1)

    def stop(self) -> list[float]:
        self._timer.stop()
        return self.waits

    def _beat(self) -> None:
        now = time.perf_counter()
        self.waits.append((now - self._last) * 1000 - 1)
        self._last = now


class ThreadWatchdog(Watchdog):
    """Measures beside each turn the processor time its thread took: what other programs do is not in it."""

    def watch(self) -> None:
        self.processor: list[float] = []
        self._thread = time.thread_time()
        super().watch()

    def _beat(self) -> None:
        now = time.thread_time()
        self.processor.append((now - self._thread) * 1000)
        self._thread = now
        super()._beat()


class Peer:
    """A bare event loop in a process of its own beside ours: its long turns are the machine's, not anybody's."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_watch_alone, args=(theirs,), daemon=True)
        self._process.start()
        self._pipe.recv()

    def told(self) -> dict[str, float]:
        """Return the longest turn and the number of those that were too long since it was last asked."""
        self._pipe.send(None)
        waits = self._pipe.recv()
        return {"peer_max_ms": round(max(waits), 1), "peer_stalls": sum(wait > LIMIT_MILLISECONDS for wait in waits)}


def _watch_alone(pipe: Connection) -> None:
    application = QCoreApplication([])
    dog = Watchdog()
    asked = QTimer()

    def answer() -> None:
        with contextlib.suppress(EOFError):  # ours has ended
            if pipe.poll():
                pipe.recv()
                pipe.send(dog.waits)
                dog.watch()
            return
        application.quit()

    asked.timeout.connect(answer)
    asked.start(20)
    dog.watch()
    pipe.send(None)
    application.exec()


def parcels(event: Path, folder: Path, count: int, ideas: int) -> tuple[list[Path], list[str]]:
    """Return parcels of laptops that began with the event and each noted ideas of their own."""
    made, devices = [], []
    for number in range(count):
        device = Device(ids.draw(), f"salle {number}", "room")
        path = folder / f"laptop-{number}.ogp"
        path.write_bytes(event.read_bytes())
        with Register.open_at(path) as register:
            bench = Bench(register, Author(device.id, "room"), device)
            workshop = Workshop(bench)
            session = workshop.session("3")
            for place in range(ideas):
                workshop.add(session, {"problem": f"Idée {place} de l’ordinateur {number}"})
            made.append(hand_over(bench, folder).path)
        devices.append(device.id)
    return made, devices


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def key(target: QObject, text: str) -> None:
    QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text))


def typing(desktop: Desktop, seconds: float) -> None:
    """Type as a fast typist does, and save a whole idea now and then."""
    screen: Any = desktop.window.screen_shown
    form = screen.form
    end, at = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        key(form.problem, TEXT[at % len(TEXT)])
        at += 1
        if at % 60 == 0:
            screen.save()
        wait(KEY_MILLISECONDS)


def scrolling(desktop: Desktop, seconds: float) -> None:
    """Turn the wheel without a pause."""
    screen: Any = desktop.window.screen_shown
    bar = screen.form.ideas.verticalScrollBar()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        bar.setValue((bar.value() + 174) % max(1, bar.maximum()))
        wait(KEY_MILLISECONDS)


def measured(ideas: int, files: int, each: int, seconds: float) -> dict[str, Any]:
    """Work with and without files being received."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["OGP_HOME"] = home
        event = Path(home) / "events" / "demonstration.ogp"
        put_demonstration(event)
        received, devices = parcels(event, Path(home), files, each)
        large_event(event, ideas)
        desktop = compose(Settings())
        desktop.start()
        desktop.begin(Beginning(event, "room", "", "1"))
        wait(300)
        dog, peer = ThreadWatchdog(), Peer()
        rows = {}
        for name, work in (("typing", typing), ("scrolling", scrolling)):
            peer.told()
            dog.watch()
            work(desktop, seconds)
            rows[name] = told(dog.stop(), dog.processor) | peer.told()
        for name, work, some in (("typing", typing, received[::2]), ("scrolling", scrolling, received[1::2])):
            workplace = desktop.workplace
            assert workplace is not None
            for parcel in some:
                workplace.do(partial(receive, parcel, devices, workplace.gatekeeper))
            peer.told()
            dog.watch()
            work(desktop, seconds)
            rows[f"{name}, {len(some)} files coming in"] = told(dog.stop(), dog.processor) | peer.told()
        while workplace is not None and workplace.waiting:
            wait(20)
        with_all = len(Workshop(workplace.bench).ideas()) if workplace is not None else 0
        desktop.window.close()
    return {"machine": machine(), "ideas": with_all, "files": files, "limit_ms": LIMIT_MILLISECONDS, "rows": rows}


def receive(parcel: Path, devices: list[str], gatekeeper: GateProcess, bench: Bench) -> object:
    return receiving.receive_one(bench, parcel, devices, gatekeeper)


def told(waits: list[float], processor: list[float]) -> dict[str, float]:
    """Return how long turns of the loop took, and how many were too long, by the clock and by the processor."""
    ordered = sorted(waits)
    return {
        "turns": len(waits),
        "median_ms": round(statistics.median(waits), 2),
        "p99_ms": round(ordered[int(len(ordered) * 0.99)], 1),
        "max_ms": round(ordered[-1], 1),
        "stalls": sum(wait > LIMIT_MILLISECONDS for wait in waits),
        "cpu_max_ms": round(max(processor), 1),
        "cpu_stalls": sum(each > LIMIT_MILLISECONDS for each in processor),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ideas", type=int, default=10_000)
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--each", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    result = measured(given.ideas, given.files, given.each, given.seconds)
    if given.json:
        sys.stdout.write(json.dumps(result, indent=1) + "\n")
        return
    print_facts(result["machine"])
    print_table(f"turns of the event loop, {result['ideas']} ideas", result["rows"])
    print(f"\ndemand: no turn above {LIMIT_MILLISECONDS} ms")


if __name__ == "__main__":
    main()
