"""Merging: what goes as one message, what ends the row, and what is recorded of it."""

from hypothesis import given
from hypothesis import strategies as st

from bot.handoff.effects import (
    Amend,
    Counterpart,
    Effect,
    Pass,
    Priority,
    React,
    Relay,
    Say,
    ToPerson,
    ToTopic,
)
from bot.handoff.ids import CaseCode, ChatId, EffectId, MessageId, PersonId
from bot.handoff.merged import Merged, Part
from bot.handoff.message_map import Entry, EntryKind, Link, Side
from bot.outbox.merging import bundle, finished
from bot.outbox.places import Aim
from bot.outbox.receipt import finished as recorded
from bot.outbox.receipt import of_hers
from bot.ports import Envelope

ANNA = PersonId("anna")
TOPIC = ToTopic(CaseCode("ABCD-EFGH"))
HER = ToPerson(ANNA, ChatId(5))
MADE = MessageId(900)


def text(source: int, words: str, reply: int | None = None) -> Relay:
    """A text of hers on its way to the topic."""
    answers = Counterpart(MessageId(reply)) if reply else None
    return Relay(TOPIC, MessageId(source), ChatId(5), answers, text=words, clock="14:03")


def change(source: int, words: str) -> Amend:
    """A change of a text of hers."""
    return Amend(TOPIC, MessageId(source), words, ChatId(5), heading="Verbetering van 14:03:")


def lane(*effects: Effect) -> list[Envelope]:
    """Envelopes as they wait in a lane."""
    return [Envelope(EffectId(f"{at}"), one, ANNA) for at, one in enumerate(effects, start=1)]


def taken(*effects: Effect) -> tuple[list[str], list[str]]:
    """Return which effects go as one message, and the texts in it."""
    found = bundle(lane(*effects))
    if found is None:
        return [], []
    return list(found.ids), [part.text for part in found.merged.parts]


def test_texts_in_a_row_are_merged() -> None:
    """All texts at the head go as one message, in order; what comes after something else waits its turn."""
    row = (text(1, "een"), text(2, "twee"), text(3, "drie"))
    assert taken(*row, Say(TOPIC, "x"), text(4, "vier")) == (
        ["1", "2", "3"],
        ["een", "twee", "drie"],
    )


def test_one_text_is_not_merged() -> None:
    """A single text is copied as it is, and so is one before anything else."""
    assert taken() == ([], [])
    assert taken(text(1, "een")) == ([], [])
    assert taken(text(1, "een"), Relay(TOPIC, MessageId(2), ChatId(5)), text(3, "drie")) == ([], [])


def test_only_her_plain_texts_are_merged() -> None:
    """No media, no copy for a rebuilt topic, no answer to her, and no card as words is ever merged."""
    for other in (
        Relay(TOPIC, MessageId(2), ChatId(5)),
        Relay(TOPIC, MessageId(2), ChatId(5), again=True, text="x"),
        Relay(TOPIC, MessageId(2), ChatId(5), mark="👌", text="x"),
        Relay(HER, MessageId(2), text="x"),
        Pass(TOPIC, MessageId(2), "x"),
    ):
        assert taken(other, text(8, "a"), text(9, "b")) == ([], [])
        assert taken(text(1, "een"), other, text(9, "b")) == ([], [])


def test_an_answer_begins_a_row() -> None:
    """A text that answers another message is the first of a merged message, never a later part."""
    found = bundle(lane(text(1, "een", reply=40), text(2, "twee"), text(3, "drie", reply=41)))
    assert found is not None
    assert found.ids == ("1", "2")
    whole = found.envelope.effect
    assert isinstance(whole, Pass)
    assert whole.reply_to == Counterpart(MessageId(40))


def test_an_effect_in_doubt_goes_alone() -> None:
    """A text that may have arrived already is not sent as a part of something else."""
    one, two, three = lane(text(1, "een"), text(2, "twee"), text(3, "drie"))
    doubtful = Envelope(two.id, two.effect, ANNA, begun=0.0)
    assert bundle([one, doubtful, three]) is None
    assert bundle([doubtful, three]) is None


def test_a_change_that_waits_is_taken_in() -> None:
    """A change of a part that waits itself takes the place of the part's text, and is done with it."""
    ids, texts = taken(text(1, "een"), text(2, "twee"), change(1, "EEN"), text(3, "drie"))
    assert ids == ["1", "2", "3", "4"]
    assert texts == ["EEN", "twee", "drie"]


def test_a_change_of_something_else_ends_the_row() -> None:
    """A change of a message that is there already, or of media, keeps its place in the order."""
    assert taken(text(1, "a"), text(2, "b"), change(7, "x"), text(3, "c"))[1] == ["a", "b"]
    media = Amend(TOPIC, MessageId(1), "x", ChatId(5), caption=True)
    assert taken(text(1, "a"), text(2, "b"), media, text(3, "c"))[1] == ["a", "b"]


def test_as_much_as_fits() -> None:
    """What does not fit any more waits for the next merged message; a change that would not fit, too."""
    long = "x" * 2000
    assert taken(text(1, long), text(2, long), text(3, long))[0] == ["1", "2"]
    assert taken(text(1, long), text(2, "b"), change(2, "y" * 3000), text(3, "c"))[0] == ["1", "2"]


