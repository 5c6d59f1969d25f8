"""Layout: an entry as tidy YAML, the way the other entries are written, and where it goes in its file."""

from __future__ import annotations

import json
import re
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from bot.faq.schema import modeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_WIDTH: Final = 112
_PLAIN: Final = re.compile(r"[A-Za-z_][\w-]*(?: [\w-]+)*")
_TAKEN: Final = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
"""Words that YAML takes for something else than a word."""

_LINES: Final = frozenset({"paraphrases", "next_steps"})
_QUOTED: Final = frozenset({"question", "label"})
_TEXTS: Final = frozenset({"short", "answer"})


def entry_yaml(fields: Mapping[str, object]) -> str:
    """The lines of one entry, in the order of `fields`; what is None or an empty list of lines is left out."""
    lines: list[str] = []
    for name, value in fields.items():
        lines += _field(name, value)
    first, *others = lines
    return "\n".join((f"  - {first}", *(f"    {line}".rstrip() for line in others))) + "\n"


def appended(text: str | None, entry: str, file: str) -> tuple[str, int]:
    """The text of `file` ("nl/melden.yaml") with one more entry, and the line (from 1) on which that begins.

    What stands there stays as it is. `None`: there is no such file yet.
    """
    before = f"{modeline(file)}\nentries:\n" if text is None else f"{text.rstrip()}\n\n"
    return before + entry, before.count("\n") + 1


def _field(name: str, value: object) -> Iterator[str]:
    if value is None or (name in _LINES and not value):
        return
    if name in _LINES and isinstance(value, (list, tuple)):
        yield f"{name}:"
        yield from (f"  - {_quoted(str(item))}" for item in value)
    elif isinstance(value, (list, tuple)):
        yield f"{name}: [{', '.join(_word(str(item)) for item in value)}]"
    elif name in _TEXTS:
        yield from _text(name, str(value))
    else:
        yield f"{name}: {_quoted(str(value)) if name in _QUOTED else _word(str(value))}"


def _text(name: str, text: str) -> Iterator[str]:
    """A text over several lines: folded when it is one paragraph, else as it is."""
    parts: Sequence[str] = text.strip().split("\n")
    if len(parts) == 1:
        yield f"{name}: >-"
        parts = wrap(parts[0], _WIDTH - 6, break_long_words=False, break_on_hyphens=False)
    else:
        yield f"{name}: |-"
    yield from (f"  {line.strip()}" for line in parts)


def _word(text: str) -> str:
    plain = _PLAIN.fullmatch(text) is not None and text.lower() not in _TAKEN
    date = re.fullmatch(r"\d{4}-\d\d-\d\d", text) is not None
    return text if plain or date else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
