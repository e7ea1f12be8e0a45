"""The state machine of the register: laptops, a fork, wrong clocks, and exchanges in any order."""

import itertools
import random
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import ClassVar
from unittest import mock

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from ogp_desktop.domain import ids
from ogp_desktop.domain.clock import HybridClock
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange.receiving import settle
from ogp_desktop.services.compose import Bench
from ogp_desktop.services.device import Device
from ogp_desktop.services.files.review import Review
from ogp_desktop.storage import damage, derive, forks, journal, queries
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register
from ogp_desktop.storage.undo import undo
from tests.conftest import empty_register
from tests.machine import oracle

LISTED = [ids.derive("listed", str(n)) for n in range(3)]
"""Rows that several laptops create with the same id, as from one list."""

YEAR = 365 * 24 * 3600 * 1000
LAPTOPS = 3
CENTRAL = LAPTOPS

laptops = st.integers(0, LAPTOPS - 1)
anyone = st.integers(0, LAPTOPS)
fields = st.sampled_from(["problem", "solution"])
doings = st.sampled_from(["problem", "solution", "delete"])
values = st.sampled_from(["a", "b", "c", "الماء", ""])


def on_memory():
    shared = Path("/dev/shm")
    return shared if shared.is_dir() else None


class Machine(RuleBasedStateMachine):
    """Real register files; every act is also told to a ledger, and at the end to the oracle."""

    rows = Bundle("rows")
    acts = Bundle("acts")
    met: ClassVar[Counter] = Counter()
    """Runs that ended well, and the changes that met in them."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=on_memory()))
        self.ledger = set()
        self.seen = {}
        self.looked_at = {}
        self.shift = [0] * (LAPTOPS + 1)
        self.benches = []
        self.cloned = None
        self.count = itertools.count(1)
        self.salts = mock.patch("secrets.token_hex", side_effect=lambda _: f"{next(self.count):032x}")
        self.salts.start()

    def drawn(self):
        """Return an id that is the same in every replay of the same steps."""
        return ids.derive("drawn", str(next(self.count)))

    @initialize()
    def open_registers(self):
        for number in range(LAPTOPS + 1):
            path = self.folder / f"{number}.ogp"
            path.write_bytes(empty_register())
            self.benches.append(self._bench(path, number))

    def _bench(self, path, number):
        device = Device(self.drawn(), str(number), "room")
        clock = HybridClock(wall=lambda: 60 * YEAR + next(self.count) + self.shift[number])
        actor = next(self.count).to_bytes(16, "big")
        return Bench(Register.open_at(path), Author(device.id, device.post, actor=actor, clock=clock), device)

    def teardown(self):
        try:
            if self.benches:
                self._all_meet()
                self.met.update({"runs": 1, "changes": len(self.ledger)})
        finally:
            self.salts.stop()
            for bench in self.everyone():
                bench.register.close()
            shutil.rmtree(self.folder)

    def everyone(self):
        return [*self.benches, *([self.cloned] if self.cloned else [])]

    def _act(self, bench, do):
        with bench.register.act(bench.author) as act:
            result = do(act)
        known = bench.register.conn.execute("SELECT id FROM change UNION SELECT id FROM fork")
        self.ledger.update(row[0] for row in known)
        return result, act

    # What people do.

    @rule(target=rows, who=laptops, field=fields, value=values)
    def says(self, who, field, value):
        row, _ = self._act(self.benches[who], lambda act: act.new("idea", {field: value, "number": 1}, self.drawn()))
        return row

    @rule(target=rows, who=laptops, row=st.sampled_from(LISTED), value=values)
    def imports(self, who, row, value):
        if self._stands(who, row):
            return multiple()
        self._act(self.benches[who], lambda act: act.new("idea", {"problem": value, "number": 2}, row))
        return row

    def _stands(self, who, row):
        return bool(self.benches[who].register.row("idea", row).seen())

    @rule(who=anyone, row=rows)
    def opens_a_form(self, who, row):
        self.seen[who, row] = self.benches[who].register.row("idea", row).seen()

    @rule(target=acts, who=anyone, row=rows, field=fields, value=values)
    def edits_what_stands(self, who, row, field, value):
        bench = self.benches[who]
        if not self._stands(who, row):
            return multiple()
        _, act = self._act(bench, lambda act: act.set("idea", row, {field: value}))
        found = queries.record(bench.register.conn, "idea", row)
        forked = forks.points(bench.register.conn)
        assert bench.author.actor in forked or (found is not None and found[field] == value)
        return (who, act.batch)

    @rule(who=anyone, row=rows, field=fields, value=values)
    def edits_what_the_form_showed(self, who, row, field, value):
        seen = self.seen.pop((who, row), None)
        if seen:
            self._act(self.benches[who], lambda act: act.set("idea", row, {field: value}, seen))

    @rule(target=acts, who=anyone, row=rows)
    def deletes(self, who, row):
        if not self._stands(who, row):
            return multiple()
        _, act = self._act(self.benches[who], lambda act: act.delete("idea", row))
        return (who, act.batch)

    @rule(act=consumes(acts))
    def undoes(self, act):
        who, batch = act
        bench = self.benches[who]
        before = derive.digest(bench.register.conn)
        try:
            again, _ = undo(bench.register, bench.author, batch)
            undo(bench.register, bench.author, again)
        except Trouble:
            return
        assert bench.author.actor in forks.points(bench.register.conn) or before == derive.digest(bench.register.conn)
        self._act(bench, lambda act: None)

    @rule(who=anyone, keep=st.sampled_from(["1", "2", "both"]))
    def decides(self, who, keep):
        for bench in self.benches[who:] + self.benches[:who]:
            forked = bench.author.actor in forks.points(bench.register.conn)
            review = Review(bench)
            waiting = [found for found in review.conflicts() if found.kind == "idea"]
            if waiting and not forked:
                first = waiting[0]
                texts = first.field and None not in _values(first)
                review.resolve(first.id, keep if texts or keep != "both" else "1")
                assert first.id not in {found.id for found in review.conflicts()}
                self._act(bench, lambda act: None)
                return

    @rule(who=anyone, years=st.sampled_from([-3, 0, 5]))
    def has_a_wrong_clock(self, who, years):
        self.shift[who] = years * YEAR

    @rule(value=values)
    def is_cloned_while_running(self, value):
        original = self.benches[0]
        if self.cloned is None:
            path = self.folder / "clone.ogp"
            shutil.copyfile(original.register.path, path)
            clock = HybridClock(wall=lambda: 60 * YEAR + next(self.count))
            twin = Author(original.device.id, "room", actor=original.author.actor, clock=clock)
            self.cloned = Bench(Register.open_at(path), twin, original.device)
        self._act(self.cloned, lambda act: act.new("idea", {"problem": value}, self.drawn()))

    # What travels.

    @rule(source=anyone, to=anyone, chosen=st.randoms(use_true_random=False), part=st.floats(0.2, 1.0))
    def sends(self, source, to, chosen, part):
        changes = list(journal.everything(self.benches[source].register.conn))
        some = chosen.sample(changes, max(1, int(len(changes) * part))) if changes else []
        some = [change.without_body() if chosen.random() < 0.1 else change for change in some]
        self._receive(self.benches[to], some)

    @rule(one=anyone, other=anyone)
    def meet(self, one, other):
        for source, to in ((one, other), (other, one)):
            self._receive(self.benches[to], list(journal.everything(self.benches[source].register.conn)))

    @rule(
        one=anyone,
        other=anyone,
        row=rows,
        doings=st.tuples(doings, doings),
        texts=st.tuples(values, values),
        decision=st.sampled_from([None, "1", "2", "both"]),
    )
    def disagree(self, one, other, row, doings, texts, decision):
        """Two people change one record without seeing each other, meet, and perhaps decide at once."""
        self.meet(one, other)
        for who, doing, text in zip((one, other), doings, texts, strict=True):
            if not self._stands(who, row):
                continue
            if doing == "delete":
                self._act(self.benches[who], lambda act: act.delete("idea", row))
            else:
                self._act(self.benches[who], lambda act, f=doing, t=text: act.set("idea", row, {f: t}))
        self.meet(one, other)
        if decision:
            self.decides(one, decision)

    @rule(source=anyone, to=anyone)
    def sends_the_latest_change_only(self, source, to):
        conn = self.benches[source].register.conn
        latest = [known.change for known in journal.read(conn, "rid = (SELECT max(rid) FROM change)")]
        self._receive(self.benches[to], latest)

    def _receive(self, bench, changes):
        with bench.register.writing() as conn:
            settle(conn, journal.unite(conn, changes))

    # What must always hold.

    @invariant()
    def the_tables_are_what_the_journal_says(self):
        for number, bench in enumerate(self.everyone()):
            written = bench.register.conn.total_changes
            if self.looked_at.get(number) != written:  # a register that nobody wrote to shows what it showed
                assert_as_oracle(bench.register)
                self.looked_at[number] = written

    def _all_meet(self):
        """At the end all changes meet in two registers, in different orders and twice."""
        sets = [list(journal.everything(bench.register.conn)) for bench in self.everyone()]
        dumps = []
        for number, order in enumerate((sets, sets[::-1])):
            path = self.folder / f"meeting-{number}.ogp"
            path.write_bytes(empty_register())
            with Register.open_at(path) as register:
                with register.writing() as conn:
                    for changes in [*order, *order]:
                        shuffled = random.Random(number).sample(changes, len(changes))
                        settle(conn, journal.unite(conn, shuffled))
                    again = [journal.unite(conn, changes) for changes in order]
                assert not any(union.new_headers or union.new_bodies for union in again)
                assert_as_oracle(register)
                known = {change.id for change in journal.everything(register.conn)}
                assert self.ledger <= known
                assert not damage.damaged(register.conn)
                incremental = dump(register.conn)
                register.rebuild()
                assert dump(register.conn) == incremental
                dumps.append((incremental, derive.digest(register.conn), journal.digest(register.conn)))
        assert dumps[0] == dumps[1]


def _values(conflict):
    return [version.value for version in conflict.versions]


def dump(conn):
    ideas = conn.execute("SELECT id, scope, deleted, problem, solution, number FROM idea ORDER BY id").fetchall()
    return ideas, conn.execute("SELECT * FROM conflict ORDER BY kind, row, field").fetchall()


def assert_as_oracle(register):
    """Compare what a register shows with what the oracle says of its journal."""
    expected = oracle.state(oracle.told(register.conn))
    shown = {}
    for row, deleted, *said in register.conn.execute("SELECT id, deleted, problem, solution, withdrawn_at FROM idea"):
        shown[row] = (bool(deleted), *said)
    disputed = {}
    for row, field in register.conn.execute("SELECT row, field FROM conflict WHERE kind = 'idea'"):
        disputed.setdefault(row, set()).add(field)
    wanted = {}
    for (kind, _, row), (values_of, fields_in_dispute, deleted) in expected.items():
        if kind == "idea":
            wanted[row] = (deleted, *(values_of.get(name) for name in ("problem", "solution", "withdrawn_at")))
            assert disputed.get(row, set()) == fields_in_dispute, row
    assert shown == wanted
