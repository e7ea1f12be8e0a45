"""Five parcels in each of their 120 orders, with repetitions: one register, to the byte of its digests."""

import itertools
import random
import shutil

from ogp_desktop.domain import ids
from ogp_desktop.exchange import receiving
from ogp_desktop.exchange.receiving import receive
from ogp_desktop.services.files.receiving import hand_over
from ogp_desktop.storage import derive, journal
from ogp_desktop.storage.register import Register
from tests.conftest import EVENT
from tests.faults.kills import NOW

SHARED = ids.derive("an idea that all saw")


def parcels(make_register, exchange, folder):
    """Return five parcels whose rooms edited one idea, deleted it, and have a clone among them; and their devices."""
    rooms = [make_register(f"room {number}") for number in range(4)]
    with rooms[0].register.act(rooms[0].author) as act:
        act.new("idea", {"problem": "p"}, SHARED)
    exchange(*rooms)
    made = []
    for number, room in enumerate(rooms):
        with room.register.act(room.author) as act:
            act.new("idea", {"problem": f"idée {number}"})
            if number < 3:
                act.set("idea", SHARED, {"problem": f"version {number}"})
            else:
                act.delete("idea", SHARED)
    clone = make_register("clone")
    with clone.register.act(rooms[0].author, EVENT) as act:
        act.new("idea", {"problem": "d’un clone"})
    for place, room in enumerate((*rooms, clone)):
        (folder / str(place)).mkdir()
        made.append(hand_over(room, folder / str(place)).path)
    return made, [room.device.id for room in (*rooms, clone)]


def digests(made, devices, empty, repeat):
    """Yield the digests that the orders lead to, each with some of its parcels again."""
    for number, order in enumerate(itertools.permutations(made)):
        path = empty.with_name(f"{number}.ogp")
        shutil.copyfile(empty, path)
        again = random.Random(number).sample(order, 2) if repeat else []
        with Register.open_at(path) as register:
            statuses = [receive(register, parcel, NOW, devices).status for parcel in (*order, *again)]
            assert set(statuses) <= {"merged", "already"}
            assert statuses[5:] == ["already"] * len(again)
            yield journal.digest(register.conn), derive.digest(register.conn)
        path.unlink()


def test_all_orders_of_five_parcels_give_one_register(make_register, exchange, empty, memory, figures):
    found = list(digests(*parcels(make_register, exchange, memory), empty, repeat=True))
    figures("orders of five parcels", {"orders": len(found), "digests": len(set(found))})
    assert len(found) == 120
    assert len(set(found)) == 1


def test_an_order_that_matters_is_seen(make_register, exchange, empty, memory, monkeypatch):
    """The first of two versions that comes is kept: the later ones are not folded."""
    true_unite = journal.unite

    def first_come(conn, changes, said):
        known = {row for (row,) in conn.execute("SELECT id FROM idea")}
        union = true_unite(conn, changes, said)
        kept = [each for each in union.entered if not any(row.encode() in (each.change.body or b"") for row in known)]
        return union._replace(entered=kept)

    made, devices = parcels(make_register, exchange, memory)
    monkeypatch.setattr(receiving.journal, "unite", first_come)
    found = digests(made, devices, empty, repeat=False)
    first = next(found)
    assert any(other != first for other in found)
