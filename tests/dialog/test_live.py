"""Live: the content is edited while the helpline runs, and people in the middle of something notice nothing."""

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.emulator.actors import Expert, Person
from bot.faq.problem import ContentError
from bot.text import bare
from tests.dialog.talk import KNOWN, KNOWN_ENTRY, Talk, answer_to, asks, content, form
from tests.support.desks import ROOT
from tests.support.folder import breaks, edit, file_of, mends, rename
from tests.support.helpline import Helpline, helpline, prepared, started
from tests.support.logged import logs

SOON = 40.0
"""Seconds within which an edit is live and told, on a busy machine too."""
WRONG = "zit een fout"
MENDED = "weer in orde"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder of one's own, to be edited."""
    return Path(shutil.copytree(ROOT / "faq", tmp_path / "inhoud"))


@pytest.fixture
async def line(tmp_path: Path, folder: Path) -> AsyncIterator[Helpline]:
    """A helpline on that folder."""
    async with helpline(tmp_path / "data", content__dir=str(folder)) as running:
        yield running


@pytest.fixture
def entry(folder: Path) -> Path:
    """The file of the entry that is asked for."""
    return file_of(folder, KNOWN_ENTRY)


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """What is logged of the content."""
    caplog.set_level(logging.INFO, "bot.content")
    return caplog


async def written(eva: Expert, count: int) -> None:
    """Wait until so many messages stand in General."""
    async with asyncio.timeout(SOON):
        while len(eva.messages(None)) < count:  # noqa: ASYNC110  the page of the group tells nobody
            await asyncio.sleep(0.05)


def question() -> str:
    """How the entry is asked for in its own words."""
    return content().entries[KNOWN_ENTRY].nl.question


async def test_an_edit_is_answered_with(
    line: Helpline, log: pytest.LogCaptureFixture, anna: Person, eva: Expert, entry: Path
) -> None:
    """A new wording is what she reads, without a restart, and nobody in the group is bothered."""
    talk = Talk(line.stage, anna)
    await talk.agrees()
    edit(entry, question(), "Hoe open ik zo'n gesprek?")
    await logs(log, "Learned from content", after="is live")
    await talk.asks("hoe open ik zo'n gesprek")
    await anna.sees("Hoe open ik zo'n gesprek?")
    assert eva.messages(None) == []


async def test_a_mistake_changes_nothing_and_is_told_once(
    line: Helpline, log: pytest.LogCaptureFixture, anna: Person, eva: Expert, entry: Path
) -> None:
    """The last good version answers; General says once where it is wrong, also after a restart, and once when it is mended."""
    talk = Talk(line.stage, anna)
    await talk.agrees()
    breaks(entry)
    told = await eva.sees(None, WRONG, within=SOON)
    assert f"nl/{entry.name}:" in told.text
    assert any(f"nl/{entry.name}:" in one.getMessage() for one in log.records)
    await talk.asks(KNOWN["nl"])
    await anna.sees(answer_to(KNOWN_ENTRY, "nl"))
    await line.restart()
    await talk.asks(KNOWN["nl"])
    await anna.sees(answer_to(KNOWN_ENTRY, "nl"))
    mends(entry)
    await eva.sees(None, MENDED, within=SOON)
    assert len(eva.messages(None)) == 2


async def test_what_was_live_before_a_mistake_is_not_new_after_it(
    line: Helpline, log: pytest.LogCaptureFixture, eva: Expert, entry: Path
) -> None:
    """An edit goes live; a mistake after it is mended by taking it back: nothing is told to be changed."""
    edit(entry, question(), "Hoe open ik zo'n gesprek?")
    await logs(log, "Learned from content", after="is live")
    breaks(entry)
    await eva.sees(None, WRONG, within=SOON)
    mends(entry)
    told = await eva.sees(None, MENDED, within=SOON)
    assert "gewijzigd" not in told.text


