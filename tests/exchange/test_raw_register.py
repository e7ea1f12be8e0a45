"""A register copied by hand: whole it is taken like a parcel, hostile refused, damaged taken in part on request."""

import datetime
import hashlib
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from ogp_desktop import paths, words
from ogp_desktop.domain import ids
from ogp_desktop.domain.change import Op, seal_in, write_body
from ogp_desktop.domain.kind import Field, Kind
from ogp_desktop.domain.shapes import rows_in
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange import gate, raw_child, raw_opening, raw_register
from ogp_desktop.exchange.gate_process import GateProcess
from ogp_desktop.exchange.receiving import receive
from ogp_desktop.services.compose import Bench, opened
from ogp_desktop.services.device import Device
from ogp_desktop.services.files import inbox, receiving
from ogp_desktop.services.safety.checking import check
from ogp_desktop.storage import cache_tables, derive, forks, journal, released
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register
from tests.conftest import CAMPAIGN, EVENT, PLAN
from tests.exchange.hostile_registers import HOSTILE, TOO_LARGE, VIEWS, replaced_values, run, written
from tests.faults.warm_parent import in_fresh_process

NOW = datetime.datetime(2026, 12, 12, 17, 0, tzinfo=datetime.UTC)
IDEAS = 22
DAMAGES = 250 if CAMPAIGN else 100
REFUSALS = {
    "raw_register_altered",
    "parcel_damaged",
    "parcel_too_big",
    "not_a_register",
    "register_too_new",
    "register_damaged",
}


def says(bench, text, number=1):
    with bench.register.act(bench.author) as act:
        return act.new("idea", {"problem": text, "number": number})


def state(bench):
    return journal.digest(bench.register.conn), derive.digest(bench.register.conn)


def take(central, path, device, **more):
    return receiving.receive_one(central, path, [device], **more)


