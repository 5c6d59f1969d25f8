"""Budget: what is counted is never more than Telegram allows, whenever within a call Telegram counts it."""

import math
import random

import pytest

from bot.emulator.errors import ApiError
from bot.emulator.limits import Budgets, Limits
from bot.outbox.budget import Bucket, GroupBudget, Rank, Slowness, Window

START = 1_000_000.0


def filled(budget: Window, now: float, rank: Rank = Rank.MESSAGE) -> int:
    """Take and spend as many calls of a rank as there is room for at this moment."""
    count = 0
    while budget.free_at(now, rank, 1) <= now:
        budget.take(now, rank, 1)
        budget.spend(now, rank, 1)
        count += 1
    return count


def test_a_window_takes_so_many_and_no_more() -> None:
    """Three calls fit; a fourth fits when the first stops counting, and not a moment earlier."""
    window = Window(3, 60.0)
    assert filled(window, START) == 3
    assert window.free_at(START + 1, Rank.MESSAGE, 1) == START + 60
    assert filled(window, START + 59.9) == 0
    assert filled(window, START + 60) == 3


def test_a_call_counts_from_its_start_and_its_time_runs_from_its_end() -> None:
    """A call that is under way takes its place, and a slow one is counted as if Telegram saw it last of all."""
    window = Window(1, 60.0)
    window.take(START, Rank.MESSAGE, 1)
    assert window.free_at(START + 30, Rank.MESSAGE, 1) == math.inf
    window.spend(START + 30, Rank.MESSAGE, 1)
    assert window.free_at(START + 31, Rank.MESSAGE, 1) == START + 90


def test_a_call_that_was_never_made_costs_nothing() -> None:
    """What is given back is free at once."""
    window = Window(1, 60.0)
    window.take(START, Rank.MESSAGE, 1)
    window.give_back(Rank.MESSAGE, 1)
    assert window.free_at(START, Rank.MESSAGE, 1) == START
    assert window.full(START)


def test_several_copied_in_one_call_count_as_several() -> None:
    """A call that counts three waits for room for three; more than there ever is waits for all of it."""
    window = Window(4, 60.0)
    window.take(START, Rank.MESSAGE, 2)
    window.spend(START, Rank.MESSAGE, 2)
    window.take(START + 10, Rank.MESSAGE, 1)
    window.spend(START + 10, Rank.MESSAGE, 1)
    assert window.free_at(START + 20, Rank.MESSAGE, 1) == START + 20
    assert window.free_at(START + 20, Rank.MESSAGE, 3) == START + 60
    assert window.free_at(START + 20, Rank.MESSAGE, 9) == START + 70


def test_a_clock_that_jumps_on_lets_a_window_expire() -> None:
    """After a jump of a day all is free."""
    window = Window(3, 60.0)
    filled(window, START)
    assert filled(window, START + 86_400) == 3


@pytest.mark.parametrize("kind", [Window, GroupBudget])
def test_a_clock_that_is_set_back_locks_nothing_up(kind: type[Window]) -> None:
    """After an hour back, what was spent counts for the rest of its window, and no longer."""
    window = kind(20, 60.0)
    filled(window, START)
    back = START - 3600
    assert window.used(back) == window.used(back + 59)
    assert window.used(back + 60) == 0
    assert filled(window, back + 61) > 0


def test_the_others_leave_a_part_to_danger() -> None:
    """However long the others go on, four of twenty are left for danger, the last two for topics of danger cases."""
    group = GroupBudget(20, 60.0)
    now = START
    while group.used(now) < 16:
        now += 0.5
        filled(group, now)
    assert filled(group, now, Rank.MESSAGE) == 0
    assert filled(group, now, Rank.NEW_CASE) == 0
    assert filled(group, now, Rank.DANGER) == 2
    assert filled(group, now, Rank.DANGER_TOPIC) == 2
    assert group.used(now) == 20
    assert filled(group, now, Rank.DANGER_TOPIC) == 0


def test_what_danger_takes_is_not_taken_from_the_others() -> None:
    """After six calls for danger the others get what is left of twenty, not of sixteen."""
    group = GroupBudget(20, 60.0)
    for _ in range(6):
        group.take(START, Rank.DANGER, 1)
        group.spend(START, Rank.DANGER, 1)
    now = START
    for _ in range(59):
        now += 1.0
        filled(group, now)
    assert group.used(now) == 20
    assert filled(group, now, Rank.DANGER_TOPIC) == 0
    now += 1.0
    assert filled(group, now, Rank.DANGER) > 0


