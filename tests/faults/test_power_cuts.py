"""The power goes at any moment of our own `save()`: what was acknowledged is there, nothing is half there."""

import pytest

from tests.faults import recorder
from tests.faults.counts import seeds
from tests.faults.power import HARMS, MODELS
from tests.faults.warm_parent import in_fresh_process

pytestmark = pytest.mark.skipif(recorder.library() is None, reason="needs the symbols of the stdlib's SQLite")

CUTS = 500
"""Cuts a test."""


@pytest.mark.parametrize("seed", seeds("power cuts", CUTS * len(MODELS)))
@pytest.mark.parametrize("model", MODELS)
def test_no_power_cut_loses_what_was_acknowledged(model, seed, memory, figures):
    seen = in_fresh_process("tests.faults.power:cutting", memory, model, seed, CUTS)
    figures(f"power cuts, {model}", seen)
    assert [seen[harm] for harm in HARMS] == [0, 0, 0], seen
    assert seen["amid a save"] > seen["cuts"] / 2


@pytest.mark.parametrize(
    ("mistake", "model"),
    [
        ("synchronous_normal", "nothing that was not synced"),
        ("journal_deleted", "nothing that was not synced"),
        ("journal_in_memory", "torn and reordered"),
        ("journal_in_memory", "everything in order"),
        ("saves_in_pieces", "everything in order"),
    ],
)
def test_a_save_that_is_not_durable_is_seen_by_power_cuts(mistake, model, memory):
    seen = in_fresh_process("tests.faults.power:cutting", memory, model, 1, 40, mistake)
    assert sum(seen[harm] for harm in HARMS) > 0, seen
