"""Topics: closed by hand, deleted, delayed or of uncertain outcome; the case goes on."""

from bot.emulator.actors import Expert, Person, Stage
from bot.text import bare
from tests.dialog.case import opened, places, taken

CALM = 0.4
"""Seconds in which something would have come that must not."""


async def test_a_topic_is_named_by_theme_region_and_code(anna: Person, eva: Expert) -> None:
    """The title holds state, theme, region and code, and never a person; 25 characters tell cases apart."""
    await anna.starts()
    await anna.presses("Akkoord, verder")
    await anna.presses("👤 Deskundige")
    for choice in ("Nee", "Jongerenwerk", "Utrecht", "Gesprek met een jongere"):
        await anna.presses(choice)
    await anna.presses("Plaats nu")
    code = (await anna.sees("Je code")).text.split("Je code: ")[1][:9]
    topic = await eva.topic()
    assert topic.name == f"⏳ gesprek·Utr·{code}"
    assert code in topic.name[:25]
    card = await eva.sees(topic, "Wacht op een deskundige")
    assert card.pinned or (await eva.sees(topic, kind="pinned_message")).service
    for expected in ("Jongerenwerk", "Utrecht", "Gesprek met een jongere"):
        assert expected in card.text
    assert "Anna" not in topic.name + card.text


# --- closed by hand ---------------------------------------------------------------------------


async def test_closing_a_topic_by_hand_closes_no_case(anna: Person, eva: Expert) -> None:
    """Who closes a topic by hand is told that the case is open; her next message opens the topic."""
    case = await taken(anna, eva)
    await eva.closes(case.topic)
    told = await eva.sees(case.topic, "de zaak is nog open")
    assert told.button("Sluit de zaak")
    await anna.writes("Ik ben er nog")
    await eva.sees(case.topic, "Ik ben er nog")
    await eva.sees_topic(case.topic, closed=False)
    await anna.never_sees("afgesloten", for_seconds=0.1)


async def test_an_answer_in_a_topic_closed_by_hand_reaches_her(anna: Person, eva: Expert) -> None:
    """An administrator can still write in a topic closed by hand, and an answer is an answer."""
    case = await taken(anna, eva)
    await eva.closes(case.topic)
    await eva.sees(case.topic, "de zaak is nog open")
    answer = await eva.replies(case.question, "Nog een gedachte")
    await anna.sees("Nog een gedachte")
    await eva.sees_reaction(answer, "👌")


async def test_reopening_the_topic_of_a_closed_case_reopens_no_case(
    anna: Person, eva: Expert
) -> None:
    """Who opens the topic of a closed case by hand is told so, and gets the button that opens the case."""
    case = await taken(anna, eva)
    await eva.presses("Sluit de zaak", case.topic)
    await eva.sees_topic(case.topic, closed=True)
    await eva.reopens(case.topic)
    told = await eva.sees(case.topic, "de zaak is gesloten")
    assert told.button("Heropen de zaak")
    await anna.never_sees("weer open", for_seconds=CALM)


# --- deleted ----------------------------------------------------------------------------------


async def test_a_deleted_topic_is_rebuilt_at_her_next_message(anna: Person, eva: Expert) -> None:
    """A new topic with the card, copies of what was said, and the word that notes are gone."""
    case = await opened(anna, eva, "Eerste vraag")
    answer = await eva.replies(case.question, "Eerste antwoord")
    await eva.sees_reaction(answer, "👌")
    note = await eva.notes(case.topic, "// onze eigen gedachte")
    await eva.sees_reaction(note, "✍")
    await anna.writes("Tweede vraag")
    await eva.sees(case.topic, "Tweede vraag")
    await eva.deletes(case.topic)
    await anna.writes("Derde vraag")
    topic = await eva.topic(after=case.topic)
    await eva.sees(topic, "Derde vraag")
    card = eva.finds(topic, "notities zijn weg")
    assert "verwijderd" in card.text
    shown = [each.text for each in eva.messages(topic) if not each.service]
    assert shown[1:] == ["Eerste vraag", "Eerste antwoord", "Tweede vraag", "Derde vraag"]
    await eva.sees_reaction(eva.finds(topic, "Eerste antwoord"), "👌")
    assert topic.name == (await eva.topic()).name


async def test_a_rebuilt_topic_is_answered_from_as_before(anna: Person, eva: Expert) -> None:
    """Replies to the copies and to the new card reach her, and point at the right message."""
    case = await opened(anna, eva, "Eerste vraag")
    await eva.deletes(case.topic)
    await anna.writes("Tweede vraag")
    topic = await eva.topic(after=case.topic)
    copy = await eva.sees(topic, "Eerste vraag")
    await eva.replies(copy, "Over je eerste vraag")
    arrived = await anna.sees("Over je eerste vraag")
    assert arrived.reply_to == anna.finds("Eerste vraag").id
    await eva.replies(await eva.sees(topic, bare("nl", "card.rebuilt")[:30]), "En welkom")
    await anna.sees("En welkom")


