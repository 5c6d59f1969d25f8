"""The `faq` group of the command line: each module of this package is one command, named like it.

Such a module holds a click command called `command`; the words of its docstring are its help. A
module is imported only when its command is called, so that none pays for what another one needs.
Modules that begin with an underscore are no commands.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import cast

import click
from typing_extensions import override


class LazyGroup(click.Group):
    """A group whose commands are the modules of this package."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of the alphabet."""
        names = (module.name for module in pkgutil.iter_modules(__path__))
        return sorted(name for name in names if not name.startswith("_"))

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command, or None when there is none of this name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        return cast("click.Command", import_module(f"{__name__}.{cmd_name}").command)


@click.group(cls=LazyGroup)
def faq() -> None:
    """De antwoorden: nakijken, proberen, meten en erbij schrijven."""
