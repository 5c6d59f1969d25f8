"""The end: how a case is closed, what she is asked, and what a message after the end means."""

import asyncio

import pytest

from bot.cli.rating import show_ratings
from bot.emulator.actors import Expert, Person, Stage
from bot.settings import load_settings
from tests.dialog.case import Case, opened, taken
from tests.support.helpline import Helpline

CALM = 0.4
"""Seconds in which something would have come that must not."""
ASKED = "Gaat dit over dezelfde vraag"


async def closed(anna: Person, eva: Expert) -> Case:
    """Go from the start to a case that an expert has closed."""
    case = await taken(anna, eva)
    await eva.presses("Sluit de zaak", case.topic)
    await anna.sees("is afgesloten")
    await eva.sees_topic(case.topic, closed=True)
    return case


# --- closing ----------------------------------------------------------------------------------


async def test_an_expert_closes_with_the_button(anna: Person, eva: Expert) -> None:
    """The button on the card closes the case: word to both sides, topic closed, state in the title."""
    case = await taken(anna, eva)
    await eva.presses("Sluit de zaak", case.topic)
    asked = await anna.sees("is afgesloten")
    assert [each.text for each in asked.buttons][:5] == ["1", "2", "3", "4", "5"]
    await eva.sees(case.topic, "Zaak gesloten")
    assert "✅" in (await eva.sees_topic(case.topic, closed=True, called="✅")).name
    card = await eva.looks_again(case.card)
    assert "✅ Gesloten" in card.text
    assert [each.text for each in card.buttons] == ["Heropen de zaak"]


@pytest.mark.parametrize("command", ["/sluit", "/close", "/sluit@helpline_standin_bot"])
async def test_an_expert_closes_with_a_command(command: str, anna: Person, eva: Expert) -> None:
    """The command in the topic closes the case, gets its receipt, and does not reach her."""
    case = await taken(anna, eva)
    written = await eva.notes(case.topic, command)
    await anna.sees("is afgesloten")
    await eva.sees_topic(case.topic, closed=True, called="✅")
    await eva.sees_reaction(written, "✍")
    await anna.never_sees(command, for_seconds=0.1)


async def test_nobody_hidden_closes_with_a_command(anna: Person, eva: Expert, stage: Stage) -> None:
    """The command of an anonymous administrator closes nothing; he is told to post as himself."""
    case = await taken(anna, eva)
    boss = await stage.expert("Bas", status="administrator", is_anonymous=True)
    written = await boss.notes(case.topic, "/sluit")
    await eva.sees_reaction(written, "😢")
    await eva.sees(case.topic, "schrijf als jezelf")
    await anna.never_sees("afgesloten", for_seconds=CALM)


async def test_she_closes_with_the_button(anna: Person, eva: Expert) -> None:
    """ "I'm helped" closes the case; the experts hear that it was her."""
    case = await taken(anna, eva)
    await anna.presses("Ik ben geholpen")
    await anna.sees("Heeft dit je geholpen?")
    await eva.sees(case.topic, "De vrager is geholpen")
    await eva.sees_topic(case.topic, closed=True, called="✅")


async def test_she_closes_with_a_command(anna: Person, eva: Expert) -> None:
    """ "/klaar" does what the button does."""
    case = await taken(anna, eva)
    await anna.writes("/klaar")
    await anna.sees("Heeft dit je geholpen?")
    await eva.sees_topic(case.topic, closed=True)


async def test_a_waiting_case_can_be_closed_by_her(anna: Person, eva: Expert, stage: Stage) -> None:
    """Who found the answer while waiting can say so; nobody is reminded of the case later."""
    case = await opened(anna, eva)
    await anna.presses("Ik ben geholpen")
    await eva.sees_topic(case.topic, closed=True, called="✅")
    await stage.advance(3600)
    await anna.never_sees("later geworden", for_seconds=CALM)


# --- the rating -------------------------------------------------------------------------------


