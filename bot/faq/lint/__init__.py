"""Lint: everything that can be said of a content folder, whole or broken, in one pass. Pure; today's date is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.faq.lint import book, dates, editor, formatting, languages, length, phrasing, reading
from bot.faq.lint.finding import Finding, Severity, of_flaw, of_problem
from bot.faq.lint.shown import shown, wordings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from bot.faq.matcher import Confusion
    from bot.faq.problem import Flaw
    from bot.faq.survey import Survey

__all__ = ["Finding", "Severity", "lint"]


def lint(survey: Survey, today: date, confusions: Iterable[Confusion] = ()) -> list[Finding]:
    """Return what is wrong or could be better in a folder, by file and line.

    `confusions` are what `bot.faq.matcher.Matcher.confusions` says of the same content; without them
    nothing is said of what finds what.
    """
    found = [of_problem(problem) for problem in survey.problems]
    if survey.readable:
        placed = (*_of_texts(survey), *_of_files(survey, today), *_of_finding(survey, confusions))
        found += [of_flaw(survey.folder, file, flaw) for file, flaw in placed]
    return sorted(set(found))


def _of_texts(survey: Survey) -> Iterator[tuple[str, Flaw]]:
    """What is wrong in single texts."""
    for text in shown(survey):
        for flaw in (*formatting.in_text(text), *languages.formal(text)):
            yield text.file, flaw
    named = {
        entry.id: [survey.contacts[one] for one in entry.contacts if one in survey.contacts]
        for items in survey.dutch.values()
        for _, entry in items
    }
    for written in wordings(survey):
        for flaw in reading.of_wording(written.wording, written.language, written.path):
            yield written.file, flaw
        for flaw in length.of_wording(written, named.get(written.entry_id, ())):
            yield written.file, flaw


def _of_files(survey: Survey, today: date) -> Iterator[tuple[str, Flaw]]:
    """What is wrong in a file as a whole, or between files."""
    for theme, items in survey.dutch.items():
        for flaw in dates.of_entries(items, today):
            yield f"nl/{theme}.yaml", flaw
    for flaw in (*dates.of_contacts(survey.contact_items, today), *book.contacts(survey)):
        yield "contacts.yaml", flaw
    if survey.danger is not None:
        for flaw in (*length.of_screens(survey), *reading.of_screens(survey.danger)):
            yield "danger.yaml", flaw
    if survey.vocabulary is not None:
        for flaw in book.vocabulary(survey.vocabulary):
            yield "vocabulary.yaml", flaw
    yield from languages.untranslated(survey)
    yield from editor.stale(survey)


def _of_finding(survey: Survey, confusions: Iterable[Confusion]) -> Iterator[tuple[str, Flaw]]:
    """What is wrong with how entries are found."""
    written = list(wordings(survey))
    yield from phrasing.too_few(survey)
    yield from phrasing.twice(written)
    yield from phrasing.same_buttons(written)
    yield from phrasing.mixed_up(survey, written, confusions)
