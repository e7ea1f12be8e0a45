"""Opens the desk and the pages it leads to."""

from __future__ import annotations

from ogp_desktop.gui.pages import Pages, patient


class DeskOpener(Pages):
    """The list, the papers, and what comes back from paper lead back to the desk."""

    @patient
    def show_desk(self) -> None:
        """Show the desk."""
        from ogp_desktop.gui.screens.desk_screen import DeskScreen

        screen = DeskScreen(self.work, self._desktop.settings)
        screen.list_requested.connect(self.show_list)
        screen.papers_requested.connect(self.show_papers)
        self.show(screen)

    @patient
    def show_papers(self) -> None:
        """Show the papers of the desk; it leads back to the post."""
        from ogp_desktop.gui.screens.papers_screen import PapersScreen

        screen = PapersScreen(self.work)
        screen.left.connect(self.back)
        screen.reentry_requested.connect(self.show_reentry)
        self.show(screen)

    @patient
    def show_reentry(self) -> None:
        """Show where a ticked list of paper is typed in; it leads back to the post."""
        from ogp_desktop.gui.screens.reentry_screen import ReentryScreen

        screen = ReentryScreen(self.work)
        screen.left.connect(self.back)
        self.show(screen)

    @patient
    def show_list(self) -> None:
        """Show the registration list; it leads back to the post."""
        from ogp_desktop.gui.screens.list_screen import ListScreen

        screen = ListScreen(self.work)
        screen.left.connect(self.back)
        self.show(screen)
