"""The contract of `ogp`: answers, sentences and exit statuses."""

import hashlib
import json
import os
import shutil
import subprocess
import sys

import pytest

from ogp_desktop import cli, words
from ogp_desktop.domain.badge import Badge, badge_code


@pytest.fixture
def ogp(capsys):
    """Return a function that runs a command with --json and returns its status and answer."""

    def run(*arguments, status=0):
        found = cli.main([*map(str, arguments), "--json"])
        out, err = capsys.readouterr()
        assert found == status, err
        assert out.count("\n") == 1
        return json.loads(out)

    return run


@pytest.fixture
def files(ogp, tmp_path, sample):
    """Return a plan's and an event's register, and the list."""
    plan, event = tmp_path / "plan.ogp", tmp_path / "event.ogp"
    ogp("new", plan, "--plan", sample / "plan.json")
    ogp("new", event, "--event", sample / "demonstration/event.json", "--in", plan)
    return plan, event, sample / "demonstration/registrations.xlsx"


def test_a_new_event_tells_its_sessions(ogp, files):
    _, event, _ = files
    told = ogp("sessions", event)["sessions"]
    assert [session["number"] for session in told] == [0, 1, 2, 3]
    assert {"id", "number", "title", "room"} == set(told[0])
    assert ogp("sessions", event, "--lang", "ar")["sessions"][0]["title"] == "الجلسة العامة"


def test_a_list_is_previewed_imported_and_updated_without_doubles(ogp, files):
    _, event, people = files
    preview = ogp("people", "import", event, people, "--preview")
    assert (preview["read"], preview["ignored"]) == (70, ["N°"])
    assert ogp("people", "find", event, "touzani")["people"] == []
    first = ogp("people", "import", event, people)
    again = ogp("people", "import", event, people)
    assert (first["added"], again["added"], again["unchanged"]) == (70, 0, 70)


@pytest.mark.parametrize("kind", ["attendance", "present", "calls", "badges", "notice"])
def test_the_papers_of_a_desk_are_those_of_an_event(kind, ogp, files, tmp_path):
    plan, _, _ = files
    out = tmp_path / "paper.pdf"
    assert ogp("report", plan, "--kind", kind, "--out", out, status=1)["refused"] == "no_event_here"
    assert not out.exists()


def test_people_are_erased_by_badge_by_id_and_by_day(ogp, files):
    _, event, people = files
    ogp("people", "import", event, people)
    found, *others = ogp("people", "find", event, "touzani")["people"]
    told = ogp("anonymise", event, "--person", found["badge"])
    assert (told["erased"], told["before"]) == (1, told["after"])
    assert ogp("anonymise", event, "--person", found["id"])["erased"] == 0
    assert ogp("people", "find", event, "touzani")["people"] == others
    assert ogp("check", event)["ok"]
    assert ogp("people", "purge-needs", event, status=1)["refused"] == "needs_not_over"
    assert ogp("people", "purge-needs", event, "--event", "nulle", status=1)["refused"] == "event_not_named"
    told = ogp("people", "purge-needs", event, "--event", "DEM")
    assert (set(told["bodies"]), told["before"]) == ({"access_need"}, told["after"])
    assert ogp("anonymise", event, "--before", "2000-01-01")["erased"] == 0
    assert ogp("anonymise", event, "--before", "2100-01-01")["erased"] == 69
    assert ogp("anonymise", event, "--person", "nobody", status=1)["refused"] == "person_not_found"
    assert cli.main(["anonymise", str(event)]) == 2


