"""Quality of the finder: how much of what others marked is found, and how much of what is found they marked.

The sentences in `identifiers.jsonl` were written and marked by somebody who did not write the finder; they were looked at
while it was made, so what it does with sentences that nobody saw is a little less. Those in `identifiers_hard.jsonl` were
written by who wrote the finder, before the rules they ask for: more than half of them name nobody and look as if they did.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.faq.loader import load_content
from bot.identifiers import Kind, find
from bot.identifiers.measure import Tally, compared, formal, summed

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / "faq"


@pytest.fixture(scope="module")
def tallies() -> dict[Kind, Tally]:
    """The counts of all sentences by kind."""
    return _counted("identifiers.jsonl")


def _counted(file: str) -> dict[Kind, Tally]:
    lines = (HERE / file).read_text(encoding="utf-8").splitlines()
    counted = []
    for line in lines:
        one = json.loads(line)
        marked = [(Kind(span["kind"]), span["value"]) for span in one["spans"]]
        counted.append(compared(one["text"], marked, find(one["text"])))
    return summed(counted)


def test_numbers_and_addresses(tallies: dict[Kind, Tally]) -> None:
    """Of what has a form of its own nearly all is found, to the letter, and nearly nothing else."""
    all_of_them = formal(tallies)
    assert all_of_them.marked >= 180
    assert all_of_them.recall >= 0.98
    assert all_of_them.precision >= 0.97
    assert all_of_them.exact / all_of_them.marked >= 0.97


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.PERSON])
def test_each_kind(tallies: dict[Kind, Tally], kind: Kind) -> None:
    """No kind is left behind."""
    assert tallies[kind].recall >= 0.93
    assert tallies[kind].precision >= 0.93


def test_names(tallies: dict[Kind, Tally]) -> None:
    """Of the names of people nearly all are found, and few words that are none."""
    names = tallies[Kind.PERSON]
    assert names.marked >= 200
    assert names.recall >= 0.95
    assert names.precision >= 0.95


def test_hard_sentences() -> None:
    """Of names in hard sentences nearly all are found, and few words that only look like one."""
    counted = _counted("identifiers_hard.jsonl")
    names, numbers = counted[Kind.PERSON], formal(counted)
    assert names.marked >= 140
    assert names.recall >= 0.95
    assert names.precision >= 0.92
    assert numbers.recall >= 0.95
    assert numbers.precision >= 0.95


def test_questions_hold_nobody() -> None:
    """Of our own questions, ways of asking and answers, where nobody is named, at most one in five hundred brings a question."""
    content = load_content(FOLDER)
    texts = [
        text
        for entry in content.entries.values()
        for wording in (entry.nl, entry.en)
        if wording is not None
        for text in (wording.question, *wording.paraphrases, *wording.answer.split("\n"))
        if text and "{" not in text
    ]
    assert len(texts) > 2000
    assert sum(bool(find(text)) for text in texts) <= len(texts) / 500
