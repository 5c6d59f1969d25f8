"""Forum topics, as they look to the bot, and how they refuse."""

import pytest

from tests.contract.emulator.client import Client


async def test_a_topic_is_its_service_message(client: Client) -> None:
    """The topic's id is that of its forum_topic_created message, which comes back as an update."""
    thread = await client.topic("Rood")
    [created] = await client.news("message")
    assert created["message_id"] == created["message_thread_id"] == thread
    assert created["is_topic_message"] is True
    assert created["chat"]["is_forum"] is True
    assert created["from"]["id"] == client.bot
    assert created["forum_topic_created"] == {"name": "Rood", "icon_color": 7322096}
    assert "reply_to_message" not in created


async def test_messages_in_a_topic_reply_implicitly(client: Client) -> None:
    """Without an explicit reply a topic message replies to the topic's creation message."""
    thread = await client.topic()
    await client.updates()
    await client.writes(client.erik, "een", chat_id=client.group, thread_id=thread)
    [first] = await client.news("message")
    assert first["reply_to_message"]["message_id"] == thread
    assert (first["message_thread_id"], first["is_topic_message"]) == (thread, True)
    await client.writes(
        client.eva, "twee", chat_id=client.group, thread_id=thread, reply_to=first["message_id"]
    )
    [second] = await client.news("message")
    assert second["reply_to_message"]["text"] == "een"
    assert "reply_to_message" not in second["reply_to_message"]


async def test_general_has_no_thread_fields(client: Client) -> None:
    """General is addressed by leaving the thread out; thread 1 is not found."""
    sent = await client.call("sendMessage", chat_id=client.group, text="x")
    fields = ("message_thread_id", "is_topic_message", "reply_to_message")
    assert not any(field in sent for field in fields)
    error = await client.fails("sendMessage", chat_id=client.group, message_thread_id=1, text="x")
    assert error == "Bad Request: message thread not found"


async def test_a_reply_names_the_topic(client: Client) -> None:
    """Without a thread id a reply goes to the topic of what it replies to; across topics it is
    external."""
    thread, other = await client.topic(), await client.topic()
    said = await client.writes(client.erik, "x", chat_id=client.group, thread_id=thread)
    reply = {"message_id": said["message_id"]}
    sent = await client.call("sendMessage", chat_id=client.group, text="x", reply_parameters=reply)
    assert sent["message_thread_id"] == thread
    sent = await client.call(
        "sendMessage",
        chat_id=client.group,
        message_thread_id=other,
        text="x",
        reply_parameters=reply,
    )
    assert "reply_to_message" not in sent
    assert sent["external_reply"]["message_id"] == said["message_id"]


async def test_the_life_of_a_topic(client: Client) -> None:
    """Renaming, closing and reopening are service messages that come back as updates."""
    thread = await client.topic("a")
    where = {"chat_id": client.group, "message_thread_id": thread}
    await client.updates()
    await client.call("editForumTopic", **where, name="b")
    await client.call("closeForumTopic", **where)
    await client.call("reopenForumTopic", **where)
    edited, closed, reopened = await client.news("message")
    assert edited["forum_topic_edited"] == {"name": "b"}
    assert closed["forum_topic_closed"] == {}
    assert reopened["forum_topic_reopened"] == {}
    assert all(one["message_thread_id"] == thread for one in (edited, closed, reopened))
    [topic] = (await client.control(f"chats/{client.group}/topics", "GET"))["topics"]
    assert (topic["name"], topic["closed"], topic["deleted"]) == ("b", False, False)


async def test_what_is_so_already_is_refused(client: Client) -> None:
    """Closing a closed topic, opening an open one and the same name are TOPIC_NOT_MODIFIED."""
    thread = await client.topic("a")
    where = {"chat_id": client.group, "message_thread_id": thread}
    assert await client.fails("reopenForumTopic", **where) == "Bad Request: TOPIC_NOT_MODIFIED"
    assert await client.fails("editForumTopic", **where, name="a") == (
        "Bad Request: TOPIC_NOT_MODIFIED"
    )
    await client.call("closeForumTopic", **where)
    assert await client.fails("closeForumTopic", **where) == "Bad Request: TOPIC_NOT_MODIFIED"


async def test_closed_topics(client: Client) -> None:
    """Administrators still write in a closed topic, ordinary members and bots do not."""
    thread = await client.topic()
    where = {"chat_id": client.group, "message_thread_id": thread}
    await client.call("closeForumTopic", **where)
    await client.call("sendMessage", **where, text="x")
    place = {"chat_id": client.group, "thread_id": thread}
    await client.writes(client.eva, "x", **place)
    assert "TOPIC_CLOSED" in await client.cannot(client.erik, "send", text="x", **place)
    await client.control(f"groups/{client.group}/members", bot=True, status="member")
    assert await client.fails("sendMessage", **where, text="x") == "Bad Request: TOPIC_CLOSED"