def full(bench):
    for number in range(1, IDEAS + 1):
        says(bench, f"L’eau des douars {number} " * 20, number)
    return bench


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A room whose register is closed."""
    device = Device(ids.draw(), "room", "room")
    register = Register.create(tmp_path_factory.mktemp("room") / "room.ogp", PLAN, EVENT)
    bench = full(Bench(register, Author(device.id, device.post), device))
    register.close()
    return bench


@pytest.fixture
def open_room(make_register):
    return full(make_register("open room"))


@pytest.fixture
def copied(room, tmp_path):
    return shutil.copyfile(room.register.path, tmp_path / "salleC.ogp")


@pytest.fixture
def central(make_register):
    return make_register("central", event=None)


@pytest.fixture
def here(monkeypatch):
    """Read in this process, for what must be tried many times."""

    def listen(path):
        told = raw_register._Told()
        try:
            end = raw_child._read(path, lambda answer: raw_register._take(answer[:1], answer[1:], told))
        except raw_child.Altered:
            end = {"refused": "altered"}
        except raw_child.TooLarge:
            end = {"refused": "too_large"}
        except Exception:
            end = {"refused": "unreadable"}
        told.end = json.loads(json.dumps(end))
        return told

    monkeypatch.setattr(raw_register, "_listen", listen)


# Whole registers.


def test_a_copied_register_is_taken_as_its_parcel_would_be(room, copied, central):
    before = copied.read_bytes()
    receipt = take(central, copied, room.device.id)
    assert (receipt.status, receipt.reason, receipt.new_changes) == ("merged", None, IDEAS + 1)
    assert (receipt.device, receipt.label, receipt.ideas) == (room.device.id, "salleC", IDEAS)
    assert state(central) == state_of(copied)
    assert copied.read_bytes() == before
    assert "apsw" not in sys.modules or raw_child.apsw, "only the child needs it"


def state_of(path):
    with Register.open_at(path) as register:
        return journal.digest(register.conn), derive.digest(register.conn)


def test_a_register_of_a_stranger_is_set_aside_like_a_parcel(room, copied, central):
    receipt = receiving.receive_one(central, copied)
    assert (receipt.status, receipt.unknown_devices) == ("quarantined", (room.device.id,))
    assert receipt.label == "salleC"
    assert take(central, copied, room.device.id).status == "merged"


def test_the_same_copy_and_another_copy_of_it_are_already_there(room, copied, central, tmp_path):
    take(central, copied, room.device.id)
    before = state(central)
    other = shutil.copyfile(copied, tmp_path / "other name.ogp")
    run(other, "INSERT INTO received(name) VALUES('x')")
    assert [receiving.receive_one(central, path).status for path in (copied, other)] == ["already", "already"]
    assert state(central) == before


def test_the_open_register_itself_and_a_copy_of_it_are_already_there(central, tmp_path):
    says(central, "p")
    before = state(central)
    link = tmp_path / "link.ogp"
    link.hardlink_to(central.register.path)
    copy = shutil.copyfile(central.register.path, tmp_path / "copy.ogp")
    for path in (central.register.path, link, copy):
        assert receiving.receive_one(central, path).status == "already"
    assert state(central) == before


def test_a_lock_on_the_open_register_outlives_that_it_was_offered(central):
    path = central.register.path
    begin = f"import sqlite3; sqlite3.connect({str(path)!r}, timeout=0).execute('BEGIN IMMEDIATE')"
    with central.register.writing():
        receive(central.register, path, NOW)
        other = subprocess.run([sys.executable, "-c", begin], capture_output=True, text=True, check=False)
    assert "locked" in other.stderr


def test_another_plans_register_and_another_events_are_refused(room, copied, make_register):
    elsewhere = make_register("elsewhere", plan=ids.derive("another plan"), event=None)
    next_door = make_register("next door", event=ids.derive("another event"))
    for bench, code in ((elsewhere, "parcel_other_plan"), (next_door, "parcel_other_event")):
        assert take(bench, copied, room.device.id).reason.code == code


def test_a_central_register_gives_all_its_events(room, copied, central, make_register, tmp_path):
    take(central, copied, room.device.id)
    central.register.close()
    other = make_register("other central", event=None)
    copy = shutil.copyfile(central.register.path, tmp_path / "copy.ogp")
    assert take(other, copy, room.device.id).new_changes == IDEAS + 1


def test_forks_come_along(open_room, make_register, central, tmp_path):
    room = open_room
    row = says(room, "avant")
    room.register.close()
    twin = shutil.copyfile(room.register.path, tmp_path / "twin.ogp")
    for path, text in ((room.register.path, "ici"), (twin, "là")):
        with Register.open_at(path) as register, register.act(room.author) as act:
            act.set("idea", row, {"problem": text})
    receipts = [take(central, path, room.device.id) for path in (room.register.path, twin)]
    assert [receipt.status for receipt in receipts] == ["merged", "merged"]
    assert len(forks.points(central.register.conn)) == 1
    central.register.close()
    last = make_register("last", event=None)
    assert take(last, central.register.path, room.device.id).status == "merged"
    assert len(forks.points(last.register.conn)) == 1


def test_the_window_reads_it_too_although_its_gate_is_a_child_itself(room, copied, central):
    gatekeeper = GateProcess()
    try:
        receipt = receiving.receive_one(central, copied, [room.device.id], gatekeeper)
    finally:
        gatekeeper.close()
    assert receipt.status == "merged"


def test_a_name_is_never_a_question_to_the_database(room, copied, central, tmp_path):
    strange = copied.rename(tmp_path / "a?mode=rwc&vfs=x#%2e;é ع.ogp")
    assert gate.read_parcel(strange).readable.sound
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("a")) == [strange.name]


def test_the_cache_of_another_version_is_no_reason_to_refuse(copied, here):
    run(
        copied,
        "DROP VIEW conclusion",
        "DROP TABLE conclusion_stored",
        *cache_tables.cache_of(
            Kind("later_kind", "event", (Field("code", "code"), Field("said"), Field("room", "ref")))
        ),
    )
    assert raw_register.read(copied).readable.sound


def test_each_schema_that_was_released_is_known():
    steps = (["CREATE TABLE meta(key)"], ["ALTER TABLE meta ADD COLUMN value"])
    first, second = released.known_schemas(steps)
    assert [entry[3] for entry in first] == ["CREATE TABLE meta(key)"]
    assert [entry[3] for entry in second] == ["CREATE TABLE meta(key, value)"]


def test_a_register_is_one_of_the_schemas_known(copied):
    with closing(sqlite3.connect(copied)) as conn:
        found = released.entries(conn) - released.cache_schema()
    assert {entry for entry in found if not cache_tables.is_of_cache(entry[3] or "")} in list(released.known_schemas())


# In use, changing.


@pytest.mark.parametrize("ending", ["-journal", "-wal"])
def test_a_register_copied_in_the_middle_of_a_save_says_what_to_do(ending, room, copied, central):
    beside = copied.with_name(copied.name + ending)
    beside.write_bytes(b"")
    assert raw_register.check_closed(copied) is None
    beside.write_bytes(b"x")
    receipt = take(central, copied, room.device.id)
    assert (receipt.status, receipt.reason.code) == ("refused", "raw_register_unfinished")
    assert take(central, copied, room.device.id, partly=True).status == "merged"


def test_a_register_that_another_program_turned_to_its_own_mode_says_what_to_do(room, copied, central):
    written(18, b"\x02\x02")(copied)
    assert take(central, copied, room.device.id).reason.code == "raw_register_unfinished"


def test_a_file_that_is_being_copied_is_not_taken(room, copied, central, monkeypatch):
    is_raw = raw_register.is_raw

    def meanwhile(path):
        with copied.open("ab") as file:
            file.write(b"more")
        return is_raw(path)

    monkeypatch.setattr(raw_register, "is_raw", meanwhile)
    receipt = take(central, copied, room.device.id)
    assert (receipt.status, receipt.reason.code) == ("refused", "parcel_changing")


# Hostile ones.


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_register_is_refused_in_a_sentence(name, room, copied, central):
    HOSTILE[name](copied)
    before = state(central)
    begun = time.monotonic()
    receipt = take(central, copied, room.device.id)
    assert time.monotonic() - begun < 60, "a hang, not a speed"
    assert receipt.status == "refused"
    assert (receipt.reason.code == "parcel_too_big") == (name in TOO_LARGE)
    if receipt.reason.code not in REFUSALS:
        assert receipt.reason.code.startswith("raw_register_damaged"), receipt.reason
        assert receipt.readable.ideas == 0 or name == "pages that name each other"
    for lang in words.LANGUAGES:
        assert "salleC.ogp" in words.sentence(receipt.reason, lang)
    assert state(central) == before


WALLS = {
    "what the library may do": lambda monkeypatch: monkeypatch.setattr(raw_opening, "_SWITCHES", {}),
    "what a question may touch": lambda monkeypatch: monkeypatch.setattr(raw_opening, "_allowed", None),
    "how long it may take": lambda monkeypatch: monkeypatch.setattr(raw_opening, "_STEPS", 1 << 30),
}


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("standing", WALLS)
def test_behind_the_comparison_of_the_schema_each_wall_holds_alone(standing, name, copied, here, monkeypatch):
    monkeypatch.setattr(raw_opening, "SECONDS", 0.5)
    monkeypatch.setattr(raw_child, "checked_schema", lambda conn: {"seal", "idea"})
    for wall, pull_down in WALLS.items():
        if wall != standing:
            pull_down(monkeypatch)
    HOSTILE[name](copied)
    begun = time.monotonic()
    with suppress(Trouble):
        read = raw_register.read(copied)
        assert read.seals == []
        assert read.readable.ideas == IDEAS
    assert time.monotonic() - begun < 20, "a hang, not a speed"


@pytest.mark.skipif(sys.platform != "linux", reason="measured as Linux tells it")
def test_hostile_registers_cost_neither_memory_nor_time(room, copied, central, tmp_path):
    central.register.close()
    folder = tmp_path / "hostile"
    folder.mkdir()
    names = list(HOSTILE) if CAMPAIGN else [*EXPENSIVE, *list(HOSTILE)[::12]]
    for name in names:
        HOSTILE[name](shutil.copyfile(copied, folder / f"{name}.ogp"))
    scenario = "tests.exchange.test_raw_register:received_in_a_row"
    told = in_fresh_process(scenario, central.register.path, folder, room.device.id)
    assert told["refused"] == len(set(names))
    assert told["megabytes"] < 300
    assert told["slowest"] < 30, "a hang, not a speed"


EXPENSIVE = ("an endless view in the place of what is read", "a body that is huge", "pages that name each other")


def received_in_a_row(register, folder, device):
    """Receive every file of a folder; returns how many were refused, the longest time, and the most memory."""
    import resource

    refused, slowest = 0, ("", 0.0)
    with opened(Path(register)) as bench:
        for path in sorted(Path(folder).iterdir()):
            begun = time.monotonic()
            refused += receiving.receive_one(bench, path, [device]).status == "refused"
            slowest = max(slowest, (path.name, time.monotonic() - begun), key=lambda each: each[1])
        assert check(bench).ok
    own = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    # Not `RUSAGE_SELF`, which counts what the process that started this one had before.
    most = max(int(own[1]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    return {"refused": refused, "slowest": slowest[1], "file": slowest[0], "megabytes": most // (1 << 10)}


def test_a_child_that_says_nothing_or_dies_is_a_damaged_file(copied, monkeypatch):
    monkeypatch.setattr(raw_register, "SECONDS", 0)
    with pytest.raises(Trouble, match="parcel_damaged"):
        raw_register.read(copied)
    monkeypatch.setattr(raw_register, "SECONDS", 60)
    monkeypatch.setattr(raw_register, "_extract", dies)
    with pytest.raises(Trouble, match="parcel_damaged"):
        raw_register.read(copied)


def dies(path, answers):
    os.abort()


def test_what_a_child_says_is_verified_like_a_strangers_parcel(copied, monkeypatch):
    for lie in (says_nonsense, says_too_much, says_no_plan):
        monkeypatch.setattr(raw_register, "_extract", lie)
        with pytest.raises(Trouble, match="parcel_damaged"):
            raw_register.read(copied)


def says_nonsense(path, answers):
    answers.send_bytes(b"l" + b"{}\t\n" * 3)
    answers.send_bytes(b"s" + b"[" * 100_000 + b"\n")


def says_too_much(path, answers):
    answers.send_bytes(b"i" + b" " * raw_register.LONGEST_ANSWER + b"[]")
    raw_child.extract(path, answers)


def says_no_plan(path, answers):
    answers.send_bytes(b'e{"plan": 1, "event": {}, "sound": true, "missing": [[]]}')


def test_a_register_with_more_changes_than_one_can_have_is_refused(copied, here, monkeypatch):
    monkeypatch.setattr(raw_child, "CHANGES_LIMIT", IDEAS)
    with pytest.raises(Trouble, match="parcel_too_big"):
        raw_register.read(copied)


def test_a_change_against_the_rules_is_left_out(open_room, here):
    """Its hashes are all right: somebody wrote it with a program of their own."""
    room = open_room
    with room.register.writing() as conn:
        body = write_body([Op("new", ids.derive("row"), {"number": "1"}, {})])
        chain = room.author.chain(conn)
        journal.append(conn, seal_in(chain.next_header(EVENT, chain.seq + 1, "idea"), body))
    room.register.close()
    read = raw_register.read(room.register.path)
    assert (read.readable.sound, len(read.changes)) == (False, IDEAS + 1)
    assert read.readable.left == (f"{IDEAS + 2}@{room.author.actor.hex()}",)


# Damaged ones.


LEAF = {"change": (0x0D, rb'"problem":'), "idea": (0x0A, rb"(?s)(?:[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-.*){5}")}
"""How a page of a table's leaves begins, and what it holds."""


