"""Cycles are collected in the window's thread, never in the writer's."""

import gc
import threading

from PySide6.QtCore import QObject

from ogp_desktop.gui import garbage


class Knot:
    """Something only the collector can untie; says in which thread it went."""

    def __init__(self, went):
        self.self, self.went = self, went

    def __del__(self):
        self.went.append(threading.current_thread().name)


def test_another_thread_collects_nothing_and_the_windows_does(qapp, hands):
    assert not gc.isenabled()
    went = []
    gc.collect()

    def work():
        Knot(went)
        for _ in range(50_000):
            [[]].append([])

    thread = threading.Thread(target=work, name="writer")
    thread.start()
    thread.join()
    assert went == []
    while garbage.collect() != -1:
        pass
    gc.collect()
    assert went == ["MainThread"]


def test_python_collects_again_when_the_window_is_closed(qapp):
    owner = QObject()
    collector = garbage.Collector(owner)
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
