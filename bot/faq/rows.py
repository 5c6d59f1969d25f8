"""Rows: a file of texts with the id of the entry that each belongs to, for measuring."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class RowsError(Exception):
    """A file of rows can't be read. The message is a Dutch sentence with the place."""


def read_rows(file: Path) -> list[tuple[str, str]]:
    """Read a text and an id from each line, parted by a tab; the id may be empty, lines without a text are skipped.

    Raises:
        RowsError: the file is not there, no UTF-8, or has a line with more than one tab.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise RowsError(f"{file} is niet te lezen als tekst (UTF-8).") from None
    rows = []
    for number, line in enumerate(text.split("\n"), start=1):
        first, *others = line.rstrip("\r").split("\t")
        if len(others) > 1:
            raise RowsError(f"{file}:{number}: meer dan één tab op een regel.")
        if first.strip():
            rows.append((first.strip(), others[0].strip() if others else ""))
    return rows
