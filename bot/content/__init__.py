"""The content as it runs: loaded from its folder or fetched, made ready for decisions, and kept current."""

from bot.content.desk import desk_of
from bot.content.ready import learned, make_ready
from bot.content.room import Room
from bot.content.shelf import Shelf

__all__ = ["Room", "Shelf", "desk_of", "learned", "make_ready"]
