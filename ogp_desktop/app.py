"""The window's entry point; until the window stands, it points to the command."""

from __future__ import annotations

from ogp_desktop import cli


def main() -> int:
    """Say what there is: the `ogp` command."""
    return cli.main(["--help"])
