"""Answers: what of an expert's words leaves the topic, what stays, and how both sides see it."""

import asyncio

import pytest

from bot.emulator.actors import Expert, Message, Person, Stage
from tests.dialog.case import Case, opened, taken

CALM = 0.4
"""Seconds in which something would have come that must not."""
DELIVERED, NOTE, FAILED = "👌", "✍", "😢"


async def stays(case: Case, eva: Expert, anna: Person, message: Message) -> None:
    """See that a message got the sign of a note, and that it did not leave."""
    await eva.sees_reaction(message, NOTE)
    await anna.never_sees(message.text, for_seconds=CALM)
    assert (await eva.looks_again(message)).reactions == (NOTE,)


# --- what leaves ------------------------------------------------------------------------------

SHORT = 0.3
"""Seconds that a reply of Telegram is late: more than an update takes, and less than the bot waits."""


async def test_a_reply_to_a_message_of_hers_is_an_answer(anna: Person, eva: Expert) -> None:
    """A reply to her message goes to her, as a reply to that message, and is marked as delivered."""
    case = await opened(anna, eva)
    asked = anna.finds("Hoe nu verder")
    answer = await eva.replies(case.question, "Begin met luisteren")
    assert (await anna.sees("Begin met luisteren")).reply_to == asked.id
    await eva.sees_reaction(answer, DELIVERED)


async def test_who_answers_at_once_is_not_too_soon(anna: Person, eva: Expert, stage: Stage) -> None:
    """What stands in the topic can be answered before Telegram's reply to the call that put it there has come."""
    case = await opened(anna, eva)
    await stage.hold("copyMessage", when="after")
    asked = await anna.writes("En morgen?")
    question = await eva.sees(case.topic, "En morgen?")
    await eva.replies(question, "Dan bel ik je")
    await asyncio.sleep(SHORT)
    await stage.release()
    answer = await anna.sees("Dan bel ik je")
    assert answer.reply_to == asked.id


async def test_a_reply_to_the_card_is_an_answer(anna: Person, eva: Expert) -> None:
    """A reply to the card goes to her, and answers no message in particular."""
    case = await opened(anna, eva)
    answer = await eva.replies(case.card, "Goed dat je schrijft")
    assert (await anna.sees("Goed dat je schrijft")).reply_to is None
    await eva.sees_reaction(answer, DELIVERED)


async def test_a_reply_to_ones_own_answer_is_an_answer(anna: Person, eva: Expert) -> None:
    """Who adds to an own answer by replying to it, answers her."""
    case = await opened(anna, eva)
    answer = await eva.replies(case.card, "Begin met luisteren")
    await eva.sees_reaction(answer, DELIVERED)
    first = await anna.sees("Begin met luisteren")
    more = await eva.replies(answer, "En neem de tijd")
    assert (await anna.sees("En neem de tijd")).reply_to == first.id
    await eva.sees_reaction(more, DELIVERED)


@pytest.mark.parametrize("command", ["/a", "/A", "/a@helpline_standin_bot"])
async def test_the_command_is_an_answer(command: str, anna: Person, eva: Expert) -> None:
    """`/a text` goes to her without the command, wherever in the topic it is written."""
    case = await opened(anna, eva)
    answer = await eva.notes(case.topic, f"{command} Begin met luisteren")
    assert (await anna.sees("Begin met luisteren")).text == "Begin met luisteren"
    await eva.sees_reaction(answer, DELIVERED)


async def test_the_command_keeps_lines_and_marks(anna: Person, eva: Expert) -> None:
    """What follows `/a` keeps its lines, and its formatting stands where it stood."""
    case = await opened(anna, eva)
    await eva.notes(case.topic, "/a Eerst 😀 <b>luisteren</b>\nDan praten", parse_mode="HTML")
    arrived = await anna.sees("luisteren")
    assert arrived.text == "Eerst 😀 luisteren\nDan praten"
    bold = next(each for each in arrived.entities if each["type"] == "bold")
    assert (bold["offset"], bold["length"]) == (len("Eerst 😀 ") + 1, len("luisteren"))


