"""Quotes: exact parts of a message with their formatting, found near a position."""

from typing import Any

import pytest

from tests.contract.emulator.client import Client, Json

_TEXT = "ja 🙂 en ja en nee"
_BOLD: list[Json] = [{"type": "bold", "offset": 9, "length": 2}]


async def _said(client: Client) -> int:
    said = await client.writes(client.anna, _TEXT, entities=_BOLD)
    number: int = said["message_id"]
    return number


@pytest.mark.parametrize(
    ("quote", "position"),
    [
        ({"quote": "en"}, 6),
        ({"quote": "en", "quote_position": 6}, 6),
        ({"quote": "en", "quote_position": 12}, 12),
        ({"quote": "en", "quote_position": 5_000}, 12),
        ({"quote": "ja", "quote_entities": [{"type": "bold", "offset": 0, "length": 2}]}, 9),
        ({"quote": "<b>ja</b>", "quote_parse_mode": "HTML"}, 9),
        ({"quote": "ja", "quote_position": 9}, 0),
    ],
)
async def test_quotes_of_the_bot(client: Client, quote: Json, position: int) -> None:
    """The nearest part with the same words and formatting is quoted; positions are in UTF-16 units."""
    reply = {"message_id": await _said(client), **quote}
    sent = await client.call("sendMessage", chat_id=client.anna, text="x", reply_parameters=reply)
    assert sent["quote"]["position"] == position
    assert ("entities" in sent["quote"]) == (position == 9)


@pytest.mark.parametrize(
    "quote",
    [
        {"quote": "misschien"},
        {"quote": "ja en nee"},
        {"quote": "nee", "quote_entities": [{"type": "italic", "offset": 0, "length": 3}]},
    ],
)
@pytest.mark.parametrize("method", ["sendMessage", "copyMessage"])
async def test_quotes_that_are_not_found(client: Client, method: str, quote: Json) -> None:
    """Other words, or the same ones formatted otherwise, refuse the whole message, also a copy."""
    said = await _said(client)
    what: dict[str, Any] = {"text": "x"}
    if method == "copyMessage":
        what = {"from_chat_id": client.anna, "message_id": said}
    reply = {"message_id": said, "allow_sending_without_reply": True, **quote}
    error = await client.fails(method, chat_id=client.anna, **what, reply_parameters=reply)
    assert error == "Bad Request: QUOTE_TEXT_INVALID"


async def test_quotes_of_people(client: Client) -> None:
    """A person quotes a part with the formatting it has, from a caption too."""
    sent = await client.call("sendMessage", chat_id=client.anna, text=_TEXT, entities=_BOLD)
    said = await client.writes(
        client.anna, "x", reply_to=sent["message_id"], quote="ja", quote_position=9
    )
    assert said["quote"] == {
        "text": "ja",
        "position": 9,
        "is_manual": True,
        "entities": [{"type": "bold", "offset": 0, "length": 2}],
    }
    photo = await client.does(client.anna, "send", chat_id=client.bot, photo={"caption": "een a"})
    number = photo["message"]["message_id"]
    said = await client.writes(client.anna, "y", reply_to=number, quote="a")
    assert said["quote"]["position"] == 4
