"""The audit in the store: who did what to which case when, in order, each entry bound to the one before it.

An entry is a value of the hash `keys.AUDIT` under its number: its place in the chain (40 signs, made by `write.lua`
of the place before it, the number and the digest), the digest (32 bytes), and the entry itself, sealed in two parts.
The code of the case is sealed apart, so that erasing a case takes its code out of the audit; the digest is made of
what was sealed, so that sealing anew changes nothing in the chain. An expert stands there under a name of the audit's
own, so that he can be taken out too.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import Annotated, Final, NamedTuple

import msgspec
from msgspec import Struct

from bot.declared import parts
from bot.handoff.audit import AuditLine, Deed, Role
from bot.handoff.ids import CaseCode, ExpertId
from bot.handoff.person import Person
from bot.store import keys
from bot.store.case_key_slots import KeyRef
from bot.store.declarations import fields_of
from bot.store.keyed import Keyed
from bot.store.pipe import Command
from bot.store.unreadable import ErasedError, SealError
from bot.store.write import Write

CHAIN: Final = 40
"""Signs of a place in the chain: SHA-1 in hexadecimal digits, which is what a script can make."""
DIGEST: Final = 32
"""Bytes of a digest: 16 for what was done, 16 for the code (zeros where there is none)."""
PURPOSE: Final = "audit"
"""For which purpose the secrets are that digests and signatures are made with."""

_HALF: Final = DIGEST // 2
_SALT: Final = 16
_NOBODY: Final = bytes(_HALF)
_NAME_BYTES: Final = 4


class Stored(Struct, frozen=True, array_like=True):
    """What an entry holds besides the code of its case."""

    deed: Annotated[Deed, parts.AUDIT.holds("what was done")]
    at: Annotated[float, parts.AUDIT.holds("when")]
    by: Annotated[Role, parts.AUDIT.holds("in which role")]
    who: Annotated[str, parts.AUDIT.holds("the audit's own name for an expert")] = ""
    about: Annotated[str, parts.AUDIT.holds("a number, a digest or an id of the content")] = ""


class AuditEntry(NamedTuple):
    """One entry of the audit as it stands in the store."""

    number: int
    chain: bytes
    digest: bytes
    sealed: bytes
    sealed_code: bytes
    """Empty for what is about no case."""


class AuditRow(NamedTuple):
    """One entry of the audit, opened."""

    number: int
    stored: Stored | None
    """None when it can't be opened."""
    code: CaseCode | None
    erased: bool
    """It is about a case whose code was erased."""
    genuine: bool
    """It says what it said when it was written."""


fields_of(Stored)
_ENCODE: Final = msgspec.msgpack.Encoder().encode
_STORED: Final = msgspec.msgpack.Decoder(Stored)
_REST: Final = msgspec.msgpack.Decoder(tuple[bytes, bytes])


