"""Parcels mutated at three layers: what does not say exactly what was handed over does not enter."""

import random
import re
from collections import Counter

import pytest

from ogp_desktop.exchange import gate, lines
from ogp_desktop.exchange.keys import encrypt
from ogp_desktop.storage import damage, derive, journal
from ogp_desktop.storage.register import Register
from tests.faults import parcels
from tests.faults.counts import seeds
from tests.faults.forgeries import ANYBODY, said_in

EACH = 250


# The layers: the bytes of the file; a member inside the zip; a change, everything after it rehashed.


def some_bytes(content, rng):
    at, size = rng.randrange(len(content)), rng.choice([1, 1, 1, 20, len(content)])
    new = [rng.randbytes(min(size, 20)), bytes([content[at] ^ 1 << rng.randrange(8)]), b"", content[:30]]
    return content[:at] + rng.choice(new) + content[at + size :]


def outer(world, rng):
    return some_bytes(rng.choice([world.second, encrypt(world.second, world.recipients)]), rng)


def inside_the_zip(world, rng):
    parts = parcels.apart(world.second)
    members = parcels.members_of(parts)
    name = rng.choice(gate.MEMBERS)
    members[name] = some_bytes(members[name], rng)
    content = parcels.zipped(members.items())
    return rng.choice([content, encrypt(content, world.recipients)])


TOKENS = re.compile(rb'"[^"]*"|-?\d+|[\[\]{}:,]')
STRANGE = (
    *(b"null", b"true", b"NaN", b"Infinity", b"-0", b"1e400", b"1.5", b"9" * 30, b'""', b'"\\ud800"', b'"\\u0000"'),
    *(
        b"[]",
        b"{}",
        b"[" * 50_000,
        b'"x"',
        b'"new"',
        b'"problem"',
        b'"../x"',
        "\u202e".encode(),
        b"\xff",
        b'{"a":1,"a":2}',
    ),
)


def a_strange_body(body, rng):
    """Put something strange in the place of one token of a body."""
    found = rng.choice(list(TOKENS.finditer(body)))
    return body[: found.start()] + rng.choice(STRANGE) + body[found.end() :]


def inside_a_change(world, rng):
    """A change altered and all hashes right again, by a stranger or by an enrolled colleague."""
    parts = parcels.apart(world.second)
    target = parts.lines[rng.choice(said_in(parts))][1]
    parcels.rehashed(parts, lambda body: a_strange_body(body, rng) if body == target else body)
    parcels.counted(parts)
    rng.choice(ANYBODY)(world, parts)
    return parcels.together(parts)


LAYERS = (outer, inside_the_zip, inside_a_change)


class Receiving:
    """A register that receives; after each parcel that entered it is as before again."""

    def __init__(self, world, central):
        self.world, self.central = world, central
        self.unharmed = central.read_bytes()
        self.register = Register.open_at(central)
        self.seen = Counter()

    def takes(self, content):
        """Receive; returns the status, and what the register then holds where something entered."""
        before = journal.digest(self.register.conn)
        receipt = parcels.came_to(self.register, self.world, content)
        self.seen[receipt.status] += 1
        if receipt.status != "merged":
            assert journal.digest(self.register.conn) == before
            return None
        assert not damage.damaged(self.register.conn)
        told = self._content()
        self.register.rebuild()
        assert self._content() == told
        self.register.close()
        self.central.write_bytes(self.unharmed)
        self.register = Register.open_at(self.central)
        return told

    def _content(self):
        return journal.digest(self.register.conn), derive.digest(self.register.conn)


@pytest.fixture
def receiving(world, central):
    made = Receiving(world, central)
    yield made
    made.register.close()


@pytest.mark.parametrize("seed", seeds("mutated parcels", EACH * len(LAYERS)))
@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.__name__)
def test_no_mutated_parcel_is_taken_for_another(layer, seed, world, receiving, figures):
    whole = receiving.takes(world.second)
    receiving.seen.clear()
    rng = random.Random(f"{layer.__name__} {seed}")
    for _ in range(EACH):
        assert receiving.takes(layer(world, rng)) in (None, whole)
    figures("mutated parcels", {"mutants": EACH, **receiving.seen, "altered ones accepted": 0, "tracebacks": 0})
    assert receiving.seen["refused"] > EACH / 2


# What an enrolled computer writes itself is its own word; it must only be well-formed.


def written_by_itself(world, edit):
    """Return the colleague's parcel with its own words edited, everything hashed, sealed and signed by itself."""
    parts = parcels.apart(world.own)
    parcels.rehashed(parts, edit)
    parcels.resealed(parts, world.colleague.device, world.colleague.key)
    parcels.counted(parts)
    parcels.signed(parts, world.colleague.key)
    return parcels.together(parts)


@pytest.mark.parametrize("seed", seeds("mutated parcels", EACH * len(LAYERS)))
def test_what_an_enrolled_computer_writes_itself_is_refused_or_whole(seed, world, receiving, figures):
    rng = random.Random(seed)
    words = [body for _, body in parcels.apart(world.own).lines if "d’une collègue".encode() in body]
    for _ in range(EACH):
        target = rng.choice(words)
        strange = a_strange_body(target, rng)
        receiving.takes(written_by_itself(world, lambda body, new={target: strange}: new.get(body, body)))
    figures("mutated by their author", {"mutants": EACH, **receiving.seen, "tracebacks": 0})
    assert receiving.seen["merged"] > 0
    assert receiving.seen["refused"] > EACH / 2


def test_without_the_form_of_a_body_strange_ones_enter(world, receiving, monkeypatch):
    content = written_by_itself(world, lambda body: body.replace(b'"problem":"L', b'"problem":1.5,"x":"'))
    assert receiving.takes(content) is None
    with monkeypatch.context() as patch:
        patch.setattr(lines, "_said", lambda forms, kind, body, text: lines.orjson.loads(body)["ops"])
        assert receiving.takes(content) is not None
