"""The user's trouble, as against our bug: something a sentence can explain and a person can act on."""

from __future__ import annotations

from functools import partial
from typing import Any


class Trouble(Exception):
    """A refusal with a reason; `code` names its sentence in `resources/i18n/messages.*.json`.

    The sentence says what happened, what is safe and what to do; `values` fill its places.
    """

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __reduce__(self) -> tuple[Any, ...]:
        """Let a trouble cross from one process to another whole."""
        return partial(type(self), self.code, **self.values), ()
