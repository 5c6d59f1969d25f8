"""Status: tells whoever asks how the helpline is: alive, ready, and in numbers. Nothing about people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from bot.web.facts import Facts, judge

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.web.facts import Trouble
    from bot.web.metrics import Metrics


class Status:
    """Answers `/healthz`, `/readyz` and `/metrics`."""

    def __init__(self, facts: Callable[[], Awaitable[Facts]], metrics: Metrics) -> None:
        """`facts` returns how this process is now; it raises nothing and does not take long."""
        self._facts = facts
        self._metrics = metrics

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """Answer one request."""
        found = {
            "/healthz": self._health,
            "/readyz": self._ready,
            "/metrics": self._numbers,
        }.get(request.path)
        if found is None:
            return web.Response(status=404)
        if request.method not in {"GET", "HEAD"}:
            return web.Response(status=405, headers={"Allow": "GET, HEAD"})
        response = await found(request)
        response.headers["Cache-Control"] = "no-store"
        return response

    async def _health(self, _: web.BaseRequest) -> web.Response:
        # That it is answered at all says that the process lives and its loop turns.
        return web.json_response({"alive": True})

    async def _ready(self, _: web.BaseRequest) -> web.Response:
        facts = await self._facts()
        verdict = judge(facts)
        shown = {
            "ready": verdict.ready,
            "problems": verdict.problems,
            "role": facts.role.value,
            "epoch": facts.epoch,
            "store": {**_trouble(facts.store), "replicas_behind": facts.replicas_behind},
            "telegram": {
                **_trouble(facts.telegram),
                "heard_seconds_ago": _rounded(facts.heard),
                "pending_updates": facts.pending,
            },
            "outbox": {"waiting": facts.waiting, "oldest_seconds": _rounded(facts.oldest)},
            "dead_letters": facts.dead_letters,
            "content": {
                "version": facts.content,
                "learned": facts.content_learned,
                **_content(facts),
            },
        }
        return web.json_response(shown, status=200 if verdict.ready else 503)

    async def _numbers(self, request: web.BaseRequest) -> web.Response:
        facts = await self._facts()
        body, content_type = self._metrics.text(facts, request.headers.get("Accept", ""))
        return web.Response(body=body, headers={"Content-Type": content_type})


def _content(facts: Facts) -> dict[str, object]:
    return {"ok": False, "why": facts.content_wrong} if facts.content_wrong else {"ok": True}


def _trouble(trouble: Trouble | None) -> dict[str, object]:
    if trouble is None:
        return {"ok": True}
    return {"ok": False, "why": trouble.why, "for_seconds": _rounded(trouble.seconds)}


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)