def page_of(path, table, part=0.5):
    """Return where a page of a table begins, `part` of the way through them."""
    content = path.read_bytes()
    sort, holds = LEAF[table]
    pages = [
        at for at in range(0, len(content), 4096) if content[at] == sort and re.search(holds, content[at : at + 4096])
    ]
    return pages[int(part * len(pages))]


@pytest.fixture
def damaged(copied):
    written(page_of(copied, "change"), b"\x00" * 4096)(copied)
    return copied


def test_a_damaged_register_is_refused_with_what_could_be_read_and_taken_on_request(room, damaged, central):
    before = state(central)
    receipt = take(central, damaged, room.device.id)
    assert (receipt.status, receipt.reason.code) == ("refused", "raw_register_damaged")
    readable = receipt.readable.ideas
    assert 0 < readable < IDEAS == receipt.readable.of
    for lang in words.LANGUAGES:
        assert {str(readable), str(IDEAS)} <= set(words.sentence(receipt.reason, lang).replace(".", " ").split())
    assert len(receipt.readable.left) == IDEAS - readable
    assert state(central) == before
    taken = take(central, damaged, room.device.id, partly=True)
    assert (taken.status, taken.reason.code) == ("merged", "raw_register_taken_partly")
    assert (taken.readable.ideas, taken.ideas, taken.new_changes) == (readable, readable, readable + 1)
    assert taken.readable.left == receipt.readable.left
    places = [known.change.header.seq for known in journal.read(central.register.conn)]
    assert places == list(range(1, readable + 2)), "a chain from its beginning"
    assert check(central).ok
    assert [line.reason and words.sentence(line.reason, "fr") for line in inbox.lines(central)] == [
        words.sentence(each.reason, "fr") for each in (taken, receipt)
    ]
    assert (paths.home() / "inbox" / hashlib.sha256(damaged.read_bytes()).hexdigest()).exists()


