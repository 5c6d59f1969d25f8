"""Holding: what may show who somebody is waits for her word before the experts see it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.emulator.actors import Expert, Person, Stage, Topic
from bot.text import bare
from tests.dialog.case import opened, places, taken
from tests.dialog.talk import RED, danger_screen, kept_of
from tests.dialog.test_merging import BUDGET, WITHIN, enforced
from tests.support.helpline import Helpline, Program, helpline, program

NUMBER = "0612345678"
HOLD = 120.0
CALM = 0.4
"""Seconds in which something would have come that must not."""


def hers(eva: Expert, topic: Topic, *begins: str) -> list[str]:
    """What the experts see of her that begins with one of these, in order."""
    return [each.text for each in eva.messages(topic) if each.text.startswith(begins)]


async def test_a_number_is_sent_only_as_she_says(anna: Person, eva: Expert, stage: Stage) -> None:
    """It is said at once that nothing is sent yet; masked it is a text, tied to hers like any other."""
    case = await taken(anna, eva)
    sent = await anna.writes(f"Bel hem op {NUMBER}, hij wacht")
    asked = await anna.sees("Nog niet verstuurd")
    assert asked.reply_to == sent.id
    assert NUMBER in asked.text
    await eva.sees(case.topic, "nog niet is verstuurd")
    await eva.never_sees(case.topic, "Bel hem", for_seconds=CALM)
    await anna.presses("Verbergen")
    copy = await eva.sees(case.topic, "Bel hem op [telefoonnummer], hij wacht")
    assert NUMBER not in copy.text
    assert (await anna.sees("met [telefoonnummer] op die plek")).button("Verbergen") is None
    await eva.sees(case.topic, "Er wacht geen bericht")
    await eva.replies(copy, "Over dat nummer: goed gedaan")
    assert (await anna.sees("Over dat nummer")).reply_to == sent.id
    again = await anna.writes("Dank je", reply_to=sent)
    assert (await eva.sees(case.topic, "Dank je")).reply_to == copy.id
    await anna.edits(sent, f"Bel hem op {NUMBER}, hij wacht niet meer")
    changed = await eva.sees(case.topic, "wacht niet meer")
    assert changed.id == copy.id
    assert NUMBER not in changed.text
    assert again.id > sent.id
    await stage.settle()
    assert not any(NUMBER in each.text for each in eva.messages(case.topic))


async def test_what_follows_waits_and_keeps_its_order(anna: Person, eva: Expert) -> None:
    """Photos and texts behind it wait; after one tap all of it is there as she sent it."""
    case = await taken(anna, eva)
    await anna.writes(f"een: {NUMBER}")
    await anna.writes("twee")
    await anna.sees("Dit bericht wacht nog")
    await anna.sends("photo", caption="drie")
    await anna.writes("vier")
    await eva.never_sees(case.topic, "twee", for_seconds=CALM)
    await anna.presses("Zo sturen")
    await eva.sees(case.topic, "vier")
    shown = hers(eva, case.topic, "een", "twee", "drie", "vier")
    assert shown == [f"een: {NUMBER}", "twee", "drie", "vier"]


async def test_without_a_choice_it_goes_masked_after_a_reminder(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """Halfway she is reminded; after two minutes it goes without the number, and she is told."""
    case = await taken(anna, eva)
    await anna.writes(f"Bel {NUMBER}")
    await anna.sees("Nog niet verstuurd")
    await stage.advance(HOLD / 2 + 1)
    await anna.sees("Nog steeds niet verstuurd")
    await stage.advance(HOLD / 2)
    await eva.sees(case.topic, "Bel [telefoonnummer]")
    await anna.sees("Je koos niets")


async def test_a_caption_is_masked_and_the_picture_comes_along(anna: Person, eva: Expert) -> None:
    """The copy of a photo has the masked caption, and an edit of it stays masked."""
    case = await taken(anna, eva)
    sent = await anna.sends("photo", caption=f"Zijn nummer: {NUMBER}")
    await anna.sees("Nog niet verstuurd")
    await anna.presses("Verbergen")
    copy = await eva.sees(case.topic, "Zijn nummer: [telefoonnummer]", kind="photo")
    await anna.edits(sent, f"Zijn echte nummer: {NUMBER}")
    changed = await eva.sees(case.topic, "Zijn echte nummer: [telefoonnummer]")
    assert changed.id == copy.id
    await anna.act("edit", chat_id=sent.chat_id, message_id=sent.id, photo=True)
    await asyncio.sleep(CALM)
    assert not any(NUMBER in each.text for each in eva.messages(case.topic))


async def test_a_poll_that_names_somebody_goes_in_words(anna: Person, eva: Expert) -> None:
    """What a poll asks is looked at like a text: hidden it goes as one, as it is it goes as the poll; danger goes at once."""
    case = await taken(anna, eva)
    first = await anna.sends("poll", question=f"Bel ik {NUMBER}?", options=["ja", "nee"])
    asked = await anna.sees("Nog niet verstuurd")
    assert asked.reply_to == first.id
    await anna.presses("Verbergen")
    copy = await eva.sees(case.topic, "Bel ik [telefoonnummer]?\n○ ja\n○ nee")
    assert copy.kind == "text"
    assert (await eva.sees(case.topic, "Dit was een peiling")).reply_to == copy.id
    assert (await anna.sees("Je peiling ging als tekst door")).reply_to == first.id
    other = await anna.sends("poll", question="Wie belt?", options=["ik", "0687654321"])
    assert (await anna.sees("Nog niet verstuurd")).reply_to == other.id
    await anna.presses("Zo sturen")
    await eva.replies(await eva.sees(case.topic, kind="poll"), "Allebei, denk ik")
    await anna.sees("Allebei, denk ik")
    await anna.sends("poll", question=RED["nl"], options=["ja", "nee"])
    await anna.sees(danger_screen("red", "nl"))
    await eva.sees(case.topic, kind="poll")


async def test_what_she_types_instead_takes_its_place(anna: Person, eva: Expert) -> None:
    """After "change it" the first version is never seen by anybody."""
    case = await taken(anna, eva)
    await anna.writes(f"Bel {NUMBER}")
    await anna.sees("Nog niet verstuurd")
    await anna.presses("Aanpassen")
    await anna.sees("Stuur je bericht opnieuw")
    await anna.writes("Bel de vader")
    await eva.sees(case.topic, "Bel de vader")
    await anna.sees("Dit bericht is niet verstuurd")
    assert hers(eva, case.topic, "Bel") == ["Bel de vader"]


async def test_danger_waits_for_nothing(anna: Person, eva: Expert) -> None:
    """A danger sign takes what waits along at once, in order, and the screen comes."""
    case = await taken(anna, eva)
    await anna.writes(f"Bel {NUMBER}")
    await anna.sees("Nog niet verstuurd")
    await anna.writes(RED["nl"])
    await anna.sees("Bel 112")
    await eva.sees(case.topic, "Gevaar herkend")
    assert hers(eva, case.topic, "Bel", RED["nl"]) == [f"Bel {NUMBER}", RED["nl"]]


async def test_a_case_is_placed_while_its_first_messages_wait(anna: Person, eva: Expert) -> None:
    """Topic, card and the messages before the number are there; one question is about all the others."""
    code = await places(anna, "Eerst dit", f"Bel {NUMBER}", "En dan dit")
    topic = await eva.topic(code)
    await eva.sees(topic, bare("nl", "card.waiting"))
    await eva.sees(topic, "Eerst dit")
    await anna.sees("In je eerdere berichten staat misschien een telefoonnummer")
    await eva.never_sees(topic, "En dan dit", for_seconds=CALM)
    await anna.presses("Verbergen")
    await eva.sees(topic, "En dan dit")
    shown = hers(eva, topic, "Eerst", "Bel", "En dan")
    assert shown == ["Eerst dit", "Bel [telefoonnummer]", "En dan dit"]


async def test_nothing_of_it_is_kept_once_it_has_gone(
    line: Helpline, anna: Person, eva: Expert
) -> None:
    """When all of it was sent, no text and no number is in her record any more."""
    case = await taken(anna, eva)
    await anna.writes(f"Bel {NUMBER}")
    await anna.sees("Nog niet verstuurd")
    await anna.presses("Verbergen")
    await eva.sees(case.topic, "Bel [telefoonnummer]")
    person = await kept_of(line, anna)
    assert person.unsent == ()
    assert NUMBER not in str(person)


async def test_a_deleted_topic_does_not_bring_the_number_back(anna: Person, eva: Expert) -> None:
    """The topic is made again from her chat, where the number stands; what was masked is not copied."""
    case = await taken(anna, eva)
    await anna.writes("Een gewoon bericht")
    await anna.writes(f"Bel {NUMBER}")
    await anna.sees("Nog niet verstuurd")
    await anna.presses("Verbergen")
    await eva.sees(case.topic, "Bel [telefoonnummer]")
    await eva.sees(case.topic, "Er wacht geen bericht")
    await eva.deletes(case.topic)
    await anna.writes("Ben je er nog?")
    anew = await eva.topic(after=case.topic)
    await eva.sees(anew, "Ben je er nog?")
    await eva.sees(anew, "Een gewoon bericht")
    await eva.sees(anew, "iets verborgen was")
    assert not any(NUMBER in each.text for each in eva.messages(anew))


# --- whatever happens to the bot ----------------------------------------------------------------


@pytest.fixture
async def ran(tmp_path: Path) -> AsyncIterator[tuple[Helpline, Program]]:
    """The helpline as a process of its own."""
    async with program(tmp_path / "data") as both:
        yield both


async def test_what_waits_outlives_the_process(ran: tuple[Helpline, Program]) -> None:
    """Killed while messages wait, the bot still knows them, and sends them in order."""
    line, running = ran
    anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
    case = await taken(anna, eva)
    await anna.writes(f"een: {NUMBER}")
    await anna.writes("twee")
    await anna.sees("Dit bericht wacht nog")
    await running.kill()
    await anna.writes("drie")
    await anna.presses("Verbergen")
    await running.start()
    await eva.sees(case.topic, "drie")
    shown = hers(eva, case.topic, "een", "twee", "drie")
    assert shown == ["een: [telefoonnummer]", "twee", "drie"]


async def test_the_time_goes_on_while_the_bot_is_away(ran: tuple[Helpline, Program]) -> None:
    """What became due while the process was gone goes masked as soon as it is back."""
    line, running = ran
    anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
    case = await taken(anna, eva)
    await anna.writes(f"een: {NUMBER}")
    await anna.sees("Nog niet verstuurd")
    await running.kill()
    await line.stage.advance(HOLD + 1)
    await running.start()
    await eva.sees(case.topic, "een: [telefoonnummer]")
    await anna.sees("Je koos niets")


async def test_masked_texts_are_merged_when_the_budget_is_spent(tmp_path: Path) -> None:
    """When the group takes no more, masked texts go in one message with the others, without the number."""
    async with helpline(tmp_path / "data", **BUDGET) as line:
        await enforced(line.stage)
        anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
        case = await opened(anna, eva)
        await anna.writes(f"begin {NUMBER}")
        await anna.sees("Nog niet verstuurd")
        for number in range(12):
            await anna.writes(f"bericht nummer {number}.")
        await anna.presses("Verbergen")
        await eva.sees(case.topic, "nummer 11.", within=WITHIN)
        texts = [each.text for each in eva.messages(case.topic)]
        assert any("begin [telefoonnummer]" in text for text in texts)
        assert any(text.count("bericht nummer") > 1 for text in texts)
        assert not any(NUMBER in text for text in texts)
        whole = "\n".join(text for text in texts if "nummer" in text)
        found = [whole.index(f"bericht nummer {number}.") for number in range(12)]
        assert found == sorted(found)
