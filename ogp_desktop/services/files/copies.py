"""The association's copy: what a session said, open and without persons, on the association's own stick."""

from __future__ import annotations

import errno
import hashlib
import json
import re
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ogp_desktop import output, words
from ogp_desktop.domain.fingerprint import RECIPE
from ogp_desktop.domain.text.titles import RECORDED, titled
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.files.proof import Entry, Proof, spoken
from ogp_desktop.services.room.room_papers import RoomPapers

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping

    from ogp_desktop.services.compose import Bench

FORMAT = "ogp-copy-1"
_RECIPE_TOLD = (
    "Each number is one line: SHA-256 in hex of five UTF-8 texts (number, state, problem, solution, result), each "
    "written as its length in bytes, a colon, the text, a comma. The fingerprint is the SHA-256 in hex of "
    f"'{RECIPE}' and these lines, sorted, all joined by line feeds. No persons, no votes, no order are in it."
)
_COLUMNS = (("number", 14), ("state", 16), ("problem", 46), ("solution", 46), ("result", 36))
_MORE_COLUMNS = (("for_theme", 26), ("withdrawn_at", 18), ("withdrawn_reason", 30))
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True)
class WrittenCopy:
    """A copy that was written and read back."""

    files: tuple[Path, ...]
    ideas: int
    withdrawn: int
    fingerprint: str

    @property
    def spoken(self) -> str:
        """Return the four words of the fingerprint."""
        return spoken(self.fingerprint)


def write_copy(bench: Bench, session: str, folder: Path, lang: str) -> WrittenCopy:
    """Write the copy of a session, named by number or id, into `folder` as PDF, XLSX and JSON.

    All three or none: raises `Trouble` when the folder is missing, full, or pulled out before the end. None that
    was given before is written over: a copy of other texts has another name, one of the same texts a second one.
    """
    papers = RoomPapers(bench, session, lang)
    written = deliver(lambda made: make_copy(papers, bench.now(), made), folder)
    return told_copy(papers.proof, written)


def make_copy(papers: RoomPapers, now: datetime.datetime, folder: Path) -> list[Path]:
    """Make the three files of a copy in `folder`; returns their paths."""
    told, lang = papers.proof, papers.lang
    name = f"copie-{plain_name(told.event['code'])}-{told.session['number']}-{told.fingerprint[:8]}"
    files = [folder / f"{name}{end}" for end in (f"-{lang}.pdf", f"-{lang}.xlsx", ".json")]
    papers.minutes(files[0], "association_copy")
    _write_xlsx(told, lang, files[1])
    write_open(open_copy(told, now), files[2])
    return files


def told_copy(told: Proof, files: list[Path]) -> WrittenCopy:
    """Return what is said of a copy that was written."""
    standing = told.counts["said"] + told.counts["withdrawn"]
    return WrittenCopy(tuple(files), standing, told.counts["withdrawn"], told.fingerprint)


def open_copy(told: Proof, now: datetime.datetime) -> dict[str, Any]:
    """Return the copy as its JSON says it; the form is in `docs/fingerprint.md`."""
    event, session = told.event, told.session
    return {
        "format": FORMAT,
        "written": now.isoformat(timespec="minutes"),
        "demonstration": bool(event["demonstration"]),
        "event": {"id": event["id"], **_told(event, "code", "title_fr", "title_ar", "date", "city_fr", "city_ar")},
        "session": {"id": session["id"], **_told(session, "number", "title_fr", "title_ar", "room_fr", "room_ar")},
        "counts": told.counts,
        "fingerprint": told.fingerprint,
        "words": spoken(told.fingerprint),
        "recipe": _RECIPE_TOLD,
        "ideas": [_row(entry) for entry in told.entries],
    }


def _told(record: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: record[name] for name in names}


def _row(entry: Entry) -> dict[str, Any]:
    withdrawn = {"withdrawn_at": entry.withdrawn_at, "withdrawn_reason": entry.withdrawn_reason}
    versions = {"versions": entry.versions} if entry.versions > 1 else {}
    theme = {f"theme_{lang}": entry.theme[f"title_{lang}"] for lang in RECORDED} if entry.theme else {}
    return entry.said._asdict() | (withdrawn if entry.said.state == "withdrawn" else {}) | versions | theme


def plain_name(code: str | None) -> str:
    """Return a code as a part of a file's name: plain letters and digits only."""
    return _NOT_IN_NAMES.sub("-", code or "").strip("-") or "x"


def _write_xlsx(told: Proof, lang: str, path: Path) -> None:
    from ogp_desktop.sheets.writing import Column, Look, write_rows

    titles = words.catalogue("sheets", lang)
    columns = [Column(key, titles[key], width) for key, width in (*_COLUMNS, *_MORE_COLUMNS)]
    rows = [
        _row(entry)
        | {"state": titles[f"state_{entry.said.state}"], "withdrawn_at": entry.withdrawn_at[11:]}
        | {"for_theme": titled(entry.theme, "title", lang) if entry.theme else ""}
        for entry in told.entries
    ]
    write_rows(path, columns, rows, Look(f"{titles['sheet_copy']} {told.session['number']}", lang == "ar"))


def write_open(told: dict[str, Any], path: Path) -> None:
    """Write what is told as JSON that people can read too."""
    with output.writing(path) as part:
        part.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")


def deliver(make: Callable[[Path], list[Path]], folder: Path) -> list[Path]:
    """Make files in a place of our own, then copy them into `folder`, each read back; all of them or none.

    Where one of them stands there already, all get a second name. Raises `Trouble` when the folder is missing,
    full, cannot be written, or is pulled out before the end.
    """
    if not folder.is_dir():
        raise Trouble("folder_missing", folder=str(folder))
    with tempfile.TemporaryDirectory(prefix="ogp-") as made:
        files = make(Path(made))
        names = output.second_names(folder, [file.name for file in files])
        return _deliver([(name, file.read_bytes()) for name, file in zip(names, files, strict=True)], folder)


def _deliver(files: list[tuple[str, bytes]], folder: Path) -> list[Path]:
    written: list[Path] = []
    try:
        for name, content in files:
            _deliver_one(content, folder / name)
            written.append(folder / name)
    except Trouble as trouble:
        for path in written:
            with suppress(OSError):  # the stick is gone
                path.unlink(missing_ok=True)
        if not folder.is_dir():
            raise Trouble("stick_pulled", folder=str(folder)) from trouble
        raise
    return written


def _deliver_one(content: bytes, target: Path) -> None:
    with output.writing(target) as part:
        part.write_bytes(content)
        if hashlib.sha256(part.read_bytes()).digest() != hashlib.sha256(content).digest():
            raise OSError(errno.EIO, "not read back as written", str(target))
