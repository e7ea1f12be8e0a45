"""Opens the secretariat's work, the keys of its plan and the laptops it prepares."""

from __future__ import annotations

from ogp_desktop.gui.pages import Pages, patient


class SecretariatOpener(Pages):
    """Keys and laptops lead to each other, and back to the secretariat."""

    @patient
    def show_secretariat(self) -> None:
        """Show the secretariat's work."""
        from ogp_desktop.gui.screens.secretariat_screen import SecretariatScreen

        screen = SecretariatScreen(self.work)
        screen.keys_requested.connect(self.show_keys)
        self.show(screen)

    @patient
    def show_keys(self) -> None:
        """Show the keys of the plan."""
        from ogp_desktop.gui.screens.keys_screen import KeysScreen

        screen = KeysScreen(self.work)
        screen.left.connect(self.show_secretariat)
        screen.laptops_requested.connect(self.show_laptops)
        self.show(screen)

    @patient
    def show_laptops(self) -> None:
        """Show the laptops to prepare and the computers that are known."""
        from ogp_desktop.gui.screens.laptops_screen import LaptopsScreen

        screen = LaptopsScreen(self.work)
        screen.left.connect(self.show_secretariat)
        screen.keys_requested.connect(self.show_keys)
        self.show(screen)
