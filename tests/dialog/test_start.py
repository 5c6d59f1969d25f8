"""The start: one screen that says what this is, and her agreement to it."""

import pytest

from bot.emulator.actors import Expert, Person, Stage
from bot.handoff.consent import VERSION
from bot.handoff.decide import REMIND_AFTER
from bot.handoff.person import Consent
from bot.text import bare
from tests.dialog.talk import (
    BOTH,
    CALM,
    KNOWN,
    KNOWN_ENTRY,
    RED,
    Talk,
    answer_to,
    danger_screen,
    kept_of,
    said,
)
from tests.support.helpline import Helpline

MOST_WORDS = 70

TELLS = {
    "nl": ("advieslijn", "meldpunt", "politie", "bot", "deskundige", "bereikbaar", "112", "namen"),
    "en": ("advice line", "reporting point", "police", "bot", "expert", "reached", "112", "names"),
}
TELLS_MORE = {
    "nl": ("Telegram kan ze", "niet wie of waar je bent", "geen hulp sturen", "Ernstig gevaar"),
    "en": ("Telegram can read", "who or where you are", "cannot send help", "Serious danger"),
}


@BOTH
async def test_the_first_screen_says_what_this_is(
    language: str, stage: Stage, anna: Person
) -> None:
    """One message of at most 70 words: advice, no report, no police, a bot, a human, 112, no names."""
    screen = await Talk(stage, anna, language).begins()
    assert [word for word in TELLS[language] if word not in screen.text] == []
    assert len(screen.text.split()) <= MOST_WORDS
    assert len(anna.bot_messages()) == 1


@BOTH
async def test_the_buttons_of_the_first_screen(language: str, stage: Stage, anna: Person) -> None:
    """Danger, agreement, more to read and the other language are one tap away, and so is 112."""
    screen = await Talk(stage, anna, language).begins()
    keys = ("danger", "112", "agree", "decline", "more", "other_language")
    assert {each.text for each in screen.buttons} == {
        bare(language, f"button.{key}") for key in keys
    }


@BOTH
async def test_read_more(language: str, stage: Stage, anna: Person) -> None:
    """The rest is behind "read more": in the same message, and agreeing is still possible there."""
    talk = Talk(stage, anna, language)
    screen = await talk.begins()
    await talk.presses("button.more")
    more = await anna.sees(said(language, "start.more"))
    assert more.id == screen.id
    assert [words for words in TELLS_MORE[language] if words not in more.text] == []
    await talk.presses("button.agree")
    await anna.sees(talk.said("menu"))


async def test_the_language_is_changed_where_one_reads(stage: Stage, anna: Person) -> None:
    """The button changes the language in the same message, there and back."""
    screen = await Talk(stage, anna, "en").begins()
    await anna.presses(bare("en", "button.other_language"))
    back = await anna.sees(said("nl", "start.screen"))
    assert back.id == screen.id
    assert len(anna.bot_messages()) == 1


@BOTH
async def test_who_types_first_need_not_type_again(
    language: str, stage: Stage, anna: Person
) -> None:
    """A question typed before agreeing is kept, she is told so, and it is answered once she agrees."""
    talk = Talk(stage, anna, language)
    if language == "en":
        await talk.begins()
    await talk.writes(KNOWN[language])
    if language == "nl":
        screen = await anna.sees(talk.said("start.screen"))
        assert bare("nl", "start.kept_line").strip() in screen.text
    await talk.presses("button.agree")
    await anna.sees(answer_to(KNOWN_ENTRY, language))


async def test_texts_before_agreeing_become_the_first_messages(
    stage: Stage, anna: Person, eva: Expert
) -> None:
    """What was typed before agreeing stands in the topic as the first messages, in order."""
    talk = Talk(stage, anna)
    await talk.writes("Ik zit ergens mee", "Het gaat over mijn groep")
    await talk.presses("button.agree")
    await talk.places()
    topic = await eva.topic()
    await eva.sees(topic, "Het gaat over mijn groep")
    copies = [each.text for each in eva.messages(topic) if each.text and not each.buttons]
    assert copies == ["Ik zit ergens mee", "Het gaat over mijn groep"]


async def test_many_first_texts_get_one_screen(stage: Stage, anna: Person) -> None:
    """Who types three texts at once before agreeing gets the start screen once."""
    await Talk(stage, anna).asks("Hoi", "Ik heb een vraag", "Over een leerling")
    await stage.settle(0.1)
    assert len(anna.bot_messages()) == 1


@BOTH
async def test_who_goes_on_typing_is_reminded(language: str, stage: Stage, anna: Person) -> None:
    """A text some time after the start screen is kept too, and she hears what to press."""
    talk = Talk(stage, anna, language)
    await talk.begins()
    await stage.advance(REMIND_AFTER + 1)
    await talk.asks("Hallo?")
    reminder = await anna.sees(talk.said("start.kept"))
    assert reminder.button(bare(language, "button.agree")) is not None
    assert "112" in reminder.text


@BOTH
async def test_danger_typed_first_shows_the_numbers(
    language: str, stage: Stage, anna: Person
) -> None:
    """A danger sign in the very first message is answered with the numbers, before any agreement."""
    await anna.writes(RED[language])
    await anna.sees(danger_screen("red", "nl"))


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "Akkoord!"), ("nl", "ja"), ("en", "I agree"), ("en", "ok")]
)
async def test_agreement_can_be_typed(
    language: str, words: str, stage: Stage, anna: Person
) -> None:
    """A typed agreement does what the button does, and is no question."""
    talk = Talk(stage, anna, language)
    await talk.begins()
    await talk.writes(words)
    await anna.sees(talk.said("menu"))


async def test_a_button_of_the_start_is_dead_after_agreeing(stage: Stage, anna: Person) -> None:
    """After agreeing the start screen has no buttons left, and "start" shows the menu."""
    talk = Talk(stage, anna)
    screen = await talk.begins()
    await talk.presses("button.agree")
    await anna.sees(talk.said("menu"))
    assert (await anna.looks_again(screen)).buttons == ()
    await anna.starts()
    await anna.sees(talk.said("menu"))


@BOTH
async def test_the_version_agreed_to_is_kept(language: str, line: Helpline, anna: Person) -> None:
    """Which text she agreed to, when and in which language, is kept with her."""
    await Talk(line.stage, anna, language).agrees()
    now = await line.stage.now()
    person = await kept_of(line, anna)
    assert isinstance(person.consent, Consent)
    assert (person.consent.version, person.consent.language) == (VERSION, language)
    assert abs(person.consent.at - now) < 30


async def test_nothing_is_answered_before_agreeing(stage: Stage, anna: Person) -> None:
    """Before she agrees no question is answered, not even one the FAQ knows."""
    talk = Talk(stage, anna)
    await talk.begins()
    await talk.asks(KNOWN["nl"])
    await anna.never_sees(answer_to(KNOWN_ENTRY, "nl"), for_seconds=CALM)
