"""The relay: what she sends in an open case appears in its topic, and stays true to her."""

from bot.emulator.actors import Expert, Person, Stage
from tests.dialog.case import opened, taken


async def test_what_she_writes_appears_in_her_topic_in_order(anna: Person, eva: Expert) -> None:
    """Everything she sends in an open case is copied to the topic, in the order she sent it."""
    case = await opened(anna, eva)
    for number in range(1, 6):
        await anna.writes(f"Bericht {number}")
    await eva.sees(case.topic, "Bericht 5")
    texts = [each.text for each in eva.messages(case.topic) if each.text.startswith("Bericht")]
    assert texts == [f"Bericht {number}" for number in range(1, 6)]
