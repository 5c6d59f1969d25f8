"""Albums: what was sent as one arrives as one, both ways, and what has to wait waits as one."""

from pathlib import Path

import pytest

from bot.emulator.actors import Expert, Message, Person, Stage, Topic
from bot.text import bare
from tests.dialog.case import opened, taken
from tests.dialog.talk import RED
from tests.dialog.test_merging import BUDGET, WITHIN, enforced
from tests.dialog.test_webhook import brought
from tests.support.helpline import Helpline, helpline, prepared

PHOTO = {"kind": "photo"}
NUMBER = "0612345678"
CALM = 1.0
"""Seconds in which something would have come that must not: longer than parts wait for each other."""


def photo(caption: str, **more: object) -> dict[str, object]:
    """A part of an album, with words under it."""
    return {"kind": "photo", "caption": caption, **more}


def parts(messages: list[Message]) -> list[Message]:
    """Return the parts of albums that the bot sent, among messages."""
    return [one for one in messages if one.album is not None and one.from_bot]


def is_one(messages: list[Message], *captions: str) -> bool:
    """Tell whether these messages are one album with these captions."""
    return [one.text for one in messages] == [*captions] and len(
        {one.album for one in messages}
    ) == 1


async def of_hers(eva: Expert, topic: Topic, count: int) -> list[Message]:
    """The parts of albums in a topic, once there are so many."""
    await eva.sees(topic, lambda _: len(parts(eva.messages(topic))) >= count)
    return parts(eva.messages(topic))


@pytest.mark.parametrize("kind", ["photo", "video", "document", "audio"])
async def test_an_album_of_hers_arrives_as_one(kind: str, anna: Person, eva: Expert) -> None:
    """Three of a sort that she sends together stand together in the topic, in order, with their captions."""
    case = await opened(anna, eva)
    await anna.sends_album(
        {"kind": kind, "caption": "een"}, {"kind": kind}, {"kind": kind, "caption": "drie"}
    )
    copies = await of_hers(eva, case.topic, 3)
    assert is_one(copies, "een", "", "drie")
    assert {one.kind for one in copies} == {kind}


async def test_spoilers_and_captions_above_stay(anna: Person, eva: Expert) -> None:
    """A covered photo stays covered, and a video beside it a video: in a copy, and in an album that is an answer."""
    case = await opened(anna, eva)
    covered = photo("dicht", spoiler=True), {"kind": "video"}
    await anna.sends_album(*covered)
    copies = await of_hers(eva, case.topic, 2)
    assert [bool(one.raw.get("has_media_spoiler")) for one in copies] == [True, False]
    await eva.sends_album(case.topic, *covered, reply_to=case.question)
    await anna.sees(kind="video")
    answer = parts(anna.messages())[-2:]
    assert is_one(answer, "dicht", "")
    assert [bool(one.raw.get("has_media_spoiler")) for one in answer] == [True, False]


async def test_an_album_that_answers_is_an_answer(anna: Person, eva: Expert) -> None:
    """An expert's album under a message of hers reaches her as one, as a reply to it; each part has its receipt."""
    case = await opened(anna, eva)
    own = await anna.writes("Wat doe ik met dit?")
    question = await eva.sees(case.topic, "Wat doe ik met dit?")
    sent = await eva.sends_album(case.topic, photo("kijk"), PHOTO, PHOTO, reply_to=question)
    await anna.sees("kijk")
    copies = parts(anna.messages())
    assert is_one(copies, "kijk", "", "")
    assert copies[0].reply_to == own.id
    for one in sent:
        await eva.sees_reaction(one, "👌")
    under = await anna.writes("Die tweede bedoel ik", reply_to=copies[1])
    assert (await eva.sees(case.topic, under.text)).reply_to == sent[1].id


async def test_an_album_under_the_card_is_a_copy(anna: Person, eva: Expert) -> None:
    """An expert's album under the card answers nothing of hers: it comes as an album by itself."""
    case = await opened(anna, eva)
    await eva.sends_album(case.topic, photo("bij de kaart"), PHOTO, reply_to=case.card)
    await anna.sees("bij de kaart")
    copies = parts(anna.messages())
    assert is_one(copies, "bij de kaart", "")
    assert copies[0].reply_to is None


