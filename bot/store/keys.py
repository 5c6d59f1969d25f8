"""Keys: every key of the store, built here and nowhere else, all in one hash slot.

The text between braces is the hash tag (Valkey, "Cluster specification"): one desk is one shard, and one script
may touch all of its keys. No key holds an id of a Telegram user or chat; persons appear as keyed hashes.
"""

from typing import Final

from bot.declared import Declared, Sort, parts
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
"""Hash: thread → `person:code`. A thread keeps its owner until its case is erased."""
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
INVITES: Final = f"{TAG}:invites"
"""Set: the ids of invitations, keyed hashes of their codes."""
LEAVERS: Final = f"{TAG}:leavers"
"""Sorted set: experts who are out of the group (keyed ids), scored by since when (epoch seconds)."""
BLOCKED: Final = f"{TAG}:blocked"
"""Sorted set: who was blocked and is erased otherwise (ids that are made for this alone), scored by until when."""
KEY_MARK: Final = f"{TAG}:key"
"""String: the id of the sealing key under which all is sealed, or of the oldest one while all is sealed anew."""
KEY_FILES: Final = f"{TAG}:key-files"
"""Hash: `case`, the id of the file of case keys; `lookup`, the id of the look-up key."""
ANEW: Final = f"{TAG}:anew"
"""A stream while it is built anew, within one script."""
DOOMED: Final = f"{TAG}:doomed"
"""Set: references of case keys that are to be erased. What was sealed with them was given up already."""

DAY: Final = 86_400
"""Seconds of a day bucket of seen updates."""
SEEN_FOR: Final = 2 * DAY
"""How long a day bucket lives, in seconds, from its first mark: Telegram keeps an update for 24 hours."""


NEIGHBOURS: Final = 128
"""How many messages share a key that tells where they stand: as many as a small hash holds (Valkey's default)."""
WHEREABOUTS_FOR: Final = 60 * DAY
"""How long it is kept where a message stands, in seconds, from the newest of its neighbours."""

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


def invite(name: str) -> str:
    """Return the key of an invitation (a sealed string; it expires)."""
    return f"{TAG}:i:{name}"


def invited(name: str) -> str:
    """Return the key of who used an invitation (a set of tags that lead to nobody without the key; it expires)."""
    return f"{TAG}:used:{name}"


def message_map(who: PersonId | None) -> str:
    """Return the key of a person's message map (a hash); None is the desk's own, for lines in General."""
    return f"{TAG}:m:{who or ''}"


def whereabouts(message: MessageId) -> str:
    """Return the key of where a message of the expert group stands (a hash: message → thread; it expires).

    Messages that came one behind the other share a key: a small hash takes a tenth of the memory.
    """
    return f"{TAG}:g:{message // NEIGHBOURS}"


def merged(who: PersonId, message: MessageId) -> str:
    """Return the key of what a merged message in a topic holds (a sealed string; it expires)."""
    return f"{TAG}:w:{who}:{message}"


def archive(code: CaseCode | str) -> str:
    """Return the key of a closed case that made room for a new one (a string)."""
    return f"{TAG}:a:{code}"


def remains(month: str) -> str:
    """Return the key of what remains of the cases of a month, as "2026-11" (a list of sealed values)."""
    return f"{TAG}:r:{month}"


