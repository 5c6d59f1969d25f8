"""Places: live locations that a person or the bot moves and ends."""

from typing import Any

from tests.contract.emulator.client import Client, Json

_NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
_HERE = {"latitude": 1.0, "longitude": 2.0}


async def _live(client: Client, **fields: Any) -> tuple[Json, Json]:
    sent = await client.call("sendLocation", chat_id=client.anna, **_HERE, **fields)
    return sent, {"chat_id": client.anna, "message_id": sent["message_id"]}


async def test_the_bot_moves_a_live_location(client: Client) -> None:
    """It moves, turns, lasts longer if asked, and stands still at its end; a second end is refused."""
    sent, where = await _live(client, live_period=900, heading=90, horizontal_accuracy=12.5)
    assert sent["location"] == {
        **_HERE,
        "live_period": 900,
        "heading": 90,
        "horizontal_accuracy": 12.5,
    }
    assert await client.fails(
        "editMessageLiveLocation", **where, **_HERE, heading=90, horizontal_accuracy=12.5
    ) == (_NOT_MODIFIED)
    moved = await client.call("editMessageLiveLocation", **where, latitude=1.5, longitude=2.5)
    assert moved["location"] == {"latitude": 1.5, "longitude": 2.5, "live_period": 900}
    longer = await client.call("editMessageLiveLocation", **where, **_HERE, live_period=3_600)
    assert longer["location"]["live_period"] == 3_600
    ended = await client.call("stopMessageLiveLocation", **where)
    assert ended["location"] == _HERE
    error = await client.fails("stopMessageLiveLocation", **where)
    assert error == "Bad Request: message can't be edited"


async def test_a_live_location_ends_by_itself(client: Client) -> None:
    """After its period neither side moves it any more; an earlier end by her is an edit."""
    _, where = await _live(client, live_period=60)
    place = {**_HERE, "live_period": 60}
    said = (await client.does(client.anna, "send", chat_id=client.bot, location=place))["message"]
    await client.control("clock", advance=61)
    error = await client.fails("editMessageLiveLocation", **where, latitude=1.5, longitude=2.5)
    assert error == "Bad Request: message can't be edited"
    hers = {"chat_id": client.bot, "message_id": said["message_id"]}
    refusal = await client.cannot(client.anna, "live_location", **hers, latitude=1.5, longitude=2.5)
    assert "ended" in refusal


async def test_what_is_no_live_location(client: Client) -> None:
    """Texts, plain places and senseless figures are refused with the server's words."""
    text = await client.call("sendMessage", chat_id=client.anna, text="x")
    plain = await client.call("sendLocation", chat_id=client.anna, **_HERE, heading=90)
    assert plain["location"] == _HERE
    expected = {
        text["message_id"]: "there is no live location in the message to edit",
        plain["message_id"]: "message can't be edited",
    }
    for number, error in expected.items():
        refusal = await client.fails(
            "editMessageLiveLocation", chat_id=client.anna, message_id=number, **_HERE
        )
        assert refusal == f"Bad Request: {error}"
    wrong: list[tuple[Json, str]] = [
        ({"live_period": 59}, "wrong live location period specified"),
        ({"live_period": 86_401}, "wrong live location period specified"),
        ({"live_period": 60, "heading": 361}, "wrong live location heading specified"),
        (
            {"live_period": 60, "proximity_alert_radius": 100_001},
            "wrong live location proximity alert radius specified",
        ),
    ]
    for fields, error in wrong:
        refusal = await client.fails("sendLocation", chat_id=client.anna, **_HERE, **fields)
        assert refusal == f"Bad Request: {error}"
    _, where = await _live(client, live_period=0x7FFFFFFF)
    await client.control("clock", advance=400 * 86_400)
    await client.call("editMessageLiveLocation", **where, latitude=3.0, longitude=2.0)
