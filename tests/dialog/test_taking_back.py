"""Taking back and pinning: what was sent goes from both sides again, and who sent it hears what came of it."""

import asyncio

import pytest

from bot.emulator.actors import Expert, Message, Person, Stage
from tests.dialog.case import Case, opened

CALM = 0.4
"""Seconds in which something would have come that must not."""
TOO_LATE = 48 * 3600 + 60
"""Seconds after which Telegram lets a bot delete nothing any more."""


async def _is_gone(actor: Person | Expert, message: Message) -> None:
    """Wait until a message is deleted."""
    async with asyncio.timeout(10):
        while not (await actor.looks_again(message)).deleted:  # noqa: ASYNC110  a deletion wakes nobody
            await asyncio.sleep(0.02)


async def _answered(anna: Person, eva: Expert) -> tuple[Case, Message, Message]:
    """Return a case with an answer, and its copy in her chat."""
    case = await opened(anna, eva)
    answer = await eva.replies(case.card, "Ik denk met je mee.")
    await eva.sees_reaction(answer, "👌")
    return case, answer, await anna.sees("Ik denk met je mee")


async def test_an_answer_goes_from_both_sides(anna: Person, eva: Expert) -> None:
    """`/del` on an answer deletes it in her chat and in the topic, and says that it may have been read."""
    case, answer, copy = await _answered(anna, eva)
    await eva.replies(answer, "/del")
    assert "gelezen" in (await eva.sees(case.topic, "Teruggehaald")).text
    await _is_gone(anna, copy)
    await _is_gone(eva, answer)


async def test_only_who_wrote_it_takes_it_back(anna: Person, eva: Expert, erik: Expert) -> None:
    """Another expert can't, nor can anybody take back her message or the card with it."""
    case, answer, copy = await _answered(anna, eva)
    await erik.replies(answer, "/del")
    await erik.sees(case.topic, "Alleen wie het antwoord schreef")
    for other in (case.card, case.question):
        await eva.replies(other, "/del")
        await eva.sees(case.topic, "op een antwoord van jou")
    assert not (await anna.looks_again(copy)).deleted


