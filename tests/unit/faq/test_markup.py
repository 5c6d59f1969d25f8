"""The Markdown of answers: what it becomes at Telegram, on a page and as plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.emulator.entities.html import parse
from bot.faq.markup import page_html, plain_text, telegram_html


def entities(text: str) -> tuple[str, list[tuple[str, str]]]:
    """What Telegram shows of a text: its words, and the kind and words of each entity."""
    shown, found = parse(telegram_html(text))
    units = shown.encode("utf-16-le")

    def words(at: int, length: int) -> str:
        return units[2 * at : 2 * (at + length)].decode("utf-16-le")

    return shown, [(one["type"], words(one["offset"], one["length"])) for one in found]


def test_every_mark_reaches_telegram() -> None:
    """Bold, italic, links, lists and quotes are what Telegram shows; signs of HTML are plain signs."""
    text = (
        "Nee, **echt** *niet* < & >.\n\n- een\n- twee, [lees](https://www.nji.nl/a?b&c)\n\n"
        "> Wat betekent\n> dat voor je?\n\n1. eerst\n2. dan"
    )
    shown, found = entities(text)
    assert shown == (
        "Nee, echt niet < & >.\n• een\n• twee, lees\n\nWat betekent\ndat voor je?\n1. eerst\n2. dan"
    )
    assert found == [
        ("bold", "echt"),
        ("italic", "niet"),
        ("text_link", "lees"),
        ("blockquote", "Wat betekent\ndat voor je?"),
    ]


def test_a_page_gets_whole_elements() -> None:
    """On a page the same marks are paragraphs, lists and quotes, with everything else escaped."""
    assert page_html("a **b** <script>\n\n- c\n- [d](https://e.nl)\n\n> f") == (
        "<p>a <strong>b</strong> &lt;script&gt;</p>\n<ul>\n<li>c</li>\n"
        '<li><a href="https://e.nl">d</a></li>\n</ul>\n<blockquote><p>f</p></blockquote>'
    )
    assert page_html("a & b\nc\n\nd") == "<p>a &amp; b<br>\nc</p>\n<p>d</p>"


def test_plain_text_has_no_marks() -> None:
    """Where nothing can be formatted the words stay and the marks go."""
    assert plain_text("**a** *b* [c](https://d.nl)\n- e") == "a b c\n• e"
    assert plain_text("rond_af & < 3") == "rond_af & < 3"


@pytest.mark.parametrize(
    "text",
    [
        "# kop",
        "`code`",
        "<b>vet</b>",
        "---",
        "| a | b |",
        "**half",
        "[a](javascript:x)",
        "a\n\n---",
        "![foto](https://b.nl)",
        "    ver ingesprongen",
        "&amp;",
        "[a]: https://b.nl",
    ],
)
def test_what_cannot_be_shown_stays_as_written(text: str) -> None:
    """What Telegram has no form for is shown as its maker typed it, and formats nothing."""
    shown, found = entities(text)
    assert shown == text.strip()
    assert found == []


@given(st.text(alphabet="ab *_[]()<>`#-1.\n\\!&|~:/{}\"'é", max_size=60))
def test_no_text_makes_a_message_that_telegram_refuses(text: str) -> None:
    """Whatever somebody writes, Telegram can parse what is sent, and no page gets a foreign tag."""
    parse(telegram_html(text))
    page = page_html(text)
    for tag in ("p", "ul", "ol", "li", "strong", "em", "a", "blockquote"):
        assert page.count(f"<{tag}>") + page.count(f"<{tag} ") == page.count(f"</{tag}>")
