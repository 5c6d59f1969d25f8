"""The actors move, tick, vote, swap, pin, delete and react, and see what became of it."""

import pytest

from bot.emulator.actors import Stage


async def test_live_locations_move(stage: Stage) -> None:
    """A live location moves and ends by hand."""
    anna = await stage.person("Anna")
    sent = await anna.sends("location", latitude=1.0, longitude=2.0, live_period=900)
    assert sent.live
    moved = await anna.moves(sent, 1.5, 2.5)
    ended = await anna.stops(moved)
    assert (ended.place, ended.live, ended.edited) == ((1.5, 2.5), False, True)


async def test_lists_and_polls(stage: Stage) -> None:
    """A list is ticked, a poll voted in and ended."""
    anna = await stage.person("Anna")
    listed = await anna.sends("checklist", title="Morgen", tasks=["bellen", "schrijven"])
    assert listed.words == "Morgen bellen schrijven"
    ticked = await anna.ticks(listed, 2)
    assert "completion_date" in ticked.raw["checklist"]["tasks"][1]
    poll = await anna.sends("poll", question="Wanneer?", options=["nu", "later"])
    assert (await anna.votes(poll, 0)).raw["poll"]["total_voter_count"] == 1
    assert (await anna.ends_poll(poll)).raw["poll"]["is_closed"] is True


async def test_albums_and_late_parts(stage: Stage) -> None:
    """The parts of an album belong together, also a late one; a reaction to one stands under the first."""
    anna, eva = await stage.person("Anna"), await stage.expert("Eva")
    first, second = await anna.sends_album({"kind": "photo", "spoiler": True}, {"kind": "video"})
    late = await anna.sends("photo", album_of=first.id)
    assert first.album == second.album == late.album
    assert first.covered
    assert not second.covered
    parts = await eva.sends_album(None, {"kind": "photo"}, {"kind": "photo"})
    await eva.reacts(parts[1], "👍")
    assert (await eva.sees_reaction(parts[1], "👍")).id == parts[0].id
    await eva.reacts(parts[1])
    await eva.sees_no_reaction(parts[1])


async def test_pins_swaps_and_deletions(stage: Stage) -> None:
    """A medium takes another's place; what is pinned and what is gone can be waited for."""
    anna = await stage.person("Anna")
    sent = await anna.sends("photo", caption="een")
    swapped = await anna.swaps(sent, "document", caption="twee")
    assert (swapped.kind, swapped.text) == ("document", "twee")
    await anna.pins(sent)
    await anna.sees_pinned(sent)
    await anna.unpins(sent)
    await anna.sees_unpinned(sent)
    with pytest.raises(AssertionError, match="did not see a photo deleted within"):
        await anna.sees_gone(sent, within=0.05)
    await anna.deletes(sent)
    await anna.sees_gone(sent)


async def test_quotes_and_forwards_are_shown(stage: Stage) -> None:
    """A quote says what and where; a forward that it is one."""
    anna, eva = await stage.person("Anna"), await stage.expert("Eva")
    said = await eva.notes(None, "een twee een")
    answer = await eva.replies(said, "ja", quote="een", quote_position=9)
    assert (answer.quote, answer.quote_at) == ("een", 9)
    assert (await anna.writes("x", forward_from={"name": "Iemand"})).forwarded
