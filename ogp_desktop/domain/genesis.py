"""Genesis: the deterministic changes that a description of a plan or an event always gives (0001 §4)."""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple

from ogp_desktop.domain import ids
from ogp_desktop.domain.change import Change, Op, Value, canonical, seal_in, sha256, write_body
from ogp_desktop.domain.text.intake import intake, intake_name
from ogp_desktop.domain.trouble import Trouble

DEVICE = "00000000-0000-8000-8000-000000000000"
"""The device that genesis changes name: nobody's."""

FORMAT = 1

Description = dict[str, Any]
"""A plan's or an event's description, as read from JSON; the schema is in `docs/descriptions.md`."""


class Genesis(NamedTuple):
    """A scope and the changes that begin it."""

    scope: str
    changes: list[Change]


Record = tuple[str, str, dict[str, Value]]


def plan_id(plan: Description) -> str:
    """Return the id of a plan: the one its description gives, or the one its code always gives."""
    given = plan.get("id")
    return given if isinstance(given, str) and ids.is_id(given) else ids.derive("plan", _code(plan))


def event_id(plan: str, event: Description) -> str:
    """Return the id of an event of a plan."""
    given = event.get("id")
    return given if isinstance(given, str) and ids.is_id(given) else ids.derive(plan, "event", _code(event))


def plan_genesis(plan: Description) -> Genesis:
    """Return the changes that make a plan's reference data; raises `Trouble` for a wrong description."""
    _check_format(plan)
    scope = plan_id(plan)
    records: list[Record] = [("plan", scope, _titled(plan))]
    for kind, listed in (("region", "regions"), ("theme", "themes"), ("category", "categories")):
        records += [
            (kind, ids.derive(scope, kind, _code(item)), _titled(item) | _mandate(item))
            for item in plan.get(listed, [])
        ]
    for item in plan.get("administrations", []):
        more = {name: item[name] for name in ("valid_from", "valid_to") if item.get(name)}
        if item.get("follows"):
            more["follows"] = ids.derive(scope, "administration", item["follows"])
        records.append(
            ("administration", ids.derive(scope, "administration", _code(item)), _titled(item) | more | _mandate(item))
        )
    return Genesis(scope, _changes(scope, plan, records))


def event_genesis(plan: Description, event: Description) -> Genesis:
    """Return the changes that make an event, its agenda and its sessions."""
    _check_format(event)
    in_plan = plan_id(plan)
    scope = event_id(in_plan, event)
    known = {kind: {_code(item) for item in plan.get(listed, [])} for kind, listed in _LISTED}

    def reference(kind: str, code: str) -> str:
        if code not in known[kind]:
            raise Trouble("description_unknown_code", code=code)
        return ids.derive(in_plan, kind, code)

    about: dict[str, Value] = _titled(event) | {
        "plan": in_plan,
        "number": event.get("number"),
        "date": event.get("date"),
        **_per_language("city", event),
        **_per_language("venue", event),
        "regions": [reference("region", code) for code in event.get("regions", [])],
        "co_organisers": [intake_name(name) for name in event.get("co_organisers", [])],
        "planned": event.get("planned"),
        "timezone": event.get("timezone"),
        "demonstration": bool(event.get("demonstration")),
        "identification": intake(event["identification"]) if event.get("identification") else None,
        "names_allowed": True if event.get("names_allowed") else None,
    }
    records: list[Record] = [("event", scope, _filled(about))]
    if event.get("kept_until"):
        records.append(("notice", scope, {"until": event["kept_until"]}))
    for number, item in enumerate(event.get("agenda", []), 1):
        told = {"number": number, "begins": item["from"], "ends": item["to"], "sort": item.get("sort")}
        told |= _per_language("title", item)
        records.append(("agenda_item", ids.derive(scope, "agenda_item", str(number)), _filled(told)))
    for item in event.get("sessions", []):
        session: dict[str, Value] = {
            "number": item["number"],
            "sort": item["sort"],
            **_per_language("title", item),
            **_per_language("room", item),
            "capacity": item.get("capacity"),
        }
        if item.get("theme"):
            session["theme"] = reference("theme", item["theme"])
        row = ids.derive(scope, "session", str(item["number"]))
        records.append(("session", row, _filled(session)))
    return Genesis(scope, _changes(scope, event, records))


_LISTED = (("region", "regions"), ("theme", "themes"))


def _check_format(description: Description) -> None:
    if description.get("format") != FORMAT or not isinstance(description.get("code"), str):
        raise Trouble("description_unreadable", file=str(description.get("code", "?")))


def _code(item: Description) -> str:
    return str(item["code"])


def _titled(item: Description) -> dict[str, Value]:
    return _filled({"code": _code(item), **_per_language("title", item)})


def _per_language(name: str, item: Description) -> dict[str, Value]:
    texts = item.get(name) or {}
    return {f"{name}_{lang}": intake_name(text) for lang, text in texts.items() if text}


def _mandate(item: Description) -> dict[str, Value]:
    return {f"mandate_{lang}": intake(text) for lang, text in (item.get("mandate") or {}).items() if text}


def _filled(values: dict[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value is not None}


def _changes(scope: str, description: Description, records: list[Record]) -> list[Change]:
    actor = sha256(b"genesis" + canonical(description))[:16]
    itself: Record = ("actor", ids.derive("actor", actor), {"device": DEVICE, "post": "genesis"})
    changes: list[Change] = []
    for kind, group in groupby([itself, *records], key=lambda record: record[0]):
        ops = [Op("new", row, values, {}) for _, row, values in group]
        seq = len(changes) + 1
        header = {
            "actor": actor,
            "seq": seq,
            "prev": changes[-1].id if changes else b"",
            "scope": scope,
            "batch": 1,
            "hlc": seq,
            "kind": kind,
        }
        salt = sha256(b"salt" + actor + seq.to_bytes(8, "big"))[:16].hex()
        changes.append(seal_in(header, write_body(ops, salt)))
    return changes
