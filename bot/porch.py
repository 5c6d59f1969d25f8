"""Porch: where this process can be reached from outside: by Telegram that brings updates, by whoever asks how it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.checks import RefusedError
from bot.handlers.brought import Brought
from bot.settings.listening import address
from bot.web.listener import Listener
from bot.web.status import Status
from bot.web.webhook import Webhook, pass_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AsyncExitStack

    from bot.handlers.front import Front
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
        self.webhook_pass: Pass | None = None
        """By what Telegram is known; None while it is not to bring anything."""

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
        listener = Listener(Status(self._pulse.facts, self._pulse.metrics).answer)
        host, port = address(listen)
        try:
            port = await listener.open(host, port)
        except OSError:
            if "listen" in self._settings.web.model_fields_set:
                raise _taken("web.listen", listen) from None
            listener = Listener(Status(self._pulse.facts, self._pulse.metrics).answer)
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
        brought = Brought(front, self._pulse.contact)
        door = Webhook(self.webhook_pass, brought, self._pulse.deliveries)
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
