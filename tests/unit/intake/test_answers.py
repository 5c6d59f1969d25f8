"""Answers: the next question, the way back, what counts, and the summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.answers import (
    Answers,
    asked,
    back,
    carried_over,
    may_place,
    next_question,
    short_of,
    summary,
    toggled,
    urgency,
)
from bot.intake.form import Form, Urgency

from .conftest import small_form

if TYPE_CHECKING:
    from bot.intake.form import Question


def given_answers(**values: str) -> Answers:
    """Answers with one value each, in order."""
    answers = Answers()
    for name, value in values.items():
        answers = answers.with_answer(name, (value,) if value else ())
    return answers


def ids(questions: tuple[Question, ...]) -> list[str]:
    """The ids of some questions."""
    return [question.id for question in questions]


def following(form: Form, answers: Answers) -> str | None:
    """The id of the next question."""
    question = next_question(form, answers)
    return question.id if question else None


def test_questions_come_in_order(small: Form) -> None:
    """Each answer, and each skip, brings the next question; after the last one there is none."""
    answers, seen = Answers(), []
    while (question := next_question(small, answers)) is not None:
        seen.append(question.id)
        answers = answers.with_answer(question.id, ("one",) if question.id == "whom" else ())
    assert seen == ["safety", "whom", "age", "done", "place", "text"]


def test_a_question_that_does_not_apply_is_not_asked(small: Form) -> None:
    """The age is asked of one person, not of a group, nor when that was skipped."""
    assert following(small, given_answers(safety="no", whom="group")) == "done"
    assert following(small, given_answers(safety="no", whom="one")) == "age"
    assert following(small, given_answers(safety="no", whom="")) == "done"


def test_an_answer_that_no_longer_applies_does_not_count(small: Form) -> None:
    """Going back and changing one answer takes those that hung on it out of the summary."""
    answers = given_answers(safety="no", whom="one", age="young")
    changed = answers.with_answer("whom", ("group",))
    assert "age" not in ids(asked(small, changed))
    assert [line.label for line in summary(small, changed, "nl")] == ["safety nl", "whom nl"]
    again = changed.with_answer("whom", ("one",))
    assert short_of(small, again, "age") == "<18"


def test_the_way_back(small: Form) -> None:
    """Back goes to the question before, over those that were not asked, and stops at the first."""
    answers = given_answers(safety="no", whom="group")
    before = back(small, answers, "done")
    assert before is not None
    assert before.id == "whom"
    assert back(small, answers, "safety") is None
    last = back(small, answers, None)
    assert last is not None
    assert last.id == "text"


def test_only_safety_comes_before_placing(small: Form, form: Form) -> None:
    """A case may be placed as soon as the safety question has an answer."""
    assert not may_place(small, Answers())
    assert may_place(small, given_answers(safety="no"))
    assert not may_place(form, Answers())
    assert may_place(form, given_answers(veiligheid="weet_niet"))


def test_urgency_is_the_highest_one(small: Form, form: Form) -> None:
    """Danger now is red, not knowing is amber, and no danger says nothing."""
    assert urgency(small, given_answers(safety="yes")) is Urgency.RED
    assert urgency(form, given_answers(veiligheid="weet_niet")) is Urgency.AMBER
    assert urgency(form, given_answers(veiligheid="nee")) is None
    assert urgency(form, Answers()) is None


def test_the_summary_in_both_languages(small: Form) -> None:
    """She reads her answers in her language, experts the short form; skipped ones are left out."""
    answers = given_answers(safety="no", whom="", place="Nergenshuizen")
    answers = answers.with_answer("done", ("talked", "asked"))
    assert summary(small, answers, "en") == [
        ("safety en", "No", "nee"),
        ("done en", "Talked, Asked", "gepraat, gevraagd"),
        ("place en", "Nergenshuizen", "Nergenshuizen"),
    ]
    assert summary(small, answers, "nl")[0].value == "Nee"
    assert short_of(small, answers, "whom") is None
    assert short_of(small, answers, "nothing") is None


def test_a_returning_person_gets_her_own_back(small: Form) -> None:
    """Work and region are offered again, danger and age never, nor what the form no longer knows."""
    answers = given_answers(safety="yes", whom="one", age="old", place="Ergens")
    assert carried_over(small, answers) == given_answers(whom="one", place="Ergens")
    gone = given_answers(whom="crowd")
    assert carried_over(small, gone) == Answers()


def test_multiple_choice_buttons(small: Form) -> None:
    """A button puts an answer on and off again; “nothing” and the others exclude each other."""
    done = small.question("done")
    assert done is not None
    assert toggled(done, (), "asked") == ("asked",)
    assert toggled(done, ("asked",), "talked") == ("talked", "asked")
    assert toggled(done, ("talked", "asked"), "talked") == ("asked",)
    assert toggled(done, ("talked", "asked"), "nothing") == ("nothing",)
    assert toggled(done, ("nothing",), "asked") == ("asked",)
    assert toggled(done, ("asked",), "unknown") == ("asked",)


def test_answers_can_be_kept(small: Form) -> None:
    """Answers written down and read again are the same, and go on where they were."""
    answers = given_answers(safety="no", whom="one")
    again = msgspec.json.decode(msgspec.json.encode(answers), type=Answers)
    assert again == answers
    assert following(small, again) == "age"
    assert answers.without("whom").get("whom") is None
    assert answers.get("age") is None


@given(st.data())
def test_any_way_through_ends(data: st.DataObject) -> None:
    """Whatever is answered, skipped or gone back to, the questions end and the summary holds."""
    form = small_form()
    answers = Answers()
    for _ in range(40):
        question = next_question(form, answers)
        if question is None:
            break
        earlier = back(form, answers, question.id)
        if earlier is not None and data.draw(st.booleans()):
            question = earlier
        values = [option.value for option in question.options] or ["text"]
        chosen = data.draw(st.lists(st.sampled_from(values), max_size=2, unique=True))
        answers = answers.with_answer(question.id, tuple(chosen))
        lines = summary(form, answers, "nl")
        assert len(lines) <= len(asked(form, answers))
        assert all(line.value and line.short for line in lines)
    for question in form.questions:
        if answers.get(question.id) is None:
            answers = answers.with_answer(question.id, ())
    assert next_question(form, answers) is None
