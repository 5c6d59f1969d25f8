"""Phrasing: the ways in which people ask: too few, twice the same, or finding another entry."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from bot.faq.entry import PHRASINGS_TO_ANSWER, Action
from bot.faq.folder import META
from bot.faq.plain import words
from bot.faq.problem import Flaw, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.faq.lint.shown import Written
    from bot.faq.marked import Path
    from bot.faq.matcher import Confusion
    from bot.faq.survey import Survey

FAR_OFF: Final = 0.25
"""Margin (0 to 1) from which a phrasing that finds another entry is named by itself."""
MIXED_UP: Final = 0.10
"""Share of the phrasings of an entry from which two entries are too much alike …"""
FEWEST_MIXED_UP: Final = 3
"""… if it is at least this many, in both directions together."""
HARDLY_FOUND: Final = 0.25
"""Share of its phrasings that must find an entry while they are left out themselves."""

_UNMATCHED: Final = frozenset({Action.YOUNG_PERSON, Action.PARENT})
"""Found by who is asking, not by what is asked."""

Placed = tuple[str, Flaw]
"""A file, and a mistake in it."""


def too_few(survey: Survey) -> Iterator[Placed]:
    """Entries that are not given as an answer yet."""
    english = {one.id: one for items in survey.english.values() for _, one in items}
    for theme, dutch in survey.dutch.items():
        for at, entry in dutch:
            other = english.get(entry.id)
            count = len(entry.paraphrases) + (len(other.paraphrases) if other else 0)
            if theme != META and count < PHRASINGS_TO_ANSWER:
                sentence = (
                    f"“{entry.id}” heeft {count} manieren waarop iemand het vraagt. Onder de "
                    f"{PHRASINGS_TO_ANSWER} is het alleen te vinden door te bladeren, en als keuze."
                )
                mend = f"Schrijf er {PHRASINGS_TO_ANSWER - count} bij, echt verschillend."
                yield (
                    f"nl/{theme}.yaml",
                    Flaw(("entries", at, "paraphrases"), sentence, mend, Rule.FEW_PHRASINGS),
                )


def twice(written: Sequence[Written]) -> Iterator[Placed]:
    """Phrasings that stand there twice, in one entry or in two, and golden questions that are phrasings."""
    first: dict[str, tuple[Written, str]] = {}
    for one in written:
        for at, phrase in enumerate(one.wording.paraphrases):
            bare = " ".join(words(phrase))
            here: Path = (*one.path, "paraphrases", at)
            if bare not in first:
                first[bare] = (one, phrase)
            else:
                other = first[bare][0].entry_id
                where = "hier al" if other == one.entry_id else f"ook bij “{other}”"
                mend = (
                    "Haal er een weg."
                    if other == one.entry_id
                    else "Laat haar staan waar zij het best past."
                )
                sentence = f"De zin “{phrase}” staat {where}."
                yield one.file, Flaw(here, sentence, mend, Rule.SAME_PHRASING)
    for one in written:
        for at, golden in enumerate(one.wording.tests):
            found = first.get(" ".join(words(golden.ask)))
            if found is not None and golden.expect != "none":
                sentence = f"De testvraag “{golden.ask}” staat zo ook bij “{found[0].entry_id}”; dan toetst zij niets."
                mend = "Vraag het in andere woorden."
                yield one.file, Flaw((*one.path, "tests", at, "ask"), sentence, mend, Rule.GOLDEN)


def same_buttons(written: Iterable[Written]) -> Iterator[Placed]:
    """Two entries of a theme whose buttons say the same."""
    labels: dict[tuple[str, str, str], str] = {}
    for one in written:
        key = (one.theme, one.language, one.wording.label.casefold())
        other = labels.setdefault(key, one.entry_id)
        if other != one.entry_id:
            sentence = f"De knop “{one.wording.label}” heeft “{other}” in dit thema ook."
            mend = "Geef deze vraag een knop die het verschil laat zien."
            yield one.file, Flaw((*one.path, "label"), sentence, mend, Rule.SAME_BUTTON)


def mixed_up(
    survey: Survey, written: Sequence[Written], confusions: Iterable[Confusion]
) -> Iterator[Placed]:
    """What the matcher makes of the phrasings when each is left out in turn."""
    places = {
        (one.language, one.entry_id, phrase): (one.file, (*one.path, "paraphrases", at))
        for one in written
        for at, phrase in enumerate(one.wording.paraphrases)
    }
    found = [one for one in confusions if (one.language, one.entry_id, one.phrasing) in places]
    unmatched = {
        entry.id
        for items in survey.dutch.values()
        for _, entry in items
        if entry.action in _UNMATCHED
    }
    totals: Counter[str] = Counter()
    for one in written:
        totals[one.entry_id] += len(one.wording.paraphrases)
    yield from _hardly_found(written, found, totals, unmatched)
    yield from _alike(written, found, totals)
    for confusion in found:
        if confusion.found_id and confusion.margin >= FAR_OFF:
            file, path = places[confusion.language, confusion.entry_id, confusion.phrasing]
            sentence = (
                f"De zin “{confusion.phrasing}” vindt “{confusion.found_id}” "
                f"({_percent(confusion.margin)} sterker)."
            )
            mend = "Hoort zij daar? Verplaats haar. Zo niet, schrijf erbij wat haar eigen maakt."
            yield file, Flaw(path, sentence, mend, Rule.FINDS_OTHER)


def _alike(
    written: Sequence[Written], confusions: Iterable[Confusion], totals: Counter[str]
) -> Iterator[Placed]:
    """Two entries whose phrasings the matcher confuses; told once, at the one that comes first."""
    strayed: dict[tuple[str, str], int] = defaultdict(int)
    for one in confusions:
        if one.found_id:
            strayed[one.entry_id, one.found_id] += 1
    order = [one.entry_id for one in written]
    told: set[frozenset[str]] = set()
    for (entry, other), there in sorted(strayed.items(), key=lambda item: -item[1]):
        back = strayed.get((other, entry), 0)
        pair = frozenset((entry, other))
        share = max(there / totals[entry], back / totals[other])
        if pair in told or there + back < FEWEST_MIXED_UP or share < MIXED_UP:
            continue
        told.add(pair)
        first = min((entry, other), key=order.index)
        place = next(one for one in written if one.entry_id == first)
        sentence = (
            f"“{entry}” en “{other}” lijken te veel op elkaar: {there} van de {totals[entry]} zinnen "
            f"van de een vinden de ander, {back} van de {totals[other]} andersom."
        )
        mend = "Geef elk zinnen met wat alleen daar speelt, of maak er één vraag van."
        yield place.file, Flaw((*place.path, "paraphrases"), sentence, mend, Rule.CONFUSION)


def _hardly_found(
    written: Sequence[Written],
    confusions: Iterable[Confusion],
    totals: Counter[str],
    unmatched: set[str],
) -> Iterator[Placed]:
    """Entries that most of their own phrasings do not find."""
    missed = Counter(one.entry_id for one in confusions)
    seen: set[str] = set()
    for one in written:
        if one.entry_id in seen or one.entry_id in unmatched:
            continue
        seen.add(one.entry_id)
        total, away = totals[one.entry_id], missed[one.entry_id]
        if away > total * (1 - HARDLY_FOUND):
            sentence = (
                f"“{one.entry_id}” is bijna niet te vinden: {away} van zijn {total} zinnen vinden "
                "iets anders of niets."
                if away < total
                else f"“{one.entry_id}” is door geen enkele van zijn {total} zinnen te vinden."
            )
            mend = "Schrijf zinnen met de woorden die mensen hier echt gebruiken."
            path = (*one.path, "paraphrases")
            yield one.file, Flaw(path, sentence, mend, Rule.NOT_FOUND)


def _percent(share: float) -> str:
    return f"{share * 100:.0f}%"
