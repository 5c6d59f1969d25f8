"""Lint over folders that are broken at random: it always says something, and never falls over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from .conftest import Workplace

JUNK: list[Any] = [
    None,
    5,
    1.5,
    True,
    [],
    {},
    [1, 2],
    {"a": "b"},
    [[[]]],
    "",
    "x",
    "a\x00b",
    "../x",
    "{phone:x}",
    "**",
    "[](x)",
    "https:/x",
    "`" * 9,
    "a" * 5000,
]


def places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where every part of a file stands."""
    found = [here]
    if isinstance(value, dict):
        for key in value:
            found += places(value[key], (*here, key))
    if isinstance(value, list):
        for at, item in enumerate(value):
            found += places(item, (*here, at))
    return found


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_mistake_makes_lint_fall_over(workplace: Workplace, data: st.DataObject) -> None:
    """Whatever stands in the place of whatever, lint reads on to the end, and places what it finds in a file."""
    files = sorted(workplace.folder.rglob("*.yaml"))
    before = {path: path.read_bytes() for path in files}
    try:
        for path in data.draw(st.lists(st.sampled_from(files), min_size=1, max_size=3)):
            whole = yaml.safe_load(before[path])
            *inside, last = data.draw(st.sampled_from(places(whole)[1:]))
            part = whole
            for key in inside:
                part = part[key]
            if data.draw(st.booleans()):
                part[last] = data.draw(st.sampled_from(JUNK))
            else:
                del part[last]
            path.write_text(yaml.safe_dump(whole, allow_unicode=True), encoding="utf-8")
        for one in workplace.lint():
            assert one.line >= 1
            assert one.column >= 1
            assert (workplace.folder / one.file).suffix == ".yaml"
    finally:
        for path, content in before.items():
            path.write_bytes(content)
