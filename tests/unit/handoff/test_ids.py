"""Ids: case codes are made and read in one place."""

from __future__ import annotations

import pytest

from bot.handoff.ids import ALPHABET, case_code, find_code


def test_a_code_can_be_found_again() -> None:
    """The code of a title is found, whatever stands around it."""
    code = case_code(bytes([1, 2, 3, 4, 5]))
    assert find_code(f"🔴⏳ online·Utre·{code}") == code
    assert find_code("geen code, wel AAAA-bbbb en 1234-5678") is None


def test_forty_bits() -> None:
    """Each of the forty bits counts, and no sign looks like another."""
    codes = {case_code((1 << bit).to_bytes(5)) for bit in range(40)} | {case_code(bytes(5))}
    assert len(codes) == 41
    assert not set("01IO") & set(ALPHABET)
    assert len(ALPHABET) == 32


@pytest.mark.parametrize("length", [0, 4, 6])
def test_five_bytes(length: int) -> None:
    """Any other number of bytes is our mistake."""
    with pytest.raises(ValueError, match="five random bytes"):
        case_code(bytes(length))