async def test_her_rating_and_sentence_reach_the_coordinator_only(
    anna: Person, eva: Expert, line: Helpline, capsys: pytest.CaptureFixture[str]
) -> None:
    """Stars and sentence stand in the coordinator's list, beside a running helpline and after it, and not in the topic."""
    case = await closed(anna, eva)
    await anna.presses("4")
    assert "coördinator" in (await anna.sees("Dank je")).text
    await anna.presses("Voeg een zin toe")
    await anna.sees("Typ een zin")
    await anna.writes("Fijn dat iemand meedacht")
    await anna.sees("geef het door aan de coördinator")
    await eva.never_sees(case.topic, "meedacht", for_seconds=CALM)
    await eva.never_sees(None, "meedacht", for_seconds=0.1)
    capsys.readouterr()
    for running in (True, False):
        if not running:
            await line.runner.stop()
        assert await asyncio.to_thread(show_ratings, load_settings(None, line.environ)) == 0
        shown = capsys.readouterr().out
        assert "Fijn dat iemand meedacht" in shown
        assert "4" in shown
        assert case.topic.name.split("·")[-1].split()[-1] in shown


async def test_a_case_is_rated_once(anna: Person, eva: Expert) -> None:
    """After a rating the stars are gone."""
    await closed(anna, eva)
    await anna.presses("2")
    rated = await anna.sees("Dank je")
    assert not [each for each in rated.buttons if each.text.isdecimal()]


async def test_without_the_button_a_message_is_no_sentence(anna: Person, eva: Expert) -> None:
    """A message after the stars is a message, unless she pressed "add a sentence"."""
    await closed(anna, eva)
    await anna.presses("4")
    await anna.sees("Dank je")
    await anna.writes("Nog iets anders")
    await anna.sees(ASKED)


async def test_danger_in_the_sentence_goes_to_the_experts(anna: Person, eva: Expert) -> None:
    """A danger sign in the sentence for the coordinator reopens the case, and she sees the numbers."""
    case = await closed(anna, eva)
    await anna.presses("1")
    await anna.presses("Voeg een zin toe")
    await anna.sees("Typ een zin")
    await anna.writes("Hij staat nu met een mes op het plein")
    await anna.sees("112")
    await eva.sees_topic(case.topic, closed=False, called="🔴")
    await eva.sees(case.topic, "mes op het plein")
    await eva.sees(case.topic, "Gevaar")


# --- a message after the end ------------------------------------------------------------------


async def test_a_message_after_the_end_asks_what_it_is_about(anna: Person, eva: Expert) -> None:
    """After closing a message is not relayed at once: same question, a new one, or only thanks?"""
    case = await closed(anna, eva)
    await anna.writes("En hoe zit het met zijn broer?")
    asked = await anna.sees(ASKED)
    assert [each.text for each in asked.buttons][:3] == [
        "Dezelfde vraag",
        "Een nieuwe vraag",
        "Alleen bedanken",
    ]
    await eva.never_sees(case.topic, "zijn broer", for_seconds=CALM)


async def test_several_messages_after_the_end_are_asked_about_once(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """However many messages follow, the question comes once; all of them go on together."""
    case = await closed(anna, eva)
    for text in ("En zijn broer?", "Die is zestien", "Wat nu?"):
        await anna.writes(text)
    await stage.settle()
    assert len([each for each in anna.messages() if ASKED in each.text]) == 1
    await anna.presses("Dezelfde vraag")
    await eva.sees(case.topic, "Wat nu?")
    found = [each.text for each in eva.messages(case.topic)]
    assert found.index("En zijn broer?") < found.index("Die is zestien") < found.index("Wat nu?")


async def test_the_same_question_reopens_the_case(anna: Person, eva: Expert) -> None:
    """ "The same question" reopens case and topic; her message arrives there, and she hears when."""
    case = await closed(anna, eva)
    await anna.writes("En hoe zit het met zijn broer?")
    await anna.presses("Dezelfde vraag")
    assert "antwoord van een mens" in (await anna.sees("is weer open")).text
    await eva.sees_topic(case.topic, closed=False, called="⏳")
    copy = await eva.sees(case.topic, "zijn broer")
    answer = await eva.replies(copy, "Praat ook met hem")
    await anna.sees("Praat ook met hem")
    await eva.sees_reaction(answer, "👌")


async def test_a_new_question_makes_a_case_of_its_own(anna: Person, eva: Expert) -> None:
    """ "A new question" is answered as a question; a case that follows has its own topic."""
    case = await closed(anna, eva)
    await anna.writes("Hoe begin ik het gesprek met een jongere met extreme ideeën?")
    await anna.presses("Een nieuwe vraag")
    await anna.sees("Kies een rustig moment")
    await anna.presses("👤 Deskundige")
    await anna.presses("Nee")
    await anna.presses("Plaats nu")
    await anna.sees("staat klaar voor een deskundige")
    second = await eva.topic(after=case.topic)
    await eva.sees(second, "Hoe begin ik het gesprek")
    await eva.never_sees(case.topic, "Hoe begin ik het gesprek", for_seconds=0.1)


async def test_only_thanks_leaves_the_case_closed(anna: Person, eva: Expert, stage: Stage) -> None:
    """ "Only thanks" ends it: nothing is relayed, and the case stays closed."""
    case = await closed(anna, eva)
    await anna.writes("Heel erg bedankt!")
    await anna.presses("Alleen bedanken")
    await anna.sees("Graag gedaan")
    await stage.advance(200)
    await eva.never_sees(case.topic, "bedankt", for_seconds=CALM)
    assert (await eva.topics())[0].closed


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("dezelfde", "is weer open"),
        ("2", "Waar kan ik je mee helpen|weet ik niet|Bedoel je"),
        ("bedankt", "Graag gedaan"),
    ],
)
async def test_the_choice_can_be_typed(typed: str, seen: str, anna: Person, eva: Expert) -> None:
    """Words do what the buttons do."""
    await closed(anna, eva)
    await anna.writes("Wat bedoelde je met rust?")
    await anna.sees(ASKED)
    await anna.writes(typed)
    await anna.sees(lambda each: any(part in each.text for part in seen.split("|")))


