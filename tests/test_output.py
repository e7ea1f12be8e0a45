"""Files that leave: whoever reads while we write sees the old file or the new one, whole."""

import pytest

from ogp_desktop import output
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
