"""Contact: an organisation people can turn to; the one place where its number is written."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from bot.faq.model import Certainty, Identifier, Line, Model, Words

_OR = {"nl": "of", "en": "or"}


class Contact(Model):
    """One organisation. `phone` is written as people know it; `dial` as a telephone wants it.

    `note` is for maintainers and is never shown.
    """

    id: Identifier
    name: Words
    phone: Line | None = None
    phone_also: Line | None = None
    dial: Annotated[str, StringConstraints(pattern=r"^(112|\+\d{8,15})$")] | None = None
    reach: Words | None = None
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[a-z]+$")] | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")] | None = None
    hours: Words | None = None
    purpose: Words = Field(alias="for")
    who: Words
    certainty: Certainty
    sources: tuple[Identifier | Line, ...] = ()
    researched: date
    last_verified: date | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _reachable(self) -> Contact:
        if self.phone is None and self.url is None and self.reach is None:
            raise ValueError(
                f"Contact “{self.id}” heeft geen telefoon, geen website en geen route. "
                "Vul minstens een van “phone”, “url” en “reach” in."
            )
        if self.phone is None and (self.dial or self.phone_also):
            raise ValueError(
                f"Contact “{self.id}” heeft een kiesnummer, maar geen telefoonnummer. "
                "Zet het nummer zoals mensen het kennen bij “phone”."
            )
        if self.phone is not None:
            # Without the zero in front: a dialled number has the country's code there.
            digits = "".join(sign for sign in self.phone if sign in "0123456789").lstrip("0")
            if not digits:
                raise ValueError(
                    f"Bij “phone” van contact “{self.id}” staat geen nummer. "
                    "Schrijf er een nummer, of zet bij “reach” hoe je er komt."
                )
            if self.dial is not None and not self.dial.endswith(digits):
                raise ValueError(
                    f"Bij contact “{self.id}” zijn “phone” en “dial” niet hetzelfde nummer. "
                    "Verander ze samen."
                )
        return self

    @property
    def checked(self) -> bool:
        """Whether the number may be shown: it has a source, or somebody has phoned it."""
        return self.certainty != "C" or self.last_verified is not None

    def number(self, language: str) -> str | None:
        """The number to show, with a second one if there is one; `None` when there is none to show."""
        if self.phone is None or not self.checked:
            return None
        if self.phone_also is None:
            return self.phone
        return f"{self.phone} {_OR.get(language, 'of')} {self.phone_also}"

    def way(self, language: str) -> str | None:
        """Number, or what to do instead, or website; `None` when there is none to show yet."""
        way = self.number(language)
        if way is None and self.reach is not None:
            way = self.reach.get(language)
        if way is None and self.url is not None:
            way = self.url.removeprefix("https://").removeprefix("www.").rstrip("/")
        return way

    def line(self, language: str) -> str:
        """Name, way to reach them, and hours, in one line."""
        way = self.way(language)
        name = self.name.get(language)
        if way is None:
            return name
        hours = f" ({self.hours.get(language)})" if self.hours is not None else ""
        return f"{name}: {way}{hours}"
