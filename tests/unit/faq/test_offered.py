"""Offered: what is shown of a match to somebody who chooses for herself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.faq.matcher import Candidate, Match
from bot.faq.offered import offered

if TYPE_CHECKING:
    from bot.faq.content import Content
    from bot.faq.matcher import Decision


def ids(content: Content, decision: Decision, **scores: float) -> list[str]:
    """The ids of what is offered."""
    match = Match(decision, tuple(Candidate(name, score) for name, score in scores.items()))
    return [entry.id for entry in offered(content, match)]


def test_what_comes_near_stands_beside_the_answer(content: Content) -> None:
    """Best first, without what is there by chance."""
    found = ids(content, "answer", f12_meldcode=0.8, f13_dossier=0.3, f15_waar_melden=0.1)
    assert found == ["f12_meldcode", "f13_dossier"]


def test_nothing_that_fits_is_nothing_offered(content: Content) -> None:
    """What only came nearest is not shown."""
    assert ids(content, "none", f12_meldcode=0.9) == []
    assert ids(content, "choices") == []


def test_what_is_gone_or_about_the_helpline_is_left_out(content: Content) -> None:
    """An entry of older content, and one that says who the bot is."""
    assert ids(content, "choices", gone=1.0, m02_wie_ben_je=1.0, f12_meldcode=1.0) == [
        "f12_meldcode"
    ]
