"""Told: what was read of the patterns of danger, kept on disk, so that a start need not read all of them again.

It is no copy of the truth: what is not there, or was made of other patterns or by other code, is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.faq.patterns import Known
    from bot.faq.signs import DangerFile
    from bot.faq.stems import Stems

_READ_BY: Final = ("patterns.py", "stems.py", "span.py", "danger.py")
_MOST_KEPT: Final = 4


def key_of(danger: DangerFile) -> str:
    """Return a name for these patterns, as this code reads them."""
    here = Path(__file__).parent
    digest = hashlib.sha256(sys.version.encode())
    for name in _READ_BY:
        digest.update((here / name).read_bytes())
    told: list[Any] = [danger.lists, danger.ignore, danger.spoken_of, danger.ask_words]
    told += [danger.context.harmless, danger.context.overruled_by, danger.context.doubtful]
    told += [(one.patterns, one.whole, one.red_if) for one in danger.categories]
    digest.update(repr(told).encode())
    return digest.hexdigest()[:24]


def read_told(kept: Path) -> list[Known]:
    """Return what is kept; nothing when it can't be read."""
    try:
        data = json.loads(kept.read_bytes())
        sets = [frozenset(words) for words in data["sets"]]
        return [(tuple(sets[at] for at in numbers), spaces) for numbers, spaces in data["patterns"]]
    except (OSError, ValueError, TypeError, LookupError):
        return []


def keep_told(told: Sequence[Known], kept: Path) -> None:
    """Write down what was read; a disk that can't take it makes the next start a little slower, and nothing else."""
    numbers: dict[Stems, int] = {}
    patterns = [
        ([numbers.setdefault(one, len(numbers)) for one in stems], spaces) for stems, spaces in told
    ]
    data = {"sets": [sorted(one) for one in numbers], "patterns": patterns}
    draft = kept.with_suffix(f".{os.getpid()}.tmp")
    with suppress(OSError):
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.write_text(json.dumps(data), encoding="utf-8")
        draft.replace(kept)
        older = sorted(kept.parent.glob("patterns-*.json"), key=lambda one: one.stat().st_mtime)
        for one in older[:-_MOST_KEPT]:
            one.unlink(missing_ok=True)
