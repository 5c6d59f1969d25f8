"""The scribe on the real store: a draft becomes a file once, whenever the process dies."""

import asyncio
import stat
from pathlib import Path

import pytest

from bot.handoff.decision import Draft
from bot.handoff.effects import Say
from bot.scribe import Scribe, write
from bot.store.valkey_store import ValkeyStore
from tests.contract.store.material import NOW, commit, waiting_effects
from tests.support.desks import ALWAYS
from tests.support.fake_store import FakeOutbox

DRAFT = Draft("2026-11-23_concept_ab.yaml", "answer: é\n")


async def works(store: ValkeyStore, folder: Path) -> None:
    """Let a scribe work until it rests."""
    scribe = Scribe(store, folder, FakeOutbox(), ALWAYS, lambda: NOW)
    task = asyncio.create_task(scribe.run())
    await asyncio.sleep(0.2)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(one.name for one in folder.iterdir())


async def test_a_draft_is_written_for_its_owner_only(store: ValkeyStore, tmp_path: Path) -> None:
    """The file holds the draft and can be read by nobody else; nothing unfinished is left, and the store lets go."""
    folder = tmp_path / "new" / "drafts"
    await store.commit(commit(drafts=(DRAFT,)))
    await works(store, folder)
    assert names(folder) == [DRAFT.name]
    file = folder / DRAFT.name
    assert file.read_text("utf-8") == DRAFT.yaml
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not await store.drafts()


async def test_a_process_that_died_in_between_writes_nothing_twice(
    store: ValkeyStore, tmp_path: Path
) -> None:
    """A file that was written, and changed since, is left alone when its draft still waits; half a file is none."""
    await store.commit(commit(drafts=(DRAFT,)))
    (tmp_path / f".{DRAFT.name}.part").write_text("half")
    write(tmp_path, DRAFT)
    (tmp_path / DRAFT.name).write_text("a maintainer was here")
    await works(store, tmp_path)
    assert names(tmp_path) == [DRAFT.name]
    assert (tmp_path / DRAFT.name).read_text() == "a maintainer was here"
    assert not await store.drafts()


async def test_a_folder_that_takes_nothing(
    store: ValkeyStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A draft that can't be written is kept, the log says why without naming it, and General hears it once."""
    blocked = tmp_path / "file"
    blocked.write_text("")
    await store.commit(commit(drafts=(DRAFT,)))
    scribe = Scribe(store, blocked / "drafts", FakeOutbox(), ALWAYS, lambda: NOW)
    task = asyncio.create_task(scribe.run())
    for _ in range(3):
        await asyncio.sleep(0.1)
        scribe.wake()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert list(await store.drafts()) == [DRAFT]
    lines = [one for one in await waiting_effects(store) if isinstance(one, Say)]
    assert len(lines) == 1
    assert "kon niet worden opgeslagen" in lines[0].html
    assert "can't be written" in caplog.text
    assert "concept" not in caplog.text
