"""Files beside the data: drafts, the search index, and where a register may live."""

from pathlib import Path

import pytest

from ogp_desktop import paths
from ogp_desktop.storage import location
from ogp_desktop.storage.drafts import Drafts
from ogp_desktop.storage.register import Register
from ogp_desktop.storage.search_index import SearchIndex, index_path


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


def test_the_index_finds_beginnings_of_words_and_follows_changes(make_register):
    bench = make_register()
    row = says(bench, "L’eau des douars")
    index = SearchIndex(bench.register)
    assert index.find("dou ea", ("idea",)) == [row]
    says(bench, "الماء في الدواوير", row)
    assert index.find("douars", ("idea",)) == []
    assert index.find("الما", ("idea",)) == [row]
    with bench.register.act(bench.author) as act:
        act.delete("idea", row)
    assert index.find("الما", ("idea",)) == []
    index.close()


@pytest.mark.parametrize("text", ["", "\"'", "AND", "x NEAR y", "*", "col:x", "-", "ⵣ"])
def test_what_is_typed_is_never_a_query(text, make_register):
    bench = make_register()
    says(bench, "une idée")
    index = SearchIndex(bench.register)
    assert index.find(text, ("idea",)) == []
    index.close()


def test_a_damaged_index_is_built_anew(make_register):
    bench = make_register()
    row = says(bench, "eau")
    path = index_path(bench.register.path)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"not an index" * 100)
    index = SearchIndex(bench.register)
    assert index.find("eau", ("idea",)) == [row]
    index.close()


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
