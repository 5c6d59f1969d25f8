"""The codec: the one place that seals what is stored, and that turns Telegram ids into keyed hashes.

AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits. What is sealed is bound to its record, field and owner:
moved elsewhere in the store it does not open. A sealed value begins with the id of its sealing key (2 bytes) and its
form (1 byte). Form 1 is sealed with a key for its kind of record: then come nonce (12 bytes) and ciphertext with tag.
Form 2 belongs to a case: the reference of a case key (8 bytes) stands before the nonce, and the key is made of that
case key and the sealing key together, so that it opens with neither of them alone.
"""

import hmac
import os
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from typing_extensions import override

from bot.handoff.ids import ExpertId, PersonId, UserId
from bot.store.case_key_slots import REF, KeyRef
from bot.store.case_keys import CaseKeys
from bot.store.key_ring import KeyRing
from bot.store.master_keys import KEY_ID, MASTER_BYTES, SealingKey
from bot.store.memory import Memory
from bot.store.unreadable import ErasedError, SealError

__all__ = [
    "CIPHERS",
    "HASHES",
    "HEAD",
    "MASTER_BYTES",
    "SCHEMA",
    "Codec",
    "ErasedError",
    "SealError",
    "case_key_of",
    "key_id_of",
]

HASHES: Final = 10_000
"""Keyed hashes of each kind that are kept in memory."""
CIPHERS: Final = 4_096
"""Ciphers of cases that are kept in memory."""
SCHEMA: Final = 2
"""The newest form of stored values that this code writes and reads."""

_PLAIN: Final = 1
_OF_CASE: Final = 2
_NONCE: Final = 12
_HEAD: Final = KEY_ID + 1
HEAD: Final = _HEAD + REF
"""Bytes at the beginning of a sealed value that tell under which keys it was sealed."""
_TAG: Final = 16


def key_id_of(sealed: bytes) -> bytes:
    """Return the id of the sealing key under which a value was sealed."""
    return sealed[:KEY_ID]


def case_key_of(sealed: bytes) -> KeyRef | None:
    """Return the reference of the case key under which a value was sealed; None when it belongs to no case."""
    if sealed[KEY_ID:_HEAD] != bytes((_OF_CASE,)):
        return None
    return KeyRef(sealed[_HEAD:HEAD])


