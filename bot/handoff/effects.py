"""Effects: what is to be done at Telegram, in the imperative. Data only; the outbox carries them out."""

from enum import IntEnum, StrEnum

from msgspec import Struct

from bot.handoff.ids import CaseCode, ChatId, MessageId, PersonId, ThreadId
from bot.handoff.message_map import EntryKind


class Priority(IntEnum):
    """Order of service within a budget; a lane keeps its own order."""

    DANGER = 0
    NEW_CASE = 1
    MESSAGE = 2
    STATE = 3
    DECORATION = 4


class Doubt(StrEnum):
    """What to do when it is unknown whether a call took effect (the reply was lost, the process died)."""

    REPEAT = "repeat"
    """A loss would be worse: send it again."""
    DROP = "drop"
    """A repeat would be worse: leave it."""
    HOLD = "hold"
    """Wait for what Telegram tells by itself (a new topic comes back as an update), then repeat."""


# --- places -----------------------------------------------------------------------------------


class ToPerson(Struct, frozen=True, tag="person"):
    """A professional's private chat."""

    person: PersonId
    chat: ChatId


class ToTopic(Struct, frozen=True, tag="topic"):
    """The topic of a case; which thread that is, is looked up when it is sent."""

    code: CaseCode


class ToGeneral(Struct, frozen=True, tag="general"):
    """The General topic of the expert group."""


Place = ToPerson | ToTopic | ToGeneral


# --- references to messages -------------------------------------------------------------------


class Here(Struct, frozen=True, tag="here"):
    """A message known by its id in the place itself."""

    id: MessageId


class Counterpart(Struct, frozen=True, tag="counterpart"):
    """The message that stands in this place for message `id` of the other side; looked up when it is sent."""

    id: MessageId


class Named(Struct, frozen=True, tag="named"):
    """The bot's own message that was sent to this place under a name."""

    name: str


Ref = Here | Counterpart | Named


# --- keyboards --------------------------------------------------------------------------------


class Button(Struct, frozen=True):
    """A button under a message: `data` (1–64 bytes) comes back when it is pressed; `url` opens a page."""

    text: str
    data: str = ""
    url: str = ""


Keyboard = tuple[tuple[Button, ...], ...]
"""Rows of buttons; empty for none."""


# --- effects ----------------------------------------------------------------------------------


class Say(Struct, frozen=True, tag="say"):
    """Send a text of the bot's own (Telegram HTML)."""

    to: Place
    html: str
    keyboard: Keyboard = ()
    reply_to: Ref | None = None
    name: str = ""
    """When set, the message's id is remembered under this name for this person."""
    entry: str = ""
    """When set, the sent message is recorded in the message map as this kind of entry (`card`, `bot`, `learn`)."""
    silent: bool = False
    pin: bool = False
    priority: Priority = Priority.MESSAGE
    doubt: Doubt = Doubt.REPEAT


class Pin(Struct, frozen=True, tag="pin"):
    """Pin a message of the bot's own, without a notification."""

    to: Place
    message: MessageId
    priority: Priority = Priority.DECORATION
    doubt: Doubt = Doubt.REPEAT


class React(Struct, frozen=True, tag="react"):
    """Set the bot's one reaction on a message in the expert group."""

    to: Place
    message: MessageId
    emoji: str
    priority: Priority = Priority.STATE
    doubt: Doubt = Doubt.REPEAT


class Relay(Struct, frozen=True, omit_defaults=True, tag="relay"):
    """Copy a message of the other side to this place, and remember that the two belong together."""

    to: Place
    source: MessageId
    """The message in the chat it comes from."""
    source_chat: ChatId | None = None
    """Her private chat; None for the expert group."""
    reply_to: Ref | None = None
    then: tuple[React, ...] = ()
    """What follows in the same transaction that records the delivery (the receipt for an answer)."""
    again: bool = False
    """A copy for a rebuilt topic: taken from her chat, and a missing message is passed over."""
    kind: EntryKind = EntryKind.HERS
    """What the copy is in the message map, when it is made for a rebuilt topic."""
    mark: str = ""
    """A reaction for the copy itself (an answer among the copies of a rebuilt topic)."""
    text: str = ""
    """A text of hers, so that it can be merged with others when it has to wait; empty for all else."""
    entities: str = "[]"
    """Its entities in Telegram's own JSON (offsets in UTF-16 units)."""
    clock: str = ""
    """When she wrote it, in the desk's local time as people read it ("14:03")."""
    rewritten: bool = False
    """What leaves is `text` with its `entities`, never the message as it stands in the chat it comes from."""
    caption: bool = False
    """`text` is the caption under the copy of a medium; only with `rewritten`."""
    priority: Priority = Priority.MESSAGE
    doubt: Doubt = Doubt.REPEAT