def test_the_rest_comes_with_the_next_hand_over(room, damaged, central):
    take(central, damaged, room.device.id, partly=True)
    assert take(central, room.register.path, room.device.id).status == "merged"
    assert state(central) == state_of(room.register.path)


def test_a_register_of_which_nothing_is_whole_gives_nothing(room, copied, central):
    replaced_values("hlc", "hlc + 1")(copied)
    for partly in (False, True):
        receipt = take(central, copied, room.device.id, partly=partly)
        assert (receipt.status, receipt.reason.code, receipt.readable) == ("refused", "parcel_damaged", None)


def test_a_copy_that_stopped_before_its_end_gives_what_arrived(copied, here):
    os.truncate(copied, page_of(copied, "change", 0.9))
    read = raw_register.read(copied).readable
    assert not read.sound
    assert 0 < read.ideas < IDEAS


def test_a_text_of_which_a_letter_changed_is_the_only_one_that_is_lost(room, copied, here):
    content = copied.read_bytes()
    at = content.index("L’eau des douars 9 ".encode())
    written(at, b"M")(copied)
    read = raw_register.read(copied)
    assert (read.readable.ideas, read.readable.of, read.readable.sound) == (IDEAS - 1, IDEAS, False)
    assert len(read.changes) == IDEAS + 1, "its header is whole, and the chain goes on"
    assert read.readable.left == (f"10@{room.author.actor.hex()}",)


