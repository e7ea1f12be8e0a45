"""The demonstration day: the whole chain, played on real files with invented people."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from ogp_desktop import paths
from ogp_desktop.domain.text.titles import RECORDED
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.compose import Bench, opened
from ogp_desktop.services.desk.arrivals import Desk
from ogp_desktop.services.event import creation, demonstration_room, events
from ogp_desktop.services.event.demonstration_laptops import (
    SECRETARIAT,
    Laptop,
    acting,
    laptop_of,
    laptops_of,
    named,
    working_at,
)
from ogp_desktop.services.files import receiving
from ogp_desktop.services.files.exports import Exports
from ogp_desktop.services.files.reports import write_report
from ogp_desktop.services.files.review import Review
from ogp_desktop.services.participants import registration
from ogp_desktop.services.participants.people import People
from ogp_desktop.services.room.polls import Polls
from ogp_desktop.services.room.restitution import Restitution
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.services.safety import checking

Answer = dict[str, Any]
Script = dict[str, Any]

MARK = ".demonstration"
ORDERS = 3
"""Orders in which the parcels are received, each twice; all must give the same register."""


def play(out: Path, lang: str, seed: int = 1) -> Answer:
    """Play the day into the folder `out` and return its figures; `seed` shuffles the order of parcels."""
    folder = _prepared(out)
    central = laptop_of(folder, SECRETARIAT)
    with acting(central):
        creation.new_plan(central.register, paths.resources() / "sample" / "plan.json")
        first = folder / "event.ogp"
        creation.new_event(first, _sample() / "event.json", central.register)
    laptops, parcels = _played(folder, first)
    answer = _merged(central, laptops, parcels, Random(seed))  # noqa: S311 - an order, no secret
    answer |= _documents(central, folder, lang)
    answer["files"] = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if _is_result(path))
    return answer


def event(path: Path) -> None:
    """Make the demonstration event at `path` as it stands in the evening: people, ideas, conclusions, conflicts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        begun = folder / "event.ogp"
        creation.new_event(begun, _sample() / "event.json")
        shutil.copyfile(begun, whole := folder / "whole.ogp")
        laptops, parcels = _played(folder, begun)
        with opened(whole) as bench:
            receiving.receive_all(bench, parcels, [laptop.device.id for laptop in laptops])
        late = _script()["late"]
        with working_at(named(laptops, late["by"])) as bench:
            demonstration_room.hand_over_late(bench, late, events.late_parcel(path))
        part = path.with_suffix(".part")
        shutil.copyfile(whole, part)
        part.replace(path)


def _played(folder: Path, first: Path) -> tuple[list[Laptop], list[Path]]:
    """Play the day on laptops that all begin with the register `first`; returns them and their parcels."""
    script = _script()
    laptops = laptops_of(folder, first)
    first.unlink()
    _arrivals(laptops, script)
    ideas = _workshops(laptops, script)
    _leading(laptops, script, ideas)
    _plenary(laptops, script, ideas)
    with working_at(named(laptops, "plenary")) as bench:
        for told in script["agreement"]:
            demonstration_room.agree(bench, told)
    return laptops, [_handed_over(laptop, folder) for laptop in laptops]


def _script() -> Script:
    told: Script = json.loads((_sample() / "day.json").read_text(encoding="utf-8"))
    return told


def _sample() -> Path:
    return paths.resources() / "sample" / "demonstration"


def _prepared(out: Path) -> Path:
    """Return the folder of the day, emptied when it is an earlier demonstration's."""
    if out.exists() and any(out.iterdir()):
        if not (out / MARK).exists():
            raise Trouble("demo_folder_taken", folder=str(out))
        shutil.rmtree(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / MARK).write_text("", encoding="utf-8")
    except OSError as error:
        raise Trouble("output_unwritable", path=str(out)) from error
    return out


def _is_result(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".") and "homes" not in path.parts


def _arrivals(laptops: list[Laptop], script: Script) -> None:
    """Import the list at both desks, check in who came to each, and walk-ins."""
    for place, name in enumerate(("desk-1", "desk-2"), 1):
        with working_at(named(laptops, name)) as bench:
            registration.import_list(bench, registration.preview(_sample() / "registrations.xlsx"))
            desk = Desk(bench)
            by_number = {person["number"]: person for person in People(bench).everyone()}
            for minute, number in enumerate(script["arrivals"][name]):
                desk.check_in(by_number[number], f"09:{minute % 30:02d}")
            for person in script["walk_ins"]:
                if person["desk"] == place:
                    desk.walk_in(person, person["at"])


