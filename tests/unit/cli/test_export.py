"""`helpline faq export`: the knowledge base as a folder."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.emulator.server import Emulator, EmulatorOptions
from tests.support.desks import ROOT


def export(folder: Path, *more: str, config: str = "") -> Result:
    """Export the project's own content into a folder."""
    path = folder.parent / "config.toml"
    path.write_text(config, encoding="utf-8")
    given = ("--config", str(path), "faq", "export", "--html", str(folder))
    return CliRunner().invoke(main, [*given, "--content", str(ROOT / "faq"), *more])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where it goes; not there yet."""
    return tmp_path / "out"


def test_every_page_with_the_way_to_the_bot(folder: Path) -> None:
    """Both languages, and the bot on each page, under whatever name it was given."""
    done = export(folder, "--bot", "@helpline_bot")
    assert done.exit_code == 0, done.output
    pages = list(folder.rglob("*.html"))
    assert len(pages) > 100
    for page in pages:
        html = page.read_text("utf-8")
        assert 'href="https://t.me/helpline_bot"' in html
        assert 'href="tel:112"' in html
    assert (folder / "en" / "vraag" / "f15_waar_melden.html").is_file()


def test_links_lead_to_files(folder: Path) -> None:
    """No link of a page, no file it loads, and no address in the index leads nowhere."""
    export(folder, "--bot", "helpline_bot")
    for page in folder.rglob("*.html"):
        for part in page.read_text("utf-8").split("<")[1:]:
            for name in ('href="', 'src="'):
                address = part.partition(name)[2].partition('"')[0]
                if address and not address.startswith(("#", "http", "tel:", "mailto:")):
                    assert (page.parent / address).is_file(), (page, address)
    for language, at in (("nl", folder), ("en", folder / "en")):
        script = (folder / "index" / f"{language}.js").read_text("utf-8")
        for address, _ in json.loads(script.removeprefix("kennis.titles(").rstrip(");\n")):
            file, _, anchor = address.partition("#")
            assert f'id="{anchor}"' in (at / file).read_text("utf-8") or not anchor


def test_the_index_stays_small(folder: Path) -> None:
    """A search loads a few kilobytes: no part of the index is as large as a page may be."""
    export(folder, "--bot", "helpline_bot")
    sizes = [one.stat().st_size for one in (folder / "index").iterdir()]
    assert len(sizes) == 38
    assert max(sizes) < 50 * 1024


def test_a_word_that_says_nothing_finds_nobody(folder: Path) -> None:
    """Words such as "de" and "in" stand in names of organisations, too, and lead to none of them."""
    export(folder, "--bot", "helpline_bot")
    for sign, idle, telling in (("d", "de", "discriminatie"), ("k", "kan", "kindertelefoon")):
        script = (folder / "index" / f"w-{sign}.js").read_text("utf-8")
        words = json.loads(script.removeprefix(f'kennis.words("{sign}",').rstrip(");\n"))
        assert idle not in words
        assert telling in words


def test_without_a_token_the_way_leads_to_the_stand_in(folder: Path) -> None:
    """Who practises gets pages that lead to where the practice is, and hears how to name the real bot."""
    done = export(folder)
    assert done.exit_code == 0, done.output
    assert "--bot" in done.stderr
    for page in folder.rglob("*.html"):
        assert 'href="http://127.0.0.1:8020/"' in page.read_text("utf-8")


async def test_telegram_is_asked_for_the_name(folder: Path) -> None:
    """With a token the pages lead to its bot; while Telegram is away nothing is written, and how to go on is said."""
    async with Emulator(EmulatorOptions(port=0)) as standin:
        config = f'[telegram]\ntoken = "{standin.token}"\nbase_url = "{standin.base_url}"\n'
        done = await asyncio.to_thread(export, folder, config=config)
        assert done.exit_code == 0, done.output
        assert f"https://t.me/{standin.options.bot_username}" in (folder / "index.html").read_text(
            "utf-8"
        )
    shutil.rmtree(folder)
    done = await asyncio.to_thread(export, folder, config=config)
    assert done.exit_code == 2
    assert "--bot" in done.output
    assert not await asyncio.to_thread(folder.exists)


def test_a_name_that_no_bot_can_have_is_refused(folder: Path) -> None:
    """Else each page would lead to a chat that does not exist."""
    done = export(folder, "--bot", "https://t.me/helpline_bot")
    assert done.exit_code == 2
    assert "Zo heet geen bot" in done.output
    assert not folder.exists()


def test_a_folder_of_somebody_else_is_left_alone(folder: Path) -> None:
    """What did not come from here is never written over."""
    folder.mkdir()
    (folder / "index.html").write_text("mine", encoding="utf-8")
    done = export(folder, "--bot", "helpline_bot")
    assert done.exit_code == 1
    assert "staat al iets anders" in done.output
    assert [one.name for one in folder.iterdir()] == ["index.html"]
    assert (folder / "index.html").read_text("utf-8") == "mine"


def test_what_is_no_more_goes_and_what_was_added_stays(folder: Path) -> None:
    """A second export takes away pages that no entry has any more, and nothing else."""
    assert export(folder, "--bot", "helpline_bot").exit_code == 0
    old = folder / "vraag" / "f99_oud.html"
    old.write_text("old", encoding="utf-8")
    mark = folder / ".kennisbank"
    mark.write_text(f"{mark.read_text('utf-8')}\nvraag/f99_oud.html", encoding="utf-8")
    (folder / "CNAME").write_text("kennis.example.org", encoding="utf-8")
    (folder / "index.html").write_text("half", encoding="utf-8")
    assert export(folder, "--bot", "helpline_bot").exit_code == 0
    assert not old.exists()
    assert (folder / "CNAME").read_text("utf-8") == "kennis.example.org"
    assert "<!doctype html>" in (folder / "index.html").read_text("utf-8")


def test_broken_content_is_not_exported(folder: Path, tmp_path: Path) -> None:
    """Mistakes are printed with their place, and the folder stays as it was."""
    broken = tmp_path / "faq"
    shutil.copytree(ROOT / "faq", broken)
    (broken / "contacts.yaml").write_text("contacts: [", encoding="utf-8")
    done = export(folder, "--bot", "helpline_bot", "--content", str(broken))
    assert done.exit_code == 1
    assert "contacts.yaml" in done.output
    assert not folder.exists()


def test_it_says_where_nothing_can_be_written(folder: Path) -> None:
    """A sentence, no traceback."""
    folder.mkdir()
    (folder / ".kennisbank").write_text("vraag", encoding="utf-8")
    (folder / "vraag").write_text("a file where a folder must be", encoding="utf-8")
    done = export(folder, "--bot", "helpline_bot")
    assert done.exit_code == 1
    assert "niet te schrijven" in done.output
