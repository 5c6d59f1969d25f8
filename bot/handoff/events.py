"""Events: what happened, in the past tense. Handlers and the outbox make them; `decide` reads them."""

from enum import StrEnum
from typing import Final

from msgspec import Struct
from typing_extensions import override

from bot.handoff.ids import CaseCode, EffectId, ExpertId, MessageId, ThreadId
from bot.handoff.message_map import EntryKind
from bot.handoff.quote import Quote


class Kind(StrEnum):
    """What a message holds. No rule needs to know a kind to pass it on: what has no name here is OTHER, and is copied."""

    TEXT = "text"
    PHOTO = "photo"
    """Also a live photo."""
    VIDEO = "video"
    ANIMATION = "animation"
    AUDIO = "audio"
    VOICE = "voice"
    VIDEO_NOTE = "video_note"
    DOCUMENT = "document"
    STICKER = "sticker"
    LOCATION = "location"
    LIVE_LOCATION = "live_location"
    """A place that moves on for a while."""
    VENUE = "venue"
    CONTACT = "contact"
    POLL = "poll"
    QUIZ = "quiz"
    DICE = "dice"
    STORY = "story"
    CHECKLIST = "checklist"
    PAID = "paid"
    """Photos and videos that cost Telegram Stars."""
    GAME = "game"
    GIVEAWAY = "giveaway"
    OTHER = "other"

    @classmethod
    @override
    def _missing_(cls, value: object) -> "Kind | None":
        """Read what was stored when photos, videos, animations and stickers had one name."""
        return cls.PHOTO if value == "picture" else None


class Incoming(Struct, frozen=True):
    """A message that came in. The body stays at Telegram; the text is here for the rules, in memory."""

    id: MessageId
    kind: Kind
    text: str = ""
    """Text or caption; empty when there is none."""
    entities: str = "[]"
    """Entities of the text or caption as JSON, as Telegram sent them (offsets in UTF-16 units)."""
    reply_to: MessageId | None = None
    """The message in the same chat it explicitly answers; Telegram's implicit reply is left out."""
    reply_own: bool = False
    """The message it answers is one of the bot's own, copies included."""
    reply_code: CaseCode | None = None
    """The case code in a message of the bot's own that it answers: only a card shows one."""
    quote_at: int | None = None
    """Where in the answered message the passage stands that is quoted (UTF-16 units); None without a quote."""
    reply_text: str = ""
    """The whole text that it answers, for a command and for an answer to the bot; else empty."""
    quoted: str = ""
    """The passage of that text which is quoted; empty without a quote."""
    quote: Quote | None = None
    """What is quoted of the message it answers, whosever that is."""
    elsewhere: bool = False
    """It answers a message of another chat or topic, which can't come along."""
    album: str = ""
    """Of which album it is a part; each part comes by itself, and mostly the first alone has a caption."""
    media: str = ""
    """Of a part of an album, or of what was changed: what Telegram needs to send it again, without its caption
    (InputMedia, as JSON)."""
    size: int = 0
    """Bytes of the file in it; 0 without one, or when Telegram does not tell."""
    live: str = ""
    """Of a location: where it is, and until when it moves on (`live.Position`, as JSON)."""
    preview: str = ""
    """How links in a text are shown, where its sender chose that (LinkPreviewOptions, as JSON)."""
    card: str = ""
    """A contact card as plain text: name and number."""
    inside: str = ""
    """What a poll asks, and its options: words that go along with a copy. Empty where `text` holds them."""
    own_card: bool = False
    """The contact card is that of who sends it."""
    veiled: bool = False
    """It goes as `text` with its `entities`, as a copy would tell something else: links to somebody's account were taken
    out of it, or it is in words what a copy would change, as a throw of dice."""
    unveilable: bool = False
    """It holds such a link where it can't be taken out, as in the options of a poll: it can't be passed on."""
    sent_at: float = 0.0
    """Epoch seconds, Telegram's clock."""

    @property
    def passage(self) -> str:
        """What it answers: the passage that is quoted, or else the whole text."""
        return self.quoted or self.reply_text


class AuthorKind(StrEnum):
    """How an expert appears in the group."""

    PERSON = "person"
    ANONYMOUS = "anonymous"
    """An administrator who hides behind the group's name."""
    CHANNEL = "channel"
    """Posting as a channel."""


class Author(Struct, frozen=True):
    """Who wrote in the expert group."""

    id: ExpertId
    kind: AuthorKind = AuthorKind.PERSON


# --- from a professional, in the private chat -------------------------------------------------


class Wrote(Struct, frozen=True, tag=True):
    """She sent a message (a command is a text that begins with a slash)."""

    message: Incoming


class Edited(Struct, frozen=True, tag=True):
    """She changed a message."""

    message: Incoming


class Pressed(Struct, frozen=True, tag=True):
    """She pressed a button under a message of the bot."""

    data: str
    message: MessageId
    callback: str


class Reacted(Struct, frozen=True, tag=True):
    """She set her reaction to a message, or took it back: then `emoji` is empty."""

    message: MessageId
    emoji: str


class Blocked(Struct, frozen=True, tag=True):
    """She blocked the bot."""


class Unblocked(Struct, frozen=True, tag=True):
    """She lets the bot in again."""


# --- from the expert group --------------------------------------------------------------------


class ExpertWrote(Struct, frozen=True, tag=True):
    """Somebody wrote in a topic, or in General (`thread` None)."""

    thread: ThreadId | None
    author: Author
    message: Incoming


class ExpertEdited(Struct, frozen=True, tag=True):
    """Somebody changed a message in a topic."""

    thread: ThreadId | None
    author: Author
    message: Incoming


