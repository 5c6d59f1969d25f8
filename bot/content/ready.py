"""Ready: a content folder made into what decisions ask of it, in two steps.

The first is what a start waits for: the texts, the matcher by words, the patterns of danger. The second, which takes
seconds, adds what goes by meaning; it is made in a thread, and swapped in when it is there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.content import kept
from bot.faq.danger import DangerRules
from bot.faq.matcher import build
from bot.faq.talk import Talk
from bot.handoff.knowledge import Knowledge
from bot.intake.form import form_from_json

if TYPE_CHECKING:
    from pathlib import Path

    from bot.faq.content import Content
    from bot.faq.encoder import Encoder


def make_ready(directory: Path, cache: Path | None = None) -> Knowledge:
    """Return the knowledge of a content folder, by words alone. `cache` is a folder for what was made before.

    Raises:
        ContentError: with every mistake in it, by file and line.
    """
    return knowledge_of(kept.read_content(directory, cache), cache)


def knowledge_of(content: Content, cache: Path | None = None) -> Knowledge:
    """Return the knowledge of content that was read already, by words alone."""
    return Knowledge(
        content=content,
        finder=build(content, cache=cache),
        watch=DangerRules.compile(content),
        talk=Talk(content),
        form=form_from_json(content.form_json),
    )


def by_meaning(
    knowledge: Knowledge, encoder: Encoder | None, cache: Path | None = None
) -> Knowledge:
    """Return the same knowledge, that learned from examples of danger, and goes by meaning too where there is an encoder.

    Takes seconds where the cache does not know it.
    """
    # Not at the top: it brings numpy, which a start does not wait for.
    from bot.faq.likeness import learn

    content = knowledge.content
    finder = knowledge.finder if encoder is None else build(content, encoder, cache)
    likeness = learn(content.examples, encoder, cache) if content.examples is not None else None
    return replace(knowledge, finder=finder, likeness=likeness)
