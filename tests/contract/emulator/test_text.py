"""Texts: entities from HTML and both Markdowns, detected ones, lengths, exact errors."""

from typing import Any

import pytest

from bot.emulator.entities import formatted
from bot.emulator.errors import ApiError
from tests.contract.emulator.client import Client

_PERSON = {"id": 7, "is_bot": False, "first_name": "Anna"}


def _read(text: str, mode: str = "", entities: Any = None) -> tuple[str, list[dict[str, Any]]]:
    return formatted(text, mode, entities, {7: _PERSON}.get)


def _short(entities: list[dict[str, Any]]) -> list[tuple[str, int, int]]:
    return [(one["type"], one["offset"], one["length"]) for one in entities]


@pytest.mark.parametrize(
    ("mode", "source", "text", "entities"),
    [
        ("HTML", "<b>a</b> <i>b</i>", "a b", [("bold", 0, 1), ("italic", 2, 1)]),
        ("html", "<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("HTML", "a &lt;b&gt; &amp; &#39;c&#x27; &quot; &nbsp;", "a <b> & 'c' \" &nbsp;", []),
        ("HTML", "<u>a</u><s>b</s>", "ab", [("underline", 0, 1), ("strikethrough", 1, 1)]),
        ("HTML", '<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("HTML", "<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
        ("HTML", "<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("HTML", "<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("HTML", "<code>a</code>", "a", [("code", 0, 1)]),
        ("HTML", '<a href="tel:112">bel</a>', "bel", []),
        ("HTML", "<b>🙂a</b>b", "🙂ab", [("bold", 0, 3)]),
        ("HTML", "  <b>a</b>  ", "a", [("bold", 0, 1)]),
        ("HTML", "<b></b>a", "a", []),
        ("Markdown", "*a* _b_ `c`", "a b c", [("bold", 0, 1), ("italic", 2, 1), ("code", 4, 1)]),
        ("Markdown", "```py\nx```", "x", [("pre", 0, 1)]),
        ("Markdown", "a\\_b", "a_b", []),
        ("MarkdownV2", "*a _b_*", "a b", [("bold", 0, 3), ("italic", 2, 1)]),
        ("MarkdownV2", "__a__ ~b~ ||c||", "a b c", None),
        ("MarkdownV2", "1\\. a\\!", "1. a!", []),
        ("MarkdownV2", "`a.b`", "a.b", [("code", 0, 3)]),
        ("MarkdownV2", ">a\n>b\nc", "a\nb\nc", [("blockquote", 0, 3)]),
        ("MarkdownV2", ">a||\nc", "a\nc", [("expandable_blockquote", 0, 1)]),
    ],
)
def test_formatting_is_read(
    mode: str, source: str, text: str, entities: list[tuple[str, int, int]] | None
) -> None:
    """Each way of formatting gives the plain text and entities with offsets in UTF-16 units."""
    plain, found = _read(source, mode)
    assert plain == text
    if entities is not None:
        assert _short(found) == entities


def test_links_and_mentions() -> None:
    """Links keep a checked address, a user link mentions somebody known, others are plain text."""
    _, [link] = _read('<a href="https://Example.org">x</a>', "HTML")
    assert link["url"] == "https://example.org/"
    _, [link] = _read("[x](http://example.org/a)", "Markdown")
    assert link["url"] == "http://example.org/a"
    _, [mention] = _read("[x](tg://user?id=7)", "MarkdownV2")
    assert (mention["type"], mention["user"]) == ("text_mention", _PERSON)
    assert _read('<a href="tg://user?id=8">x</a>', "HTML") == ("x", [])
    assert _read("<a href='javascript:alert(1)'>x</a>", "HTML") == ("x", [])


def test_code_with_a_language() -> None:
    """A code block keeps its language in HTML and Markdown."""
    _, [block] = _read('<pre><code class="language-py">x</code></pre>', "HTML")
    assert (block["type"], block["language"]) == ("pre", "py")
    _, [block] = _read("```py\nx```", "MarkdownV2")
    assert (block["type"], block["language"]) == ("pre", "py")


@pytest.mark.parametrize(
    ("mode", "source", "error"),
    [
        ("HTML", "a <b>c", 'Can\'t find end tag corresponding to start tag "b"'),
        ("HTML", "é<x>", 'Unsupported start tag "x" at byte offset 2'),
        ("HTML", "a</b>", "Unexpected end tag at byte offset 1"),
        ("HTML", "<b", "Unclosed start tag at byte offset 0"),
        ("HTML", "<b>a</b", "Unclosed end tag at byte offset 4"),
        (
            "HTML",
            "<b>a</i>",
            'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
        ),
        ("Markdown", "a *b", "Can't find end of the entity starting at byte offset 2"),
        ("MarkdownV2", "*a", "Can't find end of Bold entity at byte offset 0"),
        ("MarkdownV2", "a __b", "Can't find end of Underline entity at byte offset 2"),
        ("MarkdownV2", "[a](b", "Can't find end of a URL at byte offset 4"),
        (
            "MarkdownV2",
            "a.",
            "Character '.' is reserved and must be escaped with the preceding '\\'",
        ),
    ],
)
def test_broken_formatting_is_refused(mode: str, source: str, error: str) -> None:
    """The error is that of the official server, with offsets in UTF-8 bytes."""
    with pytest.raises(ApiError) as caught:
        _read(source, mode)
    assert caught.value.description == f"Bad Request: can't parse entities: {error}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zie example.nl/a?b=1.", [("url", 4, 16)]),
        ("https://a.example.museum/x", [("url", 0, 26)]),
        ("/start@helpbot nu", [("bot_command", 0, 14)]),
        ("@iemand en #thema", [("mention", 0, 7), ("hashtag", 11, 6)]),
        ("mail a.b@example.org", [("email", 5, 15)]),
        ("🙂 bel +31 000 0000000", [("phone_number", 7, 15)]),
        ("1/2 en a/b en 50.000 en e.g. dit", []),
        ("$EUR", [("cashtag", 0, 4)]),
    ],
)
def test_entities_are_detected(text: str, found: list[tuple[str, int, int]]) -> None:
    """Addresses, commands, mentions and numbers are marked, ordinary slashes and dots are not."""
    assert _short(_read(text)[1]) == found


