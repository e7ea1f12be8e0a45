"""Identifiers: drawn (UUIDv7) or derived from what they name (UUIDv8), as lower-case text."""

from __future__ import annotations

import hashlib
import os
import re
import time

PATTERN = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_UUID = re.compile(PATTERN)


def is_id(text: str) -> bool:
    """Say whether `text` is an identifier in its one written form."""
    return _UUID.fullmatch(text) is not None


def _with_version(raw: bytes, version: int) -> str:
    number = int.from_bytes(raw[:16], "big")
    number = number & ~(0xF << 76) | version << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    digits = f"{number:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def draw() -> str:
    """Return a new identifier, UUIDv7 of RFC 9562: 48 bits of milliseconds, 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    return _with_version(milliseconds.to_bytes(6, "big") + os.urandom(10), 7)


def derive(*parts: str | bytes) -> str:
    """Return the identifier that `parts` always give, UUIDv8 of RFC 9562.

    The first 128 bits of SHA-256 over the parts, each preceded by its length in 4 bytes.
    """
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(4, "big") + raw)
    return _with_version(digest.digest(), 8)


def of_listed_row(file_sha256: bytes, row: int) -> str:
    """Return the identifier of row `row` (1-based) of an imported list, the same at every desk."""
    return derive("list", file_sha256, str(row))
