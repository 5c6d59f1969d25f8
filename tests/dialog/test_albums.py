"""Albums: what was sent as one arrives as one, both ways, however its parts come."""

from bot.emulator.actors import Expert, Message, Person
from tests.dialog.case import opened

PHOTO = {"kind": "photo"}


def shown(messages: list[Message]) -> list[Message]:
    """Return the parts of albums among messages."""
    return [one for one in messages if one.album is not None]


async def test_an_album_of_hers_arrives_as_one(anna: Person, eva: Expert) -> None:
    """Three photos that she sends together stand together in the topic, in order, with captions and spoilers."""
    case = await opened(anna, eva)
    parts = (
        {"kind": "photo", "caption": "voordeur"},
        {"kind": "video", "caption": "raam", "spoiler": True},
        PHOTO,
    )
    await anna.sends_album(*parts)
    await eva.sees(case.topic, "raam")
    copies = shown(eva.messages(case.topic))
    assert [one.text for one in copies] == ["voordeur", "raam", ""]
    assert len({one.album for one in copies}) == 1
