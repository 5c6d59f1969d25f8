"""Wish: the JSON body of something a person wants to do, read with sentences for mistakes."""

from typing import Any

from bot.emulator.errors import ActionError
from bot.emulator.world import Json


class Wish:
    """Fields of a JSON object. Raises ActionError for missing ones and for wrong types."""

    def __init__(self, fields: Json) -> None:
        self.fields = fields

    def has(self, name: str) -> bool:
        """Given, and not null."""
        return self.fields.get(name) is not None

    def integer(self, name: str) -> int:
        """A whole number that must be given."""
        found = self.optional_integer(name)
        if found is None:
            raise ActionError(f"`{name}` is missing.")
        return found

    def optional_integer(self, name: str) -> int | None:
        """A whole number, None when absent."""
        value = self.fields.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise ActionError(f"`{name}` must be a whole number.")
        try:
            return int(value)
        except ValueError:
            raise ActionError(f"`{name}` must be a whole number.") from None

    def number(self, name: str, default: float | None = None) -> float:
        """A number; must be given unless there is a default."""
        value = self.fields.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ActionError(f"`{name}` must be a number.")
        return float(value)

    def text(self, name: str, default: str = "") -> str:
        """A string."""
        value = self.fields.get(name)
        if value is None:
            return default
        if not isinstance(value, str):
            raise ActionError(f"`{name}` must be a text.")
        return value

    def flag(self, name: str) -> bool:
        """True or false."""
        return bool(self.fields.get(name))

    def object(self, name: str) -> "Wish":
        """A nested object; empty when absent or only `true`."""
        value: Any = self.fields.get(name)
        if value is None or value is True:
            return Wish({})
        if not isinstance(value, dict):
            raise ActionError(f"`{name}` must be an object.")
        return Wish(value)

    def list(self, name: str) -> "list[Any]":
        """A list; empty when absent."""
        value = self.fields.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise ActionError(f"`{name}` must be a list.")
        return value
