"""Set-up: what an operator meets before the helpline runs; every refusal says what to do."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.checks import RefusedError
from bot.emulator.actors import Stage
from bot.text import bare
from tests.dialog.case import opened
from tests.support.helpline import Helpline, InProcess, Program, prepared

FREE_PORT = {"HELPLINE_STANDIN__PORT": "0"}


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Helpline]:
    """A helpline that has not started."""
    async with prepared(tmp_path / "data") as ready:
        yield ready


def app_of(line: Helpline) -> InProcess:
    """The helpline in this process."""
    assert isinstance(line.runner, InProcess)
    return line.runner


async def refused(line: Helpline) -> str:
    """Start, and return what the refusal says."""
    with pytest.raises(RefusedError) as refusal:
        await line.runner.start()
    return "\n".join(refusal.value.problems)


async def gives(line: Helpline, **member: Any) -> None:
    """Change the bot's place in the group."""
    await line.stage.control.post(
        f"groups/{line.emulator.group_id}/members", {"bot": True, **member}
    )


ALL = {"can_manage_topics": True, "can_delete_messages": True, "can_pin_messages": True}


# --- no group yet -----------------------------------------------------------------------------


async def test_without_a_group_the_bot_shows_the_line_to_configure(line: Helpline) -> None:
    """Added to a group it writes the id and the line there, adopts nothing, and a start with that id works."""
    line.environ["HELPLINE_TELEGRAM__EXPERT_GROUP_ID"] = ""
    await line.runner.start()
    await app_of(line).said.says("geen groep")
    olga = await line.stage.person("Olga")
    group = await line.stage.control.post(
        "groups", {"title": "Nieuw", "is_forum": True, "owner_id": olga.id}
    )
    eva = await line.stage.expert("Eva", group_id=group["id"])
    await gives_in(line.stage, group["id"])
    told = await eva.sees(None, "Deze groep heeft nummer")
    number = re.search(r"expert_group_id = (-\d+)", told.text)
    assert number is not None
    assert int(number[1]) == group["id"]
    anna = await line.stage.person("Anna")
    await anna.starts()
    assert "112" in (await anna.sees("nog niet in gebruik")).text
    await line.runner.stop()
    line.environ["HELPLINE_TELEGRAM__EXPERT_GROUP_ID"] = number[1]
    await line.runner.start()
    await opened(anna, eva)


async def gives_in(stage: Stage, group: int) -> None:
    """Make the bot administrator of another group."""
    await stage.control.post(
        f"groups/{group}/members", {"bot": True, "status": "administrator", **ALL}
    )


# --- refusals ---------------------------------------------------------------------------------


async def test_a_wrong_token_is_refused(line: Helpline) -> None:
    """Telegram's 401 ends the start, with a sentence that names the setting and not the token."""
    line.environ["HELPLINE_TELEGRAM__TOKEN"] = "7654321:WRONG"
    sentence = await refused(line)
    assert "telegram.token" in sentence
    assert "WRONG" not in sentence


async def test_a_group_without_topics_is_refused(line: Helpline) -> None:
    """A group that is no forum is refused, with what to switch on."""
    await line.stage.control.patch(f"groups/{line.emulator.group_id}", {"is_forum": False})
    assert "“Onderwerpen” aan" in await refused(line)


async def test_an_unknown_group_is_refused(line: Helpline) -> None:
    """A group in which the bot is not, is refused."""
    line.environ["HELPLINE_TELEGRAM__EXPERT_GROUP_ID"] = "-1009999999999"
    assert "zit niet in een groep met dit nummer" in await refused(line)


@pytest.mark.parametrize(
    ("right", "label"),
    [
        ("can_manage_topics", "Onderwerpen beheren"),
        ("can_delete_messages", "Berichten verwijderen"),
        ("can_pin_messages", "Berichten vastzetten"),
    ],
)
async def test_each_missing_right_is_named(right: str, label: str, line: Helpline) -> None:
    """Without one of the rights it needs the bot does not start, and names the right as the app does."""
    await gives(line, status="administrator", **{**ALL, right: False})
    sentence = await refused(line)
    assert label in sentence
    assert sum(other in sentence for other in ("beheren", "verwijderen", "vastzetten")) == 1


