"""The content that people read: complete, in both languages, and with every number in one place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.faq.entry import MOST_WORDS, Action
from bot.faq.reply import reply_text, screen_text
from bot.intake.form import form_from_json

from .conftest import FOLDER

if TYPE_CHECKING:
    from bot.faq.content import Content

LONGEST_MESSAGE = 4096


def test_every_question_of_the_research_has_an_answer(content: Content) -> None:
    """All 34 intents and the four about the helpline itself are there under their ids."""
    numbers = {entry_id[:3] for entry_id in content.entries}
    assert numbers >= {f"f{n:02}" for n in range(1, 35)} | {f"m0{n}" for n in range(1, 5)}
    assert {entry.action for entry in content.entries.values()} == {None, *Action}
    for action in Action:
        assert content.meta(action) is not None


def test_every_theme_has_questions_and_every_question_a_theme(content: Content) -> None:
    """Browsing from theme to question reaches every answer, and no shelf is empty."""
    reached = [entry.id for theme in content.themes for entry in content.entries_of(theme.id)]
    meta = [entry.id for entry in content.entries.values() if entry.action is not None]
    assert sorted(reached + meta) == sorted(content.entries)
    assert all(content.entries_of(theme.id) for theme in content.themes)
    assert content.theme("gesprek") is not None
    assert content.theme("onbekend") is None


def test_entries_are_rich_enough_to_be_found(content: Content) -> None:
    """Each entry has enough ways of asking in both languages, and an English text of its own."""
    for entry in content.entries.values():
        assert entry.en is not None, entry.id
        assert len(entry.nl.paraphrases) >= 6, entry.id
        assert len(entry.en.paraphrases) >= 4, entry.id
        assert entry.nl.keywords
        assert entry.en.keywords
        assert entry.en.answer != entry.nl.answer


def test_answers_fit_a_phone(content: Content) -> None:
    """Answers stay short in both languages and whole replies fit one message."""
    for entry in content.entries.values():
        for language in ("nl", "en"):
            assert len(entry.wording(language).answer.split()) <= MOST_WORDS
            assert len(reply_text(content, entry.id, language)) < LONGEST_MESSAGE
    for screen in content.screens.values():
        for language in ("nl", "en"):
            assert len(screen_text(content, screen, language)) < LONGEST_MESSAGE


def test_numbers_stand_in_contacts_only(content: Content) -> None:
    """No contact's number is written in any file but contacts.yaml, except in what people type."""
    numbers = [c.phone for c in content.contacts.values() if c.phone and len(c.phone) > 3]
    for path in FOLDER.rglob("*.yaml"):
        if path.name in {"contacts.yaml", "vocabulary.yaml"}:
            continue
        shown = [
            line
            for line in path.read_text(encoding="utf-8").splitlines()
            if not line.strip().startswith(("- ", "keywords:", "#"))
        ]
        for number in numbers:
            assert not any(number in line for line in shown), f"{path.name}: a number"


def test_texts_are_filled_in(content: Content) -> None:
    """Nothing that people read holds a placeholder, and a number appears where one was."""
    texts = [reply_text(content, entry, "nl") for entry in content.entries]
    texts += [screen_text(content, screen, "en") for screen in content.screens.values()]
    texts += [words.nl for words in content.danger.lines.values()]
    assert not any("{" in text or "}" in text for text in texts)
    assert "0800-2000" in content.entries["f12_meldcode"].nl.answer
    assert "112" in content.entries["f16_wanneer_politie"].nl.question
    assert "113 of 0800-0113" in content.entries["f24_incel"].nl.answer
    assert content.entries["f24_incel"].en is not None
    assert "113 or 0800-0113" in content.entries["f24_incel"].en.answer


def test_a_number_nobody_checked_is_not_shown(content: Content) -> None:
    """A contact of certainty C is named, but its number is shown nowhere until it has been verified."""
    unchecked = content.contacts["slachtofferhulp"]
    assert unchecked.certainty == "C"
    assert unchecked.number("nl") is None
    everything = "\n".join(reply_text(content, entry, "nl") for entry in content.entries)
    assert unchecked.phone is not None
    assert unchecked.phone not in everything
    assert unchecked.name.nl in content.entries["f30_bedreigd_doxing"].nl.answer
    verified = unchecked.model_copy(update={"last_verified": unchecked.researched})
    assert verified.number("nl") == unchecked.phone


def test_screens_give_112_and_promise_nobody(content: Content) -> None:
    """Every danger screen gives 112 as text in both languages and promises no human."""
    promise = re.compile(
        r"collega leest mee|er zit iemand klaar|someone is ready|we komen|help is coming"
    )
    for screen in content.screens.values():
        for language in ("nl", "en"):
            assert "112" in screen.text.get(language)
            assert "112" in screen.short.get(language)
            assert not promise.search(screen.text.get(language).lower())
    for category in content.danger.categories:
        assert content.screen(red=True, category=category.id).id.startswith("red")
        assert content.screen(red=False, category=category.id).id.startswith("amber")
    assert content.screen(red=True).id == "red"
    assert content.screen(red=False, category="ask").id == "amber"


def test_another_language_falls_back_to_dutch(content: Content) -> None:
    """A language that is not written in gets the Dutch text instead of nothing."""
    entry = content.entries["f01_signalen"]
    assert entry.wording("de") == entry.nl
    assert content.contacts["veilig_thuis"].line("de") == content.contacts["veilig_thuis"].line(
        "nl"
    )


def test_the_form_asks_for_safety_first(content: Content) -> None:
    """Only the safety question comes before placing, it can't be skipped, and doubt is urgent."""
    form = form_from_json(content.form_json)
    assert [question.id for question in form.questions if question.before_placing] == ["veiligheid"]
    first = form.questions[0]
    assert first.id == "veiligheid"
    assert not first.skippable
    urgency = {option.value: option.urgency for option in first.options}
    assert urgency == {"ja_nu": "red", "binnenkort": "amber", "weet_niet": "amber", "nee": None}
    assert all(question.skippable for question in form.questions[1:])
    assert form.version_id.startswith("1-")
