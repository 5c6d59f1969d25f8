"""Editor: whether the schema beside the content still fits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.faq.loader import assembled
from bot.faq.problem import Flaw, Rule
from bot.faq.schema import WHOLE, schema_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.faq.survey import Survey


def stale(survey: Survey) -> Iterator[tuple[str, Flaw]]:
    """A schema that is there and says something else than the content; told once, and not of broken content."""
    if survey.problems or not survey.folder.has(WHOLE):
        return
    for name, text in schema_files(assembled(survey)).items():
        if survey.folder.beside(name) != text:
            sentence = "Het schema voor de editor loopt achter op de inhoud."
            yield name, Flaw((), sentence, "Draai: helpline faq schema", Rule.STALE_SCHEMA)
            return
