"""Albums on the stand-in: parts of one album go with one call, however they came; what can't is told of, by part."""

import asyncio
import json
from typing import Any

from msgspec.structs import replace

from bot.handoff.effects import Amend, Counterpart, OpenTopic, Priority, React, Relay, Say
from bot.handoff.events import Undelivered, Why
from bot.handoff.ids import MessageId
from bot.handoff.message_map import Side
from bot.settings import BudgetSettings
from tests.contract.outbox.rig import ANNA, TOPIC, Rig

Json = dict[str, Any]


async def album(rig: Rig, *captions: str) -> list[Json]:
    """Let her send an album of photos with these captions; its parts as the bot got them."""
    parts = [{"kind": "photo", "caption": one} if one else {"kind": "photo"} for one in captions]
    return [one.raw for one in await rig.anna_account.sends_album(*parts)]


def relays(rig: Rig, parts: list[Json]) -> list[Relay]:
    """Return the effects that take the parts of an album of hers to the topic."""
    first = MessageId(parts[0]["message_id"])
    return [
        Relay(
            TOPIC,
            MessageId(one["message_id"]),
            source_chat=rig.anna.chat,
            text=one.get("caption", ""),
            caption=True,
            album=one["media_group_id"],
            media=json.dumps({"type": "photo", "media": one["photo"][-1]["file_id"]}),
            joins=first if one is not parts[0] else None,
        )
        for one in parts
    ]


async def shown(rig: Rig) -> list[Json]:
    """What the topic shows."""
    return await rig.messages(rig.group, rig.waiting.threads[TOPIC.code])


async def methods(rig: Rig, *names: str) -> list[str]:
    """The calls of these methods that were made, in order."""
    return [one["method"] for one in await rig.stage.calls() if one["method"] in names]


def other(rig: Rig, part: Json) -> MessageId | None:
    """The copy of a part, as the map knows it."""
    entry = rig.waiting.entries.get((ANNA, Side.PERSON, MessageId(part["message_id"])))
    return entry.other if entry is not None else None


async def test_parts_go_as_one_album(rig: Rig) -> None:
    """Parts that come one by one are copied with one call, in order; each is tied to its own copy, and waits no more."""
    await rig.open_topic()
    parts = await album(rig, "een", "", "drie")
    for one in relays(rig, parts):
        rig.send(one)
        await asyncio.sleep(0.003)  # a fifth of a second of the outbox
    rig.send(Say(TOPIC, "behind"))
    await rig.done()
    copies = await shown(rig)
    assert [one.get("caption") or one.get("text", "") for one in copies] == [
        "een",
        "",
        "drie",
        "behind",
    ]
    assert len({one.get("media_group_id") for one in copies[:3]}) == 1
    assert [other(rig, one) for one in parts] == [one["message_id"] for one in copies[:3]]
    assert await methods(rig, "copyMessages", "copyMessage") == ["copyMessages"]


async def test_a_late_part_answers_the_first(rig: Rig) -> None:
    """A part that comes when the others have gone is a reply to the copy of the first; two of them are an album again."""
    await rig.open_topic()
    parts = await album(rig, "een", "", "", "")
    effects = relays(rig, parts)
    rig.send(*effects[:2])
    await rig.done()
    rig.send(*effects[2:])
    await rig.done()
    copies = await shown(rig)
    assert [one.get("reply_to_message", {}).get("message_id") for one in copies[2:]] == [
        copies[0]["message_id"]
    ] * 2
    assert copies[2]["media_group_id"] == copies[3]["media_group_id"] != copies[0]["media_group_id"]


async def test_an_album_that_answers_goes_by_its_files(rig: Rig) -> None:
    """What answers a message is sent by file ids, since copies of several can answer nothing; captions and all."""
    await rig.open_topic()
    question = MessageId((await rig.anna_account.writes("vraag")).id)
    rig.send(Relay(TOPIC, question, source_chat=rig.anna.chat))
    parts = await album(rig, "antwoord", "")
    first, second = relays(rig, parts)
    rig.send(
        replace(first, reply_to=Counterpart(question)),
        second,
    )
    await rig.done()
    asked, *copies = await shown(rig)
    assert [one.get("caption", "") for one in copies] == ["antwoord", ""]
    assert copies[0]["reply_to_message"]["message_id"] == asked["message_id"]
    assert [other(rig, one) for one in parts] == [one["message_id"] for one in copies]
    assert await methods(rig, "copyMessages", "sendMediaGroup") == ["sendMediaGroup"]


