"""Content: what a person's message holds, from the wish to Bot API fields, for every kind."""

import base64
import binascii
from typing import Any

from bot.emulator import ids, keyboards, media, shapes
from bot.emulator.arguments import Arguments, as_text
from bot.emulator.entities import formatted
from bot.emulator.errors import ActionError, ApiError
from bot.emulator.methods import polls
from bot.emulator.methods.messages import DICE, MAX_CAPTION, MAX_TEXT, dice_content
from bot.emulator.person.wish import Wish
from bot.emulator.platform import Platform
from bot.emulator.world import Json, User

OTHER_KINDS = (
    "location",
    "venue",
    "contact",
    "poll",
    "dice",
    "story",
    "checklist",
    "paid_media",
    "giveaway",
    "giveaway_winners",
    "game",
    "invoice",
    "unknown",
)
# A message of these kinds can be replaced by another medium; the new one is one of these too.
EXCHANGEABLE = frozenset({"photo", "live_photo", "video", "animation", "audio", "document"})
MAX_PREMIUM_CAPTION = 4_096


def kind_of(wish: Wish) -> str:
    """The kind of message: named by `kind` or `media`, or by the field of that name; or a text."""
    for field in ("kind", "media"):
        named = wish.fields.get(field)
        if isinstance(named, str):
            if named == "text" or named in media.KINDS or named in OTHER_KINDS:
                return named
            raise ActionError(f"`{field}` names no kind of message.")
    for kind in (*media.KINDS, *OTHER_KINDS):
        if wish.has(kind) and wish.fields[kind] is not False:
            return kind
    return "text"


def of(platform: Platform, user: User, wish: Wish) -> tuple[str, Json]:
    """Kind and content of the message wished for; ActionError when it cannot be."""
    kind = kind_of(wish)
    if kind == "text":
        return kind, text(platform, wish)
    # The details stand under the kind's name, or beside `kind` itself.
    inside = wish.object(kind) if isinstance(wish.fields.get(kind), dict) else Wish({})
    details = Wish({**wish.fields, **wish.object("file").fields, **inside.fields})
    if kind in media.KINDS:
        content = _media(platform, kind, details)
    else:
        content = _other(platform, user, kind, details, wish.fields.get(kind))
    if kind in media.WITH_CAPTION:
        content |= caption(platform, user, details)
        if details.flag("spoiler") and kind in media.WITH_SPOILER:
            content["has_media_spoiler"] = True
        above = details.flag("show_caption_above_media") and kind in media.CAPTION_ABOVE
        if above and "caption" in content:
            content["show_caption_above_media"] = True
    return kind, content


def text(platform: Platform, wish: Wish) -> Json:
    """`text` and its entities."""
    found, entities = _formatted(platform, wish, "text", "entities")
    if not found:
        raise ActionError("The text is empty.")
    if len(found) > MAX_TEXT:
        raise ActionError(f"A text has at most {MAX_TEXT} characters.")
    content: Json = {"text": found}
    if entities:
        content["entities"] = entities
    if wish.has("link_preview_options"):
        content["link_preview_options"] = wish.object("link_preview_options").fields
    return content


def caption(platform: Platform, user: User, wish: Wish) -> Json:
    """`caption` (or `text`, when there is no caption) and its entities; may be empty.

    Premium accounts write longer ones than others (`caption_length_limit_premium` of Telegram's client configuration).
    """
    name = "caption" if wish.has("caption") else "text"
    entities_name = "caption_entities" if wish.has("caption_entities") else "entities"
    found, entities = _formatted(platform, wish, name, entities_name)
    most = MAX_PREMIUM_CAPTION if user.is_premium else MAX_CAPTION
    if len(found) > most:
        raise ActionError(f"A caption of this person has at most {most} characters.")
    content: Json = {"caption": found} if found else {}
    if entities:
        content["caption_entities"] = entities
    return content


def _formatted(platform: Platform, wish: Wish, name: str, entities: str) -> tuple[str, list[Json]]:
    given: Any = wish.list(entities) if wish.has(entities) else None
    try:
        return formatted(wish.text(name), wish.text("parse_mode"), given, platform.known)
    except ApiError as error:
        raise ActionError(error.description) from None


def _media(platform: Platform, kind: str, details: Wish) -> Json:
    file_id = details.text("file_id")
    if file_id:
        found = media.by_file_id(platform.world, kind, file_id)
        if found is None:
            raise ActionError("There is no such file of this kind.", 404)
        return found
    data = None
    if details.has("data"):
        try:
            data = base64.b64decode(details.text("data").partition(",")[2] or details.text("data"))
        except binascii.Error:
            raise ActionError("`data` must be base64.") from None
    skipped = ("data", "name", "mime", "size", "file_name", "mime_type", "kind", "thumbnail")
    return media.make(
        platform.world,
        kind,
        data=data,
        name=details.text("name") or details.text("file_name") or None,
        mime=details.text("mime") or details.text("mime_type") or None,
        size=details.optional_integer("size"),
        **{key: value for key, value in details.fields.items() if key not in skipped},
    )


