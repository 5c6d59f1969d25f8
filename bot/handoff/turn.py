"""A turn: one decision while it is being made. Lives within a single call of `decide`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from bot.handoff import general_lines
from bot.handoff.audit import AuditLine, Deed, Role
from bot.handoff.decision import Decision, Toast
from bot.handoff.effects import (
    Edit,
    Effect,
    Here,
    Keyboard,
    Named,
    Priority,
    React,
    Ref,
    Say,
    ToGeneral,
    ToPerson,
    ToTopic,
)
from bot.handoff.erasure import Ask, Wish
from bot.handoff.person import OPEN, Person, Stage, Urgency
from bot.handoff.table import Move, after
from bot.text import Html, text

if TYPE_CHECKING:
    from bot.faq.danger import Reading
    from bot.handoff.admission import Invitation
    from bot.handoff.albums import Part
    from bot.handoff.case import Case
    from bot.handoff.decision import Draft, Record
    from bot.handoff.desk import Desk
    from bot.handoff.events import Timer
    from bot.handoff.flag import Flag, FlagChange
    from bot.handoff.ids import CaseCode, EffectId, ExpertId, MessageId, ThreadId
    from bot.handoff.knowledge import Knowledge
    from bot.handoff.message_map import Entry, Link


class Context(Struct, frozen=True):
    """Everything besides the person and the event that a decision may depend on."""

    now: float
    """Epoch seconds."""
    fresh: CaseCode
    """A new random case code, should one be needed."""
    desk: Desk
    knowledge: Knowledge
    entry: Entry | None = None
    """What the message that is answered, or that holds the button an expert pressed, is, if it is known."""
    subject: Entry | None = None
    """What the message that changed, or that a button points at, is, if it is known."""
    reading: Reading | None = None
    """The text of this event, if it was read for danger already."""
    recent: tuple[Reading, ...] = ()
    """Her texts of the last few seconds, oldest first, this one not included. Only in memory."""
    code: CaseCode | None = None
    """Whose topic an event of the group is in; differs from her newest case for an older one."""
    thread_known: bool = False
    """The thread that an event tells of is known as the topic of a case already."""
    flags: Mapping[str, Flag] = {}
    """What is being checked, by the id of its entry or contact."""
    invitation: Invitation | None = None
    """What became of the invitation that she came with, if she did with one."""
    parts: tuple[Part, ...] = ()
    """Earlier parts of the album that this event is a part of, which have not left yet."""
    unleft: Part | None = None
    """The message that changed, when it has not left yet: a copy would show the change."""
    pace: int = 0
    """How many messages she sent or changed within the last minute, this one included."""


class Turn:
    """Collects the new state and the effects of one decision."""

    def __init__(self, person: Person, context: Context) -> None:
        """Begin with a person as she is."""
        self.person = person
        self.context = context
        self.front = False
        self.effects: list[Effect] = []
        self._set: dict[Timer, float] = {}
        self._cancel: dict[Timer, None] = {}
        self._links: list[Link] = []
        self._topics: list[tuple[CaseCode, ThreadId]] = []
        self._records: list[Record] = []
        self._count: list[str] = []
        self._tally: Counter[str] = Counter()
        self._flags: list[FlagChange] = []
        self._drafts: list[Draft] = []
        self._audit: list[AuditLine] = []
        self._withdrawn: list[EffectId] = []
        self._archive: Case | None = None
        self._wish: Wish | None = None
        self._toast: Toast | None = None

    # --- reading --------------------------------------------------------------------------

    @property
    def now(self) -> float:
        """Epoch seconds."""
        return self.context.now

    @property
    def desk(self) -> Desk:
        """The desk."""
        return self.context.desk

    @property
    def knowledge(self) -> Knowledge:
        """The content."""
        return self.context.knowledge

    @property
    def flags(self) -> Mapping[str, Flag]:
        """What is being checked, by the id of its entry or contact."""
        return self.context.flags

    @property
    def language(self) -> str:
        """The person's language."""
        return self.person.language

    @property
    def open(self) -> bool:
        """Whether a case of hers is open."""
        return self.person.stage in OPEN

    @property
    def case(self) -> Case:
        """Her newest case.

        Raises:
            ValueError: when she has none; the caller looked at the wrong stage.
        """
        if self.person.case is None:
            raise ValueError("there is no case")
        return self.person.case

    @property
    def her(self) -> ToPerson:
        """Her private chat."""
        return ToPerson(self.person.id, self.person.chat)

    @property
    def topic(self) -> ToTopic:
        """The topic that the event came from; for what came from elsewhere, that of her newest case."""
        return ToTopic(self.context.code or self.case.code)

    @property
    def older(self) -> bool:
        """Whether the event came from the topic of an older case than her newest."""
        return self.context.code is not None and self.context.code != self.case.code

    def words(self, key: str, **values: object) -> Html:
        """Return a text in her language."""
        return text(self.language, key, **values)

    def desk_words(self, key: str, **values: object) -> Html:
        """Return a text in the language of the experts."""
        return text(self.desk.language, key, **values)

    # --- state ----------------------------------------------------------------------------

    def change(self, **fields: Any) -> None:
        """Change fields of the person."""
        self.person = msgspec.structs.replace(self.person, **fields)

    def change_case(self, **fields: Any) -> None:
        """Change fields of her newest case."""
        self.change(case=msgspec.structs.replace(self.case, **fields))

    def move(self, move: Move) -> None:
        """Go to another stage, by the transition table."""
        self.change(stage=after(self.person.stage, move))

    def is_at(self, *stages: Stage) -> bool:
        """Tell whether she is in one of these stages."""
        return self.person.stage in stages

    def raise_urgency(self, urgency: Urgency) -> bool:
        """Make her, and her open case, at least this urgent; tell whether the case became more urgent."""
        if self.open:
            if urgency <= self.case.urgency:
                return False
            self.change_case(urgency=int(urgency))
            return True
        self.change(urgent=max(urgency, self.person.urgent))
        return False

    # --- effects --------------------------------------------------------------------------

    def do(self, *effects: Effect) -> None:
        """Add effects, in order."""
        self.effects.extend(effects)

    def say(
        self,
        html: str,
        keyboard: Keyboard = (),
        *,
        name: str = "",
        reply_to: Ref | None = None,
        silent: bool = False,
        priority: Priority = Priority.MESSAGE,
    ) -> None:
        """Say something to her. In an open case it is the bot that spoke last, then."""
        if self.open and self.case.speaking is not None:
            self.change_case(speaking=None)
        self.do(
            Say(
                self.her,
                html,
                keyboard,
                name=name,
                reply_to=reply_to,
                silent=silent,
                priority=priority,
            )
        )

    def tell_topic(
        self,
        html: str,
        keyboard: Keyboard = (),
        *,
        name: str = "",
        reply_to: Ref | None = None,
        silent: bool = False,
        priority: Priority = Priority.STATE,
    ) -> None:
        """Say something in the topic of her newest case."""
        self.do(
            Say(
                self.topic,
                html,
                keyboard,
                name=name,
                reply_to=reply_to,
                silent=silent,
                entry="bot",
                priority=priority,
            )
        )

    def tell_general(
        self,
        html: str,
        *,
        about: str = "",
        silent: bool = False,
        priority: Priority = Priority.STATE,
    ) -> None:
        """Say something in the General topic of the expert group; `about` is the code that it names, if it names one."""
        name = general_lines.name(about, self.now) if about else ""
        self.do(Say(ToGeneral(), html, name=name, silent=silent, priority=priority))

    def edit(self, target: MessageId | str, html: str | None, keyboard: Keyboard = ()) -> None:
        """Change a message of the bot's own in her chat, by its id or its name."""
        ref = Named(target) if isinstance(target, str) else Here(target)
        self.do(Edit(self.her, ref, html, keyboard, priority=Priority.MESSAGE))

    def react(self, message: MessageId, emoji: str) -> None:
        """Set the receipt under an expert's message."""
        self.do(React(self.topic, message, emoji))

    def set_timer(self, timer: Timer, at: float) -> None:
        """Set or move a timer (epoch seconds)."""
        self._set[timer] = at
        self._cancel.pop(timer, None)

    def cancel(self, timer: Timer) -> None:
        """Cancel a timer."""
        self._set.pop(timer, None)
        self._cancel[timer] = None

    def link(self, *links: Link) -> None:
        """Write entries of the message map."""
        self._links.extend(links)

    def adopt(self, code: CaseCode, thread: ThreadId) -> None:
        """Remember the topic of an older case, which came late."""
        self._topics.append((code, thread))

    def record(self, record: Record) -> None:
        """Add a line to the coordinator's journal."""
        self._records.append(record)

    def count(self, name: str) -> None:
        """Count something; `name` never holds anything personal."""
        self._count.append(name)

    def tally(self, name: str, by: int = 1) -> None:
        """Add to a count of the day; `name` holds ids of the content at most."""
        self._tally[name] += by

    def flag(self, change: FlagChange) -> None:
        """Set or lift a flag."""
        self._flags.append(change)

    def draft(self, draft: Draft) -> None:
        """Have a draft written into the drafts folder."""
        self._drafts.append(draft)

    def audit(
        self, deed: Deed, by: ExpertId | Role, *, code: CaseCode | None = None, about: str = ""
    ) -> None:
        """Note who did what; to her case (that of the event's topic), if she has one now, or to the `code` named.

        `about` is a number, a digest or an id of the content, never a text of anybody.
        """
        if code is None:
            talks_of_it = self.open or self.is_at(Stage.CLOSED)
            code = self.context.code or (self.case.code if talks_of_it else None)
        role = by if isinstance(by, Role) else Role.EXPERT
        expert = None if isinstance(by, Role) else by
        self._audit.append(AuditLine(deed, self.now, role, expert, code, about))

    def archive(self, case: Case) -> None:
        """Put a closed case away, to make room for a new one."""
        self._archive = case

    def withdraw(self, *effects: EffectId) -> None:
        """Take back effects that have not been carried out yet."""
        self._withdrawn.extend(effects)

    def wish(self, ask: Ask, codes: Sequence[CaseCode] = ()) -> None:
        """Ask for what needs all there is about her."""
        self._wish = Wish(ask, tuple(codes))

    def toast(self, callback: str, html: str = "", *, alert: bool = False) -> None:
        """Answer a pressed button; the first answer counts."""
        if self._toast is None:
            self._toast = Toast(callback, html, alert)

    def decision(self) -> Decision:
        """Return what was decided."""
        return Decision(
            person=self.person,
            effects=tuple(self.effects),
            front=self.front,
            set_timers=tuple(self._set.items()),
            cancel=tuple(self._cancel),
            links=tuple(self._links),
            topics=tuple(self._topics),
            archive=self._archive,
            records=tuple(self._records),
            count=tuple(self._count),
            tally=tuple(self._tally.items()),
            flags=tuple(self._flags),
            drafts=tuple(self._drafts),
            audit=tuple(self._audit),
            withdrawn=tuple(self._withdrawn),
            wish=self._wish,
            toast=self._toast,
        )
