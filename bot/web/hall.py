"""Hall: leads each request at the listener of this process to who answers it: the knowledge base, or the status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiohttp import web

from bot.web.knowledge.door import KnowledgeDoor

if TYPE_CHECKING:
    from bot.web.status import Status

_STARTING: Final = (
    "De kennisbank start net op. Probeer het over een paar tellen nog eens.\n"
    "The knowledge base is starting. Please try again in a few seconds.\n"
)


class Hall:
    """Open before there is any content: what asks for pages is told to come back."""

    def __init__(self, status: Status, *, pages: bool) -> None:
        """Without `pages` there is no knowledge base here, and never will be."""
        self._status = status
        self._pages = pages
        self.knowledge: KnowledgeDoor | None = None
        """Set once the content is there."""

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request."""
        if not self._pages or not KnowledgeDoor.owns(request.path):
            return await self._status.answer(request)
        if self.knowledge is None:
            return web.Response(status=503, text=_STARTING, headers={"Retry-After": "2"})
        return await self.knowledge.answer(request)
