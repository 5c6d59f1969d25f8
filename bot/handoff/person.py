"""A person: everything the helpline knows of one professional, her newest case included."""

from enum import IntEnum, StrEnum

from msgspec import Struct

from bot.handoff.case import Case
from bot.handoff.ids import CaseCode, ChatId, ExpertId, MessageId, PersonId
from bot.intake.answers import Answers


class Stage(StrEnum):
    """Where a person stands. Every legal move between stages is in `bot.handoff.table`."""

    NEW = "new"
    """Has not agreed to the start text."""
    TALKING = "talking"
    """Talks with the bot: questions and the FAQ."""
    INTAKE = "intake"
    """Answers the questions before a case is placed."""
    WAITING = "waiting"
    """A case is placed; no expert has taken it up."""
    CONVERSATION = "conversation"
    """An expert has taken the case up."""
    CLOSED = "closed"
    """Her newest case is closed."""


OPEN = frozenset({Stage.WAITING, Stage.CONVERSATION})
"""The stages in which a case is open: the bot relays, and does not answer from the FAQ."""


class Urgency(IntEnum):
    """How urgent a case is; decides its sign in the title and its place in the queue."""

    NORMAL = 0
    AMBER = 1
    RED = 2


class Consent(Struct, frozen=True):
    """That she agreed: to which version of the start text, when (epoch seconds), in which language."""

    version: str
    at: float
    language: str


class Kept(Struct, frozen=True):
    """A message of hers that becomes one of the first messages of her case."""

    message: MessageId
    at: float
    """Epoch seconds."""


class Typed(Struct, frozen=True):
    """A text of hers that waits to be answered, with the message it came in."""

    message: MessageId
    text: str
    unread: bool = False
    """It holds what the bot can't read: a voice message, a picture."""


class Held(Struct, frozen=True):
    """A contact card or location that waits for "send?" before it leaves.

    `text` is what a card would become as plain text; a location is copied and has none.
    """

    message: MessageId
    kind: str
    text: str = ""
    expert: ExpertId | None = None
    """The expert who wrote it; None when it is hers."""
    reply_to: MessageId | None = None


class Intake(Struct, frozen=True):
    """Her place in the questionnaire."""

    form: str
    """Version id of the form she started with; it stays hers."""
    question: str | None
    """Id of the question she sees; None while she looks at the summary."""
    answers: Answers
    misses: int = 0
    """Answers in a row that were not understood."""
    confirming: bool = False
    """She is asked whether role and region are still as last time."""


class DangerMemory(Struct, frozen=True):
    """The last full danger screen: its level and time (epoch seconds). Never the text."""

    level: int = 0
    at: float = 0.0
    amber_at: float = 0.0
    """When the last full amber screen was shown."""
    red_at: float = 0.0


class Person(Struct, frozen=True):
    """One professional. Stored sealed, as a whole, under one version."""

    id: PersonId
    chat: ChatId
    language: str
    stage: Stage = Stage.NEW
    consent: Consent | None = None
    greeted_at: float = 0.0
    """When the start screen was last shown (epoch seconds); 0 for never."""
    pending: tuple[Typed, ...] = ()
    """Texts that wait to be answered as one question; empty once answered."""
    kept: tuple[Kept, ...] = ()
    held: tuple[Held, ...] = ()
    intake: Intake | None = None
    known: Answers = Answers()
    """Role and region of an earlier case, to be confirmed in one tap."""
    danger: DangerMemory = DangerMemory()
    danger_asked_at: float = 0.0
    """When the bot last asked whether there is danger (epoch seconds), and she has done nothing since; else 0."""
    urgent: Urgency = Urgency.NORMAL
    """A danger sign seen before there is a case; the case that follows is as urgent."""
    blocked: bool = False
    """She blocked the bot or deleted her account: nothing can be delivered."""
    case: Case | None = None
    topicless: tuple[CaseCode, ...] = ()
    """Older cases that ended before their topic could be made; it is still made, and what was written goes there."""
    unreadable_told: bool = False
    """She was told, in this conversation, what the bot can't read."""
    rating_sentence: bool = False
    """She pressed "add a sentence": her next text is part of the rating, not of a case."""
    sentence_asked_at: float = 0.0
    """When she pressed it (epoch seconds)."""
    asked_after: bool = False
    """After closing she was asked: the same question, a new one, or only thanks?"""
    schema: int = 1
