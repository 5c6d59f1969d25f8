"""A person: everything the helpline knows of one professional, her newest case included."""

from enum import IntEnum, StrEnum
from typing import Annotated

from msgspec import Struct

from bot.declared import Sort, parts
from bot.handoff.admission import Admission
from bot.handoff.case import Case
from bot.handoff.ids import CaseCode, ChatId, ExpertId, MessageId, PersonId
from bot.handoff.quote import Quote
from bot.handoff.unsent import Unsent
from bot.intake.answers import Answers


class Stage(StrEnum):
    """Where a person stands. Every legal move between stages is in `bot.handoff.table`."""

    NEW = "new"
    """Has not said yet whether she agrees to the start text."""
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

    version: Annotated[str, parts.CONSENT.holds("the version of the text")]
    at: Annotated[float, parts.CONSENT.holds("when")]
    language: Annotated[str, parts.CONSENT.holds("in which language")]


class Kept(Struct, frozen=True, omit_defaults=True):
    """A message of hers that becomes one of the first messages of her case."""

    message: Annotated[MessageId, parts.MAP.holds("the number of her message")]
    at: Annotated[float, parts.PLACE.holds("when she wrote it")]
    """Epoch seconds."""
    found: Unsent | None = None
    """The message itself, where something in it may have to be masked before it leaves, or where it is a part of an
    album."""


class Typed(Struct, frozen=True):
    """A text of hers that waits to be answered, with the message it came in."""

    message: Annotated[MessageId, parts.MAP.holds("the number of her message")]
    text: Annotated[str, parts.TYPED.holds("the text itself")]
    unread: Annotated[bool, parts.PLACE.holds("whether it holds what the bot can't read")] = False
    """It holds what the bot can't read: a voice message, a picture."""


class Held(Struct, frozen=True):
    """A contact card or location that waits for "send?" before it leaves.

    `text` is what a card would become as plain text; a location is copied and has none.
    """

    message: Annotated[MessageId, parts.MAP.holds("the number of the message")]
    kind: Annotated[str, parts.TYPED.holds("what kind of message it is")]
    text: Annotated[str, parts.TYPED.holds("the card as text")] = ""
    expert: Annotated[ExpertId | None, parts.EXPERT.holds("who wrote it, as a keyed hash")] = None
    """The expert who wrote it; None when it is hers."""
    live: Annotated[str, parts.TYPED.holds("where a place that moves on is now")] = ""
    """Of a live location (`live.Position`, as JSON)."""
    reply_to: Annotated[MessageId | None, parts.MAP.holds("the message it answers")] = None
    quote: Quote | None = None
    """What it quotes of that message."""


class Intake(Struct, frozen=True):
    """Her place in the questionnaire."""

    form: Annotated[str, parts.PLACE.holds("the version of the questions")]
    """Version id of the form she started with; it stays hers."""
    question: Annotated[str | None, parts.PLACE.holds("the question she sees")]
    """Id of the question she sees; None while she looks at the summary."""
    answers: Answers
    misses: Annotated[int, parts.PLACE.holds("answers in a row that were not understood")] = 0
    """Answers in a row that were not understood."""
    confirming: Annotated[bool, parts.PLACE.holds("whether she is asked to confirm")] = False
    """She is asked whether role and region are still as last time."""


class DangerMemory(Struct, frozen=True):
    """The last full danger screen: its level and time (epoch seconds). Never the text."""

    level: Annotated[int, parts.DANGER.holds("the level of the last screen")] = 0
    at: Annotated[float, parts.DANGER.holds("when it was shown")] = 0.0
    amber_at: Annotated[float, parts.DANGER.holds("when an amber one was shown")] = 0.0
    """When the last full amber screen was shown."""
    red_at: Annotated[float, parts.DANGER.holds("when a red one was shown")] = 0.0


class Earlier(Struct, frozen=True, omit_defaults=True):
    """A closed case of hers before the newest one. Times are epoch seconds."""

    code: Annotated[CaseCode, parts.CASE.holds("its code")]
    closed_at: Annotated[float, parts.CASE.holds("when it was closed")]
    warned_at: Annotated[float, parts.CASE.holds("when it was said that it will be erased")] = 0.0


