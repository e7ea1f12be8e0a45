import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.domain import ids, kinds
from ogp_desktop.domain.change import Malformed, canonical, read_body
from ogp_desktop.domain.kind import faults
from ogp_desktop.domain.shapes import FORMS_LIMIT, START, Forms

ROW, ROOM = ids.derive("row"), ids.derive("room")
SALT = "00112233445566778899aabbccddeeff"
IDEA = {
    "number": 1,
    "problem": "L’eau\nmanque",
    "said_at": "2026-05-12T10:00:00+01:00",
    "session": ROOM,
    "source": "liste",
}


def body(values, name="new", row=ROW, seen=None, salt=SALT):
    return {"ops": [[name, row, values, {} if seen is None else seen]], "salt": salt}


def text(told):
    return canonical(told).decode()


def keeps_every_rule(kind, said):
    try:
        ops = read_body(said.encode())
    except Malformed:
        return False
    return not any(fault for op in ops for fault in faults(kinds.BY_NAME[kind], op.row, op.values))


def is_plain(kind, said):
    return Forms().read(kind, said) is not None


def test_a_plain_record_says_its_row_its_short_values_and_where_its_texts_stand():
    said = text(body(IDEA | {"problem": 'وضع «الماء»\nau "douar"'}))
    form, (row, number, problem, said_at, session, source) = Forms().read("idea", said)
    assert form.names == ("number", "problem", "said_at", "session", "source")
    assert (row, number, session, source) == (ROW, "1", ROOM, "liste")
    there = [said[place // START :][: place % START] for place in (problem, said_at)]
    assert there == ['وضع «الماء»\\nau \\"douar\\"', IDEA["said_at"]]


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        "ops",
        {},
        {"ops": [], "salt": SALT},
        {"ops": {"newx": 1}, "salt": SALT},
        {"ops": [{"new": 1, ROW: 2, "values": 3, "seen": 4}], "salt": SALT},
        {"ops": [["new", ROW, IDEA, {}], ["new", ROOM, IDEA, {}]], "salt": SALT},
        body(IDEA) | {"more": 1},
        body(IDEA, salt=SALT + "0"),
        body(IDEA, salt=None),
        body(IDEA, row=[ROW]),
        body(IDEA, row=ROW[:-1], salt=SALT + "0"),
        body(IDEA, name="set"),
        body(IDEA, seen=[]),
        body(IDEA, seen=False),
        body(IDEA, seen={"problem": ["1@" + "0" * 32]}),
        body({}),
        body([]),
        body(IDEA | {"number": 2**53}),
        body(IDEA | {"number": True}),
        body(IDEA | {"number": "1"}),
        body(IDEA | {"problem": ["p"]}),
        body(IDEA | {"problem": None}),
        body(IDEA | {"problem": "C:\\temp"}),
        body(IDEA | {"problem": "nul\x00"}),
        body(IDEA | {"source": "two\nlines"}),
        body(IDEA | {"to_split": True}),
        body(IDEA | {"session": "room 1"}),
        body(IDEA | {"unknown": "a newer program's"}),
    ],
)
def test_whatever_is_not_for_certain_right_is_not_plain(told):
    forms = Forms()
    assert forms.read("idea", text(body(IDEA)))
    assert forms.read("idea", text(told)) is None


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('"number":1,', '"number":01,'),
        ('"number":1,', '"number":-0,'),
        ('"number":1,', '"number":1.0,'),
        ('"number":1,', '"number": 1,'),
        ('"source":"liste"', '"source":"liste",'),
        ('"source":"liste"', '"source":"liste","source":"liste"'),
        ('"source":"liste"', '"source":"list\\u0065"'),
        ('"source":"liste"', '"source":"li\tste"'),
        ('"said_at":"', '"said_at":"\n'),
        ("\\n", "\n"),
        ("\\n", "\\u000a"),
        ("aabb", "AABB"),
        ("]],", "]] ,"),
    ],
)
def test_what_is_not_in_its_canonical_form_is_not_plain(good, bad):
    said = text(body(IDEA))
    forms = Forms()
    assert forms.read("idea", said)
    assert good in said
    assert forms.read("idea", said.replace(good, bad)) is None


@pytest.mark.parametrize(("before", "behind"), [(" ", ""), ("", " "), ("", "\n"), ("", "}")])
def test_nothing_stands_around_a_plain_record(before, behind):
    assert not is_plain("idea", before + text(body(IDEA)) + behind)


def test_a_record_with_a_derived_id_is_left_to_the_rules():
    assert not is_plain("arrival", text(body({"desk": "desk", "person": ROOM})))


def test_only_so_many_forms_are_learned_from_one_parcel():
    forms = Forms()
    names = sorted(kinds.BY_NAME["participant"].by_name)
    of_one_field = [
        text(body({name: ROOM if name in ("category", "region") else "a"})) for name in names if name != "number"
    ]
    assert len(of_one_field) > FORMS_LIMIT
    read = [forms.read("participant", said) is not None for said in of_one_field]
    assert read == [at < FORMS_LIMIT for at in range(len(read))]


values = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, 2**53, -(2**53), 15]),
    st.sampled_from(["p", ROOM, 'a\n"b"', "\\n", "\x01"]),
    st.just(["p"]),
)
drawn = st.sampled_from([kind.name for kind in kinds.ALL]).flatmap(
    lambda kind: st.tuples(
        st.just(kind),
        st.dictionaries(st.sampled_from([*kinds.BY_NAME[kind].by_name, "Unknown", "unknown"]), values, max_size=4),
    )
)


@given(drawn)
def test_what_is_plain_keeps_every_rule(drawn):
    kind, told = drawn
    said = text(body(told))
    assert keeps_every_rule(kind, said) or not is_plain(kind, said)


@given(st.data())
def test_what_is_plain_keeps_every_rule_whatever_somebody_did_to_it(data):
    said = text(body(IDEA))
    forms = Forms()
    forms.read("idea", said)
    for _ in range(data.draw(st.integers(1, 2))):
        at, cut = data.draw(st.integers(0, len(said))), data.draw(st.integers(0, 3))
        put = data.draw(
            st.sampled_from(['"', "\\", ",", "{", "}", "[", "]", ":", "0", "e", " ", "\n", "\t", "é", '","a":"', '\\"'])
        )
        said = said[:at] + put + said[at + cut :]
    if forms.read("idea", said) is not None:
        assert keeps_every_rule("idea", said)
        assert json.loads(said)["ops"][0][0] == "new"
