"""The signed audit in the store: its head, its signatures, and letting go of what is old."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Final, NamedTuple

import msgspec

from bot.store import keys
from bot.store.audit import CHAIN, PURPOSE, Audit
from bot.store.audit_seal import BEGIN, Signature, SignatureKind, next_seal

PAGE: Final = 500
"""Entries read or let go of at once."""

_ENCODE: Final = msgspec.msgpack.Encoder().encode
_SIGNATURE: Final = msgspec.msgpack.Decoder(Signature)


class Sealed(NamedTuple):
    """How far the audit was read, and the seal of all up to there."""

    number: int
    chain: bytes
    seal: bytes


NOTHING: Final = Sealed(0, b"", BEGIN)


class SignedAudit(Audit):
    """The part of the store that signs the audit. Every method raises StoreAwayError when the store is away."""

    async def audit_head(self) -> tuple[int, bytes]:
        """Return the number of the newest entry and its place in the chain; 0 when there is none."""
        (head,) = await self._pipe.ask(("GET", keys.AUDIT_HEAD))
        number, _, chain = (head or b"0 ").partition(b" ")
        return (int(number) if number.isdigit() else 0), chain[:CHAIN]

    async def audit_last(self) -> int:
        """Return the highest number under which there is an entry, whatever the head says."""
        (found,) = await self._pipe.ask(("HKEYS", keys.AUDIT))
        return max((int(one) for one in found if one.isdigit()), default=0)

    async def audit_signatures(self) -> Sequence[Signature]:
        """Return all signatures by number; what is none is left out."""
        (found,) = await self._pipe.ask(("HVALS", keys.AUDIT_SIGNED))
        signatures = []
        for value in found:
            try:
                signatures.append(_SIGNATURE.decode(value))
            except msgspec.MsgspecError:
                continue
        return sorted(signatures, key=lambda one: one.number)

    def is_genuine(self, signature: Signature) -> bool:
        """Tell whether this installation made a signature."""
        return signature.genuine(self._codec.secrets(PURPOSE))

    async def last_signed(self) -> Sealed:
        """Return how far the audit is signed."""
        for one in reversed(await self.audit_signatures()):
            if self.is_genuine(one):
                return Sealed(one.number, one.chain, one.seal)
        return NOTHING

    async def read_on(self, known: Sealed) -> AsyncIterator[Sealed]:
        """Read on from how far the audit was known, entry by entry. Ends where there is none."""
        head, _ = await self.audit_head()
        number, _, seal = known
        while number < head:
            for entry in await self.audit_entries(number + 1, min(number + PAGE, head)):
                if entry is None:
                    return
                number, seal = entry.number, next_seal(seal, entry.number, entry.digest)
                yield Sealed(number, entry.chain, seal)

    async def sign(self, reached: Sealed, now: float) -> None:
        """Sign the audit up to there; of one day only the last signature is kept. `now` in epoch seconds."""
        today = now // keys.DAY
        stale = [
            one.number
            for one in await self.audit_signatures()
            if one.kind is SignatureKind.HEAD
            and one.at // keys.DAY == today
            and one.number < reached.number
        ]
        await self._put(Signature(SignatureKind.HEAD, *reached, now))
        if stale:
            await self._pipe.ask(("HDEL", keys.AUDIT_SIGNED, *stale), writes=True)

    async def begin_audit_anew(self, now: float) -> Sealed:
        """Sign that whatever stands there now is taken as it is, and the audit goes on from here; return where."""
        head, chain = await self.audit_head()
        reached = Sealed(head, chain, BEGIN)
        ahead = [one.number for one in await self.audit_signatures() if one.number > head]
        await self._put(Signature(SignatureKind.ANCHOR, *reached, now))
        if ahead:
            await self._pipe.ask(("HDEL", keys.AUDIT_SIGNED, *ahead), writes=True)
        return reached

    async def let_go_of_audit(self, before: float) -> int:
        """Let go of the entries that were signed before a time (epoch seconds); return how many there were.

        Harmless to repeat, and what a crash leaves of it is let go of the next time.
        """
        old = [
            one for one in await self.audit_signatures() if one.at < before and self.is_genuine(one)
        ]
        if not old:
            return 0
        anchor = old[-1]
        if anchor.kind is not SignatureKind.ANCHOR:
            # With a time of its own it would count as new and hold up the next ones.
            await self._put(
                Signature(SignatureKind.ANCHOR, anchor.number, anchor.chain, anchor.seal, anchor.at)
            )
        (found,) = await self._pipe.ask(("HKEYS", keys.AUDIT))
        gone = [one for one in found if one.isdigit() and int(one) <= anchor.number]
        for start in range(0, len(gone), PAGE):
            fields = gone[start : start + PAGE]
            await self._pipe.ask(("HDEL", keys.AUDIT, *fields), writes=True)
        if len(old) > 1:
            numbers = {one.number for one in old[:-1]} - {anchor.number}
            await self._pipe.ask(("HDEL", keys.AUDIT_SIGNED, *numbers), writes=True)
        return len(gone)

    async def _put(self, signature: Signature) -> None:
        signed = signature.signed(self._codec.secret(PURPOSE))
        await self._pipe.ask(
            ("HSET", keys.AUDIT_SIGNED, signature.number, _ENCODE(signed)), writes=True
        )
