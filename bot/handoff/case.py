"""A case: what an expert deals with, and the topic in which that is done."""

from typing import Annotated

from msgspec import Struct

from bot.declared import Sort, parts
from bot.handoff.albums import Album
from bot.handoff.choices import Choices
from bot.handoff.ids import CaseCode, ExpertId, MessageId, ThreadId
from bot.handoff.mark import Mark, Recalled
from bot.intake.answers import Answers


class Speaker(Struct, frozen=True):
    """An expert within one case: who, under which letter she knows them, and when they last answered."""

    expert: Annotated[ExpertId, parts.EXPERT.holds("who, as a keyed hash")]
    letter: Annotated[str, parts.CASE.holds("the letter she knows them by")]
    answered_at: Annotated[float, parts.CASE.holds("when they last answered")] = 0.0
    """Epoch seconds; 0 when they have only claimed the case."""


class Case(Struct, frozen=True, omit_defaults=True):
    """One case. `urgency` holds a value of `person.Urgency`; times are epoch seconds."""

    code: Annotated[CaseCode, parts.CASE.holds("its random code")]
    language: Annotated[str, parts.CASE.holds("her language")]
    opened_at: Annotated[float, parts.CASE.holds("when it was placed")]
    urgency: Annotated[int, parts.DANGER.holds("how urgent it is")] = 0
    form: Annotated[str, parts.CASE.holds("the version of the questions")] = ""
    answers: Answers = Answers()
    topic: Annotated[ThreadId | None, parts.MAP.holds("the number of its topic")] = None
    """None until the topic exists, and again after it was deleted."""
    topic_closed: Annotated[bool, parts.CASE.holds("whether the topic is closed")] = False
    """The topic is closed at Telegram, by hand or because the case is."""
    title: Annotated[str, parts.INTAKE.holds("the title: role, region, code")] = ""
    """The title last asked for, so that it is changed only when it differs."""
    speakers: tuple[Speaker, ...] = ()
    speaking: Annotated[ExpertId | None, parts.EXPERT.holds("who spoke last")] = None
    """Who spoke last in her chat; None when that was the bot."""
    note_line: Annotated[bool, parts.CASE.holds("whether the line about notes exists")] = False
    """The one line about notes exists in the topic."""
    note: Annotated[MessageId | None, parts.MAP.holds("a note that may be sent")] = None
    """The note that the line offers to send."""
    note_album: Annotated[str, parts.MAP.holds("Telegram's number of an album")] = ""
    """Of which album that note is the first part."""
    note_parts: Annotated[tuple[MessageId, ...], parts.MAP.holds("its other parts")] = ()
    noted_by: Annotated[ExpertId | None, parts.EXPERT.holds("who wrote it, as a keyed hash")] = None
    kept_album: Annotated[str, parts.MAP.holds("Telegram's number of an album")] = ""
    """The newest album of an expert of which a part may not leave, so that none of what follows in it does."""
    refused_album: Annotated[str, parts.MAP.holds("Telegram's number of an album")] = ""
    """The newest album of an expert of which it was said that it can't go, so that it is said once."""
    albums: tuple[Album, ...] = ()
    """The newest albums of either side of which a part went to the other."""
    delay_told: Annotated[bool, parts.CASE.holds("whether she was told of a delay")] = False
    """She was told that placing the case takes longer."""
    stall_told_at: Annotated[float, parts.CASE.holds("when she was told to wait")] = 0.0
    """When she was told that her messages have to wait (epoch seconds); 0 once they have gone on."""
    overdue_told: Annotated[bool, parts.CASE.holds("whether she was told of a late answer")] = False
    """She was told that the promised time has passed."""
    nudges: Annotated[int, parts.CASE.holds("how often the experts were reminded")] = 0
    """How often the experts were reminded that this case waits."""
    answered: Annotated[bool, parts.CASE.holds("whether somebody answered")] = False
    """Somebody has answered since the case was placed or opened again; a claim is no answer yet."""
    waiting_since: Annotated[float, parts.CASE.holds("when it was placed or reopened last")] = 0.0
    """When it was placed or reopened last (epoch seconds)."""
    closed_at: Annotated[float | None, parts.CASE.holds("when it was closed")] = None
    rating: Annotated[int, parts.RATING.holds("her rating")] = 0
    missed_until: Annotated[float, parts.CASE.holds("until when messages may have been lost")] = 0.0
    """Until when messages may have been lost (epoch seconds), as she and the experts were told."""
    rebuilt: Annotated[int, parts.CASE.holds("how often the topic was made again")] = 0
    """How often the topic was made again after a deletion."""
    warned_at: Annotated[float, parts.CASE.holds("when it was said that it will be erased")] = 0.0
    """When both sides were told that it will be erased (epoch seconds); 0 while they were not."""
    choices: Choices = Choices()
    waits_told_at: Annotated[float, parts.CASE.holds("when the topic was told to wait")] = 0.0
    """When the line in the topic that something of hers waits was put there (epoch seconds)."""
    suspected_at: Annotated[float, parts.DANGER.holds("when a guess at danger was shown")] = 0.0
    """When a message that is only like danger was last marked for the experts (epoch seconds)."""
    shown: Annotated[tuple[str, ...], parts.CASE.holds("what she was asked about pictures")] = ()
    """Values of `policy.Concern`: she said that what she sends may be seen, and is not asked again."""
    sent: Annotated[
        tuple[str, ...], parts.CASE.holds("which answers of the FAQ were sent", sort=Sort.PUBLIC)
    ] = ()
    """Their ids, so that the same answer is not sent from two lists by mistake."""
    marks: tuple[Mark, ...] = ()
    """Reactions of experts to messages of hers, the newest last."""
    marks_told: Annotated[bool, parts.CASE.holds("whether it was said that she sees reactions")] = (
        False
    )
    recalled: tuple[Recalled, ...] = ()
    failed: Annotated[tuple[MessageId, ...], parts.MAP.holds("answers that did not arrive")] = ()
    """Messages of experts that did not arrive, or of which a change did not; the newest last."""

    def speaker(self, expert: ExpertId) -> Speaker | None:
        """Return this expert's part in the case, if there is one."""
        return next((one for one in self.speakers if one.expert == expert), None)
