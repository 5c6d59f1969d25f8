"""The benchmark of the relay: that it runs, and that what it measures is right."""

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench.__main__ import PARTS
from bench.crowd import Relayed, percentile
from bench.picture import picture
from bench.programs import HELPLINE, HELPLINE_WEBHOOK, PROGRAMS
from bench.relayed import Round, figures
from bench.report import page, storms
from bench.rows import Row

ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(340)
def test_a_short_run_measures_every_part(tmp_path: Path) -> None:
    """The smoke run ends well, with rows of every part and a picture; the helpline loses and mixes up nothing."""
    ended = subprocess.run(
        [sys.executable, "-m", "bench", "--smoke", "--into", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=330,
        check=False,
        env={name: value for name, value in os.environ.items() if name != "PYTHONASYNCIODEBUG"},
    )
    assert ended.returncode == 0, f"{ended.stdout}{ended.stderr}"
    report = json.loads((tmp_path / "bench.json").read_text())
    assert list(report["rows"]) == list(PARTS)
    assert all(report["rows"].values())
    assert "<rect" in (tmp_path / "bench.svg").read_text()
    found = report["parts"]["relay"]["figures"]
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


def test_a_row_is_judged_by_its_figure_its_ratio_or_its_difference() -> None:
    """A goal is reached on its own side only, and `used` tells how much of it was taken whichever way it goes."""
    most = Row("memory", 65, "MB", goal=130)
    least = Row("burst", 500, "messages/s", 1000, "floor", 0.25, "ratio", at_most=False)
    above = Row("latency", 9, "ms", 5, "floor", 8, "difference")
    assert [row.reached for row in (most, least, above)] == [True, True, True]
    assert [row.used for row in (most, least, above)] == [0.5, 0.5, 0.5]
    assert [row.shown for row in (most, least, above)] == ["65 MB", "0.5 ×", "+4 ms"]
    least.value, above.value = 200, 14
    assert [row.reached for row in (least, above)] == [False, False]
    assert Row("lost", 0, goal=0).reached
    assert not Row("lost", 1, goal=0).reached
    assert Row("stop", 1.0, "s").reached is None
    assert Row("points lost", 2.0000000000000018, goal=2).reached


def test_the_picture_shows_each_goal_that_can_be_come_near() -> None:
    """One bar for each goal but that of none lost, in the colour of its outcome, and readable as XML."""
    rows = [Row("a < b", 1, goal=2), Row("c", 9, goal=3), Row("d", 0, goal=0), Row("e", 1)]
    drawn = picture({"part": rows})
    ElementTree.fromstring(drawn)
    assert drawn.count('class="well"') == drawn.count('class="ill"') == 1


def test_the_page_shows_every_row_and_the_last_storm() -> None:
    """The page for the docs has a line for each row with its mark, and the counts of the laboratory."""
    found = page(
        {"relay": [Row("memory", 65, "MB", 40, "bare script", 130)]},
        {"cores": 2, "system": "Linux", "python": "3.11", "load": 0.1},
    )
    assert "| memory | 65 MB | 40 MB, bare script | 1.62 × | ≤ 130 | ✓ |" in found
    counts = {"question": {"sent": 12, "lost": 0}, "blows": {"bot killed": 3}, "copies_in_doubt": 2}
    told = storms({"seed": 7, "seconds": 60, "parts": {"everything": counts}})
    assert "| question | 12 | 0 |" in told
    assert "bot killed 3" in told


def test_percentiles_of_few_values() -> None:
    """One value is every percentile; of none there is nothing to tell."""
    assert percentile([], 50) == 0
    assert percentile([4.0], 99) == 4
    assert percentile([1.0, 2.0, 3.0], 50) == 2
