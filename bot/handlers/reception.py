"""Reception: one update, from what Telegram sent to its commit, or set aside. Every door shares it."""

from __future__ import annotations

import asyncio
import json
import logging
from itertools import groupby
from typing import TYPE_CHECKING, Final, Protocol

from msgspec import Struct
from telegram import Update

from bot.handlers.arrival import (
    Arrival,
    FromGroup,
    FromHer,
    GroupChanged,
    GroupOffered,
    Nothing,
)
from bot.handoff.events import Wrote
from bot.handoff.group_news import MemberMoved
from bot.handoff.ids import UpdateId
from bot.handoff.inline import Seeking
from bot.ports import DamagedError, StoreAwayError
from bot.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

PAUSES: Final = (0.1, 0.2, 0.4)
"""Seconds before each new try of an update that can't be handled."""

HURRY_FOR: Final = 60.0
"""Seconds after an update was given up in which another that fails is set aside at once. A fault of ours that many
updates meet must not hold up all others, again and again; what is set aside can be given back."""

log = logging.getLogger(__name__)


class Sink(Protocol):
    """Where arrivals go. When a method returns, everything that follows is committed."""

    async def take(self, update_id: UpdateId, arrival: Arrival) -> None:
        """Handle what arrived; an update that was committed before is passed over.

        Raises:
            StoreAwayError: nothing was committed; to be tried again when the store is back.
        """
        ...

    async def take_row(self, row: Sequence[tuple[UpdateId, Arrival]]) -> bool:
        """Handle arrivals of one lane in one go; False when that can't be, and nothing was committed.

        Raises:
            StoreAwayError: nothing was committed.
        """
        ...

    async def bury(
        self, update_id: UpdateId, body: bytes, reason: str, arrival: Arrival | None
    ) -> None:
        """Set an update aside that can't be handled: `body` is its JSON, `reason` holds no content.

        `arrival` is what it brought, when it could be read.

        Raises:
            StoreAwayError: it was not set aside; to be tried again when the store is back.
        """
        ...


class Letter(Struct, frozen=True):
    """One update as it was read. Letters of one `lane` are settled in order."""

    id: UpdateId
    raw: dict[str, object] | bytes
    """The update; as bytes when not even its JSON can be read."""
    lane: tuple[str, int | None]
    arrival: Arrival | None
    """None when it could not be read; `fault` says why."""
    fault: str = ""


