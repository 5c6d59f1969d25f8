"""Reading a content folder: kept, copied and looked at whole, whatever happens to it meanwhile."""

from __future__ import annotations

import shutil
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from bot.content import Room, Shelf, kept
from bot.content.files import (
    digest_of,
    files_in,
    is_content,
    signature,
    write_folder,
    write_whole,
)
from bot.content.look import look_at
from bot.faq.problem import ContentError
from tests.support.desks import ROOT
from tests.support.folder import breaks, edit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder of one's own."""
    copied: Path = shutil.copytree(ROOT / "faq", tmp_path / "inhoud")
    return copied


def files_of(folder: Path) -> Mapping[str, bytes]:
    """Its files, which can be read."""
    files = files_in(folder)
    assert files is not None
    return files


def test_what_is_kept_is_what_was_read(tmp_path: Path, folder: Path) -> None:
    """Content that comes from the cache is the same value, and the files are not read as YAML again."""
    cache = tmp_path / "cache"
    read = kept.read_content(folder)
    kept.keep_content(read, files_of(folder), cache)
    assert kept.read_content(folder, cache) == read
    assert len(list(cache.glob("content-*.json"))) == 1


def test_another_file_is_read_again(tmp_path: Path, folder: Path) -> None:
    """One changed sign, and what was kept does not count; so a mistake is never hidden by it."""
    cache = tmp_path / "cache"
    kept.keep_content(kept.read_content(folder), files_of(folder), cache)
    breaks(folder / "themes.yaml")
    with pytest.raises(ContentError):
        kept.read_content(folder, cache)


@pytest.mark.parametrize("spoiled", [b"", b"{", b'{"entries": []}', b"\xff\xfe"])
def test_a_spoiled_cache_is_made_anew(tmp_path: Path, folder: Path, spoiled: bytes) -> None:
    """Half a file, or one of something else, is no content and no error."""
    cache = tmp_path / "cache"
    read = kept.read_content(folder)
    kept.keep_content(read, files_of(folder), cache)
    (only,) = cache.glob("content-*.json")
    only.write_bytes(spoiled)
    assert kept.read_content(folder, cache) == read


def test_few_versions_are_kept(tmp_path: Path, folder: Path) -> None:
    """Who edits all day does not fill the disk."""
    cache, room = tmp_path / "cache", Room(tmp_path / "data")
    content = kept.read_content(folder)
    for number in range(6):
        edit(folder / "sources.yaml", "sources:", f"# {number}\nsources:")
        files = files_of(folder)
        kept.keep_content(content, files, cache)
        room.keep_good(f"versie{number}", files)
    assert len(list(cache.glob("content-*.json"))) == 4
    assert len(list((tmp_path / "data/content").glob("good-*"))) == 2


def test_the_good_version_is_a_copy(tmp_path: Path, folder: Path) -> None:
    """It holds the content files, loads by itself, and stays as it is when the folder changes."""
    room = Room(tmp_path / "data")
    content = kept.read_content(folder)
    (folder / "kladje.txt").write_text("geen inhoud")
    room.keep_good(content.version, files_of(folder))
    breaks(folder / "themes.yaml")
    good = room.good()
    assert good is not None
    assert kept.read_content(good) == content
    assert not (good / "kladje.txt").exists()


def test_a_shelf_begins_with_the_good_version(tmp_path: Path, folder: Path) -> None:
    """A broken folder is told, and the version before is live; without one it is refused."""
    room = Room(tmp_path / "data")
    version = Shelf(folder, room).condition.version
    breaks(folder / "themes.yaml")
    with pytest.raises(ContentError):
        Shelf(folder, room)
    shutil.copytree(ROOT / "faq", folder, dirs_exist_ok=True)
    room.keep_good(version, files_of(folder))
    breaks(folder / "themes.yaml")
    shelf = Shelf(folder, room)
    assert shelf.condition.version == version
    assert shelf.condition.problems[0].file == "themes.yaml"
    assert "(1)" in shelf.condition.wrong


