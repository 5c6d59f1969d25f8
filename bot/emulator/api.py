"""Bot API: takes HTTP calls in, carries them out, and answers as the official server does."""

import asyncio
import re
import secrets
import time

import msgspec
from aiohttp import web

from bot.emulator import arguments as args
from bot.emulator import files
from bot.emulator.answers import answer, bad_gateway, json, refusal, reset, scripted
from bot.emulator.arguments import Arguments
from bot.emulator.delivery import Delivery
from bot.emulator.errors import ApiError, conflict
from bot.emulator.faults import Call, Faults, Holds, When
from bot.emulator.ledger import Entry, Ledger, message_ids
from bot.emulator.limits import Limits, counts
from bot.emulator.methods import METHODS
from bot.emulator.platform import Platform
from bot.emulator.polling import TERMINATED_BY_WEBHOOK, WEBHOOK_ACTIVE, Polling
from bot.emulator.webhook import Webhook

_TOKEN = re.compile(r"[1-9][^:]*:.+")
_HANG_SECONDS = 3_600.0
DELIVERY = "webhook"
"""By this name a hold means deliveries to the webhook, as if they were calls."""
_LONG_LISTS = {"copymessages": "message_ids", "forwardmessages": "message_ids"}
_OWN_METHODS = {
    "getupdates": "getUpdates",
    "setwebhook": "setWebhook",
    "deletewebhook": "deleteWebhook",
    "getwebhookinfo": "getWebhookInfo",
}


