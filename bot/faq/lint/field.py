"""Field: what is wrong with one field of an entry that is being written, before the rest is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from bot.faq.entry import DutchEntry, Translation
from bot.faq.lint.formatting import in_text
from bot.faq.lint.languages import formal
from bot.faq.lint.reading import of_wording
from bot.faq.lint.shown import Shown
from bot.faq.placeholder import fill, flaws
from bot.faq.problem import Flaw, told
from bot.faq.references import too_long

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.faq.contact import Contact

_FORMATTED: Final = frozenset({"short", "answer", "next_steps"})
_SHOWN: Final = _FORMATTED | {"question", "label"}
_ENTRY: Final[Mapping[str, Any]] = {
    "id": "nieuw",
    "question": "?",
    "label": "?",
    "paraphrases": ["?", "?", "?"],
    "answer": "?",
    "certainty": "C",
    "owner": "?",
    "researched": "2026-01-01",
}
_OF_BOTH: Final = ("id", "question", "label", "paraphrases", "answer")


def in_field(
    name: str, value: object, contacts: Mapping[str, Contact], language: str = "nl"
) -> Iterator[Flaw]:
    """What is wrong with `value` as the field `name`: its form, and how people would read it."""
    model: type[DutchEntry | Translation] = DutchEntry if language == "nl" else Translation
    base = _ENTRY if language == "nl" else {field: _ENTRY[field] for field in _OF_BOTH}
    if name not in _SHOWN:
        yield from _of_form(model, {**base, name: value})
        return
    for text in value if isinstance(value, list) else [value]:
        found = [
            Flaw((), sentence, mend, rule) for _, sentence, mend, rule in flaws(str(text), contacts)
        ]
        yield from found
        if not found:
            filled = fill(str(text), contacts, language)
            shown = Shown("", (), filled, language, marked=name in _FORMATTED)
            yield from in_text(shown)
            yield from formal(shown)
    yield from _of_form(model, {**base, name: value})
    if name == "answer" and str(value).strip():
        wording = model.model_construct(short=None, answer=str(value), next_steps=())
        yield from of_wording(wording, language, ())
        yield from too_long(wording, ())


def _of_form(model: type[DutchEntry | Translation], data: Mapping[str, object]) -> Iterator[Flaw]:
    try:
        model.model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_input=False):
            yield told(detail)
