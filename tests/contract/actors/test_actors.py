"""The actors do on the stand-in what people do in Telegram, and see what the bot does."""

import asyncio
import re

import pytest

from bot.emulator.actors import ControlError, Stage
from bot.emulator.server import Emulator

pytestmark = pytest.mark.usefixtures("tiny_bot")


async def test_writing_is_answered(stage: Stage) -> None:
    """What a person writes reaches the bot, and she sees its answer."""
    anna = await stage.person("Anna")
    await anna.starts()
    sent = await anna.writes("goedemorgen")
    answer = await anna.sees("Echo van tekst: goedemorgen")
    assert sent.sender_id == anna.id
    assert answer.from_bot
    assert [each.text for each in anna.bot_messages()][-1] == "Echo van tekst: goedemorgen"
    assert {each.text for each in anna.messages()} >= {"/start", "goedemorgen", "Welkom"}


async def test_start_carries_a_payload(stage: Stage) -> None:
    """A deep link's payload arrives behind /start."""
    anna = await stage.person("Anna")
    await anna.starts("proef")
    assert (await anna.sees("Welkom")).text == "Welkom proef"


async def test_sees_takes_patterns_and_tests(stage: Stage) -> None:
    """What is looked for may be a part, a pattern, a test or a kind."""
    anna = await stage.person("Anna")
    await anna.starts()
    await anna.sees(re.compile("^Wel"))
    await anna.sees(lambda message: len(message.buttons) == 3)
    await anna.sees(kind="text")


async def test_what_was_read_before_acting_is_old(stage: Stage) -> None:
    """After acting again, an actor does not find what was read before."""
    anna = await stage.person("Anna")
    await anna.starts()
    await anna.sees("Welkom")
    await anna.writes("goedemorgen")
    await anna.sees("Echo")
    with pytest.raises(AssertionError, match=r"Anna did not see 'Welkom' within 0\.1 s"):
        await anna.sees("Welkom", within=0.1)


async def test_finding_looks_at_all_there_is(stage: Stage) -> None:
    """What was read before can be found again, one's own messages too, edited ones as they are."""
    anna = await stage.person("Anna")
    await anna.starts()
    await anna.presses("Verder")
    await anna.sees("Vraag 2")
    assert anna.finds(kind="text").text == "Vraag 2"
    assert anna.finds("/start").sender_id == anna.id
    with pytest.raises(AssertionError, match="does not find 'Welkom'"):
        anna.finds("Welkom")


async def test_not_seeing_names_kinds_only(stage: Stage) -> None:
    """A failure counts what came by kind and shows none of the texts."""
    anna = await stage.person("Anna")
    await anna.starts()
    await anna.sees("Welkom")
    with pytest.raises(AssertionError) as failure:
        await anna.sees("iets wat niet komt", within=0.1)
    assert "1 × text with buttons" in str(failure.value)
    assert "Welkom" not in str(failure.value)


async def test_pressing_gives_the_toast_and_the_new_text(stage: Stage) -> None:
    """A button is found by a part of its label, answered, and its message edited."""
    anna = await stage.person("Anna")
    await anna.starts()
    toast = await anna.presses("verder")
    assert (toast.answered, toast.text, toast.alert) == (True, "Stap 2", False)
    repainted = await anna.sees("Vraag 2")
    assert repainted.edited


async def test_the_same_button_twice_means_the_new_one(stage: Stage) -> None:
    """Pressing the same label again waits for the message to be painted anew."""
    anna = await stage.person("Anna")
    await anna.starts()
    toasts = [(await anna.presses("Verder gaan")).text for _ in range(3)]
    assert toasts == ["Stap 2", "Stap 3", "Stap 4"]


async def test_an_alert_is_told_apart(stage: Stage) -> None:
    """A window is not a line."""
    anna = await stage.person("Anna")
    await anna.starts()
    assert (await anna.presses("Waarschuwing")).alert


