"""Origin: from where something may be brought; over HTTP, through a web server in front and without."""

from __future__ import annotations

from ipaddress import ip_network
from typing import TYPE_CHECKING

import pytest

from bot.tally import Tally
from bot.web.webhook import Webhook
from tests.contract.web.test_webhook import HEADERS, PASS, UPDATE, Desk

if TYPE_CHECKING:
    from aiohttp import ClientSession

    from bot.web.origin import Network
    from tests.contract.web.conftest import Opened

TELEGRAM = ip_network("149.154.160.0/20")
HERE = ip_network("127.0.0.0/8")


@pytest.mark.parametrize(
    ("networks", "forwarded", "status"),
    [
        ((), None, 200),
        ((), "203.0.113.9", 200),
        ((HERE,), None, 200),
        ((TELEGRAM,), None, 403),
        ((TELEGRAM,), "149.154.167.220", 200),
        ((TELEGRAM,), "::ffff:149.154.167.220", 200),
        ((TELEGRAM,), "203.0.113.9", 403),
        ((TELEGRAM,), "149.154.167.220, 203.0.113.9", 403),
        ((TELEGRAM,), "203.0.113.9, 149.154.167.220", 200),
        ((TELEGRAM,), "no address", 403),
        ((TELEGRAM,), "", 403),
    ],
)
async def test_only_who_comes_from_an_allowed_network_brings_something(
    session: ClientSession,
    opened: Opened,
    networks: tuple[Network, ...],
    forwarded: str | None,
    status: int,
) -> None:
    """What the web server in front saw counts, and never what somebody claims before it."""
    desk = Desk()
    door = Webhook(PASS, desk, Tally(), networks)
    url = f"{await opened(door.answer)}/{PASS.path}"
    more = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    async with session.post(url, data=UPDATE, headers=HEADERS | more) as answer:
        assert answer.status == status
    assert desk.taken == ([(UPDATE, True)] if status == 200 else [])
