"""Where faults are played."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from ogp_desktop.services import demonstration
from ogp_desktop.storage.register import Register
from tests.conftest import EVENT, PLAN
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
    Register.create(path, PLAN, EVENT).close()
    return path


@pytest.fixture(scope="session")
def evening(tmp_path_factory):
    """Return the path of the demonstration event's register as it stands in the evening; not to be written."""
    folder = tmp_path_factory.mktemp("evening")
    before = os.environ.get("OGP_HOME")
    os.environ["OGP_HOME"] = str(folder / "home")
    try:
        demonstration.event(folder / "evening.ogp")
    finally:
        if before is not None:
            os.environ["OGP_HOME"] = before
    return folder / "evening.ogp"


@pytest.fixture(scope="module")
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
