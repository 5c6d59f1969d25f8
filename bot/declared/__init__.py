"""Declared: what is said once of every stored field and key, and what is made from that.

A stored field says in its annotation to which part of the data map it belongs and what it holds:
`consent: Annotated[str, parts.CONSENT.holds("the version of the text")]`. A field whose type is itself a stored
Struct is declared by the fields of that. A key of the store says it in the same way (`bot.store.keys`).
"""

from bot.declared.listed import by_term, listed
from bot.declared.part import Declared, Part, Reader, Sort
from bot.declared.terms import Retention, Term

__all__ = ["Declared", "Part", "Reader", "Retention", "Sort", "Term", "by_term", "listed"]
