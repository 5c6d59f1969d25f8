"""Every effect as it appears at Telegram, and what is remembered of it."""

import asyncio
import json

import pytest

from bot.handoff.decision import Toast
from bot.handoff.effects import (
    Amend,
    Button,
    CloseTopic,
    Counterpart,
    DeleteTopic,
    Edit,
    Here,
    Named,
    Pass,
    Priority,
    React,
    Relay,
    RenameTopic,
    ReopenTopic,
    Say,
    SendContact,
)
from bot.handoff.events import TopicOpened
from bot.handoff.ids import ExpertId, MessageId
from bot.handoff.message_map import Entry, EntryKind, Side
from tests.contract.outbox.rig import ANNA, GENERAL, TOPIC, Rig


async def test_a_line_to_her(rig: Rig) -> None:
    """A line has its HTML, its buttons and its reply, no preview of links, and a name to find it by."""
    [hers] = await rig.her_messages(1)
    rig.send(
        Say(
            rig.anna,
            "<b>Hi</b> https://example.org",
            keyboard=((Button("One", data="1"), Button("Page", url="https://example.org/")),),
            reply_to=Here(hers),
            name="hi",
            silent=True,
        )
    )
    await rig.done()
    *_, line = await rig.messages(rig.anna.chat)
    assert line["text"] == "Hi https://example.org"
    assert line["entities"][0]["type"] == "bold"
    assert line["reply_to_message"]["message_id"] == hers
    assert line["link_preview_options"] == {"is_disabled": True}
    [[one, page]] = line["reply_markup"]["inline_keyboard"]
    assert one == {"text": "One", "callback_data": "1"}
    assert page == {"text": "Page", "url": "https://example.org/"}
    assert rig.waiting.names[ANNA, "hi"] == line["message_id"]
    [call] = (await rig.stage.control.get("calls", texts=1))["calls"]
    assert call["arguments"]["disable_notification"] == "true"
    assert rig.waiting.entries[ANNA, Side.PERSON, line["message_id"]] == Entry(EntryKind.ALONE)


async def test_a_card_in_a_topic(rig: Rig) -> None:
    """The card goes to the thread of its case, is pinned, and stands in the map as a card."""
    thread = await rig.open_topic()
    rig.send(Say(TOPIC, "card", name="card", entry="card", pin=True), Say(TOPIC, "line"))
    await rig.done()
    card, line = [one for one in await rig.messages(rig.group, thread) if "text" in one]
    assert card["message_thread_id"] == thread
    entries = rig.waiting.entries
    assert entries[ANNA, Side.TOPIC, card["message_id"]] == Entry(EntryKind.CARD)
    assert entries[ANNA, Side.TOPIC, line["message_id"]] == Entry(EntryKind.BOT)
    [pinned] = await rig.stage.calls("pinChatMessage")
    assert pinned["ok"]


async def test_a_pin_that_fails_stays_without_consequence(rig: Rig) -> None:
    """A card that can't be pinned is sent once all the same."""
    thread = await rig.open_topic()
    await rig.stage.fault("pinChatMessage", code=400, description="Bad Request: not enough rights")
    rig.send(Say(TOPIC, "card", pin=True), Say(TOPIC, "line"))
    await rig.done()
    assert await rig.texts(rig.group, thread) == ["card", "line"]


async def test_a_line_in_general(rig: Rig) -> None:
    """A line of nobody's case goes to General, outside every thread."""
    rig.send(Say(GENERAL, "notice"), person=None)
    await rig.done()
    [line] = await rig.messages(rig.group)
    assert line["text"] == "notice"
    assert "message_thread_id" not in line


async def test_messages_go_over_and_point_at_the_right_ones(rig: Rig) -> None:
    """Her message and the answer to it are copies, tied both ways; replies are translated; the receipt follows."""
    thread = await rig.open_topic()
    first, second = await rig.her_messages(2)
    rig.send(
        Relay(TOPIC, first, source_chat=rig.anna.chat),
        Relay(TOPIC, second, source_chat=rig.anna.chat, reply_to=Counterpart(first)),
    )
    await rig.done()
    one, two = await rig.messages(rig.group, thread)
    assert [one["text"], two["text"]] == ["m0", "m1"]
    assert two["reply_to_message"]["message_id"] == one["message_id"]

    eva = await rig.stage.expert("Eva")
    topic = await eva.topic()
    answer = await eva.replies(await eva.sees(topic, "m1"), "answer")
    author = ExpertId("eva")
    rig.waiting.entries[ANNA, Side.TOPIC, MessageId(answer.id)] = Entry(EntryKind.ANSWER, author)
    rig.send(
        Relay(
            rig.anna,
            MessageId(answer.id),
            reply_to=Counterpart(MessageId(two["message_id"])),
            then=(React(TOPIC, MessageId(answer.id), "👌"),),
        )
    )
    await rig.done()
    got = (await rig.messages(rig.anna.chat))[-1]
    assert got["text"] == "answer"
    assert got["reply_to_message"]["message_id"] == second
    await eva.sees_reaction(answer, "👌")
    known = rig.waiting.entries[ANNA, Side.TOPIC, MessageId(answer.id)]
    assert known == Entry(EntryKind.ANSWER, author, MessageId(got["message_id"]))