async def test_a_missing_button_names_those_there_are(stage: Stage) -> None:
    """Who presses what is not there learns what is."""
    anna = await stage.person("Anna")
    await anna.starts()
    await anna.sees("Welkom")
    with pytest.raises(AssertionError, match=r"'Verder gaan', 'Waarschuwing', 'Lees meer'"):
        await anna.presses("Terug", within=0.1)
    with pytest.raises(AssertionError, match="opens a link"):
        await anna.presses("Lees meer")


@pytest.mark.parametrize(
    "kind",
    [
        *("photo", "video", "animation", "audio", "voice", "video_note", "document", "sticker"),
        *("location", "venue", "contact", "poll", "dice"),
    ],
)
async def test_every_kind_can_be_sent(stage: Stage, kind: str) -> None:
    """Each kind of message arrives at the bot as that kind."""
    anna = await stage.person("Anna")
    await anna.starts()
    sent = await anna.sends(kind)
    assert sent.kind == kind
    await anna.sees("Echo van iets anders")


async def test_an_album_is_one(stage: Stage) -> None:
    """The parts of an album share its id and keep their captions."""
    anna = await stage.person("Anna")
    parts = await anna.sends_album({"kind": "photo", "caption": "een"}, {"kind": "photo"})
    assert len({part.album for part in parts}) == 1
    assert [part.text for part in parts] == ["een", ""]


async def test_a_case_both_ways(stage: Stage) -> None:
    """Texts go into the topic, answers come back, the receipt stands under them."""
    anna, eva = await stage.person("Anna"), await stage.expert("Eva")
    await anna.starts()
    await anna.writes("zaak")
    topic = await eva.topic("K7QM-2XHD")
    card = await eva.sees(topic, "Een nieuwe zaak")
    await anna.writes("mijn vraag")
    question = await eva.sees(topic, "mijn vraag")
    assert question.id > card.id
    answer = await eva.replies(question, "ons antwoord")
    assert answer.reply_to == question.id
    await anna.sees("ons antwoord")
    assert (await eva.sees_reaction(answer, "👌")).reactions == ("👌",)
    await eva.notes(topic, "alleen voor collega's")
    await anna.never_sees("collega", for_seconds=0.3)
    assert [each.text for each in eva.messages(topic)][-4:] == [
        "Een nieuwe zaak",
        "mijn vraag",
        "ons antwoord",
        "alleen voor collega's",
    ]


async def test_never_seeing_fails_when_it_comes(stage: Stage) -> None:
    """`never_sees` is not a matter of looking away."""
    anna = await stage.person("Anna")
    await anna.starts()
    await anna.writes("hallo")
    with pytest.raises(AssertionError, match="should not come"):
        await anna.never_sees("Echo", for_seconds=3)


async def test_colleagues_see_one_another(stage: Stage) -> None:
    """Experts read each other's messages in General, and their edits and reactions."""
    eva, erik = await stage.expert("Eva"), await stage.expert("Erik")
    note = await eva.notes(None, "wie is er vandaag?")
    read = await erik.sees(None, "wie is er")
    await erik.reacts(read, "👍")
    assert (await eva.sees_reaction(note, "👍")).reactions_of(erik.id) == ("👍",)
    await eva.edits(note, "wie is er morgen?")
    assert (await erik.sees(None, "morgen")).edited
    await eva.deletes(note)
    await stage.settle()
    assert "morgen" not in [each.text for each in erik.messages(None)]
    assert (await erik.looks_again(read)).deleted


async def test_topics_change_by_hand(stage: Stage) -> None:
    """An administrator opens, renames, closes, reopens and deletes topics."""
    eva = await stage.expert("Eva")
    topic = await eva.opens("Overleg")
    await eva.renames(topic, "Overleg dinsdag")
    await eva.sees_topic(topic, called="dinsdag", closed=False)
    await eva.closes(topic)
    await eva.sees_topic(topic, closed=True)
    await eva.reopens(topic)
    await eva.sees_topic(topic, closed=False)
    assert topic.id in {each.id for each in await eva.topics()}
    await eva.deletes(topic)
    await eva.sees_topic(topic, deleted=True)
    with pytest.raises(AssertionError, match="did not see a topic called 'dinsdag'"):
        await eva.topic("dinsdag", within=0.1)