class Person(Struct, frozen=True, omit_defaults=True):
    """One professional. Stored sealed, as a whole, under one version."""

    id: Annotated[PersonId, parts.LINK.holds("a keyed hash of her Telegram id")]
    chat: Annotated[ChatId, parts.LINK.holds("the number of her chat", sort=Sort.PERSONAL)]
    language: Annotated[str, parts.PLACE.holds("her language")]
    stage: Annotated[Stage, parts.PLACE.holds("where she stands")] = Stage.NEW
    consent: Consent | None = None
    declined: Annotated[str, parts.CONSENT.holds("the version of the text she declined")] = ""
    """Empty once she agrees."""
    renewal: Annotated[str, parts.CONSENT.holds("the version she was asked about anew")] = ""
    wants_human: Annotated[bool, parts.PLACE.holds("whether a human waits for her consent")] = False
    previews_told: Annotated[bool, parts.PLACE.holds("whether she was told of previews")] = False
    """She was told how to hide what a locked screen shows."""
    greeted_at: Annotated[float, parts.PLACE.holds("when the start screen was shown")] = 0.0
    """When the start screen was last shown (epoch seconds); 0 for never."""
    pending: tuple[Typed, ...] = ()
    """Texts that wait to be answered as one question; empty once answered."""
    kept: tuple[Kept, ...] = ()
    held: tuple[Held, ...] = ()
    unsent: tuple[Unsent, ...] = ()
    """Messages of hers that wait, in order: the first of them for her word, the others for it or behind it."""
    screened: tuple[Unsent, ...] = ()
    """Pictures, videos and files of hers that wait for her word that they may be seen, in order."""
    refused_album: Annotated[str, parts.MAP.holds("Telegram's number of an album")] = ""
    """The newest album of hers of which it was said that it can't go, so that it is said once."""
    intake: Intake | None = None
    known: Answers = Answers()
    """Role and region of an earlier case, to be confirmed in one tap."""
    danger: DangerMemory = DangerMemory()
    danger_asked_at: Annotated[float, parts.DANGER.holds("when she was asked for danger")] = 0.0
    """When the bot last asked whether there is danger (epoch seconds), and she has done nothing since; else 0."""
    danger_last_asked_at: Annotated[
        float, parts.DANGER.holds("when she was last asked for danger")
    ] = 0.0
    """When the bot last asked that without a screen of danger, or she said that there is none (epoch seconds)."""
    urgent: Annotated[Urgency, parts.DANGER.holds("how urgent the next case is")] = Urgency.NORMAL
    """A danger sign seen before there is a case; the case that follows is as urgent."""
    blocked: Annotated[bool, parts.LINK.holds("whether she blocked the bot")] = False
    """She blocked the bot or deleted her account: nothing can be delivered."""
    case: Case | None = None
    topicless: Annotated[tuple[CaseCode, ...], parts.CASE.holds("codes without a topic yet")] = ()
    """Older cases that ended before their topic could be made; it is still made, and what was written goes there."""
    unreadable_told: Annotated[bool, parts.PLACE.holds("whether a hint was given")] = False
    """She was told, in this conversation, what the bot can't read."""
    rating_sentence: Annotated[bool, parts.PLACE.holds("her next text goes with it")] = False
    """She pressed "add a sentence": her next text is part of the rating, not of a case."""
    sentence_asked_at: Annotated[float, parts.PLACE.holds("when she asked to add one")] = 0.0
    """When she pressed it (epoch seconds)."""
    asked_after: Annotated[bool, parts.PLACE.holds("whether she has to make a choice")] = False
    """After closing she was asked: the same question, a new one, or only thanks?"""
    admission: Admission = Admission()
    """Whether she may reach a human, and how that came about."""
    earlier: tuple[Earlier, ...] = ()
    """Closed cases of hers that are not erased yet, without the newest one."""
    active_at: Annotated[float, parts.PLACE.holds("on about which day she last did something")] = (
        0.0
    )
    """When she last did something, to a day (epoch seconds)."""
    exported_at: Annotated[float, parts.PLACE.holds("when she last asked for her data")] = 0.0
    forgetting_at: Annotated[float, parts.PLACE.holds("when she asked to erase all")] = 0.0
    """When she asked to erase everything (epoch seconds): she was asked to type a word; 0 when she was not."""
    schema: Annotated[int, parts.PLACE.holds("the form of this record")] = 1
