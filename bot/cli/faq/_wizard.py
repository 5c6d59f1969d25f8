"""Wizard: the questions by which a new entry is made, each answer checked as it is typed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import click

from bot.cli.faq import _asking as asking
from bot.faq.lint.field import in_field
from bot.faq.plain import words
from bot.faq.problem import Flaw, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from bot.faq.content import Content
    from bot.faq.matcher import Matcher

REVIEW_AFTER: Final = timedelta(days=92)
"""When a new entry has to be looked at again."""

_CERTAINTY: Final = {
    "A": "staat op een officiële pagina",
    "B": "oud, of deels zelf afgeleid",
    "C": "niet nagekeken",
}
_NUMBERED: Final = re.compile(r"f(\d+)_")


class Wizard:
    """Asks for the fields of an entry, and checks each as it is typed."""

    def __init__(self, content: Content, matcher: Matcher, draft: Mapping[str, Any]) -> None:
        self._content = content
        self._matcher = matcher
        self._draft = draft
        self._near: tuple[str, ...] = ()
        """Entries that the new question finds."""
        self._shelf: str | None = None
        """The theme of what comes nearest to it."""
        self._asked: set[str] = set()

    def dutch(self, today: date) -> tuple[str, dict[str, object]]:
        """Ask for everything in Dutch; the theme, and the fields in the order of the files."""
        question = asking.line("De vraag", self._of_question, self._before("question"))
        theme = self._theme()
        label = asking.line(
            "De knop (hoogstens 40 tekens)",
            lambda said: self._of_label(said, theme, "nl"),
            self._before("label") or (question if len(question) <= 40 else None),
        )
        entry_id = asking.line("Het id", self._of_id, self._next_id(label))
        click.echo("Hoe typen mensen dit? Echt verschillend: een situatie, haast, andere woorden.")
        click.echo("Drie is het minst; vanaf twaalf geeft de helpline dit antwoord vanzelf.")
        paraphrases = asking.lines("  manier", self._of_phrase, least=3)
        keywords = asking.line("Trefwoorden, met komma's ertussen", lambda _: (), empty=True)
        answer = asking.text(
            "Het antwoord, het korte eerst", self._checker("answer"), self._before("answer")
        )
        click.echo("Wat kan iemand nu doen? Hoogstens vijf regels.")
        steps = asking.lines("  stap", lambda said: self._of("next_steps", [said]), most=5)
        fields: dict[str, object] = {
            "id": entry_id,
            "question": question,
            "label": label,
            "paraphrases": paraphrases,
            "keywords": [part.strip() for part in keywords.split(",") if part.strip()],
            "answer": answer,
            "next_steps": steps,
            "contacts": asking.some("Contact", self._contacts()),
            "related": asking.some("Hoort bij", self._questions(), self._near),
            "sources": asking.some("Bron", self._content.sources),
            "certainty": asking.one_of("Hoe zeker is dit?", _CERTAINTY, "B"),
            "owner": asking.line("Wie houdt dit bij?", self._checker("owner"), self._owner()),
            "researched": today.isoformat(),
            "review_by": (today + REVIEW_AFTER).isoformat(),
        }
        return theme, fields

    def english(self, entry_id: str, theme: str) -> dict[str, object] | None:
        """Ask for the English wording, if it can be given now."""
        if not asking.yes("Nu ook het Engels?"):
            click.echo("Zolang het Engels ontbreekt, krijgen Engelstaligen het Nederlands.")
            return None

        def checker(name: str) -> asking.Check:
            return lambda said: self._of(name, said, "en")

        return {
            "id": entry_id,
            "question": asking.line("The question", checker("question")),
            "label": asking.line("The button", lambda said: self._of_label(said, theme, "en")),
            "paraphrases": asking.lines("  phrasing", self._of_phrase, least=3),
            "answer": asking.text("The answer, in short first", checker("answer")),
            "next_steps": asking.lines(
                "  step", lambda said: self._of("next_steps", [said], "en"), most=5
            ),
        }

    def _of(self, name: str, value: object, language: str = "nl") -> Iterator[Flaw]:
        return in_field(name, value, self._content.contacts, language)

    def _checker(self, name: str) -> asking.Check:
        return lambda said: self._of(name, said)

    def _before(self, name: str) -> str | None:
        """What the draft says."""
        value = self._draft.get(name)
        return str(value).strip() if value else None

    def _of_question(self, said: str) -> Iterator[Flaw]:
        flaws = list(self._of("question", said))
        yield from flaws
        match = self._matcher.match(said, "nl")
        self._near = (
            tuple(one.entry_id for one in match.candidates) if match.decision != "none" else ()
        )
        themes = (self._content.entries[one.entry_id].theme for one in match.candidates)
        self._shelf = next((theme for theme in themes if theme is not None), None)
        if flaws or match.decision != "answer":
            return
        found = self._content.entries[self._near[0]]
        click.echo(
            f"  ! De helpline vindt hier al een antwoord bij: {found.nl.question} ({found.id})"
        )
        if not asking.yes("  Is dit echt een andere vraag?"):
            sentence = f"Zet je zin bij “{found.id}”, of vraag iets anders."
            yield Flaw((), sentence, rule=Rule.DUPLICATE_ID)

    def _of_phrase(self, said: str) -> Iterator[Flaw]:
        if not said:
            return
        yield from self._of("paraphrases", [said] * 3)
        bare = " ".join(words(said))
        if bare in self._asked:
            yield Flaw((), "Deze zin heb je al.", "Vraag het op een andere manier.")
        self._asked.add(bare)
        match = self._matcher.match(said, "nl")
        if match.decision == "answer":
            other = match.candidates[0].entry_id
            yield Flaw(
                (),
                f"Deze zin vindt nu “{other}”.",
                "Schrijf erbij wat haar eigen maakt.",
                Rule.FINDS_OTHER,
            )

    def _of_label(self, said: str, theme: str, language: str) -> Iterator[Flaw]:
        yield from self._of("label", said, language)
        for entry in self._content.entries_of(theme):
            if entry.wording(language).label.casefold() == said.casefold():
                yield Flaw(
                    (), f"Die knop heeft “{entry.id}” al.", "Kies andere woorden.", Rule.SAME_BUTTON
                )

    def _of_id(self, said: str) -> Iterator[Flaw]:
        yield from self._of("id", said)
        if self._content.entry_named(said) is not None:
            yield Flaw((), f"“{said}” bestaat al.", "Kies een ander id.", Rule.DUPLICATE_ID)

    def _theme(self) -> str:
        themes = {theme.id: theme.name.nl for theme in self._content.themes}
        return asking.one_of("Het thema", themes, self._shelf)

    def _next_id(self, label: str) -> str:
        """The next number, and what the button says."""
        known = (
            *self._content.entries,
            *(a for e in self._content.entries.values() for a in e.aliases),
        )
        numbers = [int(found[1]) for one in known if (found := _NUMBERED.match(one))]
        dull = {word for one in self._content.vocabulary.stop_words for word in words(one)}
        telling = [word for word in words(label) if word not in dull] or words(label)
        return f"f{max(numbers, default=0) + 1:02}_{'_'.join(telling[:3])}"[:40]

    def _owner(self) -> str | None:
        owners = Counter(entry.owner for entry in self._content.entries.values())
        return next((owner for owner, _ in owners.most_common(1)), None)

    def _contacts(self) -> dict[str, str]:
        return {
            contact.id: f"{contact.line('nl')} · {contact.purpose.nl}"
            for contact in self._content.contacts.values()
        }

    def _questions(self) -> dict[str, str]:
        return {entry.id: entry.nl.question for entry in self._content.entries.values()}
