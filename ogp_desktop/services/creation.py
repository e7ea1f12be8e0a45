"""Create a plan's register or an event's, from a description."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ogp_desktop import paths
from ogp_desktop.domain import genesis
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange.receiving import settle
from ogp_desktop.services.compose import local_now
from ogp_desktop.services.device import this_device
from ogp_desktop.storage import devices, journal, queries
from ogp_desktop.storage.register import Register

if TYPE_CHECKING:
    from pathlib import Path

    from ogp_desktop.domain.change import Change


@dataclass(frozen=True)
class Created:
    """A register that was made."""

    register: Path
    plan: str
    event: str | None
    sessions: list[queries.Record]


def read_description(path: Path) -> dict[str, Any]:
    """Return a plan's or event's description; raises `Trouble` when the file is none."""
    try:
        read = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise Trouble("description_missing", file=str(path)) from error
    except (OSError, ValueError, RecursionError) as error:
        raise Trouble("description_unreadable", file=path.name) from error
    if not isinstance(read, dict):
        raise Trouble("description_unreadable", file=path.name)
    return read


def new_plan(path: Path, description: Path) -> Created:
    """Create a plan's central register; this computer is its secretariat."""
    begun = genesis.plan_genesis(read_description(description))
    _fill(path, begun.scope, None, begun.changes, {})
    return Created(path, begun.scope, None, [])


def new_event(path: Path, description: Path, plan_register: Path | None = None) -> Created:
    """Create an event's register; inside a plan's register when one is given, which then knows the event.

    Two computers that create an event from the same description write the same changes.
    """
    event = read_description(description)
    plan = read_description(_plan_of(event, description))
    begun = genesis.event_genesis(plan, event)
    roles: dict[str, str] = {}
    if plan_register is None:
        reference = genesis.plan_genesis(plan)
        changes = [*reference.changes, *begun.changes]
    else:
        changes, roles = _announce(plan_register, genesis.plan_id(plan), begun.changes)
    _fill(path, genesis.plan_id(plan), begun.scope, changes, roles)
    with Register.open_at(path) as register:
        sessions = queries.records(register.conn, "session", "number")
    return Created(path, genesis.plan_id(plan), begun.scope, sessions)


def _plan_of(event: dict[str, Any], description: Path) -> Path:
    named = event.get("plan")
    if not isinstance(named, str):
        raise Trouble("description_unreadable", file=description.name)
    beside = description.parent / named
    return beside if beside.exists() else paths.resources() / "sample" / "plan.json"


def _announce(plan_register: Path, plan: str, event: list[Change]) -> tuple[list[Change], dict[str, str]]:
    """Tell a plan's register of an event; returns what the event's register begins with, and its devices."""
    with Register.open_at(plan_register) as central:
        if central.plan != plan:
            raise Trouble("description_other_plan", file=plan_register.name)
        with central.writing() as conn:
            settle(conn, journal.unite(conn, event))
        begun = [change for change in journal.everything(central.conn) if change.header.scope == plan]
        roles = {known: role for known, role in devices.roles(central.conn).items() if role == "secretariat"}
    return [*begun, *event], roles


def _fill(path: Path, plan: str, event: str | None, changes: list[Change], roles: dict[str, str]) -> None:
    device = this_device()
    with Register.create(path, plan, event, device.label) as register, register.writing() as conn:
        settle(conn, journal.unite(conn, changes))
        for known, role in roles.items():
            devices.enrol(conn, known, role, "", local_now())
        devices.enrol(conn, device.id, "event" if roles else "secretariat", device.label, local_now())
