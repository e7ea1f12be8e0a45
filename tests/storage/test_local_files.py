"""Files beside the data: drafts, the search index, and where a register may live."""

import sqlite3
from pathlib import Path

import pytest

from ogp_desktop import paths
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage import location, search_index
from ogp_desktop.storage.drafts import Drafts
from ogp_desktop.storage.register import Register
from ogp_desktop.storage.search_index import Indexed, SearchIndex, index_path


def test_drafts_survive_and_are_forgotten_when_saved(tmp_path):
    register = tmp_path / "x.ogp"
    Drafts(register).keep("problem", "une idée à moitié")
    assert Drafts(register).texts() == {"problem": "une idée à moitié"}
    kept = Drafts(register)
    kept.keep("problem", "")
    kept.keep("solution", "s")
    assert Drafts(register).texts() == {"solution": "s"}
    kept.forget()
    assert Drafts(register).texts() == {}


def test_damaged_drafts_are_no_obstacle(tmp_path):
    register = tmp_path / "x.ogp"
    Drafts(register).keep("a", "b")
    next((paths.home() / "drafts").iterdir()).write_text("{", encoding="utf-8")
    assert Drafts(register).texts() == {}


def says(bench, text, row=None):
    with bench.register.act(bench.author) as act:
        if row is None:
            return act.new("idea", {"problem": text})
        return act.set("idea", row, {"problem": text})


def read(text):
    said = text.lower().split()
    return Indexed(" ".join(said), sorted(set(said)), text)


@pytest.fixture
def open_index(request):
    def open_index(bench, engine="1", read=read):
        index = SearchIndex(bench.register, engine, read)
        request.addfinalizer(index.close)
        index.refresh()
        return index

    return open_index


def test_the_index_finds_beginnings_of_words_and_follows_changes(make_register, open_index):
    bench = make_register()
    row = says(bench, "eau des douars")
    index = open_index(bench)
    assert index.find([["dou"], ["ea", "zz"]], 10) == [row]
    says(bench, "الماء في الدواوير", row)
    assert index.refresh()
    assert index.find([["douars"]], 10) == []
    assert index.find([["الما"]], 10) == [row]
    with bench.register.act(bench.author) as act:
        act.delete("idea", row)
    index.refresh()
    assert index.find([["الما"]], 10) == []
    assert index.counts() == (0, {})
    assert not index.refresh()


def test_it_knows_where_each_term_stands_and_counts_them(make_register, open_index):
    bench = make_register()
    first, second = says(bench, "eau"), says(bench, "eau puits")
    index = open_index(bench)
    assert index.counts() == (2, {"eau": 2, "puits": 1})
    assert index.where("puits") == [index.number_of(second)]
    assert index.where("eau") == [index.number_of(first), index.number_of(second)]
    says(bench, "puits", first)
    index.refresh()
    assert index.counts() == (2, {"eau": 1, "puits": 2})
    assert [kept for *_, kept in index.ideas()] == [
        kept for _, kept in sorted([(first, "puits"), (second, "eau puits")])
    ]


def test_a_withdrawn_idea_is_found_by_words_and_counts_in_nothing(make_register, open_index):
    bench = make_register()
    row = says(bench, "eau")
    with bench.register.act(bench.author) as act:
        act.set("idea", row, {"withdrawn_at": "2026-05-12T10:00:00+01:00"})
    index = open_index(bench)
    assert index.find([["eau"]], 10) == [row]
    assert index.counts() == (0, {})
    assert index.ideas() == []


def test_other_rules_read_everything_anew(make_register, open_index):
    bench = make_register()
    says(bench, "eau")
    open_index(bench)
    assert open_index(bench, "2", lambda text: Indexed("autre", ["autre"], "")).counts() == (1, {"autre": 1})


def test_giving_up_leaves_the_index_as_it_was(make_register, open_index, monkeypatch):
    monkeypatch.setattr(search_index, "READ_AT_ONCE", 1)
    bench = make_register()
    says(bench, "eau")
    index = open_index(bench)
    says(bench, "puits")
    says(bench, "puits")
    steps = []

    def step():
        steps.append(1)
        if len(steps) == 2:
            raise Trouble("cancelled")

    with pytest.raises(Trouble, match="cancelled"):
        index.refresh(step)
    assert index.counts() == (1, {"eau": 1})
    assert index.refresh()
    assert index.counts() == (3, {"eau": 1, "puits": 2})


@pytest.mark.parametrize("text", ["AND", "NEAR", "NOT", "col", "ⵣ"])
def test_what_is_typed_is_never_a_query(text, make_register, open_index):
    bench = make_register()
    says(bench, "une idée")
    assert open_index(bench).find([[text]], 10) == []


