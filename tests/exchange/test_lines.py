import pytest

from ogp_desktop.domain import ids
from ogp_desktop.domain.change import NO_CHANGE, Header, Malformed, Op, seal_in, sha256, write_body
from ogp_desktop.exchange.lines import read_lines
from ogp_desktop.exchange.parcel import lines_of

ACTOR, SCOPE = bytes(range(16)), ids.derive("event")


def chain(*kinds):
    changes, prev = [], NO_CHANGE
    for seq, kind in enumerate(kinds, 1):
        body = write_body([Op("new", ids.derive(kind, str(seq)), {"code": "a", "title_fr": "L’eau"}, {})])
        header = {
            "actor": ACTOR,
            "seq": seq,
            "prev": prev,
            "scope": SCOPE,
            "batch": seq,
            "hlc": seq << 16,
            "kind": kind,
        }
        changes.append(seal_in(header, body))
        prev = changes[-1].id
    return changes


def written(changes):
    return b"".join(lines_of(changes))


def test_a_chain_is_read_as_it_was_written():
    changes = chain("region", "region", "theme", "theme", "a_newer_kind", "region")
    read, said = read_lines(written(changes))
    assert read == changes
    assert set(said) == {change.id for change in changes}


def test_changes_in_any_order_and_without_bodies_are_read_too():
    changes = chain("region", "region", "region", "region")
    apart = [changes[2], changes[0].without_body(), changes[3], changes[1]]
    assert read_lines(written(apart))[0] == apart


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b'"hlc":"0', b'"hlc":"8'),
        (b'"hlc":"0000', b'"hlc":"0x00'),
        (b'"hlc":"0000', b'"hlc":"000A'),
        (b'"hlc":"0000', b'"hlc":" 000'),
        (b'"hlc":"0000', b'"hlc":"0_00'),
        (b'"hlc":"0000', b'"hlc":"\xd9\xa0\xd9\xa0'),
        (b'"seq":2', b'"seq":02'),
        (b'"seq":2', b'"seq":2.0'),
        (b'"v":1}\t', b'"v":1} \t'),
        (b'"v":1}\t', b'"v":1,"w":1}\t'),
        (b'"v":1}\t', b'"v":1}'),
        (b'{"actor', b' {"actor'),
        (b'"batch":2', b'"batch":3'),
    ],
)
def test_a_header_that_is_not_canonical_is_refused_behind_one_that_is(good, bad):
    first, second, _ = written(chain("region", "region", "region")).splitlines(keepends=True)
    assert good in second
    with pytest.raises((Malformed, UnicodeDecodeError)):
        read_lines(first + second.replace(good, bad))


@pytest.mark.parametrize("actor", [b"", b"\n", b"\x00" * 15, b"\x00" * 17])
@pytest.mark.parametrize("kind", ["", "region"])
def test_no_first_line_is_taken_for_one_that_goes_on(actor, kind):
    body = write_body([Op("new", ids.derive("r"), {"code": "a"}, {})])
    header = Header(actor, 1, NO_CHANGE, SCOPE if kind else "", 1, 1, kind, sha256(body))
    with pytest.raises(Malformed):
        read_lines(header.canonical() + b"\t" + body + b"\n")


def test_no_chain_goes_on_beyond_its_last_number():
    body = write_body([Op("new", ids.derive("r"), {"code": "a"}, {})])
    last = Header(ACTOR, 10**15 - 1, b"\x01" * 32, SCOPE, 10**15 - 1, 1, "region", sha256(body))
    beyond = last._replace(seq=10**15, batch=10**15, prev=sha256(last.canonical()))
    lines = [header.canonical() + b"\t" + body + b"\n" for header in (last, beyond)]
    assert len(read_lines(lines[0])[0]) == 1
    with pytest.raises(Malformed):
        read_lines(b"".join(lines))


@pytest.mark.parametrize("v", [1, 2])
def test_bodies_that_are_not_utf_8_are_refused(v):
    body = write_body([Op("new", ids.derive("r"), {"code": "é"}, {})]).replace("é".encode(), b"\xed\xa0\x80")
    header = Header(ACTOR, 1, NO_CHANGE, SCOPE, 1, 1, "region", sha256(body), v)
    with pytest.raises(UnicodeDecodeError):
        read_lines(header.canonical() + b"\t" + body + b"\n")
