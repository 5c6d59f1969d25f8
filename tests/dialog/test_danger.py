"""Danger: every message is looked at first, the numbers come at once, and 112 is one tap away."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from bot.content import ready
from bot.emulator.actors import Expert, Message, Person, Stage
from bot.faq.danger import Level, Sign
from bot.faq.guess import Guess
from bot.handoff.watch import FULL_AGAIN_AFTER
from bot.text import bare
from tests.dialog.case import opened, taken
from tests.dialog.talk import (
    AMBER,
    BOTH,
    CALM,
    KNOWN,
    KNOWN_ENTRY,
    RED,
    UNKNOWN,
    Talk,
    answer_to,
    asks,
    content,
    danger_line,
    danger_screen,
    kept_of,
    said,
)
from tests.support.helpline import Helpline, helpline

Way = Callable[[Talk, Expert], Awaitable[object]]


async def _new(talk: Talk, eva: Expert) -> None:
    await talk.begins()


async def _talking(talk: Talk, eva: Expert) -> None:
    await talk.agrees()


async def _intake(talk: Talk, eva: Expert) -> None:
    await talk.agrees()
    await talk.wants_expert()


async def _waiting(talk: Talk, eva: Expert) -> None:
    await talk.agrees()
    await talk.places()


async def _conversation(talk: Talk, eva: Expert) -> None:
    await _waiting(talk, eva)
    await eva.presses(bare("nl", "button.take"), await eva.topic())
    await talk.anna.sees(talk.said("taken_up"))


async def _closed(talk: Talk, eva: Expert) -> None:
    await _waiting(talk, eva)
    await talk.presses("button.i_am_helped")
    await talk.anna.sees(talk.said("closed"))


STAGES = pytest.mark.parametrize(
    "way",
    [_new, _talking, _intake, _waiting, _conversation, _closed],
    ids=lambda way: way.__name__.strip("_"),
)


@BOTH
@STAGES
async def test_danger_is_seen_in_every_state(
    way: Way, language: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """Wherever she is, a message with a danger sign is answered with 112 before anything else."""
    talk = Talk(stage, anna, language)
    await way(talk, eva)
    await anna.writes(RED[language])
    seen = await anna.sees(danger_screen("red", language))
    assert "112" in seen.text.split("\n")[0]


@BOTH
async def test_an_amber_sign_gets_the_right_lines(
    language: str, stage: Stage, anna: Person
) -> None:
    """Fear of violence later gives the police's number for what can wait, besides 112."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await anna.writes(AMBER[language])
    await anna.sees(danger_screen("amber_violence", language))


@pytest.mark.parametrize(
    ("text", "screen", "contact"),
    [
        ("Ze wil een eind aan haar leven maken", "amber_suicide", "zelfmoordpreventie_113"),
        ("Hij zegt dat hij volgende maand naar Syrië wil vertrekken", "amber_travel", "lkha"),
    ],
)
async def test_each_kind_of_danger_has_its_own_lines(
    text: str, screen: str, contact: str, stage: Stage, anna: Person
) -> None:
    """Suicide and departure to a war each get the line that is there for it."""
    await Talk(stage, anna).agrees()
    await anna.writes(text)
    seen = await anna.sees(danger_screen(screen, "nl"))
    assert content().contacts[contact].line("nl") in seen.text


async def test_danger_in_a_caption(stage: Stage, anna: Person) -> None:
    """The words under a picture are looked at too."""
    await Talk(stage, anna).agrees()
    await anna.sends("photo", caption=RED["nl"])
    await anna.sees(danger_screen("red", "nl"))


async def test_danger_in_an_edit(stage: Stage, anna: Person) -> None:
    """What a message becomes by an edit is looked at too."""
    talk = Talk(stage, anna)
    await talk.agrees()
    sent = await talk.writes("Wacht even")
    await anna.edits(sent, RED["nl"])
    await anna.sees(danger_screen("red", "nl"))


