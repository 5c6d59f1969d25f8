"""Receipts: what a delivered effect leaves in the message map, and what is told of a failed one."""

from bot.handoff.effects import (
    Amend,
    DeleteMessages,
    DeleteTopic,
    Edit,
    Effect,
    Here,
    Named,
    Pass,
    React,
    Relay,
    RenameTopic,
    Say,
    SendContact,
    ToGeneral,
    ToPerson,
    ToTopic,
)
from bot.handoff.events import Undelivered, Why
from bot.handoff.ids import CaseCode, ChatId, EffectId, MessageId, PersonId, ThreadId
from bot.handoff.message_map import Entry, EntryKind, Link, Side
from bot.outbox.receipt import finished, refused, undelivered
from bot.ports import Envelope, Finished

TOPIC = ToTopic(CaseCode("ABCD-EFGH"))
HER = ToPerson(PersonId("her"), ChatId(1))
SOURCE = MessageId(7)
NEW = MessageId(50)
HERS = (
    Link(Side.PERSON, SOURCE, Entry(EntryKind.HERS, other=NEW)),
    Link(Side.TOPIC, NEW, Entry(EntryKind.HERS, other=SOURCE)),
)
ANSWER = (
    Link(Side.TOPIC, SOURCE, Entry(EntryKind.ANSWER, other=NEW)),
    Link(Side.PERSON, NEW, Entry(EntryKind.ANSWER, other=SOURCE)),
)


def done(effect: Effect, made: int | None = NEW) -> Finished:
    return finished(Envelope(EffectId("1"), effect, PersonId("her")), made)


def test_a_message_of_hers_is_tied_to_its_copy() -> None:
    """Relay, Pass and a new copy after an edit to the topic tie both sides as hers."""
    for effect in (Relay(TOPIC, SOURCE), Pass(TOPIC, SOURCE, "x"), Amend(TOPIC, SOURCE, "x")):
        assert done(effect).links == HERS


def test_an_answer_is_tied_to_its_copy_and_keeps_its_author() -> None:
    """Relay, Pass and a new copy to her tie both sides as an answer, without naming an author."""
    for effect in (Relay(HER, SOURCE), Pass(HER, SOURCE, "x"), Amend(HER, SOURCE, "x")):
        assert done(effect).links == ANSWER


def test_an_edit_in_place_ties_nothing_anew() -> None:
    """A change that made no new message leaves the map as it is."""
    assert done(Amend(HER, SOURCE, "x"), None).links == ()


def test_a_copy_in_a_rebuilt_topic_is_what_it_was() -> None:
    """An answer that is copied from her chat stays an answer, and is marked with a reaction."""
    effect = Relay(TOPIC, SOURCE, again=True, kind=EntryKind.ANSWER, mark="👌")
    assert done(effect).links == (
        Link(Side.PERSON, SOURCE, Entry(EntryKind.ANSWER, other=NEW)),
        Link(Side.TOPIC, NEW, Entry(EntryKind.ANSWER, other=SOURCE)),
    )
    assert done(effect).follow == (React(TOPIC, NEW, "👌"),)


def test_every_message_of_the_bot_in_a_topic_is_known() -> None:
    """Card, lines and contact cards in a topic and in her chat are in the map; in General they are not."""
    card = Link(Side.TOPIC, NEW, Entry(EntryKind.CARD))
    line = Link(Side.TOPIC, NEW, Entry(EntryKind.BOT))
    assert done(Say(TOPIC, "x", entry="card")).links == (card,)
    assert done(Say(TOPIC, "x")).links == (line,)
    assert done(SendContact(TOPIC, "112", "x")).links == (line,)
    assert done(Say(ToGeneral(), "x")).links == ()
    alone = Link(Side.PERSON, NEW, Entry(EntryKind.ALONE))
    assert done(Say(HER, "x")).links == (alone,)
    assert done(SendContact(HER, "112", "x")).links == (alone,)


