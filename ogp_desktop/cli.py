"""`ogp …`: the use cases without a window; the contract is in `docs/commands.md`."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ogp_desktop import __version__, output, words
from ogp_desktop.commands.table import COMMANDS, OF_A_SESSION
from ogp_desktop.domain.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 done, 1 refused with a sentence, 2 wrong usage."""
    _say_anything()
    given = _parsed(sys.argv[1:] if arguments is None else arguments)
    if given.keys:
        os.environ["OGP_HOME"] = given.keys
    wrong = _wrong_usage(given)
    if wrong:
        sys.stderr.write(f"ogp: {wrong}\n")
        return 2
    module, name = COMMANDS[given.called][0].split(".")
    run = getattr(import_module(f"ogp_desktop.commands.{module}"), name)
    try:
        with _in_words(given), output.held_elsewhere() as beside:
            answer: dict[str, Any] = run(given)
    except Trouble as trouble:
        sentence = words.sentence(trouble, given.lang)
        if given.json:
            _say({"refused": trouble.code, "sentence": sentence}, as_json=True)
        sys.stderr.write(sentence + "\n")
        return 1
    for each in beside:
        sys.stderr.write(words.sentence(each.told, given.lang) + "\n")
        answer = {key: str(each.written) if value == str(each.asked) else value for key, value in answer.items()}
    status = int(answer.pop("exit", 0))
    _say(answer, as_json=given.json)
    return status if answer.get("ok", True) else 1


def _in_words(given: argparse.Namespace) -> AbstractContextManager[None]:
    """Turn what may happen to a register at any moment, whoever reads it, into the user's trouble."""
    if "file" not in given:
        return nullcontext()
    from ogp_desktop.storage.connection import in_words

    return in_words(Path(given.file))


def _say_anything() -> None:
    """Let output be UTF-8 whatever the console's code page is: Arabic must not end a command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


class _Version(argparse.Action):
    """Tell the versions, which nobody else need wait for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print them and end."""
        from ogp_desktop.storage.connection import ENGINE

        sys.stdout.write(f"{__version__} · {ENGINE}\n")
        parser.exit()


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the arguments of the command they name; of all commands where they name none (help, a wrong name)."""
    for called in (" ".join(arguments[:2]), *arguments[:1]):
        if called in COMMANDS:
            parser = argparse.ArgumentParser(prog=f"ogp {called}")
            return _taking(parser, called).parse_args(arguments[len(called.split()) :])
    return _all_commands().parse_args(arguments)


def _all_commands() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ogp", description="Co-creation workshops, offline.")
    parser.add_argument("--version", action=_Version, nargs=0, help="this program, and what it writes registers with")
    subcommands = parser.add_subparsers(metavar="COMMAND", required=True)
    families: dict[str, Any] = {}
    for called, (_, explained, _) in COMMANDS.items():
        family, _, verb = called.rpartition(" ")
        if family and family not in families:
            families[family] = subcommands.add_parser(family).add_subparsers(metavar="VERB", required=True)
        _taking((families[family] if family else subcommands).add_parser(verb, help=explained), called)
    return parser


def _taking(parser: argparse.ArgumentParser, called: str) -> argparse.ArgumentParser:
    """Give a parser the arguments of a command."""
    for names, details in COMMANDS[called][2]:
        parser.add_argument(*names, **details)
    parser.add_argument("--lang", choices=words.LANGUAGES, default=_language())
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--keys", metavar="DIR", help="data folder of the acting computer (or OGP_HOME)")
    parser.set_defaults(called=called)
    return parser


def _language() -> str:
    asked = os.environ.get("OGP_LANG", "fr")[:2]
    return asked if asked in words.LANGUAGES else "fr"


_ONE_OF_TWO = {
    "checkin": ("code", "name", "checkin takes --code or --name"),
    "people import": ("list", "undo", "people import takes a list or --undo"),
    "anonymise": ("person", "before", "anonymise takes --person or --before"),
    "new": ("plan", "event", "new takes --plan or --event"),
}
"""Commands of whose two arguments exactly one is given, and what is said otherwise."""


def _wrong_usage(given: argparse.Namespace) -> str:
    if given.called in _ONE_OF_TWO:
        one, other, said = _ONE_OF_TWO[given.called]
        return said if bool(getattr(given, one)) == bool(getattr(given, other)) else ""
    if given.called == "report":
        return _wrong_report(given)
    if given.called == "idea template" and given.session and not given.register:
        return "idea template takes --session with --register"
    return ""


def _wrong_report(given: argparse.Namespace) -> str:
    if (given.kind in OF_A_SESSION) != bool(given.session):
        return f"report takes --session for --kind {', '.join(OF_A_SESSION)}, and only then"
    if given.names and given.kind != "slips":
        return "report takes --names for --kind slips"
    if given.blank and given.kind in OF_A_SESSION and given.kind != "minutes":
        return "report takes --blank for minutes, lists and badges"
    return ""


def _say(answer: dict[str, Any], as_json: bool) -> None:
    whole = json.dumps(answer, ensure_ascii=False, default=str)
    text = whole if as_json else "\n".join(_lines(answer))
    sys.stdout.write(text + "\n")


def _lines(answer: dict[str, Any]) -> list[str]:
    lines = []
    for key, value in answer.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines.append(f"{key}:")
            lines.extend("  " + "  ".join(f"{k}={v}" for k, v in row.items()) for row in value)
        else:
            lines.append(f"{key}: {value}")
    return lines


if __name__ == "__main__":
    import multiprocessing

    multiprocessing.freeze_support()
    raise SystemExit(main())
