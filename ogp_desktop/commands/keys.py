"""`keys new|show|rescue`, `laptop`, `devices list|accept|remove`."""

from __future__ import annotations

import getpass
import os
import sys
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ogp_desktop.commands.exchange import receipt_told
from ogp_desktop.domain.spoken import words_of
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange.keyring import Keyring
from ogp_desktop.services.compose import local_now, opened
from ogp_desktop.services.device import this_device
from ogp_desktop.services.event import creation
from ogp_desktop.services.plan import enrolment, keys, laptops, papers
from ogp_desktop.services.room.workshop import Workshop

if TYPE_CHECKING:
    from argparse import Namespace

    from ogp_desktop.services.compose import Bench

Answer = dict[str, Any]

WORDS = "OGP_WORDS"
"""The environment variable that holds the secretariat's words, or a laptop's, where nobody can type them."""


def typed_words(asked: str) -> str:
    """Return the words that close keys: from the environment, else typed unseen."""
    if WORDS in os.environ:
        return os.environ[WORDS]
    if not sys.stdin.isatty():
        raise Trouble("words_needed", variable=WORDS)
    return getpass.getpass(f"{asked}: ", stream=sys.stderr)


def unlock(bench: Bench) -> None:
    """Open the secretariat's keys where they are here, closed, and the words can be had."""
    if bench.keyring.is_locked(bench.register.plan) and (WORDS in os.environ or sys.stdin.isatty()):
        keys.unlock(bench, typed_words("words"))


def new(given: Namespace) -> Answer:
    """Draw the keys of a plan; they act once the paper was typed back, read from standard input."""
    os.environ["OGP_HOME"] = given.dir
    keyring = Keyring()
    with ExitStack() as stack:
        bench = stack.enter_context(opened(Path(given.register))) if given.register else None
        if bench is not None:
            keys.require_secretariat(bench)
        plan = bench.register.plan if bench else creation.plan_of(Path(given.plan) if given.plan else None)
        this_device()
        making = keys.begin(keyring, plan, encrypting=not given.sign_only)
        keys.require_words(words := typed_words("new words"))
        sys.stderr.write(" ".join(keys.on_paper(making.paper)) + "\n")
        if given.paper:
            papers.write_rescue_page(making, given.lang, Path(given.paper))
        keys.finish(keyring, making, sys.stdin.readline(), words, local_now())
        if bench is not None:
            keys.tell(bench.register, bench.author, keyring, bench.now())
    return _told(keyring, plan) | {"paper": given.paper}


def show(given: Namespace) -> Answer:
    """Tell which keys a data folder holds."""
    os.environ["OGP_HOME"] = given.dir
    keyring = Keyring()
    return {"device": this_device().id, "plans": [_told(keyring, plan) for plan in keyring.plans()]}


def rescue(given: Namespace) -> Answer:
    """Restore the plan's keys from the paper, read from standard input, by any register of the plan."""
    os.environ["OGP_HOME"] = given.dir
    with opened(Path(given.register)) as bench:
        keys.require_words(words := typed_words("new words"))
        held = keys.rescue(bench, sys.stdin.readline(), words)
        return _told(bench.keyring, held.plan)


def open_laptop(given: Namespace) -> Answer:
    """Take a laptop's keys into this computer."""
    held = laptops.take_in(Path(given.keys_file), typed_words("words"), Keyring())
    return {"device": held.device, "label": held.label, "post": held.post}


def _told(keyring: Keyring, plan: str) -> Answer:
    public = keyring.public_of(plan)
    return {
        "plan": plan,
        "device": this_device().id,
        "roles": sorted({key.role for key in public}),
        "here": keyring.has_plan(plan),
        "words": next((words_of(bytes.fromhex(key.public)) for key in public if key.role == "signing"), ""),
    }


def laptop(given: Namespace) -> Answer:
    """Write a laptop's event file and its keys."""
    with opened(Path(given.file)) as bench:
        unlock(bench)
        session = str(Workshop(bench).session(given.session)["id"]) if given.session else None
        wanted = laptops.Wanted(given.post, session, given.label or "", letter=given.letter or "")
        made = laptops.make(bench, wanted, Path(given.out), given.event)
    return {
        "register": str(made.register),
        "keys": str(made.keys) if made.keys else None,
        "device": made.device,
        "label": made.label,
        "words": made.words,
    }


def devices_list(given: Namespace) -> Answer:
    """List the computers that a register knows."""
    with opened(Path(given.file)) as bench:
        missing = {each.id for each in enrolment.missing(bench)}
        return {
            "devices": [asdict(each) | {"missing": each.id in missing} for each in enrolment.computers(bench)],
        }


def devices_accept(given: Namespace) -> Answer:
    """Accept a computer, and take what was set aside of it."""
    with opened(Path(given.file)) as bench:
        unlock(bench)
        receipts = enrolment.accept(bench, given.id).receipts
    return {"accepted": given.id, "parcels": [receipt_told(receipt, given.lang) for receipt in receipts]}


def devices_remove(given: Namespace) -> Answer:
    """Take nothing new from a computer any more."""
    with opened(Path(given.file)) as bench:
        enrolment.remove(bench, given.id)
    return {"removed": given.id}
