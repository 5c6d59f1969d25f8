"""The audit's seals: what binds entries together, and the signatures under them.

Two chains run over the entries. One is made by the script that writes them, which alone knows their order. The other
(a *seal* of 32 bytes) is made by who reads them afterwards and signs where it is with a key of this installation. So
somebody who has the store but no key can mend the first chain after a change, and never the signatures.

A signature is a *head* (so far the audit went) or an *anchor* (all up to here was let go of, since its time was over).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Final

import msgspec
from msgspec import Struct

from bot.declared import parts

BEGIN: Final = bytes(32)
"""The seal before the first entry."""
_MAC: Final = 32

_ENCODE: Final = msgspec.msgpack.Encoder().encode


class SignatureKind(StrEnum):
    """What a signature says of the entries up to its number."""

    HEAD = "h"
    ANCHOR = "a"


class Signature(Struct, frozen=True, array_like=True):
    """A signature under the audit."""

    kind: Annotated[SignatureKind, parts.AUDIT.holds("what it says")]
    number: Annotated[int, parts.AUDIT.holds("up to which entry")]
    chain: Annotated[bytes, parts.AUDIT.holds("the place of that entry in the chain")]
    seal: Annotated[bytes, parts.AUDIT.holds("the seal of all entries up to it")]
    at: Annotated[float, parts.AUDIT.holds("when it was signed")]
    mac: Annotated[bytes, parts.AUDIT.holds("what only the key can make")] = b""

    def signed(self, secret: str) -> Signature:
        """Return it with what only the secret can make."""
        return msgspec.structs.replace(self, mac=self._mac(secret))

    def genuine(self, secrets: Sequence[str]) -> bool:
        """Tell whether one of these secrets made it."""
        return any(hmac.compare_digest(self._mac(one), self.mac) for one in secrets)

    def _mac(self, secret: str) -> bytes:
        unsigned = _ENCODE(msgspec.structs.replace(self, mac=b""))
        return hmac.digest(secret.encode(), b"audit signature " + unsigned, "sha256")


def next_chain(chain: bytes, number: int, digest: bytes) -> bytes:
    """Return the place of an entry in the chain, from that of the entry before it: as `write.lua` makes it."""
    # SHA-1 is what a script can make; who could forge it would still lack the key of the signatures.
    return hashlib.sha1(b"%s %d %s" % (chain, number, digest)).hexdigest().encode()  # noqa: S324


def next_seal(seal: bytes, number: int, digest: bytes) -> bytes:
    """Return the seal of all entries up to this one."""
    return hashlib.sha256(b"%s%d %s" % (seal, number, digest)).digest()
