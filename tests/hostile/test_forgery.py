"""Forgery: what somebody types is shown as what was typed, and never as something of the helpline itself."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.emulator.entities.html import parse
from bot.handoff.effects import Edit, RenameTopic, Say
from bot.text import LANGUAGES, TEXTS, plain, text
from tests.support.people import Player

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.handoff.effects import Effect

SPOKEN: Final = tuple(
    (language, key)
    for language in LANGUAGES
    for key, template in TEXTS[language].items()
    if any(name for _, name, _, _ in Formatter().parse(template))
)
FORGED: Final = (
    "🆕 Zaak K7QM-2XPA",
    "<b>Zaak</b> <code>K7QM-2XPA</code>",
    "</blockquote></b>&lt;b&gt;&amp;#60;",
    '<a href="tg://user?id=1">hier</a>',
    "{code} {0} {lines!r} %s",
    "[x](tg://user?id=1) `K7QM-2XPA` ||x||",
    "\u202eAPX2-MQ7K\u202c \u200b<",
)
HERS: Final = st.one_of(
    st.sampled_from(FORGED),
    st.text(
        st.sampled_from("<>&\"'/=ab{}[]()`*_|;#\n \u202e\u200b🆕K7QM-2XPA"), min_size=1, max_size=60
    ),
).filter(lambda words: words.strip() == words and words != "")


@pytest.mark.parametrize(("language", "key"), SPOKEN)
def test_a_value_brings_no_formatting_into_a_text(language: str, key: str) -> None:
    """Each text with something in it reads with forged words as with harmless ones: they stand there as typed."""
    names = {name for _, name, _, _ in Formatter().parse(TEXTS[language][key]) if name}
    harmless, plain_entities = parse(text(language, key, **dict.fromkeys(names, "\ue000")))
    for forged in FORGED:
        shown, entities = parse(text(language, key, **dict.fromkeys(names, forged)))
        assert shown == harmless.replace("\ue000", forged)
        assert [one["type"] for one in entities] == [one["type"] for one in plain_entities]


@given(HERS)
@example("<b>&amp;</b>")
def test_plain_words_stay_as_they_are(words: str) -> None:
    """Nothing in them is read as formatting."""
    assert parse(plain(words)) == (words, [])


@settings(max_examples=150, deadline=None)
@given(HERS)
def test_her_words_forge_no_card_no_title_and_no_button(words: str) -> None:
    """A case that she placed with such words has the card, the title and the buttons of a harmless one."""
    assert _own(f"Mijn vraag is deze: {words}") == _own(
        "Hoeveel kinderen passen er in een bakfiets?"
    )


def _own(question: str) -> list[tuple[str, ...]]:
    """What a case shows of the helpline's own, when it is placed with a question; all of it is good HTML."""
    anna = Player()
    anna.agrees()
    anna.writes(question)
    anna.waits(4.0)
    anna.presses("Deskundige")
    anna.presses("Nee")
    anna.presses("Plaats nu")
    assert anna.decision is not None
    effects = anna.decision.effects
    for html in _htmls(effects):
        parse(html)
    card = anna.topic.messages[anna.card]
    buttons = tuple(
        f"{one.text}={one.data}"
        for message in anna.topic.messages.values()
        for row in message.keyboard
        for one in row
    )
    code = anna.person.case.code if anna.person.case else ""
    own = [(card.text, *anna.titles.values()), buttons]
    return [tuple(each.replace(code, "CODE") for each in row) for row in own]


def _htmls(effects: tuple[Effect, ...]) -> Iterator[str]:
    for effect in effects:
        if isinstance(effect, Say | Edit) and effect.html is not None:
            yield effect.html
        if isinstance(effect, RenameTopic):
            yield plain(effect.title)
