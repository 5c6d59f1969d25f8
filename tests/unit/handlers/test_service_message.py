"""Service messages: what only says that something happened in a chat."""

from __future__ import annotations

from datetime import UTC, datetime

from telegram import Chat, Message, Update
from telegram.ext import filters

from bot.handlers.service_message import TOLD_BY, is_service


def holding(name: str) -> Message:
    """A message that has something in one of its fields."""
    message = Message(1, datetime(2026, 1, 5, tzinfo=UTC), Chat(1, Chat.PRIVATE))
    with message._unfrozen():
        setattr(message, name, object())
    return message


def test_the_fields_are_those_that_the_library_knows() -> None:
    """Each field of a message that says what happened is known, and no other: the library has the same list."""
    names = {name for kind in Message.__mro__ for name in getattr(kind, "__slots__", ())}
    fields = sorted(name for name in names if not name.startswith("_") and name != "api_kwargs")
    assert set(TOLD_BY) < set(fields)
    of_library = [
        name
        for name in fields
        if filters.StatusUpdate.ALL.check_update(Update(1, message=holding(name)))
    ]
    assert [name for name in fields if is_service(holding(name))] == of_library == sorted(TOLD_BY)
