"""What the documentation says can be run, is true."""

import re
from pathlib import Path

from ogp_desktop.domain.fingerprint import Numbered, fingerprint

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_example_of_the_fingerprint_is_right():
    page = (DOCS / "fingerprint.md").read_text("utf-8")
    example = next(line for line in page.splitlines() if line.startswith("Example"))
    lines = re.findall(r"`((?:\d+:[^`,]*,){5})`", example)
    said = [Numbered(*re.findall(r"\d+:([^,]*),", line)) for line in lines]
    assert len(said) == 2
    assert re.search(r"`([0-9a-f]{64})`", example)[1] == fingerprint(said)