def test_half_goes_at_once_and_the_rest_is_spread() -> None:
    """From quiet, eight of the sixteen go at once; no later pause between two is longer than a few seconds."""
    group = GroupBudget(20, 60.0)
    assert filled(group, START) == 8
    times, now = [], START
    while now < START + 600:
        now = max(now, group.free_at(now, Rank.MESSAGE, 1))
        times.append(now)
        group.take(now, Rank.MESSAGE, 1)
        group.spend(now, Rank.MESSAGE, 1)
    pauses = [later - earlier for earlier, later in zip([START, *times], times, strict=False)]
    assert max(pauses) < 10.0
    steady = pauses[len(pauses) // 2 :]
    assert max(steady) < 5.0
    assert len(times) >= 16 * 9


def test_decorations_use_the_first_half_only() -> None:
    """A title may go while less than half is used, and a message fits after it."""
    group = GroupBudget(20, 60.0)
    assert filled(group, START, Rank.DECORATION) == 8
    assert group.free_at(START + 30, Rank.DECORATION, 1) == START + 60
    assert group.free_at(START + 30, Rank.MESSAGE, 1) <= START + 30


def test_what_was_spent_before_counts_on() -> None:
    """Times from before a restart count for the rest of their window; one that lies ahead counts from now."""
    group = GroupBudget(20, 60.0)
    group.remember(START, [START - 70, START - 50, START - 1, START + 500])
    assert group.used(START) == 3
    assert group.used(START + 10.5) == 2
    assert group.used(START + 60.5) == 0


def test_a_bucket_gives_a_few_at_once_and_then_one_a_second() -> None:
    """Where it was quiet three go at once, and then one each second."""
    bucket = Bucket(1.0, 3, START)
    now = START + 100
    for _ in range(3):
        assert bucket.free_at(now, Rank.MESSAGE, 1) == now
        bucket.take(now, Rank.MESSAGE, 1)
        bucket.spend(now, Rank.MESSAGE, 1)
    assert bucket.free_at(now, Rank.MESSAGE, 1) == now + 1
    assert not bucket.full(now + 2.9)
    assert bucket.full(now + 3)


def test_a_bucket_is_empty_at_the_start_of_the_process() -> None:
    """What was spent in a chat before the start is not known, so the first message waits a second at most."""
    bucket = Bucket(1.0, 3, START)
    assert bucket.free_at(START, Rank.MESSAGE, 1) == START + 1


def test_a_bucket_outlives_a_clock_that_is_set_back() -> None:
    """After a day back, the next message waits for a second and no longer."""
    bucket = Bucket(1.0, 3, START)
    bucket.take(START + 5, Rank.MESSAGE, 3)
    bucket.spend(START + 5, Rank.MESSAGE, 3)
    back = START - 86_400
    assert bucket.free_at(back, Rank.MESSAGE, 1) <= back + 1


def test_a_429_halves_the_rate_and_ten_minutes_bring_it_back() -> None:
    """Half at first, three quarters after five minutes, all after ten; several in a row never leave less than a tenth."""
    slowness = Slowness()
    assert slowness.factor(START) == 1.0
    slowness.slow(START)
    assert slowness.factor(START) == 0.5
    assert slowness.factor(START + 300) == pytest.approx(0.75)
    assert slowness.factor(START + 600) == 1.0
    for _ in range(10):
        slowness.slow(START + 700)
    assert slowness.factor(START + 700) == pytest.approx(0.1)
    assert slowness.factor(START - 5000) == pytest.approx(0.1)


def test_a_slowed_group_still_keeps_a_part_for_danger() -> None:
    """After a 429 the group gets ten, of which two are kept."""
    group = GroupBudget(20, 60.0)
    group.slow(START)
    now = START
    while group.used(now) < 8:
        now += 0.5
        filled(group, now)
    assert filled(group, now) == 0
    assert filled(group, now, Rank.DANGER) == 1
    assert filled(group, now, Rank.DANGER_TOPIC) == 1


@pytest.mark.parametrize("seed", range(20))
def test_telegram_never_has_to_refuse(seed: int) -> None:
    """Whenever within its call each one is counted, the strict window and bucket of the stand-in take all of them."""
    chance = random.Random(seed)
    limits = Limits()
    limits.set(Budgets(enforced=True, group_window=60.0))
    group, total = GroupBudget(20, 60.0), Window(30, 1.0)
    bucket = Bucket(1.0, 3, START)
    counted: list[tuple[float, int]] = []
    flying: list[tuple[float, bool, Rank]] = []
    now = START + 10
    for _ in range(2_000):
        now += chance.expovariate(3.0)
        for end, private, rank in sorted(one for one in flying if one[0] <= now):
            flying.remove((end, private, rank))
            (bucket if private else group).spend(end, rank, 1)
            total.spend(end, rank, 1)
        private = chance.random() < 0.5
        budget = bucket if private else group
        rank = chance.choice(list(Rank))
        if budget.free_at(now, rank, 1) <= now and total.free_at(now, rank, 1) <= now:
            budget.take(now, rank, 1)
            total.take(now, rank, 1)
            took = chance.uniform(0.02, 3.0)
            counted.append((now + chance.uniform(0, took), 1 if private else -1))
            flying.append((now + took, private, rank))
    assert len(counted) > 200
    try:
        for at, chat in sorted(counted):
            limits.spend(chat, 1, at)
    except ApiError:
        pytest.fail("a call would have been refused")
