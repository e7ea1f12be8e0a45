"""Keys, seals and certificates: what is signed is what was written, and only its holder can have signed it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.domain import ids
from ogp_desktop.exchange import keys
from ogp_desktop.exchange.certificate import Certificate, read_certificate
from ogp_desktop.exchange.keyring import DeviceKeys, Keyring, SecretariatKeys, read_as, written
from ogp_desktop.exchange.keys import SigningKey
from ogp_desktop.exchange.sealing import read_seals, write_seals
from ogp_desktop.storage.seals import Seal

DEVICE, EVENT, PLAN = ids.derive("a device"), ids.derive("an event"), ids.derive("a plan")
OURS, OTHER = SigningKey(bytes(range(32))), SigningKey(bytes(32))


def certificate(**other):
    told = {"device": DEVICE, "label": "Salle A", "post": "room", "scope": EVENT, "key": OURS.public.hex()}
    return Certificate(**{**told, "issued": "2026-11-21T09:00:00+00:00", **other})


@given(st.binary(), st.binary(max_size=80))
def test_only_the_signature_of_these_bytes_by_this_key_holds(message, other):
    signature = OURS.sign(message)
    assert keys.is_signed(message, signature, OURS.public)
    assert not keys.is_signed(message, signature, OTHER.public)
    assert not keys.is_signed(message + b"x", signature, OURS.public)
    assert other == signature or not keys.is_signed(message, other, OURS.public)


@pytest.mark.parametrize("public", [b"", b"x", bytes(31), bytes(32), bytes(64)])
def test_what_is_no_key_signs_nothing(public):
    assert not keys.is_signed(b"message", OURS.sign(b"message"), public)


def test_an_encrypted_content_opens_for_its_readers_alone():
    ours, theirs, stranger = (keys.draw_identity() for _ in range(3))
    closed = keys.encrypt("الماء".encode(), map(keys.recipient_of, (ours, theirs)))
    assert closed.startswith(keys.AGE)
    assert keys.decrypt(closed, [stranger, theirs]).decode() == "الماء"
    with pytest.raises(keys.NotForUs):
        keys.decrypt(closed, [stranger])
    with pytest.raises(keys.NotForUs):
        keys.decrypt(closed, [])
    with pytest.raises(keys.Unopened):
        keys.decrypt(closed[:-1] + bytes([closed[-1] ^ 1]), [ours])


def test_words_open_what_they_closed_however_they_are_spaced():
    closed = keys.close_with_words(b"keys", "la maison  de l’eau")
    assert keys.open_with_words(closed, " la maison de l’eau ") == b"keys"
    with pytest.raises(keys.Unopened):
        keys.open_with_words(closed, "la maison de l’air")


def test_a_certificate_says_one_thing_and_only_the_plans_key_can_say_it():
    told = certificate().signed(OURS)
    assert told.is_valid([OTHER.public, OURS.public])
    assert not told.is_valid([OTHER.public])
    assert not told.is_valid([])
    for name in ("device", "label", "post", "scope", "key", "issued"):
        assert not told._replace(**{name: ids.derive("else")}).is_valid([OURS.public])
    assert read_certificate(told._asdict()) == told


@pytest.mark.parametrize(
    "damage", [{"device": "x"}, {"scope": 3}, {"key": "zz"}, {"label": "x" * 300}, {"more": ""}, {"signature": None}]
)
def test_what_is_no_certificate_is_none(damage):
    with pytest.raises((ValueError, TypeError)):
        read_certificate({**certificate().signed(OURS)._asdict(), **damage})


def test_a_computer_of_the_secretariat_may_write_the_plan_and_a_laptop_its_event():
    laptop, office = certificate().enrolled(), certificate(post="secretariat", scope=PLAN).enrolled()
    assert (laptop.role, laptop.event) == ("event", EVENT)
    assert (office.role, office.event) == ("secretariat", None)


@given(
    st.lists(st.tuples(st.binary(max_size=16), st.integers(1, 99), st.binary(max_size=32), st.just(DEVICE))),
    st.none() | st.binary(min_size=64, max_size=64),
)
def test_seals_are_read_as_they_were_written(told, signature):
    sealed = [Seal(*each, b"s" * 64) for each in told]
    assert read_seals(write_seals(sealed, signature)) == (sealed, signature)


def test_keys_do_not_show_themselves():
    held = DeviceKeys(DEVICE, OURS.seed.hex(), (keys.draw_identity(),))
    plan = SecretariatKeys(PLAN, OURS.seed.hex(), keys.draw_identity())
    shown = f"{held!r} {held} {plan!r} {held.signing!r} {Keyring({PLAN: plan})!r}"
    assert OURS.seed.hex() not in shown
    assert "AGE-SECRET" not in shown


def test_a_keyring_keeps_a_devices_keys_for_this_account_only():
    ring = Keyring()
    ring.draw_for(DEVICE)
    held = ring.of_device(DEVICE)
    ring.draw_for(DEVICE)
    assert ring.of_device(DEVICE) == held
    from ogp_desktop.exchange.keyring import folder

    assert {path.stat().st_mode & 0o077 for path in folder().iterdir()} == {0}
    assert read_as(DeviceKeys, written(held)) == held
    (folder() / f"device-{DEVICE}.json").write_bytes(b"\xff\x00")
    assert ring.of_device(DEVICE) is None


def test_the_secretariats_keys_rest_closed_and_open_with_their_words(quick_words):
    plan = SecretariatKeys(PLAN, OURS.seed.hex(), keys.draw_identity())
    Keyring().keep_plan(plan, "douze lettres au moins")
    ring = Keyring()
    assert ring.is_locked(PLAN)
    assert ring.identities(PLAN, DEVICE) == ()
    with pytest.raises(keys.Unopened):
        ring.open_plan(PLAN, "autre chose")
    assert ring.open_plan(PLAN, "douze lettres au moins") == plan
    assert not ring.is_locked(PLAN)
    assert ring.identities(PLAN, DEVICE) == plan.identities
