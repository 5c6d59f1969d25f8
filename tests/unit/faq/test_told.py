"""Told: what was read of the patterns, kept for the next start."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from bot.faq.danger import DangerRules
from bot.faq.patterns import Patterns

if TYPE_CHECKING:
    from pathlib import Path

    from bot.faq.content import Content


def test_a_second_start_reads_no_pattern(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was kept tells the same as reading the patterns, and makes it needless."""
    first = DangerRules.compile(content, tmp_path)
    with monkeypatch.context() as patch:
        patch.delattr(Patterns, "_read")
        second = DangerRules.compile(content, tmp_path)
    assert second.told == first.told
    assert second.look("hij heeft een mes bij zich") == first.look("hij heeft een mes bij zich")


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"sets": [["a"]], "patterns": [[[7], 1]]}'])
def test_what_is_damaged_is_made_anew(content: Content, tmp_path: Path, damage: bytes) -> None:
    """A file that can't be read changes nothing but the time it takes, and is mended."""
    first = DangerRules.compile(content, tmp_path)
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(damage)
    assert DangerRules.compile(content, tmp_path).told == first.told
    assert kept.read_bytes() == whole


def test_other_patterns_have_another_file(content: Content, tmp_path: Path) -> None:
    """What is kept of other rules is not taken for these."""
    DangerRules.compile(content, tmp_path)
    changed = content.danger.model_copy(update={"ignore": ()})
    less = dataclasses.replace(content, danger=changed)
    assert len(DangerRules.compile(less, tmp_path).told) < len(DangerRules.compile(content).told)
    assert len(list(tmp_path.iterdir())) == 2
