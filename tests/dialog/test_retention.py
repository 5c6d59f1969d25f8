"""Retention: a closed case is warned of, and erased in time, at Telegram and in the store; what points to nobody stays."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.emulator.actors import Expert, Person, Stage
from bot.handoff.erasure import Remains
from bot.opening import open_store
from bot.settings import load_settings
from bot.store import keys
from bot.text import bare
from tests.dialog.case import Case, opened, taken
from tests.dialog.leftovers import dump, hash_of, holding
from tests.dialog.talk import UNKNOWN, Talk, kept_of
from tests.dialog.test_end import closed
from tests.support.helpline import Helpline, helpline, program

DAY = 24 * 3600.0
CALM = 0.4
SOON = "Over 3 dagen"
WARNING = "Over 3 dagen wordt gewist"


def _code(case: Case) -> str:
    return case.topic.name.split("·")[-1].split()[-1]


async def _types(line: Helpline, *words: str) -> Result:
    """Type the command beside the helpline."""
    environ = {**line.environ, "COLUMNS": "200"}
    return await asyncio.to_thread(CliRunner().invoke, main, ["purge", *words], env=environ)


async def _remains(line: Helpline) -> list[Remains]:
    async with AsyncExitStack() as stack:
        settings = load_settings(None, line.environ)
        store = await open_store(stack, settings, lambda _: None, beside=True)
        return list(await store.remains())


async def _erased(line: Helpline, marks: tuple[str, ...]) -> None:
    """Wait until nothing in the store holds these marks."""
    async with asyncio.timeout(20):
        while holding(await dump(line), marks):  # noqa: ASYNC110  nothing tells when it is gone
            await asyncio.sleep(0.1)


async def _days(stage: Stage, days: float) -> None:
    """Let days go by; what is due by then happens."""
    await stage.advance(days * DAY)
    await stage.settle()


async def _again(anna: Person, stage: Stage) -> None:
    """Go from a closed case to a second one."""
    await anna.writes("En hoe zit het met zijn broer?")
    await anna.presses("Een nieuwe vraag")
    await stage.settle()
    await anna.presses(bare("nl", "button.expert"))
    await anna.presses("Nee")
    await anna.presses(bare("nl", "button.place"))
    await anna.sees("staat klaar voor een deskundige")


async def test_both_sides_are_warned_and_then_it_is_gone(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """27 days after closing both hear of it, at 30 days record, map, codes, topic and key are gone; a record of nobody stays."""
    case = await closed(anna, eva)
    await anna.presses("4")
    await stage.settle()
    marks = (await hash_of(line, anna), _code(case))
    await _days(stage, 26.9)
    await eva.never_sees(None, WARNING, for_seconds=CALM)
    await _days(stage, 0.2)
    assert _code(case) in (await eva.sees(None, WARNING)).text
    assert _code(case) in (await anna.sees(SOON)).text
    assert holding(await dump(line), marks)
    await _days(stage, 3.1)
    await _erased(line, marks)
    await stage.settle()
    assert [one for one in await eva.topics() if one.id == case.topic.id] == []
    (kept,) = await _remains(line)
    assert (kept.rating, kept.answered, kept.language) == (4, True, "nl")
    after = await dump(line)
    assert "kept_messages" in after[keys.COUNTS]
    assert "erased_topics" in after[keys.COUNTS]


async def test_a_newer_case_goes_on(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """The older case goes, with its topic and what of the map is its own; the open one is as it was and goes on."""
    first = await closed(anna, eva)
    await _days(stage, 1)
    await _again(anna, stage)
    second = await eva.topic(after=first.topic)
    await eva.sees(second, "zijn broer")
    who = await hash_of(line, anna)
    await _days(stage, 26.5)
    await eva.sees(None, WARNING)
    await _days(stage, 3.1)
    await _erased(line, (_code(first),))
    await stage.settle()
    assert [one.id for one in await eva.topics()] == [second.id]
    assert holding(await dump(line), (who,))
    await anna.writes("Is er al nieuws?")
    copy = await eva.sees(second, "nieuws")
    await eva.replies(copy, "Ja, we zijn er nog")
    await anna.sees("we zijn er nog")
    assert len(await _remains(line)) == 1
    person = await kept_of(line, anna)
    assert person.earlier == ()
    assert person.case is not None


async def test_what_goes_on_is_not_erased(stage: Stage, anna: Person, eva: Expert) -> None:
    """An open case stays however long it takes, and one that was opened again begins anew with its time."""
    case = await closed(anna, eva)
    await _days(stage, 27.1)
    await eva.sees(None, WARNING)
    await eva.presses("Heropen de zaak", case.topic)
    await anna.sees("is weer open")
    await _days(stage, 40)
    copy = await eva.sees_topic(case.topic, closed=False)
    assert copy.id == case.topic.id
    await eva.replies(case.card, "Waar waren we gebleven?")
    await anna.sees("Waar waren we gebleven?")


async def test_a_warning_that_can_not_be_delivered_delays_nothing(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """She blocked the bot: that she was not warned is counted, and all is erased in time."""
    case = await closed(anna, eva)
    await anna.blocks()
    await stage.settle()
    await _days(stage, 27.1)
    await eva.sees(None, WARNING)
    await _days(stage, 3.1)
    await _erased(line, (await hash_of(line, anna), _code(case)))
    assert "erase_warning_undelivered" in (await dump(line))[keys.COUNTS]


async def test_who_had_no_case_is_forgotten_too(line: Helpline, stage: Stage, anna: Person) -> None:
    """Thirty days after the last thing she did nothing of her is kept, and nobody hears of it."""
    talk = Talk(stage, anna)
    await talk.agrees()
    await talk.asks(UNKNOWN["nl"])
    who = await hash_of(line, anna)
    await _days(stage, 20)
    await anna.writes("/menu")
    await stage.settle()
    await _days(stage, 20)
    assert holding(await dump(line), (who,))
    await _days(stage, 11)
    await _erased(line, (who,))


async def test_it_goes_on_after_a_stop_in_between(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """What fell due while no helpline ran is done by the next one: warned first, erased after the days of warning."""
    case = await closed(anna, eva)
    marks = (await hash_of(line, anna), _code(case))
    await line.runner.stop()
    await stage.advance(60 * DAY)
    await line.runner.start()
    await eva.sees(None, WARNING)
    assert holding(await dump(line), marks)
    await _days(stage, 3.1)
    await _erased(line, marks)


async def test_telegram_is_told_again_until_the_topic_is_gone(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """A topic that can't be deleted for a while is deleted later; the store does not wait for it."""
    case = await closed(anna, eva)
    await stage.fault(
        "deleteForumTopic", code=400, description="Bad Request: not enough rights", times=1
    )
    await _days(stage, 27.1)
    await eva.sees(None, WARNING)
    await _days(stage, 3.1)
    await _erased(line, (_code(case),))
    await stage.settle()
    assert [one.id for one in await eva.topics()] == [case.topic.id]
    await stage.advance(61)
    await stage.settle()
    assert list(await eva.topics()) == []


