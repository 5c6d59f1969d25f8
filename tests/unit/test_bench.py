"""The benchmark of the relay: that it runs, and that what it measures is right."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.crowd import Relayed, percentile
from bench.programs import HELPLINE, HELPLINE_WEBHOOK, PROGRAMS
from bench.relay import Round, figures

ROOT = Path(__file__).parents[2]


def test_a_short_run_relays_everything_and_writes_its_figures(tmp_path: Path) -> None:
    """The smoke run ends well, and its file holds every program; the helpline loses and mixes up nothing."""
    file = tmp_path / "figures.json"
    ended = subprocess.run(
        [sys.executable, "-m", "bench.relay", "--smoke", "--json", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    found = json.loads(file.read_text())["figures"]
    assert set(found) == {program.title for program in PROGRAMS}
    for program in (HELPLINE, HELPLINE_WEBHOOK):
        mine = found[program.title]
        assert mine["per_second"] > 0
        assert mine["calls_per_message"] == pytest.approx(1, abs=0.2)
        faults = ("lost", "repeated", "misplaced", "disordered")
        assert [mine[name] for name in faults] == [0, 0, 0, 0]


def test_a_row_with_a_lost_message_has_no_rate() -> None:
    """Who loses messages is not fast."""
    assert Relayed(wanted=10, seconds=2.0).rate == 5
    assert Relayed(wanted=10, seconds=2.0, lost=1).rate == 0


def test_figures_are_medians_and_faults_add_up() -> None:
    """A noisy round does not move the figures, and no fault of any round is left out."""
    rounds = [
        Round(
            Relayed(10, 10 / rate, calls=20),
            Relayed(10, 1.0, disordered=1),
            Relayed(10, 1.0, delays=[0.1]),
            Relayed(10, 1.0, delays=[delay]),
            (cpu, 0.1),
            (1.0, 0.2),
            (90.0, 7.0),
            0.3,
        )
        for rate, cpu, delay in ((100, 0.5, 0.001), (900, 0.4, 0.002), (120, 9.0, 0.003))
    ]
    found = figures(rounds)
    assert (found.per_second, found.cpu, found.p50_ms) == pytest.approx((120, 0.5, 2.0))
    assert found.quiet_p50_ms == pytest.approx(100)
    assert (found.disordered, found.calls_per_message) == (3, 2)


def test_percentiles_of_few_values() -> None:
    """One value is every percentile; of none there is nothing to tell."""
    assert percentile([], 50) == 0
    assert percentile([4.0], 99) == 4
    assert percentile([1.0, 2.0, 3.0], 50) == 2
