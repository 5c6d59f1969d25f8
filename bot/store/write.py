"""A write: everything one call of the script `write.lua` checks and changes, as its keys and arguments."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from bot.handoff.events import Timer
from bot.handoff.ids import CaseCode, EffectId, PersonId, ThreadId, UpdateId
from bot.handoff.message_map import Link
from bot.store import entries, keys

ENFORCES: Final = ("seen", "days-400", "days-60")
"""The terms of the data map that are kept here."""
LONGEST: Final = 100_000
"""Arguments of one write. Far above what a decision makes and far below the server's limit of a million."""

Argument = str | bytes | int | float


class Wipe(NamedTuple):
    """One thing that leaves the store with a write, or takes the place of what left."""

    act: Literal[
        "del",
        "hdel",
        "zrem",
        "zadd",
        "xdel",
        "owned",
        "set",
        "hset",
        "rpush",
        "count",
        "put",
        "expire",
    ]
    """A command of the server; `owned`: all effects of the owner `field`; `set` and `hset`: only over what is there;
    `count`: add the number `value` to the counter `field`; `zadd`: put `field` there with the score `value`; `put`: set,
    whatever is there; `expire`: in `value` seconds."""
    key: str
    field: str | int = ""
    value: str | bytes | int = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """What one write checks and changes. Empty parts check and change nothing; `now` in epoch seconds."""

    owner: PersonId | None
    now: float = 0.0
    update: UpdateId | None = None
    also: Sequence[UpdateId] = ()
    """Updates that belong to this write too."""
    record: tuple[bytes, bytes] | None = None
    """The version that must stand there now, and the new record."""
    fired: tuple[Timer, float] | None = None
    settled: Sequence[EffectId] = ()
    requeue: Sequence[EffectId] = ()
    effects: Sequence[bytes] = ()
    cancel: Sequence[Timer] = ()
    timers: Sequence[tuple[Timer, float]] = ()
    links: Sequence[Link] = ()
    topics: Sequence[tuple[CaseCode, ThreadId | None]] = ()
    codes: Sequence[CaseCode] = ()
    named: Sequence[tuple[str, int]] = ()
    archive: tuple[CaseCode, bytes] | None = None
    journal: Sequence[tuple[CaseCode, bytes]] = ()
    counts: Sequence[str] = ()
    dead: tuple[str, float, bytes] | None = None
    begun: Sequence[tuple[EffectId, float]] = ()
    """Effects whose calls are about to start, and whose repeat would hurt; and when (epoch seconds)."""
    flags: Sequence[tuple[str, str]] = ()
    """What is being checked, by id; an empty text says that it no longer is."""
    drafts: Sequence[tuple[str, bytes]] = ()
    """Drafts whose files have to be written, by name."""
    tally: Sequence[tuple[str, int]] = ()
    """What is counted for the day of `now`, and how much is added."""
    audit: Sequence[tuple[bytes, bytes]] = ()
    """Entries of the audit: the digest that goes into the chain, and the rest (`bot.store.audit`)."""
    told: tuple[str, str] | None = None
    """A subject of the helpline itself, and what the experts are told of it by this write."""
    case_keys: Sequence[str] = ()
    """Case keys that the owner has from now on, in the order of use, as `reference code`."""
    erase: str = ""
    """Which of the owner's case keys are to be erased: `older`, `all`, or those up to the case of a code."""
    whose: PersonId | None = None
    """Whose record and case keys these are, where the owner of the effects is nobody."""
    wipes: Sequence[Wipe] = ()

    def keys(self) -> tuple[str, ...]:
        """Return the keys, in the order the script knows."""
        return (
            keys.EFFECTS,
            keys.BEGUN,
            keys.RECEIPTS,
            *keys.seen(self.now),
            keys.person(self.whose or self.owner or PersonId("")),
            keys.message_map(self.owner),
            keys.TIMERS,
            keys.TOPICS,
            keys.THREADS,
            keys.CODES,
            keys.COUNTS,
            keys.JOURNAL,
            keys.DEAD,
            keys.archive(self.archive[0] if self.archive else ""),
            keys.EPOCH,
            keys.FLAGS,
            keys.DRAFTS,
            keys.asked(int(self.now // keys.DAY)),
            keys.TOLD,
            keys.AUDIT,
            keys.AUDIT_HEAD,
            keys.case_keys(self.whose or self.owner or ""),
            keys.DOOMED,
            *dict.fromkeys(one.key for one in self.wipes),
        )

    def arguments(
        self, slot: str, token: str, *, asked_before: bool, epoch: str = ""
    ) -> list[Argument]:
        """Return the arguments, in the order the script takes them.

        `slot` and `token` are the place and the mark of the receipt; an empty slot leaves none.
        An `epoch` must be the latest one; an empty one is not looked at.

        Raises:
            ValueError: when there are more than a decision can make.
        """
        expected, record = self.record or (b"", b"")
        fired, fired_at = self.fired or ("", "")
        arguments: list[Argument] = [
            slot,
            token,
            "1" if asked_before else "",
            epoch,
            keys.SEEN_FOR,
            expected,
            record,
            self.owner or "",
            fired,
            # The server keeps scores as doubles and Python writes the shortest text that gives the same double.
            repr(fired_at) if fired else "",
        ]
        _add(arguments, () if self.update is None else (self.update, *self.also))
        _add(arguments, self.settled)
        _add(arguments, self.requeue)
        _add(arguments, self.effects)
        _add(arguments, self.cancel)
        _add_rows(arguments, [(timer, repr(at)) for timer, at in self.timers])
        _add_rows(arguments, [packed_link(link) for link in self.links])
        _add_rows(
            arguments, [(code, "" if thread is None else thread) for code, thread in self.topics]
        )
        _add(arguments, self.codes)
        _add_rows(arguments, [(entries.name_field(name), one) for name, one in self.named])
        _add(arguments, (self.archive[1],) if self.archive else ())
        _add_rows(arguments, self.journal)
        _add(arguments, self.counts)
        _add_rows(arguments, (self.dead,) if self.dead else ())
        _add_rows(arguments, self.begun)
        _add_rows(arguments, self.flags)
        _add_rows(arguments, self.drafts)
        _add_rows(arguments, self.tally)
        _add_rows(arguments, (self.told,) if self.told else ())
        _add_rows(arguments, self.audit)
        _add(arguments, self.case_keys)
        arguments.append(self.erase)
        _add_rows(arguments, self._wiped() if self.wipes else ())
        arguments.append(keys.ASKED_FOR)
        if len(arguments) > LONGEST:
            raise ValueError("one write holds more than a decision can make")
        return arguments

    def _wiped(self) -> list[tuple[Argument, ...]]:
        """Return what is wiped, with the number of each key among those of the script."""
        places = {key: at for at, key in enumerate(self.keys(), 1)}
        return [(one.act, places[one.key], one.field, one.value) for one in self.wipes]


def _add(arguments: list[Argument], items: Sequence[Argument]) -> None:
    arguments.append(len(items))
    arguments.extend(items)


def _add_rows(arguments: list[Argument], rows: Sequence[Sequence[Argument]]) -> None:
    arguments.append(len(rows))
    for row in rows:
        arguments.extend(row)


def packed_link(link: Link) -> tuple[str, str, str]:
    """Return a link as the scripts take it: field, entry, and "1" when what is stored may know more."""
    keep = "1" if entries.incomplete(link.entry) else ""
    return entries.field(link.side, link.id), entries.pack(link.entry), keep
