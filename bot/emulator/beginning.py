"""Beginning: the world that the stand-in starts with when nothing was saved."""

from bot.emulator.groups import BOT_RIGHTS
from bot.emulator.ids import supergroup_chat_id
from bot.emulator.world import Bot, Chat, Member, User, World


def world(bot_id: int, bot_username: str, bot_name: str, group_title: str) -> World:
    """One bot, one forum group with two experts, and one professional who has met the bot."""
    begun = World(bot=Bot(id=bot_id))
    begun.add_user(User(bot_id, bot_name, is_bot=True, username=bot_username))
    people = []
    for name in ("Anna", "Eva", "Erik"):
        user = User(begun.next_user, name, username=f"{name.lower()}_demo", language_code="nl")
        begun.next_user += 1
        people.append(begun.add_user(user))
    anna, eva, erik = people
    begun.add_chat(Chat(id=anna.id, type="private"))
    begun.bot.known_users[anna.id] = True
    number = begun.next_group
    begun.next_group += 1
    group = Chat(
        id=supergroup_chat_id(number),
        type="supergroup",
        title=group_title,
        is_forum=True,
        next_id=2,
        members={
            eva.id: Member(eva.id, "creator"),
            erik.id: Member(erik.id, "member"),
            bot_id: Member(bot_id, "administrator", dict(BOT_RIGHTS)),
        },
    )
    begun.add_chat(group)
    return begun
