"""Polarity: which questions ask whether something may not be."""

from __future__ import annotations

import pytest

from bot.faq.matching.polarity import denied


@pytest.mark.parametrize(
    "text",
    [
        "mag ik dit niet delen met de ouders",
        "moet ik dan geen melding doen",
        "wanneer hoef ik niet te melden",
        "may i not share this with the parents",
        "i cant tell the parents right",
    ],
)
def test_denied(text: str) -> None:
    """The verb that asks is followed by a denial."""
    assert denied(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "mag ik dit delen met de ouders",
        "het voelt niet pluis moet ik iets doen",
        "moet ik melden of niet",
        "kan ik niet alleen met hem praten",
        "hij luistert niet",
    ],
)
def test_not_denied(text: str) -> None:
    """No denial, one that denies nothing, or one of something else."""
    assert not denied(text.split())
