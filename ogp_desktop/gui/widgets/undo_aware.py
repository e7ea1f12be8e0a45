"""Ctrl+Z belongs to the application where an editor has nothing of its own to undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent


def is_undo_or_redo(event: QEvent) -> bool:
    """Say whether an event asks for undo or redo, under any layout (on Arabic keys by the place of Z and Y)."""
    if not isinstance(event, QtGui.QKeyEvent):
        return False
    standard = QtGui.QKeySequence.StandardKey
    if event.matches(standard.Undo) or event.matches(standard.Redo):
        return True
    control = event.modifiers() & QtCore.Qt.KeyboardModifier.ControlModifier
    return bool(control) and event.nativeVirtualKey() in (0x5A, 0x59)


def leaves_to_application(event: QEvent, can_undo: bool, can_redo: bool) -> bool:
    """Say whether an editor should let a ShortcutOverride pass, so that the application's undo gets it."""
    if event.type() != QtCore.QEvent.Type.ShortcutOverride or not is_undo_or_redo(event):
        return False
    redo = isinstance(event, QtGui.QKeyEvent) and event.matches(QtGui.QKeySequence.StandardKey.Redo)
    return not (can_redo if redo else can_undo)
