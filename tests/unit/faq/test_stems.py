"""Stems: what every match of a pattern holds, and which rules a text can be about."""

from __future__ import annotations

import random
import re
from re import _parser  # type: ignore[attr-defined]  # to make texts of a pattern; typeshed leaves it out
from typing import TYPE_CHECKING, Any

import pytest

from bot.faq.danger import DangerRules
from bot.faq.stems import StemIndex, stems

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.faq.content import Content


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("afscheidsbrief", [{"afscheidsbrief"}]),
        ("wil niet meer", [{"wil"}, {"niet"}, {"meer"}]),
        (r"lege pillen\w*", [{"lege"}, {"pillen"}]),
        ("mes(?:sen|je)?", [{"mes"}]),
        (r"(?:vuur)?wapens?\b", [{"wapen"}]),
        (r"maak(?:t|en)? (?:\w+ ){0,3}af", [{"maak"}, {"af"}]),
        ("(?:lijst|lijstje) met namen", [{"lijst"}, {"met"}, {"namen"}]),
        ("(?:een zakmes|bommen) bij zich", [{"zakmes", "bommen"}, {"bij"}, {"zich"}]),
        ("(?:bom|ak ?47) gezien", [{"bom", "47"}, {"gezien"}]),
        ("(?:bom|x) gezien", [{"gezien"}]),
        ("(?:hij ){1,2}loopt", [{"hij"}, {"loopt"}]),
        ("hier(?= nu)", [{"hier"}]),
        ("(?<=nu )hier(?! niet)", [{"hier"}]),
        ("(nee) en \\1", [{"nee"}, {"en"}]),
        ("(?i:Nee) toch", [{"toch"}]),
        ("[mb]es [^a]m", [{"es"}]),
        (r"\w+ \d\d", []),
    ],
)
def test_what_every_match_holds(pattern: str, found: list[set[str]]) -> None:
    """Only what no match can do without is a stem: nothing optional, of a class, or looked at but not taken."""
    assert [set(one) for one in stems(pattern)] == found


def test_a_rule_is_told_by_all_its_stems() -> None:
    """A rule can be meant when each of its sets is there, in any word; one without stems can always be meant."""
    index = StemIndex([stems("wil dood"), stems(r"\w"), stems("(?:mes|bom) bij")], ["wilde"])
    assert index.rules(index.held([])) == [1]
    assert index.rules(index.held(["dood"])) == [1]
    assert index.rules(index.held(["doodmoe", "wilde"])) == [0, 1]
    assert index.rules(index.held(["vlindermessen"]) | index.held(["erbij"])) == [1, 2]


def _made(parts: Iterable[tuple[Any, Any]], chance: random.Random) -> str:
    """A text that a pattern may find; what it only looks at is left out."""
    text = ""
    for what, value in parts:
        match str(what):
            case "LITERAL":
                text += chr(value)
            case "NOT_LITERAL":
                text += "z"
            case "IN":
                kind, sign = chance.choice(value)
                text += chr(sign) if str(kind) == "LITERAL" else "7"
            case "BRANCH":
                text += _made(chance.choice(value[1]), chance)
            case "SUBPATTERN":
                text += _made(value[3], chance)
            case "MAX_REPEAT":
                most = min(value[1], value[0] + 2)
                for _ in range(chance.randint(value[0], most)):
                    text += _made(value[2], chance)
            case _:
                pass
    return text


def test_no_rule_of_the_content_is_left_out(content: Content) -> None:
    """Texts made of the rules' own patterns reach the rules that they were made of, in any words around them."""
    rules = DangerRules.compile(content)
    chance = random.Random(8)
    reached = 0
    for pattern in (one.pattern for one in rules._rules):
        for _ in range(12):
            made = f"Er is iets. {_made(_parser.parse(pattern.pattern), chance)} en nu"
            plain, tried = rules._tried(rules.read(made))
            if pattern.search(plain):
                reached += 1
                assert pattern in {one.pattern for one in tried}, pattern.pattern
    assert reached > 1000


def test_most_rules_are_not_tried(content: Content) -> None:
    """Each rule of the content has stems, so an ordinary message is looked at by a few of them at most."""
    rules = DangerRules.compile(content)
    for one in rules._rules:
        assert stems(one.pattern.pattern), one.pattern.pattern
    for entry in content.entries.values():
        for text in entry.nl.paraphrases if entry.nl else ():
            assert len(rules._tried(rules.read(text))[1]) <= 12, text


def test_what_is_no_pattern_is_refused() -> None:
    """A flaw in a pattern is told like anywhere else."""
    with pytest.raises(re.error):
        stems("(mes")
