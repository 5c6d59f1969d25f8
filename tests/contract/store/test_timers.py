"""Timers: due in order, and moved ones do not fire."""

from bot.handoff.events import Timer
from bot.store.valkey_store import ValkeyStore
from tests.contract.store.material import ANNA, BERT, NOW, commit, person

LATER = NOW + 0.123456789


async def test_timers_are_due_in_order(store: ValkeyStore) -> None:
    """Timers of all persons come oldest first, at most as many as asked for, none before its time."""
    await store.commit(commit(set_timers=((Timer.QUESTION, LATER), (Timer.PROMISE, NOW + 60))))
    await store.commit(commit(person=person(BERT), set_timers=((Timer.QUESTION, NOW),)))
    assert await store.next_due() == NOW
    assert list(await store.due(NOW - 1, 10)) == []
    first, second = (BERT, Timer.QUESTION, NOW), (ANNA, Timer.QUESTION, LATER)
    assert list(await store.due(LATER, 10)) == [first, second]
    assert list(await store.due(LATER, 1)) == [first]


async def test_nothing_is_due_without_timers(store: ValkeyStore) -> None:
    """Without timers nothing is due."""
    assert await store.next_due() is None
    assert list(await store.due(NOW, 10)) == []


async def test_a_fired_timer_is_gone(store: ValkeyStore) -> None:
    """The commit that follows from a timer takes it away; firing the same one again is a conflict."""
    await store.commit(commit(set_timers=((Timer.QUESTION, LATER),)))
    ((_, timer, due),) = await store.due(NOW + 9, 10)
    assert (await store.commit(commit(1, fired=(timer, due)))).status == "done"
    assert await store.next_due() is None
    assert (await store.commit(commit(2, fired=(timer, due)))).status == "conflict"


async def test_a_timer_moved_meanwhile_does_not_fire(store: ValkeyStore) -> None:
    """A timer that was read as due and then moved is a conflict, and stays where it was moved to."""
    await store.commit(commit(0, set_timers=((Timer.QUESTION, NOW),)))
    ((_, timer, due),) = await store.due(NOW, 10)
    await store.commit(commit(1, set_timers=((Timer.QUESTION, NOW + 3),)))
    assert (await store.commit(commit(2, fired=(timer, due)))).status == "conflict"
    assert await store.next_due() == NOW + 3


async def test_a_timer_may_be_set_anew_as_it_fires(store: ValkeyStore) -> None:
    """A decision on a timer may set the same timer again, or cancel others."""
    await store.commit(commit(0, set_timers=((Timer.QUESTION, NOW), (Timer.AFTER, NOW + 1))))
    again = commit(
        1,
        fired=(Timer.QUESTION, NOW),
        set_timers=((Timer.QUESTION, NOW + 9),),
        cancel=(Timer.AFTER,),
    )
    assert (await store.commit(again)).status == "done"
    assert list(await store.due(NOW + 99, 10)) == [(ANNA, Timer.QUESTION, NOW + 9)]


async def test_a_timer_of_a_clock_that_was_ahead_is_brought_forward(store: ValkeyStore) -> None:
    """Whom no timer looks at up to the latest moment there is, is looked at now; who is due sooner is left alone."""
    soon, far = ((Timer.ERASE, NOW + 10),), ((Timer.ERASE, NOW + 500),)
    await store.commit(commit(person=person(ANNA), set_timers=soon))
    await store.commit(commit(person=person(BERT), set_timers=far))
    assert await store.look_at_all(NOW, NOW + 1000, again=False) == 2
    assert list(await store.due(NOW, 10)) == []
    assert await store.look_at_all(NOW, NOW + 100, again=False) == 2
    assert list(await store.due(NOW, 10)) == [(BERT, Timer.ERASE, NOW)]
    assert await store.look_at_all(NOW, NOW + 100, again=True) == 2
    assert len(await store.due(NOW, 10)) == 2
