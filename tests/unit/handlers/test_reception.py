"""Reception: what happens to an update that can't be read, handled, or set aside."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence

import pytest
from telegram import Update

from bot.handlers.arrival import Arrival, FromHer, GroupOffered, Nothing
from bot.handlers.reception import PAUSES, Letter, Reception
from bot.handlers.translate import Translator
from bot.handoff.ids import ChatId, ExpertId, UpdateId, UserId
from bot.ports import DamagedError, StoreAwayError
from tests.unit.handlers.shapes import (
    BOT,
    GROUP,
    GROUP_CHAT,
    HER,
    OTHER_GROUP,
    Json,
    in_general,
    in_topic,
    member,
    press,
    private,
    user,
)

_CANARY = "canary-text"


class Desk:
    """A sink that fails as told, and remembers what it was given."""

    def __init__(
        self, take: list[Exception] | None = None, bury: list[Exception] | None = None
    ) -> None:
        self.taken: list[tuple[int, Arrival]] = []
        self.buried: list[tuple[int, bytes, str]] = []
        self._take = take or []
        self._bury = bury or []
        self.rows: list[list[int]] = []
        self.row: Exception | bool = True
        """What becomes of a row: an error, or whether it is taken."""

    async def take(self, update_id: UpdateId, arrival: Arrival) -> None:
        """Take, after the failures it was told to have."""
        if self._take:
            raise self._take.pop(0)
        self.taken.append((update_id, arrival))

    async def take_row(self, row: Sequence[tuple[UpdateId, Arrival]]) -> bool:
        """Take all of them, or fail or refuse as told."""
        self.rows.append([number for number, _ in row])
        if isinstance(self.row, Exception):
            raise self.row
        if self.row:
            self.taken += row
        return self.row

    async def bury(
        self,
        update_id: UpdateId,
        body: bytes,
        reason: str,
        arrival: Arrival | None,  # noqa: ARG002  part of `Sink`
    ) -> None:
        """Bury, after the failures it was told to have."""
        if self._bury:
            raise self._bury.pop(0)
        self.buried.append((update_id, body, reason))


def _reception(desk: Desk, slept: list[float] | None = None) -> Reception:
    async def sleep(seconds: float) -> None:
        if slept is not None:
            slept.append(seconds)

    translate = Translator(UserId(BOT), ChatId(GROUP), lambda one: ExpertId(str(one)))
    return Reception(translate, desk, sleep=sleep)


def _read(raw: Json) -> Letter:
    letter = _reception(Desk()).read(raw)
    assert letter is not None
    return letter


async def test_what_arrives_is_handed_over() -> None:
    """An update that means something goes to the sink once, with its id."""
    desk = Desk()
    await _reception(desk).settle(_read(private(text="x")))
    assert [(number, type(arrival)) for number, arrival in desk.taken] == [(1, FromHer)]


def _letters(desk: Desk, count: int) -> list[Letter]:
    """What one person wrote, one behind the other."""
    reception = _reception(desk)
    letters = [reception.read(private(text=str(n)) | {"update_id": n}) for n in range(1, count + 1)]
    return [one for one in letters if one is not None]


async def test_what_was_written_in_a_row_goes_in_one_go() -> None:
    """Messages of one person that follow one another are handed over together, and each is told as settled."""
    desk, settled = Desk(), list[UpdateId]()
    await _reception(desk).settle_lane(_letters(desk, 3), settled.append)
    assert desk.rows == [[1, 2, 3]]
    assert [number for number, _ in desk.taken] == settled == [1, 2, 3]


async def test_something_else_parts_a_row() -> None:
    """A pressed button between messages keeps its place."""
    desk, settled = Desk(), list[UpdateId]()
    between = _read(press(private(text="x")["message"], user()) | {"update_id": 9})
    first, second, *others = _letters(desk, 4)
    await _reception(desk).settle_lane([first, second, between, *others], settled.append)
    assert desk.rows == [[1, 2], [3, 4]]
    assert [number for number, _ in desk.taken] == settled == [1, 2, 9, 3, 4]


@pytest.mark.parametrize("trouble", [False, RuntimeError("x")])
async def test_a_poisoned_row_is_handled_one_by_one(trouble: Exception | bool) -> None:
    """A row that can't be handled in one go is: the poisoned update alone is set aside."""
    desk, settled = Desk(take=[RuntimeError("x")] * 4), list[UpdateId]()
    desk.row = trouble
    await _reception(desk).settle_lane(_letters(desk, 3), settled.append)
    assert [number for number, _, _ in desk.buried] == [1]
    assert [number for number, _ in desk.taken] == [2, 3]
    assert settled == [1, 2, 3]


async def test_a_row_waits_for_the_store() -> None:
    """While the store is away nothing of a row counts as settled, and nothing is tried one by one."""
    desk, settled = Desk(), list[UpdateId]()
    desk.row = StoreAwayError("away")
    with pytest.raises(StoreAwayError):
        await _reception(desk).settle_lane(_letters(desk, 3), settled.append)
    assert not settled
    assert not desk.taken
    assert not desk.buried


