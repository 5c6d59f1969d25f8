"""Content policy: what is asked before it leaves, what is refused, and what can't be forwarded; as it is set, or at first."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.emulator.actors import Expert, Message, Person, Stage, Topic
from bot.text import bare
from tests.dialog.case import opened, taken
from tests.dialog.talk import RED as DANGER
from tests.support.helpline import Helpline, helpline

CALM = 0.5
"""Seconds in which something would have come that must not."""
SEND, STOP = bare("nl", "button.policy_send"), bare("nl", "button.policy_stop")
SCENE = "kind herkenbaar"
HIDDEN = "namen en plaatsen"
ASKED_FOR = 600.0
RED = DANGER["nl"]


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Helpline]:
    """A helpline that asks what it asks at first."""
    asking = {"policy__ask_first": "true", "policy__files": "warn"}
    async with helpline(tmp_path / "data", **asking) as running:
        yield running


def shown(eva: Expert, topic: Topic, kind: str) -> list[Message]:
    """The copies of a kind in a topic."""
    return [one for one in eva.messages(topic) if one.kind == kind and one.from_bot]


async def test_a_photo_waits_and_texts_go_past_it(anna: Person, eva: Expert, stage: Stage) -> None:
    """She is asked under her photo; the text behind it is read meanwhile; "send" brings the photo, as she sent it."""
    case = await taken(anna, eva)
    photo = await anna.sends("photo", caption="de muur", has_spoiler=True)
    asked = await anna.sees(SCENE)
    assert asked.reply_to == photo.id
    assert "112" in asked.text
    await anna.writes("Dit hing er vanochtend.")
    await eva.sees(case.topic, "Dit hing er vanochtend.")
    await eva.never_sees(case.topic, "de muur", for_seconds=CALM)
    await anna.presses(SEND)
    copy = await eva.sees(case.topic, "de muur")
    assert copy.kind == "photo"
    assert (await anna.sees("niet meer naar")).id == asked.id
    answer = await eva.replies(copy, "Ik zie het.")
    assert (await anna.sees("Ik zie het.")).reply_to == photo.id
    await eva.sees_reaction(answer, "👌")
    await anna.sends("video", caption="en nu bewegend")
    await eva.sees(case.topic, "en nu bewegend")
    await stage.settle()
    assert [SCENE in one.text for one in anna.bot_messages()].count(True) == 0


async def test_what_she_does_not_send_stays_with_her(anna: Person, eva: Expert) -> None:
    """After "don't send" nothing of it reaches the topic, and of the next photo she is asked again."""
    case = await opened(anna, eva)
    await anna.sends("photo", caption="de groep")
    await anna.sees(SCENE)
    await anna.presses(STOP)
    await anna.sees("Niet verstuurd.")
    await anna.sends("photo", caption="de straat")
    await anna.sees(SCENE)
    await eva.never_sees(case.topic, kind="photo", for_seconds=CALM)


async def test_an_album_is_asked_about_once_and_arrives_as_one(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """Three photos sent together are one question, and stand together in the topic."""
    case = await opened(anna, eva)
    await anna.sends_album(
        {"kind": "photo", "caption": "een"}, {"kind": "photo"}, {"kind": "video"}
    )
    await anna.sees(SCENE)
    await stage.settle()
    assert sum(SCENE in one.text for one in anna.bot_messages()) == 1
    await anna.presses(SEND)
    await eva.sees(case.topic, kind="video")
    copies = [one for one in eva.messages(case.topic) if one.album is not None]
    assert [one.kind for one in copies] == ["photo", "photo", "video"]
    assert len({one.album for one in copies}) == 1


@pytest.mark.parametrize("placed", [True, False])
async def test_an_album_that_waits_is_taken_back_whole(
    placed: bool, anna: Person, eva: Expert
) -> None:
    """Taking back any part of an album that waits, to be seen or for a case, takes all of it from her chat."""
    photo = {"kind": "photo"}
    if placed:
        await opened(anna, eva)
    else:
        await anna.starts()
        await anna.presses(bare("nl", "button.agree"))
    sent = await anna.sends_album(photo, photo, photo)
    if placed:
        await anna.sees(SCENE)
    await anna.writes("/terughalen", reply_to=sent[1])
    await anna.sees("niet verstuurd, en dat gebeurt ook niet meer")
    for one in sent:
        await anna.sees_gone(one)
    assert not any(SEND in {shown.text for shown in one.buttons} for one in anna.messages())


async def test_a_file_is_warned_about(anna: Person, eva: Expert) -> None:
    """A file can hold more than it shows: she reads that, too, before it goes."""
    case = await opened(anna, eva)
    await anna.sends("document", caption="verslag")
    asked = await anna.sees(HIDDEN)
    assert SCENE in asked.text
    await eva.never_sees(case.topic, kind="document", for_seconds=CALM)
    await anna.presses(SEND)
    await eva.sees(case.topic, "verslag")


async def test_nothing_said_is_nothing_sent(anna: Person, eva: Expert, stage: Stage) -> None:
    """She is reminded; after the time she reads, under the photo, that it was not sent."""
    case = await opened(anna, eva)
    photo = await anna.sends("photo")
    first = await anna.sees(SCENE)
    await stage.advance(ASKED_FOR / 2 + 1)
    await anna.sees(lambda one: SCENE in one.text and one.id != first.id)
    await stage.advance(ASKED_FOR / 2)
    told = await anna.sees("je koos niets")
    assert told.reply_to == photo.id
    await eva.never_sees(case.topic, kind="photo", for_seconds=CALM)


async def test_danger_waits_for_nothing(anna: Person, eva: Expert) -> None:
    """What waits goes with a text that tells of danger, and what follows is not asked about."""
    case = await opened(anna, eva)
    await anna.sends("photo", caption="zie hier")
    await anna.sees(SCENE)
    await anna.writes(RED)
    await eva.sees(case.topic, "zie hier")
    await anna.sends("photo", caption="en dit")
    await eva.sees(case.topic, "en dit")


async def test_other_media_are_asked_about_too(anna: Person, eva: Expert) -> None:
    """A text that she makes a photo of stays a text in the topic until she has said that it may be seen."""
    case = await opened(anna, eva)
    text = await anna.writes("Hier staat het")
    copy = await eva.sees(case.topic, "Hier staat het")
    await anna.swaps(text, "photo", caption="Hier hangt het")
    await anna.sees(SCENE)
    await eva.never_sees(case.topic, kind="photo", for_seconds=CALM)
    assert not copy.edited
    await anna.presses(SEND)
    await eva.sees(case.topic, kind="photo")


async def test_what_is_kept_for_a_case_is_asked_about_when_it_is_placed(
    anna: Person, eva: Expert
) -> None:
    """A photo of before the case does not come along by itself; her words do."""
    await anna.starts()
    await anna.presses(bare("nl", "button.agree"))
    await anna.writes("Wat betekent dit teken?")
    await anna.sends("photo", caption="het teken")
    await anna.presses(bare("nl", "button.expert"))
    await anna.presses("Nee")
    await anna.presses(bare("nl", "button.place"))
    await anna.sees(SCENE)
    topic = await eva.topic()
    await eva.sees(topic, "Wat betekent dit teken?")
    await eva.never_sees(topic, kind="photo", for_seconds=CALM)
    await anna.presses(SEND)
    await eva.sees(topic, "het teken")


async def test_it_waits_through_a_restart(line: Helpline, anna: Person, eva: Expert) -> None:
    """What waits for her word still does when the bot was away."""
    case = await opened(anna, eva)
    await anna.sends("photo", caption="de deur")
    await anna.sees(SCENE)
    await line.restart()
    await anna.presses(SEND)
    await eva.sees(case.topic, "de deur")


async def test_what_arrives_in_the_group_stays_there(anna: Person, eva: Expert) -> None:
    """At first, what she sends can't be forwarded or saved in the group; an answer in her chat can."""
    case = await taken(anna, eva)
    assert case.question.protected
    assert not case.card.protected
    assert not anna.finds("Dag, ik denk met je mee.").protected


