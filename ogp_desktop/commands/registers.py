"""`new`, `sessions`, `check`, `demo`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ogp_desktop import words
from ogp_desktop.domain.text.titles import titled
from ogp_desktop.services.compose import opened
from ogp_desktop.services.event import creation
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.services.safety import checking

if TYPE_CHECKING:
    from argparse import Namespace

Answer = dict[str, Any]


def new(given: Namespace) -> Answer:
    """Create a plan's or an event's register."""
    if given.plan:
        made = creation.new_plan(Path(given.file), Path(given.plan))
    else:
        central = Path(given.inside) if given.inside else None
        made = creation.new_event(Path(given.file), Path(given.event), central)
    return {
        "register": str(made.register),
        "plan": made.plan,
        "event": made.event,
        "sessions": [_session(session, given.lang) for session in made.sessions],
    }


def sessions(given: Namespace) -> Answer:
    """List the sessions of the event."""
    with opened(Path(given.file)) as bench:
        return {"sessions": [_session(session, given.lang) for session in Workshop(bench).sessions()]}


def _session(session: dict[str, Any], lang: str) -> Answer:
    title, room = (titled(session, name, lang) for name in ("title", "room"))
    return {"id": session["id"], "number": session["number"], "title": title, "room": room}


def check(given: Namespace) -> Answer:
    """Verify every hash, chain and count, and that the state is what the journal says."""
    with opened(Path(given.file)) as bench:
        found = checking.check(bench)
    told = {name: value for name, value in vars(found).items() if name != "reason"}
    return told | {"sentence": words.sentence(found.reason, given.lang) if found.reason else None}


def demo(given: Namespace) -> Answer:
    """Play the demonstration day on real files."""
    from ogp_desktop.services.event.demonstration import play

    return play(Path(given.out), given.lang, given.seed)
