"""The form as a value: kept, read back, and told apart by version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec
import pytest

from bot.intake.form import form_from_json, form_to_json

if TYPE_CHECKING:
    from bot.intake.form import Form


def test_a_form_comes_back_as_it_was(form: Form, small: Form) -> None:
    """Writing a form down and reading it again changes nothing."""
    assert form_from_json(form_to_json(form)) == form
    assert form_from_json(form_to_json(small).decode()) == small


def test_what_is_no_form_is_refused() -> None:
    """A record that lacks what a form needs is an error, not a form with holes."""
    with pytest.raises(msgspec.ValidationError):
        form_from_json(b'{"version": 1}')


def test_fields_of_a_newer_release_are_passed_over(small: Form) -> None:
    """A form that a newer release wrote can still be read by this one."""
    record = json.loads(form_to_json(small))
    record["colour"] = "red"
    record["questions"][0]["colour"] = "red"
    assert form_from_json(json.dumps(record)) == small


def test_questions_and_options_are_found_by_id(form: Form) -> None:
    """Ids lead to questions and values to options; unknown ones to nothing."""
    question = form.question("rol")
    assert question is not None
    option = question.option("jeugdhulp")
    assert option is not None
    assert option.label("nl") == "Jeugdhulp, jeugd-ggz"
    assert option.label("en") == "Youth care"
    assert question.question.get("en").startswith("What is your work")
    assert question.option("loodgieter") is None
    assert form.question("naam") is None


def test_labels_fit_buttons_and_titles(form: Form) -> None:
    """Short forms leave room in a topic's title, and callback data stays below Telegram's 64 bytes."""
    for question in form.questions:
        for option in question.options:
            assert len(option.short) <= 24
            assert len(option.label("nl")) <= 40
            assert len(f"intake:choose:{question.id}:{option.value}".encode()) <= 64
