"""`helpline identifiers eval` as it is typed: what is printed and written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main

ROOT = Path(__file__).parents[3]
MARKED = {
    "text": "Daan belt 06-12345678, ook naar 112",
    "spans": [{"kind": "person", "value": "Daan"}, {"kind": "phone", "value": "06-12345678"}],
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder, where the command is typed."""
    monkeypatch.chdir(tmp_path)


def typed(*lines: str) -> Result:
    """Type the command for a file with these lines."""
    Path("in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    options = ["--sentences", "in.jsonl", "--json", "out.json", "--content", str(ROOT / "faq")]
    return CliRunner().invoke(main, ["identifiers", "eval", *options])


def test_each_sentence_has_its_spans() -> None:
    """The file holds the kinds and words of each line in order; other keys and empty lines are passed over."""
    lines = [json.dumps({"text": MARKED["text"], "id": 3}), "", json.dumps({"text": "goedemorgen"})]
    result = typed(*lines)
    assert (result.exit_code, result.stdout) == (0, "2 zinnen, 2 vondsten\n")
    assert json.loads(Path("out.json").read_text(encoding="utf-8")) == {
        "sentences": [
            {"text": MARKED["text"], "spans": MARKED["spans"]},
            {"text": "goedemorgen", "spans": []},
        ]
    }


def test_marks_are_counted() -> None:
    """With marks in every line, recall and precision are printed by kind."""
    missed = {"text": "niets", "spans": [{"kind": "phone", "value": "niets"}]}
    said = typed(json.dumps(MARKED), json.dumps(missed)).stdout.splitlines()
    assert [line.split()[0] for line in said] == ["2", "phone", "alles", "namen"]
    assert "recall  50.0%  precisie 100.0%" in said[1]
    assert "recall 100.0%  precisie 100.0%" in said[3]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "regel 2: dit is geen JSON."),
        ('"tekst"', 'regel 2: hier hoort {"text": "…"} te staan.'),
        ('{"text": 3}', 'regel 2: hier hoort {"text": "…"} te staan.'),
        ('{"text": "a", "spans": [{"kind": "auto", "value": "a"}]}', "soorten: person, bsn"),
        ('{"text": "a", "spans": [{"kind": "bsn", "value": ""}]}', "tekst te zijn"),
        ('{"text": "a", "spans": 3}', "soorten: person, bsn"),
    ],
)
def test_what_is_wrong_is_told(line: str, said: str) -> None:
    """A line that cannot be read is told by its file and number, and nothing is written."""
    result = typed('{"text": "goed"}', line)
    assert result.exit_code == 2
    assert "in.jsonl" in result.output
    assert said in " ".join(result.output.split())
    assert not Path("out.json").exists()
