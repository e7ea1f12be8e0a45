"""`backup list|restore`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ogp_desktop.services.safety import backups

if TYPE_CHECKING:
    from argparse import Namespace

Answer = dict[str, Any]


def listed(given: Namespace) -> Answer:
    """List the backups of a register, the latest first; the file itself may be damaged or gone."""
    return {"backups": [asdict(told) for told in backups.listed(Path(given.file))]}


def restore(given: Namespace) -> Answer:
    """Put a backup in the place of a register; what stood there is the latest backup now."""
    return asdict(backups.restore(Path(given.file), given.which))
