"""`helpline faq lint` and `helpline faq schema` as they are typed: what is printed, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from click.testing import CliRunner

from bot.cli import main
from tests.unit.faq.lint.conftest import Workplace

if TYPE_CHECKING:
    from click.testing import Result

ROOT = Path(__file__).parents[3]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """A small content folder, in the folder where the command is typed."""
    monkeypatch.chdir(tmp_path)
    return Workplace(tmp_path / "faq")


def lint(*options: str) -> Result:
    """Type the command."""
    arguments = ["faq", "lint", "--content", "faq", "--today", "2026-12-01", *options]
    return CliRunner().invoke(main, arguments)


def test_nothing_to_say(workplace: Workplace) -> None:
    """Content that is right gives one line and exit code 0, also when warnings count."""
    for options in (("--strict",), ("--quick",)):
        result = lint(*options)
        assert (result.exit_code, result.stdout) == (0, "Niets op aan te merken.\n")


def test_a_mistake_is_printed_with_its_place_and_mend(workplace: Workplace) -> None:
    """A mistake gives file, line and column as seen from here, a sentence, its rule, the mend, and exit code 1."""
    workplace.change("nl/gesprek.yaml", "related: [f02_stil]", "related: [f02_still]")
    result = lint()
    assert result.exit_code == 1
    line = workplace.line("nl/gesprek.yaml", "f02_still")
    assert result.stdout.splitlines()[:2] == [
        f"faq/nl/gesprek.yaml:{line}:15: fout: “f02_still” staat niet in de vragen in nl/. [dead-reference]",
        "    → Bedoel je “f02_stil”?",
    ]
    assert "nog niet nagekeken" in result.stdout
    assert result.stdout.endswith("1 fout, 0 waarschuwingen.\n")


def test_warnings_fail_only_when_they_should(workplace: Workplace) -> None:
    """An answer that is overdue is a warning: exit code 0, and 1 with --strict."""
    workplace.change("nl/gesprek.yaml", "review_by: 2027-02-22", "review_by: 2026-11-23")
    assert lint("--quick").exit_code == 0
    assert lint("--quick", "--strict").exit_code == 1
    assert "let op: “f01_begin” had 8 dagen geleden" in lint("--quick").stdout


def test_annotations_for_a_git_host(workplace: Workplace) -> None:
    """With --format github each finding is one command line, with what would break it escaped."""
    workplace.change("nl/gesprek.yaml", "sources: [S01]", 'sources: ["S:1, 50%"]')
    (line,) = lint("--format", "github").stdout.splitlines()
    place = workplace.line("nl/gesprek.yaml", "50%")
    assert line.startswith(
        f"::error file=faq/nl/gesprek.yaml,line={place},col=15,title=dead-reference::“S:1, 50%25” staat niet"
    )


def test_findings_for_programs(workplace: Workplace) -> None:
    """With --format json there is nothing but JSON, with everything that the text says."""
    workplace.change("contacts.yaml", "    last_verified: 2026-11-22\n", "")
    found = json.loads(lint("--format", "json", "--quick").stdout)["findings"]
    assert [sorted(one) for one in found] == [
        ["column", "file", "line", "mend", "rule", "sentence", "severity"]
    ]
    assert found[0]["rule"] == "unverified"
    assert found[0]["severity"] == "warning"


def test_a_folder_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong folder is a finding with exit code 1, and no traceback."""
    monkeypatch.chdir(tmp_path)
    result = lint()
    assert result.exit_code == 1
    assert result.stdout.startswith("faq:1:1: fout: Deze map bestaat niet.")


def test_the_schema_is_written_once(workplace: Workplace) -> None:
    """The schema is written where it differs, and left alone when it is right."""
    arguments = ["faq", "schema", "--content", "faq"]
    first = CliRunner().invoke(main, arguments)
    assert first.exit_code == 0
    assert "schema.json" in first.stdout
    again = CliRunner().invoke(main, arguments)
    assert again.stdout == "Het schema klopt met de inhoud.\n"
    workplace.change("nl/gesprek.yaml", "    label: ", "    lable: ")
    assert CliRunner().invoke(main, arguments).exit_code == 1


def test_the_hook_runs_lint() -> None:
    """The hook for pre-commit names a command that exists, for every file of the content."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    helpline, *arguments = hook["entry"].split()
    assert helpline == "helpline"
    result = CliRunner().invoke(main, [*arguments, "--help"])
    assert result.exit_code == 0
    assert hook["pass_filenames"] is False
