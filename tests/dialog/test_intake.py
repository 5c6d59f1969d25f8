"""The intake: a few questions in one message, never in the way, never a dead end."""

import re
import shutil
from pathlib import Path

import pytest

from bot.emulator.actors import Expert, Message, Person, Stage
from bot.intake.form import Kind
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
    danger_screen,
    form,
    said,
    short,
)
from tests.support.helpline import Helpline, helpline

FOLDER = Path(__file__).parents[2] / "faq"

WITHOUT_AGE = ("rol", "regio", "thema", "over_wie", "al_gedaan", "vraag")
"""The questions after the safety one, when nothing is said of a young person."""


@pytest.fixture
def talk(stage: Stage, anna: Person) -> Talk:
    """A conversation in Dutch."""
    return Talk(stage, anna)


async def _past_safety(talk: Talk) -> Message:
    """Go to the first question after the safety one; the message of the intake."""
    await talk.agrees()
    message = await talk.wants_expert()
    await talk.chooses("veiligheid", "nee")
    await talk.anna.sees(asks("rol", talk.language))
    return message


@BOTH
async def test_one_message_is_edited_per_question(
    language: str, stage: Stage, anna: Person
) -> None:
    """All questions come in one message, each with why it is asked, to a summary in the same one."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    message = await talk.wants_expert()
    for question in form().questions:
        if question.id == "leeftijd":
            continue
        shown = await anna.sees(question.question.get(language))
        assert shown.id == message.id
        assert question.why.get(language).replace("{phone:noodnummer_112}", "112") in shown.text
        if question.id == "veiligheid":
            await talk.chooses("veiligheid", "nee")
        else:
            await talk.presses("button.skip")
    summary = await anna.sees(talk.said("intake.summary", lines=""))
    assert summary.id == message.id
    assert len(anna.bot_messages()) == 3


@BOTH
async def test_only_safety_comes_before_placing(language: str, stage: Stage, anna: Person) -> None:
    """The safety question can be neither skipped nor placed over; on every later one "place" is there."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    first = await talk.wants_expert()
    assert first.button(bare(language, "button.place")) is None
    assert first.button(bare(language, "button.skip")) is None
    await talk.chooses("veiligheid", "nee")
    for question in WITHOUT_AGE:
        shown = await anna.sees(asks(question, language))
        for key in ("place", "skip", "stop", "112"):
            assert shown.button(bare(language, f"button.{key}")) is not None, (question, key)
        await talk.presses("button.skip")


