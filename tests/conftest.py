"""What every test relies on: no network, no window server, a data folder of its own, nothing left behind."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

# Hundreds of children start the program anew: without compiled modules kept, compiling is half of their work.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

MEMORY, ROOM = Path("/dev/shm"), 1 << 30
if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    # Thousands of acts wait for the disk otherwise; what a disk may do to them is replayed by tests/faults. Workers
    # and children find the place made; with TMPDIR set, what failing tests leave can be looked at afterwards.
    os.environ["TMPDIR"] = tempfile.tempdir = tempfile.mkdtemp(prefix="ogp-tests-", dir=MEMORY)
    atexit.register(shutil.rmtree, tempfile.tempdir, ignore_errors=True)

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "build"))
import prepare

prepare.prepare()

from ogp_desktop import paths
from ogp_desktop.domain import ids
from ogp_desktop.exchange import aside, keys
from ogp_desktop.exchange.receiving import settle
from ogp_desktop.services.compose import Bench, opened
from ogp_desktop.services.device import Device
from ogp_desktop.services.event import creation, demonstration
from ogp_desktop.services.participants import registration
from ogp_desktop.storage import journal
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register

PLAN, EVENT = ids.derive("a plan"), ids.derive("an event")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

CAMPAIGN = os.environ.get("OGP_CAMPAIGN") == "1"

settings.register_profile("test", derandomize=True, deadline=None, database=None)
settings.register_profile("campaign", deadline=None, database=None)
settings.load_profile("campaign" if CAMPAIGN else "test")


def pytest_collection_finish():
    """Set apart what all tests and modules are: each walk of the collector through them takes a tenth of a second."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(self, address):
        if self.family != getattr(socket, "AF_UNIX", None):
            raise AssertionError(f"a test tried the network: {address}")
        return connect(self, address)

    connect = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(autouse=True)
def own_home(monkeypatch, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("OGP_HOME", str(home))
    yield
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(autouse=True)
def no_thread_left():
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) <= before


# What takes long to make is made once a run, by the worker that needs it first.


def made_once(tmp_path_factory, name, make):
    """Return the path of the file `name` that `make(path)` makes for all workers; nobody writes it afterwards."""
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    path, claim = folder / name, folder / f"{name}.claim"
    while not path.exists():
        try:
            claim.open("x").close()
        except FileExistsError:
            time.sleep(0.05)
            continue
        try:
            if not path.exists():
                make(part := folder / f"part-{name}")
                part.replace(path)
        finally:
            claim.unlink()
    return path


@pytest.fixture(scope="session")
def demonstration_file(tmp_path_factory):
    """Return the path of the demonstration event's register as it stands in the evening; not to be written."""

    def make(path):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("OGP_HOME", str(tmp_path_factory.mktemp("home")))
            demonstration.event(path)

    return made_once(tmp_path_factory, "demonstration.ogp", make)


@pytest.fixture(scope="session")
def listed_file(tmp_path_factory):
    """Return the path of an event's register whose seventy people are expected; not to be written."""

    def make(path):
        folder = paths.resources() / "sample" / "demonstration"
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("OGP_HOME", str(tmp_path_factory.mktemp("home")))
            creation.new_event(path, folder / "event.json")
            with opened(path) as bench:
                registration.import_list(bench, registration.preview(folder / "registrations.xlsx"))

    return made_once(tmp_path_factory, "listed.ogp", make)


@pytest.fixture
def figures(record_property):
    """Return a function that tells what a fault test saw; it is printed when the tests have ended."""

    def tell(subject, seen):
        record_property("figures", (subject, seen))

    return tell


def pytest_terminal_summary(terminalreporter):
    """Print what the fault tests saw, added up by subject."""
    told = {}
    for report in terminalreporter.stats.get("passed", []) + terminalreporter.stats.get("failed", []):
        for name, value in getattr(report, "user_properties", []):
            if name == "figures":
                subject, seen = value
                told.setdefault(subject, Counter()).update(seen)
    if told:
        terminalreporter.section("faults")
        for subject, seen in sorted(told.items()):
            terminalreporter.line(f"{subject}: " + ", ".join(f"{count:,} {what}" for what, count in seen.items()))


# Registers: real files, their authors, and the union between them.


@cache
def empty_register(plan=PLAN, event=EVENT):
    """Return the bytes of a register in which nothing was done yet."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.ogp"
        Register.create(path, plan, event).close()
        return path.read_bytes()


def made_register(folder, name="register", plan=PLAN, event=EVENT, operator=""):
    """Make a bench: a real register of one event in `folder`, with an author of its own."""
    path = folder / f"{name}.ogp"
    path.write_bytes(empty_register(plan, event))
    device = Device(ids.draw(), name, "room")
    return Bench(Register.open_at(path), Author(device.id, device.post, operator), device)


@pytest.fixture
def make_register(tmp_path, request):
    """Return a function that makes a bench, which is closed in the end."""

    def make(*given, **named):
        bench = made_register(tmp_path, *given, **named)
        request.addfinalizer(bench.register.close)
        return bench

    return make


@pytest.fixture
def exchange():
    """Return a function that takes the union of benches' registers, each with every other."""

    def exchange(*benches):
        for target in benches:
            for source in benches:
                if source is not target:
                    changes = list(journal.everything(source.register.conn))
                    with target.register.writing() as conn:
                        settle(conn, journal.unite(conn, changes))

    return exchange


@pytest.fixture
def sample():
    return paths.resources() / "sample"


@pytest.fixture
def quick_words(monkeypatch):
    """Closing with words takes seconds in another process on purpose; here only what follows from it is told."""

    def close(content, words):
        return words.encode() + b"\n" + content

    def open_(content, words):
        kept, _, inside = content.partition(b"\n")
        if kept != words.encode():
            raise keys.Unopened("words")
        return inside

    monkeypatch.setattr(aside, "run", lambda work, *given: work(*given))
    monkeypatch.setattr(keys, "close_with_words", close)
    monkeypatch.setattr(keys, "open_with_words", open_)
