"""The pages of the data map: always of now, and filled in wherever they are."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.cli.data_map.pages import PAGES, filled
from bot.declared import Retention
from tests.support.desks import ROOT

DOCS = ROOT / "docs"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_of_now(name: str) -> None:
    """What stands in docs is what is declared; else: helpline data-map --write docs."""
    page = (DOCS / name).read_text("utf-8")
    assert filled(page, Retention()) == page
    assert page.count("<!-- made: ") == page.count("<!-- made -->") > 1


def test_pages_are_filled_with_the_terms_of_the_installation(tmp_path: Path) -> None:
    """The command writes the tables between the marks and leaves the rest; the terms are those of the settings."""
    for name in PAGES:
        (tmp_path / name).write_text("Mine.\n<!-- made: terms -->\nold\n<!-- made -->\nMine too.\n")
    environ = {"HELPLINE_PRIVACY__RETENTION__AUDIT_MONTHS": "7"}
    done = CliRunner().invoke(main, ["data-map", "--write", str(tmp_path)], env=environ)
    assert done.exit_code == 0, done.output
    page = (tmp_path / "data-map.md").read_text("utf-8")
    assert page.startswith("Mine.\n<!-- made: terms -->\n| term |")
    assert page.endswith("<!-- made -->\nMine too.\n")
    assert "| 7 months |" in page
    assert "old" not in page
    again = CliRunner().invoke(main, ["data-map", "--write", str(tmp_path)], env=environ)
    assert again.output == ""


def test_a_folder_without_the_pages_is_refused(tmp_path: Path) -> None:
    """A folder that is not the right one is named, and nothing is made in it."""
    done = CliRunner().invoke(main, ["data-map", "--write", str(tmp_path)])
    assert done.exit_code == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("words", "shown"), [((), "| what |"), (("--dpia",), "| gegevens |")])
def test_it_is_printed(words: tuple[str, ...], shown: str) -> None:
    """Without a folder the tables are printed, for the map or for a DPIA."""
    done = CliRunner().invoke(main, ["data-map", *words])
    assert done.exit_code == 0
    assert done.output.startswith(shown)
