"""Fleet: several processes of one helpline on one store, of which any may be killed, stopped or paused."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.opening import end
from bot.store.server import EmbeddedServer
from tests.faults.laboratory import Laboratory
from tests.support.balancer import Balancer, balancer, free_ports
from tests.support.helpline import READY, WITHIN, Program, prepared

RESERVE = "Deze helpline staat klaar als reserve."
LOST = "Een andere helpline heeft het overgenomen."
_ROLES = (READY, RESERVE, LOST)
_LOOK = 0.02


@dataclass
class Fleet:
    """The processes, and what was seen of how one takes over from the other. Times in seconds."""

    lab: Laboratory
    programs: list[Program]
    balancer: Balancer | None = None
    """Where webhooks come in, if they do."""
    takeovers: list[float] = field(default_factory=list)
    """How long nobody was in charge after the owner was killed, or did not answer any more."""

    def owner(self) -> Program | None:
        """Return the process that was the last to say that it is in charge, if it lives."""
        return next((one for one in self.programs if _role(one) == READY), None)

    def reserves(self) -> list[Program]:
        """Return the processes that stand by."""
        return [one for one in self.programs if _role(one) in (RESERVE, LOST)]

    async def start(self, one: Program) -> None:
        """Start a process, and wait until it owns the desk or stands by."""
        begun = [asyncio.create_task(each) for each in (one.start(), _stands_by(one))]
        await asyncio.wait(begun, return_when=asyncio.FIRST_COMPLETED)
        for task in begun:
            task.cancel()
        await asyncio.gather(*begun, return_exceptions=True)
        assert _role(one), "\n".join(one.said.lines)

    async def kill(self, one: Program) -> None:
        """`kill -9` a process."""
        await one.kill()
        self.lab.ledger.deaths.append(await self.lab.stage.now())
        self.lab.kills += 1

    async def pause(self, one: Program) -> None:
        """Let a process stand still, as a machine does that is moved; it does not know of it."""
        assert one.process is not None
        one.process.send_signal(signal.SIGSTOP)
        self.lab.ledger.deaths.append(await self.lab.stage.now())

    async def wake(self, one: Program) -> None:
        """Let it go on as if nothing had happened."""
        assert one.process is not None
        one.process.send_signal(signal.SIGCONT)

    async def taken_over(self, before: Program) -> Program:
        """Wait until another process than `before` owns the desk, and note how long that took."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        found = await self.in_charge(but=before)
        self.takeovers.append(loop.time() - begun)
        return found

    async def in_charge(self, but: Program | None = None) -> Program:
        """Wait until a process (another one) owns the desk; that process."""
        async with asyncio.timeout(2 * WITHIN):
            while True:
                for one in self.programs:
                    if one is not but and _role(one) == READY:
                        return one
                await asyncio.sleep(_LOOK)

    # --- what befalls it: each returns when somebody is in charge again --------------------------

    async def blow(self) -> None:
        """Kill a process, the owner more often than another, and start it again some time later."""
        if self.lab.chance.random() < 0.3:
            await self.reserve_dies()
        else:
            await self.owner_dies()

    async def owner_dies(self) -> None:
        """`kill -9` the owner; start it again when another is in charge."""
        owner = await self.in_charge()
        await self.kill(owner)
        if self.reserves():
            await self.taken_over(owner)
        await asyncio.sleep(self.lab.chance.uniform(0.0, 1.0))
        await self.start(owner)

    async def reserve_dies(self) -> None:
        """`kill -9` a process that stands by."""
        for one in self.reserves()[:1]:
            await self.kill(one)
            await asyncio.sleep(self.lab.chance.uniform(0.0, 1.0))
            await self.start(one)

    async def all_die(self) -> None:
        """`kill -9` every process at once; whoever is there first owns the desk."""
        await asyncio.gather(*(self.kill(one) for one in self.programs if one.process))
        await asyncio.gather(*(self.start(one) for one in self.programs))
        await self.in_charge()

    async def owner_stops(self) -> None:
        """SIGTERM for the owner, as at an upgrade."""
        owner = await self.in_charge()
        await owner.stop()
        await self.taken_over(owner)
        await self.start(owner)

    async def owner_stands_still(self) -> None:
        """Pause the owner for longer than its lease; when it wakes it finds another in charge."""
        owner = await self.in_charge()
        await self.pause(owner)
        await self.taken_over(owner)
        await asyncio.sleep(self.lab.chance.uniform(0.0, 3.0))
        await self.wake(owner)
        await owner.said.says(LOST)


async def _stands_by(one: Program) -> None:
    """Wait until a process that is being started says so."""
    while _role(one) != RESERVE:  # noqa: ASYNC110  what it said before the start does not count
        await asyncio.sleep(_LOOK)


def _role(one: Program) -> str | None:
    """Return what a process said last of its role; None before it said anything, and once it has ended."""
    if one.process is None or one.process.returncode is not None:
        return None
    said = (role for line in reversed(one.said.lines) for role in _ROLES if role in line)
    return next(said, None)


@asynccontextmanager
async def fleet(
    data_dir: Path,
    seed: int,
    *,
    size: int = 3,
    people: int = 4,
    experts: int = 2,
    webhook: bool = False,
    **more: str,
) -> AsyncIterator[Fleet]:
    """A fleet with open cases, on a store that is nobody's child; `more` settings as in `environ_for`.

    With `webhook` updates are brought to each of the processes in turn; else the owner asks for them.
    """
    async with AsyncExitStack() as stack:
        line = await stack.enter_async_context(prepared(data_dir, **more))
        server = EmbeddedServer(data_dir)
        line.environ["HELPLINE_STORE__URL"] = await server.start()
        stack.push_async_callback(server.stop)
        stack.push_async_callback(
            end, asyncio.create_task(server.watch(), name="the store's watch")
        )
        programs = [Program(dict(line.environ)) for _ in range(size)]
        found = Fleet(Laboratory(line, programs[0], random.Random(seed)), programs)
        if webhook:
            ports = free_ports(size)
            found.balancer = await stack.enter_async_context(balancer(ports))
            for one, port in zip(programs, ports, strict=True):
                one.environ = {
                    **one.environ,
                    "HELPLINE_TELEGRAM__WEBHOOK__URL": f"http://127.0.0.1:{found.balancer.port}",
                    "HELPLINE_TELEGRAM__WEBHOOK__LISTEN": f"127.0.0.1:{port}",
                }
        stack.push_async_callback(_end, programs)
        for one in programs:
            await found.start(one)
        await found.lab.opens(people, experts)
        try:
            yield found
        except BaseException as error:
            error.add_note(f"The seed was {seed}.")
            raise


async def _end(programs: list[Program]) -> None:
    for one in programs:
        if one.process is not None:
            with suppress(ProcessLookupError):
                one.process.send_signal(signal.SIGCONT)
            await one.kill()