async def test_newcomers(stage: Stage) -> None:
    """People that do not exist are made; a new expert is in the group at once."""
    berend = await stage.person("Berend", language_code="en")
    await berend.starts()
    await berend.sees("Welkom")
    assert await stage.person("Berend") is berend
    nora = await stage.expert("Nora")
    await nora.notes(None, "ik doe mee")
    assert nora.id != berend.id


async def test_what_a_client_refuses_is_an_error(stage: Stage) -> None:
    """Editing somebody else's message is refused with a sentence."""
    eva, erik = await stage.expert("Eva"), await stage.expert("Erik")
    note = await eva.notes(None, "van Eva")
    with pytest.raises(ControlError):
        await erik.edits(note, "van Erik")


async def test_faults_calls_and_the_clock(stage: Stage) -> None:
    """A stage scripts faults, reads the ledger without texts, and moves the clock."""
    anna = await stage.person("Anna")
    await anna.starts()
    await anna.sees("Welkom")
    await stage.fault("sendMessage", kind="slow", seconds=0.05, times=1)
    await anna.writes("geheim")
    await anna.sees("Echo")
    assert (await stage.faults())[0]["hits"] == 1
    await stage.no_faults()
    assert await stage.faults() == []
    calls = await stage.calls("sendMessage")
    assert len(calls) == 2
    assert "geheim" not in repr(calls)
    before = await stage.now()
    await stage.advance(3600)
    assert 3600 <= await stage.now() - before < 3660


async def test_calls_can_be_held(stage: Stage) -> None:
    """A held call has no effect until it is released."""
    anna = await stage.person("Anna")
    hold = await stage.hold("sendMessage", when="before")
    await anna.starts()
    await stage.held()
    await anna.never_sees("Welkom", for_seconds=0.1)
    with pytest.raises(AssertionError, match="1 of 2 calls"):
        await stage.held(2, within=0.1)
    await stage.release(hold)
    await anna.sees("Welkom")


async def test_updates_can_come_again(stage: Stage) -> None:
    """The same update delivered twice is answered twice by a bot that does not look."""
    anna = await stage.person("Anna")
    await anna.writes("nog eens")
    await anna.sees("Echo")
    await stage.redeliver()
    await stage.settle()
    assert len([each for each in anna.bot_messages() if "nog eens" in each.text]) == 2


async def test_settling_waits_for_the_bot(stage: Stage) -> None:
    """After settling every answer is there, although nobody looked for it."""
    anna = await stage.person("Anna")
    await anna.starts()
    for number in range(5):
        await anna.writes(f"bericht {number}")
    await stage.settle()
    assert [each.text[-1] for each in anna.bot_messages()][-5:] == ["0", "1", "2", "3", "4"]


async def test_a_late_stage_sees_what_was(emulator: Emulator, stage: Stage) -> None:
    """A second stage shows the messages from before it, but does not take them for new."""
    anna = await stage.person("Anna")
    await anna.starts()
    await anna.sees("Welkom")
    async with Stage(emulator.base_url) as late:
        again = await late.person("Anna")
        assert [each.text for each in again.bot_messages()] == ["Welkom"]
        with pytest.raises(AssertionError):
            await again.sees("Welkom", within=0.1)
        await again.presses("Verder")
        await asyncio.gather(again.sees("Vraag 2"), anna.sees("Vraag 2"))


async def test_blocking_is_noticed(stage: Stage) -> None:
    """A person who blocked the bot gets nothing, until she lets it in again."""
    anna = await stage.person("Anna")
    await anna.starts()
    await anna.sees("Welkom")
    await anna.blocks()
    await anna.unblocks()
    await anna.writes("ben ik er weer?")
    await anna.sees("Echo")