def test_a_damaged_index_is_built_anew(make_register, open_index):
    bench = make_register()
    row = says(bench, "eau")
    path = index_path(bench.register.path)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"not an index" * 100)
    assert open_index(bench).find([["eau"]], 10) == [row]


def test_the_index_of_another_register_in_the_same_place_is_not_believed(make_register, open_index, tmp_path):
    bench = make_register()
    says(bench, "eau")
    open_index(bench).close()
    path = bench.register.path
    bench.register.close()
    path.unlink()
    other = make_register()
    says(other, "puits")
    says(other, "puits")
    assert open_index(other).counts() == (2, {"puits": 2})


def test_a_page_that_breaks_later_is_no_loss_either(make_register, open_index):
    bench = make_register()
    rows = [says(bench, f"eau {number}") for number in range(400)]
    open_index(bench).close()
    path = index_path(bench.register.path)
    whole = path.read_bytes()
    for page in range(1, len(whole) // 4096, 3):
        path.write_bytes(whole[: page * 4096] + b"\xa5" * 4096 + whole[(page + 1) * 4096 :])
        index = open_index(bench)
        assert set(index.find([["eau"]], 1000)) == set(rows)
        assert index.counts()[0] == 400
        assert len(index.where("eau")) == 400
        index.close()


def test_changes_that_are_moved_aside_are_followed(make_register, open_index):
    bench = make_register()
    row = says(bench, "eau")
    index = open_index(bench)
    with bench.register.writing() as conn:
        conn.execute("INSERT INTO fork_stored SELECT * FROM change_stored WHERE kind = 'actor' LIMIT 1")
        conn.execute("UPDATE idea_stored SET problem = 'puits' WHERE id = ?", (row,))
    assert index.refresh()
    assert index.find([["puits"]], 10) == [row]


def test_each_who_asks_is_told_the_news_once(make_register, open_index):
    bench = make_register()
    says(bench, "eau")
    one, other = open_index(bench), open_index(bench)
    says(bench, "puits")
    assert one.refresh()
    assert other.refresh()
    assert not one.refresh()
    assert not other.refresh()


def test_where_no_file_can_be_written_the_index_lives_in_memory(make_register, open_index, monkeypatch, tmp_path):
    nowhere = tmp_path / "a file"
    nowhere.write_bytes(b"")
    monkeypatch.setenv("OGP_HOME", str(nowhere))
    bench = make_register()
    row = says(bench, "eau")
    assert open_index(bench).find([["eau"]], 10) == [row]


def test_while_another_program_holds_the_index_it_goes_on_in_memory(make_register, open_index, request):
    bench = make_register()
    says(bench, "eau")
    index = open_index(bench)
    index._conn.execute("PRAGMA busy_timeout=0")
    holder = sqlite3.connect(index_path(bench.register.path), isolation_level=None)
    request.addfinalizer(holder.close)
    holder.execute("BEGIN EXCLUSIVE")
    row = says(bench, "puits")
    index.refresh()
    assert index.find([["puits"]], 10) == [row]
    assert index.counts()[0] == 2


@pytest.mark.parametrize(
    ("mounts", "path", "away"),
    [
        ("/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 /media/cle vfat rw 0 0", "/media/cle/x.ogp", True),
        ("/dev/sda1 / ext4 rw 0 0\nsrv:/x /mnt/partage nfs4 rw 0 0", "/mnt/partage/d/x.ogp", True),
        ("/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 /media/cl\\040e exfat rw 0 0", "/media/cl e/x.ogp", True),
        ("/dev/sda1 / ext4 rw 0 0", "/home/a/OneDrive - Ministère/x.ogp", True),
        ("/dev/sda1 / ext4 rw 0 0", "/home/a/Dropbox/x.ogp", True),
    ],
)
def test_sticks_shares_and_cloud_folders_are_away(mounts, path, away, monkeypatch):
    read = Path.read_text
    monkeypatch.setattr(
        Path, "read_text", lambda self, **kw: mounts if str(self) == "/proc/self/mounts" else read(self, **kw)
    )
    monkeypatch.setattr(location.sys, "platform", "linux")
    assert location.is_away(Path(path)) is away


def test_a_register_on_a_stick_is_worked_on_as_one_copy(make_register, monkeypatch, tmp_path):
    bench = make_register("x")
    says(bench, "avant")
    path = bench.register.path
    bench.register.close()
    before = path.read_bytes()
    monkeypatch.setattr(location, "is_away", lambda _: True)
    for text in ("un", "deux"):
        with Register.open_at(path) as register:
            assert register.path.is_relative_to(paths.home())
            bench.register = register
            says(bench, text)
    with Register.open_at(path) as register:
        assert register.conn.execute("SELECT count(*) FROM idea").fetchone()[0] == 3
    assert path.read_bytes() == before