def test_a_list_is_corrected_decided_told_and_taken_back(ogp, files, tmp_path):
    from openpyxl import Workbook

    _, event, people = files
    book = Workbook()
    for row in [
        ["Nom", "Prénom", "Portable", "Truc"],
        ["ZIATARI", "Hicham", "655000003", "a"],
        ["ZIATARY", "Hichem", "", "b"],
        ["", "", "1", ""],
    ]:
        book.active.append(row)
    book.save(tmp_path / "l.xlsx")
    given = ("people", "import", event, tmp_path / "l.xlsx")
    told = ogp(*given, "--preview", "--column", "Truc=role", "--rejected", tmp_path / "non.xlsx")
    assert (told["added"], told["columns"]["Truc"]) == (2, "role")
    assert told["rejected"] == [{"row": 4, "reason": "row_without_name"}]
    assert (tmp_path / "non.xlsx").exists()
    (doubt,) = told["doubts"]
    assert (doubt["reasons"], doubt["other"], doubt["other_row"]) == (["near_name"], "ZIATARI Hicham", 2)
    assert ogp(*given, "--column", "Truc=role", "--same", "3")["added"] == 1
    assert ogp(*given)["unchanged"] == 2
    person = ogp("people", "find", event, "ziatari")["people"][0]["id"]
    ogp("people", "select", event, "--person", person, "--state", "waiting", "--criterion", "places")
    told = ogp("people", "identified", event, "Appel public")
    assert (told["identification"], told["counts"]["waiting"]) == ("Appel public", 1)
    assert ogp("people", "import", event, people)["added"] == 70
    assert ogp("people", "import", event, "--undo")["added"] == 70
    assert ogp(*given, "--column", "Nulle=role", status=1)["refused"] == "column_unknown"
    assert ogp(*given, "--preview", "--header", "0", "--column", "1=family_name")["read"] == 3
    assert ogp(*given, "--header", "9", status=1)["refused"] == "header_unknown"


def test_an_edited_list_updates_the_people_it_names(ogp, files, tmp_path):
    import openpyxl

    _, event, people = files
    ogp("people", "import", event, people)
    book = openpyxl.load_workbook(people)
    book.active["G4"] = "Nouvelle association"
    book.active["F74"] = "بديعة"
    book.active["D74"] = "Badia"
    book.save(tmp_path / "liste-2.xlsx")
    told = ogp("people", "import", event, tmp_path / "liste-2.xlsx")
    assert (told["added"], told["updated"], told["unchanged"]) == (1, 1, 69)
    found = ogp("people", "find", event, "nouvelle")["people"]
    assert [person["name"] for person in found] == ["TOUZANI Wafae"]


def test_people_are_found_by_beginnings_in_both_scripts(ogp, files):
    _, event, people = files
    ogp("people", "import", event, people)
    for text, expected in (
        ("ait brig", ["AÏT BRIGUI Lahcen"]),
        ("الزيتو فاط", ["الزيتوني الصغير فاطمة الزهراء"]),
        ("mhamed", ["EL KADIRY M'hamed", "ELKADIRY Mohammed"]),
        ("zitouni fatim", ["الزيتوني الصغير فاطمة الزهراء"]),
        ("xqz", []),
    ):
        assert [person["name"] for person in ogp("people", "find", event, text)["people"]] == expected


def test_check_in_by_name_by_badge_and_twice(ogp, files):
    _, event, people = files
    ogp("people", "import", event, people)
    first = ogp("checkin", event, "--name", "touzani wafae", "--at", "09:04")
    again = ogp("checkin", event, "--name", "Wafae TOUZANI")
    assert (first["first_time"], again["first_time"], again["at"]) == (True, False, first["at"])
    assert first["at"].startswith("2026-12-12T09:04")
    assert first["desk"] == again["desk"] == "1"
    assert first["session"] == again["session"]
    code = badge_code(Badge(99, 0, 16)).translate(str.maketrans("0123456789", "à&é\"'(-è_ç"))
    assert ogp("checkin", event, "--code", code)["person"]["name"] == "الزيتوني الصغير فاطمة الزهراء"


def test_a_whole_name_that_sounds_the_same_is_checked_in(ogp, files):
    _, event, people = files
    ogp("people", "import", event, people)
    assert ogp("checkin", event, "--name", "Khadidja Ramlawi")["person"]["name"] == "الرملاوي خديجة"


