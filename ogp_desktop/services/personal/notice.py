"""The notice of law 09-08: what people are told about their data, its version, and what it still lacks."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from ogp_desktop import words
from ogp_desktop.domain import kinds
from ogp_desktop.domain.keeping import last_day
from ogp_desktop.domain.text.intake import intake, intake_name
from ogp_desktop.domain.text.numbers import plain_date
from ogp_desktop.domain.text.titles import RECORDED, recorded, titled
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage import erasure, queries

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from ogp_desktop.domain.change import Value
    from ogp_desktop.services.compose import Bench
    from ogp_desktop.storage.act import Act

FACTS = (
    *("controller_fr", "controller_ar", "recipients_fr", "recipients_ar", "abroad_fr", "abroad_ar"),
    *("contact", "cndp", "until", "text_fr", "text_ar"),
)
_TEXTS = ("text_fr", "text_ar")
_PARTS = ("controller", "purposes", "data", "recipients", "until", "rights", "cndp")

Sections = tuple[tuple[str, str], ...]
"""Titles and texts, in the order in which they are read."""


class Notice(NamedTuple):
    """What is told, in every language; `version` follows from the words that registers keep."""

    sections: dict[str, Sections]
    cndp: str
    version: str

    def text(self, lang: str) -> str:
        """Return the whole text in a language."""
        return _whole(self.said(lang))

    def said(self, lang: str) -> Sections:
        """Return the sections in a language, in French where it has no notice: a law is not told in halves."""
        return self.sections.get(lang, self.sections[words.FALLBACK])

    @property
    def lacks(self) -> Trouble | None:
        """Return what is to be told while the receipt of the control authority is missing: nothing is held up."""
        return None if self.cndp else Trouble("cndp_missing")


def facts(bench: Bench) -> dict[str, str | None]:
    """Return what the plan says, and what the event says instead where it does."""
    return _facts_of(bench, bench.register.event)


def kept_too_long(bench: Bench) -> dict[str, datetime.date]:
    """Return the events whose last day is past and of which people are still named here, with that day."""
    conn, today = bench.register.conn, bench.now().date()
    found = {}
    for event in queries.records(conn, "event", "date"):
        last = last_day(_facts_of(bench, event["id"])["until"], event["date"])
        if last is None or last >= today or event["demonstration"]:
            continue
        people = {person["id"] for person in queries.records(conn, "participant", scope=event["id"])}
        if people & erasure.kept_of(conn, "identity").get(event["id"], set()):
            found[event["id"]] = last
    return found


def _facts_of(bench: Bench, event: str | None) -> dict[str, str | None]:
    conn = bench.register.conn
    found: dict[str, str | None] = dict.fromkeys(FACTS)
    for row in filter(None, (bench.register.plan, event)):
        known = queries.record(conn, "notice", row) or {}
        found.update({name: known[name] for name in FACTS if known.get(name)})
    return found


def notice(bench: Bench) -> Notice:
    """Return the notice of the register's event as it stands now."""
    known = facts(bench)
    event = queries.record(bench.register.conn, "event", bench.register.event or "") or {}
    sections = {lang: _sections(known, event, lang) for lang in words.LANGUAGES}
    told = "\n\n".join(_whole(sections[lang]) for lang in RECORDED)
    return Notice(sections, known["cndp"] or "", hashlib.sha256(told.encode()).hexdigest()[:8])


def _last_day(typed: str) -> str:
    from ogp_desktop.domain.text.days import day_in

    with suppress(ValueError):
        if (day := day_in(typed)) is not None:
            return day.isoformat()
    raise Trouble("date_unreadable_kept", text=typed)


def change_notice(bench: Bench, told: Mapping[str, str | None]) -> Notice:
    """Say these facts of the event's notice, of the plan's in the plan's register; an empty one is the shipped one.

    Raises `Trouble` when the last day is no day.
    """
    if told.get("until"):
        told = {**told, "until": _last_day(told["until"] or "")}
    values: dict[str, Value] = {
        name: (intake(text or "") if name in _TEXTS else intake_name(text or "")) or None
        for name, text in told.items()
        if name in FACTS
    }
    row = bench.register.event or bench.register.plan
    with bench.register.act(bench.author, row) as act:
        if stands(act, "notice", row):
            act.set("notice", row, values)
        else:
            act.new("notice", values, row)
    return notice(bench)


def keep_text(act: Act, shown: Notice) -> None:
    """Keep the words of a notice that somebody is shown, once."""
    row = kinds.BY_NAME["notice_text"].composite_id({"version": shown.version})
    if not stands(act, "notice_text", row):
        texts: dict[str, Value] = {f"text_{lang}": shown.text(lang) for lang in RECORDED}
        act.new("notice_text", {"version": shown.version, **texts, "cndp": shown.cndp or None})


def stands(act: Act, kind: str, row: str) -> bool:
    """Say whether a record is there to be written to: one that was never made, or taken back, is made (again)."""
    standing = act.row(kind, row)
    return bool(standing.seen()) and not standing.is_deleted


def _sections(known: Mapping[str, Any], event: Mapping[str, Any], lang: str) -> Sections:
    told = words.catalogue("notice", lang)
    own = known[f"text_{recorded(lang)}"]
    receipt = told["cndp"].format(cndp=known["cndp"]) if known["cndp"] else told["cndp_missing"]
    if own:
        return (("", own), (told["cndp_title"], receipt))
    places = {name: titled(known, name, lang) for name in ("controller", "recipients", "abroad")}
    abroad = told["abroad"].format(abroad=places["abroad"]) if places["abroad"] else told["abroad_default"]
    texts = {
        "controller": told["controller"].format(controller=places["controller"] or told["controller_default"]),
        "recipients": told["recipients"].format(
            recipients=places["recipients"] or told["recipients_default"], abroad=abroad
        ),
        "rights": told["rights"].format(contact=known["contact"] or told["contact_default"]),
        "until": _until(known["until"], event.get("date"), lang),
        "cndp": receipt,
    }
    return tuple((told[f"{part}_title"], texts.get(part) or told[part]) for part in _PARTS)


def _until(day: str | None, date: str | None, lang: str) -> str:
    told = words.catalogue("notice", lang)
    last = last_day(day, date)
    return told["until"].format(until=plain_date(last, lang)) if last else told["until_default"]


def _whole(sections: Sections) -> str:
    return "\n".join("\n".join(filter(None, section)) for section in sections)
