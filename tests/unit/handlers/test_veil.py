"""Veil: nothing that leads to somebody's account goes further in than the border."""

from __future__ import annotations

import json
from typing import Any

import pytest
from telegram import Update

from bot.handlers.arrival import FromHer
from bot.handlers.translate import Translator
from bot.handoff.events import Edited, Incoming, Wrote
from bot.handoff.ids import ChatId, ExpertId, UserId
from tests.unit.handlers.shapes import BOT, DATE, GROUP, HER, Json, edited, private, user

translator = Translator(UserId(BOT), ChatId(GROUP), lambda number: ExpertId(f"expert-{number}"))

BOLD = {"type": "bold", "offset": 0, "length": 4}
PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
MENTION = {"type": "text_mention", "offset": 5, "length": 3, "user": user(6003)}
POLL = {
    "id": "1",
    "question": "?",
    "options": [{"persistent_id": "a", "text": "x", "voter_count": 0}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "quiz",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}
KNOWN = POLL | {"correct_option_ids": [0]}
"""A quiz of which Telegram tells the answer: it is copied as it is."""


def link(url: str) -> Json:
    """A word with a link behind it."""
    return {"type": "text_link", "offset": 5, "length": 3, "url": url}


def read(raw: Json) -> Incoming:
    """The message of an update, as the rules see it."""
    arrival = translator(Update.de_json(raw, None))
    assert isinstance(arrival, FromHer)
    assert isinstance(arrival.event, Wrote | Edited)
    return arrival.event.message


TELLING = [
    MENTION,
    *map(
        link,
        (
            "tg://user?id=5001",
            "TG://openmessage?user_id=5001",
            "tg:resolve?domain=somebody",
            "https://t.me/somebody",
            "http://www.t.me/somebody/",
            "t.me/+31612345678",
            "https://telegram.me/contact/abcdef",
            "https://somebody.t.me",
            "https://telegram.dog/somebody?text=x",
        ),
    ),
]
HARMLESS = [
    BOLD,
    *map(
        link,
        (
            "https://example.org/a?b=tg://user",
            "https://t.me/channel/123",
            "https://t.me/+AbCdEf12345",
            "https://t.me/",
            "https://not-t.me/somebody",
            "https://[broken",
        ),
    ),
    {"type": "custom_emoji", "offset": 0, "length": 2, "custom_emoji_id": "7"},
]


@pytest.mark.parametrize("entity", TELLING, ids=str)
@pytest.mark.parametrize("where", ["text", "caption", "edit"])
def test_what_leads_to_an_account_is_taken_out(entity: Json, where: str) -> None:
    """The link is gone and the rest is there, in a text, a caption and a change, and it is known that it was."""
    entities = [BOLD, entity]
    if where == "caption":
        raw = private(photo=PHOTO, caption="Kijk Jan", caption_entities=entities)
    else:
        raw = private(text="Kijk Jan", entities=entities)
    message = read(edited(raw) if where == "edit" else raw)
    assert message.text == "Kijk Jan"
    assert [one["type"] for one in json.loads(message.entities)] == ["bold"]
    assert message.veiled
    assert str(HER) not in message.entities


@pytest.mark.parametrize("entity", HARMLESS, ids=str)
def test_all_else_stays(entity: Json) -> None:
    """Other links and formats go on as they came, and nothing is said to be missing."""
    message = read(private(text="Kijk Jan", entities=[entity]))
    assert [one["type"] for one in json.loads(message.entities)] == [entity["type"]]
    assert not message.veiled


@pytest.mark.parametrize(
    ("content", "hidden"),
    [
        ({"poll": KNOWN | {"explanation": "Jan", "explanation_entities": [MENTION]}}, True),
        ({"poll": KNOWN | {"explanation": "dik", "explanation_entities": [BOLD]}}, False),
        ({"thing_of_tomorrow": {"parts": [{"text": "Jan", "marks": [MENTION]}]}}, True),
        ({"thing_of_tomorrow": {"parts": [{"text": "Jan", "marks": [BOLD]}]}}, False),
    ],
)
def test_what_can_not_be_taken_out_is_known(content: dict[str, Any], hidden: bool) -> None:
    """A poll or something unknown with such a link inside can't be passed on, and is known to be so."""
    assert read(private(**content)).unveilable is hidden


def test_what_goes_in_words_goes_without_the_link() -> None:
    """A list and a quiz that go as a text keep their formats at the right places, and lose what leads to an account."""
    task = {"id": 1, "text": "Jan", "text_entities": [link("tg://user?id=1")]}
    named = BOLD | {"offset": 0, "length": 2}
    listed = {
        "title": "😀x",
        "title_entities": [named],
        "tasks": [task, task | {"text_entities": [named]}],
    }
    message = read(private(checklist=listed))
    assert message.text == "😀x\n☐ Jan\n☐ Jan"
    assert [(one["type"], one["offset"]) for one in json.loads(message.entities)] == [
        ("bold", 0),
        ("bold", 12),
    ]
    assert message.veiled
    assert not message.unveilable
    options = [{"persistent_id": "a", "text": "Jan", "text_entities": [MENTION], "voter_count": 0}]
    message = read(private(poll=POLL | {"options": options}))
    assert (message.text, message.entities) == (f"{POLL['question']}\n○ Jan", "[]")


@pytest.mark.parametrize(
    ("contact", "own"),
    [
        ({"user_id": HER, "first_name": "Q"}, True),
        ({"user_id": 77, "first_name": "P"}, False),
        ({"first_name": "P"}, True),
        ({"first_name": "P", "last_name": "Q"}, False),
    ],
)
def test_whose_card_it_is(contact: Json, own: bool) -> None:
    """A contact card is her own by its account; without one, by her name."""
    message = read(private(contact={"phone_number": "+000000000"} | contact, date=DATE))
    assert message.own_card is own
