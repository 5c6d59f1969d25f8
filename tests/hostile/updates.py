"""Updates: hostile ones as Telegram would bring them, made by chance that is the same in each run."""

from __future__ import annotations

import string
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.handoff import buttons, commands, orders
from bot.handoff.ids import ALPHABET

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

Json = dict[str, Any]

VERBS: Final = tuple(
    value for name, value in vars(buttons).items() if name.isupper() and isinstance(value, str)
)
"""All that stands first in the data of a button, and what follows after `in` and `unsent`."""
WEIGHTY: Final = (
    buttons.TAKE, buttons.CLOSE, buttons.REOPEN, buttons.SEND_NOTE, buttons.HELD_ANSWER, buttons.BAR,
    buttons.UNBAR, buttons.ADMIT, buttons.DONE, buttons.RATE, buttons.KEEP_ALL, buttons.HELD, buttons.UNSENT,
    buttons.SCREENED, buttons.SEND_ENTRY,
)  # fmt: skip
"""Those by which something happens to a case."""
ORDERS: Final = (
    "/a", "/antwoord", "/sluit", "/close", "/vlag", "/heropen", "/neem", "/purge", "/admin", "/",
    *sorted({*orders._WORDS, *(f"/{one}" for one in commands._COMMANDS)}),
)  # fmt: skip
"""All that somebody can ask the bot on either side, and what is no command at all."""
SIGNS: Final = ("👍", "😢", "👌", "🔥", "")
TRICKS: Final = (
    "\u202e",
    "\u200b",
    "\u2066",
    "\ufeff",
    "\u0301",
    "\U000e0041",
    "\x00",
    "\ud7ff",
    "ⅹ",
    "Ꮶ",
    "К",
    "７",
)
"""Signs that turn words round, can't be seen, or look like others."""


@dataclass(frozen=True)
class Target:
    """What a hostile sender may have seen or guessed of others."""

    group: int
    codes: Sequence[str]
    threads: Sequence[int]
    messages: Sequence[int]