class Reception:
    """Reads updates, and settles each for good: handled, or set aside."""

    def __init__(
        self,
        translate: Callable[[Update], Arrival],
        sink: Sink,
        *,
        brief: Callable[[object], Arrival | None] = lambda _: None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        settled: Tally | None = None,
    ) -> None:
        """`sleep` waits a number of seconds between the tries of an update that can't be handled.

        `brief` may tell sooner than `translate` what an update means, from its decoded JSON.
        `settled` counts what was settled, by its kind.
        """
        self._translate = translate
        self._brief = brief
        self._sink = sink
        self._sleep = sleep
        self._settled = settled or Tally()
        self._hurry_until = 0.0

    def read(self, raw: object) -> Letter | None:
        """Read one update; what is wrong with it stays in its letter. None for one without an id."""
        if not isinstance(raw, dict) or type(raw.get("update_id")) is not int:
            return None
        number = UpdateId(raw["update_id"])
        try:
            arrival = self._brief(raw) or self._translate(Update.de_json(raw, None))
        except Exception as error:  # noqa: BLE001  whatever it is, it must not stop the other updates
            return Letter(number, raw, ("update", number), None, f"reading: {type(error).__name__}")
        return Letter(number, raw, _lane(number, arrival), arrival)

    def unreadable(self, number: UpdateId, body: bytes) -> Letter:
        """Return the letter of an update whose JSON can't be read."""
        return Letter(number, body, ("update", number), None, "reading: no JSON")

    async def settle(self, letter: Letter) -> None:
        """Return when the update is committed or set aside.

        Raises:
            StoreAwayError: neither could be done; to be tried again when the store is back.
        """
        fault = letter.fault
        if letter.arrival is not None:
            fault = await self._take(letter.id, letter.arrival)
        if fault:
            await self._bury(letter, fault)
        self._settled.add("set aside" if fault else _kind(letter.arrival))

    async def settle_lane(
        self, letters: Sequence[Letter], settled: Callable[[UpdateId], None]
    ) -> None:
        """Settle letters of one lane in order, those that follow one another in one go where that can be.

        `settled` is told of each that is settled.

        Raises:
            StoreAwayError: the first that was not settled, and all behind it, are to be tried again later.
        """
        for _, row in groupby(letters, key=_joinable):
            together = list(row)
            if len(together) > 1 and await self._settle_row(together):
                for letter in together:
                    settled(letter.id)
                continue
            for letter in together:
                await self.settle(letter)
                settled(letter.id)

    async def _settle_row(self, row: Sequence[Letter]) -> bool:
        """Try to settle what was written in a row in one go. False: each is to be settled by itself."""
        arrivals = [(one.id, one.arrival) for one in row if one.arrival is not None]
        if len(arrivals) < len(row) or not _joinable(row[0]):
            return False
        try:
            done = await self._sink.take_row(arrivals)
        except StoreAwayError:
            raise
        except Exception as error:  # noqa: BLE001  whose fault it is shows when each is handled by itself
            log.info("A row of updates is handled one by one (%s).", type(error).__name__)
            return False
        if done:
            for letter in row:
                self._settled.add(_kind(letter.arrival))
        return done

    async def _take(self, number: UpdateId, arrival: Arrival) -> str:
        """Hand it over, with patience; return why it can't be handled, or an empty text."""
        if isinstance(arrival, Nothing):
            log.debug("An update is passed over: %s.", arrival.reason)
            return ""
        fault = ""
        loop = asyncio.get_running_loop()
        for pause in (*PAUSES, None) if loop.time() >= self._hurry_until else (None,):
            try:
                await self._sink.take(number, arrival)
            except StoreAwayError:
                raise
            except DamagedError:
                return "handling: a damaged record"
            except Exception as error:  # noqa: BLE001  a fault in one update must not stop the others
                fault = f"handling: {type(error).__name__}"
                log.warning("An update can't be handled (%s).", fault)
            else:
                return ""
            if pause is not None:
                await self._sleep(pause)
        self._hurry_until = loop.time() + HURRY_FOR
        return fault

    async def _bury(self, letter: Letter, fault: str) -> None:
        log.error("Update %d is set aside (%s).", letter.id, fault)
        for pause in (*PAUSES, None):
            try:
                await self._sink.bury(letter.id, _body(letter.raw), fault, letter.arrival)
            except StoreAwayError:
                raise
            except Exception as error:  # noqa: BLE001  the last resort is to say so and go on
                log.critical("Update %d can't be set aside (%s).", letter.id, type(error).__name__)
            else:
                return
            if pause is not None:
                await self._sleep(pause)
        log.critical("Update %d is lost: it can be neither handled nor set aside.", letter.id)


def _body(raw: dict[str, object] | bytes) -> bytes:
    """An update as JSON. In plain ASCII, so that text which is no valid Unicode survives too."""
    return raw if isinstance(raw, bytes) else json.dumps(raw, separators=(",", ":")).encode()


def _joinable(letter: Letter) -> bool:
    """Tell whether a letter can be settled together with others like it."""
    return isinstance(letter.arrival, FromHer) and isinstance(letter.arrival.event, Wrote)


def _kind(arrival: Arrival | None) -> str:
    """What an update brought, in a word of the events."""
    known = arrival.event if isinstance(arrival, FromHer | FromGroup) else arrival
    return type(known).__name__


def _lane(number: UpdateId, arrival: Arrival) -> tuple[str, int | None]:
    match arrival:
        case FromHer(user=user):
            return "person", user
        case FromGroup(thread=thread):
            return "topic", thread
        case GroupOffered(chat=chat):
            return "group", chat
        case MemberMoved() | GroupChanged():
            return "members", None
        case Seeking() | Nothing():
            return "update", number
