"""Each rule of lint: a folder broken in one place, and the finding at that place with its mend."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.faq.lint.finding import ERRORS, Severity
from bot.faq.lint.shown import wordings
from bot.faq.matcher import Confusion
from bot.faq.problem import Rule
from bot.faq.survey import Survey

if TYPE_CHECKING:
    from .conftest import Workplace

NL, EN = "nl/gesprek.yaml", "en/gesprek.yaml"
ANSWER = "Kies een rustig moment."
BLOCK = "answer: >-\n      Kies een rustig moment. Vraag"
LONG = " ".join(["woord"] * 30)

# rule, file, what stands there, what is put instead, words on the line of the finding, a part of what is said
BROKEN = [
    (Rule.SCHEMA, NL, "    label: ", "    lable: ", "lable", "Bedoel je “label”?"),
    (Rule.SCHEMA, NL, "    owner: inhoud\n", "", "- id: f01_begin", "“owner” ontbreekt"),
    (Rule.DUPLICATE_ID, NL, "id: f02_stil", "id: f01_begin", None, "2 keer voor"),
    (
        Rule.DUPLICATE_ID,
        NL,
        "    label: ",
        "    aliases: [f02_stil]\n    label: ",
        "aliases",
        "oude id",
    ),
    (Rule.DUPLICATE_ID, EN, "id: f02_stil", "id: f01_begin", "id: f01_begin", "2 keer"),
    (
        Rule.DEAD_REFERENCE,
        NL,
        "related: [f02_stil]",
        "related: [f02_still]",
        "f02_still",
        "Bedoel je “f02_stil”?",
    ),
    (
        Rule.DEAD_REFERENCE,
        NL,
        "contacts: [veilig_thuis]",
        "contacts: [ess]",
        "[ess]",
        "contacts.yaml",
    ),
    (Rule.DEAD_REFERENCE, NL, "sources: [S01]", "sources: [S02]", "[S02]", "sources.yaml"),
    (
        Rule.DEAD_REFERENCE,
        NL,
        "{phone:veilig_thuis}",
        "{phone:veilig_tuis}",
        "veilig_tuis",
        "“veilig_thuis”",
    ),
    (Rule.DEAD_REFERENCE, EN, "id: f02_stil", "id: f02_stl", "f02_stl", "Bedoel je “f02_stil”?"),
    (
        Rule.DEAD_REFERENCE,
        "danger.yaml",
        "screen: amber",
        "screen: ambr",
        "ambr",
        "Bedoel je “amber”?",
    ),
    (
        Rule.PLACEHOLDER,
        NL,
        "{phone:veilig_thuis}",
        "{veilig_thuis}",
        "{veilig_thuis}",
        "{phone:id}",
    ),
    (Rule.PLACEHOLDER, NL, ANSWER, "Kies { een.", "{ een", "accolade"),
    (
        Rule.NUMBER_IN_TEXT,
        NL,
        "{phone:veilig_thuis}",
        "0800-2000",
        "0800-2000",
        "{phone:veilig_thuis}",
    ),
    (
        Rule.NUMBER_IN_TEXT,
        "danger.yaml",
        "Bel {phone:noodnummer_112}.",
        "Bel 112.",
        "Bel 112",
        "{phone:noodnummer_112}",
    ),
    (
        Rule.NUMBER_IN_TEXT,
        "contacts.yaml",
        'for: {nl: "',
        'for: {nl: "Bel 030 123 45 67. ',
        "030 123 45 67",
        "bij “phone”",
    ),
    (
        Rule.NUMBER_IN_TEXT,
        "themes.yaml",
        'label: {nl: "',
        'label: {nl: "0800-2000 ',
        "0800-2000",
        "{phone:veilig_thuis}",
    ),
    (
        Rule.NUMBER_IN_TEXT,
        NL,
        "{phone:veilig_thuis}",
        "via www.politie.nl.",
        "www.politie.nl",
        "{url:noodnummer_112}",
    ),
    (
        Rule.NUMBER_IN_TEXT,
        NL,
        "{phone:veilig_thuis}",
        "via hulp@example.org",
        "hulp@example.org",
        "mailadres",
    ),
    (
        Rule.PLACEHOLDER,
        NL,
        "{phone:veilig_thuis}",
        "{email:veilig_thuis}",
        "{email:",
        "geen “email”",
    ),
    (Rule.TOO_LONG, NL, ANSWER, "Ja nee. " * 45, "answer: >-", "woorden; op een telefoon"),
    (
        Rule.TOO_LONG,
        NL,
        'label: "Een gesprek',
        f'label: "{"x" * 30} Een gesprek',
        "label",
        "te lang",
    ),
    (Rule.TOO_LONG, NL, ANSWER, "**a** *b* " * 46, "answer: >-", "stukjes opmaak"),
    (
        Rule.FORMATTING,
        NL,
        ANSWER,
        "Kies een **rustig moment.",
        "**rustig",
        "“**” maakt hier niets op",
    ),
    (Rule.FORMATTING, NL, ANSWER, "Kies <b>een</b> moment.", "<b>", "HTML werkt hier niet"),
    (Rule.FORMATTING, NL, ANSWER, "Kies `een` moment.", "`een`", "kent de helpline niet"),
    (
        Rule.FORMATTING,
        NL,
        BLOCK,
        "answer: |-\n      # Kies\n      Vraag",
        "# Kies",
        "Een kop",
    ),
    (
        Rule.FORMATTING,
        NL,
        BLOCK,
        "answer: |-\n      - a\n        - b\n      Vraag",
        "- b",
        "lijst in een lijst",
    ),
    (
        Rule.FORMATTING,
        NL,
        BLOCK,
        "answer: |-\n      > a\n      > > b\n      Vraag",
        "> > b",
        "citaat in een citaat",
    ),
    (
        Rule.FORMATTING,
        NL,
        BLOCK,
        "answer: |-\n      a\n\n      ---\n      Vraag",
        "---",
        "Een streep",
    ),
    (
        Rule.FORMATTING,
        NL,
        BLOCK,
        "answer: |-\n      a | b\n      --|--|\n      Vraag",
        "--|--",
        "Een tabel",
    ),
    (
        Rule.FORMATTING,
        NL,
        ANSWER,
        "Kijk ![hier](https://www.example.org).",
        "![hier]",
        "Een plaatje",
    ),
    (Rule.FORMATTING, NL, '"Hoe begin ik', '"**Hoe** begin ik', "**Hoe**", "opmaak niet"),
    (Rule.LINK, NL, ANSWER, "Lees [dit](http://www.nji.nl).", "http://www", "Begin met https://"),
    (Rule.LINK, NL, ANSWER, "Lees [dit](nji).", "[dit](nji)", "geen link"),
    (
        Rule.LINK,
        NL,
        ANSWER,
        "Lees [dit](https://nji).",
        "https://nji",
        "geen adres van een website",
    ),
    (Rule.LINK, NL, ANSWER, "Lees https:/www.nji.nl eens.", "https:/www", "geen link"),
    (Rule.LINK, NL, ANSWER, "Lees www.nji eens.", "www.nji", "geen adres van een website"),
    (
        Rule.LINK,
        "contacts.yaml",
        "https://www.politie.nl",
        "https://www.politie",
        "https://www.politie",
        "geen adres",
    ),
    (
        Rule.OVERDUE,
        NL,
        "review_by: 2027-02-22",
        "review_by: 2026-11-30",
        "2026-11-30",
        "een dag geleden",
    ),
    (Rule.OVERDUE, NL, "    review_by: 2027-02-22\n", "", "owner", "staat niet wanneer"),
    (
        Rule.OVERDUE,
        "contacts.yaml",
        "last_verified: 2026-11-22",
        "last_verified: 2025-11-22",
        "2025-11-22",
        "374 dagen",
    ),
    (Rule.UNVERIFIED, "contacts.yaml", "    last_verified: 2026-11-22\n", "", None, "1 van de 2"),
    (Rule.DATES, NL, "researched: 2026-11-22", "researched: 2026-12-22", "2026-12-22", "toekomst"),
    (
        Rule.DATES,
        NL,
        "review_by: 2027-02-22",
        "review_by: 2026-10-01",
        "2026-10-01",
        "vóór researched",
    ),
    (Rule.FEW_PHRASINGS, NL, '      - "klapt helemaal dicht"\n', "", None, "heeft 11 manieren"),
    (
        Rule.SAME_PHRASING,
        NL,
        '"hij zwijgt tegen mij"',
        '"Waar begin ik met praten?"',
        "Waar begin",
        "ook bij “f01_begin”",
    ),
    (
        Rule.SAME_PHRASING,
        NL,
        '"hij zwijgt tegen mij"',
        '"ze zegt niks meer!"',
        "niks meer!",
        "hier al",
    ),
    (Rule.SAME_BUTTON, NL, '"De jongere zegt niets"', '"Een gesprek beginnen"', None, "De knop"),
    (
        Rule.READING_LEVEL,
        "danger.yaml",
        'text: {nl: "Bel {phone:noodnummer_112}."',
        'text: {nl: "Escalatiemogelijkheden vereisen professionele communicatie."',
        "Escalatie",
        "Moeilijke woorden: Escalatiemogelijkheden",
    ),
    (
        Rule.READING_LEVEL,
        NL,
        ANSWER,
        "Radicaliseringsproblematiek vereist multidisciplinaire professionaliteit.",
        "answer",
        "Moeilijker dan B1",
    ),
    (
        Rule.READING_LEVEL,
        EN,
        "Choose a quiet moment.",
        "Multidisciplinary deradicalisation necessitates extraordinary professionalism.",
        "answer",
        "Flesch-Kincaid",
    ),
    (Rule.READING_LEVEL, NL, ANSWER, f"Ja en {LONG}.", "Ja en woord", "32 woorden"),
    (Rule.FORMAL, NL, ANSWER, "Kiest u een moment.", "Kiest u", "zegt je en jij"),
    (
        Rule.UNTRANSLATED,
        EN,
        "  - id: f02_stil",
        "  - id: f03_stil",
        None,
        "“f02_stil” is niet vertaald",
    ),
    (
        Rule.UNTRANSLATED,
        EN,
        '    next_steps:\n      - "Choose a place where you sit quietly."\n',
        "",
        "id: f01_begin",
        "vervolgstappen",
    ),
    (
        Rule.UNTRANSLATED,
        NL,
        "    answer: >-",
        '    short: "Begin klein."\n    answer: >-',
        None,
        "kort antwoord",
    ),
    (
        Rule.FORMATTING,
        NL,
        'label: "Een gesprek beginnen"',
        "label: “Een gesprek beginnen”",
        "label:",
        "Schrijf rechte",
    ),
    (
        Rule.UNUSED_CONTACT,
        NL,
        "contacts: [veilig_thuis]",
        "contacts: []",
        None,
        "geen enkel antwoord",
    ),
    (
        Rule.VOCABULARY,
        "vocabulary.yaml",
        "gesprek: [praten, talk]",
        "gesprek: [praten]\n  taal: [praten]",
        "taal:",
        "“gesprek”",
    ),
    (
        Rule.VOCABULARY,
        "vocabulary.yaml",
        "gesprek: [praten,",
        "gesprek: [gesprek,",
        "gesprek:",
        "het woord zelf",
    ),
    (Rule.VOCABULARY, "vocabulary.yaml", "ff: even", "FF: even", "FF", "hoofdletter"),
    (
        Rule.GOLDEN,
        NL,
        "    contacts: []",
        '    tests: [{ask: "Het blijft stil"}]\n    contacts: []',
        "tests",
        "toetst zij niets",
    ),
    (
        Rule.DANGER,
        "danger.yaml",
        "patterns: ['slaat']",
        "patterns: ['(slaat']",
        "(slaat",
        "geen goed patroon",
    ),
]


def test_a_folder_without_a_flaw_has_no_findings(workplace: Workplace) -> None:
    """Nothing is said of content that is right, so that every finding means something."""
    assert workplace.lint() == []


@pytest.mark.parametrize(
    ("rule", "name", "old", "new", "at", "said"),
    BROKEN,
    ids=[f"{rule}-{at or said}" for rule, _, _, _, at, said in BROKEN],
)
def test_a_broken_place_is_found(
    workplace: Workplace, rule: Rule, name: str, old: str, new: str, at: str | None, said: str
) -> None:
    """Each rule finds what breaks it, at the line of the words, with a sentence and a mend."""
    if rule is Rule.UNUSED_CONTACT:
        for file in (NL, EN):
            workplace.change(file, "{phone:veilig_thuis}", "iemand")
    workplace.change(name, old, new)
    found = [one for one in workplace.lint() if one.rule is rule]
    told = [one for one in found if said in f"{one.sentence} {one.mend}"]
    assert told, workplace.lint()
    assert all(one.mend and one.sentence.endswith((".", "!", "?")) for one in told)
    assert all((one.severity is Severity.ERROR) == (rule in ERRORS) for one in told)
    if at is not None:
        text = (workplace.folder / name).read_text(encoding="utf-8").splitlines()
        assert any(one.file == name and at in text[one.line - 1] for one in told), told


@pytest.mark.parametrize(
    ("rule", "name", "old", "new"),
    [one[:4] for one in BROKEN if one[0] in ERRORS],
    ids=[f"{one[0]}-{one[4] or one[5]}" for one in BROKEN if one[0] in ERRORS],
)
def test_which_mistakes_keep_a_version_from_going_live(
    workplace: Workplace, rule: Rule, name: str, old: str, new: str
) -> None:
    """All errors do, but those of the four rules that the handbook names."""
    handbook = (Path(__file__).parents[4] / "docs" / "maintainers.md").read_text("utf-8")
    assert "Alleen `formatting`, `link`, `dates` en\n`same-button` houden niets tegen" in handbook
    workplace.change(name, old, new)
    harmless = rule in {Rule.FORMATTING, Rule.LINK, Rule.DATES, Rule.SAME_BUTTON}
    assert bool(Survey(workplace.folder).problems) is not harmless


def test_a_place_is_exact(workplace: Workplace) -> None:
    """A mistake in a text of several lines is told at the line and column where its words begin."""
    workplace.change(NL, "veilig, bel dan", "veilig, lees `dit` en bel dan")
    (one,) = workplace.lint()
    text = (workplace.folder / NL).read_text(encoding="utf-8").splitlines()
    assert text[one.line - 1][one.column - 1 :].startswith("dit` en bel")


def test_what_finds_what(workplace: Workplace) -> None:
    """What the matcher confuses is told of the two entries, of each phrasing that strays, and of what nothing finds."""
    straying = ["ze zegt niks meer", "hij zwijgt tegen mij", "het blijft stil"]
    lost = ["krijg er geen woord uit", "klapt helemaal dicht", "wil niet met mij praten"]
    away = ["he keeps silent", "they shut down", "just silence"]
    confusions = [
        *(Confusion(one, "nl", "f02_stil", "f01_begin", 0.4) for one in straying),
        *(Confusion(one, "nl", "f02_stil", "", 0.0) for one in lost),
        *(Confusion(one, "en", "f02_stil", "", 0.0) for one in away),
        Confusion("she does not say a word", "en", "f02_stil", "f01_begin", 0.05),
        Confusion("De jongere zegt niets. Wat nu?", "nl", "f02_stil", "f01_begin", 0.9),
    ]
    found = workplace.lint(confusions)
    alike = [one for one in found if one.rule is Rule.CONFUSION]
    assert len(alike) == 1
    assert "4 van de 12 zinnen" in alike[0].sentence
    astray = [one for one in found if one.rule is Rule.FINDS_OTHER]
    assert [one.line for one in astray] == sorted(workplace.line(NL, one) for one in straying)
    assert all("40% sterker" in one.sentence for one in astray)
    (hardly,) = [one for one in found if one.rule is Rule.NOT_FOUND]
    assert "10 van zijn 12 zinnen" in hardly.sentence
    assert {one.severity for one in found} == {Severity.WARNING}


def test_an_entry_that_nothing_finds(workplace: Workplace) -> None:
    """An entry that none of its own phrasings finds is named as such, and one found by who asks is not."""
    entries = {
        one.entry_id: one for one in wordings(Survey(workplace.folder)) if one.language == "nl"
    }
    english = {
        one.entry_id: one for one in wordings(Survey(workplace.folder)) if one.language == "en"
    }
    nothing = [
        Confusion(phrase, language, name, "", 0.0)
        for name in ("f02_stil", "m03_jong")
        for language, written in (("nl", entries), ("en", english))
        for phrase in written[name].wording.paraphrases
    ]
    (one,) = workplace.lint(nothing)
    assert "geen enkele van zijn 12 zinnen" in one.sentence


def test_a_missing_translation_file_is_one_finding(workplace: Workplace) -> None:
    """A theme without English is told once, not for each of its entries."""
    (workplace.folder / EN).unlink()
    found = [one for one in workplace.lint() if one.rule is Rule.UNTRANSLATED]
    assert [one.file for one in found] == [NL]


def test_a_reply_that_fits_no_message_is_told(workplace: Workplace) -> None:
    """Answer, steps and contacts together have to fit one message of Telegram."""
    ids = []
    contacts = workplace.folder / "contacts.yaml"
    text = contacts.read_text(encoding="utf-8")
    for at in range(15):
        ids.append(f"lang_{at:02}")
        text += (
            f'  - id: lang_{at:02}\n    name: {{nl: "{"n" * 290}", en: "x"}}\n    phone: "112"\n'
        )
        text += '    for: {nl: "x", en: "x"}\n    who: {nl: "x", en: "x"}\n    certainty: A\n'
        text += "    researched: 2026-11-22\n    last_verified: 2026-11-22\n"
    contacts.write_text(text, encoding="utf-8")
    workplace.change(NL, "contacts: [veilig_thuis]", f"contacts: [{', '.join(ids)}, veilig_thuis]")
    workplace.change("danger.yaml", "contacts: [noodnummer_112]", f"contacts: [{', '.join(ids)}]")
    found = [one for one in workplace.lint() if one.rule is Rule.TOO_LONG]
    assert {one.file for one in found} == {NL, "danger.yaml"}


@pytest.mark.parametrize(
    ("golden", "rule"),
    [
        ("{ask: hoe laat gaat de trein, expect: none}", None),
        ("{ask: hoe open ik het, expect: choices, entry: f01_begin}", None),
        ("{ask: hoe laat, expect: none, entry: f01_begin}", Rule.SCHEMA),
        ("{ask: hoe laat, expect: answer}", Rule.SCHEMA),
        ("{ask: hoe laat, expect: answer, entry: f01_beginn}", Rule.DEAD_REFERENCE),
    ],
)
def test_golden_questions_of_no_entry(workplace: Workplace, golden: str, rule: Rule | None) -> None:
    """Golden questions in a file of their own name an entry that exists, or expect none."""
    (workplace.folder / "tests.yaml").write_text(f"tests:\n  - {golden}\n", encoding="utf-8")
    assert [(one.file, one.rule) for one in workplace.lint()] == (
        [] if rule is None else [("tests.yaml", rule)]
    )


def test_a_schema_that_lags_behind_is_told(workplace: Workplace) -> None:
    """A schema without an id that the content has by now is told, with the command that renews it."""
    from bot.faq.loader import load_content
    from bot.faq.schema import schema_files

    for name, text in schema_files(load_content(workplace.folder)).items():
        (workplace.folder / name).parent.mkdir(exist_ok=True)
        (workplace.folder / name).write_text(text, encoding="utf-8")
    assert workplace.lint() == []
    workplace.change("sources.yaml", "S01:", 'S02: "een boek"\n  S01:')
    (one,) = workplace.lint()
    assert one.rule is Rule.STALE_SCHEMA
    assert "helpline faq schema" in one.mend


def test_everything_of_a_broken_folder_is_told_at_once(workplace: Workplace) -> None:
    """A broken answer, contact and file hide nothing of what is wrong beside them, and give no false alarm."""
    workplace.change(NL, 'label: "Een gesprek', 'lable: "Een gesprek')
    workplace.change(NL, "Dring niet aan.", "Dring <i>niet</i> aan.")
    workplace.change("contacts.yaml", '    phone: "0800-2000"\n', "    phone: 8002000\n")
    workplace.change("contacts.yaml", "https://www.politie.nl", "https://politie")
    workplace.change("themes.yaml", "short: gesprek", "short: g")
    (workplace.folder / "en" / "meta.yaml").write_text("entries: [", encoding="utf-8")
    rules = {(one.file, one.rule) for one in workplace.lint()}
    assert rules == {
        (NL, Rule.SCHEMA),
        (NL, Rule.FORMATTING),
        ("contacts.yaml", Rule.SCHEMA),
        ("contacts.yaml", Rule.LINK),
        ("themes.yaml", Rule.SCHEMA),
        ("en/meta.yaml", Rule.SCHEMA),
    }


def test_a_list_is_not_called_short_for_what_is_wrong_in_it(workplace: Workplace) -> None:
    """Where every entry of a file has a mistake, the mistakes are told, and not that the file holds no entry."""
    text = (workplace.folder / NL).read_text("utf-8")
    (workplace.folder / NL).write_text(text.replace("    label: ", "    lable: "), encoding="utf-8")
    found = [one.sentence for one in workplace.lint() if one.file == NL]
    assert set(found) == {
        "Het veld “label” ontbreekt.",
        "Het veld “lable” kent de helpline niet.",
    }


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (NL, "    label: ", "    label:"),
        (NL, "    label: ", "\tlabel: "),
        (NL, "    label: ", "    label: *x\n    owner: "),
        (NL, "    label: ", "    certainty: A\n    certainty: A\n    label: "),
        (NL, "entries:", "<<<<<<< HEAD\nentries:"),
        ("contacts.yaml", '    phone: "0800-2000"\n', '    phone: "geen"\n'),
        ("intake.yaml", "before_placing: true", "before_placing: false"),
    ],
)
def test_what_cannot_be_read_has_a_mend_too(
    workplace: Workplace, name: str, old: str, new: str
) -> None:
    """Whatever is wrong with a file as such, what to do about it stands beside what it is."""
    workplace.change(name, old, new)
    found = [one for one in workplace.lint() if one.file == name]
    assert found
    assert all(one.mend and one.sentence.endswith(".") for one in found), found


@pytest.mark.parametrize("text", ["x\n", "- 1\n", "entries:\n", "vragen: []\n", "entries: ["])
def test_a_file_that_holds_no_list_is_the_only_mistake(workplace: Workplace, text: str) -> None:
    """What stood in it is not called missing elsewhere, nor a contact that it named unused: that hid the cause."""
    workplace.change(EN, "{phone:veilig_thuis}", "somebody")
    (workplace.folder / NL).write_text(text, encoding="utf-8")
    found = workplace.lint()
    assert {one.file for one in found} == {NL}
    assert not any("inspringen" in one.mend for one in found)


def test_an_entry_that_is_taken_away_is_named_where_it_is_still_mentioned(
    workplace: Workplace,
) -> None:
    """Who takes an entry out of the Dutch file reads where its id still stands, and that it may go there, too."""
    text = (workplace.folder / NL).read_text("utf-8")
    (workplace.folder / NL).write_text(text[: text.index("  - id: f02_stil")], encoding="utf-8")
    found = [one for one in workplace.lint() if "f02_stil" in one.sentence]
    assert {one.file for one in found} >= {NL, EN}
    assert all("hier weg" in one.mend for one in found)


@pytest.mark.parametrize(
    "junk", [b"", b"\xff", b"[" * 200, b"entries: 5", b"- 1", b"entries:\n- 1\n"]
)
def test_no_file_makes_lint_fall_over(workplace: Workplace, junk: bytes) -> None:
    """Whatever a file holds, there are findings about it, and no traceback."""
    for path in sorted(workplace.folder.rglob("*.yaml")):
        kept = path.read_bytes()
        path.write_bytes(junk)
        name = path.relative_to(workplace.folder).as_posix()
        found = workplace.lint()
        assert any(one.file == name for one in found), name
        assert [one for one in found if not one.mend] == []
        path.write_bytes(kept)
    assert workplace.lint() == []


def test_a_folder_that_is_not_there(workplace: Workplace) -> None:
    """A wrong path is one finding."""
    from bot.faq.lint import lint

    (one,) = lint(Survey(workplace.folder / "weg"), date(2026, 12, 1))
    assert one.rule is Rule.SCHEMA


def test_every_rule_is_tried_and_explained() -> None:
    """No rule is without a broken file here, and none without a line in the maintainers' handbook."""
    tried = {rule for rule, *_ in BROKEN}
    apart = {Rule.CONFUSION, Rule.FINDS_OTHER, Rule.NOT_FOUND, Rule.STALE_SCHEMA}
    assert tried | apart == set(Rule)
    handbook = Path(__file__).parents[4] / "docs" / "maintainers.md"
    text = handbook.read_text(encoding="utf-8")
    assert [rule for rule in Rule if f"`{rule}`" not in text] == []
