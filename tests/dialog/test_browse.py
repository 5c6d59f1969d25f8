"""Browsing: themes, their questions and the answers, by buttons in one message."""

import pytest

from bot.emulator.actors import Expert, Message, Person, Stage
from bot.text import bare
from tests.dialog.talk import BOTH, CALM, KNOWN, Talk, answer_to, content

LONGEST = 4096
"""Characters of a message (Bot API, sendMessage)."""


@BOTH
@pytest.mark.parametrize("theme", [each.id for each in content().themes])
async def test_every_answer_can_be_found_by_theme(
    theme: str, language: str, stage: Stage, anna: Person
) -> None:
    """From the themes each question of a theme is two taps away, in one message that is edited."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    shelf = content().theme(theme)
    assert shelf is not None
    screen = None
    for entry in content().entries_of(theme):
        await talk.presses("button.themes")
        themes = await anna.sees(talk.said("themes"))
        await anna.presses(shelf.label.get(language), themes)
        questions = await anna.sees(shelf.name.get(language))
        await anna.presses(entry.wording(language).label, questions)
        screen = await anna.sees(answer_to(entry.id, language))
        assert themes.id == questions.id == screen.id
        assert len(screen.text) <= LONGEST
        assert _offers(screen, language, "helped", "not_helped", "expert", "112")
    assert screen is not None


def _offers(screen: Message, language: str, *keys: str) -> bool:
    return all(screen.button(bare(language, f"button.{key}")) is not None for key in keys)


@BOTH
async def test_back_to_the_themes(language: str, stage: Stage, anna: Person) -> None:
    """From the questions of a theme the themes are one tap back, and the expert is on every screen."""
    talk = Talk(stage, anna, language)
    assert _offers(await talk.agrees(), language, "themes", "expert")
    await talk.presses("button.themes")
    themes = await anna.sees(talk.said("themes"))
    assert _offers(themes, language, "expert", "112")
    first, second = content().themes[:2]
    await anna.presses(first.label.get(language), themes)
    questions = await anna.sees(first.name.get(language))
    assert _offers(questions, language, "expert", "112")
    await anna.presses(bare(language, "button.back_themes"), questions)
    again = await anna.sees(talk.said("themes"))
    assert again.id == themes.id
    await anna.presses(second.label.get(language), again)
    await anna.sees(second.name.get(language))


@pytest.mark.parametrize(("language", "command"), [("nl", "/themas"), ("en", "/themes")])
async def test_the_themes_by_command(
    language: str, command: str, stage: Stage, anna: Person
) -> None:
    """The command of the menu shows the themes."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await anna.writes(command)
    await anna.sees(talk.said("themes"))


@BOTH
async def test_while_waiting_the_faq_opens_by_buttons_only(
    language: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """In an open case the FAQ can be read by buttons; what she types goes to the experts instead."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.places()
    await talk.presses("button.themes_waiting")
    themes = await anna.sees(talk.said("themes"))
    shelf = content().themes[0]
    entry = content().entries_of(shelf.id)[0]
    await anna.presses(shelf.label.get(language), themes)
    await anna.presses(entry.wording(language).label, await anna.sees(shelf.name.get(language)))
    answer = await anna.sees(answer_to(entry.id, language))
    assert not _offers(answer, language, "expert")
    await talk.asks(KNOWN[language])
    await eva.sees(await eva.topic(), KNOWN[language])
    await anna.never_sees(for_seconds=CALM)
