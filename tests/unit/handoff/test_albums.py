"""Albums in the decision: which part joins which, and what comes back of those that have not left."""

from bot.handoff import albums
from bot.handoff.albums import REMEMBERED, Part
from bot.handoff.effects import Relay
from bot.handoff.events import Kind
from bot.handoff.ids import CaseCode, EffectId, MessageId
from bot.handoff.message_map import Side
from bot.handoff.turn import Context, Turn
from tests.support.desks import ALWAYS, MONDAY, knowledge
from tests.support.people import talking


def turn(*parts: Part) -> Turn:
    """A turn of somebody with an open case; these parts of an album have not left."""
    context = Context(MONDAY, CaseCode("AAAA-BBBB"), ALWAYS, knowledge(), parts=parts)
    return Turn(talking().person, context)


def test_later_parts_join_the_first() -> None:
    """The first part joins nothing, the others join it; what is no album joins nothing and is not remembered."""
    one = turn()
    assert not albums.goes(one, "a")
    assert albums.join(one, Side.PERSON, "a", MessageId(1)) is None
    assert albums.goes(one, "a")
    assert albums.join(one, Side.PERSON, "a", MessageId(2)) == 1
    assert albums.join(one, Side.PERSON, "a", MessageId(1)) is None
    assert albums.join(one, Side.PERSON, "", MessageId(3)) is None
    assert [known.id for known in one.case.albums] == ["a"]


def test_the_numbers_of_one_side_mean_nothing_on_the_other() -> None:
    """Of an album all parts are taken back, and no message of the other side that happens to have the same number."""
    one = turn()
    for number in (4, 5):
        albums.join(one, Side.TOPIC, "theirs", MessageId(number))
    assert albums.parts_with(one, Side.TOPIC, MessageId(5)) == (4, 5)
    assert albums.parts_with(one, Side.PERSON, MessageId(5)) == (5,)


def test_only_the_newest_are_remembered() -> None:
    """A case remembers a few albums, so that its record does not grow."""
    one = turn()
    for number in range(REMEMBERED + 2):
        albums.join(one, Side.PERSON, str(number), MessageId(number + 1))
    assert [known.id for known in one.case.albums] == [
        str(number) for number in range(2, REMEMBERED + 2)
    ]


def test_parts_that_have_not_left_come_back() -> None:
    """They leave the outbox with the decision, and are returned in order."""
    one = turn()
    relays = [Relay(one.topic, MessageId(number), album="a") for number in (1, 2)]
    again = turn(*(Part(EffectId(f"e{each.source}"), each) for each in relays))
    assert list(albums.call_back(again)) == relays
    assert again.decision().withdrawn == ("e1", "e2")


def test_only_the_first_part_need_be_a_reply() -> None:
    """Where Telegram shows the reply under the first part alone, the others are an answer with it; another album is not.

    Telegram shows all reactions to an album under its first part, so the receipt of that one stands for all.
    """
    anna = talking()
    hers = anna.writes("Kijk eens")
    about = anna.in_topic(hers)
    first = anna.expert("zo", about, kind=Kind.OTHER, album="a")
    second = anna.expert(kind=Kind.OTHER, album="a")
    other = anna.expert(kind=Kind.OTHER, album="b")
    assert [anna.reaction(one) for one in (first, second, other)] == ["👌", "", "✍"]


def test_a_refused_album_is_spoken_of_once() -> None:
    """Under a closed case each part shows that it stays; one sentence says why."""
    anna = talking()
    hers = anna.writes("Kijk eens")
    about = anna.in_topic(hers)
    anna.expert("/sluit")
    before = len(anna.topic.by("bot"))
    parts = [anna.expert(kind=Kind.OTHER, reply_to=about, album="a") for _ in range(3)]
    assert [anna.reaction(one) for one in parts] == ["😢"] * 3
    assert len(anna.topic.by("bot")) == before + 1
