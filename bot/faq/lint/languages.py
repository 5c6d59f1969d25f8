"""Languages: what is not translated, and what says "u" where the helpline says "je"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.faq.problem import Flaw, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.faq.entry import DutchEntry, Translation
    from bot.faq.lint.shown import Shown
    from bot.faq.marked import Path
    from bot.faq.survey import Survey

_FORMAL: Final = re.compile(r"(?<![\w'’-])(?:u|uw|uzelf)(?![\w'’-])", re.IGNORECASE)


def untranslated(survey: Survey) -> Iterator[tuple[str, Flaw]]:
    """Dutch entries without English, or with less of it: the file, and what is missing there."""
    for theme, dutch in survey.dutch.items():
        file = f"nl/{theme}.yaml"
        if not survey.folder.has(f"en/{theme}.yaml"):
            sentence = f"Van deze {len(dutch)} vragen is er geen Engels."
            mend = f"Maak en/{theme}.yaml; tot dan krijgen Engelstaligen het Nederlands."
            yield file, Flaw((), sentence, mend, Rule.UNTRANSLATED)
            continue
        ids = survey.folder.ids(f"en/{theme}.yaml", "entries")
        if ids is None:
            continue
        english = {entry.id: (at, entry) for at, entry in survey.english[theme]}
        for at, entry in dutch:
            if entry.id not in ids:
                sentence = f"“{entry.id}” is niet vertaald."
                mend = f"Zet het in en/{theme}.yaml; tot dan krijgen Engelstaligen het Nederlands."
                yield file, Flaw(("entries", at, "id"), sentence, mend, Rule.UNTRANSLATED)
            elif entry.id in english:
                place, other = english[entry.id]
                for flaw in _less(entry, other, ("entries", place)):
                    yield f"en/{theme}.yaml", flaw


def _less(dutch: DutchEntry, english: Translation, here: Path) -> Iterator[Flaw]:
    if len(dutch.next_steps) != len(english.next_steps):
        yield Flaw(
            (*here, "next_steps" if english.next_steps else "id"),
            f"“{dutch.id}” heeft in het Nederlands {len(dutch.next_steps)} vervolgstappen, hier {len(english.next_steps)}.",
            "Maak ze gelijk.",
            Rule.UNTRANSLATED,
        )
    if dutch.short is not None and english.short is None:
        yield Flaw(
            (*here, "answer"),
            f"“{dutch.id}” heeft in het Nederlands een kort antwoord (short), hier niet.",
            "Vertaal “short” ook.",
            Rule.UNTRANSLATED,
        )


def formal(shown: Shown) -> Iterator[Flaw]:
    """Dutch words for somebody one does not know."""
    if shown.language == "nl" and (found := _FORMAL.search(shown.text)) is not None:
        sentence = f"Hier staat “{found[0]}”; de helpline zegt je en jij."
        yield Flaw(shown.path, sentence, "Schrijf het in de je-vorm.", Rule.FORMAL, found[0])
