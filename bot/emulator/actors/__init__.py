"""Actors: people who act on a running stand-in over HTTP, for tests and for guided tours.

    async with Stage(base_url) as stage:
        anna = await stage.person("Anna")
        eva = await stage.expert("Eva")
        await anna.writes("Goedemiddag")
        await anna.presses("Verder")
        topic = await eva.topic()
        question = await eva.sees(topic, "Goedemiddag")
        await eva.replies(question, "Dag, waar kan ik mee helpen?")
        await anna.sees("waar kan ik mee helpen")

What an actor has read counts as old once the same actor acts again: `sees` looks for what is new
or edited since; `finds` looks at everything that is shown. Nothing here sleeps and looks again; the event log of the stand-in wakes them.
"""

from bot.emulator.actors.actor import Toast
from bot.emulator.actors.control import ControlError
from bot.emulator.actors.expert import Expert
from bot.emulator.actors.message import Button, Message
from bot.emulator.actors.person import Person
from bot.emulator.actors.stage import Stage
from bot.emulator.actors.topic import Topic
from bot.emulator.actors.view import What

__all__ = [
    "Button",
    "ControlError",
    "Expert",
    "Message",
    "Person",
    "Stage",
    "Toast",
    "Topic",
    "What",
]
