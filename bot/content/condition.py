"""Condition: how the content is: which version is live, and what is wrong with a newer one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.faq.changes import Changes
    from bot.faq.problem import Problem


class FetchTrouble(StrEnum):
    """Why nothing new can be fetched."""

    NO_GIT = "no_git"
    """The program is not there."""
    AWAY = "away"
    """The server does not answer."""
    REFUSED = "refused"
    """The server does not let us in, or knows no such repository (many tell these apart for nobody)."""
    NO_BRANCH = "no_branch"
    NO_FOLDER = "no_folder"
    """The branch does not hold the folder."""
    TOO_LARGE = "too_large"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """How the content is at one moment."""

    version: str
    """Of what is live (`Content.version`)."""
    commit: str = ""
    """The commit it comes from; empty when it was not fetched."""
    changes: Changes | None = None
    """What came with this version, when it came while the helpline ran."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the newest version. Then an older one is live."""
    trouble: FetchTrouble | None = None
    """Why the newest version can't be known."""

    @property
    def wrong(self) -> str:
        """What is wrong, in a sentence for who runs the helpline; empty when the newest version is live."""
        if self.problems:
            return (
                f"The newest content has mistakes ({len(self.problems)}); an older version is live."
            )
        if self.trouble is not None:
            return f"New content can't be fetched ({self.trouble}); what is here is live."
        return ""
