"""Problem: one mistake in the content folder, told so that a maintainer can mend it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic_core import ErrorDetails

    from bot.faq.marked import Path


class Rule(StrEnum):
    """The rule that a mistake breaks, as it is named to maintainers; docs/maintainers.md explains each."""

    SCHEMA = "schema"
    DUPLICATE_ID = "duplicate-id"
    DEAD_REFERENCE = "dead-reference"
    PLACEHOLDER = "placeholder"
    NUMBER_IN_TEXT = "number-in-text"
    TOO_LONG = "too-long"
    FORMATTING = "formatting"
    LINK = "link"
    OVERDUE = "overdue"
    UNVERIFIED = "unverified"
    DATES = "dates"
    CONFUSION = "confusion"
    FINDS_OTHER = "finds-other"
    NOT_FOUND = "not-found"
    FEW_PHRASINGS = "few-phrasings"
    SAME_PHRASING = "same-phrasing"
    SAME_BUTTON = "same-button"
    READING_LEVEL = "reading-level"
    FORMAL = "formal"
    UNTRANSLATED = "untranslated"
    UNUSED_CONTACT = "unused-contact"
    VOCABULARY = "vocabulary"
    GOLDEN = "golden"
    DANGER = "danger"
    STALE_SCHEMA = "stale-schema"


class Flaw(NamedTuple):
    """A mistake before its file is known: where in it, a Dutch sentence, and what to do about it.

    `words` are what it is about, when that is a part of a longer text.
    """

    path: Path
    sentence: str
    mend: str = ""
    rule: Rule = Rule.SCHEMA
    words: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A mistake: `file` relative to the content folder, line and column from 1, a Dutch sentence, the mend."""

    file: str
    line: int
    column: int
    sentence: str
    mend: str = field(default="", compare=False)
    rule: Rule = field(default=Rule.SCHEMA, compare=False)

    @override
    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {f'{self.sentence} {self.mend}'.rstrip()}"


class ContentError(Exception):
    """The content folder can't be used; `problems` holds every mistake, in file and line order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


# What pydantic finds (by the type of its error): a sentence, and what to do about it.
_SENTENCES: Mapping[str, tuple[str, str]] = {
    "missing": ("Het veld “{field}” ontbreekt.", "Zet er een regel “{field}: …” bij."),
    "extra_forbidden": ("Het veld “{field}” kent de helpline niet.", "Is het een typefout?"),
    "string_type": ("Bij “{field}” hoort tekst.", "Zet er aanhalingstekens omheen."),
    "string_too_short": ("Bij “{field}” staat niets.", "Vul het in of haal het veld weg."),
    "string_too_long": (
        "De tekst bij “{field}” is te lang: hoogstens {max_length} tekens.",
        "Maak hem korter.",
    ),
    "string_pattern_mismatch": ("“{field}” heeft niet de goede vorm.", "Schrijf {form}."),
    "too_short": (
        "Bij “{field}” horen minstens {min_length} regels; het zijn er {actual_length}.",
        "Schrijf er meer bij.",
    ),
    "too_long": (
        "Bij “{field}” horen hoogstens {max_length} regels; het zijn er {actual_length}.",
        "Haal er een weg, of voeg er twee samen.",
    ),
    "literal_error": ("Bij “{field}” kun je kiezen uit {expected}.", "Kies er een van."),
    "enum": ("Bij “{field}” kun je kiezen uit {expected}.", "Kies er een van."),
    "tuple_type": ("Bij “{field}” hoort een lijst.", "Begin elke regel met een streepje."),
    "list_type": ("Bij “{field}” hoort een lijst.", "Begin elke regel met een streepje."),
    "dict_type": ("Bij “{field}” horen regels met “naam: waarde”.", "Laat ze inspringen."),
    "model_type": ("Bij “{field}” horen regels met “naam: waarde”.", "Laat ze inspringen."),
    "bool_parsing": ("Bij “{field}” hoort true of false.", "Kies een van die twee."),
    "bool_type": ("Bij “{field}” hoort true of false.", "Kies een van die twee."),
    "int_type": (
        "Bij “{field}” hoort een getal.",
        "Schrijf een heel getal, zonder aanhalingstekens.",
    ),
    "int_parsing": ("Bij “{field}” hoort een getal.", "Schrijf een heel getal."),
    "greater_than_equal": ("Het getal bij “{field}” is te klein.", "Minstens {ge}."),
    "less_than_equal": ("Het getal bij “{field}” is te groot.", "Hoogstens {le}."),
}
_FORMS: Mapping[str, str] = {
    "id": "alleen kleine letters, cijfers en streepjes onder, met een letter voorop",
    "value": "alleen kleine letters, cijfers en streepjes onder",
    "dial": "112, of + met de landcode en de cijfers, zonder spaties",
    "email": "een adres met een @",
    "url": "een adres dat met https:// begint",
}
_OTHER_FORM = "het zoals het er bij de andere staat, en op één regel"
_DATE = ("Bij “{field}” hoort een datum.", "Schrijf die als 2026-11-22.")
_AS_OTHERS = "Schrijf het zoals het er bij de andere staat."
_WHOLE = ("In dit bestand horen regels met “naam: waarde”.", "Kijk hoe een ander bestand begint.")


def told(error: ErrorDetails, fields: Iterable[str] = ()) -> Flaw:
    """What pydantic found, in Dutch. A `ValueError` of ours is a sentence, and behind it the mend.

    `fields` are the names that fields can have: a slip of the pen gets the name that was meant.
    """
    kind = error["type"]
    context: dict[str, Any] = error.get("ctx", {})
    if kind == "value_error":
        sentence, _, mend = str(context["error"]).partition(". ")
        return Flaw(error["loc"], f"{sentence.removesuffix('.')}.", mend)
    named = [part for part in error["loc"] if isinstance(part, str) and part != "[key]"]
    name = named[-1] if named else "dit bestand"
    if kind.startswith("date"):
        sentence, mend = _DATE
    elif not error["loc"] and kind == "model_type":
        sentence, mend = _WHOLE
    elif kind in _SENTENCES:
        sentence, mend = _SENTENCES[kind]
    else:
        return Flaw(error["loc"], f"“{name}” klopt niet: {error['msg']}.", _AS_OTHERS)
    if kind == "string_pattern_mismatch":
        context = {**context, "form": _FORMS.get(name, _OTHER_FORM)}
    if "expected" in context:
        context = {**context, "expected": str(context["expected"]).replace(" or ", " of ")}
    if kind == "extra_forbidden" and (meant := nearest(name, fields)):
        mend = f"Is het een typefout? Bedoel je “{meant}”?"
    rule = Rule.TOO_LONG if kind == "string_too_long" else Rule.SCHEMA
    return Flaw(
        error["loc"],
        sentence.format(field=name, **context),
        mend.format(field=name, **context),
        rule,
    )


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that somebody probably meant, if one looks like it."""
    from difflib import get_close_matches  # only for what is wrong: no start needs it

    return next(iter(get_close_matches(name, list(known), n=1, cutoff=0.7)), None)
