"""The keys of a plan, from the first page to the evening: made, given to laptops, used, lost and found again."""

import datetime

import pytest

from ogp_desktop.domain.spoken import words_of
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange import keys as crypto
from ogp_desktop.exchange.keyring import Keyring
from ogp_desktop.services.compose import opened
from ogp_desktop.services.event import creation
from ogp_desktop.services.files import inbox, receiving
from ogp_desktop.services.files.receiving import hand_over, receive_one
from ogp_desktop.services.plan import enrolment, keys, laptops
from ogp_desktop.services.plan.laptops import Wanted
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.storage import devices, queries
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register

WORDS = "la maison de l’eau"
NOW = datetime.datetime(2026, 11, 21, 9, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def words_are_quick(quick_words):
    """Closing with words takes seconds on purpose; here only what follows from it is told."""


class Computers:
    """Several computers on one machine: each acts with a data folder of its own."""

    def __init__(self, monkeypatch, folder):
        self._monkeypatch, self._folder = monkeypatch, folder

    def sit_at(self, name):
        home = self._folder / "homes" / name
        self._monkeypatch.setenv("OGP_HOME", str(home))


@pytest.fixture
def computers(monkeypatch, tmp_path):
    return Computers(monkeypatch, tmp_path)


@pytest.fixture
def central(computers, tmp_path, sample):
    """The plan's register with its keys, on the secretariat's computer; its event's register beside it."""
    computers.sit_at("office")
    path = tmp_path / "central.ogp"
    creation.new_plan(path, sample / "plan.json")
    with opened(path) as bench:
        path.with_suffix(".paper").write_text(make_keys(bench).paper)
    creation.new_event(tmp_path / "event.ogp", sample / "demonstration" / "event.json", path)
    return path


def make_keys(bench, **how):
    keys.require_secretariat(bench)
    making = keys.begin(bench.keyring, bench.register.plan, **how)
    keys.finish(bench.keyring, making, " ".join(keys.on_paper(making.paper)).lower(), WORDS, NOW)
    keys.tell(bench.register, bench.author, bench.keyring, NOW)
    return making


def laptop(event, folder, post, **how):
    with opened(event) as bench:
        keys.unlock(bench, WORDS)
        return laptops.make(bench, Wanted(post, **how), folder / f"{post}.ogp")


def at_work(computers, made, name):
    computers.sit_at(name)
    laptops.take_in(made.keys, made.words, Keyring())
    return opened(made.register)


def room(event):
    with opened(event) as bench:
        return Workshop(bench).session("1")["id"]


def says(bench, problem="l’eau"):
    return Workshop(bench).add(Workshop(bench).session("1"), {"problem": problem}, None)


def test_keys_do_not_act_before_the_typed_paper_opened_the_test_parcel(computers, tmp_path, sample):
    computers.sit_at("office")
    creation.new_plan(tmp_path / "central.ogp", sample / "plan.json")
    with opened(tmp_path / "central.ogp") as bench:
        making = keys.begin(bench.keyring, bench.register.plan)
        for typed in ("", "ABCDE", making.paper[:-1], keys.begin(bench.keyring, "x").paper):
            with pytest.raises(Trouble, match="paper_wrong"):
                keys.finish(bench.keyring, making, typed, WORDS, NOW)
        with pytest.raises(Trouble, match="words_short"):
            keys.finish(bench.keyring, making, making.paper, "court", NOW)
        assert not bench.keyring.has_plan(bench.register.plan)
        keys.finish(bench.keyring, making, making.paper, WORDS, NOW)
        with pytest.raises(Trouble, match="keys_exist"):
            keys.begin(bench.keyring, bench.register.plan)


@pytest.mark.parametrize("mangled", [str.lower, lambda t: t.replace("0", "O"), lambda t: "\t" + "-".join(t), str.upper])
def test_the_paper_is_read_as_people_type_it(mangled):
    secret = crypto.draw_identity()
    assert keys.read_paper(mangled(" ".join(keys.on_paper(secret)))) == secret


def test_a_laptops_parcel_is_sealed_encrypted_and_taken_without_a_question(central, computers, tmp_path):
    made = laptop(tmp_path / "event.ogp", tmp_path, "room", session=room(tmp_path / "event.ogp"))
    with at_work(computers, made, "room") as bench:
        assert bench.device.id == made.device
        says(bench, "Personne ne sait où va l’eau")
        parcel = hand_over(bench, tmp_path)
    assert parcel.encrypted
    assert b"eau" not in parcel.path.read_bytes()
    computers.sit_at("office")
    with opened(central) as bench:
        with pytest.raises(Trouble, match="parcel_locked"):
            receive_one(bench, parcel.path)
        assert not receiving.received(bench)
        keys.unlock(bench, WORDS)
        receipt = receive_one(bench, parcel.path)
        assert (receipt.status, receipt.reason) == ("merged", None)
        assert receipt.slip == parcel.slip.code
        assert Workshop(bench).ideas()[0]["problem"] == "Personne ne sait où va l’eau"
        assert receive_one(bench, parcel.path).status == "already"


def test_a_computer_without_the_keys_is_told_that_the_parcel_is_for_others(central, computers, tmp_path):
    made = laptop(tmp_path / "event.ogp", tmp_path, "room")
    with at_work(computers, made, "room") as bench:
        says(bench)
        parcel = hand_over(bench, tmp_path)
        receipt = receive_one(bench, parcel.path)
    assert receipt.reason.code == "parcel_for_others"


def test_two_desks_and_the_plenary_open_each_others_parcels_and_know_each_other(central, computers, tmp_path):
    desk = laptop(tmp_path / "event.ogp", tmp_path, "desk")
    plenary = laptop(tmp_path / "event.ogp", tmp_path, "restitution")
    with at_work(computers, desk, "desk") as bench:
        says(bench)
        parcel = hand_over(bench, tmp_path)
    with at_work(computers, plenary, "plenary") as bench:
        assert receive_one(bench, parcel.path).status == "merged"
        back = hand_over(bench, tmp_path)
    computers.sit_at("desk")
    with opened(desk.register) as bench:
        receipt = receive_one(bench, back.path)
        assert receipt.status in ("merged", "already"), receipt


def test_the_plenary_begins_with_the_first_room_and_takes_the_others_as_they_come(central, computers, tmp_path):
    event = tmp_path / "event.ogp"
    plenary = laptop(event, tmp_path, "restitution")
    parcels = []
    for name in ("salle-1", "salle-2"):
        (tmp_path / name).mkdir()
        made = laptop(event, tmp_path / name, "room", label=name)
        with at_work(computers, made, name) as bench:
            says(bench, f"Dit en {name}")
            parcels.append(hand_over(bench, tmp_path / name).path)
        computers.sit_at("office")
    with at_work(computers, plenary, "plenary") as bench:
        for number, parcel in enumerate(parcels, 1):
            assert receive_one(bench, parcel).status == "merged"
            assert [idea["problem"] for idea in Workshop(bench).ideas()] == [
                f"Dit en salle-{n + 1}" for n in range(number)
            ]


def test_a_room_sees_names_and_categories_and_no_more(central, computers, tmp_path):
    event = tmp_path / "event.ogp"
    with opened(event) as bench, bench.register.act(bench.author) as act:
        person = act.new("participant", {"number": 1, "organisation": "Amal"})
        act.new("identity", {"family_name": "Benzekri"}, person)
        act.new("contact", {"phone": "0600000001"}, person)
        act.new("access_need", {"note": "rampe d’accès"}, person)
    room, desk = laptop(event, tmp_path, "room"), laptop(event, tmp_path, "desk")
    assert b"Benzekri" in room.register.read_bytes()
    for hidden in ("0600000001", "rampe d’accès"):
        assert hidden.encode() not in room.register.read_bytes()
        assert hidden.encode() in desk.register.read_bytes()
    with at_work(computers, room, "room") as bench:
        assert queries.records(bench.register.conn, "contact") == []
        says(bench)
        parcel = hand_over(bench, tmp_path)
    computers.sit_at("office")
    with opened(event) as bench:
        keys.unlock(bench, WORDS)
        assert receive_one(bench, parcel.path).status == "merged"
        assert queries.records(bench.register.conn, "contact")[0]["phone"] == "0600000001"


def test_what_was_decided_at_noon_reaches_a_room_without_what_it_must_not_see(central, computers, tmp_path):
    event = tmp_path / "event.ogp"
    room, desk = laptop(event, tmp_path, "room"), laptop(event, tmp_path, "desk")
    with at_work(computers, desk, "desk") as bench:
        with bench.register.act(bench.author) as act:
            person = act.new("participant", {"number": 2})
            act.new("identity", {"family_name": "Tahiri"}, person)
            act.new("contact", {"phone": "0600000002"}, person)
        whole, parcel = hand_over(bench, tmp_path), hand_over(bench, tmp_path / "homes", for_rooms=True)
    with at_work(computers, room, "room") as bench:
        assert receive_one(bench, whole.path).reason.code == "parcel_for_others"
        assert receive_one(bench, parcel.path).status == "merged"
        assert queries.records(bench.register.conn, "identity")[0]["family_name"] == "Tahiri"
        assert queries.records(bench.register.conn, "contact") == []
    assert b"0600000002" not in room.register.read_bytes()


def test_a_last_minute_laptop_is_set_aside_and_accepted_with_its_key(central, computers, tmp_path):
    event = tmp_path / "event.ogp"
    copy = tmp_path / "copy.ogp"
    copy.write_bytes(event.read_bytes())
    computers.sit_at("stranger")
    with opened(copy) as bench:
        says(bench)
        parcel = hand_over(bench, tmp_path)
    computers.sit_at("office")
    with opened(central) as bench:
        keys.unlock(bench, WORDS)
        receipt = receive_one(bench, parcel.path)
        assert receipt.status == "quarantined"
        assert len(words_of(bytes.fromhex(receipt.key)).split()) == 4
        (waiting,) = [each for each in enrolment.computers(bench) if each.state == "waiting"]
        assert [each.status for each in enrolment.accept(bench, waiting.id).receipts] == ["merged"]
        (known,) = [each for each in enrolment.computers(bench) if each.id == waiting.id]
        assert (known.state, known.words) == ("enrolled", words_of(bytes.fromhex(receipt.key)))


def test_a_removed_computer_brings_nothing_new_until_it_is_accepted_again(central, computers, tmp_path):
    event = tmp_path / "event.ogp"
    made = laptop(event, tmp_path, "room")
    with at_work(computers, made, "room") as bench:
        says(bench, "avant")
        before = hand_over(bench, tmp_path)
    computers.sit_at("office")
    with opened(central) as bench:
        keys.unlock(bench, WORDS)
        receive_one(bench, before.path)
        enrolment.remove(bench, made.device)
    computers.sit_at("room")
    with opened(made.register) as bench:
        says(bench, "après le vol")
        after = hand_over(bench, tmp_path)
    computers.sit_at("office")
    with opened(central) as bench:
        keys.unlock(bench, WORDS)
        receipt = receive_one(bench, after.path)
        assert (receipt.status, receipt.reason.code) == ("refused", "parcel_removed_device")
        assert [idea["problem"] for idea in Workshop(bench).ideas()] == ["avant"]
        enrolment.accept(bench, made.device)
        assert [idea["problem"] for idea in Workshop(bench).ideas()] == ["avant", "après le vol"]
        enrolment.remove(bench, made.device)
        assert made.device not in devices.enrolled(bench.register.conn)


def test_what_another_computer_carries_of_a_removed_one_is_left_out_and_its_own_is_taken(central, computers, tmp_path):
    event = tmp_path / "event.ogp"
    stolen, plenary = laptop(event, tmp_path, "room"), laptop(event, tmp_path, "desk")
    with at_work(computers, stolen, "stolen") as bench:
        says(bench, "d’un voleur")
        carried = hand_over(bench, tmp_path)
    with at_work(computers, plenary, "plenary") as bench:
        receive_one(bench, carried.path)
        says(bench, "de la plénière")
        parcel = hand_over(bench, tmp_path)
    computers.sit_at("office")
    with opened(central) as bench:
        keys.unlock(bench, WORDS)
        with bench.register.writing() as conn:
            devices.enrol(conn, [devices.Enrolled(stolen.device, "event", "Salle A")], NOW)
        enrolment.remove(bench, stolen.device)
        receipt = receive_one(bench, parcel.path)
        assert (receipt.status, receipt.reason.code) == ("merged", "parcel_left_out")
        assert [idea["problem"] for idea in Workshop(bench).ideas()] == ["de la plénière"]
        (line,) = inbox.lines(bench)
        assert line.reason.values["count"] == receipt.reason.values["count"] > 0


def test_only_the_secretariat_removes_a_computer(central, computers, tmp_path):
    made = laptop(tmp_path / "event.ogp", tmp_path, "desk")
    with at_work(computers, made, "desk") as bench, pytest.raises(Trouble, match="not_the_secretariat"):
        enrolment.remove(bench, made.device)


def test_laptops_that_have_not_handed_over_are_named(central, computers, tmp_path):
    event = tmp_path / "event.ogp"
    room, desk = laptop(event, tmp_path, "room", label="Salle A"), laptop(event, tmp_path, "desk", label="Accueil 1")
    with at_work(computers, room, "room") as bench:
        says(bench)
        parcel = hand_over(bench, tmp_path)
    computers.sit_at("office")
    with opened(event) as bench:
        keys.unlock(bench, WORDS)
        assert {each.label for each in enrolment.missing(bench)} == {"Salle A", "Accueil 1"}
        receive_one(bench, parcel.path)
        assert [each.id for each in enrolment.missing(bench)] == [desk.device]


def test_the_paper_and_any_event_file_bring_the_keys_back_on_another_computer(central, computers, tmp_path, sample):
    event = tmp_path / "event.ogp"
    made = laptop(event, tmp_path, "room")
    with at_work(computers, made, "room") as bench:
        says(bench, "avant la perte")
        parcel = hand_over(bench, tmp_path)
    paper = central.with_suffix(".paper").read_text()
    computers.sit_at("new office")
    creation.new_plan(tmp_path / "new.ogp", sample / "plan.json")
    with opened(made.register) as bench:
        with pytest.raises(Trouble, match="paper_wrong"):
            keys.rescue(bench, crypto.draw_identity(), "une autre phrase")
        keys.rescue(bench, paper, "une autre phrase")
    with opened(tmp_path / "new.ogp") as bench:
        keys.tell(bench.register, bench.author, bench.keyring, NOW)
        keys.unlock(bench, "une autre phrase")
        receipt = receive_one(bench, parcel.path)
        assert receipt.status == "merged", receipt
        assert Workshop(bench).ideas()[0]["problem"] == "avant la perte"


def test_the_computer_that_was_rescued_is_the_secretariats_in_that_file(central, computers, tmp_path):
    made = laptop(tmp_path / "event.ogp", tmp_path, "room")
    paper = central.with_suffix(".paper").read_text()
    computers.sit_at("new office")
    with opened(tmp_path / "event.ogp") as bench:
        with pytest.raises(Trouble, match="not_the_secretariat"):
            enrolment.remove(bench, made.device)
        assert keys.rescued(bench, paper).plan == bench.register.plan
        keys.rescue(bench, paper, "une autre phrase")
        enrolment.remove(bench, made.device)
        assert made.device not in devices.enrolled(bench.register.conn)


def test_an_event_that_is_older_than_the_keys_learns_of_them(computers, tmp_path, sample):
    computers.sit_at("office")
    event, trial = tmp_path / "event.ogp", tmp_path / "trial.ogp"
    creation.new_event(event, min((sample / "events").iterdir()))
    creation.new_event(trial, sample / "demonstration" / "event.json")
    creation.new_plan(tmp_path / "central.ogp", sample / "plan.json")
    with opened(tmp_path / "central.ogp") as bench:
        make_keys(bench)
    with opened(event) as bench:
        assert not keys.state(bench).exist
        assert keys.catch_up(bench)
        assert keys.state(bench).encrypts
        assert not keys.catch_up(bench)
    with opened(trial) as bench:
        assert not keys.catch_up(bench)
        assert not keys.state(bench).exist


def test_another_computer_tells_an_older_event_nothing(central, computers, tmp_path, sample):
    computers.sit_at("stranger")
    with opened(tmp_path / "event.ogp") as bench:
        assert not keys.catch_up(bench)


def test_a_computer_is_listed_with_its_post(central, computers, tmp_path):
    laptop(tmp_path / "event.ogp", tmp_path, "desk", label="Accueil 1")
    with opened(tmp_path / "event.ogp") as bench:
        assert {each.label: each.post for each in enrolment.computers(bench)}["Accueil 1"] == "desk"


def test_words_can_close_and_open_in_a_process_of_their_own(monkeypatch):
    monkeypatch.undo()
    ring = Keyring(is_aside=True)
    closed = ring.close(b"keys", "la maison de l’eau")
    assert ring.open(closed, "la  maison de l’eau ") == b"keys"
    with pytest.raises(crypto.Unopened):
        ring.open(b"nothing that words closed", "une autre phrase")


def test_signed_parcels_that_are_not_encrypted_open_without_words(computers, tmp_path, sample):
    computers.sit_at("office")
    creation.new_plan(tmp_path / "central.ogp", sample / "plan.json")
    with opened(tmp_path / "central.ogp") as bench:
        make_keys(bench, encrypting=False)
    creation.new_event(tmp_path / "event.ogp", sample / "demonstration" / "event.json", tmp_path / "central.ogp")
    made = laptop(tmp_path / "event.ogp", tmp_path, "room")
    with at_work(computers, made, "room") as bench:
        says(bench)
        parcel = hand_over(bench, tmp_path)
    assert not parcel.encrypted
    computers.sit_at("office")
    with opened(tmp_path / "central.ogp") as bench:
        assert receive_one(bench, parcel.path).status == "merged"


def test_a_new_event_of_a_plan_begins_with_its_keys(central, computers, tmp_path, sample):
    creation.new_event(
        tmp_path / "second.ogp", sample / "events" / sorted(p.name for p in (sample / "events").iterdir())[0]
    )
    with opened(tmp_path / "second.ogp") as bench:
        assert keys.state(bench).encrypts
    assert laptop(tmp_path / "second.ogp", tmp_path, "room").keys is not None


def test_a_plan_without_keys_makes_laptops_all_the_same(computers, tmp_path, sample):
    computers.sit_at("office")
    event = tmp_path / "event.ogp"
    creation.new_event(event, sample / "demonstration" / "event.json")
    with opened(event) as bench:
        made = laptops.make(bench, Wanted("room"), tmp_path / "room.ogp")
    with at_work(computers, made, "room") as bench:
        says(bench)
        parcel = hand_over(bench, tmp_path)
    computers.sit_at("office")
    with opened(event) as bench:
        assert receive_one(bench, parcel.path).status == "merged"


def test_a_laptops_file_copied_by_hand_is_taken_for_its_seals_without_a_question(central, computers, tmp_path):
    made = laptop(tmp_path / "event.ogp", tmp_path, "room", label="Salle C")
    with opened(central) as bench:
        assert receive_one(bench, made.register).device == made.device, "nobody has written in it yet"
    with at_work(computers, made, "room") as bench:
        says(bench, "Copié sur une clé")
    computers.sit_at("office")
    with opened(central) as bench:
        receipt = receive_one(bench, made.register)
        assert (receipt.status, receipt.reason) == ("merged", None)
        assert (receipt.device, receipt.label) == (made.device, "Salle C")
        assert Workshop(bench).ideas()[0]["problem"] == "Copié sur une clé"


def test_what_a_stranger_adds_to_a_laptops_file_is_not_taken(central, computers, tmp_path):
    made = laptop(tmp_path / "event.ogp", tmp_path, "room")
    with at_work(computers, made, "room") as bench:
        says(bench)
    computers.sit_at("stranger")
    with Register.open_at(made.register) as register, register.act(Author(made.device, "room")) as act:
        act.new("idea", {"problem": "Au nom de la salle", "number": 2})
    computers.sit_at("office")
    with opened(central) as bench:
        receipt = receive_one(bench, made.register)
        assert (receipt.status, receipt.reason.code) == ("refused", "raw_register_unsealed")
        assert receive_one(bench, made.register, partly=True).status == "merged"
        assert [idea["problem"] for idea in Workshop(bench).ideas()] == ["l’eau"]
