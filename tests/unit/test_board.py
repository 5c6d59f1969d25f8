"""The board: what is being checked is known at once, and ends when the content says something else."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec
import pytest

from bot.board import LOOK_EVERY, Board
from bot.faq.checking import digest
from bot.faq.loader import load_content
from bot.handoff.effects import Say
from bot.handoff.flag import Flag, Lift
from bot.handoff.ids import ExpertId
from bot.ports import StoreAwayError
from tests.support.desks import ALWAYS, MONDAY, ROOT
from tests.support.fake_store import FakeOutbox, FakeStore

if TYPE_CHECKING:
    from bot.faq.content import Content
    from bot.handoff.effects import Effect
    from bot.handoff.flag import FlagChange
    from bot.handoff.ids import UpdateId
    from bot.ports import Outcome


ENTRY = "f06_gesprek_beginnen"


class Store:
    """A store of flags that can be away."""

    def __init__(self) -> None:
        self.kept: dict[str, Flag] = {}
        self.away = False
        self.lines = FakeStore()

    async def flags(self) -> Mapping[str, Flag]:
        """Return every flag."""
        if self.away:
            raise StoreAwayError
        return dict(self.kept)

    async def emit(
        self,
        update: UpdateId | None,
        effects: Sequence[Effect],
        now: float,
        flags: Sequence[FlagChange] = (),
    ) -> Outcome:
        """Write lines and flags."""
        if self.away:
            raise StoreAwayError
        for change in flags:
            if isinstance(change, Lift):
                if change.flag in (None, self.kept.get(change.id)):
                    self.kept.pop(change.id)
            else:
                self.kept[change.id] = change
        return await self.lines.emit(update, effects, now)


class House:
    """A board on a store, and content that can be changed."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.store = Store()
        self.board = Board(self.store, lambda: self.content)
        self.outbox = FakeOutbox()

    def flag(self, item: str) -> Flag:
        """Flag something as it is now."""
        of = digest(self.content, item)
        assert of is not None
        flag = Flag(item, of, MONDAY, ExpertId("bo"))
        self.store.kept[item] = flag
        return flag

    def confirms(self, item: str) -> None:
        """A maintainer puts a new date with a contact."""
        contacts = dict(self.content.contacts)
        confirmed = {"last_verified": date(2026, 11, 23)}
        contacts[item] = contacts[item].model_copy(update=confirmed)
        version = f"{self.content.version}+"
        self.content = replace(self.content, contacts=MappingProxyType(contacts), version=version)

    def renames(self, item: str, new: str) -> None:
        """A maintainer gives an entry another id."""
        entries = dict(self.content.entries)
        entries[new] = entries.pop(item).model_copy(update={"id": new, "aliases": (item,)})
        version = f"{self.content.version}+"
        self.content = replace(self.content, entries=MappingProxyType(entries), version=version)

    async def tidies(self) -> list[str]:
        """Let the owner tidy up once; what General is told."""
        work = asyncio.create_task(self.board.tidy(self.store, self.outbox, ALWAYS, lambda: MONDAY))
        await asyncio.sleep(0.01)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        said = [one.effect for lane in self.outbox.lanes.values() for one in lane.values()]
        return [one.html for one in said if isinstance(one, Say)]


@pytest.fixture(scope="module")
def content() -> Content:
    """The content of the project."""
    return load_content(ROOT / "faq")


@pytest.fixture
def house(content: Content) -> House:
    """A board with nothing on it."""
    return House(content)


async def test_it_knows_what_the_store_keeps(house: House) -> None:
    """After a start it shows what was flagged before; without any it shows nothing."""
    await house.board.load()
    assert house.board.ids() == frozenset()
    flag = house.flag("ess")
    await house.board.load()
    assert house.board.flags() == {"ess": flag}


async def test_what_was_committed_is_shown_at_once(house: House) -> None:
    """A flag that a commit set, or lifted, counts before the store is asked again."""
    house.board.note([house.flag("ess"), house.flag("veilig_thuis")])
    assert house.board.ids() == {"ess", "veilig_thuis"}
    house.board.note([Lift("ess")])
    assert house.board.ids() == {"veilig_thuis"}


async def test_new_content_ends_a_flag_at_once(house: House) -> None:
    """The moment confirmed content is live its flag is shown no more, though the store still has it."""
    house.flag("ess")
    house.flag("veilig_thuis")
    await house.board.load()
    house.confirms("ess")
    assert house.board.ids() == {"veilig_thuis"}
    assert set(house.store.kept) == {"ess", "veilig_thuis"}


async def test_the_owner_lets_go_and_says_so_once(house: House) -> None:
    """What stands no longer leaves the store with one line in General; nothing is said of the rest."""
    house.flag("ess")
    house.flag("veilig_thuis")
    await house.board.load()
    assert await house.tidies() == []
    house.confirms("ess")
    lines = await house.tidies()
    assert len(lines) == 1
    assert "Nagekeken" in lines[0]
    assert set(house.store.kept) == {"veilig_thuis"}
    assert await house.tidies() == lines


async def test_a_flag_set_anew_while_the_old_one_is_lifted_stays(house: House) -> None:
    """What an expert flags in the very moment in which an older flag of it is let go is being checked."""
    house.flag("ess")
    await house.board.load()
    house.confirms("ess")
    emit = house.store.emit
    anew: list[Flag] = []

    async def slow(
        update: UpdateId | None,
        effects: Sequence[Effect],
        now: float,
        flags: Sequence[FlagChange] = (),
    ) -> Outcome:
        if not anew:
            anew.append(house.flag("ess"))
            house.board.note(anew)
        return await emit(update, effects, now, flags)

    house.store.emit = slow  # type: ignore[method-assign]  # in which something happens meanwhile
    await house.tidies()
    assert dict(house.board.flags()) == {"ess": anew[0]}
    assert house.store.kept == {"ess": anew[0]}


async def test_an_answer_of_the_store_that_came_too_late(house: House) -> None:
    """What is flagged while the store is being asked is not forgotten by its answer."""
    answered = asyncio.Event()
    ask = house.store.flags

    async def slow() -> Mapping[str, Flag]:
        found = await ask()
        await answered.wait()
        return found

    house.store.flags = slow  # type: ignore[method-assign]  # a slow one in its place
    loading = asyncio.create_task(house.board.load())
    await asyncio.sleep(0)
    house.board.note([house.flag("ess")])
    answered.set()
    await loading
    assert house.board.ids() == {"ess"}


async def test_a_store_that_is_away_changes_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the store is away what was known stays, and it is followed again when it is back."""
    assert LOOK_EVERY < 5
    monkeypatch.setattr("bot.board.LOOK_EVERY", 0.01)
    house.board.note([house.flag("ess")])
    house.store.away = True
    following = asyncio.create_task(house.board.follow())
    await asyncio.sleep(0.05)
    assert house.board.ids() == {"ess"}
    house.store.kept.clear()
    house.store.away = False
    await asyncio.sleep(0.05)
    assert house.board.ids() == frozenset()
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)


async def test_a_flag_follows_an_entry_to_its_new_id(house: House) -> None:
    """Another id mends nothing: the flag stands under the new one, in the store too, and General is told nothing."""
    flag = house.flag(ENTRY)
    await house.board.load()
    house.renames(ENTRY, "f06_other")
    assert house.board.ids() == {"f06_other"}
    assert await house.tidies() == []
    assert house.store.kept == {"f06_other": msgspec.structs.replace(flag, id="f06_other")}
    assert house.board.ids() == {"f06_other"}
    assert await house.tidies() == []
