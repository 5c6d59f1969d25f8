"""A maintainer's day: what people asked in vain is seen, answered in the folder, checked, live, asked again and found."""

import asyncio
import json
import logging
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.cli.faq.lint import lint_folder
from bot.content import ready
from bot.emulator.actors import Person
from bot.faq.matcher import build
from bot.handoff.knowledge import Knowledge
from bot.text import bare
from tests.dialog.talk import Talk
from tests.support.desks import LEARNED, ROOT
from tests.support.folder import edit
from tests.support.helpline import Helpline, helpline
from tests.support.logged import logs

ASKED = "Hebben jullie ook posters voor in het buurthuis?"
ENTRY = """
  - id: f90_posters
    question: "Hebben jullie posters en folders van de hulplijn?"
    label: "Posters en folders"
    paraphrases:
      - "hebben jullie ook posters voor in het buurthuis"
      - "poster van de hulplijn ophangen"
      - "folders bestellen"
      - "kan ik drukwerk krijgen voor op school"
      - "stickers of kaartjes om uit te delen"
      - "iets om op het prikbord te hangen"
      - "flyer voor in de wachtkamer"
      - "hoe kom ik aan een affiche"
      - "materiaal om jullie bekend te maken"
      - "mag ik jullie folder printen"
      - "waar bestel ik posters"
      - "een stapel folders voor onze balie"
    answer: "Nee, posters hebben wij niet. Bel {phone:geen_nummer} voor wie ze wel heeft."
    certainty: C
    owner: inhoud
    researched: 2026-11-22
    review_by: 2027-02-22
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that the maintainer works in."""
    return Path(shutil.copytree(ROOT / "faq", tmp_path / "inhoud"))


async def command(line: Helpline, *arguments: str) -> tuple[int, str]:
    """Call `helpline faq …` beside the helpline; its exit code and what it prints."""

    def call() -> Any:
        return CliRunner().invoke(main, ["faq", *arguments], env=line.environ)

    done = await asyncio.to_thread(call)
    return done.exit_code, done.output


async def report(line: Helpline) -> Any:
    """What `helpline faq report` tells."""
    code, printed = await command(line, "report", "--json")
    assert code == 0, printed
    return json.loads(printed[printed.index("{") :])


def findings(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code of lint, and what it says."""
    code = lint_folder(folder, date(2026, 11, 23), quick=True)
    return code, capsys.readouterr().out


def learned(knowledge: Knowledge, *_: object) -> Knowledge:
    """Learn by words, as the helpline does beside its work."""
    return replace(knowledge, finder=build(knowledge.content, None, LEARNED))


async def test_a_maintainers_day(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Report → edit → lint → live → asked → found → report, without a restart."""
    caplog.set_level(logging.INFO, "bot.content")
    monkeypatch.setattr(ready, "learned", learned)
    async with helpline(tmp_path / "data", content__dir=str(folder)) as line:
        anna = await line.stage.person("Anna")
        await asks_in_vain(line, anna)
        before = await report(line)
        assert before["questions"]["answered"] == 0
        assert before["questions"]["none"] + before["questions"]["choices"] == 1

        theme = folder / "nl/kennis.yaml"
        edit(theme, "entries:\n", f"entries:{ENTRY}\n")
        code, said = findings(folder, capsys)
        assert code == 1
        assert "nl/kennis.yaml:" in said
        assert "geen_nummer" in said
        await logs(caplog, "stays live")

        edit(theme, "{phone:geen_nummer}", "{phone:politie_geen_spoed}")
        code, said = findings(folder, capsys)
        assert code == 0, said
        await logs(caplog, "Learned from content", after="is live")

        talk = Talk(line.stage, anna)
        await talk.asks(ASKED)
        answer = await anna.sees("posters hebben wij niet")
        assert "Bel 0900" in answer.text
        await anna.presses(bare("nl", "button.helped"))
        await anna.sees(talk.said("helped"))

        after = await report(line)
        assert after["questions"]["answered"] == 1
        (ours,) = [one for one in after["answers"] if one["id"] == "f90_posters"]
        assert (ours["shown"], ours["helped"]) == (1, 1)


async def asks_in_vain(line: Helpline, anna: Person) -> None:
    """She asks what nobody has answered yet."""
    talk = Talk(line.stage, anna)
    await talk.agrees()
    await talk.asks(ASKED)
    await line.stage.settle()
