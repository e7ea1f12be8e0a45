"""Handing over: what leaves and what came after, sticks that are full, locked or gone, drafts of e-mails."""

import errno
import os
import shutil
import subprocess
import sys
from email import message_from_bytes, policy

import pytest

from ogp_desktop import output
from ogp_desktop.domain import ids
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange.parcel import file_name
from ogp_desktop.services.files import handover
from ogp_desktop.services.files.handover import How
from ogp_desktop.services.files.receiving import receive_one
from ogp_desktop.services.plan import papers
from tests.conftest import CAMPAIGN
from tests.faults.warm_parent import in_fresh_process

S3 = ids.derive("a session")


@pytest.fixture
def room(make_register):
    """Return the bench of a room where two ideas were said."""
    bench = make_register("salle-1")
    with bench.register.act(bench.author) as act:
        act.new("event", {"code": "CHE", "title_fr": "Chefchaouen"}, bench.register.event)
        act.new("session", {"number": 3, "sort": "workshop", "title_fr": "Climat"}, S3)
    says(bench, 1, 2)
    return bench


def says(bench, *numbers):
    with bench.register.act(bench.author) as act:
        for number in numbers:
            act.new("idea", {"problem": f"L’eau {number}", "session": S3, "number": number})


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_what_leaves_is_known_before_anything_is_written(room):
    state = handover.state(room)
    assert state.counts == {"idea": 2}
    assert state.last is None


def test_a_hand_over_is_remembered_and_what_is_said_afterwards_is_told(room, stick):
    handed = handover.hand_over(room, stick)
    state = handover.state(room)
    assert state.last == handed
    assert (state.changed, state.ideas_since) == (False, 0)
    assert (stick / handed.file).is_file()
    says(room, 3, 4, 5)
    state = handover.state(room)
    assert (state.changed, state.ideas_since) == (True, 3)
    with room.register.act(room.author) as act:
        act.set("session", S3, {"title_fr": "Le climat"})
    handed = handover.hand_over(room, stick)
    assert handover.state(room).last.slip.ideas == 5
    assert not handover.state(room).changed


def test_the_numbers_of_a_hand_over_are_runs_with_their_gaps(room, stick):
    says(room, 3, 7, 9, 10)
    expected = ("CHE-3-1 … CHE-3-3", "CHE-3-7", "CHE-3-9 … CHE-3-10")
    assert handover.hand_over(room, stick).numbers == expected


def test_a_parcel_for_rooms_is_no_hand_over_and_never_takes_the_place_of_a_whole_one(room, stick):
    whole = handover.hand_over(room, stick)
    content = (stick / whole.file).read_bytes()
    for_rooms = handover.hand_over(room, stick, How(for_rooms=True))
    assert for_rooms.file != whole.file
    assert (stick / whole.file).read_bytes() == content
    assert handover.state(room).last == whole


@pytest.mark.parametrize("code", ["CHE/../x-3", "CHE:3", 'C"<>|?*-3', "CHE\\3", "شفشاون-3", "a" * 60])
def test_the_name_of_a_parcel_is_one_that_every_stick_takes(code, stick):
    (stick / file_name(code)).write_bytes(b"x")
    assert not set('/\\:*?"<>|') & set(file_name(code))
    assert [each.name for each in stick.iterdir()] == [file_name(code)]


# What is in the way.


def test_a_stick_that_was_pulled_out_leaves_the_work_as_it_is(room, stick):
    stick.rmdir()
    with pytest.raises(Trouble, match="folder_missing"):
        handover.hand_over(room, stick)
    assert handover.state(room).last is None
    stick.mkdir()
    assert handover.hand_over(room, stick).slip.ideas == 2


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EIO, "destination_gone"),
        (errno.ENODEV, "destination_gone"),
        (errno.ENOSPC, "destination_full"),
        (errno.EROFS, "destination_read_only"),
        (errno.EACCES, "destination_read_only"),
    ],
)
def test_what_a_stick_refuses_is_said_in_its_words_and_nothing_stays_on_it(room, stick, monkeypatch, number, code):
    older = handover.hand_over(room, stick)
    says(room, 3)

    def refused(_):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as context:
        context.setattr(output, "_flush", refused)
        with pytest.raises(Trouble, match=code):
            handover.hand_over(room, stick)
    assert [each.name for each in stick.iterdir()] == [older.file]
    assert handover.state(room).last == older


def test_a_copy_that_reads_differently_is_not_a_hand_over(room, stick, monkeypatch):
    def kept_otherwise(part):
        part.write_bytes(part.read_bytes()[:-1] + b"?")

    monkeypatch.setattr(output, "_flush", kept_otherwise)
    with pytest.raises(Trouble, match="parcel_not_identical"):
        handover.hand_over(room, stick)
    assert list(stick.iterdir()) == []
    assert handover.state(room).last is None


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_a_program_that_is_killed_while_it_hands_over_leaves_the_old_file_or_the_new_one(room, stick):
    path = room.register.path
    room.register.close()
    assert in_fresh_process("tests.faults.handovers:killed", path, stick, 300 if CAMPAIGN else 40) > 0


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_stick_that_fills_up_is_told_and_keeps_what_it_had(room, stick):
    older = handover.hand_over(room, stick)
    path = room.register.path
    room.register.close()
    assert in_fresh_process("tests.faults.handovers:full", path, stick) == 0
    assert [each.name for each in stick.iterdir()] == [older.file]


# The draft of an e-mail.


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_draft_holds_the_parcel_and_opens_for_writing(room, stick, make_register, lang):
    handed = handover.draft_mail(room, stick, lang)
    mail = message_from_bytes((stick / handed.file).read_bytes(), policy=policy.default)
    assert mail["X-Unsent"] == "1"
    assert (mail["To"], mail["From"]) == (None, None)
    assert handed.slip.code in mail["Subject"]
    assert handed.slip.words in mail.get_body().get_content()
    parcel = stick / "taken.ogpx"
    parcel.write_bytes(next(mail.iter_attachments()).get_content())
    other = make_register("central")
    assert receive_one(other, parcel, [room.device.id]).status == "merged"
    assert handover.state(room).last == handed


def test_a_draft_is_alone_where_it_was_asked_for(room, stick):
    handover.draft_mail(room, stick, "fr")
    assert [each.suffix for each in stick.iterdir()] == [".eml"]


# The slip on paper.


def printed(path):
    program = shutil.which("pdftotext") or pytest.skip("pdftotext reads the text out of PDFs")
    return subprocess.run([program, "-layout", path, "-"], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_slip_is_a_page_with_its_code_and_the_numbers_of_the_room(room, stick, tmp_path, lang):
    handed = handover.hand_over(room, stick)
    assert papers.write_slip(room, handed, lang, tmp_path / "slip.pdf") == 1
    page = printed(tmp_path / "slip.pdf")
    assert handed.slip.code in page
    assert handed.slip.words in page
    assert "CHE-3-1 … CHE-3-2" in page
