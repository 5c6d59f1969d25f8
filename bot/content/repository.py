"""Repository: the git repository that the content is fetched from, by the `git` of this computer.

Nothing of it is ever run or checked out: what a branch holds is read as an archive, and only the content files in it
are taken. Logging in is git's own affair (keys, a credential helper); it can't ask anybody. The address can hold a
password, so neither it nor what git says about it is passed on: only a word for what is wrong.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from pathlib import PurePosixPath
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO, Final

from bot.content.condition import FetchTrouble
from bot.content.files import MOST_BYTES, MOST_FILES, is_content

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Mapping
    from pathlib import Path

    from bot.content.room import Room
    from bot.settings import GitSettings

TIMEOUT: Final = 60.0
"""Seconds that one call of git may take."""
_LIVE: Final = "refs/helpline/live"
_REMOTE: Final = "helpline"
_PROTOCOLS: Final = "https:http:ssh:git:file"
"""git knows others, one of which runs a command."""
_OF_ANOTHER: Final = frozenset(
    f"GIT_{name}"
    for name in ("DIR", "WORK_TREE", "INDEX_FILE", "OBJECT_DIRECTORY", "COMMON_DIR", "PREFIX")
)
"""What ties git to a repository of somebody else, as when the helpline is started by a hook (git-rev-parse)."""
_WORDS: Final = (
    (
        (
            "could not resolve host",
            "could not connect",
            "connection timed out",
            "connection refused",
        ),
        FetchTrouble.AWAY,
    ),
    (("network is unreachable", "failed to connect", "early eof"), FetchTrouble.AWAY),
    (("couldn't find remote ref",), FetchTrouble.NO_BRANCH),
    (("not a valid object name", "not a tree object"), FetchTrouble.NO_FOLDER),
    (
        ("authentication failed", "could not read username", "could not read password"),
        FetchTrouble.REFUSED,
    ),
    (("permission denied", "host key verification", "not found"), FetchTrouble.REFUSED),
    (("does not appear to be a git repository", "access denied"), FetchTrouble.REFUSED),
    (("the requested url returned error: 5",), FetchTrouble.AWAY),
    (("the requested url returned error: 4",), FetchTrouble.REFUSED),
)
"""What git says (in the C locale), in small letters, and what that comes to."""


class FetchError(Exception):
    """Nothing could be fetched; `trouble` says why. It holds no word of git's."""

    def __init__(self, trouble: FetchTrouble) -> None:
        super().__init__(trouble.value)
        self.trouble: Final = trouble


class Repository:
    """The branch that is live, as it stands at its host."""

    def __init__(self, settings: GitSettings, room: Room) -> None:
        """`room` keeps what is fetched."""
        self._settings = settings
        self._room = room

    async def fetch(self) -> tuple[str, Path]:
        """Fetch what the branch holds now; return its commit, and the folder with the content files.

        Cancelling it ends git.

        Raises:
            FetchError: with what is wrong.
        """
        try:
            return await self._fetch()
        except FetchError as error:
            if error.trouble is FetchTrouble.OTHER:
                # It may be our copy that is damaged, and there is nothing in it that can't be fetched again.
                await asyncio.to_thread(shutil.rmtree, self._room.repository, ignore_errors=True)
            raise

    async def answers(self) -> None:
        """See whether the branch is there, and change nothing. Raises FetchError: with what is wrong."""
        branch = f"refs/heads/{self._settings.branch}"
        if not await self._git("ls-remote", "--quiet", _REMOTE, branch):
            raise FetchError(FetchTrouble.NO_BRANCH)

    async def _fetch(self) -> tuple[str, Path]:
        settings = self._settings
        home = str(self._room.repository)
        try:
            self._room.repository.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            raise FetchError(FetchTrouble.OTHER) from None
        await self._git("init", "--quiet", "--bare", home)
        here = (f"--git-dir={home}",)
        branch = f"+refs/heads/{settings.branch}:{_LIVE}"
        fetch = ("fetch", "--quiet", "--depth=1", "--no-tags", "--no-write-fetch-head")
        await self._git(*here, *fetch, "--no-recurse-submodules", _REMOTE, branch)
        commit = (await self._git(*here, "rev-parse", "--verify", _LIVE)).decode().strip()
        if (known := self._room.holds(commit, settings.path)) is not None:
            return commit, known
        tree = f"{commit}:{settings.path}" if settings.path else commit
        try:
            files = await _files_of(tree, *here, place=self._room.repository)
            keep = self._room.keep_fetched
            folder = await asyncio.to_thread(keep, commit, settings.path, files)
        except OSError:
            raise FetchError(FetchTrouble.OTHER) from None
        return commit, folder

    async def _git(self, *arguments: str) -> bytes:
        return await run_git(*arguments, remote=self._settings.url.get_secret_value())


