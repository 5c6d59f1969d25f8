"""Effects: what is to be done at Telegram, in the imperative. Data only; the outbox carries them out."""

from enum import IntEnum, StrEnum
from typing import Annotated

from msgspec import Struct

from bot.declared import Sort, parts
from bot.handoff.ids import CaseCode, ChatId, EffectId, MessageId, PersonId, ThreadId
from bot.handoff.message_map import EntryKind
from bot.handoff.quote import Quote


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


Rank = Annotated[Priority, parts.ROUTE.holds("how urgent it is")]
Repeat = Annotated[Doubt, parts.ROUTE.holds("what to do when its outcome is unknown")]


# --- places -----------------------------------------------------------------------------------


class ToPerson(Struct, frozen=True, tag="person"):
    """A professional's private chat."""

    person: Annotated[PersonId, parts.ROUTE.holds("whose chat it goes to")]
    chat: Annotated[ChatId, parts.ROUTE.holds("the number of that chat", sort=Sort.PERSONAL)]


class ToTopic(Struct, frozen=True, tag="topic"):
    """The topic of a case; which thread that is, is looked up when it is sent."""

    code: Annotated[CaseCode, parts.ROUTE.holds("whose topic it goes to")]


class ToGeneral(Struct, frozen=True, tag="general"):
    """The General topic of the expert group."""


class ToThread(Struct, frozen=True, tag="thread"):
    """A topic of the expert group that belongs to no case: somebody made it by hand."""

    thread: Annotated[ThreadId, parts.ROUTE.holds("the number of that topic")]


Place = ToPerson | ToTopic | ToGeneral | ToThread


# --- references to messages -------------------------------------------------------------------


class Here(Struct, frozen=True, omit_defaults=True, tag="here"):
    """A message known by its id in the place itself."""

    id: Annotated[MessageId, parts.ROUTE.holds("a message")]
    quote: Quote | None = None
    """What of it is quoted, when it is answered."""


class Counterpart(Struct, frozen=True, omit_defaults=True, tag="counterpart"):
    """The message that stands in this place for message `id` of the other side; looked up when it is sent."""

    id: Annotated[MessageId, parts.ROUTE.holds("a message of the other side")]
    quote: Quote | None = None
    """What of it is quoted, when it is answered; where it stands is counted in message `id`."""


class Named(Struct, frozen=True, tag="named"):
    """The bot's own message that was sent to this place under a name."""

    name: Annotated[str, parts.ROUTE.holds("the name of a message")]


Ref = Here | Counterpart | Named


# --- keyboards --------------------------------------------------------------------------------


class Button(Struct, frozen=True):
    """A button under a message: `data` (1–64 bytes) comes back when it is pressed; `url` opens a page."""

    text: Annotated[str, parts.OUTBOX.holds("what stands on a button")]
    data: Annotated[str, parts.OUTBOX.holds("what a button brings back")] = ""
    url: Annotated[str, parts.OUTBOX.holds("what page a button opens")] = ""


Keyboard = tuple[tuple[Button, ...], ...]
"""Rows of buttons; empty for none."""


# --- effects ----------------------------------------------------------------------------------


class Say(Struct, frozen=True, tag="say"):
    """Send a text of the bot's own (Telegram HTML)."""

    to: Place
    html: Annotated[str, parts.OUTBOX.holds("the text")]
    keyboard: Keyboard = ()
    reply_to: Ref | None = None
    name: Annotated[str, parts.ROUTE.holds("the name of the message")] = ""
    """When set, the message's id is remembered under this name for this person."""
    entry: Annotated[str, parts.ROUTE.holds("what it is in the message map")] = ""
    """When set, the sent message is recorded in the message map as this kind of entry (`card`, `bot`, `learn`)."""
    silent: Annotated[bool, parts.ROUTE.holds("whether it makes no sound")] = False
    pin: Annotated[bool, parts.ROUTE.holds("whether it is pinned")] = False
    priority: Rank = Priority.MESSAGE
    doubt: Repeat = Doubt.REPEAT