@pytest.mark.parametrize(
    ("given", "code", "told"),
    [
        (("--name", "touz"), "person_ambiguous", "TOUZANI Wafae"),
        (("--name", "touzb"), "person_unknown", "TOUZANI"),
        (("--name", "دالية"), "person_unknown", "دالية"),
        (("--name", "touzami wafae"), "person_unknown", "TOUZANI Wafae"),
        (("--name", "khadidja"), "person_unknown", "الرملاوي خديجة"),
        (("--code", "12345678"), "badge_unreadable", ""),
        (("--code", badge_code(Badge(1, 0, 4))), "badge_other_event", ""),
        (("--name", "sekkoura", "--at", "midi"), "time_unreadable", "midi"),
    ],
)
def test_an_arrival_that_is_not_clear_is_refused_with_candidates(given, code, told, ogp, files, capsys):
    _, event, people = files
    ogp("people", "import", event, people)
    refused = ogp("checkin", event, *given, status=1)
    assert refused["refused"] == code
    assert told in refused["sentence"]


def test_ideas_come_back_byte_for_byte(ogp, files, tmp_path):
    _, event, _ = files
    text = "  x<y & « =1+1 »\té\nالماء 😀 "
    ids = ogp("idea", "add", event, "--session", "2", "--problem", text, "--solution", "a", "--solution", "b")["ids"]
    ogp("idea", "export", event, tmp_path / "x.json")
    ideas = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["ideas"]
    assert [idea["id"] for idea in ideas] == ids
    assert [idea["number"] for idea in ideas] == ["DEM-2-1", "DEM-2-2"]
    assert ideas[0]["problem"] == "x<y & « =1+1 » é\nالماء 😀"
    assert [idea["solution"] for idea in ideas] == ["a", "b"]


def test_ideas_of_a_file_are_updated_not_doubled(ogp, files, tmp_path):
    _, event, _ = files
    path = tmp_path / "portail.json"
    rows = [{"id": "a", "session": "1", "text": "Pas d’eau"}, {"session": "9", "text": "perdue"}, {"text": ""}]
    path.write_text(json.dumps(rows), encoding="utf-8")
    told = ogp("idea", "import", event, path, "--source", "portail")
    assert (told["read"], told["added"]) == (2, 1)
    assert {bad["reason"] for bad in told["rejected"]} == {"row_unknown_session", "row_without_text"}
    path.write_text(json.dumps([{"id": "a", "session": "1", "text": "Pas d’eau du tout"}]), encoding="utf-8")
    assert ogp("idea", "import", event, path, "--source", "portail")["updated"] == 1


def test_the_capture_spreadsheet_travels_round(ogp, files, tmp_path):
    import openpyxl

    _, event, _ = files
    path = tmp_path / "saisie.xlsx"
    ogp("idea", "template", path, "--lang", "ar")
    book = openpyxl.load_workbook(path)
    book.active["A2"], book.active["B2"] = "3", "الماء"
    book.save(path)
    assert ogp("idea", "import", event, path, "--source", "papier")["added"] == 1


def test_hand_over_receive_conflicts_and_check(ogp, files, tmp_path):
    plan, event, _ = files
    ogp("idea", "add", event, "--session", "1", "--problem", "p")
    told = ogp("handover", event, "--to", tmp_path)
    assert (told["ideas"], told["slip"]["event"]) == (1, "DEM")
    received = ogp("receive", plan, told["parcel"])
    assert [parcel["status"] for parcel in received["parcels"]] == ["merged"]
    assert ogp("receive", plan, told["parcel"])["parcels"][0]["status"] == "already"
    assert ogp("conflicts", "list", plan)["conflicts"] == []
    checked = ogp("check", plan)
    assert checked["ok"]
    assert not checked["damaged"]
    assert not checked["repaired"]


def test_a_hand_over_writes_its_slip_and_can_be_the_draft_of_an_e_mail(ogp, files, tmp_path):
    _, event, _ = files
    ogp("idea", "add", event, "--session", "1", "--problem", "p")
    told = ogp("handover", event, "--to", tmp_path, "--mail", "--slip", tmp_path / "slip.pdf", "--lang", "ar")
    assert told["parcel"].endswith(".eml")
    assert b"X-Unsent: 1" in (tmp_path / told["parcel"]).read_bytes()
    assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF")


