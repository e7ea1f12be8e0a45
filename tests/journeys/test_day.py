"""Whole days on real files."""

import json
import shutil
import time

import pytest

from ogp_desktop import cli
from ogp_desktop.services.compose import opened
from ogp_desktop.services.event import creation
from ogp_desktop.services.files import receiving
from ogp_desktop.services.files.review import Review
from ogp_desktop.services.participants import registration
from ogp_desktop.services.participants.people import People
from ogp_desktop.services.room.agreement import Agreement
from ogp_desktop.services.room.course import Course
from ogp_desktop.services.room.presence import Presence
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.storage import queries


def test_the_demonstration_day_runs_from_list_to_merged_plan(tmp_path, capsys):
    begun = time.monotonic()
    assert cli.main(["demo", "--out", str(tmp_path / "demo"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert time.monotonic() - begun < 120, "a hang, not a speed"
    assert told["people"] >= 70
    assert (told["rooms"], told["parcels"], told["merged"], told["received_again"]) == (3, 6, 6, 6)
    assert told["ideas"] >= 60
    assert told["conflicts"] >= 3
    assert told["votes"] == 26
    assert told["orders"] >= 4
    assert {"central.ogp", "dem-atelier-1.ogpx", "report-1-fr.pdf", "report-1-ar.pdf", "ideas.xlsx"} <= set(
        told["files"]
    )
    with opened(tmp_path / "demo" / "central.ogp") as bench:
        session = Workshop(bench).session("1")
        assert len(Agreement(bench).of(session).disagreements) == 1
        assert Presence(bench).here(session) == 12
        assert sum(Presence(bench).turns(session).values()) == 7
        assert all(step.begun_at for step in Course(bench).steps(session))
    assert cli.main(["demo", "--out", str(tmp_path / "demo"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ideas"] == told["ideas"]


@pytest.fixture
def plan(tmp_path, sample):
    path = tmp_path / "plan.ogp"
    creation.new_plan(path, sample / "plan.json")
    return path


def test_four_events_created_apart_in_one_plan_leave_one_set_of_themes(plan, tmp_path, sample):
    parcels = []
    for number, description in enumerate(sorted((sample / "events").glob("*.json"))):
        path = tmp_path / f"event-{number}.ogp"
        creation.new_event(path, description)
        with opened(path) as bench:
            workshop = Workshop(bench)
            workshop.add(workshop.session("1"), {"problem": f"idée {number}"})
            folder = tmp_path / str(number)
            folder.mkdir()
            parcels.append(receiving.hand_over(bench, folder).path)
    with opened(plan) as bench:
        receipts = receiving.receive_all(bench, parcels)
        assert [receipt.status for receipt in receipts] == ["merged"] * 4
        counts = queries.counts(bench.register.conn)
        assert (counts["theme"], counts["region"], counts["category"], counts["plan"]) == (10, 12, 8, 1)
        assert (counts["event"], counts["session"], counts["idea"]) == (4, 14, 4)
        assert Review(bench).conflicts() == []


def test_the_same_list_at_two_desks_gives_no_doubles(tmp_path, sample):
    first = tmp_path / "one.ogp"
    creation.new_event(first, sample / "demonstration/event.json")
    shutil.copyfile(first, tmp_path / "two.ogp")
    parcels = []
    for name in ("one", "two"):
        with opened(tmp_path / f"{name}.ogp") as bench:
            listed = registration.preview(sample / "demonstration/registrations.xlsx")
            registration.import_list(bench, listed)
            folder = tmp_path / f"out-{name}"
            folder.mkdir()
            parcels.append(receiving.hand_over(bench, folder).path)
    with opened(tmp_path / "one.ogp") as bench:
        assert receiving.receive_all(bench, parcels[1:])[0].status == "merged"
        assert len(People(bench).everyone()) == 70
        assert Review(bench).conflicts() == []
