"""Gathering: which parts go together, and how long they wait for each other."""

from itertools import count

import pytest

from bot.handoff.effects import Counterpart, Edit, Effect, Named, Priority, Relay, Say, ToTopic
from bot.handoff.ids import CaseCode, ChatId, EffectId, MessageId, PersonId
from bot.outbox import albums
from bot.outbox.albums import AFTER_START, MOST, Gathering
from bot.outbox.lanes import Lane
from bot.ports import Envelope

TOPIC = ToTopic(CaseCode("ABCD-EFGH"))
PAUSE = 0.6


def part(source: int, album: str = "a", joins: int | None = None) -> Relay:
    """A part of an album."""
    return Relay(
        TOPIC,
        MessageId(source),
        source_chat=ChatId(5),
        album=album,
        caption=True,
        joins=None if joins is None else MessageId(joins),
    )


def lane(*effects: Effect) -> Lane:
    """A lane in which these wait."""
    found = Lane("t:x")
    for number, effect in zip(count(1), effects, strict=False):
        one = Envelope(EffectId(f"{number:04}"), effect, PersonId("anna"))
        found.waiting[one.id] = one
    return found


def sources(found: Lane) -> list[int]:
    """What goes together from the head of a lane."""
    head = found.head()
    assert head is not None
    together = albums.batch(found, found.attempt_at(head, 0.0))
    return [] if together is None else [one.source for one in together.parts]


def test_parts_of_one_album_go_together_in_its_order() -> None:
    """Parts in a row are one album, in the order of their numbers; a change of the bot's own between them is passed over."""
    title = Edit(TOPIC, Named("card:x"), "new", priority=Priority.MESSAGE)
    assert sources(lane(part(2), title, part(1), part(3))) == [1, 2, 3]


@pytest.mark.parametrize("between", [Say(TOPIC, "text"), part(9, "b"), Relay(TOPIC, MessageId(9))])
def test_nothing_goes_ahead_of_what_was_before_it(between: Effect) -> None:
    """A message, or another album, between parts ends the album there."""
    assert sources(lane(part(1), part(2), between, part(3))) == [1, 2]


def test_what_goes_by_itself() -> None:
    """One part alone, what is no part, and parts that Telegram refused as an album go by themselves."""
    assert sources(lane(part(1), Say(TOPIC, "text"))) == []
    assert sources(lane(Say(TOPIC, "text"), part(1), part(2))) == []
    refused = lane(part(1), part(2))
    refused.apart = "a"
    assert sources(refused) == []


def test_no_more_than_telegram_takes() -> None:
    """An album has ten parts at most."""
    assert sources(lane(*map(part, range(1, MOST + 3)))) == list(range(1, MOST + 1))


def test_the_whole_answers_what_a_part_answers() -> None:
    """The reply of any part is that of the album; it joins an earlier part only when that is not among its own."""
    answer = Relay(TOPIC, MessageId(2), album="a", reply_to=Counterpart(MessageId(7)), caption=True)
    found = lane(part(1), answer)
    head = found.head()
    assert head is not None
    together = albums.batch(found, found.attempt_at(head, 0.0))
    assert together is not None
    whole = together.envelope.effect
    assert isinstance(whole, Relay)
    assert whole.reply_to == Counterpart(MessageId(7))
    late = lane(part(4, joins=1), part(3, joins=1))
    attempt = late.attempt_at(next(iter(late.waiting.values())), 0.0)
    joined = albums.batch(late, attempt)
    assert joined is not None
    assert isinstance(joined.envelope.effect, Relay)
    assert joined.envelope.effect.joins == 1


class TestWaiting:
    """How long parts wait."""

    heard = True

    def ready(self, found: Lane, now: float) -> float:
        """Until when the album "a" waits in a lane."""
        return Gathering(PAUSE, lambda: self.heard).ready(found, "a", now)

    def come(self, found: Lane, now: float, *, early: bool = False) -> None:
        """Let a part come."""
        Gathering(PAUSE, lambda: self.heard).arrived(found, "a", now, early=early)

    def test_a_moment_after_the_newest(self) -> None:
        """The wait begins anew with each part, and is over a moment after the last."""
        found = lane(part(1), part(2))
        self.come(found, 10.0)
        self.come(found, 10.5)
        assert self.ready(found, 10.6) == pytest.approx(10.5 + PAUSE)
        assert self.ready(found, 10.5 + PAUSE) <= 10.5 + PAUSE

    def test_ten_parts_wait_for_no_other(self) -> None:
        """A full album goes at once."""
        found = lane(*map(part, range(1, MOST + 1)))
        self.come(found, 10.0)
        assert self.ready(found, 10.0) == 0.0

    def test_danger_anywhere_in_the_lane(self) -> None:
        """With danger behind it an album goes at once, since that waits for it."""
        found = lane(part(1), Say(TOPIC, "danger", priority=Priority.DANGER))
        self.come(found, 10.0)
        assert self.ready(found, 10.0) == 0.0

    def test_after_a_start_until_all_was_heard(self) -> None:
        """What waited before the start waits for what Telegram may still bring, but not for ever."""
        found = lane(part(1))
        self.come(found, 10.0, early=True)
        self.heard = False
        assert self.ready(found, 12.0) > 12.0
        assert self.ready(found, 10.0 + AFTER_START) <= 10.0 + AFTER_START
        self.heard = True
        assert self.ready(found, 12.0) <= 12.0

    def test_a_clock_that_is_set_back(self) -> None:
        """The wait never gets longer than a moment from now."""
        found = lane(part(1))
        self.come(found, 1000.0)
        assert self.ready(found, 10.0) == pytest.approx(10.0 + PAUSE)

    def test_parts_that_are_asked_for_wait_for_the_answer(self) -> None:
        """Who asks which parts have not left gets a moment to keep them; once one is on its way it is too late."""
        found = lane(part(1), part(2))
        self.come(found, 10.0)
        gathering = Gathering(PAUSE, lambda: True)
        assert [one.relay.source for one in gathering.parts(found, "a", 10.5)] == [1, 2]
        assert self.ready(found, 10.5) == pytest.approx(10.5 + PAUSE)
        found.flying = (EffectId("0001"),)
        assert gathering.parts(found, "a", 10.5) == ()
