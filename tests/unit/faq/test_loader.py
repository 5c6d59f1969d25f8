"""Mistakes in the content folder: each found with file, line and a sentence, all of them in one pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.faq.folder import LARGEST_FILE
from bot.faq.loader import load_content
from bot.faq.problem import ContentError, Problem

if TYPE_CHECKING:
    from pathlib import Path


def problems(folder: Path) -> tuple[Problem, ...]:
    """What the loader finds wrong."""
    with pytest.raises(ContentError) as caught:
        load_content(folder)
    return caught.value.problems


def change(folder: Path, name: str, old: str, new: str) -> int:
    """Replace the first `old` in a file; the line (from 1) it stood on."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    line = text[: text.index(old)].count("\n") + 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return line


def test_the_version_follows_the_content(folder: Path) -> None:
    """The same files give the same version, and a changed comma another one."""
    before = load_content(folder)
    assert load_content(folder).version == before.version
    change(folder, "nl/gesprek.yaml", "Kies een rustig moment,", "Kies een stil moment,")
    after = load_content(folder)
    assert after.version != before.version
    assert after.form_json == before.form_json
    change(folder, "intake.yaml", "Wat is je werk?", "Wat doe je?")
    assert load_content(folder).form_json != after.form_json


# file, what stands there, what is put instead, lines further down, a part of the sentence
MISTAKES = [
    ("nl/gesprek.yaml", "    label: ", "    lable: ", 0, "“lable” kent de helpline niet"),
    ("nl/gesprek.yaml", "certainty: A", "certainty: zeker", 0, "kiezen uit 'A', 'B' of 'C'"),
    ("nl/gesprek.yaml", "researched: 2026-11-22", "researched: vorige week", 0, "datum"),
    ("nl/gesprek.yaml", "researched: 2026-11-22", "researched: 2026-13-45", 0, "aanhalingstekens"),
    (
        "nl/gesprek.yaml",
        "contacts: [ess, lse]",
        "contacts: [ess, bestaat_niet]",
        0,
        "contacts.yaml",
    ),
    ("nl/gesprek.yaml", "sources: [S18", "sources: [S999", 0, "“S999” staat niet in sources.yaml"),
    (
        "nl/gesprek.yaml",
        "related: [f08_contact",
        "related: [f99_contact",
        0,
        "staat niet in de vragen",
    ),
    ("nl/gesprek.yaml", "id: f07_heftige_uitspraak", "id: f06_gesprek_beginnen", None, "2 keer"),
    (
        "nl/gesprek.yaml",
        "Kies een rustig moment",
        "Bel 0800-2000 voor een moment",
        0,
        "telefoonnummer",
    ),
    ("nl/gesprek.yaml", "Kies een rustig moment", "Bel {phone:tante_truus}", 0, "tante_truus"),
    ("nl/gesprek.yaml", "Kies een rustig moment", "Bel {telefoon}", 0, "“{telefoon}” kent"),
    ("nl/gesprek.yaml", "Kies een rustig moment", "Bel {phone:slachtofferhulp}", 0, "nagekeken"),
    ("nl/gesprek.yaml", "Kies een rustig moment", "Kies een { moment", 0, "accolade"),
    ("nl/gesprek.yaml", "id: f06", "id: F06", 0, "alleen kleine letters"),
    ("nl/gesprek.yaml", "    label: ", "    label: A\n    label: ", 1, "twee keer"),
    ("nl/gesprek.yaml", "certainty: A", "certainty: [A", None, "geen goede YAML"),
    (
        "nl/gesprek.yaml",
        "    certainty: A",
        "<<<<<<< HEAD\n    certainty: A\n=======\n    certainty: B\n>>>>>>> anders",
        None,
        "twee versies door elkaar",
    ),
    ("nl/gesprek.yaml", "owner: inhoud", "owner: !!python/name:os.system", 0, "niet te lezen"),
    (
        "nl/gesprek.yaml",
        "owner: inhoud",
        "owner: inhoud\n    action: expert",
        1,
        "alleen bij meta.yaml",
    ),
    ("nl/meta.yaml", "    action: about\n", "", None, "een veld “action” nodig"),
    ("nl/meta.yaml", "    action: about\n", "    action: expert\n", None, "action: about"),
    ("en/gesprek.yaml", "id: f06_gesprek_beginnen", "id: f66_gesprek_beginnen", 0, "f66"),
    (
        "en/gesprek.yaml",
        "    paraphrases:\n",
        "    paraphrases: geen\n    x:\n",
        0,
        "hoort een lijst",
    ),
    ("contacts.yaml", 'phone: "0800-2000"', "phone: 8002000", 0, "hoort tekst"),
    ("contacts.yaml", 'dial: "112"', 'dial: "12"', 0, "goede vorm"),
    ("contacts.yaml", 'phone: "070 333 4558"', 'phone: "070 333 4559"', None, "hetzelfde nummer"),
    ("contacts.yaml", 'phone: "0800-2000"', 'phone: "bel ons"', None, "staat geen nummer"),
    ("contacts.yaml", "id: zorgwekkend_gedrag", "id: lkha", 0, "staat er 2 keer"),
    ("contacts.yaml", "sources: [S63, S11]", "sources: [S0]", 0, "sources.yaml"),
    ("danger.yaml", "screen: amber_violence", "screen: amber_vilence", 0, "bestaat niet"),
    ("danger.yaml", "'bommelding'", "'(bommelding'", None, "geen goed patroon"),
    ("danger.yaml", "aanslagbiljet", "{WAPENTUIG} biljet", 0, "woordenlijst WAPENTUIG"),
    ("danger.yaml", "  - id: emergency", "  - id: emergencies", None, "“emergency” ontbreekt"),
    ("danger.yaml", "  info:\n", "  ask_again:\n", 0, "kiezen uit 'info' of 'ask'"),
    ("intake.yaml", "{question: over_wie", "{question: over_wat", None, "“over_wat”"),
    ("intake.yaml", "any_of: [jongere, gezin]", "any_of: [jongere, hond]", None, "hond"),
    ("intake.yaml", "kind: text", "kind: essay", 0, "kiezen uit"),
    ("intake.yaml", "    max_chars: 300", "", None, "max_chars"),
    ("intake.yaml", "    before_placing: true\n", "", None, "before_placing"),
    ("intake.yaml", "value: jgz", "value: jeugdhulp", None, "dezelfde value"),
    ("themes.yaml", "  - id: kennis", "  - id: wijsheid", None, "hoort bij geen thema"),
    ("vocabulary.yaml", "greetings: [", "groeten: [", None, "“greetings” ontbreekt"),
]


