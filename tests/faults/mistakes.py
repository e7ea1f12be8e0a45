"""Mistakes planted in the real code, each by `patch(object, name, value)`: what a fault test must turn red for."""

from contextlib import contextmanager

from ogp_desktop import output
from ogp_desktop.storage import connection, derive


def none(patch):
    """The code as it is."""


def _pragmas(**changed):
    def plant(patch):
        answers = {name: (value, answer) for name, (value, answer) in changed.items()}
        patch(connection, "_PRAGMAS", {**connection._PRAGMAS, **answers})

    return plant


synchronous_normal = _pragmas(synchronous=("NORMAL", 1))
journal_deleted = _pragmas(journal_mode=("DELETE", "delete"), synchronous=("FULL", 2))
journal_in_memory = _pragmas(journal_mode=("MEMORY", "memory"))


def saves_in_pieces(patch):
    """Every statement is a transaction of its own."""

    @contextmanager
    def transaction(conn, path):
        yield conn

    patch(connection, "transaction", transaction)


def commits_later(patch):
    """What was said to be saved is committed with the next act."""

    @contextmanager
    def transaction(conn, path):
        if conn.in_transaction:
            conn.execute("COMMIT")
        conn.execute("BEGIN IMMEDIATE")
        yield conn

    patch(connection, "transaction", transaction)


def writes_in_place(patch):
    """A file that leaves is opened and written under its own name."""

    @contextmanager
    def writing(path, *_, **__):
        path.write_bytes(b"")
        yield path

    patch(output, "writing", writing)


def tables_follow_later(patch):
    """A parcel's changes are committed before the tables follow."""
    true_derive = derive.derive

    def late(conn, changes, read=None):
        conn.execute("COMMIT")
        conn.execute("BEGIN IMMEDIATE")
        return true_derive(conn, changes, read)

    patch(derive, "derive", late)


def plant(name):
    """Plant a mistake for the rest of this process."""
    globals()[name](setattr)
