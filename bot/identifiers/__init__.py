"""Identifiers: what in a text points at one person, found before anybody else reads it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.identifiers.find import Find, Kind
from bot.identifiers.known import NOTHING, Known
from bot.identifiers.masking import MASKS, masked

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["MASKS", "Find", "Kind", "Known", "find", "masked", "warm"]


def find(text: str, known: Known = NOTHING) -> tuple[Find, ...]:
    """Return what points at one person, in the order of the text, none over another.

    The first call loads what the finder knows (a tenth of a second of CPU), unless `warm` was called.
    `known` is what everybody may know: numbers and addresses of the services themselves.
    """
    return _finder()(text, known)


def warm() -> None:
    """Load what the finder knows; safe in a thread beside the work."""
    _finder()("Warm Jan Qyzzor 06 1 januari 2001, Warmstraat 1.", NOTHING)


def _finder() -> Callable[[str, Known], tuple[Find, ...]]:
    """The finder itself: telephone numbers, names and patterns are not read before they are needed."""
    from bot.identifiers.finder import find as finder

    return finder
