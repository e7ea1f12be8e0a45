"""Create a plan's register or an event's, from a description."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ogp_desktop import paths
from ogp_desktop.domain import genesis
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange.keyring import Keyring
from ogp_desktop.exchange.receiving import settle
from ogp_desktop.services.compose import local_now
from ogp_desktop.services.device import this_device
from ogp_desktop.services.plan import keys
from ogp_desktop.storage import devices, journal, queries
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.devices import EVENT, SECRETARIAT, Enrolled
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
    _fill(path, begun.scope, None, begun.changes, [])
    return Created(path, begun.scope, None, [])


def new_event(path: Path, description: Path, plan_register: Path | None = None) -> Created:
    """Create an event's register; inside a plan's register when one is given, which then knows the event.

    Two computers that create an event from the same description write the same changes.
    """
    event = read_description(description)
    plan = read_description(_plan_of(event, description))
    begun = genesis.event_genesis(plan, event)
    secretariat: list[Enrolled] = []
    if plan_register is None:
        reference = genesis.plan_genesis(plan)
        changes = [*reference.changes, *begun.changes]
    else:
        changes, secretariat = _announce(plan_register, genesis.plan_id(plan), begun.changes)
    _fill(path, genesis.plan_id(plan), begun.scope, changes, secretariat)
    with Register.open_at(path) as register:
        sessions = queries.records(register.conn, "session", "number")
    return Created(path, genesis.plan_id(plan), begun.scope, sessions)


def plan_of(description: Path | None) -> str:
    """Return the id of the plan that a description gives, the shipped one without one."""
    return genesis.plan_id(read_description(description or paths.resources() / "sample" / "plan.json"))


def _plan_of(event: dict[str, Any], description: Path) -> Path:
    named = event.get("plan")
    if not isinstance(named, str):
        raise Trouble("description_unreadable", file=description.name)
    beside = description.parent / named
    return beside if beside.exists() else paths.resources() / "sample" / "plan.json"


def _announce(plan_register: Path, plan: str, event: list[Change]) -> tuple[list[Change], list[Enrolled]]:
    """Tell a plan's register of an event; returns what the event's register begins with, and its devices."""
    with Register.open_at(plan_register) as central:
        if central.plan != plan:
            raise Trouble("description_other_plan", file=plan_register.name)
        with central.writing() as conn:
            settle(conn, journal.unite(conn, event))
        begun = [change for change in journal.everything(central.conn) if change.header.scope == plan]
        secretariat = [known for known in devices.enrolled(central.conn).values() if known.role == SECRETARIAT]
    return [*begun, *event], secretariat


def _fill(path: Path, plan: str, event: str | None, changes: list[Change], secretariat: list[Enrolled]) -> None:
    device = this_device()
    held = Keyring().of_device(device.id)
    own = Enrolled(
        device.id, EVENT if secretariat else SECRETARIAT, device.label, held.signing.public if held else None
    )
    with Register.create(path, plan, event, device.label) as register, register.writing() as conn:
        settle(conn, journal.unite(conn, changes))
        devices.enrol(conn, [*secretariat, own], local_now())
    if not secretariat:
        with Register.open_at(path, device.label) as register:
            keys.tell(register, Author(device.id, SECRETARIAT), Keyring(), local_now())
