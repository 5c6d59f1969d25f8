"""The inspection, on the stand-in: what is refused, what is left open, and with which sentence."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.checks import RefusedError, run_checks, wait_until_checked
from bot.handlers.inspection import RIGHTS, Check, inspect_group, inspect_token
from bot.settings import Settings, load_settings
from tests.contract.handlers.conftest import speaking

if TYPE_CHECKING:
    from pathlib import Path

    from telegram import Bot

    from bot.emulator.actors import Stage
    from bot.emulator.server import Emulator

RECEIPTS = ("👌", "✍", "😢")
OPEN_TO_OTHERS: dict[str, dict[str, object]] = {
    "Privé": {"username": "open_voor_iedereen"},
    "Geschiedenis": {"has_visible_history": True},
    "Automatisch verwijderen": {"message_auto_delete_time": 86_400},
}
"""What makes the group unsafe, by the check that says so."""


def settings_for(emulator: Emulator, data_dir: Path, **more: str) -> Settings:
    """Settings that fit the stand-in."""
    return load_settings(
        None,
        {
            "HELPLINE_TELEGRAM__TOKEN": emulator.token,
            "HELPLINE_TELEGRAM__BASE_URL": emulator.base_url,
            "HELPLINE_TELEGRAM__EXPERT_GROUP_ID": str(emulator.group_id),
            "HELPLINE_STORE__DATA_DIR": str(data_dir),
        }
        | more,
    )


async def found(bot: Bot, emulator: Emulator, group: int | None = None) -> dict[str, Check]:
    """The checks of a group, by name."""
    checks = await inspect_group(bot, group or emulator.group_id, RECEIPTS)
    return {check.name: check for check in checks}


async def test_a_good_group_passes(bot: Bot, emulator: Emulator) -> None:
    """Everything is ticked off in a group as it should be."""
    checks = await found(bot, emulator)
    assert all(check.ok for check in checks.values())
    rights = (f"Recht: {label}" for _, label in RIGHTS)
    assert set(checks) == {"Groep", "Reacties", *rights, *OPEN_TO_OTHERS}


async def test_a_wrong_token_is_refused(emulator: Emulator) -> None:
    """Telegram's 401 is an answer that says so; the sentence names the setting and not the token."""
    async with speaking(emulator, "7654321:canary") as bot:
        check = await inspect_token(bot)
    assert check.ok is False
    assert "telegram.token" in check.sentence
    assert "canary" not in check.sentence


async def test_the_right_token_tells_whose_it_is(bot: Bot, emulator: Emulator) -> None:
    """The name of the bot lets a volunteer see that it is the right one."""
    check = await inspect_token(bot)
    assert check.ok
    assert f"@{emulator.options.bot_username}" in check.sentence


UNCLEAR: tuple[dict[str, object], ...] = (
    {"kind": "error", "code": 429, "retry_after": 3},
    {"kind": "error", "code": 500},
    {"kind": "http502html"},
    {"kind": "reset"},
    {"kind": "garbage"},
)


@pytest.mark.parametrize("method", ["getMe", "getChat", "getChatMember"])
async def test_without_an_answer_it_is_unsure(
    emulator: Emulator, stage: Stage, method: str
) -> None:
    """No answer, a 429 or a 5xx refuses nothing, whichever question it meets."""
    for fault in UNCLEAR:
        await stage.control.post("faults", [{"method": method, "times": None} | fault])
        async with speaking(emulator) as bot:
            checks = [await inspect_token(bot)]
            if checks[0].ok:
                checks += await inspect_group(bot, emulator.group_id, RECEIPTS)
        assert None in [check.ok for check in checks], fault
        assert False not in [check.ok for check in checks], fault
        await stage.no_faults()


async def test_a_server_that_is_not_there_leaves_it_open(emulator: Emulator) -> None:
    """Nothing listens: unsure, with the setting to look at."""
    async with speaking(emulator) as bot:
        await emulator.stop()
        check = await inspect_token(bot)
    assert check.ok is None
    assert "telegram.base_url" in check.sentence


async def test_a_group_that_is_not_there_is_refused(bot: Bot, emulator: Emulator) -> None:
    """A number that is no group of the bot's."""
    checks = await found(bot, emulator, -1009999999999)
    assert checks["Groep"].ok is False
    assert "expert_group_id" in checks["Groep"].sentence


async def test_a_group_without_topics_is_refused(
    bot: Bot, emulator: Emulator, stage: Stage
) -> None:
    """A group that is no forum."""
    await stage.control.patch(f"groups/{emulator.group_id}", {"is_forum": False})
    checks = await found(bot, emulator)
    assert checks["Groep"].ok is False
    assert "Onderwerpen" in checks["Groep"].sentence


@pytest.mark.parametrize(
    ("status", "sentence"), [("member", "geen beheerder"), ("left", "zit niet in")]
)
async def test_a_bot_without_its_place_is_refused(
    bot: Bot, emulator: Emulator, stage: Stage, status: str, sentence: str
) -> None:
    """A plain member, and one who is not in the group at all."""
    await stage.control.post(f"groups/{emulator.group_id}/members", {"bot": True, "status": status})
    refused = [check for check in (await found(bot, emulator)).values() if check.ok is False]
    assert len(refused) == 1
    assert sentence in refused[0].sentence


