"""The questionnaire: one message, edited per question; words do what buttons do; never a dead end."""

from __future__ import annotations

import msgspec
import pytest

from bot.handoff.events import Kind
from bot.handoff.person import Stage, Urgency
from tests.support.desks import knowledge
from tests.support.people import Player


def asked(language: str = "nl") -> Player:
    """Return somebody who sees the safety question."""
    anna = Player(language=language)
    anna.agrees()
    anna.presses("Deskundige" if language == "nl" else "Expert")
    return anna


def started() -> Player:
    """Return somebody past the safety question."""
    anna = asked()
    anna.presses("Nee")
    return anna


def test_only_the_safety_question_comes_first() -> None:
    """Before it there is no "place it now"; on every question after it there is, and everything is skippable."""
    anna = asked()
    assert "▶ Plaats nu" not in anna.chat.last.buttons
    assert "Sla over" not in anna.chat.last.buttons
    anna.presses("Nee")
    while anna.person.intake is not None and anna.person.intake.question is not None:
        assert "▶ Plaats nu" in anna.chat.last.buttons
        assert any("112" in one for one in anna.chat.last.buttons)
        anna.presses("Sla over")
    assert "Klopt dit?" in anna.chat.last.text
    anna.presses("Plaats nu")
    assert anna.person.stage is Stage.WAITING


def test_one_message() -> None:
    """The questions follow each other in one message of the bot."""
    anna = started()
    before = anna.said
    for _ in range(4):
        anna.presses("Sla over")
    assert anna.said == before


def test_each_says_why() -> None:
    """Every question says why it is asked."""
    anna = asked()
    texts = [anna.chat.last.text]
    anna.presses("Nee")
    while anna.person.intake is not None and anna.person.intake.question is not None:
        texts.append(anna.chat.last.text)
        anna.presses("Sla over")
    assert len(texts) >= 6
    assert all("Waarom vragen we dit?" in text for text in texts)


@pytest.mark.parametrize(
    ("answer", "urgency"),
    [("Ja, nu", Urgency.RED), ("Niet nu", Urgency.AMBER), ("Weet ik niet", Urgency.AMBER)],
)
def test_danger_in_the_safety_question(answer: str, urgency: Urgency) -> None:
    """Danger, soon, and not knowing give the numbers in the same message, and placing is one more tap."""
    anna = asked()
    before = anna.said
    anna.presses(answer)
    assert anna.said == before
    assert "112" in anna.chat.last.text
    anna.presses("met voorrang")
    assert anna.person.case is not None
    assert anna.person.case.urgency == urgency


def test_questions_after_danger() -> None:
    """Who wants to answer the questions first can, and the case stays urgent."""
    anna = asked()
    anna.presses("Ja, nu")
    anna.presses("Eerst de vragen")
    assert "Wat is je werk?" in anna.chat.last.text
    anna.presses("Plaats nu")
    assert anna.person.case is not None
    assert anna.person.case.urgency == Urgency.RED


@pytest.mark.parametrize("stop", ["stop", "/stop", "button"])
def test_stop(stop: str) -> None:
    """Stopping sends nothing, keeps what she typed for later, and leaves the ways open."""
    anna = started()
    kept = anna.writes("docent")
    if stop == "button":
        anna.presses("Stop")
    else:
        anna.writes(stop)
    assert anna.person.stage is Stage.TALKING
    assert "niets doorgestuurd" in anna.chat.last.text
    assert kept in [one.message for one in anna.person.kept]
    assert "👤 Deskundige" in anna.chat.last.buttons


def test_several_answers() -> None:
    """Several can be chosen, chosen again, and excluded by the one that stands alone."""
    anna = started()
    for _ in range(3):
        anna.presses("Sla over")
    anna.presses("Een algemene vraag")
    anna.presses("Met een collega")
    anna.presses("Met de ouders")
    assert sum(one.startswith("✓") for one in anna.chat.last.buttons) == 2
    anna.presses("Nog niets")
    assert sum(one.startswith("✓") for one in anna.chat.last.buttons) == 1
    anna.presses("Klaar")
    assert anna.person.intake is not None
    assert anna.person.intake.question == "vraag"


def test_the_summary_can_be_changed() -> None:
    """From the summary one answer can be changed, and the summary comes back."""
    anna = started()
    anna.presses("Voortgezet onderwijs")
    while anna.person.intake is not None and anna.person.intake.question is not None:
        anna.presses("Sla over")
    assert "Werk: Voortgezet onderwijs" in anna.chat.last.text
    anna.presses("✎ Werk")
    anna.presses("Basisschool")
    assert "Werk: Basisschool" in anna.chat.last.text


