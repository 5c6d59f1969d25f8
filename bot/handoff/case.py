"""A case: what an expert deals with, and the topic in which that is done."""

from msgspec import Struct

from bot.handoff.ids import CaseCode, ExpertId, MessageId, ThreadId
from bot.intake.answers import Answers


class Speaker(Struct, frozen=True):
    """An expert within one case: who, under which letter she knows them, and when they last answered."""

    expert: ExpertId
    letter: str
    answered_at: float = 0.0
    """Epoch seconds; 0 when they have only claimed the case."""


class Case(Struct, frozen=True):
    """One case. `urgency` holds a value of `person.Urgency`; times are epoch seconds."""

    code: CaseCode
    language: str
    opened_at: float
    urgency: int = 0
    form: str = ""
    answers: Answers = Answers()
    topic: ThreadId | None = None
    """None until the topic exists, and again after it was deleted."""
    topic_closed: bool = False
    """The topic is closed at Telegram, by hand or because the case is."""
    title: str = ""
    """The title last asked for, so that it is changed only when it differs."""
    speakers: tuple[Speaker, ...] = ()
    speaking: ExpertId | None = None
    """Who spoke last in her chat; None when that was the bot."""
    note_line: bool = False
    """The one line about notes exists in the topic."""
    note: MessageId | None = None
    """The note that the line offers to send."""
    noted_by: ExpertId | None = None
    kept_album: str = ""
    """The newest album of an expert of which a part may not leave, so that none of what follows in it does."""
    delay_told: bool = False
    """She was told that placing the case takes longer."""
    stall_told_at: float = 0.0
    """When she was told that her messages have to wait (epoch seconds); 0 once they have gone on."""
    overdue_told: bool = False
    """She was told that the promised time has passed."""
    nudges: int = 0
    """How often the experts were reminded that this case waits."""
    answered: bool = False
    """Somebody has answered since the case was placed or opened again; a claim is no answer yet."""
    waiting_since: float = 0.0
    """When it was placed or reopened last (epoch seconds)."""
    closed_at: float | None = None
    rating: int = 0
    missed_until: float = 0.0
    """Until when messages may have been lost (epoch seconds), as she and the experts were told."""
    rebuilt: int = 0
    """How often the topic was made again after a deletion."""

    def speaker(self, expert: ExpertId) -> Speaker | None:
        """Return this expert's part in the case, if there is one."""
        return next((one for one in self.speakers if one.expert == expert), None)