async def test_each_part_is_tied_to_its_own(anna: Person, eva: Expert) -> None:
    """A reply to any part finds its counterpart, and a changed caption changes that part."""
    case = await taken(anna, eva)
    sent = await anna.sends_album(photo("een"), photo("twee"), photo("drie"))
    copies = await of_hers(eva, case.topic, 3)
    await eva.replies(copies[2], "Over de derde")
    assert (await anna.sees("Over de derde")).reply_to == sent[2].id
    await anna.edits(sent[1], "twee, en beter")
    assert (await eva.sees(case.topic, "twee, en beter")).id == copies[1].id


async def test_a_text_behind_an_album_comes_behind_it(anna: Person, eva: Expert) -> None:
    """What she writes around an album keeps its place."""
    case = await opened(anna, eva)
    await anna.writes("ervoor")
    await anna.sends_album(photo("album"), PHOTO)
    await anna.writes("daarna")
    await eva.sees(case.topic, "daarna")
    shown = ["album" if one.album else one.text for one in eva.messages(case.topic) if one.from_bot]
    assert shown[-4:] == ["ervoor", "album", "album", "daarna"]


async def test_an_album_with_a_name_waits_as_one(anna: Person, eva: Expert) -> None:
    """What has to be asked about one part keeps back all of it; she is asked once, and it goes as one, masked."""
    case = await taken(anna, eva)
    await anna.sends_album(photo(f"bel {NUMBER}"), PHOTO, photo("drie"))
    await anna.sees("Nog niet verstuurd")
    await eva.never_sees(case.topic, kind="photo", for_seconds=CALM)
    await anna.never_sees("wacht nog", for_seconds=0.1)
    await anna.writes("erachter")
    await anna.presses(bare("nl", "button.unsent_mask"))
    await eva.sees(case.topic, "erachter")
    assert is_one(parts(eva.messages(case.topic)), "bel [telefoonnummer]", "", "drie")


async def test_a_name_in_a_later_part_keeps_back_the_earlier(anna: Person, eva: Expert) -> None:
    """The first part has not left yet when a later one turns out to need her word: so it waits too."""
    case = await taken(anna, eva)
    await anna.sends_album(photo("een"), photo(f"bel {NUMBER}"), photo(f"of mail {NUMBER}"))
    await anna.sees("nog niet verstuurd")
    await eva.never_sees(case.topic, kind="photo", for_seconds=CALM)
    await anna.presses(bare("nl", "button.unsent_show"))
    copies = await of_hers(eva, case.topic, 3)
    assert is_one(copies, "een", f"bel {NUMBER}", f"of mail {NUMBER}")


async def test_an_internal_word_under_a_later_part_keeps_all(anna: Person, eva: Expert) -> None:
    """An album that is marked as internal under its second photo stays in the topic, the first photo too."""
    case = await taken(anna, eva)
    sent = await eva.sends_album(
        case.topic, PHOTO, photo("// alleen voor ons"), PHOTO, reply_to=case.question
    )
    for one in sent:
        await eva.sees_reaction(one, "✍")
    await anna.never_sees(kind="photo", for_seconds=CALM)
    await eva.edits(sent[0], "nog steeds van ons")
    await anna.never_sees("nog steeds", for_seconds=CALM)


async def test_a_note_of_several_photos_is_sent_whole(anna: Person, eva: Expert) -> None:
    """An album that answers nothing is a note; "send" sends all of it, as one."""
    case = await taken(anna, eva)
    await eva.sends_album(case.topic, photo("ter inzage"), PHOTO, PHOTO)
    await eva.presses(bare("nl", "button.send_note"), case.topic)
    await anna.sees("ter inzage")
    assert is_one(parts(anna.messages()), "ter inzage", "", "")


async def test_a_closed_case_says_once_that_an_album_stays(anna: Person, eva: Expert) -> None:
    """An album under a closed case is refused, each part visibly so, in one sentence."""
    case = await taken(anna, eva)
    await eva.notes(case.topic, "/sluit")
    await anna.sees("gesloten")
    sent = await eva.sends_album(case.topic, photo("te laat"), PHOTO, reply_to=case.question)
    told = await eva.sees(case.topic, lambda one: one.reply_to == sent[0].id and one.from_bot)
    await eva.never_sees(
        case.topic, lambda one: one.id != told.id and one.text == told.text, for_seconds=CALM
    )


