"""The relay: what she sends in an open case appears in its topic, and stays true to her."""

from typing import Any

import pytest

from bot.emulator.actors import Expert, Person, Stage
from tests.dialog.case import opened, taken

CALM = 0.4
"""Seconds in which something would have come that must not."""


async def test_what_she_writes_appears_in_her_topic_in_order(anna: Person, eva: Expert) -> None:
    """Everything she sends in an open case is copied to the topic, in the order she sent it."""
    case = await opened(anna, eva)
    for number in range(1, 6):
        await anna.writes(f"Bericht {number}")
    await eva.sees(case.topic, "Bericht 5")
    texts = [each.text for each in eva.messages(case.topic) if each.text.startswith("Bericht")]
    assert texts == [f"Bericht {number}" for number in range(1, 6)]


async def test_the_faq_is_silent_while_a_case_is_open(anna: Person, eva: Expert) -> None:
    """A question that the FAQ knows well is relayed, and answered by nobody but a human."""
    case = await opened(anna, eva)
    asked = await anna.writes("Hoe begin ik het gesprek met een jongere met extreme ideeën?")
    await eva.sees(case.topic, "Hoe begin ik het gesprek")
    await anna.never_sees(lambda each: each.id > asked.id, for_seconds=CALM)


@pytest.mark.parametrize("kind", ["photo", "video", "animation", "document", "audio"])
async def test_media_arrive_as_they_are(kind: str, anna: Person, eva: Expert) -> None:
    """A medium with a caption arrives as the same medium, with its caption."""
    case = await opened(anna, eva)
    await anna.sends(kind, caption="Dit hing op de deur")
    assert (await eva.sees(case.topic, "Dit hing op de deur")).kind == kind


async def test_an_internal_album_stays_whole(anna: Person, eva: Expert) -> None:
    """The pictures of an album whose caption is internal have no caption of their own, and stay with it."""
    case = await opened(anna, eva)
    parts = ({"kind": "photo", "caption": "// alleen voor ons"}, {"kind": "photo"})
    for part in await eva.sends_album(case.topic, *parts, reply_to=case.question):
        await eva.sees_reaction(part, "✍")
    await anna.never_sees(kind="photo", for_seconds=CALM)


async def test_all_parts_of_an_album_arrive(anna: Person, eva: Expert) -> None:
    """An album comes as single messages; each of its parts arrives, in order."""
    case = await opened(anna, eva)
    await anna.sends_album(*({"kind": "photo", "caption": f"deel {n}"} for n in (1, 2, 3)))
    await eva.sees(case.topic, "deel 3")
    parts = [each.text for each in eva.messages(case.topic) if each.kind == "photo"]
    assert parts == ["deel 1", "deel 2", "deel 3"]


async def test_what_the_bot_cannot_read_is_said_once(anna: Person, eva: Expert) -> None:
    """A voice message is relayed; she hears, once, that the bot can't read it and to call 112 in danger."""
    case = await opened(anna, eva)
    await anna.sends("voice")
    await eva.sees(case.topic, kind="voice")
    told = await anna.sees("kan ik zelf niet lezen")
    assert "112" in told.text
    await anna.sends("voice")
    await eva.sees(case.topic, kind="voice")
    await anna.never_sees("niet lezen", for_seconds=CALM)


async def test_replies_point_at_the_same_message_on_both_sides(anna: Person, eva: Expert) -> None:
    """A reply of either side answers, on the other side, the counterpart of what it answered."""
    case = await opened(anna, eva)
    await anna.writes("Eerst dit")
    second = await anna.writes("En dan dat")
    copy = await eva.sees(case.topic, "En dan dat")
    answer = await eva.replies(copy, "Over dat laatste: wacht even")
    arrived = await anna.sees("Over dat laatste")
    assert arrived.reply_to == second.id
    await anna.writes("Hoe lang wachten?", reply_to=arrived)
    assert (await eva.sees(case.topic, "Hoe lang wachten?")).reply_to == answer.id


async def test_a_reply_to_her_own_message_keeps_pointing(anna: Person, eva: Expert) -> None:
    """When she answers a message of her own, the copy answers the copy of it."""
    case = await opened(anna, eva)
    first = await anna.writes("De groep komt donderdag")
    copy = await eva.sees(case.topic, "De groep komt donderdag")
    await anna.writes("Nee, vrijdag", reply_to=first)
    assert (await eva.sees(case.topic, "Nee, vrijdag")).reply_to == copy.id


async def test_her_edits_follow(anna: Person, eva: Expert) -> None:
    """A changed text changes in the topic, in place; nothing is sent anew."""
    case = await opened(anna, eva)
    written = await anna.writes("Ze zijn met zijn vijven")
    copy = await eva.sees(case.topic, "met zijn vijven")
    before = len(eva.messages(case.topic))
    await anna.edits(written, "Ze zijn met zijn zessen")
    assert (await eva.sees(case.topic, "met zijn zessen")).id == copy.id
    assert len(eva.messages(case.topic)) == before


