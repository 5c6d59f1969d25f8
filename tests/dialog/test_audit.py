"""`helpline audit`: what was done in a whole case can be read and checked beside the running helpline."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from redis.asyncio import Redis

from bot.cli import main
from bot.emulator.actors import Expert, Person
from bot.handoff.audit import Deed
from bot.handoff.ids import find_code
from bot.store import keys
from bot.store.client import connect
from bot.store.server import address_of
from bot.store.signed_audit import Sealed
from bot.store.witness import Witness
from tests.dialog.case import taken
from tests.dialog.test_end import closed
from tests.support.helpline import Helpline, program


async def _types(line: Helpline, *words: str, answer: str = "") -> Result:
    """Type the command beside the running helpline."""
    environ = {**line.environ, "COLUMNS": "200"}
    return await asyncio.to_thread(
        CliRunner().invoke, main, ["audit", *words], input=answer, env=environ
    )


@asynccontextmanager
async def _stored(line: Helpline) -> AsyncIterator[Redis]:
    """Reach into the store as somebody could who has no key."""
    address = address_of(line.data_dir)
    assert address is not None
    client = connect(address)
    try:
        yield client
    finally:
        await client.aclose()


async def test_a_whole_case_is_read_again(line: Helpline, anna: Person, eva: Expert) -> None:
    """Placing, answering and closing stand there with role, case and time; names, texts and numbers do not."""
    case = await closed(anna, eva)
    code = find_code(case.card.text)
    assert code is not None
    shown = await _types(line, "show", "--zaak", code)
    assert shown.exit_code == 0
    told = [row for row in shown.output.splitlines() if code in row]
    assert [
        next(word for word in ("geplaatst", "antwoord verstuurd", "gesloten") if word in row)
        for row in told
    ] == ["geplaatst", "antwoord verstuurd", "gesloten"]
    assert "vrager" in told[0]
    assert "deskundige" in told[1]
    everything = (await _types(line, "show")).output
    for secret in (anna.name, eva.name, "denk met je mee", str(anna.id), str(eva.id)):
        assert secret not in everything
    assert "instellingen geladen" in everything


async def test_who_looks_stands_there_too(line: Helpline, anna: Person, eva: Expert) -> None:
    """Reading the audit is noted in it, with the operator as who did it."""
    await taken(anna, eva)
    await _types(line, "show")
    again = await _types(line, "show", "--wat", "ingezien")
    rows = [row for row in again.output.splitlines() if "ingezien" in row]
    assert len(rows) == 2
    assert all("beheerder" in row for row in rows)
    assert "gesloten" not in (await _types(line, "show", "--wie", "vrager")).output
    assert "niets gevonden" in (await _types(line, "show", "--sinds", "2999-01-01")).output


async def test_it_is_right_until_somebody_changes_it(
    line: Helpline, anna: Person, eva: Expert
) -> None:
    """The check passes after a case and a restart, fails after one entry was taken away, and says which."""
    await closed(anna, eva)
    await line.restart()
    right = await _types(line, "verify")
    assert right.exit_code == 0, right.output
    assert "klopt" in right.output
    async with _stored(line) as client:
        await client.hdel(keys.AUDIT, "2")
    wrong = await _types(line, "verify")
    assert wrong.exit_code == 1
    assert "Regel 2 ontbreekt" in wrong.output
    kept = await _types(line, "accept", answer="nee\n")
    assert kept.exit_code == 1
    assert (await _types(line, "verify")).exit_code == 1
    assert (await _types(line, "accept", "--ja")).exit_code == 0
    assert (await _types(line, "verify")).exit_code == 0
    assert "logboek aanvaard" in (await _types(line, "show")).output


async def test_settings_are_noted_when_they_change(line: Helpline) -> None:
    """A start with the same settings adds nothing; one with others does, with another digest, and no setting itself."""

    async def noted() -> list[str]:
        shown = (await _types(line, "show", "--wat", "instellingen")).output
        return [row for row in shown.splitlines() if "instellingen geladen" in row]

    first = await noted()
    await line.restart()
    assert await noted() == first
    line.environ["HELPLINE_SERVICE__NAME"] = "Andere Lijn"
    await line.restart()
    last = (await noted())[-1]
    assert len(await noted()) == len(first) + 1
    assert last.split()[-2] != first[-1].split()[-2]
    assert "Andere" not in last


async def test_a_store_that_was_put_back_is_told_of_in_the_log(
    line: Helpline, anna: Person, eva: Expert, caplog: pytest.LogCaptureFixture
) -> None:
    """A helpline that starts on an older audit than the one it signed says so at once, once."""
    await closed(anna, eva)
    await line.runner.stop()
    witness = Witness(line.data_dir)
    seen = witness.read()
    assert seen is not None
    assert seen.number >= 4
    witness.write(Sealed(seen.number + 5, b"", seen.seal))
    await line.runner.start()
    async with asyncio.timeout(10):
        while not (told := [one for one in caplog.messages if "audit is not what" in one]):  # noqa: ASYNC110  a log wakes nobody
            await asyncio.sleep(0.02)
    assert len(told) == 1
    known = witness.read()
    assert known is not None
    assert known.contradicted
    assert (await _types(line, "verify")).exit_code == 1


async def test_kills_leave_each_answer_once_and_all_of_it_right(tmp_path: Path) -> None:
    """Killed -9 while answers are sent, the audit has each of them once, and passes its check."""
    async with program(tmp_path / "data") as (line, running):
        anna = await line.stage.person("Anna")
        eva = await line.stage.expert("Eva")
        case = await taken(anna, eva)
        for number in range(4):
            await eva.replies(case.card, f"Van ons {number}")
            if number % 2:
                await running.kill()
                await running.start()
        await anna.sees("Van ons 3", within=30)
        shown = await _types(line, "show", "--wat", "antwoord verstuurd")
        told = [row for row in shown.output.splitlines() if "antwoord verstuurd" in row]
        assert len(told) == 5
        right = await _types(line, "verify")
        assert right.exit_code == 0, right.output


async def test_every_key_of_the_store_is_declared(
    line: Helpline, anna: Person, eva: Expert
) -> None:
    """After a whole case nothing stands in the store under a key that the data map does not know."""
    await closed(anna, eva)
    async with _stored(line) as client:
        found = [str(one, "ascii") for one in await client.keys("*") if isinstance(one, bytes)]
    assert len(found) > 10
    assert {keys.kind(one) for one in found if one.startswith(f"{keys.TAG}:")} <= set(keys.DECLARED)
    assert [one for one in found if not one.startswith(f"{keys.TAG}:")] == []


@pytest.mark.parametrize("deed", list(Deed))
def test_every_deed_has_words(deed: Deed) -> None:
    """Whatever can be noted can be shown."""
    from bot.cli.audit.showing import _DEEDS

    assert _DEEDS[deed]
