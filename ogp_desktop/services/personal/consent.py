"""Consent, purpose by purpose (law 09-08): asked at the desk, kept with its hour and notice, withdrawn at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.domain import kinds
from ogp_desktop.domain.erasure import PURPOSES
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.personal.notice import keep_text, notice, stands
from ogp_desktop.storage import queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ogp_desktop.services.compose import Bench
    from ogp_desktop.services.participants.people import Record
    from ogp_desktop.storage.act import Act

ASKED = ("forum", "images", "report")
"""What is asked beside taking part: the list of the civil-society forum, pictures and film, the name in the report."""

TAKING_PART = "participation"
_FOR_PARTNERS = ("forum", "partner")
"""The list of the forum is kept with the organising associations, as the notice says."""


def answer_in(act: Act, bench: Bench, person: str, answers: Mapping[str, bool]) -> None:
    """Say within an act what a person agrees to and refuses; what was answered the same way stays as it was noted.

    Raises `Trouble` for a purpose nobody declared: its consents could not be erased with their person.
    """
    for purpose in answers:
        if purpose not in PURPOSES:
            raise Trouble("purpose_unknown", purpose=purpose, known=list(PURPOSES))
    shown = notice(bench)
    keep_text(act, shown)
    said = {"notice": shown.version, "at": bench.now().isoformat(timespec="seconds"), "desk": bench.device.id}
    for purpose, given in answers.items():
        row = kinds.BY_NAME["consent"].composite_id({"person": person, "purpose": purpose})
        if not stands(act, "consent", row):
            act.new("consent", {"person": person, "purpose": purpose, "given": given, **said})
        elif act.row("consent", row).value("given") is not given:
            act.set("consent", row, {"given": given, **said})


def answer(bench: Bench, person: str, answers: Mapping[str, bool]) -> dict[str, Record]:
    """Say what somebody agrees to and refuses, or takes back; returns all their answers, by purpose."""
    if queries.record(bench.register.conn, "participant", person) is None:
        raise Trouble("person_not_here", person=person)
    with bench.register.act(bench.author) as act:
        answer_in(act, bench, person, answers)
    return answers_of(bench, person)


def answers_of(bench: Bench, person: str) -> dict[str, Record]:
    """Return what somebody answered, by purpose."""
    found = queries.records(bench.register.conn, "consent", "purpose", person=person)
    return {consent["purpose"]: consent for consent in found}


def everyones_answers(bench: Bench) -> dict[str, dict[str, bool]]:
    """Return who answered what: yes or no by purpose, by person."""
    found: dict[str, dict[str, bool]] = {}
    for consent in queries.records(bench.register.conn, "consent"):
        if consent["given"] is not None:
            found.setdefault(consent["person"], {})[consent["purpose"]] = bool(consent["given"])
    return found


def shared_with_partners(answers: Mapping[str, bool]) -> bool:
    """Say whether somebody's name may go to the organising associations; taking it back for one purpose is enough."""
    said = [answers[purpose] for purpose in _FOR_PARTNERS if purpose in answers]
    return takes_part(answers) and bool(said) and all(said)


def takes_part(answers: Mapping[str, bool]) -> bool:
    """Say whether somebody may stand, without a name, on lists that leave the organisers."""
    return answers.get(TAKING_PART, True)


def refused_everything(answers: Mapping[str, bool]) -> bool:
    """Say whether somebody refused all that was asked; they are admitted like anybody."""
    asked: Iterable[bool] = answers.values()
    return bool(answers) and not any(asked)
