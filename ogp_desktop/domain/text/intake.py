"""Text intake: the one function every text passes before it is hashed, shown or stored."""

from __future__ import annotations

import re
import unicodedata

LINE_LIMIT_TYPED = 5_000
"""Characters after which an editor stops with a sentence; imports take `BYTES_LIMIT_IMPORTED`."""

BYTES_LIMIT_IMPORTED = 64 * 1024
"""Bytes of UTF-8 that one text may hold at most, in any way it comes."""

_LINE_ENDS = re.compile("\r\n|\r|\u2028|\u2029")
_DROPPED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_BIDI_CONTROLS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"\s+")


def intake(text: str) -> str:
    """Return `text` as it is kept: LF line ends, no controls, lone surrogates or non-characters, NFC.

    Idempotent; nothing else is changed and nothing is shortened (`exchange.md` §3, RFC 20, UAX #15).
    """
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", _DROPPED.sub("", text))


def intake_name(text: str) -> str:
    """Return a name or a title as it is kept: intake, on one line, without bidi controls."""
    bare = _BIDI_CONTROLS.sub("", intake(text))
    return unicodedata.normalize("NFC", _SPACES.sub(" ", bare).strip())
