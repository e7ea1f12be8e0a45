"""The project's own tool: what it decides before it touches anything."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def script(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "build" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


dev, missing_words = script("dev"), script("missing_words")


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


def test_a_window_is_shown_only_where_there_is_a_display(monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert dev.has_display("win32")
    assert not dev.has_display("linux")
    monkeypatch.setenv("DISPLAY", ":0")
    assert dev.has_display("linux")


def test_an_old_python_is_told_in_a_sentence(monkeypatch, capsys):
    monkeypatch.setattr(dev.sys, "version_info", (3, 9))
    assert dev.main(["test"]) == 1
    assert "3.11" in capsys.readouterr().out


def test_a_translator_is_told_what_is_missing_with_its_french(tmp_path):
    (tmp_path / "interface.fr.json").write_text(
        '{"a.b": "Oui", "a.n.one": "un", "a.n.other": "des", "c": "Non"}', "utf-8"
    )
    (tmp_path / "interface.zgh.json").write_text('{"c": "ⵓⵀⵓ", "a.n.few": "ⴽⵔⴰ"}', "utf-8")
    assert missing_words.listing(tmp_path, "zgh") == ["interface.zgh.json\ta.b\tOui"]
    assert missing_words.summary(tmp_path)[1].split() == ["interface", "zgh", "3", "4"]


def test_the_listing_is_a_command(capfd):
    assert dev.main(["words", "zgh"]) == 0
    assert dev.main(["words"]) == 0
    told = capfd.readouterr().out
    assert "interface.zgh.json\tlauncher.session\tAtelier\n" in told
    assert "interface   en" in told
