"""Purging a laptop: only what the secretariat acknowledged goes, and then all of it."""

import json

import pytest

from ogp_desktop import paths
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange.acknowledgement import is_vouched_for
from ogp_desktop.services.compose import opened
from ogp_desktop.services.files import handover, purging, receipts
from ogp_desktop.services.files.receiving import receive_one
from ogp_desktop.services.ideas.idea_index import IdeaIndex
from ogp_desktop.services.plan import keys
from ogp_desktop.storage import backup_names, plan_keys
from ogp_desktop.storage.drafts import Drafts
from tests.services.plan.test_plan_keys import (  # noqa: F401 - the same plan, keys and laptops
    WORDS,
    at_work,
    central,
    computers,
    laptop,
    says,
    words_are_quick,
)


@pytest.fixture
def room(central, computers, tmp_path):  # noqa: F811
    """Return a room's laptop that handed one idea over."""
    made = laptop(tmp_path / "event.ogp", tmp_path, "room")
    with at_work(computers, made, "room") as bench:
        says(bench, "Personne ne sait où va l’eau")
        handed = handover.hand_over(bench, tmp_path)
    return made, tmp_path / handed.file


@pytest.fixture
def acknowledge(room, central, computers, tmp_path):  # noqa: F811
    """Return a function by which the secretariat takes a parcel and writes its receipt."""

    def receipt(take=True):
        computers.sit_at("office")
        with opened(central) as bench:
            keys.unlock(bench, WORDS)
            if take:
                assert receive_one(bench, room[1]).status in ("merged", "already")
            event = bench.register.event or "DEM"
            files = receipts.write_receipts(bench, tmp_path, "fr", event).files
        computers.sit_at("room")
        return next(path for path in files if path.suffix == ".json")

    return receipt


def _backup_of(register):
    """Make a backup where the application does."""
    folder = backup_names.folder_of(register)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "1.ogp").write_bytes(b"x")
    return folder / "1.ogp"


def test_a_laptop_whose_parcel_was_acknowledged_is_purged_whole(room, acknowledge):
    receipt = acknowledge()
    with opened(room[0].register) as bench:
        with IdeaIndex(bench):
            receive_one(bench, room[1])
        assert (paths.home() / "inbox").exists()
        backup, other = (_backup_of(path) for path in (bench.register.path, bench.register.path.with_stem("room-2")))
        told = purging.acknowledge(bench, receipt)
        assert told.ideas == 1
        assert handover.state(bench).acknowledged == told.at
        condemned = purging.all_of(bench)
    assert purging.remove(condemned) >= 4
    assert not room[0].register.exists()
    assert not backup.exists()
    assert other.exists()
    assert not [each for name in ("inbox", "index") for each in (paths.home() / name).iterdir()]
    left = b"".join(path.read_bytes() for path in paths.home().rglob("*") if path.is_file())
    assert "où va l’eau".encode() not in left


def test_what_the_secretariat_has_not_taken_is_never_removed(room, acknowledge):
    receipt = acknowledge(take=False)
    with opened(room[0].register) as bench:
        with pytest.raises(Trouble, match="receipt_without_slip"):
            purging.acknowledge(bench, receipt)
        with pytest.raises(Trouble, match="receipt_without_slip"):
            purging.all_of(bench)


def test_anything_newer_than_the_receipt_stops_the_purge(room, acknowledge):
    receipt = acknowledge()
    with opened(room[0].register) as bench:
        purging.acknowledge(bench, receipt)
        says(bench, "Une idée de plus")
        for attempt in (purging.all_of, lambda bench: purging.acknowledge(bench, receipt)):
            with pytest.raises(Trouble, match="purge_newer"):
                attempt(bench)


def test_a_sentence_that_was_not_saved_stops_the_purge(room, acknowledge):
    receipt = acknowledge()
    with opened(room[0].register) as bench:
        Drafts(bench.register.path).keep("s/problem", "À moitié")
        with pytest.raises(Trouble, match="purge_unfinished"):
            purging.acknowledge(bench, receipt)


def changed(receipt, **values):
    told = json.loads(receipt.read_text("utf-8"))
    receipt.write_text(json.dumps({**told, **values}), "utf-8")
    return receipt


@pytest.mark.parametrize("values", [{"ideas": 2}, {"signature": "00"}, {"signature": None}, {"device": {}}])
def test_a_receipt_that_the_secretariat_did_not_sign_as_it_stands_is_refused(room, acknowledge, values):
    receipt = changed(acknowledge(), **values)
    with opened(room[0].register) as bench, pytest.raises(Trouble, match="receipt_forged"):
        purging.acknowledge(bench, receipt)


def test_a_laptop_cannot_acknowledge_itself(room, acknowledge):
    from ogp_desktop.exchange.acknowledgement import signed

    told = json.loads(acknowledge().read_text("utf-8"))
    with opened(room[0].register) as bench:
        held = bench.keyring.of_device(bench.device.id)
        bare = {name: value for name, value in told.items() if name not in ("device", "signature")}
        own = signed(bare, held.signing, held.certificate)
        assert is_vouched_for(told, plan_keys.signing(bench.register.conn))
        assert not is_vouched_for(own, plan_keys.signing(bench.register.conn))


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format": "ogp-receipt-1"}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_receipt_is_refused(room, computers, tmp_path, content):  # noqa: F811
    computers.sit_at("room")
    (tmp_path / "accuse.json").write_bytes(content)
    with opened(room[0].register) as bench, pytest.raises(Trouble, match="receipt_unreadable"):
        purging.acknowledge(bench, tmp_path / "accuse.json")


def test_one_of_another_event_is_refused(room, acknowledge):
    receipt = changed(acknowledge(), event={"id": "another"})
    with opened(room[0].register) as bench, pytest.raises(Trouble, match="receipt_other_event"):
        purging.acknowledge(bench, receipt)


def test_the_secretariat_is_never_purged(acknowledge, central, computers):  # noqa: F811
    acknowledge()
    computers.sit_at("office")
    with opened(central) as bench, pytest.raises(Trouble, match="purge_secretariat"):
        purging.require_handed_over(bench)


def test_a_laptop_that_handed_nothing_over_keeps_everything(central, computers, tmp_path):  # noqa: F811
    made = laptop(tmp_path / "event.ogp", tmp_path, "room")
    with at_work(computers, made, "room") as bench, pytest.raises(Trouble, match="purge_not_handed_over"):
        purging.all_of(bench)
