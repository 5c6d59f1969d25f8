"""The project's own content, read once, and copies of it to break."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.faq.loader import load_content

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.faq.content import Content

FOLDER = Path(__file__).parents[3] / "faq"
EXAMPLES = Path(__file__).parent / "examples"


@pytest.fixture(scope="session")
def content() -> Content:
    """The content folder of the project."""
    return load_content(FOLDER)


@pytest.fixture(scope="session")
def examples() -> Callable[[str], Any]:
    """Reads a file of example sentences."""
    return lambda name: yaml.safe_load((EXAMPLES / name).read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content folder, to be broken."""
    return Path(shutil.copytree(FOLDER, tmp_path / "faq"))
