"""config.example.toml: it explains every setting, and only settings that exist."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from bot.settings import SettingsError, load_settings
from bot.settings.load import known_keys
from bot.settings.sample import SAMPLES

EXAMPLE = Path(__file__).parents[3] / "config.example.toml"
_OFF = re.compile(r"^#(?=\w+ = )")


def _lines() -> list[str]:
    """The example with every setting that is switched off switched on."""
    return [_OFF.sub("", line) for line in EXAMPLE.read_text(encoding="utf-8").splitlines()]


def _keys(table: dict[str, object], prefix: str = "") -> set[str]:
    found: set[str] = set()
    for name, value in table.items():
        found.add(f"{prefix}{name}")
        if isinstance(value, dict):
            found |= _keys(value, f"{prefix}{name}.")
    return found


def test_the_example_and_the_settings_name_the_same() -> None:
    """Every setting stands in the example, and nothing else does (days may be left out)."""
    in_example = _keys(tomllib.loads("\n".join(_lines())))
    days = {key for key in known_keys() if key.startswith("service.hours.")}
    assert in_example - known_keys() == set()
    assert known_keys() - days - in_example == set()
    text = EXAMPLE.read_text(encoding="utf-8")
    for day in days:
        assert re.search(rf"\b{day.rpartition('.')[2]}\b", text), day


def test_every_setting_is_explained_in_a_sentence() -> None:
    """Each setting has a comment above it that ends like a sentence."""
    lines = _lines()
    for number, line in enumerate(lines):
        if re.match(r"\w+ = ", line):
            above = lines[number - 1]
            assert above.startswith("# "), line
            assert above.endswith("."), line


def test_the_example_shows_what_holds_without_it(tmp_path: Path) -> None:
    """What is not a sample value is the default, so a line can be left out."""
    text = EXAMPLE.read_text(encoding="utf-8")
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    replaced = {"HELPLINE_TELEGRAM__TOKEN": "", "HELPLINE_SERVICE__NAME": "Helpline"}
    assert load_settings(path, replaced) == load_settings(None, {})


def test_an_unchanged_copy_is_refused(tmp_path: Path) -> None:
    """Whoever only copies the example is told everything that is still to be filled in."""
    path = tmp_path / "config.toml"
    path.write_text("\n".join(_lines()), encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(path, {})
    assert len(caught.value.problems) == len(SAMPLES)
    for key, problem in zip(SAMPLES, caught.value.problems, strict=True):
        assert problem.startswith(key)