async def test_files_that_telegram_refuses_go_one_by_one(rig: Rig) -> None:
    """When an album can't be sent by its file ids its parts are copied, each to its place, the words that may leave under it."""
    await rig.open_topic()
    parts = await album(rig, "geheim", "", "")
    lost = json.dumps({"type": "photo", "media": "gone"})
    effects = [
        replace(one, text=one.text and "verborgen", rewritten=bool(one.text), media=lost)
        for one in relays(rig, parts)
    ]
    rig.send(*effects)
    await rig.done()
    copies = await shown(rig)
    assert [one.get("caption", "") for one in copies] == ["verborgen", "", ""]
    assert [other(rig, one) for one in parts] == [one["message_id"] for one in copies]
    made = await methods(rig, "copyMessages", "sendMediaGroup", "copyMessage")
    assert made == ["sendMediaGroup", "copyMessage", "copyMessage", "copyMessage"]
    assert rig.events[1:] == []


async def test_a_part_that_is_gone_is_found_and_named(rig: Rig) -> None:
    """She deleted one of four: the other three are an album, tied rightly, and the missing one is told of, by itself."""
    await rig.open_topic()
    parts = await album(rig, "een", "twee", "drie", "vier")
    await rig.deletes(rig.anna_account.id, rig.anna_account.id, parts[1]["message_id"])
    rig.send(*relays(rig, parts))
    await rig.done()
    copies = await shown(rig)
    assert [one["caption"] for one in copies] == ["een", "drie", "vier"]
    assert len({one["media_group_id"] for one in copies}) == 1
    there = [parts[0], *parts[2:]]
    assert [other(rig, one) for one in there] == [one["message_id"] for one in copies]
    gone = MessageId(parts[1]["message_id"])
    assert rig.events[1:] == [Undelivered(to_person=False, about=gone, why=Why.UNCOPYABLE)]


async def test_when_it_is_not_known_which_part_is_missing_each_goes_by_itself(rig: Rig) -> None:
    """Fewer copies than parts, and nobody tells which: what is there is taken back, and no part is lost or doubled."""
    await rig.open_topic()
    parts = await album(rig, "een", "twee", "drie")
    await rig.deletes(rig.anna_account.id, rig.anna_account.id, parts[1]["message_id"])
    await rig.stage.fault("setMessageReaction", "error", code=400, description="no", times=None)
    rig.send(*relays(rig, parts))
    await rig.done()
    copies = await shown(rig)
    assert [one["caption"] for one in copies] == ["een", "drie"]
    assert [one.about for one in rig.events if isinstance(one, Undelivered)] == [
        parts[1]["message_id"]
    ]


async def test_a_pause_while_the_missing_part_is_sought(rig: Rig) -> None:
    """When Telegram asks for a pause before it is known what is missing, that is waited for, and nothing is doubled."""
    await rig.open_topic()
    parts = await album(rig, "een", "twee", "drie")
    await rig.deletes(rig.anna_account.id, rig.anna_account.id, parts[1]["message_id"])
    await rig.stage.fault("setMessageReaction", retry_after=1)
    rig.send(*relays(rig, parts))
    await rig.done()
    copies = await shown(rig)
    assert [one["caption"] for one in copies] == ["een", "drie"]
    assert len({one["media_group_id"] for one in copies}) == 1


async def test_a_lost_reply_repeats_the_whole_album(rig: Rig) -> None:
    """Where it is not known whether an album arrived it comes again, whole; the map knows the second."""
    await rig.open_topic()
    parts = await album(rig, "een", "twee")
    await rig.stage.fault("copyMessages", "reset", when="after")
    rig.send(*relays(rig, parts))
    await rig.done()
    copies = await shown(rig)
    assert [one["caption"] for one in copies] == ["een", "twee"] * 2
    assert [other(rig, one) for one in parts] == [one["message_id"] for one in copies[2:]]


