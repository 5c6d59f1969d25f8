"""Case: the way to one, shared by the tests of what happens in it."""

from dataclasses import dataclass

from bot.emulator.actors import Expert, Message, Person, Topic
from bot.handoff.ids import find_code
from bot.text import bare


@dataclass(frozen=True)
class Case:
    """A case in its topic: the card, and her first message in it."""

    topic: Topic
    card: Message
    question: Message


async def places(anna: Person, *questions: str) -> str:
    """Go from the start to a placed case with these messages as its first; its code."""
    await anna.starts()
    await anna.presses(bare("nl", "button.agree"))
    for each in questions:
        await anna.writes(each)
    await anna.presses(bare("nl", "button.expert"))
    await anna.presses("Nee")
    await anna.presses(bare("nl", "button.place"))
    placed = await anna.sees("staat klaar voor een deskundige")
    code = find_code(placed.text)
    assert code is not None
    return code


async def opened(anna: Person, eva: Expert, question: str = "Hoe nu verder met de groep?") -> Case:
    """Go from the start to a case that waits in its topic."""
    # By its code: the newest topic may still be that of somebody who came before.
    topic = await eva.topic(await places(anna, question))
    card = await eva.sees(topic, bare("nl", "card.waiting"))
    return Case(topic, card, await eva.sees(topic, question))


async def taken(anna: Person, eva: Expert, question: str = "Hoe nu verder met de groep?") -> Case:
    """Go from the start to a case in which the expert has answered."""
    case = await opened(anna, eva, question)
    answer = await eva.replies(case.card, "Dag, ik denk met je mee.")
    await eva.sees_reaction(answer, "👌")
    return case
