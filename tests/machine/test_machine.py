"""The state machine of `exchange.md` §8, without backups and older schemas: its seven invariants hold."""

import os

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.machine import Machine

CAMPAIGN = os.environ.get("OGP_CAMPAIGN") == "1"


def test_whatever_people_do_nothing_is_lost_and_every_register_agrees():
    run_state_machine_as_test(Machine, settings=settings(max_examples=70, stateful_step_count=35))


@pytest.mark.campaign
def test_ten_times_as_much():
    run_state_machine_as_test(Machine, settings=settings(max_examples=400, stateful_step_count=50))