async def test_after_two_days_it_stays_and_that_is_said(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """Telegram's limit is told in words, on either side, and both messages stay."""
    case, answer, copy = await _answered(anna, eva)
    written = await anna.writes("Dank je wel")
    hers = await eva.sees(case.topic, "Dank je wel")
    await stage.advance(TOO_LATE)
    await eva.replies(answer, "/del")
    await eva.sees(case.topic, "48 uur")
    await anna.writes("/terughalen", reply_to=written)
    await anna.sees("48 uur")
    for actor, message in ((anna, copy), (eva, answer), (eva, hers), (anna, written)):
        assert not (await actor.looks_again(message)).deleted


async def test_what_has_not_left_never_arrives(anna: Person, eva: Expert, stage: Stage) -> None:
    """An answer that still waits for Telegram is withdrawn."""
    case, _, _ = await _answered(anna, eva)
    first = await stage.hold("copyMessage")
    await eva.replies(case.card, "Dit houdt de rij op")
    await stage.held()
    wrong = await eva.replies(case.card, "Dit was voor iemand anders")
    asked = await eva.replies(wrong, "/del")
    await eva.sees_reaction(asked, "✍")
    await stage.release(first)
    await anna.sees("Dit houdt de rij op")
    await eva.sees(case.topic, "Teruggehaald")
    await anna.never_sees("voor iemand anders", for_seconds=CALM)
    await _is_gone(eva, wrong)


async def test_what_was_corrected_goes_with_its_correction(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """Where changes could only be shown below, taking back takes the first copy and each correction, on either side."""
    case, answer, first = await _answered(anna, eva)
    hers = await anna.writes("Morgen om tien uur")
    copy = await eva.sees(case.topic, "Morgen om tien uur")
    await stage.fault(
        "editMessageText", code=400, description="Bad Request: message can't be edited"
    )
    copies = [first]
    for text in ("Ik denk graag met je mee.", "Ik denk dit keer met je mee."):
        await eva.edits(answer, text)
        copies.append(await anna.sees(text))
    await anna.edits(hers, "Morgen om elf uur")
    corrected = await eva.sees(case.topic, "Morgen om elf uur")
    await stage.no_faults()
    await eva.replies(answer, "/del")
    await eva.sees(case.topic, "Teruggehaald")
    await anna.writes("/terughalen", reply_to=hers)
    await anna.sees("Je bericht is teruggehaald")
    for one in copies:
        await _is_gone(anna, one)
    for one in (copy, corrected):
        await _is_gone(eva, one)


async def test_an_album_goes_as_a_whole(anna: Person, eva: Expert) -> None:
    """All parts of an album are taken back with any of them, by either side."""
    case, _, _ = await _answered(anna, eva)
    sent = await anna.sends_album({"kind": "photo", "caption": "deel 1"}, {"kind": "photo"})
    await eva.sees(case.topic, "deel 1")
    copies = [one for one in eva.messages(case.topic) if one.kind == "photo"]
    assert len(copies) == 2
    await anna.writes("/terughalen", reply_to=sent[1])
    await anna.sees("Je bericht is teruggehaald")
    for one in copies:
        await _is_gone(eva, one)
    for one in sent:
        await _is_gone(anna, one)


@pytest.mark.parametrize("word", ["/terughalen", "/unsend"])
async def test_hers_goes_from_both_sides(word: str, anna: Person, eva: Expert) -> None:
    """She takes a message back; the topic says that, and not what it was."""
    case, _, _ = await _answered(anna, eva)
    written = await anna.writes("Hij werkt bij de bakker op de hoek")
    copy = await eva.sees(case.topic, "bakker op de hoek")
    await anna.writes(word, reply_to=written)
    assert "gelezen" in (await anna.sees("Je bericht is teruggehaald")).text
    await eva.sees(case.topic, "heeft een bericht teruggehaald")
    await _is_gone(eva, copy)
    await _is_gone(anna, written)
    assert not any("bakker" in one.text for one in eva.messages(case.topic) if not one.deleted)


async def test_a_held_message_is_dropped(anna: Person, eva: Expert) -> None:
    """A message that waits for her word never goes once she takes it back, and what is behind it does."""
    case, _, _ = await _answered(anna, eva)
    held = await anna.writes("Het gaat om Youssef Amrani")
    await anna.sees("iet verstuurd")
    await anna.writes("Hij is vijftien")
    await anna.writes("/terughalen", reply_to=held)
    await anna.sees("niet verstuurd, en dat gebeurt ook niet meer")
    await eva.sees(case.topic, "Hij is vijftien")
    assert not any("Amrani" in one.text or "[naam]" in one.text for one in eva.messages(case.topic))


async def test_without_a_message_she_is_told_how(anna: Person, eva: Expert) -> None:
    """The command alone, or on a message of somebody else, says what it is for and takes nothing back."""
    _, _, copy = await _answered(anna, eva)
    await anna.writes("/terughalen")
    await anna.sees("Reageer met /terughalen")
    await anna.writes("/terughalen", reply_to=copy)
    await anna.sees("alleen een bericht terughalen dat je zelf")
    assert not (await anna.looks_again(copy)).deleted


async def test_a_pin_shows_in_her_chat(anna: Person, eva: Expert) -> None:
    """`/pin` pins the counterpart in her chat, `/unpin` takes that back; a note has none."""
    case, answer, copy = await _answered(anna, eva)
    asked = await eva.replies(answer, "/pin")
    await eva.sees_reaction(asked, "👌")
    assert (await anna.looks_again(copy)).pinned
    asked = await eva.replies(answer, "/unpin")
    await eva.sees_reaction(asked, "👌")
    assert not (await anna.looks_again(copy)).pinned
    note = await eva.notes(case.topic, "// onder ons")
    await eva.replies(note, "/pin")
    await eva.sees(case.topic, "Reageer met /pin")


async def test_a_held_album_is_dropped_as_a_whole(anna: Person, eva: Expert) -> None:
    """With any part of an album that waits all of it goes from the line, and from her chat."""
    case, _, _ = await _answered(anna, eva)
    sent = await anna.sends_album(
        {"kind": "photo", "caption": "Dit is Youssef Amrani"}, {"kind": "photo"}
    )
    await anna.sees("iet verstuurd")
    await anna.writes("/terughalen", reply_to=sent[1])
    await anna.sees("dat gebeurt ook niet meer")
    for one in sent:
        await _is_gone(anna, one)
    await eva.never_sees(case.topic, kind="photo", for_seconds=CALM)
