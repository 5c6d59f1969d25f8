"""Copying and forwarding: everything a person can send, one by one and in lists."""

from typing import Any

import pytest

from tests.contract.emulator.client import Client

_KINDS: list[dict[str, Any]] = [
    {"text": "<b>tekst</b>", "parse_mode": "HTML"},
    {"photo": {"caption": "onder", "spoiler": True}},
    {"video": True},
    {"animation": True},
    {"audio": {"title": "T", "performer": "P"}},
    {"voice": True},
    {"video_note": True},
    {"document": {"name": "a.pdf", "mime": "application/pdf"}},
    {"sticker": {"format": "video"}},
    {"location": {"latitude": 1.5, "longitude": 2.5}},
    {"venue": {"title": "T", "address": "A"}},
    {"contact": {"phone_number": "+000", "first_name": "T"}},
    {"poll": {"question": "Q", "options": ["a", "b"]}},
    {"dice": "🎲"},
    {"story": True},
    {"checklist": {"title": "T", "tasks": ["a", "b"]}},
    {"live_photo": {"caption": "onder", "spoiler": True}},
    {"game": True},
]


def _kind(wish: dict[str, Any]) -> str:
    return next(iter(wish))


@pytest.mark.parametrize("wish", _KINDS, ids=_kind)
async def test_every_kind_arrives_and_is_copied(client: Client, wish: dict[str, Any]) -> None:
    """A person's message comes as an update that is known in full, and its copy shows the same."""
    sent = (await client.does(client.anna, "send", chat_id=client.bot, **wish))["message"]
    [received] = await client.news("message")
    kind = _kind(wish)
    assert received[kind] == sent[kind]
    thread = await client.topic()
    copied = await client.call(
        "copyMessage",
        chat_id=client.group,
        message_thread_id=thread,
        from_chat_id=client.anna,
        message_id=received["message_id"],
    )
    shown = await client.shown(client.group, copied["message_id"])
    assert shown["message_thread_id"] == thread
    assert shown["from"]["id"] == client.bot
    if kind not in ("poll", "dice"):
        assert shown[kind] == received[kind]
    if "caption" in received:
        assert shown["caption"] == received["caption"]
        assert shown["has_media_spoiler"] is True


async def test_what_changes_in_a_copy(client: Client) -> None:
    """A copied live location stands still, a checklist loses its ticks, a caption is replaced."""
    live = {"latitude": 1.0, "longitude": 2.0, "live_period": 900}
    ticked = {"title": "T", "tasks": [{"text": "a", "completion_date": 5}]}
    wishes: list[dict[str, Any]] = [
        {"location": live},
        {"checklist": ticked},
        {"photo": {"caption": "oud"}},
    ]
    copies = []
    for wish in wishes:
        sent = (await client.does(client.anna, "send", chat_id=client.bot, **wish))["message"]
        made = await client.call(
            "copyMessage",
            chat_id=client.anna,
            from_chat_id=client.anna,
            message_id=sent["message_id"],
            caption="nieuw",
        )
        copies.append(await client.shown(client.anna, made["message_id"]))
    place, checklist, photo = copies
    assert place["location"] == {"latitude": 1.0, "longitude": 2.0}
    assert checklist["checklist"]["tasks"] == [{"id": 1, "text": "a"}]
    assert photo["caption"] == "nieuw"


async def test_what_cannot_be_copied(client: Client) -> None:
    """Unknown ids, service messages, paid media, giveaways and secret quizzes are refused."""
    thread = await client.topic()

    async def refusal(chat_id: int, message_id: int) -> str:
        return await client.fails(
            "copyMessage", chat_id=client.anna, from_chat_id=chat_id, message_id=message_id
        )

    assert await refusal(client.anna, 999) == "Bad Request: message to copy not found"
    expected = "Bad Request: message identifier is not specified"
    assert await refusal(client.anna, 0) == expected
    expected = "Bad Request: the message can't be copied"
    assert await refusal(client.group, thread) == expected
    quiz = {"question": "Q", "options": ["a", "b"], "type": "quiz"}
    wishes: list[dict[str, Any]] = [
        {"paid_media": True},
        {"giveaway": True},
        {"giveaway_winners": True},
        {"invoice": True},
        {"poll": quiz, "forward_from": {"name": "Iemand"}},
        {"photo": True, "copyable": False},
    ]
    for wish in wishes:
        sent = (await client.does(client.anna, "send", chat_id=client.bot, **wish))["message"]
        assert await refusal(client.anna, sent["message_id"]) == expected
    await client.news("message")


