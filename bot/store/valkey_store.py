"""The store: Valkey as the one truth, assembled from its parts."""

from __future__ import annotations

from copy import copy
from time import monotonic
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.store import keys
from bot.store.asked import Asked
from bot.store.case_keys import ANOTHER_FILE, OLDER_FILE, Age, CaseKeysError
from bot.store.codec import Codec
from bot.store.dead_letters import DeadLetters
from bot.store.drafts import Drafts
from bot.store.effects import Effects
from bot.store.erasing import Erasing
from bot.store.flags import Flags
from bot.store.forms import Forms
from bot.store.inbox import Inbox
from bot.store.invites import Invites
from bot.store.journal import Journal
from bot.store.keyfile import KeyFileError
from bot.store.lease import Lease
from bot.store.leavers import Leavers
from bot.store.leaving import Leaving
from bot.store.memory import PERSONS, TOPICS, Memory
from bot.store.persons import Persons
from bot.store.pipe import TIMEOUT, Pipe
from bot.store.probe import Probe
from bot.store.records import Records
from bot.store.renaming import Renaming
from bot.store.replicas import Replicas
from bot.store.sealing_anew import SealingAnew
from bot.store.signed_audit import SignedAudit
from bot.store.silence import Silence
from bot.store.spending import Spending
from bot.store.timers import Timers
from bot.store.told import Told
from bot.store.trouble import StoreTrouble
from bot.store.writer import Writer
from bot.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from redis.asyncio import Redis

    from bot.ports import Epoch
    from bot.store.key_ring import KeyRing

_NOTED: Final = ("HMGET", keys.KEY_FILES, "slots", "made")


class ValkeyStore(
    Persons,
    Effects,
    Timers,
    Erasing,
    DeadLetters,
    Journal,
    Asked,
    Flags,
    Drafts,
    Forms,
    Lease,
    Inbox,
    Probe,
    Spending,
    Silence,
    Told,
    SealingAnew,
    Renaming,
    SignedAudit,
    Invites,
    Leavers,
):
    """Fills the ports `Store` and `Waiting` of the service. `client` comes from `client.connect`.

    `timeout` (seconds) is how long a batch of commands may take before the server counts as away.
    """

    def __init__(self, client: Redis, codec: Codec, *, timeout: float = TIMEOUT) -> None:
        self._pipe = Pipe(client, timeout=timeout)
        self._records = Records(codec)
        self._codec = codec
        self._noted: Age | None = None
        """How far the file of case keys had come when that was noted last."""
        self.writes: Final = Tally()
        """What became of writes, in all tenures."""
        self.took: Final = self._pipe.took
        self._begin(Writer(self._pipe, outcomes=self.writes))

    async def open(self) -> None:
        """Make the store ready: its script is known, and its records are sealed with our key.

        Raises:
            KeyFileError: when other keys sealed the records, or made the ids.
            CaseKeysError: when the file of case keys is that of another store.
            StoreAwayError: when the store is away.
        """
        await self._writer.load_scripts()
        mine = self._codec.key_id.hex()
        _, stored = await self._pipe.ask(("SET", keys.KEY_MARK, mine, "NX"), ("GET", keys.KEY_MARK))
        if self._codec.ring.by_id(bytes.fromhex(stored.decode())) is None:
            raise KeyFileError(
                "De gegevens in de opslag zijn met een andere sleutel versleuteld dan die in het sleutelbestand "
                "staat. Zet het sleutelbestand terug dat bij deze opslag hoort."
            )
        await self.recognise()

    async def recognise(self) -> None:
        """Note which file of case keys and which look-up key belong to this store, or see that they still do.

        Raises:
            KeyFileError, CaseKeysError: when they do not.
            StoreAwayError: when the store is away.
        """
        mine = {"lookup": self._codec.ring.lookup.id.hex()}
        if self._codec.case_keys is not None:
            mine["case"] = self._codec.case_keys.id
        noted = [("HSETNX", keys.KEY_FILES, *one) for one in mine.items()]
        *_, stored = await self._pipe.ask(*noted, ("HMGET", keys.KEY_FILES, *mine))
        found = dict(zip(mine, (one.decode() for one in stored), strict=True))
        if found["lookup"] != mine["lookup"]:
            raise KeyFileError(
                "De sleutel in het sleutelbestand waarmee mensen worden herkend is niet die van deze opslag. Zet het "
                "sleutelbestand terug dat bij deze opslag hoort."
            )
        if found.get("case") != mine.get("case"):
            raise CaseKeysError(ANOTHER_FILE)
        await self.note_case_keys()

    async def note_case_keys(self) -> None:
        """Note how far the file of case keys has come, so that an older copy of it is told from it.

        Raises:
            CaseKeysError: when it had come further before.
            StoreAwayError: when the store is away, or the file can't be read.
        """
        if self._codec.case_keys is None or self._codec.case_keys.age() == self._noted:
            return
        age = await self._codec.case_keys.age_on_disk()
        (known,) = await self._pipe.ask(_NOTED)
        if age.is_older(_noted_age(known)):
            raise CaseKeysError(OLDER_FILE)
        await self._pipe.ask(
            ("HSET", keys.KEY_FILES, "slots", age.slots, "made", age.made), writes=True
        )
        self._noted = age

    def under(self, epoch: Epoch, fenced: Callable[[], None]) -> ValkeyStore:
        """Return this store for the owner of one tenure: it writes as long as no later epoch has begun.

        When one has, `fenced` is called, and every write raises FencedError. What is kept in memory begins anew.
        """
        found = copy(self)
        found._begin(Writer(self._pipe, epoch, fenced, self.writes))
        return found

    def _begin(self, writer: Writer) -> None:
        """Begin with nothing in memory."""
        self._writer = writer
        self._leaving = Leaving(writer)
        self._damaged = []
        self._auditors = {}
        self._digest_keys = ()
        self._persons = Memory(PERSONS)
        self._topics = Memory(TOPICS)

    def wait_for_replicas(self, count: int, *, own_log: bool) -> None:
        """Let each write wait a moment until so many replicas have it on disk, and the server itself with `own_log`."""
        self._pipe.replicas = Replicas(count, self._pipe.trouble, monotonic, own_log=own_log)

    def ring(self) -> KeyRing:
        """Return the keys as they are now."""
        return self._codec.ring

    async def count_keys(self) -> int:
        """Return how many keys the server holds. Raises StoreAwayError."""
        (count,) = await self._pipe.ask(("DBSIZE",))
        return int(count)

    def secret(self, purpose: str) -> str:
        """Return a secret of this installation for one purpose, the same in every process on this store."""
        return self._codec.secret(purpose)

    def trouble(self) -> StoreTrouble | None:
        """Return what is wrong with the store right now; None when nothing is known to be."""
        return self._pipe.trouble.now()

    def replicas_behind(self) -> bool:
        """Tell whether the last write reached too few replicas in time."""
        return self._pipe.trouble.replicas_behind

    async def close(self) -> None:
        """Wait a moment for what is on its way and close the connections."""
        await self._pipe.close()


