"""Table: a row of numbers for each piece of a word; in a file where there is a folder for it, else in memory (65 MB)."""

from __future__ import annotations

import os
import weakref
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Bytes = NDArray[np.uint8]

_CHUNKS: Final = 17
"""The package keeps every seventeenth row together, with a scale and a least value of their own."""
_IN_CHUNK: Final = 7530
_LENGTH: Final = 512
"""Numbers in a row, a byte each."""


class Table:
    """Rows by the number of a piece. Safe to use from several threads."""

    def __init__(self, weights: Mapping[str, NDArray[Any]], file: Path | None) -> None:
        """`weights` by the names of the package; `file` is where the rows lie, or shall lie.

        Where that can't be written, the rows stay in memory.
        """
        self._scale, self._least = weights["scale"], weights["lo"]
        self._file = _opened(file, weights) if file is not None else None
        self._rows = np.empty(
            (0 if self._file is not None else _CHUNKS * _IN_CHUNK, _LENGTH), np.uint8
        )
        if self._file is not None:
            weakref.finalize(self, os.close, self._file)
        else:
            for place, chunk in enumerate(_chunks(weights)):
                self._rows[place * _IN_CHUNK : (place + 1) * _IN_CHUNK] = chunk

    def rows(self, pieces: Sequence[int]) -> Floats:
        """Return the rows of these pieces.

        Raises:
            OSError: the file can't be read.
        """
        numbers = np.array(pieces)
        chunk = numbers % _CHUNKS
        places = chunk * _IN_CHUNK + numbers // _CHUNKS
        if self._file is None:
            rows = self._rows[places]
        else:
            read = [os.pread(self._file, _LENGTH, at) for at in (places * _LENGTH).tolist()]
            rows = np.frombuffer(b"".join(read), np.uint8).reshape(-1, _LENGTH)
        found: Floats = rows.astype(np.float32) * self._scale[chunk, None]
        found += self._least[chunk, None]
        return found


def _opened(file: Path, weights: Mapping[str, NDArray[Any]]) -> int | None:
    """Open the file, made anew when it is not there whole; None when that can't be."""
    begun = file.with_suffix(f".{os.getpid()}.part")
    try:
        if not file.exists() or file.stat().st_size != _CHUNKS * _IN_CHUNK * _LENGTH:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with begun.open("wb") as target:
                for chunk in _chunks(weights):
                    target.write(chunk.tobytes())
                target.flush()
                os.fsync(target.fileno())
            begun.replace(file)
        return os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        with suppress(OSError):
            begun.unlink(missing_ok=True)
        return None


def _chunks(weights: Mapping[str, NDArray[Any]]) -> Iterator[Bytes]:
    """The rows of each chunk, one chunk at a time: together they take 65 MB."""
    return (weights[f"q{number}"] for number in range(1, _CHUNKS + 1))
