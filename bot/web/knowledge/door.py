"""Door: answers requests for the knowledge base. Knows nobody: no cookies, no log, nothing kept of a search."""

from __future__ import annotations

import asyncio
import hashlib
from importlib import import_module
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from aiohttp import web

from bot.clock import steady
from bot.web.knowledge import place
from bot.web.knowledge.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.handoff.knowledge import Knowledge
    from bot.web.knowledge.found import Search
    from bot.web.knowledge.look import Look
    from bot.web.knowledge.site import Site

ROOT: Final = "/kennis"
BODY_BYTES: Final = 4096
"""More than a search with its 200 signs can be, however it is written."""
BODY_SECONDS: Final = 5.0
MOST_FIELDS: Final = 8
SEARCHES_PER_SECOND: Final = 20.0
SEARCHES_AT_ONCE: Final = 40
"""For all people together; a search takes a millisecond or two of the time in which messages are relayed."""

_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_FRESH: Final = "no-cache"
"""Kept, but asked for again each time: a number that is doubted must show it at once."""
_FOR_EVER: Final = "public, max-age=31536000, immutable"
_NEVER: Final = "no-store"


class KnowledgeDoor:
    """Answers `/kennis` and all below it."""

    def __init__(
        self,
        knowledge: Callable[[], Knowledge],
        look: Callable[[], Look],
        flags: Callable[[], frozenset[str]] = frozenset,
        *,
        now: Callable[[], float] = steady,
    ) -> None:
        """Each of these is asked at each request, so that what changed is shown at once.

        `flags` returns ids of entries and contacts that somebody doubts; `now` even seconds.
        """
        self._knowledge = knowledge
        self._look = look
        self._flags = flags
        self._pace = Pace(SEARCHES_PER_SECOND, SEARCHES_AT_ONCE, now)
        self._site: Site | None = None
        self._search: Search | None = None

    @staticmethod
    def owns(path: str) -> bool:
        """Tell whether a request is for the knowledge base."""
        return path == ROOT or path.startswith(f"{ROOT}/")

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """Answer one request."""
        response = await self._answered(request)
        response.headers.update(_HEADERS)
        response.headers.setdefault("Cache-Control", _NEVER)
        return response

    async def _answered(self, request: web.BaseRequest) -> web.Response:
        if request.path == ROOT:
            # The links of the pages begin at a folder.
            return web.Response(status=308, headers={"Location": f"{ROOT.strip('/')}/"})
        path = request.path.removeprefix(f"{ROOT}/")
        searches = place.place_of(path).name == place.SEARCH
        allowed = ("GET", "HEAD", "POST") if searches else ("GET", "HEAD")
        if request.method not in allowed:
            return web.Response(status=405, headers={"Allow": ", ".join(allowed)})
        if searches and (request.method == "POST" or "q" in request.query):
            return await self._searched(request, path)
        site = await self._current()
        return self._static(path) or self._page(site, request, path)

    def _page(self, site: Site, request: web.BaseRequest, path: str) -> web.Response:
        body = site.page(path)
        if body is None:
            # Its links begin where the browser thinks it is: an encoded slash is none to it.
            asked = request.rel_url.raw_path.removeprefix(f"{ROOT}/")
            return self._moved(site, path) or _html(site.notice(asked, "missing"), 404)
        tag = hashlib.sha256(body).hexdigest()[:20]
        known = request.if_none_match or ()
        headers = {"ETag": f'"{tag}"', "Cache-Control": _FRESH}
        if any(one.value in {tag, "*"} for one in known):
            return web.Response(status=304, headers=headers)
        return _html(body, 200, headers)

    def _moved(self, site: Site, path: str) -> web.Response | None:
        """Lead to where a page stands: from an id that an entry had before, from a slash too many or too few."""
        for meant in (f"{path}/", path.rstrip("/")):
            if site.page(meant) is not None:
                return web.Response(status=301, headers={"Location": place.relative(path, meant)})
        here = place.place_of(path)
        kind, _, older = here.name.partition("/")
        if kind != "vraag" or not older:
            return None
        for entry in site.content.entries.values():
            if older in entry.aliases and entry.theme is not None:
                there = here._replace(name=place.entry(entry.id))
                return web.Response(
                    status=301, headers={"Location": place.relative(path, there.path)}
                )
        return None

    async def _searched(self, request: web.BaseRequest, path: str) -> web.Response:
        site = await self._current()
        if not self._pace.turn():
            return _html(site.notice(path, "busy"), 503, {"Retry-After": "2"})
        typed = await _typed(request)
        if typed is None:
            return web.Response(status=400)
        language = place.place_of(path).language
        found = (await self._searching()).find(typed, language)
        return _html(site.found(language, typed if found is not None else "", found), 200)

    async def _searching(self) -> Search:
        """Return what searches the content of now. Made beside the loop: with much content it takes a while."""
        from bot.web.knowledge.found import Search

        knowledge, search = self._knowledge(), self._search
        if search is None or search.knowledge is not knowledge:
            search = self._search = await asyncio.to_thread(Search, knowledge)
        return search

    async def _current(self) -> Site:
        """Return the pages of now; those of an older content are let go."""
        if self._site is None:
            # The first reader lets the template engine be read, beside the loop.
            await asyncio.to_thread(import_module, "bot.web.knowledge.site")
        from bot.web.knowledge.site import Site

        content, look, flags = self._knowledge().content, self._look(), self._flags()
        site = self._site
        if site is None or site.content is not content or (site.look, site.flags) != (look, flags):
            site = self._site = Site(content, look, flags)
        return site

    @staticmethod
    def _static(path: str) -> web.Response | None:
        from bot.web.knowledge.site import STYLE, static_bytes, static_name

        if path != static_name(STYLE):
            return None
        return web.Response(
            body=static_bytes(STYLE),
            content_type="text/css",
            charset="utf-8",
            headers={"Cache-Control": _FOR_EVER},
        )


async def _typed(request: web.BaseRequest) -> str | None:
    """Return what was typed; None when the body is too large, does not come, or is no form of ours."""
    if request.method != "POST":
        return request.query.get("q", "")
    body = b""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while len(body) <= BODY_BYTES and (part := await request.content.read(BODY_BYTES)):
                body += part
    except (TimeoutError, web.RequestPayloadError):
        return None
    if len(body) > BODY_BYTES:
        return None
    try:
        fields = parse_qs(body.decode("ascii", "replace"), max_num_fields=MOST_FIELDS)
    except ValueError:
        return None
    return fields.get("q", [""])[0]


def _html(body: bytes, status: int, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(
        body=body, status=status, content_type="text/html", charset="utf-8", headers=headers
    )
