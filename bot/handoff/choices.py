"""Choices: what she said, in one case, of passages that may show who somebody is. It is not asked twice."""

from collections.abc import Iterable
from enum import StrEnum
from hashlib import blake2b
from typing import Annotated, Final

import msgspec
from msgspec import Struct

from bot.declared import parts
from bot.handoff.ids import CaseCode, MessageId

NAMES: Final = frozenset({"person", "school"})
"""Kinds of which she may say once how it is to be with all of them. Of any other, each new one is asked about."""

REMEMBERED: Final = 100
"""Passages that are remembered at most; of older ones she is asked again."""
MASKED_AT_MOST: Final = 20
"""How many messages that went on masked are remembered: no more of her chat is ever shown again."""

_DIGEST: Final = 8
_PERSON: Final = "person"
_SMALL: Final = 3
"""Parts of a name shorter than this, such as "de", are no name of their own."""


class Fate(StrEnum):
    """What becomes of a passage."""

    SHOW = "s"
    MASK = "m"


class Choices(Struct, frozen=True, omit_defaults=True):
    """What she chose. A passage is known by a digest: what she chose to hide is not kept to remember that."""

    shown: Annotated[tuple[str, ...], parts.CHOICE.holds("digests of what may be sent")] = ()
    masked: Annotated[tuple[str, ...], parts.CHOICE.holds("digests of what is masked")] = ()
    names: Annotated[Fate | None, parts.CHOICE.holds("what becomes of names")] = None
    """Of those that she said nothing about; None: she is asked."""
    messages: Annotated[tuple[MessageId, ...], parts.MAP.holds("messages that went masked")] = ()
    """The newest messages of hers that went on masked."""

    def fate(self, code: CaseCode, kind: str, passage: str) -> Fate | None:
        """Return what becomes of a passage; None when she has to be asked."""
        whole = _digest(code, kind, passage)
        fate = self._known(whole)
        if fate is None and kind == _PERSON and (parts := _parts(passage)):
            fates = {self._known(_digest(code, kind, part)) for part in parts}
            fate = fates.pop() if len(fates) == 1 else None
        if fate is None and kind in NAMES:
            fate = self.names
        return fate

    def _known(self, digest: str) -> Fate | None:
        if digest in self.masked:
            return Fate.MASK
        return Fate.SHOW if digest in self.shown else None


def remember(
    choices: Choices, code: CaseCode, fate: Fate, passages: Iterable[tuple[str, str]]
) -> Choices:
    """Return the choices with one for these passages (kind and words); of a name it holds for its parts as well."""
    new: dict[str, None] = {}
    for kind, passage in passages:
        new[_digest(code, kind, passage)] = None
        if kind == _PERSON:
            new.update((_digest(code, kind, part), None) for part in _parts(passage))
    shown = tuple(one for one in choices.shown if one not in new)
    masked = tuple(one for one in choices.masked if one not in new)
    if fate is Fate.SHOW:
        shown = (*shown, *new)[-REMEMBERED:]
    else:
        masked = (*masked, *new)[-REMEMBERED:]
    return msgspec.structs.replace(choices, shown=shown, masked=masked)


def went_masked(choices: Choices, message: MessageId, *, masked: bool) -> Choices:
    """Return the choices with how a message of hers went on, or was changed to."""
    others = tuple(one for one in choices.messages if one != message)
    messages = (*others, message)[-MASKED_AT_MOST:] if masked else others
    return msgspec.structs.replace(choices, messages=messages)


def begun_anew(choices: Choices) -> Choices:
    """Return what is kept of them in her next case: only what must never be copied from her chat."""
    return Choices(messages=choices.messages)


def _parts(name: str) -> list[str]:
    parts = name.split()
    return [part for part in parts if len(part) >= _SMALL] if len(parts) > 1 else []


def _digest(code: CaseCode, kind: str, passage: str) -> str:
    if kind in NAMES:
        same = " ".join(passage.casefold().split())
    else:
        # A number is the same number however it is written.
        same = "".join(sign for sign in passage.casefold() if sign.isalnum()) or passage
    return blake2b(f"{kind}:{same}".encode(), digest_size=_DIGEST, key=code.encode()).hexdigest()
