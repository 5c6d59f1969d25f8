"""World: the people, chats, topics, messages and files that the stand-in holds; pure state."""

from typing import Any

import msgspec

Json = dict[str, Any]

GROUP_ANONYMOUS_BOT = 1087968824
CHANNEL_BOT = 136817688
SERVICE_ACCOUNT = 777000

FIRST_USER = 700_000_001
FIRST_GROUP = 2_000_000_001


class User(msgspec.Struct):
    """An account: a person or a bot."""

    id: int
    first_name: str
    is_bot: bool = False
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_premium: bool = False
    deleted: bool = False


class Member(msgspec.Struct):
    """The place of one account in one chat; `status` as in the Bot API's ChatMember."""

    user_id: int
    status: str
    rights: dict[str, bool] = {}
    is_anonymous: bool = False
    custom_title: str | None = None
    until_date: int = 0
    is_member: bool = True
    last_sent: float = 0.0

    @property
    def present(self) -> bool:
        """Is in the chat now."""
        if self.status == "restricted":
            return self.is_member
        return self.status in ("creator", "administrator", "member")

    @property
    def is_admin(self) -> bool:
        """Runs the chat."""
        return self.status in ("creator", "administrator")


class Topic(msgspec.Struct):
    """A forum topic; its id is the id of its `forum_topic_created` message."""

    id: int
    name: str
    icon_color: int
    creator_id: int
    icon_custom_emoji_id: str | None = None
    closed: bool = False
    deleted: bool = False
    deleted_at: float = 0.0
    message_ids: list[int] = []


class Message(msgspec.Struct):
    """A message as stored; `content` holds the fields of its kind in Bot API shape.

    `author_id` is who wrote it where `from_id` is Telegram's account for anonymous posts.
    """

    id: int
    chat_id: int
    date: int
    kind: str
    content: Json
    from_id: int | None = None
    author_id: int | None = None
    sender_chat_id: int | None = None
    thread_id: int | None = None
    reply_root: int | None = None
    service: bool = False
    reply_to: int | None = None
    external_reply: Json | None = None
    quote: Json | None = None
    forward_origin: Json | None = None
    markup: Json | None = None
    extra: Json | None = None
    media_group_id: str | None = None
    edit_date: int | None = None
    protected: bool = False
    copyable: bool = True
    reactions: dict[int, list[Json]] = {}
    deleted: bool = False
    changed: int = 0


class Chat(msgspec.Struct):
    """A chat. A private chat is that of the bot with the user of the same id."""

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    description: str | None = None
    is_forum: bool = False
    messages: dict[int, Message] = {}
    next_id: int = 1
    topics: dict[int, Topic] = {}
    members: dict[int, Member] = {}
    permissions: dict[str, bool] = {}
    available_reactions: list[Json] | None = None
    pinned: list[int] = []
    general_name: str = "General"
    general_closed: bool = False
    general_hidden: bool = False
    slow_mode_delay: int = 0
    has_visible_history: bool = False
    message_auto_delete_time: int = 0
    has_protected_content: bool = False
    linked_chat_id: int | None = None
    invite_links: dict[str, Json] = {}
    blocked: bool = False
    deleted: bool = False
    migrated_to: int | None = None


class StoredFile(msgspec.Struct):
    """A file; `data` is None for a made-up one, whose bytes are produced when asked for."""

    file_id: str
    unique_id: str
    kind: str
    size: int
    path: str
    mime: str = "application/octet-stream"
    name: str | None = None
    data: bytes | None = None
    description: Json = {}


class Callback(msgspec.Struct):
    """A pressed button that may be answered until `expires` (epoch seconds)."""

    user_id: int
    chat_id: int
    message_id: int
    expires: float
    answer: Json | None = None


class Bot(msgspec.Struct):
    """What the platform keeps for the bot."""

    id: int
    privacy: bool = True
    inline: bool = False
    inline_feedback: bool = False
    commands: dict[str, list[Json]] = {}
    names: dict[str, str] = {}
    descriptions: dict[str, str] = {}
    short_descriptions: dict[str, str] = {}
    menu_buttons: dict[str, Json] = {}
    admin_rights: dict[str, Json] = {}
    known_users: dict[int, bool] = {}


class World(msgspec.Struct):
    """Everything that exists. Private chats and basic groups share one counter of message ids."""

    bot: Bot
    users: dict[int, User] = {}
    chats: dict[int, Chat] = {}
    files: dict[str, StoredFile] = {}
    paths: dict[str, str] = {}
    callbacks: dict[str, Callback] = {}
    inline: dict[str, Json] = {}
    polls: dict[str, tuple[int, int]] = {}
    votes: dict[str, dict[int, list[int]]] = {}
    answers: dict[str, list[int]] = {}  # the right ones of quizzes that do not show them yet
    usernames: dict[str, int] = {}
    next_user: int = FIRST_USER
    next_group: int = FIRST_GROUP
    next_shared_message: int = 1
    next_number: int = 1

    def number(self) -> int:
        """A number not given before, for ids whose value means nothing."""
        self.next_number += 1
        return self.next_number

    def add_user(self, user: User) -> User:
        """Keep an account, findable by its username."""
        self.users[user.id] = user
        if user.username:
            self.usernames[user.username.lower()] = user.id
        return user

    def add_chat(self, chat: Chat) -> Chat:
        """Keep a chat, findable by its username."""
        self.chats[chat.id] = chat
        if chat.username:
            self.usernames[chat.username.lower()] = chat.id
        return chat

    def next_message_id(self, chat: Chat) -> int:
        """The id for a new message of `chat`."""
        if chat.type in ("private", "group"):
            number = self.next_shared_message
            self.next_shared_message = number + 1
            return number
        number = chat.next_id
        chat.next_id = number + 1
        return number

    def message(self, chat: Chat, message_id: int | None) -> Message | None:
        """The living message of that id, or None."""
        if message_id is None:
            return None
        found = chat.messages.get(message_id)
        return None if found is None or found.deleted else found


def topic_of(chat: Chat, thread_id: int | None) -> Topic | None:
    """The living topic of that id, or None."""
    if thread_id is None:
        return None
    topic = chat.topics.get(thread_id)
    return None if topic is None or topic.deleted else topic
