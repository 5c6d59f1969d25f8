"""Inline: what can be shared in any chat by typing behind the bot's name: an answer, whole, with its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from bot.faq.content import RED_SCREEN
from bot.faq.danger import Level
from bot.faq.offered import offered
from bot.faq.reply import reply_html, screen_text
from bot.text import bare, plain, text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from bot.faq.content import Content
    from bot.faq.entry import Entry
    from bot.handoff.desk import Desk
    from bot.handoff.knowledge import Knowledge

MOST: Final = 10
"""Entries that are offered for one search; who needs more had better type more."""
LONGEST: Final = 256
"""Signs of a search (Bot API, InlineQuery); what comes from elsewhere is cut."""
LONGEST_TEXT: Final = 4096
"""Characters of a message (Bot API, InputTextMessageContent)."""
_DESCRIPTION: Final = 120
_EMERGENCY: Final = "112"


class Seeking(Struct, frozen=True):
    """Somebody types behind the bot's name, in any chat. Who it is does not matter."""

    query: str
    """By this Telegram knows what is answered (Bot API, InlineQuery)."""
    words: str
    language: str
    """Language of the Telegram client (IETF tag); empty when it tells none."""


class Shared(Struct, frozen=True):
    """One thing to choose: what the list shows, and the message that it becomes."""

    id: str
    """1–64 bytes, and another one for each of a list."""
    title: str
    description: str
    html: str


class Offer(Struct, frozen=True):
    """The answer to a search. Like a toast it takes no lane and is not stored: lost is better than late."""

    query: str
    choices: tuple[Shared, ...]
    way_out: str
    """The label of the button that leads into the chat with the bot."""


def offer(seeking: Seeking, knowledge: Knowledge, desk: Desk, flags: Collection[str] = ()) -> Offer:
    """Return what is offered for typed words: danger first, then the entries that fit, or for no words the themes.

    `flags` holds the ids of entries and contacts that are being checked.
    """
    language = _language(seeking.language, desk)
    words = seeking.words[:LONGEST].strip()
    found = (
        (*_danger(knowledge, words, language, flags), *_fitting(knowledge, words, language, flags))
        if words
        else (
            _emergency(knowledge.content, RED_SCREEN, language, flags),
            *_themes(knowledge.content, language),
        )
    )
    fit = tuple(one for one in found if len(one.html) <= LONGEST_TEXT)
    return Offer(seeking.query, fit, bare(language, "inline.way_out"))


def _language(tag: str, desk: Desk) -> str:
    spoken = tag.partition("-")[0].lower()
    return spoken if spoken in {"nl", "en"} else desk.language


def _danger(
    knowledge: Knowledge, words: str, language: str, flags: Collection[str]
) -> Iterator[Shared]:
    """Offer whom to call when the words show danger, or may."""
    sign = knowledge.watch.look(words)
    if sign is None or sign.level is Level.INFO:
        return
    content = knowledge.content
    screen = content.screens[RED_SCREEN]
    if sign.level >= Level.AMBER:
        screen = content.screen(red=sign.level is Level.RED, category=sign.category)
    yield _emergency(content, screen.id, language, flags)


def _emergency(content: Content, screen_id: str, language: str, flags: Collection[str]) -> Shared:
    screen = content.screens[screen_id]
    html = plain(screen_text(content, screen, language, flags))
    return Shared(_EMERGENCY, bare(language, "inline.danger"), screen.short.get(language), html)


def _fitting(
    knowledge: Knowledge, words: str, language: str, flags: Collection[str]
) -> Iterator[Shared]:
    """Offer what the matcher gives or offers; she who types sees it before she sends it."""
    match = knowledge.finder.match(words, language, MOST)
    for entry in offered(knowledge.content, match):
        yield _entry(knowledge.content, entry, language, flags)


def _entry(content: Content, entry: Entry, language: str, flags: Collection[str]) -> Shared:
    wording = entry.wording(language)
    answer = reply_html(content, entry.id, language, flags)
    html = text(language, "entry", question=wording.question, answer=answer)
    return Shared(entry.id, wording.question, _short(wording.gist), html)


def _themes(content: Content, language: str) -> Iterator[Shared]:
    """Offer each theme as the list of its questions."""
    for theme in content.themes:
        questions = [one.wording(language).question for one in content.entries_of(theme.id)]
        listed = "\n".join(f"• {question}" for question in questions)
        name = theme.name.get(language)
        html = text(language, "inline.theme", theme=name, questions=listed)
        yield Shared(f"theme.{theme.id}", name, _short(", ".join(questions)), html)


def _short(words: str) -> str:
    """Return a text without marks in one line, as far as a list shows it."""
    line = " ".join(words.split())
    return line if len(line) <= _DESCRIPTION else f"{line[: _DESCRIPTION - 1].rstrip()}…"
