"""Nothing that was forged enters: it is refused or set aside in words, or it says nothing new."""

import __future__

import inspect
import random
import textwrap

import pytest

from ogp_desktop import words
from ogp_desktop.exchange import admission, gate, lines, receiving, sealing
from tests.faults import forgeries
from tests.faults.counts import seeds
from tests.faults.forgeries import CLASSES, forged
from tests.faults.parcels import came, tables

VARIANTS = 20
"""Variants of each forgery a test."""


@pytest.mark.parametrize("seed", seeds("variants of a forgery", VARIANTS))
@pytest.mark.parametrize("name", CLASSES)
def test_no_forgery_enters(name, seed, world, central, figures):
    before = tables(central)
    statuses = []
    for make in CLASSES[name]:
        for variant in range(VARIANTS):
            content = make(world, random.Random(f"{seed} {variant}"))
            receipt = came(world, content, central)
            statuses.append(receipt.status)
            assert receipt.status in ("refused", "quarantined", "already"), (make, variant, receipt)
            for lang in words.LANGUAGES if receipt.reason else ():
                assert "remise.ogpx" in words.sentence(receipt.reason, lang)
    assert tables(central) == before
    assert (set(statuses) == {"already"}) == (name == "replay")
    figures("forgeries", {"forgeries": len(statuses), "accepted": 0})


def test_a_file_under_another_name_is_what_it_is(world, central):
    for name in ("remise (1).ogpx", "remise.pdf", "\u202expgo.txt", "CON.ogpx"):
        assert came(world, world.first, central, name).status == "already"
    assert came(world, world.second, central, "remise.pdf").status == "merged"
    assert came(world, world.second, central).status == "already"


def test_what_a_colleague_carries_untouched_is_taken(world, central):
    """So that each forgery of a colleague is refused for what was changed."""
    content = forged(lambda parts, rng: None, forgeries.by_a_colleague_as_itself)(world, random.Random(1))
    assert came(world, content, central).status == "merged"


# Each check switched off, in the source itself: a forgery enters.


def switched_off(monkeypatch, module, function, check, instead):
    source = textwrap.dedent(inspect.getsource(getattr(module, function)))
    assert source.count(check) == 1, f"{function} has no such check any more: {check}"
    namespace, flags = {}, __future__.annotations.compiler_flag
    exec(compile(source.replace(check, instead), module.__file__, "exec", flags), vars(module), namespace)
    true_one = getattr(module, function)
    for user in (admission, gate, lines, receiving, sealing):
        if getattr(user, function, None) is true_one:
            monkeypatch.setattr(user, function, namespace[function])


CARRIED = forgeries.by_a_colleague_as_itself
CHECKS = {
    "the manifest's signature": (
        (gate, "_verified", "not keys.is_signed(", "False and not keys.is_signed("),
        forged(forgeries.bodies_taken_out, forgeries.as_it_was_signed),
    ),
    "that a key is named with its signature": (
        (gate, "_verified", '(key != b"") != (signature is not None)', "False"),
        forged(forgeries.bodies_taken_out, forgeries.without_signature),
    ),
    "that the sender's key is the sender's": (
        (admission, "admit", "sender is not None and sender != incoming.key", "False"),
        forged(forgeries.bodies_taken_out, forgeries.by_a_stranger),
    ),
    "that the sender is known": (
        (admission, "_not_enrolled", "incoming.device not in known", "False"),
        forged(forgeries.bodies_taken_out, forgeries.by_nobody_known),
    ),
    "that each change is vouched for": (
        (admission, "admit", "if not _is_vouched(change, writers, keys, vouched)", "if False"),
        forged(forgeries.text_edited_and_rehashed, CARRIED),
    ),
    "the seals' signatures": (
        (sealing, "vouched", "not is_valid(seal, public)", "False"),
        forged(forgeries.text_edited_and_rehashed, CARRIED),
    ),
    "that a sealed chain has no gap": (
        (sealing, "vouched", "at == NO_CHANGE or at in covered", "True"),
        forged(forgeries.middle_dropped, CARRIED),
    ),
    "the hash of a body": (
        (lines, "read_lines", "header.body_sha != body_sha", "False"),
        forged(forgeries.text_edited_and_counted, CARRIED),
    ),
    "the hash of all changes": (
        (gate, "_verified", 'hashlib.sha256(lines).hexdigest() != manifest["changes_sha256"]', "False"),
        forged(forgeries.bodies_taken_out_only, forgeries.as_it_was_signed),
    ),
    "that changes belong to the events announced": (
        (gate, "_verified", "<= {plan, *events}", "<= {change.header.scope for change in changes}"),
        forgeries.renamed_event,
    ),
    "the format": (
        (gate, "_check_manifest", 'manifest["format"] == FORMAT', "True"),
        forged(forgeries.older_format, CARRIED),
    ),
    "the members": (
        (gate, "_open", "sorted(member.filename for member in members) != sorted(MEMBERS)", "False"),
        forgeries.members_more,
    ),
}


@pytest.mark.parametrize("check", CHECKS)
def test_without_a_check_a_forgery_enters(check, world, central, monkeypatch):
    switch, make = CHECKS[check]
    switched_off(monkeypatch, *switch)
    statuses = {came(world, make(world, random.Random(seed)), central).status for seed in range(8)}
    assert "merged" in statuses
