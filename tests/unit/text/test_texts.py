"""Texts: two languages that say the same, in sound HTML, and nothing that should stand elsewhere."""

from __future__ import annotations

import ast
import re
from string import Formatter
from typing import TYPE_CHECKING, Final

import pytest

from bot.handoff.events import Why
from bot.handoff.holding import Why as Unasked
from bot.handoff.policy import SORTS
from bot.identifiers import Kind
from bot.text import TEXTS, Html, bare, moment, plain, text
from tests.support.desks import OFFICE, ROOT, at
from tests.support.people import balanced

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NL: Final = TEXTS["nl"]
EN: Final = TEXTS["en"]
BOTH: Final = sorted(NL)
MADE: Final = {
    "topic.undelivered_{}": [why.value for why in Why],
    "card.urgency_{}": ["0", "1", "2"],
    "card.language_{}": ["nl", "en"],
    "found.{}": [kind.value for kind in Kind],
    "unsent.{}": [why.value for why in Unasked],
    "names.{}": ["show", "mask"],
    "sort.{}": list(SORTS),
    "policy.instead_{}": ["shows", "sounds", "place", "other"],
}
"""Keys that are put together where they are used."""


def placeholders(words: str) -> set[str]:
    """Return the names of the values that a text needs."""
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def sources() -> Iterator[Path]:
    """Return every module that may use a text."""
    for path in sorted((ROOT / "bot").rglob("*.py")):
        if "emulator" not in path.parts and path.parent.name != "text":
            yield path


def strings() -> set[str]:
    """Return every string that stands in the code; what is put in at run time shows as {}."""
    found: set[str] = set()
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = (
                    one.value if isinstance(one, ast.Constant) else "{}" for one in node.values
                )
                found.add("".join(map(str, parts)))
    return found


def test_both_languages_have_the_same_keys() -> None:
    """What can be said in one language can be said in the other."""
    assert set(NL) == set(EN)


def test_and_need_the_same_values() -> None:
    """A text needs the same values in both languages."""
    assert [key for key in BOTH if placeholders(NL[key]) != placeholders(EN[key])] == []


def test_every_text_is_used() -> None:
    """No text stands there that nobody says."""
    used = strings()
    made = {form.format(end) for form, ends in MADE.items() if form in used for end in ends}
    assert set(NL) - used - made == set()


def test_every_key_exists() -> None:
    """Whatever the code asks for is there."""
    rooms = {key.partition(".")[0] for key in NL if "." in key}
    asked = {
        one
        for one in strings()
        if re.fullmatch(r"[a-z]+\.[a-z0-9_]+", one) and one.partition(".")[0] in rooms
    }
    others = {"danger.button", "intake.yaml", "names.bin"}
    beginnings = {form.partition("{")[0] for form in MADE}
    assert asked - others - beginnings - set(NL) == set()


@pytest.mark.parametrize("language", TEXTS)
def test_sound_html(language: str) -> None:
    """Every text is HTML that Telegram reads, also with values that look like markup."""
    for key, words in TEXTS[language].items():
        filled = text(language, key, **dict.fromkeys(placeholders(words), "<b>&"))
        if not key.startswith(("button.", "toast.", "typed.")):
            balanced(filled)
        assert words.strip() == words or key == "start.kept_line", key


@pytest.mark.parametrize("language", TEXTS)
def test_no_markup_where_none_is_shown(language: str) -> None:
    """Toasts and buttons show no markup; a toast has at most 200 signs, a button is short."""
    for key in (key for key in BOTH if key.startswith(("toast.", "button."))):
        values = dict.fromkeys(placeholders(TEXTS[language][key]), "ABCD-EFGH")
        words = bare(language, key, **values)
        assert not re.search(r"[<>&]", words), key
        assert len(words) <= (200 if key.startswith("toast.") else 40), key


@pytest.mark.parametrize("language", TEXTS)
def test_no_number_but_112_and_113(language: str) -> None:
    """Phone numbers stand in the contacts, and nowhere else."""
    for key, words in TEXTS[language].items():
        found = re.findall(r"\d[\d\s-]{2,}\d|\d{3,}", words)
        assert set(found) <= {"112", "113"}, key


def test_no_language_left_over() -> None:
    """A longer text is not the same in both languages, and no English stands among the Dutch."""
    for key, dutch in NL.items():
        words = re.sub(r"<[^>]+>|\{[^}]+\}|/\w+", "", dutch)
        assert len(words.split()) <= 2 or dutch != EN[key], key
        english = re.search(r"\b(the|you|and|is not|please)\b", words)
        assert key.startswith("typed.") or not english, key


@pytest.mark.parametrize("language", TEXTS)
def test_never_as_if_it_dials(language: str) -> None:
    """No button says that it calls: Telegram has no such buttons."""
    for key in BOTH:
        if key.startswith("button."):
            assert not re.search(r"\b(bel|call|dial)\b", TEXTS[language][key].lower()), key


def test_values_are_escaped_once() -> None:
    """A value is escaped, one that is HTML already is not, and plain text becomes HTML."""
    assert text("nl", "line", line="<b>") == "• &lt;b&gt;"
    assert text("nl", "line", line=Html("<b>x</b>")) == "• <b>x</b>"
    assert plain("a < b & c") == "a &lt; b &amp; c"


def test_an_unknown_language_is_dutch() -> None:
    """Whoever's language we do not have reads Dutch."""
    assert text("fr", "welcome") == text("nl", "welcome")


def test_a_missing_value_is_our_mistake() -> None:
    """A text without a value that it needs raises."""
    with pytest.raises(KeyError):
        text("nl", "line")


@pytest.mark.parametrize(
    ("then", "nl", "en"),
    [
        (at(23, 17), "17:00", "17:00"),
        (at(24, 9, 5), "morgen 9:05", "tomorrow 9:05"),
        (at(27, 9), "vrijdag 9:00", "Friday 9:00"),
        (at(30, 9), "30-11 9:00", "30-11 9:00"),
    ],
)
def test_moments(then: float, nl: str, en: str) -> None:
    """A time is said as people say it, seen from now."""
    seen, now = OFFICE.local(then), OFFICE.local(at(23, 10))
    assert moment("nl", seen, now) == nl
    assert moment("en", seen, now) == en
