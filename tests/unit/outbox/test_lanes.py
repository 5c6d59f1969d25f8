"""Lanes: order, what waits, and which titles and edits are needless."""

from bot.handoff.effects import (
    Edit,
    Effect,
    Here,
    Named,
    OpenTopic,
    Priority,
    RenameTopic,
    Say,
    ToPerson,
    ToTopic,
)
from bot.handoff.ids import CaseCode, ChatId, EffectId, MessageId, PersonId
from bot.outbox.lanes import Kind, Lane
from bot.ports import Envelope

TOPIC = ToTopic(CaseCode("ABCD-EFGH"))
HER = ToPerson(PersonId("her"), ChatId(1))


def lane(*effects: Effect) -> Lane:
    made = Lane("t:ABCD-EFGH")
    for number, effect in enumerate(effects, 1):
        made.waiting[EffectId(str(number))] = Envelope(EffectId(str(number)), effect)
    return made


def superseded(made: Lane, number: int = 1) -> bool:
    return made.superseded(made.waiting[EffectId(str(number))])


def test_the_one_on_its_way_does_not_wait() -> None:
    """What waits is given in order, without the effect whose call is under way."""
    made = lane(Say(HER, "a"), Say(HER, "b"), Say(HER, "c"))
    assert made.pending() == ("1", "2", "3")
    made.flying = (EffectId("1"),)
    assert made.pending() == ("2", "3")


def test_only_the_newest_title_is_set() -> None:
    """A title is needless when a later one waits; other effects never are."""
    made = lane(RenameTopic(TOPIC, "a"), Say(TOPIC, "x"), RenameTopic(TOPIC, "b"))
    assert superseded(made, 1)
    assert not superseded(made, 2)
    assert not superseded(made, 3)


def test_only_the_newest_edit_of_a_message_is_made() -> None:
    """An edit is needless when a later one of the same message waits, not one of another message."""
    one, two = Named("card"), Here(MessageId(5))
    assert superseded(lane(Edit(TOPIC, one, "a"), Edit(TOPIC, two, "x"), Edit(TOPIC, one, "b")))
    assert not superseded(lane(Edit(TOPIC, one, "a"), Edit(TOPIC, two, "b")))


def test_new_buttons_do_not_replace_a_new_text() -> None:
    """An edit of the buttons alone leaves an earlier text to be set, and the other way round it does not."""
    target = Named("card")
    assert not superseded(lane(Edit(TOPIC, target, "text"), Edit(TOPIC, target, None)))
    assert superseded(lane(Edit(TOPIC, target, None), Edit(TOPIC, target, "text")))
    assert superseded(lane(Edit(TOPIC, target, None), Edit(TOPIC, target, None)))


def test_a_name_that_moves_on_ends_the_search() -> None:
    """An edit of a named message stays needed when the name is given to a new message after it."""
    target = Named("question")
    assert not superseded(
        lane(Edit(HER, target, "a"), Say(HER, "new", name="question"), Edit(HER, target, "b"))
    )
    assert superseded(
        lane(Edit(HER, target, "a"), Say(HER, "new", name="other"), Edit(HER, target, "b"))
    )


def test_what_is_no_decoration_never_overtakes_one_that_would_undo_it() -> None:
    """A title or an edit with an order waits for older decorations of the same; it makes them needless."""
    target, state = Named("card"), Priority.STATE
    for old, new in (
        (Edit(TOPIC, target, "old"), Edit(TOPIC, target, "new", priority=state)),
        (RenameTopic(TOPIC, "old"), RenameTopic(TOPIC, "new", priority=state)),
    ):
        made = lane(old, new)
        made.beside_of(Kind.DECORATION)
        head = made.head()
        assert head is not None
        assert head.effect == old
        assert superseded(made)
        del made.waiting[head.id]
        assert made.head() == Envelope(EffectId("2"), new)
    other = lane(Edit(TOPIC, Named("x"), "old"), Edit(TOPIC, target, "new", priority=state))
    other.beside_of(Kind.DECORATION)
    assert other.head() == other.waiting[EffectId("2")]


def test_the_opening_is_found_wherever_it_is() -> None:
    """The effect that makes the topic is found behind others; without one there is none."""
    made = lane(Say(TOPIC, "a"), OpenTopic(TOPIC, "title"))
    found = made.opening()
    assert found is not None
    assert found.id == "2"
    assert lane(Say(TOPIC, "a")).opening() is None


def test_attempts_are_counted_per_effect() -> None:
    """The record of attempts stays with its effect and starts anew with the next."""
    made = lane(Say(HER, "a"), Say(HER, "b"))
    first, second = made.waiting.values()
    attempt = made.attempt_at(first, 10.0)
    attempt.tries = 3
    assert made.attempt_at(first, 20.0) is attempt
    assert made.attempt_at(second, 30.0).tries == 0


def test_an_attempt_before_a_crash_counts() -> None:
    """An effect that was begun before a crash may have taken effect."""
    made = lane()
    attempt = made.attempt_at(Envelope(EffectId("9"), OpenTopic(TOPIC, "t"), begun=0.0), 1.0)
    assert attempt.begun
    assert attempt.uncertain