async def test_unknown_content_can_be_copied(client: Client) -> None:
    """A message of a future kind is delivered as it is, and copied without being understood."""
    future = {"hologram": {"depth": 3}}
    sent = (await client.does(client.anna, "send", chat_id=client.bot, unknown=future))["message"]
    queued = await client.raw("getUpdates")
    assert queued[1]["result"][0]["message"]["hologram"] == {"depth": 3}
    copied = await client.call(
        "copyMessage",
        chat_id=client.group,
        from_chat_id=client.anna,
        message_id=sent["message_id"],
    )
    assert (await client.shown(client.group, copied["message_id"]))["hologram"] == {"depth": 3}


async def test_a_copy_replies_and_has_buttons(client: Client) -> None:
    """copyMessage takes reply parameters and a keyboard, and drops those of the original."""
    said = await client.writes(client.anna, "x")
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
    first = await client.call("sendMessage", chat_id=client.anna, text="y", reply_markup=markup)
    made = await client.call(
        "copyMessage",
        chat_id=client.anna,
        from_chat_id=client.anna,
        message_id=first["message_id"],
        reply_parameters={"message_id": said["message_id"]},
    )
    shown = await client.shown(client.anna, made["message_id"])
    assert shown["reply_to_message"]["message_id"] == said["message_id"]
    assert "reply_markup" not in shown


async def test_lists_are_copied_in_order(client: Client) -> None:
    """copyMessages leaves out what is missing, keeps albums, and wants increasing ids."""
    parts = [{"photo": {"caption": "een"}}, {"photo": True}]
    album = (await client.does(client.anna, "send", chat_id=client.bot, album=parts))["messages"]
    numbers = [one["message_id"] for one in album]
    assert len({one["media_group_id"] for one in album}) == 1
    arguments: dict[str, Any] = {"chat_id": client.group, "from_chat_id": client.anna}
    made = await client.call("copyMessages", **arguments, message_ids=[*numbers, 900])
    shown = [await client.shown(client.group, one["message_id"]) for one in made]
    groups = {one["media_group_id"] for one in shown}
    assert len(shown) == 2
    assert len(groups) == 1
    assert groups != {album[0]["media_group_id"]}
    made = await client.call("copyMessages", **arguments, message_ids=numbers, remove_caption=True)
    assert "caption" not in await client.shown(client.group, made[0]["message_id"])
    refusals: dict[str, list[int]] = {
        "message identifiers are not specified": [],
        "message identifiers must be in a strictly increasing order": [2, 1],
        "too many message identifiers specified": list(range(1, 102)),
    }
    for error, given in refusals.items():
        refusal = await client.fails("copyMessages", **arguments, message_ids=given)
        assert refusal == f"Bad Request: {error}"


async def test_forwarding(client: Client) -> None:
    """A forward says where it came from; protected messages can be copied but not forwarded."""
    said = await client.writes(client.anna, "van mij")
    arguments = {"chat_id": client.group, "from_chat_id": client.anna}
    sent = await client.call("forwardMessage", **arguments, message_id=said["message_id"])
    assert sent["forward_origin"]["sender_user"]["id"] == client.anna
    assert sent["forward_from"]["id"] == client.anna
    made = await client.call("forwardMessages", **arguments, message_ids=[said["message_id"]])
    assert len(made) == 1
    hidden = await client.writes(client.anna, "x", protected=True)
    error = await client.fails("forwardMessage", **arguments, message_id=hidden["message_id"])
    assert error == "Bad Request: message has protected content and can't be forwarded"
    await client.call("copyMessage", **arguments, message_id=hidden["message_id"])
    error = await client.fails("forwardMessages", **arguments, message_ids=[hidden["message_id"]])
    assert error == "Bad Request: messages can't be forwarded"


@pytest.mark.parametrize(
    "origin",
    [{"user_id": 700000002}, {"name": "Iemand"}, {"chat_id": -1002000000001}],
    ids=["user", "hidden", "chat"],
)
async def test_people_forward_too(client: Client, origin: dict[str, Any]) -> None:
    """A forward by a person carries the origin of a user, a hidden user or a chat."""
    await client.writes(client.anna, "x", forward_from=origin)
    [received] = await client.news("message")
    assert received["forward_origin"]["type"] in ("user", "hidden_user", "chat")
    said = await client.writes(client.eva, "uit de groep", chat_id=client.group)
    await client.news("message")
    named = {"chat_id": client.group, "message_id": said["message_id"]}
    await client.does(client.eva, "start")
    await client.does(client.eva, "send", chat_id=client.bot, forward_of=named)
    received = (await client.news("message"))[-1]
    assert received["forward_origin"]["sender_user"]["id"] == client.eva
