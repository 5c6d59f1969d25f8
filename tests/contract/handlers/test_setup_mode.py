"""Set-up mode on the stand-in: a group is told its id, a person that nobody reads yet."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from bot.handlers.poller import Poller
from bot.handlers.reception import Reception
from bot.handlers.setup_mode import SetupDesk, translate
from bot.settings import load_settings
from tests.contract.handlers.conftest import polling

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from telegram import Bot

    from bot.emulator.actors import Expert, Stage
    from bot.emulator.server import Emulator


@pytest.fixture(autouse=True)
async def running(bot: Bot) -> AsyncIterator[None]:
    """The bot waits for a group."""
    async with polling(Poller(bot, Reception(translate, SetupDesk(bot)), poll_timeout=5)):
        yield


async def offer(stage: Stage, *, forum: bool) -> Expert:
    """Add the bot to a new group, and return somebody who is in it."""
    owner = await stage.person("Olga")
    group = await stage.control.post(
        "groups", {"title": "Nieuw", "is_forum": forum, "owner_id": owner.id}
    )
    inside = await stage.expert("Eva", group_id=group["id"])
    await stage.control.post(f"groups/{group['id']}/members", {"bot": True, "status": "member"})
    return inside


async def test_added_to_a_group_it_shows_the_line(
    emulator: Emulator, stage: Stage, tmp_path: Path
) -> None:
    """The id and a line that, put into config.toml, is what the settings want."""
    inside = await offer(stage, forum=True)
    told = await inside.sees(None, "Deze groep heeft nummer")
    assert str(inside.group_id) in told.text
    [pre] = [one for one in told.entities if one["type"] == "pre"]
    line = told.text[pre["offset"] : pre["offset"] + pre["length"]]
    assert tomllib.loads(line) == {"expert_group_id": inside.group_id}
    config = tmp_path / "config.toml"
    config.write_text(f"[telegram]\n{line}\n", encoding="utf-8")
    assert load_settings(config, {}).telegram.expert_group_id == inside.group_id
    assert "geen onderwerpen" not in told.text


async def test_a_group_without_topics_is_told_to_get_them(stage: Stage) -> None:
    """The warning comes with what to do."""
    inside = await offer(stage, forum=False)
    told = await inside.sees(None, "nog geen onderwerpen")
    assert "/id" in told.text


async def test_the_command_shows_it_again(stage: Stage) -> None:
    """Who missed it asks with /id; other messages of the group are passed over."""
    eva = await stage.expert("Eva")
    await eva.notes(None, "hallo allemaal")
    await eva.notes(None, "/id@helpline_standin_bot")
    told = await eva.sees(None, "Deze groep heeft nummer")
    assert str(eva.group_id) in told.text
    assert len([one for one in eva.messages(None) if one.from_bot]) == 1


async def test_a_person_is_told_once_that_nobody_reads(stage: Stage) -> None:
    """One message in both languages, however much she writes."""
    anna = await stage.person("Anna")
    await anna.starts()
    told = await anna.sees("nog niet in gebruik")
    assert "not open yet" in told.text
    await anna.writes("Hallo?")
    await anna.never_sees("nog niet in gebruik", for_seconds=0.3)


async def test_who_blocked_the_bot_stops_nobody(stage: Stage) -> None:
    """An answer that Telegram refuses is let go, and the next person gets hers."""
    anna, bea = await stage.person("Anna"), await stage.person("Bea")
    await stage.fault(
        "sendMessage", "error", code=403, description="Forbidden: bot was blocked by the user"
    )
    await anna.writes("Hallo")
    await bea.writes("Hallo")
    await bea.sees("nog niet in gebruik")
