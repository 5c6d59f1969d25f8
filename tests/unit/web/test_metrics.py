"""Metrics: what was counted comes out as Prometheus reads it."""

from prometheus_client.openmetrics.parser import text_string_to_metric_families as read_open
from prometheus_client.parser import text_string_to_metric_families as read_plain

from bot.tally import Histogram, Tally
from bot.web.facts import Facts, Role, Trouble
from bot.web.metrics import Metrics


def _metrics() -> Metrics:
    metrics = Metrics()
    tally = Tally()
    tally.add("Relay", "sent", by=7)
    tally.add("Say", "blocked")
    metrics.counter("helpline_effects", "Effects.", ("kind", "verdict"), tally)
    histogram = Histogram((0.1, 1.0))
    for seconds in (0.05, 0.5, 5.0):
        histogram.note(seconds)
    metrics.histogram("helpline_call_seconds", "Calls.", histogram)
    return metrics


def _values(text: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in read_plain(text)
        for sample in family.samples
    }


def test_counters_and_histograms_are_read_back() -> None:
    """Counts stand under their labels, buckets add up, and a sum and a count follow."""
    body, content_type = _metrics().text(Facts(role=Role.OWNER), "")
    assert content_type.startswith("text/plain")
    values = _values(body.decode())
    sent = ("helpline_effects_total", (("kind", "Relay"), ("verdict", "sent")))
    assert values[sent] == 7
    buckets = [
        values["helpline_call_seconds_bucket", (("le", bound),)] for bound in ("0.1", "1.0", "+Inf")
    ]
    assert buckets == [1, 2, 3]
    assert values["helpline_call_seconds_count", ()] == 3
    assert values["helpline_call_seconds_sum", ()] == 5.55


def test_gauges_tell_the_facts_and_leave_out_what_is_unknown() -> None:
    """How things stand is shown; what nobody knows is absent, not zero."""
    facts = Facts(
        role=Role.OWNER, epoch=4, store=Trouble("The store is full.", 2.5), waiting=3, heard=None
    )
    values = _values(_metrics().text(facts, "")[0].decode())
    assert values["helpline_owner", ()] == 1
    assert values["helpline_epoch", ()] == 4
    assert values["helpline_ready", ()] == 0
    assert values["helpline_store_up", ()] == 0
    assert values["helpline_store_trouble_seconds", ()] == 2.5
    assert values["helpline_outbox_waiting", ()] == 3
    assert ("helpline_telegram_heard_seconds", ()) not in values
    assert values["process_resident_memory_bytes", ()] > 1_000_000


def test_what_waits_is_told_by_how_urgent_it_is() -> None:
    """Each class of urgency has a value of its own, and what the group's budget counts is shown."""
    facts = Facts(waiting=3, urgencies={"danger": 1, "message": 2}, operations=17)
    values = _values(_metrics().text(facts, "")[0].decode())
    name = "helpline_outbox_waiting_by_urgency"
    assert values[name, (("urgency", "danger"),)] == 1
    assert values[name, (("urgency", "message"),)] == 2
    assert values["helpline_group_operations", ()] == 17


def test_openmetrics_is_spoken_to_who_asks_for_it() -> None:
    """Prometheus itself asks for OpenMetrics; what it gets can be parsed."""
    body, content_type = _metrics().text(
        Facts(), "application/openmetrics-text; version=1.0.0,text/plain;q=0.5"
    )
    assert content_type.startswith("application/openmetrics-text")
    assert "helpline_effects" in {family.name for family in read_open(body.decode())}


def test_two_processes_in_one_share_nothing() -> None:
    """Each has a registry of its own."""
    first, second = Metrics(), Metrics()
    first.counter("helpline_x", "X.", (), Tally())
    assert b"helpline_x" in first.text(Facts(), "")[0]
    assert b"helpline_x" not in second.text(Facts(), "")[0]
