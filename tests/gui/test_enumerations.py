"""Qt's enumerations made the quick way are those that Python makes."""

from __future__ import annotations

import enum
import pickle
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.gui import enumerations

pytestmark = pytest.mark.skipif(
    not enumerations.SINCE <= sys.version_info < enumerations.BEFORE, reason="this Python makes them itself"
)
KINDS = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
NAMES = ("A", "Aa", "B1", "real_", "None_", "mask", "Last", "x", "Über", "ZZZ")
BOUND = enum.FlagBoundary.KEEP
"""As the binding asks."""


def qts_enumerations() -> list[type[enum.Enum]]:
    """Return every enumeration of the parts of Qt that the window uses."""
    from PySide6 import QtCore, QtGui, QtWidgets

    named = (getattr(part, name) for part in (QtCore, QtGui, QtWidgets) for name in dir(part))
    found = (each for space in named if isinstance(space, type) for each in vars(space).values())
    return list({each for each in found if isinstance(each, enum.EnumType)})


def told(made: Any) -> dict[str, Any]:
    """Return all that an enumeration holds, its members by what can be compared between two classes."""

    def member(value: Any) -> Any:
        return (value._name_, value._value_, vars(value).keys()) if isinstance(value, made) else value

    def each(value: Any) -> Any:
        if isinstance(value, dict):
            return [(key, member(one)) for key, one in value.items()]
        return value.__func__ if hasattr(value, "__func__") else member(value)

    return {name: each(value) for name, value in vars(made).items() if name not in ("__dict__", "__weakref__")}


def both(kind: Any, name: str, names: list[tuple[str, int]]) -> tuple[Any, Any]:
    """Return an enumeration as Python makes it and as it is made here."""
    more: dict[str, Any] = {"module": __name__, "qualname": name, "type": None, "start": 1, "boundary": BOUND}
    return enumerations.usual(kind, name, names, **more), enumerations.made(kind, name, names, **more)


def test_each_of_qts_enumerations_is_the_same_to_the_last_attribute() -> None:
    every = qts_enumerations()
    assert len(every) > 500
    for known in every:
        kind = known.__mro__[1] if known.__mro__[1] in KINDS else known.__mro__[2]
        names = [(name, member._value_) for name, member in known.__members__.items()]
        usual, quick = both(kind, known.__name__, names)
        assert told(quick) == told(usual), known


@given(
    st.sampled_from(KINDS),
    st.lists(st.tuples(st.sampled_from(NAMES), st.integers(-9, 9) | st.integers(-(2**9), 2**33)), min_size=1),
    st.integers(-(2**9), 2**33),
)
def test_any_names_and_values_make_what_python_makes(
    kind: Any,
    names: list[tuple[str, int]],
    asked: int,
) -> None:
    names = list(dict(names).items())
    usual, quick = both(kind, "Made", names)
    assert told(quick) == told(usual)
    assert [member._name_ for member in quick] == [member._name_ for member in usual]

    def answer(made: Any) -> str:
        try:
            return f"{made(asked)!r}"
        except ValueError as error:
            return str(error)

    assert answer(quick) == answer(usual)


@pytest.mark.parametrize("names", ["A B", ["A", "B"], {"A": 1}, [("name", 1)], [("_x", 1)], [("A", "text")], []])
def test_what_is_not_a_list_of_names_and_numbers_is_left_to_python(names: Any) -> None:
    usual, quick = both(enum.Enum, "Made", names)
    assert {name: member.value for name, member in quick.__members__.items()} == {
        name: member.value for name, member in usual.__members__.items()
    }


def test_a_member_of_qt_can_be_written_down_and_read_again() -> None:
    from PySide6.QtCore import Qt

    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
    assert pickle.loads(pickle.dumps(flags)) == flags
