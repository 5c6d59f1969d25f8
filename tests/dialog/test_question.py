"""A question: typed in one's own words, answered from the FAQ or handed on, and never guessed."""

import pytest

from bot.emulator.actors import Person, Stage
from bot.text import bare
from tests.dialog.talk import (
    BOTH,
    CALM,
    KNOWN,
    KNOWN_ENTRY,
    UNKNOWN,
    Talk,
    answer_to,
    asks,
    content,
)


def doubtful(language: str) -> str:
    """A word that stands at several answers."""
    return {"nl": "radicalisering", "en": "radicalisation"}[language]


@BOTH
async def test_a_clear_question_is_answered(language: str, stage: Stage, anna: Person) -> None:
    """A question the FAQ knows gets its answer, with "does this help?" and the way to an expert."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.asks(KNOWN[language])
    answer = await anna.sees(answer_to(KNOWN_ENTRY, language))
    keys = ("helped", "not_helped", "expert", "112")
    assert {each.text for each in answer.buttons} == {
        bare(language, f"button.{key}") for key in keys
    }


@BOTH
async def test_a_doubtful_question_gets_a_choice(language: str, stage: Stage, anna: Person) -> None:
    """A question that fits several answers gets two or three of them as buttons; one tap answers."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.asks(doubtful(language))
    choice = await anna.sees(talk.said("choices"))
    entries = [
        each.data.removeprefix("entry:")
        for each in choice.buttons
        if each.data is not None and each.data.startswith("entry:")
    ]
    assert 2 <= len(entries) <= 3
    assert choice.button(bare(language, "button.expert")) is not None
    label = content().entries[entries[0]].wording(language).label
    await anna.presses(label, choice)
    assert (await anna.sees(answer_to(entries[0], language))).id == choice.id


@BOTH
async def test_what_the_faq_does_not_know_is_not_guessed(
    language: str, stage: Stage, anna: Person
) -> None:
    """Where nothing fits the bot says so, answers nothing, and offers the expert."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.asks(UNKNOWN[language])
    told = await anna.sees(talk.said("no_answer"))
    assert told.button(bare(language, "button.expert")) is not None
    assert told.button(bare(language, "button.helped")) is None


@BOTH
async def test_texts_at_once_are_one_question(language: str, stage: Stage, anna: Person) -> None:
    """Texts within three seconds of each other get one reply, to all of it."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    words = KNOWN[language].split()
    await talk.writes(" ".join(words[:5]))
    await stage.advance(2)
    await talk.writes(" ".join(words[5:]))
    await stage.advance(2)
    await anna.never_sees(for_seconds=CALM)
    await stage.advance(1.1)
    await anna.sees(answer_to(KNOWN_ENTRY, language))
    assert len(anna.bot_messages()) == 3


@BOTH
async def test_a_greeting_is_greeted_back(language: str, stage: Stage, anna: Person) -> None:
    """Who only says hello is greeted, and asked for the question."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.asks({"nl": "Goedemiddag!", "en": "Good afternoon!"}[language])
    await anna.sees(talk.said("greeting"))


@pytest.mark.parametrize(
    ("language", "words", "key"),
    [
        ("nl", "Dank je wel!", "welcome"),
        ("nl", "👍", "welcome"),
        ("en", "thanks, bye", "welcome"),
        ("nl", "ok", "nod"),
        ("nl", "??", "nod"),
        ("en", "I see", "nod"),
        ("nl", "Mag ik iets vragen?", "greeting"),
        ("nl", "dat bedoel ik niet", "not_helped"),
        ("en", "none of these", "not_helped"),
        ("nl", "stop", "menu"),
        ("en", "back", "menu"),
    ],
)
async def test_small_words_get_a_small_answer(
    language: str, words: str, key: str, stage: Stage, anna: Person
) -> None:
    """Thanks, "ok", "stop" and "that is not what I mean" are no questions: the answer is kind, short, and asks for no danger."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.asks(words)
    told = await anna.sees(talk.said(key))
    assert told.button(bare(language, "button.danger_yes")) is None
    assert told.button(bare(language, "button.expert")) is not None


@BOTH
async def test_a_greeting_and_a_question_are_a_question(
    language: str, stage: Stage, anna: Person
) -> None:
    """ "Hello" in one message and the question in the next get the answer only."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.asks({"nl": "Hallo", "en": "Hello"}[language], KNOWN[language])
    await anna.sees(answer_to(KNOWN_ENTRY, language))
    assert len(anna.bot_messages()) == 3


@BOTH
@pytest.mark.parametrize("key", ["helped", "not_helped"])
async def test_does_this_help(key: str, language: str, stage: Stage, anna: Person) -> None:
    """Either answer to "does this help?" leads on: to a next question, the themes or an expert."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.asks(KNOWN[language])
    answer = await anna.sees(answer_to(KNOWN_ENTRY, language))
    await talk.presses(f"button.{key}")
    told = await anna.sees(talk.said(key))
    for button in ("themes", "expert", "112"):
        assert told.button(bare(language, f"button.{button}")) is not None
    assert (await anna.looks_again(answer)).button(bare(language, "button.helped")) is None


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "Kan ik een mens spreken?"),
        ("nl", "Hallo, kan ik een mens spreken?"),
        ("nl", "deskundige"),
        ("nl", "/deskundige"),
        ("en", "I want to talk to a human"),
        ("en", "/expert"),
    ],
)
async def test_who_asks_for_a_human_gets_there(
    language: str, words: str, stage: Stage, anna: Person
) -> None:
    """Typed words for a human begin the way to one, as the button does."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.asks(words)
    await anna.sees(asks("veiligheid", language))


@BOTH
async def test_a_number_in_an_answer_can_be_pressed(
    language: str, stage: Stage, anna: Person
) -> None:
    """A phone number stands in the answer as plain text, where a phone makes it a link."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.asks(KNOWN[language])
    answer = await anna.sees(answer_to(KNOWN_ENTRY, language))
    for contact in content().entries[KNOWN_ENTRY].contacts:
        assert content().contacts[contact].line(language) in answer.text


async def test_a_question_is_answered_again_later(stage: Stage, anna: Person) -> None:
    """A second question some time later is a question of its own."""
    talk = Talk(stage, anna)
    await talk.agrees()
    await talk.asks(UNKNOWN["nl"])
    await anna.sees(talk.said("no_answer"))
    await talk.asks(KNOWN["nl"])
    await anna.sees(answer_to(KNOWN_ENTRY, "nl"))
