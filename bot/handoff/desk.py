"""The desk: who answers, when, within what time, and under which name. Configuration as the core sees it."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.declared import Retention
from bot.handoff.policy import Policy

_DAYS_AHEAD = 60


class AccessMode(StrEnum):
    """Who may have a case placed."""

    OPEN = "open"
    INVITE = "invite"
    """Who came with an invitation."""
    APPROVE = "approve"
    """Whom a coordinator lets in."""


class Reactions(Struct, frozen=True):
    """The receipts under a message; all from the group's `available_reactions`."""

    delivered: str = "👌"
    note: str = "✍"
    failed: str = "😢"
    waiting: str = "👀"
    """What waits for Telegram for longer than a few seconds."""


class Desk(Struct, frozen=True):
    """The helpline desk.

    `hours` holds for each weekday (0 is Monday) the opening and closing time in the desk's own
    time zone, or None; `always` overrides it.
    """

    name: str = "Helpline"
    language: str = "nl"
    timezone: str = "Europe/Amsterdam"
    always: bool = False
    hours: tuple[tuple[time, time] | None, ...] = (None,) * 7
    closed_days: frozenset[date] = frozenset()
    answer_within: float = 30 * 60
    """The promised time, in seconds of opening time after placing."""
    role_nl: str = "Deskundige"
    role_en: str = "Expert"
    reactions: Reactions = Reactions()
    hold_for: float = 2 * 60
    """Seconds in which she can say what becomes of a message that may show who somebody is."""
    access: AccessMode = AccessMode.OPEN
    messages_per_minute: int = 30
    """Messages of one person within a minute after which hers go behind those of others; 0 for any number."""
    policy: Policy = Policy()
    """What may go to the other side, and what is asked first."""
    retention: Retention = Retention()
    """How long what is kept."""

    def role(self, language: str, letter: str) -> str:
        """Return the name under which she knows an expert."""
        return f"{self.role_en if language == 'en' else self.role_nl} {letter}"

    def on_duty(self, now: float) -> bool:
        """Tell whether somebody is on duty at `now` (epoch seconds) by the configured hours."""
        if self.always:
            return True
        local = self.local(now)
        window = self._window(local.date())
        return window is not None and window[0] <= local < window[1]

    def closes(self, now: float) -> datetime | None:
        """Return when today's duty ends, in local time; None when always open or not on duty."""
        if self.always or not self.on_duty(now):
            return None
        window = self._window(self.local(now).date())
        return window[1] if window else None

    def opens(self, now: float) -> datetime | None:
        """Return when somebody is next on duty, in local time; None when never within two months."""
        local = self.local(now)
        if self.on_duty(now):
            return local
        for ahead in range(_DAYS_AHEAD):
            window = self._window(local.date() + timedelta(days=ahead))
            if window is not None and window[0] > local:
                return window[0]
        return None

    def promise(self, now: float) -> float:
        """Return by when somebody answers (epoch seconds): opening time counts, closing time does not.

        Without any opening hours nothing is promised to come sooner than a day from now.
        """
        left = timedelta(seconds=self.answer_within)
        at = self.opens(now)
        while at is not None:
            end = self.closes(at.timestamp())
            if end is None or at + left <= end:
                return (at + left).timestamp()
            left -= end - at
            at = self.opens(end.timestamp())
        return now + timedelta(days=1).total_seconds()

    def local(self, at: float) -> datetime:
        """Return epoch seconds as local time of the desk."""
        return datetime.fromtimestamp(at, ZoneInfo(self.timezone))

    def clock(self, at: float) -> str:
        """Return epoch seconds as local time of the desk, as people read it: "14:03"."""
        local = self.local(at)
        return f"{local.hour}:{local.minute:02}"

    def _window(self, day: date) -> tuple[datetime, datetime] | None:
        hours = self.hours[day.weekday()]
        if hours is None or day in self.closed_days:
            return None
        zone = ZoneInfo(self.timezone)
        return datetime.combine(day, hours[0], zone), datetime.combine(day, hours[1], zone)