def test_changes_that_are_gone_without_a_trace_in_the_journal_are_missed_in_the_tables(copied, here):
    kept = "SELECT sql FROM sqlite_master WHERE name = 'change_keeps'"
    with closing(sqlite3.connect(copied, isolation_level=None)) as conn:
        text = conn.execute(kept).fetchone()[0]
        conn.execute("DROP TRIGGER change_keeps")
        conn.execute("DELETE FROM change_stored WHERE rid > 20")
        conn.execute(text)
    read = raw_register.read(copied).readable
    assert (read.sound, read.ideas, read.of) == (False, 19, IDEAS)


def test_what_somebody_else_wrote_after_the_damage_is_found_row_by_row(open_room, here):
    other = Author(ids.draw())
    with open_room.register.act(other) as act:
        row = act.new("idea", {"problem": "après", "number": 99})
    open_room.register.close()
    path = open_room.register.path
    written(page_of(path, "change", 0), b"\x00" * 4096)(path)
    read = raw_register.read(path)
    assert {change.header.actor for change in read.changes} == {other.actor}
    assert rows_in(read.said[read.changes[1].id]) == [(row, True)]


def test_changes_at_the_end_of_a_chain_that_a_page_forgot_are_missed_by_the_index(open_room, here):
    """No idea is lost, no chain is broken, no page is wrong by itself."""
    for number in range(60):
        with open_room.register.act(open_room.author) as act:
            act.new("participant", {"number": number})
    open_room.register.close()
    path = open_room.register.path
    assert raw_register.read(path).readable.sound
    content = path.read_bytes()
    last = [at for at in range(0, len(content), 4096) if b'{"number":59}' in content[at : at + 4096]]
    assert len(last) == 1
    cells = int.from_bytes(content[last[0] + 3 : last[0] + 5], "big")
    written(last[0] + 3, (cells - 2).to_bytes(2, "big"))(path)
    read = raw_register.read(path).readable
    assert (read.sound, read.ideas, read.of) == (False, IDEAS, IDEAS)
    assert len(read.left) == 2


def test_damage_in_the_cache_loses_nothing(room, copied, here):
    written(page_of(copied, "idea"), b"\xff" * 4096)(copied)
    read = raw_register.read(copied)
    assert (read.readable.sound, read.readable.ideas, read.readable.of) == (True, IDEAS, IDEAS)


