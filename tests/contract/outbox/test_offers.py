"""Offers: answers to inline queries, outside all lanes and never more than a few at once."""

import asyncio
from typing import Any

from bot.handoff.effects import Say
from bot.handoff.inline import Offer, Shared
from bot.outbox.outbox import OFFERS_AT_ONCE
from tests.contract.outbox.rig import Rig

_CHOICE = Shared("f01", "A question?", "An answer", "<b>A question?</b>\n\nAn answer")


async def typed(rig: Rig, words: str) -> tuple[asyncio.Task[Any], str]:
    """Let Anna type behind the bot's name; what she waits for, and the id of her query."""
    await rig.stage.control.patch("bot", {"inline_mode": True})
    path = f"as/{rig.anna_account.id}/inline_query"
    waiting = asyncio.create_task(rig.stage.control.post(path, {"query": words, "timeout": 5}))
    while True:
        for update in await rig.bot.get_updates(timeout=1):
            if update.inline_query is not None:
                return waiting, update.inline_query.id


async def test_an_offer_passes_what_waits(rig: Rig) -> None:
    """It arrives while her own lane stands still, whole, with the button into the chat; a late one is swallowed."""
    await rig.stage.fault("sendMessage", code=429, retry_after=100)
    rig.send(Say(rig.anna, "waits"))
    waiting, query = await typed(rig, "meldcode")
    rig.outbox.present(Offer(query, (_CHOICE,), "Ask us"))
    await rig.outbox.answered()
    shown = await waiting
    assert shown["answered"]
    assert [one["id"] for one in shown["results"]] == ["f01"]
    assert shown["results"][0]["input_message_content"]["parse_mode"] == "HTML"
    rig.outbox.present(Offer(query, (), "Ask us"))
    await rig.outbox.answered()
    calls = await rig.stage.calls("answerInlineQuery")
    assert [one["ok"] for one in calls] == [True, False]


async def test_a_flood_of_queries_takes_a_few_connections(rig: Rig) -> None:
    """While many are being answered the next are let go; afterwards they are answered again."""
    await rig.stage.hold("answerInlineQuery", when="before")
    for number in range(OFFERS_AT_ONCE + 5):
        rig.outbox.present(Offer(str(number), (), "Ask us"))
    await rig.stage.held(OFFERS_AT_ONCE)
    await rig.stage.release()
    await rig.outbox.answered()
    assert len(await rig.stage.calls("answerInlineQuery")) == OFFERS_AT_ONCE
    rig.outbox.present(Offer("again", (), "Ask us"))
    await rig.outbox.answered()
    assert len(await rig.stage.calls("answerInlineQuery")) == OFFERS_AT_ONCE + 1
