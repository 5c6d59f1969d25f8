"""Persons: names of people in a text, by lists and by what stands around a word."""

from bot.identifiers.persons.persons import persons

__all__ = ["persons"]
