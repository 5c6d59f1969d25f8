"""Kinds of patterns in the danger rules: whatever a maintainer writes is found, also where little can be told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.faq.danger import DangerRules, Level

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
    """What a pattern finds is found, also when it is one among others."""
    sign = DangerRules(with_patterns(content, *patterns, whole=whole)).look(text)
    assert sign is not None
    assert sign.level is Level.RED


def test_nothing_is_found_where_no_pattern_fits(content: Content) -> None:
    """A pattern that fits nothing lets the message pass as harmless."""
    assert (
        DangerRules(with_patterns(content, "blauw")).look("Wat is een goede eerste stap?") is None
    )
