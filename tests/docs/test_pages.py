"""What the documentation says can be run, is true."""

import re
from pathlib import Path

from ogp_desktop import words
from ogp_desktop.domain import genesis, ids, kinds
from ogp_desktop.domain.change import VERSION, Header, read_body, read_header, sha256
from ogp_desktop.domain.fingerprint import Numbered, fingerprint
from ogp_desktop.domain.text.intake import BYTES_LIMIT_IMPORTED
from ogp_desktop.exchange import gate, lines, sealing
from ogp_desktop.exchange.certificate import Certificate
from ogp_desktop.exchange.keys import SigningKey
from ogp_desktop.exchange.parcel import Manifest
from ogp_desktop.exchange.sealing import read_seals
from ogp_desktop.storage import connection, schema
from ogp_desktop.storage.seals import Seal

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_example_of_the_fingerprint_is_right():
    page = (DOCS / "fingerprint.md").read_text("utf-8")
    example = next(line for line in page.splitlines() if line.startswith("Example"))
    found = re.findall(r"`((?:\d+:[^`,]*,){5})`", example)
    said = [Numbered(*re.findall(r"\d+:([^,]*),", line)) for line in found]
    assert len(said) == 2
    assert re.search(r"`([0-9a-f]{64})`", example)[1] == fingerprint(said)


FORMAT = (DOCS / "exchange-format.md").read_text("utf-8")


def test_the_example_of_a_change_is_one():
    header, body, change_id = re.search(r"```\n(\{.*\})\n(\{.*\})\n([0-9a-f]{64})\n```", FORMAT).groups()
    read = read_header(header.encode())
    assert read.body_sha == sha256(body.encode())
    assert sha256(header.encode()).hex() == change_id
    assert read_body(body.encode())[0].values["problem"] == "Eau « des douars »"


def test_the_example_of_a_derived_id_is_right():
    *parts, derived = re.search(r"`(arrival)`, `([-0-9a-f]{36})`, `(A)` give\s+`([-0-9a-f]{36})`", FORMAT).groups()
    assert ids.derive(*parts) == derived


def test_the_example_of_a_seal_is_valid_and_of_the_changes_example():
    line = re.search(r'```\n(\{"actor".*"signature".*\})\n```', FORMAT)[1].encode() + b"\n"
    (seal,), signature = read_seals(line)
    public = re.search(r"32 zero bytes is `([0-9a-f]{64})`", FORMAT)[1]
    assert public == SigningKey(bytes(32)).public.hex()
    assert sealing.is_valid(seal, bytes.fromhex(public))
    assert signature is None
    assert seal.last_id.hex() in FORMAT.split("## 3.")[0]


def test_every_field_of_header_manifest_and_certificate_is_told():
    named = {name for row in re.findall(r"^\| (`.*?) \|", FORMAT, re.M) for name in re.findall(r"`(\w+)`", row)}
    assert named >= {*Manifest.__annotations__, *Header._fields}
    assert all(f'"{name}"' in FORMAT for name in (*Certificate._fields, *Seal._fields))


def test_limits_members_and_tags_are_those_of_the_code():
    assert all(f"`{member}`" in FORMAT for member in gate.MEMBERS)
    assert (gate.PARCEL_LIMIT, gate.RATIO_LIMIT, gate.MANIFEST_LIMIT, gate.DEVICES_LIMIT) == (
        1 << 30,
        200,
        1 << 20,
        1000,
    )
    assert (lines.BODY_LIMIT, lines.OPS_LIMIT, BYTES_LIMIT_IMPORTED) == (1 << 20, 10_000, 64 << 10)
    assert (gate.FORMAT, VERSION, schema.SCHEMA, connection.APPLICATION_ID) == (1, 1, 3, 0x4F475044)
    assert genesis.DEVICE in FORMAT
    personal = re.search(r"A personal change \((.*?)\)", FORMAT)[1]
    assert set(re.findall(r"`(\w+)`", personal)) == {kind.name for kind in kinds.ALL if kind.personal}


def test_the_words_of_the_answers_are_those_of_the_window():
    for lang in ("fr", "ar", "en"):
        page = (DOCS / "user" / f"verifier-mon-bordereau.{lang}.md").read_text("utf-8")
        told = words.catalogue("interface", lang)
        assert {text for key, text in told.items() if key.startswith("copy.status.")} <= set(
            re.findall(r"^\| \*\*(.+?)\*\* \|", page, re.M)
        )
