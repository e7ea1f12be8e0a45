"""A room that is killed at any key: no idea that was saved is lost, and hardly any of the sentence in progress."""

import os

import pytest

from tests.faults.counts import seeds
from tests.faults.warm_parent import in_fresh_process

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

KILLS = 20


@pytest.mark.parametrize("seed", seeds("kills while typing", KILLS))
def test_a_kill_while_typing_loses_no_idea_and_hardly_a_word(seed, demonstration_file, memory, figures):
    seen = in_fresh_process("tests.faults.typing_kills:typing", demonstration_file, memory, seed, KILLS)
    figures("kills while typing", seen)
    assert (seen["kills"], seen["lost"], seen["too much of a draft lost"]) == (KILLS, 0, 0), seen
    assert seen["saved"] > KILLS / 2


def test_drafts_that_are_kept_late_are_seen_by_kills(demonstration_file, memory):
    seen = in_fresh_process("tests.faults.typing_kills:typing", demonstration_file, memory, 1, 4, "keeps_late")
    assert seen["too much of a draft lost"] > 0, seen
