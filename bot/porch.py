"""Porch: where this process can be reached from outside: by Telegram, who asks how it is, who reads the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.checks import RefusedError
from bot.handlers.brought import Brought
from bot.settings import chat_of
from bot.settings.listening import address
from bot.web.hall import Hall
from bot.web.knowledge.door import ROOT, KnowledgeDoor
from bot.web.knowledge.look import Look
from bot.web.listener import Listener
from bot.web.status import Status
from bot.web.webhook import Webhook, pass_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AsyncExitStack

    from telegram import Bot

    from bot.handlers.front import Front
    from bot.handoff.knowledge import Knowledge
    from bot.pulse import Pulse
    from bot.settings import Settings
    from bot.store.valkey_store import ValkeyStore
    from bot.web.webhook import Pass

DRAIN_SECONDS: Final = 0.3
"""For updates in hand when the door of the webhook closes: the owner has settled his by then, or never will."""


class Porch:
    """One porch per process, from its start to its end."""

    def __init__(self, settings: Settings, pulse: Pulse, announce: Callable[[str], None]) -> None:
        """`pulse` is what is told; `announce` is told, in sentences for the operator, where to look."""
        self._settings = settings
        self._pulse = pulse
        self._announce = announce
        self._front: Front | None = None
        self._stops = False
        self._hall = Hall(Status(pulse.facts, pulse.metrics), pages=settings.knowledge.show)
        self.webhook_pass: Pass | None = None
        """By what Telegram is known; None while it is not to bring anything."""
        self.flags: Callable[[], frozenset[str]] = frozenset
        """Returns the ids of the entries and contacts that are being checked."""

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
        listener = Listener(self._hall.answer)
        host, port = address(listen)
        try:
            port = await listener.open(host, port)
        except OSError:
            if "listen" in self._settings.web.model_fields_set:
                raise _taken("web.listen", listen) from None
            listener = Listener(self._hall.answer)
            port = await listener.open(host, 0)
        stack.push_async_callback(listener.close)
        shown = f"[{host}]" if ":" in host else host
        self._announce(f"Hoe het met de helpline gaat staat op  http://{shown}:{port}/readyz")
        if self._settings.knowledge.show:
            self._announce(f"De kennisbank staat op  http://{shown}:{port}{ROOT}/")

    def shows(self, knowledge: Callable[[], Knowledge], bot: Bot) -> None:
        """Show the answers as pages from now on; `knowledge` returns the content of now, `bot` need not be ready."""
        self._hall.knowledge = KnowledgeDoor(knowledge, lambda: self._look(bot), self._flagged)

    def _flagged(self) -> frozenset[str]:
        return self.flags()

    def _look(self, bot: Bot) -> Look:
        settings = self._settings
        return Look(
            name=settings.service.name,
            chat=settings.knowledge.chat or self._chat(bot),
            address=settings.knowledge.url,
        )

    def _chat(self, bot: Bot) -> str | None:
        """The way to the chat, as Telegram tells it; None while that is not known."""
        if self._settings.telegram.clock_url:
            # A bot of the stand-in is none of Telegram's: its chat is on the page of the stand-in.
            return f"{self._settings.telegram.base_url}/"
        try:
            return chat_of(bot.username)
        except RuntimeError:
            return None

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
        brought = Brought(front, self._pulse.contact)
        door = Webhook(self.webhook_pass, brought, self._pulse.deliveries, settings.networks)
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


def _taken(setting: str, listen: str) -> RefusedError:
    return RefusedError(
        [
            f"Op {listen} kan de helpline niet luisteren: misschien gebruikt een ander programma die poort al, "
            f"of hoort dat adres niet bij deze computer. Kies een andere bij {setting}."
        ]
    )
