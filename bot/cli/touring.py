"""`helpline tour`: one whole conversation through the real bot, printed as both sides see it."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.app import App
from bot.cli.refusals import REFUSALS, sentences
from bot.cli.running import run_on_loop
from bot.emulator.actors import Expert, Message, Person, Stage
from bot.emulator.server import Emulator, EmulatorOptions
from bot.settings import load_settings
from bot.text import bare

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

WIDTH = 76


@dataclass
class Transcript:
    """Prints each step as it is seen on the other side."""

    quiet: bool
    steps: int = 0
    _last: str = field(default="", repr=False)

    def chapter(self, title: str) -> None:
        """Begin a part of the conversation."""
        if not self.quiet:
            click.secho(f"\n── {title} {'─' * max(0, WIDTH - len(title) - 4)}", bold=True)

    def line(self, who: str, what: str | Message) -> None:
        """Print what somebody did, or a message as it was seen; each counts as a step."""
        self.steps += 1
        if self.quiet:
            return
        text = what if isinstance(what, str) else what.words
        head = f"{who:>12}  "
        for number, part in enumerate(text.splitlines() or [""]):
            click.echo(f"{head if number == 0 else ' ' * len(head)}{part}")
        if isinstance(what, Message) and what.buttons:
            row = " ".join(f"[{button.text}]" for button in what.buttons)
            click.secho(f"{' ' * len(head)}{row}", dim=True)


def tour_helpline(language: str, *, quiet: bool) -> int:
    """Play the tour; return 0 when every step was seen on the other side, 1 otherwise."""
    transcript = Transcript(quiet)
    try:
        run_on_loop(_tour(transcript, language))
    except REFUSALS as error:
        for sentence in sentences(error):
            click.echo(f"✗ {sentence}", err=True)
        return 1
    except AssertionError as error:
        click.echo(f"\n✗ {error}", err=True)
        return 1
    click.echo(f"\n✓ {transcript.steps} stappen gezien, elk aan de andere kant.")
    return 0


@asynccontextmanager
async def helpline(data_dir: Path, language: str = "nl") -> AsyncIterator[Stage]:
    """Run the real bot on a stand-in of its own, over HTTP; yields the stage for actors."""
    async with Emulator(EmulatorOptions()) as emulator:
        settings = load_settings(
            None,
            {
                "HELPLINE_TELEGRAM__TOKEN": emulator.token,
                "HELPLINE_TELEGRAM__BASE_URL": emulator.base_url,
                "HELPLINE_TELEGRAM__EXPERT_GROUP_ID": str(emulator.group_id),
                "HELPLINE_TELEGRAM__CLOCK_URL": f"{emulator.base_url}/control/clock",
                # Who watches a tour need not wait for Telegram's limits.
                "HELPLINE_TELEGRAM__BUDGETS__PRIVATE_PER_SECOND": "0",
                "HELPLINE_TELEGRAM__BUDGETS__GROUP_PER_MINUTE": "0",
                "HELPLINE_STORE__DATA_DIR": str(data_dir),
                "HELPLINE_SERVICE__HOURS": "always",
                "HELPLINE_LANGUAGE": language,
            },
        )
        app = App(settings, announce=lambda _: None)
        running = asyncio.create_task(app.run(), name="app")
        ready = asyncio.create_task(app.ready.wait())
        await asyncio.wait((running, ready), return_when=asyncio.FIRST_COMPLETED)
        try:
            if running.done():
                running.result()
            async with Stage(emulator.base_url) as stage:
                yield stage
        finally:
            ready.cancel()
            app.stop()
            await running


async def _tour(transcript: Transcript, language: str) -> None:
    with tempfile.TemporaryDirectory(prefix="helpline-") as folder:
        async with helpline(Path(folder)) as stage:
            anna = await stage.person("Anna")
            eva = await stage.expert("Eva")
            await _play(transcript, stage, anna, eva, language)


async def _play(show: Transcript, stage: Stage, anna: Person, eva: Expert, language: str) -> None:
    def words(key: str) -> str:
        return bare(language, key)

    say = _LINES[language]
    show.chapter("Start")
    await anna.starts()
    if language == "en":
        await anna.presses("English")
    show.line("bot", await anna.sees("112"))
    await anna.presses(words("button.agree"))
    show.line("vrager", f"[{words('button.agree')}]")
    show.line("bot", await anna.sees(bare(language, "menu", duty="")[:30]))

    show.chapter("Vraag")
    show.line("vrager", await anna.writes(say["question"]))
    await stage.advance(4)
    show.line("bot", await anna.sees(say["answered"], within=15))

    show.chapter("Intake")
    await anna.presses(words("button.expert"))
    show.line("vrager", f"[{words('button.expert')}]")
    show.line("bot", await anna.sees(say["safety"]))
    await anna.presses(say["no"])
    show.line("vrager", f"[{say['no']}]")
    await anna.presses(words("button.place"))
    show.line("vrager", f"[{words('button.place')}]")
    show.line("bot", await anna.sees(say["placed"]))

    show.chapter("Bij de deskundigen")
    topic = await eva.topic()
    show.line("onderwerp", topic.name)
    show.line("kaart", await eva.sees(topic, bare("nl", "card.waiting")))
    question = await eva.sees(topic, say["question"])
    show.line("vrager →", question)
    note = await eva.notes(topic, say["note"])
    show.line("Eva (notitie)", note)
    await eva.sees_reaction(note, "✍")
    await anna.never_sees(say["note"], for_seconds=0.5)
    answer = await eva.replies(question, say["answer"])
    show.line("Eva", answer)
    show.line("bot → vrager", await anna.sees(bare(language, "taken_up", role="")[-20:]))
    show.line("→ vrager", await anna.sees(say["answer"]))
    await eva.sees_reaction(answer, "👌")
    await eva.edits(answer, say["better"])
    show.line("Eva (wijzigt)", say["better"])
    show.line("→ vrager", await anna.sees(say["better"]))
    show.line("vrager", await anna.writes(say["thanks"]))
    show.line("vrager →", await eva.sees(topic, say["thanks"]))

    show.chapter("Einde")
    await eva.presses(bare("nl", "button.close"), topic)
    show.line("Eva", f"[{bare('nl', 'button.close')}]")
    show.line("bot", await anna.sees(say["closed"]))
    await anna.presses("5")
    show.line("vrager", "[5]")
    show.line("bot", await anna.sees(words("rated")))
    await eva.sees_topic(topic, closed=True)
    show.line("onderwerp", (await eva.sees_topic(topic, closed=True)).name)


_LINES: dict[str, dict[str, str]] = {
    "nl": {
        "question": "Hoe begin ik het gesprek met een jongere met extreme ideeën?",
        "answered": "LSE",
        "safety": "Waarom vragen we dit",
        "placed": "staat klaar voor een deskundige",
        "no": "Nee",
        "note": "Zelfde soort vraag als vorige week, wie heeft tijd?",
        "answer": "Goed dat je het vraagt. Wat heb je al met hem besproken?",
        "better": "Goed dat je het vraagt. Wat heb je al met hem besproken, en wie weet ervan?",
        "thanks": "Nog niets, dat doe ik donderdag. Dank je!",
        "closed": "afgesloten",
    },
    "en": {
        "question": "How do I start the conversation with a young person with extreme ideas?",
        "answered": "LSE",
        "safety": "Why do we ask",
        "placed": "is waiting for an expert",
        "no": "No",
        "note": "Zelfde soort vraag als vorige week, wie heeft tijd?",
        "answer": "Good that you ask. What have you discussed with him so far?",
        "better": "Good that you ask. What have you discussed with him so far, and who knows?",
        "thanks": "Nothing yet, I will on Thursday. Thank you!",
        "closed": "is closed",
    },
}
