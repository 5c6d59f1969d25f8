"""Ledger: what became of every numbered message, counted from what the stand-in shows at the end."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

Json = dict[str, Any]

RECORDING = 3.0
"""Seconds a process may need to record a call that has ended, while it has a store; dying meanwhile, it does not
know of it. Mostly some milliseconds, but several processes may wait for one processor."""

CLOSING = 0.25
"""Seconds around the moment the network goes: a call that reached the stand-in then may not be answered."""

_TOKEN = re.compile(r"\b[qan]\d{2}-\d{4}\b")


Copy = tuple["Place", int, int]
"""Where a token was found: the place, the message, and where in the message, since several can be merged into one."""


class Way(StrEnum):
    """Where a message is to go. The value is the first letter of its tokens."""

    QUESTION = "q"
    """From a professional to her topic."""
    ANSWER = "a"
    """From an expert in a topic to the professional."""
    NOTE = "n"
    """From an expert in a topic to nobody else."""


@dataclass(frozen=True, slots=True)
class Place:
    """A private chat (its person's id, thread 0) or a topic (the group's id and the thread)."""

    chat: int
    thread: int = 0


@dataclass(frozen=True, slots=True)
class Conversation:
    """One case: the private chat of its professional, and its topic."""

    person: Place
    topic: Place

    def target(self, way: Way) -> Place | None:
        """Return where a message of this way has to arrive; None for nowhere."""
        return {Way.QUESTION: self.topic, Way.ANSWER: self.person, Way.NOTE: None}[way]


@dataclass(slots=True)
class Tally:
    """The counts of one way. All but `sent` and `once` should be 0; `repeated` only without faults."""

    sent: int = 0
    once: int = 0
    lost: int = 0
    repeated: int = 0
    """Copies too many."""
    unexplained: int = 0
    """Copies too many whose earlier call was answered, and whose process lived long enough to record it."""
    out_of_order: int = 0
    """Messages whose first copy, or whose last, stands behind that of a later one of the same conversation.

    Of both: several that were repeated together, as parts of one message are, stand in order twice.
    """
    wrong: int = 0
    """Copies in a place that is not theirs."""
    leaked: int = 0
    """Copies of notes, anywhere."""
    without_receipt: int = 0
    """Messages of experts without the reaction that tells what became of them."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The counts of all ways together and of each, and how many calls were in doubt."""

    ways: Mapping[Way, Tally]
    lost: tuple[str, ...]
    """The tokens that arrived nowhere."""
    doubtful: int
    """Copies whose call was not answered, or whose process died in time to forget the answer."""
    merged: int = 0
    """Messages of the bot that hold more than one."""

    def total(self, name: str) -> int:
        """Return one count over all ways."""
        return sum(getattr(tally, name) for tally in self.ways.values())

    def line(self) -> str:
        """Return the counts as a line to print."""
        names = list(Tally.__dataclass_fields__)
        counts = ", ".join(f"{name.replace('_', ' ')} {self.total(name)}" for name in names)
        return f"{counts}, copies in doubt {self.doubtful}"

    def table(self) -> str:
        """Return the counts as a table, a line for each way."""
        names = list(Tally.__dataclass_fields__)
        head = f"{'':10}" + "".join(f"{name.replace('_', ' '):>17}" for name in names)
        rows = (
            f"{way.name.lower():10}" + "".join(f"{getattr(tally, name):>17}" for name in names)
            for way, tally in self.ways.items()
        )
        return "\n".join((head, *rows))

    def figures(self) -> Json:
        """Return the counts to be written as JSON; no tokens, which would only be noise."""
        ways = {way.name.lower(): asdict(tally) for way, tally in self.ways.items()}
        return {**ways, "copies_in_doubt": self.doubtful, "merged_messages": self.merged}

    def check(self, *, repeats: bool = True) -> None:
        """Demand what is promised; `repeats` tells whether there may be any.

        Raises:
            AssertionError: with all counts.
        """
        for name in ("lost", "out_of_order", "wrong", "leaked", "unexplained", "without_receipt"):
            assert self.total(name) == 0, self.line()
        assert self.total("repeated") <= (self.doubtful if repeats else 0), self.line()


