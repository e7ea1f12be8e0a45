"""The receipt (accusé de réception): what this register holds of an event, session by session, to send back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ogp_desktop.domain.text.titles import titled
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange.acknowledgement import signed
from ogp_desktop.services.files.copies import deliver, plain_name, write_open
from ogp_desktop.services.files.proof import Proof, proof, spoken
from ogp_desktop.services.files.setting_aside import asides
from ogp_desktop.storage import devices, queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.room.workshop import Record

FORMAT = "ogp-receipt-1"


@dataclass(frozen=True)
class WrittenReceipt:
    """A receipt that was written and read back."""

    files: tuple[Path, ...]
    receipt: dict[str, Any]


def event_named(bench: Bench, named: str | None) -> Record:
    """Return the event of that code or id, or the only one there is; raises `Trouble` naming those there are."""
    conn = bench.register.conn
    events = queries.records(conn, "event", "code, id")
    wanted = named or bench.register.event
    found = [event for event in events if not wanted or wanted in (event["id"], event["code"])]
    if len(found) != 1:
        known = [event["code"] for event in events]
        raise Trouble("event_not_named", event=named or "—", known=known or "—")
    return found[0]


def receipt_of(event: Record, proofs: Sequence[Proof], people: int, now: datetime.datetime) -> dict[str, Any]:
    """Return the receipt as its JSON says it: counts and fingerprints, no person."""
    sessions = [
        {
            "id": told.session["id"],
            **{name: told.session[name] for name in ("number", "title_fr", "title_ar")},
            "counts": told.counts,
            "fingerprint": told.fingerprint,
            "words": spoken(told.fingerprint),
        }
        for told in proofs
    ]
    return {
        "format": FORMAT,
        "written": now.isoformat(timespec="minutes"),
        "event": {"id": event["id"], **{name: event[name] for name in ("code", "title_fr", "title_ar", "date")}},
        "ideas": sum(told.counts["said"] + told.counts["withdrawn"] for told in proofs),
        "people": people,
        "sessions": sessions,
    }


def receipt(bench: Bench, named: str | None = None) -> dict[str, Any]:
    """Return the receipt of an event as this register knows it now."""
    event, proofs = _proofs(bench, named)
    return _vouched(bench, event, receipt_of(event, proofs, _people(bench, event), bench.now()))


def _vouched(bench: Bench, event: Record, told: dict[str, Any]) -> dict[str, Any]:
    """Return a receipt with the parcels that were taken whole, signed where the plan's key knows this computer.

    What is set aside is not among them: whoever handed it over must not take it for kept.
    """
    away = asides(bench)
    taken = sorted(
        {
            (noted.came.slip, noted.came.sha256)
            for noted in devices.received(bench.register.conn)
            if noted.came.status in ("merged", "already") and not noted.came.left_out and noted.came.sha256 not in away
        }
    )
    begins = f"{event['code']}-"
    parcels = [{"slip": slip, "sha256": sha256} for slip, sha256 in taken if slip.startswith(begins)]
    told = {**told, "parcels": parcels}
    held = bench.keyring.of_device(bench.device.id)
    return signed(told, held.signing, held.certificate) if held is not None and held.certificate else told


def _proofs(bench: Bench, named: str | None) -> tuple[Record, list[Proof]]:
    event = event_named(bench, named)
    sessions = queries.records(bench.register.conn, "session", "number, id", scope=event["id"])
    return event, [proof(bench, session) for session in sessions]


def _people(bench: Bench, event: Record) -> int:
    return len(queries.records(bench.register.conn, "participant", scope=event["id"]))


def write_receipts(bench: Bench, folder: Path, lang: str, named: str | None = None) -> WrittenReceipt:
    """Write the receipt of an event into `folder` as PDF and JSON, both or none; raises `Trouble`."""
    event, proofs = _proofs(bench, named)
    now = bench.now()
    told = _vouched(bench, event, receipt_of(event, proofs, _people(bench, event), now))
    name = f"accuse-{plain_name(event['code'])}-{now:%Y%m%d-%H%M}"

    def make(made: Path) -> list[Path]:
        paper, sheet = made / f"{name}-{lang}.pdf", made / f"{name}.json"
        _write_pdf(event, proofs, told, lang, paper)
        write_open(told, sheet)
        return [paper, sheet]

    return WrittenReceipt(tuple(deliver(make, folder)), told)


def _write_pdf(event: Record, proofs: list[Proof], told: dict[str, Any], lang: str, path: Path) -> None:
    from ogp_desktop.documents.receipt import ReceiptPaper, SessionReceipt, write_receipt

    sessions = tuple(
        SessionReceipt(titled(each.session, "title", lang), each.counts, each.fingerprint, spoken(each.fingerprint))
        for each in proofs
    )
    paper = ReceiptPaper(
        event_title=titled(event, "title", lang),
        city=titled(event, "city", lang),
        date=datetime.date.fromisoformat(event["date"]) if event["date"] else None,
        sessions=sessions,
        ideas=told["ideas"],
        people=told["people"],
        prepared=datetime.datetime.fromisoformat(told["written"]),
        demonstration=bool(event["demonstration"]),
    )
    write_receipt(paper, lang, path)