def test_a_computer_of_its_own_is_quarantined_until_accepted(ogp, files, tmp_path):
    plan, event, _ = files
    laptop = tmp_path / "laptop.ogp"
    shutil.copyfile(event, laptop)
    keys = ("--keys", tmp_path / "other-home")
    home = os.environ["OGP_HOME"]
    ogp("idea", "add", laptop, "--session", "1", "--problem", "p", *keys)
    told = ogp("handover", laptop, "--to", tmp_path, *keys)
    os.environ["OGP_HOME"] = home
    refused = ogp("receive", plan, told["parcel"], status=1)
    assert refused["parcels"][0]["status"] == "quarantined"
    assert told["device"] in refused["parcels"][0]["reason"]
    accepted = ogp("receive", plan, told["parcel"], "--accept-device", told["device"])
    assert accepted["parcels"][0]["status"] == "merged"


def test_a_received_file_is_set_aside_listed_and_put_back(ogp, tmp_path, sample):
    plan, event = tmp_path / "plan.ogp", tmp_path / "event.ogp"
    ogp("new", plan, "--plan", sample / "plan.json")
    ogp("new", event, "--event", sample / "demonstration/event.json")
    ogp("idea", "add", event, "--session", "1", "--problem", "p")
    parcel = ogp("handover", event, "--to", tmp_path)["parcel"]
    assert ogp("receive", plan, parcel)["parcels"][0]["aside"] == 0
    taken, sessions = ogp("check", plan)["state"], ogp("sessions", plan)
    aside = ogp("aside", plan, "--parcel", "1")
    assert (aside["ideas"], aside["kept"]) == (1, 0)
    assert aside["state"] == ogp("check", plan)["state"] != taken
    assert ogp("sessions", plan) == sessions  # what describes the event is nobody's file
    (line,) = ogp("aside", plan)["parcels"]
    assert (line["parcel"], line["status"], line["aside"]["ideas"]) == (1, "merged", 1)
    again = ogp("receive", plan, parcel)["parcels"][0]
    assert (again["status"], again["aside"]) == ("already", 1)
    assert "Remettre" in again["reason"]
    ogp("aside", plan, "--parcel", "1", status=1)
    assert ogp("aside", plan, "--parcel", line["slip"], "--back")["ideas"] == 1
    assert ogp("check", plan)["damaged"] == []
    assert ogp("aside", plan)["parcels"][0]["aside"] is None
    ogp("aside", plan, "--parcel", line["sha256"], "--back", status=1)
    ogp("aside", plan, "--parcel", "7", status=1)


def test_a_report_is_written_in_both_languages(ogp, files, tmp_path):
    _, event, _ = files
    for lang in ("fr", "ar"):
        out = tmp_path / f"{lang}.pdf"
        told = ogp("report", event, "--session", "1", "--lang", lang, "--out", out)
        assert told["pages"] == 1
        assert out.read_bytes().startswith(b"%PDF")


def test_the_papers_of_a_room_are_written_and_its_slip_is_verified(ogp, files, tmp_path):
    _, event, _ = files
    ogp("idea", "add", event, "--session", "1", "--problem", "p")
    room = ("report", event, "--session", "1")
    for kind, *more in (("minutes",), ("minutes", "--blank"), ("presenter",), ("slips",), ("slips", "--names")):
        out = tmp_path / "x.pdf"
        assert ogp(*room, "--kind", kind, *more, "--lang", "ar", "--out", out)["pages"] >= 1
        assert out.read_bytes().startswith(b"%PDF")
    (tmp_path / "bordereau.txt").write_text("DEM-1-1 … DEM-1-1", "utf-8")
    assert ogp("verify", tmp_path / "bordereau.txt", event)["found"] == 1
    slips = tmp_path / "fiches.pdf"
    assert ogp("idea", "template", slips, "--register", event, "--session", "1", "--count", "4")["pages"] == 2
    assert ogp("idea", "template", slips)["pages"] == 10
    assert "pages" not in ogp("idea", "template", tmp_path / "x.xlsx", "--register", event)


