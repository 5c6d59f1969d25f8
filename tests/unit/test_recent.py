"""Recent: texts of the last seconds, and how they are let go of."""

from bot.faq.danger import Reading
from bot.handoff.ids import PersonId
from bot.recent import RECENT_FOR, RECENT_TEXTS, Recent
from tests.support.desks import knowledge

ANNA, BERT = PersonId("anna"), PersonId("bert")


def _read(text: str) -> Reading:
    return knowledge().watch.read(text)


def test_only_the_last_seconds_count() -> None:
    """A text is gone after its seconds; of many in that time the newest stay."""
    recent = Recent()
    old, new = _read("oud"), _read("nieuw")
    recent.add(ANNA, old, 0.0)
    recent.add(ANNA, new, RECENT_FOR)
    assert recent.readings(ANNA, RECENT_FOR) == (old, new)
    assert recent.readings(ANNA, RECENT_FOR + 1) == (new,)
    for _ in range(RECENT_TEXTS):
        recent.add(ANNA, new, RECENT_FOR)
    assert recent.readings(ANNA, RECENT_FOR) == (new,) * RECENT_TEXTS
    assert recent.readings(BERT, RECENT_FOR) == ()


def test_nothing_stays_of_who_is_silent() -> None:
    """When others write, the texts of who wrote longest ago leave the memory."""
    recent = Recent()
    recent.add(ANNA, _read("hoi"), 0.0)
    recent.add(BERT, _read("hoi"), RECENT_FOR + 1)
    assert recent.kept(ANNA) == ()


def test_what_came_to_nothing_is_taken_back() -> None:
    """Texts of a row that was not written are as if they had not come."""
    recent = Recent()
    first, second = _read("een"), _read("twee")
    recent.add(ANNA, first, 0.0)
    kept = recent.kept(ANNA)
    recent.add(ANNA, second, 1.0)
    recent.put_back(ANNA, kept)
    assert recent.readings(ANNA, 1.0) == (first,)
    recent.put_back(BERT, ())
    assert recent.kept(BERT) == ()
