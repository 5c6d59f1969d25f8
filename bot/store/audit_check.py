"""The check of the audit: walks all of it, and names the first place where it is not what was written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.store.audit_seal import BEGIN, Signature, SignatureKind, next_chain, next_seal

if TYPE_CHECKING:
    from bot.store.signed_audit import SignedAudit
    from bot.store.witness import Witnessed

PAGE: Final = 500
"""Entries read at once."""
UNSIGNED_FOR: Final = 3600.0
"""Seconds after which an audit without any signature is no audit that just began."""


class Break(NamedTuple):
    """Where the audit is not what was written: the number of the entry, and why, as a key for words."""

    number: int
    why: str


class Checked(NamedTuple):
    """What a check found."""

    first: int
    """The first entry that is there; those before it were let go of in time."""
    last: int
    """0 when there is none."""
    unsigned: int
    """Entries behind the last signature: only the chain guards those."""
    erased: int
    """Entries whose case was erased."""
    broken: Break | None


async def check_audit(store: SignedAudit, witnessed: Witnessed | None, now: float) -> Checked:
    """Check all of the audit. `witnessed` is what was seen of it outside the store; `now` in epoch seconds.

    Raises:
        StoreAwayError: when the store is away.
    """
    # The head last: what comes meanwhile must not look like something that it does not know.
    signatures = await store.audit_signatures()
    highest = await store.audit_last()
    head, chain_of_head = await store.audit_head()
    forged = next((one for one in signatures if not store.is_genuine(one)), None)
    anchor = next((one for one in reversed(signatures) if one.kind is SignatureKind.ANCHOR), None)
    first = 1 if anchor is None else anchor.number + 1
    walk = _Walk(store, signatures, witnessed, anchor)
    if forged is not None:
        broken: Break | None = Break(forged.number, "forged")
    else:
        broken = await walk.go(first, head)
    if broken is None:
        broken = _end(signatures, highest, witnessed, head)
    if broken is None and head and walk.chain != chain_of_head:
        broken = Break(head, "chain")
    signed = max((one.number for one in signatures if one.number <= head), default=0)
    if broken is None and not signatures and 0 < walk.oldest < now - UNSIGNED_FOR:
        broken = Break(head, "unsigned")
    return Checked(first, head, max(0, head - max(signed, first - 1)), walk.erased, broken)


class _Walk:
    """From the first entry to the last."""

    def __init__(
        self,
        store: SignedAudit,
        signatures: Sequence[Signature],
        witnessed: Witnessed | None,
        anchor: Signature | None,
    ) -> None:
        self._store = store
        self._expected = {one.number: one.seal for one in signatures}
        self._witnessed = witnessed
        self.chain = anchor.chain if anchor is not None else b""
        self._seal = anchor.seal if anchor is not None else BEGIN
        self.erased = 0
        self.oldest = 0.0

    async def go(self, first: int, last: int) -> Break | None:
        for start in range(first, last + 1, PAGE):
            page = await self._store.audit_entries(start, min(start + PAGE - 1, last))
            for number, entry in enumerate(page, start):
                if entry is None:
                    return Break(number, "missing")
                self.chain = next_chain(self.chain, number, entry.digest)
                if self.chain != entry.chain:
                    return Break(number, "chain")
                row = self._store.opened(entry)
                if not row.genuine:
                    return Break(number, "changed")
                if row.stored is not None and not self.oldest:
                    self.oldest = row.stored.at
                self.erased += row.erased
                self._seal = next_seal(self._seal, number, entry.digest)
                if self._expected.get(number, self._seal) != self._seal:
                    return Break(number, "signature")
                seen = self._witnessed
                if seen is not None and seen.number == number and seen.seal != self._seal:
                    return Break(number, "witness")
        return None


def _end(
    signatures: Sequence[Signature], highest: int, witnessed: Witnessed | None, head: int
) -> Break | None:
    """Tell whether something stood behind what is the last entry now."""
    signed = max((one.number for one in signatures), default=0)
    if max(signed, highest) > head:
        return Break(head + 1, "cut")
    if witnessed is not None and (witnessed.number > head or witnessed.contradicted):
        return Break(min(witnessed.number, head + 1), "cut")
    return None
