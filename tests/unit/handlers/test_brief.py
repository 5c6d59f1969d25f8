"""Brief reading: the same meaning as reading in full, or no meaning at all."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import Update

from bot.handlers.arrival import Arrival, FromGroup, FromHer
from bot.handlers.translate import Translator
from bot.handoff.events import ExpertWrote, Wrote
from bot.handoff.ids import ChatId, ExpertId, UserId
from tests.unit.handlers.shapes import (
    ANONYMOUS,
    BOT,
    BOT_USER,
    CHANNEL_ACCOUNT,
    DATE,
    EXPERT,
    GROUP,
    GROUP_CHAT,
    HER,
    OTHER_GROUP,
    PRIVATE_CHAT,
    TOPIC,
    Json,
    edited,
    in_general,
    in_topic,
    member,
    press,
    private,
    topic_root,
    user,
)

translator = Translator(UserId(BOT), ChatId(GROUP), lambda number: ExpertId(f"expert-{number}"))

BOLD = {"type": "bold", "offset": 0, "length": 3}
KEYS = {"inline_keyboard": [[{"text": "Claim", "callback_data": "go:1"}]]}
CARD: Json = topic_root() | {"message_id": 41, "text": "Card K7QM-2XHD", "reply_markup": KEYS}
del CARD["forum_topic_created"]
HERS: Json = {**CARD, "message_id": 42, "text": "Hoi"}
PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
BY_A_BOT: Json = {"text": "x", "from": user(77, is_bot=True)}
HIDDEN: Json = {"text": "x", "sender_chat": GROUP_CHAT, "from": ANONYMOUS}

BRIEF: dict[str, Json] = {
    "a text": private(text="Hoi"),
    "a text with an entity": private(text="Hoi jij", entities=[BOLD]),
    "an answer in private": private(text="Ja", reply_to_message=private(text="?")["message"]),
    "a text without a preview": private(text="x", link_preview_options={"is_disabled": True}),
    "a note in a topic": in_topic(text="Wie pakt dit?"),
    "an answer to the card": in_topic(text="Bel me", reply_to_message=CARD),
    "an answer to the card, changed": in_topic(text="x", reply_to_message=CARD | {"edit_date": 9}),
    "an answer to her": in_topic(text="Goede vraag", reply_to_message=HERS),
    "an answer to a colleague": in_topic(text="Ja", reply_to_message=HERS | {"from": user(6002)}),
    "a command about a message": in_topic(text="/faq", reply_to_message=HERS),
    "a command about a card": in_topic(text="/fout ess", reply_to_message=CARD),
    "General": in_general(text="/help"),
    "an answer in General": in_general(text="Ja", reply_to_message=HERS, message_thread_id=42),
    "another group": in_topic(text="x", chat=GROUP_CHAT | {"id": OTHER_GROUP}),
    "a bot": in_topic(**BY_A_BOT),
    "a chat of somebody else": private(text="x", **{"from": user(8)}),
}

FULL: dict[str, Json] = {
    "a change": edited(private(text="Hoi")),
    "a picture": private(photo=PHOTO, caption="Kijk"),
    "an empty text": private(text=""),
    "a voice": private(voice={"file_id": "f", "file_unique_id": "u", "duration": 3}),
    "an entity with an address": private(
        text="x", entities=[BOLD | {"url": "https://example.org"}]
    ),
    "a quote": in_topic(text="x", reply_to_message=HERS, quote={"text": "o", "position": 1}),
    "an anonymous administrator": in_topic(**HIDDEN),
    "a channel": in_topic(text="x", sender_chat={"id": -5, "type": "channel", "title": "C"}),
    "a linked channel": in_topic(text="x", is_automatic_forward=True),
    "an external reply": in_topic(
        text="x",
        external_reply={"origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"}},
    ),
    "an answer to a picture": in_topic(text="x", reply_to_message=HERS | {"photo": PHOTO}),
    "a new topic": {"update_id": 1, "message": topic_root()},
    "a press": press(CARD, user()),
    "a membership": member(PRIVATE_CHAT, "member", "kicked"),
    "a field of tomorrow": private(text="x", mood={"colour": "blue"}),
    "a future kind of update": {"update_id": 1, "dream": {}},
    "a message far in time": private(text="x", date=2**40),
    "no text": private(),
    "a text that is none": private(text=7),
    "an id that is none": private(text="x", message_id=True),
    "no sender": private(text="x", **{"from": None}),
}


def in_full(raw: Json) -> Arrival:
    """What an update means, read by python-telegram-bot."""
    return translator(Update.de_json(raw, None))


@pytest.mark.parametrize("raw", BRIEF.values(), ids=BRIEF)
def test_what_is_brief_means_the_same(raw: Json) -> None:
    """Texts and answers are read without the objects of python-telegram-bot, with the same outcome."""
    assert translator.brief(raw) == in_full(raw)


@pytest.mark.parametrize("raw", FULL.values(), ids=FULL)
def test_anything_else_is_left_to_full_reading(raw: Json) -> None:
    """Whatever the brief types do not name is not read briefly."""
    assert translator.brief(raw) is None


def test_the_outcomes_are_those_expected() -> None:
    """The comparison above is one of real events, not of things passed over."""
    hers, theirs = (in_full(BRIEF[name]) for name in ("a text", "an answer to her"))
    assert isinstance(hers, FromHer)
    assert isinstance(hers.event, Wrote)
    assert isinstance(theirs, FromGroup)
    assert isinstance(theirs.event, ExpertWrote)
    assert theirs.event.message.reply_to == 42


PARTS: dict[str, list[Any]] = {
    "message_id": [1, TOPIC, 2**53 + 1, -1, "1", None],
    "date": [DATE, 0, -1, 1, 2**31, 1.5, None],
    "text": ["Hoi", "", "🟢 K7QM-2XHD", None, 5, ["x"]],
    "caption": ["Kijk"],
    "entities": [[], [BOLD], [BOLD, BOLD], [BOLD | {"type": "😀"}], [{}], {}, None],
    "from": [
        user(),
        user(EXPERT, username="x", last_name="L", is_premium=True),
        user(EXPERT, language_code=None),
        user(EXPERT, is_bot=1),
        {"id": HER, "is_bot": False},
        BOT_USER,
        ANONYMOUS,
        CHANNEL_ACCOUNT,
        CHANNEL_ACCOUNT | {"is_bot": False},
        None,
    ],
    "chat": [
        PRIVATE_CHAT,
        GROUP_CHAT,
        GROUP_CHAT | {"type": "group"},
        GROUP_CHAT | {"id": OTHER_GROUP},
        PRIVATE_CHAT | {"type": "dream"},
        {"id": HER},
        None,
    ],
    "message_thread_id": [TOPIC, 41, 42, 7, None, "40"],
    "is_topic_message": [True, False, None, 1],
    "reply_to_message": [
        topic_root(),
        topic_root(41),
        CARD,
        HERS,
        HERS | {"from": user()},
        HERS | {"text": ""},
        HERS | {"text": None},
        HERS | {"photo": PHOTO},
        HERS | {"date": 0},
        HERS | {"entities": [BOLD]},
        HERS | {"sender_chat": GROUP_CHAT},
        {k: v for k, v in HERS.items() if k != "from"},
        {"message_id": 42},
        None,
    ],
    "quote": [{"text": "o", "position": 1}],
    "sender_chat": [GROUP_CHAT],
    "external_reply": [{"origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"}}],
    "link_preview_options": [{"is_disabled": True}, {"url": "https://example.org"}, {"colour": 1}],
    "reply_markup": [KEYS],
    "edit_date": [DATE + 1],
    "via_bot": [BOT_USER],
    "unknown": [{"x": 1}],
}
BASES = [private(text="Hoi"), in_topic(text="Hoi"), in_topic(text="Hoi", reply_to_message=HERS)]


@given(st.randoms(use_true_random=False))
@settings(max_examples=400, deadline=None)
def test_whatever_is_changed_means_the_same(chance: random.Random) -> None:
    """With any few fields added, changed or left out: brief reading agrees with full reading, or leaves it alone."""
    raw = chance.choice(BASES)
    message = dict(raw["message"])
    for _ in range(chance.randint(1, 3)):
        field = chance.choice(list(PARTS))
        if chance.random() < 0.2:
            message.pop(field, None)
        else:
            message[field] = chance.choice(PARTS[field])
    brief = translator.brief({"update_id": 1, "message": message})
    if brief is not None:
        assert brief == in_full({"update_id": 1, "message": message})
