"""Polarity: whether a question asks if something may *not* be, so that it never gets the answer to the opposite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_ASKING: Final = frozenset(
    """
    mag mogen moet moeten kan kun kunnen hoef hoeven hoeft zal zou zouden wil willen
    may can could must should shall do does am are is
    """.split()  # noqa: SIM905 - reads better than a list of quotes
)
_ASKING_NOT: Final = frozenset(("cant", "cannot", "shouldnt", "mustnt"))
"""Both in one word."""
_NOT: Final = _ASKING_NOT | {"niet", "geen", "nooit", "niets", "niks", "not", "never", "dont"}
_NO_DENIAL: Final = frozenset(("pluis", "alleen", "only", "of", "or", "just", "zeker", "sure"))
"""Beside one of these, a word of denial denies nothing: "niet pluis", "niet alleen", "of niet"."""
_REACH: Final = 8
"""Words between the verb that asks and the word of denial."""


def denied(typed: Sequence[str]) -> bool:
    """Whether a text, in small bare words, asks if something may not, need not or must not be."""
    for place, word in enumerate(typed):
        if word not in _NOT:
            continue
        around = {*typed[max(place - 1, 0) : place], *typed[place + 1 : place + 2]}
        if around & _NO_DENIAL:
            continue
        if word in _ASKING_NOT or _ASKING & set(typed[max(place - _REACH, 0) : place]):
            return True
    return False
