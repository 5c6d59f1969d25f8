"""Ledger: the row of Bot API calls and how each ended. Texts only when they are asked for."""

from collections import deque

import msgspec

from bot.emulator.bell import Bell
from bot.emulator.world import Json

_KEPT = 200_000
_KEPT_ARGUMENTS = 5_000


class Entry(msgspec.Struct):
    """One call. `time` is the stand-in's clock, `ms` how long it took in real time."""

    n: int
    time: float
    method: str
    chat_id: int | None
    thread_id: int | None
    arguments: dict[str, str]
    message_ids: list[int] = []
    ok: bool | None = None
    code: int | None = None
    error: str | None = None
    fault: str | None = None
    ms: float = 0.0


class Ledger:
    """The newest calls, numbered from 1."""

    def __init__(self) -> None:
        self.last = 0
        self.added = Bell()
        self._kept: deque[Entry] = deque(maxlen=_KEPT)
        self._with_arguments: deque[Entry] = deque()

    def open(
        self, time: float, method: str, chat_id: int | None, arguments: dict[str, str]
    ) -> Entry:
        """Note that a call came in; its outcome is filled in later."""
        self.last += 1
        thread = arguments.get("message_thread_id", "")
        thread_id = int(thread) if thread.isdigit() else None
        entry = Entry(self.last, time, method, chat_id, thread_id, arguments)
        self._kept.append(entry)
        self._with_arguments.append(entry)
        if len(self._with_arguments) > _KEPT_ARGUMENTS:
            self._with_arguments.popleft().arguments = {}
        return entry

    def close(self) -> None:
        """Tell those who follow that a call has ended."""
        self.added.ring()

    def after(self, number: int, *, texts: bool, limit: int = 10_000) -> list[Json]:
        """Calls later than `number`, oldest first; arguments only with `texts`."""
        found: list[Json] = []
        for entry in self._kept:
            if entry.n <= number:
                continue
            view: Json = msgspec.to_builtins(entry)
            if not texts:
                del view["arguments"]
            found.append(view)
            if len(found) >= limit:
                break
        return found

    def clear(self) -> None:
        """Forget all calls; numbers go on."""
        self._kept.clear()
        self._with_arguments.clear()


def message_ids(result: object) -> list[int]:
    """The ids of messages in a result."""
    if isinstance(result, dict) and isinstance(result.get("message_id"), int):
        return [result["message_id"]]
    if isinstance(result, list):
        return [
            item["message_id"]
            for item in result
            if isinstance(item, dict) and isinstance(item.get("message_id"), int)
        ]
    return []
