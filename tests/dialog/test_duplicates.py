"""Duplicates: what is delivered or sent many times happens once; many first messages make one case."""

from bot.emulator.actors import Expert, Person, Stage
from bot.text import bare
from tests.dialog.case import opened, taken


async def test_the_same_update_five_times_is_one_message(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """A message of hers that Telegram delivers five times appears once."""
    case = await opened(anna, eva)
    await anna.writes("Eén keer graag")
    for _ in range(5):
        await stage.redeliver()
    await stage.settle()
    assert len([each for each in eva.messages(case.topic) if each.text == "Eén keer graag"]) == 1


async def test_an_answer_delivered_five_times_is_sent_once(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """An expert's answer that Telegram delivers five times reaches her once."""
    case = await taken(anna, eva)
    await eva.replies(case.question, "Eén keer graag")
    for _ in range(5):
        await stage.redeliver()
    await stage.settle()
    assert len([each for each in anna.messages() if each.text == "Eén keer graag"]) == 1


async def test_a_whole_start_delivered_again_changes_nothing(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """When everything up to the placing comes once more, there is still one case and one topic."""
    await opened(anna, eva)
    await stage.settle()
    before = [each.id for each in anna.messages()]
    await stage.redeliver(last=20)
    await stage.settle()
    assert [each.id for each in anna.messages()] == before
    assert len(await eva.topics()) == 1


async def test_twenty_first_messages_are_one_case(anna: Person, eva: Expert, stage: Stage) -> None:
    """Twenty messages of somebody new at once: one screen, and later one case and topic with all, in order."""
    texts = [f"Bericht {number}" for number in range(1, 21)]
    for text in texts:
        await anna.writes(text)
    await stage.settle()
    screens = [each for each in anna.bot_messages() if each.button(bare("nl", "button.agree"))]
    assert len(screens) == 1
    await anna.presses(bare("nl", "button.agree"))
    await anna.presses(bare("nl", "button.expert"))
    await anna.presses("Nee")
    await anna.presses(bare("nl", "button.place"))
    topic = await eva.topic()
    await eva.sees(topic, texts[-1])
    await stage.settle()
    assert [each.text for each in eva.messages(topic) if each.text in texts] == texts
    assert len(await eva.topics()) == 1


async def test_pressing_twice_places_once(anna: Person, eva: Expert, stage: Stage) -> None:
    """Somebody who presses "place it now" again and again has one case."""
    await anna.starts()
    await anna.presses(bare("nl", "button.agree"))
    await anna.presses(bare("nl", "button.expert"))
    await anna.presses("Nee")
    screen = await anna.sees(lambda each: bool(each.button("Plaats nu")))
    hold = await stage.hold("editMessageReplyMarkup")
    for _ in range(3):
        await anna.presses("Plaats nu", screen)
    await stage.release(hold)
    await anna.sees("staat klaar voor een deskundige")
    await stage.settle()
    assert len(await eva.topics()) == 1
    assert len([each for each in anna.messages() if "staat klaar" in each.text]) == 1
