"""Asked: what is counted of questions and answers from day to day, and what can be read from it. Never a text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.faq.matcher import Match

NOTHING: Final = "-"
"""Stands for the best candidate where there was none."""
UNREADABLE: Final = "unreadable"
"""Counts questions that the bot could not read."""
_THOUSAND: Final = 1000
"""Scores are counted in thousandths: the store adds whole numbers only."""


def question(match: Match) -> Iterator[tuple[str, int]]:
    """Return what is counted of one question: how it was decided, and what came nearest when it was not answered."""
    yield f"asked:{match.decision}", 1
    if match.decision == "answer":
        return
    ids = [one.entry_id for one in match.candidates]
    best = ids[0] if ids else NOTHING
    yield f"{match.decision}:{best}", 1
    if match.candidates:
        yield f"{match.decision}.score:{best}", round(match.candidates[0].score * _THOUSAND)
    for other in ids[1:]:
        yield f"{match.decision}.with:{best}:{other}", 1


def shown(entry: str) -> str:
    """Return the name under which is counted that she was given an answer."""
    return f"shown:{entry}"


def helped(entry: str, *, yes: bool) -> str:
    """Return the name under which is counted whether an answer helped."""
    return f"{'helped' if yes else 'not_helped'}:{entry}"


def sent(entry: str) -> str:
    """Return the name under which is counted that an expert sent an answer."""
    return f"sent:{entry}"


class Group(Struct, frozen=True):
    """Questions that were not answered outright and that came nearest to the same entry."""

    nearest: str
    """Id of that entry; empty when nothing came near."""
    none: int
    """How many got no answer at all."""
    choices: int
    """How many got choices."""
    score: float
    """The mean score of that entry in them, from 0 to 1."""
    beside: tuple[tuple[str, int], ...]
    """Other entries that came near, and how often; the most frequent first."""

    @property
    def count(self) -> int:
        """How many questions it holds."""
        return self.none + self.choices


class Feedback(Struct, frozen=True):
    """What became of one answer."""

    entry: str
    shown: int
    helped: int
    not_helped: int
    sent: int
    """How often an expert sent it."""


class Summary(Struct, frozen=True):
    """What was counted over some days."""

    answered: int
    choices: int
    none: int
    unreadable: int
    groups: tuple[Group, ...]
    """Those with the most questions without any answer first."""
    feedback: tuple[Feedback, ...]
    """The answers that did not help most often first."""


def summary(days: Mapping[int, Mapping[str, int]]) -> Summary:
    """Return what was counted over some days, by day."""
    total: Counter[str] = Counter()
    for counts in days.values():
        total.update(counts)
    near = {name.split(":")[1] for name in total if name.startswith(("none:", "choices:"))}
    entries = {
        name.split(":")[1]
        for name in total
        if name.startswith(("shown:", "helped:", "not_helped:", "sent:"))
    }
    groups = [_group(total, best) for best in near]
    feedback = [
        Feedback(
            entry,
            total[shown(entry)],
            total[helped(entry, yes=True)],
            total[helped(entry, yes=False)],
            total[sent(entry)],
        )
        for entry in entries
    ]
    return Summary(
        answered=total["asked:answer"],
        choices=total["asked:choices"],
        none=total["asked:none"],
        unreadable=total[UNREADABLE],
        groups=tuple(sorted(groups, key=lambda one: (-one.none, -one.count, one.nearest))),
        feedback=tuple(sorted(feedback, key=lambda one: (-one.not_helped, -one.shown, one.entry))),
    )


def _group(total: Mapping[str, int], best: str) -> Group:
    beside: Counter[str] = Counter()
    score = 0
    for decision in ("none", "choices"):
        score += total.get(f"{decision}.score:{best}", 0)
        start = f"{decision}.with:{best}:"
        for name, count in total.items():
            if name.startswith(start):
                beside[name.removeprefix(start)] += count
    none, choices = total.get(f"none:{best}", 0), total.get(f"choices:{best}", 0)
    return Group(
        nearest="" if best == NOTHING else best,
        none=none,
        choices=choices,
        score=score / _THOUSAND / (none + choices),
        beside=tuple(sorted(beside.items(), key=lambda one: (-one[1], one[0]))),
    )
