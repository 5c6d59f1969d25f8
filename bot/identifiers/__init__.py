"""Identifiers: what in a text points at one person, found before anybody else reads it. Pure."""

from bot.identifiers.find import Find, Kind
from bot.identifiers.finder import find
from bot.identifiers.known import Known
from bot.identifiers.masking import MASKS, masked

__all__ = ["MASKS", "Find", "Kind", "Known", "find", "masked"]
