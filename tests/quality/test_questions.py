"""The matcher on the project's own golden questions: what falls below the goals here, falls for people too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.faq.encoder import load_encoder
from bot.faq.loader import load_content
from bot.faq.matcher import build
from bot.faq.matching.corpus import corpus_of
from bot.faq.matching.finder import finder
from bot.faq.matching.measure import Asked, Summary, summary
from bot.faq.rows import read_rows
from bot.faq.talk import Talk

if TYPE_CHECKING:
    from bot.faq.content import Content

QUESTIONS = Path(__file__).with_name("questions.tsv")
ROOT = Path(__file__).parents[2]
HEARD_BEFORE = ("m03_", "m04_")
"""Who says not to be a professional is heard before the matcher."""


@pytest.fixture(scope="module")
def content() -> Content:
    """The content folder of the project."""
    return load_content(ROOT / "faq")


def measured(content: Content) -> Summary:
    """What becomes of the questions, by words and by meaning."""
    matcher = build(content, load_encoder())
    talk = Talk(content)
    return summary(
        [
            Asked(
                text,
                frozenset(one for one in wanted.split("|") if one),
                matcher.ranked(talk.after_greeting(text)),
            )
            for text, wanted in read_rows(QUESTIONS)
            if not wanted.startswith(HEARD_BEFORE)
        ]
    )


def test_questions_find_their_answer(content: Content) -> None:
    """Most questions rank their entry first and nearly all among the first three; wrong answers are rare, and nearly
    everything out of scope stays unanswered."""
    found = measured(content)
    assert found.in_scope >= 150
    assert found.out_of_scope >= 80
    assert (found.rank_1 or 0) >= 0.85
    assert (found.rank_3 or 0) >= 0.94
    assert (found.right_at_90 or 0) >= 0.60
    assert (found.auroc or 0) >= 0.88
    assert found.answered_wrong is not None
    assert found.answered_wrong <= 0.02
    assert found.out_of_scope_answered is not None
    assert found.out_of_scope_answered <= 0.04


def test_an_english_question_finds_a_dutch_entry(content: Content) -> None:
    """Meaning goes beyond a language: with only Dutch phrasings, English questions still mostly rank theirs first."""
    whole = corpus_of(content)
    few = range(20)
    dutch = replace(
        whole,
        ids=whole.ids[: len(few)],
        phrasings=tuple(
            one for one in whole.phrasings if one.language == "nl" and one.owner in few
        ),
        offered_only=frozenset(),
    )
    made = finder(dutch, load_encoder())
    asked = [
        (wording.question, entry_id)
        for entry_id in dutch.ids
        if (wording := content.entries[entry_id].en) is not None
    ]
    right = [made.ranked(text).candidates[0].entry_id == wanted for text, wanted in asked]
    assert len(right) == len(few)
    assert sum(right) / len(right) >= 0.6
