"""The association's copy: three open files on its stick, all or none, without anybody's name."""

import datetime
import json
import os
import stat
import subprocess
import sys

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop import words
from ogp_desktop.domain.fingerprint import Numbered, fingerprint
from ogp_desktop.domain.text.intake import intake
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.files.copies import deliver, open_copy, plain_name, write_copy
from ogp_desktop.services.files.proof import Entry, Proof
from ogp_desktop.services.files.verifying import verify_file
from ogp_desktop.services.room.workshop import Workshop


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "clé USB"
    folder.mkdir()
    return folder


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def read(folder):
    return json.loads(next(folder.glob("*.json")).read_text("utf-8"))


def test_three_files_with_plain_names_hold_every_number(room, stick):
    bench, _, ids = room
    Workshop(bench).withdraw(ids[1], "Déjà dit", "2026-12-12T13:40:00+00:00")
    written = write_copy(bench, "2", stick, "fr")
    short = written.fingerprint[:8]
    wanted = [f"copie-DEM-2-{short}-fr.pdf", f"copie-DEM-2-{short}-fr.xlsx", f"copie-DEM-2-{short}.json"]
    assert [path.name for path in written.files] == wanted
    assert names(stick) == sorted(wanted)
    assert (written.ideas, written.withdrawn, len(written.spoken.split())) == (3, 1, 4)


def test_the_json_holds_the_texts_byte_for_byte_and_a_fingerprint_that_is_theirs(room, stick):
    bench, _, _ = room
    written = write_copy(bench, "2", stick, "ar")
    copy = read(stick)
    told = [Numbered(*(idea[field] for field in Numbered._fields)) for idea in copy["ideas"]]
    assert told[0] == ("DEM-2-1", "said", "Eau", "Publier", "<b>20</b> jours")
    assert told[2].solution == "ligne\nautre ligne"
    assert fingerprint(told) == copy["fingerprint"] == written.fingerprint
    assert copy["counts"] == {"said": 3, "withdrawn": 0, "undone": 0, "unknown": 0}


def test_an_idea_noted_for_another_room_says_for_which_theme_and_the_fingerprint_is_not_about_that(room, stick):
    bench, _, ids = room
    before = write_copy(bench, "2", stick, "fr")
    with bench.register.act(bench.author, bench.register.plan) as act:
        theme = act.new("theme", {"code": "climat", "title_fr": "=Climat", "title_ar": "المناخ"})
    Workshop(bench).park(ids[1], theme)
    for lang, told in (("fr", "=Climat"), ("ar", "المناخ")):
        written = write_copy(bench, "2", stick, lang)
        assert written.fingerprint == before.fingerprint
        rows = list(openpyxl.load_workbook(written.files[1]).active.iter_rows(values_only=True))
        at = rows[0].index(words.catalogue("sheets", lang)["for_theme"])
        assert [row[at] or "" for row in rows[1:]] == ["", told, ""]
    copy = json.loads(written.files[2].read_text("utf-8"))
    assert (copy["ideas"][1]["theme_fr"], copy["ideas"][1]["theme_ar"]) == ("=Climat", "المناخ")
    assert "theme_fr" not in copy["ideas"][0]
    for each in (before, written):
        assert verify_file(bench, each.files[2]).ok


def test_nobody_is_in_the_copy(make_register, stick):
    bench = make_register(operator="Nadia")
    with bench.register.act(bench.author) as act:
        act.new("event", {"code": "DEM", "title_fr": "Journée"}, bench.register.event)
        act.new("session", {"number": 1, "title_fr": "Eau"})
        person = act.new("participant", {"number": 1, "organisation": "Réseau Racines"})
        act.new("identity", {"family_name": "BENZEKRI"}, person)
    Workshop(bench).add(Workshop(bench).session("1"), {"problem": "Eau"})
    write_copy(bench, "1", stick, "fr")
    whole = read(stick)
    told = json.dumps(whole)
    for private in ("Nadia", "BENZEKRI", "Racines", bench.device.id, bench.device.label, "category"):
        assert private not in told
    assert set(whole["ideas"][0]) == {"number", "state", "problem", "solution", "result"}