async def test_the_command_as_a_reply_points_at_her_message(anna: Person, eva: Expert) -> None:
    """`/a` as a reply to a message of hers answers that message."""
    case = await opened(anna, eva)
    asked = anna.finds("Hoe nu verder")
    await eva.replies(case.question, "/a Begin met luisteren")
    assert (await anna.sees("Begin met luisteren")).reply_to == asked.id


async def test_the_command_without_text_sends_nothing_and_says_so(
    anna: Person, eva: Expert
) -> None:
    """A bare `/a` is marked as failed, and a line says why."""
    case = await opened(anna, eva)
    last = anna.messages()[-1].id
    empty = await eva.notes(case.topic, "/a")
    await eva.sees_reaction(empty, FAILED)
    assert (await eva.sees(case.topic, "staat geen tekst")).reply_to == empty.id
    await anna.never_sees(lambda each: each.id > last, for_seconds=CALM)


@pytest.mark.parametrize("kind", ["photo", "voice", "document", "sticker"])
async def test_media_can_be_answers(kind: str, anna: Person, eva: Expert) -> None:
    """A picture, voice message, file or sticker as a reply reaches her as it is."""
    case = await opened(anna, eva)
    sent = await eva.sends(kind, reply_to=case.question)
    await anna.sees(kind=kind)
    await eva.sees_reaction(sent, DELIVERED)


# --- under which name -------------------------------------------------------------------------


async def test_she_knows_experts_by_role_and_letter_only(
    anna: Person, eva: Expert, erik: Expert
) -> None:
    """Answers come under "Deskundige A", "B"; said when the speaker changes, and never with a name."""
    case = await opened(anna, eva)
    await eva.replies(case.card, "Dag, ik denk mee")
    await anna.sees("Dag, ik denk mee")
    anna.finds("Deskundige A heeft je vraag opgepakt")
    await eva.notes(case.topic, "/a Nog iets")
    await anna.sees("Nog iets")
    await erik.replies(case.question, "Aanvulling van mij")
    await anna.sees("Aanvulling van mij")
    await eva.notes(case.topic, "/a Dank, collega")
    await anna.sees("Dank, collega")
    roles = [each.text for each in anna.bot_messages() if "Deskundige" in each.text]
    names = [text for text in roles if text.startswith("👤")]
    assert names == [
        "👤 Deskundige A heeft je vraag opgepakt en praat hier met je.",
        "👤 Deskundige B:",
        "👤 Deskundige A:",
    ]
    seen = " ".join(each.text for each in anna.messages())
    assert "Eva" not in seen
    assert "Erik" not in seen


async def test_who_takes_a_case_up_is_announced(anna: Person, eva: Expert, erik: Expert) -> None:
    """ "I take this up" tells her once that somebody is there; card and title show it to colleagues."""
    case = await opened(anna, eva)
    toast = await eva.presses("Ik pak dit op", case.topic)
    assert "hoort dat je er bent" in toast.text
    await anna.sees("Deskundige A heeft je vraag opgepakt")
    assert "Opgepakt door Deskundige A" in (await eva.sees(case.topic, "Opgepakt door")).text
    await eva.sees_topic(case.topic, called="💬")
    assert not (await erik.looks_again(case.card)).button("Ik pak dit op")


# --- what stays -------------------------------------------------------------------------------


async def test_a_plain_message_is_a_note(anna: Person, eva: Expert) -> None:
    """What answers nothing stays: Telegram's implicit reply to the topic's creation is no answer."""
    case = await taken(anna, eva)
    await stays(case, eva, anna, await eva.notes(case.topic, "Wie kent deze school?"))


