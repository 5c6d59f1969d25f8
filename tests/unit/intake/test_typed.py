"""Typed words do what buttons do; what can't be an answer is told apart by its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.typed import Chosen, Command, NotUnderstood, Parsed, command_of, parse

from .conftest import small_form

if TYPE_CHECKING:
    from bot.intake.form import Form


def typed(form: Form, question_id: str, text: str, language: str = "nl") -> Parsed:
    """What a text means at a question."""
    question = form.question(question_id)
    assert question is not None
    return parse(question, text, language)


@pytest.mark.parametrize(
    ("question", "text", "values"),
    [
        ("veiligheid", "ja", ["ja_nu"]),
        ("veiligheid", "Ja, nu!", ["ja_nu"]),
        ("veiligheid", "nee", ["nee"]),
        ("veiligheid", "Nee hoor", ["nee"]),
        ("veiligheid", "weet niet", ["weet_niet"]),
        ("veiligheid", "Weet ik niet", ["weet_niet"]),
        ("veiligheid", "4", ["nee"]),
        ("veiligheid", "no", ["nee"]),
        ("veiligheid", "I don't know", ["weet_niet"]),
        ("veiligheid", "straks", ["binnenkort"]),
        ("rol", "2", ["jeugdhulp"]),
        ("rol", "optie 2", ["jeugdhulp"]),
        ("rol", "2.", ["jeugdhulp"]),
        ("rol", "ik ben docent", ["onderwijs_vo"]),
        ("rol", "in het jongerenwerk", ["jongerenwerk"]),
        ("rol", "teacher", ["onderwijs_vo"]),
        ("regio", "brabant", ["noord_brabant"]),
        ("regio", "Fryslân", ["friesland"]),
        ("regio", "fryslan", ["friesland"]),
        ("regio", "zuid-holland", ["zuid_holland"]),
        ("regio", "zeg ik niet", ["zeg_ik_niet"]),
        ("regio", "Regio  Achterhoek", ["Regio Achterhoek"]),
        ("leeftijd", "16", ["16_17"]),
        ("leeftijd", "14", ["12_15"]),
        ("leeftijd", "1", ["lt12"]),
        ("leeftijd", "weet niet", ["onbekend"]),
        ("al_gedaan", "1", ["niets"]),
        ("al_gedaan", "2, 4", ["collega", "jongere"]),
        ("al_gedaan", "4 2", ["collega", "jongere"]),
        ("al_gedaan", "collega en ouders", ["collega", "ouders"]),
        ("al_gedaan", "niets, collega", ["collega"]),
        ("al_gedaan", "nog niks", ["niets"]),
        ("vraag", "Hoe begin ik hierover?", ["Hoe begin ik hierover?"]),
        ("vraag", "2", ["2"]),
    ],
)
def test_words_are_answers(form: Form, question: str, text: str, values: list[str]) -> None:
    """Numbers, labels and synonyms in both languages choose options; an open question takes any text."""
    assert typed(form, question, text) == Chosen(tuple(values))


@pytest.mark.parametrize(
    ("question", "text", "command"),
    [
        ("rol", "terug", Command.BACK),
        ("rol", "Sla over", Command.SKIP),
        ("rol", "stop", Command.STOP),
        ("veiligheid", "mens", Command.HUMAN),
        ("rol", "Doorzetten!", Command.PLACE),
        ("al_gedaan", "klaar", Command.DONE),
        ("vraag", "skip", Command.SKIP),
        ("vraag", "terug", Command.BACK),
        ("regio", "place it now", Command.PLACE),
    ],
)
def test_words_steer(form: Form, question: str, text: str, command: Command) -> None:
    """Back, skip, stop, a human, place it and done are understood at every question where they fit."""
    assert typed(form, question, text) is command


@pytest.mark.parametrize(
    ("question", "text", "reason"),
    [
        ("veiligheid", "overslaan", "unknown"),
        ("veiligheid", "banaan", "unknown"),
        ("veiligheid", "5", "unknown"),
        ("veiligheid", "0", "unknown"),
        ("veiligheid", "ja en nee", "one_only"),
        ("veiligheid", "👍", "empty"),
        ("rol", "1, 2", "one_only"),
        ("rol", "klaar", "unknown"),
        ("regio", "ik werk in een heel klein dorp ergens in het oosten", "too_long"),
        ("al_gedaan", "collega en de burgemeester", "unknown"),
        ("vraag", "x" * 301, "too_long"),
        ("vraag", "   ", "empty"),
    ],
)
def test_what_is_no_answer_says_why(form: Form, question: str, text: str, reason: str) -> None:
    """A text that can't be an answer gives the reason that the second try needs."""
    parsed = typed(form, question, text)
    assert isinstance(parsed, NotUnderstood)
    assert parsed.reason == reason


def test_commands_outside_a_question() -> None:
    """A word alone is a command anywhere; inside a sentence it is not, and “ok” never is."""
    assert command_of("Stop.") is Command.STOP
    assert command_of("een mens") is Command.HUMAN
    assert command_of("ik zei stop tegen hem") is None
    assert command_of("ok") is None
    assert command_of("") is None


def test_every_label_and_number_is_understood(form: Form) -> None:
    """Whoever types what a button says, or its number, gets that button, in both languages."""
    for question in form.questions:
        for position, option in enumerate(question.options, start=1):
            for language in ("nl", "en"):
                assert parse(question, option.label(language), language) == Chosen((option.value,))
            if question.id != "leeftijd":  # a number there may be an age
                assert parse(question, str(position), "nl") == Chosen((option.value,))


def test_no_word_means_two_options(form: Form) -> None:
    """Within one language no typed word stands for two options of a question."""
    for question in form.questions:
        for language in ("nl", "en"):
            known: dict[str, str] = {}
            for option in question.options:
                synonyms = option.synonyms.nl if language == "nl" else option.synonyms.en
                for word in (option.label(language), *synonyms):
                    assert known.setdefault(word.lower(), option.value) == option.value, word


@given(st.text(max_size=60), st.sampled_from(["nl", "en", "de"]))
def test_any_text_is_taken(text: str, language: str) -> None:
    """No text, in whatever script, makes reading it fail."""
    for question in small_form().questions:
        parsed = parse(question, text, language)
        if isinstance(parsed, Chosen):
            assert parsed.values
            assert all(parsed.values)
