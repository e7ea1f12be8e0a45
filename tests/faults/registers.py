"""Registers that were changed behind the application's back: by a bad disk, a bad copy, or a person with a tool."""

import re
import sqlite3
from contextlib import closing

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange.receiving import settle
from ogp_desktop.services.compose import Bench
from ogp_desktop.services.safety.checking import check
from ogp_desktop.storage import derive, forks, journal, queries
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register

SECTOR, PAGE = 512, 4096
SAID = "L’eau des douars n’arrive pas "
"""What every idea begins with, so that a person with an editor finds it in the bytes."""


def filled(one, other):
    """Fill two benches' registers with ideas, people, corrections, a conflict and a fork; the first has it all."""
    rows = []
    for number in range(25):
        with one.register.act(one.author) as act:
            rows.append(act.new("idea", {"problem": f"{SAID}{number}", "solution": "s" * 40 * number}))
            act.new("participant", {"organisation": f"Association {number}"})
    _meet(other, one)
    for bench, text in ((one, f"{SAID}ici"), (other, f"{SAID}là")):
        with bench.register.act(bench.author) as act:
            act.set("idea", rows[0], {"problem": text})
            act.delete("idea", rows[1])
    clone = Author(one.device.id, "room")
    for bench, text in ((one, "une fois"), (other, "deux fois")):
        with bench.register.act(clone) as act:
            act.new("idea", {"problem": f"{SAID}{text}"})
    _meet(one, other)
    assert forks.points(one.register.conn)
    assert queries.conflict_count(one.register.conn)


def _meet(target, source):
    with target.register.writing() as conn:
        settle(conn, journal.unite(conn, list(journal.everything(source.register.conn))))


# What happens to bytes.


def at(whole, rng, size=1):
    return rng.randrange(len(whole) - size)


def replaced(whole, place, new):
    return whole[:place] + new + whole[place + len(new) :]


def a_bit(whole, rng):
    place = at(whole, rng)
    return replaced(whole, place, bytes([whole[place] ^ 1 << rng.randrange(8)]))


def a_byte(whole, rng):
    return replaced(whole, at(whole, rng), rng.randbytes(1))


def several_bytes(whole, rng):
    return replaced(whole, at(whole, rng, 40), rng.randbytes(rng.randrange(2, 40)))


