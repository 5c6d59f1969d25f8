"""The key file: holds the master key, beside the data and never in the store.

One line, `helpline-key-1 <base64>`, in a file that only its owner may read. Whoever has it can read the store;
without it nobody can, its owner included.
"""

import base64
import binascii
import os
import secrets
import stat
from pathlib import Path
from typing import Final, NamedTuple

from typing_extensions import override

from bot.store.codec import MASTER_BYTES

NAME: Final = "helpline.key"
_MARK: Final = "helpline-key-1"
_LONGEST: Final = 200
"""Bytes; a key file is far shorter, and a wrong file is not read whole."""


class KeyFileError(Exception):
    """The key file can't be used; the sentence (Dutch) says what to do. It never holds the key."""


class MasterKey(NamedTuple):
    """The master key, and whether it was made just now (then say that a copy must be kept)."""

    key: bytes
    made: bool

    @override
    def __repr__(self) -> str:
        return f"<MasterKey made={self.made}>"


def load_key(data_dir: Path, *, sealed: bool) -> MasterKey:
    """Read the master key of a data directory; make it when there is none yet.

    `sealed` tells that the store holds sealed records already (`holds_sealed`): then a missing key is an error,
    for a new one could not open them.

    Raises:
        KeyFileError: when the file is missing though `sealed`, readable by others, malformed or out of reach.
    """
    path = data_dir / NAME
    try:
        if not path.exists():
            if sealed:
                raise KeyFileError(
                    f"Het sleutelbestand {path} ontbreekt, terwijl de opslag gegevens bevat die ermee zijn "
                    "versleuteld. Zet de kopie van het sleutelbestand terug en start opnieuw."
                )
            return MasterKey(_make(path), made=True)
        return MasterKey(_read(path), made=False)
    except OSError as error:
        raise KeyFileError(
            f"Het sleutelbestand {path} is niet te lezen of te maken ({error.strerror}). "
            "Controleer van wie de map is en of er ruimte is."
        ) from None


def _make(path: Path) -> bytes:
    """Write a new key so that a crash leaves a whole file or none, and two starts never make two keys."""
    key = secrets.token_bytes(MASTER_BYTES)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{NAME}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(f"{_MARK} {base64.b64encode(key).decode()}\n".encode())
            file.flush()
            os.fsync(file.fileno())
        # A link fails where the file exists by now; a rename would replace the other's key.
        os.link(draft, path)
    except FileExistsError:
        return _read(path)
    finally:
        draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return key


def _read(path: Path) -> bytes:
    handle = os.open(path, os.O_RDONLY)
    with os.fdopen(handle, "rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        content = file.read(_LONGEST + 1)
    if not stat.S_ISREG(mode):
        raise KeyFileError(
            f"{path} is geen gewoon bestand; daar hoort het sleutelbestand te staan."
        )
    if mode & 0o077:
        raise KeyFileError(
            f"Het sleutelbestand {path} is ook voor anderen te lezen. Sluit het af met: chmod 600 {path}"
        )
    broken = KeyFileError(
        f"Het sleutelbestand {path} is beschadigd of is geen sleutelbestand. Zet de kopie ervan terug."
    )
    mark, _, encoded = content.partition(b" ")
    if mark != _MARK.encode():
        raise broken
    try:
        key = base64.b64decode(encoded.strip(), validate=True)
    except binascii.Error:
        raise broken from None
    if len(key) != MASTER_BYTES:
        raise broken
    return key
