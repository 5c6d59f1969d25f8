"""Listed: what she is told of what is kept about her, one short sentence for each part, with its term."""

from bot.declared.parts import PARTS
from bot.declared.terms import Retention


def listed(language: str, retention: Retention) -> tuple[str, ...]:
    """Return short sentences in her language, as plain text: what is kept, and how long."""
    how_long = "Kept: {}." if language == "en" else "Bewaard: {}."
    return tuple(
        f"{part.her(language)} {how_long.format(part.term.words(language, retention))}"
        for part in PARTS
        if part.her_nl
    )
