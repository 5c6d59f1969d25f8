"""Declarations: nothing is stored of which nobody says why, for whom and how long, and nothing drifts from that."""

import inspect
import re
from ast import literal_eval
from pathlib import Path
from typing import Annotated

import pytest
from msgspec import Struct

from bot.declared import Reader, Retention, Sort, listed, parts, terms
from bot.declared.parts import PARTS
from bot.declared.terms import TERMS
from bot.settings.privacy import RetentionSettings
from bot.store import keys
from bot.store.data_map import ROOTS, stored_fields, stored_keys
from bot.store.declarations import UndeclaredError, check_keys, fields_of, structs_in

STORE = Path(keys.__file__).parent
BOT = STORE.parent
ENFORCES = re.compile(r"^ENFORCES: Final = (.+)$", re.MULTILINE)


class _Inner(Struct):
    """Holds one field that nobody declared."""

    secret: str


class _Outer(Struct):
    """Declares its own field, and holds one of another record."""

    known: Annotated[int, parts.CASE.holds("something")]
    inner: tuple[_Inner, ...] = ()


def test_an_undeclared_field_is_refused() -> None:
    """A record with a field that is not declared is refused by name, also when it lies in another."""
    with pytest.raises(UndeclaredError, match=r"_Inner\.secret"):
        fields_of(_Outer)


def test_a_declared_field_says_what_it_holds() -> None:
    """What a field says of itself is found: part, words and class, and the class may differ from the part's."""

    class Known(Struct):
        a: Annotated[int, parts.LINK.holds("the chat", sort=Sort.PERSONAL)]

    ((record, name, declared),) = fields_of(Known)
    assert (record, name) == ("Known", "a")
    assert declared.part is parts.LINK
    assert (declared.what, declared.sort) == ("the chat", Sort.PERSONAL)


def test_everything_that_is_stored_is_in_the_map() -> None:
    """Whatever the store decodes into is walked by the map, whichever module does it."""
    decoded: set[str] = set()
    for path in STORE.glob("*.py"):
        decoded |= set(re.findall(r"msgpack\.Decoder\((\w+)\)", path.read_text("utf-8")))
    decoded.discard("tuple")
    known = {one.__name__ for root in ROOTS for one in structs_in(root)} | {"Effect"}
    assert decoded <= known
    assert {"Person", "Case", "Stored", "Signature"} <= decoded


def test_an_undeclared_key_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that is not declared stops the start; as they are, all are declared, those with a part for a name too."""
    check_keys()
    made = [
        one(*(0 for _ in inspect.signature(one).parameters))
        for name, one in inspect.getmembers(keys, inspect.isfunction)
        if name != "kind"
    ]
    every = [key for one in made for key in ((one,) if isinstance(one, str) else one)]
    assert {keys.kind(key) for key in every} <= set(keys.DECLARED)
    monkeypatch.setattr(keys, "MORE", "{desk}:more", raising=False)
    with pytest.raises(UndeclaredError, match="MORE"):
        check_keys()


def test_keys_are_made_in_one_place() -> None:
    """No other module of the store writes the tag of a key."""
    written = [
        path.name
        for path in STORE.rglob("*.*")
        if path.suffix in {".py", ".lua"} and keys.TAG in path.read_text("utf-8")
    ]
    assert written == ["keys.py"]


def _enforced() -> set[str]:
    """Return the terms that some module sees to."""
    found: set[str] = set()
    for path in BOT.rglob("*.py"):
        if named := ENFORCES.search(path.read_text("utf-8")):
            terms_of_one = literal_eval(named[1])
            found |= {terms_of_one} if isinstance(terms_of_one, str) else set(terms_of_one)
    return found


def test_every_term_is_used_and_kept() -> None:
    """Each term belongs to a part, each part to a field or key, and each term but "for ever" to a module that keeps it."""
    used = {one.declared.part.id for one in (*stored_fields(), *stored_keys())}
    assert {one.id for one in PARTS} == used
    ids = {one.id for one in TERMS}
    assert len(ids) == len(TERMS)
    assert {one.term.id for one in PARTS} == ids
    assert _enforced() == ids - {terms.ALWAYS.id}


def test_settings_and_terms_have_the_same_numbers() -> None:
    """What can be set is what the terms name, with the same values when nothing is set."""
    assert RetentionSettings().model_dump() == {
        name: getattr(Retention(), name) for name in Retention.__struct_fields__
    }
    named = {one.setting for one in TERMS if one.setting}
    assert named <= set(RetentionSettings.model_fields)
    changed = Retention(message_map_days=7)
    assert "7 dagen" in terms.LINK.words("nl", changed)
    assert "7 days" in terms.LINK.words("en", changed)


def test_what_is_about_people_is_sealed_told_and_not_for_everybody() -> None:
    """What is personal is encrypted and let go of; what is of her is told her in both languages."""
    for part in PARTS:
        assert bool(part.her_nl) == bool(part.her_en)
        if part.sort in {Sort.PERSONAL, Sort.SPECIAL}:
            assert part.sealed
            assert part.term is not terms.ALWAYS
            assert Reader.EVERYBODY not in part.readers
    for one in (*stored_fields(), *stored_keys()):
        if one.declared.sort in {Sort.PERSONAL, Sort.SPECIAL} and one.name != "timers":
            assert one.declared.sealed, one.name


@pytest.mark.parametrize("language", ["nl", "en"])
def test_she_is_told_all_of_it_in_few_words(language: str) -> None:
    """Every part about her is in the list, under its term, and all of it fits in one message."""
    lines = listed(language, Retention(message_map_days=12, audit_months=5))
    for part in PARTS:
        if part.her(language):
            assert sum(part.her(language) in line for line in lines) == 1
    assert any("12" in line for line in lines)
    assert any(line.startswith("5 ") for line in lines)
    assert len("\n".join(lines)) < 2500
