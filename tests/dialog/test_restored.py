"""Restored: a backup of the store that is put back brings nobody back who was erased since; who lives on goes on."""

import asyncio
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.emulator.actors import Expert, Person, Stage
from bot.handoff import messages
from bot.store import keys
from bot.text import bare
from tests.dialog.case import Case, taken
from tests.dialog.leftovers import dump, hash_of, holding
from tests.dialog.test_end import closed
from tests.support.helpline import Helpline

DAY = 24 * 3600.0
_UNLIKE_SOCKET = shutil.ignore_patterns("*.sock", "*.pid", "*.lock")


def _code(case: Case) -> str:
    return case.topic.name.split("·")[-1].split()[-1]


def _backed_up(line: Helpline) -> Path:
    """A copy of the store as it lies on disk, while nothing runs; the case keys are no part of it."""
    kept = line.data_dir.with_name("backup")
    shutil.copytree(line.data_dir / "store", kept, ignore=_UNLIKE_SOCKET)
    return kept


def _put_back(line: Helpline, kept: Path) -> None:
    shutil.rmtree(line.data_dir / "store")
    shutil.copytree(kept, line.data_dir / "store")


async def _types(line: Helpline, *words: str) -> Result:
    environ = {**line.environ, "COLUMNS": "200"}
    return await asyncio.to_thread(CliRunner().invoke, main, ["purge", *words], env=environ)


async def _gone(line: Helpline, marks: tuple[str, ...]) -> Mapping[str, str]:
    """Wait until nothing in the store holds these marks; what is there then."""
    async with asyncio.timeout(20):
        while holding(found := await dump(line), marks):  # noqa: ASYNC110  nothing tells when it is gone
            await asyncio.sleep(0.1)
    return found


async def _forgets(anna: Person) -> None:
    await anna.writes("/vergeetmij")
    await anna.sees("Typ dan dit woord")
    await anna.writes("VERGEET")
    await anna.sees("Alles is gewist")


async def test_who_was_erased_stays_erased(
    line: Helpline, stage: Stage, anna: Person, eva: Expert, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Walking every key after the start: no hash, code, topic, rating or letter of hers; another's case goes on."""

    def broken(*_: object) -> bool:
        raise RuntimeError("a mistake of ours")

    bram = await stage.person("Bram")
    his = await taken(bram, eva, "Een andere vraag?")
    case = await closed(anna, eva)
    await anna.presses("4")
    await stage.settle()
    with monkeypatch.context() as patch:
        patch.setattr(messages, "wrote", broken)
        await anna.writes("Dit blijft steken")
        await anna.sees("niet")
    marks = (await hash_of(line, anna), _code(case))
    await line.runner.stop()
    kept = _backed_up(line)
    await line.runner.start()
    before = await dump(line)
    assert {name for name, _ in holding(before, marks)} >= {keys.TOPICS, keys.CODES, keys.JOURNAL}
    await _forgets(anna)
    await stage.settle()
    await line.runner.stop()
    _put_back(line, kept)
    await line.runner.start()
    after = await _gone(line, marks)
    assert f"b'{case.topic.id}'" not in after[keys.TOPICS]
    assert after.get(keys.DEAD, "[]") == "[]"
    assert after.get(keys.JOURNAL, "[]") == "[]"
    await stage.settle()
    assert [one.id for one in await eva.topics()] == [his.topic.id]
    await eva.replies(his.card, "Ik ben er nog")
    await bram.sees("Ik ben er nog")


async def test_a_topic_that_came_back_is_deleted(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """Where Telegram did not delete her topic before the backup was put back, it is asked for that again."""
    case = await taken(anna, eva)
    marks = (await hash_of(line, anna), _code(case))
    await line.runner.stop()
    kept = _backed_up(line)
    await line.runner.start()
    await stage.fault(
        "deleteForumTopic", code=400, description="Bad Request: not enough rights", times=1
    )
    await _forgets(anna)
    await stage.settle()
    assert [one.id for one in await eva.topics()] == [case.topic.id]
    await line.runner.stop()
    _put_back(line, kept)
    await line.runner.start()
    await _gone(line, marks)
    await stage.settle()
    assert list(await eva.topics()) == []


async def test_she_wrote_before_it_was_swept(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """Who was erased and writes right after the start begins anew, and nothing of before is hers again."""
    case = await taken(anna, eva)
    await line.runner.stop()
    kept = _backed_up(line)
    await line.runner.start()
    await _forgets(anna)
    await stage.settle()
    await line.runner.stop()
    _put_back(line, kept)
    await anna.writes("Hallo, ik heb een vraag")
    await line.runner.start()
    started = await anna.sees()
    assert bare("nl", "button.agree") in [one.text for one in started.buttons]
    await _gone(line, (_code(case),))
    again = await taken(anna, eva, "Een heel nieuwe vraag")
    assert again.topic.id != case.topic.id
    await anna.writes("Gaat dit door?")
    await eva.sees(again.topic, "Gaat dit door?")


async def test_purge_after_a_backup_was_put_back(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """While nothing runs the command shows that somebody is to go and takes all away that leads to her."""
    case = await taken(anna, eva)
    marks = (await hash_of(line, anna), _code(case))
    await line.runner.stop()
    kept = _backed_up(line)
    await line.runner.start()
    await _forgets(anna)
    await stage.settle()
    await line.runner.stop()
    _put_back(line, kept)
    shown = await _types(line, "--dry-run")
    assert "niets blijft" in shown.output
    assert [
        one.split("│")[2].strip() for one in shown.output.splitlines() if "niets blijft" in one
    ] == ["1"]
    assert (await _types(line)).exit_code == 0
    again = await _types(line, "--dry-run")
    assert [
        one.split("│")[2].strip() for one in again.output.splitlines() if "niets blijft" in one
    ] == ["0"]
    await line.runner.start()
    assert holding(await dump(line), marks) == []


async def test_after_the_case_keys_were_lost_topics_stay_a_while(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """What an operator lost is no erasure: the experts have thirty days to look at their topics; then all goes."""
    case = await taken(anna, eva)
    marks = (await hash_of(line, anna), _code(case))
    await line.runner.stop()
    (line.data_dir / "case-keys").unlink()
    environ = {**line.environ, "COLUMNS": "200"}
    made = await asyncio.to_thread(
        CliRunner().invoke, main, ["keys", "new", "--case-keys", "--ja"], env=environ
    )
    assert made.exit_code == 0
    await line.runner.start()
    await stage.settle()
    await stage.advance(2 * DAY)
    await stage.settle()
    assert holding(await dump(line), marks)
    assert [one.id for one in await eva.topics()] == [case.topic.id]
    await stage.advance(30 * DAY)
    await _gone(line, marks)
    await stage.settle()
    assert list(await eva.topics()) == []
