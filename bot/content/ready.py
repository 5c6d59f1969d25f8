"""Ready: a content folder made into what decisions ask of it, in two steps.

The first is what a start waits for: the texts, the patterns of danger, and a matcher that knows questions word for word.
The second, which takes seconds, learns from all phrasings; it is made in a thread, and swapped in when it is there.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot.content import kept
from bot.faq.danger import DangerRules
from bot.faq.matcher import at_once, build
from bot.faq.talk import Talk
from bot.handoff.knowledge import Knowledge
from bot.identifiers import Known, find
from bot.intake.form import form_from_json

if TYPE_CHECKING:
    from pathlib import Path

    from bot.faq.content import Content
    from bot.faq.encoder import Encoder


def make_ready(directory: Path, cache: Path | None = None) -> Knowledge:
    """Return the knowledge of a content folder, that learned nothing yet. `cache`: a folder for what was made before.

    Raises:
        ContentError: with every mistake in it, by file and line.
    """
    return knowledge_of(kept.read_content(directory, cache), cache)


def knowledge_of(content: Content, cache: Path | None = None) -> Knowledge:
    """Return the knowledge of content that was read already, that learned nothing yet."""
    return Knowledge(
        content=content,
        finder=at_once(content),
        watch=DangerRules.compile(content, cache),
        talk=Talk(content),
        form=form_from_json(content.form_json),
        identifiers=partial(find, known=known_of(content)),
    )


def known_of(content: Content) -> Known:
    """Return the numbers and addresses of the services: they point at no person."""
    contacts = content.contacts.values()
    numbers = (each for one in contacts for each in (one.phone, one.phone_also, one.dial))
    return Known.of(filter(None, numbers), filter(None, (one.email for one in contacts)))


def learned(knowledge: Knowledge, encoder: Encoder | None, cache: Path | None = None) -> Knowledge:
    """Return the same knowledge, that learned all it can: by meaning too with an encoder, and how danger sounds.

    Takes seconds unless the cache knows it.
    """
    # Not at the top: it brings numpy, which a start does not wait for.
    from bot.faq.likeness import learn

    content = knowledge.content
    likeness = learn(content.examples, encoder, cache) if content.examples is not None else None
    return replace(knowledge, finder=build(content, encoder, cache), likeness=likeness)
