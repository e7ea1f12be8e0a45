"""Turn sources into what the package loads: forms, the lexicon worked out, Qt's binding; only what is stale.

Run by `dev.py`, by the tests, by the wheel's build hook and by the packaging; needs PySide6's `uic`.
"""

from __future__ import annotations

import compileall
import importlib.util
import os
import py_compile
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEXICON = ROOT / "resources" / "lexicon.tsv"
SOURCES, FORMS = ROOT / "ui", ROOT / "ogp_desktop" / "gui" / "forms"
BINDING = ROOT / "resources" / "binding"


def prepare() -> list[Path]:
    """Make what is missing or stale; returns the files that were written."""
    return [*forms(), *lexicon(), *binding()]


def lexicon() -> list[Path]:
    """Work the lexicon out, which takes a second that no start of the program should spend."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    from ogp_desktop.language import compiled

    text = LEXICON.read_text(encoding="utf-8")
    ready = LEXICON.with_suffix(".compiled")
    if ready.exists() and ready.read_text(encoding="utf-8").startswith(compiled.digest(text)):
        return []
    part = ready.with_suffix(f".{os.getpid()}.part")
    part.write_text(compiled.compiled(text), encoding="utf-8")
    part.replace(ready)
    return [ready]


def forms() -> list[Path]:
    """Compile every form that is missing or stale; returns those that were written."""
    FORMS.mkdir(parents=True, exist_ok=True)
    package = FORMS / "__init__.py"
    if not package.exists():
        package.write_text('"""Forms compiled from `ui/`; never edited."""\n', encoding="utf-8")
    wanted = {source: FORMS / f"ui_{source.stem}.py" for source in sorted(SOURCES.glob("*.ui"))}
    stale = {source: form for source, form in wanted.items() if _is_stale(source, form)}
    for source, form in stale.items():
        part = form.with_suffix(f".{id(form)}.part")
        command = [_uic(), "--generator", "python", "--no-autoconnection", str(source), "-o", str(part)]
        subprocess.run(command, check=True)
        part.write_text(without_unused_imports(part.read_text(encoding="utf-8")), encoding="utf-8")
        part.replace(form)
    for form in set(FORMS.glob("ui_*.py")) - set(wanted.values()):
        form.unlink()
    return list(stale.values())


def without_unused_imports(source: str) -> str:
    """Leave out the names that a form imports and does not use: each costs the start a little."""
    head, mark, body = source.partition("\nclass Ui_")

    def kept(found: re.Match[str]) -> str:
        names = [name.strip() for name in found[2].split(",")]
        used = [name for name in names if re.search(rf"\b{name}\b", body)]
        return f"from {found[1]} import {', '.join(used)}" if used else ""

    return re.sub(r"from (PySide6\.\w+) import \(([^)]*)\)", kept, head) + mark + body


def binding() -> list[Path]:
    """Lay the Python part of Shiboken out, compiled, for `ogp_desktop.gui.binding`; nothing where it holds none.

    A copy of Shiboken's own first file tells for which one.
    """
    spec = importlib.util.find_spec("shiboken6")
    installed = Path(spec.origin) if spec is not None and spec.origin is not None else None
    if installed is None or _is_same(installed, BINDING / "__init__.py"):
        return []
    import PySide6.QtCore  # noqa: F401 - its loading leaves the module we ask

    bootstrap = sys.modules.get("signature_bootstrap")
    if bootstrap is None or not hasattr(bootstrap, "find_incarnated_files"):
        return []
    part = BINDING.with_suffix(f".{os.getpid()}.part")
    files = part / "files.dir"
    files.mkdir(parents=True)
    _, held = bootstrap.prepare_zipfile()
    held.zfile.extractall(files, [name for name in held.zfile.namelist() if name.startswith("shibokensupport/")])
    compileall.compile_dir(files, quiet=1, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
    shutil.copyfile(installed, part / "__init__.py")
    shutil.rmtree(BINDING, ignore_errors=True)
    try:
        part.rename(BINDING)
    except OSError:  # another process was quicker
        shutil.rmtree(part)
    return [BINDING]


def _is_same(one: Path, other: Path) -> bool:
    return other.exists() and one.read_bytes() == other.read_bytes()


def _is_stale(source: Path, form: Path) -> bool:
    return not form.exists() or form.stat().st_mtime < source.stat().st_mtime


def _uic() -> str:
    import PySide6

    package = Path(PySide6.__file__).parent
    places = [package / "Qt" / "libexec" / "uic", package / "uic.exe", package / "uic", package / "Qt" / "bin" / "uic"]
    return str(next(place for place in places if place.exists()))


if __name__ == "__main__":
    for written in prepare():
        print(written.relative_to(ROOT), file=sys.stderr)
