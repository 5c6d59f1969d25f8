"""Carrier: takes one effect from the head of its lane through its call, and acts on the verdict."""

from __future__ import annotations

import logging
import math
from enum import Enum, auto
from time import monotonic
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from telegram.error import TelegramError

from bot.handoff.effects import (
    Amend,
    CloseTopic,
    DeleteMessages,
    DeleteTopic,
    Doubt,
    Edit,
    OpenTopic,
    Pass,
    Pin,
    React,
    Relay,
    RenameTopic,
    ReopenTopic,
    Say,
    SendContact,
    TakeBack,
    ToPerson,
    ToThread,
)
from bot.handoff.events import TakenBack, TopicGone, TopicOpened, TopicShut
from bot.handoff.ids import ChatId, MessageId, ThreadId
from bot.outbox import albums, merging
from bot.outbox.albums import ApartError, Batch, album_of
from bot.outbox.call import AnewError, perform
from bot.outbox.figures import Figures
from bot.outbox.lanes import Kind
from bot.outbox.merging import Bundle
from bot.outbox.places import topic_of
from bot.outbox.receipt import finished, of_hers, refused, undelivered
from bot.outbox.verdict import (
    LACKING_PAUSE,
    Blocked,
    Broken,
    Cause,
    Gone,
    Migrated,
    RetryAt,
    Sent,
    Shut,
    Unknown,
    Verdict,
    verdict,
)

if TYPE_CHECKING:
    from telegram import Bot

    from bot.handoff.effects import Effect
    from bot.handoff.events import Event, Why
    from bot.outbox.alarms import Clock
    from bot.outbox.albums import Gathering
    from bot.outbox.backoff import Backoff, Complaints
    from bot.outbox.doubts import Doubts
    from bot.outbox.gate import Gate
    from bot.outbox.lanes import Attempt, Lane
    from bot.outbox.ledger import Ledger
    from bot.outbox.opening import Opening
    from bot.outbox.places import Aim, Places
    from bot.outbox.signs import Signs
    from bot.ports import Envelope, Licence, Waiting

log = logging.getLogger(__name__)

LOOK_AGAIN: Final = 5.0
"""Seconds after which a lane looks again that is to be woken."""
TOPIC_WITHIN: Final = 30.0
"""Seconds in which somebody else may make a topic that nothing in its lane is to make."""
BUGS: Final = 3
"""How often an effect is tried that fails for a reason of our own."""

_IN_THREAD = Say | Relay | Pass | Amend | SendContact
_SHAPES_TOPIC = RenameTopic | CloseTopic | ReopenTopic
_COSMETIC = Edit | React | Pin | TakeBack | RenameTopic | CloseTopic | DeleteTopic


class Made(Struct, frozen=True):
    """A call took effect; `id` is the message or topic that it made."""

    id: int | None


class MadeAlbum(Struct, frozen=True):
    """A call sent an album; the message that each part became, None for those that could not go with it."""

    whole: Batch
    ids: list[int | None]


class Apart(Struct, frozen=True):
    """An album can't go as one. `called`: Telegram was asked."""

    called: bool


class _Left(Enum):
    """What is left of a message that was to be taken back."""

    GONE = auto()
    THERE = auto()
    PART = auto()
    """It stands in one message with others."""
    PERHAPS = auto()
    """No copy is known, but one may have arrived."""
    ANOTHER = auto()
    """The copy that is known is gone, but one may have arrived before it."""


class Anew(Struct, frozen=True):
    """A call showed that something must be sent anew, with another call."""

    unbound: bool = False
    """As an answer to nothing: only such a copy keeps a caption that is longer than a bot may write."""


Outcome = Made | MadeAlbum | Apart | Anew | Verdict


