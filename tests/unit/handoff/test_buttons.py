"""Buttons: what a press carries fits what Telegram takes, for everything that maintainers wrote."""

from __future__ import annotations

import pytest

from bot.handoff import buttons
from tests.support.desks import knowledge


def test_every_entry_theme_and_option_fits() -> None:
    """The data of every button that content can make is at most 64 bytes."""
    content, form = knowledge().content, knowledge().form
    made = [buttons.data(buttons.ENTRY, one) for one in content.entries]
    made += [buttons.data(buttons.HELPED, one, "y") for one in content.entries]
    made += [buttons.data(buttons.SEND_ENTRY, 2**31 - 1, one) for one in content.entries]
    made += [buttons.data(buttons.LIFT, one) for one in (*content.entries, *content.contacts)]
    made += [buttons.data(buttons.THEME, one.id) for one in content.themes]
    made += [
        buttons.data(buttons.INTAKE, buttons.CHOOSE, question.id, option.value)
        for question in form.questions
        for option in question.options
    ]
    assert len(made) > 100
    assert max(len(one.encode()) for one in made) <= 64


@pytest.mark.parametrize("language", ["nl", "en"])
def test_labels_are_short(language: str) -> None:
    """The labels of entries, themes and options fit a phone."""
    content, form = knowledge().content, knowledge().form
    labels = [one.wording(language).label for one in content.entries.values()]
    labels += [one.label.get(language) for one in content.themes]
    labels += [one.label(language) for question in form.questions for one in question.options]
    assert max(map(len, labels)) <= 40


def test_a_label_that_is_too_long_is_seen_to_be_cut() -> None:
    """A button of the experts ends in a sign that there is more."""
    assert buttons.label("Contact: Veilig Thuis") == "Contact: Veilig Thuis"
    assert buttons.label("Contact: " + "a" * 40) == "Contact: " + "a" * 34 + "…"


def test_verbs_are_different() -> None:
    """No two buttons of one side carry the same verb."""
    verbs = [
        value
        for name, value in vars(buttons).items()
        if name.isupper() and isinstance(value, str) and len(value) > 1
    ]
    assert len(verbs) == len(set(verbs))
