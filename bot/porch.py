"""Porch: where this process can be reached from outside: by Telegram that brings updates, by whoever asks how it is."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from bot.checks import RefusedError
from bot.clock import SystemClock, steady
from bot.handlers.brought import Brought
from bot.handlers.contact import Contact
from bot.outbox.figures import Figures
from bot.ports import StoreAwayError
from bot.settings.listening import address
from bot.store.pipe import StoreFaultError
from bot.tally import Tally
from bot.web.facts import Facts, Role, Trouble
from bot.web.listener import Listener
from bot.web.metrics import Metrics
from bot.web.status import Status
from bot.web.webhook import Webhook, pass_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AsyncExitStack

    from bot.handlers.front import Front
    from bot.outbox.figures import Queue
    from bot.outbox.outbox import Outbox
    from bot.settings import Settings
    from bot.store.valkey_store import ValkeyStore
    from bot.web.webhook import Pass

PROBE_EVERY: Final = 1.0
"""Seconds for which what a probe of the store told is good enough."""
PROBE_SECONDS: Final = 1.5
"""How long a probe may take. Whoever asks how we are wants to know now."""
DRAIN_SECONDS: Final = 0.3
"""For updates in hand when the door of the webhook closes: the owner has settled his by then, or never will."""

_SILENT: Final = "The store does not answer."


class Porch:
    """One porch per process, from its start to its end. What it tells is set by who builds the rest."""

    def __init__(self, settings: Settings, announce: Callable[[str], None]) -> None:
        """`announce` is told, in sentences for the operator, where to look."""
        self._settings = settings
        self._announce = announce
        self.contact: Final = Contact(steady)
        self.updates: Final = Tally()
        """Updates that were settled, by kind."""
        self.figures: Final = Figures()
        """What the outbox does, in all tenures."""
        self.outbox: Outbox | None = None
        """The outbox of this tenure, if there is one."""
        self.role = Role.STARTING
        self._stops = False
        self._front: Front | None = None
        self.epoch: int | None = None
        self._store: ValkeyStore | None = None
        self.webhook_pass: Pass | None = None
        """By what Telegram is known; None while it is not to bring anything."""
        self.metrics: Final = Metrics()
        self._deliveries = Tally()
        self._probing = asyncio.Lock()
        self._probed = float("-inf")
        self._failed = ""
        """Why the last probe failed, if it did."""
        self._dead: int | None = None
        counter = self.metrics.counter
        counter("helpline_updates", "Updates that were settled.", ("kind",), self.updates)
        counter(
            "helpline_effects",
            "Attempts to carry out an effect, by what came of it.",
            ("kind", "verdict"),
            self.figures.attempts,
        )
        self.metrics.histogram(
            "helpline_call_seconds",
            "How long Telegram took to answer a call, or we to give it up.",
            self.figures.took,
        )
        counter(
            "helpline_deliveries",
            "Requests at the door of the webhook, by the status they got.",
            ("status",),
            self._deliveries,
        )

    def stop(self) -> None:
        """Note that this process was told to stop: what is brought from now on comes again, to whoever is there then."""
        self._stops = True
        if self._front is not None:
            self._front.close()

    async def open_status(self, stack: AsyncExitStack) -> None:
        """Begin to tell how this process is; `stack` ends it.

        Raises:
            RefusedError: the configured address is taken. Another is chosen when it was nobody's choice.
        """
        listen = self._settings.web.listen
        if not listen:
            return
        listener = Listener(Status(self.facts, self.metrics).answer)
        host, port = address(listen)
        try:
            port = await listener.open(host, port)
        except OSError:
            if "listen" in self._settings.web.model_fields_set:
                raise _taken("web.listen", listen) from None
            listener = Listener(Status(self.facts, self.metrics).answer)
            port = await listener.open(host, 0)
        stack.push_async_callback(listener.close)
        shown = f"[{host}]" if ":" in host else host
        self._announce(f"Hoe het met de helpline gaat staat op  http://{shown}:{port}/readyz")

    async def open_webhook(self, stack: AsyncExitStack, store: ValkeyStore, front: Front) -> None:
        """Begin to take what Telegram brings, if it is to bring anything; `stack` ends it.

        Raises:
            RefusedError: the configured address is taken.
        """
        settings = self._settings.telegram.webhook
        if not settings.url:
            return
        secret = settings.secret.get_secret_value() or store.secret("webhook")
        self.webhook_pass = pass_of(secret)
        brought = Brought(front, self.contact)
        door = Webhook(self.webhook_pass, brought, self._deliveries)
        listener = Listener(door.answer)
        try:
            await listener.open(*address(settings.listen))
        except OSError:
            raise _taken("telegram.webhook.listen", settings.listen) from None
        stack.push_async_callback(listener.close)
        stack.push_async_callback(door.drain, DRAIN_SECONDS)
        self._front = front
        if self._stops:
            front.close()

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
        self.epoch = int(epoch.partition(" ")[0])
        self.outbox = outbox

    def owns_no_longer(self) -> None:
        """Note that the tenure has ended."""
        self.role = Role.STARTING
        self.outbox = None

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
        trouble = Trouble(contact.trouble, contact.troubled) if contact.trouble else None
        return Facts(
            role=Role.STOPPING if self._stops else self.role,
            epoch=self.epoch if owner else None,
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
        )

    def _queue(self) -> Queue | None:
        """What waits to be sent; None where nothing is sent."""
        return self.outbox.queue() if self.outbox is not None and self._store is not None else None

    def _oldest(self, queue: Queue | None) -> float | None:
        """For how many seconds the oldest has waited."""
        if queue is None or self._store is None or not queue.heads:
            return None
        since = min(map(self._store.committed_at, queue.heads))
        # By real time, as the server counts it; two clocks may differ a little.
        return max(0.0, SystemClock().now() - since)

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


def _taken(setting: str, listen: str) -> RefusedError:
    return RefusedError(
        [
            f"Op {listen} kan de helpline niet luisteren: misschien gebruikt een ander programma die poort al, "
            f"of hoort dat adres niet bij deze computer. Kies een andere bij {setting}."
        ]
    )
