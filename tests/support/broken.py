"""A helpline with a mistake in it: `python -m tests.support.broken WORD run` fails at every message that holds WORD."""

import sys

from bot.cli import main
from bot.handoff import answering, messages
from bot.handoff.events import Author, Incoming
from bot.handoff.turn import Turn


class MistakeError(Exception):
    """A mistake of ours."""


def break_at(word: str) -> None:
    """Let the rules fail for whoever writes `word`, in her chat or in a topic."""
    hers, theirs = messages.wrote, answering.wrote

    def wrote(turn: Turn, message: Incoming) -> None:
        if word in message.text:
            raise MistakeError
        hers(turn, message)

    def answered(turn: Turn, author: Author, message: Incoming) -> None:
        if word in message.text:
            raise MistakeError
        theirs(turn, author, message)

    messages.wrote = wrote
    answering.wrote = answered


if __name__ == "__main__":
    break_at(sys.argv[1])
    main(sys.argv[2:])
