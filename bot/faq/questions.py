"""Questions: the intake as maintainers write it (`intake.yaml`), and its plain form for `bot.intake`.

The intake room stores the form that a person started with; what is stored must not change with
what maintainers may write. So the two are different models, and JSON is all that passes between.
"""

from __future__ import annotations

import hashlib
from typing import Annotated, Literal

import msgspec
from pydantic import Field, StringConstraints, model_validator

from bot.faq.book import LabelWords
from bot.faq.model import Identifier, Line, Model, Texts, Words

Value = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]{0,31}$")]


class Synonyms(Model):
    """Typed words that mean an option."""

    nl: tuple[Line, ...] = ()
    en: tuple[Line, ...] = ()


class OptionText(Model):
    """One answer to choose. `short` stands on the experts' card; `urgency` says what it sets off."""

    value: Value
    nl: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    en: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    short: Annotated[str, StringConstraints(min_length=1, max_length=24)]
    synonyms: Synonyms = Synonyms()
    urgency: Literal["red", "amber"] | None = None
    alone: bool = False


class ShowIf(Model):
    """Ask only when an earlier question was answered with one of these."""

    question: Identifier
    any_of: Annotated[tuple[Value, ...], Field(min_length=1)]


class QuestionText(Model):
    """One question. `before_placing`: it is asked before a case may be placed."""

    id: Identifier
    kind: Literal["single", "multiple", "text"]
    label: LabelWords
    question: Texts
    why: Words
    options: tuple[OptionText, ...] = ()
    columns: Annotated[int, Field(ge=1, le=4)] = 1
    show_if: ShowIf | None = None
    skippable: bool = True
    before_placing: bool = False
    carry_over: bool = False
    other_text: bool = False
    max_chars: Annotated[int, Field(ge=10, le=1000)] | None = None

    @model_validator(mode="after")
    def _fits(self) -> QuestionText:
        if self.kind == "text" and self.options:
            raise ValueError(
                f"Vraag “{self.id}” is open (kind: text) en heeft toch opties. "
                "Haal de opties weg, of kies kind: single."
            )
        if self.kind != "text" and len(self.options) < 2:
            raise ValueError(
                f"Vraag “{self.id}” heeft minstens twee opties nodig. Schrijf er een bij."
            )
        if (self.kind == "text" or self.other_text) and self.max_chars is None:
            raise ValueError(
                f"Vraag “{self.id}” laat typen toe, zonder grens. Geef met max_chars aan hoeveel tekens."
            )
        values = [option.value for option in self.options]
        if len(set(values)) != len(values):
            raise ValueError(
                f"Vraag “{self.id}” heeft twee opties met dezelfde value. Geef elk een eigen value."
            )
        return self


class FormFile(Model):
    """`intake.yaml`."""

    version: Annotated[int, Field(ge=1)]
    questions: Annotated[tuple[QuestionText, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _in_order(self) -> FormFile:
        options: dict[str, set[str]] = {}
        for question in self.questions:
            if question.id in options:
                raise ValueError(f"Vraag “{question.id}” staat er twee keer. Haal er een weg.")
            if (condition := question.show_if) is not None:
                known = options.get(condition.question)
                if known is None:
                    raise ValueError(
                        f"Vraag “{question.id}” hangt af van “{condition.question}”, "
                        "en die vraag staat er niet vóór. Zet die vraag eerder."
                    )
                if unknown := sorted(set(condition.any_of) - known):
                    raise ValueError(
                        f"Vraag “{question.id}” hangt af van een optie die “{condition.question}” "
                        f"niet heeft: {', '.join(unknown)}. Kies uit {', '.join(sorted(known))}."
                    )
            options[question.id] = {option.value for option in question.options}
        if not self.questions[0].before_placing:
            raise ValueError("De eerste vraag gaat over veiligheid. Zet before_placing op true.")
        return self

    def as_json(self) -> bytes:
        """The form for `bot.intake.form.form_from_json`, with `version_id` = version + content hash."""
        plain = self.model_dump(mode="json")
        digest = hashlib.sha256(msgspec.json.encode(plain, order="sorted")).hexdigest()[:12]
        return msgspec.json.encode({**plain, "version_id": f"{self.version}-{digest}"})
