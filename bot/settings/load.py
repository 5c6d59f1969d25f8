"""Loading: `config.toml` and the environment over it become `Settings`, or a list of what is wrong."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, Final, get_args

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic_settings import EnvSettingsSource
from pydantic_settings import SettingsError as UnreadableVariableError

from bot.settings.model import ENV_NESTING, ENV_PREFIX, Settings
from bot.settings.problem import SettingsError, sentence_of
from bot.settings.sample import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_UNION_TAGS: Final = frozenset({"week", "always"})
_ALIKE: Final = 0.75
_LINE = re.compile(r"at line (\d+)")

Tree = dict[str, Any]
"""Settings as nested tables, before they are checked."""


def load_settings(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """Read the settings: the file at `path` (None: no file), and `HELPLINE_…` of `environ` over it.

    Raises:
        SettingsError: with every problem found, each a Dutch sentence that names the setting and
            what to do. It never repeats a value.
    """
    tree = _read(path) if path is not None else {}
    variables, problems = _known_variables(environ)
    try:
        over = _from_variables(variables)
    except UnreadableVariableError:
        raise SettingsError([*problems, *_unreadable(variables)]) from None
    merged = _merge(tree, over)
    try:
        settings = Settings(**merged)
    except ValidationError as error:
        problems += _sentences(error, variables, path)
    else:
        problems += _samples(settings, variables)
        if not problems:
            return settings
    raise SettingsError(problems)


def known_keys() -> frozenset[str]:
    """Every setting by its dotted name, sections included (`telegram`, `telegram.token`, …)."""
    return frozenset(_walk(Settings, ""))


def variable(key: str) -> str:
    """The environment variable of a dotted key."""
    return ENV_PREFIX + key.upper().replace(".", ENV_NESTING)


def _walk(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        key = f"{prefix}{name}"
        yield key
        # A setting with two notations is a union, each member with a tag.
        for member in (field.annotation, *get_args(field.annotation)):
            inner = next(iter(get_args(member)), member)
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from _walk(inner, f"{key}.")


def _read(path: Path) -> Tree:
    try:
        # Editors on Windows may put a mark at the start of the file.
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise SettingsError(
            [
                f"{path} bestaat niet. Maak een kopie van config.example.toml met deze naam en vul hem in."
            ]
        ) from None
    except OSError:
        raise SettingsError(
            [
                f"{path} is niet te lezen. Kijk of het een gewoon bestand is dat de helpline mag lezen."
            ]
        ) from None
    except UnicodeDecodeError:
        raise SettingsError([f"{path} is geen UTF-8. Sla het bestand op als UTF-8."]) from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        where = f"{path}, regel {line[1]}" if line else f"{path}, aan het eind"
    raise SettingsError(
        [
            f"{where}: dit is niet te lezen. Vaak ontbreekt er een aanhalingsteken of een haakje, "
            "of staat een instelling er twee keer."
        ]
    )


def _known_variables(environ: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The values of `HELPLINE_…` by dotted key, and a sentence for each that is no setting."""
    known = known_keys()
    found: dict[str, str] = {}
    problems: list[str] = []
    for name, value in environ.items():
        if not name.upper().startswith(ENV_PREFIX):
            continue
        key = name[len(ENV_PREFIX) :].lower().replace(ENV_NESTING, ".")
        if key in known:
            found[key] = value
            continue
        near = _nearest(key, known)
        meant = f" Bedoel je {variable(near)}?" if near else " Haal hem weg."
        problems.append(f"De omgevingsvariabele {name} is geen instelling van de helpline.{meant}")
    return found, problems


def _from_variables(variables: Mapping[str, str]) -> Tree:
    source = EnvSettingsSource(Settings)
    # In place of this process's own environment, which was read when the source was made.
    source.env_vars = {variable(key).lower(): value for key, value in variables.items()}
    return source()


def _unreadable(variables: Mapping[str, str]) -> Iterator[str]:
    """Name the variables whose list or table can't be read: the source names only their section."""
    for key, value in variables.items():
        try:
            _from_variables({key: value})
        except UnreadableVariableError:
            yield (
                f"{variable(key)}: dit is niet te lezen. Schrijf een lijst als "
                '["2026-12-25", "2026-12-26"], en een groep als {"mon": "09:00-17:00"}.'
            )


def _merge(under: Tree, over: Tree) -> Tree:
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            merged[key] = _merge(below, value)
        else:
            merged[key] = value
    return merged


def _sentences(
    error: ValidationError, variables: Mapping[str, str], path: Path | None
) -> Iterator[str]:
    known = known_keys()
    for detail in error.errors(include_url=False, include_input=False):
        parts = [str(part) for part in detail["loc"] if isinstance(part, str)]
        key = ".".join(part for part in parts if part not in _UNION_TAGS)
        place = key
        if key in variables:
            place = f"{key} (uit {variable(key)})"
        elif path is not None:
            place = f"{key} (in {path.name})"
        if detail["type"] == "extra_forbidden":
            near = _nearest(key, known)
            meant = (
                f"Bedoel je {near}?"
                if near
                else "Haal de regel weg, of kijk in config.example.toml."
            )
            yield f"{place}: deze instelling bestaat niet. {meant}"
        else:
            yield f"{place}: {sentence_of(detail, key)}."


def _samples(settings: Settings, variables: Mapping[str, str]) -> Iterator[str]:
    for key, (sample, advice) in SAMPLES.items():
        section, name = key.split(".")
        value = getattr(getattr(settings, section), name)
        if isinstance(value, SecretStr):
            value = value.get_secret_value()
        if value == sample:
            place = f"{key} (uit {variable(key)})" if key in variables else key
            yield f"{place}: hier staat nog de voorbeeldwaarde. {advice}."


def _nearest(key: str, known: Iterable[str]) -> str | None:
    """The known key that looks most like `key`: by the whole name, or else by its last part.

    A section is meant only by a name without a dot.
    """
    import difflib  # not at the top: only a mistake needs it

    sections = {name.rpartition(".")[0] for name in known}
    meant = sorted(name for name in known if "." not in key or name not in sections)
    whole = difflib.get_close_matches(key, meant, n=1, cutoff=_ALIKE)
    if whole:
        return whole[0]
    last = {name.rpartition(".")[2]: name for name in meant}
    part = difflib.get_close_matches(key.rpartition(".")[2], last, n=1, cutoff=_ALIKE)
    return last[part[0]] if part else None
