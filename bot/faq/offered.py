"""Offered: which entries a match shows to somebody who looks and chooses for herself, on a page or in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.faq.content import Content
    from bot.faq.entry import Entry
    from bot.faq.matcher import Match

_NEAR: Final = 0.25
"""Part of the best score below which an entry is there by chance."""


def offered(content: Content, match: Match) -> tuple[Entry, ...]:
    """Return the entries of a match, best first; none when the matcher says that nothing fits.

    Where the bot would give one answer, those that come near are offered beside it. What is about the helpline
    itself is left out: that is said in its own chat.
    """
    if match.decision == "none" or not match.candidates:
        return ()
    least = match.candidates[0].score * _NEAR
    found = (content.entries.get(one.entry_id) for one in match.candidates if one.score >= least)
    return tuple(entry for entry in found if entry is not None and entry.theme is not None)
