"""Commands: what a text that begins with a slash does."""

from __future__ import annotations

import pytest

from tests.support.people import Player, waiting


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/start", "Waar kan ik je mee helpen?"),
        ("/menu", "Waar kan ik je mee helpen?"),
        ("/stop", "Waar kan ik je mee helpen?"),
        ("/themas", "Kies een thema"),
        ("/help", "Typ je vraag zonder namen"),
        ("/deskundige", "direct gevaar voor iemand"),
        ("/klaar", "Waar kan ik je mee helpen?"),
        ("/START@hulplijn_bot", "Waar kan ik je mee helpen?"),
    ],
)
def test_commands(command: str, words: str) -> None:
    """Each command does what it says."""
    anna = Player()
    anna.agrees()
    anna.writes(command)
    assert words in anna.chat.last.text


@pytest.mark.parametrize("command", ["/start", "/menu", "/stop", "/deskundige"])
def test_commands_in_an_open_case(command: str) -> None:
    """In an open case a command says that it is open, and nothing is relayed."""
    anna = waiting()
    anna.writes(command)
    assert "Je hebt een open vraag" in anna.chat.last.text
    assert anna.topic.by("her") == []


def test_an_unknown_command_is_a_message() -> None:
    """What is no command goes to the experts like any message."""
    anna = waiting()
    anna.writes("/geen commando")
    anna.writes("/")
    assert anna.topic.by("her") == ["/geen commando", "/"]


@pytest.mark.parametrize(
    "command", ["/start", "/menu", "/themas", "/deskundige", "/klaar", "/stop", "/help"]
)
def test_commands_before_agreeing(command: str) -> None:
    """Before she agreed every command leads to the start screen, or to help with the way there."""
    anna = Player()
    anna.writes(command)
    if command == "/help":
        anna.presses("Deskundige")
    assert "Akkoord, verder" in anna.chat.last.buttons