def _other(platform: Platform, user: User, kind: str, details: Wish, given: Any) -> Json:
    match kind:
        case "location":
            return {"location": _location(details)}
        case "venue":
            place = _location(details)
            venue = {
                "location": place,
                "title": details.text("title", "Venue"),
                "address": details.text("address", "Street 1"),
            }
            return {"venue": venue, "location": place}
        case "contact":
            return {"contact": _contact(user, details)}
        case "poll":
            return {"poll": _poll(platform, details)}
        case "dice":
            emoji = given if isinstance(given, str) else details.text("emoji") or "🎲"
            if emoji not in DICE:
                raise ActionError("There are no such dice.")
            return dice_content(emoji)
        case "story":
            number = details.optional_integer("story_id") or platform.world.number()
            owner = {"id": user.id, "first_name": user.first_name, "type": "private"}
            if details.has("story_chat_id"):
                chat = platform.chat(details.integer("story_chat_id"))
                owner = shapes.chat(platform.world, chat)
            return {"story": {"chat": owner, "id": number}}
        case "checklist":
            return {"checklist": _checklist(details)}
        case "paid_media":
            photo = media.make(platform.world, "photo")["photo"]
            stars = details.optional_integer("star_count") or 5
            shown = [{"type": "photo", "photo": photo}]
            return {"paid_media": {"star_count": stars, "paid_media": shown}}
        case "giveaway":
            return {"giveaway": _giveaway(platform, user, details)}
        case "giveaway_winners":
            return {"giveaway_winners": _winners(platform, user)}
        case "game":
            about = {"title": details.text("title", "Game"), "description": "A game"}
            return {"game": {**about, "photo": media.make(platform.world, "photo")["photo"]}}
        case "invoice":
            return {"invoice": _invoice(details)}
        case _:
            return dict(given) if isinstance(given, dict) else {}


def _location(details: Wish) -> Json:
    place: Json = {
        "latitude": details.number("latitude", 52.0907),
        "longitude": details.number("longitude", 5.1214),
    }
    for name in ("live_period", "heading", "proximity_alert_radius"):
        if details.has(name):
            place[name] = details.integer(name)
    if details.has("horizontal_accuracy"):
        place["horizontal_accuracy"] = details.number("horizontal_accuracy")
    return place


def _contact(user: User, details: Wish) -> Json:
    contact: Json = {
        "phone_number": details.text("phone_number", "+000000000"),
        "first_name": details.text("first_name", user.first_name),
    }
    for name in ("last_name", "vcard"):
        if details.has(name):
            contact[name] = details.text(name)
    number = details.optional_integer("user_id")
    if details.flag("own"):
        number = user.id
    if number is not None:
        contact["user_id"] = number
    return contact


def _poll(platform: Platform, details: Wish) -> Json:
    options = [str(item) for item in details.list("options")] or ["1", "2"]
    wishes = {
        name: value
        for name, value in details.fields.items()
        if name in ("type", "is_anonymous", "is_closed", "allows_multiple_answers", "explanation")
    }
    if details.text("type") == "quiz":
        wishes["correct_option_ids"] = details.list("correct_option_ids") or [0]
    return polls.make(platform, details.text("question", "?"), options, **wishes)


def _checklist(details: Wish) -> Json:
    tasks: list[Json] = []
    for number, item in enumerate(details.list("tasks") or ["1"], 1):
        task: Json = dict(item) if isinstance(item, dict) else {"text": str(item)}
        tasks.append({"id": number, **task})
    return {"title": details.text("title", "Checklist"), "tasks": tasks}


def _giveaway(platform: Platform, user: User, details: Wish) -> Json:
    chats = [{"id": user.id, "first_name": user.first_name, "type": "private"}]
    return {
        "chats": chats,
        "winners_selection_date": platform.clock.second() + 86_400,
        "winner_count": details.optional_integer("winner_count") or 1,
    }


def _winners(platform: Platform, user: User) -> Json:
    return {
        "chat": {"id": user.id, "first_name": user.first_name, "type": "private"},
        "giveaway_message_id": platform.world.number(),
        "winners_selection_date": platform.clock.second(),
        "winner_count": 1,
        "winners": [shapes.user(user)],
    }


def _invoice(details: Wish) -> Json:
    return {
        "title": details.text("title", "Invoice"),
        "description": "Something to pay for",
        "start_parameter": "",
        "currency": "EUR",
        "total_amount": details.optional_integer("total_amount") or 100,
    }


def keyboard(wish: Wish) -> Json | None:
    """`reply_markup`: the inline keyboard of a message that was sent by means of another bot; ActionError for others."""
    if not wish.has("reply_markup"):
        return None
    given = Arguments({"reply_markup": as_text(wish.object("reply_markup").fields)})
    try:
        found = keyboards.read(given)
    except ApiError as error:
        raise ActionError(error.description) from None
    if found is not None and "inline_keyboard" not in found:
        raise ActionError("A person's message has inline buttons only.")
    return found


def album_id(platform: Platform) -> str:
    """The id for the parts of a new album."""
    return ids.media_group_id(platform.world)
