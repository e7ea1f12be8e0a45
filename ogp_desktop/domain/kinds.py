"""The vocabulary: ONE declaration per kind, from which tables, the gate, exports and the dictionary follow.

Sources: `domain.md` §2–6 of the design for what is kept, law 09-08 for what is personal. To add a kind,
declare it here; nothing else is needed for it to be saved, merged, checked and shown as a conflict.
"""

from __future__ import annotations

from ogp_desktop.domain.kind import Field, Kind, Scope
from ogp_desktop.domain.text.titles import RECORDED, TITLED


def _per_language(*names: str) -> tuple[Field, ...]:
    return tuple(Field(f"{name}_{lang}", "name") for name in names for lang in RECORDED)


def _titles() -> tuple[Field, ...]:
    return tuple(Field(f"title_{lang}", "name") for lang in TITLED)


def _reference(name: str, *more: Field, scope: Scope = "plan") -> Kind:
    return Kind(name, scope, (Field("code", "code"), *_titles(), *more), label="title")


def _mandate() -> tuple[Field, ...]:
    """Return the words of what an administration answers for, or a theme is about."""
    return (Field("mandate_fr", "text"), Field("mandate_ar", "text"))


ALL: tuple[Kind, ...] = (
    # The plan and its reference data.
    _reference("plan"),
    _reference("region"),
    _reference("theme", *_mandate()),
    _reference("category"),
    _reference(
        "administration",
        Field("valid_from", "date"),
        Field("valid_to", "date"),
        Field("follows", "ref"),
        *_mandate(),
    ),
    Kind(
        "lexicon_entry",
        "plan",
        (Field("concept", "code"), Field("language", "code"), Field("form", "name"), Field("state", "code")),
        composite=("concept", "language", "form"),
        label="form",
    ),
    # Who can read and vouch for what travels; `sealed` is the rescue box, readable with the paper key.
    Kind(
        "plan_key",
        "plan",
        (Field("role", "code"), Field("public", "code"), Field("sealed", "code")),
        composite=("role", "public"),
        stands=True,
    ),
    Kind(
        "removed_device", "plan", (Field("device", "code"), Field("at", "moment")), composite=("device",), stands=True
    ),
    # The event.
    _reference(
        "event",
        Field("plan", "ref"),
        Field("number", "int"),
        Field("date", "date"),
        *_per_language("city", "venue"),
        Field("regions", "refs"),
        Field("co_organisers", "texts"),
        Field("planned", "int"),
        Field("timezone", "code"),
        Field("demonstration", "bool"),
        Field("identification", "text"),
        Field("names_allowed", "bool"),
        scope="event",
    ),
    Kind(
        "agenda_item",
        "event",
        (
            Field("number", "int"),
            Field("begins", "code"),
            Field("ends", "code"),
            Field("sort", "code"),
            *_titles(),
        ),
        label="title",
    ),
    Kind(
        "session",
        "event",
        (
            Field("number", "int"),
            Field("sort", "code"),
            *_titles(),
            *_per_language("room"),
            Field("theme", "ref"),
            Field("capacity", "int"),
            Field("ended_at", "moment"),
        ),
        label="title",
    ),
    # The course of a session: where it stands is no question between two laptops of one room.
    Kind(
        "step",
        "event",
        (Field("session", "ref"), Field("step", "code"), Field("minutes", "int"), Field("begun_at", "moment")),
        composite=("session", "step"),
        undisputed=True,
    ),
    Kind(
        "presence",
        "event",
        (Field("person", "ref", "internal"), Field("session", "ref"), Field("at", "moment")),
        composite=("person", "session"),
        undisputed=True,
    ),
    Kind("turn", "event", (Field("session", "ref"), Field("category", "ref"), Field("at", "moment"))),
    # What people are told about their data (law 09-08): it has the id of its event, or of the plan for all events;
    # `notice_text` keeps each text that somebody was shown.
    Kind(
        "notice",
        "any",
        (
            *_per_language("controller", "recipients", "abroad"),
            Field("contact", "name"),
            Field("cndp", "name"),
            Field("until", "date"),
            Field("text_fr"),
            Field("text_ar"),
        ),
    ),
    Kind(
        "notice_text",
        "event",
        (Field("version", "code"), Field("text_fr"), Field("text_ar"), Field("cndp", "name")),
        composite=("version",),
        undisputed=True,
        stands=True,
    ),
    # Who writes, and the people.
    Kind(
        "actor",
        "any",
        (
            Field("device", "code"),
            Field("post", "code"),
            Field("operator", "ref", "internal"),
            Field("application", "code"),
            Field("started", "moment"),
            Field("offset_minutes", "int"),
        ),
        stands=True,
    ),
    Kind(
        "participant",
        "event",
        (
            Field("number", "int"),
            Field("origin", "code"),
            Field("organisation", "name"),
            Field("category", "ref"),
            Field("category_typed", "name"),
            Field("region", "ref"),
            Field("region_typed", "name"),
            Field("gender", "code"),
            Field("language", "code"),
            Field("role", "name"),
        ),
    ),
    Kind(
        "identity",
        "any",
        (
            Field("title", "name", "partner"),
            Field("family_name", "name", "partner"),
            Field("given_name", "name", "partner"),
            Field("family_name_ar", "name", "partner"),
            Field("given_name_ar", "name", "partner"),
        ),
        personal=True,
        row_of="participant",
    ),
    Kind(
        "contact",
        "event",
        (Field("email", "name", "partner"), Field("phone", "name", "partner")),
        personal=True,
        row_of="participant",
    ),
    Kind(
        "access_need",
        "event",
        (Field("note", "text", "internal"),),
        personal=True,
        row_of="participant",
    ),
    # Whether somebody who asked to come was kept, and by which criterion not (`services.selection`).
    Kind(
        "selection",
        "event",
        (Field("selection", "code", "internal"), Field("criterion", "name", "internal")),
        personal=True,
        row_of="participant",
    ),
    # How lists call somebody otherwise than they are kept, once it was said that they are the same.
    Kind(
        "listed_as",
        "event",
        (Field("names", "texts", "internal"),),
        personal=True,
        row_of="participant",
        undisputed=True,
    ),
    Kind(
        "list_import",
        "event",
        (
            Field("file", "name", "internal"),
            Field("sha256", "code"),
            Field("at", "moment"),
            Field("added", "int"),
            Field("updated", "int"),
        ),
    ),
    Kind(
        "consent",
        "event",
        (
            Field("person", "ref", "internal"),
            Field("purpose", "code", "internal"),
            Field("given", "bool", "internal"),
            Field("notice", "code", "internal"),
            Field("at", "moment", "internal"),
            Field("desk", "code", "internal"),
        ),
        personal=True,
        composite=("person", "purpose"),
        stands=True,
    ),
    Kind(
        "arrival",
        "event",
        (Field("person", "ref"), Field("desk", "code"), Field("at", "moment"), Field("source", "code")),
        composite=("person", "desk"),
    ),
    # The digits of the blank badge that somebody was given: theirs from then on, beside those of their number.
    Kind("given_badge", "event", (Field("badge", "code"),), row_of="participant"),
    # How many of a group are here, counted by hand at a desk: never tied to anybody.
    Kind(
        "headcount",
        "event",
        (Field("desk", "code"), Field("group", "code"), Field("count", "int")),
        composite=("desk", "group"),
        undisputed=True,
    ),
    Kind("allocation", "event", (Field("session", "ref"),), row_of="participant"),
    # What was said.
    Kind(
        "idea",
        "event",
        (
            Field("session", "ref"),
            Field("number", "int"),
            Field("letter", "code"),
            Field("problem"),
            Field("problem_language", "code"),
            Field("solution"),
            Field("solution_language", "code"),
            Field("result"),
            Field("result_language", "code"),
            Field("category", "ref"),
            Field("theme", "ref"),  # where it is not its session's: said here, for another room
            Field("to_split", "bool"),
            Field("source", "name"),
            Field("source_id", "name"),
            Field("said_at", "moment"),
            Field("withdrawn_at", "moment", stands=True),
            Field("withdrawn_reason"),
        ),
        label="problem",
    ),
    Kind(
        "idea_link",
        "event",
        (Field("a", "ref"), Field("b", "ref"), Field("relation", "code")),
        composite=("a", "b", "relation"),
    ),
    Kind(
        "poll",
        "event",
        (Field("session", "ref"), Field("method", "code"), Field("closed_at", "moment")),
        composite=("session",),
    ),
    Kind(
        "tally",
        "event",
        (Field("poll", "ref"), Field("idea", "ref"), Field("votes", "int")),
        composite=("poll", "idea"),
    ),
    Kind(
        "judgement",
        "any",
        (Field("a", "ref"), Field("b", "ref"), Field("verdict", "code"), Field("suggested", "int")),
        composite=("a", "b"),
    ),
    Kind(
        "conclusion",
        "event",
        (
            Field("session", "ref"),
            Field("part", "code"),
            Field("order", "code"),
            Field("text"),
            Field("sources", "refs"),
            Field("read_at", "moment"),
        ),
        label="text",
    ),
    # What the room said of its conclusions when they were read to it, and what it did not agree with.
    Kind(
        "agreement",
        "event",
        (Field("read_at", "moment"), Field("agreed_at", "moment"), Field("reserves")),
        row_of="session",
        label="reserves",
    ),
    Kind(
        "disagreement",
        "event",
        (Field("session", "ref"), Field("text"), Field("about", "refs"), Field("at", "moment")),
        label="text",
    ),
    # Decisions about the journal itself.
    Kind(
        "branch",
        "any",
        (Field("actor", "code"), Field("seq", "int"), Field("chosen", "code")),
        composite=("actor", "seq"),
        stands=True,
    ),
    # What a file brought that is left out of the tables until it is put back (`domain.coverage`); deleted, it is.
    Kind(
        "set_aside",
        "any",
        (
            Field("sha256", "code", "internal"),
            Field("file", "name", "internal"),
            Field("slip", "code", "internal"),
            Field("at", "moment", "internal"),
            Field("ideas", "int", "internal"),
            Field("changes", "texts", "internal"),
        ),
        label="file",
        undisputed=True,
        stands=True,
    ),
    Kind("erasure", "any", (Field("at", "moment"),), row_of="participant", undisputed=True, stands=True),
    # Access needs are of use until their event is over: all of them go at once, whoever told them.
    Kind("needs_purge", "event", (Field("at", "moment"),), row_of="event", undisputed=True, stands=True),
)

BY_NAME: dict[str, Kind] = {kind.name: kind for kind in ALL}
