"""`handover`, `receive`, `conflicts list|resolve`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ogp_desktop import words
from ogp_desktop.domain.spoken import words_of
from ogp_desktop.services.compose import opened
from ogp_desktop.services.files import receiving
from ogp_desktop.services.files.review import Conflict, Review

if TYPE_CHECKING:
    from argparse import Namespace

    from ogp_desktop.exchange.receiving import Receipt

Answer = dict[str, Any]


def handover(given: Namespace) -> Answer:
    """Write a parcel, or the draft of an e-mail with it, and its slip."""
    from ogp_desktop.services.files import handover
    from ogp_desktop.services.plan import papers

    how, folder = handover.How(given.plain, given.for_rooms), Path(given.to)
    with opened(Path(given.file)) as bench:
        if given.mail:
            handed = handover.draft_mail(bench, folder, given.lang, how)
        else:
            handed = handover.hand_over(bench, folder, how)
        if given.slip:
            papers.write_slip(bench, handed, given.lang, Path(given.slip))
        device = bench.device.id
    return {
        "parcel": str(folder / handed.file),
        "changes": handed.slip.changes,
        "ideas": handed.slip.ideas,
        "people": handed.slip.people,
        "sha256": handed.sha256,
        "slip": asdict(handed.slip),
        "slip_page": given.slip,
        "device": device,
        "encrypted": handed.encrypted,
    }


def purge(given: Namespace) -> Answer:
    """Remove an event from this computer, once a receipt says that the secretariat has everything."""
    from ogp_desktop.services.files import purging

    with opened(Path(given.file)) as bench:
        told = purging.acknowledge(bench, Path(given.receipt))
        condemned = purging.all_of(bench)
    return {"slip": told.slip, "receipt": told.at, "ideas": told.ideas, "removed": purging.remove(condemned)}


def receive(given: Namespace) -> Answer:
    """Merge parcels; one that is refused does not stop the others."""
    from ogp_desktop.commands.keys import unlock

    with opened(Path(given.file)) as bench:
        unlock(bench)
        parcels, accept = map(Path, given.parcels), given.accept_device or ()
        receipts = receiving.receive_all(bench, parcels, accept, partly=given.take_readable)
        waiting = len(Review(bench).conflicts())
    told = [receipt_told(receipt, given.lang) for receipt in receipts]
    counts = {status: sum(r.status == status for r in receipts) for status in _STATUSES}
    refused = all(receipt.status in ("refused", "quarantined") for receipt in receipts)
    return {"parcels": told, **counts, "conflicts": waiting, "exit": 1 if refused else 0}


def receipt_told(receipt: Receipt, lang: str) -> Answer:
    """Return what became of a parcel as the command tells it."""
    return {
        "parcel": receipt.file,
        "status": receipt.status,
        "reason": words.sentence(receipt.reason, lang) if receipt.reason else None,
        "device": receipt.device,
        "label": receipt.label,
        "words": words_of(bytes.fromhex(receipt.key)) if receipt.key else "",
        "slip": receipt.slip,
        "new_changes": receipt.new_changes,
        "conflicts": receipt.new_conflicts,
        "aside": receipt.aside,
        **_readable_told(receipt),
    }


def _readable_told(receipt: Receipt) -> Answer:
    """Return what of a damaged register was or can be taken, nothing where nothing is left out."""
    if receipt.readable is None:
        return {}
    return {"readable": receipt.readable.ideas, "of": receipt.readable.of, "left": list(receipt.readable.left)}


_STATUSES = ("merged", "already", "quarantined", "refused")


def conflicts_list(given: Namespace) -> Answer:
    """List what waits for a decision."""
    with opened(Path(given.file)) as bench:
        return {"conflicts": [told(conflict) for conflict in Review(bench).conflicts()]}


def conflicts_resolve(given: Namespace) -> Answer:
    """Decide one conflict."""
    with opened(Path(given.file)) as bench:
        review = Review(bench)
        decided = review.resolve(given.id, given.keep)
        return {"resolved": decided.id, "conflicts": len(review.conflicts())}


def told(conflict: Conflict) -> Answer:
    """Return a conflict as the command tells it."""
    return {
        "id": conflict.id,
        "record": f"{conflict.kind}/{conflict.row}",
        "field": conflict.field or "deleted",
        "versions": [asdict(version) for version in conflict.versions],
    }
