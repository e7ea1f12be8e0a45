"""The state machine of `exchange.md` §8, without backups and older schemas: its seven invariants hold."""

from collections import Counter

import pytest
from hypothesis import Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.faults.counts import CAMPAIGN, seeds
from tests.machine.machine import Machine

RUNS, STEPS = 50, 40
"""Runs a test, steps a run."""

LONG = settings(max_examples=RUNS, stateful_step_count=STEPS, phases=[Phase.generate, Phase.shrink])


@pytest.mark.parametrize("number", seeds("runs of the machine", RUNS))
def test_whatever_people_do_nothing_is_lost_and_every_register_agrees(number, figures):
    machine = type("Machine", (Machine,), {"met": Counter()})
    if not CAMPAIGN:
        seed(number)(machine)
    run_state_machine_as_test(machine, settings=LONG)
    figures("runs of the machine", {**machine.met, "lost": 0, "in disagreement": 0})
    assert machine.met["runs"] >= RUNS