async def test_protection_as_it_is_set(tmp_path: Path) -> None:
    """Both ways can be set: texts, copies and albums alike."""
    settings = {"policy__to_experts__protect": "false", "policy__to_person__protect": "true"}
    async with helpline(tmp_path / "data", **settings) as line:
        anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
        case = await taken(anna, eva)
        assert not case.question.protected
        await eva.sends_album(
            case.topic, {"kind": "photo", "caption": "een"}, {"kind": "photo"}, reply_to=case.card
        )
        assert (await anna.sees(kind="photo")).protected
        await eva.notes(case.topic, "/a Alleen voor jou")
        assert (await anna.sees("Alleen voor jou")).protected


async def test_refused_kinds_are_named_to_their_sender(tmp_path: Path) -> None:
    """What may not go is said in one sentence, with what to do instead; texts always go. An album is named once."""
    settings = {
        "policy__to_experts__allow": '["voice", "document"]',
        "policy__to_person__allow": '["photo"]',
        "policy__files": "refuse",
    }
    async with helpline(tmp_path / "data", **settings) as line:
        anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
        case = await taken(anna, eva)
        photo = await anna.sends("photo", caption="kijk")
        told = await anna.sees("Een foto kan ik hier niet doorgeven")
        assert told.reply_to == photo.id
        assert "Schrijf in woorden" in told.text
        await anna.sends_album({"kind": "video"}, {"kind": "video"}, {"kind": "video"})
        await anna.sees("Een video kan ik hier niet doorgeven")
        await anna.sends("document")
        await anna.sees("Een bestand geef ik niet door")
        await anna.sends("voice")
        await eva.sees(case.topic, kind="voice")
        await line.stage.settle()
        assert sum("Een video kan" in one.text for one in anna.bot_messages()) == 1
        assert not shown(eva, case.topic, "photo") + shown(eva, case.topic, "document")
        refused = await eva.sends("video", reply_to=case.question)
        said = await eva.sees(case.topic, "Een video mag volgens de instellingen niet")
        assert said.reply_to == refused.id
        await eva.sees_reaction(refused, "😢")
        await eva.sends("photo", reply_to=case.question, caption="zo dan")
        await anna.sees("zo dan")
        assert all(one.kind != "video" or not one.from_bot for one in anna.messages())