async def run_git(*arguments: str, remote: str = "", into: BinaryIO | None = None) -> bytes:
    """Run git and return what it prints, or write that `into` a file and return nothing.

    `remote` is an address, known to it as "helpline".

    Raises:
        FetchError: with what is wrong.
    """
    try:
        process = await asyncio.create_subprocess_exec(
            "git",
            *("-c", "gc.autoDetach=false", "-c", "maintenance.autoDetach=false"),
            *arguments,
            env=_environment(remote),
            stdin=DEVNULL,
            stdout=PIPE if into is None else into,
            stderr=PIPE,
            start_new_session=True,  # no terminal to ask for a password, and one group to end
        )
    except OSError:
        raise FetchError(FetchTrouble.NO_GIT) from None
    try:
        async with asyncio.timeout(TIMEOUT):
            printed, complaint = await process.communicate()
    except TimeoutError:
        raise FetchError(FetchTrouble.AWAY) from None
    finally:
        await _end(process)
    if process.returncode:
        raise FetchError(_trouble(complaint.decode(errors="replace").lower()))
    return printed or b""


async def _files_of(tree: str, *where: str, place: Path | None = None) -> Mapping[str, bytes]:
    """Return the content files in a tree by name.

    `where` tells git its repository; all that stands in the tree is written in the folder `place` for a moment: there may
    be a lot beside the content.

    Raises:
        FetchError: with what is wrong.
        OSError: it can't be written.
    """
    with TemporaryFile(dir=place) as archive:
        await run_git(*where, "archive", "--format=tar", tree, into=archive)
        return await asyncio.to_thread(content_of, archive)


def content_of(archive: BinaryIO) -> Mapping[str, bytes]:
    """Return the content files in a tar archive by name.

    Raises:
        FetchError: there is too much in it to be content.
    """
    import tarfile  # not at the top: only who fetches content from a git host needs it

    found: dict[str, bytes] = {}
    left = MOST_BYTES
    try:
        archive.seek(0)
        with tarfile.open(fileobj=archive) as tar:
            for member in tar:
                path = PurePosixPath(member.name)
                if not member.isfile() or not is_content(path.parts):
                    continue
                left -= member.size
                if left < 0 or len(found) == MOST_FILES:
                    raise FetchError(FetchTrouble.TOO_LARGE)
                if (file := tar.extractfile(member)) is not None:
                    found[str(path)] = file.read()
    except tarfile.TarError:
        raise FetchError(FetchTrouble.OTHER) from None
    return found


async def _end(process: Process) -> None:
    """End git and what it started, if that still runs."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


def _environment(remote: str) -> dict[str, str]:
    found = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER}
    found |= {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": _PROTOCOLS}
    if remote:
        # An address among the arguments could be read by everybody on this computer.
        count = int(found.get("GIT_CONFIG_COUNT") or 0)
        found |= {
            f"GIT_CONFIG_KEY_{count}": f"remote.{_REMOTE}.url",
            f"GIT_CONFIG_VALUE_{count}": remote,
            "GIT_CONFIG_COUNT": str(count + 1),
        }
    return found


def _trouble(complaint: str) -> FetchTrouble:
    for words, trouble in _WORDS:
        if any(one in complaint for one in words):
            return trouble
    return FetchTrouble.OTHER


async def committed(directory: Path, commit: str) -> Mapping[str, bytes]:
    """Return the content files that a commit holds of a folder in a work tree, by name.

    Raises:
        FetchError: the folder is in no repository, or not in that commit.
    """
    here = ("-C", str(directory), "rev-parse")
    tree = await run_git(*here, "--verify", f"{commit.lstrip('-')}:./")
    place = await run_git(*here, "--absolute-git-dir")
    # Not from inside the folder: git would look for it once more in the tree.
    return await _files_of(tree.decode().strip(), f"--git-dir={place.decode().strip()}")
