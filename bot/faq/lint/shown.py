"""Shown: the texts in the content folder that people read, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.faq.entry import Wording
    from bot.faq.marked import Path
    from bot.faq.model import Texts, Words
    from bot.faq.survey import Survey


class Shown(NamedTuple):
    """One text: its file and place, its language, and whether Markdown works in it."""

    file: str
    path: Path
    text: str
    language: str
    marked: bool = False


class Written(NamedTuple):
    """The wording of one entry in one language, and where it stands."""

    file: str
    path: Path
    entry_id: str
    theme: str
    language: str
    wording: Wording


def wordings(survey: Survey) -> Iterator[Written]:
    """Every entry in every language in which it is written."""
    for theme, dutch in survey.dutch.items():
        for at, entry in dutch:
            yield Written(f"nl/{theme}.yaml", ("entries", at), entry.id, theme, "nl", entry)
    for theme, english in survey.english.items():
        for at, one in english:
            yield Written(f"en/{theme}.yaml", ("entries", at), one.id, theme, "en", one)


def shown(survey: Survey) -> Iterator[Shown]:
    """Every text that people read."""
    for written in wordings(survey):
        yield from _of_entry(written)
    yield from _of_screens(survey)
    yield from _of_form(survey)
    for at, theme in survey.themes:
        for field in ("name", "label"):
            words = getattr(theme, field)
            yield Shown("themes.yaml", ("themes", at, field, "nl"), words.nl, "nl")
            yield Shown("themes.yaml", ("themes", at, field, "en"), words.en, "en")
    for at, contact in survey.contact_items:
        for field, words in (
            ("name", contact.name),
            ("reach", contact.reach),
            ("hours", contact.hours),
            ("for", contact.purpose),
            ("who", contact.who),
        ):
            if words is not None:
                yield from _both("contacts.yaml", ("contacts", at, field), words)


def _of_entry(written: Written) -> Iterator[Shown]:
    file, here, language, wording = written.file, written.path, written.language, written.wording
    yield Shown(file, (*here, "question"), wording.question, language)
    yield Shown(file, (*here, "label"), wording.label, language)
    if wording.short is not None:
        yield Shown(file, (*here, "short"), wording.short, language, marked=True)
    yield Shown(file, (*here, "answer"), wording.answer, language, marked=True)
    for at, step in enumerate(wording.next_steps):
        yield Shown(file, (*here, "next_steps", at), step, language, marked=True)


def _of_screens(survey: Survey) -> Iterator[Shown]:
    if survey.danger is None:
        return
    for at, screen in enumerate(survey.danger.screens):
        yield from _both("danger.yaml", ("screens", at, "text"), screen.text)
        yield from _both("danger.yaml", ("screens", at, "short"), screen.short)
    for name, words in survey.danger.lines.items():
        yield from _both("danger.yaml", ("lines", name), words)


def _of_form(survey: Survey) -> Iterator[Shown]:
    if survey.form is None:
        return
    for at, question in enumerate(survey.form.questions):
        here: Path = ("questions", at)
        yield from _both("intake.yaml", (*here, "question"), question.question)
        yield from _both("intake.yaml", (*here, "why"), question.why)
        for number, option in enumerate(question.options):
            yield Shown("intake.yaml", (*here, "options", number, "nl"), option.nl, "nl")
            yield Shown("intake.yaml", (*here, "options", number, "en"), option.en, "en")


def _both(file: str, here: Path, words: Words | Texts) -> Iterator[Shown]:
    yield Shown(file, (*here, "nl"), words.nl, "nl")
    yield Shown(file, (*here, "en"), words.en, "en")
