"""The receipt that goes back: counts and the same fingerprints, no person."""

import json

import pytest

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.files.copies import write_copy
from ogp_desktop.services.files.receipts import receipt, write_receipts


def test_the_receipt_has_the_fingerprint_of_the_room(room, make_register, exchange, tmp_path):
    bench, _, _ = room
    central = make_register("central", event=None)
    exchange(bench, central)
    copy = write_copy(bench, "2", tmp_path, "fr")
    told = receipt(central, "DEM")
    assert [(each["number"], each["fingerprint"]) for each in told["sessions"]] == [(2, copy.fingerprint)]
    assert (told["ideas"], told["people"]) == (3, 0)
    assert told["sessions"][0]["words"] == copy.spoken


def test_both_files_are_written_and_name_nobody(room, tmp_path):
    bench, _, _ = room
    with bench.register.act(bench.author) as act:
        person = act.new("participant", {"number": 1})
        act.new("identity", {"family_name": "BENZEKRI"}, person)
    written = write_receipts(bench, tmp_path, "ar")
    assert [path.suffix for path in written.files] == [".pdf", ".json"]
    told = json.loads(written.files[1].read_text("utf-8"))
    assert told == written.receipt
    assert told["people"] == 1
    for private in ("BENZEKRI", bench.device.id, bench.device.label):
        assert private not in json.dumps(told)


def test_an_event_that_is_not_there_is_refused_with_those_that_are(room):
    with pytest.raises(Trouble, match="event_not_named") as refused:
        receipt(room[0], "XYZ")
    assert refused.value.values["known"] == ["DEM"]
