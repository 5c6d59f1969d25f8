"""Keys: every key of the store, built here and nowhere else, all in one hash slot.

The text between braces is the hash tag (Valkey, "Cluster specification"): one desk is one shard, and one script
may touch all of its keys. No key holds an id of a Telegram user or chat; persons appear as keyed hashes.
"""

from typing import Final

from bot.handoff.ids import CaseCode, MessageId, PersonId

TAG: Final = "{desk}"
ALL: Final = f"{TAG}:*"
"""The pattern that fits every key of the desk."""

EFFECTS: Final = f"{TAG}:effects"
"""Stream: the outbox. Fields `o` (owner) and `e` (the sealed effect)."""
BEGUN: Final = f"{TAG}:begun-at"
"""Hash: ids of effects whose call was begun, and when (epoch seconds), so that a crash in flight is known after it."""
RECEIPTS: Final = f"{TAG}:receipts"
"""Hash: the last write of each lane of writes in flight, so that a lost reply can be asked for again."""
TIMERS: Final = f"{TAG}:timers"
"""Sorted set: `person:timer`, scored by when it is due (epoch seconds)."""
TOPICS: Final = f"{TAG}:topics"
"""Hash: thread → `person:code`. Never taken away: a thread keeps its owner."""
THREADS: Final = f"{TAG}:threads"
"""Hash: code → the thread of the case now."""
CODES: Final = f"{TAG}:codes"
"""Hash: code → person."""
COUNTS: Final = f"{TAG}:counts"
"""Hash: name → number."""
JOURNAL: Final = f"{TAG}:journal"
"""Stream: lines for the coordinator. Fields `c` (code) and `e` (the sealed record)."""
DEAD: Final = f"{TAG}:dead"
"""Stream: updates set aside. Fields `u` (update), `t` (epoch seconds) and `e` (sealed body and reason)."""
SPENT: Final = f"{TAG}:spent"
"""List: `time cost` of each operation lately spent in the expert group, oldest first. Expires by itself."""
FORMS: Final = f"{TAG}:forms"
"""Hash: version id → the form as JSON. Content that everybody may read."""
LEASE: Final = f"{TAG}:lease"
"""String with a time to live: the epoch of the process that owns the desk now."""
EPOCH: Final = f"{TAG}:epoch"
"""String: the latest epoch, `number token`."""
INBOX: Final = f"{TAG}:inbox"
"""Stream: updates on their way to the owner. Fields `u` (update) and `e` (the sealed update)."""
ON_THE_WAY: Final = f"{TAG}:onway"
"""Set: the ids of the updates in the inbox."""
FLAGS: Final = f"{TAG}:flags"
"""Hash: id of an entry or contact that is being checked → `digest time expert`."""
DRAFTS: Final = f"{TAG}:drafts"
"""Hash: name of a draft whose file is not written yet → the sealed draft."""
PROBE: Final = f"{TAG}:probe"
"""String: of no importance; written to see that something can be. Expires by itself."""
HEARD: Final = f"{TAG}:heard"
"""Hash: `at`, until when Telegram was heard; `since` and `until`, a gap to be told of (all epoch seconds)."""
TOLD: Final = f"{TAG}:told"
"""Hash: a subject of the helpline itself → what the experts were told of it last. Nothing personal."""
AUDIT: Final = f"{TAG}:audit"
"""Hash: number of an entry → its place in the chain, its digest, and the sealed entry (`bot.store.audit`)."""
AUDIT_HEAD: Final = f"{TAG}:audit-head"
"""String: number and chain hash of the newest entry."""
AUDIT_SIGNED: Final = f"{TAG}:audit-signed"
"""Hash: number of an entry → the signature under the audit up to it."""
AUDIT_EXPERTS: Final = f"{TAG}:audit-experts"
"""Hash: the name that the audit has for an expert → the sealed keyed hash."""
KEY_MARK: Final = f"{TAG}:key"
"""String: the id of the sealing key under which all is sealed, or of the oldest one while all is sealed anew."""
KEY_FILES: Final = f"{TAG}:key-files"
"""Hash: `case`, the id of the file of case keys; `lookup`, the id of the look-up key."""
DOOMED: Final = f"{TAG}:doomed"
"""Set: references of case keys that are to be erased. What was sealed with them was given up already."""

DAY: Final = 86_400
"""Seconds of a day bucket of seen updates."""
SEEN_FOR: Final = 2 * DAY
"""How long a day bucket lives, in seconds, from its first mark: Telegram keeps an update for 24 hours."""


ASKED_FOR: Final = 400 * DAY
"""How long the counts of a day are kept, in seconds."""


def asked(day: int) -> str:
    """Return the key of what was asked on a day (a hash: what → number). Days count from 1970-01-01, in UTC."""
    return f"{TAG}:asked:{day}"


def person(who: PersonId) -> str:
    """Return the key of a person's record (a string: 16 digits of version, then the sealed person)."""
    return f"{TAG}:p:{who}"


def case_keys(who: PersonId | str) -> str:
    """Return the key of a person's case keys (a list of `reference code`, oldest first; the last one seals)."""
    return f"{TAG}:k:{who}"


def message_map(who: PersonId | None) -> str:
    """Return the key of a person's message map (a hash); None is the desk's own, for lines in General."""
    return f"{TAG}:m:{who or ''}"


def merged(who: PersonId, message: MessageId) -> str:
    """Return the key of what a merged message in a topic holds (a sealed string; it expires)."""
    return f"{TAG}:w:{who}:{message}"


def archive(code: CaseCode | str) -> str:
    """Return the key of a closed case that made room for a new one (a string)."""
    return f"{TAG}:a:{code}"


def seen(now: float) -> tuple[str, str, str]:
    """Return the day buckets in which a seen update may stand: today's, yesterday's and tomorrow's.

    Tomorrow's counts because a clock may be set back over midnight. `now` is in epoch seconds.
    """
    day = int(now // DAY)
    return f"{TAG}:seen:{day}", f"{TAG}:seen:{day - 1}", f"{TAG}:seen:{day + 1}"