class React(Struct, frozen=True, omit_defaults=True, tag="react"):
    """Set the bot's one reaction on a message, or take it away."""

    to: Place
    message: Annotated[MessageId, parts.ROUTE.holds("which message")]
    emoji: Annotated[str, parts.ROUTE.holds("the sign under it")]
    priority: Rank = Priority.STATE
    doubt: Repeat = Doubt.REPEAT
    during: Annotated[EffectId | None, parts.ROUTE.holds("what it says that waits")] = None
    """It says that this effect waits: needless when that does not wait any more."""


class Pin(Struct, frozen=True, omit_defaults=True, tag="pin"):
    """Pin a message, without a notification, or take that back."""

    to: Place
    message: Annotated[MessageId, parts.ROUTE.holds("which message")]
    off: Annotated[bool, parts.ROUTE.holds("whether it is unpinned")] = False
    then: tuple[React, ...] = ()
    priority: Rank = Priority.DECORATION
    doubt: Repeat = Doubt.REPEAT


class Relay(Struct, frozen=True, omit_defaults=True, tag="relay"):
    """Copy a message of the other side to this place, and remember that the two belong together."""

    to: Place
    source: Annotated[MessageId, parts.ROUTE.holds("which message")]
    """The message in the chat it comes from."""
    source_chat: Annotated[
        ChatId | None, parts.ROUTE.holds("the number of its chat", sort=Sort.PERSONAL)
    ] = None
    """Her private chat; None for the expert group."""
    reply_to: Ref | None = None
    then: tuple[React, ...] = ()
    """What follows in the same transaction that records the delivery (the receipt for an answer)."""
    again: Annotated[bool, parts.ROUTE.holds("whether it is for a rebuilt topic")] = False
    """A copy for a rebuilt topic: taken from her chat, and a missing message is passed over."""
    kind: Annotated[EntryKind, parts.ROUTE.holds("what it is in the message map")] = EntryKind.HERS
    """What the copy is in the message map, when it is made for a rebuilt topic."""
    mark: Annotated[str, parts.ROUTE.holds("the sign under it")] = ""
    """A reaction for the copy itself (an answer among the copies of a rebuilt topic)."""
    text: Annotated[str, parts.OUTBOX.holds("her text")] = ""
    """A text of hers, so that it can be merged with others when it has to wait; empty for all else."""
    entities: Annotated[str, parts.OUTBOX.holds("its formatting")] = "[]"
    """Its entities in Telegram's own JSON (offsets in UTF-16 units)."""
    clock: Annotated[str, parts.ROUTE.holds("when she wrote it")] = ""
    """When she wrote it, in the desk's local time as people read it ("14:03")."""
    rewritten: Annotated[bool, parts.ROUTE.holds("whether names were hidden in it")] = False
    """What leaves is `text` with its `entities`, never the message as it stands in the chat it comes from."""
    caption: Annotated[bool, parts.ROUTE.holds("whether it is a caption")] = False
    """`text` is the caption of a medium; only with `rewritten` or `album`."""
    album: Annotated[str, parts.ROUTE.holds("Telegram's number of an album")] = ""
    """Of which album it is a part, in the chat it comes from: its parts go together."""
    media: Annotated[str, parts.OUTBOX.holds("which file it is, as Telegram names it")] = ""
    """Of a part: what Telegram needs to send it again in an album, without its caption (InputMedia, as JSON)."""
    named: Annotated[str, parts.ROUTE.holds("what kind of message it is")] = ""
    """Its `Kind`, where Telegram may not let a bot copy it; else empty."""
    live: Annotated[str, parts.OUTBOX.holds("a place that moves on")] = ""
    """A live location (`live.Position`, as JSON): a copy would stand still."""
    joins: Annotated[MessageId | None, parts.ROUTE.holds("the first part of an album")] = None
    """Of a part that is not the first: the first, which it answers if that has gone without it."""
    priority: Rank = Priority.MESSAGE
    doubt: Repeat = Doubt.REPEAT


