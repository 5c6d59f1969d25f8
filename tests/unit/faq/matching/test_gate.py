"""What belongs nowhere lowers every score alike."""

import numpy as np

from bot.faq.matching.corpus import Corpus, Phrasing, Words
from bot.faq.matching.finder import finder
from bot.faq.matching.gate import NONE, gate

ASKED = {
    "melden": ("waar kan ik dit melden", "melding doen van zorgen", "bij wie meld ik een zorg"),
    "gesprek": ("hoe begin ik een gesprek", "gesprek met een jongere", "praten over zorgen"),
}
ELSEWHERE = (
    "hoe word ik politieagent",
    "waar koop ik een kaartje voor de trein",
    "hoe laat gaat de winkel open",
)


def corpus(elsewhere: tuple[str, ...]) -> Corpus:
    """Return two entries, and questions that belong to neither."""
    rows = [Phrasing(text, at, "nl") for at, texts in enumerate(ASKED.values()) for text in texts]
    return Corpus(tuple(ASKED), tuple(rows), Words(), elsewhere=elsewhere)


def test_a_question_like_those_elsewhere_scores_lower() -> None:
    """What is asked there scores lower than without them, and the entries keep their order."""
    plain, known = finder(corpus(())), finder(corpus(ELSEWHERE))
    for question in ("hoe word ik agent bij de politie", "hoe laat gaat de trein"):
        before, after = plain.ranked(question), known.ranked(question)
        assert after.candidates[0].score < before.candidates[0].score
        assert len(after.candidates) == len(ASKED)


def test_a_question_of_ours_stays_first() -> None:
    """A way of asking for an entry still finds it."""
    known = finder(corpus(ELSEWHERE))
    assert known.ranked("bij wie kan ik een zorg melden").candidates[0].entry_id == "melden"


def test_a_gate_takes_from_all_scores_alike() -> None:
    """The order of scores is never changed by it."""
    rows = np.eye(4, dtype=np.float32)
    learned = gate(rows, None, np.array([False, False, True, True]), np.ones(4, np.float32))
    scores = np.array([[0.9, 0.5, 0.1], [0.9, 0.5, 0.1]], np.float32)
    less = learned.less(scores, rows[[0, 3]], None)
    assert (less[1] < less[0]).all()
    assert np.allclose(less[1] / scores[1], (less[1] / scores[1])[0])


def test_without_such_questions_nothing_is_taken() -> None:
    """Where nothing is known to belong elsewhere, scores stay as they are."""
    scores = np.array([[0.9, 0.5]], np.float32)
    nothing = gate(np.eye(2, dtype=np.float32), None, np.zeros(2, bool), np.ones(2, np.float32))
    assert nothing is NONE
    assert nothing.less(scores, np.eye(2, dtype=np.float32)[:1], None) is scores
