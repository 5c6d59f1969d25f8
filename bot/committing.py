"""Committing: from a decision to all that is written with it, at once or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handoff.ids import CaseCode, EffectId, ThreadId, UpdateId
from bot.ports import Commit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handoff.decision import Decision
    from bot.handoff.erasure import Erasure
    from bot.handoff.events import Timer
    from bot.handoff.person import Person


def commit_of(
    before: Person,
    version: int,
    decision: Decision,
    now: float,
    *,
    update: UpdateId | None = None,
    effect: EffectId | None = None,
    fired: tuple[Timer, float] | None = None,
    pending: Sequence[EffectId] | None = None,
) -> Commit:
    """Return what a decision writes.

    `before` is the person as she was loaded, in that `version`. The rest is what it follows from: an `update`, an outcome
    of an `effect`, a timer that `fired`; `now` in epoch seconds. `pending`: what waits in the lane of a topic that was
    found gone or closed; it goes on behind what makes that good again.
    """
    after = decision.person
    settled: tuple[EffectId, ...] = ()
    requeue: tuple[EffectId, ...] = ()
    if effect is not None and decision.front and pending is not None:
        # What waits in the lane goes on behind what makes the topic good again.
        requeue = tuple(dict.fromkeys((effect, *pending)))
    elif effect is not None:
        settled = (effect,)
    settled = (*settled, *decision.withdrawn)
    topics: tuple[tuple[CaseCode, ThreadId | None], ...] = decision.topics
    codes: tuple[CaseCode, ...] = ()
    if after.case is not None:
        known = before.case if before.case and before.case.code == after.case.code else None
        if known is None:
            codes = (after.case.code,)
        if after.case.topic != (known.topic if known else None):
            topics = (*topics, (after.case.code, after.case.topic))
    if (request := after.admission.request) and request != before.admission.request:
        codes = (*codes, CaseCode(request))
    return Commit(
        person=after,
        version=version,
        update=update,
        now=now,
        effects=decision.effects,
        settled=settled,
        requeue=requeue,
        set_timers=decision.set_timers,
        cancel=decision.cancel,
        links=decision.links,
        topics=topics,
        fired=fired,
        codes=codes,
        archive=decision.archive,
        records=decision.records,
        count=decision.count,
        tally=decision.tally,
        flags=decision.flags,
        drafts=decision.drafts,
        erasure=decision.erasure,
        erase_keys=_keys_of(decision.erasure),
        audit=decision.audit,
    )


def _keys_of(erasure: Erasure | None) -> str:
    """Return which keys go with an erasure: cases go in the order in which they were placed."""
    return "" if erasure is None or not erasure.codes else erasure.codes[-1]
