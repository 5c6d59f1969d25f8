"""Exposition: what is counted and how things stand, in the text format of Prometheus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector
from typing_extensions import override

from bot.web.facts import Role, judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.tally import Histogram
    from bot.web.facts import Facts
    from bot.web.metrics import Counted, Timed

_GAUGES: tuple[tuple[str, str, Callable[[Facts], float | None]], ...] = (
    (
        "helpline_ready",
        "1 when this process can do its work, as /readyz tells.",
        lambda facts: judge(facts).ready,
    ),
    (
        "helpline_owner",
        "1 when this process is in charge, 0 when it is in reserve.",
        lambda facts: facts.role is Role.OWNER,
    ),
    ("helpline_epoch", "Which owner this is, of all there were.", lambda facts: facts.epoch),
    (
        "helpline_store_up",
        "1 when the store answers and writes.",
        lambda facts: facts.store is None,
    ),
    (
        "helpline_store_trouble_seconds",
        "For how long the store is away or refuses writes.",
        lambda facts: facts.store.seconds if facts.store else 0,
    ),
    (
        "helpline_replicas_behind",
        "1 when the last write reached too few replicas in time.",
        lambda facts: facts.replicas_behind,
    ),
    (
        "helpline_telegram_heard_seconds",
        "Since Telegram last answered or brought something.",
        lambda facts: facts.heard,
    ),
    (
        "helpline_telegram_pending_updates",
        "Updates that wait at Telegram, as it told last (webhook only).",
        lambda facts: facts.pending,
    ),
    (
        "helpline_group_operations",
        "What Telegram counts in the expert group's minute now.",
        lambda facts: facts.operations,
    ),
    ("helpline_outbox_waiting", "Effects that wait to be sent.", lambda facts: facts.waiting),
    (
        "helpline_outbox_oldest_seconds",
        "For how long the oldest of them has waited; 0 when none does.",
        lambda facts: 0 if facts.waiting == 0 else facts.oldest,
    ),
    ("helpline_dead_letters", "Updates that were set aside.", lambda facts: facts.dead_letters),
    (
        "helpline_content_current",
        "1 when the newest content is live, 0 when it has mistakes or can't be fetched.",
        lambda facts: None if facts.content is None else not facts.content_wrong,
    ),
    (
        "helpline_group_safe",
        "1 when the expert group is closed to others, 0 when a setting of it lets others read or takes messages away.",
        lambda facts: not facts.group_wrong if facts.role is Role.OWNER else None,
    ),
)


class Exposition(Collector):
    """Shows what is in two lists, which may grow."""

    def __init__(self, counted: Sequence[Counted], timed: Sequence[Timed]) -> None:
        self._counted = counted
        self._timed = timed
        self._facts: Facts | None = None
        self._registry = CollectorRegistry()
        self._registry.register(self)
        ProcessCollector(registry=self._registry)

    def text(self, facts: Facts, accept: str) -> tuple[bytes, str]:
        """Return all of it, and its content type, in the format that `accept` (the header) prefers."""
        encode, content_type = choose_encoder(accept)
        self._facts = facts
        written: bytes = encode(self._registry)
        return written, content_type

    @override
    def collect(self) -> Iterator[Metric]:
        """Yield everything as it is now; called by the registry."""
        for name, told, labels, tally in self._counted:
            counter = CounterMetricFamily(name, told, labels=labels)
            for kind, count in sorted(tally.counts.items()):
                counter.add_metric(kind, count)
            yield counter
        for name, told, histogram in self._timed:
            timed = HistogramMetricFamily(name, told)
            timed.add_metric((), _buckets(histogram), histogram.total)
            yield timed
        if self._facts is None:
            return
        for name, told, read in _GAUGES:
            value = read(self._facts)
            if value is not None:
                yield GaugeMetricFamily(name, told, value=float(value))
        if self._facts.urgencies is not None:
            waiting = GaugeMetricFamily(
                "helpline_outbox_waiting_by_urgency",
                "Effects that wait to be sent, by how urgent they are.",
                labels=("urgency",),
            )
            for urgency, count in sorted(self._facts.urgencies.items()):
                waiting.add_metric((urgency,), count)
            yield waiting


def _buckets(histogram: Histogram) -> list[tuple[str, float]]:
    """Prometheus' buckets hold all that lay below them, too."""
    buckets: list[tuple[str, float]] = []
    sum_so_far = 0
    for bound, count in zip((*histogram.bounds, float("inf")), histogram.counts, strict=True):
        sum_so_far += count
        buckets.append(("+Inf" if bound == float("inf") else str(float(bound)), sum_so_far))
    return buckets
