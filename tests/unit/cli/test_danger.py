"""`helpline danger eval` as it is typed: what is printed and written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main

ROOT = Path(__file__).parents[3]
SENTENCES = "\n".join(
    (
        "hij heeft een mes bij zich",
        "ze wil niet meer leven",
        "ik ben bang",
        "",
        "hij heeft geen mes bij zich",
        "goedemorgen allemaal",
    )
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder, where the command is typed."""
    monkeypatch.chdir(tmp_path)


def typed(*options: str) -> tuple[int, str]:
    """Type the command; its exit code and what it prints."""
    arguments = ["danger", "eval", "--sentences", "in.txt", "--json", "out.json", *options]
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.stdout


def test_each_sentence_has_a_level() -> None:
    """The file holds a level and a category for each line that is not empty, in order."""
    Path("in.txt").write_text(SENTENCES, encoding="utf-8")
    code, said = typed("--content", str(ROOT / "faq"), "--patterns")
    assert (code, said) == (0, "5 zinnen: red 1, amber 1, ask 1, info 1, none 1\n")
    found = json.loads(Path("out.json").read_text(encoding="utf-8"))["sentences"]
    assert [(one["level"], one["category"]) for one in found] == [
        ("red", "wapen_aanwezig"),
        ("amber", "suicidaal"),
        ("ask", "ask"),
        ("info", "wapen_aanwezig"),
        ("none", None),
    ]
    assert found[0]["sentence"] == "hij heeft een mes bij zich"


def test_what_is_wrong_is_told() -> None:
    """A content folder with mistakes, and a file that is no text, are refused in a sentence."""
    Path("in.txt").write_bytes(b"\xff\xfe\xfa")
    assert typed("--content", str(ROOT / "faq"))[0] == 2
    Path("in.txt").write_text(SENTENCES, encoding="utf-8")
    Path("empty").mkdir()
    assert typed("--content", "empty")[0] == 1
    assert not Path("out.json").exists()
    Path("out.json").symlink_to("nowhere/out.json")
    assert typed("--content", str(ROOT / "faq"), "--patterns") == (1, "")
