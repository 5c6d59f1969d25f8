"""The project's own form, and a small one for the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.faq.loader import load_content
from bot.intake.form import (
    Form,
    Kind,
    Option,
    Question,
    ShowIf,
    Synonyms,
    Urgency,
    Words,
    form_from_json,
)


@pytest.fixture(scope="session")
def form() -> Form:
    """The form of the project's content folder."""
    return form_from_json(load_content(Path(__file__).parents[3] / "faq").form_json)


def words(text: str) -> Words:
    """The same words in both languages, marked."""
    return Words(f"{text} nl", f"{text} en")


@pytest.fixture
def small() -> Form:
    """The small form."""
    return small_form()


def small_form() -> Form:
    """Safety, then whom it is about, an age for one person only, what was done, and a text."""
    return Form(
        version=3,
        version_id="3-abc",
        questions=(
            Question(
                "safety",
                Kind.SINGLE,
                words("safety"),
                words("safe?"),
                words("why"),
                options=(
                    Option("yes", "Ja", "Yes", "JA", urgency=Urgency.RED),
                    Option("unsure", "Weet niet", "Unsure", "?", urgency=Urgency.AMBER),
                    Option("no", "Nee", "No", "nee", Synonyms(nl=("nope",))),
                ),
                skippable=False,
                before_placing=True,
            ),
            Question(
                "whom",
                Kind.SINGLE,
                words("whom"),
                words("whom?"),
                words("why"),
                options=(
                    Option("one", "Eén", "One", "1x"),
                    Option("group", "Groep", "Group", "gr"),
                ),
                carry_over=True,
            ),
            Question(
                "age",
                Kind.SINGLE,
                words("age"),
                words("age?"),
                words("why"),
                options=(
                    Option("young", "Jong", "Young", "<18"),
                    Option("old", "Oud", "Old", "18+"),
                ),
                show_if=ShowIf("whom", ("one",)),
            ),
            Question(
                "done",
                Kind.MULTIPLE,
                words("done"),
                words("done?"),
                words("why"),
                options=(
                    Option("nothing", "Niets", "Nothing", "niets", alone=True),
                    Option("talked", "Gepraat", "Talked", "gepraat"),
                    Option("asked", "Gevraagd", "Asked", "gevraagd"),
                ),
            ),
            Question(
                "place",
                Kind.SINGLE,
                words("place"),
                words("place?"),
                words("why"),
                options=(
                    Option("north", "Noord", "North", "N"),
                    Option("south", "Zuid", "South", "Z"),
                ),
                other_text=True,
                max_chars=12,
                carry_over=True,
            ),
            Question("text", Kind.TEXT, words("text"), words("text?"), words("why"), max_chars=20),
        ),
    )
