"""Delivery: sends pending updates to the webhook, in order within each queue, with retries."""

import asyncio
import secrets
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

import aiohttp
import msgspec

from bot.emulator.arguments import Arguments, as_text
from bot.emulator.platform import Platform
from bot.emulator.queue import QueuedUpdate
from bot.emulator.webhook import Webhook

_READ_TIMEOUT = 60.0
_QUIET_SECONDS = 10.0
_GONE_SECONDS = 23 * 3600
_LONGEST_RETRY_AFTER = 3_600
_IGNORED = frozenset({"deletewebhook", "setwebhook", "close", "logout"})

Dispatch = Callable[[str, Arguments], Any]
PassBy = Callable[[], Awaitable[None]]


class Delivery:
    """Runs while a webhook is set. One queue (`lane`) blocks at its head until it is answered."""

    def __init__(
        self, platform: Platform, webhook: Webhook, dispatch: Dispatch, pass_by: PassBy
    ) -> None:
        self._platform = platform
        self._webhook = webhook
        self._dispatch = dispatch
        self._pass_by = pass_by
        self._lanes: dict[int, deque[QueuedUpdate]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._loader: asyncio.Task[None] | None = None
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Condition()
        self._busy = 0
        self._last_success = 0.0
        self._failing = False
        self._gone_since: float | None = None

    async def restart(self) -> None:
        """Deliver to the webhook as it is set now, from the head of the queue."""
        await self.stop()
        if self._webhook.active:
            self._failing = False
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=_READ_TIMEOUT)
            )
            self._loader = asyncio.create_task(self._load(), name="webhook loader")

    async def stop(self) -> None:
        """End all deliveries; what was not answered stays in the queue."""
        tasks = [*self._workers, *([self._loader] if self._loader is not None else [])]
        current = asyncio.current_task()
        tasks = [task for task in tasks if task is not current]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._workers.clear()
        self._lanes.clear()
        self._loader = None
        self._busy = 0
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _load(self) -> None:
        queue = self._platform.queue
        loaded = 0
        while True:
            while queue.again:
                self._enqueue(queue.again.popleft())
            # New ones are at the end: walk back to what is loaded.
            fresh: list[QueuedUpdate] = []
            for update in reversed(queue.pending.values()):
                if update.id <= loaded:
                    break
                fresh.append(update)
            for update in reversed(fresh):
                self._enqueue(update)
                loaded = update.id
            await queue.pushed.wait(None)

    def _enqueue(self, update: QueuedUpdate) -> None:
        lane = self._lanes.get(update.lane)
        if lane is not None:
            lane.append(update)
            return
        self._lanes[update.lane] = deque([update])
        worker = asyncio.create_task(self._work(update.lane), name="webhook queue")
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    async def _work(self, number: int) -> None:
        lane = self._lanes[number]
        while lane and self._webhook.active:
            await self._deliver(lane[0])
            lane.popleft()
        del self._lanes[number]

    async def _deliver(self, update: QueuedUpdate) -> None:
        """Try until it is answered or expires."""
        clock, failures = self._platform.clock, 0
        while clock.now() < update.expires:
            await self._pass_by()
            await self._take_slot()
            try:
                error, retry_after = await self._post(update)
            finally:
                await self._free_slot()
            now = clock.now()
            if error is None:
                self._last_success, self._failing, self._gone_since = now, False, None
                break
            address = self._webhook.address
            address.last_error_date, address.last_error_message = int(now), error
            self._failing = True
            if self._is_gone(error, now):
                return
            delay = retry_after if retry_after is not None else retry_delay(failures)
            failures += retry_after is None
            if now + delay > update.expires:
                break
            await clock.reach(now + delay)
        self._platform.queue.remove(update)
        self._platform.touch()

    def _is_gone(self, error: str, now: float) -> bool:
        """After 23 hours of `410 Gone` the webhook is removed."""
        if " 410 " not in error:
            self._gone_since = None
            return False
        self._gone_since = self._gone_since if self._gone_since is not None else now
        if now - self._gone_since < _GONE_SECONDS:
            return False
        self._webhook.delete(Arguments({}))
        if self._loader is not None:
            self._loader.cancel()
        return True

    async def _take_slot(self) -> None:
        async with self._slots:
            await self._slots.wait_for(lambda: self._busy < self._allowed())
            self._busy += 1

    async def _free_slot(self) -> None:
        async with self._slots:
            self._busy -= 1
            self._slots.notify_all()

    def _allowed(self) -> int:
        """How many connections: one only after ten seconds without a success."""
        quiet = self._platform.clock.now() - self._last_success > _QUIET_SECONDS
        return 1 if self._failing and quiet else self._webhook.address.max_connections

    async def _post(self, update: QueuedUpdate) -> tuple[str | None, float | None]:
        """One attempt: an error sentence (None: delivered) and the wish to wait, in seconds."""
        address, session = self._webhook.address, self._session
        if session is None:
            return "Connection closed", None
        headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip, deflate"}
        if address.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = address.secret
        try:
            async with session.post(
                address.url,
                data=update.body.encode(),
                headers=headers,
                allow_redirects=False,
                ssl=False,
            ) as response:
                body = await response.read()
                if 200 <= response.status < 300:
                    await self._obey(response.content_type, body)
                    return None, None
                reason = f"{response.status} {response.reason}"
                error = f"Wrong response from the webhook: {reason}"
                return error, _retry_after(response.headers.get("Retry-After", ""))
        except TimeoutError:
            return "Read timeout expired", None
        except aiohttp.ClientConnectorError:
            return "Connection refused", None
        except (aiohttp.ClientError, OSError):
            return "Connection closed", None

    async def _obey(self, content_type: str, body: bytes) -> None:
        """Carry out a method that the reply names; nobody hears how it ended."""
        if not body:
            return
        values: dict[str, str] = {}
        if content_type == "application/json":
            try:
                found = msgspec.json.decode(body)
            except msgspec.DecodeError:
                return
            if isinstance(found, dict):
                values = {key: as_text(value) for key, value in found.items()}
        elif content_type == "application/x-www-form-urlencoded":
            values = dict(parse_qsl(body.decode("utf-8", "replace")))
        method = values.pop("method", "").lower()
        if method and method not in _IGNORED and not method.startswith("get"):
            await self._dispatch(method, Arguments(values))


def retry_delay(failures: int) -> float:
    """Seconds to wait after so many earlier failures: at once, 2, 4 … 32, then 60 to 120."""
    if failures == 0:
        return 0.0
    return float(min(2 ** min(failures, 7), 60 + secrets.randbelow(61)))


def _retry_after(value: str) -> float | None:
    if value.isdigit() and int(value) <= _LONGEST_RETRY_AFTER:
        return float(value)
    return None
