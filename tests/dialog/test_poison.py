"""Poison: an update that can't be read is set aside, the experts hear of it, and the others go on."""

import pytest

from bot.emulator.actors import Expert, Person, Stage
from bot.handoff import notes
from tests.dialog.case import taken
from tests.support.helpline import Helpline

POISON: list[dict[str, object]] = [
    {"message": {"message_id": "niet een getal", "date": "gisteren", "chat": []}},
    {"message": {"message_id": 5, "date": 1, "chat": {"id": 1}}},
    {"callback_query": {"id": 7}},
    {"message": None, "edited_message": "wat"},
]
HARMLESS: list[dict[str, object]] = [
    {"a_kind_of_the_future": {"message_id": 5}},
    {
        "message": {
            "message_id": 5,
            "date": 1700000000,
            "chat": {"id": -4, "type": "group", "title": "x"},
        }
    },
]


@pytest.mark.parametrize("update", POISON)
async def test_the_others_go_on(
    update: dict[str, object], anna: Person, eva: Expert, stage: Stage
) -> None:
    """What was written before and after an unreadable update arrives; General hears, without its content."""
    case = await taken(anna, eva)
    await anna.writes("Hiervoor")
    await stage.control.post("raw_update", update)
    await anna.writes("Hierna")
    await eva.sees(case.topic, "Hierna")
    eva.finds(case.topic, "Hiervoor")
    notice = await eva.sees(None, "kon niet worden verwerkt")
    assert "gisteren" not in notice.text
    await stage.settle()
    assert (await stage.control.get("queue"))["pending"] == 0
    assert len([each for each in eva.messages(None) if "apart gelegd" in each.text]) == 1


@pytest.mark.parametrize("update", HARMLESS)
async def test_what_is_not_for_us_is_passed_over(
    update: dict[str, object], anna: Person, eva: Expert, stage: Stage
) -> None:
    """A kind of update of the future, or another chat, is neither an error nor news."""
    case = await taken(anna, eva)
    await stage.control.post("raw_update", update)
    await anna.writes("Hierna")
    await eva.sees(case.topic, "Hierna")
    await eva.never_sees(None, "apart gelegd", for_seconds=0.4)


async def test_a_message_of_the_future_is_relayed(anna: Person, eva: Expert) -> None:
    """A kind of message that the bot does not know is copied like any other."""
    case = await taken(anna, eva)
    await anna.sends("unknown", hologram={"size": 3})
    await eva.sees(case.topic, lambda each: not each.text and not each.service)


async def test_an_update_that_always_fails_is_set_aside(
    anna: Person,
    eva: Expert,
    stage: Stage,
    line: Helpline,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A mistake of ours in one update sets that one aside, says so, and stops nobody."""
    case = await taken(anna, eva)
    bea = await stage.person("Bea")

    def broken(*_: object) -> bool:
        raise RuntimeError("a mistake of ours")

    with monkeypatch.context() as patch:
        patch.setattr(notes, "is_internal", broken)
        await eva.replies(case.card, "Hier gaat het mis")
        await bea.starts()
        await bea.sees("112")
        await eva.sees(None, "kon niet worden verwerkt")
    await eva.replies(case.card, "Hier niet meer")
    await anna.sees("Hier niet meer")
    await anna.never_sees("Hier gaat het mis", for_seconds=0.1)
