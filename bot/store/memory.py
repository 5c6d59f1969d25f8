"""Memory: what was read or written last, kept beside the store, so that a message needs no trip to look it up.

Right only where nobody else writes: the owner of the desk is the only writer, each of its commits checks the version
that was remembered, and whoever doubts forgets. What is sealed stays sealed here.
"""

from collections import OrderedDict
from typing import Final, Generic, TypeVar

PERSONS: Final = 10_000
"""Records kept in memory, of some 400 bytes each."""
TOPICS: Final = 10_000

_K = TypeVar("_K")
_V = TypeVar("_V")


class Memory(Generic[_K, _V]):
    """Keeps the values that were used last, at most `size` of them."""

    __slots__ = ("_kept", "_size")

    def __init__(self, size: int) -> None:
        self._kept: OrderedDict[_K, _V] = OrderedDict()
        self._size = size

    def recall(self, key: _K) -> _V | None:
        """Return what is kept under a key, None when nothing is."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: _K, value: _V) -> None:
        """Keep a value; the one that was used longest ago makes room."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)

    def forget(self, key: _K) -> None:
        """Keep nothing under a key."""
        self._kept.pop(key, None)