class Carrier:
    """Makes one attempt per call of `carry`. Shared by all lanes; what is particular is in `Lane`."""

    def __init__(
        self,
        *,
        bot: Bot,
        waiting: Waiting,
        places: Places,
        ledger: Ledger,
        opening: Opening,
        gate: Gate,
        gathering: Gathering,
        clock: Clock,
        backoff: Backoff,
        complaints: Complaints,
        signs: Signs,
        doubts: Doubts,
        licence: Licence | None = None,
        figures: Figures | None = None,
    ) -> None:
        """Without `licence` every call may start; else it is asked before each."""
        self._licence = licence
        self._figures = figures or Figures()
        self._bot = bot
        self._waiting = waiting
        self._places = places
        self._ledger = ledger
        self._opening = opening
        self._gate = gate
        self._gathering = gathering
        self._albums = albums.Sender(bot, licence, clock)
        self._clock = clock
        self._backoff = backoff
        self._complaints = complaints
        self._signs = signs
        self._doubts = doubts

    async def carry(self, lane: Lane) -> float | None:
        """Deal once with what is next in a lane.

        Returns until when the lane has to rest (epoch seconds); None to go on at once.

        Raises:
            StoreAwayError: the store is away; nothing was called.
        """
        now = self._clock.now()
        envelope = lane.head()
        if envelope is None:
            return None
        lane.follow(now)
        if (rests := max(lane.not_before, lane.deciding)) > now:
            return rests
        if lane.taken(envelope):
            return now + LOOK_AGAIN  # it is on its way; whoever carries it wakes this lane
        lost = envelope.attempted and envelope.effect.doubt is Doubt.DROP
        if lost or lane.superseded(envelope) or self._signs.needless(envelope.effect):
            await self._ledger.close(lane, envelope)
            return None
        if _needs_topic(envelope) and await self._thread(envelope) is None:
            opening = lane.opening()
            if opening is None:
                return await self._without_topic(lane, envelope, now)
            envelope = opening
        attempt = lane.attempt_at(envelope, now)
        if isinstance(envelope.effect, OpenTopic):
            wait = await self._opening.ready(lane, envelope, envelope.effect, attempt)
        elif lane.kind is Kind.DECORATION:
            wait = max(attempt.not_before, self._gate.decorum(lane.name, now))
        elif album := album_of(envelope.effect):
            wait = max(attempt.not_before, self._gathering.ready(lane, album, now))
        else:
            wait = attempt.not_before
        if wait > now:
            return wait
        if envelope.id not in lane.waiting:
            return None
        return await self._fly(lane, envelope, attempt)

    async def _thread(self, envelope: Envelope) -> ThreadId | None:
        """Return the thread that a call goes to; None when it needs none, or when there is none."""
        code = topic_of(envelope.effect.to)
        if code is None or not _needs_topic(envelope):
            return None
        return await self._places.thread(code)

    async def _without_topic(self, lane: Lane, envelope: Envelope, now: float) -> float | None:
        """Wait until somebody makes the topic, then ask for it; what only shapes a topic is needless without one.

        What was to make it may have been set aside, because it could not be read any more.
        """
        effect = envelope.effect
        code = topic_of(effect.to)
        if isinstance(effect, _SHAPES_TOPIC) or code is None:
            await self._ledger.close(lane, envelope)
            return None
        attempt = lane.attempt_at(envelope, now)
        attempt.tries += 1
        if now - attempt.since < TOPIC_WITHIN:
            self._complaints.say(Cause.TOPIC, now)
            return self._later(attempt, now)
        try:
            await self._upset(lane, envelope, TopicGone(code, None, about=of_hers(effect)))
        finally:
            lane.flying = ()
        return None

    async def _fly(self, lane: Lane, envelope: Envelope, attempt: Attempt) -> float | None:
        """Make the call when it is the turn of this lane. A lane is `busy` from its call until all is recorded."""
        effect = envelope.effect
        chat = self._places.chat(effect.to)
        opens = isinstance(effect, OpenTopic)
        until = attempt.since + self._opening.delay if opens and not attempt.told else math.inf
        album = album_of(effect)
        together = albums.batch(lane, attempt) if album else None
        price = cost(effect) if together is None else len(together.envelopes)
        permit = await self._gate.enter(lane, chat, price, topic=opens, until=until)
        if permit is None:
            return None  # there is something to tell meanwhile
        made = False
        try:
            # Much may have changed while it waited.
            if not lane.holds(envelope) or lane.superseded(envelope):
                return None
            if lane.deciding > self._clock.now():
                return lane.deciding
            thread = await self._thread(envelope)
            if thread is None and _needs_topic(envelope):
                return None
            together = albums.batch(lane, attempt) if album else None
            attempt.row = together or merging.row(lane, attempt)
            if isinstance(attempt.row, Batch) and len(attempt.row.envelopes) != price:
                return None  # a part came, or went, while it waited: it costs another price now
            if attempt.row is not None:
                envelope = attempt.row.envelope
            aim = await self._places.aim(envelope, thread, attempt)
            moves = isinstance(effect, Amend) and effect.live
            if (moves or isinstance(effect, Edit)) and aim.about is None:
                # There is nothing to edit, as at a start that only makes sure of it: no call, so nothing is spent.
                await self._ledger.close(lane, envelope)
                return None
            stands = aim.about is not None and aim.merged is None
            if isinstance(effect, TakeBack) and not (stands or aim.before):
                await self._taken_back(lane, envelope, effect, self._left(lane, effect, aim))
                return None
            if self._licence is not None:
                await self._licence.room()
            await self._gate.book(permit)
            if not lane.holds(envelope) or (album and self._changed(lane, album, together)):
                return None
            if self._signs.needless(effect) or lane.deciding > self._clock.now():
                return None
            self._signs.shows(envelope)
            lane.busy = True
            lane.flying = (envelope.id,) if attempt.row is None else attempt.row.ids
            made = True
            begun = monotonic()
            outcome = await self._call(envelope, aim, attempt)
            self._figures.note(envelope.effect, _word(outcome), monotonic() - begun)
            made = not _never_sent(outcome)
            if made and lane.kind is Kind.DECORATION:
                self._gate.decorated(lane.name)
        except BaseException:
            lane.busy, lane.flying = False, ()
            raise
        finally:
            self._gate.leave(permit, made=made)
        try:
            return await self._settle(lane, envelope, aim, attempt, outcome)
        finally:
            lane.busy, lane.flying, lane.pressed = False, (), False

    def _changed(self, lane: Lane, album: str, together: Batch | None) -> bool:
        """Tell whether a part of an album left the lane, or a further one is about to come: it may keep the others here."""
        if together is not None and not all(map(lane.holds, together.envelopes)):
            return True
        now = self._clock.now()
        return self._gathering.ready(lane, album, now) > now

    async def _call(self, envelope: Envelope, aim: Aim, attempt: Attempt) -> Outcome:
        effect = envelope.effect
        if effect.doubt is not Doubt.REPEAT and not attempt.begun:
            await self._waiting.begin(envelope.id, self._clock.now())
            attempt.begun = True
        attempt.tries += 1
        group = self._places.group
        try:
            if isinstance(attempt.row, Batch):
                ids = await self._albums.send(attempt.row, aim, group)
                return MadeAlbum(attempt.row, ids)
            return Made(await perform(self._bot, effect, aim, group))
        except AnewError:
            return Anew()
        except ApartError as error:
            return Apart(error.called)
        except TelegramError as error:
            if aim.quote is not None and "quote_text_invalid" in error.message.casefold():
                return Anew()  # it was changed, or a name in it was hidden
            if aim.reply is not None and _has_long_caption(error):
                return Anew(unbound=True)
            return verdict(error, self._clock.now(), private=aim.private)
        except Exception as error:  # noqa: BLE001  a bug must stop neither this lane nor the others
            attempt.bugs += 1
            log.error("%s failed with %s", type(effect).__name__, type(error).__name__)  # noqa: TRY400  a traceback can hold texts
            return Unknown() if attempt.bugs < BUGS else Broken()

    async def _settle(
        self,
        lane: Lane,
        envelope: Envelope,
        aim: Aim,
        attempt: Attempt,
        outcome: Outcome,
    ) -> float | None:
        effect, now = envelope.effect, self._clock.now()
        match outcome:
            case Blocked() | Broken() | Gone() if isinstance(effect, DeleteMessages):
                await self._ledger.finish(lane, refused(envelope, effect))
            case Broken() if isinstance(effect, DeleteTopic) and effect.erased:
                await self._ledger.finish(lane, refused(envelope, effect))
            case Made() | Sent() if isinstance(effect, TakeBack) and aim.merged is not None:
                await self._taken_back(lane, envelope, effect, self._left(lane, effect, aim))
            case Made() | Sent() if isinstance(effect, TakeBack):
                twice = self._doubts.has(lane.name, effect.about)
                left = _Left.ANOTHER if twice else _Left.GONE
                await self._taken_back(lane, envelope, effect, left)
            case Blocked() | Broken() | Gone() | Shut() if isinstance(effect, TakeBack):
                await self._taken_back(lane, envelope, effect, _Left.THERE)
            case RetryAt(cause=Cause.RIGHT) if isinstance(effect, TakeBack):
                await self._taken_back(lane, envelope, effect, _Left.THERE)
            case Made(id=made) if made is not None and isinstance(attempt.row, Bundle):
                lane.upsets = 0
                done = merging.finished(attempt.row, MessageId(made), aim.thread)
                await self._ledger.finish(lane, done)
            case MadeAlbum(whole=whole, ids=ids):
                lane.upsets = 0
                albums.settled(lane, whole.album)
                await self._ledger.finish(lane, albums.finished(whole, ids, aim.thread))
            case Apart():
                lane.apart = album_of(effect)
            case Made(id=made):
                await self._sent(lane, envelope, aim, made)
            case Sent():
                await self._sent(lane, envelope, aim, None)
            case Anew(unbound=unbound):
                attempt.anew = True
                attempt.unbound = attempt.unbound or unbound
            case RetryAt(cause=Cause.FLOOD, when=when) if when is not None:
                self._gate.flood(aim.chat, when)
                return None
            case RetryAt(cause=cause, when=when):
                self._complaints.say(cause, now)
                if cause is Cause.RIGHT and isinstance(effect, _COSMETIC) and not _erases(effect):
                    await self._ledger.drop(lane, envelope)
                    return None
                if isinstance(effect, OpenTopic) and cause is not Cause.NETWORK:
                    await self._opening.tell_delay(envelope, effect, attempt)
                return self._later(attempt, now, when)
            case Unknown():
                if effect.doubt is Doubt.DROP:
                    await self._ledger.close(lane, envelope)
                    return None
                attempt.uncertain = True
                row = (envelope,) if attempt.row is None else attempt.row.envelopes
                for one in row:
                    self._doubts.about(one.effect)
                return self._later(attempt, now)
            case Migrated(chat=chat):
                self._complaints.say(Cause.MIGRATED, now)
                self._places.move(aim.chat, ChatId(chat))
                self._gate.move(aim.chat, chat)
                return self._later(attempt, now)
            case Blocked(why=why) if aim.private:
                await self._ledger.tell(lane, envelope, undelivered(effect, why))
            case Gone():
                await self._gone(lane, envelope, aim)
            case Shut():
                return await self._shut(lane, envelope, attempt)
            case Blocked(why=why) | Broken(why=why):
                return await self._broken(lane, envelope, attempt, why)
        return None

    async def _sent(self, lane: Lane, envelope: Envelope, aim: Aim, made: int | None) -> None:
        effect = envelope.effect
        if isinstance(effect, _IN_THREAD):
            lane.upsets = 0
        if album := album_of(effect):
            albums.settled(lane, album)
        if isinstance(effect, OpenTopic) and made is not None:
            thread = ThreadId(made)
            self._places.remember(effect.to.code, thread)
            await self._ledger.tell(lane, envelope, TopicOpened(effect.to.code, thread))
            return
        await self._ledger.finish(lane, finished(envelope, made, aim))

    def _left(self, lane: Lane, effect: TakeBack, aim: Aim) -> _Left:
        """Return what is left of a message that can't be deleted by itself."""
        message = effect.about
        if aim.merged is not None:
            known = message is not None and aim.merged.holds(message)
            return _Left.PART if known else _Left.THERE
        return _Left.PERHAPS if self._doubts.has(lane.name, message) else _Left.GONE

    async def _taken_back(
        self, lane: Lane, envelope: Envelope, effect: TakeBack, left: _Left
    ) -> None:
        if effect.about is None:
            await self._ledger.close(lane, envelope)
            return
        to_person = isinstance(effect.to, ToPerson)
        event = TakenBack(
            to_person,
            effect.about,
            effect.told,
            done=left in (_Left.GONE, _Left.ANOTHER),
            merged=left is _Left.PART,
            doubtful=left in (_Left.PERHAPS, _Left.ANOTHER),
        )
        await self._ledger.tell(lane, envelope, event)

    async def _gone(self, lane: Lane, envelope: Envelope, aim: Aim) -> None:
        code = topic_of(envelope.effect.to)
        if isinstance(envelope.effect, DeleteTopic):
            await self._ledger.finish(lane, finished(envelope, None))
        elif code is None or aim.thread is None:
            await self._ledger.drop(lane, envelope)
        elif await self._ledger.insist(lambda: self._places.look_up(code)) == aim.thread:
            self._places.forget(code)
            event = TopicGone(code, aim.thread, about=of_hers(envelope.effect))
            await self._upset(lane, envelope, event)
        # Else that is known, and the next attempt goes to the topic that there is now.

    async def _shut(self, lane: Lane, envelope: Envelope, attempt: Attempt) -> float | None:
        effect = envelope.effect
        code = topic_of(effect.to)
        if isinstance(effect, _COSMETIC) or isinstance(effect.to, ToThread):
            await self._ledger.drop(lane, envelope)
        elif code is None or isinstance(effect, OpenTopic | ReopenTopic):
            now = self._clock.now()
            self._complaints.say(Cause.RIGHT, now)
            return self._later(attempt, now, now + LACKING_PAUSE)
        else:
            await self._upset(lane, envelope, TopicShut(code))
        return None

    async def _upset(self, lane: Lane, envelope: Envelope, event: Event) -> None:
        """Report the state of a topic; rest after it when that did not help the last time."""
        lane.upsets += 1
        lane.flying = (envelope.id,)  # what was to go with it waits behind it
        await self._ledger.tell(lane, envelope, event)
        if lane.upsets > 1:
            lane.not_before = self._clock.now() + self._backoff.pause(lane.upsets - 1)

    async def _broken(
        self, lane: Lane, envelope: Envelope, attempt: Attempt, why: Why
    ) -> float | None:
        if attempt.row is not None:
            if isinstance(attempt.row, Batch):
                lane.apart = attempt.row.album
            attempt.alone, attempt.uncertain, attempt.bugs = True, False, 0
            return None
        match envelope.effect:
            case OpenTopic() as effect:
                await self._opening.tell_delay(envelope, effect, attempt)
                now = self._clock.now()
                return self._later(attempt, now, now + LACKING_PAUSE)
            case Relay(again=True):
                await self._ledger.close(lane, envelope)
            case Amend(live=position) if position:
                await self._ledger.drop(lane, envelope)  # it stays where it is shown
            case Relay() | Pass() | Amend() as effect:
                await self._ledger.tell(lane, envelope, undelivered(effect, why))
            case _:
                await self._ledger.drop(lane, envelope)
        return None

    def _later(self, attempt: Attempt, now: float, when: float | None = None) -> float:
        attempt.not_before = now + self._backoff.pause(attempt.tries) if when is None else when
        return attempt.not_before


