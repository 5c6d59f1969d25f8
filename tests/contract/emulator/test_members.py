"""People and bots in groups: rights, joining and leaving, anonymity, privacy, profiles."""

from typing import Any

import pytest

from tests.contract.emulator.client import Client


async def test_the_group_at_the_start(client: Client) -> None:
    """The bot is administrator with the rights it needs, Eva runs the group, Erik is a member."""
    chat = await client.call("getChat", chat_id=client.group)
    assert (chat["type"], chat["is_forum"]) == ("supergroup", True)
    own = await client.call("getChatMember", chat_id=client.group, user_id=client.bot)
    rights = ("can_manage_topics", "can_delete_messages", "can_pin_messages")
    assert own["status"] == "administrator"
    assert all(own[right] for right in rights)
    members = await client.call("getChatAdministrators", chat_id=client.group)
    assert {one["user"]["id"] for one in members} == {client.eva, client.bot}
    member = await client.call("getChatMember", chat_id=client.group, user_id=client.erik)
    assert member["status"] == "member"
    stranger = await client.call("getChatMember", chat_id=client.group, user_id=client.anna)
    assert stranger["status"] == "left"
    assert await client.call("getChatMemberCount", chat_id=client.group) == 3
    error = await client.fails("getChatAdministrators", chat_id=client.anna)
    assert error == "Bad Request: there are no administrators in the private chat"


