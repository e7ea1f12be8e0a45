"""Where faults are played."""

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.conftest import empty_register
from tests.faults import parcels


@pytest.fixture
def memory():
    """Return a folder in memory, where there is one: what is tested here is not the disk's fsync."""
    shared = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=shared if shared.is_dir() else None))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def empty(memory):
    """Return the path of an event's register in memory in which nothing was done yet."""
    path = memory / "register.ogp"
    path.write_bytes(empty_register())
    return path


@pytest.fixture(scope="session")
def world():
    """Return a plan with keys and its parcels; its central register is only copied."""
    shared = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=shared if shared.is_dir() else None))
    yield parcels.made(folder)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def central(world, memory):
    """Return a copy of the world's central register."""
    return parcels.copy_of(world, memory)
