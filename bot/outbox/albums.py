"""Albums: parts of one album at the head of a lane are gathered until no further part comes, and go with one call.

Telegram brings each part by itself and marks no end. So the parts wait for a moment after each of them; what comes
still later answers the first part. Danger waits for nobody.

A copy keeps the album whole, but can answer no message and has the captions of the original. So an album that answers
something, or in which words were hidden, is sent anew by the ids of its files. When Telegram refuses an album, its
parts go one by one.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from telegram.error import RetryAfter, TelegramError

from bot.handoff.albums import Part
from bot.handoff.effects import Edit, Pin, Priority, React, Relay
from bot.outbox import receipt
from bot.outbox.method import copy_all, entities_of, exists, send_album, take_back

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from telegram import Bot

    from bot.handoff.effects import Effect
    from bot.handoff.ids import ChatId, EffectId, MessageId, ThreadId
    from bot.outbox.alarms import Clock
    from bot.outbox.lanes import Attempt, Lane
    from bot.outbox.places import Aim
    from bot.ports import Envelope, Finished, Licence

MOST: Final = 10
"""Parts of an album at most (Bot API, sendMediaGroup)."""
AFTER_START: Final = 5.0
"""Seconds for which parts of before a start wait for others that Telegram may still have to bring."""
LOOK_AGAIN: Final = 0.2
PAUSES: Final = 3
"""How often a pause that Telegram asks for is kept while it is found out what of an album is there."""
T = TypeVar("T")

_NO_MESSAGE = Edit | Pin | React


class ApartError(Exception):
    """An album can't go as one: its parts have to go one by one. `called`: Telegram was asked."""

    def __init__(self, *, called: bool) -> None:
        super().__init__()
        self.called = called


class Batch(Struct, frozen=True):
    """Two or more parts of one album that go together, in the order of the album."""

    envelopes: tuple[Envelope, ...]

    @property
    def ids(self) -> tuple[EffectId, ...]:
        """The effects in it, in order."""
        return tuple(one.id for one in self.envelopes)

    @property
    def parts(self) -> tuple[Relay, ...]:
        """The parts themselves."""
        return tuple(one.effect for one in self.envelopes if isinstance(one.effect, Relay))

    @property
    def envelope(self) -> Envelope:
        """The whole as one envelope, under the id of the first, which answers what any of them answers."""
        first, parts = self.envelopes[0], self.parts
        joins = parts[0].joins
        whole = replace(
            parts[0],
            reply_to=next((one.reply_to for one in parts if one.reply_to is not None), None),
            joins=None if joins in [one.source for one in parts] else joins,
        )
        return replace(first, effect=whole)

    @property
    def album(self) -> str:
        """Which album it is."""
        return self.parts[0].album


def album_of(effect: Effect) -> str:
    """Return of which album an effect takes a part along; "" for none."""
    return effect.album if isinstance(effect, Relay) else ""


def batch(lane: Lane, attempt: Attempt) -> Batch | None:
    """Return what goes as one album with the head of a lane; None when that goes by itself."""
    found = _gathered(lane)
    if len(found) < 2 or all(one.id != attempt.id for one in found):
        return None
    return Batch(tuple(sorted(found, key=_place)))


def settled(lane: Lane, album: str) -> None:
    """Forget when the parts of an album came: what comes from here on is late."""
    lane.arrivals.pop(album, None)
    lane.early.discard(album)


def _gathered(lane: Lane) -> list[Envelope]:
    """Return the parts of one album at the head of a lane."""
    found: list[Envelope] = []
    for one in lane.ordered():
        album = album_of(one.effect)
        if not found and (not album or album == lane.apart):
            break
        if not found or album == album_of(found[0].effect):
            found.append(one)
        elif not isinstance(one.effect, _NO_MESSAGE):
            break
        if len(found) == MOST:
            break
    return found


def _place(envelope: Envelope) -> MessageId:
    assert isinstance(envelope.effect, Relay)  # noqa: S101  as `_gathered` chose it
    return envelope.effect.source


