"""The bytes of a change: 0001-change.md §1–2, with golden vectors.

`golden_changes.json` was written once with plain `hashlib` and `json.dumps(sort_keys=True,
ensure_ascii=False, separators=(",", ":"))`, without this package; registers in the field hold such bytes.
"""

import hashlib
import json
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.domain import ids
from ogp_desktop.domain.change import Malformed, Op, canonical, ops_of, read_body, read_header, seal_in, write_body

GOLDEN = json.loads((Path(__file__).parent / "golden_changes.json").read_text(encoding="utf-8"))
ROW = "01890a5d-ac96-774b-bcce-b302099a8057"
SALT = "00112233445566778899aabbccddeeff"


@pytest.mark.parametrize("vector", GOLDEN["changes"], ids=lambda vector: vector["about"])
def test_a_change_has_the_bytes_and_the_id_that_were_written_down(vector):
    header = read_header(vector["header"].encode())
    ops = read_body(vector["body"].encode())
    written = write_body(ops, json.loads(vector["body"])["salt"])
    change = seal_in({name: getattr(header, name) for name in header._fields if name != "body_sha"}, written)
    assert written.decode() == vector["body"]
    assert change.header.canonical().decode() == vector["header"]
    assert change.id.hex() == vector["id"]
    assert change.id == hashlib.sha256(vector["header"].encode()).digest()


@pytest.mark.parametrize("vector", GOLDEN["ids"], ids=lambda vector: vector["parts"][0])
def test_derived_ids_are_those_that_were_written_down(vector):
    assert ids.derive(*vector["parts"]) == vector["id"]


HEADER = GOLDEN["changes"][0]["header"]


@pytest.mark.parametrize(
    "damaged",
    [
        HEADER.replace(":", ": ", 1),
        HEADER.replace('"seq":1', '"seq":01'),
        HEADER.replace('"seq":1', '"seq":1.0'),
        HEADER.replace('"seq":1', '"seq":0'),
        HEADER.replace('"seq":1', '"seq":-1'),
        HEADER.replace('"seq":1', '"seq":9999999999999999999'),
        HEADER.replace('"v":1', '"v":1,"w":1'),
        HEADER.replace('"v":1', '"w":1'),
        HEADER.replace('"kind":"idea"', '"kind":"Idea"'),
        HEADER.replace('"batch":1', '"batch":2'),
        HEADER.replace('"prev":""', '"prev":"' + "0" * 64 + '"'),
        HEADER.upper(),
        HEADER[:-1],
        HEADER + "\n",
        "",
        "[" * 5000,
    ],
)
def test_a_header_that_is_not_its_own_canonical_form_is_refused(damaged):
    with pytest.raises(Malformed):
        read_header(damaged.encode())


def body(ops, salt=SALT):
    return canonical({"ops": ops, "salt": salt})


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[" * 100_000,
        body([]),
        body([["new", ROW, {"problem": "a"}]]),
        body([["put", ROW, {"problem": "a"}, {}]]),
        body([["new", "not-an-id", {"problem": "a"}, {}]]),
        body([["new", ROW.upper(), {"problem": "a"}, {}]]),
        body([["new", ROW, {}, {}]]),
        body([["new", ROW, {"problem": "a"}, {"problem": ["1@" + "0" * 32]}]]),
        body([["del", ROW, {"problem": "a"}, {"problem": ["1@" + "0" * 32]}]]),
        body([["new", ROW, {"problem": {"deep": 1}}, {}]]),
        body([["new", ROW, {"problem": [1]}, {}]]),
        body([["new", ROW, {"problem": "a\x00b"}, {}]]),
        body([["new", ROW, {"number": 2**53}, {}]]),
        body([["new", ROW, {"Problem": "a"}, {}]]),
        body([["set", ROW, {"problem": "a"}, {"problem": []}]]),
        body([["set", ROW, {"problem": "a"}, {"problem": ["0@" + "0" * 32]}]]),
        body([["set", ROW, {"problem": "a"}, {"problem": ["2@" + "0" * 32, "1@" + "0" * 32]}]]),
        body([["set", ROW, {"problem": "a"}, {"problem": ["1@" + "0" * 32] * 2}]]),
        body([["new", ROW, {"problem": "a"}, {}]] * 2),
        body([["new", ROW, {"problem": "a"}, {}]], SALT.upper()),
        body([["new", ROW, {"problem": "a"}, {}]]).replace(b":", b": "),
        body([["new", ROW, {"problem": "a"}, {}]]).replace(b'"a"', b'"\\u0061"'),
        body([["new", ROW, {"problem": "a"}, {}]]).replace(b'"a"', b"1.5"),
        body([["new", ROW, {"problem": "a"}, {}]]).replace(b'"a"', b"NaN"),
        body([["new", ROW, {"problem": "a"}, {}]]).replace(b'{"problem":"a"}', b'{"problem":"a","problem":"a"}'),
        body([["new", ROW, {"problem": "a"}, {}]]).replace(b'"a"', b'"\xff"'),
        body([["new", ROW, {"problem": "a"}, {}]]).replace(b'"a"', b'"\\ud800"'),
    ],
)
def test_a_body_that_is_not_canonical_or_not_a_body_is_refused(raw):
    with pytest.raises(Malformed):
        read_body(raw)


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
values = st.one_of(st.none(), st.booleans(), st.integers(-(2**53) + 1, 2**53 - 1), texts, st.lists(texts, max_size=3))
fields = st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True)


@given(st.dictionaries(fields, values, min_size=1, max_size=5))
def test_what_is_written_is_read_back_and_both_json_libraries_write_the_same_bytes(told):
    raw = write_body([Op("new", ROW, told, {})], SALT)
    assert read_body(raw) == ops_of(raw) == [Op("new", ROW, told, {})]
    assert orjson.dumps(orjson.loads(raw), option=orjson.OPT_SORT_KEYS) == raw
