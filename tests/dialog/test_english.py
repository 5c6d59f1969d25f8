"""English: who chooses it reads English everywhere, and the experts go on in Dutch."""

import re
from pathlib import Path

import pytest

from bot.emulator.actors import Expert, Message, Person, Stage
from bot.text import bare
from tests.dialog.talk import (
    AMBER,
    CALM,
    KNOWN,
    KNOWN_ENTRY,
    UNKNOWN,
    Talk,
    answer_to,
    asks,
    content,
    danger_screen,
    form,
    said,
)
from tests.support.helpline import helpline

DUTCH = re.compile(
    r"\b(?:je|jij|jouw|niet|een|het|wij|voor|naar|bij|wordt|zijn|deze|vraag|deskundigen?|thema's|"
    r"antwoord|bericht|gevaar|terug|kiezen|typ|sluit|zaak|uur|werkdagen|kantooruren)\b",
    re.IGNORECASE,
)
"""Words that are Dutch and no English."""

NAMES = ("Werkwijze informatie delen",)
"""What is called so in English too."""


@pytest.fixture
def talk(stage: Stage, anna: Person) -> Talk:
    """A conversation in English."""
    return Talk(stage, anna, "en")


def dutch_in(message: Message) -> list[str]:
    """The Dutch words that can be read in a message, buttons included."""
    text = "\n".join((message.words, *(each.text for each in message.buttons)))
    for name in NAMES:
        text = text.replace(name, "")
    return DUTCH.findall(text)


async def test_no_dutch_word_on_the_way(
    talk: Talk, stage: Stage, anna: Person, eva: Expert
) -> None:
    """From the start to the rating and a new question, every screen and pop-up is in English."""
    await talk.begins()
    await talk.presses("button.more")
    await anna.sees(talk.said("start.more"))
    await talk.presses("button.agree")
    await anna.sees(talk.said("menu"))
    await talk.asks("Hello")
    await anna.sees(talk.said("greeting"))
    await talk.asks(UNKNOWN["en"])
    await anna.sees(talk.said("no_answer"))
    await talk.asks(KNOWN["en"])
    await anna.sees(answer_to(KNOWN_ENTRY, "en"))
    await talk.presses("button.helped")
    await anna.sees(talk.said("helped"))
    await anna.sends("voice")
    await stage.settle(0.03)
    await stage.advance(4)
    await anna.sees(talk.said("unreadable"))
    await anna.sends("location")
    await anna.sees(talk.said("no_cards"))
    await anna.writes("/help")
    await anna.sees("/menu")
    await anna.writes(AMBER["en"])
    await anna.sees(danger_screen("amber_violence", "en"))
    await talk.presses("button.112")
    await anna.sees(danger_screen("emergency", "en"))
    await stage.advance(60)
    await talk.wants_expert()
    await talk.chooses("veiligheid", "nee")
    for question in ("rol", "regio", "thema", "over_wie", "al_gedaan", "vraag"):
        await anna.sees(asks(question, "en"))
        await talk.presses("button.skip")
    await anna.sees(talk.said("intake.summary", lines=""))
    await anna.writes("xyzzy")
    await anna.sees(talk.said("intake.at_check"))
    await talk.presses("button.place")
    await anna.sees(talk.said("placed"))
    await anna.sends("location")
    await anna.sees(talk.said("held"))
    await talk.presses("button.send")
    await anna.sees(talk.said("held_sent"))
    await stage.advance(31 * 60)
    await anna.sees(talk.said("overdue"))
    topic = await eva.topic()
    await eva.presses(bare("nl", "button.take"), topic)
    await anna.sees(talk.said("taken_up"))
    await eva.presses(bare("nl", "button.close"), topic)
    await anna.sees(talk.said("closed"))
    await anna.presses("4")
    await anna.sees(talk.said("rated"))
    await talk.presses("button.sentence")
    await anna.sees(talk.said("sentence"))
    await anna.writes("Very kind")
    await anna.sees(talk.said("sentence_kept"))
    await anna.writes("One more thing")
    await anna.sees(talk.said("after"))
    await talk.presses("button.same_case")
    await anna.sees(talk.said("reopened"))
    screens = anna.bot_messages()
    assert len(screens) > 20
    assert [(each.id, found) for each in screens if (found := dutch_in(each))] == []


