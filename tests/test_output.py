"""Files that leave: whoever reads while we write sees the old file or the new one, whole."""

import errno
import os
from pathlib import Path

import pytest

from ogp_desktop import output, words
from ogp_desktop.domain.trouble import Trouble


def test_a_reader_of_the_old_file_goes_on_reading_it(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_text("old, whole")
    with path.open() as reader:
        with output.writing(path) as part:
            part.write_text("new")
        assert reader.read() == "old, whole"
    assert path.read_text() == "new"


def write_half(path):
    with output.writing(path) as part:
        part.write_text("ne")
        raise ZeroDivisionError


def test_what_fails_half_way_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError):
        write_half(path)
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["report.pdf"]


def test_a_folder_in_the_way_is_said_in_words(tmp_path):
    with pytest.raises(Trouble, match="output_unwritable"), output.writing(tmp_path):
        pass


def held_for(times, replace=Path.replace):
    """Return a `Path.replace` that is refused a few times, as on Windows while somebody reads the destination."""
    left = iter([True] * times)

    def refused(part, path):
        if next(left, False):
            raise PermissionError(errno.EACCES, "held by a reader")
        return replace(part, path)

    return refused


def test_a_destination_that_is_held_for_a_moment_is_asked_for_again(tmp_path, monkeypatch):
    monkeypatch.setattr(output, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(Path, "replace", held_for(9))
    path = tmp_path / "report.pdf"
    path.write_text("old")
    with output.writing(path) as part:
        part.write_text("new")
    assert path.read_text() == "new"


def test_one_that_stays_held_keeps_the_old_file_and_is_said_in_words(tmp_path, monkeypatch):
    monkeypatch.setattr(output, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(Path, "replace", held_for(1000))
    path = tmp_path / "report.pdf"
    path.write_text("old")
    with pytest.raises(Trouble, match="output_unwritable"), output.writing(path) as part:
        part.write_text("new")
    assert [file.read_text() for file in tmp_path.iterdir()] == ["old"]


def test_a_stick_that_knows_no_permissions_and_a_share_that_flushes_no_file_are_written_to(tmp_path, monkeypatch):
    def refuse(number):
        def refused(*_, **__):
            raise OSError(number, "not here")

        return refused

    monkeypatch.setattr(Path, "chmod", refuse(errno.EPERM))
    monkeypatch.setattr(os, "fsync", refuse(errno.EINVAL))
    with output.writing(tmp_path / "CHE.ogpx") as part:
        part.write_text("new")
    assert (tmp_path / "CHE.ogpx").read_text() == "new"


def pulled_out(folder):
    with output.writing(folder / "CHE.ogpx") as part:
        part.write_text("new")
        part.unlink()
        folder.rmdir()


def test_a_stick_that_is_pulled_out_while_it_is_written_to_is_said_in_words(tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    with pytest.raises(Trouble, match="output_unwritable"):
        pulled_out(stick)


def test_what_is_read_again_and_found_wrong_never_takes_the_place(tmp_path):
    path = tmp_path / "CHE.ogpx"
    path.write_text("old")

    def check(part):
        assert part.read_text() == "new"
        raise Trouble("parcel_not_identical", file="CHE.ogpx")

    with pytest.raises(Trouble, match="parcel_not_identical"), output.writing(path, check=check) as part:
        part.write_text("new")
    assert [file.read_text() for file in tmp_path.iterdir()] == ["old"]


def held(name):
    """Return what `Path.replace` does while another program holds the file of that name."""
    replace = Path.replace

    def refused(part, path):
        if Path(path).name == name:
            raise PermissionError(errno.EACCES, "held")
        return replace(part, path)

    return refused


@pytest.fixture
def open_elsewhere(tmp_path, monkeypatch):
    """Return a folder whose report.pdf and CHE.ogpx another program has open, as on Windows."""
    monkeypatch.setattr(output, "PAUSE_SECONDS", 0)
    for name in ("report.pdf", "CHE.ogpx"):
        (tmp_path / name).write_text("old")
        monkeypatch.setattr(Path, "replace", held(name))
    return tmp_path


def test_a_document_that_is_open_elsewhere_gets_a_second_name_and_is_told(open_elsewhere):
    for number in (2, 3):
        with output.held_elsewhere() as beside, output.writing(open_elsewhere / "report.pdf") as part:
            part.write_text(f"new {number}")
        (found,) = beside
        assert found.written.name == f"report ({number}).pdf"
        assert found.written.read_text() == f"new {number}"
        assert "report.pdf" in words.sentence(found.told, "fr")
        assert found.written.name in words.sentence(found.told, "ar")
    assert (open_elsewhere / "report.pdf").read_text() == "old"


def write_beside(path, error=None):
    with output.held_elsewhere(), output.writing(path) as part:
        part.write_text("new")
        if error is not None:
            raise error


def test_what_is_no_document_never_gets_a_second_name(open_elsewhere):
    with pytest.raises(Trouble, match="output_unwritable"):
        write_beside(open_elsewhere / "CHE.ogpx")
    assert {file.read_text() for file in open_elsewhere.iterdir()} == {"old"}


def test_a_document_that_was_not_finished_gets_no_name_at_all(open_elsewhere):
    with pytest.raises(Trouble, match="output_unwritable"):
        write_beside(open_elsewhere / "report.pdf", PermissionError(errno.EACCES, "the font is held"))
    assert len(list(open_elsewhere.iterdir())) == 2
