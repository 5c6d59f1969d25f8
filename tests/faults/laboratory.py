"""Laboratory: people and experts who write all the time, and what befalls the helpline meanwhile."""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.emulator.actors import Expert, Person, Stage
from bot.store.server import EmbeddedServer
from bot.text import bare
from tests.dialog.case import taken
from tests.support.cable import Cable, cable
from tests.support.helpline import Helpline, Program, prepared, started
from tests.support.ledger import Conversation, Json, Ledger, Place, Verdict, Way

SETTLES = 60.0
"""Seconds in which everything must have arrived once the faults are over."""

_SAFETY = "Waarom vragen we dit? Bij gevaar"
"""What the intake's first question says, and no other message."""

_CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")

SHOWN = 40
"""Lines of what the helpline said, beside a failure."""

BACK = 1.5
"""Seconds until a store that was killed is there again, and the bot has found it."""

PAGE = 10_000
"""Calls the stand-in shows at once."""


@dataclass(frozen=True)
class Case:
    """A case that is open: who asks, and where she is answered."""

    number: int
    person: Person
    thread: int
    card: int


@dataclass
class Laboratory:
    """A helpline as a process of its own, on a stand-in, with some cases that are open."""

    line: Helpline
    program: Program
    chance: random.Random
    ledger: Ledger = field(default_factory=Ledger)
    cases: list[Case] = field(default_factory=list)
    experts: list[Expert] = field(default_factory=list)
    kills: int = 0
    """How often the bot was killed."""
    store_kills: int = 0
    network: Cable | None = None
    """The way to Telegram, where it can be cut."""
    store_way: Cable | None = None
    """The way to the store, where it can be cut."""

    @property
    def stage(self) -> Stage:
        """The stand-in's clock, faults and people."""
        return self.line.stage

    @property
    def bot_id(self) -> int:
        """The bot's account: the number in front of its token."""
        return int(self.line.emulator.token.partition(":")[0])

    async def opens(self, people: int, experts: int) -> None:
        """Let so many people come and be answered once, by the first of the experts."""
        self.experts = [await self.stage.expert(f"X{each}") for each in range(experts)]
        for number in range(people):
            person = await self.stage.person(f"P{number}")
            case = await taken(person, self.experts[0])
            found = Case(number, person, case.topic.id, case.card.id)
            self.cases.append(found)
            self.ledger.conversations[number] = Conversation(
                Place(person.id), Place(self.line.emulator.group_id, found.thread)
            )
        await self.stage.control.post("latency", {"min_ms": 5, "max_ms": 40})

    async def comes(self, number: int, before: int) -> None:
        """Let a newcomer find her way to a placed case, with so many questions on it; slowly, if need be."""
        person = await self.stage.person(f"N{number}")
        await person.act("start")
        await person.presses(bare("nl", "button.agree"), within=SETTLES, answer_within=1)
        for _ in range(before):
            token = self.ledger.token(Way.QUESTION, number)
            await self._send(token, person.id, self.bot_id, text=f"Vraag {token}")
        await person.presses(bare("nl", "button.expert"), within=SETTLES, answer_within=1)
        # An answer from the FAQ may have a "Nee, geen gevaar" of its own; she looks before she presses.
        await person.sees(_SAFETY, within=SETTLES)
        for label in ("Nee", bare("nl", "button.place")):
            await person.presses(label, within=SETTLES, answer_within=1)
        placed = await person.sees("staat klaar voor een deskundige", within=SETTLES)
        code = _CODE.search(placed.text)
        assert code is not None
        topic = await self.experts[0].topic(code[0], within=SETTLES)
        card = await self.experts[0].sees(topic, bare("nl", "card.waiting"), within=SETTLES)
        self.cases.append(Case(number, person, topic.id, card.id))
        self.ledger.conversations[number] = Conversation(
            Place(person.id), Place(self.line.emulator.group_id, topic.id)
        )

    # --- traffic --------------------------------------------------------------------------------

    async def asks(self, case: Case, count: int, pause: float = 0.1) -> None:
        """Let a professional write so many messages, with random pauses (seconds, on average)."""
        for _ in range(count):
            token = self.ledger.token(Way.QUESTION, case.number)
            await self._send(token, case.person.id, self.bot_id, text=f"Vraag {token}")
            await self._pause(pause)

    async def answers(self, expert: Expert, case: Case, count: int, pause: float = 0.1) -> None:
        """Let an expert write so many messages in a topic, answers of all kinds and notes."""
        own: int | None = None
        for _ in range(count):
            kind = self.chance.choice(("card", "card", "own", "command", "note", "intern"))
            way = Way.NOTE if kind in ("note", "intern") else Way.ANSWER
            token = self.ledger.token(way, case.number)
            reply = own if kind == "own" and own is not None else case.card
            text = {"command": f"/a Antwoord {token}", "intern": f"intern: {token}"}.get(
                kind, f"Tekst {token}"
            )
            fields: Json = {"thread_id": case.thread, "text": text}
            if kind not in ("note", "command"):
                fields["reply_to"] = reply
            sent = await self._send(token, expert.id, self.line.emulator.group_id, **fields)
            if way is Way.ANSWER:
                own = sent
            await self._pause(pause)

    async def talk(self, each: int, pause: float = 0.1) -> None:
        """Let everybody write: each professional, and each expert in each topic, so many messages."""
        async with asyncio.TaskGroup() as group:
            for case in self.cases:
                group.create_task(self.asks(case, each, pause))
                for expert in self.experts:
                    group.create_task(self.answers(expert, case, each, pause))

    async def _send(self, token: str, user: int, chat: int, **fields: object) -> int:
        answer = await self.stage.control.post(f"as/{user}/send", {"chat_id": chat, **fields})
        message = int(answer["message"]["message_id"])
        self.ledger.sent(token, message)
        return message

    async def _pause(self, seconds: float) -> None:
        await asyncio.sleep(self.chance.uniform(0, 2 * seconds))

    # --- what befalls it ------------------------------------------------------------------------

    async def kill(self) -> None:
        """`kill -9` the bot; its store lives on."""
        await self.program.kill()
        self.ledger.deaths.append(await self.stage.now())
        self.kills += 1

    async def kill_and_start(self) -> None:
        """`kill -9` the bot and start it again; now and then it is killed while it starts."""
        await self.kill()
        if self.chance.random() < 0.25:
            starting = asyncio.create_task(self.program.start())
            await asyncio.sleep(self.chance.uniform(0.3, 1.2))
            await self.kill()
            # It may have been ready just before, and need not have been.
            with suppress(AssertionError):
                await starting
        await self.program.start()

    def store(self, sign: signal.Signals) -> None:
        """Send a signal to the embedded server."""
        with suppress(ProcessLookupError):
            os.kill(self.store_pid(), sign)

    def store_pid(self) -> int:
        """Return the process id of the store's server."""
        return int((self.line.data_dir / "store" / "valkey.pid").read_text("ascii"))

    @asynccontextmanager
    async def without_store(self) -> AsyncIterator[None]:
        """While this lasts the store can't be reached, as the caller sees to."""
        begun = await self.stage.now()
        yield
        ended = await self.stage.now()
        # Who was in vain for long looks again after a pause that may be as long.
        self.ledger.away.append((begun, 2 * ended - begun))

    async def cut_network(self) -> None:
        """Break off every connection to Telegram, and refuse new ones."""
        assert self.network is not None
        await self.network.cut()
        self.ledger.cuts.append(await self.stage.now())

    async def kill_store(self) -> None:
        """`kill -9` the embedded server; the bot starts it again."""
        self.store(signal.SIGKILL)
        self.store_kills += 1
        now = await self.stage.now()
        self.ledger.away.append((now, now + BACK))

    async def kill_both(self) -> None:
        """`kill -9` both at once, and start the bot."""
        await self.kill_store()
        await self.kill_and_start()

    async def storm(
        self, blows: int, each: int, *which: Callable[[], Awaitable[None]], pause: float = 0.1
    ) -> None:
        """Let everybody write `each` messages per blow, and strike at a random moment of each round."""
        for _ in range(blows):
            async with asyncio.TaskGroup() as group:
                group.create_task(self.talk(each, pause))
                await asyncio.sleep(self.chance.uniform(0, 2 * pause * each + 0.3))
                await self.chance.choice(which)()

    # --- the end --------------------------------------------------------------------------------

    async def verdict(self) -> Verdict:
        """Wait until everything has arrived, or can be expected to have, and count."""
        loop = asyncio.get_running_loop()
        end = loop.time() + SETTLES
        while True:
            await self.stage.settle(quiet=0.5, within=SETTLES)
            found = await self.count()
            done = not found.total("lost") and not found.total("without_receipt")
            if done or loop.time() > end:
                return found

    async def count(self) -> Verdict:
        """Count what has become of everything by now."""
        return self.ledger.judge(await self._shown(), await self._calls())

    async def _shown(self) -> list[Json]:
        chats = [self.line.emulator.group_id, *(case.person.id for case in self.cases)]
        answers = [await self.stage.control.get(f"chats/{chat}/messages") for chat in chats]
        return [message for answer in answers for message in answer["messages"]]

    async def _calls(self) -> list[Json]:
        calls: list[Json] = []
        while found := await self.stage.calls(after=calls[-1]["n"] if calls else 0):
            calls += found
            if len(found) < PAGE:
                break
        return calls