def test_an_entry_in_her_chat_is_made_when_asked_for() -> None:
    """A line to her stands in the map when the effect says so."""
    line = Link(Side.PERSON, NEW, Entry(EntryKind.BOT))
    assert done(Say(HER, "x", entry="bot")).links == (line,)


def test_names_are_remembered() -> None:
    """A named message is remembered; one that was sent anew in place of an edit too."""
    assert done(Say(HER, "x", name="question")).named == (("question", NEW),)
    assert done(Say(HER, "x")).named == ()
    assert done(Edit(HER, Named("question"), "x")).named == (("question", NEW),)
    assert done(Edit(HER, Named("question"), "x"), None).named == ()
    assert done(Edit(HER, Here(SOURCE), "x")).named == ()


def test_what_follows_a_delivery_follows_an_edit_in_place_too() -> None:
    """The receipt reaction comes with the record of the delivery."""
    then = (React(TOPIC, SOURCE, "👌"),)
    assert done(Relay(HER, SOURCE, then=then)).follow == then
    assert done(Amend(HER, SOURCE, "x", then=then), None).follow == then
    assert done(RenameTopic(TOPIC, "x"), None).follow == ()


def test_the_sender_is_told_which_message_failed() -> None:
    """A failed relay names the message in its sender's chat; other effects name none."""
    assert undelivered(Relay(HER, SOURCE), Why.BLOCKED) == Undelivered(True, SOURCE, Why.BLOCKED)
    assert undelivered(Pass(TOPIC, SOURCE, "x"), Why.TOO_BIG) == Undelivered(
        False, SOURCE, Why.TOO_BIG
    )
    assert undelivered(Amend(HER, SOURCE, "x"), Why.REFUSED) == Undelivered(
        True, SOURCE, Why.REFUSED, edit=True
    )
    assert undelivered(Say(HER, "x"), Why.BLOCKED) == Undelivered(True, None, Why.BLOCKED)


def _tries(newest: int, deletable: int) -> tuple[list[int], dict[str, int]]:
    """Delete messages of which only so many can go: how many each call named, and what was counted."""
    effect = DeleteMessages(HER, tuple(MessageId(one) for one in range(newest, 0, -1)))
    oldest, named, counts = newest - deletable, [], dict[str, int]()
    left = [effect]
    while left:
        one = left.pop()
        envelope = Envelope(EffectId("1"), one, None)
        asked = one.messages[: one.at_once]
        named.append(len(asked))
        made = finished(envelope, None) if min(asked) > oldest else refused(envelope, one)
        left += [each for each in made.follow if isinstance(each, DeleteMessages)]
        for name, count in made.counted:
            counts[name] = counts.get(name, 0) + count
    return named, counts


def test_what_can_go_goes_and_the_rest_is_counted() -> None:
    """A hundred at once while that works; then fewer are named until the border of the two days is found."""
    assert _tries(250, 250) == ([100, 100, 50], {"erased_messages": 250})
    for deletable in (0, 1, 2, 37, 99, 100, 101, 249):
        named, counts = _tries(250, deletable)
        assert counts.get("erased_messages", 0) == deletable
        assert counts["kept_messages"] == 250 - deletable
        assert len(named) <= 14


def test_an_erased_topic_is_counted() -> None:
    """Gone or refused for good: either is a number for the operator. An orphan is none."""
    topic = DeleteTopic(ToGeneral(), ThreadId(9), erased=True)
    assert done(topic, None).counted == (("erased_topics", 1),)
    assert refused(Envelope(EffectId("1"), topic), topic).counted == (("kept_topics", 1),)
    assert done(DeleteTopic(ToGeneral(), ThreadId(9)), None).counted == ()


def test_the_last_word_to_who_was_erased_leaves_nothing() -> None:
    """An effect of nobody in her chat is not noted in anybody's map."""
    last = finished(Envelope(EffectId("1"), Say(HER, "x"), None), NEW)
    assert (last.person, last.links, last.named) == (None, (), ())