async def test_a_bot_that_is_no_administrator_is_refused(line: Helpline) -> None:
    """As a plain member the bot does not start."""
    await gives(line, status="member")
    assert "geen beheerder" in await refused(line)


async def test_receipts_that_are_not_allowed_are_refused(line: Helpline) -> None:
    """When the group does not allow the receipt reactions, the missing ones are named."""
    await line.stage.control.patch(
        f"groups/{line.emulator.group_id}",
        {"available_reactions": [{"type": "emoji", "emoji": "👌"}]},
    )
    sentence = await refused(line)
    assert "✍" in sentence
    assert "😢" in sentence
    assert "👌" not in sentence


async def test_other_receipts_can_be_chosen(line: Helpline) -> None:
    """Reactions that the group allows can take the place of the usual ones."""
    await line.stage.control.patch(
        f"groups/{line.emulator.group_id}",
        {"available_reactions": [{"type": "emoji", "emoji": each} for each in "👍👀👎🤔"]},
    )
    line.environ.update(
        HELPLINE_REACTIONS__DELIVERED="👍",
        HELPLINE_REACTIONS__NOTE="👀",
        HELPLINE_REACTIONS__FAILED="👎",
        HELPLINE_REACTIONS__WAITING="🤔",
    )
    await line.runner.start()
    anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
    case = await opened(anna, eva)
    await eva.sees_reaction(await eva.notes(case.topic, "Wie?"), "👀")
    await eva.sees_reaction(await eva.replies(case.card, "Dag"), "👍")


# --- Telegram does not say --------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "error", "code": 500, "description": "Internal Server Error"},
        {"kind": "error", "code": 429, "description": "Too Many Requests", "retry_after": 3},
        {"kind": "http502html"},
        {"kind": "reset"},
    ],
    ids=["500", "429", "502 page", "reset"],
)
@pytest.mark.parametrize("method", ["getMe", "getChat", "getChatMember"])
async def test_no_clear_answer_means_wait(
    fault: dict[str, Any], method: str, line: Helpline
) -> None:
    """While Telegram gives no clear answer the bot waits; when it does, the bot starts by itself."""
    await line.stage.fault(method, times=None, **fault)
    starting = asyncio.create_task(line.runner.start())
    await asyncio.sleep(0)  # it has begun, and what it says is heard
    await app_of(line).said.says("robeer het")
    assert not starting.done()
    await line.stage.no_faults()
    for _ in range(3):
        await line.stage.advance(40)
        await asyncio.wait((starting,), timeout=0.5)
    await starting
    anna = await line.stage.person("Anna")
    await anna.starts()
    await anna.sees("112")


# --- as an operator does it -------------------------------------------------------------------


async def test_a_refusal_ends_the_program_with_a_sentence(line: Helpline) -> None:
    """`helpline run` prints why it does not start, and exits with 1."""
    await gives(line, status="member")
    running = Program(line.environ)
    await running.start(until="geen beheerder")
    assert await running.exits() == 1


async def test_a_mistake_in_the_settings_ends_the_program_with_a_sentence(line: Helpline) -> None:
    """`helpline run` with an unknown setting names it and the one that was meant, and exits with 2."""
    running = Program({**line.environ, "HELPLINE_TELEGRAM__TOKN": "1:a"})
    await running.start(until="Bedoel je HELPLINE_TELEGRAM__TOKEN?")
    assert await running.exits() == 2


async def test_a_second_helpline_on_the_same_data_is_refused(line: Helpline) -> None:
    """Two helplines never work on one data directory."""
    await line.runner.start()
    running = Program(line.environ)
    await running.start(until="Er draait al een helpline")
    assert await running.exits() == 1