async def test_a_reply_to_nothing_is_still_sent(rig: Rig) -> None:
    """When the message that is answered was never delivered or is gone, the reply arrives without it."""
    thread = await rig.open_topic()
    [first] = await rig.her_messages(1)
    rig.send(
        Relay(TOPIC, first, source_chat=rig.anna.chat, reply_to=Counterpart(MessageId(4711))),
        Say(TOPIC, "line", reply_to=Here(MessageId(4711))),
    )
    await rig.done()
    assert await rig.texts(rig.group, thread) == ["m0", "line"]


async def test_a_text_with_entities_is_passed_on(rig: Rig) -> None:
    """An answer after a command goes out as text with its entities, and nothing in it is HTML."""
    entities = json.dumps([{"type": "bold", "offset": 0, "length": 4}])
    rig.send(Pass(rig.anna, MessageId(900), "bold <i>not</i>", entities=entities))
    await rig.done()
    got = (await rig.messages(rig.anna.chat))[-1]
    assert got["text"] == "bold <i>not</i>"
    assert [one["type"] for one in got["entities"]] == ["bold"]
    assert rig.waiting.entries[ANNA, Side.TOPIC, MessageId(900)].other == got["message_id"]


async def test_a_change_follows_in_place(rig: Rig) -> None:
    """A changed text and a changed caption change their copies; nothing new is sent."""
    thread = await rig.open_topic()
    text = await rig.anna_account.writes("befor")
    photo = await rig.anna_account.sends("photo", caption="befor")
    ids = [MessageId(text.id), MessageId(photo.id)]
    rig.send(*rig.relays(ids))
    await rig.done()
    rig.send(
        Amend(TOPIC, ids[0], "before", source_chat=rig.anna.chat),
        Amend(TOPIC, ids[1], "before", source_chat=rig.anna.chat, caption=True),
    )
    await rig.done()
    copies = await rig.messages(rig.group, thread)
    assert [one.get("text") or one.get("caption") for one in copies] == ["before", "before"]


async def test_other_media_take_the_place_of_the_old_ones(rig: Rig) -> None:
    """A picture that was swapped is swapped in its copy; a caption that is as it was changes nothing."""
    thread = await rig.open_topic()
    photo = await rig.anna_account.sends("photo", caption="same")
    source = MessageId(photo.id)
    rig.send(*rig.relays([source]))
    await rig.done()
    rig.send(Amend(TOPIC, source, "same", source_chat=rig.anna.chat, caption=True))
    await rig.done()
    other = await rig.anna_account.sends("photo", caption="other")
    media = json.dumps({"type": "photo", "media": other.raw["photo"][-1]["file_id"]})
    change = Amend(TOPIC, source, "changed", source_chat=rig.anna.chat, caption=True, media=media)
    rig.send(change)
    await rig.done()
    (copy,) = await rig.messages(rig.group, thread)
    assert copy["caption"] == "changed"
    shown = [one["file_unique_id"] for one in copy["photo"]]
    assert shown == [one["file_unique_id"] for one in other.raw["photo"]]
    assert rig.waiting.entries[ANNA, Side.PERSON, source].other == copy["message_id"]


