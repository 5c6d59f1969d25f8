"""Two people: each is heard and answered apart, whoever else is there."""

import asyncio

from bot.emulator.actors import Expert, Person, Stage
from bot.text import bare
from tests.dialog.case import places

CALM = 0.4
"""Seconds in which something would have come that must not."""


async def test_two_cases_have_two_topics(anna: Person, eva: Expert, stage: Stage) -> None:
    """Each person has a topic of her own, with her messages and nobody else's."""
    bea = await stage.person("Bea")
    await asyncio.gather(places(anna, "De vraag van de een"), places(bea, "De vraag van de ander"))
    await stage.settle()
    first, second = await eva.topics()
    shown = {
        topic.id: [each.text for each in eva.messages(topic) if "De vraag" in each.text]
        for topic in (first, second)
    }
    assert sorted(shown.values()) == [["De vraag van de ander"], ["De vraag van de een"]]
    assert first.name != second.name


async def test_the_right_one_is_answered(anna: Person, eva: Expert, stage: Stage) -> None:
    """An answer goes to the owner of the topic it was written in, and to nobody else."""
    bea = await stage.person("Bea")
    await places(anna, "De vraag van Utrecht")
    one = await eva.topic()
    await places(bea, "De vraag van Zeeland")
    other = await eva.topic(after=one)
    to_anna = await eva.sees(one, "De vraag van Utrecht")
    to_bea = await eva.sees(other, "De vraag van Zeeland")
    await eva.replies(to_bea, "Dit is voor Zeeland")
    await eva.replies(to_anna, "Dit is voor Utrecht")
    await eva.notes(other, "/a En dit ook voor Zeeland")
    await bea.sees("En dit ook voor Zeeland")
    await anna.sees("Dit is voor Utrecht")
    bea.finds("Dit is voor Zeeland")
    await stage.settle()
    assert not [each for each in anna.messages() if "voor Zeeland" in each.text]
    assert not [each for each in bea.messages() if "voor Utrecht" in each.text]


async def test_a_reply_across_topics_answers_nobody(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """A reply in one topic to a message of another is no answer to either person."""
    bea = await stage.person("Bea")
    await places(anna, "De vraag van Utrecht")
    one = await eva.topic()
    await places(bea, "De vraag van Zeeland")
    other = await eva.topic(after=one)
    to_anna = await eva.sees(one, "De vraag van Utrecht")
    await eva.sees(other, "De vraag van Zeeland")
    note = await eva.notes(
        other,
        "Lijkt op deze",
        reply_to={"chat_id": eva.group_id, "message_id": to_anna.id},
    )
    await eva.sees_reaction(note, "✍")
    await anna.never_sees("Lijkt op deze", for_seconds=CALM)
    await bea.never_sees("Lijkt op deze", for_seconds=0.1)


async def test_ten_people_at_once(eva: Expert, stage: Stage) -> None:
    """Ten people who go through the start side by side all get a case, and each her own answer."""
    people = [await stage.person(f"Persoon {number}") for number in range(10)]
    asked = [f"Vraag nummer {number}" for number in range(10)]
    await asyncio.gather(*map(places, people, asked))
    await stage.settle()
    topics = await eva.topics()
    assert len(topics) == len(people)
    for topic in topics:
        question = eva.finds(topic, "Vraag nummer")
        await eva.replies(question, f"Antwoord op: {question.text}")
    for each, question_of_hers in zip(people, asked, strict=True):
        await each.sees(f"Antwoord op: {question_of_hers}")
    await stage.settle()
    for each, question_of_hers in zip(people, asked, strict=True):
        answers = [one.text for one in each.messages() if one.text.startswith("Antwoord op")]
        assert answers == [f"Antwoord op: {question_of_hers}"]


async def test_one_who_blocked_the_bot_stops_nobody_else(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """While answers to one person fail, those to another arrive."""
    bea = await stage.person("Bea")
    await places(anna, "De vraag van Utrecht")
    one = await eva.topic()
    await places(bea, "De vraag van Zeeland")
    other = await eva.topic(after=one)
    await anna.blocks()
    for number in range(3):
        await eva.notes(one, f"/a Nummer {number}")
    await eva.notes(other, "/a Dag Zeeland")
    await bea.sees("Dag Zeeland")
    await eva.sees(one, bare("nl", "topic.undelivered_blocked"))
