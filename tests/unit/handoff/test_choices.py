"""Choices: what is remembered of what she chose, and of what she did not."""

import pytest

from bot.handoff.choices import MASKED_AT_MOST, Choices, Fate, begun_anew, remember, went_masked
from bot.handoff.ids import CaseCode, MessageId

CODE = CaseCode("AAAA-BBBB")
NOTHING = Choices()


def after(fate: Fate, *passages: tuple[str, str], before: Choices = NOTHING) -> Choices:
    """What is remembered once she chose this for these passages."""
    return remember(before, CODE, fate, passages)


@pytest.mark.parametrize("again", ["Youssef Amrani", "youssef  amrani", "Youssef", "AMRANI"])
def test_a_name_is_known_again_whole_and_in_parts(again: str) -> None:
    """However it is written, and by its first or last name alone."""
    known = after(Fate.MASK, ("person", "Youssef Amrani"))
    assert known.fate(CODE, "person", again) is Fate.MASK


@pytest.mark.parametrize("other", ["Bram", "Youssef Bakker", "de"])
def test_another_name_is_not(other: str) -> None:
    """A name that shares a part with a known one is a new one."""
    known = after(Fate.SHOW, ("person", "Youssef de Amrani"))
    assert known.fate(CODE, "person", other) is None


def test_parts_of_which_she_chose_different_things_are_asked_about() -> None:
    """First name shown, last name masked: of both together nothing is known."""
    known = after(Fate.MASK, ("person", "Amrani"), before=after(Fate.SHOW, ("person", "Youssef")))
    assert known.fate(CODE, "person", "Youssef Amrani") is None


def test_a_number_is_known_again_however_it_is_written() -> None:
    """Spaces and dashes are not what makes a number."""
    known = after(Fate.SHOW, ("phone", "06-12345678"))
    assert known.fate(CODE, "phone", "06 1234 5678") is Fate.SHOW
    assert known.fate(CODE, "bsn", "06 1234 5678") is None


def test_the_newest_choice_counts() -> None:
    """What she shows after all is masked no more."""
    known = after(Fate.SHOW, ("phone", "1"), before=after(Fate.MASK, ("phone", "1")))
    assert known.fate(CODE, "phone", "1") is Fate.SHOW


def test_all_names_means_names_only() -> None:
    """What holds for all names says nothing about numbers, and less than a choice about one name."""
    known = Choices(names=Fate.SHOW)
    assert known.fate(CODE, "person", "Bram") is Fate.SHOW
    assert known.fate(CODE, "phone", "0612345678") is None
    assert after(Fate.MASK, ("person", "Bram"), before=known).fate(CODE, "person", "Bram") is (
        Fate.MASK
    )


def test_another_case_can_not_read_it() -> None:
    """A digest is of one case: the same name in another one is unknown."""
    known = after(Fate.SHOW, ("person", "Bram"))
    assert known.fate(CaseCode("CCCC-DDDD"), "person", "Bram") is None


def test_what_went_masked_is_bounded_and_outlives_the_case() -> None:
    """The newest of them are known, also in her next case, which knows nothing else."""
    known = after(Fate.SHOW, ("person", "Bram"))
    for number in range(MASKED_AT_MOST + 5):
        known = went_masked(known, MessageId(number), masked=True)
    known = went_masked(known, MessageId(MASKED_AT_MOST), masked=False)
    assert len(known.messages) == MASKED_AT_MOST - 1
    assert begun_anew(known) == Choices(messages=known.messages)
