"""Draft: an entry that an expert proposes, as the file in which a maintainer finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

_QUESTION: Final = 160
_LABEL: Final = 40
_PHRASE: Final = 200
_HEAD: Final = """\
# Concept, gemaakt door een deskundige uit een gesprek ({day}, thema: {theme}). Nog niet zichtbaar voor vragers.
# Kijk eerst na: staan er geen namen, scholen, adressen of andere herkenbare gegevens in? Klopt het? Wat is de bron?
# Maak het dan af met: helpline faq new --from {file}
# Gooi dit bestand daarna weg.
"""
_ENGLISH: Final = "# Het gesprek was in het Engels: vertaal wat Engels is.\n"


def draft_yaml(
    file: str, question: str, answer: str, day: date, *, theme: str, language: str
) -> str:
    """Return the file of a draft: YAML with one entry that is not complete yet, so that nobody makes it live unseen.

    `file` is the name it gets, `theme` the id of the theme of its case ("" when there is none), `language` the one
    she reads. The texts are taken over as they are, without signs that YAML does not take.
    """
    # Not at the top: it loads all that is known of the schema, which a start does not need.
    from bot.faq.layout import entry_yaml

    asked = " ".join(_printable(question).split())
    entry = entry_yaml(
        {
            "id": file.removesuffix(".yaml").partition("_")[2],
            "question": _cut(asked, _QUESTION),
            "label": _cut(asked, _LABEL),
            "paraphrases": [_cut(asked, _PHRASE)],
            "answer": _printable(answer),
            "certainty": "C",
            "owner": "inhoud",
            "researched": day.isoformat(),
        }
    )
    head = _HEAD.format(day=day.isoformat(), theme=theme or "onbekend", file=file)
    return f"{head}{_ENGLISH if language == 'en' else ''}entries:\n{entry}"


def _printable(text: str) -> str:
    blank = (" " if sign.isspace() and sign != "\n" else sign for sign in text)
    return "".join(sign for sign in blank if sign == "\n" or sign.isprintable())


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