async def test_check_looks_at_everything_without_starting(line: Helpline) -> None:
    """`helpline check` prints ✓ for what is right and ✗ for what is not, and changes nothing."""
    good = Program(line.environ, command="check")
    await good.start(until="Reacties")
    assert await good.exits() == 0
    assert not [each for each in good.said.lines if "✗" in each]
    assert not line.data_dir.exists()
    await gives(line, status="administrator", **{**ALL, "can_pin_messages": False})
    bad = Program(line.environ, command="check")
    await bad.start(until="vastzetten")
    assert await bad.exits() == 1
    assert len([each for each in bad.said.lines if "✗" in each]) == 1


async def test_check_shows_wrong_settings_in_its_table(line: Helpline) -> None:
    """Each mistake in the settings is a ✗ of its own in the table of `helpline check`; right ones are a ✓."""
    wrong = {"HELPLINE_TELEGRAM__TOKN": "1:a", "HELPLINE_SERVICE__NAME": "Naam van jullie hulplijn"}
    bad = Program({**line.environ, **wrong}, command="check")
    await bad.start(until="voorbeeldwaarde")
    assert await bad.exits() == 2
    crosses = [each for each in bad.said.lines if "✗" in each]
    assert len(crosses) == 2
    assert all("Instellingen" in each for each in crosses)
    good = Program(line.environ, command="check")
    await good.start(until="Instellingen")
    assert await good.exits() == 0


async def test_without_a_token_it_practises_and_finds_its_cases_again(tmp_path: Path) -> None:
    """Without a token stand-in, store and bot start together; stopped and started, a case goes on."""
    environ = {
        "HELPLINE_STORE__DATA_DIR": str(tmp_path / "data"),
        "HELPLINE_SERVICE__HOURS": "always",
        **FREE_PORT,
    }
    running = Program(environ)
    await running.start()
    try:
        async with Stage(await _address(running)) as stage:
            anna, eva = await stage.person("Anna"), await stage.expert("Eva")
            case = await opened(anna, eva)
            await stage.settle()
        await running.stop()
        await running.start()
        async with Stage(await _address(running)) as stage:
            anna, eva = await stage.person("Anna"), await stage.expert("Eva")
            await anna.writes("Ik ben er weer")
            await eva.sees(case.topic, "Ik ben er weer")
            answer = await eva.replies(eva.finds(case.topic, bare("nl", "card.waiting")), "Dag")
            await anna.sees("Dag")
            await eva.sees_reaction(answer, "👌")
    finally:
        await running.stop()


async def test_a_taken_port_of_the_stand_in_is_told(line: Helpline, tmp_path: Path) -> None:
    """`helpline run` for practice, a second time, names the port, and exits with 1."""
    port = line.emulator.base_url.rpartition(":")[2]
    environ = {"HELPLINE_STORE__DATA_DIR": str(tmp_path / "b"), "HELPLINE_STANDIN__PORT": port}
    running = Program(environ)
    await running.start(until=f"Poort {port} is niet vrij")
    assert await running.exits() == 1


async def test_practice_without_a_place_to_keep_it_is_told(tmp_path: Path) -> None:
    """`helpline run` for practice, in a directory that can't be made, says so, and exits with 1."""
    (tmp_path / "file").touch()
    running = Program({"HELPLINE_STORE__DATA_DIR": str(tmp_path / "file"), **FREE_PORT})
    await running.start(until="is niet te maken")
    assert await running.exits() == 1


async def test_a_store_that_does_not_answer_is_told(line: Helpline) -> None:
    """`helpline run` says in Dutch that the named store does not answer, and exits with 1."""
    running = Program({**line.environ, "HELPLINE_STORE__URL": "redis://127.0.0.1:9/0"})
    await running.start(until="De opslag op store.url antwoordt niet")
    assert await running.exits() == 1


async def _address(running: Program) -> str:
    found = re.search(r"http://[^\s/]+", await running.said.says("http://"))
    assert found is not None
    return found[0]