@pytest.mark.parametrize("answer", ["ja_nu", "binnenkort", "weet_niet"])
@BOTH
async def test_danger_in_the_safety_question(
    language: str, answer: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """Any answer but "no" shows whom to call, and the case is urgent; "I don't know" counts too."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.wants_expert()
    await talk.chooses("veiligheid", answer)
    await anna.sees(danger_screen("red" if answer == "ja_nu" else "amber", language))
    await talk.presses("button.questions")
    await anna.sees(asks("rol", language))
    await talk.presses("button.place")
    await anna.sees(talk.said("placed"))
    assert (await eva.topic()).name.startswith("🔴" if answer == "ja_nu" else "🟠")


async def test_back_and_skip(talk: Talk, anna: Person) -> None:
    """Back shows the question before, with the answer still chosen; skip goes on without one."""
    await _past_safety(talk)
    await talk.chooses("rol", "onderwijs_po")
    await anna.sees(asks("regio", "nl"))
    await talk.presses("button.back")
    again = await anna.sees(asks("rol", "nl"))
    assert again.button("✓ Basisschool") is not None
    await talk.presses("button.skip")
    await anna.sees(asks("regio", "nl"))
    await talk.presses("button.back")
    await anna.sees(asks("rol", "nl"))
    await talk.presses("button.back")
    await anna.sees(asks("veiligheid", "nl"))


@BOTH
async def test_stop(language: str, stage: Stage, anna: Person, eva: Expert) -> None:
    """Stop ends the intake: nothing is sent, she is told so, and she can ask on."""
    talk = Talk(stage, anna, language)
    message = await _past_safety(talk)
    await talk.presses("button.stop")
    await anna.sees(talk.said("intake.stopped"))
    assert (await anna.looks_again(message)).buttons == ()
    await talk.asks(KNOWN[language])
    await anna.sees(answer_to(KNOWN_ENTRY, language))
    assert await eva.topics() == []


async def test_several_answers(talk: Talk, anna: Person) -> None:
    """Where several answers are allowed each press is shown, "nothing" takes the others away."""
    await _past_safety(talk)
    for question in ("rol", "regio", "thema", "over_wie"):
        await anna.sees(asks(question, "nl"))
        await talk.presses("button.skip")
    await talk.chooses("al_gedaan", "collega")
    await anna.sees(lambda each: each.button("✓ Met een collega") is not None)
    await talk.chooses("al_gedaan", "ouders")
    both = await anna.sees(lambda each: each.button("✓ Met de ouders") is not None)
    assert both.button("✓ Met een collega") is not None
    await anna.presses("Nog niets")
    alone = await anna.sees(lambda each: each.button("✓ Nog niets") is not None)
    assert alone.button("✓ Met de ouders") is None
    await talk.presses("button.ready")
    await anna.sees(asks("vraag", "nl"))


@BOTH
async def test_a_question_that_follows_from_an_answer(
    language: str, stage: Stage, anna: Person
) -> None:
    """Age is asked only where it is about a young person or a family."""
    talk = Talk(stage, anna, language)
    await _past_safety(talk)
    for question in ("rol", "regio", "thema"):
        await anna.sees(asks(question, language))
        await talk.presses("button.skip")
    await talk.chooses("over_wie", "jongere")
    await anna.sees(asks("leeftijd", language))
    await talk.presses("button.back")
    await talk.chooses("over_wie", "groep")
    await anna.sees(asks("al_gedaan", language))


@BOTH
async def test_the_summary_can_be_changed(
    language: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """The summary shows what was answered; what she changes there is what the experts get."""
    talk = Talk(stage, anna, language)
    await _past_safety(talk)
    await talk.chooses("rol", "onderwijs_po")
    for question in ("regio", "thema", "over_wie", "al_gedaan", "vraag"):
        await anna.sees(asks(question, language))
        await talk.presses("button.skip")
    role = form().question("rol")
    assert role is not None
    await anna.sees(talk.said("intake.summary", lines=""))
    await anna.presses(bare(language, "button.change", what=role.label.get(language)))
    await talk.chooses("rol", "jeugdhulp")
    changed = await anna.sees(talk.said("intake.summary", lines=""))
    chosen = role.option("jeugdhulp")
    assert chosen is not None
    assert chosen.label(language) in changed.text
    await talk.presses("button.place")
    await anna.sees(talk.said("placed"))
    await eva.sees(await eva.topic(), "Jeugdhulp")


@pytest.mark.parametrize(
    ("language", "no", "label", "yes"), [("nl", "nee", "werk", "ja"), ("en", "no", "work", "yes")]
)
async def test_the_summary_understands_words(
    language: str, no: str, label: str, yes: str, stage: Stage, anna: Person
) -> None:
    """At the summary "no" asks what to change, the name of a line changes it, and "yes" places."""
    talk = Talk(stage, anna, language)
    await _past_safety(talk)
    await talk.chooses("rol", "onderwijs_po")
    for question in ("regio", "thema", "over_wie", "al_gedaan", "vraag"):
        await anna.sees(asks(question, language))
        await talk.presses("button.skip")
    await anna.sees(talk.said("intake.summary", lines=""))
    await anna.writes(no)
    await anna.sees(talk.said("intake.what_to_change"))
    await anna.writes(label)
    await talk.chooses("rol", "jeugdhulp")
    await anna.sees(talk.said("intake.summary", lines=""))
    await anna.writes(yes)
    await anna.sees(talk.said("placed"))


@pytest.mark.parametrize(
    ("language", "way"),
    [
        (
            "nl",
            (
                ("nee", "rol"),
                ("docent", "regio"),
                ("terug", "rol"),
                ("5", "regio"),
                ("Zwolle", "thema"),
                ("2.", "over_wie"),
                ("een jongere", "leeftijd"),
                ("weet niet", "al_gedaan"),
                ("collega en ouders", "vraag"),
                ("sla over", None),
            ),
        ),
        (
            "en",
            (
                ("No", "rol"),
                ("teacher", "regio"),
                ("back", "rol"),
                ("skip", "regio"),
                ("Utrecht", "thema"),
                ("tension", "over_wie"),
                ("a group", "al_gedaan"),
                ("1", "vraag"),
                ("What should I do?", None),
            ),
        ),
    ],
)
async def test_typed_words_do_what_buttons_do(
    language: str, way: tuple[tuple[str, str | None], ...], stage: Stage, anna: Person
) -> None:
    """Labels, synonyms and numbers answer, "back" and "skip" steer, in the same message."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    message = await talk.wants_expert()
    for words, then in way:
        await anna.writes(words)
        shown = await anna.sees(
            talk.said("intake.summary", lines="") if then is None else asks(then, language)
        )
        assert shown.id == message.id


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "mens"), ("nl", "ik wil een mens spreken"), ("en", "human"), ("nl", "plaats maar")],
)
async def test_a_human_by_words_in_the_intake(
    language: str, words: str, stage: Stage, anna: Person
) -> None:
    """ "A human" after the safety question places at once; before it she hears that only this is left."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.wants_expert()
    await anna.writes(words)
    await anna.sees(talk.said("intake.safety_first"))
    await talk.chooses("veiligheid", "nee")
    await anna.sees(asks("rol", language))
    await anna.writes(words)
    await anna.sees(talk.said("placed"))


@BOTH
async def test_a_second_try_and_then_a_way_out(language: str, stage: Stage, anna: Person) -> None:
    """What is no answer gets one friendly second try, then the way to a human; never a dead end."""
    talk = Talk(stage, anna, language)
    await _past_safety(talk)
    await anna.writes("xyzzy")
    again = await anna.sees(talk.said("intake.second_try"))
    assert asks("rol", language) in again.text
    await anna.writes("plugh")
    out = await anna.sees(talk.said("intake.way_out"))
    assert asks("rol", language) in out.text
    await talk.presses("button.place")
    await anna.sees(talk.said("placed"))


@BOTH
async def test_who_cannot_say_whether_it_is_safe_is_urgent(
    language: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """Two answers to the safety question that nobody understands count as "I don't know": urgent."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.wants_expert()
    await anna.writes("xyzzy")
    await anna.sees(talk.said("intake.second_try"))
    await anna.writes("plugh")
    await anna.sees(talk.said("intake.way_out"))
    await talk.presses("button.place")
    await anna.sees(talk.said("placed"))
    assert (await eva.topic()).name.startswith("🟠")


