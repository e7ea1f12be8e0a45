"""The parcel: what is written is read back whole; what is not whole is refused and changes nothing."""

import datetime
import hashlib
import io
import json
import random
import zipfile
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from ogp_desktop import paths
from ogp_desktop.domain import ids
from ogp_desktop.domain.change import Op, canonical, seal_in, write_body
from ogp_desktop.domain.spoken import words_of
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange import gate, receiving
from ogp_desktop.exchange.parcel import Sender, lines_of, write_parcel
from ogp_desktop.exchange.receiving import receive
from ogp_desktop.storage import derive, journal
from tests.conftest import EVENT, PLAN

NOW = datetime.datetime(2026, 12, 12, 17, 0, tzinfo=datetime.UTC)


def says(bench, text="p"):
    with bench.register.act(bench.author) as act:
        return act.new("idea", {"problem": text, "number": 1})


def handed_over(bench, folder):
    return write_parcel(bench.register, Sender(bench.device.id, bench.device.label), folder, NOW)


def state(bench):
    return journal.digest(bench.register.conn), derive.digest(bench.register.conn)


@pytest.fixture
def room(make_register):
    bench = make_register("room")
    says(bench, "L’eau des douars")
    return bench


@pytest.fixture
def central(make_register):
    return make_register("central", event=None)


def test_a_parcel_makes_the_other_register_the_same(room, central, tmp_path):
    parcel = handed_over(room, tmp_path)
    receipt = receive(central.register, parcel.path, NOW, [room.device.id])
    assert (receipt.status, receipt.new_changes) == ("merged", 2)
    assert state(central) == state(room)


def test_receiving_again_changes_nothing_and_says_so(room, central, tmp_path):
    parcel = handed_over(room, tmp_path)
    receive(central.register, parcel.path, NOW, [room.device.id])
    before = state(central)
    assert receive(central.register, parcel.path, NOW).status == "already"
    assert state(central) == before


def inbox():
    return {file.name: (file.read_bytes(), file.stat().st_ino) for file in (paths.home() / "inbox").iterdir()}


@pytest.mark.parametrize("at_once", [100, 1 << 22])
def test_what_comes_is_kept_whole_under_its_hash_and_once(at_once, room, central, tmp_path, monkeypatch):
    monkeypatch.setattr(receiving, "_AT_ONCE", at_once)
    parcel = handed_over(room, tmp_path)
    content = parcel.path.read_bytes()
    receive(central.register, parcel.path, NOW, [room.device.id])
    kept = inbox()
    assert {name: held for name, (held, _) in kept.items()} == {hashlib.sha256(content).hexdigest(): content}
    assert receive(central.register, parcel.path, NOW).status == "already"
    assert inbox() == kept
    (paths.home() / "inbox" / hashlib.sha256(content).hexdigest()).unlink()
    assert receive(central.register, parcel.path, NOW).status == "already"
    assert [held for held, _ in inbox().values()] == [content]