async def test_a_changed_caption_follows(anna: Person, eva: Expert) -> None:
    """A changed caption changes under the copy of the picture."""
    case = await opened(anna, eva)
    sent = await anna.sends("photo", caption="Sticker op de deur")
    copy = await eva.sees(case.topic, "Sticker op de deur")
    await anna.edits(sent, "Sticker op het raam")
    assert (await eva.sees(case.topic, "Sticker op het raam")).id == copy.id


async def test_danger_in_a_changed_message_is_seen(anna: Person, eva: Expert) -> None:
    """A message that is changed into one of danger gets her the screen, and is marked in the topic."""
    case = await opened(anna, eva)
    written = await anna.writes("Hij staat op het plein")
    copy = await eva.sees(case.topic, "Hij staat op het plein")
    await anna.edits(written, "Hij staat nu met een mes op het plein")
    await anna.sees("Bel 112")
    assert (await eva.sees(case.topic, "Gevaar herkend")).reply_to == copy.id
    await eva.sees_topic(case.topic, called="🔴")


async def test_another_picture_takes_the_place_of_one(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """When she replaces a picture, the new one takes the place of the old in the copy; nothing is sent anew."""
    case = await opened(anna, eva)
    sent = await anna.sends("photo")
    copy = await eva.sees(case.topic, kind="photo")
    shown = copy.raw["photo"]
    await anna.act("edit", chat_id=sent.chat_id, message_id=sent.id, photo=True)
    await stage.settle()
    assert (await eva.looks_again(copy)).raw["photo"] != shown
    assert len([one for one in eva.messages(case.topic) if one.kind == "photo"]) == 1


async def test_only_a_failure_shows_under_what_went_at_once(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """On her side nothing shows under a message that was passed on promptly; one that was not shows that."""
    case = await taken(anna, eva)
    await anna.writes("Dank je")
    await eva.sees(case.topic, "Dank je")
    failed = await anna.sends("photo", copyable=False)
    await anna.sees("doorsturen")
    await anna.sees_reaction(failed, "😢")
    await stage.settle()
    assert [each.id for each in anna.messages() if each.reactions] == [failed.id]


async def test_what_cannot_be_relayed_is_said_in_words(anna: Person, eva: Expert) -> None:
    """When Telegram refuses to copy a message of hers, she is told, as a reply to that message."""
    await opened(anna, eva)
    sent = await anna.sends("photo", copyable=False)
    told = await anna.sees("doorsturen")
    assert told.reply_to == sent.id


# --- what shows who or where ------------------------------------------------------------------


async def test_a_contact_card_leaves_only_as_words_and_only_when_she_says_so(
    anna: Person, eva: Expert
) -> None:
    """A contact card waits for "send?", and then goes as plain text, not as a card."""
    case = await opened(anna, eva)
    card = await anna.sends("contact", phone_number="+31700000000", first_name="Buurthuis")
    asked = await anna.sees("wie of waar iemand is")
    assert asked.reply_to == card.id
    await eva.never_sees(case.topic, "Buurthuis", for_seconds=CALM)
    await anna.presses("Stuur toch")
    arrived = await eva.sees(case.topic, "Buurthuis")
    assert arrived.kind == "text"
    assert "+31700000000" in arrived.text
    assert (await anna.sees("Doorgestuurd")).button("Stuur toch") is None


@pytest.mark.parametrize(
    ("kind", "details"),
    [
        ("location", {"latitude": 52.1, "longitude": 5.1}),
        ("venue", {"latitude": 52.1, "longitude": 5.1, "title": "Plein", "address": "Plein 1"}),
    ],
)
async def test_a_location_waits_for_her_word(
    kind: str, details: dict[str, Any], anna: Person, eva: Expert
) -> None:
    """A location or place is copied to the topic only after "send it all the same"."""
    case = await opened(anna, eva)
    await anna.sends(kind, **details)
    await anna.sees("wie of waar iemand is")
    await eva.never_sees(case.topic, kind=kind, for_seconds=CALM)
    await anna.presses("Stuur toch")
    await eva.sees(case.topic, kind=kind)


async def test_what_she_does_not_want_sent_stays(anna: Person, eva: Expert) -> None:
    """After "don't send" a location is not sent, and its buttons are gone."""
    case = await opened(anna, eva)
    await anna.sends("location", latitude=52.1, longitude=5.1)
    await anna.presses("Niet sturen")
    assert (await anna.sees("Niet gestuurd")).button("Stuur toch") is None
    await eva.never_sees(case.topic, kind="location", for_seconds=CALM)


async def test_a_live_location_does_not_flood_the_topic(anna: Person, eva: Expert) -> None:
    """A live location that she sent goes once; its movements are not copied one by one."""
    case = await opened(anna, eva)
    sent = await anna.sends("location", latitude=52.1, longitude=5.1, live_period=900)
    await anna.presses("Stuur toch")
    await eva.sees(case.topic, kind="location")
    for step in range(1, 4):
        await anna.act(
            "live_location",
            chat_id=sent.chat_id,
            message_id=sent.id,
            latitude=52.1 + step / 100,
            longitude=5.1,
        )
    await anna.writes("Daar ben ik nu")
    await eva.sees(case.topic, "Daar ben ik nu")
    assert len([each for each in eva.messages(case.topic) if each.kind == "location"]) == 1
