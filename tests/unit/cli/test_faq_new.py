"""`helpline faq new`: a conversation on the terminal, and what it leaves in the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from click.testing import CliRunner

from bot.cli import main
from bot.faq.layout import appended, entry_yaml
from bot.faq.loader import load_content
from tests.unit.faq.lint.conftest import Workplace

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

PHRASES = ["mag ik bellen met thuis", "vader en moeder inlichten", "ouders erbij halen of niet"]
DUTCH = [
    "Wanneer bel ik de ouders?",
    "1",
    "Ouders bellen",
    "",  # the id as it is proposed
    *PHRASES,
    "",
    "ouders, bellen",
    "Overleg eerst met de jongere. Bel daarna samen.",
    "",
    "Vraag de jongere wat hij ervan vindt.",
    "",
    "thuis",  # finds one contact
    "",
    "f01_begin",
    "",
    "S01",
    "",
    "B",
    "",  # the owner that is proposed
]
ENGLISH = [
    "ja",
    "When do I call the parents?",
    "Calling parents",
    "may I call their home",
    "should I tell mum and dad",
    "parents in or not",
    "",
    "First talk with the young person. Then call together.",
    "",
    "Ask what they think of it.",
    "",
]


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """A small content folder."""
    return Workplace(tmp_path / "faq")


def run(workplace: Workplace, answers: list[str], *options: str) -> Result:
    """Type these answers."""
    arguments = ["faq", "new", "--content", str(workplace.folder), *options]
    return CliRunner().invoke(main, arguments, input="\n".join(answers) + "\n")


def test_an_entry_is_asked_for_and_written(workplace: Workplace) -> None:
    """A whole conversation ends in a complete entry in both languages, below what stood there."""
    before = (workplace.folder / "nl/gesprek.yaml").read_text(encoding="utf-8")
    result = run(workplace, [*DUTCH, *ENGLISH])
    assert result.exit_code == 0, result.output
    after = (workplace.folder / "nl/gesprek.yaml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip())
    entry = load_content(workplace.folder).entries["f03_ouders_bellen"]
    assert entry.nl.paraphrases == tuple(PHRASES)
    assert entry.nl.keywords == ("ouders", "bellen")
    assert entry.nl.answer == "Overleg eerst met de jongere. Bel daarna samen."
    assert entry.contacts == ("veilig_thuis",)
    assert entry.related == ("f01_begin",)
    assert (entry.certainty, entry.owner) == ("B", "inhoud")
    assert entry.review_by is not None
    assert entry.review_by > entry.researched
    assert entry.en is not None
    assert entry.en.next_steps == ("Ask what they think of it.",)
    assert "few-phrasings" in result.output


def test_a_wrong_answer_is_told_at_once_and_asked_again(workplace: Workplace) -> None:
    """What lint would refuse is refused while it is typed, with the mend, and asked again."""
    answers = [*DUTCH]
    answers.insert(11, "Bel 0800-2000 of <b>112</b>.")
    answers.insert(12, "")
    answers.insert(3, "F3 Ouders")
    answers.insert(3, "f01_begin")
    answers.insert(2, "De jongere zegt niets")
    answers.insert(1, "gesprekken")
    result = run(workplace, [*answers, "nee"])
    assert result.exit_code == 0, result.output
    for said in (
        "✗ Kies een naam of nummer uit de lijst.",
        "✗ Die knop heeft “f02_stil” al.",
        "✗ “f01_begin” bestaat al.",
        "alleen kleine letters",
        "{phone:veilig_thuis}",
    ):
        assert said in result.output
    assert "0800" not in (workplace.folder / "nl/gesprek.yaml").read_text(encoding="utf-8")


def test_an_english_button_that_is_there_is_asked_again(workplace: Workplace) -> None:
    """Two buttons with the same words are refused in English, too, before anything is written."""
    english = [*ENGLISH]
    english.insert(2, "They say nothing")
    result = run(workplace, [*DUTCH, *english])
    assert result.exit_code == 0, result.output
    assert "✗ Die knop heeft “f02_stil” al." in result.output


def test_a_question_that_has_an_answer_is_told(workplace: Workplace) -> None:
    """When the helpline already finds an entry for the question it says so before anything else is asked."""
    result = run(workplace, ["Hoe start ik het gesprek", "nee", *DUTCH, "nee"])
    assert "vindt hier al een antwoord bij: Hoe begin ik een gesprek? (f01_begin)" in result.output
    assert result.exit_code == 0, result.output
    assert "f03_ouders_bellen" in load_content(workplace.folder).entries


def test_a_draft_gives_the_first_answers(workplace: Workplace, tmp_path: Path) -> None:
    """The draft of an expert is proposed, and can be taken over with Enter."""
    draft = tmp_path / "draft.yaml"
    draft.write_text(
        'entries:\n  - question: "Wanneer bel ik de ouders?"\n    label: "Ouders bellen"\n'
        '    answer: "Overleg eerst."\n',
        encoding="utf-8",
    )
    answers = ["", "gesprek", "", *DUTCH[3:9], "", *DUTCH[11:]]
    result = run(workplace, [*answers, "nee"], "--from", str(draft))
    assert result.exit_code == 0, result.output
    assert load_content(workplace.folder).entries["f03_ouders_bellen"].nl.answer == "Overleg eerst."


def test_a_broken_folder_is_not_written_in(workplace: Workplace) -> None:
    """With mistakes in the content nothing is asked, and they are named."""
    workplace.change("nl/gesprek.yaml", "    label: ", "    lable: ")
    result = run(workplace, DUTCH)
    assert result.exit_code == 1
    assert "lable" in result.output


def test_an_entry_reads_back_as_it_was() -> None:
    """Quotes, colons, words that YAML misreads and several paragraphs come back from the file unchanged."""
    fields: dict[str, object] = {
        "id": "f01_a",
        "question": 'Hij zei: "nee" # echt?',
        "label": "ja",
        "paraphrases": ["- een", "twee: drie", "'vier'"],
        "keywords": ["no", "1488", "niet pluis", "a: b"],
        "answer": "Eerste regel: kort.\n- een\n- twee",
        "next_steps": [],
        "contacts": [],
        "owner": "inhoud",
        "researched": "2026-11-22",
        "review_by": None,
    }
    text, line = appended(None, entry_yaml(fields), "nl/gesprek.yaml")
    (entry,) = yaml.load(text, yaml.BaseLoader)["entries"]
    assert line == 3
    assert text.splitlines()[0] == "# yaml-language-server: $schema=../schema/nl.json"
    expected = {name: value for name, value in fields.items() if value is not None}
    del expected["next_steps"]
    assert entry == expected
    assert yaml.safe_load(text)["entries"][0]["keywords"] == ["no", "1488", "niet pluis", "a: b"]


def test_long_answers_are_folded() -> None:
    """An answer of one paragraph is broken at words, and reads back as one line."""
    answer = "Dit is een zin van acht korte woorden. " * 8
    text = entry_yaml({"id": "f01_a", "answer": answer})
    assert max(map(len, text.splitlines())) <= 112
    assert yaml.safe_load(text)[0]["answer"] == answer.strip()