def test_a_file_whose_name_is_known_and_not_its_bytes_is_read(room, central, tmp_path):
    parcel = handed_over(room, tmp_path)
    receive(central.register, parcel.path, NOW, [room.device.id])
    content = bytearray(parcel.path.read_bytes())
    content[len(content) // 2] ^= 1
    parcel.path.write_bytes(content)
    assert receive(central.register, parcel.path, NOW).status == "refused"


def test_an_unknown_computer_is_put_aside_until_it_is_accepted_once(room, central, tmp_path):
    parcel = handed_over(room, tmp_path)
    before = state(central)
    receipt = receive(central.register, parcel.path, NOW)
    assert receipt.status == "quarantined"
    assert receipt.unknown_devices == (room.device.id,)
    assert state(central) == before
    assert receive(central.register, parcel.path, NOW, [room.device.id]).status == "merged"
    says(room, "encore")
    assert receive(central.register, handed_over(room, tmp_path).path, NOW).status == "merged"


def test_a_relayed_computer_must_be_accepted_too(make_register, room, central, exchange, tmp_path):
    plenary = make_register("plenary")
    exchange(plenary, room)
    says(plenary)
    parcel = handed_over(plenary, tmp_path)
    receipt = receive(central.register, parcel.path, NOW, [plenary.device.id])
    assert (receipt.status, receipt.unknown_devices) == ("quarantined", (room.device.id,))


def test_a_laptop_cannot_write_into_the_plan(room, central, tmp_path):
    with room.register.act(room.author, PLAN) as act:
        act.new("theme", {"code": "x", "title_fr": "Un thème de plus"})
    receipt = receive(central.register, handed_over(room, tmp_path).path, NOW, [room.device.id])
    assert receipt.status == "quarantined"


def test_another_plans_and_another_events_parcels_are_refused(room, make_register, tmp_path):
    parcel = handed_over(room, tmp_path)
    elsewhere = make_register("elsewhere", plan=ids.derive("another plan"), event=None)
    next_door = make_register("next door", event=ids.derive("another event"))
    for bench, code in ((elsewhere, "parcel_other_plan"), (next_door, "parcel_other_event")):
        receipt = receive(bench.register, parcel.path, NOW, [room.device.id])
        assert (receipt.status, receipt.reason.code) == ("refused", code)


def test_concurrent_edits_come_out_as_conflicts(room, central, make_register, exchange, tmp_path):
    other = make_register("other")
    row = says(room)
    exchange(room, other)
    for bench, text in ((room, "ici"), (other, "là")):
        with bench.register.act(bench.author) as act:
            act.set("idea", row, {"problem": text})
    devices = [room.device.id, other.device.id]
    receipts = [receive(central.register, handed_over(b, tmp_path).path, NOW, devices) for b in (room, other)]
    assert [receipt.new_conflicts for receipt in receipts] == [0, 1]


# Damage and forgery, at the layers a parcel has without seals.


def rewritten(parcel, edit_lines=None, edit_manifest=None, members=None):
    """Write a parcel anew as a stranger would: every hash of the container right again."""
    with zipfile.ZipFile(parcel) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    if edit_lines:
        contents["changes.ndjson"] = edit_lines(contents["changes.ndjson"])
    manifest = json.loads(contents["manifest.json"])
    lines = contents["changes.ndjson"].splitlines()
    manifest["changes_sha256"] = hashlib.sha256(contents["changes.ndjson"]).hexdigest()
    digests = [hashlib.sha256(line.split(b"\t")[0]).digest() for line in lines]
    manifest["journal"] = hashlib.sha256(b"".join(sorted(digests))).hexdigest()
    headers = (json.loads(header) for header in (line.split(b"\t")[0] for line in lines) if is_json(header))
    manifest["actors"] = dict(Counter(header["actor"] for header in headers))
    if edit_manifest:
        edit_manifest(manifest)
    contents["manifest.json"] = canonical(manifest)
    if members:
        members(contents)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    parcel.write_bytes(written.getvalue())


def is_json(raw):
    with suppress(ValueError):
        return bool(json.loads(raw))
    return False


def with_change(kind, body):
    """Return an edit that adds a stranger's change whose hashes are all right."""
    header = {"actor": b"z" * 16, "seq": 1, "prev": b"", "scope": EVENT, "batch": 1, "hlc": 1, "kind": kind}
    added = b"".join(lines_of([seal_in(header, body)]))
    return {"edit_lines": lambda lines: lines + added}


def with_op(kind, values, row=None):
    return with_change(kind, write_body([Op("new", row or ids.derive("row"), values, {})]))


def two_people():
    return write_body([Op("new", ids.derive(name), {"family_name": name}, {}) for name in ("a", "b")])


WELL_FORMED = write_body([Op("new", ids.derive("row"), {"problem": "p"}, {})])

DAMAGES = {
    "a text edited": {"edit_lines": lambda lines: lines.replace(b"douars", b"villes")},
    "a header not canonical": {"edit_lines": lambda lines: lines.replace(b'"seq":2', b'"seq":02')},
    "a value of another type": {"edit_lines": lambda lines: lines.replace(b'"number":1', b'"number":"1"')},
    "a change left out, its count kept": {
        "edit_lines": lambda lines: lines.split(b"\n", 1)[1],
        "edit_manifest": lambda manifest: manifest.update(actors={a: n + 1 for a, n in manifest["actors"].items()}),
    },
    "the last line cut": {"edit_lines": lambda lines: lines[:-10]},
    "a change twice": {"edit_lines": lambda lines: lines + lines.splitlines(keepends=True)[0]},
    "a value of no declared type": with_op("idea", {"number": "1"}),
    "a reference that is no id": with_op("idea", {"session": "room 1"}),
    "a derived id that does not follow": with_op("arrival", {"person": ids.derive("p"), "desk": "desk"}),
    "two rows in a personal change": with_change("identity", two_people()),
    "a body with a space": with_change("idea", WELL_FORMED.replace(b'"salt":', b'"salt": ')),
    "a body in another order": with_change("idea", b'{"salt":"%b","ops":[]}' % (b"0" * 32)),
    "a body that is no JSON": with_change("idea", b"{"),
    "a number with a fraction": with_change("idea", WELL_FORMED.replace(b'"p"', b"1.5")),
    "a character that cannot be kept": with_change("idea", WELL_FORMED.replace(b'"p"', b'"\\u0000"')),
    "a text of 5 MB": with_op("idea", {"problem": "x" * 5_000_000}),
    "a clock that is no time": {"edit_lines": lambda lines: lines.replace(b'"hlc":"0', b'"hlc":"f')},
    "a clock written otherwise": {"edit_lines": lambda lines: lines.replace(b'"hlc":"0', b'"hlc":"+')},
    "another's predecessor": {"edit_lines": lambda lines: lines.replace(b'"prev":"', b'"prev":"0')},
    "no tab": {"edit_lines": lambda lines: lines.replace(b"\t", b" ")},
    "not UTF-8": {"edit_lines": lambda lines: lines.replace("’".encode(), b"\xff\xfe\xfd")},
    "other counts": {"edit_manifest": lambda manifest: manifest.update(actors={})},
    "other digest": {"edit_manifest": lambda manifest: manifest.update(journal="0" * 64)},
    "no plan": {"edit_manifest": lambda manifest: manifest.pop("plan")},
    "a plan that is no id": {"edit_manifest": lambda manifest: manifest.update(plan="plan")},
    "an old format": {"edit_manifest": lambda manifest: manifest.update(format=0)},
    "format as text": {"edit_manifest": lambda manifest: manifest.update(format="1")},
    "an extra member": {"members": lambda contents: contents.update({"../x": b""})},
    "a missing member": {"members": lambda contents: contents.pop("seals.ndjson")},
    "a bomb": {"members": lambda contents: contents.update({"slip.txt": b"0" * 50_000_000})},
    "a manifest that nests": {"members": lambda contents: contents.update({"manifest.json": b"[" * 100_000})},
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_parcel_that_is_not_whole_is_refused_and_changes_nothing(name, room, central, tmp_path):
    parcel = handed_over(room, tmp_path).path
    rewritten(parcel)
    gate.read_parcel(parcel)
    rewritten(parcel, **DAMAGES[name])
    before = state(central)
    receipt = receive(central.register, parcel, NOW, [room.device.id])
    assert receipt.status == "refused", name
    assert receipt.reason.code in ("parcel_damaged", "parcel_too_big")
    assert state(central) == before


def test_a_stranger_who_keeps_every_rule_is_read(room, tmp_path):
    """So that each damage above is refused for its own reason, not for the way the test makes it."""
    parcel = handed_over(room, tmp_path).path
    rewritten(parcel, **with_op("idea", {"problem": "p", "number": 1}))
    assert gate.read_parcel(parcel).changes[-1].header.actor == b"z" * 16


def test_a_newer_format_asks_for_an_update(room, central, tmp_path):
    parcel = handed_over(room, tmp_path).path
    rewritten(parcel, edit_manifest=lambda manifest: manifest.update(format=2))
    assert receive(central.register, parcel, NOW).reason.code == "parcel_too_new"


def test_a_change_of_an_event_that_is_not_announced_is_refused(room, central, tmp_path):
    with room.register.act(room.author, ids.derive("hidden event")) as act:
        act.new("idea", {"problem": "p"})
    parcel = tmp_path / "x.ogpx"
    with pytest.raises(Trouble, match="parcel_foreign_scope"):
        handed_over(room, tmp_path)
    assert not parcel.exists()


def test_mutated_bytes_are_never_accepted(room, central, tmp_path):
    whole = handed_over(room, tmp_path).path.read_bytes()
    before = state(central)
    rng = random.Random(7)
    mutant = tmp_path / "mutant.ogpx"
    for _ in range(400):
        at = rng.randrange(len(whole))
        cut = rng.choice([1, 1, 1, 20, len(whole)])
        mutant.write_bytes(whole[:at] + rng.randbytes(min(cut, 20)) + whole[at + cut :])
        try:
            incoming = gate.read_parcel(mutant)
        except Trouble:
            continue
        assert [change.id for change in incoming.changes] == [
            change.id for change in journal.everything(room.register.conn)
        ]
    assert state(central) == before


@pytest.mark.parametrize("content", [b"", b"PK", b"a text", b"\x00" * 4096])
def test_what_is_no_parcel_is_refused(content, central, tmp_path):
    path = tmp_path / "x.ogpx"
    path.write_bytes(content)
    assert receive(central.register, path, NOW).reason.code == "parcel_damaged"
    assert receive(central.register, tmp_path / "missing.ogpx", NOW).reason.code == "parcel_missing"


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_left(room, tmp_path):
    with pytest.raises(Trouble, match="output_unwritable"):
        handed_over(room, tmp_path / "none")
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    with pytest.raises(Trouble, match="output_unwritable"):
        handed_over(room, blocked)


def test_the_slip_tells_the_parcel(room, tmp_path):
    parcel = handed_over(room, tmp_path)
    with zipfile.ZipFile(parcel.path) as archive:
        slip = archive.read("slip.txt").decode()
    digest = bytes.fromhex(journal.digest(room.register.conn))
    assert parcel.path.name == f"{parcel.slip.code}.ogpx"
    for told in (parcel.slip.code, words_of(digest), parcel.slip.last, "وصل التسليم"):
        assert told in slip


def test_parcels_in_any_order_twice_and_in_part_give_one_register(make_register, central, tmp_path):
    benches = [make_register(f"room {n}") for n in range(4)]
    for n, bench in enumerate(benches):
        says(bench, f"idée {n}")
    parcels = [handed_over(bench, Path(tmp_path)).path for bench in benches]
    devices = [bench.device.id for bench in benches]
    digests = set()
    for n in range(6):
        target = make_register(f"target {n}", event=None)
        order = random.Random(n).sample(parcels * 2, 8)
        for parcel in order:
            receive(target.register, parcel, NOW, devices)
        digests.add(state(target))
    assert len(digests) == 1


@pytest.mark.parametrize("lost", [0, 1, -1])
def test_a_union_that_loses_a_change_is_taken_back_whole(lost, room, central, tmp_path, monkeypatch):
    says(room)
    parcel = handed_over(room, tmp_path)
    before = state(central)
    insert = journal._insert

    def careless(conn, changes, said):
        kept = list(changes)
        del kept[lost]
        insert(conn, kept, said)

    monkeypatch.setattr(journal, "_insert", careless)
    with pytest.raises(Trouble, match="merge_not_whole"):
        receive(central.register, parcel.path, NOW, [room.device.id])
    assert state(central) == before
    monkeypatch.undo()
    assert receive(central.register, parcel.path, NOW, [room.device.id]).status == "merged"
    assert state(central) == state(room)
