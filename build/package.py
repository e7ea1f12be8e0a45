"""Freeze the application with PyInstaller, say how large it is, and let it open each of its screens."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import prepare

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "dist" / "ogp_desktop"
FOLDER_LIMIT, ARCHIVE_LIMIT = 200, 60
"""Megabytes that are allowed; beyond, the largest files are named."""


def freeze() -> None:
    """Make `dist/ogp_desktop`."""
    prepare.prepare()
    command = [sys.executable, "-m", "PyInstaller", str(ROOT / "installer.spec"), "--noconfirm", "--log-level", "WARN"]
    places = ["--workpath", str(ROOT / "build" / "work"), "--distpath", str(ROOT / "dist")]
    subprocess.run([*command, *places], cwd=ROOT, check=True)
    if sys.platform == "linux":
        for library in PROGRAM.rglob("libpython*.so*"):
            subprocess.run(["strip", "--strip-unneeded", str(library)], check=False)


def megabytes(path: Path) -> float:
    """Return the size of a file or a folder."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file() and not file.is_symlink()]
    return sum(file.stat().st_size for file in files) / 1e6


def archive() -> Path:
    """Pack the folder as `tar.xz`."""
    target = PROGRAM.with_suffix(".tar.xz")
    with tarfile.open(target, "w:xz", preset=6) as packed:
        packed.add(PROGRAM, PROGRAM.name)
    return target


def largest(count: int = 12) -> list[tuple[float, str]]:
    """Return the largest files."""
    files = [file for file in PROGRAM.rglob("*") if file.is_file() and not file.is_symlink()]
    sizes = sorted(((megabytes(file), str(file.relative_to(PROGRAM))) for file in files), reverse=True)
    return sizes[:count]


def smoke() -> int:
    """Open each screen of the frozen program, and play its day by command."""
    suffix = ".exe" if sys.platform == "win32" else ""
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    opened = subprocess.run([str(PROGRAM / f"ogp-desktop{suffix}"), "--smoke"], env=surroundings, check=False)
    played = subprocess.run(
        [str(PROGRAM / f"ogp{suffix}"), "demo", "--out", str(ROOT / "build" / "work" / "demo"), "--json"],
        stdout=subprocess.DEVNULL,
        check=False,
    )
    print(f"screens {opened.returncode}, day {played.returncode} (0 is well)")
    return opened.returncode or played.returncode


def main() -> int:
    """Freeze, weigh, smoke."""
    freeze()
    folder, packed = megabytes(PROGRAM), megabytes(archive())
    print(f"folder {folder:.0f} MB (limit {FOLDER_LIMIT}), tar.xz {packed:.0f} MB (limit {ARCHIVE_LIMIT})")
    if folder > FOLDER_LIMIT or packed > ARCHIVE_LIMIT:
        for size, name in largest():
            print(f"  {size:6.1f} MB  {name}")
    return smoke()


if __name__ == "__main__":
    raise SystemExit(main())
