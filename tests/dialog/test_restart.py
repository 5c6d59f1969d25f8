"""Restart: whatever ends the process, everything goes on where it was."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.emulator.actors import Expert, Person, Stage
from bot.text import bare
from tests.dialog.case import opened, taken
from tests.support.helpline import Helpline, Program, program

CALM = 0.4
"""Seconds in which something would have come that must not."""


class Ends:
    """A way to end the process and start it again."""

    def __init__(self, running: Program, *, cleanly: bool) -> None:
        self._running = running
        self._cleanly = cleanly

    async def end(self) -> None:
        """End it."""
        await (self._running.stop() if self._cleanly else self._running.kill())

    async def again(self) -> None:
        """Start it again on the same data."""
        await self._running.start()


@pytest.fixture
async def ran(tmp_path: Path) -> AsyncIterator[tuple[Helpline, Program]]:
    """The helpline as a process of its own."""
    async with program(tmp_path / "data") as both:
        yield both


@pytest.fixture
def line(ran: tuple[Helpline, Program]) -> Helpline:
    """The helpline of these tests is a process."""
    return ran[0]


@pytest.fixture(params=[True, False], ids=["clean", "kill -9"])
def process(ran: tuple[Helpline, Program], request: pytest.FixtureRequest) -> Ends:
    """The process, ended cleanly or killed."""
    return Ends(ran[1], cleanly=request.param)


async def test_the_intake_goes_on_after_a_restart(
    process: Ends, anna: Person, eva: Expert, stage: Stage
) -> None:
    """Answers given before the restart are kept, the screen still works, and what she typed arrives."""
    await anna.starts()
    await anna.presses(bare("nl", "button.agree"))
    await anna.writes("Hoe nu verder met de groep?")
    await anna.presses(bare("nl", "button.expert"))
    await anna.presses("Nee")
    await anna.presses("Jongerenwerk")
    await anna.sees("In welke provincie")
    await process.end()
    await anna.writes("utrecht")
    await process.again()
    await anna.sees("Waar gaat je vraag")
    await anna.presses(bare("nl", "button.place"))
    await anna.sees("staat klaar voor een deskundige")
    topic = await eva.topic("Utr")
    card = await eva.sees(topic, bare("nl", "card.waiting"))
    assert "Jongerenwerk" in card.text
    await eva.sees(topic, "utrecht")
    shown = [each.text for each in eva.messages(topic) if not each.from_bot or not each.buttons]
    assert shown[-2:] == ["Hoe nu verder met de groep?", "utrecht"]


async def test_a_conversation_goes_on_after_a_restart(
    process: Ends, anna: Person, eva: Expert, stage: Stage
) -> None:
    """What both sides write while the bot is away arrives after it, once, in order and as replies."""
    case = await taken(anna, eva)
    asked = await anna.writes("Voor de herstart")
    copy = await eva.sees(case.topic, "Voor de herstart")
    await stage.settle()
    await process.end()
    for number in (1, 2, 3):
        await anna.writes(f"Tijdens {number}")
    answer = await eva.replies(copy, "Antwoord tijdens")
    await eva.notes(case.topic, "Notitie tijdens")
    await process.again()
    assert (await anna.sees("Antwoord tijdens")).reply_to == asked.id
    await eva.sees_reaction(answer, "👌")
    await eva.sees(case.topic, "Tijdens 3")
    await stage.settle()
    shown = [each.text for each in eva.messages(case.topic) if each.text.startswith("Tijdens")]
    assert shown == ["Tijdens 1", "Tijdens 2", "Tijdens 3"]
    assert not [each for each in anna.messages() if "Notitie" in each.text]
    assert len([each for each in anna.messages() if each.text == "Antwoord tijdens"]) == 1


async def test_edits_find_their_message_after_a_restart(
    process: Ends, anna: Person, eva: Expert, stage: Stage
) -> None:
    """The ties between messages and their copies outlive the process."""
    case = await opened(anna, eva)
    written = await anna.writes("Ze zijn met zijn vijven")
    copy = await eva.sees(case.topic, "met zijn vijven")
    answer = await eva.replies(copy, "Bel om tien uur")
    arrived = await anna.sees("Bel om tien uur")
    await stage.settle()
    await process.end()
    await process.again()
    await anna.edits(written, "Ze zijn met zijn zessen")
    assert (await eva.sees(case.topic, "met zijn zessen")).id == copy.id
    await eva.edits(answer, "Bel om elf uur")
    assert (await anna.sees("Bel om elf uur")).id == arrived.id


async def test_a_promise_is_kept_over_a_restart(
    process: Ends, anna: Person, eva: Expert, stage: Stage
) -> None:
    """The promised time that passes while the bot is away is told when it is back, once."""
    case = await opened(anna, eva)
    await process.end()
    await stage.advance(31 * 60)
    await process.again()
    await anna.sees("later geworden dan beloofd")
    await eva.sees(case.topic, "wacht al")
    await stage.settle()
    assert len([each for each in anna.messages() if "later geworden" in each.text]) == 1


async def test_what_waited_to_be_sent_is_sent_after_a_restart(
    process: Ends, anna: Person, eva: Expert, stage: Stage
) -> None:
    """Messages that could not be sent when the process ended are sent by the next, in order."""
    case = await opened(anna, eva)
    await stage.fault("copyMessage", code=500, description="Internal Server Error", times=None)
    for number in (1, 2, 3):
        await anna.writes(f"Wachtend {number}")
    await stage.settle(quiet=0.1)
    await process.end()
    await stage.no_faults()
    await process.again()
    await eva.sees(case.topic, "Wachtend 3")
    shown = [each.text for each in eva.messages(case.topic) if each.text.startswith("Wachtend")]
    assert shown == ["Wachtend 1", "Wachtend 2", "Wachtend 3"]


async def test_a_topic_that_was_being_made_is_found_again(
    ran: tuple[Helpline, Program], anna: Person, eva: Expert, stage: Stage
) -> None:
    """When the process is killed between Telegram's making the topic and its answer, there is still one topic."""
    hold = await stage.hold("createForumTopic", when="after")
    await anna.starts()
    await anna.presses(bare("nl", "button.agree"))
    await anna.writes("Hoe nu verder met de groep?")
    await anna.presses(bare("nl", "button.expert"))
    await anna.presses("Nee")
    await anna.presses(bare("nl", "button.place"))
    await stage.held()
    await ran[1].kill()
    await stage.release(hold)
    await ran[1].start()
    topic = await eva.topic()
    await eva.sees(topic, "Hoe nu verder met de groep?")
    await stage.advance(60)
    await stage.settle()
    assert len(await eva.topics()) == 1
