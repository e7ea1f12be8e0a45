"""The receipt that goes back from the secretariat: what arrived of every session, and its fingerprint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, KeepTogether, Spacer

from ogp_desktop import words
from ogp_desktop.documents.fingerprint_block import fingerprint_block
from ogp_desktop.documents.idea_table import counted
from ogp_desktop.documents.page import Frames, Styles, facts_head, write_document
from ogp_desktop.documents.text.paragraph import Text
from ogp_desktop.domain.text.numbers import long_date

if TYPE_CHECKING:
    import datetime
    from pathlib import Path


@dataclass(frozen=True)
class SessionReceipt:
    """What arrived of one session."""

    title: str
    counts: dict[str, int]
    fingerprint: str
    spoken: str


@dataclass(frozen=True)
class ReceiptPaper:
    """Everything a receipt tells: counts and fingerprints, no person."""

    event_title: str
    city: str
    date: datetime.date | None
    sessions: tuple[SessionReceipt, ...]
    ideas: int
    people: int
    prepared: datetime.datetime
    demonstration: bool


def write_receipt(receipt: ReceiptPaper, lang: str, path: Path) -> int:
    """Write the receipt as a PDF in French or Arabic; returns the number of its pages.

    Raises `Trouble` when `path` cannot be written.
    """
    told, rtl = words.catalogue("documents", lang), lang == "ar"
    prepared = told["prepared"].format(date=long_date(receipt.prepared.date(), lang))
    note = f"{prepared} · {told['application']}"
    facts = [
        (told["city"], receipt.city),
        (told["date"], long_date(receipt.date, lang) if receipt.date else ""),
        (told["ideas_received"], str(receipt.ideas)),
        (told["people_received"], str(receipt.people)),
    ]
    parts = facts_head(told["receipt"], receipt.event_title, facts, rtl)
    parts += [Spacer(1, 8), Text(told["receipt_explained"], Styles(rtl).told)]
    for session in receipt.sessions:
        parts.append(_session(session, told, rtl))
    frames = Frames(lang, f"{told['receipt']} – {receipt.event_title}", note, receipt.demonstration)
    return write_document(path, parts, frames)


def _session(session: SessionReceipt, told: dict[str, str], rtl: bool) -> Flowable:
    styles = Styles(rtl)
    head = [Text(session.title, styles.heading), Text(counted(session.counts, told), styles.told), Spacer(1, 4)]
    return KeepTogether([*head, fingerprint_block(session.fingerprint, session.spoken, told, rtl)])