async def test_deleted_topics(client: Client) -> None:
    """A deleted topic is TOPIC_DELETED for a minute, then unknown; its messages are gone at once."""
    thread = await client.topic()
    where = {"chat_id": client.group, "message_thread_id": thread}
    sent = await client.call("sendMessage", **where, text="x")
    await client.updates()
    await client.does(client.eva, "delete_topic", chat_id=client.group, thread_id=thread)
    assert await client.fails("sendMessage", **where, text="x") == "Bad Request: TOPIC_DELETED"
    await client.control("clock", advance=61)
    error = "Bad Request: message thread not found"
    assert await client.fails("sendMessage", **where, text="x") == error
    for method in ("closeForumTopic", "reopenForumTopic", "deleteForumTopic"):
        assert await client.fails(method, **where) == "Bad Request: TOPIC_ID_INVALID"
    assert await client.fails("editForumTopic", **where, name="b") == (
        "Bad Request: TOPIC_ID_INVALID"
    )
    edit = {"chat_id": client.group, "message_id": sent["message_id"], "text": "y"}
    assert await client.fails("editMessageText", **edit) == (
        "Bad Request: message to edit not found"
    )
    assert await client.updates() == []


async def test_names(client: Client) -> None:
    """Long names are cut, empty ones and impossible colours refused."""
    made = await client.call("createForumTopic", chat_id=client.group, name="x" * 200)
    assert made["name"] == "x" * 128
    error = await client.fails("createForumTopic", chat_id=client.group, name=" ")
    assert error == "Bad Request: name must be non-empty"
    error = await client.fails("createForumTopic", chat_id=client.group, name="a", icon_color=-1)
    assert error == "Bad Request: invalid icon color specified"


@pytest.mark.parametrize(
    ("method", "right", "error"),
    [
        ("createForumTopic", "can_manage_topics", "not enough rights to create a topic"),
        ("editForumTopic", "can_manage_topics", "not enough rights to edit the topic"),
        ("closeForumTopic", "can_manage_topics", "not enough rights to close or open the topic"),
        ("deleteForumTopic", "can_delete_messages", "not enough rights to delete the topic"),
    ],
)
async def test_rights(client: Client, method: str, right: str, error: str) -> None:
    """Without the right a topic of somebody else is refused with the words of the server."""
    place = {"chat_id": client.group, "name": "x"}
    thread = (await client.does(client.eva, "create_topic", **place))["topic"]["id"]
    await client.control(
        f"groups/{client.group}/members", bot=True, status="administrator", **{right: False}
    )
    refusal = await client.fails(method, chat_id=client.group, message_thread_id=thread, name="y")
    assert refusal == f"Bad Request: {error}"


async def test_only_forums_have_topics(client: Client) -> None:
    """Topic methods elsewhere say that the chat is no forum; a thread id there is ignored."""
    made = await client.control("groups", title="Plain", owner_id=client.eva)
    await client.control(f"groups/{made['id']}/members", bot=True, status="administrator")
    error = await client.fails("createForumTopic", chat_id=made["id"], name="x")
    assert error == "Bad Request: the chat is not a forum"
    error = await client.fails("closeForumTopic", chat_id=client.anna, message_thread_id=2)
    assert error == "Bad Request: the chat is not a supergroup forum"
    sent = await client.call("sendMessage", chat_id=made["id"], message_thread_id=99, text="x")
    assert "message_thread_id" not in sent
    reply = {"message_id": sent["message_id"]}
    answer = await client.call("sendMessage", chat_id=made["id"], text="x", reply_parameters=reply)
    assert answer["message_thread_id"] == sent["message_id"]
    assert "is_topic_message" not in answer


async def test_general_can_be_closed_and_hidden(client: Client) -> None:
    """General is closed, opened, hidden, shown and renamed by methods of its own."""
    await client.updates()
    for method in (
        "closeGeneralForumTopic",
        "reopenGeneralForumTopic",
        "hideGeneralForumTopic",
        "unhideGeneralForumTopic",
    ):
        await client.call(method, chat_id=client.group)
    await client.call("editGeneralForumTopic", chat_id=client.group, name="Hal")
    kinds = [
        next(key for key in one if "forum_topic" in key) for one in await client.news("message")
    ]
    assert kinds == [
        "forum_topic_closed",
        "forum_topic_reopened",
        "general_forum_topic_hidden",
        "general_forum_topic_unhidden",
        "forum_topic_edited",
    ]
    error = await client.fails("unhideGeneralForumTopic", chat_id=client.group)
    assert error == "Bad Request: TOPIC_NOT_MODIFIED"


async def test_topics_made_by_people_reach_the_bot(client: Client) -> None:
    """A topic made, renamed and closed by an expert comes as updates from that expert."""
    place = {"chat_id": client.group, "name": "Van Eva"}
    thread = (await client.does(client.eva, "create_topic", **place))["topic"]["id"]
    named = {"chat_id": client.group, "thread_id": thread}
    await client.does(client.eva, "rename_topic", **named, name="Anders")
    await client.does(client.eva, "close_topic", **named)
    updates = await client.news("message")
    assert [one["from"]["id"] for one in updates] == [client.eva] * 3
    refusal = await client.cannot(client.erik, "create_topic", **place)
    assert "may not manage topics" in refusal


async def test_icons(client: Client) -> None:
    """The stickers for icons are listed and found again by their emoji id."""
    stickers = await client.call("getForumTopicIconStickers")
    numbers = [one["custom_emoji_id"] for one in stickers]
    assert await client.call("getCustomEmojiStickers", custom_emoji_ids=numbers) == stickers