async def test_an_explicit_reply_to_the_creation_message_is_a_note(
    anna: Person, eva: Expert
) -> None:
    """Also who really replies to the message that opened the topic, writes a note."""
    case = await taken(anna, eva)
    note = await eva.notes(case.topic, "Wie kent deze school?", reply_to=case.topic.id)
    await stays(case, eva, anna, note)


async def test_praise_for_a_colleague_never_leaves(anna: Person, eva: Expert, erik: Expert) -> None:
    """ "Well put!" as a reply to a colleague's answer, or to a colleague's note, stays."""
    case = await opened(anna, eva)
    answer = await eva.replies(case.card, "Begin met luisteren")
    await eva.sees_reaction(answer, DELIVERED)
    await stays(case, erik, anna, await erik.replies(answer, "Goed gezegd!"))
    note = await eva.notes(case.topic, "Weet iemand meer?")
    await stays(case, erik, anna, await erik.replies(note, "Ik niet"))


async def test_a_reply_to_ones_own_note_is_a_note(anna: Person, eva: Expert) -> None:
    """A reply to an own message that was not sent, is not sent either."""
    case = await taken(anna, eva)
    note = await eva.notes(case.topic, "Wie kent deze school?")
    await stays(case, eva, anna, await eva.replies(note, "Ik bedoel die in het centrum"))


async def test_a_reply_to_another_message_of_the_bot_is_a_note(anna: Person, eva: Expert) -> None:
    """A reply to a line of the bot that is not the card stays."""
    case = await opened(anna, eva)
    await eva.notes(case.topic, "Wie heeft tijd?")
    line = await eva.sees(case.topic, "niet verstuurd")
    await stays(case, eva, anna, await eva.replies(line, "Dank je, bot"))


@pytest.mark.parametrize(
    "text", ["// ken jij die?", "intern: ken jij die?", "Intern: ken jij die?", "  //ken jij die?"]
)
async def test_a_marked_reply_never_leaves(text: str, anna: Person, eva: Expert) -> None:
    """A reply to her message that begins with `//` or "intern:" stays, and offers nothing."""
    case = await opened(anna, eva)
    await stays(case, eva, anna, await eva.replies(case.question, text))
    await eva.never_sees(case.topic, lambda each: bool(each.button("Stuur")), for_seconds=CALM)


async def test_a_marked_answer_command_never_leaves(anna: Person, eva: Expert) -> None:
    """`/a // …` stays too: the mark is stronger than the command."""
    case = await taken(anna, eva)
    await stays(case, eva, anna, await eva.notes(case.topic, "/a // toch maar niet"))


async def test_a_marked_caption_never_leaves(anna: Person, eva: Expert) -> None:
    """A picture whose caption begins with `//` stays."""
    case = await taken(anna, eva)
    sent = await eva.sends("photo", reply_to=case.question, caption="// zie ook dit")
    await eva.sees_reaction(sent, NOTE)
    await anna.never_sees(kind="photo", for_seconds=CALM)


# --- the line about notes ---------------------------------------------------------------------


async def test_a_note_while_she_waits_can_still_be_sent(anna: Person, eva: Expert) -> None:
    """While she waits a note gets a line with a button; pressing it sends the note to her."""
    case = await opened(anna, eva)
    note = await eva.notes(case.topic, "Kun je vanmiddag bellen?")
    await eva.sees(case.topic, "niet verstuurd")
    toast = await eva.presses("Stuur naar de vrager", case.topic)
    assert "verstuurd" in toast.text
    await anna.sees("Kun je vanmiddag bellen?")
    await eva.sees_reaction(note, DELIVERED)
    line = await eva.sees(case.topic, "alsnog verstuurd")
    assert not line.buttons


async def test_the_line_is_edited_and_not_repeated(anna: Person, eva: Expert, stage: Stage) -> None:
    """However many notes, there is one line in the topic; its button means the newest note."""
    case = await opened(anna, eva)
    for number in range(1, 5):
        await eva.notes(case.topic, f"Gedachte {number}")
    await stage.settle()
    lines = [each for each in eva.messages(case.topic) if each.button("Stuur naar de vrager")]
    assert len(lines) == 1
    await eva.presses("Stuur naar de vrager", case.topic)
    await anna.sees("Gedachte 4")
    await anna.never_sees("Gedachte 3", for_seconds=CALM)


