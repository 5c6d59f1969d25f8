"""Quality of the danger signs: how much of what others wrote is seen, and how much is left alone.

The sentences in `danger.tsv` (sentence, what it is, kind) were written by somebody who knew neither patterns nor
examples; they are in neither.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.faq.danger import DangerRules, Level
from bot.faq.encoder import load_encoder
from bot.faq.guess import by_both
from bot.faq.likeness import learn
from bot.faq.loader import load_content

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.faq.content import Content
    from bot.faq.danger import Sign

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / "faq"


@pytest.fixture(scope="module")
def content() -> Content:
    """The content folder of the project."""
    return load_content(FOLDER)


def read(name: str) -> dict[str, list[str]]:
    """The sentences of a file by what they are."""
    found: dict[str, list[str]] = {"danger": [], "harmless": []}
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        sentence, what, _ = line.split("\t")
        found[what].append(sentence)
    return found


@pytest.fixture(scope="module")
def sentences() -> dict[str, list[str]]:
    """The sentences by what they are."""
    return read("danger.tsv")


def share(look: Callable[[str], Sign | None], sentences: list[str], least: Level) -> float:
    """The share of sentences of which the sign is at least this."""
    found = [look(sentence) for sentence in sentences]
    return sum(one is not None and one.level >= least for one in found) / len(found)


def test_patterns_alone(content: Content, sentences: dict[str, list[str]]) -> None:
    """In an open case half of the danger brings a screen, and hardly anything harmless does."""
    look = DangerRules.compile(content).look
    assert share(look, sentences["danger"], Level.AMBER) >= 0.5
    assert share(look, sentences["harmless"], Level.AMBER) <= 0.02


@pytest.mark.parametrize("meaning", [True, False], ids=["by meaning", "by words"])
def test_patterns_and_likeness(
    content: Content, sentences: dict[str, list[str]], *, meaning: bool
) -> None:
    """Before a case is open most danger brings a screen and nearly all a question; harmless talk does not."""
    assert content.examples is not None
    likeness = learn(content.examples, load_encoder() if meaning else None)
    assert likeness is not None
    rules = DangerRules.compile(content)

    def look(text: str) -> Sign | None:
        return by_both(rules.look(text), likeness.look(text))

    assert share(look, sentences["danger"], Level.AMBER) >= (0.8 if meaning else 0.65)
    assert share(look, sentences["danger"], Level.ASK) >= 0.9
    assert share(look, sentences["harmless"], Level.AMBER) <= 0.02
    assert share(look, sentences["harmless"], Level.ASK) <= 0.25


def test_sentences_nobody_looked_at(content: Content) -> None:
    """The goals hold on sentences that patterns, examples and words were not made with."""
    assert content.examples is not None
    likeness = learn(content.examples, load_encoder())
    assert likeness is not None
    rules, unseen = DangerRules.compile(content), read("danger_unseen.tsv")

    def look(text: str) -> Sign | None:
        return by_both(rules.look(text), likeness.look(text))

    assert share(look, unseen["danger"], Level.AMBER) >= 0.6
    assert share(look, unseen["danger"], Level.ASK) >= 0.8
    assert share(look, unseen["harmless"], Level.AMBER) <= 0.02


@pytest.mark.parametrize("name", ["danger.tsv", "danger_unseen.tsv"])
def test_nothing_here_was_learned(content: Content, name: str) -> None:
    """What is measured with stands in no example."""
    assert content.examples is not None
    learned = {sentence.lower() for sentence, _ in content.examples.sentences()}
    assert not learned & {one.lower() for part in read(name).values() for one in part}