async def test_the_experts_read_dutch(talk: Talk, stage: Stage, anna: Person, eva: Expert) -> None:
    """Card, marks and buttons in the topic stay Dutch, and the card says that she writes English."""
    await talk.agrees()
    await talk.asks(AMBER["en"])
    await talk.presses("button.now")
    await anna.sees(talk.said("placed"))
    topic = await eva.topic()
    card = await eva.sees(topic, bare("nl", "card.language_en"))
    assert {each.text for each in card.buttons} == {
        bare("nl", "button.take"),
        bare("nl", "button.close"),
    }
    await anna.writes("He has a gun now")
    await eva.sees(topic, said("nl", "topic.danger_red"))


async def test_a_helpline_in_english(tmp_path: Path) -> None:
    """Where the settings say English, she meets English first and the experts read English too."""
    async with helpline(tmp_path / "data", language="en") as line:
        anna = await line.stage.person("Anna")
        eva = await line.stage.expert("Eva")
        await anna.starts()
        screen = await anna.sees(said("en", "start.screen"))
        assert screen.button(bare("en", "button.other_language")) is not None
        await anna.presses(bare("en", "button.agree"))
        talk = Talk(line.stage, anna, "en")
        await talk.places()
        topic = await eva.topic()
        card = await eva.sees(topic, bare("en", "card.waiting"))
        assert dutch_in(card) == []
        await eva.presses(bare("en", "button.take"), topic)
        await anna.sees(talk.said("taken_up"))
        await eva.presses(bare("en", "button.close"), topic)
        await eva.sees(topic, bare("en", "topic.closed"))
        assert [each.id for each in eva.messages(topic) if dutch_in(each)] == []


async def test_her_language_is_kept(talk: Talk, anna: Person, stage: Stage) -> None:
    """English stays hers: a new start later is in English still."""
    await talk.agrees()
    await stage.advance(20 * 24 * 3600)  # for less long than it is kept without a case
    await anna.starts()
    await anna.sees(talk.said("menu"))


@pytest.mark.parametrize("command", ["/language", "/taal"])
async def test_the_language_by_command(command: str, talk: Talk, anna: Person) -> None:
    """The command changes the language wherever she is, and shows where she is in it."""
    await talk.agrees()
    await anna.writes(command)
    await anna.sees(said("nl", "menu"))
    await anna.writes("mens")
    await talk.stage.settle(0.03)
    await talk.stage.advance(4)
    await anna.sees(asks("veiligheid", "nl"))
    await anna.writes(command)
    await anna.sees(asks("veiligheid", "en"))


async def test_dutch_words_in_an_english_chat(talk: Talk, anna: Person) -> None:
    """A question typed in Dutch is answered all the same, in the language she chose."""
    await talk.agrees()
    await talk.asks(KNOWN["nl"])
    await anna.sees(answer_to(KNOWN_ENTRY, "en"))
    await anna.never_sees(answer_to(KNOWN_ENTRY, "nl"), for_seconds=CALM)


def test_every_text_of_the_content_has_its_english() -> None:
    """No answer, danger screen, question or option has a Dutch word left in its English."""
    texts = [answer_to(entry, "en") for entry in content().entries]
    texts += [danger_screen(name, "en") for name in content().screens]
    for question in form().questions:
        texts += [question.question.en, question.why.en, question.label.en]
        texts += [option.en for option in question.options]
    for name in NAMES:
        texts = [text.replace(name, "") for text in texts]
    assert [(text[:60], found) for text in texts if (found := DUTCH.findall(text))] == []
