"""The hours of an event: the shipped rules, before the system's."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ogp_desktop.domain import zones

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("day", "hours"),
    [("2026-09-01", 1), ("2026-09-19", 1), ("2026-09-20", 0), ("2026-11-20", 0), ("2027-03-01", 0), ("2025-06-01", 1)],
)
def test_morocco_left_utc_plus_one_on_the_20th_of_september_2026(day, hours):
    noon = datetime.datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=zones.zone("Africa/Casablanca"))
    assert noon.utcoffset() == datetime.timedelta(hours=hours)


OLD_SYSTEM = """
import datetime, sys, zoneinfo
zoneinfo.reset_tzpath([sys.argv[1]])
assert zoneinfo.ZoneInfo("Africa/Casablanca").utcoffset(datetime.datetime(2026, 11, 20)) == datetime.timedelta(hours=5)
from ogp_desktop.domain.zones import zone
print(zone(None).utcoffset(datetime.datetime(2026, 11, 20)))
"""


def test_a_system_that_knows_other_rules_is_not_asked(tmp_path):
    import importlib.resources

    wrong = tmp_path / "Africa" / "Casablanca"
    wrong.parent.mkdir()
    wrong.write_bytes(importlib.resources.files("tzdata.zoneinfo.Asia").joinpath("Karachi").read_bytes())
    command = [sys.executable, "-c", OLD_SYSTEM, str(tmp_path)]
    ran = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "0:00:00"


@pytest.mark.parametrize("name", [None, "", "Africa/Nowhere", "../../etc/passwd", "Africa", "\x00", "x" * 9000])
def test_a_zone_that_does_not_exist_is_the_usual_one(name):
    assert zones.zone(name).key == zones.USUAL


def test_another_zone_is_that_zone():
    assert zones.zone("Europe/Paris").key == "Europe/Paris"


def test_the_rules_are_those_that_came_with_the_program():
    assert zones.are_shipped()
