"""The files the launcher shows: those that cannot be opened are there too, if there is something to go back to."""

import os

import pytest

from ogp_desktop.services.event import events
from ogp_desktop.storage import backups, location
from tests.faults.warm_parent import in_fresh_process


def kept(make_register):
    """Return the file of a register of which there is a backup."""
    bench = make_register("x")
    backups.take(bench.register, "start")
    bench.register.close()
    return bench.register.path


def told(path):
    return [known.lost for known in events.known_files([str(path)]) if known.path == path.resolve()]


def test_a_file_that_is_gone_is_listed_while_there_is_a_backup(make_register, tmp_path):
    path = kept(make_register)
    assert told(path) == [""]
    path.unlink()
    assert told(path) == ["missing"]
    assert told(tmp_path / "another.ogp") == []


@pytest.mark.parametrize("damage", [b"", b"rubbish" * 900])
def test_a_file_that_is_damaged_is_listed_while_there_is_a_backup(damage, make_register, tmp_path):
    path = kept(make_register)
    path.write_bytes(damage)
    assert told(path) == ["damaged"]
    (tmp_path / "another.ogp").write_bytes(damage)
    assert told(tmp_path / "another.ogp") == []


def test_a_file_of_which_a_page_is_holed_is_listed_as_damaged(make_register):
    path = kept(make_register)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + bytes(len(whole) - 4096))
    assert told(path) == ["damaged"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_file_that_a_crash_left_in_the_middle_of_a_commit_is_shown_as_it_was_before(make_register):
    path = kept(make_register)
    in_fresh_process("tests.faults.saves:dies_in_a_commit", path)
    assert told(path) == [""]
    assert not location.journal_of(path).exists()
