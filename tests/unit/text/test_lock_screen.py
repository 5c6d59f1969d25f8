"""The lock screen: what a phone shows of a message that nobody asked for tells nothing of what the chat is about."""

from __future__ import annotations

import re

import pytest

from bot.settings import Settings
from bot.text import TEXTS
from bot.text.neutral import tells
from tests.support.people import SHOWN

THEIRS = (
    "button",
    "toast",
    "typed",
    "topic",
    "general",
    "card",
    "faq",
    "learn",
    "flag",
    "duration",
)
"""What experts read, what pops up, and what is read of her."""

AT_ONCE = {
    "start.screen",
    "start.unread_line",
    "start.more",
    "inline.danger",
    "unsent.danger",
    "unsent.danger_masked",
}
"""What shows only where she has just tapped or typed, or takes the place of another text, which no phone announces. What
stands in it may be plain; of what is sent anew the first line is not (`tests.support.people.neutral`)."""


def shown(words: str) -> str:
    """What a locked phone shows of a text, whatever its values are."""
    return " ".join(re.sub(r"<[^>]+>|\{[^}]+\}", "", words).split())[:SHOWN]


@pytest.mark.parametrize("language", TEXTS)
def test_it_tells_nothing(language: str) -> None:
    """The first sixty signs of each text for her hold no word that tells of danger, hate or extremism."""
    telling = {
        key
        for key, words in TEXTS[language].items()
        if key.partition(".")[0] not in THEIRS and tells(shown(words))
    }
    assert telling - AT_ONCE == set()


def test_a_word_that_tells_would_be_seen() -> None:
    """The test above sees a telling word at the start of a text, in either language, and none behind that."""
    assert tells(shown("<b>{name}</b>: hulp bij extremisme"))
    assert tells(shown("A reply about hate speech"))
    assert not tells(shown(f"{'Een gewoon bericht. ' * 4} Gevaar!"))


def test_the_name_it_has_at_first() -> None:
    """The name that an installation has when nobody chose one tells nothing either."""
    assert not tells(Settings().service.name)
