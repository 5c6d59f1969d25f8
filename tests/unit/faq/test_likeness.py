"""Likeness: what is learned from example sentences, what is kept of it, and what it may change."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
import pytest
from typing_extensions import override

from bot.faq.danger import Level, Sign
from bot.faq.examples import DangerExamples
from bot.faq.guess import Guess, by_both
from bot.faq.likeness import learn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

EXAMPLES = DangerExamples(
    danger={
        "wapen": "hij heeft een scherp ding in zijn tas\nzij heeft een scherp ding in haar jas\n\n"
        "er ligt een scherp ding onder zijn bed\nhij zwaait met een scherp ding in de gang",
        "reis": "zij reist morgen naar het verre front\nhij wil naar het verre front reizen\n"
        "zij gaan samen naar het verre front toe",
    },
    harmless={
        "les": "wij praten in de les over het nieuws\nde klas praat over een boek van toen\n"
        "wij lezen in de les een boek over het nieuws\nhoe praat ik in de les over een boek",
        "keuken": "wij koken soep in de keuken van school\nde klas kookt rijst en soep\n"
        "in de keuken staat een pan met rijst",
    },
)


class ByLength:
    """Knows of a sentence only how long it is; counts how often it is asked."""

    name = "by length"

    def __init__(self) -> None:
        self.asked = 0

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per text."""
        self.asked += len(texts)
        angles = np.array([len(text) / 50 for text in texts], dtype=np.float32)
        return np.stack([np.cos(angles), np.sin(angles)], axis=1)


def test_what_sounds_alike_is_seen() -> None:
    """A sentence near those of danger is amber with their category, one near the harmless ones is calm."""
    likeness = learn(EXAMPLES)
    assert likeness is not None
    seen = likeness.look("hij had een scherp ding in zijn jas").sign
    assert seen == Sign(Level.AMBER, "wapen")
    assert likeness.look("zij wil naar het verre front").sign == Sign(Level.AMBER, "reis")
    assert likeness.look("de klas praat in de les over soep") == Guess(None, calm=True)


def test_of_a_few_words_nothing_is_said() -> None:
    """Less than four words are like nothing."""
    likeness = learn(EXAMPLES)
    assert likeness is not None
    for text in ("", "een scherp ding", "👍 👍 👍"):
        assert likeness.look(text) == Guess(None, calm=False)


def test_a_sentence_in_a_long_story_counts() -> None:
    """What one sentence says is not drowned in the others of a long message."""
    likeness = learn(EXAMPLES)
    assert likeness is not None
    story = "wij praten in de les over het nieuws en over een boek van toen. " * 4
    assert likeness.look(story).sign is None
    assert likeness.look(f"{story}Er ligt een scherp ding onder zijn bed. {story}").sign is not None


def test_a_story_without_end_costs_no_more(tmp_path: Path) -> None:
    """Of a text as long as a message can be only so much is looked at: others wait meanwhile."""
    asked: list[str] = []

    class Listening(ByLength):
        @override
        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            asked.extend(texts)
            return super().encode(texts)

    likeness = learn(EXAMPLES, Listening(), tmp_path)
    assert likeness is not None
    for text in ("zij koken soep met elkaar. " * 150, "a b c d " * 500, "één " * 3 + "x" * 4000):
        asked.clear()
        likeness.look(text)
        assert 0 < sum(map(len, asked)) <= 2000


def test_without_both_kinds_nothing_is_learned() -> None:
    """Only danger, or only harmless sentences, teach nothing."""
    for part in ("danger", "harmless"):
        assert learn(EXAMPLES.model_copy(update={part: {}})) is None


def test_what_was_learned_is_kept(tmp_path: Path) -> None:
    """A second start takes what the first learned, and learns anew from other examples."""
    encoder = ByLength()
    first = learn(EXAMPLES, encoder, tmp_path)
    asked = encoder.asked
    assert asked == 14
    second = learn(EXAMPLES, encoder, tmp_path)
    assert encoder.asked == asked
    text = "hij had een scherp ding in zijn jas"
    assert first is not None
    assert second is not None
    assert first.look(text) == second.look(text) != Guess(None, calm=False)
    other = EXAMPLES.model_copy(update={"harmless": {"les": "wij praten in de les over een boek"}})
    learn(other, encoder, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("left", [None, 0, 100, -100])
def test_a_damaged_file_is_made_anew(tmp_path: Path, left: int | None) -> None:
    """A file that is something else, empty, or cut off where a process died is taken for none."""
    encoder = ByLength()
    learn(EXAMPLES, encoder, tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"damaged" if left is None else kept.read_bytes()[:left])
    asked = encoder.asked
    assert learn(EXAMPLES, encoder, tmp_path) is not None
    assert encoder.asked == asked + 14


RED, AMBER, ASK = (Sign(level, "wapen") for level in (Level.RED, Level.AMBER, Level.ASK))
INFO = Sign(Level.INFO, "wapen")
DOUBTFUL = dataclasses.replace(RED, doubtful=True)


@pytest.mark.parametrize(
    ("said", "sign", "calm", "most", "expected"),
    [
        (None, None, False, Level.AMBER, None),
        (None, AMBER, False, Level.AMBER, AMBER),
        (None, AMBER, False, Level.ASK, ASK),
        (ASK, AMBER, False, Level.AMBER, AMBER),
        (ASK, None, True, Level.AMBER, ASK),
        (INFO, AMBER, False, Level.AMBER, ASK),
        (INFO, ASK, False, Level.AMBER, ASK),
        (RED, AMBER, False, Level.ASK, RED),
        (RED, None, True, Level.AMBER, RED),
        (DOUBTFUL, None, False, Level.AMBER, DOUBTFUL),
        (DOUBTFUL, None, True, Level.AMBER, ASK),
    ],
)
def test_what_a_guess_may_change(
    said: Sign | None, sign: Sign | None, *, calm: bool, most: Level, expected: Sign | None
) -> None:
    """It raises up to amber, only asks where danger is denied, and lowers to asking only what is doubtful anyway."""
    assert by_both(said, Guess(sign, calm=calm), most) == expected
