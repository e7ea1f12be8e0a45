"""A room whose program is killed while somebody types; each scenario runs in a process of its own."""

import json
import os
import random
import shutil
import signal
import time
from pathlib import Path

from ogp_desktop.services.room.workshop import Workshop
from tests.faults.kills import begun
from tests.faults.warm_parent import forked

KEY_SECONDS = 0.012
AT_ONCE = 5
LONGEST = 3.0
"""Seconds of typing before a kill, at most."""

CHARACTERS, SECONDS = 8, 1.6
"""What may be lost of a draft: so many characters, or what was typed in so many seconds."""


long = {"each": 4, "times": 8}
"""Each how manieth idea is a long one, and how often it says its words again."""


def text_of(number):
    """Return what is typed as the idea of that number, in three scripts."""
    again = long["times"] * (number % long["each"] == long["each"] - 1)
    return f"Idée {number} : l’eau du douar, ماء الدوار, ⴰⵎⴰⵏ — {'à redire encore ' * again}{number}"


def at_a_room(path, home, say):
    """Open a room and type idea after idea; `say` is told each key and each idea that is durable."""
    os.environ |= {"OGP_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    from ogp_desktop.app import compose
    from ogp_desktop.gui.screens.launcher_screen import Beginning
    from ogp_desktop.settings import Settings

    desktop = compose(Settings())
    desktop.begin(Beginning(Path(path), "room", "Nadia", "2"))
    saved = []
    desktop.workplace.told.connect(lambda *_: say("saved", saved.append(1) or len(saved)))
    editor = desktop.window.screen_shown.form.problem

    def key(code, letter):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(editor, QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, letter))
        end = time.monotonic() + KEY_SECONDS
        while time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.002)

    for number in range(1, 1_000):
        for at, letter in enumerate(text_of(number), 1):
            key(0, letter)
            say("typed", number, at, time.monotonic())
        key(Qt.Key.Key_Return, "\r")


def killed(path, home, seconds):
    """Begin a room in a fork, to be killed after some seconds of typing; returns what ends it and says what it said."""
    ours, theirs = os.pipe()

    def child():
        os.close(ours)
        at_a_room(path, home, lambda *told: os.write(theirs, (json.dumps(told) + "\n").encode()))

    pid = forked(child)
    os.close(theirs)
    os.set_blocking(ours, False)

    def end():
        heard, begun_by = b"", time.monotonic() + 60
        while b"typed" not in heard and time.monotonic() < begun_by:
            heard += _read(ours)
        first = next((json.loads(line)[3] for line in heard.splitlines()[:-1] if b"typed" in line), time.monotonic())
        time.sleep(max(0.0, first + seconds - time.monotonic()))
        os.kill(pid, signal.SIGKILL)
        killed_at = time.monotonic()
        os.waitpid(pid, 0)
        os.set_blocking(ours, True)
        while block := os.read(ours, 65_536):
            heard += block
        os.close(ours)
        return killed_at, [json.loads(line) for line in heard.splitlines()]

    return end


def _read(pipe):
    try:
        return os.read(pipe, 65_536)
    except BlockingIOError:
        time.sleep(0.01)
        return b""


def typing(event, folder, seed, times, mistake="none"):
    """Kill rooms while somebody types, several at once; compare with what they said."""
    import ogp_desktop.gui.desktop  # a fork need not import what it needs
    import ogp_desktop.gui.screens.room_screen  # noqa: F401

    rng = random.Random(int(seed))
    if mistake == "keeps_late":
        from ogp_desktop.gui import drafts_keeper

        drafts_keeper.MILLISECONDS = 60_000
        long.update(each=1, times=20)  # so that, however slow the computer, the first sentence is not at its end
        rng.uniform = lambda *_: LONGEST
    seen = {"kills": 0, "saved": 0, "lost": 0, "most characters lost": 0, "too much of a draft lost": 0}
    for first in range(0, int(times), AT_ONCE):
        rooms = []
        for number in range(first, min(first + AT_ONCE, int(times))):
            home = Path(folder) / f"home-{number}"
            home.mkdir()
            path = Path(folder) / f"room-{number}.ogp"
            shutil.copyfile(event, path)
            rooms.append((path, home, killed(path, home, rng.uniform(0.1, LONGEST))))
        for path, home, end in rooms:
            _compare(path, home, *end(), seen)
    return seen


def _compare(path, home, killed_at, heard, seen):
    seen["kills"] += 1
    durable = max([told[1] for told in heard if told[0] == "saved"], default=0)
    typed = [told[1:] for told in heard if told[0] == "typed"]
    bench = begun(path)
    said = {idea["problem"] for idea in Workshop(bench).ideas()}
    bench.register.close()
    seen["saved"] += durable
    seen["lost"] += sum(text_of(number) not in said for number in range(1, durable + 1))
    drafts = {
        text for file in (home / "drafts").glob("*.json") for text in json.loads(file.read_text("utf-8")).values()
    }
    for number in {number for number, *_ in typed} - set(range(1, durable + 1)):
        mine = [(at, when) for each, at, when in typed if each == number]
        text = text_of(number)
        kept = len(text) if text in said else max((len(d) for d in drafts if d and text.startswith(d)), default=0)
        missing = [when for at, when in mine if at > kept]
        seen["most characters lost"] = max(seen["most characters lost"], len(missing))
        if len(missing) > CHARACTERS and min(missing) < killed_at - SECONDS:
            seen["too much of a draft lost"] += 1