@pytest.fixture
async def brief(tmp_path: Path) -> AsyncIterator[Helpline]:
    """A helpline that erases after a week, without a warning, and keeps records for a month."""
    more = {
        "privacy__retention__message_map_days": "7",
        "privacy__retention__warn_days": "0",
        "privacy__retention__case_record_months": "1",
    }
    async with helpline(tmp_path / "data", **more) as running:
        yield running


async def test_terms_are_configuration(brief: Helpline) -> None:
    """Other terms hold: gone after a week, without a word before; and what remained after a month more, ratings too."""
    anna, eva = await brief.stage.person("Anna"), await brief.stage.expert("Eva")
    case = await closed(anna, eva)
    await anna.presses("5")
    await brief.stage.settle()
    await _days(brief.stage, 7.1)
    await _erased(brief, (_code(case),))
    await eva.never_sees(None, "wordt gewist", for_seconds=0.1)
    assert len(await _remains(brief)) == 1
    await _days(brief.stage, 63)
    async with asyncio.timeout(20):
        while await _remains(brief):  # noqa: ASYNC110  nothing tells when it is gone
            await asyncio.sleep(0.1)
    assert (await dump(brief)).get(keys.JOURNAL, "[]") == "[]"


async def test_shorter_terms_count_for_what_is_there(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """A start with a shorter term than before erases what is over by it, though its timer stands later."""
    case = await closed(anna, eva)
    marks = (await hash_of(line, anna), _code(case))
    await _days(stage, 10)
    await line.runner.stop()
    line.environ["HELPLINE_PRIVACY__RETENTION__MESSAGE_MAP_DAYS"] = "7"
    line.environ["HELPLINE_PRIVACY__RETENTION__WARN_DAYS"] = "0"
    await line.runner.start()
    await _erased(line, marks)


async def test_a_kill_in_the_middle(tmp_path: Path) -> None:
    """Killed while Telegram is asked to delete: the store is empty of her already, and the next start asks again."""
    async with program(tmp_path / "data") as (line, running):
        anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
        case = await taken(anna, eva)
        marks = (await hash_of(line, anna), _code(case))
        await anna.writes("/vergeetmij")
        await anna.sees("Typ dan dit woord")
        await line.stage.hold("deleteForumTopic")
        await line.stage.hold("deleteMessages")
        await anna.writes("VERGEET")
        await line.stage.held(2)
        assert holding(await dump(line), marks) == []
        await running.kill()
        await line.stage.release()
        await running.start()
        await anna.sees("Alles is gewist")
        await line.stage.settle()
        assert await eva.topics() == []
        assert [
            one for one in anna.messages() if "groep" in one.text and not one.raw["deleted"]
        ] == []
        assert holding(await dump(line), marks) == []


# --- the command ------------------------------------------------------------------------------


async def test_purge_shows_and_does_without_a_helpline(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """While none runs: a dry run changes nothing, the command empties the store, and the next start tells Telegram."""
    case = await closed(anna, eva)
    marks = (await hash_of(line, anna), _code(case))
    await _days(stage, 27.1)
    await eva.sees(None, WARNING)
    await line.runner.stop()
    await stage.advance(3.1 * DAY)
    shown = await _types(line, "--dry-run")
    assert shown.exit_code == 0
    assert _code(case) in shown.output
    done = await _types(line)
    assert done.exit_code == 0
    assert "zodra hij" in done.output
    assert _code(case) not in (await _types(line, "--dry-run")).output
    await line.runner.start()
    assert holding(await dump(line), marks) == []
    await stage.settle()
    assert list(await eva.topics()) == []
    reported = await _types(line, "--dry-run")
    assert "Onderwerpen gewist in de groep: 1" in reported.output
    assert "niet liet wissen (ouder dan twee dagen): 0" not in reported.output


async def test_purge_beside_a_running_helpline(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """Beside one that runs nothing is shown as due, since it was done in time, and the command ends well."""
    await closed(anna, eva)
    await _days(stage, 27.1)
    await eva.sees(None, WARNING)
    await _days(stage, 3.1)
    done = await _types(line)
    assert done.exit_code == 0
    assert "Zaken die worden gewist" in done.output
    await opened(anna, eva, "Een nieuwe vraag")
