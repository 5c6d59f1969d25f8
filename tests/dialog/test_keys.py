"""`helpline keys`: new keys are taken into use while people talk, and what was lost is said in sentences."""

import asyncio
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import locksmith
from bot.cli import main
from bot.cli.keys import rotating
from bot.emulator.actors import Expert, Person
from bot.store.case_key_slots import SLOT
from bot.store.case_keys import CaseKeysError
from bot.store.key_ring import KeyRing
from bot.store.keyfile import KeyFileError, save_keys
from tests.dialog.case import taken
from tests.support.helpline import Helpline


async def _types(line: Helpline, *words: str, answer: str = "") -> Result:
    """Type the command, beside the helpline or while it stands still."""
    environ = {**line.environ, "COLUMNS": "200"}
    return await asyncio.to_thread(
        CliRunner().invoke, main, ["keys", *words], input=answer, env=environ
    )


async def test_the_sealing_key_is_rotated_while_people_talk(
    line: Helpline, anna: Person, eva: Expert, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A running helpline takes a new key up, seals all anew, and goes on when the old one is gone, also after a start."""
    monkeypatch.setattr(locksmith, "LOOK_EVERY", 0.1)
    monkeypatch.setattr(rotating, "WAIT", 0.0)
    await line.restart()
    case = await taken(anna, eva)
    path = line.data_dir / "helpline.key"
    before = path.read_text()
    rotated = await _types(line, "rotate")
    assert rotated.exit_code == 0, rotated.output
    assert "merkt dit vanzelf" in rotated.output
    await line.runner.said.says("De oude kan weg")
    checked = await _types(line, "check")
    assert "Alles is met de nieuwste versleuteld" in checked.output
    assert "nog niet nagekeken" in checked.output
    await anna.writes("Gaat dit door?")
    await eva.sees(case.topic, "Gaat dit door?")
    dropped = await _types(line, "rotate", "--drop")
    assert dropped.exit_code == 0, dropped.output
    seal = next(one for one in before.splitlines() if one.startswith("seal"))
    assert seal not in path.read_text()
    await asyncio.sleep(0.3)
    await anna.writes("En nu?")
    await eva.sees(case.topic, "En nu?")
    await line.restart()
    await eva.replies(case.card, "Ja, ook nu.")
    await anna.sees("Ja, ook nu.")
    assert "maar een sleutel" in (await _types(line, "rotate", "--drop")).output


async def test_the_look_up_key_is_rotated_while_nothing_runs(
    line: Helpline, anna: Person, eva: Expert
) -> None:
    """It is refused while the helpline runs; after it everybody is known still, on both sides of a case."""
    case = await taken(anna, eva)
    refused = await _types(line, "rotate", "--lookup")
    assert refused.exit_code == 1
    assert "Stop die eerst" in refused.output
    await line.runner.stop()
    rotated = await _types(line, "rotate", "--lookup")
    assert rotated.exit_code == 0, rotated.output
    assert "lookup-next" not in (line.data_dir / "helpline.key").read_text()
    await line.runner.start()
    await anna.writes("Ken je me nog?")
    await eva.sees(case.topic, "Ken je me nog?")
    await eva.replies(case.card, "Jazeker.")
    await anna.sees("Jazeker.")
    checked = await _types(line, "check")
    assert "de 2e in de rij" in checked.output


async def test_a_rotation_that_was_not_noted_is_noted_at_the_next_start(
    line: Helpline, anna: Person, eva: Expert, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the process ends after the store took the new look-up key, and before the key file says so, nobody is lost."""
    case = await taken(anna, eva)
    await line.runner.stop()
    saved: list[KeyRing] = []

    def once(path: Path, ring: KeyRing) -> None:
        if saved:
            raise KeyFileError("the process ends here")
        saved.append(ring)
        save_keys(path, ring)

    with monkeypatch.context() as patch:
        patch.setattr(rotating, "save_keys", once)
        assert (await _types(line, "rotate", "--lookup")).exit_code == 1
    assert "lookup-next" in (line.data_dir / "helpline.key").read_text()
    await line.runner.start()
    assert "lookup-next" not in (line.data_dir / "helpline.key").read_text()
    await anna.writes("Ken je me nog?")
    await eva.sees(case.topic, "Ken je me nog?")


async def test_all_is_sealed_anew_by_the_command_when_nothing_runs(
    line: Helpline, anna: Person, eva: Expert
) -> None:
    """While the helpline stands still the command does the work itself, and a copy that is out of date is named."""
    case = await taken(anna, eva)
    await line.runner.stop()
    copy = line.data_dir / "copy.key"
    copy.write_text((line.data_dir / "helpline.key").read_text())
    assert "goede kopie" in (await _types(line, "check", "--copy", str(copy))).output
    assert (await _types(line, "check")).exit_code == 0
    rotated = await _types(line, "rotate")
    assert "Alles is opnieuw versleuteld" in rotated.output
    assert "Maak een nieuwe kopie" in (await _types(line, "check")).output
    assert "geen goede kopie" in (await _types(line, "check", "--copy", str(copy))).output
    assert (await _types(line, "rotate", "--drop")).exit_code == 0
    await line.runner.start()
    await anna.writes("En nu?")
    await eva.sees(case.topic, "En nu?")


async def test_the_case_keys_are_lost(line: Helpline, anna: Person, eva: Expert) -> None:
    """Without their file the start is refused; told that it is gone for good, everybody begins anew and nothing wedges."""
    case = await taken(anna, eva)
    assert (await _types(line, "new", "--case-keys", "--ja")).exit_code == 1
    await line.runner.stop()
    (line.data_dir / "case-keys").unlink()
    with pytest.raises(CaseKeysError, match="keys new --case-keys"):
        await line.runner.start()
    await line.runner.stop()
    assert "niets veranderd" in (await _types(line, "new", "--case-keys", answer="nee\n")).output
    assert (await _types(line, "new", "--case-keys", "--ja")).exit_code == 0
    await line.runner.start()
    lost = await eva.replies(case.card, "Hoor je me?")
    await eva.sees_reaction(lost, "😢")
    again = await taken(anna, eva, "Ik begin opnieuw")
    assert again.topic != case.topic


async def test_an_older_copy_of_the_case_keys_is_not_taken_unseen(
    line: Helpline, anna: Person, eva: Expert
) -> None:
    """Who has a case would count as erased: the start is refused, until told that there is no newer copy."""
    case = await taken(anna, eva)
    await line.runner.stop()
    file = line.data_dir / "case-keys"
    newest = file.read_bytes()
    file.write_bytes(newest[:SLOT])
    with pytest.raises(CaseKeysError, match="ouder dan de opslag"):
        await line.runner.start()
    await line.runner.stop()
    assert "niets veranderd" in (await _types(line, "new", "--case-keys", answer="nee\n")).output
    file.write_bytes(newest)
    await line.runner.start()
    await anna.writes("Toch gevonden")
    await eva.sees(case.topic, "Toch gevonden")
    await line.runner.stop()
    file.write_bytes(newest[:SLOT])
    assert (await _types(line, "new", "--case-keys", "--ja")).exit_code == 0
    await line.runner.start()
    again = await taken(anna, eva, "Ik begin opnieuw")
    assert again.topic != case.topic


async def test_new_keys(line: Helpline) -> None:
    """A key file is made only where none is; keys for the environment are printed and stand nowhere else."""
    printed = await _types(line, "new", "--print")
    assert printed.output.startswith("helpline-keys-2\n")
    refused = await _types(line, "new")
    assert refused.exit_code == 1
    assert "Er is al een sleutelbestand" in refused.output
    line.environ["HELPLINE_STORE__DATA_DIR"] = str(line.data_dir / "other")
    made = await _types(line, "new")
    assert made.exit_code == 0, made.output
    assert (line.data_dir / "other" / "helpline.key").stat().st_mode & 0o777 == 0o600


async def test_keys_in_the_environment(line: Helpline, anna: Person, eva: Expert) -> None:
    """Without a key file, with its content in the environment, all goes on; a newer ring is printed to be put there."""
    case = await taken(anna, eva)
    await line.runner.stop()
    path = line.data_dir / "helpline.key"
    line.environ["HELPLINE_STORE__KEYS"] = path.read_text().replace("\n", ";")
    path.unlink()
    await line.runner.start()
    await anna.writes("Zonder bestand?")
    await eva.sees(case.topic, "Zonder bestand?")
    rotated = await _types(line, "rotate")
    assert rotated.exit_code == 0, rotated.output
    printed = [one for one in rotated.output.splitlines() if one.startswith(("helpline", "seal"))]
    assert [one.split()[0] for one in printed] == ["helpline-keys-2", "seal", "seal"]
    assert not path.exists()
    line.environ["HELPLINE_STORE__KEYS"] = rotated.output[rotated.output.index("helpline-keys") :]
    await line.restart()
    await eva.replies(case.card, "Ja, zonder.")
    await anna.sees("Ja, zonder.")
