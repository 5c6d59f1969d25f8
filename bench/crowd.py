"""The crowd: people with open cases on the stand-in, what they write, and what became of it."""

import asyncio
import itertools
import re
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from bot.emulator.actors.control import Control

SENTENCES = (
    "In de groep is het na de les weer onrustig geworden over dezelfde discussie.",
    "Hij trekt zich de laatste weken terug en praat bijna niet meer met de anderen.",
    "Ik heb met een collega overlegd, die herkent het beeld.",
    "Zijn moeder vertelde dat hij thuis ook steeds stiller is en veel online zit. "
    "Ze weet niet goed met wie hij daar praat en maakt zich zorgen over de toon van wat hij zegt.",
    "Wat zou een goede eerste stap zijn?",
    "Morgen heb ik een gesprek met hem, ik wil dat rustig en open beginnen.",
)
"""What people write: of usual length, and without anything that calls for more than a copy."""

AT_ONCE = 12
"""How many people write at the same time while a burst is loaded."""
QUIET_SECONDS = 15.0
"""After so long without a new copy those that are missing count as lost."""
TICK = 0.05
"""Seconds between two looks at how many copies there are: each costs the stand-in time."""
STILL_SECONDS = 1.0
"""After so long without a call those that were made are looked at, however many there are."""
_DIGITS, _LETTERS = "0123456789", "bcdfghjlmn"
# A mark in digits has nine in a row, as a citizen service number: each message would be looked at for all that numbers
# can be, which those of people seldom are.
_MARK = re.compile(rf"#([{_LETTERS}]+)-([{_LETTERS}]+)-([{_LETTERS}]+)$")
_TO_LETTERS = str.maketrans(_DIGITS, _LETTERS)
_TO_DIGITS = str.maketrans(_LETTERS, _DIGITS)

Copies = Mapping[int, list[tuple[int, int]]]
"""What each topic shows, in order: who wrote it, and the how manieth of hers it is."""


def misplaced(copies: Copies, threads: Mapping[int, int]) -> int:
    """Return how many copies stand in another topic than that of who wrote them (`threads`, by person)."""
    return sum(threads[user] != thread for thread, found in copies.items() for user, _ in found)


def disordered(copies: Copies) -> int:
    """Return how many copies stand after one that was written later."""
    return sum(
        later < earlier
        for found in copies.values()
        for (_, earlier), (_, later) in itertools.pairwise(found)
    )


class Relayed(Struct):
    """What became of a row of messages."""

    wanted: int
    seconds: float
    """From letting go to the last copy."""
    lost: int = 0
    repeated: int = 0
    misplaced: int = 0
    """Copies in the topic of somebody else."""
    disordered: int = 0
    """Copies behind one that was written later by the same person."""
    delays: list[float] = []
    """Seconds from a message to its copy, of those that arrived."""
    calls: int = 0
    """Calls of any method but getUpdates."""

    @property
    def rate(self) -> float:
        """Messages per second; 0 when some are lost."""
        return 0.0 if self.lost else self.wanted / self.seconds


