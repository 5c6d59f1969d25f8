"""The data map: everything the helpline stores, field by field and key by key, as it is declared."""

from __future__ import annotations

from typing import Final

from bot.handoff.inviting import Invite
from bot.store import keys
from bot.store.audit import Stored
from bot.store.audit_seal import Signature
from bot.store.declarations import Field, fields_of
from bot.store.records import STORED

ROOTS: Final = (*STORED, Invite, Stored, Signature)
"""The types of all that is stored; what they hold is found from there."""


def stored_fields() -> tuple[Field, ...]:
    """Return every field of every stored record. Raises UndeclaredError."""
    return fields_of(*ROOTS)


def stored_keys() -> tuple[Field, ...]:
    """Return every kind of key, each as it stands behind the tag."""
    return tuple(Field("", kind, declared) for kind, declared in keys.DECLARED.items())
