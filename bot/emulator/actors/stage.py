"""Stage: a running stand-in with its people, its clock and its faults, for one test or tour."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any, Self

from bot.emulator.actors.control import Control
from bot.emulator.actors.expert import Expert
from bot.emulator.actors.feed import Feed
from bot.emulator.actors.message import Json
from bot.emulator.actors.person import Person

_OUTSIDE = ("left", "kicked")
_LISTENING = "getupdates"


class Stage:
    """Talks to the stand-in at `base_url` over HTTP only. Use as an async context manager."""

    def __init__(self, base_url: str) -> None:
        self.control = Control(base_url)
        self._feed = Feed(self.control)
        self._open = AsyncExitStack()
        self._bot_id = 0
        self._persons: dict[int, Person] = {}
        self._experts: dict[tuple[int, int], Expert] = {}

    async def __aenter__(self) -> Self:
        await self._open.enter_async_context(self.control)
        await self._open.enter_async_context(self._feed)
        self._bot_id = (await self.state())["bot"]["id"]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._open.aclose()

    async def state(self) -> Json:
        """The small overview: clock, bot, users, groups."""
        found: Json = await self.control.get("state")
        return found

    async def person(self, name: str, **account: Any) -> Person:
        """The professional of that first name; made when there is none. `account` holds more
        fields of a new one (`last_name`, `username`, `language_code`, `is_premium`)."""
        found = await self._account(name, account)
        if found["id"] not in self._persons:
            await self._feed.open(found["id"])
            person = Person(self.control, self._feed, found, self._bot_id)
            self._persons[found["id"]] = person
        return self._persons[found["id"]]

    async def expert(
        self, name: str, *, group_id: int | None = None, status: str = "member", **place: Any
    ) -> Expert:
        """The expert of that first name, made when there is none, and a member of the expert group.

        `status` and `place` (rights, `is_anonymous`, `custom_title`) hold for one who joins now.
        """
        state = await self.state()
        group = group_id or state["groups"][0]["id"]
        found = await self._account(name, {})
        members = next(each for each in state["groups"] if each["id"] == group)["members"]
        present = {each["user"]["id"] for each in members if each["status"] not in _OUTSIDE}
        if found["id"] not in present:
            await self.control.post(
                f"groups/{group}/members", {"user_id": found["id"], "status": status, **place}
            )
        key = (found["id"], group)
        if key not in self._experts:
            await self._feed.open(group)
            self._experts[key] = Expert(self.control, self._feed, found, group)
        return self._experts[key]

    async def advance(self, seconds: float) -> None:
        """Move the clock of the stand-in (and of a bot that follows it)."""
        await self.control.post("clock", {"advance": seconds})

    async def now(self) -> float:
        """The stand-in's time, in epoch seconds."""
        return float((await self.control.get("clock"))["now"])

    async def fault(self, method: str | list[str] = "*", kind: str = "error", **more: Any) -> int:
        """Script a fault for calls of the bot; its id. `more` as in `POST /control/faults`."""
        answer = await self.control.post("faults", [{"method": method, "kind": kind, **more}])
        return int(answer["ids"][0])

    async def faults(self) -> list[Json]:
        """The scripted faults, with how often each was hit."""
        found: list[Json] = (await self.control.get("faults"))["faults"]
        return found

    async def no_faults(self) -> None:
        """Take all scripted faults away."""
        await self.control.delete("faults")

    async def hold(self, method: str = "*", **more: Any) -> int:
        """Let calls stand still from now on (`when`: before or after their effect); the hold's id."""
        return int((await self.control.post("holds", {"method": method, **more}))["id"])

    async def held(self, count: int = 1, within: float = 10.0) -> None:
        """Wait until so many calls stand still.

        Raises:
            AssertionError: fewer do in time.
        """
        answer = await self.control.get("holds", waiting=count, timeout=within)
        waiting = sum(each["waiting"] for each in answer["holds"])
        if waiting < count:
            raise AssertionError(f"{waiting} of {count} calls stand still after {within:g} s.")

    async def release(self, hold: int | None = None) -> None:
        """Let the calls of one hold go on, or of all."""
        await self.control.delete("holds" if hold is None else f"holds/{hold}")

    async def redeliver(self, last: int = 1) -> None:
        """Deliver the latest updates once more, with the same ids."""
        await self.control.post("redeliver", {"last": last})

    async def calls(self, method: str | None = None, *, after: int = 0) -> list[Json]:
        """The ledger of Bot API calls (of one method), oldest first; no texts in it."""
        found: list[Json] = (await self.control.get("calls", after=after))["calls"]
        if method is None:
            return found
        return [each for each in found if each["method"].lower() == method.lower()]

    async def settle(self, quiet: float = 0.3, within: float = 20.0) -> None:
        """Wait until the bot has acknowledged every update, no call of it is under way, and for
        `quiet` seconds nothing happened and it called nothing (but for updates).

        What a bot does later by its own clock is not waited for.

        Raises:
            AssertionError: it does not come to rest in time.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + within
        known = 0
        since = loop.time()
        while loop.time() - since < quiet:
            if loop.time() > end:
                raise AssertionError(f"The bot did not come to rest within {within:g} s.")
            happened = await self._feed.wait(quiet - (loop.time() - since))
            pending = (await self.control.get("queue"))["pending"]
            calls = [
                each
                for each in await self.calls(after=known)
                if each["method"].lower() != _LISTENING
            ]
            # A call under way is looked at again the next time.
            ended = [each["n"] for each in calls if each["ok"] is not None]
            under_way = [each["n"] for each in calls if each["ok"] is None]
            known = min([*under_way, max(ended, default=known) + 1], default=known + 1) - 1
            if happened or pending or calls:
                since = loop.time()

    async def _account(self, name: str, fields: Json) -> Json:
        state = await self.state()
        for account in state["users"]:
            if account["first_name"] == name and not account["is_bot"]:
                known: Json = account
                return known
        made: Json = await self.control.post("users", {"first_name": name, **fields})
        return made
