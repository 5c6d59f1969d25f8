"""Neutral: whether words tell somebody who looks at a locked phone, or over a shoulder, what a chat is about."""

import re
from typing import Final

_TELLING: Final = re.compile(
    r"extrem|radicali|terror|jihad|haat|hate|geweld|violen|gevaar|danger|wapen|weapon|aanslag|attack|bedreig|threat|"
    r"zelfdod|suic|racis|discrimin|polari|misbruik|abuse|slachtoffer|victim",
    re.IGNORECASE,
)


def tells(words: str) -> bool:
    """Tell whether something in these words shows, in Dutch or English, what this line is about."""
    return _TELLING.search(words) is not None
