"""Silence: the helpline was away for longer than Telegram keeps what people write, and says so."""

import asyncio

from bot.emulator.actors import Expert, Person, Stage
from tests.dialog.case import taken
from tests.support.balancer import free_ports
from tests.support.helpline import Helpline

DAY = 24 * 3600.0
HOUR = 3600.0

HER_WORDS = "misschien berichten gemist"
TOPIC_WORDS = "kunnen berichten van"
GENERAL_WORDS = "Er was een lange storing"


async def test_a_gap_is_declared(anna: Person, eva: Expert, stage: Stage, line: Helpline) -> None:
    """After 25 hours down, what was written in the first hour is gone; everybody concerned is told, once."""
    case = await taken(anna, eva)
    bea = await stage.person("Bea")
    await bea.starts()
    await stage.settle()
    await asyncio.sleep(1.2)
    await line.runner.stop()
    await anna.writes("Dit gaat verloren")
    await stage.advance(2 * HOUR)
    await anna.writes("Dit komt nog aan")
    await stage.advance(23 * HOUR)
    await line.runner.start()
    await anna.sees(HER_WORDS)
    await eva.sees(case.topic, TOPIC_WORDS)
    await eva.sees(None, GENERAL_WORDS)
    await eva.sees(case.topic, "Dit komt nog aan")
    await line.restart()
    await asyncio.sleep(1.5)
    assert len([each for each in anna.messages() if HER_WORDS in each.text]) == 1
    assert len([each for each in eva.messages(case.topic) if TOPIC_WORDS in each.text]) == 1
    assert len([each for each in eva.messages(None) if GENERAL_WORDS in each.text]) == 1
    assert not [each for each in bea.messages() if HER_WORDS in each.text]
    assert not [each for each in eva.messages(case.topic) if "gaat verloren" in each.text]


async def test_a_network_that_was_gone_for_a_day(anna: Person, eva: Expert, stage: Stage) -> None:
    """A helpline that ran all the time but could not reach Telegram for 25 hours declares the gap when it can."""
    case = await taken(anna, eva)
    await stage.settle()
    await asyncio.sleep(1.2)
    await stage.fault("*", "reset", times=None)
    await anna.writes("Dit gaat verloren")
    await asyncio.sleep(1.5)
    await stage.advance(25 * HOUR)
    await stage.no_faults()
    await anna.sees(HER_WORDS)
    await eva.sees(case.topic, TOPIC_WORDS)
    await eva.sees(None, GENERAL_WORDS)


async def test_a_clock_that_is_set_is_no_gap(anna: Person, eva: Expert, stage: Stage) -> None:
    """While Telegram is heard all the time, two days that pass at once are no silence."""
    await taken(anna, eva)
    await stage.settle()
    await asyncio.sleep(1.2)
    await stage.advance(2 * DAY)
    await anna.writes("Ik ben er nog")
    await eva.never_sees(None, GENERAL_WORDS, for_seconds=2.0)
    assert not [each for each in anna.messages() if HER_WORDS in each.text]


async def test_a_night_is_no_gap(anna: Person, eva: Expert, stage: Stage, line: Helpline) -> None:
    """What was written while the helpline was down for less than a day comes in, and nobody is alarmed."""
    case = await taken(anna, eva)
    await stage.settle()
    await asyncio.sleep(1.2)
    await line.runner.stop()
    await anna.writes("Welterusten")
    await stage.advance(23 * HOUR)
    await line.runner.start()
    await eva.sees(case.topic, "Welterusten")
    await eva.never_sees(None, GENERAL_WORDS, for_seconds=1.5)


async def test_a_gap_is_declared_when_updates_are_brought(
    anna: Person, eva: Expert, stage: Stage, line: Helpline
) -> None:
    """With a webhook nobody is asked for updates; that none waits at Telegram any more tells what is lost."""
    (port,) = free_ports(1)
    await line.runner.stop()
    line.environ["HELPLINE_TELEGRAM__WEBHOOK__URL"] = f"http://127.0.0.1:{port}/x"
    line.environ["HELPLINE_TELEGRAM__WEBHOOK__LISTEN"] = f"127.0.0.1:{port}"
    await line.runner.start()
    case = await taken(anna, eva)
    await stage.settle()
    await asyncio.sleep(1.2)
    await line.runner.stop()
    await anna.writes("Dit gaat verloren")
    await stage.advance(25 * HOUR)
    await line.runner.start()
    await anna.sees(HER_WORDS)
    await eva.sees(case.topic, TOPIC_WORDS)
    await eva.sees(None, GENERAL_WORDS)
