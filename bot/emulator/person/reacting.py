"""Reacting by a person: emoji under a message, votes in a poll."""

from bot.emulator import shapes, updates
from bot.emulator.errors import ActionError
from bot.emulator.methods import polls, reactions
from bot.emulator.person import place
from bot.emulator.person.wish import Wish
from bot.emulator.platform import Platform
from bot.emulator.world import Json, User


def react(platform: Platform, user: User, wish: Wish) -> Json:
    """Set one's reactions; an empty list takes them away.

    `emoji` is one emoji or a list, `reaction` a list of `ReactionType`. The reaction to an album stands under its first
    part.
    """
    chat = place.room(platform, user, wish)
    stored = reactions.target(platform, chat, place.message(platform, chat, wish))
    if not place.may(chat, user, "can_react_to_messages"):
        raise ActionError("This person may not react here.", 403)
    given = wish.fields.get("emoji")
    wished: list[Json]
    if wish.has("reaction"):
        wished = wish.list("reaction")
    elif isinstance(given, str):
        wished = [{"type": "emoji", "emoji": given}] if given else []
    else:
        wished = [{"type": "emoji", "emoji": str(item)} for item in wish.list("emoji")]
    if not all(isinstance(reaction, dict) for reaction in wished):
        raise ActionError("`reaction` must be a list of objects.")
    for reaction in wished:
        custom = reaction.get("type") == "custom_emoji" and user.is_premium
        paid = reaction.get("type") == "paid" and chat.type != "private"
        if not (custom or paid) and not reactions.allowed(chat, stored, reaction):
            raise ActionError("REACTION_INVALID: this reaction is not allowed here.")
    counted = [reaction for reaction in wished if reaction.get("type") != "paid"]
    if len(counted) > (3 if user.is_premium else 1):
        raise ActionError("REACTIONS_TOO_MANY: only premium accounts give more than one.")
    before = stored.reactions.get(user.id, [])
    if reactions.change(platform, stored, user.id, wished):
        update: Json = {
            "chat": shapes.chat(platform.world, chat),
            "message_id": stored.id,
            "date": platform.clock.second(),
            "old_reaction": before,
            "new_reaction": wished,
        }
        membership = chat.members.get(user.id)
        if membership is not None and membership.is_anonymous:
            update["actor_chat"] = shapes.chat(platform.world, chat)
        else:
            update["user"] = shapes.user(user)
        updates.reaction(platform, chat, update)
    return {"message": platform.shown(stored)}


def vote(platform: Platform, user: User, wish: Wish) -> Json:
    """Vote for `options` (a list of positions); an empty list takes the vote back."""
    chat = place.room(platform, user, wish)
    stored = place.message(platform, chat, wish)
    poll = stored.content.get("poll")
    if poll is None:
        raise ActionError("This is no poll.")
    if poll["is_closed"]:
        raise ActionError("This poll is closed.")
    chosen = [int(number) for number in wish.list("options")]
    if any(not 0 <= number < len(poll["options"]) for number in chosen):
        raise ActionError("There is no such option.")
    if len(chosen) > 1 and not poll["allows_multiple_answers"]:
        raise ActionError("Only one option can be chosen.")
    polls.vote(platform, stored, user.id, shapes.user(user), chosen)
    return {"message": platform.shown(stored)}


ACTIONS = {"react": react, "vote": vote}
