"""Repository: what is fetched from a real git repository, and a word for each thing that can be wrong."""

from __future__ import annotations

import asyncio
import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr, ValidationError

from bot.content import Room
from bot.content import repository as module
from bot.content.condition import FetchTrouble
from bot.content.repository import FetchError, Repository
from bot.settings import GitSettings
from tests.support.git_host import GitHost

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

SECRET = "geheim-van-de-maintainer"


@pytest.fixture
def host(tmp_path: Path) -> GitHost:
    """A host with a little content in its folder `inhoud`."""
    host = GitHost(tmp_path / "host")
    (host.place / "inhoud/nl").mkdir(parents=True)
    (host.place / "inhoud/themes.yaml").write_text("themes: []\n")
    (host.place / "inhoud/nl/meta.yaml").write_text("entries: []\n")
    (host.place / "inhoud/nl/lees.txt").write_text("Geen inhoud.\n")
    (host.place / "ander.yaml").write_text("niet: van ons\n")
    host.commit()
    return host


def repository(room: Room, url: str, branch: str = "main", path: str = "inhoud") -> Repository:
    """The repository as it is configured."""
    return Repository(GitSettings(url=SecretStr(url), branch=branch, path=path), room)


def content(folder: Path) -> dict[str, str]:
    """What stands in a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


async def test_the_content_files_of_the_branch_are_fetched(tmp_path: Path, host: GitHost) -> None:
    """Only the YAML files of the folder come, and the commit is named."""
    commit, folder = await repository(Room(tmp_path / "data"), host.url).fetch()
    assert commit == host.git("rev-parse", "HEAD")
    assert content(folder) == {
        "themes.yaml": "themes: []\n",
        "nl/meta.yaml": "entries: []\n",
    }


async def test_a_new_commit_comes_beside_the_old_one(tmp_path: Path, host: GitHost) -> None:
    """What is read from at this moment stays as it is; a third version takes the first one's place."""
    room = Room(tmp_path / "data")
    fetching = repository(room, host.url)
    folders = []
    for number in range(3):
        (host.place / "inhoud/themes.yaml").write_text(f"themes: [{number}]\n")
        host.commit()
        folders.append((await fetching.fetch())[1])
    assert [folder.is_dir() for folder in folders] == [False, True, True]
    assert content(folders[1])["themes.yaml"] == "themes: [1]\n"
    found = room.fetched()
    assert found == (host.git("rev-parse", "HEAD"), folders[2])


async def test_history_that_was_rewritten_is_followed(tmp_path: Path, host: GitHost) -> None:
    """A branch that was forced elsewhere is fetched like any other."""
    fetching = repository(Room(tmp_path / "data"), host.url)
    await fetching.fetch()
    (host.place / "inhoud/themes.yaml").write_text("themes: [anders]\n")
    host.git("commit", "--quiet", "--all", "--amend", "-m", "Anders")
    _, folder = await fetching.fetch()
    assert content(folder)["themes.yaml"] == "themes: [anders]\n"


async def test_the_repository_itself_can_be_the_folder(tmp_path: Path, host: GitHost) -> None:
    """An empty path takes what stands at the top, and one folder deep."""
    _, folder = await repository(Room(tmp_path / "data"), host.url, path="").fetch()
    assert set(content(folder)) == {"ander.yaml", "inhoud/themes.yaml"}


async def test_a_link_leads_nowhere(tmp_path: Path, host: GitHost) -> None:
    """A symbolic link in the repository is not followed: it could show any file of this computer."""
    (host.place / "inhoud/nl/geheim.yaml").symlink_to("/etc/hostname")
    host.commit()
    _, folder = await repository(Room(tmp_path / "data"), host.url).fetch()
    assert "nl/geheim.yaml" not in content(folder)


@pytest.mark.parametrize(
    ("branch", "path", "trouble"),
    [
        ("bestaat-niet", "inhoud", FetchTrouble.NO_BRANCH),
        ("main", "bestaat/niet", FetchTrouble.NO_FOLDER),
        ("main", "inhoud/themes.yaml", FetchTrouble.NO_FOLDER),
    ],
)
async def test_what_is_not_there_is_named(
    tmp_path: Path, host: GitHost, branch: str, path: str, trouble: FetchTrouble
) -> None:
    """A wrong branch and a wrong folder are told apart."""
    with pytest.raises(FetchError) as caught:
        await repository(Room(tmp_path / "data"), host.url, branch, path).fetch()
    assert caught.value.trouble is trouble


async def test_a_host_that_does_not_answer_is_away(tmp_path: Path) -> None:
    """Nobody listens on that port; that is told, and nothing of the address."""
    url = f"http://iemand:{SECRET}@127.0.0.1:9/team/inhoud.git"
    with pytest.raises(FetchError) as caught:
        await repository(Room(tmp_path / "data"), url).fetch()
    assert caught.value.trouble is FetchTrouble.AWAY
    assert SECRET not in str(caught.value)


def holds_secret(place: Path) -> bool:
    """Whether the password stands in any file."""
    files = (path for path in place.rglob("*") if path.is_file())
    return any(SECRET in path.read_text("latin-1") for path in files)