def _workshops(laptops: list[Laptop], script: Script) -> dict[str, str]:
    """Capture what is said in the plenary and the rooms; returns the ids of the ideas by their keys."""
    ids: dict[str, str] = {}
    for number, name in enumerate(("plenary", "room-1", "room-2", "room-3")):
        with working_at(named(laptops, name)) as bench:
            workshop, desk = Workshop(bench), Desk(bench)
            session = workshop.session(str(number))
            for idea in (told for told in script["ideas"] if told["session"] == number):
                texts = {part: idea[part] for part in ("problem", "solution", "result")}
                ids[idea["key"]] = workshop.add(session, texts, idea["category"], desk.moment(idea["at"]))
    return ids


def _leading(laptops: list[Laptop], script: Script, ids: dict[str, str]) -> None:
    """Lead a room through its steps: who is in it, which category spoke, how it voted."""
    for sort, play_one in demonstration_room.LED.items():
        for told in script[sort]:
            with working_at(named(laptops, told["by"])) as bench:
                play_one(bench, told, ids)


def _plenary(laptops: list[Laptop], script: Script, ids: dict[str, str]) -> None:
    """Bring the rooms together on the plenary laptop, where conclusions are drawn and ideas reworded."""
    rooms = [laptop for laptop in laptops if laptop.device.post == "room"]
    plenary = named(laptops, "plenary")
    parcels = []
    for room in rooms:
        with working_at(room) as bench:
            parcels.append(receiving.hand_over(bench, room.home).path)
    with working_at(plenary) as bench:
        receiving.receive_all(bench, parcels, [room.device.id for room in rooms])
        workshop = Workshop(bench)
        for told in script["conclusions"]:
            sources = [ids[key] for key in told["sources"]]
            Restitution(bench).conclude(workshop.session(str(told["session"])), told["part"], told["text"], sources)
    for edit in script["edits"]:
        with working_at(named(laptops, edit["by"])) as bench:
            Workshop(bench).edit(ids[edit["idea"]], {edit["field"]: edit["text"]})
    room_of = {idea["key"]: f"room-{idea['session']}" for idea in script["ideas"]}
    for told in script["withdrawn"]:
        with working_at(named(laptops, room_of[told["idea"]])) as bench:
            Workshop(bench).withdraw(ids[told["idea"]], told["reason"], Desk(bench).moment(told["at"]))
    with working_at(plenary) as bench:
        for told in script["links"]:
            Workshop(bench).link(ids[told["a"]], ids[told["b"]], told["relation"])


def _handed_over(laptop: Laptop, folder: Path) -> Path:
    with working_at(laptop) as bench:
        parcel = receiving.hand_over(bench, laptop.home)
    named = folder / laptop.parcel
    parcel.path.replace(named)
    return named


def _merged(central: Laptop, laptops: list[Laptop], parcels: list[Path], random: Random) -> Answer:
    """Receive the parcels, in several orders and twice, and show that the register is the same each time."""
    devices = [laptop.device.id for laptop in laptops]
    trials = [replace(central, name=f"trial-{n}", register=central.home / f"trial-{n}.ogp") for n in range(ORDERS)]
    for trial in trials:
        shutil.copyfile(central.register, trial.register)
    digests = set()
    statuses: list[str] = []
    for copy in (central, *trials):
        order = list(parcels) if copy is central else random.sample(parcels, len(parcels))
        with working_at(copy) as bench:
            receipts = receiving.receive_all(bench, [*order, *order], devices)
            checked = checking.check(bench)
            digests.add((checked.journal, checked.state))
            if copy is central:
                statuses = [receipt.status for receipt in receipts]
                figures = _figures(bench)
        if copy is not central:
            copy.register.unlink()
    if len(digests) != 1:
        raise RuntimeError("the order of parcels changed the register")
    journal, state = digests.pop()
    told = {
        "parcels": len(parcels),
        "merged": statuses.count("merged"),
        "received_again": statuses.count("already"),
    }
    return figures | told | {"orders": ORDERS + 1, "journal": journal, "state": state}


def _figures(bench: Bench) -> Answer:
    people = People(bench).everyone()
    workshop = Workshop(bench)
    rooms = [session for session in workshop.sessions() if session["sort"] == "workshop"]
    return {
        "people": len(people),
        "present": sum(person["arrived"] is not None for person in people),
        "rooms": len(rooms),
        "ideas": len(workshop.ideas()),
        "votes": sum(sum(poll.votes.values()) for poll in map(Polls(bench).of, rooms) if poll and not poll.is_open),
        "conflicts": len(Review(bench).conflicts()),
    }


def _documents(central: Laptop, folder: Path, lang: str) -> Answer:
    """Write each session's report in the languages of registers, and the sheets in the one asked for."""
    pages = 0
    with working_at(central) as bench:
        for session in Workshop(bench).sessions():
            for language in RECORDED:
                path = folder / f"report-{session['number']}-{language}.pdf"
                pages += write_report(bench, str(session["number"]), language, path)
        exports = Exports(bench, lang)
        exports.ideas(folder / "ideas.xlsx", "internal")
        exports.people(folder / "people.xlsx", "internal")
        exports.people(folder / "people-public.csv", "public")
    return {"pages": pages}
