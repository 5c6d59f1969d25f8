"""`helpline faq eval`: measuring the matcher on questions from a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from tests.unit.faq.matching.conftest import PHRASINGS

ROWS = [f"{text}\t{entry}" for entry, texts in PHRASINGS.items() for text in texts]
QUERIES = ("wat kost een nieuwe pas\tpass", "hoe laat sluit de bieb\topen|quiet", "wat eten we\t")


def run(folder: Path, *given: str) -> Result:
    """Run the command by words alone, with the small FAQ as rows and three questions."""
    (folder / "entries.tsv").write_text("\n".join(ROWS), encoding="utf-8")
    (folder / "queries.tsv").write_text("\n".join(QUERIES) + "\n", encoding="utf-8")
    queries = ("--queries", str(folder / "queries.tsv"), "--mode", "lexical")
    return CliRunner().invoke(main, ["faq", "eval", *queries, *given])


def test_the_file_holds_every_question(tmp_path: Path) -> None:
    """One item a question, in order, with the decision and the ranking; and the figures."""
    out = tmp_path / "out.json"
    done = run(tmp_path, "--entries", str(tmp_path / "entries.tsv"), "--json", str(out))
    assert done.exit_code == 0, done.output
    report = json.loads(out.read_text(encoding="utf-8"))
    assert [one["query"] for one in report["queries"]] == [row.split("\t")[0] for row in QUERIES]
    for one in report["queries"]:
        assert one["decision"] in {"answer", "choices", "none"}
        assert {found["id"] for found in one["ranked"]} == set(PHRASINGS)
        scores = [found["score"] for found in one["ranked"]]
        assert scores == sorted(scores, reverse=True)
    assert report["summary"]["rank_1"] == 1
    assert (report["summary"]["in_scope"], report["summary"]["out_of_scope"]) == (2, 1)
    assert "goede op plaats 1" in done.output


@pytest.mark.parametrize("given", [(), ("--entries", "entries.tsv", "--content", "faq")])
def test_one_of_the_two(
    tmp_path: Path, given: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Either rows or content, not both and not neither."""
    (tmp_path / "faq").mkdir()
    monkeypatch.chdir(tmp_path)
    done = run(tmp_path, *given)
    assert done.exit_code == 2
    assert "--entries of --content" in done.output


def test_a_line_with_two_tabs(tmp_path: Path) -> None:
    """A file that is no such list is refused in a sentence with the line."""
    entries = tmp_path / "other.tsv"
    entries.write_text("een\ttwee\tdrie\n", encoding="utf-8")
    done = run(tmp_path, "--entries", str(entries))
    assert done.exit_code == 1
    assert "other.tsv:1" in done.output


def test_a_place_that_is_not_there(tmp_path: Path) -> None:
    """Where the file can't be written that is said in a sentence, and the figures are printed all the same."""
    out = tmp_path / "nergens/out.json"
    done = run(tmp_path, "--entries", str(tmp_path / "entries.tsv"), "--json", str(out))
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert "goede op plaats 1" in done.output