class BotApi:
    """`/bot<token>/<method>` and `/file/bot<token>/<path>` for one bot."""

    def __init__(self, platform: Platform, token: str) -> None:
        self.platform = platform
        self.token = token
        self.webhook = Webhook(platform)
        self.polling = Polling(platform)
        self.delivery = Delivery(platform, self.webhook, self._obey, self._pass_by)
        self.limits = Limits()
        self.faults = Faults()
        self.holds = Holds()
        self.ledger = Ledger()
        self.latency: tuple[float, float] = (0.0, 0.0)
        self.stopping = asyncio.Event()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Any HTTP request to the Bot API."""
        try:
            return await self._answer(request)
        except ApiError as error:
            return refusal(error)
        except web.HTTPRequestEntityTooLarge:
            return refusal(ApiError(413, "Request Entity Too Large"))

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        path = request.path
        if path.startswith("/file/bot"):
            token, _, rest = path.removeprefix("/file/bot").partition("/")
            self._check_token(token)
            return self._file(rest)
        token, slash, name = path.removeprefix("/bot").partition("/")
        if not slash:
            raise ApiError(404, "Not Found")
        self._check_token(token)
        arguments = await args.read(request)
        return await self._call(request, name or arguments.text("method"), arguments)

    def _check_token(self, token: str) -> None:
        if token == self.token:
            return
        if not _TOKEN.fullmatch(token) or len(token) > 80:
            raise ApiError(401, "Unauthorized: invalid token specified")
        raise ApiError(401, "Unauthorized")

    def _file(self, path: str) -> web.Response:
        file_id = self.platform.world.paths.get(path)
        if file_id is None:
            raise ApiError(404, "Not Found")
        body, mime = files.content(self.platform.world.files[file_id])
        return web.Response(body=body, content_type=mime.partition(";")[0])

    async def _call(
        self, request: web.Request, method: str, arguments: Arguments
    ) -> web.StreamResponse:
        lower = method.lower()
        known = METHODS.get(lower)
        name = known[0] if known is not None else _OWN_METHODS.get(lower, method)
        chat_id = self._chat_id(arguments)
        start = time.perf_counter()
        entry = self.ledger.open(self.platform.clock.now(), name, chat_id, arguments.values)
        call = Call(name, chat_id, entry.thread_id)
        try:
            return await self._perform(request, lower, call, arguments, entry)
        except ApiError as error:
            entry.ok, entry.code, entry.error = False, error.code, error.description
            return refusal(error)
        finally:
            entry.ms = round((time.perf_counter() - start) * 1000, 3)
            self.ledger.close()

    async def _perform(
        self,
        request: web.Request,
        lower: str,
        call: Call,
        arguments: Arguments,
        entry: Entry,
    ) -> web.StreamResponse:
        if self.latency[1]:
            await self._lag()
        if self.holds.holds:
            await self.holds.pass_by(call, "before")
        if failed := await self._fault(request, call, "before", entry):
            return failed
        if self.limits.budgets.enforced and counts(lower) and call.chat_id is not None:
            cost = _cost(lower, arguments)
            self.limits.spend(call.chat_id, cost, self.platform.clock.now())
        response = await self._result(request, lower, arguments, entry)
        if self.holds.holds:
            await self.holds.pass_by(call, "after")
        if failed := await self._fault(request, call, "after", entry):
            return failed
        if self.latency[1]:
            await self._lag()
        return response

    async def _result(
        self, request: web.Request, lower: str, arguments: Arguments, entry: Entry
    ) -> web.Response:
        if lower == "getupdates":
            if self.webhook.active:
                raise conflict(WEBHOOK_ACTIVE)
            transport = request.transport

            def alive() -> bool:
                return transport is not None and not transport.is_closing()

            updates = await self.polling.get_updates(arguments, alive)
            entry.ok = True
            return json(b'{"ok":true,"result":' + updates + b"}")
        known = METHODS.get(lower)
        if known is not None:
            result = known[1](self.platform, arguments)
            entry.ok, entry.message_ids = True, message_ids(result)
            return answer(result)
        match lower:
            case "setwebhook":
                description = self.webhook.set(arguments)
                if self.webhook.active:
                    self.polling.terminate(TERMINATED_BY_WEBHOOK)
                await self.delivery.restart()
            case "deletewebhook":
                description = self.webhook.delete(arguments)
                await self.delivery.restart()
            case "getwebhookinfo":
                entry.ok = True
                return answer(self.webhook.info())
            case _:
                raise ApiError(404, "Not Found: method not found")
        entry.ok = True
        return answer(True, description)

    async def _pass_by(self) -> None:
        """Let deliveries to the webhook stand still while a hold fits them."""
        if self.holds.holds:
            await self.holds.pass_by(Call(DELIVERY, None, None), "before")

    async def _obey(self, lower: str, arguments: Arguments) -> None:
        """A method named in the reply to a webhook call; its outcome is unknown to the bot."""
        known = METHODS.get(lower)
        if known is None:
            return
        chat_id = self._chat_id(arguments)
        entry = self.ledger.open(self.platform.clock.now(), known[0], chat_id, arguments.values)
        try:
            result = known[1](self.platform, arguments)
            entry.ok, entry.message_ids = True, message_ids(result)
        except ApiError as error:
            entry.ok, entry.code, entry.error = False, error.code, error.description
        self.ledger.close()

    def _chat_id(self, arguments: Arguments) -> int | None:
        given = arguments.text("chat_id")
        if given.startswith("@"):
            return self.platform.world.usernames.get(given[1:].lower())
        try:
            return int(given)
        except ValueError:
            return None

    async def _lag(self) -> None:
        low, high = self.latency
        span = secrets.randbelow(1_000) / 1_000 * (high - low)
        await asyncio.sleep((low + span) / 2)

    async def _fault(
        self, request: web.Request, call: Call, when: When, entry: Entry
    ) -> web.Response | None:
        """Let a scripted fault happen; None when the call goes on."""
        fault = self.faults.pick(call, when) if self.faults.faults else None
        if fault is None:
            return None
        entry.fault = f"{fault.kind}:{when}"
        if fault.kind == "slow":
            await self._sleep(fault.seconds or 1.0)
            return None
        entry.ok = False
        match fault.kind:
            case "error":
                raise scripted(fault)
            case "http502html":
                return bad_gateway()
            case "garbage":
                return json(b'{"ok":true,"resu')
            case "reset":
                pass
            case "hang":
                await self._sleep(fault.seconds if fault.seconds is not None else _HANG_SECONDS)
        reset(request)
        return web.Response()

    async def _sleep(self, seconds: float) -> None:
        """Sleep, but not longer than the stand-in runs."""
        try:
            async with asyncio.timeout(seconds):
                await self.stopping.wait()
        except TimeoutError:
            return

    async def stop(self) -> None:
        """Let go of everything that waits."""
        self.stopping.set()
        self.holds.release(None)
        self.polling.terminate(ApiError(500, "Internal Server Error: restart"))
        await self.delivery.stop()


def _cost(lower: str, arguments: Arguments) -> int:
    """How many messages a call makes."""
    name = _LONG_LISTS.get(lower, "media" if lower == "sendmediagroup" else None)
    if name is None:
        return 1
    try:
        found = msgspec.json.decode(arguments.text(name).encode())
    except msgspec.DecodeError:
        return 1
    return max(1, len(found)) if isinstance(found, list) else 1
