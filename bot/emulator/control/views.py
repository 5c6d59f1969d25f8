"""Views: the state, messages, topics, files and events, and the web socket that follows them."""

import asyncio

import msgspec
from aiohttp import WSMsgType, web

from bot.emulator import files
from bot.emulator.control.common import API, answer, number, path_number, platform, seconds
from bot.emulator.control.people import bot_view, group_view, user_view
from bot.emulator.errors import ActionError
from bot.emulator.events import EventLog
from bot.emulator.methods import topics


async def state(request: web.Request) -> web.Response:
    """GET /control/state."""
    on, api = platform(request), request.app[API]
    world = on.world
    return answer(
        {
            "clock": {"now": on.clock.now(), "offset": on.clock.offset},
            "bot": bot_view(on),
            "users": [user_view(on, user) for user in world.users.values() if user.id != on.bot_id],
            "groups": [
                group_view(on, chat) for chat in world.chats.values() if chat.type != "private"
            ],
            "last_event": on.log.last,
            "pending_updates": on.queue.count(on.clock.now()),
            "polling": api.polling.is_waiting,
            "webhook": api.webhook.active,
        }
    )


async def messages(request: web.Request) -> web.Response:
    """GET /control/chats/{id}/messages."""
    on = platform(request)
    chat_id = path_number(request)
    if chat_id == on.bot_id and "viewer" in request.query:
        chat_id = number(request, "viewer")
    user = on.world.users.get(chat_id)
    if user is not None and chat_id not in on.world.chats:
        return answer({"messages": [], "last_event": on.log.last})
    chat = on.chat(chat_id)
    viewer = number(request, "viewer")
    if viewer and chat.type == "private" and viewer not in (chat.id, on.bot_id):
        raise ActionError("This is somebody else's chat.", 403)
    if viewer and chat.type != "private" and viewer not in chat.members:
        raise ActionError("This person is not in the group.", 403)
    after = number(request, "after")
    thread = request.query.get("thread_id", "")
    wanted = number(request, "thread_id") if thread else None
    found = [
        on.shown(stored)
        for stored in chat.messages.values()
        if stored.changed > after
        and (wanted is None or (stored.thread_id or 0) == (0 if wanted == 1 else wanted))
    ]
    limit = number(request, "limit")
    return answer({"messages": found[-limit:] if limit else found, "last_event": on.log.last})


async def chat_topics(request: web.Request) -> web.Response:
    """GET /control/chats/{id}/topics."""
    chat = platform(request).chat(path_number(request))
    shown = [topics.view(topic) for topic in chat.topics.values()]
    general = [topics.general_view(chat)] if chat.is_forum else []
    return answer({"topics": shown, "general": general[0] if general else None})


async def file(request: web.Request) -> web.Response:
    """GET /control/files/{file_id}: the bytes, as a client shows them."""
    kept = platform(request).world.files.get(request.match_info["id"])
    if kept is None:
        raise ActionError("There is no such file.", 404)
    content, mime = files.content(kept)
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
    return web.Response(body=content, content_type=mime.partition(";")[0], headers=headers)


async def events(request: web.Request) -> web.Response:
    """GET /control/events: waits up to `timeout` seconds for the next one."""
    on = platform(request)
    after = number(request, "after")
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds(request)
    while on.log.last <= after and (left := end - loop.time()) > 0:
        await on.log.added.wait(left)
    found, missed = on.log.after(after)
    last = found[-1]["n"] if found else on.log.last
    return answer({"events": found, "last": last, "missed": missed})


async def follow(request: web.Request) -> web.StreamResponse:
    """GET /control/ws: each event as a text message, from `after` (else from now) on."""
    on, api = platform(request), request.app[API]
    after = number(request, "after", on.log.last)
    socket = web.WebSocketResponse(heartbeat=30.0)
    await socket.prepare(request)
    writer = asyncio.create_task(_write(socket, on.log, after))
    stopping = asyncio.create_task(_close_at_end(socket, api.stopping))
    try:
        async for message in socket:
            if message.type is WSMsgType.ERROR:
                break
    finally:
        for task in (writer, stopping):
            task.cancel()
        await asyncio.gather(writer, stopping, return_exceptions=True)
    return socket


async def _write(socket: web.WebSocketResponse, log: EventLog, after: int) -> None:
    while not socket.closed:
        found, _ = log.after(after)
        for event in found:
            await socket.send_str(msgspec.json.encode(event).decode())
            after = event["n"]
        if log.last <= after:
            await log.added.wait(None)


async def _close_at_end(socket: web.WebSocketResponse, stopping: asyncio.Event) -> None:
    await stopping.wait()
    await socket.close()


ROUTES = [
    web.get("/control/state", state),
    web.get("/control/chats/{id}/messages", messages),
    web.get("/control/chats/{id}/topics", chat_topics),
    web.get("/control/files/{id}", file),
    web.get("/control/events", events),
    web.get("/control/ws", follow),
]
