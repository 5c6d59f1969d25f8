"""Forms in the store: every version of the intake that a person may have started with."""

from collections.abc import Mapping

from bot.store import keys
from bot.store.shelf import Shelf


class Forms(Shelf):
    """The part of the store that keeps versions of the intake form. They are content, not sealed."""

    async def save_form(self, version: str, form: str) -> None:
        """Keep a version of the form, as JSON. Raises StoreAwayError."""
        await self._pipe.ask(("HSET", keys.FORMS, version, form))

    async def forms(self) -> Mapping[str, str]:
        """Return every kept version of the form, as JSON, by version id. Raises StoreAwayError."""
        (found,) = await self._pipe.ask(("HGETALL", keys.FORMS))
        return {
            version.decode(): form.decode()
            for version, form in zip(found[::2], found[1::2], strict=True)
        }
