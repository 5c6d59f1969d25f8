"""Platform: the world with its clock, its update queue and its event log, as one thing."""

from bot.emulator import shapes
from bot.emulator.bell import Bell
from bot.emulator.clock import Clock
from bot.emulator.errors import ActionError
from bot.emulator.events import EventLog
from bot.emulator.queue import UpdateQueue
from bot.emulator.world import Chat, Json, Member, Message, User, World


class Platform:
    """What methods, people and the control interface work on. Lives in one event loop."""

    def __init__(self, world: World, clock: Clock, queue: UpdateQueue, log: EventLog) -> None:
        self.world = world
        self.clock = clock
        self.queue = queue
        self.log = log
        self.answered = Bell()  # a callback or inline query was answered
        self.changed = Bell()  # something that a restart should find again
        self.dirty = False

    def touch(self) -> None:
        """Something changed that `state_file` should hold."""
        self.dirty = True
        self.changed.ring()

    @property
    def bot_id(self) -> int:
        """The bot's account id, the number before the colon of its token."""
        return self.world.bot.id

    def bot_member(self, chat: Chat) -> Member | None:
        """The bot's place in a group or channel."""
        return chat.members.get(self.world.bot.id)

    def event(self, kind: str, chat: Chat, **fields: object) -> int:
        """Note that something visible happened in a chat."""
        return self.log.add(kind, self.clock.now(), chat_id=chat.id, **fields)

    def shown(self, message: Message, shape: Json | None = None) -> Json:
        """A message as the control interface gives it: Bot API shape and what clients see more."""
        view = dict(shape if shape is not None else shapes.message(self.world, message))
        view["reactions"] = [
            {"actor_id": actor, "reaction": reaction}
            for actor, reactions in message.reactions.items()
            for reaction in reactions
        ]
        view["deleted"] = message.deleted
        view["kind"] = message.kind
        view["service"] = message.service
        view["pinned"] = message.id in self.world.chats[message.chat_id].pinned
        if message.markup is not None and "inline_keyboard" not in message.markup:
            view["reply_keyboard"] = message.markup
        return view

    def known(self, user_id: int) -> Json | None:
        """The `User` shape of an account that the bot has met, None for others."""
        account = self.world.users.get(user_id)
        if account is None or user_id not in self.world.bot.known_users:
            return None
        return shapes.user(account)

    def user(self, user_id: int) -> User:
        """A living account by its id; ActionError when there is none."""
        account = self.world.users.get(user_id)
        if account is None or account.deleted:
            raise ActionError("There is no user with this id.", 404)
        return account

    def chat(self, chat_id: int) -> Chat:
        """A chat by its id; a private chat by its user's id. ActionError when there is none."""
        chat = self.world.chats.get(chat_id)
        if chat is None:
            raise ActionError("There is no chat with this id.", 404)
        return chat

    def private_chat(self, user_id: int) -> Chat:
        """The chat of a user with the bot; it exists from the first message on."""
        chat = self.world.chats.get(user_id)
        if chat is None:
            chat = self.world.add_chat(Chat(id=user_id, type="private"))
            self.world.bot.known_users[user_id] = True
        return chat