def test_everything_typed_comes_first_and_in_order() -> None:
    """What she typed before and during the intake becomes the first messages of the case, in order."""
    anna = Player()
    anna.writes("eerste")
    anna.agrees()
    anna.writes("tweede vraag over een klas")
    anna.waits(3)
    anna.presses("Deskundige")
    anna.writes("nee")
    anna.writes("docent")
    anna.writes("", Kind.VOICE)
    anna.presses("Plaats nu")
    assert anna.topic.by("her") == [
        "eerste",
        "tweede vraag over een klas",
        "nee",
        "docent",
        "voice",
    ]
    assert anna.person.kept == ()


def test_go_on_after_hours() -> None:
    """After hours, /start shows the open question again."""
    anna = started()
    anna.waits(8 * 3600)
    anna.bot_restarts()
    anna.writes("/start")
    assert "Wat is je werk?" in anna.chat.last.text
    anna.presses("Basisschool")
    assert anna.person.intake is not None
    assert anna.person.intake.question == "regio"


def test_a_started_form_stays_hers() -> None:
    """The version she started with is used until the end, also when there is a newer one."""
    anna = started()
    assert anna.person.intake is not None
    assert anna.person.intake.form == knowledge().form.version_id
    old = msgspec.structs.replace(anna.person.intake, form="0-old")
    older = msgspec.structs.replace(knowledge().form, version_id="0-old", questions=())
    assert msgspec.structs.replace(old).form == "0-old"
    both = type(knowledge())(
        **{
            name: getattr(knowledge(), name)
            for name in ("content", "finder", "watch", "talk", "form")
        },
        forms={"0-old": older},
    )
    assert both.form_of("0-old") is older
    assert both.form_of("unknown") is knowledge().form


def test_a_returning_person_confirms_in_one_tap() -> None:
    """Role and region of last time are offered again; one tap, or a typed "ja", takes them."""
    for way in ("button", "ja"):
        anna = started()
        anna.presses("Voortgezet onderwijs")
        anna.presses("Utrecht")
        anna.presses("Plaats nu")
        anna.expert_presses("Sluit")
        anna.presses("Deskundige")
        anna.presses("Nee")
        assert "Voortgezet onderwijs, Utrecht" in anna.chat.last.text
        if way == "button":
            anna.presses("Ja, klopt")
        else:
            anna.writes("ja")
        assert anna.person.intake is not None
        assert anna.person.intake.question == "thema"


def test_the_rest_while_she_waits() -> None:
    """The other questions can be answered after placing; card and title follow, and what she types is a message."""
    anna = started()
    anna.presses("Plaats nu")
    anna.presses("Beantwoord nog een paar vragen")
    anna.presses("Voortgezet onderwijs")
    anna.presses("Utrecht")
    anna.presses("Iets online")
    assert anna.person.case is not None
    assert "Voortgezet onderwijs" in anna.topic.messages[anna.card].text
    assert "online" in anna.titles[anna.person.case.code]
    assert "·Utr·" in anna.titles[anna.person.case.code]
    anna.writes("En het is nu rustig")
    assert anna.topic.by("her")[-1] == "En het is nu rustig"
    while anna.person.intake is not None and anna.person.intake.question != "vraag":
        anna.presses("Sla over")
    anna.writes("Wat zeg ik tegen de klas?")
    assert anna.topic.by("her")[-1] == "Wat zeg ik tegen de klas?"
    assert anna.person.intake is None
    assert anna.chat.shows("dit is genoeg")


def test_not_twice_before_placing() -> None:
    """Once a case is open the safety question is not asked again, not even by an old button."""
    anna = started()
    anna.presses("Plaats nu")
    assert "werkt niet meer" in anna.sends_press("in:e:veiligheid")
    assert "werkt niet meer" in anna.sends_press("in:c:veiligheid:nee")
    assert "werkt niet meer" in anna.sends_press("in:p")


def test_old_buttons_say_so() -> None:
    """A button of a question that is past says that it no longer works."""
    anna = started()
    assert "werkt niet meer" in anna.sends_press("in:c:veiligheid:nee")
    assert "werkt niet meer" in anna.sends_press("in:s:vraag")
    anna.presses("Stop")
    assert "werkt niet meer" in anna.sends_press("in:s:rol")


def test_english() -> None:
    """The whole intake is there in English."""
    anna = asked("en")
    seen = [anna.chat.last.text]
    anna.presses("No")
    while anna.person.intake is not None and anna.person.intake.question is not None:
        seen.append(anna.chat.last.text)
        anna.presses("Skip")
    seen.append(anna.chat.last.text)
    assert all("Why do we ask?" in text for text in seen[:-1])
    assert "Is this right?" in seen[-1]