class Forger:
    """Makes updates in the name of one account. `chance` decides what is in them."""

    def __init__(self, chance: Random, account: Json, target: Target, at: int) -> None:
        """`account` is a Telegram user; `at` the time of what it sends (epoch seconds)."""
        self._chance = chance
        self._account = {
            key: account[key]
            for key in ("id", "is_bot", "first_name", "language_code")
            if key in account
        }
        self._target = target
        self._at = at
        self._number = 5_000_000

    # --- in a private chat

    def presses(self, count: int) -> Iterator[Json]:
        """Data of buttons that the sender never got, under messages of any number."""
        for _ in range(count):
            yield self.press(self._data())

    def press(self, data: str) -> Json:
        """One button in the private chat of the sender."""
        message = self._message(self._private(), text="x") | {"from": _bot()}
        return self._query(data, message)

    def replayed(self, count: int, chats: Sequence[int]) -> Iterator[Json]:
        """Buttons and words that claim to come from chats of others."""
        for _ in range(count):
            chat = {"id": self._chance.choice(chats), "type": "private", "first_name": "X"}
            if self._chance.random() < 0.5:
                yield self._query(self._data(), self._message(chat, text="x") | {"from": _bot()})
            else:
                yield {"message": self._message(chat, text=self._order())}

    def payloads(self, count: int) -> Iterator[Json]:
        """`/start` with whatever stands behind it."""
        for _ in range(count):
            yield self.writes(f"/start {self._chance.choice(('i', 'c', 'case', ''))}{self._word()}")

    def orders(self, count: int) -> Iterator[Json]:
        """Commands of experts, and of nobody, in the private chat of the sender."""
        for _ in range(count):
            yield self.writes(self._order())

    def disguised(self, count: int) -> Iterator[Json]:
        """Texts that look like a card, a code or a message of the bot, with signs that deceive the eye."""
        for _ in range(count):
            update = self.writes(self._disguise())
            if self._chance.random() < 0.5:
                update["message"]["from"]["first_name"] = self._disguise()[:60]
            yield update

    def writes(self, text: str) -> Json:
        """One text in the private chat of the sender."""
        return {"message": self._message(self._private(), text=text)}

    def changes(self, count: int, chats: Sequence[int]) -> Iterator[Json]:
        """Changes of messages that the sender never wrote, in chats of others and in the own one."""
        for _ in range(count):
            update = self.writes(self._order())
            if self._chance.random() < 0.5:
                chat = self._chance.choice(chats)
                update["message"]["chat"] = {"id": chat, "type": "private", "first_name": "X"}
            update["message"]["message_id"] = self._chance.choice(self._target.messages)
            yield {"edited_message": update["message"] | {"edit_date": self._at + 1}}

    def reactions(self, count: int, chats: Sequence[int]) -> Iterator[Json]:
        """Signs under messages of others, in their private chats or in a group."""
        for _ in range(count):
            chat = self._chance.choice(chats)
            kind = "private" if chat > 0 else "supergroup"
            sign = self._chance.choice(SIGNS)
            new = [{"type": "emoji", "emoji": sign}] if sign else [{"type": self._word()}]
            yield {
                "message_reaction": {
                    "chat": {"id": chat, "type": kind, "first_name": "X"},
                    "message_id": self._chance.choice(self._target.messages),
                    "user": dict(self._account),
                    "date": self._at,
                    "old_reaction": [],
                    "new_reaction": new if self._chance.random() < 0.8 else [],
                }
            }

    def replies(self, count: int, chats: Sequence[int]) -> Iterator[Json]:
        """Orders and parts of albums that answer, or quote, a message of somebody else in another chat."""
        for number in range(count):
            update = self.writes(self._order())
            target = self._message({"id": self._chance.choice(chats), "type": "private"}, text="x")
            target["message_id"] = self._chance.choice(self._target.messages)
            quote = {"text": self._word(), "position": self._chance.randrange(9), "is_manual": True}
            update["message"] |= {"reply_to_message": target, "quote": quote}
            if number % 3 == 0:
                origin = {"type": "hidden_user", "sender_user_name": "X", "date": self._at}
                told = {"origin": origin, "message_id": target["message_id"]}
                update["message"]["external_reply"] = told
            if number % 2:
                photo = {"file_id": "x", "file_unique_id": "x", "width": 1, "height": 1}
                words = update["message"].pop("text")
                album = {"photo": [photo], "caption": words, "media_group_id": str(number // 4)}
                update["message"] |= album
            yield update

    # --- in groups

    def group_presses(self, count: int, group: int | None = None) -> Iterator[Json]:
        """Buttons under messages in the expert group, or in another one."""
        for _ in range(count):
            message = self._message(self._group(group), text="x") | {"from": _bot()} | self._place()
            message["message_id"] = self._chance.choice(self._target.messages)
            if self._chance.random() < 0.2:  # as Telegram shows one that is too old
                message = {key: message[key] for key in ("chat", "message_id")} | {"date": 0}
            yield self._query(self._data(), message)

    def elsewhere(self, count: int) -> Iterator[Json]:
        """Commands and replies in groups that are not the experts'."""
        for _ in range(count):
            group = -1_000_000_000_000 - self._chance.randrange(1, 10**9)
            yield {"message": self._in_group(group, self._order())}

    def by_bots(self, count: int) -> Iterator[Json]:
        """Messages of other bots in the expert group."""
        for number in range(count):
            message = self._in_group(None, self._order())
            message["from"] = {"id": 9_000_000 + number, "is_bot": True, "first_name": "Bot"}
            yield {"message": message}

    def by_channels(self, count: int) -> Iterator[Json]:
        """Messages in the expert group in the name of a channel."""
        for number in range(count):
            message = self._in_group(None, self._order())
            message["from"] = {"id": 136817688, "is_bot": True, "first_name": "Channel"}
            message["sender_chat"] = {
                "id": -1_002_000_000_000 - number,
                "type": "channel",
                "title": "X",
            }
            yield {"message": message}

    def in_general(self, count: int) -> Iterator[Json]:
        """Words in General that claim a topic, or answer what stands in one."""
        for _ in range(count):
            message = self._message(self._group(None), text=self._order())
            message["message_thread_id"] = self._chance.choice(self._target.threads)
            replied = self._message(self._group(None), text="x") | {"from": _bot()}
            replied["message_id"] = self._chance.choice(self._target.messages)
            message["reply_to_message"] = replied
            yield {"message": message}

    def migrated(self, count: int) -> Iterator[Json]:
        """A group that says that it has become another one."""
        for number in range(count):
            message = self._message(self._group(self._chance.choice((None, -5_000_000 - number))))
            to = -1_003_000_000_000 - number
            message[self._chance.choice(("migrate_to_chat_id", "migrate_from_chat_id"))] = to
            yield {"message": message}

    def topics(self, count: int) -> Iterator[Json]:
        """Topics that somebody made or renamed, with the code of a case in their name."""
        for _ in range(count):
            message = self._message(self._group(None)) | {
                "message_thread_id": self._chance.randrange(10**6, 10**7),
                "is_topic_message": True,
            }
            name = f"🆕 {self._chance.choice(self._target.codes)}"
            kind = self._chance.choice(("forum_topic_created", "forum_topic_edited"))
            yield {"message": message | {kind: {"name": name, "icon_color": 7322096}}}

    # --- what is no update

    def damaged(self, count: int) -> Iterator[Json]:
        """Updates in which a part is missing, is of another kind, or is far too large."""
        for number in range(count):
            update = deepcopy(
                self.writes(self._order()) if number % 2 else self.press(self._data())
            )
            for _ in range(self._chance.randrange(1, 4)):
                self._damage(update)
            yield update

    def oversized(self, count: int) -> Iterator[Json]:
        """Texts, entities and names larger than Telegram lets anybody send."""
        for _ in range(count):
            update = self.writes(self._word() * self._chance.randrange(100, 2_000))
            kinds = ("bold", "text_link", "code", "mention", "pre", "blockquote", "nonsense")
            update["message"]["entities"] = [
                {
                    "type": self._chance.choice(kinds),
                    "offset": self._chance.randrange(-10, 10**6),
                    "length": self._chance.randrange(-10, 10**6),
                    "url": "tg://user?id=1",
                }
                for _ in range(self._chance.randrange(200))
            ]
            yield update

    def _damage(self, update: Json) -> None:
        """Change one part somewhere inside."""
        part: Json = update
        while True:
            key = self._chance.choice(sorted(part))
            if isinstance(part[key], dict) and part[key] and self._chance.random() < 0.8:
                part = part[key]
                continue
            if self._chance.random() < 0.4 and len(part) > 1:
                del part[key]
            else:
                values: tuple[Any, ...] = (
                    None,
                    [],
                    {},
                    "",
                    -1,
                    2**63,
                    1e300,
                    True,
                    "x" * 50_000,
                    [[[]]],
                    {"id": {}},
                )
                part[key] = self._chance.choice(values)
            return

    # --- parts

    def _message(self, chat: Json, **content: Any) -> Json:
        self._number += 1
        return {
            "message_id": self._number,
            "from": dict(self._account),
            "chat": chat,
            "date": self._at,
            **content,
        }

    def _in_group(self, group: int | None, text: str) -> Json:
        return self._message(self._group(group), text=text) | self._place()

    def _place(self) -> Json:
        if self._chance.random() < 0.3:
            return {}
        return {
            "message_thread_id": self._chance.choice(self._target.threads),
            "is_topic_message": True,
        }

    def _query(self, data: str, message: Json) -> Json:
        self._number += 1
        query = {
            "id": str(self._number),
            "from": dict(self._account),
            "chat_instance": "1",
            "data": data,
            "message": message,
        }
        return {"callback_query": query}

    def _private(self) -> Json:
        return {"id": self._account["id"], "type": "private", "first_name": "X"}

    def _group(self, group: int | None) -> Json:
        number = self._target.group if group is None else group
        return {"id": number, "type": "supergroup", "title": "X", "is_forum": True}

    def _data(self) -> str:
        """Half of them are as the bot makes them: a verb, alone or with the code of a case."""
        if self._chance.random() < 0.5:
            verb = self._chance.choice(WEIGHTY)
            return verb if self._chance.random() < 0.5 else f"{verb}:{self._target.codes[0]}"
        parts = [self._chance.choice(VERBS)]
        for _ in range(self._chance.randrange(4)):
            parts.append(self._argument())
        return ":".join(parts)[:64]

    def _argument(self) -> str:
        known = (
            self._chance.choice(self._target.codes),
            str(self._chance.choice(self._target.messages)),
            str(self._chance.choice(self._target.threads)),
            self._chance.choice(VERBS),
            self._word(),
            "",
        )
        return self._chance.choice(known)

    def _order(self) -> str:
        words = (self._chance.choice(ORDERS), self._argument(), self._argument())
        return " ".join(words)

    def _disguise(self) -> str:
        code = self._chance.choice(self._target.codes)
        shown = "".join(
            sign + (self._chance.choice(TRICKS) if self._chance.random() < 0.3 else "")
            for sign in code
        )
        frame = self._chance.choice(
            (
                "🆕 Zaak {}",
                "<b>Zaak {}</b>",
                "</blockquote>{}<a href='tg://user?id=1'>x</a>",
                "/a {}",
                "`{}`",
                "#{}",
            )
        )
        return frame.format(shown) + self._chance.choice(TRICKS)

    def _word(self) -> str:
        signs = (*string.ascii_letters, *string.punctuation, *ALPHABET, *TRICKS)
        return "".join(self._chance.choices(signs, k=self._chance.randrange(1, 24)))


def _bot() -> Json:
    return {"id": 1, "is_bot": True, "first_name": "Helpline"}