class Gathering:
    """How long the parts of an album wait for others. Seconds throughout."""

    def __init__(self, pause: float, heard: Callable[[], bool]) -> None:
        """`heard` tells whether all was settled that waited at Telegram when this process began to listen."""
        self._pause = pause
        self._heard = heard

    def arrived(self, lane: Lane, album: str, now: float, *, early: bool = False) -> None:
        """Note that a part came into a lane; `early`: it waited there since before the start."""
        lane.arrivals[album] = now
        if early:
            lane.early.add(album)
        lane.wake.set()

    def parts(self, lane: Lane, album: str, now: float) -> tuple[Part, ...]:
        """Return the parts of an album that have not left a lane, in order, and let them wait for a moment longer."""
        found = [one for one in lane.waiting.values() if album_of(one.effect) == album]
        if any(one.id in lane.flying for one in found):
            return ()
        lane.arrivals[album] = now
        return tuple(Part(one.id, one.effect) for one in found if isinstance(one.effect, Relay))

    def ready(self, lane: Lane, album: str, now: float) -> float:
        """Return until when an album at the head of a lane waits for further parts; `now` or earlier for no longer."""
        last = lane.arrivals.get(album)
        if last is None or album == lane.apart:
            return 0.0
        waiting = lane.waiting.values()
        if any(one.effect.priority is Priority.DANGER for one in waiting):
            return 0.0
        if len(_gathered(lane)) == MOST:
            return 0.0
        if last > now:
            last = lane.arrivals[album] = now  # the clock was set back
        if album in lane.early and now < last + AFTER_START and not self._heard():
            return max(last + self._pause, now + LOOK_AGAIN)
        return last + self._pause


class Sender:
    """Sends albums."""

    def __init__(self, bot: Bot, licence: Licence | None, clock: Clock) -> None:
        """`licence` is asked before each call but the first, which its caller asks for."""
        self._bot = bot
        self._licence = licence
        self._clock = clock

    async def send(self, whole: Batch, aim: Aim, group: ChatId) -> list[int | None]:
        """Send an album; return the message that each part became, None for those that can't be sent with it.

        Raises:
            TelegramError: nothing of it is known to have arrived; see `verdict`.
            ApartError: it can't go as one, and nothing of it is there.
            StoreAwayError: there is no licence for a further call.
        """
        parts = whole.parts
        if aim.reply is None and not any(one.rewritten for one in parts):
            source = parts[0].source_chat or group
            made = await copy_all(self._bot, source, [one.source for one in parts], aim)
            return await self._matched(parts, source, made, aim)
        if not all(one.media for one in parts):
            raise ApartError(called=False)
        sent = await send_album(self._bot, [_media(one) for one in parts], aim)
        return await self._matched(parts, None, sent, aim)

    async def _matched(
        self, parts: Sequence[Relay], source: ChatId | None, made: list[int], aim: Aim
    ) -> list[int | None]:
        """Find out which parts became which messages: Telegram leaves out in silence what it can't copy."""
        if len(made) == len(parts):
            return list(made)
        there: list[bool] = []
        if source is not None and made:
            with suppress(TelegramError):
                for one in parts:
                    look = partial(exists, self._bot, source, one.source)
                    there.append(await self._patiently(look))
        if sum(there) == len(made) and len(there) == len(parts):
            copies = iter(made)
            return [next(copies) if one else None for one in there]
        # Which of them arrived can't be known, so that none of them may stay.
        if made:
            with suppress(TelegramError):
                await self._patiently(lambda: take_back(self._bot, made, aim))
        raise ApartError(called=True)

    async def _patiently(self, action: Callable[[], Awaitable[T]]) -> T:
        """Make a further call; a pause that Telegram asks for is kept, since half of this would leave copies behind."""
        for _ in range(PAUSES):
            await self._room()
            try:
                return await action()
            except RetryAfter as error:
                pause = error.retry_after
                seconds = pause.total_seconds() if isinstance(pause, timedelta) else float(pause)
                await self._clock.sleep(seconds)
        await self._room()
        return await action()

    async def _room(self) -> None:
        if self._licence is not None:
            await self._licence.room()


def finished(whole: Batch, made: Sequence[int | None], thread: ThreadId | None = None) -> Finished:
    """Return what to record of an album: each part is tied to its copy, with what follows from that.

    `thread` is the topic it stands in.
    """
    done = [
        receipt.finished(one, message)
        for one, message in zip(whole.envelopes, made, strict=True)
        if message is not None
    ]
    first, *others = done
    return replace(
        first,
        links=tuple(link for one in done for link in one.links),
        follow=tuple(effect for one in done for effect in one.follow),
        also=tuple(one.id for one in others),
        thread=thread,
    )


def _media(part: Relay) -> dict[str, object]:
    """Return a part as Telegram takes it in an album (Bot API, InputMedia…)."""
    given: dict[str, object] = msgspec.json.decode(part.media)
    if part.text:
        given["caption"] = part.text
        entities = entities_of(part.entities)
        if entities is not None:
            given["caption_entities"] = entities
    return given