async def test_a_crash_between_parts(rig: Rig) -> None:
    """A part that waits when the process dies waits for the others in the next one; together they are an album."""
    await rig.open_topic()
    parts = await album(rig, "een", "twee")
    first, second = relays(rig, parts)
    rig.send(first)
    await rig.restart()
    await asyncio.sleep(0.05)  # three seconds of the outbox: longer than parts wait for others
    assert await shown(rig) == []
    rig.send(second)
    rig.heard = True
    await rig.done()
    copies = await shown(rig)
    assert [one["caption"] for one in copies] == ["een", "twee"]
    assert len({one["media_group_id"] for one in copies}) == 1


async def test_danger_waits_for_no_part(rig: Rig) -> None:
    """A part that tells of danger goes at once, with what is there; what comes then joins it."""
    await rig.open_topic()
    rig.album_seconds = 600.0
    await rig.restart()
    parts = await album(rig, "gevaar", "")
    first, second = relays(rig, parts)
    rig.send(replace(first, priority=Priority.DANGER))
    await rig.done(2)
    rig.send(second, Say(TOPIC, "112", priority=Priority.DANGER))
    await rig.done(2)
    copies = await shown(rig)
    assert copies[1]["reply_to_message"]["message_id"] == copies[0]["message_id"]
    assert copies[2]["text"] == "112"


async def test_an_album_holds_up_no_other_place(rig: Rig) -> None:
    """While an album waits for further parts, what goes elsewhere goes; a text behind it waits behind it."""
    await rig.open_topic()
    rig.album_seconds = 120.0
    await rig.restart()
    parts = await album(rig, "een", "twee")
    rig.send(*relays(rig, parts), Say(TOPIC, "behind"), Say(rig.anna, "elsewhere"))
    await rig.until(lambda: len(rig.waiting.effects) == 3)
    assert await shown(rig) == []
    await rig.done(5)
    assert (await shown(rig))[2]["text"] == "behind"


async def test_an_album_counts_for_each_of_its_parts(rig: Rig) -> None:
    """An album of five waits until the group has room for five; no 429 follows, and it is still one."""
    await rig.open_topic()
    await rig.budgets(BudgetSettings(group_per_minute=10))
    parts = await album(rig, *(f"{number}" for number in range(5)))
    rig.send(*(Say(TOPIC, f"s{number}") for number in range(4)), *relays(rig, parts))
    await rig.done(30)
    assert len({one["media_group_id"] for one in (await shown(rig))[4:]}) == 1
    assert not [one for one in await rig.stage.calls() if one["code"] == 429]
    assert [cost for _, cost in rig.waiting.spendings][-1] == 5


async def test_an_album_in_a_topic_that_is_gone(rig: Rig) -> None:
    """A deleted topic is made again, and the album arrives there whole."""
    thread = await rig.open_topic()
    parts = await album(rig, "een", "twee", "drie")
    await rig.stage.control.post(
        f"as/{(await rig.stage.expert('Eva')).id}/delete_topic",
        {"chat_id": rig.group, "thread_id": thread},
    )
    rig.send(*relays(rig, parts))
    await rig.done()
    card, *copies = await shown(rig)
    assert card["text"] == "card"
    assert [one["caption"] for one in copies] == ["een", "twee", "drie"]
    assert len({one["media_group_id"] for one in copies}) == 1


async def test_receipts_and_changes_of_each_part(rig: Rig) -> None:
    """What follows from a part follows for each; a changed caption reaches the copy of its own part."""
    await rig.open_topic()
    parts = await album(rig, "een", "twee")
    seen = [React(TOPIC, MessageId(1000 + number), "👌") for number in range(2)]
    effects = [
        replace(one, then=(then,)) for one, then in zip(relays(rig, parts), seen, strict=True)
    ]
    rig.send(*effects)
    await rig.done()
    second = MessageId(parts[1]["message_id"])
    rig.send(Amend(TOPIC, second, "beter", source_chat=rig.anna.chat, caption=True))
    await rig.done()
    assert [one["caption"] for one in await shown(rig)] == ["een", "beter"]
    assert len(await rig.stage.calls("setMessageReaction")) == 2


async def test_a_topic_that_comes_late_gets_the_album_whole(rig: Rig) -> None:
    """The first messages of a case are an album: it goes when its topic is there, as one."""
    parts = await album(rig, "een", "twee")
    rig.send(OpenTopic(TOPIC, "case"), Say(TOPIC, "card", entry="card"), *relays(rig, parts))
    await rig.done()
    _, *copies = await shown(rig)
    assert len({one["media_group_id"] for one in copies}) == 1
