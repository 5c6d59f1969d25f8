"""Dead letters in the store: updates that could not be handled, sealed, until somebody looks at them."""

from collections.abc import Sequence

from bot.handoff.effects import Effect
from bot.handoff.ids import UpdateId
from bot.ports import Outcome
from bot.store import keys
from bot.store.records import Buried, DeadLetter
from bot.store.shelf import Shelf, outcome
from bot.store.write import Write


class DeadLetters(Shelf):
    """The part of the store that keeps what was set aside."""

    async def bury(
        self, update: UpdateId, body: bytes, reason: str, now: float, effects: Sequence[Effect] = ()
    ) -> Outcome:
        """Set an update aside, mark it as seen and write effects (a notice), all at once.

        `body` is the update as it came; `now` in epoch seconds. `seen` answers an update that was committed or set
        aside before.

        Raises:
            StoreAwayError: when nothing was written because the store is away.
        """
        sealed = self._records.seal_dead(update, Buried(reason, body))
        written = await self._writer.write(
            Write(
                owner=None,
                now=now,
                update=update,
                effects=[self._records.seal_effect(None, one) for one in effects],
                dead=(update, now, sealed),
            )
        )
        return outcome(self._records, written, None, effects)

    async def dead_letters(self) -> Sequence[DeadLetter]:
        """Return what was set aside, oldest first.

        Raises:
            StoreAwayError: when the store is away.
            SealError: when one can't be opened.
        """
        (found,) = await self._pipe.ask(("XRANGE", keys.DEAD, "-", "+"))
        letters = []
        for one, (_, update, _, at, _, sealed) in found:
            number = UpdateId(int(update))
            buried = self._records.open_dead(number, sealed)
            letters.append(DeadLetter(one.decode(), number, float(at), buried.reason, buried.body))
        return letters