async def test_danger_in_a_caption_waits_for_nothing(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """The part that tells of danger is there at once; the rest of the album joins it."""
    case = await opened(anna, eva)
    await anna.sends_album(photo(RED["nl"]), PHOTO, PHOTO)
    first = await eva.sees(case.topic, RED["nl"])
    await stage.settle(quiet=CALM)
    photos = [one for one in eva.messages(case.topic) if one.kind == "photo"]
    assert len(photos) == 3
    assert all(one.reply_to == first.id for one in photos[1:] if one.album != first.album)


async def test_an_album_before_a_case_arrives_as_one(anna: Person, eva: Expert) -> None:
    """An album sent before the case was placed is kept, and is among its first messages, as one."""
    await anna.starts()
    await anna.presses(bare("nl", "button.agree"))
    await anna.sends_album(photo("eerst dit"), PHOTO)
    await anna.writes("Hoe nu verder met de groep?")
    await anna.presses(bare("nl", "button.expert"))
    await anna.presses("Nee")
    await anna.presses(bare("nl", "button.place"))
    await anna.sees("staat klaar voor een deskundige")
    topic = await eva.topic()
    await eva.sees(topic, "Hoe nu verder")
    assert is_one(parts(eva.messages(topic)), "eerst dit", "")


async def test_a_part_she_deleted_is_named(anna: Person, eva: Expert, stage: Stage) -> None:
    """One of three photos is gone before the album leaves: two arrive as one, and she hears which did not."""
    case = await opened(anna, eva)
    hold = await stage.hold("copyMessages")
    sent = await anna.sends_album(photo("een"), photo("twee"), photo("drie"))
    await stage.held()
    await anna.deletes(sent[1])
    await stage.release(hold)
    await anna.sees("deel 2 van 3")
    assert is_one(await of_hers(eva, case.topic, 2), "een", "drie")


async def test_an_album_that_is_delivered_again_stays_one(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """Whatever Telegram delivers twice, while the parts are gathered and after it, is there once."""
    case = await opened(anna, eva)
    await anna.sends_album(photo("een"), photo("twee"), photo("drie"))
    await stage.redeliver(last=2)
    await of_hers(eva, case.topic, 3)
    await stage.redeliver(last=3)
    await stage.settle(quiet=CALM)
    assert is_one(parts(eva.messages(case.topic)), "een", "twee", "drie")


async def test_a_part_that_comes_late_joins_by_reply(
    line: Helpline, anna: Person, eva: Expert, stage: Stage
) -> None:
    """Telegram brings one part long after the others: it answers the first of them, and is tied like any."""
    case = await opened(anna, eva)
    sent = await anna.sends_album(photo("een"), photo("twee"))
    first, _ = await of_hers(eva, case.topic, 2)
    late = await anna.sends("photo", caption="drie", extra={"media_group_id": sent[0].album})
    copy = await eva.sees(case.topic, "drie")
    assert copy.reply_to == first.id
    await eva.replies(copy, "Over de derde")
    assert (await anna.sees("Over de derde")).reply_to == late.id


async def test_texts_that_wait_around_an_album(tmp_path: Path) -> None:
    """When the group's budget is spent texts before and behind an album are merged, the album between them is whole."""
    async with helpline(tmp_path / "data", **BUDGET) as line:
        anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
        case = await opened(anna, eva)
        await enforced(line.stage)
        for number in range(6):
            await anna.writes(f"voor {number}")
        await anna.sends_album(photo("album"), PHOTO)
        for number in range(3):
            await anna.writes(f"na {number}")
        await eva.sees(case.topic, "na 2", within=WITHIN)
        assert is_one(parts(eva.messages(case.topic)), "album", "")
        text = " ".join(one.text for one in eva.messages(case.topic) if one.from_bot)
        words = [
            *(f"voor {number}" for number in range(6)),
            "album",
            *(f"na {number}" for number in range(3)),
        ]
        at = [text.index(one) for one in words]
        assert at == sorted(at)


async def test_parts_that_are_brought_one_by_one(tmp_path: Path) -> None:
    """By webhook each part comes in a request of its own, some of them late; the album is one all the same."""
    async with prepared(tmp_path / "data") as line:
        brought(line)
        await line.runner.start()
        anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
        case = await opened(anna, eva)
        hold = await line.stage.hold("webhook")
        await anna.sends_album(photo("een"), photo("twee"), photo("drie"))
        await line.stage.held()
        await line.stage.release(hold)
        copies = await of_hers(eva, case.topic, 3)
        assert is_one(copies, "een", "twee", "drie")
