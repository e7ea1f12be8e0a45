"""Qt's enumerations, made sooner: the binding makes two hundred with three thousand members before a post is usable.

Each is asked of Python's `enum` by a list of names and whole numbers. Its way of making a class of them sets every
member as an attribute three times, for what a class statement may hold; a list holds nothing of it. Here the class
is made empty, by `enum` itself, and then filled. What comes of it is the same to the last attribute
(`tests/gui/test_enumerations.py` compares the two for each enumeration of Qt).
"""

from __future__ import annotations

import enum
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

SINCE, BEFORE = (3, 11, 4), (3, 14)
"""Between these Pythons it was tried; others make their enumerations themselves."""
_set = type.__setattr__
_maker: Any = enum.EnumType
usual: Any = _maker._create_
"""How Python makes an enumeration of a list."""


def quicken() -> None:
    """Let the binding's enumerations be made the quick way from here on."""
    if SINCE <= sys.version_info < BEFORE:
        _maker._create_ = made


def made(cls: Any, class_name: str, names: Any, **more: Any) -> Any:  # noqa: ANN401 - as `enum` has it
    """Return a new enumeration; `cls` is the class it derives from, `names` the pairs of names and values."""
    if not isinstance(names, list) or not all(isinstance(pair, tuple) and len(pair) == 2 for pair in names):
        return usual(cls, class_name, names, **more)
    if not all(type(value) is int and name[:1] != "_" for name, value in names) or not _taken(cls).isdisjoint(
        name for name, _ in names
    ):
        return usual(cls, class_name, names, **more)
    empty = usual(cls, class_name, [], **more)
    _fill(empty, names)
    return empty


@lru_cache
def _taken(cls: Any) -> frozenset[str]:  # noqa: ANN401 - a class that enumerations derive from
    """Return the names that mean something else in an enumeration."""
    return frozenset(("mro", "", *dir(cls)))


def _fill(made: Any, names: Sequence[tuple[str, int]]) -> None:  # noqa: ANN401 - an enumeration without members
    by_name, by_value, counted = made._member_map_, made._value2member_map_, made._member_names_
    new, bare = made._new_member_, made._member_type_ is object
    is_flag = issubclass(made, enum.Flag)
    for name, value in names:
        member = by_value.get(value)
        if member is None:
            member = new(made) if bare else new(made, value)
            member._value_, member._name_, member.__objclass__ = value, name, made
            member._sort_order_ = len(counted)
            by_value[value] = member
            if not is_flag or (value > 0 and not value & (value - 1)):
                counted.append(name)
        by_name[name] = member
        _set(made, name, member)
    if is_flag:
        _tell_bits(made)
    if hasattr(made, "_hashable_values_"):  # of Python 3.13
        made._hashable_values_.extend(by_value)


def _tell_bits(made: Any) -> None:  # noqa: ANN401 - an enumeration of flags
    seen = 0
    for value in made._value2member_map_:
        seen |= value
    singles = [made._member_map_[name]._value_ for name in made._member_names_]
    made._flag_mask_, made._all_bits_ = seen, 2 ** seen.bit_length() - 1
    made._singles_mask_ = sum(singles)
    if singles != sorted(singles):
        made._iter_member_ = made._iter_member_by_def_
