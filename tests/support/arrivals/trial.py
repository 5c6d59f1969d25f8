"""Trial: one kind of message, sent from one end of a case, and all that can be done with it; each is looked at."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from bot.emulator.actors import Message
from bot.emulator.actors.control import ControlError
from tests.support.arrivals.bare_copy import BareCopies
from tests.support.arrivals.content import differences, goes_on
from tests.support.arrivals.ends import End
from tests.support.arrivals.reasons import NOTES, Mark
from tests.support.arrivals.sorts import Sort

WITHIN: Final = 8.0
"""Seconds after which something that should have come is taken not to come."""
_QUIET: Final = 0.5
"""Seconds in which the rest of something comes, once its beginning is there."""
VERBS: Final = ("relayed", "edit", "reply", "reaction", "album", "delete")
_SIGN: Final = "❤"
_QUOTED: Final = 9
"""Signs of a quote at most."""


@dataclass(frozen=True)
class Cell:
    """What became of one thing that was tried; `notes` are keys of `NOTES`."""

    mark: Mark
    notes: tuple[str, ...] = ()


@dataclass
class Trial:
    """Tries one sort from one end (`near`) to the other (`far`)."""

    sort: Sort
    near: End
    far: End
    bare: BareCopies
    cells: dict[str, Cell] = field(default_factory=dict)
    _asked: set[int] = field(default_factory=set)
    _copies: list[Message] = field(default_factory=list)
    _before: set[int] = field(default_factory=set)
    _near_before: set[int] = field(default_factory=set)
    _was_asked: bool = False

    async def run(self) -> dict[str, Cell]:
        """Try everything; verb → what became of it."""
        self._asked |= {one.id for one in self.near.of_bot()}
        self.cells["album"] = await self._album()
        self._look()
        try:
            sent = await self.near.sends(self.sort.wish)
        except ControlError:
            return dict.fromkeys(VERBS, Cell(Mark.TELEGRAM, ("client.send",)))
        self.cells["relayed"] = await self._relayed(sent)
        if not self._copies:
            gone = self.cells["relayed"]
            notes = ("api.gone",) if gone.mark is Mark.TELEGRAM else gone.notes
            for verb in VERBS[1:]:
                self.cells.setdefault(verb, Cell(gone.mark, notes))
            return self.cells
        self.cells["edit"] = await self._edited(sent)
        sent = self.near.now(sent)
        self.cells["reply"] = await self._replied(sent)
        self.cells["reaction"] = await self._reacted(sent)
        self.cells["delete"] = await self._deleted(sent)
        return self.cells

    # --- what is tried ------------------------------------------------------------------------

    async def _relayed(self, sent: Message) -> Cell:
        def same() -> bool:
            return any(not differences(sent, one) for one in self._new())

        def told() -> bool:
            return any(one.reply_to == sent.id for one in self._new_near())

        await self._until(lambda: same() or bool(self._new()) or told())
        if not same():
            await self._until(same, _QUIET)
        whole = [one for one in self._new() if not differences(sent, one)]
        self._copies = whole[:1] or self._new()
        asked = ("as.asked",) if self._was_asked else ()
        if same():
            unbound = sent.reply_to is not None and self._copies[0].reply_to is None
            return Cell(Mark.ARRIVES, (*(("as.unbound",) if unbound else ()), *asked))
        if self._copies:
            cell = await self._otherwise(sent)
            return Cell(cell.mark, (*cell.notes, *asked))
        if self.sort.meant and told():
            return Cell(Mark.MEANT, (f"rule.{self.sort.meant}",))
        if not told():
            return Cell(Mark.OURS, ("ours.lost",))
        if await self.bare.changes(sent) is None:
            return Cell(Mark.TELEGRAM, ("api.copy",))
        return Cell(Mark.OURS, ("ours.refused",))

    async def _otherwise(self, sent: Message) -> Cell:
        """What came is not what was sent: Telegram's own doing, as a bare copy shows, a rule, or ours."""
        first, *rest = self._copies
        if goes_on(sent, first, rest):
            return Cell(Mark.ARRIVES, ("as.more",))
        changed = await self.bare.changes(sent)
        readable = "\n".join(one.text for one in self._copies)
        said = self.sort.words(sent.raw)
        if said:
            by_telegram = changed is None or bool(changed)
            reason = f"rule.{self.sort.meant}" if self.sort.meant else f"api.{sent.kind}"
            if all(word in readable for word in said) and (self.sort.meant or by_telegram):
                return Cell(Mark.ARRIVES, ("as.words", reason))
            return Cell(Mark.OURS, ("ours.other",))
        notes = tuple(f"api.{name}" for name in sorted(differences(sent, first)))
        excused = changed is not None and differences(sent, first) <= changed
        if excused and NOTES.keys() >= {*notes}:
            return Cell(Mark.ARRIVES, notes)
        return Cell(Mark.OURS, ("ours.other",))

    async def _edited(self, sent: Message) -> Cell:
        notes: set[str] = set()
        for edit in self.sort.edits:
            self._look()
            try:
                changed = await self.near.changes(sent, edit)
            except ControlError:
                return Cell(Mark.TELEGRAM, ("client.edit",))
            found = await self._follows(changed)
            if found is None:
                return Cell(Mark.OURS, ("ours.edit",))
            notes |= found
            if found:
                self._copies.extend(self._new())
        return Cell(Mark.ARRIVES, tuple(sorted(notes)))

    async def _follows(self, changed: Message) -> set[str] | None:
        """Wait until a change is there; how it came, None when it did not."""

        def in_place() -> bool:
            # That the buttons of another bot stay away was seen when it came.
            return differences(changed, self.far.now(self._copies[0])) <= {"reply_markup"}

        def in_words() -> bool:
            words = self.sort.words(changed.raw)
            copies = [self.far.now(one) for one in self._copies]
            readable = "\n".join(one.text for one in copies if one.kind == "text")
            return bool(words) and all(word in readable for word in words)

        def as_new() -> bool:
            said = self.sort.words(changed.raw)
            readable = "\n".join(one.text for one in self._new())
            same = any(not differences(changed, one) for one in self._new())
            return same or (bool(said) and all(word in readable for word in said))

        await self._until(lambda: in_place() or in_words() or as_new())
        if in_place() or in_words():
            return set()
        return {"as.correction"} if as_new() else None

    async def _replied(self, sent: Message) -> Cell:
        """From the far end to the copy, and from the near end to what was sent; where words are the same, with a quote."""
        copy = self.far.now(self._copies[0])
        quote = copy.text.split()[0][:_QUOTED] if copy.text and copy.text == sent.text else ""
        ties = await self._tied(self.far, copy, self.near, sent, quote) and await self._tied(
            self.near, sent, self.far, copy, quote
        )
        return Cell(Mark.ARRIVES) if ties else Cell(Mark.OURS, ("ours.reply",))

    async def _tied(
        self, end: End, to: Message, other: End, counterpart: Message, quote: str
    ) -> bool:
        """Answer a message at one end; tell whether the answer stands under its counterpart at the other, with its quote."""
        before = {one.id for one in other.of_bot()}
        answer = await end.answers(to, f"antwoord op {to.id}", quote or None)

        def arrived() -> list[Message]:
            new = [one for one in other.of_bot() if one.id not in before]
            return [one for one in new if one.text == answer.text]

        await self._until(lambda: bool(arrived()))
        return [(one.reply_to, one.quote) for one in arrived()] == [(counterpart.id, quote)]

    async def _reacted(self, sent: Message) -> Cell:
        await self.far.actor.reacts(self._copies[0], _SIGN)

        def shown() -> bool:
            return self.near.now(sent).reactions_of(self.bare.bot_id) == (_SIGN,)

        await self._until(shown)
        return Cell(Mark.ARRIVES) if shown() else Cell(Mark.OURS, ("ours.reaction",))

    async def _album(self) -> Cell:
        self._look()
        part = {**self.sort.wish, "kind": self.sort.wish.get("kind", "text")}
        try:
            sent = await self.near.sends_album(part, part)
        except ControlError:
            return Cell(Mark.TELEGRAM, ("client.album",))

        def whole() -> bool:
            new = [one for one in self._new() if one.album is not None]
            one_album = len({one.album for one in new}) == 1
            pairs = zip(sent, new, strict=False)
            return (
                one_album and len(new) == len(sent) and not any(differences(*two) for two in pairs)
            )

        await self._until(whole)
        return Cell(Mark.ARRIVES) if whole() else Cell(Mark.OURS, ("ours.album",))

    async def _deleted(self, sent: Message) -> Cell:
        asked = await self.near.takes_back(sent)

        def gone() -> bool:
            # It is told there, too: what is told late would be taken for what comes next.
            told = any(one.reply_to == asked.id for one in self.near.of_bot())
            return told and all(self.far.now(one).deleted for one in self._copies)

        await self._until(gone)
        return Cell(Mark.ARRIVES) if gone() else Cell(Mark.OURS, ("ours.delete",))

    # --- looking ------------------------------------------------------------------------------

    def _look(self) -> None:
        """Take what is there now as old."""
        self._before = {one.id for one in self.far.arrived()}
        self._near_before = {one.id for one in self.near.of_bot()}

    def _new(self) -> list[Message]:
        return [one for one in self.far.arrived() if one.id not in self._before]

    def _new_near(self) -> list[Message]:
        return [one for one in self.near.of_bot() if one.id not in self._near_before]

    async def _until(self, so: Callable[[], bool], within: float = WITHIN) -> None:
        """Wait until something is so, or for `within` seconds; say "send" whenever the bot asks."""
        loop = asyncio.get_running_loop()
        over = loop.time() + within
        while not so() and (left := over - loop.time()) > 0:
            if await self.near.says_send(self._asked):
                self._was_asked = True
                over = loop.time() + within
            else:
                await self.near.actor.news(left)
