"""Declarations: what is said of every field of the stored records, found by walking their types.

A field without a declaration stops the start: nobody would know why it is kept, for whom, and how long.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

from msgspec import Struct

from bot.declared import Declared
from bot.store import keys


class UndeclaredError(Exception):
    """Something that is to be stored is not declared: a mistake of ours."""


class Field(NamedTuple):
    """One stored field, and what is said of it."""

    record: str
    """The name of its Struct."""
    name: str
    declared: Declared


@lru_cache
def fields_of(*types: Any) -> tuple[Field, ...]:
    """Return every field of the Structs in these types, those within them included, each Struct once.

    Raises:
        UndeclaredError: when a field is not declared.
    """
    return tuple(_walked(types, set()))


def check_keys() -> None:
    """Look whether every key is declared.

    Raises:
        UndeclaredError: when one is not.
    """
    for name, key in vars(keys).items():
        fixed = name.isupper() and isinstance(key, str) and key not in (keys.TAG, keys.ALL)
        if fixed and keys.kind(key) not in keys.DECLARED:
            raise UndeclaredError(
                f"the key {name} is not declared: say in bot.store.keys what it holds"
            )


def structs_in(kind: Any) -> Iterator[type[Struct]]:
    """Return the Structs that a type names: in a union, a tuple, or by itself."""
    if isinstance(kind, type) and issubclass(kind, Struct):
        yield kind
    for inner in get_args(kind):
        yield from structs_in(inner)


def _walked(types: tuple[Any, ...], known: set[type[Struct]]) -> Iterator[Field]:
    for struct in (one for kind in types for one in structs_in(kind)):
        if struct in known:
            continue
        known.add(struct)
        hints = get_type_hints(struct, include_extras=True)
        for name in struct.__struct_fields__:
            kind = hints[name]
            declared = declared_in(kind)
            if declared is not None:
                yield Field(struct.__name__, name, declared)
            inner = tuple(structs_in(kind))
            if declared is None and not inner:
                raise UndeclaredError(
                    f"{struct.__name__}.{name} is stored and not declared: say in its annotation to which part of "
                    "the data map it belongs and what it holds (bot.declared)"
                )
            yield from _walked(inner, known)


def declared_in(kind: Any) -> Declared | None:
    """Return what an annotation declares."""
    if get_origin(kind) is not Annotated:
        return None
    return next((one for one in get_args(kind)[1:] if isinstance(one, Declared)), None)
