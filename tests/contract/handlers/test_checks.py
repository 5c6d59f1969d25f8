"""The checks of content and store, and the table in which all of them are shown."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from bot.checks import Check, print_checks, run_checks
from bot.content import Room
from bot.content.files import files_in
from bot.settings import load_settings
from tests.support.git_host import GitHost

if TYPE_CHECKING:
    import pytest

CONTENT = Path(__file__).parents[3] / "faq"


async def checked(data_dir: Path, **more: str) -> dict[str, Check]:
    """The checks without a token, by name."""
    environ = {
        "HELPLINE_CONTENT__DIR": str(CONTENT),
        "HELPLINE_STORE__DATA_DIR": str(data_dir),
    }
    return {
        check.name: check for check in await run_checks(load_settings(None, environ | more), None)
    }


async def test_without_a_token_everything_can_be_ready(tmp_path: Path) -> None:
    """The content loads, the embedded store runs here, and nothing was left behind."""
    checks = await checked(tmp_path / "data")
    assert set(checks) == {"Telegram", "Inhoud", "Opslag"}
    assert all(check.ok for check in checks.values())
    assert not (tmp_path / "data").exists()


async def test_broken_content_is_refused_with_its_place(tmp_path: Path) -> None:
    """The file and the line stand in the sentence."""
    broken = tmp_path / "faq"
    shutil.copytree(CONTENT, broken)
    with (broken / "themes.yaml").open("a", encoding="utf-8") as file:
        file.write("\nonzin: 3\n")
    check = (await checked(tmp_path, HELPLINE_CONTENT__DIR=str(broken)))["Inhoud"]
    assert check.ok is False
    assert "themes.yaml:" in check.sentence


async def test_missing_content_is_refused_in_a_few_lines(tmp_path: Path) -> None:
    """A wrong folder does not fill the screen."""
    check = (await checked(tmp_path, HELPLINE_CONTENT__DIR=str(tmp_path / "niets")))["Inhoud"]
    assert check.ok is False
    assert len(check.sentence.splitlines()) <= 7


async def test_a_data_directory_that_cant_be_used_is_refused(tmp_path: Path) -> None:
    """A file stands where the directory should be."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    check = (await checked(tmp_path / "file" / "data"))["Opslag"]
    assert check.ok is False
    assert "store.data_dir" in check.sentence


async def test_a_store_that_does_not_answer_leaves_it_open(tmp_path: Path) -> None:
    """Nobody listens there: unsure, and the address with its password is not shown."""
    url = f"unix://:canary@{tmp_path}/none.sock"
    check = (await checked(tmp_path, HELPLINE_STORE__URL=url))["Opslag"]
    assert check.ok is None
    assert "store.url" in check.sentence
    assert "canary" not in check.sentence


def test_the_table_shows_a_sign_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    """✓, ✗ and ?, and sentences as they are, square brackets included."""
    out = io.StringIO()
    print_checks(
        [
            Check("Een", ok=True, sentence="goed"),
            Check("Twee", ok=False, sentence="kies bij [reactions] een andere"),
            Check("Drie", ok=None, sentence="onbekend"),
        ],
        Console(file=out, width=80),
    )
    lines = [line.split() for line in out.getvalue().splitlines() if line.strip()]
    assert [line[0] for line in lines] == ["✓", "✗", "?"]
    assert "[reactions]" in out.getvalue()
    assert capsys.readouterr().out == ""


async def test_broken_content_is_told_beside_what_is_live(tmp_path: Path) -> None:
    """Where a good version is kept, the check says that the helpline works with it."""
    broken = tmp_path / "faq"
    shutil.copytree(CONTENT, broken)
    files = files_in(broken)
    assert files is not None
    Room(tmp_path / "data").keep_good("goed", files)
    (broken / "themes.yaml").write_text("themes: nee\n", encoding="utf-8")
    check = (await checked(tmp_path / "data", HELPLINE_CONTENT__DIR=str(broken)))["Inhoud"]
    assert check.ok is False
    assert "laatste goede versie" in check.sentence


async def test_the_repository_is_asked_and_nothing_is_fetched(tmp_path: Path) -> None:
    """A host that answers, one without the branch, and one that is not there are told apart; none is changed."""
    host = GitHost(tmp_path / "host")
    host.commit()
    data, name = tmp_path / "data", "Inhoud ophalen"
    found = (await checked(data, HELPLINE_CONTENT__GIT__URL=host.url))[name]
    assert found.ok
    assert "nog niets opgehaald" in found.sentence
    other = {"HELPLINE_CONTENT__GIT__URL": host.url, "HELPLINE_CONTENT__GIT__BRANCH": "anders"}
    assert "content.git.branch" in (await checked(data, **other))[name].sentence
    away = (await checked(data, HELPLINE_CONTENT__GIT__URL="http://127.0.0.1:9/x.git"))[name]
    assert away.ok is None
    assert not data.exists()
