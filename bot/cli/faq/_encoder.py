"""Encoder of a command: encodes each text once, for a command asks the same text of several that read it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from typing_extensions import override

from bot.faq.encoder import Encoder, load_encoder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

_FEW: Final = 8
"""Texts at once that are remembered: more are a whole content, which is encoded to learn from it."""
_MOST: Final = 10_000
"""What is remembered, 2 kB a text."""


class Remembering(Encoder):
    """Says the same as the encoder in it."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known = lru_cache(maxsize=_MOST)(encoder.encode)

    @property
    @override
    def name(self) -> str:
        return self._encoder.name

    @override
    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._known(tuple(texts)) if len(texts) <= _FEW else self._encoder.encode(texts)


@lru_cache(maxsize=1)
def encoder_of(cache: Path | None) -> Encoder | None:
    """Return the one encoder of this process, or None when it is not installed; `cache` as `load_encoder` has it."""
    encoder = load_encoder(cache)
    return None if encoder is None else Remembering(encoder)
