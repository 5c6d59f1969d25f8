"""Limits: the budgets of calls per chat and overall, off until they are switched on."""

import math
from collections import deque

import msgspec

from bot.emulator.errors import too_many_requests

# What puts something new into a chat, or changes what everybody sees, counts.
_COUNTED_PREFIXES = ("send", "copymessage", "forwardmessage", "editmessage")
_COUNTED = frozenset(
    [
        "createforumtopic",
        "editforumtopic",
        "closeforumtopic",
        "reopenforumtopic",
        "editgeneralforumtopic",
        "closegeneralforumtopic",
        "reopengeneralforumtopic",
        "hidegeneralforumtopic",
        "unhidegeneralforumtopic",
        "pinchatmessage",
        "stoppoll",
        "stopmessagelivelocation",
        "setchattitle",
    ]
)
_FREE = frozenset({"sendchataction", "sendmessagedraft"})


class Budgets(msgspec.Struct):
    """Allowed calls; 0 switches one off. A group's window is in seconds."""

    enforced: bool = False
    private_per_second: float = 1.0
    private_burst: float = 3.0
    group_per_minute: int = 20
    group_window: float = 60.0
    total_per_second: int = 30


def counts(method: str) -> bool:
    """Whether a method (lower case) takes from the budgets."""
    if method in _FREE:
        return False
    return method in _COUNTED or method.startswith(_COUNTED_PREFIXES)


class Limits:
    """What was spent lately. Refused calls spend nothing."""

    def __init__(self) -> None:
        self.budgets = Budgets()
        self._private: dict[int, tuple[float, float]] = {}
        self._groups: dict[int, deque[float]] = {}
        self._total: deque[float] = deque()

    def set(self, budgets: Budgets) -> None:
        """Take over budgets and forget what was spent."""
        self.budgets = budgets
        self._private.clear()
        self._groups.clear()
        self._total.clear()

    def spend(self, chat_id: int, cost: int, now: float) -> None:
        """Take `cost` calls (at `now`, epoch seconds); ApiError 429 when that is too many."""
        budgets = self.budgets
        wait = 0.0
        level = 0.0
        group: deque[float] = deque()
        if budgets.total_per_second:
            wait = _wait(self._total, budgets.total_per_second, 1.0, cost, now)
        if chat_id > 0 and budgets.private_per_second:
            burst = max(1.0, budgets.private_burst)
            level, since = self._private.get(chat_id, (burst, now))
            level = min(burst, level + (now - since) * budgets.private_per_second)
            wait = max(wait, (min(cost, burst) - level) / budgets.private_per_second)
        elif chat_id < 0 and budgets.group_per_minute:
            group = self._groups.setdefault(chat_id, deque())
            window = budgets.group_window
            wait = max(wait, _wait(group, budgets.group_per_minute, window, cost, now))
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        self._total.extend([now] * cost)
        if chat_id > 0:
            self._private[chat_id] = (level - cost, now)
        else:
            group.extend([now] * cost)


def _wait(spent: deque[float], allowed: int, window: float, cost: int, now: float) -> float:
    """Seconds until `cost` more fit into the window."""
    while spent and spent[0] <= now - window:
        spent.popleft()
    over = len(spent) + min(cost, allowed) - allowed
    return 0.0 if over <= 0 else spent[over - 1] + window - now
