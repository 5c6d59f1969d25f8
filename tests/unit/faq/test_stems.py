"""Stems: what every match of a pattern holds, and which rules a text can be about."""

from __future__ import annotations

import random
import re
from re import _parser  # type: ignore[attr-defined]  # to make texts of a pattern; typeshed leaves it out
from typing import TYPE_CHECKING, Any

import pytest

from bot.faq.danger import DangerRules
from bot.faq.span import span
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
    for pattern in (one.pattern.regex for one in rules._rules):
        for _ in range(12):
            made = f"Er is iets. {_made(_parser.parse(pattern.pattern), chance)} en nu"
            plain, tried = rules._tried(rules.read(made))
            if pattern.search(plain):
                reached += 1
                assert pattern in {one.pattern.regex for one in tried}, pattern.pattern
    assert reached > 1000


def test_most_rules_are_not_tried(content: Content) -> None:
    """Each rule of the content has stems, so an ordinary message is looked at by a few of them at most."""
    rules = DangerRules.compile(content)
    for one in rules._rules:
        assert one.pattern.stems, one.pattern.regex.pattern
    for entry in content.entries.values():
        for text in entry.nl.paraphrases if entry.nl else ():
            assert len(rules._tried(rules.read(text))[1]) <= 20, text


def test_what_is_no_pattern_is_refused() -> None:
    """A flaw in a pattern is told like anywhere else."""
    with pytest.raises(re.error):
        stems("(mes")


@pytest.mark.parametrize(
    ("pattern", "spaces"),
    [
        ("mes", 0),
        (" wil dood(?= )", 3),
        (r"heeft (?:\w+ ){0,4}mes", 5),
        (r"\w+\b", 0),
        ("wil(?: niet| nu even)? meer", 3),
        (r"hier(?= (?:\. |$))", 2),
        ("front(?! van)", 1),
        ("schiet [^.]{0,18} neer", 20),
        ("a[a-z0-9]b[^a]c", 1),
        ("(?:nu ){2}", 2),
        ("(?:nu )*", None),
        ("[^.]*", None),
        ("^ help", None),
        ("(?<=nu )hier", 1),
        ("(?<! en )zich aandoet", 3),
        (r"(nee )\1", None),
    ],
)
def test_how_far_a_pattern_looks(pattern: str, spaces: int | None) -> None:
    """The span counts every space that a match can take or look at, and is not told where it can't be."""
    assert span(pattern) == spaces


def test_nearly_every_rule_has_a_span(content: Content) -> None:
    """So that a row of texts is looked at near its end only. Rules for a whole message have none."""
    rules = DangerRules.compile(content)
    without = [one.pattern.regex.pattern for one in rules._rules if one.pattern.span is None]
    assert without
    assert all(pattern.startswith("^") for pattern in without)


def test_what_rules_find_lies_within_their_span(content: Content) -> None:
    """No match in a text made of a rule's own pattern is longer than its span."""
    rules = DangerRules.compile(content)
    chance = random.Random(9)
    for pattern in (one.pattern.regex for one in rules._rules):
        longest = span(pattern.pattern)
        for _ in range(6 if longest is not None else 0):
            made = f" Er {_made(_parser.parse(pattern.pattern), chance)} en nu toe "
            for match in pattern.finditer(" ".join(made.split())):
                assert longest is not None
                assert match[0].count(" ") <= longest, pattern.pattern


def test_word_lists_are_read_once_and_tell_the_same(content: Content) -> None:
    """What is told of a pattern by its lists is true of the pattern with its lists filled in."""
    rules = DangerRules.compile(content)
    for one in (*(rule.pattern for rule in rules._rules), *rules._ignored):
        assert one.stems == stems(one.regex.pattern), one.regex.pattern
        assert one.span == span(one.regex.pattern), one.regex.pattern
