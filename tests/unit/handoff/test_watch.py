"""The watch: danger is seen in every stage and in every kind of message, before anything else."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.faq.reply import screen_text
from bot.handoff.effects import Priority, Say
from bot.handoff.events import Kind
from bot.handoff.ids import MessageId
from bot.handoff.person import DangerMemory, Stage, Urgency
from tests.support.desks import NEVER, NIGHT, OFFICE, knowledge
from tests.support.people import Player

RED = "Hij heeft een mes bij zich en loopt nu naar school"
AMBER = "Een leerling wordt thuis geslagen"
HARMLESS = "Hoe gaat het verder met de klas?"


def at_stage(stage: str, **options: object) -> Player:
    """Return somebody in a stage."""
    anna = Player(**options)  # type: ignore[arg-type]  # the options of Player, passed on
    match stage:
        case "new":
            anna.writes("/start")
        case "talking":
            anna.agrees()
        case "intake":
            anna.agrees()
            anna.presses("Deskundige")
        case "waiting":
            anna.places()
        case "conversation":
            anna.places()
            anna.expert("Hallo", anna.card)
        case "closed" | "rating":
            anna.places()
            anna.expert("Hallo", anna.card)
            anna.expert_presses("Sluit")
            if stage == "rating":
                anna.presses("4")
                anna.presses("Voeg een zin toe")
        case _:
            assert stage == "first"
    return anna


STAGES = ["first", "new", "talking", "intake", "waiting", "conversation", "closed", "rating"]


def screens(anna: Player) -> list[str]:
    """Return what the last event said to her, the danger screens among it."""
    assert anna.decision is not None
    return [
        one.html
        for one in anna.decision.effects
        if isinstance(one, Say) and one.priority is Priority.DANGER and "112" in one.html
    ]


@pytest.mark.parametrize("text", [RED, AMBER])
@pytest.mark.parametrize("stage", STAGES)
def test_danger_is_seen_in_every_stage(stage: str, text: str) -> None:
    """A red or amber message gets the numbers at once, whatever stage she is in."""
    anna = at_stage(stage)
    anna.writes(text)
    assert screens(anna)


@pytest.mark.parametrize("stage", STAGES)
def test_danger_in_a_caption(stage: str) -> None:
    """The caption of a picture is looked at like a text."""
    anna = at_stage(stage)
    anna.writes(RED, Kind.PHOTO)
    assert screens(anna)


@pytest.mark.parametrize("stage", STAGES[1:])
def test_danger_in_an_edit(stage: str) -> None:
    """A change that brings danger in is seen, also when the message never went to the experts."""
    anna = at_stage(stage)
    anna.edits(MessageId(3), RED)
    assert screens(anna)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("command", ["/start", "/help", "/klaar", "/stop", "/menu"])
def test_danger_behind_a_command(stage: str, command: str) -> None:
    """What goes on about danger behind a command is a message, not a command."""
    anna = at_stage(stage)
    anna.writes(f"{command} {RED}")
    assert screens(anna)


@pytest.mark.parametrize("stage", ["waiting", "conversation"])
def test_an_edit_goes_to_the_experts(stage: str) -> None:
    """In an open case a dangerous change of a message that the experts never got is passed on and marked."""
    anna = at_stage(stage)
    anna.edits(MessageId(3), RED)
    assert RED in anna.topic.by("her")
    assert "Gevaar herkend" in anna.topic.last.text


@pytest.mark.parametrize("stage", ["closed", "rating"])
def test_danger_after_closing_reopens(stage: str) -> None:
    """Danger after closing, also in the sentence for the coordinator, goes to the experts."""
    anna = at_stage(stage)
    anna.writes(RED)
    assert anna.person.stage is Stage.WAITING
    assert RED in anna.topic.by("her")
    assert anna.topic.shows("Gevaar herkend")
    assert not [one for one in anna.records if one.kind == "sentence"]
    assert anna.titles[anna.person.case.code].startswith("🔴⏳")  # type: ignore[union-attr]  # waits, so has one


def test_nobody_is_trapped() -> None:
    """From a danger screen one can place with priority, say that there is none, or open the emergency screen."""
    anna = at_stage("talking")
    anna.writes(RED)
    assert anna.chat.last.buttons == [
        "👤 Akkoord: deskundige, met voorrang",
        "Geen direct gevaar",
        "🚨 112",
    ]
    anna.presses("Geen direct gevaar")
    assert anna.person.stage is Stage.TALKING
    assert anna.said >= 3


@pytest.mark.parametrize(("text", "sign"), [(RED, "🔴"), (AMBER, "🟠")])
@pytest.mark.parametrize("stage", ["first", "new", "talking", "intake"])
def test_placed_in_one_tap_and_urgent(stage: str, text: str, sign: str) -> None:
    """After a danger screen one tap places the case, urgent, with her message in it."""
    anna = at_stage(stage)
    anna.writes(text)
    anna.presses("met voorrang")
    assert anna.person.stage is Stage.WAITING
    assert anna.person.case is not None
    assert anna.titles[anna.person.case.code].startswith(sign)
    assert text in anna.topic.by("her")
    assert anna.person.consent is not None


def test_no_danger_after_all_does_not_make_it_harmless() -> None:
    """A case placed later is as urgent as the sign that was seen."""
    anna = at_stage("talking")
    anna.writes(RED)
    anna.presses("Geen direct gevaar")
    anna.places()
    assert anna.person.case is not None
    assert anna.person.case.urgency == Urgency.RED


def test_a_sign_spread_over_two_messages() -> None:
    """Messages a few seconds apart are looked at as one; a harmless one after it brings no second screen."""
    anna = at_stage("talking")
    anna.writes("hij heeft een")
    assert not screens(anna)
    anna.waits(2)
    anna.writes("mes")
    assert screens(anna)
    anna.waits(2)
    anna.writes("en nu?")
    assert not screens(anna)


def test_a_restart_forgets_nothing_that_waits() -> None:
    """Also after a restart, which forgets the last seconds, texts answered as one question are looked at as one."""
    anna = at_stage("talking")
    anna.writes("hij heeft een")
    anna.bot_restarts()
    anna.writes("mes")
    anna.waits(5)
    assert screens(anna)
    anna.presses("Geen direct gevaar")
    assert not screens(anna)


def test_an_open_case_full_once_per_half_hour() -> None:
    """In an open case the full screen comes once per level per half hour, a higher level always; the topic is marked each time."""
    anna = at_stage("waiting")
    lengths = []
    for text, wait in ((AMBER, 60), (AMBER, 60), (RED, 60), (RED, 31 * 60), (RED, 0)):
        anna.writes(text)
        lengths.append(len(screens(anna)[-1]) > 150)
        anna.waits(wait)
    assert lengths == [True, False, True, False, True]
    assert sum("herkend in dit bericht" in one for one in anna.topic.by("bot")) == 5


def test_each_level_has_its_own_half_hour() -> None:
    """A red screen does not take the place of the amber one, which has other numbers; nor does it start its half hour."""
    anna = at_stage("waiting")
    lengths = []
    for text, wait in ((RED, 20 * 60), (AMBER, 20 * 60), (AMBER, 60), (RED, 0)):
        anna.writes(text)
        lengths.append(len(screens(anna)[-1]) > 150)
        anna.waits(wait)
    assert lengths == [True, True, False, True]


def test_the_harmless_next_message_is_not_marked() -> None:
    """Only the message that shows danger is marked in the topic."""
    anna = at_stage("conversation")
    anna.writes(RED)
    anna.writes(HARMLESS)
    assert sum("herkend in dit bericht" in one for one in anna.topic.by("bot")) == 1


def test_card_and_title_tell_the_new_urgency() -> None:
    """Danger in an open case changes title and card."""
    anna = at_stage("waiting")
    anna.writes(RED)
    assert anna.person.case is not None
    assert anna.titles[anna.person.case.code].startswith("🔴⏳")
    assert "🔴 gevaar" in anna.topic.messages[anna.card].text


def test_the_mark_answers_the_message() -> None:
    """The mark in the topic points at the copy of the message it is about."""
    anna = at_stage("waiting")
    message = anna.writes(RED)
    mark = next(one for one in anna.topic.messages.values() if "herkend" in one.text)
    assert mark.reply_to == anna.in_topic(message)


def test_the_level_is_kept_never_the_text() -> None:
    """What is remembered of a sign is its level and time."""
    anna = at_stage("waiting")
    anna.writes(RED)
    assert RED not in repr(anna.person)
    assert anna.person.danger.level == 4


def test_the_danger_button() -> None:
    """ "There is danger now" shows the numbers at once and makes what follows urgent; in an open case the experts hear it."""
    anna = Player()
    anna.writes("/start")
    anna.presses("Er is nu gevaar")
    assert screens(anna)
    anna.presses("met voorrang")
    assert anna.person.case is not None
    assert anna.person.case.urgency == Urgency.RED

    later = at_stage("talking")
    later.writes("", Kind.VOICE)
    later.waits(4)
    later.places()
    later.presses("Ja, nu gevaar")
    assert later.topic.shows("Er is nu gevaar")
    assert later.person.case is not None
    assert later.titles[later.person.case.code].startswith("🔴")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("stage", ["new", "talking", "intake", "waiting"])
def test_the_emergency_screen(stage: str, language: str) -> None:
    """112 opens the number in the text and as a card, what to say, 112NL, and how to delete all this."""
    if language == "en" and stage != "new":
        anna = at_stage(stage)
        anna.writes("/taal")
    else:
        anna = at_stage(stage, language=language)
    anna.sends_press("112")
    text = anna.chat.by("bot")[-2]
    assert "112NL" in text
    assert ("Verwijderen" if language == "nl" else "Delete") in text
    assert anna.chat.last.text == "☎ 112"


@pytest.mark.parametrize("command", ["/112", "/nood", "/emergency"])
@pytest.mark.parametrize("stage", STAGES)
def test_the_emergency_command(stage: str, command: str) -> None:
    """The emergency screen is one command away in every stage."""
    anna = at_stage(stage)
    anna.writes(command)
    assert anna.chat.last.text == "☎ 112"


@pytest.mark.parametrize("desk", [OFFICE, NEVER])
@pytest.mark.parametrize("stage", ["new", "talking", "intake", "waiting"])
def test_off_duty_no_screen_promises_a_human(stage: str, desk: object) -> None:
    """Off duty the danger screen says that nobody reads now, and its button promises nobody."""
    anna = at_stage(stage, desk=desk, now=NIGHT)
    anna.writes(RED)
    text = next(one for one in reversed(anna.chat.by("bot")) if "112" in one)
    assert "leest er niemand mee" in text or "leest er geen deskundige mee" in text
    assert "👤 Akkoord: deskundige, met voorrang" not in anna.chat.last.buttons


@pytest.mark.parametrize("stage", ["talking", "intake", "waiting", "conversation", "closed"])
@pytest.mark.parametrize("kind", [Kind.VOICE, Kind.PHOTO, Kind.DOCUMENT, Kind.STORY, Kind.OTHER])
def test_what_cant_be_read_is_never_harmless(stage: str, kind: Kind) -> None:
    """A message that the bot can't read gets one message that says so and asks about danger, with 112 below it."""
    anna = at_stage(stage)
    before = anna.said
    anna.writes("", kind)
    anna.waits(4)
    assert anna.said == before + 1
    assert "niet lezen" in anna.chat.last.text
    assert "direct gevaar? Bel 112" in anna.chat.last.text
    assert any("112" in label for label in anna.chat.last.buttons)


