"""Laboratory: the clock, faults, holds, budgets, latency, the queue and the ledger of calls."""

import asyncio

import msgspec
from aiohttp import web

from bot.emulator.control.common import API, answer, body, number, path_number, platform, seconds
from bot.emulator.errors import ActionError
from bot.emulator.faults import Fault, Hold
from bot.emulator.limits import Budgets
from bot.emulator.person.wish import Wish
from bot.emulator.updates import DAY
from bot.emulator.world import Json


async def clock(request: web.Request) -> web.Response:
    """GET /control/clock: with `offset_known`, waits up to `timeout` until the offset differs."""
    on = platform(request)
    known = request.query.get("offset_known")
    if known is not None:
        try:
            offset = float(known)
        except ValueError:
            raise ActionError("`offset_known` must be a number.") from None
        await on.clock.differs(offset, seconds(request))
    return answer({"now": on.clock.now(), "offset": on.clock.offset})


async def move_clock(request: web.Request) -> web.Response:
    """POST /control/clock: `advance` (seconds) or `set` (epoch seconds)."""
    on, wish = platform(request), Wish(await body(request))
    if wish.has("set"):
        on.clock.set(wish.number("set"))
    else:
        on.clock.advance(wish.number("advance"))
    on.log.add("clock", on.clock.now(), offset=on.clock.offset)
    on.touch()
    return answer({"now": on.clock.now(), "offset": on.clock.offset})


async def add_faults(request: web.Request) -> web.Response:
    """POST /control/faults: one fault or a list of them."""
    raw = await request.read()
    try:
        found = msgspec.json.decode(raw, type=list[Fault] | Fault)
    except msgspec.DecodeError as error:
        raise ActionError(str(error)) from None
    faults = request.app[API].faults
    each = found if isinstance(found, list) else [found]
    return answer({"ids": [faults.add(fault) for fault in each]})


async def show_faults(request: web.Request) -> web.Response:
    """GET /control/faults: all, with the number of their hits."""
    return answer({"faults": request.app[API].faults.view()})


async def drop_faults(request: web.Request) -> web.Response:
    """DELETE /control/faults[/{id}]."""
    one = path_number(request) if "id" in request.match_info else None
    request.app[API].faults.remove(one)
    return answer({"faults": request.app[API].faults.view()})


async def add_hold(request: web.Request) -> web.Response:
    """POST /control/holds: calls that fit stand still from now on."""
    try:
        hold = msgspec.json.decode(await request.read() or b"{}", type=Hold)
    except msgspec.DecodeError as error:
        raise ActionError(str(error)) from None
    return answer({"id": request.app[API].holds.add(hold)})


async def show_holds(request: web.Request) -> web.Response:
    """GET /control/holds: with `waiting`, waits up to `timeout` until so many calls are held."""
    holds = request.app[API].holds
    wanted = number(request, "waiting")
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds(request)
    while (
        sum(hold.waiting for hold in holds.holds.values()) < wanted
        and (left := end - loop.time()) > 0
    ):
        await holds.moved.wait(left)
    return answer({"holds": holds.view()})


async def release(request: web.Request) -> web.Response:
    """DELETE /control/holds[/{id}]: the held calls go on."""
    one = path_number(request) if "id" in request.match_info else None
    request.app[API].holds.release(one)
    return answer({"holds": request.app[API].holds.view()})


async def set_budgets(request: web.Request) -> web.Response:
    """POST /control/budgets: fields not given keep their value; what was spent is forgotten."""
    limits = request.app[API].limits
    wish = {**msgspec.to_builtins(limits.budgets), **await body(request)}
    try:
        limits.set(msgspec.convert(wish, Budgets))
    except msgspec.ValidationError as error:
        raise ActionError(str(error)) from None
    return answer(limits.budgets)


async def show_budgets(request: web.Request) -> web.Response:
    """GET /control/budgets."""
    return answer(request.app[API].limits.budgets)


async def set_latency(request: web.Request) -> web.Response:
    """POST /control/latency: each call takes between `min_ms` and `max_ms` longer."""
    wish = Wish(await body(request))
    low = wish.number("min_ms", 0.0)
    high = wish.number("max_ms", low)
    if not 0 <= low <= high:
        raise ActionError("`min_ms` must lie between 0 and `max_ms`.")
    request.app[API].latency = (low / 1_000, high / 1_000)
    return answer({"min_ms": low, "max_ms": high})


async def raw_update(request: web.Request) -> web.Response:
    """POST /control/raw_update: any object, delivered as an update."""
    on = platform(request)
    update = await body(request)
    pushed = on.queue.push_raw(update, on.clock.now() + DAY)
    on.touch()
    return answer({"update_id": pushed})


async def redeliver(request: web.Request) -> web.Response:
    """POST /control/redeliver: `update_id`, or the `last` so many, once more each."""
    on, wish = platform(request), Wish(await body(request))
    recent = list(on.queue.recent)
    if wish.has("update_id"):
        wanted = wish.integer("update_id")
        chosen = [update for update in recent if update.id == wanted]
    else:
        chosen = recent[-max(1, wish.optional_integer("last") or 1) :]
    if not chosen:
        raise ActionError("There is no such update among the latest.", 404)
    for update in chosen:
        on.queue.redeliver(update)
    return answer({"update_ids": [update.id for update in chosen]})


async def queue(request: web.Request) -> web.Response:
    """GET /control/queue."""
    on = platform(request)
    shape: Json = {
        "pending": on.queue.count(on.clock.now()),
        "ids": list(on.queue.pending),
        "last_id": on.queue.last_id,
        "offset": next(iter(on.queue.pending), on.queue.last_id + 1),
        "dropped": on.queue.dropped,
        "allowed_updates": None if on.queue.allowed is None else sorted(on.queue.allowed),
    }
    return answer(shape)


async def calls(request: web.Request) -> web.Response:
    """GET /control/calls: calls later than `after`; arguments only with `texts=1`."""
    ledger = request.app[API].ledger
    after = number(request, "after")
    texts = request.query.get("texts") == "1"
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds(request)
    while ledger.last <= after and (left := end - loop.time()) > 0:
        await ledger.added.wait(left)
    found = ledger.after(after, texts=texts, limit=number(request, "limit", 10_000))
    return answer({"calls": found, "last": found[-1]["n"] if found else ledger.last})


async def forget_calls(request: web.Request) -> web.Response:
    """DELETE /control/calls."""
    ledger = request.app[API].ledger
    ledger.clear()
    return answer({"last": ledger.last})


ROUTES = [
    web.get("/control/clock", clock),
    web.post("/control/clock", move_clock),
    web.post("/control/faults", add_faults),
    web.get("/control/faults", show_faults),
    web.delete("/control/faults", drop_faults),
    web.delete("/control/faults/{id}", drop_faults),
    web.post("/control/holds", add_hold),
    web.get("/control/holds", show_holds),
    web.delete("/control/holds", release),
    web.delete("/control/holds/{id}", release),
    web.post("/control/budgets", set_budgets),
    web.get("/control/budgets", show_budgets),
    web.post("/control/latency", set_latency),
    web.post("/control/raw_update", raw_update),
    web.post("/control/redeliver", redeliver),
    web.get("/control/queue", queue),
    web.get("/control/calls", calls),
    web.delete("/control/calls", forget_calls),
]
