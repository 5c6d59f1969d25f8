"""Form: the questions of the intake, as a value that a person keeps from her first answer to her last."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Kind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TEXT = "text"


class Urgency(StrEnum):
    """What an answer says about danger: the same words as the levels of the danger signs."""

    RED = "red"
    AMBER = "amber"


class Words(msgspec.Struct, frozen=True):
    """A text in both languages."""

    nl: str
    en: str

    def get(self, language: str) -> str:
        """The text in `language` ("nl" or "en"); Dutch for any other."""
        return self.en if language == "en" else self.nl


class Synonyms(msgspec.Struct, frozen=True):
    """Typed words that mean an option."""

    nl: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class Option(msgspec.Struct, frozen=True):
    """One answer to choose. `alone`: choosing it among several takes the others away."""

    value: str
    nl: str
    en: str
    short: str
    synonyms: Synonyms = Synonyms()
    urgency: Urgency | None = None
    alone: bool = False

    def label(self, language: str) -> str:
        """The text of its button in `language` ("nl" or "en"); Dutch for any other."""
        return self.en if language == "en" else self.nl


class ShowIf(msgspec.Struct, frozen=True):
    """Ask only when an earlier question was answered with one of these."""

    question: str
    any_of: tuple[str, ...]


class Question(msgspec.Struct, frozen=True):
    """One question.

    `before_placing`: it is asked before a case may be placed. `carry_over`: a returning person's
    answer is offered again. `other_text`: a typed text of at most `max_chars` characters is an
    answer too. `columns`: how many buttons fit beside each other.
    """

    id: str
    kind: Kind
    label: Words
    question: Words
    why: Words
    options: tuple[Option, ...] = ()
    columns: int = 1
    show_if: ShowIf | None = None
    skippable: bool = True
    before_placing: bool = False
    carry_over: bool = False
    other_text: bool = False
    max_chars: int | None = None

    def option(self, value: str) -> Option | None:
        """The option with this value, if it has one."""
        return next((option for option in self.options if option.value == value), None)


class Form(msgspec.Struct, frozen=True):
    """The whole intake. `version_id` changes with every change of content."""

    version: int
    version_id: str
    questions: tuple[Question, ...]

    def question(self, question_id: str) -> Question | None:
        """The question with this id, if the form has it."""
        return next((item for item in self.questions if item.id == question_id), None)


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Form)


def form_to_json(form: Form) -> bytes:
    """The form as JSON, to be kept with the answers given to it."""
    return _ENCODER.encode(form)


def form_from_json(data: bytes | str) -> Form:
    """A form from JSON. Raises `msgspec.ValidationError` when it is none.

    Unknown fields are passed over, so that a form of a newer release can still be read.
    """
    return _DECODER.decode(data)
