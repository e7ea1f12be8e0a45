"""What is checked of a spreadsheet before any library opens it: what it is, bombs, far cells, entities, passwords."""

from __future__ import annotations

import re
import struct
import zipfile
from typing import TYPE_CHECKING, Literal

from ogp_desktop.domain.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Sort = Literal["archive", "compound", "text"]
"""A zip (.xlsx, .ods), an OLE file (.xls), anything else: a text or nothing we know."""

FILE_LIMIT = 64 << 20
TEXT_LIMIT = 32 << 20
MEMBERS_LIMIT = 2_000
UNPACKED_LIMIT = 192 << 20
MEMBER_LIMIT = 128 << 20
RATIO_LIMIT = 250
_WINDOW = 1 << 20
_OVERLAP = 128
_HEAD = 4096

_FAR_CELL = re.compile(rb' r="(?:[A-Z]{3}[0-9]|[A-Z]{1,2}[0-9]{6})')
"""A cell beyond column ZZ or row 99,999: readers that fill rectangles would ask for the whole memory."""
_REPEATED = re.compile(rb'-repeated="([0-9]{5,})"[^>]*[^/>]>')
"""An .ods cell or row that is filled and repeated ten thousand times; empty ones end every sheet."""

_WEB_PAGE = re.compile(rb"\s*(?:<!doctype html|<html|<head|<meta|<body|<table|<\?xml|<script|mime-version:)", re.I)
_OTHERS = (
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*"),
    *(
        b"%PDF",
        b"{\\rtf",
        b"7z\xbc\xaf",
        b"Rar!",
        b"\x1f\x8b",
        b"BZh",
        b"\xfd7zXZ",
        b"MZ",
        b"\x7fELF",
        b"SQLite format 3",
    ),
)
"""First bytes of pictures, documents, archives and programs, whatever their name says."""
_LIKE_WORDS = (b"BM", b"MZ", b"RIFF", b"BZh")
"""First bytes that a text may have too."""
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SECTOR = 512
_BEGIN_OF_BOOK, _PASSWORD, _RECORDS_BEFORE_PASSWORD = b"\x09\x08\x10\x00\x00\x06\x05\x00", 0x2F, 4
"""BOF of a workbook's globals and FILEPASS ([MS-XLS] 2.4.21, 2.4.117)."""
_BOOKS = {"Workbook".encode("utf-16-le"), "Book".encode("utf-16-le")}


def check(path: Path) -> Sort:
    """Return what sort of file it is; raises `Trouble` for what can be no list, after reading as little as possible."""
    try:
        size = path.stat().st_size
        head = _head(path) if path.is_file() else None
    except OSError as error:
        raise Trouble("list_missing", file=str(path)) from error
    if head is None:
        raise Trouble("list_missing", file=str(path))
    if not size:
        raise Trouble("list_empty", file=path.name)
    if size > FILE_LIMIT:
        raise Trouble("list_too_big", file=path.name)
    if head.startswith(_OTHERS) or (head.startswith(_LIKE_WORDS) and b"\0" in head):
        raise Trouble("list_not_a_sheet", file=path.name)
    if _WEB_PAGE.match(_as_bytes(head)):
        raise Trouble("list_is_web_page", file=path.name)
    if head.startswith(_COMPOUND):
        return _checked_compound(path)
    if head.startswith(b"PK") or zipfile.is_zipfile(path):
        _checked_archive(path)
        return "archive"
    if size > TEXT_LIMIT:
        raise Trouble("list_too_big", file=path.name)
    return "text"


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def _as_bytes(head: bytes) -> bytes:
    """Return the beginning of a text without its mark and without the zeros of UTF-16."""
    return head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"")


def _checked_compound(path: Path) -> Sort:
    content = path.read_bytes()
    if _ENCRYPTED in content or _asks_a_password(content):
        raise Trouble("list_protected", file=path.name)
    if not any(name in content for name in _BOOKS):
        raise Trouble("list_not_a_sheet", file=path.name)
    return "compound"


def _asks_a_password(content: bytes) -> bool:
    """Say whether a password's record follows the first ones of an Excel 97 workbook, which are never encrypted."""
    place = content.find(_BEGIN_OF_BOOK, _SECTOR)
    for _ in range(_RECORDS_BEFORE_PASSWORD):
        if place < 0 or place + 4 > len(content):
            return False
        sort, length = struct.unpack_from("<HH", content, place)
        if sort == _PASSWORD:
            return True
        place += 4 + length
    return False


def _checked_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            manifest = _manifest(archive)
    except Exception as error:  # zipfile and zlib raise several families for damaged bytes
        raise Trouble("list_unreadable", file=path.name) from error
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    largest = max((member.file_size for member in members), default=0)
    if len(members) > MEMBERS_LIMIT or unpacked > UNPACKED_LIMIT or largest > MEMBER_LIMIT:
        raise Trouble("list_too_big", file=path.name)
    if unpacked > _WINDOW and unpacked > RATIO_LIMIT * max(packed, 1):
        raise Trouble("list_too_big", file=path.name)
    if b"encryption-data" in manifest or any(member.flag_bits & 1 for member in members):
        raise Trouble("list_protected", file=path.name)
    names = {member.filename for member in members}
    if not ("xl/workbook.xml" in names or "xl/workbook.bin" in names or "content.xml" in names):
        raise Trouble("list_not_a_sheet", file=path.name)


def _manifest(archive: zipfile.ZipFile) -> bytes:
    """Return the list of an .ods file's parts, which says whether they are encrypted."""
    name = "META-INF/manifest.xml"
    if name not in archive.namelist():
        return b""
    with archive.open(name) as file:
        return file.read(_WINDOW)


def scan(path: Path) -> None:
    """Read the XML of an archive through, without parsing it; raises `Trouble` for far cells and entities."""
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if member.filename.endswith((".xml", ".rels")):
                    _scan_member(archive, member, path.name)
    except Trouble:
        raise
    except Exception as error:
        raise Trouble("list_unreadable", file=path.name) from error


def _scan_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    is_sheet, is_content = "worksheets/" in member.filename, member.filename == "content.xml"
    for seen in _windows(archive, member):
        if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
            raise Trouble("list_unreadable", file=name)
        if (is_sheet and _FAR_CELL.search(seen)) or (is_content and _REPEATED.search(seen)):
            raise Trouble("list_too_big", file=name)


def _windows(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as file:
        kept = b""
        while block := file.read(_WINDOW):
            yield kept + block
            kept = block[-_OVERLAP:]
