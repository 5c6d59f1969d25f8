"""Waiting: when Telegram lets nothing through for long, everybody hears it, briefly and once."""

from bot.emulator.actors import Expert, Person, Stage
from bot.outbox.vigil import LONG, LOOK_EVERY
from tests.dialog.case import opened, taken
from tests.dialog.talk import CALM, said

PAUSE = 600


async def a_long_minute(stage: Stage) -> None:
    """Let a wait be seen, and grow to more than a minute."""
    for seconds in (LOOK_EVERY, LONG + 1, LOOK_EVERY):
        await stage.settle(0.05)
        await stage.advance(seconds + 0.5)
    await stage.settle(0.05)


async def test_she_and_the_experts_hear_of_it(stage: Stage, anna: Person, eva: Expert) -> None:
    """She is told once that her messages wait; the experts see how many, and later that it is over."""
    case = await opened(anna, eva)
    await stage.fault(
        "copyMessage",
        code=429,
        retry_after=PAUSE,
        chat_id=eva.group_id,
        description="Too Many Requests",
    )
    await anna.writes("Eerste")
    await anna.writes("Tweede")
    await a_long_minute(stage)
    told = await anna.sees(said("nl", "stalled"))
    assert [one.text for one in told.buttons] == ["🚨 112"]
    await stage.advance(120)
    await anna.never_sees(lambda each: each.id > told.id, for_seconds=CALM)
    await stage.advance(PAUSE)
    await eva.sees(case.topic, "Tweede")
    await eva.sees(None, said("nl", "general.queue"))
    await stage.settle(0.05)
    await stage.advance(LOOK_EVERY + 1)
    await eva.sees(None, said("nl", "general.queue_over"))
    await stage.settle()
    about_it = [one for one in eva.messages(None) if "Telegram" in one.text]
    assert len(about_it) == 1


async def test_an_expert_sees_that_an_answer_waits(stage: Stage, anna: Person, eva: Expert) -> None:
    """An answer that does not get through is marked as waiting, and as delivered once it is there."""
    case = await taken(anna, eva)
    await stage.fault(
        "copyMessage", code=429, retry_after=PAUSE, chat_id=anna.id, description="Too Many Requests"
    )
    answer = await eva.replies(case.question, "Probeer dit eens.")
    await a_long_minute(stage)
    await eva.sees_reaction(answer, "👀")
    await stage.advance(PAUSE)
    await anna.sees("Probeer dit eens.")
    await eva.sees_reaction(answer, "👌")


async def test_a_short_wait_is_not_worth_a_word(stage: Stage, anna: Person, eva: Expert) -> None:
    """Messages that wait for half a minute are not spoken of, neither to her nor in General."""
    case = await opened(anna, eva)
    await stage.fault(
        "copyMessage",
        code=429,
        retry_after=30,
        chat_id=eva.group_id,
        description="Too Many Requests",
    )
    last = await anna.writes("Eerste")
    await stage.settle(0.05)
    await stage.advance(LOOK_EVERY + 1)
    await stage.settle(0.05)
    await stage.advance(30)
    await eva.sees(case.topic, "Eerste")
    await stage.settle()
    assert not [one for one in anna.messages() if one.id > last.id and one.from_bot]
    assert not [one for one in eva.messages(None) if "Telegram" in one.text]