@BOTH
async def test_a_voice_message_is_no_answer(language: str, stage: Stage, anna: Person) -> None:
    """What the bot can't read gets the question again, with 112, and is kept."""
    talk = Talk(stage, anna, language)
    await _past_safety(talk)
    await anna.sends("voice")
    told = await anna.sees(talk.said("intake.unreadable"))
    assert asks("rol", language) in told.text
    assert "112" in told.text


@BOTH
async def test_she_goes_on_after_a_restart_and_hours(
    language: str, line: Helpline, anna: Person, eva: Expert
) -> None:
    """Hours and a restart later she goes on with the question she was at, answers kept."""
    talk = Talk(line.stage, anna, language)
    await _past_safety(talk)
    await talk.chooses("rol", "onderwijs_po")
    await anna.sees(asks("regio", language))
    await line.restart()
    await line.stage.advance(9 * 3600)
    await anna.starts()
    await anna.sees(asks("regio", language))
    await anna.writes("Utrecht")
    await anna.sees(asks("thema", language))
    await talk.presses("button.place")
    await anna.sees(talk.said("placed"))
    card = await eva.sees(await eva.topic(), "Basisschool")
    assert "Utrecht" in card.text


async def test_the_form_she_started_with_stays_hers(tmp_path: Path) -> None:
    """A maintainer changes the form while she is in it: she ends the old one, the next gets the new."""
    folder = tmp_path / "faq"
    shutil.copytree(FOLDER, folder)
    async with helpline(tmp_path / "data", content__dir=str(folder)) as line:
        anna = await line.stage.person("Anna")
        bea = await line.stage.person("Bea")
        talk = Talk(line.stage, anna)
        await _past_safety(talk)
        intake = folder / "intake.yaml"
        text = intake.read_text("utf-8")
        assert asks("rol", "nl") in text
        text = text.replace(asks("rol", "nl"), "Waar werk je aan?").replace(
            asks("regio", "nl"), "In welk landsdeel werk je?"
        )
        intake.write_text(re.sub(r"(?m)^version: .*$", "version: 99", text), "utf-8")
        await line.restart()
        await anna.writes("docent")
        await anna.sees(asks("regio", "nl"))
        other = Talk(line.stage, bea)
        await other.agrees()
        await other.wants_expert()
        await bea.presses("Nee")
        await bea.sees("Waar werk je aan?")
        await talk.presses("button.place")
        await anna.sees(talk.said("placed"))


