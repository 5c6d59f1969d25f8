"""The gates of the danger rules: one look that tells whether any rule at all finds something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.faq.danger import DangerRules, Level
from bot.faq.heads import by_letter

if TYPE_CHECKING:
    from bot.faq.content import Content
    from bot.faq.signs import DangerFile


def with_patterns(content: Content, *patterns: str, whole: tuple[str, ...] = ()) -> DangerFile:
    """The rules of the content with these patterns in its first category and none in the others."""
    first, *others = content.danger.categories
    emptied = [one.model_copy(update={"patterns": (), "whole": ()}) for one in others]
    changed = first.model_copy(update={"patterns": patterns, "whole": whole, "level": "red"})
    return content.danger.model_copy(update={"categories": (changed, *emptied)})


@pytest.mark.parametrize(
    ("patterns", "whole", "text"),
    [
        (("blauw", "rood"), (), "Het was rood die dag."),
        (("blauw", r"(\w+) (\w+) \2"), (), "Zij zei dan nee nee tegen mij"),
        ((r"(?P<een>aap)", r"(?P<een>noot)"), (), "Een noot viel"),
        (("blauw",), ("groen",), "Groen!"),
    ],
    ids=["any of several", "a pattern that refers back", "names used twice", "a whole message"],
)
def test_each_kind_of_pattern_is_found(
    content: Content, patterns: tuple[str, ...], whole: tuple[str, ...], text: str
) -> None:
    """What a pattern finds alone is found through the gates too."""
    sign = DangerRules(with_patterns(content, *patterns, whole=whole)).look(text)
    assert sign is not None
    assert sign.level is Level.RED


def test_nothing_is_found_where_no_pattern_fits(content: Content) -> None:
    """A pattern that fits nothing lets the message pass as harmless."""
    assert (
        DangerRules(with_patterns(content, "blauw")).look("Wat is een goede eerste stap?") is None
    )


_ATOMS = ("a", "b", "ab", "ba?", "b*a", r"\w+", "[ab]", "[^)]", r"\.", " a", "(?!ab)", "(?:)")
_FRAGMENTS = st.recursive(
    st.sampled_from(_ATOMS),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.builds(
            "(?:{}){}".format,
            st.lists(inner, min_size=1, max_size=3).map("|".join),
            st.sampled_from(("", "?", "*", "+", "??", "{0,2}")),
        ),
    ),
    max_leaves=6,
)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(_FRAGMENTS, min_size=1, max_size=4),
    st.lists(st.text("ab). ", max_size=8), min_size=1, max_size=20),
)
def test_sorted_by_letter_a_choice_finds_what_it_found(
    fragments: list[str], texts: list[str]
) -> None:
    """Sorting shuts nothing out and lets nothing else in, whatever the fragments look like."""
    plain = re.compile(f" (?:{'|'.join(fragments)})(?= )")
    by_letters = re.compile(f" (?:{by_letter(fragments)})(?= )")
    for text in texts:
        line = f" {text} "
        assert (by_letters.search(line) is None) == (plain.search(line) is None)


def test_a_choice_is_sorted_by_its_letters() -> None:
    """What stands at the beginning is taken apart down to its first letters."""
    assert (
        by_letter(("(?:wil|gaat) weg", "(?:heel )?waar"))
        == "w(?:il weg|aar)|g(?:aat weg)|h(?:eel waar)"
    )
