"""What opens pages: each post has its own opener, and all show on the one desktop."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from ogp_desktop.gui.desktop import Desktop
    from ogp_desktop.gui.screen import Screen
    from ogp_desktop.gui.workplace import Workplace

Method = TypeVar("Method", bound="Callable[..., None]")


class _AtWork(Protocol):
    @property
    def workplace(self) -> Workplace | None: ...


def patient(show: Method) -> Method:
    """Let a page be made while something is being saved: its reads wait for the end of the commit."""

    @wraps(show)
    def shown(self: _AtWork, *given: Any) -> None:  # noqa: ANN401 - whatever the page is shown with
        if self.workplace is None:
            show(self, *given)
            return
        with self.workplace.bench.register.patiently():
            show(self, *given)

    return shown  # type: ignore[return-value]


class Pages:
    """Opens the pages of one post."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop

    @property
    def workplace(self) -> Workplace | None:
        """The register that is open, None at the launcher."""
        return self._desktop.workplace

    @property
    def work(self) -> Workplace:
        """The register that is open."""
        if self.workplace is None:
            raise RuntimeError("no register is open")
        return self.workplace

    def back(self) -> None:
        """Show again what the post shows."""
        self._desktop.show_again()

    def show(self, screen: Screen) -> None:
        """Show a page."""
        self._desktop.show(screen, self.workplace)
