"""The key ring: the sealing keys (the newest seals, all open) and the look-up keys from which ids are made.

As a text it is a first line `helpline-keys-2` and then a line for each key, oldest first: `seal <day> <base64>` or
`lookup <day> <base64>`. `lookup-next` is a look-up key that is not in use yet: a rotation is on its way. The first
form, `helpline-key-1 <base64>`, is read too: one key from which all others come.
"""

import base64
import binascii
import hmac
import re
from collections.abc import Callable
from datetime import date
from typing import Final

from typing_extensions import override

from bot.store.master_keys import LookupKey, SealingKey

_FIRST_FORM: Final = "helpline-key-1"
_MARK: Final = "helpline-keys-2"
_SIGNS: Final = 26
"""Of a keyed hash, as of all others: 130 bits."""


class BrokenRingError(Exception):
    """A text is no key ring. Says nothing of what it holds."""


class KeyRing:
    """The keys of one installation. `refresh` looks whether there are newer ones by now; processes share one ring.

    Raises:
        ValueError: without a sealing key or a look-up key.
    """

    __slots__ = ("_by_id", "_look", "following", "lookups", "sealing", "turns")

    def __init__(
        self,
        sealing: tuple[SealingKey, ...],
        lookups: tuple[LookupKey, ...],
        following: LookupKey | None = None,
    ) -> None:
        self._look: Callable[[], KeyRing | None] | None = None
        self.turns = 0
        """Counts how often the keys changed, for whoever keeps what follows from them."""
        self._take(sealing, lookups, following)

    @classmethod
    def of(cls, master: bytes) -> "KeyRing":
        """Return the ring of one key in the first form: everything comes from it."""
        only = SealingKey(master)
        return cls((only,), (only.lookup(),))

    @classmethod
    def fresh(cls, day: date) -> "KeyRing":
        """Return a new ring, made on this day."""
        return cls((SealingKey.fresh(day),), (LookupKey.fresh(day),))

    @classmethod
    def parsed(cls, text: str) -> "KeyRing":
        """Return the ring that a text holds; lines may be divided by `;` too.

        Raises:
            BrokenRingError: when it is none.
        """
        lines = [one.split() for one in re.split(r"[\n;]", text) if one.strip()]
        if not lines:
            raise BrokenRingError
        try:
            if lines[0][0] == _FIRST_FORM and len(lines) == 1:
                return cls.of(_decoded(lines[0][1:]))
            if lines[0] != [_MARK]:
                raise BrokenRingError
            return cls._of_lines(lines[1:])
        except (ValueError, LookupError):
            raise BrokenRingError from None

    @classmethod
    def _of_lines(cls, lines: list[list[str]]) -> "KeyRing":
        sealing: list[SealingKey] = []
        lookups: list[LookupKey] = []
        following = None
        for kind, *rest in lines:
            made = date.fromisoformat(rest[0]) if len(rest) > 1 else None
            key = _decoded(rest[-1:])
            match kind:
                case "seal":
                    sealing.append(SealingKey(key, made))
                case "lookup":
                    lookups.append(LookupKey(key, made))
                case "lookup-next":
                    following = LookupKey(key, made)
                case _:
                    raise BrokenRingError
        if len({one.id for one in sealing}) < len(sealing):
            raise BrokenRingError
        return cls(tuple(sealing), tuple(lookups), following)

    @override
    def __repr__(self) -> str:
        return f"<KeyRing {self.newest.id.hex()}>"

    @property
    def newest(self) -> SealingKey:
        """The key that seals."""
        return self.sealing[-1]

    @property
    def lookup(self) -> LookupKey:
        """The look-up key in use."""
        return self.lookups[-1]

    def text(self) -> str:
        """Return the ring as a text, to be kept where nobody else reads it."""
        lines = [
            _MARK,
            *(one.line() for one in self.sealing),
            *(one.line() for one in self.lookups),
        ]
        if self.following is not None:
            lines.append(self.following.line(following=True))
        return "\n".join(lines) + "\n"

    def by_id(self, key_id: bytes) -> SealingKey | None:
        """Return the sealing key of an id; one that is not known yet is looked for where the ring comes from."""
        found = self._by_id.get(key_id)
        if found is None and self.refresh():
            found = self._by_id.get(key_id)
        return found

    def person(self, user: int) -> str:
        """Return the keyed hash of a professional's Telegram user id."""
        return self._chain(self.lookups[0].person(user))

    def expert(self, user: int) -> str:
        """Return the keyed hash of an expert's Telegram user id."""
        return self._chain(self.lookups[0].expert(user))

    def blocked(self, user: int) -> str:
        """Return the keyed hash under which it is kept that a user is blocked; it leads to none of the others."""
        oldest = self.lookups[0]
        digest = hmac.digest(oldest.secret("blocked"), oldest.person(user).encode(), "sha256")
        return self._chain(base64.b32encode(digest)[:_SIGNS].decode().lower())

    def _chain(self, found: str) -> str:
        for one in self.lookups[1:]:
            found = one.chained(found)
        return found

    # --- change -----------------------------------------------------------------------------

    def with_sealing(self, day: date) -> "KeyRing":
        """Return this ring with a new sealing key, which is the newest."""
        taken = {one.id for one in self.sealing}
        while (key := SealingKey.fresh(day)).id in taken:
            pass
        return KeyRing((*self.sealing, key), self.lookups, self.following)

    def only_newest(self) -> "KeyRing":
        """Return this ring without its older sealing keys."""
        return KeyRing(self.sealing[-1:], self.lookups, self.following)

    def with_following(self, day: date) -> "KeyRing":
        """Return this ring with a look-up key that is to follow; one that is there already stays."""
        return KeyRing(self.sealing, self.lookups, self.following or LookupKey.fresh(day))

    def followed(self) -> "KeyRing":
        """Return this ring with the following look-up key in use. Raises ValueError when there is none."""
        if self.following is None:
            raise ValueError("no look-up key follows")
        return KeyRing(self.sealing, (*self.lookups, self.following))

    def comes_from(self, look: Callable[[], "KeyRing | None"]) -> None:
        """Let `refresh` ask `look`, which returns what stands there when that has changed."""
        self._look = look

    def refresh(self) -> bool:
        """Take over the sealing keys that stand where the ring comes from; tell whether anything changed.

        Look-up keys change only while nothing runs.
        """
        found = self._look() if self._look is not None else None
        if found is None:
            return False
        self._take(found.sealing, self.lookups, self.following)
        self.turns += 1
        return True

    def _take(
        self,
        sealing: tuple[SealingKey, ...],
        lookups: tuple[LookupKey, ...],
        following: LookupKey | None,
    ) -> None:
        if not sealing or not lookups:
            raise ValueError("a ring holds a sealing key and a look-up key")
        self.sealing = sealing
        self.lookups = lookups
        self.following = following
        self._by_id = {one.id: one for one in sealing}


def _decoded(words: list[str]) -> bytes:
    (encoded,) = words
    try:
        return base64.b64decode(encoded, validate=True)
    except binascii.Error:
        raise BrokenRingError from None
