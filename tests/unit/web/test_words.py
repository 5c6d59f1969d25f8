"""Words of the pages: both languages say the same, and nothing stands there that no page says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from string import Formatter

import bot.web.knowledge
from bot.web.knowledge.words import EN, NL, day

ROOM = Path(bot.web.knowledge.__file__).parent
MADE = {"certainty.": ("A", "B", "C"), "missing": (".title", ".text"), "busy": (".title", ".text")}


def _values(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def test_both_languages_say_the_same() -> None:
    """With the same values."""
    assert {key: _values(text) for key, text in NL.items()} == {
        key: _values(text) for key, text in EN.items()
    }


def test_every_word_is_said_by_a_page() -> None:
    """What templates ask for is what there is."""
    text = "".join(one.read_text("utf-8") for one in (ROOM / "templates").iterdir())
    # Either said at once, or named in the row of the menu: ("vragen", "all").
    asked = set(re.findall(r"""(?:say\(|", )['"]([a-zA-Z_.]+)['"][,)]""", text))
    asked |= {start + end for start, ends in MADE.items() for end in ends}
    assert asked - set(MADE) == set(NL)


def test_days_are_written_out() -> None:
    """As people write them in each language."""
    assert day("nl", date(2026, 3, 1)) == "1 maart 2026"
    assert day("en", date(2026, 11, 22)) == "22 November 2026"
