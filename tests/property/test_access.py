"""Access never stands before danger: whatever came before, a message of danger gets its screen, and an open case its message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.handoff.admission import Invitation
from bot.handoff.desk import AccessMode
from bot.handoff.effects import OpenTopic, Priority, Relay, Say, ToPerson
from bot.handoff.person import OPEN, Stage
from bot.text import bare
from tests.support.desks import ALWAYS
from tests.support.people import Player

if TYPE_CHECKING:
    from bot.handoff.effects import Effect

RED: Final = "Er staat hier nu een jongen met een mes"
HERS: Final = (
    "/start",
    "/deskundige",
    "/klaar",
    "Hoeveel kinderen passen er in een bakfiets?",
    "nee",
    "plaats",
    "stop",
    "zelfde",
)
LABELS: Final = ("kkoord", "Deskundige", "Nee", "Ja", "Plaats nu", "Geen direct gevaar", "Thema's")
THEIRS: Final = ("/blokkeer reden", "/deblokkeer", "/sluit", "/a Dag")
BUTTONS: Final = ("button.bar", "button.unbar", "button.dont_bar", "button.reopen", "button.take")
GENERAL: Final = ("button.admit", "button.refuse", "button.unbar")
CODES: Final = (
    Invitation(valid=True, organisation="Team Oost"),
    Invitation(),
    Invitation(over=True),
)

STEP = st.one_of(
    st.tuples(st.just("writes"), st.sampled_from(HERS)),
    st.tuples(st.just("presses"), st.sampled_from(LABELS)),
    st.tuples(st.just("expert"), st.sampled_from(THEIRS)),
    st.tuples(st.just("expert_presses"), st.sampled_from(BUTTONS)),
    st.tuples(st.just("general_presses"), st.sampled_from(GENERAL)),
    st.tuples(st.just("comes"), st.sampled_from(CODES)),
    st.tuples(st.just("waits"), st.sampled_from((4.0, 700.0, 4000.0))),
    st.tuples(st.just("danger"), st.just(RED)),
)


def step(anna: Player, what: str, how: object) -> None:
    """Do one thing, if it can be done now."""
    match what, how:
        case "writes", str(text):
            anna.writes(text)
            anna.waits(4.0)
        case "presses", str(label):
            press(lambda: anna.presses(label))
        case "expert", str(text) if anna.person.case is not None:
            anna.expert(text)
        case "expert_presses", str(key) if anna.person.case is not None:
            press(lambda: anna.expert_presses(bare("nl", key)))
        case "general_presses", str(key):
            press(lambda: anna.general_presses(bare("nl", key)))
        case "comes", Invitation() as invitation:
            anna.invitation = invitation
            anna.writes("/start iABCDEFGHIJKLMNOP")
            anna.invitation = None
        case "waits", float(seconds):
            anna.waits(seconds)
        case "danger", _:
            danger(anna)
        case _:
            pass


def press(pressing: object) -> None:
    """Press a button that may not be there."""
    assert callable(pressing)
    try:
        pressing()
    except AssertionError as missing:
        if not str(missing).startswith("no button"):
            raise
    except IndexError:
        pass  # the screen is empty


def danger(anna: Player) -> None:
    """Write of danger, and check the law."""
    before = anna.person
    anna.writes(RED)
    assert anna.decision is not None
    effects = anna.decision.effects
    assert any(is_screen(one) for one in effects), "no screen"
    if before.stage in OPEN:
        assert any(isinstance(one, Relay) and one.priority is Priority.DANGER for one in effects), (
            "not passed on at once"
        )
    if before.admission.barred is None and before.stage not in OPEN:
        if anna.person.stage not in OPEN:
            anna.presses("met voorrang")
            assert any(isinstance(one, OpenTopic) for one in anna.decision.effects)
        assert anna.person.stage in OPEN, "no human"


def is_screen(effect: Effect) -> bool:
    """Tell whether an effect shows her where to call, before all else."""
    return (
        isinstance(effect, Say)
        and isinstance(effect.to, ToPerson)
        and effect.priority is Priority.DANGER
        and "112" in effect.html
    )


@pytest.mark.parametrize("mode", AccessMode)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(STEP, max_size=14))
def test_access_never_blocks_danger(mode: AccessMode, steps: list[tuple[str, object]]) -> None:
    """In every mode, after whatever happened: screen, numbers and an open case at once, and a human for who is not blocked."""
    anna = Player(replace(ALWAYS, access=mode))
    for what, how in steps:
        anna.pace = 500 if len(steps) % 2 else 1
        step(anna, what, how)
        known = anna.person.admission
        assert known.barred is None or anna.person.stage not in {*OPEN, Stage.CLOSED}
        assert not known.request or anna.person.stage not in OPEN
    danger(anna)


@pytest.mark.parametrize("mode", [AccessMode.INVITE, AccessMode.APPROVE])
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(STEP.filter(lambda one: one[0] != "danger"), max_size=14))
def test_nobody_gets_in_without_being_let_in(
    mode: AccessMode, steps: list[tuple[str, object]]
) -> None:
    """Where nobody said yes, no invitation came and nothing is urgent, no case is ever placed."""
    anna = Player(replace(ALWAYS, access=mode))
    for what, how in steps:
        step(anna, what, how)
        if anna.decision is not None and any(
            isinstance(one, OpenTopic) for one in anna.decision.effects
        ):
            assert anna.person.case is not None
            assert anna.person.admission.since or anna.person.case.urgency