@dataclass(slots=True)
class Ledger:
    """Gives out tokens, one per message, and finds them again. `times` below are the stand-in's, in seconds."""

    conversations: dict[int, Conversation] = field(default_factory=dict)
    deaths: list[float] = field(default_factory=list)
    """When the process died."""
    cuts: list[float] = field(default_factory=list)
    """When the way to Telegram broke off, and with it every call that was under way."""
    away: list[tuple[float, float]] = field(default_factory=list)
    """From when until when there was no store to record anything in."""
    _counts: dict[tuple[Way, int], int] = field(default_factory=lambda: defaultdict(int))
    _sent: dict[str, int] = field(default_factory=dict)
    """The message ids at their senders, by token."""

    def token(self, way: Way, number: int) -> str:
        """Return the token for the next message of conversation `number`; it stands in the text."""
        self._counts[way, number] += 1
        return f"{way}{number:02}-{self._counts[way, number]:04}"

    def sent(self, token: str, message: int) -> None:
        """Note that a message was sent; its id tells its place in the order of its sender's chat."""
        self._sent[token] = message

    def judge(self, shown: Iterable[Json], calls: Sequence[Json]) -> Verdict:
        """Count, given all messages of all chats as the stand-in shows them, and all calls of the bot."""
        messages = list(shown)
        copies = _copies(messages)
        doubtful = self._doubtful(calls)
        parts = Counter(each[:2] for found in copies.values() for each in found)
        tallies = {way: self._count(way, copies, doubtful) for way in Way}
        reacted = {
            (each["chat"]["id"], each["message_id"]) for each in messages if each.get("reactions")
        }
        for token, message in self._sent.items():
            way, conversation = self._of(token)
            if way is not Way.QUESTION and (conversation.topic.chat, message) not in reacted:
                tallies[way].without_receipt += 1
        lost = tuple(token for token in self._sent if token[0] != Way.NOTE and token not in copies)
        in_doubt = sum(
            count for (place, message), count in parts.items() if (place.chat, message) in doubtful
        )
        merged = sum(count > 1 for count in parts.values())
        return Verdict(tallies, lost, in_doubt, merged)

    # --- inside ---------------------------------------------------------------------------------

    def _of(self, token: str) -> tuple[Way, Conversation]:
        return Way(token[0]), self.conversations[int(token[1:3])]

    def _count(
        self,
        way: Way,
        copies: Mapping[str, list[Copy]],
        doubtful: set[tuple[int, int]],
    ) -> Tally:
        tally = Tally()
        first: dict[Place, list[tuple[int, int, int]]] = defaultdict(list)
        last: dict[Place, list[tuple[int, int, int]]] = defaultdict(list)
        for token, source in self._sent.items():
            if token[0] != way:
                continue
            target = self._of(token)[1].target(way)
            found = copies.get(token, [])
            right = sorted(each[1:] for each in found if each[0] == target)
            tally.sent += 1
            if target is None:
                tally.leaked += len(found)
                continue
            tally.wrong += len(found) - len(right)
            tally.lost += not right
            tally.once += len(right) == 1
            tally.repeated += len(right[1:])
            tally.unexplained += sum((target.chat, each) not in doubtful for each, _ in right[:-1])
            if right:
                first[target].append((*right[0], source))
                last[target].append((*right[-1], source))
        tally.out_of_order = sum(
            max(_behind(first[target]), _behind(last[target])) for target in first
        )
        return tally

    def _doubtful(self, calls: Sequence[Json]) -> set[tuple[int, int]]:
        """Find the messages, as chat and id, whose making the process may not have learned of.

        A lane makes one call at a time and records it before the next: of those a process had ended
        when it died, it can have failed to record only the last of each lane.
        """
        found: set[tuple[int, int]] = set()
        last: dict[tuple[int, int | None], Json] = {}
        deaths = sorted(self.deaths)
        for call in calls:
            while deaths and call["time"] > deaths[0]:
                # They stay: of several processes another may have made them, and die next.
                found |= self._unrecorded(last.values(), deaths.pop(0))
            if call["message_ids"]:
                last[call["chat_id"], call["thread_id"]] = call
                if str(call["fault"]).endswith(":after") or self._cut(call):
                    found |= _made(call)
        for died in deaths:
            found |= self._unrecorded(last.values(), died)
        return found

    def _cut(self, call: Json) -> bool:
        """Tell whether the network went while this call was under way."""
        return any(call["time"] - CLOSING <= cut <= _ended(call) + CLOSING for cut in self.cuts)

    def _unrecorded(self, calls: Iterable[Json], died: float) -> set[tuple[int, int]]:
        late = (each for each in calls if self._had(_ended(each), died) <= RECORDING)
        return {message for each in late for message in _made(each)}

    def _had(self, since: float, until: float) -> float:
        """Return for how many seconds between these moments there was a store."""
        without = (min(until, end) - max(since, begin) for begin, end in self.away)
        return until - since - sum(max(0.0, each) for each in without)


def _ended(call: Json) -> float:
    return float(call["time"] + call["ms"] / 1_000)


def _made(call: Json) -> set[tuple[int, int]]:
    return {(call["chat_id"], message) for message in call["message_ids"]}


def _copies(messages: Iterable[Json]) -> dict[str, list[Copy]]:
    """Find what the bot wrote of each token, wherever it is: several in one message count each."""
    found: dict[str, list[Copy]] = defaultdict(list)
    for each in messages:
        if not (each.get("from") or {}).get("is_bot") or each.get("deleted"):
            continue
        thread = each.get("message_thread_id", 0) if each.get("is_topic_message") else 0
        place = Place(each["chat"]["id"], thread)
        for token in _TOKEN.finditer(str(each.get("text") or each.get("caption") or "")):
            found[token[0]].append((place, each["message_id"], token.start()))
    return found


def _behind(arrived: Iterable[tuple[int, int, int]]) -> int:
    """Count the copies that stand behind one of a later source; of each: its message, place in it, and source."""
    latest = behind = 0
    for *_, source in sorted(arrived):
        behind += source < latest
        latest = max(latest, source)
    return behind
