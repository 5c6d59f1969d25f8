"""What Telegram's budgets leave: more is written into one expert group than it may be sent, and how that ends.

`make bench`, or `python -m bench.budget --help`. The helpline, as a process of its own on a stand-in that enforces
Telegram's budgets. Twelve people with open cases write ten messages each within a minute (the group takes twenty
operations a minute), experts answer, and urgent cases come in between. Windows are compressed: everything runs some
times faster (`--faster`), calls too, and all figures are given as if it did not. So what a machine adds is counted that
many times over.
"""

import argparse
import asyncio
import os
import platform
import random
import re
import tempfile
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from bench.crowd import SENTENCES, disordered, misplaced, percentile
from bench.people import AGREE, EXPERT, PLACE, SAFE, People
from bench.processes import ROOT, Process
from bench.programs import READY, Where, helpline_environ
from bench.rows import Row
from bench.standin import standin
from bot.emulator.actors import Person, Stage
from bot.emulator.actors.control import Control
from bot.text import bare

Json = dict[str, Any]

FILE = ROOT / "build" / "bench-budget.json"
MINUTE = 60.0
PER_MINUTE = 20
PRIVATE_PER_SECOND = 1.0
PRIVATE_BURST = 3
TOTAL_PER_SECOND = 30
CALLS_MS = (30.0, 120.0)
"""How long Telegram takes for a call."""
QUIET = 100.0
"""After so many seconds without a new message in the group those that are missing count as lost …"""
PATIENCE = 15.0
"""… but not before so many real ones: a machine may be busy."""
DANGER = "Er staat hier nu een jongen met een mes"
NOW = bare("nl", "button.now")
_MARK = re.compile(r"#m-(\d+)-(\d+)\b")


class Options(Struct):
    """How much happens. Times are of a stand-in that is not compressed."""

    people: int = 12
    messages: int = 10
    answers: int = 20
    """From experts, evenly over two minutes."""
    danger: int = 4
    """Urgent cases, evenly over the minute."""
    newcomers: int = 2
    """Usual cases that are placed meanwhile."""
    faster: float = 4.0
    seed: int = 1


class Figures(Struct):
    """What was measured; seconds as if nothing was compressed."""

    drained: float
    """From the last message that was written to the last that arrived."""
    least: float
    """The least that one call per message would take, counted in the same way."""
    operations: float
    """In the group, per message."""
    floods: int
    """429s."""
    danger_topic_p95: float
    danger_topic_worst: float
    new_topic_worst: float
    answer_p50: float
    answer_p95: float
    wait_p50: float
    wait_p95: float
    """From a message to its arrival in the topic."""
    lost: int
    repeated: int
    misplaced: int
    disordered: int
    answers_lost: int


