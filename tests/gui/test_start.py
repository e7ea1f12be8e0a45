"""What is loaded to start: nothing before the launcher is painted that only later screens need."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PAINTED = """
import sys
from ogp_desktop.app import begin
application, desktop = begin()
__POST__
from PySide6.QtWidgets import QWidget
painted = []
class Last(QWidget):
    def paintEvent(self, event):
        from PySide6 import QtCore, QtGui, QtWidgets
        painted.append(True)
        made = {*vars(QtCore), *vars(QtGui), *vars(QtWidgets)}
        print(" ".join(sorted(name for name in __SLOW__ if name in made or name in sys.modules)))
        print(desktop.window.screen_shown.name)
        application.quit()
last = Last(desktop.window)
last.resize(1, 1)
last.show()
last.raise_()
application.exec()
desktop.window.close()
"""
MISTAKEN = """
import sys
from pathlib import Path
from ogp_desktop import paths
from ogp_desktop.gui import binding
kept = paths.resources
if __AWAY__:
    paths.resources = lambda: Path("nowhere")
binding.load()
paths.resources = kept
late = "shibokensupport.signature.parser"
print(type(sys.modules[late]).__name__)
import colorsys
print("inspected" if "colorsys" in sys.modules["shibokensupport.feature"].pyside_feature_dict else "left alone")
from PySide6.QtCore import QSize
try:
    QSize("wide", 3)
except TypeError as error:
    print("QSize" in str(error) and "w: int" in str(error))
print(type(sys.modules[late]).__name__)
"""
SLOW_NAMES = (
    "Qt",  # 93 enumerations, 44 ms
    "QStyle",
    "QKeySequence",
    "QKeyEvent",
)
LATER = (
    "argparse",
    "logging",
    "sqlite3",
    "multiprocessing",
    "dataclasses",
    "logging.handlers",
    "hashlib",
    "uuid",
    "datetime",
    "zoneinfo",
    "ogp_desktop.services",
    "ogp_desktop.storage",
    "ogp_desktop.exchange",
    "ogp_desktop.language",
    "ogp_desktop.gui.upkeep",
    "ogp_desktop.gui.workplace",
    "ogp_desktop.gui.widgets.row_painting",
    "ogp_desktop.gui.screens.room_screen",
)

BEGUN = """
from pathlib import Path
from ogp_desktop.gui.screens.launcher_screen import Beginning
desktop.begin(Beginning(Path(__FILE__), __POST__, "", "1"))
"""
AFTER_A_POST = (
    "QStyle",  # of lists: 618 members, 17 ms
    "QSharedMemory",  # made with all others when Qt shows Python an object it does not know
    "multiprocessing",
    "logging.handlers",
    "ogp_desktop.language.nearest",
    "ogp_desktop.language.lexicon",
    "ogp_desktop.storage.backups",
    "ogp_desktop.gui.projection.projection_window",
    "ogp_desktop.gui.projection.slides",
    "ogp_desktop.gui.widgets.row_painting",
    "ogp_desktop.gui.tour",
)

CHOOSING = """
import sys, time
from pathlib import Path
from ogp_desktop.app import begin
application, desktop = begin()
end = time.monotonic() + 20
while time.monotonic() < end and not (desktop._readiness and desktop._readiness.is_done):
    application.processEvents()
    if "ogp_desktop.gui.workplace" in sys.modules and __BEGINS__:
        __BEGUN__
print(all(name in sys.modules for name in __NEEDED__))
print("numpy" in sys.modules or "reportlab" in sys.modules or "pandas" in sys.modules)
desktop.window.close()
"""
NEEDED_BY_POSTS = (
    "sqlite3",
    "ogp_desktop.services.compose",
    "ogp_desktop.gui.widgets.row_painting",
    "ogp_desktop.gui.screens.room_screen",
    "ogp_desktop.gui.screens.secretariat_screen",
)

SCRIPT = """
import sys
from pathlib import Path
from ogp_desktop.app import compose, make_application
from ogp_desktop.gui.screens.launcher_screen import Beginning
from ogp_desktop.settings import Settings
application = make_application()
desktop = compose(Settings())
desktop.start()
for post in ("desk", "room", "restitution", "secretariat"):
    desktop.begin(Beginning(Path(sys.argv[1]), post, "", "1"))
    application.processEvents()
    desktop.go_home()