@BOTH
async def test_a_returning_person_confirms_in_one_tap(
    language: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """In a later case role and region are offered again, and one tap takes both over."""
    talk = Talk(stage, anna, language)
    await _past_safety(talk)
    await talk.chooses("rol", "onderwijs_po")
    await talk.chooses("regio", "utrecht")
    await anna.sees(asks("thema", language))
    await talk.presses("button.place")
    await anna.sees(talk.said("placed"))
    first = await eva.topic()
    await talk.presses("button.i_am_helped")
    await anna.sees(talk.said("closed"))
    await talk.wants_expert()
    await talk.chooses("veiligheid", "nee")
    same = await anna.sees(talk.said("intake.same", known=""))
    assert "Utrecht" in same.text
    await talk.presses("button.same")
    await anna.sees(asks("thema", language))
    await talk.presses("button.place")
    await anna.sees(talk.said("placed"))
    card = await eva.sees(await eva.topic(after=first), bare("nl", "card.waiting"))
    assert "Basisschool" in card.text
    assert "Utrecht" in card.text


async def test_a_returning_person_with_other_work(talk: Talk, anna: Person) -> None:
    """Who works elsewhere now says so and is asked anew."""
    await _past_safety(talk)
    await talk.chooses("rol", "onderwijs_po")
    await anna.sees(asks("regio", "nl"))
    await talk.presses("button.place")
    await anna.sees(talk.said("placed"))
    await talk.presses("button.i_am_helped")
    await anna.sees(talk.said("closed"))
    await talk.wants_expert()
    await talk.chooses("veiligheid", "nee")
    await anna.sees(talk.said("intake.same", known=""))
    await talk.presses("button.other")
    await anna.sees(asks("rol", "nl"))


@pytest.mark.parametrize(
    ("language", "words", "action"),
    [
        ("nl", "Ik ben een jongen van 15", "young_person"),
        ("en", "I am 15 years old", "young_person"),
        ("nl", "Ik ben de moeder van een jongen", "parent"),
        ("en", "I am a mother and I worry about my son", "parent"),
    ],
)
@pytest.mark.parametrize("before", ["question", "intake"])
async def test_a_young_person_or_parent_gets_the_right_lines(
    before: str, language: str, words: str, action: str, stage: Stage, anna: Person
) -> None:
    """Who is no professional gets lines of their own, warmly, instead of the intake; a human stays near."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    if before == "intake":
        await talk.wants_expert()
    await talk.asks(words)
    entry = next(
        each
        for each in content().entries.values()
        if each.action is not None and each.action.value == action
    )
    told = await anna.sees(answer_to(entry.id, language))
    assert told.button(bare(language, "button.expert")) is not None
    assert entry.contacts


@BOTH
async def test_everything_typed_becomes_the_first_messages(
    language: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """Questions before and words during the intake stand in the topic in order, right after the card."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.asks(UNKNOWN[language])
    await anna.sees(talk.said("no_answer"))
    await _typed_intake(talk, "Utrecht", "Nog een zin erbij")
    await talk.presses("button.place")
    await anna.sees(talk.said("placed"))
    topic = await eva.topic()
    await eva.sees(topic, "Nog een zin erbij")
    rest = [each for each in eva.messages(topic) if not each.service]
    assert rest[0].buttons
    assert [each.text for each in rest[1:]] == [UNKNOWN[language], "Utrecht", "Nog een zin erbij"]


async def _typed_intake(talk: Talk, region: str, question: str) -> None:
    await talk.wants_expert()
    await talk.chooses("veiligheid", "nee")
    await talk.anna.sees(asks("rol", talk.language))
    await talk.presses("button.skip")
    await talk.anna.sees(asks("regio", talk.language))
    await talk.anna.writes(region)
    for each in ("thema", "over_wie", "al_gedaan"):
        await talk.anna.sees(asks(each, talk.language))
        await talk.presses("button.skip")
    await talk.anna.sees(asks("vraag", talk.language))
    await talk.anna.writes(question)
    await talk.anna.sees(talk.said("intake.summary", lines=""))


@BOTH
async def test_the_rest_can_be_answered_while_she_waits(
    language: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """After placing the skipped questions can still be answered; the card and the title follow."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.places()
    topic = await eva.topic()
    await eva.sees(topic, bare("nl", "card.waiting"))
    await talk.presses("button.more_questions")
    await talk.chooses("rol", "onderwijs_po")
    await talk.chooses("regio", "utrecht")
    await talk.chooses("thema", "online")
    await eva.sees(topic, re.compile("Basisschool.*Utrecht.*online", re.DOTALL | re.IGNORECASE))
    await eva.sees_topic(topic, called=f"{short('thema', 'online')}·{short('regio', 'utrecht')}")
    for question in ("over_wie", "al_gedaan"):
        await anna.sees(asks(question, language))
        await talk.presses("button.skip")
    await anna.sees(asks("vraag", language))
    await talk.presses("button.skip")
    await anna.sees(talk.said("intake.done"))


async def test_what_she_types_while_waiting_is_no_answer(
    talk: Talk, anna: Person, eva: Expert
) -> None:
    """A text goes to the experts, even while a question with buttons is open above it."""
    await talk.agrees()
    await talk.places()
    await talk.presses("button.more_questions")
    await anna.sees(asks("rol", "nl"))
    await anna.writes("Basisschool")
    await eva.sees(await eva.topic(), lambda each: each.text == "Basisschool")
    await anna.never_sees(for_seconds=CALM)


async def test_an_old_button_says_so(talk: Talk, anna: Person) -> None:
    """A button of a question that is over changes nothing, and says so."""
    message = await _past_safety(talk)
    await talk.writes("xyzzy")
    await anna.sees(talk.said("intake.second_try"))
    await talk.chooses("rol", "onderwijs_po")
    await anna.sees(asks("regio", "nl"))
    toast = await anna.presses("Basisschool", message)
    assert toast.text == bare("nl", "toast.stale")


def test_every_kind_of_question_is_in_the_form() -> None:
    """The form that these conversations walk through has single, multiple and typed questions."""
    assert {question.kind for question in form().questions} == set(Kind)
    assert said("nl", "intake.question").search("…\nWaarom vragen we dit? …") is not None
