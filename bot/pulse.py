"""Pulse: how this process is, and what it did, for whoever asks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from bot.clock import SystemClock, steady
from bot.handlers.contact import Contact
from bot.outbox.figures import Figures
from bot.ports import StoreAwayError
from bot.store.failure import StoreFaultError
from bot.tally import Tally
from bot.web.facts import Facts, Role, Trouble
from bot.web.metrics import Metrics

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AsyncExitStack

    from bot.handoff.ids import EffectId
    from bot.outbox.figures import Queue
    from bot.outbox.outbox import Outbox
    from bot.store.valkey_store import ValkeyStore

PROBE_EVERY: Final = 1.0
"""Seconds for which what a probe of the store told is good enough."""
PROBE_SECONDS: Final = 1.5
"""How long a probe may take. Whoever asks how we are wants to know now."""

_SILENT: Final = "The store does not answer."


class Pulse:
    """One per process, from its start to its end. Who builds the rest tells it what there is."""

    def __init__(self) -> None:
        self.contact: Final = Contact(steady)
        self.updates: Final = Tally()
        """Updates that were settled, by kind."""
        self.happened: Final = Tally()
        """What decisions counted, by kind: questions by outcome, cases placed and closed …"""
        self.figures: Final = Figures()
        """What the outbox does, in all tenures."""
        self.deliveries: Final = Tally()
        """Requests at the door of the webhook, by the status they got."""
        self.metrics: Final = Metrics()
        self.role = Role.STARTING
        self.content: Callable[[], tuple[str, str, bool]] | None = None
        """Tells which version of the content is live, what is wrong with a newer one, and whether all was learned
        from it; None before there is any."""
        self._group = ""
        """What is wrong with the expert group, in a sentence."""
        self._epoch: int | None = None
        self._outbox: Outbox | None = None
        self._store: ValkeyStore | None = None
        self._probing = asyncio.Lock()
        self._probed = float("-inf")
        self._failed = ""
        """Why the last probe failed, if it did."""
        self._dead: int | None = None
        self._stops = False
        self._show()

    def stop(self) -> None:
        """Note that this process was told to stop."""
        self._stops = True

    def keeps(self, stack: AsyncExitStack, store: ValkeyStore) -> None:
        """Tell of this store from now on, until `stack` comes to it."""
        self._store = store
        stack.callback(self._keeps_nothing)
        self.metrics.histogram(
            "helpline_store_seconds", "How long the store took to answer a batch.", store.took
        )
        self.metrics.counter(
            "helpline_store_writes",
            "Writes to the store, by what became of them.",
            ("outcome",),
            store.writes,
        )

    def owns(self, epoch: str, outbox: Outbox) -> None:
        """Note that this process is in charge now; `epoch` is as the store names it."""
        self.role = Role.OWNER
        self._epoch = int(epoch.partition(" ")[0])
        self._outbox = outbox

    def tells_of_group(self, wrong: str) -> None:
        """Note what is wrong with the expert group, in a sentence; empty when nothing is."""
        self._group = wrong

    def owns_no_longer(self) -> None:
        """Note that the tenure has ended."""
        self.role = Role.STARTING
        self._outbox = None

    async def facts(self) -> Facts:
        """Return how this process is now. Raises nothing; takes a moment at most, also when the store hangs."""
        store = self._store
        away: Trouble | None = None
        if store is not None:
            away = await self._away(store)
        contact = self.contact.facts()
        queue = self._queue()
        oldest = self._oldest(queue)
        owner = self.role is Role.OWNER
        version, wrong, learned = self.content() if self.content is not None else (None, "", False)
        trouble = Trouble(contact.trouble, contact.troubled) if contact.trouble else None
        return Facts(
            role=Role.STOPPING if self._stops else self.role,
            epoch=self._epoch if owner else None,
            store=away,
            replicas_behind=store is not None and store.replicas_behind(),
            telegram=trouble if owner else None,
            heard=contact.heard,
            pending=contact.pending if owner else None,
            waiting=queue.count if queue else None,
            urgencies=queue.urgencies if queue else None,
            operations=queue.operations if queue else None,
            oldest=oldest,
            dead_letters=self._dead,
            content=version,
            content_wrong=wrong,
            group_wrong=self._group if owner else "",
            content_learned=learned,
        )

    def waited(self, effect: EffectId) -> float:
        """Tell for how many seconds an effect has waited, also before this process began."""
        if self._store is None:
            return 0.0
        # By real time, as the server counts it; two clocks may differ a little.
        return max(0.0, SystemClock().now() - self._store.committed_at(effect))

    def _queue(self) -> Queue | None:
        """What waits to be sent; None where nothing is sent."""
        return (
            self._outbox.queue() if self._outbox is not None and self._store is not None else None
        )

    def _oldest(self, queue: Queue | None) -> float | None:
        """For how many seconds the oldest has waited."""
        if queue is None or self._store is None or not queue.heads:
            return None
        return max(map(self.waited, queue.heads))

    def _keeps_nothing(self) -> None:
        self._store = None

    async def _away(self, store: ValkeyStore) -> Trouble | None:
        """What is wrong with the store, after a look of our own when the last one was long ago."""
        # One at a time: who asks while the store hangs shares the look of who asked before.
        async with self._probing:
            if steady() - self._probed > PROBE_EVERY:
                self._failed = await self._probe(store)
                self._probed = steady()
        known = store.trouble()
        if known is not None:
            return Trouble(known.sentence, known.seconds)
        return Trouble(self._failed, 0.0) if self._failed else None

    async def _probe(self, store: ValkeyStore) -> str:
        """Look how the store is; what is wrong with it, or an empty text."""
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                self._dead = await store.probe()
        except (StoreAwayError, StoreFaultError) as error:
            return str(error)
        except TimeoutError:
            return _SILENT
        return ""

    def _show(self) -> None:
        """Name what is counted."""
        counter, histogram = self.metrics.counter, self.metrics.histogram
        counter("helpline_updates", "Updates that were settled.", ("kind",), self.updates)
        counter(
            "helpline_happened",
            "What happened in conversations, by kind; never about whom.",
            ("kind",),
            self.happened,
        )
        counter(
            "helpline_effects",
            "Attempts to carry out an effect, by what came of it.",
            ("kind", "verdict"),
            self.figures.attempts,
        )
        counter(
            "helpline_deliveries",
            "Requests at the door of the webhook, by the status they got.",
            ("status",),
            self.deliveries,
        )
        histogram(
            "helpline_call_seconds",
            "How long Telegram took to answer a call, or we to give it up.",
            self.figures.took,
        )