def cost(effect: Effect) -> int:
    """Return how many operations of its chat's budget a call counts.

    Telegram counts messages, their changes, pins, and whatever is done to topics (levlam in td#2592). Reactions and
    the deletion of an orphan show nothing new to anybody, and count in the total only.
    """
    return 0 if isinstance(effect, React | DeleteTopic) else 1


def _erases(effect: Effect) -> bool:
    """Tell whether it is promised that this is gone: it waits for the right to it, in a lane of its own."""
    return isinstance(effect, DeleteTopic) and effect.erased


def _needs_topic(envelope: Envelope) -> bool:
    effect = envelope.effect
    return isinstance(effect, _IN_THREAD | _SHAPES_TOPIC) and topic_of(effect.to) is not None


def _word(outcome: Outcome) -> str:
    """What came of a call, in a word: `sent`, `flood`, `unknown`, `gone` …"""
    if isinstance(outcome, Made | MadeAlbum):
        return "sent"
    return (outcome.cause.name if isinstance(outcome, RetryAt) else type(outcome).__name__).lower()


def _never_sent(outcome: Outcome) -> bool:
    if isinstance(outcome, Apart):
        return not outcome.called
    return isinstance(outcome, RetryAt) and outcome.cause is Cause.NETWORK


def _has_long_caption(error: TelegramError) -> bool:
    """Tell whether a message was refused since its sender may write longer captions than a bot."""
    said = error.message.casefold()
    return "media_caption_too_long" in said or "caption is too long" in said
