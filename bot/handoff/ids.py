"""Ids: a type for each kind of id, and the one place where case codes are made and read."""

import re
from typing import Final, NewType

UserId = NewType("UserId", int)
"""A Telegram user. Up to 52 significant bits (Bot API, User.id)."""
ChatId = NewType("ChatId", int)
"""A Telegram chat; a private chat has the id of its user, a supergroup a negative one."""
MessageId = NewType("MessageId", int)
"""A message within its chat."""
ThreadId = NewType("ThreadId", int)
"""A forum topic: the id of the service message that opened it."""
UpdateId = NewType("UpdateId", int)
"""An update of Telegram. Never compared by size: ids restart at random after a quiet week."""
PersonId = NewType("PersonId", str)
"""A professional, as a keyed hash of the Telegram user id; says nothing without the key."""
ExpertId = NewType("ExpertId", str)
"""An expert, made like a PersonId."""
CaseCode = NewType("CaseCode", str)
"""The code of a case: eight signs, 40 random bits, without signs that look alike."""
EffectId = NewType("EffectId", str)
"""The place of an effect in the outbox; sorts in the order of commits within one lane."""

ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_BYTES: Final = 5
_CODE = re.compile(rf"\b([{ALPHABET}]{{4}})-([{ALPHABET}]{{4}})\b")


def case_code(chance: bytes) -> CaseCode:
    """Make a case code from five random bytes.

    Raises:
        ValueError: when `chance` is not five bytes long.
    """
    if len(chance) != CODE_BYTES:
        raise ValueError("a case code is made of five random bytes")
    number = int.from_bytes(chance)
    signs = "".join(ALPHABET[number >> shift & 31] for shift in range(35, -5, -5))
    return CaseCode(f"{signs[:4]}-{signs[4:]}")


def find_code(text: str) -> CaseCode | None:
    """Return the case code that stands in `text` (a topic's name), if there is one."""
    found = _CODE.search(text)
    return CaseCode(found[0]) if found else None
