import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.domain import ids, kinds
from ogp_desktop.domain.change import Malformed, check_body
from ogp_desktop.domain.shapes import is_plain

ROW, ROOM = ids.derive("row"), ids.derive("room")
SALT = "00112233445566778899aabbccddeeff"
IDEA = {"number": 1, "problem": "p", "session": ROOM, "to_split": False, "withdrawn_at": None}


def body(values, name="new", row=ROW, seen=None, salt=SALT):
    return {"ops": [[name, row, values, {} if seen is None else seen]], "salt": salt}


def keeps_every_rule(kind, told):
    try:
        ops = check_body(told)
    except Malformed:
        return False
    return not any(fault for op in ops for fault in kinds.faults(kinds.BY_NAME[kind], op.row, op.values))


def test_a_new_record_of_declared_fields_is_plain():
    assert is_plain("idea", body(IDEA))


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
        body(IDEA | {"number": 1.0}),
        body(IDEA | {"problem": ["p"]}),
        body(IDEA | {"session": "room 1"}),
        body(IDEA | {"unknown": "a newer program's"}),
    ],
)
def test_whatever_is_not_for_certain_right_is_not_plain(told):
    assert not is_plain("idea", told)


def test_a_record_with_a_derived_id_is_left_to_the_rules():
    assert not is_plain("arrival", body({"desk": "desk", "person": ROOM}))


values = st.one_of(
    st.none(), st.booleans(), st.sampled_from([0, 2**53, -(2**53), 1.5]), st.sampled_from(["p", ROOM]), st.just(["p"])
)


@given(
    st.sampled_from([kind.name for kind in kinds.ALL]).flatmap(
        lambda kind: st.tuples(
            st.just(kind),
            st.dictionaries(st.sampled_from([*kinds.BY_NAME[kind].by_name, "Unknown", "unknown"]), values, max_size=4),
        )
    )
)
def test_what_is_plain_keeps_every_rule(drawn):
    kind, told = drawn
    assert keeps_every_rule(kind, body(told)) or not is_plain(kind, body(told))
