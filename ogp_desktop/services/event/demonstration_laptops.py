"""The computers of the demonstration day: what people call them, and working as one of them."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop import words
from ogp_desktop.services.compose import Bench, opened
from ogp_desktop.services.device import Device, name_device, this_device

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Told(NamedTuple):
    """A computer of the day as its script tells it; `called` is the key of its name for people, and its number."""

    name: str
    post: str
    desk: int
    called: tuple[str, str]
    file: str


SECRETARIAT = Told("secretariat", "secretariat", 0, ("post.secretariat", ""), "central")
LAPTOPS = (
    *(Told(f"desk-{n}", "desk", n, ("laptops.desk", str(n)), f"dem-accueil-{n}") for n in (1, 2)),
    *(Told(f"room-{n}", "room", 2 + n, ("laptops.room", str(n)), f"dem-atelier-{n}") for n in (1, 2, 3)),
    Told("plenary", "plenary", 6, ("post.plenary", ""), "dem-pleniere"),
)
"""The files are called as the program calls those of a real event."""


@dataclass(frozen=True)
class Laptop:
    """One computer of the day: its name in the script, what people call it, and its files."""

    name: str
    label: str
    parcel: str
    home: Path
    register: Path
    device: Device


def laptop_of(folder: Path, told: Told) -> Laptop:
    """Return a computer of the day, its name known on it."""
    key, number = told.called
    label = words.catalogue("interface", words.FALLBACK)[key].format(number=number)
    home = folder / "homes" / told.name
    laptop = Laptop(
        told.name,
        label,
        f"{told.file}.ogpx",
        home,
        folder / f"{told.file}.ogp",
        Device("", label, told.post, told.desk),
    )
    with acting(laptop):
        device = name_device(replace(laptop.device, id=this_device().id))
    return replace(laptop, device=device)


def laptops_of(folder: Path, first: Path) -> list[Laptop]:
    """Return the desks and rooms of the day, each with a copy of the register `first`."""
    laptops = [laptop_of(folder, each) for each in LAPTOPS]
    for laptop in laptops:
        shutil.copyfile(first, laptop.register)
    return laptops


@contextmanager
def acting(laptop: Laptop) -> Iterator[None]:
    """Act as one of the day's computers: its data folder is the application's."""
    before = os.environ.get("OGP_HOME")
    os.environ["OGP_HOME"] = str(laptop.home)
    try:
        yield
    finally:
        if before is None:
            del os.environ["OGP_HOME"]
        else:
            os.environ["OGP_HOME"] = before


@contextmanager
def working_at(laptop: Laptop) -> Iterator[Bench]:
    """Work on the register of a computer, as that computer."""
    with acting(laptop), opened(laptop.register, laptop.label) as bench:
        yield bench


def named(laptops: list[Laptop], name: str) -> Laptop:
    """Return the computer that the script calls so."""
    return next(laptop for laptop in laptops if laptop.name == name)
