"""A process that is killed at any moment: nothing acknowledged is lost, nothing is half there."""

import os

import pytest

from ogp_desktop.services.event import creation
from ogp_desktop.services.files.receiving import hand_over
from ogp_desktop.services.room.workshop import Workshop
from tests.faults.counts import seeds
from tests.faults.kills import begun
from tests.faults.warm_parent import in_fresh_process

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

SAVES, EXPORTS, RECEIPTS = 500, 100, 100
"""Kills a test."""
FEW = 75
IDEAS = 40


@pytest.mark.parametrize("seed", seeds("kills on save", SAVES))
def test_every_save_that_was_acknowledged_outlives_a_kill(seed, empty, figures):
    seen = in_fresh_process("tests.faults.kills:saving", empty, seed, SAVES)
    figures("kills on save", seen)
    assert (seen["lost"], seen["half"], seen["broken"]) == (0, 0, 0), seen
    assert seen["acknowledged"] > seen["kills"] / 2
    assert seen["unfinished commits"] > 0, "no kill fell into a commit"


@pytest.mark.parametrize("mistake", ["commits_later", "saves_in_pieces"])
def test_a_save_that_is_not_durable_is_seen_by_kills(mistake, empty):
    seen = in_fresh_process("tests.faults.kills:saving", empty, 1, SAVES, mistake)
    assert seen["lost"] + seen["half"] + seen["broken"] > 0, seen


@pytest.fixture
def event(memory, sample):
    """Return the register of an event in which one room spoke: what is whole of it would be of a whole day."""
    path = memory / "event.ogp"
    creation.new_event(path, sample / "demonstration" / "event.json")
    bench = begun(path)
    workshop = Workshop(bench)
    session = workshop.session("1")
    for number in range(IDEAS):
        workshop.add(session, {"problem": f"L’eau des douars {number}", "solution": "نشر التحاليل"})
    bench.register.close()
    return path


@pytest.mark.parametrize("seed", seeds("kills on export", EXPORTS))
def test_no_kill_leaves_a_broken_file_under_a_final_name(seed, event, figures):
    seen = in_fresh_process("tests.faults.kills:exporting", event, seed, EXPORTS)
    figures("kills on export", seen)
    assert seen["broken under a final name"] == 0, seen
    assert seen["left unfinished"] > 0, "no kill fell into a file"


def test_a_file_that_is_written_in_its_place_is_seen_by_kills(event):
    seen = in_fresh_process("tests.faults.kills:exporting", event, 1, FEW, "writes_in_place")
    assert seen["broken under a final name"] > 0, seen


@pytest.fixture
def delivery(event, memory, sample):
    """Return a plan's register, and a parcel with all of an event."""
    central = memory / "central.ogp"
    creation.new_plan(central, sample / "plan.json")
    bench = begun(event)
    parcel = hand_over(bench, memory)
    bench.register.close()
    return central, parcel.path


@pytest.mark.parametrize("seed", seeds("kills on receive", RECEIPTS))
def test_a_kill_while_receiving_leaves_all_or_nothing_and_receiving_again_completes_it(seed, delivery, figures):
    seen = in_fresh_process("tests.faults.kills:receiving", *delivery, seed, RECEIPTS)
    figures("kills on receive", seen)
    assert (seen["lost"], seen["half"], seen["not completed"]) == (0, 0, 0), seen
    assert 0 < seen["taken"] < seen["kills"]
    assert seen["unfinished commits"] > 0, "no kill fell into a commit"


def test_a_parcel_that_enters_in_two_steps_is_seen_by_kills(delivery):
    seen = in_fresh_process("tests.faults.kills:receiving", *delivery, 1, FEW, "tables_follow_later")
    assert seen["half"] + seen["not completed"] > 0, seen
