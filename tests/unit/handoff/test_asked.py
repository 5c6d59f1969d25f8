"""What was asked, read back from counts: groups, the most frequent first, and never a word of a question."""

from __future__ import annotations

from collections import Counter

from bot.faq.matcher import Candidate, Match
from bot.handoff import asked


def day(*matches: Match) -> Counter[str]:
    """What is counted of some questions."""
    counts: Counter[str] = Counter()
    for match in matches:
        counts.update(dict(asked.question(match)))
    return counts


def match(decision: str, *candidates: tuple[str, float]) -> Match:
    """A match."""
    found = tuple(Candidate(one, score) for one, score in candidates)
    return Match(decision, found)  # type: ignore[arg-type]  # one of the three words


def test_groups_come_most_frequent_first() -> None:
    """Questions are grouped by what came nearest, over all days; those without any answer lead."""
    first = day(
        match("none", ("b", 0.2)),
        match("choices", ("a", 0.5), ("b", 0.4)),
        match("choices", ("a", 0.3), ("b", 0.2), ("c", 0.1)),
        match("answer", ("a", 0.9)),
    )
    second = day(match("none", ("b", 0.4)), match("none", ("a", 0.1)), match("none"))
    told = asked.summary({20_000: first, 20_001: second})
    assert (told.answered, told.choices, told.none) == (1, 2, 4)
    assert [(one.nearest, one.none, one.choices) for one in told.groups] == [
        ("b", 2, 0),
        ("a", 1, 2),
        ("", 1, 0),
    ]
    assert told.groups[0].score == 0.3
    assert told.groups[1].score == 0.3
    assert told.groups[1].beside == (("b", 2), ("c", 1))
    assert told.groups[2].score == 0.0


def test_what_did_not_help_comes_first() -> None:
    """Answers are told with what became of them, those that helped least first."""
    told = asked.summary(
        {
            1: {
                asked.shown("a"): 9,
                asked.helped("a", yes=True): 2,
                asked.shown("b"): 3,
                asked.helped("b", yes=False): 2,
                asked.sent("c"): 1,
                asked.UNREADABLE: 4,
            }
        }
    )
    assert [one.entry for one in told.feedback] == ["b", "a", "c"]
    assert (told.feedback[1].shown, told.feedback[1].helped, told.feedback[2].sent) == (9, 2, 1)
    assert told.unreadable == 4
    assert told.groups == ()


def test_nothing_was_asked() -> None:
    """Without counts there is nothing to tell."""
    told = asked.summary({})
    assert (told.answered, told.groups, told.feedback) == (0, (), ())
