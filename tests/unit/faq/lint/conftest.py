"""A content folder as small as it can be, without a flaw, to be broken in one place at a time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.faq.lint import lint
from bot.faq.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.faq.lint import Finding
    from bot.faq.matcher import Confusion

TODAY = date(2026, 12, 1)

_FILES = {
    "themes.yaml": """
themes:
  - id: gesprek
    name: {nl: "Het gesprek", en: "The conversation"}
    label: {nl: "Gesprek", en: "Talking"}
    short: gesprek
""",
    "contacts.yaml": """
contacts:
  - id: noodnummer_112
    name: {nl: "Alarmnummer", en: "Emergency number"}
    phone: "112"
    dial: "112"
    url: "https://www.politie.nl"
    for: {nl: "Direct gevaar", en: "Immediate danger"}
    who: {nl: "iedereen", en: "anyone"}
    certainty: A
    sources: [S01]
    researched: 2026-11-22
    last_verified: 2026-11-22
  - id: veilig_thuis
    name: {nl: "Veilig Thuis", en: "Veilig Thuis"}
    phone: "0800-2000"
    for: {nl: "Thuis niet veilig", en: "Not safe at home"}
    who: {nl: "iedereen", en: "anyone"}
    certainty: A
    researched: 2026-11-22
    last_verified: 2026-11-22
""",
    "sources.yaml": """
sources:
  S01: "een pagina"
""",
    "vocabulary.yaml": """
synonyms:
  gesprek: [praten, talk]
abbreviations:
  ff: even
stop_words: [de]
greetings: [hallo]
thanks: [bedankt]
nods: [ok]
human: [mens]
fillers: [eh]
young_person: []
parent: []
professional: []
never_corrected: [mes]
""",
    "danger.yaml": """
expand: {}
lists: {}
categories:
  - id: geweld
    name: {nl: "geweld", en: "violence"}
    level: amber
    screen: amber
    patterns: ['slaat']
ask_words: []
ignore: []
negation: {before: [geen], reach: 3, after: [], stops: [], subjects: [], joiners: [], pseudo: [], doubt: []}
context: {harmless: {}, overruled_by: []}
lines:
  info: {nl: "Bel bij gevaar {phone:noodnummer_112}.", en: "In danger call {phone:noodnummer_112}."}
  ask: {nl: "Is er nu gevaar?", en: "Is there danger now?"}
screens:
  - id: red
    text: {nl: "Bel {phone:noodnummer_112}.", en: "Call {phone:noodnummer_112}."}
    short: {nl: "Bel {phone:noodnummer_112}.", en: "Call {phone:noodnummer_112}."}
    contacts: [noodnummer_112]
  - id: amber
    text: {nl: "Bel {phone:noodnummer_112}.", en: "Call {phone:noodnummer_112}."}
    short: {nl: "Bel {phone:noodnummer_112}.", en: "Call {phone:noodnummer_112}."}
    contacts: [noodnummer_112]
  - id: emergency
    text: {nl: "Bel {phone:noodnummer_112}.", en: "Call {phone:noodnummer_112}."}
    short: {nl: "Bel {phone:noodnummer_112}.", en: "Call {phone:noodnummer_112}."}
    contacts: [noodnummer_112]
""",
    "intake.yaml": """
version: 1
questions:
  - id: veiligheid
    kind: single
    label: {nl: "Veilig", en: "Safe"}
    question: {nl: "Is er gevaar?", en: "Is there danger?"}
    why: {nl: "Dan gaat bellen voor.", en: "Then a call comes first."}
    before_placing: true
    options:
      - {value: ja, nl: "Ja", en: "Yes", short: "ja"}
      - {value: nee, nl: "Nee", en: "No", short: "nee"}
""",
    "nl/gesprek.yaml": """