class ExpertPressed(Struct, frozen=True, tag=True):
    """Somebody pressed a button under a message of the bot in the group."""

    thread: ThreadId | None
    author: Author
    data: str
    message: MessageId
    callback: str


class ExpertReacted(Struct, frozen=True, tag=True):
    """Somebody set a reaction to a message in the group, or took it back: then `emoji` is empty."""

    author: Author
    message: MessageId
    emoji: str


class TopicAppeared(Struct, frozen=True, tag=True):
    """A topic that the bot made came back as a service message."""

    thread: ThreadId
    code: CaseCode


class TopicClosed(Struct, frozen=True, tag=True):
    """A person (not the bot) closed a topic by hand."""

    thread: ThreadId


class TopicReopened(Struct, frozen=True, tag=True):
    """A person (not the bot) reopened a topic by hand."""

    thread: ThreadId


# --- from inside ------------------------------------------------------------------------------


class Timer(StrEnum):
    """The timers a person can have; one of each at most."""

    QUESTION = "question"
    """Her texts are complete: answer them as one question."""
    PROMISE = "promise"
    """The promised time has passed."""
    AFTER = "after"
    """She did not choose after writing to a closed case."""
    ERASE = "erase"
    """It is time to look whether something of hers is to be erased, or she is to be warned of that."""
    UNSENT = "unsent"
    """A message of hers waits for her word: she is reminded, or it goes without."""
    SCREENED = "screened"
    """She did not say whether pictures of hers may be seen: she is reminded, or they are not sent."""
    KEPT = "kept"
    """A text that was kept for a case is kept no longer."""
    REQUEST = "request"
    """Nobody said yes or no to her request within the promised time."""


class TimerFired(Struct, frozen=True, tag=True):
    """A timer of hers is due."""

    timer: Timer


class TopicOpened(Struct, frozen=True, tag=True):
    """Telegram made the topic that was asked for."""

    code: CaseCode
    thread: ThreadId


class TopicDelayed(Struct, frozen=True, tag=True):
    """The topic can't be made right now; it is tried again."""

    code: CaseCode


class MessagesStalled(Struct, frozen=True, tag=True):
    """Messages of hers wait for longer than a minute to reach their topic. Said once until `MessagesMoved`."""

    code: CaseCode


class MessagesMoved(Struct, frozen=True, tag=True):
    """Nothing of hers waits any more, after it was said that something did."""

    code: CaseCode


class MessagesWait(Struct, frozen=True, tag=True):
    """Messages of hers wait for longer than a few seconds to reach their topic, each told of once."""

    messages: tuple[tuple[MessageId, EffectId], ...]
    """Each with the effect that takes it there."""


class AnswerStalled(Struct, frozen=True, tag=True):
    """An expert's answer, `message` in the group, waits for longer than a few seconds to reach her."""

    message: MessageId
    effect: EffectId
    """What takes it to her."""


class TopicGone(Struct, frozen=True, tag=True):
    """A call found the topic deleted. `history` holds the newest delivered messages of her chat, oldest first."""

    code: CaseCode
    thread: ThreadId | None
    """None when there is no topic, and nothing that is about to make it."""
    history: tuple[tuple[MessageId, EntryKind], ...] = ()
    about: MessageId | None = None
    """The message of hers that was on its way there, if it was one."""


class TopicShut(Struct, frozen=True, tag=True):
    """A call found the topic closed."""

    code: CaseCode


class Why(StrEnum):
    """Why something could not be delivered."""

    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    TOO_BIG = "too_big"
    UNCOPYABLE = "uncopyable"
    """The message no longer exists or can't be copied."""
    REFUSED = "refused"
    """Telegram refused it for another reason."""


class Undelivered(Struct, frozen=True, tag=True):
    """A message could not be delivered and is given up. `about` is the message in its sender's chat."""

    to_person: bool
    about: MessageId | None
    why: Why
    edit: bool = False
    """Only the change of a message was not delivered."""
    named: Kind | None = None
    """What it was, where Telegram may not let a bot copy it."""


class Suspected(Struct, frozen=True, tag=True):
    """A message of hers that went to the experts is like what people write who tell of danger.

    `category` is the kind of danger (`danger.yaml`).
    """

    message: MessageId
    category: str


class TakenBack(Struct, frozen=True, tag=True):
    """A message was to be taken back: it is gone on the other side (`done`), or Telegram did not delete it."""

    to_person: bool
    about: MessageId
    """In its sender's chat."""
    told: MessageId | None
    """The message that asked for it."""
    done: bool
    merged: bool = False
    """It stands in one message with others, which stay."""
    doubtful: bool = False
    """A copy may stand there all the same: an attempt may have taken effect, and nobody knows which message that would be."""


class Missed(Struct, frozen=True, tag=True):
    """What was written between these times (epoch seconds) may be lost: Telegram keeps it for a day only."""

    since: float
    until: float


Event = (
    Wrote
    | Edited
    | Pressed
    | Reacted
    | Blocked
    | Unblocked
    | ExpertWrote
    | ExpertEdited
    | ExpertPressed
    | ExpertReacted
    | TopicAppeared
    | TopicClosed
    | TopicReopened
    | TimerFired
    | TopicOpened
    | TopicDelayed
    | MessagesStalled
    | MessagesWait
    | MessagesMoved
    | AnswerStalled
    | Missed
    | Suspected
    | TopicGone
    | TopicShut
    | Undelivered
    | TakenBack
)

HISTORY: Final = 20
"""How many messages of her chat a rebuilt topic shows."""
