"""Problem: one mistake in the content folder, told so that a maintainer can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic_core import ErrorDetails


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A mistake: `file` relative to the content folder, line and column from 1, a Dutch sentence."""

    file: str
    line: int
    column: int
    sentence: str

    @override
    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.sentence}"


class ContentError(Exception):
    """The content folder can't be used; `problems` holds every mistake, in file and line order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


_SENTENCES: Mapping[str, str] = {
    "missing": "Het veld “{field}” ontbreekt.",
    "extra_forbidden": "Het veld “{field}” kent de helpline niet. Is het een typefout?",
    "string_type": "Bij “{field}” hoort tekst. Zet er aanhalingstekens omheen.",
    "string_too_short": "Bij “{field}” staat niets. Vul het in of haal het veld weg.",
    "string_too_long": "De tekst bij “{field}” is te lang: hoogstens {max_length} tekens.",
    "string_pattern_mismatch": "“{field}” heeft niet de goede vorm: {form}.",
    "too_short": "Bij “{field}” horen minstens {min_length} regels; het zijn er {actual_length}.",
    "too_long": "Bij “{field}” horen hoogstens {max_length} regels; het zijn er {actual_length}.",
    "literal_error": "Bij “{field}” kun je kiezen uit {expected}.",
    "tuple_type": "Bij “{field}” hoort een lijst: elke regel begint met een streepje.",
    "list_type": "Bij “{field}” hoort een lijst: elke regel begint met een streepje.",
    "dict_type": "Bij “{field}” horen ingesprongen regels met “naam: waarde”.",
    "model_type": "Bij “{field}” horen ingesprongen regels met “naam: waarde”.",
    "bool_parsing": "Bij “{field}” hoort true of false.",
    "bool_type": "Bij “{field}” hoort true of false.",
    "int_type": "Bij “{field}” hoort een getal.",
    "int_parsing": "Bij “{field}” hoort een getal.",
    "greater_than_equal": "Het getal bij “{field}” is te klein: minstens {ge}.",
    "less_than_equal": "Het getal bij “{field}” is te groot: hoogstens {le}.",
}
_FORMS: Mapping[str, str] = {
    "id": "alleen kleine letters, cijfers en streepjes onder, met een letter voorop",
    "value": "alleen kleine letters, cijfers en streepjes onder",
    "dial": "112, of + met de landcode en de cijfers, zonder spaties",
    "email": "een adres met een @",
    "url": "een adres dat met https:// begint",
}
_OTHER_FORM = "kijk hoe het er bij de andere staat, en houd het op één regel"
_DATE = "Bij “{field}” hoort een datum, geschreven als 2026-11-22."


def sentence_of(error: ErrorDetails) -> str:
    """What pydantic found, as a Dutch sentence. A `ValueError` of ours is already one."""
    kind = error["type"]
    context: dict[str, Any] = error.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    named = [part for part in error["loc"] if isinstance(part, str) and part != "[key]"]
    field = named[-1] if named else "dit bestand"
    if kind.startswith("date"):
        return _DATE.format(field=field)
    template = _SENTENCES.get(kind)
    if template is None:
        return f"“{field}” klopt niet: {error['msg']}."
    if kind == "string_pattern_mismatch":
        context = {**context, "form": _FORMS.get(field, _OTHER_FORM)}
    if "expected" in context:
        context = {**context, "expected": str(context["expected"]).replace(" or ", " of ")}
    return template.format(field=field, **context)
