"""Hours: when somebody is on duty, as a maintainer writes it: per weekday, or always."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Tag

Window = tuple[time, time]
"""Opening and closing time of one day, in the desk's own time zone."""

_WINDOW = re.compile(r"\s*(\d\d?):(\d\d)\s*[-–]\s*(\d\d?):(\d\d)\s*")


def _window(value: object) -> Window | None:
    """Read "09:00-17:00"; an empty text is a closed day, and 24:00 the end of the day."""
    if value is None or value == "":
        return None
    match = _WINDOW.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError('schrijf de openingstijd als "09:00-17:00", of "" voor een gesloten dag')
    opens_at, closes_at = _time(match[1], match[2]), _time(match[3], match[4])
    if closes_at <= opens_at:
        raise ValueError(
            "de sluitingstijd moet later op dezelfde dag zijn dan de openingstijd; "
            'een dienst over middernacht schrijf je als "20:00-24:00" en de dag erna "00:00-02:00"'
        )
    return opens_at, closes_at


def _time(hour: str, minute: str) -> time:
    if (hour, minute) == ("24", "00"):
        return time.max
    try:
        return time(int(hour), int(minute))
    except ValueError:
        raise ValueError(
            f"{hour}:{minute} is geen tijd; schrijf uren van 00:00 tot 24:00"
        ) from None


Day = Annotated[Window | None, BeforeValidator(_window)]


class Week(BaseModel):
    """The opening hours of a week. A day that is not named is closed."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    mon: Day = None
    tue: Day = None
    wed: Day = None
    thu: Day = None
    fri: Day = None
    sat: Day = None
    sun: Day = None

    @property
    def windows(self) -> tuple[Window | None, ...]:
        """The seven days, Monday first."""
        return (self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun)


OFFICE_WEEK: Final = Week.model_validate(
    dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00")
)


def _always(value: object) -> object:
    if value != "always":
        raise ValueError(
            'schrijf "always", of de dagen zoals {mon = "09:00-17:00", tue = "09:00-17:00"}'
        )
    return value


Hours = Annotated[
    Annotated[Week, Tag("week")]
    | Annotated[Literal["always"], BeforeValidator(_always), Tag("always")],
    Discriminator(lambda value: "always" if isinstance(value, str) else "week"),
]
"""A week, or the word `always`."""
