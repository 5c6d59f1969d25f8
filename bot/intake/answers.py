"""Answers: what a person has answered so far, and what follows from it.

A question is *answered* when it has a value or was skipped (an empty tuple). Answers to questions
that are no longer asked, since an earlier answer changed, stay but do not count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import msgspec

from bot.declared import parts
from bot.intake.form import Kind, Urgency

if TYPE_CHECKING:
    from bot.intake.form import Form, Question

Values = tuple[str, ...]
"""Option values, or one typed text, or nothing: skipped."""


class Answers(msgspec.Struct, frozen=True):
    """Question ids with their values, in the order in which they were first answered."""

    given: Annotated[
        tuple[tuple[str, Values], ...], parts.INTAKE.holds("questions with what she answered")
    ] = ()

    def get(self, question_id: str) -> Values | None:
        """The values given; an empty tuple when skipped, `None` when not answered yet."""
        return next((values for name, values in self.given if name == question_id), None)

    def with_answer(self, question_id: str, values: Values) -> Answers:
        """These answers with one more, or with one changed."""
        if self.get(question_id) is None:
            return Answers((*self.given, (question_id, values)))
        return Answers(
            tuple((name, values if name == question_id else old) for name, old in self.given)
        )

    def without(self, question_id: str) -> Answers:
        """These answers without one."""
        return Answers(tuple(item for item in self.given if item[0] != question_id))


class SummaryLine(NamedTuple):
    """One line of the summary: the question's label, the answer in words, and its short form.

    `short` is in Dutch always: experts read it.
    """

    label: str
    value: str
    short: str


def asked(form: Form, answers: Answers) -> tuple[Question, ...]:
    """The questions that these answers leave to be asked, answered ones included, in order."""
    shown: list[Question] = []
    ids: set[str] = set()
    for question in form.questions:
        condition = question.show_if
        if condition is not None:
            given = answers.get(condition.question) if condition.question in ids else None
            if not given or not set(given) & set(condition.any_of):
                continue
        shown.append(question)
        ids.add(question.id)
    return tuple(shown)


def next_question(form: Form, answers: Answers) -> Question | None:
    """The first question without an answer; `None` when all are answered or skipped."""
    return next((item for item in asked(form, answers) if answers.get(item.id) is None), None)


def back(form: Form, answers: Answers, question_id: str | None) -> Question | None:
    """The question before `question_id` (`None`: before the end); `None` at the first one.

    Its answer stays until another one is given.
    """
    questions = asked(form, answers)
    ids = [question.id for question in questions]
    position = ids.index(question_id) if question_id in ids else len(ids)
    return questions[position - 1] if position > 0 else None


def may_place(form: Form, answers: Answers) -> bool:
    """Whether every question that comes before placing has been answered."""
    return all(
        answers.get(question.id) is not None
        for question in asked(form, answers)
        if question.before_placing
    )


def urgency(form: Form, answers: Answers) -> Urgency | None:
    """The highest urgency among the answers; `None` when none of them says anything."""
    found = {
        option.urgency
        for question in asked(form, answers)
        for value in answers.get(question.id) or ()
        if (option := question.option(value)) is not None
    }
    return next((level for level in (Urgency.RED, Urgency.AMBER) if level in found), None)


def carried_over(form: Form, answers: Answers) -> Answers:
    """The answers that a returning person is offered again; only those that `form` still knows."""
    kept = Answers()
    for question in form.questions:
        values = answers.get(question.id)
        if question.carry_over and values and all(_fits(question, value) for value in values):
            kept = kept.with_answer(question.id, values)
    return kept


def toggled(question: Question, chosen: Values, value: str) -> Values:
    """What is chosen after the button `value` of a multiple choice was pressed once more."""
    option = question.option(value)
    if option is None:
        return chosen
    if value in chosen:
        return tuple(item for item in chosen if item != value)
    if option.alone:
        return (value,)
    lonely = {item.value for item in question.options if item.alone}
    picked = {*chosen, value} - lonely
    return tuple(item.value for item in question.options if item.value in picked)


def value_text(question: Question, values: Values, language: str) -> str:
    """The answer in words, as its buttons say it or as it was typed."""
    options = [(question.option(value), value) for value in values]
    return ", ".join(option.label(language) if option else value for option, value in options)


def short_text(question: Question, values: Values) -> str:
    """The answer as the experts' card has it."""
    options = [(question.option(value), value) for value in values]
    return ", ".join(option.short if option else value for option, value in options)


def summary(form: Form, answers: Answers, language: str) -> list[SummaryLine]:
    """What was answered, for her to check and for the card; skipped questions are left out."""
    return [
        SummaryLine(
            question.label.get(language),
            value_text(question, values, language),
            short_text(question, values),
        )
        for question in asked(form, answers)
        if (values := answers.get(question.id))
    ]


def short_of(form: Form, answers: Answers, question_id: str) -> str | None:
    """The short form of one answer, for a title; `None` when there is none that counts."""
    for question in asked(form, answers):
        if question.id == question_id and (values := answers.get(question_id)):
            return short_text(question, values)
    return None


def _fits(question: Question, value: str) -> bool:
    if question.option(value) is not None:
        return True
    return question.kind is Kind.TEXT or question.other_text