@pytest.mark.parametrize("missing", [right for right, _ in RIGHTS])
async def test_a_missing_right_is_refused_by_name(
    bot: Bot, emulator: Emulator, stage: Stage, missing: str
) -> None:
    """Each of the three rights, as Telegram's app calls it."""
    rights = {right: right != missing for right, _ in RIGHTS}
    await stage.control.post(
        f"groups/{emulator.group_id}/members", {"bot": True, "status": "administrator"} | rights
    )
    checks = await found(bot, emulator)
    label = dict(RIGHTS)[missing]
    assert [name for name, check in checks.items() if not check.ok] == [f"Recht: {label}"]
    assert label in checks[f"Recht: {label}"].sentence


async def test_an_anonymous_bot_is_refused(bot: Bot, emulator: Emulator, stage: Stage) -> None:
    """Hidden behind the group it would not know its own topics."""
    rights = {right: True for right, _ in RIGHTS}
    await stage.control.post(
        f"groups/{emulator.group_id}/members",
        {"bot": True, "status": "administrator", "is_anonymous": True} | rights,
    )
    assert (await found(bot, emulator))["Anoniem"].ok is False


async def test_receipts_must_be_allowed(bot: Bot, emulator: Emulator, stage: Stage) -> None:
    """A reaction that the group forbids, a group that forbids all, and what is no reaction in Telegram."""
    allowed = [{"type": "emoji", "emoji": one} for one in ("👌", "✍")]
    await stage.control.patch(f"groups/{emulator.group_id}", {"available_reactions": allowed})
    check = (await found(bot, emulator))["Reacties"]
    assert check.ok is False
    assert "😢" in check.sentence
    assert "👌" not in check.sentence
    await stage.control.patch(f"groups/{emulator.group_id}", {"available_reactions": []})
    none = (await found(bot, emulator))["Reacties"]
    assert none.ok is False
    assert all(receipt in none.sentence for receipt in RECEIPTS)
    [*_, unknown] = await inspect_group(bot, emulator.group_id, ("👌", "✍", "🧿"))
    assert unknown.ok is False
    assert "🧿" in unknown.sentence


async def test_the_start_waits_until_telegram_answers(
    emulator: Emulator, stage: Stage, tmp_path: Path
) -> None:
    """While nobody can tell, it waits longer and longer, says so once, and then goes on."""
    await stage.fault("getMe", "http502html", times=3)
    slept: list[float] = []
    told: list[str] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async with speaking(emulator) as bot:
        await wait_until_checked(settings_for(emulator, tmp_path), bot, sleep, told.append)
        assert bot.username == emulator.options.bot_username
    assert slept == [1.0, 2.0, 4.0]
    assert len(told) == 1


async def test_the_start_is_refused_with_what_to_do(
    emulator: Emulator, stage: Stage, tmp_path: Path
) -> None:
    """An answer that says so ends the start at once, with every reason."""
    await stage.control.post(
        f"groups/{emulator.group_id}/members",
        {"bot": True, "status": "administrator"}
        | dict.fromkeys((right for right, _ in RIGHTS), False),
    )
    async with speaking(emulator) as bot:
        with pytest.raises(RefusedError) as refused:
            await wait_until_checked(
                settings_for(emulator, tmp_path), bot, asyncio.sleep, lambda _: None
            )
    assert len(refused.value.problems) == len(RIGHTS)


async def test_without_a_group_the_start_goes_on(emulator: Emulator, tmp_path: Path) -> None:
    """Only the token is looked at; the rest is for when there is a group."""
    settings = settings_for(emulator, tmp_path, HELPLINE_TELEGRAM__EXPERT_GROUP_ID="")
    async with speaking(emulator) as bot:
        await wait_until_checked(settings, bot, asyncio.sleep, lambda _: None)
        checks = {check.name: check for check in await run_checks(settings, bot)}
    assert checks["Token"].ok
    assert checks["Groep"].ok is None
    assert "schrijft daar het nummer" in checks["Groep"].sentence


async def test_another_server_is_no_bot_api(emulator: Emulator) -> None:
    """An address without a Bot API behind it never passes."""
    async with speaking(emulator, under="/elders") as bot:
        check = await inspect_token(bot)
    assert check.ok is not True
    assert "telegram.base_url" in check.sentence


@pytest.mark.parametrize("name", OPEN_TO_OTHERS)
async def test_a_group_that_is_open_to_others_is_refused(
    bot: Bot, emulator: Emulator, stage: Stage, name: str
) -> None:
    """A public group, a visible history and automatic deletion are each refused, and what to do is said."""
    await stage.control.patch(f"groups/{emulator.group_id}", OPEN_TO_OTHERS[name])
    checks = await found(bot, emulator)
    assert [one.name for one in checks.values() if one.ok is False] == [name]
    assert "instellingen van de groep" in checks[name].sentence


async def test_a_visible_history_can_be_taken_as_it_is(
    bot: Bot, emulator: Emulator, stage: Stage
) -> None:
    """Where Telegram hides no history, an operator can say that this is known; the table goes on telling it."""
    await stage.control.patch(f"groups/{emulator.group_id}", OPEN_TO_OTHERS["Geschiedenis"])
    checks = await inspect_group(bot, emulator.group_id, RECEIPTS, visible_history=True)
    told = next(check for check in checks if check.name == "Geschiedenis")
    assert told.ok
    assert "access.visible_history" in told.sentence
    await stage.control.patch(f"groups/{emulator.group_id}", OPEN_TO_OTHERS["Privé"])
    checks = await inspect_group(bot, emulator.group_id, RECEIPTS, visible_history=True)
    assert [check.name for check in checks if not check.ok] == ["Privé"]
