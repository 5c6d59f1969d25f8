"""Tables of the data map, in Markdown: made from what is declared, and from nothing else."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from bot.declared import Reader, Sort
from bot.declared.parts import PARTS
from bot.declared.terms import TERMS
from bot.store.data_map import stored_fields, stored_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.declared import Part, Retention
    from bot.store.declarations import Field

_SORTS: Final = {
    Sort.PUBLIC: "openbaar",
    Sort.TECHNICAL: "technisch",
    Sort.PSEUDONYM: "pseudoniem",
    Sort.PERSONAL: "persoonlijk",
    Sort.SPECIAL: "bijzonder",
}
_READERS: Final = {
    Reader.NOBODY: "niemand",
    Reader.SHE: "de vrager",
    Reader.EXPERTS: "deskundigen",
    Reader.COORDINATOR: "coördinator",
    Reader.MAINTAINERS: "redactie",
    Reader.OPERATOR: "beheerder",
    Reader.EVERYBODY: "iedereen",
}
_SORTS_MEAN: Final = {
    Sort.PUBLIC: "mag iedereen zien",
    Sort.TECHNICAL: "zegt niets over een mens",
    Sort.PSEUDONYM: "wijst naar een mens, maar alleen met een sleutel of een tweede gegeven",
    Sort.PERSONAL: "zegt iets over een mens",
    Sort.SPECIAL: "kan gaan over geloof, overtuiging, afkomst, gezondheid of strafbare feiten, ook van een kind",
}


def parts(retention: Retention) -> str:
    """Return what there is, in English."""
    return _table(
        ("what", "why", "class", "who sees it", "how long", "encrypted"),
        (
            (
                one.en,
                one.why_en,
                one.sort,
                ", ".join(one.readers),
                one.term.words("en", retention),
                _sealed(one, "yes", "partly", "no"),
            )
            for one in PARTS
        ),
    )


def terms(retention: Retention) -> str:
    """Return how long things are kept, in English."""
    return _table(
        ("term", "how long", "why", "setting"),
        (
            (
                one.id,
                one.words("en", retention),
                one.reason_en,
                f"`privacy.retention.{one.setting}`" if one.setting else "fixed",
            )
            for one in TERMS
        ),
    )


def fields(_: Retention) -> str:
    """Return every field of every record, in English."""
    return _table(
        ("record", "field", "what it holds", "part", "class"),
        (
            (one.record, f"`{one.name}`", one.declared.what, one.declared.part.en, _sort(one))
            for one in stored_fields()
        ),
    )


def keys(_: Retention) -> str:
    """Return every kind of key in the store, in English."""
    return _table(
        ("key", "what it holds", "part", "class", "encrypted"),
        (
            (
                f"`{one.name}`",
                one.declared.what,
                one.declared.part.en,
                _sort(one),
                "yes" if one.declared.sealed else "no",
            )
            for one in stored_keys()
        ),
    )


def onderdelen(retention: Retention) -> str:
    """Return what there is about people, in Dutch."""
    return _table(
        ("gegevens", "waarvoor", "soort", "wie ziet het", "hoe lang", "versleuteld"),
        (
            (
                one.nl,
                one.why_nl,
                _SORTS[one.sort],
                ", ".join(_READERS[reader] for reader in one.readers),
                one.term.words("nl", retention),
                _sealed(one, "ja", "deels", "nee"),
            )
            for one in PARTS
            if is_personal(one)
        ),
    )


def soorten(_: Retention) -> str:
    """Return the classes, and how many fields each has, in Dutch."""
    counted = Counter(one.declared.sort for one in stored_fields())
    return _table(
        ("soort", "wat dat is", "velden"),
        ((_SORTS[sort], _SORTS_MEAN[sort], str(counted[sort])) for sort in Sort),
    )


def termijnen(retention: Retention) -> str:
    """Return the terms of what is about people, with their reasons, in Dutch."""
    used = {one.term.id for one in PARTS if is_personal(one)}
    return _table(
        ("bewaard", "reden", "instelling"),
        (
            (
                one.words("nl", retention),
                one.reason_nl,
                f"`privacy.retention.{one.setting}`" if one.setting else "ligt vast",
            )
            for one in TERMS
            if one.id in used
        ),
    )


def is_personal(part: Part) -> bool:
    """Tell whether a part is about people."""
    return part.sort in {Sort.PSEUDONYM, Sort.PERSONAL, Sort.SPECIAL}


TABLES: Final[dict[str, Callable[[Retention], str]]] = {
    "parts": parts,
    "terms": terms,
    "fields": fields,
    "keys": keys,
    "onderdelen": onderdelen,
    "soorten": soorten,
    "termijnen": termijnen,
}
"""What stands on the pages between marks with these names."""


def _sealed(part: Part, yes: str, partly: str, no: str) -> str:
    """Return whether all of a part is encrypted, going by its fields and keys."""
    found = {
        one.declared.sealed
        for one in (*stored_fields(), *stored_keys())
        if one.declared.part is part
    }
    return partly if len(found) > 1 else yes if True in found else no


def _sort(field: Field) -> str:
    return str(field.declared.sort)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [_row(head), _row(["---"] * len(head))]
    lines += [_row([cell.replace("|", "\\|") for cell in row]) for row in rows]
    return "\n".join(lines) + "\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
