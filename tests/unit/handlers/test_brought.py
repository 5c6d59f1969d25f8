"""Brought: bytes become an update with its id, whatever they are, and go to the front."""

from __future__ import annotations

import json

import pytest

from bot.handlers.brought import Brought
from bot.handlers.contact import Contact
from bot.ports import StoreAwayError
from tests.unit.handlers.shapes import private


class Front:
    """A front that shows what it is given."""

    def __init__(self) -> None:
        self.given: list[tuple[int, bool, bytes]] = []
        self.away = False

    async def take(self, number: int, raw: object, body: bytes) -> None:
        """Take it: its id, whether it could be read, and its bytes."""
        if self.away:
            raise StoreAwayError("away")
        self.given.append((number, raw is not None, body))


@pytest.fixture
def front() -> Front:
    """Where updates go."""
    return Front()


@pytest.fixture
def contact() -> Contact:
    """What is known of the contact with Telegram."""
    return Contact(lambda: 5.0)


@pytest.fixture
def brought(front: Front, contact: Contact) -> Brought:
    """What the door of the webhook gives updates to."""
    return Brought(front, contact)


async def test_an_update_keeps_its_id_and_its_bytes(brought: Brought, front: Front) -> None:
    """It goes on as it came."""
    body = json.dumps(private(text="x")).encode()
    await brought.take(body, whole=True)
    assert front.given == [(1, True, body)]


@pytest.mark.parametrize(
    ("body", "number", "read"),
    [
        (b'{"update_id": 7, "message": {"text": "\\ud800"}}', 7, True),
        (b'{"update_id": 123456789012345678901234567890}', 123456789012345678901234567890, True),
        (b'{"update_id": 8, "message": ', 8, False),
        (b'{"update_id" : 9}\xff', 9, False),
        (b'{"update_id": 10, "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", 10, False),
    ],
)
async def test_odd_bytes_keep_the_id_that_stands_in_them(
    brought: Brought, front: Front, body: bytes, number: int, *, read: bool
) -> None:
    """Half a surrogate, an absurd id, a cut, no UTF-8 and absurd nesting are not refused."""
    await brought.take(body, whole=True)
    assert front.given == [(number, read, body)]


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"null", b"[1, 2]", b'{"update_id": "7"}', b'{"update_id": true}', b"\xff"]
)
async def test_what_has_no_id_gets_one_of_its_own(
    brought: Brought, front: Front, body: bytes
) -> None:
    """Below zero, so never one of Telegram's; the same for the same bytes, and 63 bits at most."""
    await brought.take(body, whole=True)
    await brought.take(body, whole=True)
    await brought.take(body + b" ", whole=True)
    assert not any(read for _, read, _ in front.given)
    first, second, other = (number for number, _, _ in front.given)
    assert first == second != other
    assert -(2**62) <= first < 0


async def test_a_beginning_is_not_read_as_a_whole(brought: Brought, front: Front) -> None:
    """What was cut off may have changed its meaning; it is set aside under its id."""
    body = b'{"update_id": 4}'
    await brought.take(body, whole=False)
    assert front.given == [(4, False, body)]


async def test_what_is_brought_shows_that_telegram_is_there(
    brought: Brought, contact: Contact
) -> None:
    """Also when it can't be kept."""
    assert contact.facts().heard is None
    await brought.take(b"{}", whole=True)
    assert contact.facts().heard == 0.0


async def test_a_store_that_is_away_is_told(brought: Brought, front: Front) -> None:
    """The door asks Telegram to come again."""
    front.away = True
    with pytest.raises(StoreAwayError):
        await brought.take(b'{"update_id": 1}', whole=True)