def test_a_copy_is_written_and_verified_here_and_at_the_secretariat(ogp, files, tmp_path):
    plan, event, _ = files
    for text in ("Eau", "الطرق"):
        ogp("idea", "add", event, "--session", "1", "--problem", text)
    stick = tmp_path / "stick"
    stick.mkdir()
    told = ogp("copy", event, "--session", "1", "--to", stick)
    assert (told["ideas"], told["withdrawn"], len(told["files"])) == (2, 0, 3)
    ogp("receive", plan, ogp("handover", event, "--to", tmp_path)["parcel"])
    for register in (event, plan):
        found = ogp("verify", told["files"][2], register)
        assert (found["numbers"], found["found"], found["altered"], found["missing"]) == (2, 2, 0, 0)
        assert found["fingerprint"] == told["fingerprint"] == found["register_fingerprint"]
    receipt = ogp("receipt", plan, "--to", stick)
    assert receipt["sessions"][1]["fingerprint"] == told["fingerprint"]
    assert (receipt["ideas"], len(receipt["files"])) == (2, 2)


def test_a_copy_that_says_otherwise_is_answered_with_status_1(ogp, files, tmp_path):
    _, event, _ = files
    ogp("idea", "add", event, "--session", "1", "--problem", "Eau")
    copy = tmp_path / ogp("copy", event, "--session", "1", "--to", tmp_path)["files"][2]
    copy.write_text(copy.read_text("utf-8").replace("Eau", "Feu"), "utf-8")
    found = ogp("verify", copy, event, status=1)
    assert (found["ok"], found["whole"], found["altered"]) == (False, False, 1)
    assert (found["details"][0]["copy"]["problem"], found["details"][0]["register"]["problem"]) == ("Feu", "Eau")
    slip = tmp_path / "bordereau.txt"
    slip.write_text("DEM-1-1 DEM-1-2", "utf-8")
    assert ogp("verify", slip, event, status=1)["missing"] == 1


@pytest.mark.parametrize("face", ["internal", "partner", "copil", "public"])
def test_each_face_sees_what_it_may(face, ogp, files, tmp_path):
    _, event, people = files
    ogp("people", "import", event, people)
    ogp("people", "export", event, tmp_path / "x.json", "--face", face)
    text = (tmp_path / "x.json").read_text(encoding="utf-8")
    assert ("example.org" in text) is (face == "internal")
    assert ("TOUZANI" in text) is (face == "internal")


BAD_INPUT = {
    "not_a_register": ("sessions", "{tmp}/text.ogp"),
    "register_missing": ("sessions", "{tmp}/none.ogp"),
    "register_exists": ("new", "{event}", "--plan", "{sample}/plan.json"),
    "description_unreadable": ("new", "{tmp}/n.ogp", "--plan", "{tmp}/text.ogp"),
    "description_missing": ("new", "{tmp}/n.ogp", "--event", "{tmp}/none.json"),
    "session_unknown": ("idea", "add", "{event}", "--session", "9", "--problem", "p"),
    "slips_too_many": ("idea", "template", "{tmp}/x.pdf", "--count", "301"),
    "idea_empty": ("idea", "add", "{event}", "--session", "1", "--problem", " "),
    "category_unknown": ("idea", "add", "{event}", "--session", "1", "--problem", "p", "--category", "zzz"),
    "list_not_a_sheet": ("people", "import", "{event}", "{tmp}/picture.xlsx"),
    "list_missing": ("people", "import", "{event}", "{tmp}/none.xlsx"),
    "folder_missing": ("handover", "{event}", "--to", "{tmp}/none"),
    "output_unwritable": ("report", "{event}", "--session", "1", "--out", "{tmp}/none/x.pdf"),
    "output_format_unknown": ("people", "export", "{event}", "{tmp}/x.doc"),
    "conflict_unknown": ("conflicts", "resolve", "{event}", "idea/x/y", "--keep", "1"),
    "demo_folder_taken": ("demo", "--out", "{tmp}"),
}


