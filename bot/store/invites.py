"""Invites in the store: invitations by the keyed hash of their code, and how often each was used.

The code itself is nowhere: who reads the store can't make a link of what he finds. Who used an invitation stands there
under a tag made of invitation and person together, which leads nowhere without the key.
"""

from __future__ import annotations

import hmac
from base64 import b32encode
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from bot.handoff.inviting import Invite
from bot.store import keys
from bot.store.codec import SealError
from bot.store.declarations import fields_of
from bot.store.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handoff.ids import PersonId

ENFORCES: Final = "valid"
"""The term of the data map that is kept here."""
SHOWN_FOR: Final = 7 * keys.DAY
"""Seconds for which an invitation can still be seen after its end."""

_REDEEM: Final = files("bot.store").joinpath("scripts/redeem.lua").read_text("utf-8")
_SIGNS: Final = 26
_PURPOSE: Final = "invitation"
_ENCODE: Final = msgspec.msgpack.Encoder().encode
_DECODE: Final = msgspec.msgpack.Decoder(Invite).decode
fields_of(Invite)


class Made(NamedTuple):
    """An invitation as it stands in the store, and how many have used it."""

    id: str
    invite: Invite
    used: int


class Invites(Shelf):
    """The part of the store that keeps invitations."""

    async def invite(self, code: str, invite: Invite) -> str:
        """Keep a new invitation; return its id. Raises StoreAwayError."""
        name = _keyed(self._codec.secret(_PURPOSE), code)
        await self._pipe.ask(("SADD", keys.INVITES, name), *self._kept(name, invite), writes=True)
        return name

    async def invites(self) -> Sequence[Made]:
        """Return the invitations, oldest first; those that ended long ago are forgotten. Raises StoreAwayError."""
        (names,) = await self._pipe.ask(("SMEMBERS", keys.INVITES))
        made: list[Made] = []
        gone: list[str] = []
        for name in (one.decode() for one in names):
            sealed, used = await self._pipe.ask(
                ("GET", keys.invite(name)), ("SCARD", keys.invited(name))
            )
            if sealed is None:
                gone.append(name)
            elif (found := self._opened(name, sealed)) is not None:
                made.append(Made(name, found, int(used)))
        if gone:
            await self._pipe.ask(("SREM", keys.INVITES, *gone), writes=True)
        return sorted(made, key=lambda one: one.invite.made_at)

    async def revoke(self, made: Made, now: float) -> None:
        """Take an invitation back; who used it stays let in. Raises StoreAwayError."""
        ended = msgspec.structs.replace(made.invite, revoked_at=now)
        await self._pipe.ask(*self._kept(made.id, ended), writes=True)

    async def redeem(self, code: str, person: PersonId, now: float) -> str | None:
        """Let a person in with a code; return the organisation that invited her, None when the code lets nobody in.

        However many come at once, no more are let in than the invitation has uses; who comes twice counts once.

        Raises:
            StoreAwayError: when the store is away; trying again is harmless.
        """
        # One that was made before the look-up key was rotated stands there under the key of then.
        names = [_keyed(secret, code) for secret in self._codec.secrets(_PURPOSE)]
        stored = await self._pipe.ask(*(("GET", keys.invite(name)) for name in names))
        name, sealed = next(
            (one for one in zip(names, stored, strict=True) if one[1] is not None), ("", b"")
        )
        found = self._opened(name, sealed) if name else None
        if found is None or not found.stands(now):
            return None
        tag = _keyed(self._codec.secret(_PURPOSE), f"{name} {person}")
        places = (keys.invite(name), keys.invited(name))
        forgotten = int(found.expires_at + SHOWN_FOR)
        (let_in,) = await self._pipe.ask(
            ("EVAL", _REDEEM, len(places), *places, tag, found.uses, forgotten), writes=True
        )
        return found.organisation if let_in else None

    def _kept(self, name: str, invite: Invite) -> tuple[tuple[str | bytes | int, ...], ...]:
        sealed = self._codec.seal("invite", "", name, _ENCODE(invite))
        end = min(invite.expires_at, invite.revoked_at or invite.expires_at)
        forgotten = int(end + SHOWN_FOR)
        return (
            ("SET", keys.invite(name), sealed, "EXAT", forgotten),
            ("EXPIREAT", keys.invited(name), forgotten),
        )

    def _opened(self, name: str, sealed: bytes) -> Invite | None:
        try:
            return _DECODE(self._codec.open("invite", "", name, sealed))
        except (SealError, msgspec.MsgspecError):
            return None


def _keyed(secret: str, text: str) -> str:
    digest = hmac.digest(secret.encode(), text.encode(), "sha256")
    return b32encode(digest)[:_SIGNS].decode().lower()
