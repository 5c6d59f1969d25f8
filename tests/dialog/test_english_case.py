"""English in an open case: what she reads of relay, answers and end; and a desk that works in English."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.emulator.actors import Expert, Person, Stage
from bot.text import bare
from tests.dialog.talk import Talk, said
from tests.support.helpline import Helpline, helpline


@pytest.fixture
def talk(stage: Stage, anna: Person) -> Talk:
    """A conversation in English."""
    return Talk(stage, anna, "en")


async def test_her_side_of_a_case_is_english(
    talk: Talk, anna: Person, eva: Expert, erik: Expert, stage: Stage
) -> None:
    """Roles, questions about cards, failures and thanks come in English, while the experts read Dutch."""
    await talk.agrees()
    await talk.places()
    topic = await eva.topic()
    card = await eva.sees(topic, said("nl", "card.waiting"))
    await anna.sends("voice")
    await anna.sees(talk.said("unreadable_open"))
    await eva.replies(card, "Tell me more")
    await anna.sees("Tell me more")
    assert "Expert A" in anna.finds(talk.said("taken_up")).text
    await erik.replies(card, "Me too")
    await anna.sees("Me too")
    anna.finds("Expert B")
    await anna.sends("contact", phone_number="+31700000000", first_name="Centre")
    await anna.sees(talk.said("held"))
    await talk.presses("button.dont_send")
    await anna.sees(talk.said("held_not_sent"))
    await eva.sends("contact", reply_to=card, phone_number="+31700000000", first_name="Centre")
    await eva.presses(bare("nl", "button.send"), topic)
    await anna.sees(bare("en", "card_as_text", card="Centre, +31700000000"))
    await anna.sends("photo", copyable=False)
    await anna.sees(talk.said("undelivered_uncopyable"))
    await talk.presses("button.i_am_helped")
    await anna.sees(talk.said("closed"))
    await eva.sees(topic, said("nl", "topic.closed_by_her"))
    await anna.writes("Thank you all")
    await anna.sees(talk.said("after"))
    await anna.writes("thanks")
    await anna.sees(talk.said("welcome"))


async def test_a_delay_is_told_in_english(
    talk: Talk, anna: Person, eva: Expert, stage: Stage
) -> None:
    """When her topic can't be made right now, she hears so in English."""
    await stage.fault(
        "createForumTopic", code=400, description="Bad Request: not enough rights", times=None
    )
    await talk.agrees()
    await talk.wants_expert()
    await talk.chooses("veiligheid", "nee")
    await talk.presses("button.place")
    await anna.sees(talk.said("delayed"))


class TestEnglishDesk:
    """A helpline whose experts work in English."""

    @pytest.fixture
    async def line(self, tmp_path: Path) -> AsyncIterator[Helpline]:
        """A helpline set to English."""
        async with helpline(tmp_path / "data", language="en") as running:
            yield running

    async def test_the_desk_reads_english(self, anna: Person, eva: Expert, erik: Expert) -> None:
        """Start screen, card, lines, buttons and pop-ups of such a desk are English."""
        await anna.starts()
        await anna.sees(said("en", "start.screen"))
        await anna.presses(bare("en", "button.agree"))
        await anna.presses(bare("en", "button.expert"))
        await anna.presses("No")
        await anna.presses(bare("en", "button.place"))
        topic = await eva.topic()
        card = await eva.sees(topic, said("en", "card.waiting"))
        note = await eva.notes(topic, "Who has time?")
        await eva.sees_reaction(note, "✍")
        await eva.sees(topic, said("en", "topic.note_line"))
        toast = await erik.presses(bare("en", "button.send_note"), topic)
        assert toast.text == bare("en", "toast.not_yours")
        await eva.presses(bare("en", "button.take"), topic)
        await anna.sees(said("en", "taken_up"))
        await eva.sends("location", reply_to=card, latitude=52.1, longitude=5.1)
        await eva.sees(topic, said("en", "topic.held"))
        await eva.presses(bare("en", "button.dont_send"), topic)
        await eva.presses(bare("en", "button.close"), topic)
        await eva.sees(topic, said("en", "topic.closed"))
        await anna.sees(said("en", "closed"))
