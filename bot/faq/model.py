"""Model: the base of everything that is read from the content folder (frozen, unknown fields refused)."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

NAME: Final = re.compile(r"[a-z][a-z0-9_]{1,39}")

Identifier = Annotated[str, StringConstraints(pattern=rf"^{NAME.pattern}$")]
"""An id: small letters, digits and underscores. Ids stay; texts may change."""

Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=r"^[^\n\r]*$"),
]
"""One line of text."""

Body = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
"""A text of one or more lines; far below the 4,096 characters of one Telegram message."""

Certainty = Literal["A", "B", "C"]
"""A: on an official page. B: found, but old, secondary or partly inferred. C: not verified."""

LANGUAGES = ("nl", "en")


class Model(BaseModel):
    """A frozen record; a field that it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Model):
    """One line in both languages."""

    nl: Line
    en: Line

    def get(self, language: str) -> str:
        """The line in `language` ("nl" or "en"); Dutch for any other."""
        return self.en if language == "en" else self.nl


class Texts(Model):
    """A text of several lines in both languages."""

    nl: Body
    en: Body

    def get(self, language: str) -> str:
        """The text in `language` ("nl" or "en"); Dutch for any other."""
        return self.en if language == "en" else self.nl
