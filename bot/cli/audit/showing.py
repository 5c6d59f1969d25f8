"""Showing the audit, newest entries last; who looks is noted in it first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.stored import Room, with_store
from bot.content import desk_of
from bot.handoff.audit import Deed, Role

if TYPE_CHECKING:
    from datetime import datetime

    from bot.handoff.desk import Desk
    from bot.settings import Settings
    from bot.store.audit import AuditRow

_PAGE: Final = 500
_ROLES: Final = {
    Role.PERSON: "vrager",
    Role.EXPERT: "deskundige",
    Role.SYSTEM: "helpline",
    Role.OPERATOR: "beheerder",
}
_DEEDS: Final = {
    Deed.PLACED: "zaak geplaatst",
    Deed.CLAIMED: "zaak opgepakt",
    Deed.ANSWERED: "antwoord verstuurd",
    Deed.CHANGED: "antwoord veranderd",
    Deed.TAKEN_BACK: "bericht teruggehaald",
    Deed.CLOSED: "zaak gesloten",
    Deed.REOPENED: "zaak heropend",
    Deed.TRANSFERRED: "zaak overgedragen",
    Deed.ALARMED: "gevaar gemeld",
    Deed.BLOCKED: "geblokkeerd",
    Deed.UNBLOCKED: "blokkade opgeheven",
    Deed.INVITED: "uitnodiging gemaakt",
    Deed.INVITE_REVOKED: "uitnodiging ingetrokken",
    Deed.INVITE_USED: "uitnodiging gebruikt",
    Deed.APPROVED: "toegelaten",
    Deed.REFUSED: "niet toegelaten",
    Deed.EXPORTED: "gegevens meegegeven",
    Deed.DELETED: "gewist",
    Deed.READ: "ingezien",
    Deed.SETTINGS: "instellingen geladen",
    Deed.KEYS: "sleutels veranderd",
    Deed.ACCEPTED: "logboek aanvaard",
}


class Wanted(NamedTuple):
    """Which entries are wanted."""

    code: str | None
    who: str | None
    deed: str | None
    since: datetime | None
    """Local time of the desk, without a zone."""
    most: int


def show_audit(settings: Settings, wanted: Wanted) -> int:
    """Print the newest entries that are wanted, oldest first; return the exit code."""
    desk = desk_of(settings)

    async def show(room: Room) -> int:
        await room.note(Deed.READ, "audit")
        rows = await _found(room, wanted, desk)
        if not rows:
            click.echo("Er is niets gevonden.")
            return 0
        table = Table("Nr", "Wanneer", "Wie", "Wat", "Zaak", "Over")
        for row in reversed(rows):
            table.add_row(*_cells(row, desk))
        Console().print(table)
        return 0

    return with_store(settings, show)


async def _found(room: Room, wanted: Wanted, desk: Desk) -> list[AuditRow]:
    """Return the entries, newest first."""
    found: list[AuditRow] = []
    last, _ = await room.store.audit_head()
    while last > 0 and len(found) < wanted.most:
        first = max(1, last - _PAGE + 1)
        page = await room.store.audit_entries(first, last)
        if not any(page):
            break  # what was there is let go of
        for entry in reversed(page):
            if entry is None:
                continue
            row = room.store.opened(entry)
            if _is_before(row, wanted, desk):
                return found
            if _fits(row, wanted) and len(found) < wanted.most:
                found.append(row)
        last = first - 1
    return found


def _is_before(row: AuditRow, wanted: Wanted, desk: Desk) -> bool:
    if wanted.since is None or row.stored is None:
        return False
    return desk.local(row.stored.at).replace(tzinfo=None) < wanted.since


def _fits(row: AuditRow, wanted: Wanted) -> bool:
    if wanted.code is not None and (row.code or "").lower() != wanted.code.strip().lower():
        return False
    if wanted.who is not None and wanted.who.strip().lower() not in _who(row):
        return False
    return wanted.deed is None or wanted.deed.strip().lower() in _what(row)


def _cells(row: AuditRow, desk: Desk) -> tuple[str | Text, ...]:
    when = "?" if row.stored is None else f"{desk.local(row.stored.at):%Y-%m-%d %H:%M:%S}"
    case = "gewist" if row.erased else row.code or ""
    about = "" if row.stored is None else row.stored.about
    mark = "" if row.genuine else "✗ "
    return str(row.number), when, _who(row), Text(mark + _what(row)), case, Text(about)


def _who(row: AuditRow) -> str:
    if row.stored is None:
        return "?"
    return f"{_ROLES[row.stored.by]} {row.stored.who}".strip()


def _what(row: AuditRow) -> str:
    return "onleesbaar" if row.stored is None else _DEEDS[row.stored.deed]
