"""Reply: an entry as one message: answer, next steps, whom to call; and a danger screen with its contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.faq.checking import contact_line, warnings
from bot.faq.markup import plain_text, telegram_html
from bot.text import Html, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from bot.faq.content import Content
    from bot.faq.signs import Screen

_CALL = {"nl": "Bellen of lezen:", "en": "To call or read:"}
_STEPS = {"nl": "Wat je kunt doen:", "en": "What you can do:"}


def reply_html(content: Content, entry_id: str, language: str, flags: Collection[str] = ()) -> Html:
    """The whole reply for an entry as Telegram HTML, in `language` ("nl" or "en").

    `flags` holds the ids of entries and contacts that are being checked; it says so there.
    Raises `KeyError` for an entry that the content does not have.
    """
    return Html(_reply(content, entry_id, language, flags, marked=telegram_html, bare=plain))


def reply_text(content: Content, entry_id: str, language: str, flags: Collection[str] = ()) -> str:
    """The same as plain text, without markup."""
    return _reply(content, entry_id, language, flags, marked=plain_text, bare=str)


def _reply(
    content: Content,
    entry_id: str,
    language: str,
    flags: Collection[str],
    *,
    marked: Callable[[str], str],
    bare: Callable[[str], str],
) -> str:
    entry = content.entries[entry_id]
    wording = entry.wording(language)
    parts = [marked(wording.answer)]
    if wording.short is not None:
        parts.insert(0, marked(wording.short))
    parts[:0] = [bare(line) for line in warnings(content, entry, language, flags)]
    if wording.next_steps:
        steps = _listed([marked(step) for step in wording.next_steps])
        parts.append("\n".join((bare(_heading(_STEPS, language)), *steps)))
    if lines := _contact_lines(content, entry.contacts, language, flags):
        listed = _listed([bare(line) for line in lines])
        parts.append("\n".join((bare(_heading(_CALL, language)), *listed)))
    return "\n\n".join(parts)


def screen_text(
    content: Content, screen: Screen, language: str, flags: Collection[str] = ()
) -> str:
    """A danger screen with its contacts under it, in `language` ("nl" or "en"); `flags` as in `reply_html`."""
    lines = _contact_lines(content, screen.contacts, language, flags)
    return "\n\n".join((screen.text.get(language), "\n".join(_listed(lines))))


def _contact_lines(
    content: Content, ids: Sequence[str], language: str, flags: Collection[str]
) -> list[str]:
    """A line for each contact that can be reached by now."""
    contacts = (content.contacts[contact_id] for contact_id in ids)
    return [
        contact_line(contact, language, flags)
        for contact in contacts
        if contact.way(language) is not None
    ]


def _heading(headings: dict[str, str], language: str) -> str:
    return headings.get(language, headings["nl"])


def _listed(lines: Sequence[str]) -> list[str]:
    return [f"• {line}" for line in lines]
