"""Poller: asks Telegram for updates, and acknowledges them only when each below is committed."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections import defaultdict
from contextlib import suppress
from http import HTTPStatus
from random import SystemRandom
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

import msgspec
from telegram.error import TelegramError

from bot.clock import steady
from bot.handlers.contact import Contact
from bot.handlers.reception import Letter, Reception
from bot.handlers.translate import ALLOWED_UPDATES
from bot.handlers.trouble import Trouble, trouble_of
from bot.handoff.ids import UpdateId
from bot.ports import StoreAwayError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from telegram import Bot

LIMIT: Final = 100
"""The most updates one answer holds (Bot API, getUpdates)."""
GRACE: Final = 10.0
"""Seconds an answer may be late, above the time the request is held open."""
FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 30.0
LONGEST_FOR_STORE: Final = 3.0
"""Seconds. Each failure doubles the pause, from the first to the longest."""
LONGEST_RUSH: Final = 0.25
"""Seconds for which settling a full answer holds everything else up: a store that is away must not."""
_UPDATE_ID = re.compile(rb'"update_id"\s*:\s*(\d{1,19})\b')

log = logging.getLogger(__name__)


class Poller:
    """The polling loop of one bot.

    Telegram forgets an update as soon as a later one is asked for, so the offset moves only after
    everything below it was committed. Updates of one person, or of one topic, are settled in
    order, others side by side. While the store is away, what was fetched is kept and tried again.

    `run` is awaited by the task that owns the loop; `stop` may be called by anybody and lets
    `run` return: the open request is dropped, the updates in hand are settled first. Cancelling
    `run` loses nothing either: what was not acknowledged comes again.
    """

    def __init__(
        self,
        bot: Bot,
        reception: Reception,
        *,
        poll_timeout: int = 30,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        contact: Contact | None = None,
        rush: Rush | None = None,
    ) -> None:
        """`poll_timeout`: seconds Telegram may hold a request open; `sleep` waits out a pause.

        `contact` is told how it goes; `rush` is called while a full answer is settled.
        """
        self._bot = bot
        self._caller = _caller_of(bot)
        self._reception = reception
        self._poll_timeout = poll_timeout
        self._sleep = sleep
        self._contact = contact or Contact(steady)
        self._rush = rush
        self._rushing: asyncio.TimerHandle | None = None
        self._answered = False
        self._random = SystemRandom().random
        self._offset: int | None = None
        self._told_offset: int | None = None
        self._failures = 0
        self._sentence = ""
        self._one_by_one = False
        self._stopping = asyncio.Event()
        self._asking: asyncio.Task[Sequence[Letter]] | None = None

    def stop(self) -> None:
        """Let `run` return soon."""
        self._stopping.set()
        if self._asking is not None:
            self._asking.cancel()

    async def run(self) -> None:
        """Poll until stopped. Raises nothing of its own; trouble is logged and waited out."""
        while not self._stopping.is_set():
            self._asking = asyncio.create_task(self._ask(), name="getUpdates")
            if self._rushing is not None:
                # In the turn after the one in which the question leaves.
                asyncio.get_running_loop().call_soon(self._calm)
            try:
                letters = await self._asking
            except asyncio.CancelledError:
                if self._stopping.is_set() and not _is_cancelled():
                    break
                raise
            except Exception as error:  # noqa: BLE001  any failure to fetch is trouble to be waited out
                await self._wait_out(trouble_of(error), type(error).__name__)
                continue
            finally:
                self._asking = None
            self._recovered()
            if len(letters) >= LIMIT:
                self._hurry()
            if letters and await self._settle(letters):
                # The order is Telegram's; ids are not compared by size.
                self._offset = letters[-1].id + 1
            if len(letters) < LIMIT and not self._one_by_one and not self._stopping.is_set():
                self._contact.caught_up()
        self._calm()
        await self._acknowledge()

    def _hurry(self) -> None:
        """Let nothing else begin: more waits at Telegram, and can't be asked for before this is settled."""
        if self._rush is not None and self._rushing is None:
            self._rush.hold()
            self._rushing = asyncio.get_running_loop().call_later(LONGEST_RUSH, self._calm)

    def _calm(self) -> None:
        if self._rush is not None and self._rushing is not None:
            self._rushing.cancel()
            self._rushing = None
            self._rush.go_on()

    # --- asking -----------------------------------------------------------------------------

    async def _ask(self) -> Sequence[Letter]:
        # Telegram acknowledges when the request arrives, long before it answers.
        self._told_offset = self._offset
        async with asyncio.timeout(self._poll_timeout + GRACE):
            letters = await self._ask_for_one() if self._one_by_one else None
            if letters is None:
                # The first question is not held open: whoever asks how we are shall not wait for its end.
                hold = self._poll_timeout if self._answered else 0
                letters = self._read(await self._get_updates(LIMIT, hold))
        return letters

    async def _get_updates(self, limit: int, hold: int) -> object:
        # Not by the bot's own `get_updates`, which parses the whole answer at once or not at all.
        asked: dict[str, object] = {
            "limit": limit,
            "timeout": hold,
            "allowed_updates": ALLOWED_UPDATES,
        }
        if self._offset is not None:
            asked["offset"] = self._offset
        answer = await self._caller.call(
            f"{self._bot.base_url}/getUpdates", asked, read_timeout=hold + GRACE
        )
        return msgspec.json.decode(answer)

    async def _ask_for_one(self) -> Sequence[Letter] | None:
        """Ask for the next update alone, after an answer that could not be read; None when refused.

        One update that is no JSON spoils the answer it comes in. Alone, it can be set aside.
        """
        offset = "" if self._offset is None else f"&offset={self._offset}"
        status, body = await self._bot.request.do_request(
            f"{self._bot.base_url}/getUpdates?limit=1&timeout=0{offset}", "POST"
        )
        self._one_by_one = False
        if status != HTTPStatus.OK:
            return None
        try:
            letters = self._read(json.loads(body)["result"])
        except (ValueError, KeyError, TypeError, RecursionError):
            number = _UPDATE_ID.search(body)
            if number is None:
                raise TelegramError("The answer can't be read") from None
            return (self._reception.unreadable(UpdateId(int(number[1])), body),)
        self._one_by_one = bool(letters)
        return letters

    def _read(self, raw: object) -> Sequence[Letter]:
        if not isinstance(raw, list):
            raise TelegramError("The answer holds no list of updates")
        read = [self._reception.read(one) for one in raw]
        letters = [letter for letter in read if letter is not None]
        if len(letters) < len(read):
            log.error("Telegram sent %d updates without an id.", len(read) - len(letters))
            if not letters:
                raise TelegramError("No update has an id")
        return letters

    async def _acknowledge(self) -> None:
        """Tell Telegram what was settled last, so that it does not come again after the next start."""
        if self._offset == self._told_offset:
            return
        try:
            async with asyncio.timeout(2):
                await self._get_updates(1, 0)
        except Exception as error:  # noqa: BLE001  also an answer that the next update spoils
            log.info("The last updates may come once more (%s).", type(error).__name__)

    # --- settling ---------------------------------------------------------------------------

    async def _settle(self, letters: Sequence[Letter]) -> bool:
        """Settle all of them; False when stopped before that was done."""
        waiting = list(letters)
        pause = FIRST_PAUSE
        while True:
            waiting = await self._settle_once(waiting)
            if not waiting:
                if pause > FIRST_PAUSE:
                    log.info("The store is back.")
                return True
            if pause == FIRST_PAUSE:
                log.error("The store is away: nothing is acknowledged until it is back.")
            if not await self._pause(pause):
                return False
            pause = min(pause * 2, LONGEST_FOR_STORE)

    async def _settle_once(self, letters: Sequence[Letter]) -> list[Letter]:
        """Settle the lanes side by side; return what has to wait for the store, in order."""
        lanes: dict[tuple[str, int | None], list[Letter]] = defaultdict(list)
        for letter in letters:
            lanes[letter.lane].append(letter)
        done: set[UpdateId] = set()

        async def settle_lane(lane: Sequence[Letter]) -> None:
            with suppress(StoreAwayError):
                await self._reception.settle_lane(lane, done.add)

        if len(lanes) == 1:
            await settle_lane(letters)
        else:
            async with asyncio.TaskGroup() as group:
                for lane in lanes.values():
                    group.create_task(settle_lane(lane))
        return [letter for letter in letters if letter.id not in done]

    # --- trouble ----------------------------------------------------------------------------

    async def _wait_out(self, trouble: Trouble, kind: str) -> None:
        self._contact.troubled(trouble.sentence)
        if trouble.sentence != self._sentence:
            log.warning("%s (%s)", trouble.sentence, kind)
            self._sentence = trouble.sentence
        self._failures += 1
        self._told_offset = None
        if trouble.webhook:
            await self._end_webhook()
        self._one_by_one = trouble.unclear
        longest = min(FIRST_PAUSE * 2 ** min(self._failures - 1, 10), LONGEST_PAUSE)
        pause = trouble.pause if trouble.pause is not None else longest * (0.5 + self._random() / 2)
        await self._pause(pause)

    def _recovered(self) -> None:
        self._answered = True
        self._contact.heard()
        if self._sentence:
            log.info("Updates come in again.")
        self._sentence = ""
        self._failures = 0

    async def _end_webhook(self) -> None:
        try:
            await self._bot.delete_webhook(drop_pending_updates=False)
        except TelegramError as error:
            log.warning("The webhook can't be switched off (%s).", type(error).__name__)

    # --- stopping ---------------------------------------------------------------------------

    async def _pause(self, seconds: float) -> bool:
        """Wait; False when stopped meanwhile."""

        async def wait() -> None:
            await self._sleep(seconds)

        return await self._unless_stopped(asyncio.create_task(wait()))

    async def _unless_stopped(self, work: asyncio.Task[Any]) -> bool:
        """Wait for `work` and tell whether it ended; when stopped first, cancel it."""
        stopped = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait((work, stopped), return_when=asyncio.FIRST_COMPLETED)
            return work.done()
        finally:
            for task in (work, stopped):
                task.cancel()
            await asyncio.gather(work, stopped, return_exceptions=True)


class Rush(Protocol):
    """What gives way while many updates wait at Telegram."""

    def hold(self) -> None:
        """Begin nothing until `go_on`."""
        ...

    def go_on(self) -> None:
        """Begin what waited."""
        ...


class Caller(Protocol):
    """What calls are made with."""

    async def call(
        self, url: str, parameters: Mapping[str, object], read_timeout: float | None = None
    ) -> msgspec.Raw:
        """Make one call with parameters in JSON; return the result as JSON. Raises TelegramError."""
        ...


def _caller_of(bot: Bot) -> Caller:
    """Return what the bot's updates are asked for with; it has connections of its own and needs no lease."""
    request = bot._request[0]  # python-telegram-bot shows only the other one
    if not hasattr(request, "call"):
        raise TypeError("the bot does not ask for updates through AiohttpRequest")
    return cast("Caller", request)


def _is_cancelled() -> bool:
    """Tell whether somebody wants the running task itself to end."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