class Load:
    """One minute of messages, answers and new cases, on one stand-in whose windows are compressed."""

    def __init__(
        self,
        control: Control,
        stage: Stage,
        where: Where,
        threads: dict[int, int],
        options: Options,
    ) -> None:
        """`threads` tells the topic of each person with an open case, by the id of the person."""
        self._control = control
        self._stage = stage
        self._group = where.group_id
        self._threads = threads
        self._options = options
        self._chance = random.Random(options.seed)
        self._bot_id = 0
        self._urgent: list[Person] = []
        self._usual: list[Person] = []
        self._expert = 0
        self._sources: dict[int, int] = {}
        self._pressed: dict[bool, list[float]] = {True: [], False: []}
        """When a case was placed, by whether it is urgent."""

    async def prepare(self) -> None:
        """Bring people to where one press places a case, urgent or usual; find what experts will answer."""
        self._bot_id = (await self._control.get("state"))["bot"]["id"]
        for number in range(self._options.danger):
            person = await self._stage.person(f"Urgent {number}")
            await person.starts()
            await person.presses(AGREE)
            await person.writes(DANGER)
            self._urgent.append(person)
        for number in range(self._options.newcomers):
            person = await self._stage.person(f"Nieuw {number}")
            await person.starts()
            await person.presses(AGREE)
            await person.writes(f"Hoe ga ik hier goed mee om? (nieuw {number})")
            for label in (EXPERT, SAFE):
                await person.presses(label)
            self._usual.append(person)
        self._expert = (await self._stage.expert("Deskundige")).id
        shown = (await self._control.get(f"chats/{self._group}/messages"))["messages"]
        topics = (one for one in shown if "text" in one and "message_thread_id" in one)
        first = {one["text"]: one for one in topics}
        by_thread = {one["message_thread_id"]: one["message_id"] for one in first.values()}
        self._sources = {user: by_thread[thread] for user, thread in self._threads.items()}
        await self._stage.settle()

    async def run(self) -> Figures:
        """Let it all happen; wait until all of it arrived, or until nothing comes any more."""
        options, control = self._options, self._control
        before = (await control.get("state"))["last_event"]
        ledger = (await control.get("calls"))["last"]
        users = list(self._threads)
        plan: list[tuple[float, Callable[[], Awaitable[object]]]] = []
        for user in users:
            times = sorted(self._chance.uniform(0, MINUTE) for _ in range(options.messages))
            plan += [(at, self._writes(user, number)) for number, at in enumerate(times)]
        for number in range(options.answers):
            at = (number + 0.5) * 2 * MINUTE / options.answers
            plan.append((at, self._answers(users[number % len(users)], number)))
        for people, urgent in ((self._urgent, True), (self._usual, False)):
            for number, person in enumerate(people):
                at = (number + 0.5) * MINUTE / len(people)
                plan.append((at, self._places(person, urgent=urgent)))
        loop = asyncio.get_running_loop()
        start = loop.time()
        doing = []
        for at, act in sorted(plan, key=lambda row: row[0]):
            await asyncio.sleep(start + at / options.faster - loop.time())
            doing.append(asyncio.ensure_future(act()))
        await asyncio.gather(*doing)
        await self._arrived(before)
        return await self._judge(before, ledger)

    def _writes(self, user: int, number: int) -> Callable[[], Awaitable[object]]:
        text = f"{SENTENCES[(user + number) % len(SENTENCES)]} #m-{user}-{number}"
        wish = {"chat_id": self._bot_id, "text": text}
        return lambda: self._control.post(f"as/{user}/send", wish)

    def _answers(self, user: int, number: int) -> Callable[[], Awaitable[object]]:
        wish = {
            "chat_id": self._group,
            "thread_id": self._threads[user],
            "reply_to": self._sources[user],
            "text": f"Dat klinkt als een goed begin. #a-{number}",
        }
        return lambda: self._control.post(f"as/{self._expert}/send", wish)

    def _places(self, person: Person, *, urgent: bool) -> Callable[[], Awaitable[object]]:
        async def press() -> None:
            self._pressed[urgent].append((await self._control.get("clock"))["now"])
            await person.presses(NOW if urgent else PLACE)

        return press

    async def _arrived(self, before: int) -> None:
        """Wait until every message and every answer arrived."""
        loop = asyncio.get_running_loop()
        wanted = len(self._threads) * self._options.messages + self._options.answers
        quiet = max(QUIET / self._options.faster, PATIENCE)
        found: set[str] = set()
        last, since = before, loop.time()
        while len(found) < wanted and loop.time() - since < quiet:
            page = await self._control.get("events", after=last, timeout=1)
            last = page["last"]
            marks = {mark for event in page["events"] for mark in self._marks(event)}
            if marks - found:
                found |= marks
                since = loop.time()

    def _marks(self, event: Json) -> list[str]:
        """The marks in a message of the bot."""
        message = event.get("message") or {}
        if event["kind"] != "message" or message.get("from", {}).get("id") != self._bot_id:
            return []
        return re.findall(r"#[ma]-[0-9-]+", message.get("text", ""))

    async def _judge(self, before: int, ledger: int) -> Figures:
        """Look at everything that was shown and called."""
        written: dict[str, float] = {}
        arrived: dict[str, float] = {}
        copies: dict[int, list[tuple[int, int]]] = defaultdict(list)
        made: dict[bool, list[float]] = {True: [], False: []}
        for event in await self._events(before):
            message = event.get("message") or {}
            if event["kind"] != "message":
                continue
            topic = message.get("forum_topic_created")
            if topic is not None:
                made[topic["name"].startswith("🔴")].append(event["time"])
            ours = self._marks(event)
            for mark in ours:
                arrived.setdefault(mark, event["time"])
                if event["chat_id"] == self._group and (found := _MARK.match(mark)):
                    copies[event["thread_id"]].append((int(found[1]), int(found[2])))
            if not ours:
                for mark in re.findall(r"#[ma]-[0-9-]+", message.get("text", "")):
                    written.setdefault(mark, event["time"])
        calls = (await self._control.get("calls", after=ledger))["calls"]
        spent = [one for one in calls if one["chat_id"] == self._group and _counts(one["method"])]
        return self._figures(written, arrived, copies, made, calls, len(spent))

    def _figures(
        self,
        written: dict[str, float],
        arrived: dict[str, float],
        copies: dict[int, list[tuple[int, int]]],
        made: dict[bool, list[float]],
        calls: list[Json],
        operations: int,
    ) -> Figures:
        faster = self._options.faster
        hers = {mark: at for mark, at in written.items() if mark.startswith("#m")}
        answers = {mark: at for mark, at in written.items() if mark.startswith("#a")}
        came = [arrived[mark] for mark in hers if mark in arrived]
        messages = len(hers)

        def waits(of: dict[str, float]) -> list[float]:
            return [(arrived[mark] - at) * faster for mark, at in of.items() if mark in arrived]

        def topics(urgent: bool) -> list[float]:
            # Cases of one kind are served in the order in which they came.
            pairs = zip(self._pressed[urgent], made[urgent], strict=True)
            return [(there - pressed) * faster for pressed, there in pairs]

        return Figures(
            drained=(max(came) - max(hers.values())) * faster,
            least=least(messages),
            operations=operations / messages,
            floods=sum(one["code"] == 429 for one in calls),
            danger_topic_p95=percentile(topics(urgent=True), 95),
            danger_topic_worst=max(topics(urgent=True), default=0.0),
            new_topic_worst=max(topics(urgent=False), default=0.0),
            answer_p50=percentile(waits(answers), 50),
            answer_p95=percentile(waits(answers), 95),
            wait_p50=percentile(waits(hers), 50),
            wait_p95=percentile(waits(hers), 95),
            lost=sum(mark not in arrived for mark in hers),
            repeated=sum(map(len, copies.values())) - len(came),
            misplaced=misplaced(copies, self._threads),
            disordered=disordered(copies),
            answers_lost=sum(mark not in arrived for mark in answers),
        )

    async def _events(self, after: int) -> list[Json]:
        found: list[Json] = []
        while True:
            page = await self._control.get("events", after=after)
            if page["missed"]:
                raise SystemExit("More happened than the stand-in remembers.")
            if not page["events"]:
                return found
            found += page["events"]
            after = page["last"]