@asynccontextmanager
async def laboratory(
    data_dir: Path,
    seed: int,
    *,
    people: int = 4,
    experts: int = 2,
    cables: bool = False,
    **more: str,
) -> AsyncIterator[Laboratory]:
    """A laboratory with open cases; `more` settings as in `environ_for`.

    With `cables` the ways to Telegram and to the store can be cut; the store is then a server of its own, at an
    address, which is started again when it dies.
    """
    async with AsyncExitStack() as stack:
        line = await stack.enter_async_context(prepared(data_dir, **more))
        network = store_way = None
        if cables:
            network = await stack.enter_async_context(cable(line.emulator.base_url))
            url = await stack.enter_async_context(_server(data_dir))
            store_way = await stack.enter_async_context(cable(url))
            line.environ["HELPLINE_TELEGRAM__BASE_URL"] = network.url
            line.environ["HELPLINE_STORE__URL"] = store_way.url
        running = await stack.enter_async_context(started(line))
        found = Laboratory(line, running, random.Random(seed))
        found.network, found.store_way = network, store_way
        try:
            await found.opens(people, experts)
            yield found
        except BaseException as error:
            # What it tells the operator holds nothing of anybody.
            said = "\n".join(running.said.lines[-SHOWN:])
            error.add_note(f"The seed was {seed}. The helpline said last:\n{said}")
            raise
        finally:
            with suppress(OSError, ValueError):
                found.store(signal.SIGCONT)


@asynccontextmanager
async def _server(data_dir: Path) -> AsyncIterator[str]:
    """A store that is nobody's child, as on a machine of its own; its address."""
    # It comes back at once, however often it dies: a storm is no broken disk.
    server = EmbeddedServer(data_dir, sleep=lambda seconds: asyncio.sleep(min(seconds, 0.25)))
    url = await server.start()
    watching = asyncio.create_task(server.watch(), name="the store's watch")
    try:
        yield url
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        await server.stop()
