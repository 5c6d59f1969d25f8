"""Entries of the message map in their compact stored form: kind, counterpart and author in a few bytes.

`h123` is a message of hers whose counterpart is 123; `a123:abc` an answer by author abc; `c` the card;
`m12/10@0,12@85` a merged message of the parts 10 and 12, with where they begin; `h123!120` one whose copy 120 stands there too.
The script that writes them reads this form too, to keep what a newer entry does not know.
"""

from bot.handoff.ids import ExpertId, MessageId
from bot.handoff.message_map import Entry, EntryKind, Side


def field(side: Side, message: MessageId) -> str:
    """Return the field of a message in its person's map."""
    return f"{side.value}{message}"


def name_field(name: str) -> str:
    """Return the field under which the id of a named message stands."""
    return f"n:{name}"


def pack(entry: Entry) -> str:
    """Return the stored form of an entry."""
    other = "" if entry.other is None else str(entry.other)
    author = "" if entry.author is None else f":{entry.author}"
    parts = "/" if entry.parts else ""
    parts += ",".join(f"{part}@{start}" for part, start in entry.parts)
    before = "!" if entry.before else ""
    before += ",".join(map(str, entry.before))
    return f"{entry.kind.value}{other}{author}{before}{parts}"


def unpack(stored: bytes) -> Entry:
    """Return the entry that was stored."""
    text = stored.decode()
    known, _, parts = text[1:].partition("/")
    known, _, before = known.partition("!")
    other, _, author = known.partition(":")
    return Entry(
        kind=EntryKind(text[0]),
        author=ExpertId(author) if author else None,
        other=MessageId(int(other)) if other else None,
        parts=_parts(parts) if parts else (),
        before=tuple(MessageId(int(one)) for one in before.split(",")) if before else (),
    )


def _parts(stored: str) -> tuple[tuple[MessageId, int], ...]:
    pairs = (part.split("@") for part in stored.split(","))
    return tuple((MessageId(int(part)), int(start)) for part, start in pairs)


def incomplete(entry: Entry) -> bool:
    """Tell whether what is stored already may know more than this entry: its counterpart or its author."""
    return entry.other is None or (entry.kind is EntryKind.ANSWER and entry.author is None)