@pytest.mark.parametrize(
    ("language", "parts"),
    [("nl", ("Er is hier iemand met", "een bijl")), ("en", ("There is somebody with", "an axe"))],
)
async def test_danger_in_pieces(
    language: str, parts: tuple[str, str], stage: Stage, anna: Person
) -> None:
    """Messages a few seconds apart are looked at as one too."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.writes(parts[0])
    await stage.advance(1)
    await anna.writes(parts[1])
    await anna.sees(danger_screen("red", language))


async def test_pieces_far_apart_are_not_one(stage: Stage, anna: Person) -> None:
    """Half a minute later the second half is a message of its own."""
    talk = Talk(stage, anna)
    await talk.agrees()
    await talk.writes("Er is hier iemand met")
    await stage.advance(30)
    await anna.sees(talk.said("no_answer"))
    await talk.asks("een bijl")
    await anna.never_sees(danger_screen("red", "nl"), for_seconds=CALM)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Er is geen mes gevonden en niemand is bedreigd"),
        ("nl", "Wat is ons beleid over wapens in kluisjes?"),
        ("nl", "Hoe bespreek ik een aanslag die in het nieuws is?"),
        ("en", "There was no knife and nobody was threatened"),
        ("en", "How do I talk about an attack in the news?"),
    ],
)
async def test_talk_of_danger_is_not_danger(
    language: str, text: str, stage: Stage, anna: Person
) -> None:
    """Denials, policy and news get an answer, and no danger screen."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.asks(text)
    answer = await anna.sees()
    assert answer.button(bare(language, "button.expert")) is not None
    assert answer.button(bare(language, "button.safe")) is None
    assert len(anna.bot_messages()) == 3


@BOTH
async def test_danger_in_the_news_keeps_112_in_view(
    language: str, stage: Stage, anna: Person
) -> None:
    """Who asks about danger in the news gets the answer, under one line about 112."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    question = {
        "nl": "We hebben een les over aanslagen",
        "en": "How do I discuss the attack in the news with my class?",
    }
    await talk.asks(question[language])
    answer = await anna.sees(content().danger.lines["info"].get(language))
    assert answer.button(bare(language, "button.helped")) is not None


@BOTH
async def test_a_doubtful_word_is_asked_about(language: str, stage: Stage, anna: Person) -> None:
    """A word that may be danger gets the usual answer, and the question whether there is danger."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.asks({"nl": "Het ging over een mes", "en": "It was about a knife"}[language])
    asked = await anna.sees(content().danger.lines["ask"].get(language))
    await anna.presses(bare(language, "button.danger_yes"), asked)
    await anna.sees(danger_screen("red", language))


@BOTH
async def test_no_danger_after_all(language: str, stage: Stage, anna: Person) -> None:
    """The screen traps nobody: "no danger" goes on with what she asked, and asks no second time."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.writes(UNKNOWN[language])
    await anna.writes(RED[language])
    await anna.sees(danger_screen("red", language))
    await talk.presses("button.safe")
    answer = await anna.sees(talk.said("no_answer"))
    assert answer.button(bare(language, "button.danger_yes")) is None


@pytest.mark.parametrize(
    ("language", "words", "screen"),
    [
        ("nl", "ja", "red"),
        ("nl", "Ja, nu!", "red"),
        ("nl", "weet ik niet zeker", "amber"),
        ("en", "yes", "red"),
        ("en", "not sure", "amber"),
    ],
)
async def test_the_question_for_danger_is_answered_in_words(
    language: str, words: str, screen: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """Asked whether there is danger, a typed "yes" or "I don't know" does what the buttons do."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.asks(UNKNOWN[language])
    await anna.sees(content().danger.lines["ask"].get(language))
    await anna.writes(words)
    await anna.sees(danger_screen(screen, language))
    await talk.presses("button.now")
    await anna.sees(talk.said("placed"))
    assert (await eva.topic()).name.startswith("🔴" if screen == "red" else "🟠")