desktop.window.close()
print(" ".join(name for name in ("pandas", "numpy", "reportlab", "openpyxl", "uharfbuzz") if name in sys.modules))
"""


def run(script, *arguments, home):
    """Run a script in a process of its own; returns what it printed, line by line."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "OGP_HOME": str(home)}
    command = [sys.executable, "-c", script, *arguments]
    ran = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=60, check=True)
    return ran.stdout.splitlines()


def test_the_launcher_is_painted_before_anything_is_loaded_that_later_screens_need(tmp_path):
    (tmp_path / "settings.json").write_text('{"language": "ar", "theme": "dark"}', encoding="utf-8")
    events = tmp_path / "events"
    events.mkdir()
    (events / "demonstration.ogp").touch()
    script = PAINTED.replace("__POST__", "").replace("__SLOW__", repr((*SLOW_NAMES, *LATER)))
    assert run(script, home=tmp_path) == ["", "launcher"]


@pytest.mark.parametrize("post", ["room", "desk"])
def test_a_post_can_be_typed_in_before_anything_is_loaded_that_its_first_key_does_not_need(
    post, demonstration_file, tmp_path
):
    path = tmp_path / "events" / "demonstration.ogp"
    path.parent.mkdir()
    path.write_bytes(demonstration_file.read_bytes())
    begun = BEGUN.replace("__FILE__", repr(str(path))).replace("__POST__", repr(post))
    script = PAINTED.replace("__POST__", begun).replace("__SLOW__", repr(AFTER_A_POST))
    assert run(script, home=tmp_path) == ["", post]


def choosing(demonstration_file, tmp_path, begins):
    path = tmp_path / "events" / "demonstration.ogp"
    path.parent.mkdir()
    path.write_bytes(demonstration_file.read_bytes())
    begun = BEGUN.replace("__FILE__", repr(str(path))).replace("__POST__", "'desk'").strip().replace("\n", "\n        ")
    script = CHOOSING.replace("__BEGINS__", repr(begins)).replace("__BEGUN__", begun)
    return run(script.replace("__NEEDED__", repr(NEEDED_BY_POSTS)), home=tmp_path)


def test_while_a_person_chooses_what_posts_need_is_loaded(demonstration_file, tmp_path):
    assert choosing(demonstration_file, tmp_path, begins=False) == ["True", "False"]


def test_once_a_post_begins_nothing_more_is_loaded_for_others(demonstration_file, tmp_path):
    assert choosing(demonstration_file, tmp_path, begins=True) == ["False", "False"]


def test_qt_explains_a_mistaken_call_though_what_explains_was_not_loaded_before(tmp_path):
    assert (ROOT / "resources" / "binding" / "__init__.py").exists()
    script = MISTAKEN.replace("__AWAY__", "False")
    assert run(script, home=tmp_path) == ["_LateModule", "left alone", "True", "module"]


def test_without_its_prepared_folder_qt_loads_as_usual(tmp_path):
    script = MISTAKEN.replace("__AWAY__", "True")
    assert run(script, home=tmp_path) == ["module", "left alone", "True", "module"]


def test_a_folder_of_another_version_is_passed_over(tmp_path):
    shutil.copytree(ROOT / "resources" / "binding", tmp_path / "binding")
    (tmp_path / "binding" / "__init__.py").write_text('__version__ = "6.0.0"', encoding="utf-8")
    script = MISTAKEN.replace("__AWAY__", "True").replace('"nowhere"', repr(str(tmp_path)))
    assert run(script, home=tmp_path)[0] == "module"


def test_no_post_loads_pandas_numpy_or_reportlab(demonstration_file, own_home, tmp_path):
    path = tmp_path / "events" / "demonstration.ogp"
    path.parent.mkdir()
    path.write_bytes(demonstration_file.read_bytes())
    assert run(SCRIPT, str(path), home=tmp_path) == [""]
