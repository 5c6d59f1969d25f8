"""Place: where pages stand, and how one leads to another."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from bot.web.knowledge.place import Place, place_of, relative

_ROOT = "https://example.org/deep/kennis/"
_PATHS = (
    "",
    "en/",
    "zoek",
    "en/zoek",
    "vraag/a",
    "en/vraag/a",
    "druk/b",
    "index.html",
    "en/index.html",
    "en/zoek/",
)


@pytest.mark.parametrize("there", _PATHS)
@pytest.mark.parametrize("here", _PATHS)
def test_links_lead_where_they_should(here: str, there: str) -> None:
    """Under whatever address the pages stand, as a browser follows links."""
    assert urljoin(_ROOT + here, relative(here, there)) == _ROOT + there


@pytest.mark.parametrize("name", ["", "vraag/x"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_paths_are_read_as_they_are_made(language: str, name: str) -> None:
    """A place has one path, and the other language is one step away and back."""
    here = Place(language, name)
    assert place_of(here.path) == here
    assert here.other.other == here
    assert here.file.endswith(".html")