@pytest.mark.parametrize(("name", "old", "new", "down", "sentence"), MISTAKES)
def test_a_mistake_is_told(
    folder: Path, name: str, old: str, new: str, down: int | None, sentence: str
) -> None:
    """Each kind of mistake gives a sentence about it, at its own file and line."""
    line = change(folder, name, old, new)
    found = problems(folder)
    told = [problem for problem in found if sentence in str(problem)]
    assert told, found
    if down is not None:
        assert (name, line + down) in {(problem.file, problem.line) for problem in told}, told
        assert all(problem.column >= 1 for problem in told)


def test_all_mistakes_come_at_once(folder: Path) -> None:
    """One pass tells of mistakes in different files and in one file twice, in order of file and line."""
    change(folder, "contacts.yaml", "certainty: A", "certainty: D")
    change(folder, "nl/ouders.yaml", "    label: ", "    lable: ")
    change(folder, "nl/ouders.yaml", "owner: inhoud", "owner: [inhoud]")
    change(folder, "en/kennis.yaml", "id: f34_training", "id: f35_training")
    change(folder, "intake.yaml", "kind: text", "kind: essay")
    found = problems(folder)
    assert {problem.file for problem in found} == {
        "contacts.yaml",
        "nl/ouders.yaml",
        "en/kennis.yaml",
        "intake.yaml",
    }
    assert len([problem for problem in found if problem.file == "nl/ouders.yaml"]) == 3
    assert list(found) == sorted(found)
    assert str(found[0]).startswith("contacts.yaml:")


def test_a_long_answer_is_told(folder: Path) -> None:
    """An answer that nobody reads on a phone is refused, with its number of words."""
    change(folder, "nl/kennis.yaml", "OMEI (omgaan", "woord " * 90 + "OMEI (omgaan")
    assert any("woorden; op een telefoon" in problem.sentence for problem in problems(folder))


def test_a_missing_file_is_told(folder: Path) -> None:
    """A theme without its Dutch file is a mistake; one without a translation falls back to Dutch."""
    (folder / "en" / "kennis.yaml").unlink()
    assert load_content(folder).entries["f34_training"].en is None
    (folder / "nl" / "kennis.yaml").unlink()
    assert [problem.file for problem in problems(folder)][:1] == ["nl/kennis.yaml"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """One problem names the folder and the setting, instead of one for each missing file."""
    (problem,) = problems(tmp_path / "nowhere")
    assert problem.file == str(tmp_path / "nowhere")
    assert "content.dir" in str(problem)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    """A folder that is no content folder gives problems, not a crash."""
    assert {problem.file for problem in problems(tmp_path)} >= {
        "contacts.yaml",
        "themes.yaml",
        "intake.yaml",
        "danger.yaml",
    }


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe\x00", "UTF-8"),
        (b"", "leeg"),
        (b"entries: &a [*a]", "verwijzing"),
        (b"a: &a text\nb: *a\n", "verwijzing"),
        (b"[" * 100_000, "springt meer dan"),
        (b"- 1\n- 2\n", "dit bestand"),
        (b"? [a, b]\n: 1\n", "Een veldnaam"),
        (b"entries: \x01", "tekens"),
        (b"a: !!timestamp morgen\n", "niet te lezen"),
        (b"a: !!bool misschien\n", "niet te lezen"),
        (b"a: !!int ''\n", "niet te lezen"),
        (b"#" * (LARGEST_FILE + 1), "1 MiB"),
    ],
)
def test_a_file_that_is_no_content_is_told(folder: Path, content: bytes, sentence: str) -> None:
    """Bytes that are no text, nothing at all, loops, a list, odd keys and giants are refused."""
    (folder / "nl" / "kennis.yaml").write_bytes(content)
    told = [problem for problem in problems(folder) if problem.file == "nl/kennis.yaml"]
    assert any(sentence in str(problem) for problem in told), told
