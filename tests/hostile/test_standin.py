"""The stand-in beside a real token: neither helps the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import ClientSession

from bot.emulator.server import Emulator, EmulatorOptions
from tests.support.helpline import Program

if TYPE_CHECKING:
    from pathlib import Path


async def test_it_knows_no_token_but_its_own() -> None:
    """Whoever calls it with a token of a real bot is told that there is no such bot."""
    async with Emulator(EmulatorOptions()) as emulator, ClientSession() as session:
        for token, status in ((emulator.token, 200), ("123456:AAF-realistic-token_of-nobody", 401)):
            async with session.get(f"{emulator.base_url}/bot{token}/getMe") as response:
                assert response.status == status


async def test_with_a_token_there_is_none(tmp_path: Path) -> None:
    """A helpline that has a token starts no stand-in, whatever the token is worth: here it can't even be tried."""
    environ = {
        "HELPLINE_TELEGRAM__TOKEN": "123456:AAF-realistic-token_of-nobody",
        "HELPLINE_TELEGRAM__BASE_URL": "http://127.0.0.1:9",
        "HELPLINE_STORE__DATA_DIR": str(tmp_path / "data"),
        "HELPLINE_STANDIN__PORT": "0",
        "HELPLINE_WEB__LISTEN": "",
    }
    running = Program(environ)
    await running.start(until="Telegram")
    await running.kill()
    assert "oefen-Telegram" not in "\n".join(running.said.lines)
    assert "realistic" not in "\n".join(running.said.lines)
    assert not (tmp_path / "data" / "standin").exists()
