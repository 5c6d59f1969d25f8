"""What people do on the stand-in, over HTTP: each deed arrives as the event it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.handlers.arrival import Arrival, FromGroup, FromHer, GroupOffered
from bot.handoff.events import (
    AuthorKind,
    Blocked,
    Edited,
    ExpertEdited,
    ExpertPressed,
    ExpertWrote,
    Incoming,
    Kind,
    Pressed,
    TopicAppeared,
    TopicClosed,
    TopicReopened,
    Unblocked,
    Wrote,
)
from bot.handoff.group_news import MemberMoved
from tests.contract.handlers.conftest import polling

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from telegram import Bot

    from bot.emulator.actors import Stage
    from bot.emulator.server import Emulator
    from bot.handlers.poller import Poller
    from tests.contract.handlers.conftest import Inbox

BUTTONS = {"inline_keyboard": [[{"text": "Ga door", "callback_data": "go:1"}]]}


@pytest.fixture(autouse=True)
async def running(poller: Poller) -> AsyncIterator[None]:
    """The loop runs in each of these tests."""
    async with polling(poller):
        yield


async def next_one(inbox: Inbox) -> Arrival:
    """Wait for the next arrival, and take it out."""
    await inbox.until(lambda: bool(inbox.taken))
    return inbox.taken.pop(0)[1]


async def next_message(inbox: Inbox) -> Incoming:
    """The message that arrives next."""
    arrival = await next_one(inbox)
    assert isinstance(arrival, FromHer | FromGroup)
    assert isinstance(arrival.event, Wrote | ExpertWrote)
    return arrival.event.message


KINDS = {
    "voice": Kind.VOICE,
    "audio": Kind.AUDIO,
    "video_note": Kind.VIDEO_NOTE,
    "photo": Kind.PHOTO,
    "video": Kind.VIDEO,
    "animation": Kind.ANIMATION,
    "sticker": Kind.STICKER,
    "document": Kind.DOCUMENT,
    "location": Kind.LOCATION,
    "venue": Kind.VENUE,
    "contact": Kind.CONTACT,
    "poll": Kind.POLL,
    "dice": Kind.DICE,
    "story": Kind.STORY,
    "checklist": Kind.CHECKLIST,
    "game": Kind.GAME,
    "paid_media": Kind.PAID,
    "giveaway": Kind.GIVEAWAY,
    "giveaway_winners": Kind.GIVEAWAY,
    "unknown": Kind.OTHER,
}


async def test_every_kind_of_message_arrives(stage: Stage, inbox: Inbox) -> None:
    """What she and an expert can send arrives from both, by its kind."""
    anna, eva = await stage.person("Anna"), await stage.expert("Eva")
    topic = await eva.opens("iets")
    for media in KINDS:
        await anna.sends(media)
    hers = {media: (await next_message(inbox)).kind for media in KINDS}
    for media in KINDS:
        await eva.sends(media, topic)
    theirs = {media: (await next_message(inbox)).kind for media in KINDS}
    assert hers == theirs == KINDS


async def test_her_conversation(bot: Bot, stage: Stage, inbox: Inbox) -> None:
    """Writing, replying, editing, pressing, blocking and letting in again, each with her own ids."""
    anna = await stage.person("Anna")
    written = await anna.writes("Hallo daar")
    arrival = await next_one(inbox)
    assert isinstance(arrival, FromHer)
    assert (arrival.user, arrival.chat, arrival.language) == (anna.id, anna.id, "nl")
    assert isinstance(arrival.event, Wrote)
    assert (arrival.event.message.id, arrival.event.message.text) == (written.id, "Hallo daar")
    assert arrival.event.message.sent_at == written.date

    asked = await bot.send_message(anna.id, "Vraag?", api_kwargs={"reply_markup": BUTTONS})
    await anna.writes("Ja", reply_to=await anna.sees("Vraag"))
    assert (await next_message(inbox)).reply_to == asked.message_id

    await anna.edits(written, "Hallo hier")
    changed = await next_one(inbox)
    assert isinstance(changed, FromHer)
    assert isinstance(changed.event, Edited)
    assert (changed.event.message.id, changed.event.message.text) == (written.id, "Hallo hier")

    await stage.control.post(
        f"as/{anna.id}/press",
        {"chat_id": bot.id, "message_id": asked.message_id, "data": "go:1", "timeout": 0},
    )
    pressed = await next_one(inbox)
    assert isinstance(pressed, FromHer)
    assert isinstance(pressed.event, Pressed)
    assert (pressed.event.data, pressed.event.message) == ("go:1", asked.message_id)

    await anna.blocks()
    blocked = await next_one(inbox)
    assert isinstance(blocked, FromHer)
    assert blocked.event == Blocked()
    await anna.unblocks()
    unblocked = await next_one(inbox)
    assert isinstance(unblocked, FromHer)
    assert unblocked.event == Unblocked()


async def test_a_topic_of_the_bot(bot: Bot, emulator: Emulator, stage: Stage, inbox: Inbox) -> None:
    """Its appearance, notes, replies, edits and buttons in it, and its closing by hand, but not by the bot."""
    eva = await stage.expert("Eva")
    topic = await bot.create_forum_topic(emulator.group_id, "🟢 thema · K7QM-2XHD")
    thread = topic.message_thread_id
    appeared = await next_one(inbox)
    assert isinstance(appeared, FromGroup)
    assert isinstance(appeared.event, TopicAppeared)
    assert (appeared.thread, appeared.event.thread, appeared.event.code) == (
        thread,
        thread,
        "K7QM-2XHD",
    )
    card = await bot.send_message(
        emulator.group_id, "Kaart", message_thread_id=thread, api_kwargs={"reply_markup": BUTTONS}
    )
    place = await eva.topic("K7QM-2XHD")
    note = await eva.notes(place, "notitie")
    arrival = await next_one(inbox)
    assert isinstance(arrival, FromGroup)
    assert (arrival.user, arrival.thread) == (eva.id, thread)
    assert isinstance(arrival.event, ExpertWrote)
    assert arrival.event.author.id == f"e{eva.id}"
    assert arrival.event.message.reply_to is None

    await eva.replies(await eva.sees(place, "Kaart"), "antwoord")
    assert (await next_message(inbox)).reply_to == card.message_id
    await eva.edits(note, "betere notitie")
    changed = await next_one(inbox)
    assert isinstance(changed, FromGroup)
    assert isinstance(changed.event, ExpertEdited)
    assert changed.event.message.text == "betere notitie"

    await stage.control.post(
        f"as/{eva.id}/press",
        {"chat_id": emulator.group_id, "message_id": card.message_id, "data": "go:1", "timeout": 0},
    )
    pressed = await next_one(inbox)
    assert isinstance(pressed, FromGroup)
    assert isinstance(pressed.event, ExpertPressed)
    assert (pressed.thread, pressed.event.data) == (thread, "go:1")

    await bot.pin_chat_message(emulator.group_id, card.message_id)
    await eva.closes(place)
    closed = await next_one(inbox)
    assert isinstance(closed, FromGroup)
    assert closed.event == TopicClosed(thread)
    await eva.reopens(place)
    reopened = await next_one(inbox)
    assert isinstance(reopened, FromGroup)
    assert reopened.event == TopicReopened(thread)
    await bot.close_forum_topic(emulator.group_id, thread)
    await bot.reopen_forum_topic(emulator.group_id, thread)
    await eva.notes(place, "daarna")
    assert (await next_message(inbox)).text == "daarna"


async def test_an_anonymous_administrator_is_nobody(
    emulator: Emulator, stage: Stage, inbox: Inbox
) -> None:
    """Who hides behind the group writes without a user."""
    eva = await stage.expert("Eva")
    topic = await eva.opens("iets")
    boss = await stage.expert("Baas", status="administrator", is_anonymous=True)
    assert isinstance(await next_one(inbox), MemberMoved)
    await boss.notes(topic, "van bovenaf")
    arrival = await next_one(inbox)
    assert isinstance(arrival, FromGroup)
    assert arrival.user is None
    assert isinstance(arrival.event, ExpertWrote)
    assert arrival.event.author.kind is AuthorKind.ANONYMOUS


async def test_general_and_other_groups(
    bot: Bot, emulator: Emulator, stage: Stage, inbox: Inbox
) -> None:
    """General has no topic; another group is only on offer, and what is said in it is passed over."""
    eva = await stage.expert("Eva")
    await eva.notes(None, "algemeen")
    arrival = await next_one(inbox)
    assert isinstance(arrival, FromGroup)
    assert arrival.thread is None

    other = await stage.control.post(
        "groups", {"title": "Andere", "is_forum": True, "owner_id": eva.id}
    )
    await stage.control.post(f"groups/{other['id']}/members", {"bot": True, "status": "member"})
    assert await next_one(inbox) == GroupOffered(other["id"], "Andere", True)
    await stage.control.post(f"as/{eva.id}/send", {"chat_id": other["id"], "text": "/hallo"})
    await eva.notes(None, "weer hier")
    assert (await next_message(inbox)).text == "weer hier"
