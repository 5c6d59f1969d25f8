"""Group news: what the experts are told of their own group: who came, who left, and what makes it unsafe."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from bot.handoff.effects import Edit, Named, Priority, Say, ToGeneral
from bot.handoff.ids import ExpertId
from bot.text import Html, bare, text

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.handoff.desk import Desk
    from bot.handoff.effects import Effect

_LINE: Final = "group"
"""The name under which the warning is remembered."""


class GroupDanger(StrEnum):
    """What lets others read the group of the experts, or takes away what is written in it."""

    PUBLIC = "public"
    HISTORY = "history"
    """New members see what was written before."""
    AUTO_DELETE = "auto-delete"


_LINES: Final = {
    GroupDanger.PUBLIC: "general.group_public",
    GroupDanger.HISTORY: "general.group_history",
    GroupDanger.AUTO_DELETE: "general.group_auto_delete",
}


class MemberMoved(Struct, frozen=True):
    """Somebody came into the group of the experts, or is out of it."""

    expert: ExpertId
    name: str
    """As Telegram shows it in the group."""
    is_bot: bool
    inside: bool
    at: float
    """Epoch seconds."""


def moved(news: MemberMoved, desk: Desk) -> Say:
    """Tell who came or left; Telegram shows the name there anyway."""
    name = news.name or bare(desk.language, "general.somebody")
    came = "general.joined_bot" if news.is_bot else "general.joined"
    said = text(desk.language, came if news.inside else "general.left", name=name)
    return Say(ToGeneral(), said, priority=Priority.STATE)


def unsafe(dangers: Collection[GroupDanger], desk: Desk, *, again: bool) -> Effect:
    """Warn of what makes the group unsafe; `again`: the line stands there already."""
    lines = "\n".join(text(desk.language, _LINES[one]) for one in GroupDanger if one in dangers)
    said = text(desk.language, "general.group_unsafe", problems=Html(lines))
    if again:
        return Edit(ToGeneral(), Named(_LINE), said, priority=Priority.STATE)
    return Say(ToGeneral(), said, name=_LINE, priority=Priority.NEW_CASE)


def safe_again(desk: Desk) -> Say:
    """Tell that nothing makes the group unsafe any more."""
    return Say(ToGeneral(), text(desk.language, "general.group_safe"), priority=Priority.STATE)
