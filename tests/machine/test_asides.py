"""What is set aside and put back in any order with everything else: every register agrees, nothing is lost."""

import random

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from ogp_desktop.storage import derive, journal, queries
from ogp_desktop.storage.undo import undo
from tests.faults.counts import CAMPAIGN, seeds
from tests.machine.machine import CENTRAL, LAPTOPS, Machine, assert_as_oracle

DAYS = 10
"""Days a test."""

WITHDRAWN = "2026-11-21T16:10:00+01:00"
WORK = ("says", "says", "edits", "edits", "deletes", "withdraws")
STEPS = ("works", "works", "hands over", "hands over", "sends some", "sets aside", "sets aside", "puts back")
steps = st.tuples(st.sampled_from(STEPS), st.integers(0, CENTRAL), st.integers(0, CENTRAL), st.integers(0, 2**32))


class Day(Machine):
    """Laptops and two posts that receive, as in the machine; what is done is told from outside."""

    def take(self, step, who, to, drawn):
        """Take one step of the day."""
        chance, bench = random.Random(drawn), self.benches[who]
        if step == "works":
            self._work(bench, chance)
        elif step == "hands over":
            self._receive(self.benches[to], list(journal.everything(bench.register.conn)))
        elif step == "sends some":
            known = list(journal.everything(bench.register.conn))
            self._receive(self.benches[to], chance.sample(known, len(known) // 2))
        elif step == "sets aside":
            self._set_aside(bench, chance)
        elif records := queries.records(bench.register.conn, "set_aside"):
            self._act(bench, lambda act: act.delete("set_aside", chance.choice(records)["id"]))
        assert_as_oracle(self.benches[to].register)
        assert_as_oracle(bench.register)

    def _work(self, bench, chance):
        rows = [idea["id"] for idea in queries.records(bench.register.conn, "idea")]
        doing, field, value = chance.choice(WORK), chance.choice(["problem", "solution"]), chance.choice("abc")
        if doing == "says" or not rows:
            self._act(bench, lambda act: act.new("idea", {field: value, "number": 3}, self.drawn()))
        elif doing == "deletes":
            self._act(bench, lambda act: act.delete("idea", chance.choice(rows)))
        else:
            said = {"withdrawn_at": WITHDRAWN} if doing == "withdraws" else {field: value}
            self._act(bench, lambda act: act.set("idea", chance.choice(rows), said))

    def _set_aside(self, bench, chance):
        """Set some of what others wrote aside; undone, everything is as it was, and done again as well."""
        conn = bench.register.conn
        heads = [known.change.header for known in journal.read(conn)]
        actors = sorted({header.actor for header in heads} - {bench.author.actor})
        if not actors:
            return
        self._act(bench, lambda act: act.new("idea", {"problem": "d"}, self.drawn()))  # it has introduced itself then
        actor = chance.choice(actors)
        places = sorted(header.seq for header in heads if header.actor == actor)
        runs = [f"{first}-{last}@{actor.hex()}" for first, last in [sorted(chance.choices(places, k=2))]]
        before = derive.digest(conn)
        _, act = self._act(bench, lambda act: act.new("set_aside", {"changes": runs}, self.drawn()))
        aside = derive.digest(conn)
        back, _ = undo(bench.register, bench.author, act.batch)
        assert derive.digest(conn) == before
        undo(bench.register, bench.author, back)
        assert derive.digest(conn) == aside
        self._act(bench, lambda act: None)


@pytest.mark.parametrize("number", seeds("days with files set aside", DAYS))
def test_set_aside_and_put_back_every_register_agrees_and_a_rebuild_says_the_same(number, figures):
    days = 0

    @settings(max_examples=DAYS, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(steps, min_size=12, max_size=30))
    def play(told):
        nonlocal days
        day = Day()
        try:
            day.open_registers()
            for laptop in range(LAPTOPS):
                day.take("works", laptop, laptop, laptop)
            for step in told:
                day.take(*step)
        finally:
            day.teardown()
        days += 1

    (play if CAMPAIGN else seed(number)(play))()
    figures("days with files set aside", {"days": days, "in disagreement": 0})