def a_sector_of_zeros(whole, rng):
    return replaced(whole, at(whole, rng) // SECTOR * SECTOR, bytes(SECTOR))


def a_page_of_zeros(whole, rng):
    return replaced(whole, at(whole, rng) // PAGE * PAGE, bytes(PAGE))


def two_pages_swapped(whole, rng):
    one, other = (at(whole, rng) // PAGE * PAGE for _ in range(2))
    return replaced(replaced(whole, one, whole[other : other + PAGE]), other, whole[one : one + PAGE])


def an_older_page(whole, rng):
    """A page as another one is: what a disk does that writes to the wrong place."""
    one, other = (at(whole, rng) // PAGE * PAGE for _ in range(2))
    return replaced(whole, one, whole[other : other + PAGE])


def cut_anywhere(whole, rng):
    return whole[: at(whole, rng)]


def cut_at_a_page(whole, rng):
    return whole[: at(whole, rng) // PAGE * PAGE]


def a_field_of_the_header(whole, rng):
    return replaced(whole, rng.randrange(16, 100), rng.randbytes(rng.choice([1, 2, 4])))


def something_behind(whole, rng):
    return whole + rng.randbytes(rng.choice([1, SECTOR, PAGE]))


def a_text_in_the_bytes(whole, rng):
    """Every place where one idea's text stands, by an editor: the journal, or the tables, or both."""
    places = [found.start() for found in re.finditer(re.escape(SAID.encode()), whole)]
    for place in rng.sample(places, rng.choice([1, 2, len(places)])):
        whole = replaced(whole, place, b"X")
    return whole


BYTES = (
    *(a_bit, a_byte, several_bytes, a_sector_of_zeros, a_page_of_zeros, two_pages_swapped, an_older_page),
    *(cut_anywhere, cut_at_a_page, a_field_of_the_header, something_behind, a_text_in_the_bytes),
)


# What a person does with a tool.

EDITED = "UPDATE change_stored SET body = CAST(replace(CAST(body AS TEXT), 'douars', 'villes') AS BLOB)"
UNGUARDED = "DROP TRIGGER change_stays; DROP TRIGGER change_keeps;"
STATEMENTS = {
    "a text edited in the tables": "UPDATE idea_stored SET problem = 'X' WHERE deleted = 0",
    "a text edited in the journal": f"{UNGUARDED} {EDITED}",
    "a text and its hash edited": f"{UNGUARDED} {EDITED}, body_sha = zeroblob(32)",
    "a clock edited": f"{UNGUARDED} UPDATE change_stored SET hlc = hlc + 1 WHERE rid = 5",
    "an author edited": f"{UNGUARDED} UPDATE change_stored SET actor = 99 WHERE rid = 5",
    "a change taken out of the middle": f"{UNGUARDED} DELETE FROM change_stored WHERE rid = 9",
    "the last change taken out": f"{UNGUARDED} DELETE FROM change_stored "
    "WHERE rid = (SELECT max(rid) FROM change_stored)",
    "everything taken out": f"{UNGUARDED} DELETE FROM change_stored",
    "the fork taken out": "DROP TRIGGER fork_keeps; DELETE FROM fork_stored",
    "a body taken out": f"{UNGUARDED} UPDATE change_stored SET body = NULL WHERE rid = 9",
    "a body of another type": f"{UNGUARDED} UPDATE change_stored SET body = x'00ff' WHERE rid = 9",
    "a number as text": f"{UNGUARDED} UPDATE change_stored SET seq = 'x' WHERE rid = 9",
    "an idea taken out of the tables": "DELETE FROM idea_stored WHERE deleted = 0",
    "a conflict hidden": "DELETE FROM conflict",
    "a trigger that eats ideas": "CREATE TRIGGER eats AFTER INSERT ON idea_stored BEGIN DELETE FROM idea_stored; END",
    "a trigger that rewrites bodies": "CREATE TRIGGER rewrites AFTER INSERT ON change_stored "
    "BEGIN DELETE FROM idea_stored; END",
    "a view": "CREATE VIEW endless AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT * FROM n",
    "a table that is an endless view": "DROP TABLE conflict; CREATE VIEW conflict AS WITH RECURSIVE n(x) AS "
    "(SELECT 1 UNION ALL SELECT x FROM n) SELECT x kind, x scope, x row, x field, x versions FROM n",
    "a table more": "CREATE TABLE idea_2(x)",
    "a table less": "DROP TABLE touch",
    "the journal's table gone": "DROP TABLE change_stored",
    "a column less": "DROP VIEW idea; ALTER TABLE idea_stored DROP COLUMN result",
    "an index more": "CREATE INDEX more ON change_stored(id)",
    "the guards gone": UNGUARDED,
    "the plan unnamed": "DELETE FROM meta WHERE key = 'plan'",
    "the plan another": "UPDATE meta SET value = 'x' WHERE key = 'plan'",
    "write-ahead": "PRAGMA journal_mode = WAL",
    "another page size": "PRAGMA journal_mode = DELETE; PRAGMA page_size = 1024; VACUUM",
}


def by_tool(path, statements):
    """Run statements on a register as a person with a tool would, who puts back the guards that stood in the way."""
    triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        guards = dict(conn.execute(triggers))
        conn.executescript(statements)
        gone = set(guards) - set(dict(conn.execute(triggers)))
        for name in gone if statements not in (UNGUARDED, "DROP TABLE change_stored") else ():
            conn.execute(guards[name])


# What the application says of it.

REFUSALS = ("not_a_register", "register_damaged", "register_altered", "register_truncated", "register_too_new")


def content(conn):
    """Return what must not change in silence: every change with its body, and what is seen."""
    changes = sorted((change.id, change.header, change.body) for change in journal.everything(conn))
    return changes, derive.digest(conn)


def what_is_said(path, whole, bench):
    """Open and check a register; returns `refused`, `found`, `repaired` or `harmless`, else `in silence`."""
    try:
        with Register.open_at(path) as register:
            checked = check(Bench(register, bench.author, bench.device))
            if not checked.ok:
                return "found"
            if content(register.conn) != whole:
                return "in silence"
            return "repaired" if checked.repaired else "harmless"
    except Trouble as trouble:
        return "refused" if trouble.code in REFUSALS else trouble.code
