"""Files made to hang, fill or end the program: each is refused in a sentence, soon, and nothing else happens."""

import hashlib
import io
import os
import struct
import time
import zipfile

import pytest

from ogp_desktop import words
from ogp_desktop.domain.change import canonical
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange.gate_process import GateProcess
from ogp_desktop.services.compose import opened
from ogp_desktop.services.files.receiving import receive_one
from ogp_desktop.storage.register import Register
from tests.faults import parcels
from tests.faults.parcels import apart, members_of, tables, zipped

LONGEST = 30
"""Seconds until it is a hang, on however slow a computer; on one that does nothing else each takes under 2."""


def with_member(name, content):
    return lambda world: zipped({**members_of(apart(world.second)), name: content}.items())


def with_manifest(**changed):
    def make(world):
        parts = apart(world.second)
        parts.manifest.update(changed)
        return parcels.together(parts)

    return make


def with_raw_manifest(old, new):
    def make(world):
        members = members_of(apart(world.second))
        members["manifest.json"] = members["manifest.json"].replace(old, new, 1)
        return zipped(members.items())

    return make


def with_lines(lines):
    """Return a parcel with other changes whose hash the manifest has right."""

    def make(world):
        parts = apart(world.second)
        members = {**members_of(parts), "changes.ndjson": lines}
        parts.manifest["changes_sha256"] = hashlib.sha256(lines).hexdigest()
        parcels.signed(parts, parcels.STRANGER)
        members["manifest.json"] = canonical(parts.manifest)
        return zipped(members.items())

    return make


def bomb(world):
    inner = zipped([("0", bytes(10_000_000))])
    return zipped([(name, inner * 3) for name in members_of(apart(world.second))])


def lying_size(world):
    """A member whose directory entry says 4 GB."""
    content = bytearray(zipped(members_of(apart(world.second)).items()))
    place = content.rindex(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 0xFFFFFFFE)
    return bytes(content)


def many_members(world):
    return zipped([(f"{number}.json", b"") for number in range(20_000)])


def encrypted_zip_flag(world):
    content = bytearray(zipped(members_of(apart(world.second)).items()))
    for place in range(len(content) - 4):
        if content[place : place + 4] == b"PK\x01\x02":
            content[place + 8] |= 1
    return bytes(content)


def unknown_compression(world):
    content = bytearray(zipped(members_of(apart(world.second)).items()))
    place = content.index(b"PK\x01\x02")
    content[place + 10 : place + 12] = struct.pack("<H", 97)
    return bytes(content)


def other_zip(world):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/workbook.xml", "<x/>")
    return written.getvalue()


def age_of_nothing(world):
    return parcels.crypto.encrypt(b"", world.recipients)


def age_in_age(world):
    return parcels.crypto.encrypt(parcels.crypto.encrypt(world.second, world.recipients), world.recipients)