async def test_what_is_rewritten_never_leaves_as_it_stands(rig: Rig) -> None:
    """A masked text is sent, a masked caption goes with the copy, and a copy made anew has it too; all are tied."""
    thread = await rig.open_topic()
    text = await rig.anna_account.writes("call Bo")
    photo = await rig.anna_account.sends("photo", caption="this is Bo")
    ids = [MessageId(text.id), MessageId(photo.id)]
    bold = json.dumps([{"type": "bold", "offset": 0, "length": 4}])
    chat = rig.anna.chat
    rig.send(
        Relay(TOPIC, ids[0], source_chat=chat, text="call [name]", entities=bold, rewritten=True),
        Relay(
            TOPIC,
            ids[1],
            source_chat=chat,
            text="this is [name]",
            entities=bold,
            rewritten=True,
            caption=True,
        ),
    )
    await rig.done()
    first, second = await rig.messages(rig.group, thread)
    assert (first["text"], second["caption"]) == ("call [name]", "this is [name]")
    assert [one["type"] for one in second["caption_entities"]] == ["bold"]
    assert "photo" in second
    change = Amend(
        TOPIC,
        ids[1],
        "this is [name]",
        source_chat=chat,
        entities=bold,
        caption=True,
        rewritten=True,
    )
    refusal = "Bad Request: message can't be edited"
    await rig.stage.fault("editMessageCaption", code=400, description=refusal)
    rig.send(change)
    await rig.done()
    *_, anew = await rig.messages(rig.group, thread)
    assert anew["reply_to_message"]["message_id"] == second["message_id"]
    assert anew["caption"] == "this is [name]"
    assert "photo" in anew
    assert rig.waiting.entries[ANNA, Side.PERSON, ids[0]].other == first["message_id"]
    assert rig.waiting.entries[ANNA, Side.PERSON, ids[1]].other == anew["message_id"]


async def test_a_change_of_a_lost_copy_is_sent_anew(rig: Rig) -> None:
    """When the copy was deleted, the changed text is sent again and tied; the source is not copied."""
    thread = await rig.open_topic()
    source = (await rig.her_messages(1))[0]
    rig.send(*rig.relays([source]))
    await rig.done()
    eva = await rig.stage.expert("Eva")
    copy = await eva.sees(await eva.topic(), "m0")
    await rig.deletes(eva.id, rig.group, copy.id)
    rig.send(Amend(TOPIC, source, "only this", source_chat=rig.anna.chat))
    await rig.done()
    [new] = await rig.messages(rig.group, thread)
    assert new["text"] == "only this"
    assert rig.waiting.entries[ANNA, Side.PERSON, source].other == new["message_id"]


async def test_edits_of_the_bots_own_messages(rig: Rig) -> None:
    """Text and buttons change, or the buttons alone; an edit without a change is done."""
    rig.send(Say(rig.anna, "one", keyboard=((Button("a", data="a"),),), name="q"))
    await rig.done()
    rig.send(Edit(rig.anna, Named("q"), None, keyboard=((Button("b", data="b"),),)))
    await rig.done()
    line = (await rig.messages(rig.anna.chat))[-1]
    assert line["text"] == "one"
    assert line["reply_markup"]["inline_keyboard"] == [[{"text": "b", "callback_data": "b"}]]
    for _ in range(2):
        rig.send(Edit(rig.anna, Named("q"), "<i>two</i>"))
        await rig.done()
    line = (await rig.messages(rig.anna.chat))[-1]
    assert line["text"] == "two"
    assert "reply_markup" not in line
    assert rig.events == []


@pytest.mark.parametrize(
    ("priority", "shown"), [(Priority.MESSAGE, ["next"]), (Priority.DECORATION, [])]
)
async def test_a_deleted_screen_is_sent_anew(
    rig: Rig, priority: Priority, shown: list[str]
) -> None:
    """She deleted the message that shows the next step: it is sent again under its name; mere looks are not."""
    rig.send(Say(rig.anna, "question", name="q"))
    await rig.done()
    line = (await rig.messages(rig.anna.chat))[-1]
    await rig.deletes(rig.anna_account.id, rig.anna.chat, line["message_id"])
    before = await rig.texts(rig.anna.chat)
    rig.send(Edit(rig.anna, Named("q"), "next", priority=priority))
    await rig.done()
    assert (await rig.texts(rig.anna.chat))[len(before) :] == shown
    if shown:
        assert rig.waiting.names[ANNA, "q"] == (await rig.messages(rig.anna.chat))[-1]["message_id"]


async def test_a_contact_card(rig: Rig) -> None:
    """A contact card can be called with one tap."""
    rig.send(SendContact(rig.anna, "112", "Alarm"))
    await rig.done()
    contact = (await rig.messages(rig.anna.chat))[-1]["contact"]
    assert contact["phone_number"] == "112"
    assert contact["first_name"] == "Alarm"


async def test_topics_are_renamed_closed_and_reopened(rig: Rig) -> None:
    """Title and state of a topic follow; asking for what is already so is done."""
    await rig.open_topic()
    for _ in range(2):
        rig.send(RenameTopic(TOPIC, "new"), CloseTopic(TOPIC))
        await rig.done()
    [topic] = await rig.topics()
    assert (topic["name"], topic["closed"]) == ("new", True)
    rig.send(ReopenTopic(TOPIC), ReopenTopic(TOPIC))
    await rig.done()
    [topic] = await rig.topics()
    assert not topic["closed"]