class Pass(Struct, frozen=True, tag="pass"):
    """Send a person's text as a text (an answer after a command, a contact card as words), tied like a Relay."""

    to: Place
    source: Annotated[MessageId, parts.ROUTE.holds("which message")]
    text: Annotated[str, parts.OUTBOX.holds("the text")]
    entities: Annotated[str, parts.OUTBOX.holds("its formatting")] = "[]"
    html: Annotated[bool, parts.ROUTE.holds("in which form the text is")] = False
    """The text is Telegram HTML, and has no entities beside it."""
    reply_to: Ref | None = None
    then: tuple[React, ...] = ()
    priority: Rank = Priority.MESSAGE
    doubt: Repeat = Doubt.REPEAT
    source_chat: Annotated[
        ChatId | None, parts.ROUTE.holds("the number of its chat", sort=Sort.PERSONAL)
    ] = None
    """Her private chat; None for the expert group."""


class Amend(Struct, frozen=True, omit_defaults=True, tag="amend"):
    """Bring the counterpart of a changed message up to date: its text or caption, and its medium."""

    to: Place
    source: Annotated[MessageId, parts.ROUTE.holds("which message")]
    text: Annotated[str, parts.OUTBOX.holds("the new text")]
    source_chat: Annotated[
        ChatId | None, parts.ROUTE.holds("the number of its chat", sort=Sort.PERSONAL)
    ] = None
    """Her private chat; None for the expert group."""
    entities: Annotated[str, parts.OUTBOX.holds("its formatting")] = "[]"
    caption: Annotated[bool, parts.ROUTE.holds("whether it is a caption")] = False
    rewritten: Annotated[bool, parts.ROUTE.holds("whether names were hidden in it")] = False
    """What leaves is `text`, also under a new copy: never the message as it stands in the chat it comes from."""
    media: Annotated[str, parts.OUTBOX.holds("which file it is, as Telegram names it")] = ""
    """What takes the place of the medium there (InputMedia without a caption, as JSON); empty where none can."""
    preview: Annotated[str, parts.OUTBOX.holds("how links in it are shown")] = ""
    """As its sender chose (LinkPreviewOptions, as JSON); empty when nothing was chosen."""
    live: Annotated[str, parts.OUTBOX.holds("where a place that moves on is now")] = ""
    """Of a live location: where its copy goes to (`live.Position`, as JSON), or that it ends (`live.STOP`)."""
    heading: Annotated[str, parts.OUTBOX.holds("what stands above it")] = ""
    """What stands above what can't take the place of the old one ("Verbetering van 14:03:")."""
    then: tuple[React, ...] = ()
    priority: Rank = Priority.MESSAGE
    doubt: Repeat = Doubt.REPEAT


class Edit(Struct, frozen=True, tag="edit"):
    """Change a message of the bot's own; `html` None leaves the text and changes the buttons only."""

    to: Place
    target: Ref
    html: Annotated[str | None, parts.OUTBOX.holds("the new text")]
    keyboard: Keyboard = ()
    priority: Rank = Priority.DECORATION
    doubt: Repeat = Doubt.REPEAT


class SendContact(Struct, frozen=True, tag="contact"):
    """Send a contact card that can be called with one tap."""

    to: Place
    phone: Annotated[str, parts.OUTBOX.holds("the number of a service", sort=Sort.PUBLIC)]
    name: Annotated[str, parts.OUTBOX.holds("the name of a service", sort=Sort.PUBLIC)]
    priority: Rank = Priority.DANGER
    doubt: Repeat = Doubt.REPEAT


class OpenTopic(Struct, frozen=True, tag="open_topic"):
    """Make the topic of a case. The title holds the code, by which a topic of uncertain outcome is adopted."""

    to: ToTopic
    title: Annotated[str, parts.OUTBOX.holds("the title: role, region, code")]
    priority: Rank = Priority.NEW_CASE
    doubt: Repeat = Doubt.HOLD


