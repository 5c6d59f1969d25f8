"""Registration: tells Telegram where to bring updates, and looks now and then whether it still does."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.handlers.translate import ALLOWED_UPDATES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Bot

    from bot.handlers.contact import Contact

CONNECTIONS: Final = 100
"""As many as Telegram opens (Bot API, setWebhook): what arrives at one moment is committed together."""
LOOK_EVERY: Final = 60.0
"""Seconds between two looks whether it stands."""
LOOK_AGAIN: Final = 5.0
"""The same while something waits at Telegram. That nothing does any more tells that all of before has come in: a topic of
uncertain outcome waits for it, and so does who is to be told of a gap."""
FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 30.0
"""Seconds between two tries; each failure doubles the pause."""

_ELSEWHERE: Final = "Telegram brings updates elsewhere; it is told again to bring them here."
_SILENT: Final = "Telegram gives no usable answer about the webhook."

log = logging.getLogger(__name__)


class Refusal(Struct, frozen=True):
    """Why Telegram does not bring updates to an address, and what to do (Dutch)."""

    sentence: str
    final: bool
    """It stays so until somebody changes the settings."""


class RegistrationError(Exception):
    """Telegram will never bring updates to this address. `problems`: why, and what to do (Dutch)."""

    def __init__(self, sentence: str) -> None:
        """Keep the sentence."""
        super().__init__(sentence)
        self.problems = (sentence,)


# Telegram's own words, as its server has them (telegram-bot-api, Client.cpp and WebhookActor.cpp).
_REFUSALS: Final = (
    (
        "HTTPS URL must be provided",
        "Telegram bezorgt alleen op een adres dat met https:// begint. Zet een webserver met een certificaat "
        "voor de helpline, en het adres daarvan bij telegram.webhook.url.",
        True,
    ),
    (
        "only on ports",
        "Telegram bezorgt alleen op poort 443, 80, 88 of 8443. Kies bij telegram.webhook.url een van deze, "
        "of laat de poort weg: dan is het 443.",
        True,
    ),
    (
        "is reserved",
        "Het adres bij telegram.webhook.url is alleen binnen een eigen netwerk te bereiken, en dus niet voor "
        "Telegram. Zet daar een adres op internet, of haal de regel weg: dan vraagt de helpline zelf om berichten.",
        True,
    ),
    (
        "invalid webhook URL",
        "Telegram kan het adres bij telegram.webhook.url niet lezen. Schrijf het als "
        "https://helpline.example.org/telegram.",
        True,
    ),
    (
        "resolve host",
        "Telegram kan de naam in telegram.webhook.url niet vinden. Kijk of hij klopt en of hij in de DNS staat.",
        False,
    ),
)
_UNKNOWN: Final = (
    "Telegram wil niet bezorgen op het adres bij telegram.webhook.url. Kijk of het van buiten te bereiken is, "
    "en of het certificaat klopt."
)
_UNREACHED: Final = (
    "Telegram geeft nu geen bruikbaar antwoord op de vraag om berichten te bezorgen."
)


def refusal_of(error: TelegramError) -> Refusal:
    """Return what a failed setWebhook means. Nothing of the address is in it."""
    if isinstance(error, BadRequest):
        for words, sentence, final in _REFUSALS:
            if words.lower() in error.message.lower():
                return Refusal(sentence, final)
        return Refusal(_UNKNOWN, final=False)
    return Refusal(_UNREACHED, final=False)


class Registration:
    """Keeps Telegram bringing updates to one address.

    `run` is awaited by the task that owns it; `stop` may be called by anybody, and lets it return soon. Either way
    things are left as they are: what Telegram can't bring it keeps for a day, and nothing there is dropped by us.
    """

    def __init__(
        self,
        bot: Bot,
        url: str,
        secret: str,
        contact: Contact,
        announce: Callable[[str], None],
        registered: Callable[[], None],
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`url` with the part of the path that nobody knows; `announce` is told, once each, why it can't be.

        `registered` is called when Telegram was told for the first time.
        """
        self._bot = bot
        self._url = url
        self._secret = secret
        self._contact = contact
        self._announce = announce
        self._registered = registered
        self._sleep = sleep
        self._told: set[str] = set()
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Let `run` return soon."""
        self._stopping.set()

    async def run(self) -> None:
        """Register, and look after it until stopped.

        Raises:
            RegistrationError: Telegram will never bring updates there.
        """
        keeping = asyncio.create_task(self._keep(), name="webhook")
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait((keeping, stopping), return_when=asyncio.FIRST_COMPLETED)
            if keeping.done():
                keeping.result()
        finally:
            for task in (keeping, stopping):
                task.cancel()
            await asyncio.gather(keeping, stopping, return_exceptions=True)

    async def _keep(self) -> None:
        await self._register()
        self._registered()
        while True:
            while await self._stands():
                await self._sleep(LOOK_AGAIN if self._contact.facts().pending else LOOK_EVERY)
            await self._register()

    async def _register(self) -> None:
        pause = FIRST_PAUSE
        while True:
            try:
                await self._bot.set_webhook(
                    self._url,
                    secret_token=self._secret,
                    max_connections=CONNECTIONS,
                    allowed_updates=list(ALLOWED_UPDATES),
                    drop_pending_updates=False,
                )
            except RetryAfter as error:
                wait = error.retry_after
                await self._sleep(wait if isinstance(wait, int) else wait.total_seconds())
            except TelegramError as error:
                refusal = refusal_of(error)
                if refusal.final or isinstance(error, InvalidToken):
                    raise RegistrationError(refusal.sentence) from None
                self._contact.troubled("Telegram can't be told where to bring updates.")
                if refusal.sentence not in self._told:
                    self._announce(f"{refusal.sentence} De helpline blijft het zelf proberen.")
                    self._told.add(refusal.sentence)
                await self._sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
            else:
                self._told.clear()
                self._contact.heard()
                return

    async def _stands(self) -> bool:
        """Ask Telegram where it brings updates; False when that is not here. Without an answer it is left at that."""
        try:
            info = await self._bot.get_webhook_info()
        except TelegramError:
            self._contact.troubled(_SILENT)
            return True
        if info.url != self._url:
            log.warning(_ELSEWHERE)
            self._contact.troubled(_ELSEWHERE)
            return False
        self._contact.heard()
        self._contact.pending(info.pending_update_count)
        if not info.pending_update_count:
            self._contact.caught_up()
        return True
