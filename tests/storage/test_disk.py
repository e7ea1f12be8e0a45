"""Full disks, and places where nobody may write: a sentence, and nothing lost."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ogp_desktop import paths
from ogp_desktop.storage import ballast, location, queries
from ogp_desktop.storage.register import Register
from tests.faults.warm_parent import ROOT, in_fresh_process

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def on_a_disk_of(megabytes, folder, scenario):
    """Run a scenario where `folder` is a disk of its own; skips where this system makes none for us."""
    code = f"from {scenario.replace(':', ' import ')} as play; play({str(folder)!r})"
    mount = f"mount -t tmpfs -o size={megabytes}m tmpfs {folder}"
    if (
        shutil.which("unshare") is None
        or subprocess.run(["unshare", "-rm", "sh", "-c", mount], capture_output=True, check=False).returncode
    ):
        pytest.skip("no disk of our own on this system")
    command = ["unshare", "-rm", "sh", "-c", f'{mount} && exec "$0" -c "$1"', sys.executable, code]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


def test_a_full_disk_is_said_the_reserve_saves_once_more_and_nothing_is_lost(tmp_path):
    told = on_a_disk_of(4, tmp_path, "tests.faults.saves:on_a_small_disk")
    assert told == [
        "reserve True",
        "disk_full full True",
        "saved with the reserve",
        "disk_full full again True",
        "stands True",
        "damaged 0",
    ]


def test_the_reserve_is_made_given_up_and_made_again(own_home, monkeypatch):
    monkeypatch.setattr(ballast, "BYTES", 1 << 20)
    assert not ballast.give_up()
    for _ in range(2):
        assert ballast.hold_back()
        assert ballast.place().stat().st_size == 1 << 20
    assert ballast.give_up()
    assert not ballast.place().exists()
    assert ballast.hold_back()


def test_no_reserve_is_made_where_room_is_short(own_home, monkeypatch):
    monkeypatch.setattr(ballast, "LOW", 1 << 60)
    assert not ballast.hold_back()
    assert not ballast.place().exists()


def test_a_data_folder_that_cannot_be_written_holds_no_reserve(monkeypatch, tmp_path):
    (tmp_path / "a file").write_bytes(b"")
    monkeypatch.setenv("OGP_HOME", str(tmp_path / "a file" / "home"))
    assert ballast.free_bytes() > 0
    assert not ballast.hold_back()
    assert not ballast.give_up()


PLACES = {
    "file": (0o444, 0o777, "copy untouched"),
    "folder": (0o666, 0o555, "copy untouched"),
    "both": (0o444, 0o555, "copy untouched"),
    "neither": (0o666, 0o777, "itself written"),
}


@pytest.fixture
def seen_by_all(tmp_path):
    """Let another user of this computer reach the folder of the test."""
    for folder in (tmp_path, *tmp_path.parents):
        if re.search("pytest-of-|ogp-tests-", str(folder)):
            folder.chmod(0o755)
    return tmp_path


def place(folder, register, file_mode, folder_mode):
    (folder / "place").mkdir()
    (folder / "home").mkdir()
    (folder / "home").chmod(0o777)
    shutil.copyfile(register.path, folder / "place" / "x.ogp")
    (folder / "place" / "x.ogp").chmod(file_mode)
    (folder / "place").chmod(folder_mode)


@needs_fork
@pytest.mark.parametrize("sort", PLACES)
def test_where_nobody_may_write_a_register_is_worked_on_in_a_copy(sort, make_register, seen_by_all):
    file_mode, folder_mode, told = PLACES[sort]
    place(seen_by_all, make_register("x").register, file_mode, folder_mode)
    try:
        assert in_fresh_process("tests.faults.saves:without_the_right_to_write", seen_by_all) == told
    finally:
        (seen_by_all / "place").chmod(0o755)


@needs_fork
def test_a_data_folder_that_may_not_be_written_is_said(make_register, seen_by_all):
    place(seen_by_all, make_register("x").register, 0o666, 0o777)
    (seen_by_all / "home").chmod(0o555)
    told = in_fresh_process("tests.faults.saves:without_the_right_to_write", seen_by_all)
    assert told == "home_unwritable"


@needs_fork
def test_a_commit_that_was_interrupted_on_a_stick_is_taken_back_in_the_copy(make_register, monkeypatch, tmp_path):
    bench = make_register("x")
    with bench.register.act(bench.author) as act:
        idea = act.new("idea", {"problem": "p"})
    path = bench.register.path
    bench.register.close()
    in_fresh_process("tests.faults.saves:dies_in_a_commit", path)
    left = path.read_bytes(), location.journal_of(path).read_bytes()
    monkeypatch.setattr(location, "is_away", lambda _: True)
    with Register.open_at(path) as register:
        assert register.path.is_relative_to(paths.home())
        assert queries.record(register.conn, "idea", idea)["problem"] == "p"
        assert register.conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert (path.read_bytes(), location.journal_of(path).read_bytes()) == left


def test_a_place_that_refuses_only_when_it_is_tried_leads_to_the_copy_too(make_register, monkeypatch):
    """Windows says of any folder that it may be written."""
    from ogp_desktop.domain.trouble import Trouble
    from ogp_desktop.storage import register as module

    bench = make_register("x")
    path = bench.register.path
    bench.register.close()
    true = module.RegisterLock

    def refusing(wanted, owner):
        if Path(wanted) == path:
            raise Trouble("register_unwritable", file=path.name)
        return true(wanted, owner)

    monkeypatch.setattr(module, "RegisterLock", refusing)
    with Register.open_at(path) as register:
        assert register.path.is_relative_to(paths.home())
