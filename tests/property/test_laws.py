"""The laws of a case, held by a machine that lets people and experts do what they like while Telegram fails."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from msgspec.structs import replace
from typing_extensions import override

from bot.handoff.effects import OpenTopic
from bot.handoff.events import AuthorKind, Kind, Timer
from bot.handoff.ids import MessageId, UserId
from bot.handoff.message_map import Side
from bot.handoff.person import OPEN, Stage
from bot.handoff.placing import KEEP_FOR
from bot.handoff.policy import Files
from bot.handoff.table import TABLE
from tests.property.world import NUMBER, World
from tests.support.desks import ALWAYS, OFFICE

if TYPE_CHECKING:
    from bot.handoff.ids import ThreadId
    from bot.handoff.person import Person

ANNA, EVA = UserId(1), UserId(2)
PEOPLE = st.sampled_from([ANNA] * 6 + [EVA])
QUESTION = "Een leerling doet de Hitlergroet in de klas"
NAMING, OTHER = "Zijn nummer is 0612345678", "0687654321"
"""They may show who somebody is."""
RED, AMBER = "Hij heeft een mes bij zich", "Een leerling wordt thuis geslagen"
TEXTS = st.sampled_from(
    [
        QUESTION,
        "Wat zal ik doen?",
        NAMING,
        NAMING,
        OTHER,
        f"{RED}, bel {OTHER}",
        "hij heeft een",
        "mes",
        RED,
        AMBER,
        f"/start {RED}",
        "Мне нужна помощь",
        "hoi",
        "ja",
        "nee",
        "2",
        "terug",
        "stop",
        "mens",
        "bedankt",
        "zelfde",
        "nieuw",
        "Ik ben de moeder van een jongen",
        "/start",
        "/menu",
        "/klaar",
        "/stop",
        "/112",
        "/deskundige",
        "/taal",
        "//",
        "👍",
    ]
)
WORDS = st.sampled_from(
    [QUESTION, NAMING, "Wat zal ik doen?", "hij heeft een", "mes", RED, "hoi", "👍"]
)
MEDIA = st.sampled_from(
    [Kind.VOICE, Kind.PHOTO, Kind.DOCUMENT, Kind.OTHER, Kind.CONTACT, Kind.LOCATION]
)
ANSWERS = st.sampled_from(
    [
        *["Dat mag"] * 5,
        "/a Dat mag",
        "/a",
        "/a // niet",
        "// niet voor haar",
        "intern: niet voor haar",
        "Intern : niet voor haar",
        "goed gezegd!",
        "/sluit",
        "/faq",
        "/leer Hoe dan?",
        "/leer",
        "/fout ess",
        "/fuot ess",
        "/help",
    ]
)
AUTHORS = st.sampled_from([AuthorKind.PERSON] * 8 + [AuthorKind.ANONYMOUS, AuthorKind.CHANNEL])
TARGETS = st.sampled_from(
    [
        "hers",
        "hers",
        "card",
        "answer",
        "answer colleague",
        "answer colleague",
        "note colleague",
        "bot",
        "nothing",
    ]
)
NAMES = st.sampled_from(["bo", "cas"])
SOME = st.integers(0, 10_000)
TROUBLE = st.sampled_from(["", "", "refused", "doubt", "delayed"])
CALM = st.sampled_from([True, True, False])
"""Whether all that waits is carried out after an event."""

REACHED: Counter[str] = Counter()


def reach(moves: int) -> set[tuple[Stage, Stage]]:
    """Return from where to where the table leads in at most so many moves."""
    pairs = {(stage, stage) for stage in Stage}
    for _ in range(moves):
        pairs |= {
            (start, then)
            for start, end in pairs
            for (here, _), then in TABLE.items()
            if here is end
        }
    return pairs


LEGAL = reach(2)


class Life(RuleBasedStateMachine):
    """Two professionals, two experts, one group."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.before: dict[UserId, Stage] = {}

    @initialize(
        office=st.booleans(),
        doors=st.booleans(),
        begin=st.sampled_from(
            ["first", "agreed", "intake", "placed", "placed", "answered", "answered", "closed"]
        ),
        trouble=st.sampled_from(["", "", "doubt", "delayed"]),
        calm=st.booleans(),
        pressed=st.booleans(),
        asks=st.booleans(),
    )
    def begins(
        self,
        office: bool,
        doors: bool,
        begin: str,
        trouble: str,
        calm: bool,
        pressed: bool,
        asks: bool,
    ) -> None:
        """Begin somewhere in the life of a case; with `asks` pictures and files wait for her word."""
        desk = OFFICE if office else ALWAYS
        policy = replace(desk.policy, ask_first=asks, files=Files.WARN if asks else Files.ALLOW)
        self.world = World(replace(desk, policy=policy), closed_doors=doors)
        self.world.pressed = pressed
        if begin == "first":
            return
        self.world.writes(ANNA, QUESTION)
        self.world.presses(ANNA, self.newest(ANNA), "agree")
        if begin == "agreed":
            return
        self.world.presses(ANNA, self.newest(ANNA), "expert")
        self.world.drain()
        if begin == "intake":
            return
        self.places(trouble, helped=False, calm=calm or begin != "placed")
        if begin == "placed":
            return
        thread = next(iter(self.world.topics))
        card = next(one.id for one in self.world.group.values() if one.what == "card")
        self.world.expert_writes(thread, "bo", "Hallo", reply_to=card)
        self.world.drain()
        if begin == "closed":
            self.world.expert_presses(card, "close", "bo")
            self.world.drain()

    @precondition(
        lambda self: self.world.stage(ANNA) in (Stage.TALKING, Stage.INTAKE, Stage.CLOSED)
    )
    @rule(trouble=st.sampled_from(["", "", "doubt", "delayed"]), helped=st.booleans(), calm=CALM)
    def places(self, trouble: str, helped: bool, calm: bool) -> None:
        """She goes straight to a case; its topic may be hard to make, and she may be helped before it is there."""
        self.asks_and_places()
        if trouble:
            self.a_topic_is_hard_to_make(trouble)
            if helped:
                self.is_helped()
                self.asks_and_places()
        self.calm(calm)

    def asks_and_places(self) -> None:
        """She asks for an expert, says that nobody is in danger, and places."""
        self.world.presses(ANNA, self.newest_known(ANNA), "expert")
        self.world.writes(ANNA, "nee")
        self.world.presses(ANNA, self.newest_known(ANNA), "in:p")

    def newest(self, user: UserId) -> MessageId:
        """Return the newest message of the bot with buttons, or any number."""
        self.world.drain()
        shown = [one for one, rows in self.world.chat(user).keyboards.items() if rows]
        return shown[-1] if shown else self.world._id()

    def newest_known(self, user: UserId) -> MessageId:
        """Return the newest message of the bot without carrying out what waits."""
        return next(reversed(self.world.chat(user).keyboards), MessageId(0))

    def calm(self, calm: bool) -> None:
        """Carry out what waits, when it is calm."""
        if calm:
            self.world.drain()

    # --- she ------------------------------------------------------------------------------------

    @rule(user=PEOPLE, text=TEXTS, calm=CALM)
    def writes(self, user: UserId, text: str, calm: bool) -> None:
        """She writes."""
        self.world.writes(user, text)
        self.calm(calm)

    @rule(user=PEOPLE, kind=MEDIA, text=st.sampled_from(["", "", QUESTION, NAMING, RED]), calm=CALM)
    def sends(self, user: UserId, kind: Kind, text: str, calm: bool) -> None:
        """She sends something else, with or without a caption."""
        card = kind in (Kind.CONTACT, Kind.LOCATION)
        self.world.writes(user, "" if card else text, kind)
        self.calm(calm)

    @rule(
        user=PEOPLE,
        captions=st.lists(st.sampled_from(["", QUESTION, NAMING, RED]), min_size=2, max_size=4),
        calm=CALM,
    )
    def sends_an_album(self, user: UserId, captions: list[str], calm: bool) -> None:
        """She sends several pictures as one, with or without captions."""
        self.world.sends_album(user, captions)
        self.calm(calm)

    @precondition(lambda self: self.world.chat(ANNA).hers)
    @rule(which=SOME, text=TEXTS, calm=CALM)
    def edits(self, which: int, text: str, calm: bool) -> None:
        """She changes a message."""
        hers = [one for one in self.world.chat(ANNA).hers.values() if not one.deleted]
        if not hers:
            return
        message = hers[-1 - which % min(len(hers), 4)]
        if message.kind in (Kind.TEXT, Kind.PHOTO):
            self.world.edits(ANNA, message.id, text)
        elif message.kind is Kind.LOCATION:
            self.world.edits(ANNA, message.id, "")
        self.calm(calm)

    @precondition(lambda self: self.world.chat(ANNA).hers)
    @rule(which=SOME, calm=CALM)
    def takes_back(self, which: int, calm: bool) -> None:
        """She asks for a message of hers to be taken back."""
        hers = list(self.world.chat(ANNA).hers.values())
        message = hers[-1 - which % min(len(hers), 4)]
        REACHED["takes back"] += bool(message.copies)
        self.world.takes_back(ANNA, message.id)
        self.calm(calm)

    @precondition(lambda self: self.world.group)
    @rule(which=SOME, name=NAMES, emoji=st.sampled_from(["👍", "🔥", ""]), calm=CALM)
    def reacts_somewhere(self, which: int, name: str, emoji: str, calm: bool) -> None:
        """An expert sets a reaction to any message of the group, or takes it away."""
        group = list(self.world.group)
        self.world.expert_reacts(group[-1 - which % min(len(group), 6)], emoji, name)
        self.calm(calm)

    @precondition(lambda self: self.world.group)
    @rule(which=SOME, name=NAMES, calm=CALM)
    def takes_an_answer_back(self, which: int, name: str, calm: bool) -> None:
        """An expert says `/del` to any message of the group."""
        group = list(self.world.group)
        message = group[-1 - which % min(len(group), 6)]
        REACHED["takes an answer back"] += self.world.group[message].author == name
        self.world.expert_takes_back(message, name)
        self.calm(calm)

    @rule(user=PEOPLE, which=SOME, calm=CALM)
    def presses(self, user: UserId, which: int, calm: bool) -> None:
        """She presses a button of the newest screens."""
        chat = self.world.chat(user)
        shown = [
            (key, one.data) for key, rows in chat.keyboards.items() for row in rows for one in row
        ]
        if shown:
            message, data = shown[-1 - which % min(len(shown), 9)]
            self.world.presses(user, message, data)
            REACHED[data.split(":")[0]] += 1
        self.calm(calm)

    @rule(user=PEOPLE, which=SOME, calm=CALM)
    def presses_an_old_button(self, user: UserId, which: int, calm: bool) -> None:
        """She presses any button that she ever saw."""
        shown = self.world.chat(user).shown
        if shown:
            self.world.presses(user, *shown[which % len(shown)])
        self.calm(calm)

    @precondition(lambda self: self.world.stage(ANNA) in OPEN)
    @rule(
        texts=st.lists(st.sampled_from([NAMING, OTHER, QUESTION, RED]), max_size=4),
        what=st.sampled_from(["s", "m", "e", "e", ""]),
        then=TEXTS,
        calm=CALM,
    )
    def names_somebody(self, texts: list[str], what: str, then: str, calm: bool) -> None:
        """She writes what may show who somebody is, goes on writing, and chooses, or does not."""
        for text in (NAMING, *texts):
            self.world.writes(ANNA, text)
        self.calm(calm)
        asked = [one for one in self.person(ANNA).unsent if one.is_asked]
        if asked and what:
            REACHED[f"unsent {what}"] += 1
            self.world.presses(ANNA, MessageId(0), f"unsent:{asked[-1].asked}:{what}")
            self.world.writes(ANNA, then)
        self.calm(calm)

    def person(self, user: UserId) -> Person:
        """Return somebody who is known."""
        person = self.world.person(user)
        assert person is not None
        return person

    @rule(user=PEOPLE)
    def blocks(self, user: UserId) -> None:
        """She blocks the bot; writing lets it in again."""
        if self.world.person(user) is not None and not self.world.chat(user).blocked:
            self.world.blocks(user, back=False)

    # --- the experts ----------------------------------------------------------------------------

    def thread(self, which: int) -> ThreadId | None:
        """Return a topic, the newest ones first."""
        alive = [one.thread for one in self.world.topics.values() if not one.deleted]
        return alive[-1 - which % len(alive)] if alive else None

    @rule(
        topic=st.sampled_from([0, 0, 0, 1]),
        name=NAMES,
        text=ANSWERS,
        which=SOME,
        to=TARGETS,
        author=AUTHORS,
        kind=st.sampled_from([Kind.TEXT] * 10 + [Kind.PHOTO, Kind.CONTACT, Kind.LOCATION]),
        quote=st.none() | st.integers(0, 60),
        calm=CALM,
    )
    def answers(
        self,
        topic: int,
        name: str,
        text: str,
        which: int,
        to: str,
        author: AuthorKind,
        kind: Kind,
        quote: int | None,
        calm: bool,
    ) -> None:
        """Somebody writes in a topic: an answer, a note, a reply to anything."""
        thread = self.thread(topic)
        if thread is None:
            return
        reply_to = self.target(thread, name, which, to)
        card = kind in (Kind.CONTACT, Kind.LOCATION)
        self.world.expert_writes(
            thread,
            name,
            "" if card else text,
            kind=kind,
            reply_to=reply_to,
            author=author,
            quote_at=quote,
        )
        self.calm(calm)

    @rule(
        topic=st.sampled_from([0, 0, 0, 1]),
        name=NAMES,
        captions=st.lists(
            st.sampled_from(["", "", "Dat mag", "// niet voor haar", "/fuot ess"]),
            min_size=2,
            max_size=4,
        ),
        which=SOME,
        to=TARGETS,
        calm=CALM,
    )
    def answers_with_an_album(
        self, topic: int, name: str, captions: list[str], which: int, to: str, calm: bool
    ) -> None:
        """Somebody sends several pictures as one in a topic: an answer, a note, a reply to anything."""
        thread = self.thread(topic)
        if thread is None:
            return
        reply_to = self.target(thread, name, which, to)
        self.world.expert_sends_album(thread, name, captions, reply_to)
        self.calm(calm)

    def target(self, thread: ThreadId, name: str, which: int, to: str) -> MessageId | None:
        """Return a message of a topic that somebody replies to."""
        there = [
            one.id
            for one in self.world.group.values()
            if one.thread == thread
            and one.what == to.partition(" ")[0]
            and (not to.endswith("colleague") or one.author != name)
        ]
        return there[-1 - which % len(there)] if there else None

    @rule(calm=CALM)
    def a_colleague_says_well_put(self, calm: bool) -> None:
        """Somebody replies to a colleague's answer."""
        answers = [one for one in self.world.group.values() if one.what == "answer"]
        if answers:
            answer = answers[-1]
            name = "cas" if answer.author == "bo" else "bo"
            self.world.expert_writes(answer.thread, name, "goed gezegd!", reply_to=answer.id)
        self.calm(calm)

    @rule(topic=st.sampled_from([0, 0, 0, 1]), name=NAMES, which=SOME, calm=CALM)
    def looks_an_answer_up(self, topic: int, name: str, which: int, calm: bool) -> None:
        """An expert looks an answer up for a message of hers."""
        thread = self.thread(topic)
        if thread is None:
            return
        group = self.world.group
        hers = [one.id for one in group.values() if one.thread == thread and one.what == "hers"]
        about = hers[-1 - which % len(hers)] if hers else None
        self.world.expert_writes(thread, name, "/faq gesprek", reply_to=about)
        self.calm(calm)

    @rule(topic=st.sampled_from([0, 0, 0, 1]), name=NAMES, which=SOME, calm=CALM)
    def sends_an_answer_from_the_faq(self, topic: int, name: str, which: int, calm: bool) -> None:
        """Somebody presses a button of a list, however old that is."""
        thread = self.thread(topic)
        shown = [
            (one.id, button.data)
            for one in self.world.group.values()
            for row in one.keyboard
            for button in row
            if one.thread == thread and button.data.startswith("faq:")
        ]
        if shown:
            message, data = shown[-1 - which % len(shown)]
            self.world.expert_presses(message, data, name)
            REACHED["faq"] += 1
        self.calm(calm)

    @rule(which=SOME, text=ANSWERS)
    def answers_change(self, which: int, text: str) -> None:
        """An expert changes a message, once what it was has been carried out."""
        self.world.drain()
        mine = [
            one
            for one in self.world.group.values()
            if one.author and not one.shown and one.kind in (Kind.TEXT, Kind.PHOTO)
        ]
        if mine:
            self.world.expert_edits(mine[-1 - which % len(mine)].id, text)

    @rule(topic=st.sampled_from([0, 0, 0, 1]), name=NAMES, which=SOME, calm=CALM)
    def expert_presses(self, topic: int, name: str, which: int, calm: bool) -> None:
        """An expert presses a button in a topic."""
        thread = self.thread(topic)
        shown = [
            (one.id, button.data)
            for one in self.world.group.values()
            if one.thread == thread
            for row in one.keyboard
            for button in row
        ]
        if shown:
            message, data = shown[-1 - which % len(shown)]
            self.world.expert_presses(message, data, name)
            REACHED[data.split(":")[0]] += 1
        self.calm(calm)

    @rule(fate=st.sampled_from(["closed", "reopened", "deleted"]), topic=st.sampled_from([0, 0, 1]))
    def topic_is(self, fate: str, topic: int) -> None:
        """Somebody shapes a topic by hand."""
        thread = self.thread(topic)
        if thread is not None:
            self.world.topic_is(thread, fate)

    @precondition(lambda self: self.world.stage(ANNA) in OPEN)
    @rule(text=TEXTS, calm=CALM)
    def writes_into_a_deleted_topic(self, text: str, calm: bool) -> None:
        """The topic of an open case is deleted, and she goes on writing."""
        self.world.drain()
        thread = self.thread(0)
        if thread is not None:
            self.world.topic_is(thread, "deleted")
            self.world.writes(ANNA, text)
        self.calm(calm)

    def is_helped(self) -> None:
        """She closes her case, whether its topic exists or not."""
        person = self.world.person(ANNA)
        if person is None or person.case is None:
            return
        self.world.presses(ANNA, self.newest_known(ANNA), f"done:{person.case.code}")

    # --- Telegram, time and the machine -----------------------------------------------------------

    @rule(which=SOME, trouble=TROUBLE)
    def carries(self, which: int, trouble: str) -> None:
        """The outbox carries out one effect, and something may go wrong."""
        busy = self.world.busy()
        if busy:
            self.world.carry(busy[which % len(busy)], trouble)

    def a_topic_is_hard_to_make(self, trouble: str) -> None:
        """A topic is asked for, and Telegram does not answer, or not now."""
        for name in self.world.busy():
            waiting = self.world.outbox.lanes[name].values()
            if any(isinstance(one.effect, OpenTopic) for one in waiting):
                self.world.carry(name, trouble)
                REACHED[trouble] += 1

    @rule()
    def appears(self) -> None:
        """The service message of a new topic arrives."""
        self.world.appears()

    @rule(seconds=st.sampled_from([1, 4, 30, 125, 1000, 2000, 24 * 3600]), calm=CALM)
    def waits(self, seconds: int, calm: bool) -> None:
        """Time passes."""
        self.world.waits(seconds)
        self.calm(calm)

    @rule()
    def again(self) -> None:
        """The last update comes once more."""
        self.world.again()

    @rule()
    def restarts(self) -> None:
        """The process dies and is started again."""
        self.world.restarts()

    @precondition(lambda self: self.world.stage(ANNA) in OPEN)
    @rule(texts=st.lists(WORDS, min_size=2, max_size=5), trouble=st.sampled_from(["", "doubt"]))
    def writes_while_the_budget_is_spent(self, texts: list[str], trouble: str) -> None:
        """She writes faster than the group takes it in."""
        self.world.pressed = True
        for text in texts:
            self.world.writes(ANNA, text)
        for name in self.world.busy():
            self.world.carry(name, trouble)
        REACHED["merged"] += self.world.merges

    @rule(pressed=st.booleans())
    def the_budget_is(self, pressed: bool) -> None:
        """There is room in the group's budget, or none."""
        self.world.pressed = pressed

    @rule()
    def two_days_go_by(self) -> None:
        """The texts of merged messages are kept no longer."""
        self.world.texts_expire()

    # --- the laws -------------------------------------------------------------------------------

    def persons(self) -> list[tuple[UserId, Person]]:
        """Return everybody as stored."""
        found = [(user, self.world.person(user)) for user in self.world.chats]
        return [(user, person) for user, person in found if person is not None]

    @invariant()
    def every_move_is_in_the_table(self) -> None:
        """From one event to the next nobody gets where the table does not lead."""
        for user, person in self.persons():
            before = self.before.get(user, person.stage)
            assert (before, person.stage) in LEGAL
            REACHED[person.stage] += 1
            self.before[user] = person.stage

    @invariant()
    def one_open_case_and_one_topic(self) -> None:
        """Who has an open case has one; all her other cases were put away, and each thread has one owner."""
        store = self.world.store
        for _, person in self.persons():
            codes = {code for code, owner in store.codes.items() if owner == person.id}
            newest = {person.case.code} if person.case else set()
            assert codes == newest | {one for one in codes if one in store.archive}
            assert (person.stage in OPEN) <= bool(newest)
            if person.case is not None and person.case.topic is not None:
                assert store.threads.get(person.case.code) == person.case.topic
        assert len(set(store.threads.values())) == len(store.threads)

    @invariant()
    def nobody_is_left_lying(self) -> None:
        """A promise has its timer, and so has the question after closing."""
        timers = self.world.store.timers
        for _, person in self.persons():
            waits = person.stage in OPEN and person.case is not None and not person.case.answered
            assert ((person.id, Timer.PROMISE) in timers) == waits
            asked = person.stage is Stage.CLOSED and person.asked_after
            assert ((person.id, Timer.AFTER) in timers) == asked
            assert not (person.stage in OPEN and (person.kept or person.pending))

    @invariant()
    def what_waits_for_her_word_waits_for_a_while_only(self) -> None:
        """Only in an open case does anything wait; its head was asked about, and has its time and its timer."""
        world = self.world
        for _, person in self.persons():
            asked = [one for one in person.unsent if one.is_asked]
            assert bool(asked) == bool(person.unsent)
            assert ((person.id, Timer.UNSENT) in world.store.timers) == bool(asked)
            assert not (person.unsent and person.stage not in OPEN)
            assert person.unsent[:1] == tuple(asked[:1])
            assert all(world.now < one.until <= world.now + world.desk.hold_for for one in asked)
            REACHED["unsent"] += bool(asked)

    @override
    def teardown(self) -> None:
        """When all trouble is over: nothing waits, nothing was lost, and nothing is there twice."""
        world = self.world
        world.waits(2 * max(world.desk.hold_for, world.desk.policy.ask_for))
        assert not any(person.screened or person.unsent for _, person in self.persons())
        world.drain()
        while world.appearing:
            world.appears()
            world.drain()
        assert world.busy() == []
        alive = Counter(one.code for one in world.topics.values() if not one.deleted)
        assert all(count == 1 for count in alive.values()), "one topic per case"
        for user, person in self.persons():
            self.nothing_of_hers_is_lost(user, person)
            self.merged_texts_are_hers(user, person)
        for written in world.group.values():
            if not written.author or world.topics[written.thread].deleted:
                continue
            command = written.kind is Kind.TEXT and written.text.startswith("/sluit")
            # Telegram shows all reactions to an album under its first part.
            later = any(written in parts[1:] for parts in world.albums.values())
            shown = written.reaction or written.answered or command or later
            assert shown or written.what == "note", written
            if written.must_leave and not written.recalled:
                assert written.id in world.delivered or written.reaction == "😢", written

    def merged_texts_are_hers(self, user: UserId, person: Person) -> None:
        """What is kept of a merged message is what she wrote, or changed it to, as the experts read it."""
        chat = self.world.chat(user)
        for (owner, message), merged in self.world.store.merged.items():
            for part in merged.parts if owner == person.id else ():
                hers = chat.hers[part.source]
                known = self.world.store.entries[owner][Side.PERSON, part.source]
                if known.other == message and not (hers.words or hers.recalled or chat.unreached):
                    masked = NUMBER.sub("[", hers.text)
                    text = re.sub(r"\[.*?\]", "[", part.text) if hers.masked else part.text
                    assert text == (masked if hers.masked else hers.text)

    def nothing_of_hers_is_lost(self, user: UserId, person: Person) -> None:
        """Each message of hers was passed on, is kept, or she was told; commands and choices are done."""
        kept = {one.message for one in person.kept}
        for hers in self.world.chat(user).hers.values():
            if hers.copies or hers.words or hers.id in kept or hers.edited or hers.recalled:
                continue
            if hers.id in self.world.chat(user).given_up:
                continue
            asked = self.world.desk.policy.concerns
            told = (one.words for one in self.world.chat(user).hers.values() if asked(one.kind))
            if asked(hers.kind) and any(told):
                continue  # of all that waits to be seen she is told at once, under the first of it
            if hers.text.startswith("/") and len(hers.text.split()) == 1:
                continue
            if self.world.chat(user).unreached:
                continue  # words for her did not arrive
            old = self.world.now - hers.at > KEEP_FOR
            choice = hers.text in ("ja", "nee", "zelfde", "nieuw", "bedankt", "2")
            assert old or choice or hers.stage is Stage.CLOSED, hers


Life.TestCase.settings = settings(
    max_examples=200,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestLife = Life.TestCase