def test_where_nobody_knows_how_many_there_were_the_sentence_says_so(room, copied, central):
    for table in ("change", "idea"):
        written(page_of(copied, table), b"\xff" * 4096)(copied)
    receipt = take(central, copied, room.device.id)
    assert receipt.reason.code == "raw_register_damaged_uncounted"
    assert receipt.readable.of is None


def test_damage_at_any_place_never_becomes_another_word(room, copied, here):
    """Whatever is read is what was written; whatever is called sound is all of it."""
    whole = copied.read_bytes()
    with Register.open_at(copied) as register:
        true = {change.id: change for change in journal.everything(register.conn)}
    pages = [page_of(copied, "change", part / 10) for part in range(10)]
    rng = random.Random(11)
    sound, partial, refused = 0, 0, set()
    for _ in range(DAMAGES):
        content = bytearray(whole)
        at = rng.choice([rng.randrange(100, len(whole)), rng.choice(pages) + rng.randrange(4096)])
        length = rng.choice([1, 1, 1, 8, 512, 4096])
        content[at : at + length] = rng.choice([rng.randbytes(length), bytes(length)])
        copied.write_bytes(content[: len(whole)])
        try:
            read = raw_register.read(copied)
        except Trouble as trouble:
            refused.add(trouble.code)
            continue
        for change in read.changes:
            assert change in (true[change.id], true[change.id].without_body())
        if read.readable.sound:
            assert {change.id for change in read.changes if change.body} == set(true)
            sound += 1
        partial += not read.readable.sound
    assert sound > DAMAGES / 12
    assert partial > DAMAGES / 12
    assert refused <= REFUSALS | {"register_truncated"}


# What is sealed.


def test_of_a_register_copied_while_it_was_open_the_sealed_part_is_taken_on_request(sealed_room, central, tmp_path):
    bench, path = sealed_room
    receipt = receiving.receive_one(central, path)
    assert (receipt.status, receipt.reason.code) == ("refused", "raw_register_unsealed")
    assert (receipt.readable.ideas, receipt.readable.of) == (2, 3)
    assert words.sentence(inbox.lines(central)[0].reason, "fr") == words.sentence(receipt.reason, "fr")
    taken = receiving.receive_one(central, path, partly=True)
    assert (taken.status, taken.reason.code) == ("merged", "raw_register_taken_partly")
    assert (taken.readable.ideas, len(taken.readable.left)) == (2, 1)
    bench.seal()
    whole = shutil.copyfile(bench.register.path, tmp_path / "closed.ogp")
    assert receiving.receive_one(central, whole).status == "merged"
    assert state(central) == state(bench)


@pytest.fixture
def sealed_room(make_register, central, tmp_path):
    """A room with a key of its own that the central register knows, and a copy of its file with one idea unsealed."""
    from ogp_desktop.exchange.keyring import DeviceKeys
    from ogp_desktop.exchange.keys import SigningKey
    from ogp_desktop.storage import devices

    bench = make_register("room")
    key = SigningKey.draw()
    bench.keyring.keep_device(DeviceKeys(bench.device.id, key.seed.hex()))
    with central.register.writing() as conn:
        devices.enrol(conn, [devices.Enrolled(bench.device.id, devices.EVENT, "Salle C", key.public)], NOW)
    for number in (1, 2):
        says(bench, "p", number)
    bench.seal()
    says(bench, "p", 3)
    return bench, shutil.copyfile(bench.register.path, tmp_path / "salleC.ogp")


def test_the_command_takes_what_is_readable(room, damaged, central, capsys):
    from ogp_desktop import cli

    central.register.close()
    command = ["receive", str(central.register.path), str(damaged), "--accept-device", room.device.id, "--json"]
    assert cli.main(command) == 1
    refused = json.loads(capsys.readouterr().out)["parcels"][0]
    assert cli.main([*command, "--take-readable"]) == 0
    taken = json.loads(capsys.readouterr().out)["parcels"][0]
    assert refused["of"] == taken["of"] == IDEAS
    assert refused["readable"] == taken["readable"] < IDEAS
    assert refused["left"] == taken["left"] != []
    assert taken["status"] == "merged"
