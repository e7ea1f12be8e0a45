"""The scripts of the documentation read real files with the standard library alone, as anybody would run them."""

import ast
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ogp_desktop.exchange.parcel import Sender, write_parcel
from ogp_desktop.services.files.copies import write_copy
from ogp_desktop.services.room.workshop import Workshop
from ogp_desktop.services.safety.undoing import undo_act
from ogp_desktop.storage import queries

SCRIPTS = Path(__file__).resolve().parents[2] / "docs" / "scripts"


def run(name, *given):
    command = [sys.executable, "-I", "-X", "utf8", SCRIPTS / name, *given]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(("name", "lines"), [("fingerprint.py", 30), ("read_parcel.py", 40)])
def test_a_script_is_short_and_needs_nothing(name, lines):
    source = (SCRIPTS / name).read_text("utf-8")
    imported = {a.name for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Import) for a in n.names}
    assert len(source.splitlines()) <= lines
    assert imported <= set(sys.stdlib_module_names)
    assert not any(isinstance(node, ast.ImportFrom) for node in ast.walk(ast.parse(source)))


# The fingerprint.


@pytest.fixture
def copy(event, tmp_path):
    return write_copy(event, "1", tmp_path, "ar")


def test_the_fingerprint_of_a_copy_is_recomputed(copy):
    done = run("fingerprint.py", copy.files[2])
    assert (done.returncode, done.stdout.strip()) == (0, copy.fingerprint)


def test_one_changed_letter_is_seen(copy):
    told = copy.files[2].read_text("utf-8")
    copy.files[2].write_text(told.replace("Eau", "Eua"), "utf-8")
    done = run("fingerprint.py", copy.files[2])
    assert done.returncode == 1
    assert done.stdout.strip() != copy.fingerprint


# The parcel.


@pytest.fixture
def event(make_register):
    """Return a register where ideas were corrected, withdrawn, taken back, restored, and written twice."""
    bench = make_register()
    with bench.register.act(bench.author) as act:
        act.new("event", {"code": "DEM", "title_fr": "Journée"}, bench.register.event)
        act.new("session", {"number": 1, "title_fr": "Eau"})
    workshop = Workshop(bench)
    session = workshop.session("1")
    first, second, third, fourth = (
        workshop.add(session, {"problem": text, "solution": "نشر"}) for text in ("Eau\nsale", "Routes", "x\t<b>", "é")
    )
    workshop.edit(first, {"problem": "Eau\npropre", "result": "ⵜⴰⵎⴰⵣⵉⵖⵜ"})
    workshop.withdraw(second, "Déjà dit", "2026-12-12T13:40:00+00:00")
    for row in (third, fourth):
        with bench.register.act(bench.author) as act:
            act.delete("idea", row)
    undo_act(bench, act.batch)
    return bench


@pytest.fixture
def parcel(event, tmp_path):
    sender = Sender(event.device.id, "salle")
    return write_parcel(event.register, sender, tmp_path, event.now()).path


def told_by(parcel):
    done = run("read_parcel.py", parcel)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def known_to(bench):
    kept = queries.records(bench.register.conn, "idea", "id")
    return [{k: v for k, v in idea.items() if v is not None and k not in ("scope", "deleted", "rid")} for idea in kept]


def without_nothing(idea):
    return {key: value for key, value in idea.items() if value is not None}


def test_the_ideas_of_a_parcel_are_those_of_the_register(event, parcel):
    assert [without_nothing(idea) for idea in told_by(parcel)] == known_to(event)
    assert len(known_to(event)) == 3


def test_two_versions_show_the_one_the_register_shows(event, make_register, exchange, tmp_path):
    other = make_register("other")
    exchange(event, other)
    row = Workshop(event).ideas()[0]["id"]
    Workshop(event).edit(row, {"problem": "Ici"})
    Workshop(other).edit(row, {"problem": "Là-bas"})
    with other.register.act(other.author) as act:
        act.delete("idea", Workshop(other).ideas()[1]["id"])
    exchange(event, other)
    for number, bench in enumerate((event, other)):
        (tmp_path / str(number)).mkdir()
        sender = Sender(bench.device.id, "salle")
        parcel = write_parcel(bench.register, sender, tmp_path / str(number), bench.now()).path
        assert [without_nothing(idea) for idea in told_by(parcel)] == known_to(bench)
    assert known_to(event) == known_to(other)


def rewritten(parcel, change):
    """Write the parcel again with other lines, its manifest's hash of them put right."""
    import hashlib

    with zipfile.ZipFile(parcel) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["changes.ndjson"] = change(members["changes.ndjson"])
    manifest = json.loads(members["manifest.json"])
    manifest["changes_sha256"] = hashlib.sha256(members["changes.ndjson"]).hexdigest()
    members["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(parcel, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


FORGED = {
    "altered": lambda lines: lines.replace(b"Routes", b"Rouges"),
    "the chain breaks": lambda lines: b"".join(lines.splitlines(keepends=True)[:-2] + lines.splitlines(True)[-1:]),
    "missing": lambda lines: b"".join(lines.splitlines(keepends=True)[:-1]),
    "a fork": lambda lines: lines + lines.splitlines(keepends=True)[-1],
}


@pytest.mark.parametrize("said", FORGED)
def test_a_forged_parcel_is_refused_and_says_where(parcel, said):
    rewritten(parcel, FORGED[said])
    done = run("read_parcel.py", parcel)
    assert done.returncode == 1
    assert said in done.stderr


def test_lines_that_are_not_those_of_the_manifest_are_refused(parcel):
    with zipfile.ZipFile(parcel) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(parcel, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content + b"\n" if name == "changes.ndjson" else content)
    assert "not the changes" in run("read_parcel.py", parcel).stderr
