"""Undo and redo of an act, by its opposite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ogp_desktop.storage import undo

if TYPE_CHECKING:
    from ogp_desktop.services.compose import Bench


def undo_act(bench: Bench, batch: str) -> str:
    """Undo the act `batch` and return the act that did so: undoing that one redoes.

    Raises `Trouble` where somebody wrote later on what would be undone.
    """
    opposite, _ = undo.undo(bench.register, bench.author, batch)
    return opposite