class KnownKeys(NamedTuple):
    """Which keys a store names as its own, by their ids; None before there are any."""

    case: str | None
    """The file of case keys."""
    lookup: str | None
    """The look-up key."""


async def known_keys(client: Redis) -> KnownKeys:
    """Return which keys belong to a store. Raises StoreAwayError."""
    (found,) = await Pipe(client).ask(("HMGET", keys.KEY_FILES, "case", "lookup"))
    return KnownKeys(*(None if one is None else one.decode() for one in found))


async def forget_case_keys(client: Redis, now: float) -> None:
    """Let a store have another file of case keys from its next opening on; the keys were lost at `now` (epoch seconds).

    Raises StoreAwayError.
    """
    await _lost(client, now, "case", "slots", "made")


async def case_keys_noted(client: Redis) -> Age:
    """Return how far the file of case keys of a store had come when that was noted last. Raises StoreAwayError."""
    (found,) = await Pipe(client).ask(_NOTED)
    return _noted_age(found)


async def take_older_case_keys(client: Redis, now: float) -> None:
    """Let a store have an older copy of its file of case keys; the rest were lost at `now` (epoch seconds).

    Raises StoreAwayError.
    """
    await _lost(client, now, "slots", "made")


async def _lost(client: Redis, now: float, *forgotten: str) -> None:
    lost = ("HSET", keys.KEY_FILES, "lost", repr(now))
    await Pipe(client).ask(lost, ("HDEL", keys.KEY_FILES, *forgotten), writes=True)


def _noted_age(found: Sequence[bytes | None]) -> Age:
    return Age(*(int(one or 0) for one in found))


async def holds_sealed(client: Redis) -> bool:
    """Tell whether a store holds records of the helpline, so that a missing key file is noticed before a new one is made.

    Raises:
        StoreAwayError: when the store is away.
    """
    pipe = Pipe(client)
    cursor = b"0"
    while True:
        ((cursor, found),) = await pipe.ask(("SCAN", cursor, "MATCH", keys.ALL, "COUNT", 1000))
        if found:
            return True
        if cursor == b"0":
            return False
