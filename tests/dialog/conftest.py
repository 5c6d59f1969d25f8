"""What most dialog tests begin with: a running helpline, and the people on both sides."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from bot.content import kept, learner, ready
from bot.content.files import Signature, signature
from bot.emulator.actors import Expert, Person, Stage
from bot.faq.content import Content
from bot.faq.matcher import build
from bot.handoff.knowledge import Knowledge
from tests.support.desks import LEARNED, ROOT
from tests.support.helpline import Helpline, helpline

_read, _make = kept.read_content, ready.knowledge_of
_made: dict[str, Knowledge] = {}


@cache
def _read_once(directory: Path, _changed: Signature) -> Content:
    return _read(directory)


@pytest.fixture(scope="module", autouse=True)
def content_made_ready_once() -> Iterator[None]:
    """Read a content folder and make it ready once for all starts in this process, as long as no file in it changes.

    Only while these tests run: those of the content itself may come next in the same process.
    """

    def read_content(directory: Path, cache: Path | None = None) -> Content:
        return _read_once(directory, signature(directory))

    def knowledge_of(content: Content, cache: Path | None = None) -> Knowledge:
        if content.version not in _made:
            found = _make(content)
            if content.version == read_content(ROOT / "faq").version:
                found = replace(found, finder=build(content, None, LEARNED))
            _made[content.version] = found
        return _made[content.version]

    async def learn_apart(content: Content, cache: Path, *, meaning: bool) -> None:
        """What stands in the folder of the project is learned by words already; of others, nothing."""

    # Before any loop runs: it takes seconds of processor time, for which a start in this process would stand still, and
    # on a busy machine everybody who waits for an answer meanwhile would give up.
    knowledge_of(read_content(ROOT / "faq"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "read_content", read_content)
        patch.setattr(kept, "keep_content", lambda *_: None)
        patch.setattr(ready, "knowledge_of", knowledge_of)
        # How danger sounds is learned at some moment after a start; who shows what that does, puts it there.
        patch.setattr(learner, "learn_apart", learn_apart)
        patch.setattr(ready, "learned", lambda knowledge, *_: knowledge_of(knowledge.content))
        yield


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Helpline]:
    """A helpline with somebody on duty day and night."""
    async with helpline(tmp_path / "data") as running:
        yield running


@pytest.fixture
def stage(line: Helpline) -> Stage:
    """The stand-in's clock, faults and people."""
    return line.stage


@pytest.fixture
async def anna(stage: Stage) -> Person:
    """A professional, who has not pressed "start" yet."""
    return await stage.person("Anna")


@pytest.fixture
async def eva(stage: Stage) -> Expert:
    """An expert, owner of the group."""
    return await stage.expert("Eva")


@pytest.fixture
async def erik(stage: Stage) -> Expert:
    """Another expert, a plain member of the group."""
    return await stage.expert("Erik")
