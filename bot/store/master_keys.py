"""Master keys: the sealing key, from which the keys for records come, and the look-up key, from which ids are made.

Keys are derived by HKDF-SHA256 (RFC 5869), each for one purpose.
"""

import base64
import hmac
import secrets
from datetime import date
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from typing_extensions import override

MASTER_BYTES: Final = 32
KEY_ID: Final = 2
"""Bytes of the id of a sealing key, as it stands before each sealed value."""
LOOKUP_BYTES: Final = 3 * MASTER_BYTES
"""A look-up key is three: for persons, for experts, and for the secrets of the installation."""
_HASH_SIGNS: Final = 26
"""Signs of a keyed hash: 26 × 5 = 130 bits, in small letters of base32."""


class SealingKey:
    """A key of 32 bytes from which the keys for each kind of record come.

    Raises:
        ValueError: when it has another length.
    """

    __slots__ = ("_derived", "_key", "id", "made")

    def __init__(self, key: bytes, made: date | None = None) -> None:
        if len(key) != MASTER_BYTES:
            raise ValueError(f"a master key has {MASTER_BYTES} bytes")
        self._key = key
        self._derived: dict[str, bytes] = {}
        self.id: Final = _derive(key, "key id", KEY_ID)
        """Says which key sealed a value; tells nothing of the key."""
        self.made: Final = made
        """The day on which it was made; None when that is not known."""

    @classmethod
    def fresh(cls, day: date) -> "SealingKey":
        """Return a new key, made on this day."""
        return cls(secrets.token_bytes(MASTER_BYTES), day)

    @override
    def __repr__(self) -> str:
        return f"<SealingKey {self.id.hex()}>"

    def derive(self, purpose: str) -> bytes:
        """Return the key of 32 bytes for one of a few purposes."""
        found = self._derived.get(purpose)
        if found is None:
            found = self._derived[purpose] = _derive(self._key, purpose, MASTER_BYTES)
        return found

    def lookup(self) -> "LookupKey":
        """Return the look-up key that belonged to a key of the first form."""
        purposes = ("person id", "expert id", "secrets")
        return LookupKey(b"".join(_derive(self._key, one, MASTER_BYTES) for one in purposes))

    def line(self) -> str:
        """Return the line of a key ring that holds it."""
        return _line("seal", self.made, self._key)


class LookupKey:
    """What turns Telegram ids into keyed hashes, and hashes of an older look-up key into its own.

    Raises:
        ValueError: when it has another length than `LOOKUP_BYTES`.
    """

    __slots__ = ("_expert", "_key", "_person", "_secrets", "id", "made")

    def __init__(self, key: bytes, made: date | None = None) -> None:
        if len(key) != LOOKUP_BYTES:
            raise ValueError(f"a look-up key has {LOOKUP_BYTES} bytes")
        self._key = key
        self._person, self._expert, self._secrets = (
            key[at : at + MASTER_BYTES] for at in range(0, LOOKUP_BYTES, MASTER_BYTES)
        )
        self.id: Final = _derive(key, "look-up key id", KEY_ID)
        self.made: Final = made

    @classmethod
    def fresh(cls, day: date) -> "LookupKey":
        """Return a new key, made on this day."""
        return cls(secrets.token_bytes(LOOKUP_BYTES), day)

    @override
    def __repr__(self) -> str:
        return f"<LookupKey {self.id.hex()}>"

    def person(self, user: int) -> str:
        """Return the keyed hash (HMAC-SHA256) of a professional's Telegram user id."""
        return _hash(self._person, b"%d" % user)

    def expert(self, user: int) -> str:
        """Return that of an expert; never equal to that of a professional."""
        return _hash(self._expert, b"%d" % user)

    def chained(self, older: str) -> str:
        """Return what becomes of a hash, of either kind, that was made with the key before this one."""
        return _hash(self._person, b"chained " + older.encode())

    def secret(self, purpose: str) -> bytes:
        """Return a secret of the installation for one purpose, of 32 bytes."""
        return _derive(self._secrets, f"secret {purpose}", MASTER_BYTES)

    def line(self, *, following: bool = False) -> str:
        """Return the line of a key ring that holds it."""
        return _line("lookup-next" if following else "lookup", self.made, self._key)


def _line(kind: str, made: date | None, key: bytes) -> str:
    encoded = base64.b64encode(key).decode()
    return " ".join((kind, *((made.isoformat(),) if made else ()), encoded))


def _hash(key: bytes, what: bytes) -> str:
    digest = hmac.digest(key, what, "sha256")
    return base64.b32encode(digest)[:_HASH_SIGNS].decode().lower()


def _derive(key: bytes, purpose: str, length: int) -> bytes:
    info = f"helpline {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(key)
