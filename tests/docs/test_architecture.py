"""The map of the code is true: every module stands on it, and it names none that is gone."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MAP = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def modules():
    """Return the names of the modules, screens by the name of their page."""
    found = (ROOT / "ogp_desktop").rglob("*.py")
    shown = [path for path in found if path.parent.name != "forms" and path.name not in ("__init__.py", "__main__.py")]
    return {path.stem.removesuffix("_screen") if path.parent.name == "screens" else path.stem for path in shown}


def test_every_module_stands_on_the_map():
    named = set(re.findall(r"[a-z_]+", MAP))
    assert modules() - named == set()


def test_the_map_names_no_module_that_is_gone():
    files = {path.stem for path in [*(ROOT / "ogp_desktop").rglob("*.py"), *(ROOT / "build").glob("*.py")]}
    tree = MAP.split("```")[1].split("\nui/")[0]
    assert set(re.findall(r"([a-z_]+)\.py", tree)) - files == set()
