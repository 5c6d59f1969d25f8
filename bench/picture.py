"""Picture: how much of what each goal allows was taken, as bars in an SVG that needs no library and no fonts of its own."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from bench.rows import Row

LABELS, BARS, VALUES = 330, 300, 170
"""The widths of the three columns, in pixels."""
LINE, TOP, BOTTOM = 24, 52, 30
MOST = 2.0
"""The bars end here; what is beyond is told by its number."""

# Greys and colours that can be read on white and on black.
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#768390}.title{font-weight:600}"
    ".part{font-weight:600}.value{font-variant-numeric:tabular-nums}"
    ".well{fill:#2e9c68}.ill{fill:#d9603b}.goal{stroke:#768390;stroke-width:1.5;stroke-dasharray:4 3}"
    ".ground{fill:#768390;opacity:.15}"
)


def picture(parts: Mapping[str, Sequence[Row]]) -> str:
    """Draw the rows that have a goal to come near, of each part under its name."""
    shown = {name: [row for row in rows if row.used is not None] for name, rows in parts.items()}
    shown = {name: rows for name, rows in shown.items() if rows}
    lines = sum(len(rows) + 1 for rows in shown.values())
    width, height = LABELS + BARS + VALUES, TOP + lines * LINE + BOTTOM
    goal = LABELS + BARS / MOST
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'role="img" aria-label="How much of each goal was taken">',
        f"<style>{STYLE}</style>",
        _text(0, 18, "How much of each goal was taken: left of the line is within it", "title"),
        _text(goal, TOP - 8, "goal", anchor="middle"),
    ]
    y = TOP
    for name, rows in shown.items():
        drawn.append(_text(0, y + LINE - 7, name, "part"))
        y += LINE
        for row in rows:
            drawn += _bar(row, y)
            y += LINE
    drawn.append(
        f'<line class="goal" x1="{goal:g}" y1="{TOP}" x2="{goal:g}" y2="{TOP + lines * LINE}"/>'
    )
    drawn.append("</svg>")
    return "\n".join(drawn) + "\n"


def _bar(row: Row, y: float) -> list[str]:
    used = max(0.0, row.used or 0.0)
    width = max(2.0, min(used, MOST) / MOST * BARS)
    kind = "well" if row.reached else "ill"
    return [
        _text(12, y + LINE - 7, _title(row)),
        f'<rect class="ground" x="{LABELS}" y="{y + 5}" width="{BARS}" height="{LINE - 10}"/>',
        f'<rect class="{kind}" x="{LABELS}" y="{y + 5}" width="{width:.1f}" height="{LINE - 10}"/>',
        _text(LABELS + BARS + 10, y + LINE - 7, f"{row.shown} ({row.goal_shown})", "value"),
    ]


def _title(row: Row) -> str:
    return f"{row.what} / {row.floor_name}" if row.goal_for == "ratio" else row.what


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    return f'<text class="{kind}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(text)}</text>'
