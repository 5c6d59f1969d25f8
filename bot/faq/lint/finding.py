"""Finding: one thing that lint says of the content folder: where, what, how bad, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.faq.problem import Flaw, Problem, Rule

if TYPE_CHECKING:
    from bot.faq.folder import Folder


class Severity(StrEnum):
    """How bad it is."""

    ERROR = "error"
    """Not to be published like this."""
    WARNING = "warning"
    """It works, and could be better; or somebody has to look at it."""


ERRORS = frozenset(
    {
        Rule.SCHEMA,
        Rule.DUPLICATE_ID,
        Rule.DEAD_REFERENCE,
        Rule.PLACEHOLDER,
        Rule.NUMBER_IN_TEXT,
        Rule.TOO_LONG,
        Rule.FORMATTING,
        Rule.LINK,
        Rule.DATES,
        Rule.SAME_BUTTON,
        Rule.DANGER,
    }
)
"""Rules that no content may break; the others give warnings."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """`file` relative to the content folder, line and column from 1, a Dutch sentence, and the mend."""

    file: str
    line: int
    column: int
    rule: Rule
    sentence: str
    mend: str

    @property
    def severity(self) -> Severity:
        """How bad it is; the rule decides."""
        return Severity.ERROR if self.rule in ERRORS else Severity.WARNING


def of_problem(problem: Problem) -> Finding:
    """What the loader found, as a finding."""
    return Finding(
        problem.file, problem.line, problem.column, problem.rule, problem.sentence, problem.mend
    )


def of_flaw(folder: Folder, file: str, flaw: Flaw) -> Finding:
    """A mistake in a file, as a finding at its line and column."""
    return Finding(file, *folder.place(file, flaw), flaw.rule, flaw.sentence, flaw.mend)
