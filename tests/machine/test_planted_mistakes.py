"""The nine mistakes of `exchange.md` §8, each planted in the real code: the machine must turn red."""

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from ogp_desktop.domain import fold as folding
from ogp_desktop.domain.change import sha256
from ogp_desktop.domain.fold import Row
from ogp_desktop.storage import derive, journal
from ogp_desktop.storage.act import Act
from tests.machine.machine import Machine

BRIEF = settings(
    max_examples=300,
    stateful_step_count=25,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    print_blob=False,
)

SOON = 1
"""A seed by which each of the mistakes shows within some runs."""

true_fold = folding.fold


def last_writer_wins_by_clock(monkeypatch):
    def fold(ops):
        row = true_fold(ops)
        row.heads = {name: heads[:1] for name, heads in row.heads.items()}
        return row

    monkeypatch.setattr(derive, "fold", fold)


def edits_before_their_row_are_forgotten(monkeypatch):
    def fold(ops):
        known = list(ops)
        return true_fold(known if any(op.name == "new" for _, op in known) else [])

    monkeypatch.setattr(derive, "fold", fold)


def arrival_order_decides_ties(monkeypatch):
    def fold(ops):
        known = list(ops)
        row = true_fold(known)
        place = {stamp: number for number, (stamp, _) in enumerate(known)}
        row.heads = {name: sorted(heads, key=lambda head: place[head.stamp]) for name, heads in row.heads.items()}
        return row

    monkeypatch.setattr(derive, "fold", fold)


def delete_wins_silently(monkeypatch):
    monkeypatch.setattr(Row, "is_deleted", property(lambda row: bool(row.deletions)))


def conflicts_are_never_cleared(monkeypatch):
    written = derive._write_folded

    def keeping(conn, place, folded):
        before = conn.execute("SELECT * FROM conflict").fetchall()
        written(conn, place, folded)
        conn.executemany("INSERT OR IGNORE INTO conflict VALUES(?, ?, ?, ?, ?)", before)

    monkeypatch.setattr(derive, "_write_folded", keeping)


def only_conflicts_of_three(monkeypatch):
    counted = Row._field_conflicts
    monkeypatch.setattr(
        Row, "_field_conflicts", lambda row: {name: count for name, count in counted(row).items() if count > 2}
    )


def a_decision_forgets_a_head(monkeypatch):
    written = Act.set

    def forgetful(act, kind, row, values, seen=None):
        seen = act.row(kind, row).seen() if seen is None else seen
        written(act, kind, row, values, {name: dots[:1] for name, dots in seen.items()})

    monkeypatch.setattr(Act, "set", forgetful)


def importing_again_doubles(monkeypatch):
    import itertools

    counter = itertools.count()
    true_unite = journal.unite

    def doubled(conn, changes, said=None):
        marked = [
            change._replace(header=change.header._replace(actor=next(counter).to_bytes(16, "big"), seq=1, prev=b""))
            for change in changes
        ]
        return true_unite(conn, [change._replace(id=sha256(change.header.canonical())) for change in marked])

    monkeypatch.setattr(journal, "unite", doubled)


def registers_are_rows_not_fields(monkeypatch):
    def fold(ops):
        widened = []
        for stamp, op in ops:
            dots = {dot for found in op.seen.values() for dot in found}
            seen = {name: sorted(dots) for name in ("problem", "solution", "number", *op.seen)} if dots else {}
            widened.append((stamp, op._replace(seen=seen) if op.name == "set" else op))
        return true_fold(widened)

    monkeypatch.setattr(derive, "fold", fold)


MISTAKES = [
    last_writer_wins_by_clock,
    edits_before_their_row_are_forgotten,
    arrival_order_decides_ties,
    delete_wins_silently,
    conflicts_are_never_cleared,
    only_conflicts_of_three,
    a_decision_forgets_a_head,
    importing_again_doubles,
    registers_are_rows_not_fields,
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.__name__)
def test_a_planted_mistake_turns_the_machine_red(mistake, monkeypatch):
    mistake(monkeypatch)
    # An IndexError too: a list of versions without versions is what one of the mistakes leads to.
    with pytest.raises((AssertionError, IndexError, BaseExceptionGroup)):
        run_state_machine_as_test(seed(SOON)(type("Machine", (Machine,), {})), settings=BRIEF)
