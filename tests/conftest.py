"""What every test relies on: no network, no window server, a data folder of its own, nothing left behind."""

from __future__ import annotations

import os
import socket
import threading

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

CAMPAIGN = os.environ.get("OGP_CAMPAIGN") == "1"

settings.register_profile("test", derandomize=True, deadline=None, database=None)
settings.register_profile("campaign", deadline=None, database=None)
settings.load_profile("campaign" if CAMPAIGN else "test")


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
    monkeypatch.setenv("OGP_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture(autouse=True)
def no_thread_left():
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) <= before
