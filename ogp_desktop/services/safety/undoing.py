"""Undo and redo of an act, by its opposite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.services.files import setting_aside
from ogp_desktop.storage import undo

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench


RECEPTION = "received/"
"""Begins what names the reception of a file among acts; the hash of the file follows."""


def undo_act(bench: Bench, batch: str) -> str:
    """Undo the act `batch` and return the act that did so: undoing that one redoes.

    The reception of a file is undone by setting it aside. Raises `Trouble` where somebody wrote later on what would
    be undone, and where nothing of a file can be set aside.
    """
    if batch.startswith(RECEPTION):
        return setting_aside.set_aside(bench, batch.removeprefix(RECEPTION)).batch
    opposite, _ = undo.undo(bench.register, bench.author, batch)
    return opposite
