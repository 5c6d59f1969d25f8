"""Control: the client of the stand-in's control interface."""

import asyncio
from typing import Any, Self

import aiohttp

Json = dict[str, Any]

_TIMEOUT = 60.0
_RETRIES = 3


class ControlError(Exception):
    """The stand-in refused a request, or does not answer; the sentence says why."""


class Control:
    """Calls of the control interface at `base_url` (root of the stand-in, such as
    `http://127.0.0.1:8020`). Use as an async context manager."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=_TIMEOUT),
            connector=aiohttp.TCPConnector(limit=0),
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def get(self, path: str, **query: Any) -> Any:
        """`GET /control/<path>`; parameters that are None are left out.

        Asked again when the connection breaks, since asking changes nothing.
        """
        for attempt in range(_RETRIES):
            try:
                return await self._call("GET", path, query, None)
            except aiohttp.ClientError as error:
                if attempt == _RETRIES - 1:
                    raise ControlError(f"The stand-in does not answer: {error!r}") from error
                await asyncio.sleep(0.05 * 2**attempt)
        raise AssertionError("unreachable")

    async def post(self, path: str, body: Json | list[Json] | None = None) -> Any:
        """`POST /control/<path>` with a JSON body."""
        return await self._call("POST", path, {}, {} if body is None else body)

    async def patch(self, path: str, body: Json) -> Any:
        """`PATCH /control/<path>` with a JSON body."""
        return await self._call("PATCH", path, {}, body)

    async def delete(self, path: str) -> Any:
        """`DELETE /control/<path>`."""
        return await self._call("DELETE", path, {}, None)

    async def _call(
        self, method: str, path: str, query: Json, body: Json | list[Json] | None
    ) -> Any:
        if self._session is None:
            raise RuntimeError("the control client is used outside its `async with`")
        async with self._session.request(
            method,
            f"{self.base_url}/control/{path}",
            params={key: str(value) for key, value in query.items() if value is not None},
            json=body,
        ) as response:
            if response.content_type != "application/json":
                raise ControlError(f"{method} {path}: {response.status} {response.reason}")
            answer = await response.json()
        if response.status >= 400:
            reason = answer.get("error") if isinstance(answer, dict) else None
            raise ControlError(f"{method} {path}: {response.status} {reason or response.reason}")
        return answer