def least(messages: int, load: float = MINUTE) -> float:
    """Return for how many seconds after the load one call per message would go on at least.

    Twenty go in the first minute, and twenty in each that follows.
    """
    return max(messages / PER_MINUTE * MINUTE - load, 1.0)


def _counts(method: str) -> bool:
    """Whether Telegram counts a call for the group."""
    return method not in {
        "getUpdates",
        "setMessageReaction",
        "answerCallbackQuery",
        "deleteForumTopic",
    }


async def run(options: Options) -> Figures:
    """Place the cases without budgets, then let the load come with them."""
    faster = options.faster
    budgets = {
        "private_per_second": PRIVATE_PER_SECOND * faster,
        "private_burst": PRIVATE_BURST,
        "group_per_minute": PER_MINUTE,
        "total_per_second": round(TOTAL_PER_SECOND * faster),
    }
    environ = {
        f"HELPLINE_TELEGRAM__BUDGETS__{name.upper()}": str(value) for name, value in budgets.items()
    } | {"HELPLINE_TELEGRAM__BUDGETS__GROUP_WINDOW_SECONDS": str(MINUTE / faster)}
    with (
        tempfile.TemporaryDirectory(prefix="helpline-bench-") as folder,
        standin() as (_, found),
    ):
        where = Where(**found)
        data = Path(folder) / "data"
        async with Control(where.base_url) as control, Stage(where.base_url) as stage:
            with Process("bot", "run", environ=helpline_environ(where, data)) as process:
                process.line(READY)
                bot_id = (await control.get("state"))["bot"]["id"]
                threads = await People(control, bot_id, where.group_id).place(options.people)
                load = Load(control, stage, where, threads, options)
                await load.prepare()
            low, high = CALLS_MS
            await control.post("latency", {"min_ms": low / faster, "max_ms": high / faster})
            window = {"group_window": MINUTE / faster, "enforced": True}
            await control.post("budgets", {**budgets, **window})
            with Process("bot", "run", environ=helpline_environ(where, data, **environ)) as process:
                process.line(READY)
                return await load.run()