class Pass(Struct, frozen=True, tag="pass"):
    """Send a person's text as a text (an answer after a command, a contact card as words), tied like a Relay."""

    to: Place
    source: MessageId
    text: str
    entities: str = "[]"
    html: bool = False
    """The text is Telegram HTML, and has no entities beside it."""
    reply_to: Ref | None = None
    then: tuple[React, ...] = ()
    priority: Priority = Priority.MESSAGE
    doubt: Doubt = Doubt.REPEAT


class Amend(Struct, frozen=True, omit_defaults=True, tag="amend"):
    """Bring the counterpart of a changed message up to date: its text or caption, or a new copy of other media."""

    to: Place
    source: MessageId
    text: str
    source_chat: ChatId | None = None
    """Her private chat; None for the expert group."""
    entities: str = "[]"
    caption: bool = False
    rewritten: bool = False
    """What leaves is `text`, also under a new copy: never the message as it stands in the chat it comes from."""
    heading: str = ""
    """What stands above a new text that can't take the place of the old one ("Verbetering van 14:03:")."""
    then: tuple[React, ...] = ()
    priority: Priority = Priority.MESSAGE
    doubt: Doubt = Doubt.REPEAT


class Edit(Struct, frozen=True, tag="edit"):
    """Change a message of the bot's own; `html` None leaves the text and changes the buttons only."""

    to: Place
    target: Ref
    html: str | None
    keyboard: Keyboard = ()
    priority: Priority = Priority.DECORATION
    doubt: Doubt = Doubt.REPEAT


class SendContact(Struct, frozen=True, tag="contact"):
    """Send a contact card that can be called with one tap."""

    to: Place
    phone: str
    name: str
    priority: Priority = Priority.DANGER
    doubt: Doubt = Doubt.REPEAT


class OpenTopic(Struct, frozen=True, tag="open_topic"):
    """Make the topic of a case. The title holds the code, by which a topic of uncertain outcome is adopted."""

    to: ToTopic
    title: str
    priority: Priority = Priority.NEW_CASE
    doubt: Doubt = Doubt.HOLD


class RenameTopic(Struct, frozen=True, tag="rename_topic"):
    """Give the topic its title of now; the newest one counts."""

    to: ToTopic
    title: str
    priority: Priority = Priority.DECORATION
    doubt: Doubt = Doubt.REPEAT


class CloseTopic(Struct, frozen=True, tag="close_topic"):
    """Close the topic of a case."""

    to: ToTopic
    priority: Priority = Priority.STATE
    doubt: Doubt = Doubt.REPEAT


class ReopenTopic(Struct, frozen=True, tag="reopen_topic"):
    """Reopen the topic of a case."""

    to: ToTopic
    priority: Priority = Priority.MESSAGE
    doubt: Doubt = Doubt.REPEAT


class DeleteTopic(Struct, frozen=True, tag="delete_topic"):
    """Delete an orphan: a topic of ours that stands for no case."""

    to: ToGeneral
    thread: ThreadId
    priority: Priority = Priority.STATE
    doubt: Doubt = Doubt.REPEAT


Effect = (
    Say
    | Relay
    | Pass
    | Amend
    | Edit
    | React
    | Pin
    | SendContact
    | OpenTopic
    | RenameTopic
    | CloseTopic
    | ReopenTopic
    | DeleteTopic
)


def lane(effect: Effect) -> str:
    """Return the lane of an effect: effects of one lane are carried out one after the other, in order."""
    match effect.to:
        case ToPerson(person=person):
            return f"p:{person}"
        case ToTopic(code=code):
            return f"t:{code}"
        case ToGeneral():
            return "general"
