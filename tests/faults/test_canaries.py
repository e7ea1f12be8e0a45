"""What must stay on its computer: no private key, passphrase or draft is ever in a register or a parcel."""

import json
import random
import shutil
from pathlib import Path

import pytest

from ogp_desktop.exchange import keys as crypto
from ogp_desktop.storage.drafts import Drafts
from tests.faults import parcels

DRAFT = "brouillon-canari-الكناري"


@pytest.fixture
def everywhere(world, memory):
    """Return the world's folder, copied as people copy it, after a draft was kept beside each register."""
    folder = memory / "copied"
    shutil.copytree(world.central.parent, folder)
    return folder


def secrets_of(folder):
    """Return every private value that the computers of the world hold: seeds, age keys, the words that close them."""
    found = set()
    for file in folder.rglob("keys/*"):
        content = file.read_bytes().removeprefix(parcels.WORDS.encode() + b"\n")
        told = json.loads(content)
        if isinstance(told, dict):
            private = [told[name] for name in ("seed", "signing", "secretariat", "team", "room") if told.get(name)]
            found.update([*private, *told.get("identities", ())])
    return {*found, parcels.WORDS}


def forms_of(secret):
    """Return the ways in which a secret could stand in bytes."""
    yield secret.encode()
    yield secret.encode("utf-16-le")
    yield secret.lower().encode()
    if all(letter in "0123456789abcdef" for letter in secret):
        yield bytes.fromhex(secret)


def leaving(folder):
    return [path for path in folder.iterdir() if path.suffix in (".ogp", ".ogpx")]


def found_in(folder, secrets):
    return [
        (path.name, secret)
        for path in leaving(folder)
        for secret in secrets
        for form in forms_of(secret)
        if form in path.read_bytes()
    ]


def test_no_private_key_passphrase_or_draft_leaves(world, everywhere, figures):
    for path in leaving(everywhere):
        Drafts(path).keep("problem", DRAFT)
    (everywhere / "plain.ogpx").write_bytes(world.second)
    (everywhere / "encrypted.ogpx").write_bytes(crypto.encrypt(world.second, world.recipients))
    for name, content in parcels.members_of(parcels.apart(world.second)).items():
        (everywhere / f"{name}.ogpx").write_bytes(content)
    secrets = secrets_of(everywhere)
    assert sum(secret.startswith("AGE-SECRET-KEY-1") for secret in secrets) >= 3
    assert len(secrets) >= 8
    figures("canaries", {"secrets": len(secrets) + 1, "files": len(leaving(everywhere)), "found": 0})
    assert found_in(everywhere, {*secrets, DRAFT}) == []


def test_what_is_in_an_encrypted_parcel_cannot_be_read_from_its_bytes(world):
    closed = crypto.encrypt(world.second, world.recipients)
    for word in ("L’eau", "manifest.json", "changes.ndjson", "PK\x03\x04"):
        assert word.encode() not in closed


@pytest.mark.parametrize("hiding", [str.encode, bytes.fromhex])
def test_a_secret_that_leaks_is_found(hiding, world, everywhere):
    secret = next(secret for secret in secrets_of(everywhere) if len(secret) == 64)
    register = random.Random(1).choice(leaving(everywhere))
    content = register.read_bytes()
    register.write_bytes(content[:5_000] + hiding(secret) + content[5_000:])
    assert set(found_in(everywhere, {secret})) == {(register.name, secret)}


def test_a_draft_stays_in_the_data_folder(memory):
    drafts = Drafts(Path(memory / "register.ogp"))
    drafts.keep("problem", DRAFT)
    assert drafts.texts() == {"problem": DRAFT}
    assert list(memory.iterdir()) == []