async def test_a_change_to_a_refused_kind_is_named(tmp_path: Path) -> None:
    """Who puts another sort in place of what was sent hears that the change did not go; the old one stays."""
    settings = {"policy__to_experts__allow": '["photo"]', "policy__to_person__allow": '["photo"]'}
    async with helpline(tmp_path / "data", **settings) as line:
        anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
        case = await taken(anna, eva)
        photo = await anna.sends("photo", caption="de muur")
        await eva.sees(case.topic, "de muur")
        await anna.swaps(photo, "video", caption="de muur beweegt")
        await anna.sees("Je wijziging is niet doorgegeven")
        answer = await eva.sends("photo", reply_to=case.question, caption="een schema")
        await anna.sees("een schema")
        await eva.swaps(answer, "video", caption="een filmpje")
        await eva.sees(case.topic, "Je wijziging is niet doorgegeven")
        await line.stage.settle()
        both = (*anna.messages(), *eva.messages(case.topic))
        assert [one.kind for one in both if one.kind == "video" and one.from_bot] == []


async def test_in_danger_the_words_of_what_is_refused_go(tmp_path: Path) -> None:
    """A photo may not go, but danger in the words under it does, at once."""
    async with helpline(tmp_path / "data", policy__to_experts__allow='["voice"]') as line:
        anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
        case = await opened(anna, eva)
        await anna.sends("photo", caption=RED)
        copy = await eva.sees(case.topic, RED)
        assert copy.kind == "text"
        await anna.sees("Alleen de tekst is verstuurd")


async def test_a_file_that_is_too_large_is_named(tmp_path: Path) -> None:
    """Above the size that is set it does not go, either way, and its sender reads how large it may be; below it does."""
    settings = {"policy__to_experts__largest_mb": "3", "policy__to_person__largest_mb": "2"}
    large, small = 5 << 20, 1 << 20
    async with helpline(tmp_path / "data", **settings) as line:
        anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
        case = await taken(anna, eva)
        await anna.sends("video", size=large, caption="lang")
        await anna.sees("groter dan 3 MB")
        await anna.sends("video", size=small, caption="kort")
        await eva.sees(case.topic, "kort")
        refused = await eva.sends("document", reply_to=case.question, size=large)
        assert (await eva.sees(case.topic, "groter dan 2 MB")).reply_to == refused.id
        await eva.sends("document", reply_to=case.question, size=small)
        await anna.sees(kind="document")
        assert not any(one.text == "lang" for one in eva.messages(case.topic))
