"""Failure: what a command to the store can come to, from "nothing ran" to "nobody knows", without the server's words."""

from typing import Final

from redis.exceptions import BusyLoadingError, ResponseError

from bot.ports import StoreAwayError

AWAY: Final = {
    "OOM": "The store is full.",
    "MISCONF": "The store can't write to its disk.",
    "READONLY": "The store is read-only.",
    "MASTERDOWN": "The store has lost its primary.",
    "NOREPLICAS": "The store has too few replicas.",
    "CLUSTERDOWN": "The store's cluster is down.",
    "TRYAGAIN": "The store is being moved.",
    "BUSY": "The store is busy with a script.",
    "UNBLOCKED": "The store changes its role.",
    "LOADING": "The store is loading its data.",
    "NOPERM": "The store lacks a right for us.",
    "NOAUTH": "The store wants a password.",
    "WRONGPASS": "The store refuses the password.",
    "MOVED": "The store's cluster has moved our data.",
}
"""Refusals that pass, by themselves or when somebody mends the server, by the first word of the server's error.

Whatever came in meanwhile is not acknowledged. Any other refusal is a mistake of ours.
"""


class NotSentError(StoreAwayError):
    """The command did not reach the server, or was refused before it ran."""


class InDoubtError(StoreAwayError):
    """The command may have run: its answer was lost."""


class NoScriptHereError(Exception):
    """The server does not know the script; nothing ran."""


class StoreFaultError(Exception):
    """The server refused a command for a reason that does not pass: our mistake, or a foreign store."""


def unreached(error: Exception) -> StoreAwayError:
    """Say why no connection came about. A refused password does not pass by itself, but may be mended meanwhile."""
    if isinstance(error, BusyLoadingError):
        return NotSentError(AWAY["LOADING"])
    if isinstance(error, ResponseError):
        return NotSentError("The store refuses the connection.")
    return NotSentError("The store can't be reached.")


def meaning_of(refusal: Exception) -> Exception:
    """Translate a refusal, without its words: they may quote what was sent."""
    words = str(refusal).split(maxsplit=1)
    code = words[0] if words else ""
    if code == "NOSCRIPT":
        return NoScriptHereError()
    if code in AWAY:
        return NotSentError(AWAY[code])
    known = code if code.isascii() and code.isupper() else "ERR"
    return StoreFaultError(f"The store refused a command ({known}).")
