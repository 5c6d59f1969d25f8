"""Problem: what is wrong with the settings, told so that a volunteer can mend it (in Dutch)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic_core import ErrorDetails


class SettingsError(Exception):
    """The settings can't be used. `problems` holds a Dutch sentence for each mistake, never a value."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems: tuple[str, ...] = tuple(problems)
        super().__init__("\n".join(self.problems))


_SENTENCES: Final[Mapping[str, str]] = {
    "int_parsing": "hier hoort een heel getal",
    "int_type": "hier hoort een heel getal, zonder aanhalingstekens",
    "int_from_float": "hier hoort een heel getal, zonder komma of punt",
    "float_parsing": "hier hoort een getal, met een punt voor de decimalen",
    "float_type": "hier hoort een getal, zonder aanhalingstekens",
    "finite_number": "hier hoort een gewoon getal",
    "string_type": "hier hoort tekst tussen aanhalingstekens",
    "string_too_short": "hier staat niets; vul het in, of haal de regel weg",
    "string_too_long": "dit is te lang: hoogstens {max_length} tekens",
    "literal_error": "kies uit {expected}",
    "greater_than": "het getal moet groter zijn dan {gt}",
    "greater_than_equal": "het getal is te klein: minstens {ge}",
    "less_than_equal": "het getal is te groot: hoogstens {le}",
    "frozen_set_type": "hier hoort een lijst tussen rechte haken, zoals [2026-12-25]",
    "path_type": "hier hoort de naam van een map, tussen aanhalingstekens",
    "model_type": "dit is een groep instellingen; zet er [{key}] boven en de instellingen eronder",
    "model_attributes_type": "dit is een groep instellingen; zet er [{key}] boven en de instellingen eronder",
}
_DATE: Final = "schrijf een datum als 2026-12-25"


def sentence_of(error: ErrorDetails, key: str) -> str:
    """What pydantic found, as a Dutch clause without a full stop. A `ValueError` of ours is one already."""
    kind = error["type"]
    context: dict[str, Any] = error.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind.startswith("date"):
        return _DATE
    template = _SENTENCES.get(
        kind, "deze waarde kan hier niet; kijk in config.example.toml hoe het hoort"
    )
    expected = str(context.get("expected", "")).replace(" or ", " of ").replace("'", '"')
    return template.format(**(context | {"expected": expected, "key": key}))
