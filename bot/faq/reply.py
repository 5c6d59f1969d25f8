"""Reply: an entry as one message: answer, next steps, whom to call. Plain text, no markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.faq.content import Content
    from bot.faq.signs import Screen

_CALL = {"nl": "Bellen of lezen:", "en": "To call or read:"}
_STEPS = {"nl": "Wat je kunt doen:", "en": "What you can do:"}


def reply_text(content: Content, entry_id: str, language: str) -> str:
    """The whole reply for an entry, in `language` ("nl" or "en").

    Raises `KeyError` for an entry that the content does not have.
    """
    entry = content.entries[entry_id]
    wording = entry.wording(language)
    parts = [wording.answer]
    if wording.next_steps:
        parts.append("\n".join((_heading(_STEPS, language), *_listed(wording.next_steps))))
    if lines := _contact_lines(content, entry.contacts, language):
        parts.append("\n".join((_heading(_CALL, language), *_listed(lines))))
    return "\n\n".join(parts)


def screen_text(content: Content, screen: Screen, language: str) -> str:
    """A danger screen with its contacts under it, in `language` ("nl" or "en")."""
    lines = _contact_lines(content, screen.contacts, language)
    return "\n\n".join((screen.text.get(language), "\n".join(_listed(lines))))


def _contact_lines(content: Content, ids: Sequence[str], language: str) -> list[str]:
    """A line for each contact that can be reached by now."""
    contacts = (content.contacts[contact_id] for contact_id in ids)
    return [contact.line(language) for contact in contacts if contact.way(language) is not None]


def _heading(headings: dict[str, str], language: str) -> str:
    return headings.get(language, headings["nl"])


def _listed(lines: Sequence[str]) -> list[str]:
    return [f"• {line}" for line in lines]
