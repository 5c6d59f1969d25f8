"""Typed answer: what a typed text means as an answer to a question; words do what buttons do."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal

from bot.intake.form import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.intake.form import Option, Question


class Command(StrEnum):
    """A word that steers the conversation instead of answering."""

    BACK = "back"
    SKIP = "skip"
    STOP = "stop"
    HUMAN = "human"
    PLACE = "place"
    DONE = "done"
    """Ends a multiple choice with what is chosen so far."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """An answer: option values, or one typed text."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """No answer to this question. `reason` says which friendly second try fits."""

    reason: Literal["unknown", "too_long", "one_only", "empty"]


Parsed = Chosen | Command | NotUnderstood

_COMMANDS: Final[Mapping[Command, frozenset[str]]] = {
    Command.BACK: frozenset(
        {"terug", "vorige", "ga terug", "vorige vraag", "een terug", "back", "go back", "previous"}
    ),
    Command.SKIP: frozenset(
        {"overslaan", "sla over", "sla maar over", "volgende", "geen antwoord", "skip", "next"}
        | {"skip this", "pass"}
    ),
    Command.STOP: frozenset(
        {"stop", "stoppen", "ik stop", "wil stoppen", "ik wil stoppen", "annuleer", "annuleren"}
        | {"laat maar", "quit", "cancel", "never mind", "nevermind"}
    ),
    Command.HUMAN: frozenset(
        {"mens", "een mens", "expert", "een expert", "medewerker", "deskundige", "persoon"}
        | {"ik wil een mens", "ik wil een mens spreken", "mens spreken", "human", "a human"}
        | {"person", "a person", "an expert", "real person", "talk to a person"}
    ),
    Command.PLACE: frozenset(
        {"doorzetten", "zet door", "zet maar door", "stuur door", "verstuur", "versturen"}
        | {"doorsturen", "plaatsen", "plaats", "plaats maar", "nu doorzetten", "meteen doorzetten"}
        | {"place", "place it", "place it now", "send", "send it", "submit"}
    ),
    Command.DONE: frozenset(
        {"klaar", "verder", "dat was het", "dat is alles", "ok", "oke", "done", "continue", "ready"}
    ),
}
_BY_WORD: Final = {word: command for command, words in _COMMANDS.items() for word in words}

_APOSTROPHES: Final = str.maketrans("", "", "'’‘`´")
_OTHER: Final = re.compile(r"[^a-z0-9+<]+")
_SEPARATORS: Final = re.compile(r"\s*(?:[,;/&\n]|\ben\b|\band\b)\s*", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?:nummer |optie |antwoord |number |option )?(\d{1,2})[.)]?")
_FILLERS: Final = re.compile(
    r"^(?:(?:ik denk|ik kies|ik ben|ik werk (?:in|bij|als)|het is|het gaat om|in|op|een|de|het|i think|i am|im|i work (?:in|as|at)|its|a|an|the) )+"
)


def command_of(text: str) -> Command | None:
    """The command that a text is, if it is nothing else; "klaar" counts only at a multiple choice."""
    command = _BY_WORD.get(_bare(text))
    return None if command is Command.DONE else command


def parse(question: Question, text: str, language: str) -> Parsed:
    """What `text` means as an answer to `question`, in `language` ("nl" or "en") first.

    An option counts by its number, its label or a synonym, in either language. A question that
    can't be skipped takes no "skip".
    """
    bare = _bare(text)
    if not bare and question.kind is not Kind.TEXT:
        return NotUnderstood("empty")
    if question.kind is not Kind.TEXT and (values := _options(question, text, language)):
        if question.kind is Kind.SINGLE and len(values) > 1:
            return NotUnderstood("one_only")
        return Chosen(_without_lonely(question, values))
    command = _BY_WORD.get(bare)
    if command is Command.DONE and question.kind is not Kind.MULTIPLE:
        command = None
    if command is Command.SKIP and not question.skippable:
        return NotUnderstood("unknown")
    if command is not None:
        return command
    return _typed(question, text)


def _typed(question: Question, text: str) -> Parsed:
    if question.kind is not Kind.TEXT and not question.other_text:
        return NotUnderstood("unknown")
    plain = " ".join(text.split()) if question.other_text else text.strip()
    if not plain:
        return NotUnderstood("empty")
    if question.max_chars is not None and len(plain) > question.max_chars:
        return NotUnderstood("too_long")
    return Chosen((plain,))


def _options(question: Question, text: str, language: str) -> tuple[str, ...]:
    """The options that a text names, in the order of the form; none unless all of it is understood."""
    whole = _one(question, text, language)
    if whole is not None:
        return (whole.value,)
    parts = [part for part in _SEPARATORS.split(text) if part.strip()]
    if len(parts) == 1 and re.fullmatch(r"[\d\s]+", parts[0]):
        parts = parts[0].split()
    found = {option.value for part in parts if (option := _one(question, part, language))}
    understood = all(_one(question, part, language) is not None for part in parts)
    if len(parts) < 2 or not understood:
        return ()
    return tuple(option.value for option in question.options if option.value in found)


def _one(question: Question, text: str, language: str) -> Option | None:
    """The one option that a text names. Words come before numbers: "16" may be an age."""
    bare = _bare(text)
    short = _FILLERS.sub("", bare)
    for code in (language, "en" if language == "nl" else "nl"):
        for option in question.options:
            synonyms = option.synonyms.en if code == "en" else option.synonyms.nl
            names = {_bare(option.label(code)), *(_bare(word) for word in synonyms)}
            if bare in names or short in names:
                return option
    number = _NUMBER.fullmatch(" ".join(text.lower().split()))
    if number is not None and 1 <= int(number[1]) <= len(question.options):
        return question.options[int(number[1]) - 1]
    return None


def _without_lonely(question: Question, values: tuple[str, ...]) -> tuple[str, ...]:
    """Without the options that exclude others, where others are named too ("niets" and "collega")."""
    if len(values) < 2:
        return values
    lonely = {option.value for option in question.options if option.alone}
    return tuple(value for value in values if value not in lonely) or values


def _bare(text: str) -> str:
    """Small letters and digits only, single spaces, without accents."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _OTHER.sub(" ", plain.translate(_APOSTROPHES)).strip()