class Crowd:
    """People of one stand-in with open cases: `threads` tells the topic of each, by the id of the person."""

    def __init__(
        self, control: Control, bot_id: int, group: int, threads: Mapping[int, int]
    ) -> None:
        self._control = control
        self._bot_id = bot_id
        self._group = group
        self._rows = itertools.count(1)
        self.threads = threads

    async def burst(self, each: int) -> "Burst":
        """Let everybody write so many messages, while the updates are held back. To be let go and awaited."""
        before = (await self._control.get("state"))["last_event"]
        await self._control.delete("calls")
        ledger = (await self._control.get("calls"))["last"]
        # The open poll is held too: it stands still with the first message in its hands.
        polls = await self._control.post("holds", {"method": "getUpdates", "when": "after"})
        pushes = await self._control.post("holds", {"method": "webhook", "when": "before"})
        row = next(self._rows)
        turn = asyncio.Semaphore(AT_ONCE)

        async def write(user: int) -> None:
            async with turn:
                for count in range(each):
                    await self._write(user, row, count)

        await asyncio.gather(*(write(user) for user in self.threads))
        holds = (int(polls["id"]), int(pushes["id"]))
        return Burst(self, row, len(self.threads) * each, before, ledger, holds)

    async def pace(self, per_second: float, seconds: float) -> Relayed:
        """Let messages come evenly, from one person after the other; wait for the copies."""
        before = (await self._control.get("state"))["last_event"]
        await self._control.delete("calls")
        ledger = (await self._control.get("calls"))["last"]
        row, count = next(self._rows), round(per_second * seconds)
        loop = asyncio.get_running_loop()
        start, writing = loop.time(), []
        users = list(self.threads)
        for number in range(count):
            await asyncio.sleep(start + number / per_second - loop.time())
            user = users[number % len(users)]
            writing.append(asyncio.create_task(self._write(user, row, number // len(users))))
        await asyncio.gather(*writing)
        await self.copied(count, ledger)
        return await self.judge(row, count, before, ledger, 0.0)

    async def copied(self, wanted: int, ledger: int) -> None:
        """Wait until so many copies were made, or none for a while."""
        loop = asyncio.get_running_loop()
        done, known, seen, since = 0, ledger, ledger, loop.time()
        while done < wanted and loop.time() - since < QUIET_SECONDS:
            await asyncio.sleep(TICK)
            # Asking for what lies beyond the end costs the stand-in next to nothing, and tells the last number.
            last = (await self._control.get("calls", after=known + wanted - done - 1))["last"]
            if last - known < wanted - done:
                if last != seen:
                    seen, since = last, loop.time()
                elif loop.time() - since < STILL_SECONDS:
                    continue
            calls = (await self._control.get("calls", after=known))["calls"]
            # One that is under way is looked at again the next time.
            ended = list(
                itertools.takewhile(
                    lambda call: call["ok"] is not None or call["method"] == "getUpdates", calls
                )
            )
            if ended:
                known, since = ended[-1]["n"], loop.time()
            done += sum(call["method"] == "copyMessage" and call["ok"] for call in ended)

    async def judge(
        self, row: int, wanted: int, before: int, ledger: int, started: float
    ) -> Relayed:
        """Look at what the topics show. `started`: the stand-in's clock when the row was let go, or 0."""
        written: dict[tuple[int, int], float] = {}
        copies: dict[int, list[tuple[int, int]]] = defaultdict(list)
        arrived: dict[tuple[int, int], float] = {}
        for event in await self._events(before):
            message = event.get("message") or {}
            mark = _MARK.search(message.get("text", ""))
            if event["kind"] != "message" or mark is None:
                continue
            numbers = [int(part.translate(_TO_DIGITS)) for part in mark.groups()]
            if numbers[0] != row:
                continue
            place = (numbers[1], numbers[2])
            if event["chat_id"] == self._group:
                copies[event["thread_id"]].append(place)
                arrived.setdefault(place, event["time"])
            else:
                written[place] = event["time"]
        calls = (await self._control.get("calls", after=ledger))["calls"]
        last = max(arrived.values(), default=started)
        return Relayed(
            wanted=wanted,
            seconds=last - (started or min(written.values())),
            lost=wanted - len(arrived),
            repeated=sum(map(len, copies.values())) - len(arrived),
            misplaced=misplaced(copies, self.threads),
            disordered=disordered(copies),
            delays=[at - written[place] for place, at in arrived.items()],
            calls=sum(call["method"] != "getUpdates" for call in calls),
        )

    async def now(self) -> float:
        """The stand-in's clock."""
        return float((await self._control.get("clock"))["now"])

    async def release(self, holds: Iterable[int]) -> None:
        """Let the updates go."""
        for hold in holds:
            await self._control.delete(f"holds/{hold}")

    async def rest(self) -> None:
        """Wait until no update waits at the stand-in."""
        while (await self._control.get("queue"))["pending"]:  # noqa: ASYNC110  another process tells
            await asyncio.sleep(0.02)

    async def _write(self, user: int, row: int, count: int) -> None:
        mark = f"#{row}-{user}-{count}".translate(_TO_LETTERS)
        text = f"{SENTENCES[(user + count) % len(SENTENCES)]} {mark}"
        await self._control.post(f"as/{user}/send", {"chat_id": self._bot_id, "text": text})

    async def _events(self, after: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while True:
            page = await self._control.get("events", after=after)
            if page["missed"]:
                raise SystemExit("The burst is larger than the stand-in remembers.")
            if not page["events"]:
                return found
            found += page["events"]
            after = page["last"]


class Burst:
    """A burst that is loaded and held back."""

    def __init__(
        self, crowd: Crowd, row: int, wanted: int, before: int, ledger: int, holds: tuple[int, ...]
    ) -> None:
        self._crowd = crowd
        self._row = row
        self._wanted = wanted
        self._before = before
        self._ledger = ledger
        self._holds = holds

    async def let_go(self) -> Relayed:
        """Let the updates go and wait for the copies."""
        started = await self._crowd.now()
        await self._crowd.release(self._holds)
        await self._crowd.copied(self._wanted, self._ledger)
        return await self._crowd.judge(self._row, self._wanted, self._before, self._ledger, started)


def percentile(values: list[float], percent: int) -> float:
    """The value below which so many percent lie; values may be few."""
    if len(values) < 2:
        return values[0] if values else 0.0
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]