class Audit(Keyed):
    """The part of the store that keeps the audit."""

    _auditors: dict[ExpertId, str]
    """The names of experts in the audit."""
    _digest_keys: Sequence[bytes]
    """Kept because deriving them takes longer than the rest."""

    async def note(self, lines: Sequence[AuditLine]) -> None:
        """Write lines of the audit by themselves: for what happens outside of the conversation.

        Raises:
            StoreAwayError: when nothing was written because the store is away.
        """
        await self._writer.write(Write(owner=None, audit=await self._audited(lines)))

    async def _audited(
        self, lines: Sequence[AuditLine], person: Person | None = None, key: KeyRef | None = None
    ) -> tuple[tuple[bytes, bytes], ...]:
        """Return lines as a write takes them; `key` is the person's case key of now. Raises StoreAwayError."""
        packed = []
        for line in lines:
            if line.expert is not None and line.expert not in self._auditors:
                await self._name(line.expert)
            if line.code is None or person is None:
                used = None
            elif person.case is None or line.code == person.case.code:
                used = key
            else:
                used = await self._key_of_case(person.id, line.code)
            packed.append(self._packed(line, used))
        return tuple(packed)

    def _packed(self, line: AuditLine, key: KeyRef | None) -> tuple[bytes, bytes]:
        who = "" if line.expert is None else self._auditors[line.expert]
        plain = _ENCODE(Stored(line.deed, line.at, line.by, who, line.about))
        secret = self._audit_secrets()[0]
        digest, code = digest_of(secret, plain), b""
        if line.code is None:
            digest += _NOBODY
        else:
            # A digest of the code alone could be found again by trying all codes.
            salted = secrets.token_bytes(_SALT) + line.code.encode()
            digest += digest_of(secret, salted)
            code = self._codec.seal("audit", "code", "", salted, key)
        return digest, _ENCODE((self._codec.seal("audit", "", "", plain), code))

    async def _name(self, expert: ExpertId) -> None:
        """Give an expert the name that the audit has for him, or a new one."""
        self._auditors |= {known: name for name, known in (await self._experts()).items()}
        if expert not in self._auditors:
            name = secrets.token_hex(_NAME_BYTES)
            sealed = self._codec.seal("audit", "expert", name, expert.encode())
            await self._pipe.ask(("HSET", keys.AUDIT_EXPERTS, name, sealed), writes=True)
            self._auditors[expert] = name

    async def expert_of_name(self, name: str) -> ExpertId | None:
        """Return the expert whom the audit calls so; None when he was taken out of it. Raises StoreAwayError."""
        return (await self._experts()).get(name)

    async def forget_expert_in_audit(self, expert: ExpertId) -> int:
        """Take an expert out of the audit: what he did stays, under names that lead to nobody.

        Returns how many names he had. Raises StoreAwayError.
        """
        names = [name for name, known in (await self._experts()).items() if known == expert]
        if names:
            await self._pipe.ask(("HDEL", keys.AUDIT_EXPERTS, *names), writes=True)
        self._auditors.pop(expert, None)
        return len(names)

    async def _experts(self) -> dict[str, ExpertId]:
        (found,) = await self._pipe.ask(("HGETALL", keys.AUDIT_EXPERTS))
        return {
            name.decode(): ExpertId(
                self._codec.open("audit", "expert", name.decode(), sealed).decode()
            )
            for name, sealed in zip(found[::2], found[1::2], strict=True)
        }

    async def audit_entries(self, first: int, last: int) -> Sequence[AuditEntry | None]:
        """Return the entries of these numbers, in order; None for one that is not there. Raises StoreAwayError."""
        commands: list[Command] = [("HMGET", keys.AUDIT, *range(first, last + 1))]
        (found,) = await self._pipe.ask(*commands)
        return [
            None if value is None else _entry(number, value)
            for number, value in enumerate(found, first)
        ]

    def opened(self, entry: AuditEntry) -> AuditRow:
        """Return an entry opened, as far as that can be done, and whether it says what was written."""
        stored, code = None, None
        genuine, erased = True, False
        try:
            plain = self._codec.open("audit", "", "", entry.sealed)
            stored = _STORED.decode(plain)
            genuine = self._is_of(entry.digest[:_HALF], plain)
        except (SealError, msgspec.MsgspecError):
            genuine = False
        if entry.digest[_HALF:] == _NOBODY:
            genuine = genuine and not entry.sealed_code
        else:
            try:
                salted = self._codec.open("audit", "code", "", entry.sealed_code)
                code = CaseCode(salted[_SALT:].decode())
                genuine = genuine and self._is_of(entry.digest[_HALF:], salted)
            except ErasedError:
                erased = True
            except SealError:
                genuine = False
        return AuditRow(entry.number, stored, code, erased=erased, genuine=genuine)

    def _is_of(self, half: bytes, plain: bytes) -> bool:
        return any(
            hmac.compare_digest(half, digest_of(secret, plain)) for secret in self._audit_secrets()
        )

    def _audit_secrets(self) -> Sequence[bytes]:
        """Return the keys of digests, the newest first; none comes while the store is open."""
        if not self._digest_keys:
            self._digest_keys = [one.encode() for one in self._codec.secrets(PURPOSE)]
        return self._digest_keys


def digest_of(secret: bytes, plain: bytes) -> bytes:
    """Return the digest of half an entry (keyed BLAKE2b, RFC 7693: a third of the time of an HMAC)."""
    return hashlib.blake2b(plain, key=secret, digest_size=_HALF).digest()


def _entry(number: int, value: bytes) -> AuditEntry:
    chain, digest, rest = value[:CHAIN], value[CHAIN : CHAIN + DIGEST], value[CHAIN + DIGEST :]
    try:
        sealed, code = _REST.decode(rest)
    except msgspec.MsgspecError:
        sealed = code = b""
    return AuditEntry(number, chain, digest, sealed, code)
