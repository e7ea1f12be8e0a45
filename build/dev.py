"""The project's one tool: `python3 build/dev.py run | test | campaign | bench | screens | words | freeze`.

Standard library only: it makes the environment that everything else needs.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "made-from"

QT_LIBRARIES = ("libegl1", "libgl1", "libxkbcommon0", "libglib2.0-0", "libfontconfig1", "libdbus-1-3")
TOOLS = ("poppler-utils",)
NEEDED_PYTHON = (3, 11)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the sub-command that `arguments` name; returns its exit status."""
    if sys.version_info < NEEDED_PYTHON:
        print("Python 3.11 or later is needed: install it, then run this command again with it.")
        return 1
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="make the environment and open the application")
    run.add_argument("--out", default="demo", help="folder for the day's files (default: demo)")
    run.add_argument("--lang", default="fr", choices=("fr", "ar", "en"))
    test = commands.add_parser("test", help="linters, types, layers and tests")
    test.add_argument("--fast", action="store_true", help="tests only")
    test.add_argument("pytest", nargs="*", help="arguments for pytest (after --)")
    commands.add_parser("campaign", help="the long tests: every fault ten times as often")
    bench = commands.add_parser("bench", help="measure against peers")
    bench.add_argument("names", nargs="*", help="names of scripts in bench/ (default: all)")
    pictures = commands.add_parser("screens", help="pictures of every screen")
    pictures.add_argument("--out", default="demo/screens", help="folder for the pictures")
    pictures.add_argument("--quick", action="store_true", help="French light and Arabic dark, one size")
    pictures.add_argument("--lang", nargs="*", default=[], help="languages (default: fr ar)")
    pictures.add_argument("--only", nargs="*", default=[], help="names of parts")
    words = commands.add_parser("words", help="how far each language is translated, or what one misses")
    words.add_argument("langs", nargs="*", help="languages (default: a table of all)")
    commands.add_parser("freeze", help="the installable program")
    given = parser.parse_args(arguments)
    return COMMANDS[given.command](given)


# The environment.


def python_of(venv: Path, windows: bool = sys.platform == "win32") -> Path:
    """Return the interpreter of a virtual environment."""
    return venv / ("Scripts/python.exe" if windows else "bin/python")


def stamp(pyproject: bytes, version: Sequence[int]) -> str:
    """Return what an environment was made from: the project's file and the Python version."""
    return hashlib.sha256(pyproject + repr(tuple(version[:2])).encode()).hexdigest()


def missing_packages(packages: Sequence[str]) -> list[str]:
    """Return those of Debian's `packages` that are not installed; none where dpkg does not rule."""
    if shutil.which("dpkg-query") is None:
        return []
    missing = []
    for package in packages:
        asked = ["dpkg-query", "-W", "-f=${Status}", package]
        told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
        if "install ok installed" not in told:
            missing.append(package)
    return missing


def install_sentence(packages: Sequence[str]) -> str:
    """Say in one sentence what is missing and how to get it."""
    command = f"sudo apt-get install {' '.join(packages)}"
    return f"Missing on this computer: {', '.join(packages)}; get it with: {command}"


def provide_packages() -> None:
    """Install Debian's packages that are missing when we may; otherwise say which they are."""
    missing = missing_packages((*QT_LIBRARIES, *TOOLS, *_venv_package()))
    if not missing:
        return
    root = getattr(os, "geteuid", lambda: 1)() == 0
    prefix = [] if root else ["sudo", "-n"]
    may = root or subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    if not may or shutil.which("apt-get") is None:
        print(install_sentence(missing))
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _step("system list", [*prefix, "apt-get", "update", "-q"], environment)
    _step("system packages", [*prefix, "apt-get", "install", "-y", "-q", *missing], environment)


def _venv_package() -> tuple[str, ...]:
    return () if importlib.util.find_spec("ensurepip") else ("python3-venv",)


def environment() -> Path:
    """Return the interpreter of an environment that fits `pyproject.toml`, making it when needed."""
    python = python_of(VENV)
    wanted = stamp((ROOT / "pyproject.toml").read_bytes(), sys.version_info[:2])
    if python.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        subprocess.run([str(python), str(ROOT / "build" / "prepare.py")], check=True)
        return python
    provide_packages()
    if not _step("environment", [sys.executable, "-m", "venv", "--clear", str(VENV)]):
        raise SystemExit("No environment could be made; " + install_sentence(["python3-venv"]))
    installed = _step("packages", [str(python), "-m", "pip", "install", "-q", "-e", f"{ROOT}[dev]"])
    if not installed or not _step("forms", [str(python), str(ROOT / "build" / "prepare.py")]):
        raise SystemExit("The packages could not be installed: check the connection, then run this again.")
    STAMP.write_text(wanted, encoding="utf-8")
    return python


