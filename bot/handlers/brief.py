"""Brief: the message that nearly every update brings, read without the objects of python-telegram-bot.

That library makes some dozen objects of each update, which takes as long as a commit. A text, in a private chat or in a
group, with or without an answer to another text or to a topic's first message, is read here instead: into types with the
same names, so that the same code tells what it means. Anything else, also a single field more, is not brief.
"""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

_LATEST: Final = 2**31 - 1
"""Epoch seconds. What lies behind it is read like anything else that is unusual."""


class _Strict(Struct, frozen=True, forbid_unknown_fields=True):
    """What holds a field that is not named here is not brief."""


class BriefUser(_Strict, frozen=True):
    """A user (Bot API, User), as far as messages show one."""

    id: int
    is_bot: bool
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_premium: bool = False


class BriefChat(_Strict, frozen=True):
    """A private chat or a group (Bot API, Chat)."""

    id: int
    type: str
    title: str = ""
    username: str = ""
    first_name: str = ""
    last_name: str = ""
    is_forum: bool = False


class BriefEntity(_Strict, frozen=True):
    """An entity that needs nothing but its place (Bot API, MessageEntity)."""

    length: int
    offset: int
    type: str

    def to_dict(self) -> dict[str, object]:
        """Return it as Telegram sends it, its fields in the order of python-telegram-bot."""
        return {"length": self.length, "offset": self.offset, "type": self.type}


class BriefTopic(_Strict, frozen=True):
    """That a topic was made (Bot API, ForumTopicCreated)."""

    name: str
    icon_color: int
    icon_custom_emoji_id: str = ""
    is_name_implicit: bool = False


class BriefButton(_Strict, frozen=True):
    """A button under a message (Bot API, InlineKeyboardButton)."""

    text: str
    callback_data: str = ""
    url: str = ""


class BriefKeyboard(_Strict, frozen=True):
    """The buttons under a message (Bot API, InlineKeyboardMarkup)."""

    inline_keyboard: list[list[BriefButton]]


class BriefPreview(_Strict, frozen=True):
    """How links are shown (Bot API, LinkPreviewOptions)."""

    is_disabled: bool = False
    url: str = ""


class BriefTarget(_Strict, frozen=True, rename={"from_user": "from"}):
    """A message that is answered: a text, or the one with which a topic begins (Bot API, Message)."""

    message_id: int
    date: Annotated[int, Meta(ge=1, le=_LATEST)]
    chat: BriefChat
    from_user: BriefUser
    text: str = ""
    entities: list[BriefEntity] = []
    message_thread_id: int | None = None
    is_topic_message: bool = False
    edit_date: Annotated[int, Meta(ge=1, le=_LATEST)] | None = None
    forum_topic_created: BriefTopic | None = None
    link_preview_options: BriefPreview | None = None
    reply_markup: BriefKeyboard | None = None


class BriefMessage(_Strict, frozen=True, rename={"from_user": "from"}):
    """A text (Bot API, Message)."""

    message_id: int
    date: Annotated[int, Meta(ge=1, le=_LATEST)]
    chat: BriefChat
    from_user: BriefUser
    text: Annotated[str, Meta(min_length=1)]
    entities: list[BriefEntity] = []
    message_thread_id: int | None = None
    is_topic_message: bool = False
    reply_to_message: BriefTarget | None = None
    link_preview_options: BriefPreview | None = None

    @property
    def chat_id(self) -> int:
        """The chat's id."""
        return self.chat.id


class _BriefUpdate(_Strict, frozen=True):
    update_id: int
    message: BriefMessage


def read(raw: object) -> BriefMessage | None:
    """Return the message of an update, decoded from its JSON; None when the update is not brief."""
    try:
        return msgspec.convert(raw, _BriefUpdate).message
    except msgspec.ValidationError:
        return None