def seen(now: float) -> tuple[str, str, str]:
    """Return the day buckets in which a seen update may stand: today's, yesterday's and tomorrow's.

    Tomorrow's counts because a clock may be set back over midnight. `now` is in epoch seconds.
    """
    day = int(now // DAY)
    return f"{TAG}:seen:{day}", f"{TAG}:seen:{day - 1}", f"{TAG}:seen:{day + 1}"


def kind(key: str) -> str:
    """Return what kind of key this is: what stands behind the tag."""
    return key.removeprefix(f"{TAG}:").partition(":")[0]


DECLARED: Final[dict[str, Declared]] = {
    kind(key): declared
    for key, declared in (
        (EFFECTS, parts.OUTBOX.holds("effects, each with the keyed hash of whose it is")),
        (BEGUN, parts.MACHINE.holds("when calls were begun")),
        (RECEIPTS, parts.MACHINE.holds("the last writes")),
        (TIMERS, parts.PLACE.holds("when something is due for whom", sealed=False)),
        (TOPICS, parts.LINK.holds("whose topic a thread is, by keyed hash and code", sealed=False)),
        (THREADS, parts.CASE.holds("the thread of a code", sealed=False)),
        (CODES, parts.LINK.holds("whose code it is, by keyed hash", sealed=False)),
        (COUNTS, parts.COUNTS.holds("how often something happened")),
        (JOURNAL, parts.RATING.holds("ratings and sentences, each with its code")),
        (DEAD, parts.DEAD.holds("updates and effects that were set aside")),
        (SPENT, parts.MOMENT.holds("how much was lately done in the group")),
        (FORMS, parts.CONTENT.holds("versions of the questions")),
        (LEASE, parts.MOMENT.holds("which process is in charge")),
        (EPOCH, parts.MACHINE.holds("how many processes were in charge so far")),
        (INBOX, parts.INBOX.holds("updates on their way")),
        (ON_THE_WAY, parts.INBOX.holds("their numbers", sort=Sort.TECHNICAL, sealed=False)),
        (FLAGS, parts.FLAG.holds("flagged answers and contacts")),
        (DRAFTS, parts.DRAFT.holds("drafts, each with the name of its file")),
        (PROBE, parts.MOMENT.holds("nothing of importance")),
        (HEARD, parts.MACHINE.holds("when Telegram was heard")),
        (TOLD, parts.MACHINE.holds("what the experts know of the helpline itself")),
        (AUDIT, parts.AUDIT.holds("entries, each under its number")),
        (
            AUDIT_HEAD,
            parts.AUDIT.holds("number of the newest one", sort=Sort.TECHNICAL, sealed=False),
        ),
        (AUDIT_SIGNED, parts.AUDIT.holds("signatures", sort=Sort.TECHNICAL, sealed=False)),
        (AUDIT_EXPERTS, parts.AUDIT.holds("which expert a name stands for")),
        (INVITES, parts.INVITATION.holds("which invitations there are", sealed=False)),
        (LEAVERS, parts.LEFT.holds("who left the group, as keyed hashes")),
        (BLOCKED, parts.BLOCKED.holds("who may reach no expert yet, as keyed hashes")),
        (KEY_MARK, parts.MACHINE.holds("which key seals")),
        (KEY_FILES, parts.MACHINE.holds("which key files belong to this store")),
        (ANEW, parts.MACHINE.holds("nothing, but within one script")),
        (DOOMED, parts.MACHINE.holds("which case keys are to be erased")),
        (asked(0), parts.ASKED.holds("what was asked on a day, by id of the answer")),
        (person(PersonId("")), parts.LINK.holds("a person's whole record, under her keyed hash")),
        (case_keys(""), parts.LINK.holds("which keys seal her records", sealed=False)),
        (invite(""), parts.INVITATION.holds("an invitation")),
        (
            invited(""),
            parts.INVITATION.holds("who used it, as tags", sort=Sort.PSEUDONYM, sealed=False),
        ),
        (message_map(None), parts.MAP.holds("her message map, under her keyed hash", sealed=False)),
        (whereabouts(MessageId(0)), parts.WHEREABOUTS.holds("the thread of a message, by number")),
        (merged(PersonId(""), MessageId(0)), parts.MERGED.holds("a merged message")),
        (remains(""), parts.REMAINS.holds("what remains of erased cases of a month")),
        (archive(""), parts.CASE.holds("an earlier case, under its code")),
        (seen(0)[0], parts.SEEN.holds("numbers of updates")),
    )
}
"""What stands under each kind of key. A key that is not declared here is no key of the helpline."""