def test_a_cell_calculates_nothing(room, stick):
    bench, _, _ = room
    sheet = openpyxl.load_workbook(write_copy(bench, "2", stick, "fr").files[1]).active
    assert sheet["C4"].value == "=1+1"
    assert (sheet["C4"].data_type, sheet["C4"].quotePrefix) == ("s", True)
    assert [cell.value for cell in sheet[1]][:3] == ["N°", "État", "Problème soulevé"]


def test_no_copy_is_ever_written_over(room, stick):
    bench, _, ids = room
    first = write_copy(bench, "2", stick, "fr").files
    kept = [path.read_bytes() for path in first]
    again = write_copy(bench, "2", stick, "fr").files
    assert [path.name for path in again] == [f"{path.stem} (2){path.suffix}" for path in first]
    Workshop(bench).edit(ids[0], {"problem": "Eau potable"})
    assert "(" not in "".join(path.name for path in write_copy(bench, "2", stick, "fr").files)
    assert len(names(stick)) == 9
    assert [path.read_bytes() for path in first] == kept


def test_a_file_that_cannot_be_written_leaves_none_of_them(stick):
    longest = "x" * 255

    def make(made):
        files = [made / "un.txt", made / longest]
        for file in files:
            file.write_text("dit")
        return files

    deliver(make, stick)
    with pytest.raises(Trouble, match="output_unwritable"):  # a second name would be too long for any disk
        deliver(make, stick)
    assert names(stick) == ["un.txt", longest]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the superuser writes anywhere")
def test_a_stick_that_is_locked_is_said(room, stick):
    bench, _, _ = room
    stick.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(Trouble, match="output_unwritable"):
        write_copy(bench, "2", stick, "fr")
    stick.chmod(stat.S_IRWXU)


def test_a_stick_that_is_pulled_is_said(stick):
    def pulled(made):
        (made / "one.json").write_text("{}")
        stick.rmdir()
        return [made / "one.json"]

    with pytest.raises(Trouble, match="stick_pulled"):
        deliver(pulled, stick)


def test_no_stick_is_said(room, tmp_path):
    with pytest.raises(Trouble, match="folder_missing"):
        write_copy(room[0], "2", tmp_path / "none", "fr")


@pytest.mark.skipif(sys.platform == "win32", reason="ulimit is POSIX")
def test_a_full_disk_is_said_and_leaves_nothing(room, stick):
    bench, _, _ = room
    path = bench.register.path
    bench.register.close()
    command = f'ulimit -f 20; exec "{sys.executable}" -m ogp_desktop.cli copy "{path}" --session 2 --to "{stick}"'
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "plus de place" in done.stderr
    assert names(stick) == []


@pytest.mark.parametrize(("code", "name"), [("DEM", "DEM"), ("É../x", "x"), (None, "x"), ("a b", "a-b")])
def test_names_of_files_are_plain(code, name):
    assert plain_name(code) == name


BLANK = dict.fromkeys(["id", "title_fr", "title_ar", "date", "city_fr", "city_ar", "room_fr", "room_ar"], "")


@given(st.lists(st.text(st.characters(codec="utf-8")).map(intake), min_size=3, max_size=3))
def test_any_text_comes_back_byte_for_byte(texts):
    said = Numbered("DEM-2-1", "said", *texts)
    told = Proof(BLANK | {"number": 2}, BLANK | {"code": "DEM", "demonstration": None}, (Entry(said),), {"said": 1})
    copy = json.loads(json.dumps(open_copy(told, datetime.datetime.now(datetime.UTC)), ensure_ascii=False))
    assert Numbered(*(copy["ideas"][0][field] for field in Numbered._fields)) == said