@pytest.mark.parametrize("code", BAD_INPUT)
@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_bad_input_is_one_sentence_and_changes_nothing(code, lang, ogp, files, sample, tmp_path, capsys):
    _, event, _ = files
    (tmp_path / "text.ogp").write_text("bonjour", encoding="utf-8")
    (tmp_path / "picture.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    before = event.read_bytes()
    names = sorted(path.name for path in tmp_path.iterdir())
    given = [part.format(tmp=tmp_path, event=event, sample=sample) for part in BAD_INPUT[code]]
    assert cli.main([*given, "--lang", lang]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert ogp(*given, "--lang", lang, status=1)["refused"] == code
    assert event.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == names


@pytest.mark.parametrize("given", [["checkin", "x.ogp"], ["new", "x.ogp"]])
def test_wrong_usage_is_status_2(given, capsys):
    assert cli.main(given) == 2
    with pytest.raises(SystemExit) as left:
        cli.main(["nonsense"])
    assert left.value.code == 2


def test_check_in_loads_no_heavy_library(files):
    _, event, _ = files
    script = (
        "import sys\nfrom ogp_desktop import cli\n"
        f"status = cli.main(['checkin', {str(event)!r}, '--name', 'x'])\n"
        "heavy = {'pandas', 'numpy', 'reportlab', 'openpyxl', 'PySide6', 'uharfbuzz'} & set(sys.modules)\n"
        "print(status, sorted(heavy))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "1 []"


@pytest.fixture
def said(ogp, files, tmp_path):
    """Return an event's register in which three ideas were said, two of them the same in two languages."""
    _, event, _ = files
    listed = [
        {"id": "fr", "session": 1, "text": "Publier le budget communal sous une forme que tous comprennent"},
        {"id": "ar", "session": 1, "text": "نشر ميزانية الجماعة بشكل مبسط للعموم"},
        {"id": "other", "session": 2, "text": "Un interprète en langue des signes dans chaque hôpital"},
    ]
    (tmp_path / "said.json").write_text(json.dumps(listed), encoding="utf-8")
    ogp("idea", "import", event, tmp_path / "said.json", "--source", "test")
    ogp("idea", "export", event, tmp_path / "out.json")
    ideas = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["ideas"]
    return event, {idea["source_id"]: idea["id"] for idea in ideas}


def test_an_idea_close_to_a_text_is_told_with_why(ogp, said):
    event, rows = said
    found = ogp("similar", event, "الشفافية في ميزانية الجماعة")["ideas"]
    assert {idea["id"] for idea in found[:2]} == {rows["fr"], rows["ar"]}
    assert all(0 < idea["probability"] <= 1 and idea["why"] for idea in found)
    assert ogp("similar", event, "😀")["ideas"] == []


def test_piles_are_proposed_each_idea_with_its_nearest_and_its_places(ogp, said):
    event, rows = said
    told = ogp("group", "suggest", event)
    assert sorted(row for pile in told["piles"] for row in pile["ids"]) == sorted(rows.values())
    assert {rows["fr"], rows["ar"]} in [set(pile["ids"]) for pile in told["piles"]]
    assert told["nearest"][rows["fr"]][0]["id"] == rows["ar"]
    assert set(told["places"]) == set(rows.values())
    together = next(pile for pile in told["piles"] if rows["fr"] in pile["ids"])
    assert together["title_words"]
    assert "DGCT" in [each["code"] for each in together["administrations"]] or together["administrations"]
    fewer, more = (len(ogp("group", "suggest", event, level)["piles"]) for level in ("--fewer", "--more"))
    assert fewer <= len(told["piles"]) <= more


def test_what_is_judged_holds_in_the_next_proposal(ogp, said):
    event, rows = said
    ogp("group", "judge", event, rows["fr"], rows["ar"], "different")
    assert all(not {rows["fr"], rows["ar"]} <= set(pile["ids"]) for pile in ogp("group", "suggest", event)["piles"])
    assert ogp("group", "judge", event, rows["fr"], rows["fr"], "same", status=1)["refused"] == "judgement_of_one"


def test_the_lexicon_is_verified_and_corrected_in_the_plan(ogp, files, tmp_path):
    plan, event, _ = files
    assert ogp("lexicon", "check")["ok"]
    wrong = tmp_path / "wrong.tsv"
    wrong.write_text("a\tb\nwater\t\teau\t\t\t\t\tloi\t2016\nx\ty\teau\tماء\t\t\t\tloi\t2016\n", encoding="utf-8")
    told = ogp("lexicon", "check", wrong, status=1)
    assert [fault["fault"] for fault in told["faults"]] == ["lexicon_columns", "lexicon_empty", "lexicon_broader"]
    assert all("{" not in fault["sentence"] for fault in told["faults"])
    entry = ("--concept", "petition", "--language", "fr", "--form", "zarfoul")
    ogp("lexicon", "add", plan, *entry)
    ogp("lexicon", "remove", plan, *entry)
    assert [each["state"] for each in ogp("lexicon", "list", plan)["entries"]] == ["removed"]
    assert ogp("lexicon", "add", event, *entry, status=1)["refused"] == "lexicon_of_the_plan"


def test_backups_are_listed_and_restored_and_the_file_may_be_gone(ogp, files, tmp_path):
    _, event, people = files
    assert ogp("backup", "list", event)["backups"] == []
    parcel = ogp("handover", event, "--to", tmp_path)["parcel"]
    ogp("receive", event, parcel)
    before = ogp("check", event)
    (backup,) = ogp("backup", "list", event)["backups"]
    assert (backup["why"], backup["people"], backup["is_present"]) == ("receive", 0, True)
    ogp("people", "import", event, people)
    told = ogp("backup", "restore", event, backup["id"])
    assert (told["journal"], told["state"]) == (before["journal"], before["state"])
    listed = ogp("backup", "list", event)["backups"]
    assert [(each["why"], each["people"]) for each in listed] == [("restore", 70), ("receive", 0)]
    assert told["before"] == listed[0]["id"]
    event.unlink()
    assert ogp("backup", "list", event)["backups"][0]["people"] == 70
    assert ogp("backup", "restore", event, "1")["before"] is None
    assert len(ogp("people", "find", event, "touzani")["people"]) == 2


def test_a_backup_nobody_knows_is_refused(ogp, files, tmp_path):
    _, event, _ = files
    assert ogp("backup", "restore", event, "7", status=1)["refused"] == "backup_unknown"
    assert ogp("backup", "list", tmp_path / "none.ogp", status=1)["refused"] == "register_missing"


def test_the_version_says_what_writes_the_registers(capsys):
    import sqlite3

    from ogp_desktop import __version__

    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"{__version__} · SQLite {sqlite3.sqlite_version}\n"


def test_a_register_of_which_a_page_is_holed_is_said_and_check_mends_it(ogp, files):
    import sqlite3

    _, event, _ = files
    before = ogp("check", event)
    conn = sqlite3.connect(event)
    (page,) = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'session_stored'").fetchone()
    conn.close()
    with event.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(bytes(4096))
    assert ogp("sessions", event, status=1)["refused"] == "register_damaged"
    told = ogp("check", event)
    assert (told["repaired"], told["journal"], told["state"]) == (True, before["journal"], before["state"])
    assert len(ogp("sessions", event)["sessions"]) == 4


def test_a_session_is_led_and_its_votes_are_told_once_the_poll_is_closed(ogp, files):
    _, event, _ = files
    told = ogp("course", event, "--session", "1", "--begin", "problems", "--extend", "5")
    current = next(step for step in told["steps"] if step["current"])
    assert (current["step"], current["minutes"], told["ended_at"]) == ("problems", 50, None)
    ogp("idea", "add", event, "--session", "1", "--problem", "Eau")
    ogp("poll", event, "--session", "1", status=1)
    assert ogp("poll", event, "--session", "1", "--open", "hands", "--count", "1=6")["votes"] is None
    ogp("poll", event, "--session", "1", "--count", "1=x", status=1)
    ogp("poll", event, "--session", "1", "--count", "9=1", status=1)
    assert ogp("poll", event, "--session", "1", "--close")["votes"] == {"1": 6}
    assert ogp("course", event, "--session", "1", "--end")["ended_at"]
    assert ogp("course", event, "--session", "1", "--reopen")["ended_at"] is None


def test_in_english_titles_are_english_where_there_are_some_and_papers_too(ogp, files, tmp_path, monkeypatch, capsys):
    _, event, _ = files
    french, english = (ogp("sessions", event, "--lang", lang)["sessions"] for lang in ("fr", "en"))
    assert [told["room"] for told in english] == [told["room"] for told in french]
    assert [told["title"] for told in english[::2]] == ["Plenary", "Climate change"]
    french, arabic, english = (ogp("notice", event, "--lang", lang) for lang in words.LANGUAGES)
    kept = hashlib.sha256(f"{french['text']}\n\n{arabic['text']}".encode()).hexdigest()[:8]
    assert {told["version"] for told in (french, arabic, english)} == {kept}, "consents given stay with their notice"
    told = ogp("notice", event, "--lang", "en", "--controller", "Secrétariat de Ksar Ennour")
    assert "Secrétariat de Ksar Ennour" in told["text"]
    assert "Secrétariat de Ksar Ennour" in ogp("notice", event, "--lang", "fr")["text"]
    ogp("notice", event, "--text", "Texte de cet événement.")
    assert "Texte de cet événement." in ogp("notice", event, "--lang", "en")["text"]
    for kind, more in (("session", ("--session", "1")), ("notice", ()), ("minutes", ("--session", "1"))):
        path = tmp_path / f"{kind}.pdf"
        assert ogp("report", event, "--kind", kind, *more, "--lang", "en", "--out", path)["pages"] >= 1
    template = tmp_path / "ideas.xlsx"
    ogp("idea", "template", template, "--lang", "en")
    monkeypatch.setenv("OGP_LANG", "en_GB.UTF-8")
    missing = tmp_path / "none.ogp"
    assert cli.main(["sessions", str(missing)]) == 1
    assert capsys.readouterr().err == words.own("messages", "en")["register_missing"].format(file=missing) + "\n"


def test_the_notice_consents_badges_and_counts_are_said_by_commands(ogp, files, tmp_path):
    _, event, people = files
    ogp("people", "import", event, people)
    shipped = ogp("notice", event)
    assert "CNDP" in shipped["sentence"]
    told = ogp("notice", event, "--cndp", "D-7/2026", "--lang", "ar", "--controller", "كتابة اللجنة")
    assert (told["cndp"], told["sentence"]) == ("D-7/2026", None)
    assert "كتابة اللجنة" in told["text"]
    found, *_ = ogp("people", "find", event, "touzani")["people"]
    ogp("people", "consent", event, found["badge"], "--give", "forum", "--refuse", "images")
    said = ogp("people", "consent", event, found["id"])["consents"]
    assert {one["purpose"]: (one["given"], one["notice"]) for one in said} == {
        "forum": (True, told["version"]),
        "images": (False, told["version"]),
    }
    assert ogp("people", "export", event, tmp_path / "p.xlsx", "--face", "partner")["rows"] == 1
    badge = ogp("people", "badge", event, found["id"], "805")["badge"]
    assert ogp("checkin", event, "--code", badge)["person"]["id"] == found["id"]
    assert ogp("headcount", event, "--group", "youth", "--by", "3")["groups"]["youth"] == 3


@pytest.mark.parametrize("kind", ["attendance", "present", "calls", "badges", "notice"])
def test_every_paper_of_the_desk_is_written_and_says_when_the_receipt_is_missing(ogp, files, tmp_path, kind):
    _, event, _ = files
    told = ogp("report", event, "--kind", kind, "--lang", "ar", "--out", tmp_path / "x.pdf")
    assert told["pages"] >= 1
    assert ("sentence" in told) is (kind in ("notice", "attendance", "present"))
    if kind in ("attendance", "present", "calls"):
        path = ogp("report", event, "--kind", kind, "--format", "xlsx", "--blank", "--out", tmp_path / "x")["path"]
        assert path.endswith("x.xlsx")
    else:
        refused = ogp("report", event, "--kind", kind, "--out", tmp_path / "x.xlsx", status=1)
        assert refused["refused"] == "paper_no_table"


def test_a_document_that_is_open_elsewhere_is_written_beside_and_told(ogp, files, tmp_path, monkeypatch, capsys):
    _, event, _ = files
    path, replace = tmp_path / "n.pdf", type(tmp_path).replace
    path.write_bytes(b"old")

    def refused(part, target):
        if target == path:
            raise PermissionError
        return replace(part, target)

    monkeypatch.setattr("ogp_desktop.output.PAUSE_SECONDS", 0)
    monkeypatch.setattr(type(tmp_path), "replace", refused)
    told = ogp("report", event, "--kind", "notice", "--out", path)
    assert told["path"] == str(tmp_path / "n (2).pdf")
    assert path.read_bytes() == b"old"
