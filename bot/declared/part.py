"""Part: one kind of what is stored, with why, of which class, who may see it and how long; and what one field holds."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from bot.declared.terms import Term


class Sort(StrEnum):
    """The class of what a field holds, from harmless to what the law guards most."""

    PUBLIC = "public"
    TECHNICAL = "technical"
    PSEUDONYM = "pseudonym"
    PERSONAL = "personal"
    SPECIAL = "special"
    """May tell of religion, opinions, origin or health (article 9 GDPR), or of offences, also of a child."""


class Reader(StrEnum):
    """Who gets to see something."""

    NOBODY = "nobody"
    SHE = "she"
    EXPERTS = "experts"
    COORDINATOR = "coordinator"
    MAINTAINERS = "maintainers"
    OPERATOR = "operator"
    EVERYBODY = "everybody"


class Part(Struct, frozen=True):
    """One kind of what is stored."""

    id: str
    nl: str
    en: str
    why_nl: str
    why_en: str
    sort: Sort
    readers: tuple[Reader, ...]
    term: Term
    sealed: bool = True
    """It is encrypted in the store."""
    her_nl: str = ""
    """What she is told of it; empty when it is not about her."""
    her_en: str = ""

    def holds(self, what: str, *, sort: Sort | None = None, sealed: bool | None = None) -> Declared:
        """Declare a field or key: `what` it holds, in a few English words.

        `sort` where it is of another class than the part, `sealed` where it is or is not encrypted in spite of it.
        """
        return Declared(self, what, sort or self.sort, self.sealed if sealed is None else sealed)

    def name(self, language: str) -> str:
        """Return what it is called."""
        return self.en if language == "en" else self.nl

    def why(self, language: str) -> str:
        """Return what it is kept for."""
        return self.why_en if language == "en" else self.why_nl

    def her(self, language: str) -> str:
        """Return what she is told of it."""
        return self.her_en if language == "en" else self.her_nl


class Declared(Struct, frozen=True):
    """What is said of one stored field or key, in its annotation: `Annotated[int, PART.holds("…")]`."""

    part: Part
    what: str
    sort: Sort
    sealed: bool
