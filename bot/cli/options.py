"""Options: what several commands take in the same words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

THE_SETTINGS: Final = "die van de instellingen"
WHAT_IS_LIVE: Final = "wat live staat"


def content_option(default: str) -> Decorator:
    """Return the option `--content`, a folder of one's own; `default` says in words what is taken without it."""
    return click.option(
        "--content",
        type=click.Path(path_type=Path, file_okay=False),
        default=None,
        help=f"Map met de inhoud; standaard {default}.",
    )
