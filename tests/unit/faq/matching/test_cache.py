"""Cache: what was learned is learned once, and never taken for something else."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.faq.matching import finder as finding
from bot.faq.matching.cache import load, save
from bot.faq.matching.finder import finder
from bot.faq.matching.learned import learn

if TYPE_CHECKING:
    from pathlib import Path

    from bot.faq.matching.corpus import Corpus

QUESTIONS = ("tot hoe laat is de bieb open", "wat kost een nieuwe pas", "wat eten we vanavond")


def test_what_was_kept_finds_the_same(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second time nothing is learned, and every question finds the same."""
    first = finder(corpus, cache=tmp_path)
    monkeypatch.setattr(finding, "learn", None)
    second = finder(corpus, cache=tmp_path)
    for text in QUESTIONS:
        assert second.ranked(text) == first.ranked(text)


def test_other_content_is_not_taken_for_it(corpus: Corpus, tmp_path: Path) -> None:
    """One phrasing, word or limit more or less is other content."""
    save(tmp_path, corpus, None, learn(corpus, None))
    assert load(tmp_path, corpus, None) is not None
    for other in (
        replace(corpus, phrasings=corpus.phrasings[1:]),
        replace(corpus, words=replace(corpus.words, synonyms={})),
        replace(corpus, wrong=0.5),
        replace(corpus, named=()),
    ):
        assert load(tmp_path, other, None) is None


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 nothing of the kind", None])
def test_a_broken_file_is_made_anew(corpus: Corpus, tmp_path: Path, damage: bytes | None) -> None:
    """Empty, cut off, or something else: it is learned again, and kept again."""
    finder(corpus, cache=tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert load(tmp_path, corpus, None) is None
    assert finder(corpus, cache=tmp_path).match(QUESTIONS[0], "nl").candidates
    assert file.read_bytes() == whole


def test_a_folder_that_takes_nothing(corpus: Corpus, tmp_path: Path) -> None:
    """Where nothing can be kept, it is learned each time."""
    file = tmp_path / "file"
    file.write_text("no folder")
    assert finder(corpus, cache=file).match(QUESTIONS[0], "nl").candidates


def test_old_files_go(corpus: Corpus, tmp_path: Path) -> None:
    """Of all versions of the content only the last ones are kept."""
    learned = learn(corpus, None)
    for number in range(12):
        save(tmp_path, replace(corpus, wrong=number / 100), None, learned)
        for file in tmp_path.iterdir():
            os.utime(file, (file.stat().st_mtime - 10,) * 2)
    assert len(list(tmp_path.iterdir())) == 8
    assert load(tmp_path, replace(corpus, wrong=0.11), None) is not None