@asynccontextmanager
async def answering(answer: bytes | None) -> AsyncIterator[str]:
    """A server that gives each request this answer, or none at all; its address with a password in it."""
    over = asyncio.Event()

    async def answers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if answer is None:
            await over.wait()
        else:
            writer.write(answer)
        writer.close()

    async with await asyncio.start_server(answers, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        yield f"http://iemand:{SECRET}@127.0.0.1:{port}/team/inhoud.git"
        over.set()


async def test_a_password_that_does_not_hold_is_refused(tmp_path: Path) -> None:
    """git asks nobody for another one, and the password stands nowhere."""
    refusal = (
        b"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n"
    )
    async with answering(refusal) as url:
        with pytest.raises(FetchError) as caught:
            await repository(Room(tmp_path / "data"), url).fetch()
    assert caught.value.trouble is FetchTrouble.REFUSED
    assert SECRET not in str(caught.value)
    assert not holds_secret(tmp_path)


async def test_a_host_that_hangs_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a while git is ended, with all that it started."""
    monkeypatch.setattr(module, "TIMEOUT", 0.5)
    async with answering(None) as url:
        with pytest.raises(FetchError) as caught:
            await repository(Room(tmp_path / "data"), url).fetch()
    assert caught.value.trouble is FetchTrouble.AWAY


async def test_a_stop_does_not_wait_for_git(tmp_path: Path) -> None:
    """Cancelling ends git at once."""
    async with answering(None) as url:
        fetching = asyncio.create_task(repository(Room(tmp_path / "data"), url).fetch())
        await asyncio.sleep(0.3)
        fetching.cancel()
        async with asyncio.timeout(1):
            with pytest.raises(asyncio.CancelledError):
                await fetching


async def test_a_repository_that_is_gone_refuses(tmp_path: Path, host: GitHost) -> None:
    """What was fetched before stays, and comes again when the repository is back."""
    room = Room(tmp_path / "data")
    fetching = repository(room, host.url)
    commit, folder = await fetching.fetch()
    host.away()
    with pytest.raises(FetchError) as caught:
        await fetching.fetch()
    assert caught.value.trouble is FetchTrouble.REFUSED
    assert room.fetched() == (commit, folder)
    host.back()
    assert await fetching.fetch() == (commit, folder)


async def test_without_git_that_is_said(
    tmp_path: Path, host: GitHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A computer without git is a trouble of its own."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FetchError) as caught:
        await repository(Room(tmp_path / "data"), host.url).fetch()
    assert caught.value.trouble is FetchTrouble.NO_GIT


async def test_our_copy_may_be_damaged(tmp_path: Path, host: GitHost) -> None:
    """It is thrown away, and the next time all is fetched anew."""
    room = Room(tmp_path / "data")
    fetching = repository(room, host.url)
    await fetching.fetch()
    host.commit()
    (room.repository / "HEAD").write_text("onzin\n")
    (room.repository / "config").write_text("[onzin\n")
    with pytest.raises(FetchError):
        await fetching.fetch()
    assert (await fetching.fetch())[0] == host.git("rev-parse", "HEAD")


async def test_the_address_is_no_argument(
    tmp_path: Path, host: GitHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everybody on a computer can read the arguments of a program, so the address is none of them."""
    real = asyncio.create_subprocess_exec
    seen: list[str] = []

    async def spying(*arguments: str, **more: Any) -> asyncio.subprocess.Process:
        seen.extend(arguments)
        return await real(*arguments, **more)

    monkeypatch.setattr(asyncio, "create_subprocess_exec", spying)
    await repository(Room(tmp_path / "data"), host.url).fetch()
    assert [one for one in seen if host.url in one] == []


async def test_whoever_starts_the_helpline_from_a_hook_changes_nothing(
    tmp_path: Path, host: GitHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What ties git to another repository, as in a hook, is not passed on."""
    other = GitHost(tmp_path / "ander")
    monkeypatch.setenv("GIT_DIR", str(other.place / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", os.devnull)
    await repository(Room(tmp_path / "data"), host.url).fetch()
    monkeypatch.delenv("GIT_DIR")
    assert other.git("for-each-ref") == ""


@pytest.mark.parametrize(
    "url", ["ext::sh -c touch% /tmp/x", "--upload-pack=x", "inhoud", "https://", "http://[oeps"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    """Nor is one by which git would run a command."""
    with pytest.raises(ValidationError):
        GitSettings(url=SecretStr(url))


@pytest.mark.parametrize("branch", ["", "-x", "a..b", "a b", "a:b", "a.lock"])
def test_a_branch_that_is_none_is_refused(branch: str) -> None:
    """git would read some of these as something else."""
    with pytest.raises(ValidationError):
        GitSettings(branch=branch)


@pytest.mark.parametrize("path", ["../boven", "a:b", "a\\b"])
def test_a_folder_outside_is_refused(path: str) -> None:
    """The folder lies in the repository."""
    with pytest.raises(ValidationError):
        GitSettings(path=path)
