"""Beside the desk: how many are here by category, region, gender or organisation, when they came, who came last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ogp_desktop.gui.translation import language, say
from ogp_desktop.gui.widgets.category_bars import Bar
from ogp_desktop.services.desk.attendance import FACETS, Attendance, Share

if TYPE_CHECKING:
    from ogp_desktop.gui.desk.person_rows import PersonRows
    from ogp_desktop.gui.forms.ui_desk_screen import Ui_DeskScreen
    from ogp_desktop.services.compose import Now
    from ogp_desktop.services.event.reference import Reference
    from ogp_desktop.services.participants.directory import Directory

LATEST = 4
BARS = 5


class CountsPanel:
    """Shows an attendance; one key goes on to the next thing people are counted by."""

    def __init__(self, form: Ui_DeskScreen, reference: Reference, rows: PersonRows, now: Now) -> None:
        self._form, self._reference, self._rows, self._now = form, reference, rows, now
        self._attendance = Attendance({})
        self._facet = FACETS[0]
        form.latest.set_row_height(42)
        form.latest.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        form.latest.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def attendance(self) -> Attendance:
        """Return what is counted."""
        return self._attendance

    def count(self, directory: Directory) -> None:
        """Count everyone."""
        self._attendance = Attendance(directory.people)

    def turn(self) -> None:
        """Count by the next facet."""
        self._facet = FACETS[(FACETS.index(self._facet) + 1) % len(FACETS)]
        self._show_shares()

    def show(self, directory: Directory) -> None:
        """Show the counts as they are now."""
        self._show_shares()
        told = {share.key: share.here for share in self._attendance.shares("gender")}
        known = told.get("f", 0) + told.get("m", 0)
        women = round(100 * told.get("f", 0) / known) if known else 0
        shares = say("desk.shares", women=women, men=100 - women) if known else ""
        self._form.gender_shares.setText(shares)
        self._show_curve()
        latest = self._attendance.latest(LATEST, self._now().isoformat(timespec="seconds"))
        rows = {row: self._rows.latest(directory.people[row]) for row in latest}
        self._form.latest.show_rows(latest, lambda _: rows)

    def _show_shares(self) -> None:
        self._form.present_title.setText(say(f"desk.present_by.{self._facet}"))
        shares = self._attendance.shares(self._facet)
        bars = [Bar(self._label(share), share.here, share.total) for share in shares]
        if len(bars) > BARS:
            rest = bars[BARS - 1 :]
            others = Bar(say("desk.others"), sum(bar.count for bar in rest), sum(bar.total for bar in rest))
            bars = [*bars[: BARS - 1], others]
        self._form.bars.show_bars(tuple(bars))

    def _label(self, share: Share) -> str:
        if share.key is None:
            return say("desk.no_category")
        if self._facet == "gender":
            return say(f"gender.{share.key}") if share.key in ("f", "m") else share.key
        known = self._reference.title("key", {"key": share.key}, language())
        return known or share.key

    def _show_curve(self) -> None:
        steps = self._attendance.curve()
        told = ""
        if steps:
            time, most = max(steps, key=lambda step: step[1])
            told = say("desk.curve_told", first=steps[0][0], last=steps[-1][0], peak=time, most=most)
        self._form.curve.show_steps(tuple(steps), told)
        self._form.curve.setVisible(bool(steps))
        self._form.curve_title.setText(told and say("desk.curve"))
        self._form.curve_title.setVisible(bool(steps))
