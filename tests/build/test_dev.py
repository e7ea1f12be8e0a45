"""The project's own tool: what it decides before it touches anything."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
spec = importlib.util.spec_from_file_location("dev", ROOT / "build" / "dev.py")
dev = importlib.util.module_from_spec(spec)
spec.loader.exec_module(dev)


def test_an_environment_is_remade_when_the_project_or_the_python_changes():
    known = dev.stamp(b"a", (3, 11))
    assert known == dev.stamp(b"a", (3, 11))
    assert known not in (dev.stamp(b"b", (3, 11)), dev.stamp(b"a", (3, 12)))


def test_the_interpreter_is_where_each_system_puts_it():
    assert dev.python_of(Path("v"), windows=True) == Path("v/Scripts/python.exe")
    assert dev.python_of(Path("v"), windows=False) == Path("v/bin/python")


def test_what_is_missing_is_one_sentence_with_its_command():
    sentence = dev.install_sentence(["libegl1", "poppler-utils"])
    assert sentence.endswith("sudo apt-get install libegl1 poppler-utils")
    assert "\n" not in sentence


def test_where_debian_does_not_rule_nothing_is_missing(monkeypatch):
    monkeypatch.setattr(dev.shutil, "which", lambda _: None)
    assert dev.missing_packages(["libegl1"]) == []


@pytest.mark.parametrize("command", ["screens", "freeze"])
def test_what_comes_with_the_window_says_so(command, capsys):
    assert dev.main([command]) == 1
    assert "window" in capsys.readouterr().out


def test_an_old_python_is_told_in_a_sentence(monkeypatch, capsys):
    monkeypatch.setattr(dev.sys, "version_info", (3, 9))
    assert dev.main(["test"]) == 1
    assert "3.11" in capsys.readouterr().out