def test_unreadable_beside_a_question() -> None:
    """A voice message beside a question is not passed over: both are answered."""
    anna = at_stage("talking")
    anna.writes("Mag ik informatie delen met de politie?")
    anna.writes("", Kind.VOICE)
    before = anna.said
    anna.waits(4)
    assert anna.said == before + 2
    assert anna.chat.shows("niet lezen")


@pytest.mark.parametrize("text", ["Мне нужна помощь с учеником", "ساعدني من فضلك"])
@pytest.mark.parametrize("stage", ["talking", "intake", "waiting", "closed"])
def test_other_languages(stage: str, text: str) -> None:
    """A text in another script is said to be unreadable, and the question about danger comes with it."""
    anna = at_stage(stage)
    anna.writes(text)
    anna.waits(4)
    assert "niet lezen" in anna.chat.last.text
    assert "112" in anna.chat.last.text


def test_told_once_in_an_open_case() -> None:
    """In an open case what can't be read is copied each time and remarked on once; an emoji is no other language."""
    anna = at_stage("waiting")
    before = anna.said
    anna.writes("👍")
    assert anna.said == before
    for _ in range(3):
        anna.writes("", Kind.VOICE)
    assert anna.said == before + 1
    assert len(anna.topic.by("her")) == 4


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_danger_screen(language: str) -> None:
    """For every kind of danger, red and amber: 112 in the text and in its short form, and one phone screen."""
    content = knowledge().content
    for category in (*content.danger.categories, None):
        for red in (True, False):
            screen = content.screen(red=red, category=category.id if category else None)
            text = screen_text(content, screen, language)
            assert "112" in text
            assert len(text) < 1500
            short = screen.short.get(language)
            assert "112" in short
            assert len(short) < 160
            first = text if red else screen.text.get(language)
            assert "112" in first[: len(first) // 2 + 100]


def test_danger_of_a_clock_that_was_ahead_is_over() -> None:
    """Once it is set back, a number waits for her word again, and she is asked for danger again where nothing is found."""
    anna = at_stage("waiting")
    to_come = anna.now + 24 * 3600
    anna.person = replace(anna.person, danger=DangerMemory(2, to_come, to_come, to_come))
    anna.writes("Bel hem op 0612345678")
    assert [one.is_asked for one in anna.person.unsent] == [True]
    bea = at_stage("talking")
    bea.person = replace(bea.person, danger_last_asked_at=bea.now + 24 * 3600)
    bea.writes("Hoeveel kinderen passen er in een bakfiets?")
    bea.waits(4.0)
    assert bea.person.danger_last_asked_at <= bea.now
