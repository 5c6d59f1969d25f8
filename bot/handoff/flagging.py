"""Flagging: any expert can say that an answer or a number is wrong; it is shown as being checked at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from bot.faq import checking
from bot.faq.named import contacts_called, contacts_in, entries_in
from bot.handoff import buttons
from bot.handoff.effects import Button, Keyboard
from bot.handoff.flag import Flag, FlagChange, Lift
from bot.text import Html, bare, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.handoff.desk import Desk
    from bot.handoff.events import Incoming
    from bot.handoff.ids import ExpertId
    from bot.handoff.knowledge import Knowledge

MOST: Final = 8
"""What can be chosen from at most."""


@dataclass(frozen=True, slots=True)
class Books:
    """What there is to flag, and what is flagged. `now` in epoch seconds."""

    knowledge: Knowledge
    desk: Desk
    flags: Mapping[str, Flag]
    now: float


class Said(Struct, frozen=True):
    """What the bot says to it, and what changes."""

    html: Html
    keyboard: Keyboard = ()
    change: FlagChange | None = None
    line: Html = Html("")
    """What General is told of the change."""


def asked(books: Books, words: str, message: Incoming, by: ExpertId) -> Said:
    """Answer the command: `words` stand behind it in `message`, which may answer another one."""
    content = books.knowledge.content
    item = checking.id_now(content, words)
    if item in content.entries or item in content.contacts:
        return _set(books, item, by)
    found = (
        _called(books, words)
        if words
        else _standing_in(books, message.quoted) or _standing_in(books, message.reply_text)
    )
    allowed = [item for item in found if checking.may_be_flagged(content, item)]
    if len(allowed) == 1 and not words:
        return _set(books, allowed[0], by)
    if allowed:
        asking = _say(books, "flag.choose")
        if len(allowed) < len(found):
            asking = Html(f"{_say(books, 'flag.never')}\n\n{asking}")
        return Said(asking, _choice(books, allowed[:MOST]))
    return Said(_say(books, "flag.never") if found else _which(books))


def pressed(books: Books, verb: str, item: str, by: ExpertId) -> tuple[str, Said | None]:
    """Answer a button; return the key of what pops up, and what its message says from now on (None: as it was)."""
    content = books.knowledge.content
    item = checking.id_now(content, item)
    if not checking.may_be_flagged(content, item):
        return "toast.stale", None
    if verb == buttons.FLAG:
        return "toast.flagged", _set(books, item, by)
    flag = books.flags.get(item)
    if flag is None:
        return "toast.stale", None
    if flag.by != by:
        return "toast.flag_not_yours", None
    lifted = _say(books, "flag.lifted", **_called_by(books, item))
    return "toast.lifted", Said(lifted, (), Lift(item), lifted)


def _set(books: Books, item: str, by: ExpertId) -> Said:
    """Flag it, unless it is flagged already or may never be."""
    content, called = books.knowledge.content, _called_by(books, item)
    if not checking.may_be_flagged(content, item):
        return Said(_say(books, "flag.never"))
    back = Button(bare(books.desk.language, "button.lift"), buttons.data(buttons.LIFT, item))
    if item in books.flags:
        return Said(_say(books, "flag.already", **called), ((back,),))
    digest = checking.digest(content, item)
    flag = Flag(item, digest or "", books.now, by)
    line = _say(books, "general.flagged", used=_used(books, item), **called)
    return Said(_say(books, "flag.set", **called), ((back,),), flag, line)


def _which(books: Books) -> Html:
    """Say how to flag something, and what is flagged already."""
    how = _say(books, "flag.which")
    if not books.flags:
        return how
    content, language = books.knowledge.content, books.desk.language
    lines = [
        _say(books, "flag.one", what=checking.name_of(content, item, language), id=item)
        for item in sorted(books.flags)[:MOST]
    ]
    return Html("\n".join((f"{how}\n", _say(books, "flag.now"), *lines)))


def _called(books: Books, words: str) -> Sequence[str]:
    """Contacts of this name or number, then entries that answer such a question."""
    match = books.knowledge.finder.match(words, books.desk.language, limit=3)
    found = match.candidates if match.decision != "none" else ()
    known = books.knowledge.content.entries
    entries = [one.entry_id for one in found if one.entry_id in known]
    return (*contacts_called(books.knowledge.content, words), *entries)


def _standing_in(books: Books, reply: str) -> Sequence[str]:
    """The entries that a message shows, and the contacts that it names or that those entries give."""
    content = books.knowledge.content
    entries = entries_in(content, reply)
    contacts = contacts_in(content, reply)
    given = content.entries[entries[0]].contacts if len(entries) == 1 else ()
    return tuple(dict.fromkeys((*entries, *given, *contacts)))


def _choice(books: Books, items: Sequence[str]) -> Keyboard:
    return tuple((Button(_label(books, item), buttons.data(buttons.FLAG, item)),) for item in items)


def _label(books: Books, item: str) -> str:
    content, language = books.knowledge.content, books.desk.language
    if (entry := content.entries.get(item)) is not None:
        what = entry.wording(language).label
        return buttons.label(bare(language, "button.flag_entry", what=what))
    what = content.contacts[item].name.get(language)
    return buttons.label(bare(language, "button.flag_contact", what=what))


def _called_by(books: Books, item: str) -> dict[str, object]:
    name = checking.name_of(books.knowledge.content, item, books.desk.language)
    return {"what": name, "id": item}


def _used(books: Books, item: str) -> Html:
    """In how many answers a contact stands; nothing for an entry."""
    content = books.knowledge.content
    if item in content.entries:
        return Html("")
    count = sum(item in entry.contacts for entry in content.entries.values())
    said = _say(books, "flag.used_once" if count == 1 else "flag.used", count=count)
    return Html(f"{said} ")


def _say(books: Books, key: str, **values: object) -> Html:
    return text(books.desk.language, key, **values)