async def test_without_a_choice_the_case_reopens_in_two_minutes(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """Who chooses nothing is not left lying: after two minutes the case is open again, with the message."""
    case = await closed(anna, eva)
    await anna.writes("En hoe zit het met zijn broer?")
    await anna.sees(ASKED)
    await stage.advance(110)
    await eva.never_sees(case.topic, "zijn broer", for_seconds=CALM)
    await stage.advance(11)
    await eva.sees(case.topic, "zijn broer")
    await eva.sees_topic(case.topic, closed=False)
    await anna.sees("is weer open")


async def test_danger_after_the_end_reopens_at_once(anna: Person, eva: Expert) -> None:
    """A danger sign after closing is not asked about: screen for her, open and marked for the experts."""
    case = await closed(anna, eva)
    await anna.writes("Hij staat nu met een mes op het plein")
    await anna.sees("Bel 112")
    await eva.sees(case.topic, "mes op het plein")
    await eva.sees(case.topic, "Gevaar")
    await eva.sees_topic(case.topic, closed=False, called="🔴")
    await anna.never_sees(ASKED, for_seconds=0.1)


async def test_an_answer_to_a_closed_case_is_not_sent(anna: Person, eva: Expert) -> None:
    """After closing an answer is marked as failed, with a button that reopens the case."""
    case = await closed(anna, eva)
    late = await eva.replies(case.card, "Nog een gedachte")
    await eva.sees_reaction(late, "😢")
    assert (await eva.sees(case.topic, "zaak is gesloten")).reply_to == late.id
    await anna.never_sees("Nog een gedachte", for_seconds=CALM)
    await eva.presses("Heropen de zaak", case.topic)
    await anna.sees("is weer open")
    await eva.sees_topic(case.topic, closed=False)
    again = await eva.replies(case.card, "Nog een gedachte")
    await anna.sees("Nog een gedachte")
    await eva.sees_reaction(again, "👌")


async def test_a_message_after_a_month_is_a_new_question(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """Long after closing a message is simply a question again."""
    await closed(anna, eva)
    await stage.advance(31 * 24 * 3600)
    await anna.writes("Hoe begin ik het gesprek met een jongere met extreme ideeën?")
    await stage.settle(quiet=0.1)
    await stage.advance(4)
    await anna.sees("Kies een rustig moment")


async def test_an_answer_in_an_old_topic_is_not_sent(anna: Person, eva: Expert) -> None:
    """When she has a newer case, an answer in the topic of the old one is refused, in words."""
    case = await closed(anna, eva)
    await anna.presses("👤 Deskundige")
    await anna.presses("Nee")
    await anna.presses("Plaats nu")
    await eva.topic(after=case.topic)
    late = await eva.replies(case.card, "Nog iets over toen")
    await eva.sees_reaction(late, "😢")
    assert (await eva.sees(case.topic, "oude zaak")).reply_to == late.id
    await anna.never_sees("Nog iets over toen", for_seconds=CALM)