HOSTILE = {
    "nothing at all": lambda world: b"",
    "the beginning of a zip": lambda world: b"PK",
    "zeros": lambda world: bytes(1 << 20),
    "a text": lambda world: b"Bonjour" * 1000,
    "a picture": lambda world: b"\x89PNG\r\n\x1a\n" + bytes(500),
    "a workbook": other_zip,
    "only the name of SQLite": lambda world: b"SQLite format 3\x00",
    "the beginning of an age file": lambda world: b"age-encryption.org/v1\n",
    "an age file for thousands": lambda world: b"age-encryption.org/v1\n" + b"-> X25519 x\nAAAA\n" * 3_000 + b"--- x\n",
    "an age file for one, at length": lambda world: b"age-encryption.org/v1\n-> x\n" + (b"A" * 64 + b"\n") * 200_000,
    "an age file cut": lambda world: parcels.crypto.encrypt(world.second, world.recipients)[:-10],
    "an age file of nothing": age_of_nothing,
    "an age file in an age file": age_in_age,
    "a bomb of zips": bomb,
    "a bomb in one member": with_member("changes.ndjson", bytes(60_000_000)),
    "a member that says 4 GB": lying_size,
    "twenty thousand members": many_members,
    "members that want a password": encrypted_zip_flag,
    "a compression nobody knows": unknown_compression,
    "a member twice": lambda world: zipped([*members_of(apart(world.second)).items(), ("manifest.json", b"{}")]),
    "a member CON": with_member("CON", b"x"),
    "an absolute path": with_member("/etc/passwd", b"x"),
    "a path upwards": with_member("../../x", b"x"),
    "a manifest that is a list": with_member("manifest.json", b"[]"),
    "a manifest that is a number": with_member("manifest.json", b"1" * 5_000),
    "a manifest that nests": with_member("manifest.json", b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    "a manifest of 2 MB": with_member("manifest.json", b" " * (2 << 20)),
    "a manifest that is no UTF-8": with_member("manifest.json", b'{"\xff":1}'),
    "a manifest in UTF-16": with_member("manifest.json", '{"format":1}'.encode("utf-16")),
    "a plan that is a list": with_manifest(plan=[]),
    "a plan that is null": with_manifest(plan=None),
    "events that are a text": with_manifest(events="x"),
    "events of numbers": with_manifest(events=[1]),
    "counts below nothing": with_manifest(counts={"idea": -1}),
    "counts that are true": with_manifest(counts={"idea": True}),
    "actors that are a list": with_manifest(actors=[]),
    "a key that is no key": with_manifest(key="zz"),
    "computers that are texts": with_manifest(devices=["x"]),
    "a thousand and one computers": with_manifest(devices=[{}] * 1001),
    "a label that breaks lines": with_manifest(label="x\n" * 500),
    "a number with 4,000 digits": with_raw_manifest(b'"format":1', b'"format":' + b"1" * 4_000),
    "not a number": with_raw_manifest(b'"format":1', b'"format":NaN'),
    "an infinite number": with_raw_manifest(b'"format":1', b'"format":1e999'),
    "a lone surrogate": with_raw_manifest(b'"label":"', b'"label":"\\ud800'),
    "U+0000": with_raw_manifest(b'"label":"', b'"label":"\\u0000'),
    "seals that nest": with_member("seals.ndjson", b"[" * 100_000 + b"\n"),
    "seals that are no lines": with_member("seals.ndjson", b"{}"),
    "seals of numbers": with_member("seals.ndjson", b'{"manifest":1}\n'),
    "changes that are one line of 50 MB": with_lines(b"x" * 50_000_000 + b"\n"),
    "a million empty lines": with_lines(b"\n" * 1_000_000),
    "lines of tabs": with_lines(b"\t\t\t\n" * 100_000),
    "a header that nests": with_lines(b"[" * 100_000 + b"\t\n"),
}


@pytest.fixture(scope="module")
def gatekeeper():
    made = GateProcess()
    yield made
    made.close()


@pytest.fixture
def bench(world, central):
    with opened(central) as bench:
        bench.keyring.identities = lambda *_: world.identities
        yield bench


def refused(bench, path, gatekeeper):
    """Receive a file as the window does; it is refused within seconds, in words, and nothing else changes."""
    begun, before = time.monotonic(), tables(bench.register.path)
    receipt = receive_one(bench, path, gatekeeper=gatekeeper)
    assert time.monotonic() - begun < LONGEST, "a hang"
    assert receipt.status == "refused", receipt
    assert tables(bench.register.path) == before
    for lang in words.LANGUAGES:
        assert path.name in words.sentence(receipt.reason, lang)
    return receipt.reason.code


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name, world, bench, gatekeeper, memory, figures):
    path = memory / "remise.ogpx"
    path.write_bytes(HOSTILE[name](world))
    refused(bench, path, gatekeeper)
    path.write_bytes(world.second)
    assert receive_one(bench, path, gatekeeper=gatekeeper).status == "merged"
    figures("hostile files", {"refused": 1, "hangs": 0, "dead": 0})


# What is no file, or stops being one.


def a_folder(path):
    path.mkdir()


def a_link_to_itself(path):
    path.symlink_to(path)


def a_link_to_nowhere(path):
    path.symlink_to(path.with_name("nowhere"))


def a_pipe(path):
    os.mkfifo(path)


def a_device(path):
    path.symlink_to("/dev/zero")


def nothing(path):
    """It was unplugged."""


def unreadable(path):
    path.write_bytes(b"x")
    path.chmod(0)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs POSIX files")
@pytest.mark.parametrize("make", [a_folder, a_link_to_itself, a_link_to_nowhere, a_pipe, a_device, nothing, unreadable])
def test_what_is_no_file_is_refused_and_never_waited_for(make, bench, gatekeeper, memory):
    path = memory / "remise.ogpx"
    make(path)
    assert refused(bench, path, gatekeeper) in ("parcel_missing", "parcel_damaged")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs POSIX files")
@pytest.mark.parametrize("make", [a_folder, a_link_to_itself, a_link_to_nowhere, a_pipe, a_device, nothing])
def test_what_is_no_register_is_not_opened_and_never_waited_for(make, memory):
    path = memory / "événement.ogp"
    make(path)
    with pytest.raises(Trouble) as said:
        Register.open_at(path)
    for lang in words.LANGUAGES:
        assert "événement.ogp" in words.sentence(said.value, lang)
