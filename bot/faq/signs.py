"""Signs: the danger rules and danger screens as maintainers write them (`danger.yaml`)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from bot.faq.model import Identifier, Line, Model, Texts, Words

Fragment = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
"""A piece of a regular expression over normalised text; {NAME} stands for a word list."""


class Screen(Model):
    """What is shown at a danger sign. `short` is its one-line form, for when it was shown lately."""

    id: Identifier
    text: Texts
    short: Words
    contacts: Annotated[tuple[Identifier, ...], Field(min_length=1)]


class Category(Model):
    """One kind of danger: the patterns that show it, and the screens that answer it.

    `red_if` are words anywhere in the message that make an amber sign red; `whole` is what the
    whole message says, and nothing else.
    """

    id: Identifier
    name: Words
    level: Literal["amber", "red"]
    screen: Identifier
    red_screen: Identifier = "red"
    red_if: tuple[Fragment, ...] = ()
    patterns: Annotated[tuple[Fragment, ...], Field(min_length=1)]
    whole: tuple[Fragment, ...] = ()


class Negation(Model):
    """Words that deny a sign, how far they reach, and phrases that only look like it."""

    before: tuple[Fragment, ...]
    reach: Annotated[int, Field(ge=1, le=12)]
    after: tuple[Fragment, ...]
    stops: tuple[Fragment, ...]
    subjects: tuple[Fragment, ...]
    joiners: tuple[Fragment, ...]
    pseudo: tuple[Fragment, ...]
    doubt: tuple[Fragment, ...]


class Context(Model):
    """Talk about danger that is not danger now: news, lessons, games; and what overrules that."""

    harmless: dict[Identifier, tuple[Fragment, ...]]
    overruled_by: tuple[Fragment, ...]
    doubtful: tuple[Fragment, ...] = ()
    """Words of harmless talk that change nothing alone: only where the message is like harmless ones, too."""


class DangerFile(Model):
    """`danger.yaml`."""

    expand: dict[str, Line]
    lists: dict[Annotated[str, StringConstraints(pattern=r"^[A-Z]+$")], tuple[Fragment, ...]]
    categories: Annotated[tuple[Category, ...], Field(min_length=1)]
    ask_words: tuple[Fragment, ...]
    ignore: tuple[Fragment, ...]
    spoken_of: tuple[Fragment, ...] = ()
    negation: Negation
    context: Context
    screens: Annotated[tuple[Screen, ...], Field(min_length=1)]
    lines: dict[Literal["info", "ask"], Words]
