"""The codec: the one place that seals what is stored, and that turns Telegram ids into keyed hashes.

AES-256-GCM (NIST SP 800-38D) with a key per kind of record and a random nonce of 96 bits. What is sealed is bound
to its record, field and owner: moved elsewhere in the store it does not open. Layout of a sealed value:
key id (2 bytes), schema (1 byte), nonce (12 bytes), ciphertext with tag. All keys are derived from one master key
by HKDF-SHA256 (RFC 5869), each for one purpose.
"""

import base64
import hmac
import os
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from typing_extensions import override

from bot.handoff.ids import ExpertId, PersonId, UserId
from bot.ports import DamagedError

MASTER_BYTES: Final = 32
HASHES: Final = 10_000
"""Keyed hashes of each kind that are kept in memory."""
SCHEMA: Final = 1
"""The version of the stored records that this code writes and reads."""

_KEY_ID: Final = 2
_NONCE: Final = 12
_HEAD: Final = _KEY_ID + 1
_TAG: Final = 16
_HASH_SIGNS: Final = 26
"""Signs of a keyed hash: 26 × 5 = 130 bits, in small letters of base32."""


class SealError(DamagedError):
    """A sealed value can't be opened: another key, another place, a newer version, or damage. Never says what."""


class Codec:
    """Seals and opens stored values with one master key of 32 bytes.

    Raises:
        ValueError: when the master key has another length.
    """

    __slots__ = ("_ciphers", "_expert_hash", "_head", "_master", "_person_hash", "key_id")

    def __init__(self, master: bytes) -> None:
        if len(master) != MASTER_BYTES:
            raise ValueError(f"a master key has {MASTER_BYTES} bytes")
        self._master = master
        self.key_id: Final = self._derive("key id", _KEY_ID)
        """Says which master key sealed a value; tells nothing of the key."""
        self._head = self.key_id + bytes((SCHEMA,))
        self._person_hash = self._hash("person id")
        self._expert_hash = self._hash("expert id")
        self._ciphers: dict[str, AESGCM] = {}

    @override
    def __repr__(self) -> str:
        return f"<Codec {self.key_id.hex()}>"

    def seal(self, record: str, field: str, owner: str, plain: bytes) -> bytes:
        """Seal `plain` for its place: kind of record, field within it, and the id of its case or person."""
        nonce = os.urandom(_NONCE)
        place = self._place(record, field, owner)
        return self._head + nonce + self._cipher(record).encrypt(nonce, plain, place)

    def open(self, record: str, field: str, owner: str, sealed: bytes) -> bytes:
        """Open what was sealed for this place.

        Raises:
            SealError: when it was not sealed for this place with this key, or is damaged.
        """
        if len(sealed) < _HEAD + _NONCE + _TAG:
            raise SealError(f"A stored {record} is too short to be a sealed value.")
        if sealed[:_KEY_ID] != self.key_id:
            raise SealError(f"A stored {record} was sealed with another master key.")
        if sealed[_KEY_ID] != SCHEMA:
            raise SealError(
                f"A stored {record} has version {sealed[_KEY_ID]}; this helpline reads version {SCHEMA}."
            )
        nonce = sealed[_HEAD : _HEAD + _NONCE]
        place = self._place(record, field, owner)
        try:
            return self._cipher(record).decrypt(nonce, sealed[_HEAD + _NONCE :], place)
        except InvalidTag:
            raise SealError(f"A stored {record} is damaged or belongs elsewhere.") from None

    def person_id(self, user: UserId) -> PersonId:
        """Return the keyed hash (HMAC-SHA256) of a professional's Telegram user id."""
        return PersonId(self._person_hash(user))

    def expert_id(self, user: UserId) -> ExpertId:
        """Return the keyed hash (HMAC-SHA256) of an expert's Telegram user id; never equal to a PersonId."""
        return ExpertId(self._expert_hash(user))

    def secret(self, purpose: str) -> str:
        """Return a secret of this installation for one purpose: 64 hexadecimal digits, always the same."""
        return self._derive(f"secret {purpose}", MASTER_BYTES).hex()

    def _place(self, record: str, field: str, owner: str) -> bytes:
        place = f"{record}\0{field}\0{owner}"
        if place.count("\0") != 2:
            raise ValueError("a place in the store holds no NUL")
        return self._head + place.encode()

    def _cipher(self, record: str) -> AESGCM:
        cipher = self._ciphers.get(record)
        if cipher is None:
            cipher = self._ciphers[record] = AESGCM(self._derive(f"seal {record}", MASTER_BYTES))
        return cipher

    def _hash(self, purpose: str) -> Callable[[int], str]:
        """Return what makes keyed hashes for a purpose; those of who wrote last are kept in memory."""
        key = self._derive(purpose, MASTER_BYTES)
        return lru_cache(maxsize=HASHES)(partial(_keyed_hash, key))

    def _derive(self, purpose: str, length: int) -> bytes:
        info = f"helpline {purpose}".encode()
        return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(self._master)


def _keyed_hash(key: bytes, user: int) -> str:
    digest = hmac.digest(key, b"%d" % user, "sha256")
    return base64.b32encode(digest)[:_HASH_SIGNS].decode().lower()
