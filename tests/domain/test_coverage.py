"""Runs of changes are written and read back; what of a row counts does not follow from the order of its ops."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ogp_desktop.domain.change import Op
from ogp_desktop.domain.coverage import Coverage, heard, places_of, read_runs, write_runs
from ogp_desktop.domain.fold import Stamp

ACTORS = ["0" * 31 + digit for digit in "123"]
DOTS = st.builds("{}@{}".format, st.integers(1, 6), st.sampled_from(ACTORS))
seen = st.dictionaries(st.sampled_from(["", "problem"]), st.lists(DOTS, min_size=1, max_size=2), max_size=2)
values = st.dictionaries(st.sampled_from(["problem", "withdrawn_at"]), st.sampled_from(["a", None]), max_size=2)
stamps = st.builds(Stamp, st.just(1), st.sampled_from(ACTORS).map(bytes.fromhex), st.integers(1, 6))
ops = st.builds(Op, st.sampled_from(["new", "set", "del"]), st.just("row"), values, seen)
known = st.lists(st.tuples(stamps, ops), unique_by=lambda told: told[0].dot, max_size=9)


@given(st.dictionaries(st.sampled_from(ACTORS), st.sets(st.integers(1, 40), min_size=1)))
def test_runs_are_read_back_as_they_were_written(places):
    told = write_runs(places)
    assert places_of(told) == places
    covers = Coverage(read_runs(told, "scope")).covers
    for actor in ACTORS:
        found = {seq for seq in range(42) if covers(bytes.fromhex(actor), seq, "scope")}
        assert found == places.get(actor, set())
        assert not any(covers(bytes.fromhex(actor), seq, "another") for seq in range(42))


def test_what_is_written_otherwise_names_nothing():
    assert list(read_runs(["", "1@x", "0-3@" + ACTORS[0], "1-2@" + ACTORS[0].upper() + "A", "1-2"])) == []


@settings(max_examples=25)
@given(known, st.sets(DOTS), st.randoms())
def test_what_counts_is_a_function_of_the_set_and_grows_with_it(told, away, chance):
    def counts(ops, is_aside):
        return {stamp.dot for stamp, _ in heard(ops, is_aside, ["withdrawn_at"])}

    found = counts(told, lambda stamp: stamp.dot in away)
    standing = {stamp.dot for stamp, _ in told} - away
    assert found == counts(chance.sample(told, len(told)), lambda stamp: stamp.dot in away)
    assert standing <= found
    assert bool(found) == bool(standing)
    replaced = {dot for stamp, op in told if stamp.dot in found for dots in op.seen.values() for dot in dots}
    assert replaced & {stamp.dot for stamp, _ in told} <= found