def test_a_good_version_that_is_refused_by_now_does_not_hide_the_mistakes(
    tmp_path: Path, folder: Path
) -> None:
    """A newer program may want more of it: then the mistakes of the folder itself are told."""
    room = Room(tmp_path / "data")
    room.keep_good("oud", {"themes.yaml": b"themes: nee\n"})
    breaks(folder / "intake.yaml")
    with pytest.raises(ContentError) as refused:
        Shelf(folder, room)
    assert {one.file for one in refused.value.problems} == {"intake.yaml"}


def test_half_a_folder_is_never_found(tmp_path: Path) -> None:
    """What could not be written whole is not there, and what is there already stays."""
    place = tmp_path / "plek"
    with pytest.raises(OSError, match=r"Not a directory|File exists"):
        write_folder(place, {"a.yaml": b"1", "a.yaml/b.yaml": b"2"})
    assert not place.exists()
    write_folder(place, {"a.yaml": b"1"})
    write_folder(place, {"a.yaml": b"2"})
    assert (place / "a.yaml").read_bytes() == b"1"
    assert list(tmp_path.iterdir()) == [place]


def test_an_empty_folder_is_written_too(tmp_path: Path) -> None:
    """A commit without content is looked at like any other, and its mistakes are told."""
    write_folder(tmp_path / "plek", {})
    assert list((tmp_path / "plek").iterdir()) == []


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("melden.yaml", True),
        ("nl/melden.yaml", True),
        ("nl/diep/melden.yaml", False),
        ("../melden.yaml", False),
        ("/melden.yaml", False),
        (".git/melden.yaml", False),
        ("nl/.melden.yaml", False),
        ("melden.txt", False),
        ("", False),
    ],
)
def test_what_is_content_lies_in_the_folder(path: str, is_one: bool) -> None:
    """No name in an archive leads out of the folder, or to what is hidden in it."""
    assert is_content(PurePosixPath(path).parts) is is_one


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    """Nothing is left beside it, and whoever shares it can go on writing it."""
    write_whole(tmp_path / "map/a", b"1")
    (tmp_path / "map/a").chmod(0o664)
    write_whole(tmp_path / "map/a", b"2")
    assert {path.name: path.read_bytes() for path in (tmp_path / "map").iterdir()} == {"a": b"2"}
    assert (tmp_path / "map/a").stat().st_mode & 0o777 == 0o664


def test_a_look_while_somebody_saves_is_taken_again(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files that change while they are read are read once more, so what is found belongs together."""
    real, saves = kept.read_content, iter(("één", "twee"))

    def reading(directory: Path, cache: Path | None = None) -> object:
        found = real(directory, cache)
        if (name := next(saves, None)) is not None:
            edit(folder / "sources.yaml", "sources:", f"# {name}\nsources:")
        return found

    monkeypatch.setattr(kept, "read_content", reading)
    look = look_at(folder)
    assert look.files == files_of(folder)
    assert look.content is not None
    assert look.content.version == real(folder).version


def test_a_signature_tells_every_change(folder: Path) -> None:
    """A save, a rename, a new file, one less; and nothing of what is no content."""
    seen = [signature(folder)]

    def differs() -> bool:
        seen.append(signature(folder))
        return seen[-1] != seen[-2]

    edit(folder / "themes.yaml", "themes:", "themes: ")
    assert differs()
    (folder / "themes.yaml").rename(folder / "weg.yaml")
    assert differs()
    (folder / "nl/extra.yaml").write_text("entries: []")
    assert differs()
    (folder / "nl/extra.yaml").unlink()
    assert differs()
    (folder / "nl/.extra.yaml.swp").write_text("entries: []")
    (folder / ".git").mkdir()
    (folder / ".git/a.yaml").write_text("a")
    assert not differs()


def test_a_digest_tells_names_from_content() -> None:
    """The same signs, divided otherwise over names and content, are something else."""
    assert digest_of({"a": b"bc"}) != digest_of({"ab": b"c"})
    assert digest_of({"a": b"", "b": b"c"}) != digest_of({"a": b"b", "c": b""})


def test_a_folder_that_is_away_holds_nothing(tmp_path: Path) -> None:
    """No error: it may come back."""
    assert files_in(tmp_path / "niets") == {}
    assert signature(tmp_path / "niets") == ()
