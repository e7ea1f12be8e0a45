"""Keys: signing (Ed25519, by libsodium) and encryption (age); nothing here is a construction of our own."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

AGE = b"age-encryption.org/v1"
"""How every age file begins."""

_NO_MATCH = "No matching keys"


class NotForUs(Exception):
    """An encrypted content that none of the keys at hand opens."""


class Unopened(Exception):
    """An encrypted content that is damaged, or words that are not those it was closed with."""


@dataclass(frozen=True)
class SigningKey:
    """A private Ed25519 key, by its seed of 32 bytes."""

    seed: bytes

    @classmethod
    def draw(cls) -> SigningKey:
        """Return a new key."""
        return cls(secrets.token_bytes(32))

    @property
    def public(self) -> bytes:
        """Return the key that others verify with, 32 bytes."""
        from nacl.signing import SigningKey as Key

        return bytes(Key(self.seed).verify_key)

    def sign(self, message: bytes) -> bytes:
        """Return the signature of `message`, 64 bytes."""
        from nacl.signing import SigningKey as Key

        return bytes(Key(self.seed).sign(message).signature)

    def __repr__(self) -> str:
        """Return a text that does not give the key away."""
        return "SigningKey(…)"


def is_signed(message: bytes, signature: bytes, public: bytes) -> bool:
    """Say whether `signature` is that of `message` by the holder of `public`."""
    from nacl.exceptions import CryptoError
    from nacl.signing import VerifyKey

    try:
        VerifyKey(public).verify(message, signature)
    except (CryptoError, ValueError, TypeError):
        return False
    return True


def draw_identity() -> str:
    """Return a new private age key, `AGE-SECRET-KEY-1…`."""
    import pyrage

    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """Return the public side of a private age key; raises `ValueError` where it is none."""
    import pyrage

    try:
        return str(pyrage.x25519.Identity.from_str(identity).to_public())
    except pyrage.IdentityError as error:
        raise ValueError("not an age key") from error


def encrypt(content: bytes, recipients: Iterable[str]) -> bytes:
    """Return `content` as an age file that each of `recipients` can open; raises `ValueError` where one is no key."""
    import pyrage

    try:
        return bytes(pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(each) for each in recipients]))
    except (pyrage.RecipientError, pyrage.EncryptError) as error:
        raise ValueError("not an age recipient") from error


def decrypt(content: bytes, identities: Sequence[str]) -> bytes:
    """Return what an age file holds; raises `NotForUs` or `Unopened`."""
    import pyrage

    try:
        known = [pyrage.x25519.Identity.from_str(each) for each in identities]
    except pyrage.IdentityError as error:
        raise NotForUs("not an age key") from error
    try:
        return bytes(pyrage.decrypt(content, known))
    except pyrage.DecryptError as error:
        raise (NotForUs if str(error).startswith(_NO_MATCH) else Unopened)(str(error)) from error


def close_with_words(content: bytes, words: str) -> bytes:
    """Return `content` as an age file that `words` open: scrypt, one to four seconds on purpose."""
    import pyrage

    return bytes(pyrage.passphrase.encrypt(content, plain_words(words)))


def open_with_words(content: bytes, words: str) -> bytes:
    """Return what `close_with_words` closed; raises `Unopened` with other words or a damaged content."""
    import pyrage

    try:
        return bytes(pyrage.passphrase.decrypt(content, plain_words(words)))
    except pyrage.DecryptError as error:
        raise Unopened(str(error)) from error


def plain_words(words: str) -> str:
    """Return typed words as they are compared: composed, spaces between them only and single."""
    import unicodedata

    return " ".join(unicodedata.normalize("NFC", words).split())
