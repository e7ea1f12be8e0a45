"""What is checked of a spreadsheet before any library opens it: bombs, far cells, entities."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from ogp_desktop.domain.trouble import Trouble

if TYPE_CHECKING:
    from pathlib import Path

FILE_LIMIT = 64 << 20
MEMBERS_LIMIT = 2_000
UNPACKED_LIMIT = 256 << 20
RATIO_LIMIT = 250
_WINDOW = 1 << 20
_OVERLAP = 64

_FAR_CELL = re.compile(rb'\br="(?:[A-Z]{3}[0-9]+|[A-Z]+[0-9]{6,})"')
"""A cell beyond column ZZ or row 99,999: readers that fill rectangles would ask for the whole memory."""


def check(path: Path) -> None:
    """Refuse in words a file that no registration list can be; reads at most what the limits allow."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Trouble("list_missing", file=str(path)) from error
    if size == 0:
        raise Trouble("list_empty", file=path.name)
    if size > FILE_LIMIT:
        raise Trouble("list_too_big", file=path.name)
    if zipfile.is_zipfile(path):
        try:
            with zipfile.ZipFile(path) as archive:
                _check_archive(archive, path.name)
        except Trouble:
            raise
        except Exception as error:  # zipfile and zlib raise several families for damaged bytes
            raise Trouble("list_unreadable", file=path.name) from error


def _check_archive(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MEMBERS_LIMIT or unpacked > UNPACKED_LIMIT:
        raise Trouble("list_too_big", file=name)
    if unpacked > _WINDOW and unpacked > RATIO_LIMIT * max(packed, 1):
        raise Trouble("list_too_big", file=name)
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            _check_xml(archive, member, name)


def _check_xml(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    is_sheet = "worksheets/" in member.filename
    with archive.open(member) as file:
        kept = b""
        while block := file.read(_WINDOW):
            seen = kept + block
            if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                raise Trouble("list_unreadable", file=name)
            if is_sheet and _FAR_CELL.search(seen):
                raise Trouble("list_too_big", file=name)
            kept = seen[-_OVERLAP:]
