"""Server: the stand-in Telegram as an HTTP server on loopback."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from aiohttp import web

from bot.emulator import beginning, ids, state
from bot.emulator.api import BotApi
from bot.emulator.clock import Clock
from bot.emulator.control import laboratory, people, views
from bot.emulator.control.common import API, guard
from bot.emulator.events import EventLog
from bot.emulator.platform import Platform
from bot.emulator.queue import UpdateQueue
from bot.emulator.webhook import is_loopback

_PAGE = Path(__file__).with_name("page")
_PAGE_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}
_SHUTDOWN_SECONDS = 0.2


@dataclass(frozen=True)
class EmulatorOptions:
    """How a stand-in starts. `port` 0 takes a free one; `state_file` None keeps nothing."""

    host: str = "127.0.0.1"
    port: int = 0
    token: str = "1234567:STAND-IN"  # noqa: S105  it opens nothing but the stand-in
    bot_username: str = "helpline_standin_bot"
    bot_name: str = "Helpline"
    group_title: str = "Experts"
    state_file: Path | None = None


class Emulator:
    """A running stand-in; `async with Emulator(options) as emulator`, or `start` and `stop`."""

    def __init__(self, options: EmulatorOptions | None = None) -> None:
        """Raises ValueError for a host that is not this machine, or a token without a number."""
        self.options = options or EmulatorOptions()
        if not is_loopback(self.options.host):
            raise ValueError("The stand-in listens on this machine only: use 127.0.0.1.")
        number, _, secret = self.options.token.partition(":")
        if not number.isdigit() or not secret:
            raise ValueError("The token must be a number, a colon and some letters.")
        saved = state.load(self.options.state_file) if self.options.state_file else None
        world = (
            saved.world
            if saved is not None
            else beginning.world(
                int(number),
                self.options.bot_username,
                self.options.bot_name,
                self.options.group_title,
            )
        )
        if world.bot.id != int(number):
            raise ValueError("The state file belongs to a bot with another token.")
        queue = UpdateQueue(ids.first_update_id())
        clock = Clock(saved.clock_offset if saved is not None else 0.0)
        log = EventLog(saved.last_event if saved is not None else 0)
        self.platform = Platform(world, clock, queue, log)
        self.api = BotApi(self.platform, self.options.token)
        if saved is not None:
            queue.load(saved.queue)
            self.api.webhook.address = saved.webhook
        self._saver: state.Saver | None = None
        if self.options.state_file is not None:
            self._saver = state.Saver(self.options.state_file, self.platform, self.api.webhook)
        self._runner: web.AppRunner | None = None
        self._port = self.options.port

    @property
    def base_url(self) -> str:
        """Root of the Bot API server, without `/bot`; known once it is started."""
        host = self.options.host
        return f"http://[{host}]:{self._port}" if ":" in host else f"http://{host}:{self._port}"

    @property
    def token(self) -> str:
        """The token of the bot."""
        return self.options.token

    @property
    def group_id(self) -> int:
        """The chat id of the first forum group."""
        chats = self.platform.world.chats.values()
        return next(chat.id for chat in chats if chat.type == "supergroup")

    async def start(self) -> None:
        """Listen. Raises OSError when the port is taken."""
        runner = web.AppRunner(
            self._application(),
            access_log=None,
            shutdown_timeout=_SHUTDOWN_SECONDS,
            handle_signals=False,
        )
        await runner.setup()
        site = web.TCPSite(runner, self.options.host, self.options.port, backlog=1_024)
        try:
            await site.start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner
        addresses = runner.addresses
        self._port = addresses[0][1]
        if self._saver is not None:
            self._saver.start()
        await self.api.delivery.restart()

    async def stop(self) -> None:
        """End all connections, save the state, let go of the port."""
        await self.api.stop()
        if self._runner is not None:
            # Give the answers to calls that were let go a moment to leave.
            await asyncio.sleep(0)
            await self._runner.cleanup()
            self._runner = None
        if self._saver is not None:
            await self._saver.stop()

    async def __aenter__(self) -> "Emulator":
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    def _application(self) -> web.Application:
        control = web.Application(middlewares=[guard], client_max_size=80 << 20)
        control[API] = self.api
        for routes in (people.ROUTES, views.ROUTES, laboratory.ROUTES):
            control.add_routes(routes)
        control.router.add_get("/", _page)
        control.router.add_get("/{name:[A-Za-z0-9._-]+}", _page)
        control.router.add_route("*", "/{path:(?:file/)?bot.*}", self.api.handle)
        return control


async def _page(request: web.Request) -> web.StreamResponse:
    """The page in the browser: whatever lies in its folder."""
    name = request.match_info.get("name", "index.html")
    path = _PAGE / name
    kind = _PAGE_TYPES.get(path.suffix)
    if kind is None or name.startswith(".") or not path.is_file():
        return web.Response(status=404, text="Not Found")
    body = await asyncio.to_thread(path.read_bytes)
    headers = {"Cache-Control": "no-cache"}
    return web.Response(body=body, content_type=kind, charset="utf-8", headers=headers)
