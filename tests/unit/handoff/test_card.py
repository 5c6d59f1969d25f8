"""The card and the title: a case at a glance, never a person."""

from __future__ import annotations

import re

import pytest

from bot.handoff.ids import find_code
from tests.support.desks import ENGLISH, knowledge
from tests.support.people import Player


def answered(theme: str, region: str) -> Player:
    """Return somebody with a case about a theme, in a region."""
    anna = Player()
    anna.agrees()
    anna.presses("Deskundige")
    anna.presses("Nee")
    anna.presses("Sla over")
    anna.writes(region)
    anna.presses(theme)
    anna.presses("Plaats nu")
    return anna


def title(anna: Player) -> str:
    """Return the title of her topic."""
    assert anna.person.case is not None
    return anna.titles[anna.person.case.code]


def test_the_title_names_theme_and_region() -> None:
    """Urgency and state, theme, region, code: what tells cases apart stands in the first 25 characters."""
    anna = answered("Iets online", "Utrecht")
    assert re.fullmatch(r"⏳ online·Utr·[2-9A-Z]{4}-[2-9A-Z]{4}", title(anna))
    assert find_code(title(anna)[:25]) is not None


@pytest.mark.parametrize("option", [one.nl for one in knowledge().form.question("thema").options])  # type: ignore[union-attr]  # the form has it
def test_the_code_is_in_sight(option: str) -> None:
    """For every theme the whole code is among the first 25 characters, also when the case is urgent."""
    anna = answered(option, "Noord-Brabant")
    anna.writes("hij heeft een mes bij zich")
    assert title(anna).startswith("🔴⏳ ")
    assert find_code(title(anna)[:25]) is not None


def test_never_a_person() -> None:
    """A region that she typed, which may be anything, stands on the card, masked, and not in the title."""
    anna = answered("Iets online", "In het dorp, bij Jansen thuis")
    assert "dorp" not in title(anna)
    assert "In het dorp, bij [naam] thuis" in anna.topic.messages[anna.card].text


def test_the_state() -> None:
    """The title shows whether the case waits, is talked about, or is closed."""
    anna = answered("Iets online", "Utrecht")
    anna.expert("Hallo", anna.card)
    assert title(anna).startswith("💬 online")
    anna.expert_presses("Sluit")
    assert title(anna).startswith("✅ online")
    anna.expert_presses("Heropen")
    assert title(anna).startswith("⏳ online")


def test_the_card() -> None:
    """The card holds code, urgency, answers and state, and how to answer; typed texts stay in her message."""
    anna = answered("Iets online", "Utrecht")
    text = anna.topic.messages[anna.card].text
    assert anna.person.case is not None
    assert anna.person.case.code in text
    for part in (
        "gewoon",
        "Veiligheid: Nee",
        "Regio: Utrecht",
        "Wacht op een deskundige",
        "/a",
        "//",
    ):
        assert part in text
    assert anna.topic.messages[anna.card].buttons == ["✋ Ik pak dit op", "Sluit de zaak"]


def test_her_language_on_the_card() -> None:
    """The card says so when she writes another language than the experts."""
    anna = Player(language="en")
    anna.places()
    assert "Schrijft Engels" in anna.topic.messages[anna.card].text
    eva = Player(ENGLISH, language="en")
    eva.places()
    assert "Writes" not in eva.topic.messages[eva.card].text