def rows(one: Figures) -> list[Row]:
    """What is worth telling."""
    return [
        Row(
            "drained after the load",
            one.drained,
            "s",
            floor=one.least,
            floor_name="one call per message",
            goal=0.3,
            goal_for="ratio",
        ),
        Row("operations per message", one.operations),
        Row("429s", one.floods, goal=0),
        Row("urgent case until its topic, p95", one.danger_topic_p95, "s", goal=10),
        Row("usual case until its topic, worst", one.new_topic_worst, "s"),
        Row("an answer to a private chat, p95", one.answer_p95, "s", goal=2),
        Row("message until it is in the topic, p50", one.wait_p50, "s"),
        Row("message until it is in the topic, p95", one.wait_p95, "s"),
        Row("lost", one.lost + one.answers_lost, goal=0),
        Row("out of order or in the wrong place", one.disordered + one.misplaced, goal=0),
        Row("repeated", one.repeated, goal=0),
    ]


def table(found: Iterable[Row]) -> str:
    """The figures as lines."""
    lines = []
    for row in found:
        ratio = f"  = {row.ratio:.2f} of {row.floor_name}" if row.ratio is not None else ""
        lines.append(f"{row.what:42} {row.value:8.2f} {row.unit:2}{ratio}")
    return "\n".join(lines)


def main() -> None:
    """Measure, print, write the file; exit code 1 when something was lost, mixed up or refused."""
    defaults = Options()
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.budget")
    for name in Options.__struct_fields__:
        default = getattr(defaults, name)
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(default), default=default)
    parser.add_argument("--smoke", action="store_true", help="a few messages, to see that it works")
    parser.add_argument("--json", type=Path, default=FILE, help="where the figures go")
    given = parser.parse_args()
    options = Options(**{name: getattr(given, name) for name in Options.__struct_fields__})
    if given.smoke:
        options = Options(people=3, messages=6, answers=3, danger=1, newcomers=1, faster=30.0)
    load_before = os.getloadavg()[0]
    figures = asyncio.run(run(options))
    told = rows(figures)
    print(table(told))
    given.json.parent.mkdir(parents=True, exist_ok=True)
    report = {
        "options": options,
        "figures": figures,
        "rows": told,
        "machine": {
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "load_before": load_before,
            "load_after": os.getloadavg()[0],
        },
    }
    given.json.write_bytes(msgspec.json.format(msgspec.json.encode(report)))
    wrong = figures.lost + figures.answers_lost + figures.disordered + figures.misplaced
    if wrong + figures.floods:
        raise SystemExit("Something was lost, mixed up, or refused by Telegram.")


if __name__ == "__main__":
    main()