async def test_the_line_comes_after_a_fresh_answer_only(
    anna: Person, eva: Expert, erik: Expert, stage: Stage
) -> None:
    """In a conversation the line comes for who answered in the last two minutes, for nobody else."""
    case = await taken(anna, eva)
    await stays(case, erik, anna, await erik.notes(case.topic, "Ik lees mee"))
    assert not [each for each in eva.messages(case.topic) if each.button("Stuur naar")]
    await stage.advance(121)
    await stays(case, eva, anna, await eva.notes(case.topic, "Dit wordt een lang gesprek"))
    assert not [each for each in eva.messages(case.topic) if each.button("Stuur naar")]
    await eva.notes(case.topic, "/a Nog een vraag")
    await anna.sees("Nog een vraag")
    await eva.notes(case.topic, "Hoe oud is hij?")
    await eva.sees(case.topic, lambda each: bool(each.button("Stuur naar de vrager")))


async def test_who_took_a_case_up_is_told_of_a_note(anna: Person, eva: Expert) -> None:
    """She still waits for a first answer when somebody has only taken the case up: notes get the line."""
    case = await opened(anna, eva)
    await eva.presses("Ik pak dit op", case.topic)
    await eva.notes(case.topic, "Dag, waar kan ik mee helpen?")
    await eva.presses("Stuur naar de vrager", case.topic)
    await anna.sees("Dag, waar kan ik mee helpen?")


async def test_nobody_sends_a_colleagues_note(anna: Person, eva: Expert, erik: Expert) -> None:
    """Only who wrote a note can send it to her."""
    case = await opened(anna, eva)
    await eva.notes(case.topic, "Wie heeft tijd?")
    toast = await erik.presses("Stuur naar de vrager", case.topic)
    assert "Alleen wie het schreef" in toast.text
    await anna.never_sees("Wie heeft tijd?", for_seconds=CALM)


async def test_a_note_is_sent_once(anna: Person, eva: Expert, stage: Stage) -> None:
    """A second press on the same button sends nothing more."""
    case = await opened(anna, eva)
    note = await eva.notes(case.topic, "Kun je bellen?")
    line = await eva.sees(case.topic, lambda each: bool(each.button("Stuur naar")))
    hold = await stage.hold("editMessageText")
    await eva.presses("Stuur naar de vrager", case.topic, line)
    again = await eva.presses("Stuur naar de vrager", case.topic, line)
    assert "al verstuurd" in again.text
    await stage.release(hold)
    await eva.sees_reaction(note, DELIVERED)
    assert len([each for each in anna.messages() if each.text == "Kun je bellen?"]) == 1


# --- who can't answer -------------------------------------------------------------------------