async def test_an_orphan_is_deleted(rig: Rig) -> None:
    """A topic that stands for no case goes; deleting it twice is done."""
    thread = await rig.open_topic()
    for _ in range(2):
        rig.send(DeleteTopic(GENERAL, thread), person=None)
        await rig.done()
    assert await rig.topics() == []


async def test_titles_and_edits_are_collapsed(rig: Rig) -> None:
    """Of several waiting titles, and edits of one message, only the newest is carried out."""
    thread = await rig.open_topic()
    rig.send(Say(TOPIC, "card", name="card"))
    await rig.done()
    rig.send(
        Say(TOPIC, "line"),
        RenameTopic(TOPIC, "a"),
        Edit(TOPIC, Named("card"), "card a"),
        RenameTopic(TOPIC, "b"),
        Edit(TOPIC, Named("card"), "card b"),
    )
    await rig.done()
    assert len(await rig.stage.calls("editForumTopic")) == 1
    assert len(await rig.stage.calls("editMessageText")) == 1
    assert [one["name"] for one in await rig.topics()] == ["b"]
    assert await rig.texts(rig.group, thread) == ["card b", "line"]


async def test_what_only_shapes_a_topic_is_needless_without_one(rig: Rig) -> None:
    """Titles and closing of a case that has no topic are done without a call."""
    rig.send(RenameTopic(TOPIC, "a"), CloseTopic(TOPIC), ReopenTopic(TOPIC))
    await rig.done()
    assert await rig.stage.calls() == []


async def test_reactions_that_are_refused_do_no_harm(rig: Rig) -> None:
    """A reaction to a message that is gone, or one that is not allowed, is let go."""
    thread = await rig.open_topic()
    rig.send(Say(TOPIC, "line"))
    await rig.done()
    await rig.stage.control.patch(f"groups/{rig.group}", {"available_reactions": ["👍"]})
    [line] = await rig.messages(rig.group, thread)
    rig.send(
        React(TOPIC, MessageId(4711), "👍"),
        React(TOPIC, MessageId(line["message_id"]), "👌"),
        Say(TOPIC, "after"),
    )
    await rig.done()
    assert await rig.texts(rig.group, thread) == ["line", "after"]
    assert [type(one) for one in rig.events] == [TopicOpened]


async def test_a_pressed_button_is_answered_outside_all_lanes(rig: Rig) -> None:
    """A toast arrives while her lane stands still, and one for an old button is swallowed."""
    rig.send(Say(rig.anna, "press", keyboard=((Button("go", data="x"),),)))
    await rig.done()
    await rig.stage.fault("sendMessage", code=429, retry_after=100)
    rig.send(Say(rig.anna, "waits"))
    waiter = rig.stage.control.post(
        f"as/{rig.anna_account.id}/press",
        {
            "chat_id": rig.anna.chat,
            "message_id": (await rig.messages(rig.anna.chat))[-1]["message_id"],
            "data": "x",
            "timeout": 5,
        },
    )
    pressed = asyncio.create_task(waiter)
    callback = None
    while callback is None:
        updates = await rig.bot.get_updates(timeout=1)
        callback = next((one.callback_query for one in updates if one.callback_query), None)
    rig.outbox.answer(Toast(callback.id, "toast", alert=True))
    await rig.outbox.answered()
    answer = await pressed
    assert (answer["text"], answer["show_alert"]) == ("toast", True)
    rig.outbox.answer(Toast("0", "too late"))
    await rig.outbox.answered()


async def test_copies_for_a_rebuilt_topic(rig: Rig) -> None:
    """Copies come from her chat, her messages as hers and answers as answers; a missing one is passed over."""
    thread = await rig.open_topic()
    [hers] = await rig.her_messages(1)
    rig.send(Pass(rig.anna, MessageId(900), "answer"))
    await rig.done()
    answer = MessageId((await rig.messages(rig.anna.chat))[-1]["message_id"])
    chat = rig.anna.chat
    rig.send(
        Relay(TOPIC, hers, source_chat=chat, again=True),
        Relay(TOPIC, MessageId(4711), source_chat=chat, again=True),
        Relay(TOPIC, answer, source_chat=chat, again=True, kind=EntryKind.ANSWER, mark="👌"),
    )
    await rig.done()
    one, two = await rig.messages(rig.group, thread)
    assert [one["text"], two["text"]] == ["m0", "answer"]
    entries = rig.waiting.entries
    assert entries[ANNA, Side.TOPIC, two["message_id"]].kind is EntryKind.ANSWER
    assert entries[ANNA, Side.TOPIC, one["message_id"]].kind is EntryKind.HERS
    assert len(await rig.stage.calls("setMessageReaction")) == 1
    assert [type(one) for one in rig.events] == [TopicOpened]
