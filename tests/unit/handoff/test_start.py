"""Start: what it says on one phone screen, and her agreement."""

from __future__ import annotations

import pytest

from bot.handoff.consent import VERSION
from bot.handoff.events import Kind
from bot.handoff.person import Stage, Urgency
from bot.text import bare as words
from tests.support.desks import ALWAYS, NEVER, NIGHT, OFFICE, at
from tests.support.people import Player

DUTIES = {
    "always": (ALWAYS, NIGHT),
    "on duty": (OFFICE, at(23, 16, 59)),
    "off duty": (OFFICE, NIGHT),
    "next week": (OFFICE, at(27, 22)),
    "never": (NEVER, NIGHT),
}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("duty", DUTIES)
@pytest.mark.parametrize("first", ["/start", "Een leerling trekt zich terug, wat nu?"])
def test_fits_on_one_phone_screen(language: str, duty: str, first: str) -> None:
    """The start screen has at most 70 words, in both languages, with every line on duty, with and without a message kept."""
    desk, now = DUTIES[duty]
    anna = Player(desk, now, language)
    anna.writes(first)
    assert len(anna.chat.last.text.split()) <= 70
    assert "112" in anna.chat.last.text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_says_what_it_is(language: str) -> None:
    """It names itself an advice line, no reporting point and no police, a bot, and asks for no names."""
    anna = Player(language=language)
    anna.writes("/start")
    words = {
        "nl": ("advieslijn", "Geen meldpunt", "geen politie", "bot", "geen namen"),
        "en": ("advice line", "Not a reporting point", "not the police", "bot", "no names"),
    }[language]
    assert all(word in anna.chat.last.text for word in words)
    buttons = anna.chat.last.buttons
    assert len(buttons) == 6
    assert sum("112" in label for label in buttons) == 1


def test_read_more_stays_in_place() -> None:
    """The long text replaces the short one, keeps the buttons, and tells of Telegram and of serious danger."""
    anna = Player()
    anna.writes("/start")
    anna.presses("Lees meer")
    assert len(anna.chat.messages) == 2
    text = anna.chat.last.text
    assert all(
        word in text for word in ("Telegram kan ze dus lezen", "geen hulp sturen", "Ernstig gevaar")
    )
    assert "Akkoord, verder" in anna.chat.last.buttons
    assert "Lees meer" not in anna.chat.last.buttons


def test_the_version_agreed_to_is_kept() -> None:
    """Her agreement holds the version of the text, the moment and the language."""
    anna = Player()
    anna.agrees()
    assert anna.person.consent is not None
    assert anna.person.consent.version == VERSION
    assert anna.person.consent.at == anna.now
    assert anna.person.stage is Stage.TALKING


def test_who_types_never_types_again() -> None:
    """A question typed before agreeing is answered right after it, and is the first message of the case."""
    anna = Player()
    question = anna.writes("Een leerling doet de Hitlergroet in de klas")
    assert "bewaard" in anna.chat.last.text
    anna.presses("Akkoord")
    assert "Hitlergroet" in anna.chat.last.text
    anna.places()
    assert anna.topic.by("her")[0] == anna.chat.messages[question].text


@pytest.mark.parametrize("word", ["ja", "Akkoord!", "ok", "yes"])
def test_typed_agreement(word: str) -> None:
    """Typed agreement does what the button does, and is no message for the experts."""
    anna = Player()
    anna.writes("/start")
    anna.writes(word)
    assert anna.person.stage is Stage.TALKING
    assert anna.person.kept == ()


def test_a_reminder_instead_of_the_same_screen() -> None:
    """Who goes on typing is told once per burst that her messages wait for her agreement."""
    anna = Player()
    anna.writes("Mag ik iets delen met de gemeente?")
    anna.waits(20)
    said = anna.said
    anna.writes("Het gaat om een jongere")
    anna.writes("van zestien")
    anna.waits(20)
    assert anna.said == said + 1
    assert "Kies eerst" in anna.chat.last.text
    anna.presses("Akkoord")
    assert anna.person.stage is Stage.TALKING


