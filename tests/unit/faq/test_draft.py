"""A draft is sound YAML that holds what was written, whatever that was."""

from __future__ import annotations

from datetime import date

import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.faq.draft import draft_yaml

DAY = date(2026, 11, 23)


def entry(question: str, answer: str, language: str = "nl") -> dict[str, object]:
    """The entry in a draft, as a maintainer's tools read it."""
    file = draft_yaml(
        "2026-11-23_concept_ab.yaml", question, answer, DAY, theme="gesprek", language=language
    )
    (found,) = yaml.safe_load(file)["entries"]
    assert isinstance(found, dict)
    return found


def test_a_draft() -> None:
    """Question and answer stand in it, and what is still to be done stands above."""
    found = entry("Hoe begin ik?", "Begin klein.\n\n- rustig\n- apart")
    assert found["id"] == "concept_ab"
    assert found["question"] == "Hoe begin ik?"
    assert found["paraphrases"] == ["Hoe begin ik?"]
    assert found["answer"] == "Begin klein.\n\n- rustig\n- apart"
    assert found["researched"] == DAY
    text = draft_yaml(
        "2026-11-23_concept_ab.yaml", "Hoe?", "Zo.", DAY, theme="gesprek", language="en"
    )
    assert "thema: gesprek" in text
    assert "--from 2026-11-23_concept_ab.yaml" in text
    assert "Engels" in text


def test_a_long_question_is_cut() -> None:
    """What is longer than a question or a label may be is cut, so that only the label has to be thought of."""
    found = entry("waarom " * 60, "Zo.")
    assert len(str(found["question"])) <= 160
    assert len(str(found["label"])) <= 40


@given(st.text(min_size=1), st.text(min_size=1))
def test_anything_people_write(question: str, answer: str) -> None:
    """Quotes, colons, blanks and odd signs make no other YAML of it; the words come out as they went in."""
    found = entry(question, answer)
    kept = [sign for sign in answer if sign.isprintable() and not sign.isspace()]
    assert [sign for sign in str(found["answer"]) if not sign.isspace()] == kept
    assert set(found) == {
        "id",
        "question",
        "label",
        "paraphrases",
        "answer",
        "certainty",
        "owner",
        "researched",
    }