class RenameTopic(Struct, frozen=True, tag="rename_topic"):
    """Give the topic its title of now; the newest one counts."""

    to: ToTopic
    title: Annotated[str, parts.OUTBOX.holds("the title: role, region, code")]
    priority: Rank = Priority.DECORATION
    doubt: Repeat = Doubt.REPEAT


class CloseTopic(Struct, frozen=True, tag="close_topic"):
    """Close the topic of a case."""

    to: ToTopic
    priority: Rank = Priority.STATE
    doubt: Repeat = Doubt.REPEAT


class ReopenTopic(Struct, frozen=True, tag="reopen_topic"):
    """Reopen the topic of a case."""

    to: ToTopic
    priority: Rank = Priority.MESSAGE
    doubt: Repeat = Doubt.REPEAT


class DeleteTopic(Struct, frozen=True, tag="delete_topic"):
    """Delete a topic of ours that stands for no case: an orphan, or that of a case that is erased."""

    to: ToGeneral
    thread: Annotated[ThreadId, parts.ROUTE.holds("the number of the topic")]
    erased: Annotated[bool, parts.ROUTE.holds("whether its case was erased")] = False
    """Its case was erased: it is tried until the topic is gone, and counted."""
    priority: Rank = Priority.STATE
    doubt: Repeat = Doubt.REPEAT


class DeleteMessages(Struct, frozen=True, omit_defaults=True, tag="delete_messages"):
    """Take messages out of her chat, on both sides: as many as Telegram still allows.

    A bot may do that for two days after a message was sent, so the newest go first. One that is too old refuses all
    that are named with it; then fewer are named, until it is known where the two days begin.
    """

    to: ToPerson
    messages: Annotated[tuple[MessageId, ...], parts.ROUTE.holds("which messages")]
    """Newest first."""
    at_once: Annotated[int, parts.ROUTE.holds("how many at once")] = 100
    """How many one call names, at most a hundred (Bot API, deleteMessages)."""
    narrowing: Annotated[bool, parts.ROUTE.holds("whether fewer are tried")] = False
    """A call was refused: the border lies among those that are named next."""
    priority: Rank = Priority.STATE
    doubt: Repeat = Doubt.REPEAT


class TakeBack(Struct, frozen=True, omit_defaults=True, tag="take_back"):
    """Delete one message, for everybody. Who wrote what it stands for is told what came of it, if `about` names that."""

    to: Place
    target: Ref
    about: Annotated[MessageId | None, parts.ROUTE.holds("the message it stands for")] = None
    told: Annotated[MessageId | None, parts.ROUTE.holds("the message that asked for it")] = None
    """What is answered with what came of it; None where somebody hears of another part."""
    priority: Rank = Priority.MESSAGE
    doubt: Repeat = Doubt.REPEAT


class SendFile(Struct, frozen=True, tag="send_file"):
    """Send a file that is made here, with a caption (Telegram HTML)."""

    to: ToPerson
    name: Annotated[str, parts.OUTBOX.holds("the name of the file")]
    body: Annotated[bytes, parts.OUTBOX.holds("what is in the file")]
    html: Annotated[str, parts.OUTBOX.holds("the text under it")]
    priority: Rank = Priority.MESSAGE
    doubt: Repeat = Doubt.REPEAT


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
    | DeleteMessages
    | TakeBack
    | SendFile
)


def lane(effect: Effect) -> str:
    """Return the lane of an effect: effects of one lane are carried out one after the other, in order."""
    match effect.to:
        case ToPerson(person=person):
            return f"p:{person}"
        case ToTopic(code=code):
            return f"t:{code}"
        case ToGeneral():
            # A topic that can't be deleted now holds nothing else up.
            return f"d:{effect.thread}" if isinstance(effect, DeleteTopic) else "general"
        case ToThread(thread=thread):
            return f"h:{thread}"
