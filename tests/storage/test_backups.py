"""Backups: whole, taken only when something changed, found without the file, restored without a loss."""

import contextlib
import datetime
import os
import shutil

import pytest

from ogp_desktop import paths
from ogp_desktop.domain import ids
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage import backup_names, backups, derive, forks, journal, location, numbering, queries, restoring
from ogp_desktop.storage.register import Register, check_header
from tests.conftest import PLAN
from tests.faults.warm_parent import in_fresh_process

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

SESSION = ids.draw()
MORNING = datetime.datetime(2026, 11, 21, 8, tzinfo=datetime.UTC)


def says(bench, text="p"):
    with bench.register.act(bench.author) as act:
        return act.new("idea", {"problem": text})


def digests(register):
    return journal.digest(register.conn), derive.digest(register.conn)


def test_a_backup_is_the_register_as_it_stands(make_register):
    bench = make_register("x")
    says(bench)
    backup = backups.take(bench.register, "start")
    with contextlib.closing(Register(backup.path, None)) as kept:
        assert digests(kept) == digests(bench.register)
    assert backup_names.of(bench.register.path) == [backup]
    assert backup.path.is_relative_to(paths.home())
    assert backup.path.stat().st_mode & 0o077 == 0
    assert sorted(path.suffix for path in backup.path.parent.iterdir()) == [".ogp", ".txt"]


def test_the_same_state_is_kept_once(make_register):
    bench = make_register("x")
    says(bench)
    first = backups.take(bench.register, "start", MORNING)
    assert backups.take(bench.register, "receive") == first
    says(bench)
    assert backups.take(bench.register, "receive") != first
    assert len(backup_names.of(bench.register.path)) == 2


def test_a_backup_that_was_cut_does_not_count_as_one(make_register):
    bench = make_register("x")
    first = backups.take(bench.register, "start", MORNING)
    first.path.write_bytes(first.path.read_bytes()[:5000])
    second = backups.take(bench.register, "start")
    assert second != first
    check_header(second.path)


def test_two_of_one_moment_have_two_names(make_register):
    bench = make_register("x")
    one = backups.take(bench.register, "start", MORNING)
    says(bench)
    other = backups.take(bench.register, "start", MORNING)
    assert one.path.exists()
    assert other.id != one.id


def test_time_thins_them_and_never_the_one_just_taken(make_register):
    bench = make_register("x")
    for day in range(60):
        says(bench)
        taken = backups.take(bench.register, "start", MORNING + datetime.timedelta(days=day))
        assert taken.path.exists()
    count = len(backup_names.of(bench.register.path))
    assert 12 <= count <= 12 + 10 + 9
    says(bench)
    of_a_clock_that_fell_back = backups.take(bench.register, "start", MORNING - datetime.timedelta(days=4000))
    assert of_a_clock_that_fell_back.path.exists()


def test_two_registers_of_one_event_have_their_own(make_register, tmp_path):
    bench = make_register("salle-1")
    shutil.copyfile(bench.register.path, tmp_path / "salle-2.ogp")
    backups.take(bench.register, "start")
    assert backup_names.of(tmp_path / "salle-2.ogp") == []


def test_a_backup_goes_back_and_what_stood_there_is_kept(make_register):
    bench = make_register("x")
    kept = says(bench, "avant")
    before = digests(bench.register)
    backup = backups.take(bench.register, "start")
    says(bench, "après")
    after = digests(bench.register)
    path = bench.register.path
    bench.register.close()
    present = restoring.restore(path, backup)
    with Register.open_at(path) as register:
        assert digests(register) == before
        assert queries.record(register.conn, "idea", kept)["problem"] == "avant"
    assert restoring.restore(path, present).id == backup.id
    with Register.open_at(path) as register:
        assert digests(register) == after
    assert sorted(found.name for found in path.parent.iterdir()) == ["x.ogp"]


def test_whoever_writes_on_after_a_restore_makes_no_fork(make_register, exchange):
    bench, other = make_register("x"), make_register("y")
    says(bench)
    backup = backups.take(bench.register, "start")
    says(bench, "parti avec une remise")
    exchange(bench, other)
    path = bench.register.path
    bench.register.close()
    restoring.restore(path, backup)
    with Register.open_at(path) as register:
        bench.register, bench.author = register, type(bench.author)(bench.device.id, bench.device.post)
        says(bench, "après le retour")
        exchange(bench, other)
        assert not forks.points(register.conn)
        assert register.conn.execute("SELECT count(*) FROM idea").fetchone()[0] == 3
        assert digests(register) == digests(other.register)


def test_no_number_is_given_again_after_a_restore(make_register):
    bench = make_register("x")
    backup = backups.take(bench.register, "start")
    for number in (1, 2):
        with bench.register.act(bench.author) as act:
            act.new("idea", {"problem": "p", "session": SESSION, "number": number})
            act.new("participant", {"origin": "desk-1", "number": number + 40})
    path = bench.register.path
    bench.register.close()
    restoring.restore(path, backup)
    for _ in range(2):  # what a restore carried over, the next one carries on
        with Register.open_at(path) as register:
            assert numbering.highest(register.conn, "idea", session=SESSION, letter=None) == 2
            assert numbering.highest(register.conn, "idea", session=SESSION, letter="B") == 0
            assert numbering.highest(register.conn, "participant", origin="desk-1") == 42
        restoring.restore(path, backup)


