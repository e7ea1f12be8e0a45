"""From F5 to the first painted slide, with many ideas, on the right one of two other screens; no speed is asserted."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from telling import machine, print_facts, print_table

ROOT = Path(__file__).resolve().parent.parent
DEMANDS = {"first slide, seconds": 1.0}
SCREENS = ("laptop", "HDMI-1", "HDMI-2")
REMEMBERED = "HDMI-2"

PROJECT = """
import json, os, sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from ogp_desktop.app import begin
from ogp_desktop.gui.screens.launcher_screen import Beginning
app, desktop = begin()
desktop.settings.projector = {remembered!r}
desktop.begin(Beginning(Path({file!r}), {post!r}, "", "1"))
for _ in range(20):
    app.processEvents()
    time.sleep(0.01)
screen = desktop.window.screen_shown
projector = getattr(screen, "course", screen).projector
class Painted(QObject):
    at = 0.0
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.at:
            self.at = time.perf_counter()
        return False
painted = Painted()
projector.window.view.installEventFilter(painted)
begun = time.perf_counter()
QTest.keyClick(desktop.window, Qt.Key.Key_F5)
while not painted.at and time.perf_counter() - begun < 10:
    app.processEvents()
projector.window.view.repaint()
seconds = time.perf_counter() - begun
on = projector.on.name() if projector.on else ""
told = {{"seconds": seconds, "screen": on, "slide": projector.window.view.slide.headline}}
print(json.dumps(told), flush=True)
os._exit(0)
"""


def screens(folder: Path) -> Path:
    """Write the description of the fake screens, side by side; returns its file."""
    sizes = [
        {"name": name, "x": 1366 * place, "y": 0, "width": 1366, "height": 768, "logicalDpi": 96, "dpr": 1}
        for place, name in enumerate(SCREENS)
    ]
    path = folder / "screens.json"
    path.write_text(json.dumps({"screens": sizes}), encoding="utf-8")
    return path


def event(path: Path, ideas: int) -> None:
    """Make an event whose first workshop has so many ideas."""
    from ogp_desktop import paths
    from ogp_desktop.services.compose import opened
    from ogp_desktop.services.event import creation
    from ogp_desktop.services.room.workshop import Workshop, written_parts

    creation.new_event(path, paths.resources() / "sample" / "demonstration" / "event.json")
    with opened(path) as bench:
        session = Workshop(bench).session("1")
        with bench.register.act(bench.author) as act:
            for number in range(1, ideas + 1):
                texts = {"problem": f"Problème {number} : l’eau des douars", "solution": "نشر التحاليل كل ثلاثة أشهر"}
                act.new("idea", written_parts(texts) | {"session": session["id"], "number": number})


def projected(file: Path, post: str, folder: Path) -> dict[str, Any]:
    """Project from a post in a fresh process."""
    platform = {"QT_QPA_PLATFORM": f"offscreen:configfile={screens(folder)}"}
    text = PROJECT.format(file=str(file), post=post, remembered=REMEMBERED)
    surroundings = {**os.environ, **platform, "PYTHONPATH": str(ROOT), "OGP_HOME": str(folder)}
    ran = subprocess.run([sys.executable, "-c", text], env=surroundings, capture_output=True, text=True, check=True)
    told: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return told


def measured(repeats: int, ideas: int) -> dict[str, Any]:
    """Project from the room and from the restitution in turn; returns medians and where the slides stood."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["OGP_HOME"] = home
        file = Path(home) / "events" / "demonstration.ogp"  # its name: nobody makes another one meanwhile
        file.parent.mkdir()
        event(file, ideas)
        rows = {}
        for post in ("room", "restitution"):
            told = [projected(file, post, Path(home)) for _ in range(repeats)]
            rows[post] = {
                "seconds": round(statistics.median(each["seconds"] for each in told), 3),
                "screen": " ".join(sorted({each["screen"] for each in told})),
                "slide": told[0]["slide"],
            }
    return {"machine": machine(), "repeats": repeats, "ideas": ideas, "rows": rows, "demands": DEMANDS}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--ideas", type=int, default=120)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    result = measured(given.repeats, given.ideas)
    if given.json:
        print(json.dumps(result, indent=1, ensure_ascii=False))
        return
    print_facts(result["machine"])
    print_table("projecting", result["rows"])
    print(f"\ndemands: {DEMANDS}")


if __name__ == "__main__":
    main()
