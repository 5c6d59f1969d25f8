"""The knowledge base of a running helpline: there from the start, with the way to the chat, and what experts doubt."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.emulator.actors import Expert
from tests.dialog.talk import content
from tests.support.helpline import Helpline, InProcess, helpline, prepared


async def _base(line: Helpline) -> str:
    assert isinstance(line.runner, InProcess)
    said = await line.runner.said.says("De kennisbank staat op")
    found = re.search(r"http://\S+", said)
    assert found is not None
    return found[0]


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Helpline]:
    """A helpline that shows its pages on a free port."""
    async with helpline(tmp_path / "data", web__listen="127.0.0.1:0") as running:
        yield running


async def test_pages_lead_to_the_chat_of_this_bot(line: Helpline) -> None:
    """In practice that is the page of the stand-in, never a bot of somebody else's at Telegram."""
    async with ClientSession() as session:
        html = await (await session.get(await _base(line))).text()
        assert f'href="{line.emulator.base_url}/"' in html
        assert "https://t.me/" not in html
        assert all(theme.name.nl in html for theme in content().themes)


async def test_what_an_expert_doubts_is_marked_on_the_pages(line: Helpline, eva: Expert) -> None:
    """She flags a number in the group, and the next reader sees it."""
    base = await _base(line)
    async with ClientSession() as session:
        before = await (await session.get(f"{base}contacten")).text()
        assert "misschien klopt het nummer niet meer" not in before
        await eva.notes(None, "/fout lse")
        await eva.sees(None, "dit wordt nagekeken")
        after = await (await session.get(f"{base}contacten")).text()
        assert after.count("misschien klopt het nummer niet meer") == 1


async def test_people_can_read_while_telegram_is_away(tmp_path: Path) -> None:
    """The pages are there before Telegram has answered: that is when they are needed most."""
    async with prepared(tmp_path / "data", web__listen="127.0.0.1:0") as line:
        await line.stage.fault("getMe", "http502html", times=None)
        starting = asyncio.create_task(line.runner.start())
        try:
            async with ClientSession() as session, asyncio.timeout(15):
                await asyncio.sleep(0)  # the start begins
                base = await _base(line)
                html = ""
                for _ in range(500):
                    answer = await session.get(f"{base}gevaar")
                    html = await answer.text()
                    if answer.status == 200:
                        break
                    assert (answer.status, "start net op" in html) == (503, True)
                    await asyncio.sleep(0.02)
                assert "tel:112" in html
                assert not starting.done()
        finally:
            await line.stage.no_faults()
            await line.stage.advance(60)  # past the pause until the next try
            await starting


async def test_they_can_be_switched_off(tmp_path: Path) -> None:
    """Then nothing is said of them, and there is nothing."""
    settings = {"web__listen": "127.0.0.1:0", "knowledge__show": "false"}
    async with helpline(tmp_path / "data", **settings) as line:
        assert isinstance(line.runner, InProcess)
        said = line.runner.said.lines
        assert not [one for one in said if "kennisbank" in one.lower()]
        status = next(found[0] for one in said if (found := re.search(r"http://\S+:\d+", one)))
        async with ClientSession() as session:
            assert (await session.get(f"{status}/kennis/")).status == 404
            assert (await session.get(f"{status}/healthz")).status == 200
