"""Status: what is told over HTTP to whoever asks how the helpline is."""

from aiohttp import ClientSession
from msgspec.structs import replace

from bot.web.facts import Facts, Role, Trouble
from bot.web.metrics import Metrics
from bot.web.status import Status
from tests.contract.web.conftest import Opened

WELL = Facts(role=Role.OWNER, epoch=2, heard=0.5, waiting=1, oldest=0.25, dead_letters=0)


class House:
    """A helpline that is as it is told to be."""

    def __init__(self) -> None:
        self.facts = WELL

    async def now(self) -> Facts:
        """How it is now."""
        return self.facts


async def test_alive_is_told_whatever_is_wrong(session: ClientSession, opened: Opened) -> None:
    """A process that answers lives; a store that is away is no reason to start it again."""
    house = House()
    house.facts = replace(WELL, store=Trouble("The store is full.", 5.0))
    base = await opened(Status(house.now, Metrics()).answer)
    answer = await session.get(f"{base}/healthz")
    assert (answer.status, await answer.json()) == (200, {"alive": True})


async def test_ready_follows_the_facts(session: ClientSession, opened: Opened) -> None:
    """200 when all is well, 503 with the reason and how long it lasts, and 200 again."""
    house = House()
    base = await opened(Status(house.now, Metrics()).answer)
    answer = await session.get(f"{base}/readyz")
    shown = await answer.json()
    assert answer.status == 200
    assert shown["ready"] is True
    assert shown["problems"] == []
    assert shown["role"] == "owner"
    assert shown["outbox"] == {"waiting": 1, "oldest_seconds": 0.2}
    house.facts = replace(WELL, store=Trouble("The store is full.", 5.04))
    answer = await session.get(f"{base}/readyz")
    shown = await answer.json()
    assert answer.status == 503
    assert shown["problems"] == ["The store is full."]
    assert shown["store"] == {
        "ok": False,
        "why": "The store is full.",
        "for_seconds": 5.0,
        "replicas_behind": False,
    }
    house.facts = WELL
    assert (await session.get(f"{base}/readyz")).status == 200


async def test_numbers_are_told_to_prometheus(session: ClientSession, opened: Opened) -> None:
    """The content type says which format it is."""
    base = await opened(Status(House().now, Metrics()).answer)
    answer = await session.get(f"{base}/metrics")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    assert "helpline_outbox_waiting 1.0" in await answer.text()


async def test_nothing_else_is_answered(session: ClientSession, opened: Opened) -> None:
    """No other path, and nothing but reading."""
    base = await opened(Status(House().now, Metrics()).answer)
    assert (await session.get(f"{base}/")).status == 404
    assert (await session.post(f"{base}/readyz")).status == 405
    assert (await session.head(f"{base}/healthz")).status == 200
    assert (await session.get(f"{base}/healthz")).headers["Server"] == "helpline"
