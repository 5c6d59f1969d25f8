"""Contact: when Telegram was last heard, and what is wrong."""

from bot.handlers.contact import Contact


def test_how_long_ago_it_was_heard_and_for_how_long_it_is_wrong() -> None:
    """Trouble lasts from its first sign, whatever its sentence, until Telegram is heard again."""
    now = 100.0
    contact = Contact(lambda: now)
    assert contact.facts().heard is None
    contact.heard()
    now = 110.0
    contact.troubled("Telegram is silent.")
    now = 115.0
    contact.troubled("Telegram asks for a pause.")
    facts = contact.facts()
    assert (facts.heard, facts.trouble, facts.troubled) == (15.0, "Telegram asks for a pause.", 5.0)
    contact.heard()
    now = 116.0
    facts = contact.facts()
    assert (facts.heard, facts.trouble, facts.troubled) == (1.0, "", 0.0)
    contact.troubled("Telegram is silent.")
    assert contact.facts().troubled == 0.0


def test_what_waits_at_telegram_is_kept_as_told() -> None:
    """Unknown until it was told."""
    contact = Contact(lambda: 0.0)
    assert contact.facts().pending is None
    contact.pending(3)
    assert contact.facts().pending == 3
