"""Numbers and addresses that are written out in a text, and what only looks like them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.faq.written_out import addresses, digits, numbers, whose

if TYPE_CHECKING:
    from bot.faq.content import Content


@pytest.mark.parametrize(
    "written",
    [
        *("112", "1-1-2", "113", "14 010", "14010", "116 111", "116111"),
        *("0800-2000", "0800 2000", "08002000", "0800.2000", "0800 – 2000", "0900 111 3 111"),
        *("+31 800 2000", "+318002000", "0031 30 1234567", "(030) 123 45 67", "030 - 123 45 67"),
        *("+31 (0)30 123 45 67", "088\u00a020\u00a080\u00a0080"),
    ],
)
def test_a_number_however_it_is_written(written: str) -> None:
    """A number is seen whole, whatever stands between its digits and around it."""
    assert list(numbers(f"Bel {written} of vraag het.")) == [written]
    assert list(numbers(written)) == [written]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Artikel 7.1.1 uit 2019",
            "Sinds 2019-2023",
            "Van 2019 – 2023.",
            "Op 01-02-2026 nog niet",
        ),
        *("2026-11-22", "van 9.00-17.00 uur", "werkdagen 09.00 – 17.00", "Het was 2019. 2020 ook."),
        *("100.000 mensen", "1 000 000 keer", "groep 764", "12-18 jaar", "S112", "112NL", "24/7"),
    ],
)
def test_what_is_no_number(text: str) -> None:
    """Years, days, hours, ages and amounts may stand in a text."""
    assert list(numbers(text)) == []


def test_whose_number_it_is(content: Content) -> None:
    """With the code of the country or without it, a number leads to the contact that has it."""
    assert whose("0031 88 2080080", content.contacts) == "lse"
    assert whose("+31 (0)88 20 80 080", content.contacts) == "lse"
    assert whose("0800 0113", content.contacts) == "zelfmoordpreventie_113"
    assert whose("030 123 45 67", content.contacts) is None
    assert digits("+31 30 123 45 67") == "0301234567"


def test_addresses_of_contacts(content: Content) -> None:
    """The website of a contact and any mail address are told; a page deeper in it, or of somebody else, is not."""
    contacts = content.contacts.values()
    told = list(
        addresses(
            "Kijk op www.veiligthuis.nl/, [hier](https://veiligthuis.nl) of mail hulp@example.org. "
            "Lees https://veiligthuis.nl/advies en ter-info.nl.",
            contacts,
        )
    )
    assert [written for written, _, _ in told] == [
        "www.veiligthuis.nl/",
        "https://veiligthuis.nl",
        "hulp@example.org",
    ]
    assert "{url:veilig_thuis}" in told[0][2]
