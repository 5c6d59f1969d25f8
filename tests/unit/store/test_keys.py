"""Keys: one slot for all, and day buckets that meet at midnight."""

import re

from bot.handoff.ids import CaseCode, MessageId, PersonId
from bot.store import keys


def test_every_key_is_in_one_slot() -> None:
    """Every key of the module carries the one hash tag, once."""
    fixed = [value for name, value in vars(keys).items() if name.isupper() and name not in ("TAG",)]
    texts = [value for value in fixed if isinstance(value, str)]
    made = [
        keys.person(PersonId("anna")),
        keys.message_map(PersonId("anna")),
        keys.message_map(None),
        keys.archive(CaseCode("ABCD-EFGH")),
        keys.merged(PersonId("anna"), MessageId(9)),
        keys.asked(20_000),
        *keys.seen(1_790_000_000.0),
    ]
    assert len(texts) > 10
    for key in texts + made:
        assert re.findall(r"\{[^}]*\}", key) == [keys.TAG]
    assert len({*texts, *made}) == len(texts) + len(made)


def test_neighbouring_days_share_buckets() -> None:
    """A mark of one day is looked for on the day after and the day before, and on no other."""
    noon = 20_000 * keys.DAY + keys.DAY / 2
    marked = keys.seen(noon)[0]
    for days, looked_for in ((-2, False), (-1, True), (0, True), (1, True), (2, False)):
        assert (marked in keys.seen(noon + days * keys.DAY)) is looked_for
