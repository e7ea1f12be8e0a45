"""What it costs to start: the launcher and a post, beside a bare PySide6 window, in time and memory."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from telling import machine, print_facts, print_table, put_demonstration

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
DEMANDS = {"launcher": 1.3, "post": 2.0, "memory at 10,000 ideas": 2.0}
HEAVY = ("pandas", "numpy", "reportlab", "openpyxl", "uharfbuzz")

REPORT = """
import json, os, resource, sys, time
skipped = [0, 0]
def told():
    at = time.time()
    grown = [name for name in {heavy!r} if name in sys.modules]
    pages = int(open("/proc/self/statm").read().split()[1]) if os.path.exists("/proc/self/statm") else 0
    memory = pages * os.sysconf("SC_PAGE_SIZE") if pages else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    at, used = at - skipped[0], time.process_time() - skipped[1]
    print(json.dumps({{"at": at, "used": used, "memory": memory, "loaded": grown}}), flush=True)
    os._exit(0)
def when_painted(window, do):
    from PySide6.QtWidgets import QWidget
    class Last(QWidget):  # one pixel above everything else: it is painted when all the rest has been
        def paintEvent(self, event):
            do()
    last = Last(window)
    last.resize(1, 1)
    last.show()
    last.raise_()
    return last
def report(window):
    from PySide6.QtWidgets import QApplication
    kept = when_painted(window, told)
    QApplication.exec()
def answer(window):  # the first key, pressed as soon as the window is painted, until its letter is painted
    from PySide6.QtWidgets import QApplication
    pressed = []
    def press():
        if pressed:
            told()
        from PySide6.QtCore import QEvent, Qt, QTimer
        from PySide6.QtGui import QKeyEvent
        field = QApplication.focusWidget()
        pressed.append(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_B, Qt.KeyboardModifier.NoModifier, "b"))
        QApplication.postEvent(field, pressed[0])
        def shown():
            assert "b" in (field.text() if hasattr(field, "text") else field.toPlainText())
            kept.update()
        QTimer.singleShot(0, shown)
    kept = when_painted(window, press)
    QApplication.exec()
def choose(window):  # a person looks at what is painted for a second, which is not counted
    from PySide6.QtCore import QEventLoop, QTimer
    loop = QEventLoop()
    kept = when_painted(window, loop.quit)
    loop.exec()
    begun, used = time.time(), time.process_time()
    QTimer.singleShot(1000, loop.quit)
    loop.exec()
    kept.deleteLater()
    skipped[:] = time.time() - begun, time.process_time() - used
"""
BARE = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(sys.argv)
window = QWidget()
window.resize(1366, 728)
window.show()
report(window)
"""
LABELLED = BARE.replace("QWidget", "QLabel").replace("QLabel()", "QLabel('OGP')")
LAUNCHER = """
from ogp_desktop.app import begin
app, desktop = begin()
"""
LISTED = """
import time
while not desktop.window.screen_shown.has_shown:
    app.processEvents()
    time.sleep(.001)
"""
POST = """
from pathlib import Path
from ogp_desktop.gui.screens.launcher_screen import Beginning
desktop.begin(Beginning(Path({file!r}), {post!r}, "", "1"))
"""
DESK, ROOM = (POST.replace("{post!r}", repr(post)) for post in ("desk", "room"))
LARGE = ROOM.replace("{file", "{large")
SHOWN, CHOSEN, ANSWERED = "report(desktop.window)", "choose(desktop.window)", "answer(desktop.window)"
SCRIPTS = {
    "bare": BARE,
    "bare with a label": LABELLED,
    "launcher": LAUNCHER + SHOWN,
    "launcher, events listed": LAUNCHER + LISTED + SHOWN,
    "desk": LAUNCHER + DESK + SHOWN,
    "desk, chosen": LAUNCHER + CHOSEN + DESK + SHOWN,
    "desk, chosen, a key answered": LAUNCHER + CHOSEN + DESK + ANSWERED,
    "room": LAUNCHER + ROOM + SHOWN,
    "room, chosen": LAUNCHER + CHOSEN + ROOM + SHOWN,
    "room, chosen, a key answered": LAUNCHER + CHOSEN + ROOM + ANSWERED,
    "room, 10,000 ideas": LAUNCHER + LARGE + SHOWN,
    "room, 10,000 ideas, chosen, listed": LAUNCHER + CHOSEN + LARGE + LISTED + SHOWN,
    "room, 10,000 ideas listed": LAUNCHER + LARGE + LISTED + SHOWN,
}