def test_a_file_that_is_gone_or_damaged_comes_back(make_register):
    bench = make_register("x")
    says(bench)
    before = digests(bench.register)
    backup = backups.take(bench.register, "start")
    path = bench.register.path
    bench.register.close()
    path.unlink()
    assert restoring.restore(path, backup) is None
    path.write_bytes(rubbish := b"rubbish " * 900)
    kept = restoring.restore(path, backup)
    assert (kept.why, kept.path.read_bytes()) == ("damaged", rubbish)
    with Register.open_at(path) as register:
        assert digests(register) == before


@needs_fork
def test_a_journal_left_by_a_crash_is_not_played_into_the_restored_file(make_register):
    bench = make_register("x")
    says(bench)
    before = digests(bench.register)
    backup = backups.take(bench.register, "start")
    path = bench.register.path
    bench.register.close()
    crash(path)
    restoring.restore(path, backup)
    assert not location.journal_of(path).exists()
    with Register.open_at(path) as register:
        assert digests(register) == before


def crash(path):
    """Leave a register as a program does that dies in the middle of a commit."""
    in_fresh_process("tests.faults.saves:dies_in_a_commit", path)
    assert location.journal_of(path).stat().st_size > 0


@needs_fork
def test_a_damaged_file_with_its_journal_is_kept_whole(make_register):
    bench = make_register("x")
    says(bench)
    before = digests(bench.register)
    backup = backups.take(bench.register, "start")
    path = bench.register.path
    bench.register.close()
    crash(path)
    left = location.journal_of(path).read_bytes()
    path.write_bytes(b"nothing of ours")
    kept = restoring.restore(path, backup)
    assert location.journal_of(kept.path).read_bytes() == left
    assert not location.journal_of(path).exists()
    with Register.open_at(path) as register:
        assert digests(register) == before


DAMAGES = {
    "gone": lambda path: path.unlink(),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "one byte": lambda path: path.write_bytes(path.read_bytes().replace(b"avant", b"Avant")),
    "no register": lambda path: path.write_bytes(b"x" * 5000),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_is_refused_and_the_file_untouched(damage, make_register):
    bench = make_register("x")
    says(bench, "avant")
    backup = backups.take(bench.register, "start")
    says(bench)
    path = bench.register.path
    bench.register.close()
    before = path.read_bytes()
    DAMAGES[damage](backup.path)
    with pytest.raises(Trouble, match=r"backup_(damaged|unknown)"):
        restoring.restore(path, backup)
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == ["x.ogp"]


def test_another_events_backup_is_refused(make_register):
    bench = make_register("x")
    backup = backups.take(bench.register, "start")
    path = bench.register.path
    bench.register.close()
    path.unlink()
    other = make_register("x", PLAN, ids.derive("another event"))
    other.register.close()
    before = path.read_bytes()
    with pytest.raises(Trouble, match="backup_other_register"):
        restoring.restore(path, backup)
    assert path.read_bytes() == before


def test_a_file_in_use_is_not_replaced(make_register):
    bench = make_register("x")
    backup = backups.take(bench.register, "start")
    with pytest.raises(Trouble, match="register_busy"):
        restoring.restore(bench.register.path, backup)


def test_renewing_leaves_one_backup_and_no_older_word(make_register, tmp_path):
    bench = make_register("x")
    says(bench, "Un mot à effacer")
    backups.take(bench.register, "start", MORNING)
    moved = tmp_path / "moved.ogp"
    shutil.copyfile(bench.register.path, moved)
    with Register.open_at(moved) as elsewhere:
        backups.take(elsewhere, "start")
    moved.unlink()
    bench.register.conn.execute("UPDATE change_stored SET body = NULL WHERE kind = 'idea'")
    bench.register.rebuild()
    assert backups.renew(bench.register) == 2
    assert len(backup_names.of(bench.register.path)) == 1
    assert not [path for path in paths.home().rglob("*.ogp") if "Un mot à effacer".encode() in path.read_bytes()]


def test_renewing_leaves_other_events_and_files_that_still_stand(make_register, tmp_path):
    bench, other = make_register("x"), make_register("y", PLAN, ids.derive("another event"))
    shutil.copyfile(bench.register.path, tmp_path / "twin.ogp")
    with Register.open_at(tmp_path / "twin.ogp") as twin:
        kept = [backups.take(other.register, "start"), backups.take(twin, "start")]
    backups.renew(bench.register)
    assert all(backup.path.exists() for backup in kept)


@needs_fork
def test_a_program_killed_while_it_takes_a_backup_leaves_none_or_a_whole_one(make_register):
    bench = make_register("x")
    for _ in range(30):
        says(bench, "long " * 900)
    path = bench.register.path
    bench.register.close()
    taken, broken = in_fresh_process("tests.faults.backing_up:killed", path, 40)
    assert taken >= 40
    assert broken == 0


@needs_fork
def test_a_program_killed_while_it_restores_leaves_the_old_file_or_the_new_one(make_register):
    bench = make_register("x")
    says(bench, "long " * 900)
    path = bench.register.path
    backups.take(bench.register, "start")
    states = {journal.digest(bench.register.conn)}
    says(bench, "après " * 900)
    states.add(journal.digest(bench.register.conn))
    bench.register.close()
    found = in_fresh_process("tests.faults.backing_up:killed_while_restoring", path, 40)
    assert len(found) == 40
    assert set(found) <= states
