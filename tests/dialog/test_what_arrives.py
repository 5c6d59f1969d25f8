"""What arrives: every kind of message, both ways, as the page in docs says it does."""

import pytest

from tests.support.arrivals.table import PAGE, everything, filled, made, ours
from tests.support.helpline import Helpline


@pytest.mark.timeout(180)
async def test_what_arrives_is_what_the_page_says(line: Helpline) -> None:
    """Each cell of the table is tried: nothing is lost that Telegram lets through, and the page says so (`make arrives`)."""
    seen = await everything(line)
    assert ours(seen) == []
    page = PAGE.read_text("utf-8")
    assert filled(page, made(seen)) == page
