"""The measure of the conversation: few taps, one typed message, few messages of the bot."""

from dataclasses import dataclass

import pytest

from bot.emulator.actors import Expert, Person, Stage
from bot.text import bare
from tests.dialog.talk import (
    BOTH,
    KNOWN,
    KNOWN_ENTRY,
    RED,
    UNKNOWN,
    Talk,
    answer_to,
    asks,
    danger_screen,
)

MOST_TAPS = 6
MOST_TYPED = 1
MOST_SAID = 6
MOST_TAPS_IN_DANGER = 2


@dataclass
class Counted(Talk):
    """Counts what she does; what the bot said is counted in her chat."""

    taps: int = 0
    typed: int = 0

    async def tap(self, label: str) -> None:
        """Press a button."""
        self.taps += 1
        await self.anna.presses(label)

    async def types(self, text: str) -> None:
        """Type a question, and wait as long as the bot does."""
        self.typed += 1
        await self.asks(text)

    def within_bounds(self) -> bool:
        """Whether it took no more than it may."""
        return (
            self.taps <= MOST_TAPS
            and self.typed <= MOST_TYPED
            and len(self.anna.bot_messages()) <= MOST_SAID
        )


@BOTH
@pytest.mark.parametrize("known", [True, False])
async def test_from_start_to_a_placed_case(
    known: bool, language: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """With role and region given: at most six taps, one typed message, six messages of the bot."""
    talk = Counted(stage, anna, language)
    if language == "en":
        await talk.begins()  # choosing the language comes before what is measured
    else:
        await anna.starts()
    await talk.tap(talk.label("button.agree"))
    await anna.sees(talk.said("menu"))
    question = (KNOWN if known else UNKNOWN)[language]
    await talk.types(question)
    await anna.sees(answer_to(KNOWN_ENTRY, language) if known else talk.said("no_answer"))
    await talk.tap(talk.label("button.expert"))
    await anna.sees(asks("veiligheid", language))
    await talk.tap({"nl": "Nee", "en": "No"}[language])
    await anna.sees(asks("rol", language))
    await talk.tap({"nl": "Basisschool", "en": "Primary school"}[language])
    await anna.sees(asks("regio", language))
    await talk.tap("Utrecht")
    await anna.sees(asks("thema", language))
    await talk.tap(talk.label("button.place"))
    await anna.sees(talk.said("placed"))
    assert talk.within_bounds(), (talk.taps, talk.typed, len(anna.bot_messages()))
    await eva.sees(await eva.topic(), question)


@BOTH
async def test_typing_first_is_shorter_still(language: str, stage: Stage, anna: Person) -> None:
    """Who types at once, agrees and places: four taps, one typed message, four messages of the bot.

    Who types under the start screen hears that it is kept: one more.
    """
    talk = Counted(stage, anna, language)
    if language == "en":
        await talk.begins()
    await talk.types(UNKNOWN[language])
    if language == "en":
        await anna.sees(talk.said("start.kept"))
    await talk.tap(talk.label("button.agree"))
    await anna.sees(talk.said("no_answer"))
    await talk.tap(talk.label("button.expert"))
    await anna.sees(asks("veiligheid", language))
    await talk.tap({"nl": "Nee", "en": "No"}[language])
    await anna.sees(asks("rol", language))
    await talk.tap(talk.label("button.place"))
    await anna.sees(talk.said("placed"))
    assert (talk.taps, talk.typed, len(anna.bot_messages())) == (4, 1, 4 + (language == "en"))


@BOTH
async def test_danger_by_the_button(language: str, stage: Stage, anna: Person, eva: Expert) -> None:
    """In danger: 112 is on the first screen, one tap shows what to do, one more places the case."""
    talk = Counted(stage, anna, language)
    assert "112" in (await talk.begins()).text
    await talk.presses("button.danger")
    await anna.sees(danger_screen("red", language))
    await talk.tap(bare(language, "button.now"))
    await anna.sees(talk.said("placed"))
    assert talk.taps <= MOST_TAPS_IN_DANGER
    assert (await eva.topic()).name.startswith("🔴")


@pytest.mark.parametrize("agreed", [True, False])
@BOTH
async def test_danger_by_a_text(
    language: str, agreed: bool, stage: Stage, anna: Person, eva: Expert
) -> None:
    """After a message with a danger sign one tap places the case, agreement included."""
    talk = Counted(stage, anna, language)
    await (talk.agrees() if agreed else talk.begins())
    await anna.writes(RED[language])
    await anna.sees(danger_screen("red", language))
    await talk.tap(bare(language, "button.now"))
    await anna.sees(talk.said("placed"))
    assert talk.taps <= MOST_TAPS_IN_DANGER
    await eva.sees(await eva.topic(), RED[language])


@BOTH
async def test_danger_in_the_intake(language: str, stage: Stage, anna: Person) -> None:
    """After "yes, now" in the intake one tap places the case."""
    talk = Counted(stage, anna, language)
    await talk.agrees()
    await talk.wants_expert()
    await talk.chooses("veiligheid", "ja_nu")
    await anna.sees(danger_screen("red", language))
    await talk.tap(bare(language, "button.place_now"))
    await anna.sees(talk.said("placed"))
    assert talk.taps <= MOST_TAPS_IN_DANGER


@BOTH
async def test_twenty_texts_get_one_reply(language: str, stage: Stage, anna: Person) -> None:
    """However much she types at once, the bot answers once."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.asks(*(f"{UNKNOWN[language]} {number}" for number in range(20)))
    await anna.sees(talk.said("no_answer"))
    await stage.settle(0.1)
    assert len(anna.bot_messages()) == 3
