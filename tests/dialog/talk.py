"""Talk: one professional's way through the conversation, in the language she chose."""

import re
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from bot.emulator.actors import Message, Person, Stage, Toast
from bot.faq.content import Content
from bot.faq.loader import load_content
from bot.faq.reply import reply_text, screen_text
from bot.handoff.ids import UserId
from bot.handoff.person import Person as Stored
from bot.handoff.questions import GATHER
from bot.intake.form import Form, form_from_json
from bot.opening import open_store
from bot.settings import load_settings
from bot.text import LANGUAGES, TEXTS, bare
from tests.support.helpline import Helpline

BOTH = pytest.mark.parametrize("language", LANGUAGES)
"""What people see is shown in both languages."""

CALM = 0.3
"""Seconds in which something would have come that must not."""

KNOWN = {
    "nl": "Hoe begin ik het gesprek met een jongere met extreme ideeën?",
    "en": "How do I start the conversation with a young person with extreme ideas?",
}
"""A question that the FAQ answers at once."""

KNOWN_ENTRY = "f06_gesprek_beginnen"

UNKNOWN = {
    "nl": "Hoeveel kinderen passen er in een bakfiets?",
    "en": "How many children fit into a cargo bike?",
}
"""A question that the FAQ has no answer to."""

RED = {"nl": "Er staat hier nu een jongen met een mes", "en": "He has a gun with him now"}
"""A message with a red danger sign."""

AMBER = {
    "nl": "Hij dreigt iemand neer te steken",
    "en": "He says he is going to stab somebody",
}
"""A message with an amber danger sign."""

_TAG = re.compile(r"</?(?:[bi]|blockquote)>")
_FOLDER = Path(__file__).parents[2] / "faq"


@dataclass
class Talk:
    """What she does again and again; each step ends when its answer is seen."""

    stage: Stage
    anna: Person
    language: str = "nl"

    def label(self, key: str) -> str:
        """The label of a button in her language."""
        return bare(self.language, key)

    def said(self, key: str, **known: str) -> re.Pattern[str]:
        """A text of the bot in her language."""
        return said(self.language, key, **known)

    async def begins(self) -> Message:
        """Press "start", and choose the language; the start screen."""
        await self.anna.starts()
        screen = await self.anna.sees(said("nl", "start.screen"))
        if self.language == "en":
            await self.anna.presses(bare("nl", "button.other_language"))
            screen = await self.anna.sees(said("en", "start.screen"))
        return screen

    async def agrees(self) -> Message:
        """Go from the start to the question what it is about."""
        await self.begins()
        await self.anna.presses(self.label("button.agree"))
        return await self.anna.sees(self.said("menu"))

    async def writes(self, *texts: str) -> Message:
        """Send texts, one right after the other; the last of them, once the bot has taken them in."""
        sent = [await self.anna.writes(text) for text in texts]
        await self.stage.settle(0.03)
        return sent[-1]

    async def asks(self, *texts: str) -> Message:
        """Send texts that are one question, and wait as long as the bot does for more; the last one."""
        sent = await self.writes(*texts)
        await self.stage.advance(GATHER + 0.1)
        return sent

    async def presses(self, key: str) -> Toast:
        """Press the button with this text."""
        return await self.anna.presses(self.label(key))

    async def chooses(self, question: str, value: str) -> Toast:
        """Press an answer of the intake, once its question is shown."""
        asked = form().question(question)
        assert asked is not None
        option = asked.option(value)
        assert option is not None
        await self.anna.sees(asked.question.get(self.language))
        return await self.anna.presses(option.label(self.language))

    async def wants_expert(self) -> Message:
        """Ask for an expert by the button; the message of the intake with its first question."""
        await self.presses("button.expert")
        return await self.anna.sees(asks("veiligheid", self.language))

    async def places(self) -> Message:
        """Go from any screen with "expert" to a placed case without danger; the word that it is placed."""
        await self.wants_expert()
        await self.chooses("veiligheid", "nee")
        await self.anna.sees(asks("rol", self.language))
        await self.presses("button.place")
        return await self.anna.sees(self.said("placed"))


@cache
def content() -> Content:
    """The content that the helpline of the tests uses."""
    return load_content(_FOLDER)


@cache
def form() -> Form:
    """The intake of that content."""
    return form_from_json(content().form_json)


def asks(question: str, language: str) -> str:
    """A question of the intake, as it is read."""
    found = form().question(question)
    assert found is not None
    return found.question.get(language)


def short(question: str, value: str) -> str:
    """An answer of the intake as the title has it."""
    found = form().question(question)
    assert found is not None
    option = found.option(value)
    assert option is not None
    return option.short


def said(language: str, key: str, **known: str) -> re.Pattern[str]:
    """A text of the bot as it is read in a chat; values that are not known may be anything."""
    template = _TAG.sub("", TEXTS[language if language == "en" else "nl"][key])
    pattern = ""
    for words, name, _, _ in Formatter().parse(template):
        pattern += re.escape(words)
        if name is not None:
            pattern += re.escape(known[name]) if name in known else ".*"
    return re.compile(pattern, re.DOTALL)


def danger_screen(name: str, language: str) -> str:
    """A danger screen as it is read, without what is said of duty under it."""
    return screen_text(content(), content().screens[name], language)


def danger_line(name: str, language: str) -> str:
    """The one-line form of a danger screen."""
    return content().screens[name].short.get(language)


def answer_to(entry: str, language: str) -> str:
    """An answer of the FAQ with its next steps and contacts, as it is read."""
    return reply_text(content(), entry, language)


async def kept_of(line: Helpline, anna: Person) -> Stored:
    """Stop the helpline, and read what it keeps of somebody."""
    await line.runner.stop()
    async with AsyncExitStack() as stack:
        store = await open_store(stack, load_settings(None, line.environ), lambda _: None)
        person = (await store.load(store.person_id(UserId(anna.id)))).person
    assert person is not None
    return person
