"""Length: whether what the helpline sends fits one message of Telegram."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.faq.markup import plain_text, telegram_html
from bot.faq.problem import Flaw, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.faq.contact import Contact
    from bot.faq.lint.shown import Written
    from bot.faq.survey import Survey

LONGEST: Final = 4096 - 500
"""UTF-16 units of one message (Bot API, sendMessage), without what the bot adds: headings, a line about danger."""
MOST_ENTITIES: Final = 90
"""Formatted parts; Telegram leaves the formatting of what comes after 100 away."""

_MARKS: Final = ("<b>", "<i>", "<a ", "<blockquote>")


def of_wording(written: Written, contacts: Iterable[Contact]) -> Iterator[Flaw]:
    """A reply that is too long for a message, or has too much formatting."""
    wording = written.wording
    marked = [wording.short or "", wording.answer, *wording.next_steps]
    lines = [contact.line(written.language) for contact in contacts]
    whole = [wording.question, *map(plain_text, marked), *lines]
    if (units := _units("\n• ".join(whole))) > LONGEST:
        sentence = f"Alles bij elkaar is dit {units} tekens; in één bericht passen er {LONGEST}."
        mend = "Maak het korter, of maak er twee vragen van."
        yield Flaw((*written.path, "answer"), sentence, mend, Rule.TOO_LONG)
    html = "".join(map(telegram_html, marked))
    if (entities := sum(map(html.count, _MARKS))) > MOST_ENTITIES:
        sentence = f"Hier staan {entities} stukjes opmaak; Telegram toont er {MOST_ENTITIES}."
        yield Flaw((*written.path, "answer"), sentence, "Maak minder vet of schuin.", Rule.TOO_LONG)


def of_screens(survey: Survey) -> Iterator[Flaw]:
    """Danger screens that are too long for a message."""
    for at, screen in enumerate(survey.danger.screens if survey.danger else ()):
        for language in ("nl", "en"):
            shown = [survey.contacts[one] for one in screen.contacts if one in survey.contacts]
            lines = [contact.line(language) for contact in shown]
            units = _units("\n• ".join((screen.text.get(language), *lines)))
            if units > LONGEST:
                sentence = f"Dit scherm is {units} tekens lang; in één bericht passen er {LONGEST}."
                path = ("screens", at, "text", language)
                yield Flaw(path, sentence, "Maak het korter.", Rule.TOO_LONG)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
