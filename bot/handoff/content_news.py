"""Content news: what the experts are told in General of the content: what is live, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff.effects import Edit, Named, Priority, Say, ToGeneral
from bot.text import Html, plain, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.faq.changes import Changes
    from bot.faq.content import Content
    from bot.faq.problem import Problem
    from bot.handoff.desk import Desk

_LINE: Final = "content"
"""The name of the line in General that says what is wrong."""
_SHOWN: Final = 5
"""How many mistakes, contacts or answers are named; the rest is counted."""
_LONGEST: Final = 400
"""Signs of one mistake."""


def broken(problems: Sequence[Problem], desk: Desk) -> Html:
    """Say where the newest content is wrong, and that an older version is live."""
    lines = [
        Html(
            f"• <code>{plain(f'{one.file}:{one.line}:{one.column}')}</code> {plain(one.sentence[:_LONGEST])}"
        )
        for one in problems[:_SHOWN]
    ]
    if (more := len(problems) - _SHOWN) > 0:
        lines.append(text(desk.language, "general.content_more", count=more))
    return text(desk.language, "general.content_broken", problems=Html("\n".join(lines)))


def mended(changes: Changes | None, content: Content, desk: Desk) -> Html:
    """Say that the newest content is live again."""
    news = _news(changes, content, desk)
    return text(desk.language, "general.content_mended", changes=Html(f" {news}" if news else ""))


def live(changes: Changes | None, content: Content, commit: str, desk: Desk) -> Html:
    """Say that new content is live, and what is new in it."""
    news = _news(changes, content, desk)
    return text(
        desk.language,
        "general.content_live",
        commit=commit[:7],
        changes=Html(f" {news}" if news else ""),
    )


def line(html: Html) -> Say:
    """Tell the experts something of the content, as the line that may be changed."""
    return Say(ToGeneral(), html, name=_LINE, priority=Priority.STATE)


def line_changed(html: Html) -> Edit:
    """Change the newest such line."""
    return Edit(ToGeneral(), Named(_LINE), html, priority=Priority.DECORATION)


def said(html: Html) -> Say:
    """Tell the experts something of the content that stays."""
    return Say(ToGeneral(), html, silent=True, priority=Priority.STATE)


def _news(changes: Changes | None, content: Content, desk: Desk) -> Html:
    """What is new, as one sentence; empty when nothing is, or it is not known."""
    if not changes:
        return Html("")
    parts = [
        text(
            desk.language,
            "general.content_contact_one" if one.used_in == 1 else "general.content_contact",
            name=one.contact.name.get(desk.language),
            count=one.used_in,
        )
        for one in changes.contacts[:_SHOWN]
    ]
    if (more := len(changes.contacts) - _SHOWN) > 0:
        parts.append(text(desk.language, "general.content_contacts", count=more))
    for ids, one, many in (
        (changes.changed, "general.content_changed_one", "general.content_changed"),
        (changes.added, "general.content_added_one", "general.content_added"),
    ):
        if ids:
            labels = ", ".join(f"“{_label(id_, content, desk)}”" for id_ in ids[:_SHOWN])
            named = f"{labels} …" if len(ids) > _SHOWN else labels
            key = one if len(ids) == 1 else many
            parts.append(text(desk.language, key, count=len(ids), labels=named))
    if count := len(changes.removed):
        key = "general.content_removed_one" if count == 1 else "general.content_removed"
        parts.append(text(desk.language, key, count=count))
    parts += [
        text(desk.language, key)
        for is_so, key in (
            (changes.danger, "general.content_danger"),
            (changes.intake, "general.content_intake"),
            (changes.other, "general.content_other"),
        )
        if is_so
    ]
    joined = "; ".join(parts)
    return Html(f"{joined[:1].upper()}{joined[1:]}.")


def _label(id_: str, content: Content, desk: Desk) -> str:
    """The short name of an entry; its id when a still newer version, without it, is live already."""
    entry = content.entries.get(id_)
    return id_ if entry is None else entry.wording(desk.language).label