async def test_an_anonymous_administrator_is_told_to_post_as_himself(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """What an anonymous administrator writes is not sent, is marked so, and he hears why."""
    case = await opened(anna, eva)
    boss = await stage.expert("Bas", status="administrator", is_anonymous=True)
    hidden = await boss.replies(case.question, "Luister eerst")
    await eva.sees_reaction(hidden, FAILED)
    told = await eva.sees(case.topic, "schrijf als jezelf")
    assert told.reply_to == hidden.id
    await anna.never_sees("Luister eerst", for_seconds=CALM)


async def test_a_channel_is_told_to_post_as_a_person(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """A reply in the name of a channel is not sent, is marked so, and its author hears why."""
    case = await opened(anna, eva)
    channel = await stage.control.post(
        "groups", {"title": "Nieuws", "type": "channel", "owner_id": eva.id}
    )
    posted = await eva.replies(case.question, "Luister eerst", sender_chat=channel["id"])
    await eva.sees_reaction(posted, FAILED)
    told = await eva.sees(case.topic, "namens een kanaal")
    assert told.reply_to == posted.id
    await anna.never_sees("Luister eerst", for_seconds=CALM)


async def test_another_bot_is_not_listened_to(anna: Person, eva: Expert, stage: Stage) -> None:
    """What another bot writes in a topic, even as a reply to her, is neither sent nor answered."""
    case = await opened(anna, eva)
    account = await stage.control.post("users", {"first_name": "Robot", "is_bot": True})
    await stage.control.post(
        f"groups/{eva.group_id}/members", {"user_id": account["id"], "status": "administrator"}
    )
    sent = await stage.control.post(
        f"as/{account['id']}/send",
        {
            "chat_id": eva.group_id,
            "thread_id": case.topic.id,
            "text": "Piep",
            "reply_to": case.question.id,
        },
    )
    await anna.never_sees("Piep", for_seconds=CALM)
    robot = eva.finds(case.topic, "Piep")
    assert robot.id == sent["message"]["message_id"]
    assert not robot.reactions


async def test_help_in_general(anna: Person, eva: Expert) -> None:
    """In General the bot explains how to answer when asked, and is silent about everything else there."""
    await eva.notes(None, "Goedemorgen allemaal")
    asked = await eva.notes(None, "/help")
    told = await eva.sees(None, "Elke zaak is een onderwerp")
    assert told.reply_to == asked.id
    assert [each.from_bot for each in eva.messages(None) if not each.service].count(True) == 1
    assert not any(each.reactions for each in eva.messages(None))


# --- what shows who or where ------------------------------------------------------------------


async def test_an_experts_contact_card_leaves_as_words_after_a_question(
    anna: Person, eva: Expert, erik: Expert
) -> None:
    """A card as an answer waits for "send?" by its author, and goes as plain text."""
    case = await opened(anna, eva)
    card = await eva.sends(
        "contact", reply_to=case.question, phone_number="+31700000000", first_name="Steunpunt"
    )
    assert (await eva.sees(case.topic, "wie of waar")).reply_to == card.id
    other = await erik.presses("Stuur toch", case.topic)
    assert "Alleen wie het schreef" in other.text
    await anna.never_sees("Steunpunt", for_seconds=CALM)
    await eva.presses("Stuur toch", case.topic)
    arrived = await anna.sees("Steunpunt")
    assert arrived.kind == "text"
    assert "+31700000000" in arrived.text
    await eva.sees_reaction(card, DELIVERED)


async def test_an_experts_location_can_be_kept(anna: Person, eva: Expert) -> None:
    """After "don't send" a location of an expert stays, and its question is closed."""
    case = await opened(anna, eva)
    place = await eva.sends("location", reply_to=case.question, latitude=52.1, longitude=5.1)
    await eva.sees(case.topic, "wie of waar")
    toast = await eva.presses("Niet sturen", case.topic)
    assert "Niet verstuurd" in toast.text
    await eva.sees_reaction(place, NOTE)
    await anna.never_sees(kind="location", for_seconds=CALM)
    assert not (await eva.sees(case.topic, "niet versturen")).buttons


# --- edits ------------------------------------------------------------------------------------


async def test_an_edit_of_an_answer_follows(anna: Person, eva: Expert) -> None:
    """A changed answer changes on her side, in place."""
    case = await opened(anna, eva)
    answer = await eva.replies(case.question, "Bel om tien uur")
    first = await anna.sees("Bel om tien uur")
    await eva.edits(answer, "Bel om elf uur")
    assert (await anna.sees("Bel om elf uur")).id == first.id


async def test_an_edit_of_a_command_follows_without_the_command(anna: Person, eva: Expert) -> None:
    """A changed `/a` answer reaches her without the command."""
    case = await opened(anna, eva)
    answer = await eva.notes(case.topic, "/a Bel om tien uur")
    await anna.sees("Bel om tien uur")
    await eva.edits(answer, "/a Bel om elf uur")
    assert (await anna.sees("Bel om elf uur")).text == "Bel om elf uur"


async def test_an_edit_of_a_caption_follows(anna: Person, eva: Expert) -> None:
    """A changed caption of an answer changes on her side."""
    case = await opened(anna, eva)
    answer = await eva.sends("photo", reply_to=case.question, caption="Zo dus")
    first = await anna.sees("Zo dus")
    await eva.edits(answer, "Zo ongeveer")
    assert (await anna.sees("Zo ongeveer")).id == first.id


async def test_an_edit_of_a_note_stays(anna: Person, eva: Expert) -> None:
    """A changed note stays a note, whatever it says now."""
    case = await taken(anna, eva)
    note = await eva.notes(case.topic, "Wie kent deze school?")
    await eva.sees_reaction(note, NOTE)
    await eva.edits(note, "/a Wie kent die school?")
    await anna.never_sees("school", for_seconds=CALM)


async def test_an_answer_edited_into_a_note_does_not_change_for_her(
    anna: Person, eva: Expert
) -> None:
    """An answer that is changed to begin with `//` stays as she saw it, and the expert hears so."""
    case = await opened(anna, eva)
    answer = await eva.replies(case.question, "Bel om tien uur")
    await anna.sees("Bel om tien uur")
    await eva.edits(answer, "// dit was voor een ander")
    assert (await eva.sees(case.topic, "niet doorgegeven")).reply_to == answer.id
    await anna.never_sees("voor een ander", for_seconds=CALM)


# --- what fails -------------------------------------------------------------------------------


async def test_an_answer_to_who_blocked_the_bot_is_said_to_fail(anna: Person, eva: Expert) -> None:
    """When she blocked the bot the topic hears it, and an answer is marked as failed, in words too."""
    case = await taken(anna, eva)
    await anna.blocks()
    await eva.sees(case.topic, "heeft de bot geblokkeerd. Antwoorden komen niet aan")
    answer = await eva.replies(case.question, "Ben je er nog?")
    await eva.sees_reaction(answer, FAILED)
    assert (await eva.sees(case.topic, "Niet bezorgd")).reply_to == answer.id
    await anna.unblocks()
    await eva.sees(case.topic, "weer toegelaten")
    again = await eva.replies(case.question, "Fijn dat je er weer bent")
    await anna.sees("Fijn dat je er weer bent")
    await eva.sees_reaction(again, DELIVERED)


async def test_an_answer_to_a_deleted_account_is_said_to_fail(anna: Person, eva: Expert) -> None:
    """When her account is gone, an answer is marked as failed, in words too."""
    case = await taken(anna, eva)
    await anna.act("delete_account")
    answer = await eva.replies(case.question, "Ben je er nog?")
    await eva.sees_reaction(answer, FAILED)
    await eva.sees(case.topic, "account van de vrager bestaat niet meer")


async def test_what_telegram_does_not_copy_is_said_to_fail(anna: Person, eva: Expert) -> None:
    """An answer of a kind that can't be copied is marked as failed, in words too."""
    case = await taken(anna, eva)
    odd = await eva.sends("photo", reply_to=case.question, copyable=False)
    await eva.sees_reaction(odd, FAILED)
    assert (await eva.sees(case.topic, "Telegram kan dit niet doorgeven")).reply_to == odd.id


async def test_only_one_receipt_stands_under_a_message(anna: Person, eva: Expert) -> None:
    """A note that is sent after all shows "delivered" in place of "note"."""
    case = await opened(anna, eva)
    note = await eva.notes(case.topic, "Kun je bellen?")
    await eva.sees_reaction(note, NOTE)
    await eva.presses("Stuur naar de vrager", case.topic)
    assert (await eva.sees_reaction(note, DELIVERED)).reactions == (DELIVERED,)