def test_the_whole_goes_where_the_first_went() -> None:
    """The one message is a text for the topic, with the urgency of the first part and its id."""
    first = Relay(
        TOPIC, MessageId(1), ChatId(5), text="een", clock="9:05", priority=Priority.DANGER
    )
    found = bundle(lane(first, text(2, "twee")))
    assert found is not None
    assert found.envelope == Envelope(
        EffectId("1"),
        Pass(
            TOPIC,
            MessageId(1),
            "9:05\neen\n\n14:03\ntwee",
            entities=found.merged.entities,
            priority=Priority.DANGER,
        ),
        ANNA,
    )
    # Where the topic is gone for good she is told of the first; the others go on, and she is told of each in its turn.
    assert of_hers(found.envelope.effect) == 1


def test_every_part_is_recorded() -> None:
    """One record settles all, ties each part to the merged message, keeps the texts, and runs what follows each."""
    receipt = React(TOPIC, MessageId(70), "👌")
    one, two, three = lane(text(1, "een"), text(2, "twee"), change(1, "EEN"))
    assert isinstance(one.effect, Relay)
    first = Envelope(one.id, Relay(TOPIC, MessageId(1), text="een", clock="14:03", then=(receipt,)))
    found = bundle([first, two, three])
    assert found is not None
    done = finished(found, MADE)
    merged = Merged((Part(MessageId(1), "14:03", "EEN"), Part(MessageId(2), "14:03", "twee")))
    assert done.id == one.id
    assert done.also == (two.id, three.id)
    assert done.follow == (receipt,)
    assert done.merged == (MADE, merged)
    assert done.links == (
        Link(Side.PERSON, MessageId(1), Entry(EntryKind.MERGED, other=MADE)),
        Link(Side.PERSON, MessageId(2), Entry(EntryKind.MERGED, other=MADE)),
        Link(
            Side.TOPIC,
            MADE,
            Entry(EntryKind.MERGED, other=MessageId(2), parts=merged.layout),
        ),
    )


def _aim(merged: Merged) -> Aim:
    return Aim(ChatId(-100), False, about=MADE, merged=merged)


def test_a_changed_part_is_recorded_in_its_place() -> None:
    """After a change in place the record holds the new text, and the map where each part begins now."""
    merged = Merged((Part(MessageId(1), "14:03", "een"), Part(MessageId(2), "14:03", "twee")))
    (amend,) = lane(change(1, "eentje"))
    done = recorded(amend, None, _aim(merged))
    changed = merged.changed(MessageId(1), "eentje", "[]")
    assert done.merged == (MADE, changed)
    assert not done.also
    assert done.links[0].entry.parts == changed.layout


def test_a_correction_stands_beside_the_merged_message() -> None:
    """A correction is known as hers, and her message stays where it was, with the correction; new media take its place."""
    (amend,) = lane(change(1, "eentje"))
    done = recorded(amend, 901, _aim(Merged()))
    entry = Entry(EntryKind.HERS, other=MessageId(1))
    stays = Entry(EntryKind.MERGED, other=MessageId(900), before=(MessageId(901),))
    assert done.links == (
        Link(Side.PERSON, MessageId(1), stays),
        Link(Side.TOPIC, MessageId(901), entry),
    )
    assert done.merged is None
    (media,) = lane(Amend(TOPIC, MessageId(1), "", ChatId(5), caption=True))
    sides = {link.side for link in recorded(media, 901, _aim(Merged())).links}
    assert sides == {Side.PERSON, Side.TOPIC}
    assert recorded(amend, None, _aim(Merged())).links == ()


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("text"), st.text("ab😀 ", min_size=1, max_size=1500)),
        st.tuples(st.just("reply"), st.text("ab", min_size=1, max_size=9)),
        st.tuples(st.just("change"), st.text("cd😀", min_size=1, max_size=1500)),
        st.tuples(st.just("line"), st.just("")),
        st.tuples(st.just("media"), st.just("")),
    ),
    max_size=12,
)


@given(STEPS)
def test_nothing_is_lost_and_nothing_overtakes(steps: list[tuple[str, str]]) -> None:
    """However a lane is filled, emptying it row by row brings every text once, in order, as it was last changed."""
    effects: list[Effect] = []
    wanted: dict[MessageId, str] = {}
    for number, (what, words) in enumerate(steps, start=1):
        id_ = MessageId(number)
        if what in ("text", "reply"):
            effects.append(text(id_, words, reply=40 if what == "reply" else None))
            wanted[id_] = words
        elif what == "change" and wanted:
            effects.append(change(next(reversed(wanted)), words))
            wanted[next(reversed(wanted))] = words
        elif what == "line":
            effects.append(Say(TOPIC, "x"))
        elif what == "media":
            effects.append(Relay(TOPIC, id_, ChatId(5)))
    waiting = lane(*effects)
    order: list[MessageId] = []
    shown: dict[MessageId, str] = {}
    while waiting:
        found = bundle(waiting)
        if found is None:
            effect = waiting.pop(0).effect
            if isinstance(effect, Relay | Amend) and (isinstance(effect, Amend) or effect.text):
                shown[effect.source] = effect.text
                order += [effect.source] if isinstance(effect, Relay) else []
            continue
        assert found.merged.fits()
        assert list(found.envelopes) == waiting[: len(found.envelopes)]
        del waiting[: len(found.envelopes)]
        for part in found.merged.parts:
            shown[part.source] = part.text
            order.append(part.source)
    assert shown == wanted
    assert order == list(wanted)
