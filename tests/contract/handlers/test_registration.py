"""Registration, on the stand-in: Telegram is told where to bring updates, and it is said why when it won't."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from bot.clock import steady
from bot.handlers.contact import Contact
from bot.handlers.incoming import inspect_incoming
from bot.handlers.registration import (
    CONNECTIONS,
    LOOK_AGAIN,
    Registration,
    RegistrationError,
)
from bot.handlers.translate import ALLOWED_UPDATES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from telegram import Bot

    from bot.emulator.actors import Stage
    from bot.emulator.server import Emulator

URL = "http://127.0.0.1:9"
"""Nobody listens there: what is brought stays at Telegram."""
WITHIN = 10.0


async def until(so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(WITHIN):
        while not so():  # noqa: ASYNC110  what is waited for is on the other side of HTTP
            await asyncio.sleep(0.01)


class Rig:
    """A registration with what it says and how long it waits."""

    def __init__(self, bot: Bot, url: str = f"{URL}/part") -> None:
        self.said: list[str] = []
        self.slept: list[float] = []
        self.registered = asyncio.Event()
        self.contact = Contact(steady)
        self.one = Registration(
            bot,
            url,
            "a-Z_9",
            self.contact,
            self.said.append,
            self.registered.set,
            sleep=self._sleep,
        )

    async def _sleep(self, seconds: float) -> None:
        """Wait a hundredth of it, and of 429 all: the stand-in counts that in real time."""
        self.slept.append(seconds)
        await asyncio.sleep(seconds / 100 if seconds > 1 else seconds)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.Task[None]]:
        """It runs, and is stopped cleanly."""
        running = asyncio.create_task(self.one.run())
        try:
            yield running
        finally:
            self.one.stop()
            async with asyncio.timeout(WITHIN):
                await running

    async def until_registered(self) -> None:
        """Wait for it."""
        async with asyncio.timeout(WITHIN):
            await self.registered.wait()


async def test_telegram_is_told_everything_and_drops_nothing(bot: Bot, stage: Stage) -> None:
    """Address, connections and kinds of update stand there, and what waited still does."""
    anna = await stage.person("Anna")
    await anna.starts()
    rig = Rig(bot)
    async with rig.running():
        await rig.until_registered()
        info = await bot.get_webhook_info()
    assert info.url == f"{URL}/part"
    assert info.max_connections == CONNECTIONS
    assert set(info.allowed_updates) == set(ALLOWED_UPDATES)
    assert info.pending_update_count == 1
    assert rig.said == []
    assert (await bot.get_webhook_info()).url, "stopping leaves it as it is"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://helpline.example.org/x", "https://"),
        ("https://helpline.example.org:9000/x", "poort 443, 80, 88 of 8443"),
        ("https://10.0.0.1/x", "eigen netwerk"),
        ("onzin", "niet lezen"),
    ],
)
async def test_what_never_works_ends_with_a_sentence(bot: Bot, url: str, words: str) -> None:
    """Each refusal that only the settings can mend says what to do, and not the address with its secret part."""
    rig = Rig(bot, url)
    with pytest.raises(RegistrationError) as refused:
        await rig.one.run()
    (problem,) = refused.value.problems
    assert words in problem
    assert "telegram.webhook.url" in problem or "Telegram bezorgt alleen" in problem
    assert "/x" not in problem
    assert not rig.registered.is_set()


async def test_what_may_pass_is_told_once_and_tried_again(bot: Bot) -> None:
    """A name that is not known today may be known tomorrow."""
    rig = Rig(bot, "https://helpline.example.org/x")
    async with rig.running():
        await until(lambda: len(rig.slept) >= 3)
        assert rig.contact.facts().trouble
    assert len(rig.said) == 1
    assert "DNS" in rig.said[0]
    assert rig.slept[:3] == [1.0, 2.0, 4.0]


async def test_telegram_may_be_away_or_ask_for_a_pause(bot: Bot, stage: Stage) -> None:
    """Neither a fault nor a 429 ends it; a pause is kept to."""
    await stage.fault("setWebhook", code=500, description="Internal Server Error", times=1)
    await stage.fault("setWebhook", code=429, retry_after=7, times=1)
    rig = Rig(bot)
    async with rig.running():
        await rig.until_registered()
    assert 7 in rig.slept
    assert len(rig.said) == 1
    assert rig.contact.facts().trouble == ""


async def test_a_webhook_that_somebody_took_away_is_set_again(bot: Bot) -> None:
    """Another program's deleteWebhook does not leave the helpline deaf."""
    rig = Rig(bot)
    async with rig.running():
        await rig.until_registered()
        await bot.delete_webhook()
        await until(lambda: rig.contact.facts().trouble != "")
        await until(lambda: rig.contact.facts().trouble == "")
        assert (await bot.get_webhook_info()).url == f"{URL}/part"


async def test_how_many_wait_at_telegram_is_known(bot: Bot, stage: Stage) -> None:
    """The count comes with each look, and looks come often while any waits."""
    rig = Rig(bot)
    async with rig.running():
        await rig.until_registered()
        anna = await stage.person("Anna")
        await anna.starts()
        await until(lambda: rig.contact.facts().pending == 1)
        # It comes soon: a gap, and a topic of uncertain outcome, wait for the moment in which none is left.
        await until(lambda: rig.slept[-1:] == [LOOK_AGAIN])


async def test_the_inspection_tells_how_updates_come_in(
    bot: Bot, stage: Stage, emulator: Emulator
) -> None:
    """Asked for, brought, brought elsewhere and failing each have their sentence."""
    asked = await inspect_incoming(bot, "")
    assert asked.ok
    assert "vraagt zelf" in asked.sentence
    not_yet = await inspect_incoming(bot, URL)
    assert not_yet.ok is None
    assert "als hij start" in not_yet.sentence
    await bot.set_webhook(f"{URL}/part")
    brought = await inspect_incoming(bot, URL)
    assert brought.ok
    assert "bezorgt nieuwe berichten" in brought.sentence
    elsewhere = await inspect_incoming(bot, "")
    assert elsewhere.ok is None
    assert "niets verloren" in elsewhere.sentence
    anna = await stage.person("Anna")
    await anna.starts()
    await until(lambda: emulator.api.webhook.address.last_error_date is not None)
    failing = await inspect_incoming(bot, URL)
    assert failing.ok is False
    assert "Connection refused" in failing.sentence
    assert "wacht er nu één" in failing.sentence
    assert "part" not in failing.sentence


async def test_without_an_answer_the_inspection_leaves_it_open(bot: Bot, stage: Stage) -> None:
    """No answer says nothing about the webhook."""
    await stage.fault("getWebhookInfo", code=500, description="Internal Server Error", times=None)
    assert (await inspect_incoming(bot, URL)).ok is None