def started(script: str, files: dict[str, str], home: str) -> dict[str, Any]:
    """Run a script in a fresh process; returns its report, with the seconds since it was begun."""
    text = REPORT.format(heavy=HEAVY) + script.format(**files)
    surroundings = {**os.environ, "OGP_HOME": home, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)  # installed or frozen, modules are compiled beforehand
    surroundings["PYTHONPYCACHEPREFIX"] = str(Path(home) / "compiled")
    begun = time.time()
    ran = subprocess.run([sys.executable, "-c", text], env=surroundings, capture_output=True, text=True, check=True)
    told: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return told | {"seconds": told["at"] - begun}


def large_event(path: Path, ideas: int) -> None:
    """Make a copy of the demonstration event with many ideas."""
    from ogp_desktop.services.compose import opened
    from ogp_desktop.services.room.workshop import Workshop, written_parts

    with opened(path) as bench:
        session = Workshop(bench).session("1")
        with bench.register.act(bench.author) as act:
            for number in range(100, 100 + ideas):
                texts = {"problem": f"Problème {number} : l’eau des douars", "solution": "نشر التحاليل كل ثلاثة أشهر"}
                act.new("idea", written_parts(texts) | {"session": session["id"], "number": number})


def measured(repeats: int, ideas: int, wanted: Sequence[str] = ()) -> dict[str, Any]:
    """Start each in turn, or only the bare window and those `wanted`; returns medians and ratios to the bare one."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["OGP_HOME"] = home
        events = Path(home) / "events"
        put_demonstration(events / "demonstration.ogp")
        large = Path(home) / "large.ogp"
        large.write_bytes((events / "demonstration.ogp").read_bytes())
        large_event(large, ideas)
        files = {"file": str(events / "demonstration.ogp"), "large": str(large)}
        scripts = {name: SCRIPTS[name] for name in (("bare", *wanted) if wanted else SCRIPTS)}
        found: dict[str, list[dict[str, Any]]] = {name: [] for name in scripts}
        for turn in range(repeats + 1):
            for name, script in scripts.items():
                told = started(script, files, home)
                if turn:  # the first round warms the disk's cache
                    found[name].append(told)
    rows = {name: _row(runs, found["bare"]) for name, runs in found.items()}
    return {"machine": machine(), "repeats": repeats, "ideas": ideas, "rows": rows, "demands": DEMANDS}


def _row(runs: list[dict[str, Any]], bare: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the figures of one script: least, median and most; ratios are to the bare window of the same turn."""
    seconds = sorted(told["seconds"] for told in runs)
    times = sorted(told["seconds"] / least["seconds"] for told, least in zip(runs, bare, strict=True))
    memory = statistics.median(told["memory"] for told in runs)
    return {
        "least_s": round(seconds[0], 3),
        "median_s": round(statistics.median(seconds), 3),
        "most_s": round(seconds[-1], 3),
        "ratio": round(statistics.median(seconds) / statistics.median(told["seconds"] for told in bare), 2),
        "ratio_of_least": round(seconds[0] / min(told["seconds"] for told in bare), 2),
        "ratio_by_turn": f"{times[0]:.2f} to {times[-1]:.2f}",
        "processor": round(min(told["used"] for told in runs) / min(told["used"] for told in bare), 2),
        "memory_mb": round(memory / 1e6, 1),
        "memory_ratio": round(memory / statistics.median(told["memory"] for told in bare), 2),
        "heavy": len({each for told in runs for each in told["loaded"]}),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--ideas", type=int, default=10_000)
    parser.add_argument("--only", nargs="+", default=(), choices=SCRIPTS, metavar="ROW")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    result = measured(given.repeats, given.ideas, given.only)
    if given.json:
        print(json.dumps(result, indent=1))
        return
    print_facts(result["machine"])
    print_table("starting", result["rows"])
    print(f"\ndemands: {DEMANDS}")


if __name__ == "__main__":
    main()