@BOTH
async def test_no_danger_in_words(language: str, stage: Stage, anna: Person) -> None:
    """A typed "no" goes on, kindly, and a later "no" is about something else."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.asks(UNKNOWN[language])
    await anna.sees(content().danger.lines["ask"].get(language))
    no = {"nl": "Nee", "en": "No"}[language]
    await anna.writes(no)
    await anna.sees(talk.said("safe"))
    await talk.asks(no)
    await anna.sees(talk.said("nod"))


async def test_yes_before_agreeing_is_about_the_danger(stage: Stage, anna: Person) -> None:
    """After a danger screen a mere "ja" means danger, not agreement to the start text."""
    await anna.writes(AMBER["nl"])
    await anna.sees(danger_screen("amber_violence", "nl"))
    await anna.writes("ja")
    await anna.sees(danger_screen("red", "nl"))
    await anna.writes("nee")
    await anna.sees(said("nl", "start.screen"))
    await anna.writes("ja")
    await anna.sees()
    assert anna.bot_messages()[-1].button(bare("nl", "button.agree")) is None


async def test_who_types_on_is_answered(stage: Stage, anna: Person) -> None:
    """Who passes over the screen and types her question is answered."""
    talk = Talk(stage, anna)
    await talk.agrees()
    await anna.writes(RED["nl"])
    await anna.sees(danger_screen("red", "nl"))
    await stage.advance(30)
    await talk.asks(KNOWN["nl"])
    await anna.sees(answer_to(KNOWN_ENTRY, "nl"))


async def test_no_danger_in_the_intake_goes_on_there(stage: Stage, anna: Person) -> None:
    """In the intake "no danger" shows the open question again."""
    talk = Talk(stage, anna)
    await talk.agrees()
    await talk.wants_expert()
    await talk.chooses("veiligheid", "nee")
    await anna.sees(asks("rol", "nl"))
    await anna.writes(RED["nl"])
    await anna.sees(danger_screen("red", "nl"))
    await talk.presses("button.safe")
    await anna.sees(asks("rol", "nl"))


@pytest.mark.parametrize(("text", "sign"), [(RED["nl"], "🔴"), (AMBER["nl"], "🟠")])
async def test_the_case_that_follows_is_urgent(
    text: str, sign: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """After a danger sign the case is marked in title and card, and holds the message."""
    await Talk(stage, anna).agrees()
    await anna.writes(text)
    await anna.presses(bare("nl", "button.now"))
    topic = await eva.topic()
    assert topic.name.startswith(sign)
    card = await eva.sees(topic, bare("nl", "card.waiting"))
    assert sign in card.text
    await eva.sees(topic, text)


async def test_later_questions_stay_urgent(stage: Stage, anna: Person, eva: Expert) -> None:
    """A sign seen before the intake makes the case urgent, whatever she answers there."""
    talk = Talk(stage, anna)
    await talk.agrees()
    await anna.writes(AMBER["nl"])
    await anna.sees(danger_screen("amber_violence", "nl"))
    await stage.advance(60)
    await talk.asks(KNOWN["nl"])
    await anna.sees(answer_to(KNOWN_ENTRY, "nl"))
    await talk.places()
    assert (await eva.topic()).name.startswith("🟠")


@BOTH
async def test_the_emergency_screen(language: str, stage: Stage, anna: Person) -> None:
    """Behind "112": the number as text and as a card, what to say, 112NL, and how to delete all this."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.presses("button.112")
    seen = await anna.sees(danger_screen("emergency", language))
    number = content().contacts["noodnummer_112"]
    card = await anna.sees(number.name.get(language), kind="contact")
    assert card.raw["contact"]["phone_number"] == "112"
    deleting = {"nl": "Verwijderen", "en": "Delete"}[language]
    assert [word for word in ("112NL", "1.", "2.", "3.", deleting) if word not in seen.text] == []


@pytest.mark.parametrize("words", ["/112", "/nood", "/emergency"])
async def test_the_emergency_screen_can_be_typed(words: str, stage: Stage, anna: Person) -> None:
    """The commands open the same screen, even before she agreed."""
    await anna.starts()
    await anna.writes(words)
    await anna.sees(danger_screen("emergency", "nl"))