async def test_blocking_is_told(client: Client) -> None:
    """Blocking and unblocking the bot come as my_chat_member from member to kicked and back."""
    await client.does(client.anna, "block")
    await client.does(client.anna, "start", payload="abc-1")
    blocked, unblocked, started = await client.updates()
    change = blocked["my_chat_member"]
    statuses = (change["old_chat_member"]["status"], change["new_chat_member"]["status"])
    assert statuses == ("member", "kicked")
    assert change["new_chat_member"]["user"]["id"] == client.bot
    assert unblocked["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert started["message"]["text"] == "/start abc-1"
    assert started["message"]["entities"][0]["type"] == "bot_command"
    refusal = await client.cannot(client.anna, "start", payload="a b")
    assert "payload" in refusal


async def test_the_bot_comes_and_goes(client: Client) -> None:
    """Being added, promoted and removed come as my_chat_member; outside it hears nothing."""
    made = await client.control("groups", title="New", owner_id=client.eva, is_forum=True)
    place = f"groups/{made['id']}/members"
    await client.writes(client.eva, "before", chat_id=made["id"])
    await client.control(place, bot=True, status="member")
    await client.control(place, bot=True, status="administrator")
    added, came, promoted = await client.updates()
    assert added["my_chat_member"]["chat"]["id"] == made["id"]
    assert added["my_chat_member"]["from"]["id"] == client.eva
    assert came["message"]["new_chat_members"][0]["id"] == client.bot
    status = promoted["my_chat_member"]["new_chat_member"]
    assert (status["status"], status["can_manage_topics"]) == ("administrator", True)
    await client.control(place, bot=True, status="kicked")
    [removed] = await client.updates()
    assert removed["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    await client.writes(client.eva, "after", chat_id=made["id"])
    assert await client.updates() == []


async def test_others_come_and_go(client: Client) -> None:
    """Joins and leaves are service messages, and chat_member updates for a bot that asked."""
    await client.raw("getUpdates", allowed_updates=["message", "chat_member"], offset=-1)
    await client.does(client.anna, "join", chat_id=client.group)
    await client.does(client.anna, "leave", chat_id=client.group)
    kinds = [next(key for key in one if key != "update_id") for one in await client.updates()]
    assert sorted(kinds) == ["chat_member", "chat_member", "message", "message"]


async def test_an_anonymous_administrator(client: Client) -> None:
    """Anonymous posts come from GroupAnonymousBot with the group as sender, channel posts alike."""
    place = f"groups/{client.group}/members"
    await client.control(
        place, user_id=client.eva, status="creator", is_anonymous=True, custom_title="Team"
    )
    await client.writes(client.eva, "x", chat_id=client.group)
    channel = await client.control("groups", title="Kanaal", type="channel", owner_id=client.erik)
    await client.writes(client.erik, "y", chat_id=client.group, sender_chat=channel["id"])
    anonymous, post = await client.news("message")
    assert anonymous["from"]["username"] == "GroupAnonymousBot"
    assert anonymous["sender_chat"]["id"] == client.group
    assert anonymous["author_signature"] == "Team"
    assert post["from"]["username"] == "Channel_Bot"
    assert post["sender_chat"]["id"] == channel["id"]
    where = {"chat_id": client.group, "message_id": anonymous["message_id"]}
    await client.does(client.eva, "edit", **where, text="z")
    assert (await client.news("edited_message"))[0]["text"] == "z"


async def test_privacy_mode(client: Client) -> None:
    """As a member with privacy on the bot sees commands, replies to it and service messages."""
    await client.control(f"groups/{client.group}/members", bot=True, status="member")
    await client.updates()
    own = await client.call("sendMessage", chat_id=client.group, text="x")
    wishes: list[dict[str, Any]] = [
        {"text": "gewoon"},
        {"text": "/help"},
        {"text": "/help@other_bot"},
        {"text": "/help@helpline_standin_bot"},
        {"text": "antwoord", "reply_to": own["message_id"]},
    ]
    for wish in wishes:
        await client.does(client.erik, "send", chat_id=client.group, **wish)
    seen = [one["text"] for one in await client.news("message")]
    assert seen == ["/help", "/help@helpline_standin_bot", "antwoord"]
    await client.control("bot", "PATCH", privacy_mode=False)
    await client.writes(client.erik, "gewoon", chat_id=client.group)
    assert len(await client.news("message")) == 1


async def test_bots_do_not_see_bots(client: Client) -> None:
    """Messages of another bot in the group are not delivered."""
    other = await client.control("users", first_name="Other", is_bot=True, username="other_bot")
    await client.control(
        f"groups/{client.group}/members", user_id=other["id"], status="administrator"
    )
    await client.updates()
    await client.writes(other["id"], "x", chat_id=client.group)
    assert await client.updates() == []
    error = await client.fails("sendMessage", chat_id=other["id"], text="x")
    assert error == "Forbidden: bot can't send messages to bots"


async def test_the_bot_manages_members(client: Client) -> None:
    """With the rights the bot restricts, bans, readmits and promotes; administrators are safe."""
    arguments: dict[str, Any] = {"chat_id": client.group, "user_id": client.erik}
    error = await client.fails("banChatMember", **arguments)
    assert error == "Bad Request: not enough rights to restrict/unrestrict chat member"
    await client.control(
        f"groups/{client.group}/members",
        bot=True,
        status="administrator",
        can_restrict_members=True,
        can_promote_members=True,
    )
    await client.call("restrictChatMember", **arguments, permissions={"can_send_messages": False})
    member = await client.call("getChatMember", **arguments)
    assert (member["status"], member["can_send_messages"]) == ("restricted", False)
    refusal = await client.cannot(client.erik, "send", chat_id=client.group, text="x")
    assert "may not send" in refusal
    await client.call("promoteChatMember", **arguments, can_manage_topics=True)
    await client.call("setChatAdministratorCustomTitle", **arguments, custom_title="Gids")
    member = await client.call("getChatMember", **arguments)
    assert (member["status"], member["custom_title"]) == ("administrator", "Gids")
    error = await client.fails("banChatMember", **arguments)
    assert error == "Bad Request: user is an administrator of the chat"
    await client.call("promoteChatMember", **arguments)
    await client.call("banChatMember", **arguments)
    assert "not in the group" in await client.cannot(
        client.erik, "send", chat_id=client.group, text="x"
    )
    await client.call("unbanChatMember", **arguments, only_if_banned=True)
    assert (await client.call("getChatMember", **arguments))["status"] == "left"
    await client.call("leaveChat", chat_id=client.group)
    error = await client.fails("getChat", chat_id=client.group)
    assert error == "Forbidden: bot is not a member of the supergroup chat"


async def test_the_group_is_changed(client: Client) -> None:
    """Title, description, permissions and links are changed with the rights for it."""
    error = await client.fails("setChatTitle", chat_id=client.group, title="x")
    assert error == "Bad Request: not enough rights"
    await client.control(
        f"groups/{client.group}/members",
        bot=True,
        status="administrator",
        can_change_info=True,
        can_restrict_members=True,
        can_invite_users=True,
    )
    await client.updates()
    await client.call("setChatTitle", chat_id=client.group, title="Nieuw")
    [renamed] = await client.news("message")
    assert renamed["new_chat_title"] == "Nieuw"
    await client.call("setChatDescription", chat_id=client.group, description="Over")
    await client.call("setChatPermissions", chat_id=client.group, permissions={})
    chat = await client.call("getChat", chat_id=client.group)
    assert (chat["title"], chat["description"]) == ("Nieuw", "Over")
    assert chat["permissions"]["can_send_messages"] is False
    link = await client.call("createChatInviteLink", chat_id=client.group, name="Gast")
    address = {"invite_link": link["invite_link"]}
    edited = await client.call(
        "editChatInviteLink", chat_id=client.group, **address, member_limit=1
    )
    assert edited["member_limit"] == 1
    await client.does(client.anna, "join", chat_id=client.group, **address)
    await client.call("revokeChatInviteLink", chat_id=client.group, **address)
    await client.does(client.anna, "leave", chat_id=client.group)
    assert "not valid" in await client.cannot(client.anna, "join", chat_id=client.group, **address)
    primary = await client.call("exportChatInviteLink", chat_id=client.group)
    assert (await client.call("getChat", chat_id=client.group))["invite_link"] == primary


# python-telegram-bot warns of a coming change of its own when it reads this service message.
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_automatic_deletion_is_told(client: Client) -> None:
    """Switching it on and off comes as a service message, changing something else does not; getChat tells it."""
    group = f"groups/{client.group}"
    for seconds in (86_400, 0):
        await client.control(group, "PATCH", message_auto_delete_time=seconds)
        [told] = await client.news("message")
        changed = told["message_auto_delete_timer_changed"]
        assert changed["message_auto_delete_time"] == seconds
        chat = await client.call("getChat", chat_id=client.group)
        assert chat.get("message_auto_delete_time", 0) == seconds
    await client.control(group, "PATCH", message_auto_delete_time=0, has_visible_history=True)
    assert await client.news("message") == []


async def test_commands(client: Client) -> None:
    """Commands are kept per scope and language, and checked."""
    commands = [{"command": "help", "description": "Hulp"}]
    await client.call("setMyCommands", commands=commands)
    english = [{"command": "help", "description": "Help"}]
    await client.call("setMyCommands", commands=english, language_code="en")
    group = {"type": "chat", "chat_id": client.group}
    await client.call("setMyCommands", commands=[], scope=group)
    assert await client.call("getMyCommands") == commands
    assert await client.call("getMyCommands", language_code="en") == english
    assert await client.call("getMyCommands", scope=group) == []
    await client.call("deleteMyCommands")
    assert await client.call("getMyCommands") == []
    broken = [{"command": "Help!", "description": "x"}]
    error = await client.fails("setMyCommands", commands=broken)
    assert error == "Bad Request: BOT_COMMAND_INVALID"


@pytest.mark.parametrize("field", ["name", "description", "short_description"])
async def test_profile_texts(client: Client, field: str) -> None:
    """Name and descriptions are kept per language, the default one standing in."""
    ending = "".join(part.title() for part in field.split("_"))
    await client.call(f"setMy{ending}", **{field: "Hulp"})
    await client.call(f"setMy{ending}", **{field: "Help"}, language_code="en")
    assert await client.call(f"getMy{ending}") == {field: "Hulp"}
    assert await client.call(f"getMy{ending}", language_code="en") == {field: "Help"}
    assert await client.call(f"getMy{ending}", language_code="fr") == {field: "Hulp"}
    error = await client.fails(f"setMy{ending}", **{field: "x" * 513})
    assert "is too long" in error


async def test_menu_buttons_and_the_rest(client: Client) -> None:
    """Menu buttons are kept per chat; the remaining profile methods answer."""
    await client.call("setChatMenuButton", chat_id=client.anna, menu_button={"type": "default"})
    assert await client.call("getChatMenuButton", chat_id=client.anna) == {"type": "default"}
    assert await client.call("getChatMenuButton") == {"type": "commands"}
    photos = await client.call("getUserProfilePhotos", user_id=client.anna)
    assert photos == {"total_count": 0, "photos": []}
    await client.call("setMyDefaultAdministratorRights", rights='{"can_manage_chat":true}')
    rights = await client.call("getMyDefaultAdministratorRights")
    assert rights["can_manage_chat"] is True
    await client.call("sendMessageDraft", chat_id=client.anna, draft_id=1, text="x")
    await client.call("logOut")
    await client.call("close")
