"""Reactions: a sign of one side shows under the counterpart on the other, in the place of the receipt."""

import asyncio

from bot.emulator.actors import Expert, Message, Person, Stage
from bot.emulator.actors.actor import Actor
from tests.dialog.case import Case, opened, taken
from tests.support.helpline import Helpline

CALM = 0.4
"""Seconds in which something would have come that must not."""


async def _bot_shows(actor: Actor, message: Message, *emoji: str, within: float = 10.0) -> None:
    """Wait until the bot's own reaction under a message is this one; none when it is left out."""
    try:
        async with asyncio.timeout(within):
            while _of_bot(await actor.looks_again(message)) != emoji:  # noqa: ASYNC110  nobody is woken by a sign
                await asyncio.sleep(0.02)
    except TimeoutError:
        shown = _of_bot(await actor.looks_again(message))
        raise AssertionError(f"the bot shows {shown or 'nothing'}, not {emoji}") from None


def _of_bot(message: Message) -> tuple[str, ...]:
    """Return the reactions of the only one here who is neither her nor an expert."""
    raw = message.raw.get("reactions", ())
    return tuple(str(one["reaction"].get("emoji")) for one in raw if one["actor_id"] in _BOTS)


_BOTS: set[int] = set()


async def _answered(anna: Person, eva: Expert) -> tuple[Case, Message, Message]:
    """Return a case with an answer, and its copy in her chat."""
    case = await opened(anna, eva)
    answer = await eva.replies(case.card, "Dag, ik denk met je mee.")
    await eva.sees_reaction(answer, "👌")
    copy = await anna.sees("ik denk met je mee")
    assert copy.sender_id is not None
    _BOTS.add(copy.sender_id)
    return case, answer, copy


async def test_hers_takes_the_place_of_delivered_and_gives_it_back(
    anna: Person, eva: Expert
) -> None:
    """Her reaction to an answer shows under it in the topic; taken back, it is "delivered" again."""
    _, answer, copy = await _answered(anna, eva)
    await anna.reacts(copy, "❤")
    await _bot_shows(eva, answer, "❤")
    await anna.reacts(copy, "🙏")
    await _bot_shows(eva, answer, "🙏")
    await anna.reacts(copy)
    await _bot_shows(eva, answer, "👌")


async def test_of_several_experts_the_newest_counts(
    anna: Person, eva: Expert, erik: Expert
) -> None:
    """She sees the newest of the experts' reactions; who takes one back does not take another's."""
    case, _, _ = await _answered(anna, eva)
    written = await anna.writes("Bedankt alvast")
    copy = await eva.sees(case.topic, "Bedankt alvast")
    await eva.reacts(copy, "👍")
    await _bot_shows(anna, written, "👍")
    told = await eva.sees(case.topic, "ziet de vrager ook")
    await erik.reacts(copy, "🔥")
    await _bot_shows(anna, written, "🔥")
    await erik.reacts(copy)
    await _bot_shows(anna, written, "👍")
    await eva.reacts(copy)
    await _bot_shows(anna, written)
    lines = [one for one in eva.messages(case.topic) if "ziet de vrager ook" in one.text]
    assert [one.id for one in lines] == [told.id]


async def test_what_stays_inside_shows_nothing(anna: Person, eva: Expert) -> None:
    """Reactions to the card, a note, an answer or in General reach nobody; neither does hers to the bot's own words."""
    case, answer, _ = await _answered(anna, eva)
    note = await eva.notes(case.topic, "// even overleggen")
    for one in (case.card, note, answer):
        await eva.reacts(one, "🤔")
    placed = await anna.sees("staat klaar voor een deskundige")
    await anna.reacts(placed, "❤")
    written = await anna.writes("Ik wacht rustig")
    copy = await eva.sees(case.topic, "Ik wacht rustig")
    await eva.reacts(copy, "👍")
    await _bot_shows(anna, written, "👍")
    for mine in anna.messages():
        if mine.id != written.id:
            assert _of_bot(await anna.looks_again(mine)) == ()
    await _bot_shows(eva, answer, "👌")


async def test_a_failure_is_not_covered(anna: Person, eva: Expert, line: Helpline) -> None:
    """Where a change of an answer did not arrive, her reaction does not hide that."""
    _, answer, copy = await _answered(anna, eva)
    await line.stage.fault(
        "editMessageText", "error", chat_id=anna.id, code=403, description="Forbidden: no"
    )
    await eva.edits(answer, "Dag, ik denk graag met je mee.")
    await _bot_shows(eva, answer, "😢")
    await anna.reacts(copy, "❤")
    await asyncio.sleep(CALM)
    await _bot_shows(eva, answer, "😢")


async def test_a_reaction_after_a_restart_finds_its_case(
    anna: Person, eva: Expert, line: Helpline
) -> None:
    """Telegram does not say in which topic a reaction was given; the store knows, also after a restart."""
    case, _, _ = await _answered(anna, eva)
    written = await anna.writes("Tot morgen")
    copy = await eva.sees(case.topic, "Tot morgen")
    await line.runner.stop()
    await eva.reacts(copy, "👍")
    await line.runner.start()
    await _bot_shows(anna, written, "👍")


async def test_two_cases_do_not_mix(anna: Person, eva: Expert, stage: Stage) -> None:
    """A reaction to a message of one person shows under that message, and in no other chat."""
    case, _, _ = await _answered(anna, eva)
    bram = await stage.person("Bram")
    other = await taken(bram, eva, "Wat doe ik met de vlag?")
    hers, his = await anna.writes("Tot donderdag"), await bram.writes("Tot vrijdag")
    await eva.reacts(await eva.sees(case.topic, "Tot donderdag"), "👍")
    await eva.reacts(await eva.sees(other.topic, "Tot vrijdag"), "🔥")
    await _bot_shows(anna, hers, "👍")
    await _bot_shows(bram, his, "🔥")
