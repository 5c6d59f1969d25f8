"""How the bot presents itself, as Telegram keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.handlers.profile import inspect_profile, present
from bot.text import bare
from bot.text.neutral import tells

if TYPE_CHECKING:
    from telegram import Bot

    from bot.emulator.actors import Stage


async def test_an_empty_profile_is_filled_in_both_languages(bot: Bot) -> None:
    """Both descriptions are there afterwards, for each language and for who speaks neither, and tell nothing."""
    assert await present(bot, "en")
    for code, language in ((None, "en"), ("nl", "nl"), ("en", "en")):
        long = (await bot.get_my_description(code)).description
        short = (await bot.get_my_short_description(code)).short_description
        assert long == bare(language, "profile.description")
        assert short == bare(language, "profile.short")
        assert not tells(f"{long} {short}")


async def test_what_somebody_wrote_stays(bot: Bot, stage: Stage) -> None:
    """A description from BotFather is left alone, and nothing is written a second time."""
    await bot.set_my_description("Van onszelf")
    await present(bot)
    await present(bot)
    assert (await bot.get_my_description()).description == "Van onszelf"
    assert len(await stage.calls("setMyShortDescription")) == 3


async def test_trouble_with_it_stops_nobody(bot: Bot, stage: Stage) -> None:
    """A refusal is told by the answer, not raised."""
    await stage.fault("getMyDescription", "error", code=500)
    assert not await present(bot)


async def test_a_neutral_name_is_fine(bot: Bot) -> None:
    """A name that tells nothing needs no change."""
    await bot.set_my_name("Advieslijn")
    assert (await inspect_profile(bot, "Helpline")).ok


@pytest.mark.parametrize("code", [None, "nl", "en"])
async def test_a_name_that_tells_is_named(code: str | None, bot: Bot) -> None:
    """A name with a telling word, in any language, is warned of; so is the name in the settings."""
    await bot.set_my_name("Meldpunt Extremisme", code)
    check = await inspect_profile(bot, "Helpline")
    assert check.ok is None
    assert "de naam van de bot" in check.sentence
    assert "service.name" not in check.sentence
    assert "service.name" in (await inspect_profile(bot, "Steunpunt tegen haat")).sentence


async def test_no_answer_says_nothing(bot: Bot, stage: Stage) -> None:
    """Without an answer of Telegram it is left open."""
    await stage.fault("getMyName", "error", code=500)
    assert (await inspect_profile(bot, "Helpline")).ok is None