entries:
  - id: f01_begin
    question: "Hoe begin ik een gesprek?"
    label: "Een gesprek beginnen"
    paraphrases:
      - "hoe start ik het gesprek"
      - "ik weet niet hoe ik moet beginnen"
      - "eerste zin van een lastig gesprek"
      - "waar begin ik met praten"
      - "openen van het gesprek"
      - "beginnen met een jongere"
    keywords: [begin]
    answer: >-
      Kies een rustig moment. Vraag open wat er speelt. Is het thuis niet
      veilig, bel dan {phone:veilig_thuis}.
    next_steps:
      - "Kies een plek waar je rustig zit."
    contacts: [veilig_thuis]
    related: [f02_stil]
    sources: [S01]
    certainty: A
    owner: inhoud
    researched: 2026-11-22
    review_by: 2027-02-22

  - id: f02_stil
    question: "De jongere zegt niets. Wat nu?"
    label: "De jongere zegt niets"
    paraphrases:
      - "ze zegt niks meer"
      - "hij zwijgt tegen mij"
      - "krijg er geen woord uit"
      - "het blijft stil"
      - "klapt helemaal dicht"
      - "wil niet met mij praten"
    keywords: [stil]
    answer: >-
      Dring niet aan. Blijf in de buurt en doe gewone dingen samen.
    contacts: []
    related: [f01_begin]
    sources: [S01]
    certainty: A
    owner: inhoud
    researched: 2026-11-22
    review_by: 2027-02-22
""",
    "en/gesprek.yaml": """
entries:
  - id: f01_begin
    question: "How do I begin a conversation?"
    label: "Beginning a conversation"
    paraphrases:
      - "how do I start the talk"
      - "first words of a hard talk"
      - "where do I begin"
      - "opening a talk"
      - "start talking with a boy"
      - "starting it well"
    answer: >-
      Choose a quiet moment. Ask what is going on. Not safe at home? Call {phone:veilig_thuis}.
    next_steps:
      - "Choose a place where you sit quietly."
  - id: f02_stil
    question: "The young person says nothing. What now?"
    label: "They say nothing"
    paraphrases:
      - "she does not say a word"
      - "he keeps silent"
      - "they shut down"
      - "does not want to talk"
      - "won't answer me"
      - "just silence"
    answer: >-
      Do not push. Stay near and do plain things together.
""",
}
_ACTIONS = {
    "m01_mens": ("expert", "Een mens spreken", "To a human"),
    "m02_wie": ("about", "Wie ben je?", "Who are you?"),
    "m03_jong": ("young_person", "Ik ben jong", "I am young"),
    "m04_ouder": ("parent", "Ik ben ouder", "I am a parent"),
}


def _meta(language: str) -> str:
    text = "entries:\n"
    for name, (action, nl, en) in _ACTIONS.items():
        said = nl if language == "nl" else en
        phrases = "".join(f'      - "{said.lower()} {word}"\n' for word in ("een", "twee", "drie"))
        text += f'  - id: {name}\n    question: "{said}"\n    label: "{said}"\n    paraphrases:\n{phrases}'
        text += '    answer: "Dat kan hier."\n' if language == "nl" else '    answer: "You can."\n'
        if language == "nl":
            text += f"    action: {action}\n    certainty: A\n    owner: inhoud\n"
            text += "    researched: 2026-11-22\n    review_by: 2027-02-22\n"
    return text


class Workplace:
    """A content folder on disk, to change and to look over."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        files = {**_FILES, "nl/meta.yaml": _meta("nl"), "en/meta.yaml": _meta("en")}
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.lstrip("\n"), encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace the first `old` in a file."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} has no {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def line(self, name: str, words: str) -> int:
        """The line (from 1) on which these words stand for the first time."""
        text = (self.folder / name).read_text(encoding="utf-8")
        return text[: text.index(words)].count("\n") + 1

    def lint(self, confusions: Iterable[Confusion] = (), today: date = TODAY) -> list[Finding]:
        """Look it over."""
        return lint(Survey(self.folder), today, confusions)


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """The small folder, without a flaw."""
    return Workplace(tmp_path / "faq")