@BOTH
async def test_112_and_the_expert_are_on_every_screen(
    language: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """From the start to a closed case each screen has 112 one tap away, and, once she agreed, an expert."""
    talk = Talk(stage, anna, language)
    checked = 0

    def check(screen: Message, *, expert: bool = True) -> None:
        nonlocal checked
        checked += 1
        if expert:
            human = ("expert", "now", "place")
            assert any(screen.button(bare(language, f"button.{key}")) for key in human)
        button = screen.button(bare(language, "button.112"))
        assert button is not None, f"no 112 under screen {checked}"
        assert button.data is not None
        assert button.url is None

    check(await talk.begins(), expert=False)
    await talk.presses("button.more")
    check(await anna.sees(talk.said("start.more")), expert=False)
    await talk.presses("button.agree")
    check(await anna.sees(talk.said("menu")))
    await talk.asks(UNKNOWN[language])
    check(await anna.sees(talk.said("no_answer")))
    await talk.asks(KNOWN[language])
    check(await anna.sees(answer_to(KNOWN_ENTRY, language)))
    await talk.presses("button.not_helped")
    check(await anna.sees(talk.said("not_helped")))
    await talk.presses("button.themes")
    check(await anna.sees(talk.said("themes")))
    await anna.writes("/help")
    check(await anna.sees("/menu"))
    await anna.writes(AMBER[language])
    check(await anna.sees(danger_screen("amber_violence", language)))
    await talk.presses("button.safe")
    await stage.advance(60)
    check(await talk.wants_expert(), expert=False)
    await talk.chooses("veiligheid", "nee")
    for question in ("rol", "regio", "thema", "over_wie", "al_gedaan", "vraag"):
        check(await anna.sees(asks(question, language)))
        await talk.presses("button.skip")
    check(await anna.sees(said(language, "intake.summary", lines="")))
    await talk.presses("button.place")
    check(await anna.sees(talk.said("placed")), expert=False)
    await talk.presses("button.themes_waiting")
    check(await anna.sees(talk.said("themes")), expert=False)
    topic = await eva.topic()
    await eva.presses(bare("nl", "button.take"), topic)
    check(await anna.sees(talk.said("taken_up")), expert=False)
    await talk.presses("button.i_am_helped")
    check(await anna.sees(talk.said("closed")))
    await anna.presses("5")
    check(await anna.sees(talk.said("rated")))
    await talk.presses("button.sentence")
    check(await anna.sees(talk.said("sentence")))
    await anna.writes(":)")
    check(await anna.sees(talk.said("sentence_kept")))
    await anna.writes("Nog iets")
    check(await anna.sees(talk.said("after")))
    await talk.presses("button.only_thanks")
    check(await anna.sees(talk.said("welcome")))


@BOTH
async def test_the_button_in_the_intake_asks_too(
    language: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """The intake asks about danger: "I don't know" gives the lines to call and an urgent case."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.wants_expert()
    await talk.chooses("veiligheid", "weet_niet")
    await anna.sees(danger_screen("amber", language))
    await talk.presses("button.place_now")
    await anna.sees(talk.said("placed"))
    assert (await eva.topic()).name.startswith("🟠")


# --- what the bot can't read ------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("kind", ["voice", "photo", "video", "document", "sticker"])
async def test_what_cannot_be_read_is_not_harmless(
    kind: str, language: str, stage: Stage, anna: Person
) -> None:
    """One message says that the bot can't read it, asks about danger, and offers the human."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await anna.sends(kind)
    await stage.settle(0.03)
    await stage.advance(4)
    told = await anna.sees(talk.said("unreadable"))
    keys = ("danger_yes", "danger_no", "expert", "112")
    assert [key for key in keys if told.button(bare(language, f"button.{key}")) is None] == []
    assert len(anna.bot_messages()) == 3


@pytest.mark.parametrize(
    "text", ["Ich habe ein Problem mit einem Schüler und brauche Hilfe", "أحتاج إلى مساعدة"]
)
async def test_another_language_is_not_harmless(text: str, stage: Stage, anna: Person) -> None:
    """A text in a language that the bot does not read is treated like a voice message."""
    talk = Talk(stage, anna)
    await talk.agrees()
    await talk.asks(text)
    told = await anna.sees(talk.said("unreadable"))
    assert told.button(bare("nl", "button.danger_yes")) is not None


async def test_a_voice_message_is_kept_for_the_case(
    stage: Stage, anna: Person, eva: Expert
) -> None:
    """What the bot could not read is among the first messages of the case."""
    talk = Talk(stage, anna)
    await talk.agrees()
    await anna.sends("voice")
    await stage.settle(0.03)
    await stage.advance(4)
    await anna.sees(talk.said("unreadable"))
    await talk.places()
    await eva.sees(await eva.topic(), kind="voice")


# --- in an open case --------------------------------------------------------------------------


@BOTH
async def test_the_full_screen_comes_once_in_half_an_hour(
    language: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """In an open case the second sign of a level gets one line, until half an hour has passed."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.places()
    await anna.writes(RED[language])
    await anna.sees(danger_screen("red", language))
    await stage.advance(60)
    await anna.writes(RED[language])
    line = await anna.sees(danger_line("red", language))
    assert line.text.split("\n\n")[1:] == [danger_line("red", language)]
    await stage.advance(FULL_AGAIN_AFTER + 1)
    await anna.writes(RED[language])
    await anna.sees(danger_screen("red", language))


async def test_a_higher_level_always_gets_its_screen(stage: Stage, anna: Person) -> None:
    """After an amber screen a red sign gets the full red one at once."""
    talk = Talk(stage, anna)
    await talk.agrees()
    await talk.places()
    await anna.writes(AMBER["nl"])
    await anna.sees(danger_screen("amber_violence", "nl"))
    await stage.advance(60)
    await anna.writes(RED["nl"])
    await anna.sees(danger_screen("red", "nl"))


def _replies_to(message: Message) -> Callable[[Message], bool]:
    return lambda each: each.reply_to == message.id


async def test_the_topic_is_marked_every_time(stage: Stage, anna: Person, eva: Expert) -> None:
    """Each message with a sign is marked in the topic, as a reply to it, and the title turns red."""
    case = await taken(anna, eva)
    for time in range(2):
        await anna.writes(f"{RED['nl']} ({time})")
        copy = await eva.sees(case.topic, f"({time})")
        mark = await eva.sees(case.topic, _replies_to(copy))
        assert said("nl", "topic.danger_red").search(mark.text) is not None
        await stage.advance(60)
    await eva.sees_topic(case.topic, called="🔴")


@BOTH
async def test_the_danger_button_in_an_open_case(
    language: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """An old "danger now" button still works in an open case: the numbers, and word to the experts."""
    talk = Talk(stage, anna, language)
    screen = await talk.begins()
    await talk.presses("button.danger")
    await anna.sees(danger_screen("red", language))
    await talk.presses("button.agree")
    await talk.asks(UNKNOWN[language])
    asked = await anna.sees(talk.said("no_answer"))
    await talk.places()
    await anna.presses(bare(language, "button.danger_yes"), asked)
    await anna.sees(danger_screen("red", language))
    await eva.sees(await eva.topic(), said("nl", "topic.danger_button"))
    assert (await anna.looks_again(screen)).buttons == ()


async def test_what_only_sounds_like_danger_is_marked_after_it_went_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In an open case a guess at danger comes after the message, as a reply to it in the topic; she sees nothing of it."""
    like = "Hij telt steeds de treden naar de zolder en lacht dan"

    class Likeness:
        def look(self, text: str) -> Guess:
            return Guess(Sign(Level.AMBER, "suicidaal") if text == like else None, calm=False)

    monkeypatch.setattr(ready, "learned", lambda known, *_: replace(known, likeness=Likeness()))
    async with helpline(tmp_path / "data") as line:
        anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
        case = await opened(anna, eva)
        await anna.writes("We praten er morgen over met zijn mentor")
        await anna.writes(like)
        copy = await eva.sees(case.topic, like)
        mark = await eva.sees(case.topic, "Misschien gevaar")
        assert mark.reply_to == copy.id
        await anna.never_sees("evaar", for_seconds=0.4)


async def test_the_level_is_kept_and_never_the_text(line: Helpline, anna: Person) -> None:
    """After a danger sign in an open case her record holds its level and time, and no word of it."""
    talk = Talk(line.stage, anna)
    await talk.agrees()
    await talk.places()
    await anna.writes(RED["nl"])
    await anna.sees(danger_screen("red", "nl"))
    person = await kept_of(line, anna)
    assert person.danger.level == int(Level.RED)
    assert abs(person.danger.at - await line.stage.now()) < 30
    record = msgspec.json.encode(person).decode()
    assert [word for word in RED["nl"].split() if len(word) > 3 and word in record] == []
