"""General lines: what stands in General about somebody's case, so that no code outlives there what it stood for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff.effects import Edit, Here, Priority, ToGeneral
from bot.text import text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bot.handoff.desk import Desk
    from bot.handoff.effects import Effect
    from bot.handoff.ids import CaseCode, MessageId

REQUEST: Final = "request:"
"""How the names of what is asked about her in General begin."""
_LINE: Final = "general:"


def name(code: str, now: float) -> str:
    """Return the name of a line about a case that is put there at `now` (epoch seconds); each has its own."""
    return f"{_LINE}{int(now)}:{code}"


def is_one(name: str) -> bool:
    """Tell whether what is remembered under a name is such a line, or a request."""
    return name.startswith((_LINE, REQUEST))


def erased(
    names: Iterable[tuple[str, MessageId]], desk: Desk, codes: Collection[CaseCode] | None = None
) -> list[Effect]:
    """Let the lines say that what they told of is erased: those about some cases, or (None) all of hers.

    A bot may change its own messages in a group however old they are (Bot API, editMessageText).
    """
    found: list[Effect] = []
    for one, message in names:
        if not is_one(one) or (codes is not None and one.rpartition(":")[2] not in codes):
            continue
        request = one.startswith(REQUEST)
        key = "general.request_erased" if request else "general.line_erased"
        said = text(desk.language, key)
        found.append(Edit(ToGeneral(), Here(message), said, priority=Priority.STATE))
    return found
