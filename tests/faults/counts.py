"""How often each fault is tried: the one table, ten times as much in a campaign."""

import os

CAMPAIGN = os.environ.get("OGP_CAMPAIGN") == "1"
FACTOR = 10 if CAMPAIGN else 1

TIMES = {
    "kills on save": 1_000,
    "kills on export": 100,
    "kills on receive": 100,
    "kills while typing": 20,
    "power cuts": 1_500,
    "mutated registers": 2_000,
    "mutated parcels": 1_500,
    "variants of a forgery": 20,
    "runs of the machine": 300,
    "days with files set aside": 10,
}
"""What is tried in `test`."""


def seeds(subject, each):
    """Return the seeds of the tests that share a subject's tries, `each` a test."""
    return range(TIMES[subject] * FACTOR // each)
