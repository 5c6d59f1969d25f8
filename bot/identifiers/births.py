"""Births: dates of birth, as against the dates of all that happens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.identifiers.find import Find, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS: Final = (
    r"(?:jan(?:uari|uary)?|feb(?:ruari|ruary)?|maart|mrt|march|mar|apr(?:il)?|mei|may|juni|june|jun|juli|july|jul|"
    r"aug(?:ustus|ust)?|sept?(?:ember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR: Final = r"(?:19|20)\d\d"
_DATE: Final = re.compile(
    rf"(?<![\w.,/-])(?:"
    rf"{_DAY}(?P<sep>[-/.]| - )(?:0?[1-9]|1[0-2])(?P=sep)(?P<y1>{_YEAR}|'?\d\d)"
    rf"|(?P<y2>{_YEAR})(?P<sep2>[-/.])(?:0?[1-9]|1[0-2])(?P=sep2){_DAY}"
    rf"|{_DAY}(?:e|ste|de|st|nd|rd|th)?(?: of)?[ -]?{_MONTHS}[ -]?,?[ ]?(?P<y3>{_YEAR}|'\d\d)"
    rf"|{_MONTHS} {_DAY}(?:st|nd|rd|th)?,? (?P<y4>{_YEAR})"
    rf")(?![\w]|[-/.]\d)",
    re.IGNORECASE,
)
_LIKELY: Final = re.compile(r"\d[-/.] ?\d|(?:19|20)\d\d|'\d\d")
"""Every date with a year has one of these."""
_SHORT: Final = re.compile(
    rf"(?<![\w.,/-])(?:{_DAY}(?:e|th|st|nd|rd)? {_MONTHS}|{_MONTHS} {_DAY}|{_DAY}[-/](?:0?[1-9]|1[0-2]))(?![\w]|[-/.]\d| ?:)",
    re.IGNORECASE,
)
"""A day without a year: only right behind a word of birth."""
_COMPACT: Final = re.compile(
    rf"(?<![\w.,/-])(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])|{_DAY} (?:0?[1-9]|1[0-2]) )(?:{_YEAR}|\d\d)(?![\w]|[-/.]\d)"
)
"""A date without signs between, "120309": only right behind a word of birth."""
_BORN: Final = re.compile(
    r"\b(?:geb(?:oren|oorte(?:datum|dag)?|dat(?:um)?)?\b|g\.d\.|gd\b|geboorte\w*|d\.?o\.?b\b|(?:was )?born\b|birth\w*|"
    r"verjaardag\w*|verjaart\b|jarig\b|bday\b)",
    re.IGNORECASE,
)
_EVENT: Final = re.compile(
    r"\b(?:sinds|vanaf|tot|since|until|aanslag\w*|attack\w*|verslag|gesprek\w*|afspraak|herdenk\w*|oorlog|dateert|dated|getekend|"
    r"versie|wet van|besluit van|brief van|mail van|melding van|gestart|begonnen|overleden|gestorven|died|verhuisd|gepubliceerd|"
    r"geplaatst|gepost|published|posted|incident\w*|moord op|vergadering|rapport|report|meeting|arrived|aangekomen|in dienst)\b",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(
    r"\b(?:op|per|voor|na|om|on|by|before|after|as of|uit|from)(?: \w+dag)? $", re.IGNORECASE
)
"""Right before a date they tell when something happened."""
_HISTORY: Final = frozenset(
    {
        *((20, 4, 1889), (9, 11, 1938), (10, 5, 1940), (15, 5, 1940), (4, 5, 1945), (5, 5, 1945)),
        *((11, 9, 2001), (6, 5, 2002), (2, 11, 2004), (22, 7, 2011), (7, 1, 2015), (13, 11, 2015)),
        *((22, 3, 2016), (15, 3, 2019), (18, 3, 2019), (17, 7, 2014), (30, 4, 2009)),
    }
)
"""Days that are spoken of for what happened on them: war, remembrance, attacks."""
_OLDEST: Final = 1930
_YOUNGEST: Final = 2018
"""Years between which a date that nobody explains is taken for a birth; later ones tell of events."""
_BEFORE: Final = 45
_AFTER: Final = 25
"""Signs in which a word of birth or of an event is looked for."""
_TELLS: Final = re.compile(r"[.!?;\n](?=\s)")
_ABBREVIATED: Final = re.compile(r"(?:geb|gebdat|d)\.$", re.IGNORECASE)
_NUMBERS: Final = re.compile(r"\d+")


def births(text: str) -> Iterator[Find]:
    """Dates near a word of birth; and dates of a year in which people of today were born."""
    born = _BORN.search(text) is not None
    for match in _DATE.finditer(text) if _LIKELY.search(text) else ():
        before = _clause(text[max(0, match.start() - _BEFORE) : match.start()])
        after = _TELLS.split(text[match.end() : match.end() + _AFTER])[0]
        year = match["y1"] or match["y2"] or match["y3"] or match["y4"]
        if (
            _BORN.search(before)
            or _BORN.search(after)
            or (
                year.isdigit()
                and _OLDEST <= int(year) <= _YOUNGEST
                and not _EVENT.search(before)
                and not _WHEN.search(before)
                and _numbers(match[0], int(year)) not in _HISTORY
            )
        ):
            yield Find(Kind.BIRTHDATE, *match.span())
    if born:
        for match in (*_SHORT.finditer(text), *_COMPACT.finditer(text)):
            before = _clause(text[max(0, match.start() - _BEFORE) : match.start()])
            said = list(_BORN.finditer(before))
            if said and len(before[said[-1].end() :].split()) <= 2:
                yield Find(Kind.BIRTHDATE, *match.span())


def _clause(before: str) -> str:
    """What stands before a date in its own sentence."""
    ends = [
        end.end() for end in _TELLS.finditer(before) if not _ABBREVIATED.search(before[: end.end()])
    ]
    return before[ends[-1] :] if ends else before


def _numbers(date: str, year: int) -> tuple[int, int, int]:
    """Day, month and year of a date as typed."""
    numbers = [int(one) for one in _NUMBERS.findall(date) if int(one) != year]
    if len(numbers) == 2:
        day, month = reversed(numbers) if date.startswith(str(year)) else numbers
        return day, month, year
    words = re.findall(r"[a-z]{3,}", date.lower())
    month = next(
        (
            at
            for at, _ in enumerate(_MONTH_STARTS)
            if words and words[0].startswith(_MONTH_STARTS[at])
        ),
        -1,
    )
    return (numbers or [0])[0], month + 1, year


_MONTH_STARTS: Final = (
    *(("jan",), ("feb",), ("maa", "mrt", "mar"), ("apr",), ("mei", "may"), ("jun",)),
    *(("jul",), ("aug",), ("sep",), ("okt", "oct"), ("nov",), ("dec",)),
)