async def test_a_rebuilt_topic_shows_the_last_twenty(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """Of a long conversation the twenty newest messages are shown, in order."""
    case = await opened(anna, eva)
    for number in range(1, 26):
        await anna.writes(f"Bericht {number}")
    await eva.sees(case.topic, "Bericht 25")
    await stage.settle()
    await eva.deletes(case.topic)
    await anna.writes("Bericht 26")
    topic = await eva.topic(after=case.topic)
    await eva.sees(topic, "Bericht 26")
    shown = [each.text for each in eva.messages(topic) if each.text.startswith("Bericht")]
    assert shown == [f"Bericht {number}" for number in range(6, 27)]


async def test_messages_at_the_moment_of_deletion_all_arrive_in_order(
    anna: Person, eva: Expert
) -> None:
    """Several messages sent around the deletion are all in the new topic, once and in order."""
    case = await opened(anna, eva)
    await eva.deletes(case.topic)
    for number in range(1, 9):
        await anna.writes(f"Bericht {number}")
    topic = await eva.topic(after=case.topic)
    await eva.sees(topic, "Bericht 8")
    shown = [each.text for each in eva.messages(topic) if each.text.startswith("Bericht")]
    assert shown == [f"Bericht {number}" for number in range(1, 9)]
    assert len(await eva.topics()) == 1


async def test_a_topic_deleted_long_ago_is_rebuilt_too(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """Telegram's other error, a minute after the deletion, is understood as well."""
    case = await taken(anna, eva)
    await eva.deletes(case.topic)
    await stage.advance(3600)
    await anna.writes("Ik ben er nog")
    topic = await eva.topic(after=case.topic)
    await eva.sees(topic, "Ik ben er nog")


async def test_a_deleted_topic_of_a_closed_case_comes_back_when_the_case_does(
    anna: Person, eva: Expert
) -> None:
    """When a closed case goes on whose topic was deleted, a new topic is made."""
    case = await taken(anna, eva)
    await eva.presses("Sluit de zaak", case.topic)
    await anna.sees("is afgesloten")
    await eva.sees_topic(case.topic, closed=True)
    await eva.deletes(case.topic)
    await anna.writes("En zijn broer?")
    await anna.presses("Dezelfde vraag")
    topic = await eva.topic(after=case.topic)
    copy = await eva.sees(topic, "En zijn broer?")
    answer = await eva.replies(copy, "Praat ook met hem")
    await anna.sees("Praat ook met hem")
    await eva.sees_reaction(answer, "👌")


# --- making it --------------------------------------------------------------------------------


async def test_a_topic_that_cannot_be_made_now_is_made_later(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """She is told once that it takes longer; then everything arrives, in order."""
    fault = await stage.fault(
        "createForumTopic", code=400, description="Bad Request: not enough rights", times=None
    )
    await places(anna, "Eerste vraag")
    await anna.sees("Het doorsturen duurt even langer")
    await anna.writes("Tweede vraag")
    await stage.advance(65)
    await anna.never_sees("duurt even langer", for_seconds=CALM)
    assert await eva.topics() == []
    await stage.control.delete(f"faults/{fault}")
    await stage.advance(65)
    topic = await eva.topic()
    await eva.sees(topic, "Tweede vraag")
    shown = [each.text for each in eva.messages(topic) if each.text.endswith("vraag")]
    assert shown == ["Eerste vraag", "Tweede vraag"]


async def test_a_topic_of_uncertain_outcome_is_adopted(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """When the answer to the creation is lost, the topic that Telegram tells of is used: no second one."""
    await stage.fault("createForumTopic", kind="reset", when="after")
    await places(anna, "Eerste vraag")
    topic = await eva.topic()
    await eva.sees(topic, "Eerste vraag")
    await stage.advance(60)
    await stage.settle()
    assert len(await eva.topics()) == 1
    assert len(await stage.calls("createForumTopic")) == 1


async def test_a_topic_that_was_not_made_is_asked_for_again(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """When the creation was lost on its way, it is repeated, but only after a wait for news of it."""
    await stage.fault("createForumTopic", kind="reset", when="before")
    await places(anna, "Eerste vraag")
    await stage.settle(quiet=0.1)
    await stage.advance(15)
    await anna.sees("duurt even langer")
    assert len(await stage.calls("createForumTopic")) == 1
    await stage.advance(21)
    topic = await eva.topic()
    await eva.sees(topic, "Eerste vraag")
    assert len(await stage.calls("createForumTopic")) == 2


async def test_a_late_orphan_is_deleted(anna: Person, eva: Expert, stage: Stage) -> None:
    """When news of the first topic comes only after the repeat made a second, the first is deleted."""
    hold = await stage.hold("createForumTopic")
    await stage.fault("createForumTopic", kind="reset", when="after")
    await places(anna, "Eerste vraag")
    await stage.held()
    # From the next request for updates on the bot hears nothing of Telegram.
    await stage.fault("getUpdates", code=502, description="Bad Gateway", times=None)
    await anna.writes("/help")
    await anna.sees("/klaar")
    await stage.release(hold)
    orphan = await eva.topic()
    await stage.advance(15)
    await anna.sees("duurt even langer")
    await stage.advance(21)
    topic = await eva.topic(after=orphan)
    await stage.no_faults()
    await eva.sees(topic, "Eerste vraag")
    await eva.sees_topic(orphan, deleted=True)
    assert [each.id for each in await eva.topics()] == [topic.id]
