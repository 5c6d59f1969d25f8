"""Draft: an entry that an expert proposes, as the file in which a maintainer finds it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

_QUESTION: Final = 160
_LABEL: Final = 40
_PHRASE: Final = 200
_HEAD: Final = """\
# Concept, gemaakt door een deskundige uit een gesprek ({day}). Nog niet zichtbaar voor vragers.
# Kijk eerst na: staan er geen namen, scholen, adressen of andere herkenbare gegevens in? Klopt het? Wat is de bron?
# Nog te doen: een kort label, minstens drie manieren om het te vragen, bronnen, en wie er over gaat.
# Zet de tekst daarna zelf in nl/{theme}.yaml, draai helpline faq lint, en gooi dit bestand weg.
"""
_ENGLISH: Final = (
    "# Het gesprek was in het Engels: vertaal de tekst, en zet het Engels in en/{theme}.yaml.\n"
)


def draft_yaml(
    name: str, question: str, answer: str, day: date, *, theme: str, language: str
) -> str:
    """Return the file of a draft: YAML with one entry that is not complete yet, so that nobody makes it live unseen.

    `name` is the id it gets for now, `theme` the id of the theme of its case ("" when there is none), `language`
    the one she reads. The texts are taken over as they are, without signs that YAML does not take.
    """
    asked = " ".join(_printable(question).split())
    shelf = theme or "<thema>"
    lines = [
        _HEAD.format(day=day.isoformat(), theme=shelf).rstrip("\n"),
        *([_ENGLISH.format(theme=shelf).rstrip("\n")] if language == "en" else []),
        "entries:",
        f"  - id: {name}",
        f"    question: {_quoted(_cut(asked, _QUESTION))}",
        f"    label: {_quoted(_cut(asked, _LABEL))}",
        "    paraphrases:",
        f"      - {_quoted(_cut(asked, _PHRASE))}",
        "    keywords: []",
        "    answer: |-",
        *(f"      {line}".rstrip() for line in _lines(answer)),
        "    certainty: C",
        "    owner: inhoud",
        f"    researched: {day.isoformat()}",
    ]
    return "\n".join(lines) + "\n"


def _lines(text: str) -> list[str]:
    """The text line by line; the first one begins without a space, since it tells how far all are moved in."""
    return _printable(text).strip().split("\n")


def _printable(text: str) -> str:
    blank = (" " if sign.isspace() and sign != "\n" else sign for sign in text)
    return "".join(sign for sign in blank if sign == "\n" or sign.isprintable())


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