def test_english_for_those_who_choose_it() -> None:
    """The language button changes the same screen, and everything after it."""
    anna = Player()
    anna.writes("/start")
    anna.presses("English")
    assert len(anna.chat.messages) == 2
    assert "advice line" in anna.chat.last.text
    anna.presses("I agree")
    assert "What can I help you with?" in anna.chat.last.text


@pytest.mark.parametrize("command", ["/taal", "/language"])
def test_language_by_command_in_every_stage(command: str) -> None:
    """The command shows, in the new language, where she is."""
    anna = Player()
    anna.writes(command)
    assert "advice line" in anna.chat.last.text
    anna.writes(command)
    anna.agrees()
    anna.writes(command)
    assert "What can I help you with?" in anna.chat.last.text
    anna.presses("Expert")
    anna.writes(command)
    assert "direct gevaar" in anna.chat.last.text
    anna.presses("Nee")
    anna.presses("Plaats nu")
    anna.writes(command)
    assert anna.chat.last.text == "We go on in English."


def test_a_human_can_be_asked_for_before_agreeing() -> None:
    """The button for an expert, met on a screen before the agreement, leads to the start screen."""
    anna = Player()
    anna.writes("/help")
    assert anna.presses("Deskundige") == ""
    assert "Akkoord, verder" in anna.chat.last.buttons


@pytest.mark.parametrize("kind", [Kind.CONTACT, Kind.LOCATION])
def test_a_card_is_no_start(kind: Kind) -> None:
    """A contact card or location as the first message goes nowhere, is said to, and the start screen follows."""
    anna = Player()
    anna.writes("", kind)
    assert anna.chat.shows("stuur ik niet door")
    assert "advieslijn" in anna.chat.last.text
    anna.agrees()
    anna.places()
    assert anna.topic.by("her") == []


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("duty", DUTIES)
@pytest.mark.parametrize(
    ("text", "kind"), [("", Kind.VOICE), ("Привет, мне нужна помощь", Kind.TEXT)]
)
def test_what_cannot_be_read_is_said_at_once(
    language: str, duty: str, text: str, kind: Kind
) -> None:
    """A first message that the bot can't read: the start screen says so and asks about danger, within 70 words."""
    desk, now = DUTIES[duty]
    anna = Player(desk, now, language)
    anna.writes(text, kind)
    assert words(language, "start.unread_line") in anna.chat.last.text
    assert len(anna.chat.last.text.split()) <= 70
    anna.writes("ja" if language == "nl" else "yes")
    assert anna.person.urgent is Urgency.RED
    assert anna.person.stage is Stage.NEW


def test_what_cannot_be_read_is_said_once() -> None:
    """After the start screen it is said once, with the way on; "no" shows the start again, without asking."""
    anna = Player()
    anna.writes("Hallo")
    anna.writes("", Kind.VOICE)
    anna.waits(4)
    assert words("nl", "start.kept_unread", duty="").split("<b>")[0] in anna.chat.last.text
    said = anna.said
    anna.writes("nee")
    assert anna.said == said + 1
    assert words("nl", "start.kept_line").strip() in anna.chat.last.text
    anna.waits(20)
    anna.writes("", Kind.VOICE)
    anna.waits(4)
    assert anna.chat.last.text.startswith("Je bericht is bewaard. Kies eerst")
    anna.agrees()
    anna.places()
    assert len(anna.topic.by("her")) == 3


def test_what_she_types_right_after_the_start_screen_gets_a_word() -> None:
    """Nobody waits for an answer that does not come; who was told already that a text is kept hears it once."""
    anna = Player()
    anna.writes("/start")
    anna.waits(2)
    anna.writes("Een leerling trekt zich terug, wat nu?")
    anna.waits(4)
    assert "Je bericht is bewaard" in anna.chat.last.text
    bea = Player()
    bea.writes("Een leerling trekt zich terug, wat nu?")
    bea.writes("Hij is zestien")
    said = bea.said
    bea.waits(4)
    assert bea.said == said
