"""Cache: what was learned, kept in a file by the hash of all that it was learned from."""

from __future__ import annotations

import hashlib
import zipfile
from contextlib import suppress
from dataclasses import astuple
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.faq.matching.calibration import Calibration
from bot.faq.matching.gate import Gate
from bot.faq.matching.learned import Learned

if TYPE_CHECKING:
    from bot.faq.encoder import Encoder
    from bot.faq.matching.corpus import Corpus

_KEPT: Final = 8
"""Files; older ones go. Two a version of the content: by words, and by meaning too."""
_ARRAYS: Final = (
    "rarities",
    "weights",
    "bias",
    "middles",
    "meaning_weights",
    "meaning_bias",
    "meaning_middles",
)
_BROKEN: Final = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile)
"""What reading a file raises that is not what was written."""


def load(folder: Path, corpus: Corpus, encoder: Encoder | None) -> Learned | None:
    """What was learned from the same corpus with the same code and encoder; None when it is not there, or broken."""
    try:
        # Opened here: what numpy opens itself stays open when it turns out to be broken.
        with (
            _file(folder, corpus, encoder).open("rb") as source,
            np.load(source, allow_pickle=False) as kept,
        ):
            calibration = Calibration(*kept["calibration"].tolist())
            found = Learned(
                names=_lines(kept["names"]),
                words=_lines(kept["words"]),
                calibration=calibration,
                gate=Gate(kept["gate_words"], kept["gate_meaning"]),
                **{name: kept[name] for name in _ARRAYS},
            )
    except _BROKEN:
        return None
    return found if _whole(found, corpus) else None


def save(folder: Path, corpus: Corpus, encoder: Encoder | None, learned: Learned) -> None:
    """Keep what was learned. A folder that can't be written to is no reason to stop: then it is learned anew."""
    file = _file(folder, corpus, encoder)
    begun = file.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with begun.open("wb") as target:
            np.savez(
                target,
                names=_joined(learned.names),
                words=_joined(learned.words),
                calibration=np.array(astuple(learned.calibration)),
                gate_words=learned.gate.by_words,
                gate_meaning=learned.gate.by_meaning,
                **{name: getattr(learned, name) for name in _ARRAYS},
            )
        begun.replace(file)
        kept = sorted(folder.glob("matcher-*.npz"), key=lambda one: one.stat().st_mtime)
        for old in kept[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        with suppress(OSError):
            begun.unlink(missing_ok=True)


def _file(folder: Path, corpus: Corpus, encoder: Encoder | None) -> Path:
    name = "" if encoder is None else encoder.name
    digest = hashlib.sha256(f"{_code()}\n{name}\n{corpus.digest}".encode()).hexdigest()
    return folder / f"matcher-{digest[:24]}.npz"


@cache
def _code() -> str:
    """A hash of the program that learns: another version may learn something else."""
    here = Path(__file__).parent
    files = sorted((*here.glob("*.py"), here.parent / "plain.py"))
    return hashlib.sha256(b"".join(one.read_bytes() for one in files)).hexdigest()


def _whole(found: Learned, corpus: Corpus) -> bool:
    entries, columns = len(corpus.ids), found.weights.shape[0]
    return (
        found.weights.shape == (columns, entries)
        and found.middles.shape == (entries, columns)
        and found.bias.shape == found.meaning_bias.shape == (entries,)
        and found.meaning_weights.shape[1:] == (entries,)
        and found.meaning_middles.shape == found.meaning_weights.shape[::-1]
        and len(found.names) == len(found.rarities)
        and found.gate.by_words.shape == (columns + 1 if corpus.elsewhere else 0,)
        and len(found.gate.by_meaning) in {0, len(found.meaning_weights) + 1}
    )


def _joined(lines: tuple[str, ...]) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


def _lines(joined: np.ndarray[tuple[int], np.dtype[np.uint8]]) -> tuple[str, ...]:
    return tuple(joined.tobytes().decode().split("\n")) if len(joined) else ()
