"""Facts: what makes a process ready, and what is only to be looked at."""

import pytest
from msgspec.structs import replace

from bot.web.facts import LATE_AFTER, SILENT_AFTER, Facts, Role, Trouble, judge

OWNER = Facts(role=Role.OWNER, epoch=3, heard=1.0, waiting=0, dead_letters=0)
AWAY = Trouble("The store is full.", 12.0)


def test_an_owner_who_hears_telegram_and_can_write_is_ready() -> None:
    """Nothing wrong, nothing to look at."""
    verdict = judge(OWNER)
    assert verdict.ready
    assert verdict.problems == ()


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (replace(OWNER, role=Role.STARTING), "starting"),
        (replace(OWNER, role=Role.SETUP), "waiting for a group"),
        (replace(OWNER, role=Role.STOPPING), "stopping"),
        (replace(OWNER, store=AWAY), "The store is full."),
        (replace(OWNER, telegram=Trouble("Telegram is silent.", 1.0)), "Telegram is silent."),
        (replace(OWNER, heard=None), "not heard yet"),
        (replace(OWNER, heard=SILENT_AFTER + 1), "not heard for a long time"),
        (Facts(role=Role.STANDBY, store=AWAY), "The store is full."),
    ],
)
def test_who_cannot_do_its_work_is_not_ready(facts: Facts, why: str) -> None:
    """Each reason makes it not ready by itself, and is told."""
    verdict = judge(facts)
    assert not verdict.ready
    assert any(why in problem for problem in verdict.problems)


@pytest.mark.parametrize(
    ("facts", "look"),
    [
        (replace(OWNER, oldest=LATE_AFTER + 1, waiting=4), "waits to be sent"),
        (replace(OWNER, dead_letters=2), "set aside"),
        (replace(OWNER, replicas_behind=True), "behind"),
        (replace(OWNER, group_wrong="The expert group is public."), "public"),
    ],
)
def test_what_a_human_should_look_at_leaves_it_ready(facts: Facts, look: str) -> None:
    """A long wait, dead letters and slow replicas are told, and send nobody elsewhere."""
    verdict = judge(facts)
    assert verdict.ready
    assert any(look in problem for problem in verdict.problems)


def test_a_process_in_reserve_is_ready_without_hearing_telegram() -> None:
    """It takes what is brought to it; hearing Telegram is the owner's work."""
    assert judge(Facts(role=Role.STANDBY)).ready
