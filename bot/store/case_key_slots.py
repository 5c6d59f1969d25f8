"""Case key slots: one wrapped case key each, as bytes. A slot that holds none is all zeros.

A slot is 128 bytes, so that none lies across two sectors of a disk: a mark, the id of the sealing key under which it is
wrapped (2 bytes), the check of its reference (4), a nonce (12), and the key, sealed by AES-256-GCM for this slot of this
file.
"""

import secrets
from typing import Final, NewType

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.store.key_ring import KeyRing
from bot.store.master_keys import KEY_ID
from bot.store.unreadable import SealError

KeyRef = NewType("KeyRef", bytes)
"""Names a case key: four bytes of slot number, four of check."""

REF: Final = 8
SLOT: Final = 128
KEY: Final = 32

_CHECK: Final = 4
_NONCE: Final = 12
_USED: Final = b"\x01"
_HEAD: Final = len(_USED) + KEY_ID + _CHECK
_LENGTH: Final = _HEAD + _NONCE + KEY + 16
_PURPOSE: Final = "case key slot"


def fresh_ref(number: int) -> KeyRef:
    """Return a reference that was never used, for the slot of this number."""
    return KeyRef(number.to_bytes(4) + secrets.token_bytes(_CHECK))


def number_of(ref: KeyRef) -> int:
    """Return the number of the slot that a reference names."""
    return int.from_bytes(ref[:4])


def is_used(slot: bytes) -> bool:
    """Tell whether a slot holds a key."""
    return slot[:1] == _USED and len(slot) == SLOT


def holds(slot: bytes, ref: KeyRef) -> bool:
    """Tell whether it holds the key of this reference."""
    return is_used(slot) and slot[1 + KEY_ID : _HEAD] == ref[4:]


def wrapped_under(slot: bytes) -> bytes:
    """Return the id of the sealing key under which its key is wrapped."""
    return slot[1 : 1 + KEY_ID]


def ref_of(number: int, slot: bytes) -> KeyRef:
    """Return the reference of the key in a slot."""
    return KeyRef(number.to_bytes(4) + slot[1 + KEY_ID : _HEAD])


class Slots:
    """Wraps case keys for one file, named by `file`, under the newest sealing key of a ring."""

    def __init__(self, ring: KeyRing, file: bytes) -> None:
        self._ring = ring
        self._file = file

    def wrapped(self, ref: KeyRef, key: bytes) -> bytes:
        """Return the slot that holds this key."""
        master = self._ring.newest
        nonce = secrets.token_bytes(_NONCE)
        place = self._file + ref + master.id
        sealed = AESGCM(master.derive(_PURPOSE)).encrypt(nonce, key, place)
        return (_USED + master.id + ref[4:] + nonce + sealed).ljust(SLOT, b"\0")

    def unwrapped(self, ref: KeyRef, slot: bytes) -> bytes:
        """Return the key that a slot holds.

        Raises:
            SealError: when it is damaged, or wrapped under a sealing key that is not there.
        """
        key_id = wrapped_under(slot)
        master = self._ring.by_id(key_id)
        if master is None:
            raise SealError("A case key is wrapped under a sealing key that is not there.")
        sealed, place = slot[_HEAD + _NONCE : _LENGTH], self._file + ref + key_id
        try:
            return AESGCM(master.derive(_PURPOSE)).decrypt(
                slot[_HEAD : _HEAD + _NONCE], sealed, place
            )
        except InvalidTag:
            raise SealError("A case key is damaged.") from None
