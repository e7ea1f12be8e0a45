"""Drafts: the texts that are being typed, beside the register."""

from ogp_desktop.storage.drafts import Drafts

__all__ = ["Drafts"]
