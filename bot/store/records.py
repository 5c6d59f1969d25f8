"""Records: what is stored of each kind, packed with msgpack and sealed whole for its place."""

from typing import Annotated, Any, Final, TypeVar

import msgspec
from msgspec import Struct

from bot.declared import Sort, parts
from bot.handoff.case import Case
from bot.handoff.decision import Draft, Record
from bot.handoff.effects import Effect
from bot.handoff.erasure import Remains
from bot.handoff.flag import Flag
from bot.handoff.ids import CaseCode, MessageId, PersonId, UpdateId
from bot.handoff.merged import Merged
from bot.handoff.message_map import Entry
from bot.handoff.person import Person
from bot.store.case_key_slots import KeyRef
from bot.store.codec import Codec, SealError
from bot.store.declarations import check_keys, fields_of

VERSION_DIGITS: Final = 16
"""A person's version stands before the sealed record in this many digits, for the script to compare."""

_T = TypeVar("_T")


def _plain(value: object) -> str:
    """Pack a kind of text (one that is marked as Telegram HTML) as the text it is."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"a record can't hold {type(value).__name__}")


class Buried(Struct, frozen=True):
    """What is sealed of something that was set aside."""

    reason: Annotated[str, parts.DEAD.holds("why it was set aside", sort=Sort.TECHNICAL)]
    """Holds nothing of the content."""
    body: Annotated[bytes, parts.DEAD.holds("what could not be handled")]
    """An update as it came from Telegram; an effect as it was stored, sealed."""
    owner: Annotated[str, parts.DEAD.holds("whose it is", sort=Sort.PSEUDONYM)] = ""
    """Whose effect it is; empty for an update, and for an effect that belongs to no person."""


STORED: Final[tuple[Any, ...]] = (
    Person,
    Effect,
    Case,
    Record,
    Remains,
    Draft,
    Merged,
    Entry,
    Flag,
    Buried,
)
"""What is stored of each kind."""


class Records:
    """Packs and seals records, and opens them again.

    `key` names the case key of whom a record belongs to; without one it is sealed with the master key alone.
    """

    def __init__(self, codec: Codec) -> None:
        """Begin. Raises UndeclaredError when something that is stored is not declared: a mistake of ours."""
        fields_of(*STORED)
        check_keys()
        self._codec = codec
        self._encode = msgspec.msgpack.Encoder(enc_hook=_plain).encode
        self._person = msgspec.msgpack.Decoder(Person)
        self._effect: msgspec.msgpack.Decoder[Effect] = msgspec.msgpack.Decoder(Effect)
        self._case = msgspec.msgpack.Decoder(Case)
        self._record = msgspec.msgpack.Decoder(Record)
        self._merged = msgspec.msgpack.Decoder(Merged)
        self._remains = msgspec.msgpack.Decoder(Remains)
        self._buried = msgspec.msgpack.Decoder(Buried)

    def seal_person(self, person: Person, key: KeyRef | None = None) -> bytes:
        """Return the sealed record of a person. Raises ErasedError when the key was erased, as all of these."""
        return self._codec.seal("person", "", person.id, self._encode(person), key)

    def open_person(self, who: PersonId, sealed: bytes) -> Person:
        """Return a stored person. Raises SealError, as all of these."""
        return self._open("person", who, sealed, self._person)

    def seal_effect(
        self, owner: PersonId | None, effect: Effect, key: KeyRef | None = None
    ) -> bytes:
        """Return a sealed effect; None owns what belongs to no person."""
        return self._codec.seal("effect", "", owner or "", self._encode(effect), key)

    def open_effect(self, owner: PersonId | None, sealed: bytes) -> Effect:
        """Return a stored effect."""
        return self._open("effect", owner or "", sealed, self._effect)

    def seal_case(self, case: Case, key: KeyRef | None = None) -> bytes:
        """Return a sealed archived case."""
        return self._codec.seal("case", "", case.code, self._encode(case), key)

    def open_case(self, code: CaseCode, sealed: bytes) -> Case:
        """Return an archived case."""
        return self._open("case", code, sealed, self._case)

    def seal_record(self, record: Record, key: KeyRef | None = None) -> bytes:
        """Return a sealed line for the coordinator."""
        return self._codec.seal("record", "", record.code, self._encode(record), key)

    def open_record(self, code: str, sealed: bytes) -> Record:
        """Return a line for the coordinator."""
        return self._open("record", code, sealed, self._record)

    def seal_remains(self, remains: Remains) -> bytes:
        """Return what remains of a case, sealed for its month."""
        return self._codec.seal("remains", "", remains.month, self._encode(remains))

    def open_remains(self, month: str, sealed: bytes) -> Remains:
        """Return what remains of a case."""
        return self._open("remains", month, sealed, self._remains)

    def seal_draft(self, draft: Draft) -> bytes:
        """Return a sealed draft, bound to its name."""
        return self._codec.seal("draft", "", draft.name, draft.yaml.encode())

    def open_draft(self, name: str, sealed: bytes) -> Draft:
        """Return a draft."""
        return Draft(name, self._codec.open("draft", "", name, sealed).decode())

    def seal_merged(
        self, owner: PersonId, message: MessageId, merged: Merged, key: KeyRef | None = None
    ) -> bytes:
        """Return what a merged message holds, sealed under its id."""
        return self._codec.seal("merged", str(message), owner, self._encode(merged), key)

    def open_merged(self, owner: PersonId, message: MessageId, sealed: bytes) -> Merged:
        """Return what a merged message holds."""
        return self._open("merged", owner, sealed, self._merged, str(message))

    def seal_dead(self, about: str, buried: Buried) -> bytes:
        """Return what is set aside, sealed; `about` is the id of the update or effect."""
        return self._codec.seal("dead letter", "", about, self._encode(buried))

    def open_dead(self, about: str, sealed: bytes) -> Buried:
        """Return what was set aside."""
        return self._open("dead letter", about, sealed, self._buried)

    def seal_handed(self, update: UpdateId, body: bytes) -> bytes:
        """Return a sealed update on its way to the owner."""
        return self._codec.seal("update", "", str(update), body)

    def open_handed(self, update: UpdateId, sealed: bytes) -> bytes:
        """Return an update as it came. Raises SealError."""
        return self._codec.open("update", "", str(update), sealed)

    def _open(
        self,
        record: str,
        owner: str,
        sealed: bytes,
        decoder: msgspec.msgpack.Decoder[_T],
        field: str = "",
    ) -> _T:
        plain = self._codec.open(record, field, owner, sealed)
        try:
            return decoder.decode(plain)
        except msgspec.MsgspecError:
            # Its words may quote the record.
            raise SealError(
                f"A stored {record} does not have the form this helpline reads."
            ) from None