def test_nothing_is_detected_in_code_or_links() -> None:
    """Inside code and linked texts there are no further entities."""
    assert _short(_read("<code>/start</code>", "HTML")[1]) == [("code", 0, 6)]
    found = _read('<a href="https://example.org">example.nl</a>', "HTML")[1]
    assert _short(found) == [("text_link", 0, 10)]


def test_given_entities_are_checked() -> None:
    """Entities as JSON are taken over, and refused with can't parse MessageEntity."""
    given = [{"type": "bold", "offset": 0, "length": 2}]
    assert _read("ab", "", given) == ("ab", given)
    for broken in ([{"offset": 0, "length": 1}], [{"type": "x", "offset": 0, "length": 1}], [1]):
        with pytest.raises(ApiError, match="can't parse MessageEntity"):
            _read("ab", "", broken)


async def test_lengths(client: Client) -> None:
    """4096 characters after parsing, 1024 for captions, 32768 bytes before parsing."""
    anna = client.anna
    await client.call("sendMessage", chat_id=anna, text="🙂" * 4096)
    long = f"<b>{'a' * 4096}</b>"
    await client.call("sendMessage", chat_id=anna, text=long, parse_mode="HTML")
    refusals = {
        "a" * 4097: "message is too long",
        "a" * 32769: "text is too long",
        "": "message text is empty",
        "  \n": "text must be non-empty",
    }
    for text, error in refusals.items():
        assert await client.fails("sendMessage", chat_id=anna, text=text) == f"Bad Request: {error}"
    document = (await client.does(anna, "send", chat_id=client.bot, document=True))["message"]
    error = await client.fails(
        "sendDocument",
        chat_id=anna,
        document=document["document"]["file_id"],
        caption="a" * 1025,
    )
    assert error == "Bad Request: message caption is too long"
    error = await client.fails("sendMessage", chat_id=anna, text="a", parse_mode="x")
    assert error == "Bad Request: unsupported parse_mode"


@pytest.mark.parametrize(
    ("button", "error"),
    [
        ({"text": "a"}, "text buttons are unallowed in the inline keyboard"),
        ({"text": "a", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "url": "tel:112"}, "BUTTON_URL_INVALID"),
        (
            {"callback_data": "x"},
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
    ],
)
async def test_buttons_are_checked(client: Client, button: dict[str, str], error: str) -> None:
    """Buttons without action, with too much data or a telephone link are refused."""
    description = await client.fails(
        "sendMessage", chat_id=client.anna, text="x", reply_markup={"inline_keyboard": [[button]]}
    )
    assert description == f"Bad Request: {error}"


def test_control_characters_go() -> None:
    """Tabs and control characters become spaces, carriage returns and direction overrides go."""
    assert _read("a\r\nb\tc\0d\u202ee") == ("a\nb c de", [])