# The steps.


def _step(name: str, command: Sequence[str], environment: dict[str, str] | None = None) -> bool:
    """Run one quiet step; its whole output is shown when it fails."""
    print(f"· {name} …", end=" ", flush=True)
    begun = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    print(f"{'ok' if done.returncode == 0 else 'FAILED'} ({time.monotonic() - begun:.0f} s)", flush=True)
    if done.returncode:
        print(done.stdout)
    return done.returncode == 0


def run(given: argparse.Namespace) -> int:
    """Open the window on the demonstration; without a display play the day, and write its files and screens."""
    python = environment()
    if has_display():
        return subprocess.run([str(python), "-m", "ogp_desktop"], cwd=ROOT, check=False).returncode
    print("No display here: the demonstration day is played without a window.", flush=True)
    command = [str(python), "-m", "ogp_desktop.cli", "demo", "--out", given.out, "--lang", given.lang]
    played = subprocess.run(command, cwd=ROOT, check=False).returncode
    return played or _screens(python, Path(given.out) / "screens", ["--quick"])


def has_display(system: str = sys.platform) -> bool:
    """Say whether a window can be shown here."""
    return system in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def screens(given: argparse.Namespace) -> int:
    """Take pictures of every screen and state."""
    named = [option for name in ("lang", "only") if (told := getattr(given, name)) for option in (f"--{name}", *told)]
    options = [*(["--quick"] if given.quick else []), *named]
    return _screens(environment(), Path(given.out), options)


def _screens(python: Path, out: Path, options: Sequence[str]) -> int:
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [str(python), str(ROOT / "build" / "screens.py"), "--out", str(out), *options]
    return subprocess.run(command, cwd=ROOT, env=surroundings, check=False).returncode


def freeze(_: argparse.Namespace) -> int:
    """Make the installable program and let it open each of its screens."""
    python = environment()
    return subprocess.run([str(python), str(ROOT / "build" / "package.py")], cwd=ROOT, check=False).returncode


def test(given: argparse.Namespace) -> int:
    """Run the linters, the type checker, the layers and the tests."""
    python = environment()
    provide_packages()
    tool = python.parent
    checks = [
        ("ruff", [str(tool / "ruff"), "check", ".", "build"]),
        ("format", [str(tool / "ruff"), "format", "--check", ".", "build"]),
        ("mypy", [str(tool / "mypy")]),
        ("layers", [str(tool / "lint-imports"), "--no-cache"]),
    ]
    passed = [_step(name, command) for name, command in ([] if given.fast else checks)]
    workers = str(min(4, processors()))
    command = [str(python), "-m", "pytest", "-q", "-n", workers, "--dist", "worksteal", *given.pytest]
    tested = subprocess.run(command, cwd=ROOT, check=False, stdin=subprocess.DEVNULL).returncode
    return tested or (0 if all(passed) else 1)


def processors() -> int:
    """Return how many processors this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 2


def campaign(_: argparse.Namespace) -> int:
    """Run the long tests, ten times the counts."""
    python = environment()
    command = [str(python), "-m", "pytest", "-q", "-m", "", "-n", "2", "--dist", "worksteal"]
    return subprocess.run(command, cwd=ROOT, check=False, env={**os.environ, "OGP_CAMPAIGN": "1"}).returncode


def bench(given: argparse.Namespace) -> int:
    """Run the benches, all or the named ones."""
    python = environment()
    scripts = (path for path in (ROOT / "bench").glob("*.py") if "def main(" in path.read_text(encoding="utf-8"))
    names = given.names or sorted(path.stem for path in scripts)
    status = 0
    for name in names:
        print(f"\n== {name}", flush=True)
        script = str(ROOT / "bench" / f"{name}.py")
        status |= subprocess.run([str(python), script], cwd=ROOT, check=False).returncode
    return status


def words(given: argparse.Namespace) -> int:
    """Tell how far each language is translated, or what is missing in the named ones; needs no environment."""
    script = str(ROOT / "build" / "missing_words.py")
    return subprocess.run(
        [sys.executable, script, *given.langs], check=False, env={**os.environ, "PYTHONUTF8": "1"}
    ).returncode


COMMANDS = {
    "run": run,
    "test": test,
    "campaign": campaign,
    "bench": bench,
    "screens": screens,
    "words": words,
    "freeze": freeze,
}

if __name__ == "__main__":
    raise SystemExit(main())