async def test_what_means_nothing_is_passed_over() -> None:
    """Nothing is handed over for an update that does not concern the helpline."""
    desk = Desk()
    letter = _read(in_general(text="x", chat=GROUP_CHAT | {"id": OTHER_GROUP}))
    assert isinstance(letter.arrival, Nothing)
    await _reception(desk).settle(letter)
    assert not desk.taken
    assert not desk.buried


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 5, "message": {"message_id": 1, "text": _CANARY}},
        {"update_id": 5, "message": {"message_id": "x", "date": {}, "chat": [], "text": _CANARY}},
        {"update_id": 5, "message": _CANARY},
        {"update_id": 5, "callback_query": {"id": 5}},
        {"update_id": 5, "my_chat_member": {"chat": 3}},
    ],
)
async def test_what_cant_be_read_is_set_aside_whole(
    raw: Json, caplog: pytest.LogCaptureFixture
) -> None:
    """An update of impossible shape is buried as it came, at once; logs hold none of its content."""
    desk = Desk()
    await _reception(desk).settle(_read(raw))
    [(number, body, reason)] = desk.buried
    assert number == 5
    assert json.loads(body) == raw
    assert reason.startswith("reading: ")
    assert desk.taken == []
    assert _CANARY not in caplog.text + reason


@pytest.mark.parametrize("raw", [{}, {"update_id": "5"}, {"update_id": True}, [], None, "x"])
def test_without_an_id_there_is_no_letter(raw: object) -> None:
    """What has no id can't be set aside under one."""
    assert _reception(Desk()).read(raw) is None


async def test_a_failing_update_is_tried_again_and_then_set_aside(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Three more tries with pauses between them, then the dead letters; logs name the kind of error only."""
    slept: list[float] = []
    desk = Desk(take=[RuntimeError(_CANARY)] * 9)
    await _reception(desk, slept).settle(_read(private(text=_CANARY)))
    assert slept == list(PAUSES)
    assert [reason for _, _, reason in desk.buried] == ["handling: RuntimeError"]
    assert "RuntimeError" in caplog.text
    assert _CANARY not in caplog.text


async def test_after_one_was_given_up_the_next_gets_one_try() -> None:
    """A mistake that many updates meet does not hold up all others again and again."""
    slept: list[float] = []
    desk = Desk(take=[RuntimeError()] * 6)
    reception = _reception(desk, slept)
    for _ in range(3):
        await reception.settle(_read(private(text="x")))
    assert slept == list(PAUSES)
    assert len(desk.buried) == 3
    await reception.settle(_read(private(text="x")))
    assert len(desk.taken) == 1


async def test_damage_is_not_tried_again() -> None:
    """What is stored and can't be read does not mend while one waits; it says so as the reason."""
    slept: list[float] = []
    desk = Desk(take=[DamagedError()])
    await _reception(desk, slept).settle(_read(private(text="x")))
    assert slept == []
    assert [reason for _, _, reason in desk.buried] == ["handling: a damaged record"]


async def test_an_update_that_fails_once_is_handled() -> None:
    """A passing fault costs nothing."""
    desk = Desk(take=[RuntimeError(), RuntimeError(), RuntimeError()])
    await _reception(desk).settle(_read(private(text="x")))
    assert len(desk.taken) == 1
    assert desk.buried == []


async def test_when_the_store_is_away_nothing_is_settled() -> None:
    """A store that is away is no fault of the update: it is neither handled nor buried."""
    desk = Desk(take=[StoreAwayError()])
    with pytest.raises(StoreAwayError):
        await _reception(desk).settle(_read(private(text="x")))
    desk = Desk(bury=[StoreAwayError()])
    with pytest.raises(StoreAwayError):
        await _reception(desk).settle(_read({"update_id": 5, "message": 3}))
    assert desk.buried == []


async def test_what_cant_even_be_set_aside_is_told_and_stops_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The last resort is a loud line with the id."""
    caplog.set_level(logging.CRITICAL)
    await _reception(Desk(bury=[RuntimeError(_CANARY)] * 9)).settle(
        _read({"update_id": 5, "message": 3})
    )
    assert "Update 5 is lost" in caplog.text
    assert _CANARY not in caplog.text


async def test_text_that_is_no_unicode_can_be_set_aside() -> None:
    """Half a surrogate pair survives in the body that is buried."""
    desk = Desk(take=[UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed")] * 9)
    await _reception(desk).settle(_read(private(text="\ud800")))
    [(_, body, _)] = desk.buried
    assert json.loads(body)["message"]["text"] == "\ud800"


def test_lanes_are_by_person_and_by_topic() -> None:
    """What belongs to one person, or to one topic, shares a lane whatever kind of update it is."""
    hers = {
        _read(one).lane for one in (private(text="x"), press(private(text="x")["message"], user()))
    }
    assert hers == {("person", HER)}
    topics = [_read(in_topic(thread, text="x")).lane for thread in (40, 41, 40)]
    assert topics[0] == topics[2] != topics[1]
    assert _read(in_general(text="x")).lane == ("topic", None)
    offered = _read(member(GROUP_CHAT | {"id": OTHER_GROUP}, "left", "member"))
    assert isinstance(offered.arrival, GroupOffered)
    assert offered.lane == ("group", OTHER_GROUP)


def test_python_telegram_bot_leaves_what_it_does_not_know() -> None:
    """The reception relies on this: a message with unknown content still parses."""
    update = Update.de_json(private(hologram={"x": 1}), None)
    assert update.message is not None
    assert update.message.api_kwargs == {"hologram": {"x": 1}}