class Codec:
    """Seals and opens stored values.

    `keys` is the ring, or one master key of 32 bytes from which all comes. Without `case_keys` nothing can be sealed
    for a case, and nothing of one opened.

    Raises:
        ValueError: when the master key has another length.
    """

    __slots__ = (
        "_ciphers",
        "_erasures",
        "_expert_hash",
        "_of_cases",
        "_person_hash",
        "_turn",
        "case_keys",
        "ring",
    )

    def __init__(self, keys: KeyRing | bytes, case_keys: CaseKeys | None = None) -> None:
        self.ring: Final = keys if isinstance(keys, KeyRing) else KeyRing.of(keys)
        self.case_keys: Final = case_keys
        self._ciphers: dict[tuple[bytes, str], AESGCM] = {}
        self._of_cases: Memory[tuple[bytes, KeyRef], AESGCM] = Memory(CIPHERS)
        self._erasures = 0
        self._turn = self.ring.turns
        self._person_hash = _kept(self.ring.person)
        self._expert_hash = _kept(self.ring.expert)

    @override
    def __repr__(self) -> str:
        return f"<Codec {self.key_id.hex()}>"

    @property
    def key_id(self) -> bytes:
        """Says which sealing key seals; tells nothing of the key."""
        return self.ring.newest.id

    def seal(
        self, record: str, field: str, owner: str, plain: bytes, key: KeyRef | None = None
    ) -> bytes:
        """Seal `plain` for its place: kind of record, field within it, and the id of its case or person.

        `key` is the case key of whom it belongs to.

        Raises:
            ErasedError: when that key was erased.
        """
        nonce = os.urandom(_NONCE)
        master = self.ring.newest
        if key is None:
            head = master.id + bytes((_PLAIN,))
            cipher = self._cipher(master, record)
        else:
            head = master.id + bytes((_OF_CASE,)) + key
            cipher = self._case_cipher(master, key)
        return head + nonce + cipher.encrypt(nonce, plain, _place(head, record, field, owner))

    def open(self, record: str, field: str, owner: str, sealed: bytes) -> bytes:
        """Open what was sealed for this place.

        Raises:
            ErasedError: when its case key was erased.
            SealError: when it was not sealed for this place with these keys, or is damaged.
        """
        key = case_key_of(sealed)
        at = _HEAD if key is None else HEAD
        if len(sealed) < at + _NONCE + _TAG:
            raise SealError(f"A stored {record} is too short to be a sealed value.")
        if sealed[KEY_ID] > SCHEMA:
            raise SealError(
                f"A stored {record} has version {sealed[KEY_ID]}; this helpline reads up to version {SCHEMA}."
            )
        master = self.ring.by_id(sealed[:KEY_ID])
        if master is None:
            raise SealError(f"A stored {record} was sealed with another master key.")
        cipher = self._cipher(master, record) if key is None else self._case_cipher(master, key)
        try:
            return cipher.decrypt(
                sealed[at : at + _NONCE],
                sealed[at + _NONCE :],
                _place(sealed[:at], record, field, owner),
            )
        except InvalidTag:
            raise SealError(f"A stored {record} is damaged or belongs elsewhere.") from None

    def knows(self, sealed: bytes) -> bool:
        """Tell whether the sealing key of a value is there."""
        return not sealed or self.ring.by_id(sealed[:KEY_ID]) is not None

    def person_id(self, user: UserId) -> PersonId:
        """Return the keyed hash (HMAC-SHA256) of a professional's Telegram user id."""
        return PersonId(self._person_hash(user))

    def expert_id(self, user: UserId) -> ExpertId:
        """Return the keyed hash (HMAC-SHA256) of an expert's Telegram user id; never equal to a PersonId."""
        return ExpertId(self._expert_hash(user))

    def secret(self, purpose: str) -> str:
        """Return a secret of this installation for one purpose: 64 hexadecimal digits, always the same.

        Until the look-up key is rotated, which happens only while nothing runs.
        """
        return self.ring.lookup.secret(purpose).hex()

    def secrets(self, purpose: str) -> tuple[str, ...]:
        """Return the secrets for a purpose of every look-up key there was, the newest first."""
        return tuple(one.secret(purpose).hex() for one in reversed(self.ring.lookups))

    def _cipher(self, master: SealingKey, record: str) -> AESGCM:
        self._forget_dropped()
        cipher = self._ciphers.get((master.id, record))
        if cipher is None:
            cipher = AESGCM(master.derive(f"seal {record}"))
            self._ciphers[master.id, record] = cipher
        return cipher

    def _case_cipher(self, master: SealingKey, key: KeyRef) -> AESGCM:
        if self.case_keys is None:
            raise SealError("What belongs to a case can't be opened without the case keys.")
        self._forget_dropped()
        if (erasures := self.case_keys.erasures()) != self._erasures:
            self._of_cases = Memory(CIPHERS)
            self._erasures = erasures
        cipher = self._of_cases.recall((master.id, key))
        if cipher is None:
            both = hmac.digest(master.derive("case seal"), self.case_keys.key(key), "sha256")
            cipher = AESGCM(both)
            self._of_cases.keep((master.id, key), cipher)
        return cipher

    def _forget_dropped(self) -> None:
        """Keep no cipher of a sealing key that is no longer there."""
        if self._turn != self.ring.turns:
            self._turn = self.ring.turns
            self._ciphers = {}
            self._of_cases = Memory(CIPHERS)


def _place(head: bytes, record: str, field: str, owner: str) -> bytes:
    place = f"{record}\0{field}\0{owner}"
    if place.count("\0") != 2:
        raise ValueError("a place in the store holds no NUL")
    return head + place.encode()


def _kept(make: Callable[[int], str]) -> Callable[[int], str]:
    """Return what makes keyed hashes; those of who wrote last are kept in memory."""
    return lru_cache(maxsize=HASHES)(make)
