"""Danger signs: what must be seen, what must be left alone, and what it may cost."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.faq.danger import ASKED, DangerRules, Level, Reading, Sign

from .conftest import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.faq.content import Content

SENTENCES: dict[str, list[str]] = yaml.safe_load((EXAMPLES / "danger.yaml").read_text("utf-8"))
ENGLISH: dict[str, list[str]] = yaml.safe_load((EXAMPLES / "english.yaml").read_text("utf-8"))
OTHERS: dict[str, list[str]] = yaml.safe_load((EXAMPLES / "quiet.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def rules(content: Content) -> DangerRules:
    """The rules of the content folder."""
    return DangerRules.compile(content)


def level(rules: DangerRules, text: str) -> int:
    """The level of a text; 0 for no sign at all."""
    sign = rules.look(text)
    return sign.level if sign is not None else 0


@pytest.mark.parametrize("text", [*SENTENCES["must_red"], *ENGLISH["red"]])
def test_danger_now_is_red(rules: DangerRules, text: str) -> None:
    """A weapon, violence going on, or a plan for today brings the screen with 112 first."""
    assert level(rules, text) == Level.RED


@pytest.mark.parametrize(
    "text", [*SENTENCES["must_trigger"], *OTHERS["trigger"], *ENGLISH["amber"]]
)
def test_danger_is_seen(rules: DangerRules, text: str) -> None:
    """Plans, threats, suicide, departure and coercion bring a danger screen, jokes included."""
    assert level(rules, text) >= Level.AMBER


@pytest.mark.parametrize(
    "text", [*SENTENCES["must_not_trigger"], *OTHERS["quiet"], *ENGLISH["quiet"]]
)
def test_harmless_talk_is_left_alone(rules: DangerRules, text: str) -> None:
    """Denials, idioms, news, lessons and games bring no screen."""
    assert level(rules, text) < Level.AMBER


def test_questions_of_the_faq_are_left_alone(
    rules: DangerRules, content: Content, examples: Callable[[str], Any]
) -> None:
    """Asking an ordinary question never brings a screen, except about danger itself."""
    may = set(SENTENCES["faq_may_trigger"])
    for entry in content.entries.values():
        for wording in (entry.nl, entry.en):
            if wording is None or entry.id in may:
                continue
            for text in (wording.question, *wording.paraphrases, *wording.keywords):
                assert level(rules, text) < Level.AMBER, text
    asked = examples("questions.yaml")
    for text in [*asked["outside"], *asked["fresh_outside"]]:
        assert level(rules, text) < Level.AMBER, text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er is geen nieuws. Hij heeft een mes bij zich", Level.RED),
        ("hij heeft geen mes. Dat is alles", Level.INFO),
        ("Is er een mes? Nee, hij heeft geen mes bij zich!", Level.INFO),
        ("hij heeft geen mes, ik zag het niet goed", Level.INFO),
        ("hij heeft geen mes maar ik zag wel iets", Level.AMBER),
        ("ze heeft niets gezegd hij trok een mes", Level.RED),
        ("hij reageert niet", Level.RED),
        ("ze wil niet meer leven", Level.AMBER),
        ("ik weet niet of hij een mes heeft", Level.RED),
        ("de bommelding bleek nep.", Level.INFO),
        ("bommelding!", Level.RED),
        ("jongen wil naar syrie wat nu", Level.AMBER),
        ("jongen wil nu naar syrie", Level.RED),
        ("in fortnite heeft hij een mes", Level.INFO),
        ("hij praat over een mes in fortnite maar hij heeft vandaag een mes bij zich", Level.AMBER),
        ("er is geen gevaar", 0),
        ("ik ben bang", Level.ASK),
        ("help!!", Level.RED),
        ("112", Level.RED),
        ("", 0),
        ("  \n ", 0),
        ("👍", 0),
    ],
)
def test_denial_and_context(rules: DangerRules, text: str, expected: int) -> None:
    """A denial reaches to the end of its clause, doubt and “now” overrule it, a game is a game."""
    assert level(rules, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "HIJ HEEFT EEN MES",
        "hij heeft een m3s",
        "hij heeft een messss",
        "hij héeft een mes",
        "hij heeft n mes",
    ],
)
def test_disguises_are_undone(rules: DangerRules, text: str) -> None:
    """Capitals, digits for letters, repeated letters, accents and short forms change nothing."""
    assert rules.look(text) == Sign(Level.RED, "wapen_aanwezig")


@pytest.mark.parametrize(
    "text", ["ik geef les", "hij heeft een les gemist", "een wagen op school", "het woord"]
)
def test_one_letter_makes_another_word(rules: DangerRules, text: str) -> None:
    """Words one letter away from a danger word are those other words."""
    assert level(rules, text) < Level.ASK


def together(rules: DangerRules, *texts: str) -> Sign | None:
    """The danger in the last of some texts, a few seconds apart."""
    before: list[Reading] = []
    sign = None
    for text in texts:
        reading = rules.read(text)
        sign = rules.danger(reading, before)
        before = [*before, reading][-8:]
    return sign


def test_messages_are_looked_at_together(rules: DangerRules) -> None:
    """What is said in two messages is seen; what the earlier ones showed already is no sign in the last."""
    weapon = Sign(Level.RED, "wapen_aanwezig")
    assert together(rules, "hij heeft een") is None
    assert together(rules, "hij heeft een", "mes bij zich") == weapon
    assert together(rules, "nee", "hij heeft geen mes bij zich") is None
    assert together(rules, "hij heeft geen mes bij zich", "maar ik zag het wel") is not None
    assert together(rules, "er ligt een aanslagplan", "vandaag") == Sign(
        Level.RED, "aanslag_of_geweldsplan"
    )
    assert together(rules, "hij heeft een", "mes bij zich", "hoi") is None
    assert together(rules, "hij heeft een", "hoi", "мама", "mes bij zich") == weapon
    assert together(rules, "mes bij zich", "hij heeft een mes") == weapon
    assert together(rules, "hoi") is None


@pytest.mark.parametrize("count", range(7))
def test_what_holds_no_words_parts_no_sentence(rules: DangerRules, count: int) -> None:
    """Smileys between two halves of a sentence do not bring its beginning out of reach, however many there are."""
    shot = together(rules, "er wordt", *["😭"] * count, "geschoten")
    assert shot is not None
    assert shot.level is Level.RED
    tired = together(rules, "hij zegt dat hij niet meer wil", *["😭"] * count, "leven")
    assert tired is not None
    assert tired.level is Level.AMBER


def test_texts_read_by_other_rules_are_read_again(rules: DangerRules, content: Content) -> None:
    """When the content changes between two messages the new rules read both."""
    others = DangerRules(content.danger.model_copy(update={"expand": {}}))
    assert rules.danger(rules.read("mes bij zich"), [others.read("hij heeft n")]) is not None


def test_a_row_that_grew_is_looked_at_whole(rules: DangerRules) -> None:
    """That a text was calm with some before it says nothing of those that stand before these."""
    texts = ("hij heeft geen mes bij zich", "hoi " * 40, "maar ik zag het wel")
    far, near, last = (rules.read(text) for text in texts)
    assert rules.danger(near) is None
    assert rules.danger(last, [near]) is None
    assert rules.danger(last, [far, near]) is not None


def _by_each(rules: DangerRules, texts: Sequence[str]) -> Level | int:
    """The danger in the last text by looking at everything: each text, those before, and all, as one."""
    *before, last = texts
    found = level(rules, last)
    joined = level(rules, " ".join(texts))
    known = max([level(rules, text) for text in (*before, last, " ".join(before))])
    found = joined if joined > known else found
    return found if found >= Level.AMBER else 0


def test_what_is_said_in_pieces_is_seen(rules: DangerRules) -> None:
    """Sentences of danger cut in pieces, with other texts between, show what looking at everything shows."""
    chance = random.Random(5)
    dangers = [*SENTENCES["must_red"], *SENTENCES["must_trigger"], *ENGLISH["red"]]
    others = [*OTHERS["quiet"][:40], "ok", "vandaag", "maar ik zag het wel", "niet", "in fortnite"]
    spread = 0
    for _ in range(300):
        words = chance.choice(dangers).split()
        cut = chance.randint(0, len(words))
        row = [" ".join(words[:cut]), *chance.sample(others, chance.choice((0, 0, 1, 4)))]
        row.append(" ".join(words[cut:]))
        if chance.random() < 0.3:
            row.append(chance.choice(others))
        texts = [text for text in row if text][-8:]
        sign = together(rules, *texts)
        assert (0 if sign is None else sign.level) == _by_each(rules, texts), texts
        spread += sign is not None and level(rules, texts[-1]) < Level.AMBER
    assert spread > 20


def test_a_word_that_may_be_danger_has_no_kind(rules: DangerRules) -> None:
    """A soft sign names no category, so that the card claims nothing."""
    assert rules.look("ik vind het gevaarlijk") == Sign(Level.ASK, ASKED)


def test_looking_is_cheap(rules: DangerRules) -> None:
    """A message costs less than 0.3 ms on average, and the longest ones cannot stall the bot, a row of them neither."""
    texts = [*SENTENCES["must_red"], *SENTENCES["must_not_trigger"], *OTHERS["quiet"]]

    def spent(sentences: list[str]) -> float:
        started = time.process_time()
        for text in sentences:
            rules.look(text)
        return (time.process_time() - started) / len(sentences)

    assert min(spent(texts) for _ in range(5)) < 0.0003
    for stuff in ("heeft ", "wil niet ", "mes ", "steekt in de ", "a", "niet . "):
        assert min(spent([(stuff * 4096)[:4096]]) for _ in range(3)) < 0.1
    flood = [rules.read(("hij wil niet naar huis " * 200)[:4096]) for _ in range(9)]
    started = time.process_time()
    rules.danger(flood[-1], flood[:-1])
    assert time.process_time() - started < 0.3


@pytest.mark.parametrize(
    "text",
    [
        "ze wil zichzelf iets aandoen",
        "zij wil zich iets aandoen",
        "ze zegt dat ze zichzelf wat gaat aandoen",
        "hij wil zichzelf vermoorden",
        "ik wil mezelf iets aandoen",
        "hij gaat zichzelf doden",
        "she says she is going to kill herself",
        "i want to kill myself",
        "hij wil zichzelf vanavond iets aandoen",
    ],
)
def test_harm_to_oneself_leads_to_who_helps_with_that(
    rules: DangerRules, content: Content, text: str
) -> None:
    """Who wants to harm himself plans no attack: the screen gives the number for talking about suicide."""
    sign = rules.look(text)
    assert sign is not None
    assert sign.level >= Level.AMBER
    screen = content.screen(red=sign.level is Level.RED, category=sign.category)
    assert "zelfmoordpreventie_113" in screen.contacts


@pytest.mark.parametrize(
    "text",
    [
        "hij wil zichzelf en zijn moeder iets aandoen",
        "hij wil anderen en zichzelf iets aandoen",
        "he wants to kill himself and everyone at school",
        "hij wil zichzelf opblazen",
        "hij wil zijn docent iets aandoen",
    ],
)
def test_harm_to_others_too_stays_a_plan_for_violence(rules: DangerRules, text: str) -> None:
    """As soon as others may be harmed it is about violence."""
    assert rules.look(text) == Sign(Level.AMBER, "aanslag_of_geweldsplan")


def test_leaving_for_a_war_is_seen_without_a_name(rules: DangerRules) -> None:
    """A country at war needs no name to be one; who comes from there leaves for nowhere."""
    sign = rules.look("jongere wil naar een land waar oorlog is")
    assert sign is not None
    assert (sign.level, sign.category) == (Level.AMBER, "uitreis")
    assert level(rules, "hij komt uit een land waar oorlog is") < Level.AMBER
