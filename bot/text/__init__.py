"""Texts: what people read, in Dutch and English, by key.

`nl` and `en` hold what a conversation needs; each further subject is a module of its own, with `NL` and `EN` beside
each other. A key stands in one of them only.
"""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from types import ModuleType

from bot.text import (
    access,
    delivery,
    holding,
    kinds,
    policy,
    privacy,
    reacting,
    rights,
    taking_back,
)
from bot.text.en import TEXTS as EN
from bot.text.nl import TEXTS as NL

LANGUAGES = ("nl", "en")
_SUBJECTS: tuple[ModuleType, ...] = (
    access,
    delivery,
    holding,
    kinds,
    policy,
    privacy,
    reacting,
    rights,
    taking_back,
)
"""The modules of further subjects."""


def _gathered(first: dict[str, str], further: Sequence[dict[str, str]]) -> dict[str, str]:
    """Return all texts of a language.

    Raises:
        ValueError: when two of them have the same key.
    """
    found = dict(first)
    for texts in further:
        if twice := found.keys() & texts.keys():
            raise ValueError(f"two texts have the key {min(twice)}")
        found |= texts
    return found


TEXTS = {
    "nl": _gathered(NL, [one.NL for one in _SUBJECTS]),
    "en": _gathered(EN, [one.EN for one in _SUBJECTS]),
}
_DAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


class Html(str):
    """A text that is Telegram HTML already and is not escaped again."""

    __slots__ = ()


def text(language: str, key: str, **values: object) -> Html:
    """Return a text as Telegram HTML; values are escaped unless they are Html.

    Raises:
        KeyError: when there is no such text, or a value that it needs is missing.
    """
    filled = {
        name: value if isinstance(value, Html) else escape(str(value), quote=False)
        for name, value in values.items()
    }
    return Html(TEXTS.get(language, NL)[key].format(**filled))


def bare(language: str, key: str, **values: object) -> str:
    """Return a text without any formatting: for buttons, for what pops up, and for texts sent as they are."""
    return TEXTS.get(language, NL)[key].format(**values)


def plain(body: str) -> Html:
    """Return plain text as Telegram HTML."""
    return Html(escape(body, quote=False))


def moment(language: str, at: datetime, now: datetime) -> str:
    """Return a local time as people say it, seen from `now`: "17:00", "morgen 9:00", "maandag 9:00"."""
    clock = f"{at.hour}:{at.minute:02}"
    days = (at.date() - now.date()).days
    if days == 0:
        return clock
    if days == 1:
        return f"{'tomorrow' if language == 'en' else 'morgen'} {clock}"
    if days < 7:
        return f"{_DAYS[language if language in _DAYS else 'nl'][at.weekday()]} {clock}"
    return f"{at.day}-{at.month} {clock}"