async def test_another_mistake_changes_the_line(
    line: Helpline, eva: Expert, folder: Path, entry: Path
) -> None:
    """Who goes on making mistakes has them shown in the one line."""
    breaks(entry)
    told = await eva.sees(None, WRONG, within=SOON)
    breaks(folder / "themes.yaml")
    changed = await eva.sees(None, "themes.yaml", within=SOON)
    assert changed.id == told.id


async def test_whoever_plays_with_it_does_not_fill_the_group(
    line: Helpline, eva: Expert, entry: Path
) -> None:
    """After four messages the next one waits some minutes, and then tells how it is by then."""
    for count in (1, 3):
        breaks(entry)
        await written(eva, count)
        mends(entry)
        await written(eva, count + 1)
    breaks(entry)
    await asyncio.sleep(4)
    assert len(eva.messages(None)) == 4
    await line.stage.advance(300)
    await written(eva, 5)


async def test_a_start_finds_a_broken_folder(tmp_path: Path, folder: Path, entry: Path) -> None:
    """It starts with the last good version, kept from before, and says so; without one it refuses, with the place."""
    async with prepared(tmp_path / "data", content__dir=str(folder)) as line:
        breaks(entry)
        with pytest.raises(ContentError) as refused:
            await line.runner.start()
        assert refused.value.problems[0].file == f"nl/{entry.name}"
        mends(entry)
        await line.runner.start()
        async with asyncio.timeout(SOON):
            while not (line.data_dir / "content/good").exists():  # noqa: ASYNC110  a file tells nobody
                await asyncio.sleep(0.05)
        await line.runner.stop()
        breaks(entry)
        await line.runner.start()
        eva, anna = await line.stage.expert("Eva"), await line.stage.person("Anna")
        await eva.sees(None, WRONG, within=SOON)
        talk = Talk(line.stage, anna)
        await talk.agrees()
        await talk.asks(KNOWN["nl"])
        await anna.sees(answer_to(KNOWN_ENTRY, "nl"))


async def test_a_questionnaire_is_finished_as_it_was_begun(
    line: Helpline, log: pytest.LogCaptureFixture, anna: Person, eva: Expert, folder: Path
) -> None:
    """Its questions are changed while she answers them: she goes on with hers, and the next one gets the new ones."""
    talk = Talk(line.stage, anna)
    await talk.agrees()
    await talk.wants_expert()
    asked = form().question("rol")
    assert asked is not None
    edit(folder / "intake.yaml", asked.question.nl, "Vanuit welke rol vraag je dit?")
    await logs(log, "is live")
    await talk.chooses("veiligheid", "nee")
    await anna.sees(asks("rol", "nl"))
    await talk.presses("button.place")
    await eva.topic()
    bea = await line.stage.person("Bea")
    hers = Talk(line.stage, bea)
    await hers.agrees()
    await hers.wants_expert()
    await hers.chooses("veiligheid", "nee")
    await bea.sees("Vanuit welke rol vraag je dit?")


async def test_a_button_of_an_answer_that_is_gone_says_so(
    line: Helpline, log: pytest.LogCaptureFixture, anna: Person, folder: Path, entry: Path
) -> None:
    """The entry got another id, without a word of the older one: the button under it is answered in words."""
    talk = Talk(line.stage, anna)
    await talk.agrees()
    await talk.asks(KNOWN["nl"])
    await anna.sees(answer_to(KNOWN_ENTRY, "nl"))
    rename(folder, KNOWN_ENTRY, "f06_nieuw")
    await logs(log, "is live")
    toast = await talk.presses("button.helped")
    assert toast.text == bare("nl", "toast.stale")


async def test_a_process_of_its_own_sees_edits_too(
    tmp_path: Path, folder: Path, entry: Path
) -> None:
    """The program as operators run it, with a folder that sends no events."""
    async with (
        prepared(tmp_path / "data", content__dir=str(folder), content__watch="polling") as line,
        started(line) as program,
    ):
        breaks(entry)
        await program.said.says("stays live")
        mends(entry)
        await program.said.says("sound again")
        edit(entry, question(), "Hoe open ik zo'n gesprek?")
        await program.said.says("is live")
