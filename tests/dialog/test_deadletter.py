"""`helpline deadletter`: an operator looks at what was set aside, tries it again, or lets it go."""

import asyncio
from contextlib import AsyncExitStack

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.emulator.actors import Expert, Person, Stage
from bot.handoff import notes
from bot.opening import open_store
from bot.settings import load_settings
from bot.store.dead_letters import DeadLetter
from tests.dialog.case import Case, taken
from tests.support.helpline import Helpline


async def _types(line: Helpline, *words: str, answer: str = "") -> Result:
    """Type the command beside the running helpline."""
    environ = {**line.environ, "COLUMNS": "200"}
    return await asyncio.to_thread(
        CliRunner().invoke, main, ["deadletter", *words], input=answer, env=environ
    )


async def _letters(line: Helpline) -> list[DeadLetter]:
    async with AsyncExitStack() as stack:
        settings = load_settings(None, line.environ)
        store = await open_store(stack, settings, lambda _: None, beside=True)
        return list(await store.dead_letters())


async def _set_aside(
    eva: Expert, case: Case, monkeypatch: pytest.MonkeyPatch, text: str = "Geheime zin"
) -> None:
    """Let an answer of an expert meet a mistake of ours."""

    def broken(*_: object) -> bool:
        raise RuntimeError("a mistake of ours")

    with monkeypatch.context() as patch:
        patch.setattr(notes, "is_internal", broken)
        await eva.replies(case.card, text)
        await eva.sees(None, "apart gelegd")


async def test_a_letter_is_shown_and_tried_again(
    line: Helpline, anna: Person, eva: Expert, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list holds no content; it is shown when asked for; once the mistake is gone a retry delivers the answer."""
    case = await taken(anna, eva)
    await _set_aside(eva, case, monkeypatch)
    listed = await _types(line, "list")
    (letter,) = await _letters(line)
    assert listed.exit_code == 0
    assert letter.id in listed.output
    assert "handling: RuntimeError" in listed.output
    shown = await _types(line, "show", letter.id)
    assert "--inhoud" in shown.output
    assert "Geheime zin" not in listed.output + shown.output
    assert "Geheime zin" in (await _types(line, "show", letter.id, "--inhoud")).output
    again = await _types(line, "retry", letter.id)
    assert again.exit_code == 0
    assert "Opnieuw aangeboden" in again.output
    await anna.sees("Geheime zin")
    assert await _letters(line) == []
    assert "niets apart gelegd" in (await _types(line, "list")).output


async def test_a_retry_that_fails_comes_back(line: Helpline, stage: Stage) -> None:
    """What can't be read stands in the list again after a retry, and the helpline goes on."""
    await stage.control.post("raw_update", {"message": {"message_id": "geen getal"}})
    await stage.settle()
    (before,) = await _letters(line)
    assert (await _types(line, "retry", "--alles")).exit_code == 0
    async with asyncio.timeout(10):
        while not (after := await _letters(line)):  # noqa: ASYNC110  nothing tells when it is back
            await asyncio.sleep(0.05)
    assert [one.buried for one in after] == [before.buried]
    assert after[0].id != before.id


async def test_a_retry_waits_for_the_next_start(
    line: Helpline, anna: Person, eva: Expert, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given back while no helpline runs, it is taken up when one does."""
    case = await taken(anna, eva)
    await _set_aside(eva, case, monkeypatch)
    await line.runner.stop()
    assert (await _types(line, "retry", "--alles")).exit_code == 0
    await line.runner.start()
    await anna.sees("Geheime zin")


async def test_dropping_asks_first(line: Helpline, stage: Stage) -> None:
    """A letter goes only after a yes, or with --ja."""
    for _ in range(2):
        await stage.control.post("raw_update", {"message": {"message_id": "geen getal"}})
    await stage.settle()
    first, second = await _letters(line)
    assert (await _types(line, "drop", first.id, answer="\n")).exit_code == 1
    assert len(await _letters(line)) == 2
    assert (await _types(line, "drop", first.id, answer="ja\n")).exit_code == 0
    assert await _letters(line) == [second]
    assert (await _types(line, "drop", "--alles", "--ja")).exit_code == 0
    assert await _letters(line) == []


@pytest.mark.parametrize("words", [("show", "1-1"), ("retry", "1-1"), ("drop", "x", "--ja")])
async def test_an_unknown_number_is_named(line: Helpline, words: tuple[str, ...]) -> None:
    """A number that is not there is told, and nothing happens."""
    answer = await _types(line, *words)
    assert answer.exit_code == 1
    assert words[1] in answer.output


async def test_it_says_what_to_name(line: Helpline) -> None:
    """Without a number there is a sentence, and nothing happens."""
    answer = await _types(line, "retry")
    assert answer.exit_code == 2
    assert "--alles" in answer.output
