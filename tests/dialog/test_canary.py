"""Canary: the search for leaks, which follows every conversation of these tests, finds what it is to find."""

import logging
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.emulator.actors import Expert, Person
from tests.dialog.case import taken
from tests.support.balancer import free_ports
from tests.support.canary import leaks, listening, secrets_of
from tests.support.helpline import Helpline, helpline

TOLD = "Een jongen uit mijn groep deelt filmpjes"


def command_line(data_dir: Path) -> str:
    """How the store of a helpline was started, as everybody on the machine can read it."""
    pid = (data_dir / "store" / "valkey.pid").read_text().strip()
    return Path(f"/proc/{pid}/cmdline").read_text()


def keys(data_dir: Path) -> dict[str, str]:
    """What stands in the key file."""
    words = (data_dir / "helpline.key").read_text().split()
    return {one: "a key" for one in words if len(one) > 30}


async def test_the_search_knows_names_ids_texts_and_the_token(
    line: Helpline, anna: Person, eva: Expert
) -> None:
    """Of both sides, whatever they wrote in a case."""
    case = await taken(anna, eva)
    await anna.writes(TOLD)
    await eva.sees(case.topic, TOLD)
    known = secrets_of(line.emulator)
    for one in (str(anna.id), str(eva.id), TOLD, line.emulator.token):
        assert one in known
    assert sum(kind == "a name" for kind in known.values()) >= 2


async def test_all_that_somebody_can_send_is_searched_for(tmp_path: Path) -> None:
    """Words in a caption, an album, a quote, a poll, a list, a card, a place and the name of a file; and which file it is.

    Some of it waits to be seen and some has left; a reaction and a taking back follow.
    """
    asking = {"policy__ask_first": "true", "policy__files": "warn"}
    async with helpline(tmp_path / "data", **asking) as line:
        anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
        case = await taken(anna, eva)
        first = await anna.writes(TOLD)
        copy = await eva.sees(case.topic, TOLD)
        await eva.reacts(copy, "🤔")
        await anna.sees_reaction(first, "🤔")
        quoted, options = "groep deelt filmpjes", ["Een grap of zo", "nee"]
        await anna.writes("Dat bedoel ik dus", reply_to=first, quote=quoted)
        await anna.sends("poll", question="Wat zou hij bedoelen?", options=options)
        await anna.sends("checklist", title="Nog te doen hier", tasks=[{"text": "Mentor bellen"}])
        await anna.sends("venue", title="Buurthuis De Kanarie", address="Aan het water")
        await anna.sends("contact", first_name="Kanarie de mentor", phone_number="+31000000000")
        file = await anna.sends("document", file_name="verslag-kanarie.pdf", caption="Het verslag")
        await anna.sees("Nog niet verstuurd")
        await anna.sends_album({"kind": "photo", "caption": "Zo zag het eruit"}, {"kind": "video"})
        await anna.writes("/terughalen", reply_to=first)
        await anna.sees_gone(first)
        known = secrets_of(line.emulator)
        for one in (
            quoted,
            "Wat zou hij bedoelen?",
            options[0],
            "Nog te doen hier",
            "Mentor bellen",
            "Buurthuis De Kanarie",
            "Aan het water",
            "Kanarie de mentor",
            "verslag-kanarie.pdf",
            "Zo zag het eruit",
            file.raw["document"]["file_id"],
        ):
            assert one in known, one


@pytest.mark.parametrize("kind", ["a name", "a text", "the token", "the id of somebody"])
def test_what_is_said_or_kept_is_found(kind: str, tmp_path: Path) -> None:
    """In a log line, in a traceback, and in the middle of a file of the store; it is not quoted."""
    secret = {"Kanarie1234": kind}
    with listening() as ears:
        try:
            int("Kanarie1234")
        except ValueError:
            logging.getLogger("bot.somewhere").exception("This failed.")
    assert leaks(secret, ears.lines, tmp_path) == [f"{kind} in what was said"]
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "file.aof").write_bytes(b"\x00\xffKanarie1234\x00")
    assert leaks(secret, [], tmp_path) == [f"{kind} in store/file.aof"]


async def test_nothing_is_in_numbers_health_and_command_lines(
    tmp_path: Path,
) -> None:
    """What whoever watches can read, and what every account of the machine sees of the processes."""
    listen = f"127.0.0.1:{free_ports(1)[0]}"
    async with helpline(tmp_path / "data", web__listen=listen) as line:
        anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
        case = await taken(anna, eva)
        await anna.writes(TOLD)
        await eva.sees(case.topic, TOLD)
        seen = []
        async with ClientSession() as session:
            for page in ("metrics", "readyz", "healthz"):
                async with session.get(f"http://{listen}/{page}") as answer:
                    seen.append(await answer.text())
        seen.append(command_line(line.data_dir))
        secret = {**secrets_of(line.emulator), **keys(line.data_dir)}
        assert len(secret) > 5
        assert leaks(secret, seen, tmp_path / "nowhere") == []
