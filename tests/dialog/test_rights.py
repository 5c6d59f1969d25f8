"""Rights: she sees all there is about her, or has it erased; so does somebody for what they did as an expert."""

import asyncio
import json
import re
from contextlib import AsyncExitStack
from typing import Any

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.emulator.actors import Expert, Message, Person, Stage
from bot.handoff import messages, notes
from bot.handoff.ids import CaseCode, MessageId, UserId
from bot.handoff.rights import TYPE_WITHIN
from bot.opening import open_store
from bot.settings import load_settings
from bot.store import keys
from bot.store.case_key_slots import KeyRef
from bot.store.unreadable import ErasedError
from bot.text import bare
from tests.dialog.case import Case, opened, taken
from tests.dialog.leftovers import dump, hash_of, holding
from tests.dialog.talk import BOTH, RED, UNKNOWN, Talk, kept_of
from tests.dialog.test_end import closed
from tests.support.helpline import Helpline

CALM = 0.4


async def _forgets(anna: Person) -> Message:
    """Ask to be forgotten, and confirm it; the word that it is done."""
    await anna.writes("/vergeetmij")
    await anna.sees("Typ dan dit woord: VERGEET")
    await anna.writes("Vergeet.")
    return await anna.sees("Alles is gewist")


def _code(case: Case) -> str:
    return case.topic.name.split("·")[-1].split()[-1]


async def _file(line: Helpline, message: Message) -> Any:
    """What is in a file that the bot sent."""
    data = line.emulator.platform.world.files[message.raw["document"]["file_id"]].data
    assert data is not None
    return json.loads(data)


# --- /mydata ----------------------------------------------------------------------------------


@BOTH
async def test_all_there_is_in_her_language(language: str, stage: Stage, anna: Person) -> None:
    """The command of each language brings a text and a file, in that language, whatever her stage."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await anna.writes("/mydata" if language == "en" else "/mijngegevens")
    text = await anna.sees(talk.said("mydata.start"))
    assert talk.label("button.112") in [one.text for one in text.buttons]
    file = await anna.sees(kind="document")
    assert file.raw["document"]["file_name"] == "my-data.json"
    assert talk.said("mydata.file").search(file.raw["caption"])


async def test_the_file_holds_everything(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """Record, consent, cases with answers, map, ratings, timers and the audit are in it; the expert's id is not."""
    first = await closed(anna, eva)
    await anna.presses("4")
    await anna.writes("En hoe zit het met zijn broer?")
    await anna.presses("Een nieuwe vraag")
    await stage.settle()
    await anna.presses(bare("nl", "button.expert"))
    await anna.presses("Nee")
    await anna.presses(bare("nl", "button.place"))
    await anna.sees("staat klaar voor een deskundige")
    await anna.writes("/mijngegevens")
    everything = await _file(line, await anna.sees(kind="document"))
    assert everything["person"]["chat"] == anna.id
    assert everything["person"]["consent"]["language"] == "nl"
    assert [one["code"] for one in everything["earlier_cases"]] == [_code(first)]
    assert ["veiligheid", ["nee"]] in everything["earlier_cases"][0]["answers"]["given"]
    assert len(everything["codes"]) == 2
    assert {one["case"] for one in everything["topics"]} == set(everything["codes"])
    kinds = {(one["chat"], one["kind"]) for one in everything["messages"]}
    assert {("yours", "hers"), ("yours", "answer"), ("topic", "card")} <= kinds
    assert [one["value"] for one in everything["ratings"]] == ["4"]
    assert "erase" in everything["timers"]
    assert {"placed", "answered", "closed"} <= {
        one["what"] for one in everything["record_of_deeds"]
    }
    who = await hash_of(line, anna)
    async with AsyncExitStack() as stack:
        store = await open_store(
            stack, load_settings(None, line.environ), lambda _: None, beside=True
        )
        expert = store.expert_id(UserId(eva.id))
    assert who in json.dumps(everything)
    assert expert not in json.dumps(everything)


async def test_what_was_set_aside_is_hers_too(
    line: Helpline, stage: Stage, anna: Person, eva: Expert, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A message of hers that met a mistake of ours is in the file, and goes with all else; so does an answer to her."""

    def broken(*_: object) -> bool:
        raise RuntimeError("a mistake of ours")

    case = await taken(anna, eva)
    with monkeypatch.context() as patch:
        patch.setattr(notes, "is_internal", broken)
        await eva.replies(case.card, "Een antwoord dat blijft steken")
        await eva.sees(None, "apart gelegd")
    with monkeypatch.context() as patch:
        patch.setattr(messages, "wrote", broken)
        await anna.writes("Een bericht dat blijft steken")
        await anna.sees("niet")
    await anna.writes("/mijngegevens")
    everything = await _file(line, await anna.sees(kind="document"))
    shown = [one["message"]["text"] for one in everything["set_aside"] if one is not None]
    assert shown == ["Een bericht dat blijft steken"]
    assert len(everything["set_aside"]) == 2
    await _forgets(anna)
    await stage.settle()
    assert (await dump(line)).get(keys.DEAD, "[]") == "[]"


async def test_two_exports_in_a_row(anna: Person, eva: Expert) -> None:
    """A second time within a minute nothing is gathered anew."""
    await opened(anna, eva)
    await anna.writes("/mijngegevens")
    await anna.sees(kind="document")
    await anna.writes("/mijngegevens")
    await anna.sees("net gestuurd")


# --- /forget ----------------------------------------------------------------------------------


async def test_nothing_of_her_is_left(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """After it no key of the store holds her hash, a code of hers or a topic, and all that can leave Telegram has left.

    What is kept of somebody else is as it was.
    """
    bram = await stage.person("Bram")
    other = await taken(bram, eva, "Een andere vraag?")
    case = await taken(anna, eva)
    await anna.writes("Nog een vraag")
    copy = await eva.sees(case.topic, "Nog een vraag")
    whereabouts = keys.whereabouts(MessageId(copy.id))
    await anna.writes("/mijngegevens")
    await anna.sees(kind="document")
    who, his = await hash_of(line, anna), await hash_of(line, bram)
    marks = (who, _code(case))
    before = await dump(line)
    assert f"b'{copy.id}', b'{case.topic.id}'" in before[whereabouts]
    assert {name for name, _ in holding(before, marks)} >= {
        keys.person(who),
        keys.message_map(who),
        keys.TOPICS,
        keys.THREADS,
        keys.CODES,
        keys.TIMERS,
    }
    async with AsyncExitStack() as stack:
        store = await open_store(
            stack, load_settings(None, line.environ), lambda _: None, beside=True
        )
        assert store._codec.case_keys is not None
        refs = [
            KeyRef(bytes.fromhex(one))
            for one in re.findall(r"b'([0-9a-f]{16}) ", before[keys.case_keys(who)])
        ]
        assert [len(store._codec.case_keys.key(one)) for one in refs] == [32] * len(refs)
        received = await _forgets(anna)
        assert "112" in received.text
        await stage.settle()
        for one in refs:
            with pytest.raises(ErasedError):
                store._codec.case_keys.key(one)
    await stage.settle()
    after = await dump(line)
    assert holding(after, marks) == []
    assert f"b'{case.topic.id}'" not in after[keys.TOPICS]
    kept = [name for name in after if name.startswith(f"{keys.TAG}:g:")]
    assert [name for name in kept if f", b'{case.topic.id}'" in after[name]] == []
    for name in (keys.person(his), keys.message_map(his), keys.case_keys(his)):
        assert after[name] == before[name]
    assert [one.text for one in anna.messages() if not one.raw["deleted"]] == [received.text]
    assert [one for one in await eva.topics() if one.id == case.topic.id] == []
    await eva.sees(None, "gevraagd alles over zich te wissen")
    await eva.replies(other.card, "Ik ben er nog")
    await bram.sees("Ik ben er nog")


async def test_what_is_on_its_way_leaves_nothing(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """A message of hers, an answer and a new topic that are in flight while she is forgotten leave no trace either."""
    case = await taken(anna, eva)
    marks = (await hash_of(line, anna), _code(case))
    await anna.writes("/vergeetmij")
    await anna.sees("Typ dan dit woord")
    held = await stage.hold("copyMessage")
    await anna.writes("Nog iets over de groep")
    await stage.held()
    await eva.replies(case.card, "Daar denk ik over na")
    await anna.writes("VERGEET")
    await anna.sees("Alles is gewist")
    await stage.release(held)
    await stage.settle()
    assert holding(await dump(line), marks) == []


async def test_she_can_begin_again(anna: Person, eva: Expert, stage: Stage) -> None:
    """Who was forgotten is a stranger: asked to agree, and her new case has a topic of its own."""
    await taken(anna, eva)
    await _forgets(anna)
    again = await opened(anna, eva, "Een heel nieuwe vraag")
    await eva.replies(again.card, "Dag, wat kan ik doen?")
    await anna.sees("wat kan ik doen")


async def test_only_the_word_counts(
    line: Helpline, anna: Person, eva: Expert, stage: Stage
) -> None:
    """Without the word, with another one, or too late nothing is erased, and what she types goes its usual way."""
    case = await taken(anna, eva)
    await anna.writes("vergeet")
    await eva.sees(case.topic, "vergeet")
    await anna.writes("/vergeetmij")
    await anna.sees("Typ dan dit woord")
    await anna.writes("Toch maar niet")
    await eva.sees(case.topic, "Toch maar niet")
    await stage.advance(TYPE_WITHIN + 1)
    await anna.writes("VERGEET")
    await eva.sees(case.topic, "VERGEET")
    assert (await kept_of(line, anna)).case is not None


async def test_in_danger_she_is_still_told_what_to_call(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """In danger 112 is a button under the question, the first thing of the receipt, and danger typed then comes first."""
    await taken(anna, eva)
    await anna.writes(RED["nl"])
    await anna.sees("112")
    await anna.writes("/vergeetmij")
    asked = await anna.sees("Typ dan dit woord")
    assert bare("nl", "button.112") in [one.text for one in asked.buttons]
    await anna.writes("vergeet")
    assert "Bel 112" in (await anna.sees("Alles is gewist")).text.split("\n", 1)[0]


async def test_who_never_asked_anybody(line: Helpline, stage: Stage, anna: Person) -> None:
    """Without a case there is no topic to tell of, and nothing is left either."""
    talk = Talk(stage, anna)
    await talk.agrees()
    await talk.asks(UNKNOWN["nl"])
    who = await hash_of(line, anna)
    await _forgets(anna)
    await stage.settle()
    assert holding(await dump(line), (who,)) == []


async def test_what_is_older_than_two_days_stays_and_is_counted(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """Telegram deletes nothing older than 48 hours: the rest goes all the same, and the operator sees how many stay."""
    case = await taken(anna, eva)
    await stage.advance(3 * 24 * 3600)
    await anna.writes("Ben je er nog?")
    await eva.sees(case.topic, "Ben je er nog?")
    await _forgets(anna)
    await stage.settle()
    left = [one.text for one in anna.messages() if not one.raw["deleted"]]
    assert "Ben je er nog?" not in left
    assert "Hoe nu verder met de groep?" in left
    async with AsyncExitStack() as stack:
        store = await open_store(
            stack, load_settings(None, line.environ), lambda _: None, beside=True
        )
        counts = await store.counts()
    assert counts["kept_messages"] >= 5
    assert counts["erased_messages"] >= 3


async def test_both_are_in_the_audit(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """That she had it shown and erased is in the record, which is whole; whose it was is not any more."""
    case = await taken(anna, eva)
    await anna.writes("/mijngegevens")
    await anna.sees(kind="document")
    await _forgets(anna)
    await stage.settle()
    environ = {**line.environ, "COLUMNS": "200"}
    shown = await asyncio.to_thread(CliRunner().invoke, main, ["audit", "show"], env=environ)
    assert shown.exit_code == 0
    for said in ("gegevens meegegeven", "gewist"):
        assert said in shown.output
    assert _code(case) not in shown.output
    verified = await asyncio.to_thread(CliRunner().invoke, main, ["audit", "verify"], env=environ)
    assert verified.exit_code == 0


# --- experts ----------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["/mijngegevens", "/vergeetmij", "/mydata", "/forget"])
async def test_not_in_the_group(command: str, anna: Person, eva: Expert) -> None:
    """In the group, topic or General, nothing of anybody is shown or erased: it says where it is."""
    case = await taken(anna, eva)
    await eva.notes(case.topic, command)
    await eva.sees(case.topic, "chat met mij alleen")
    await eva.notes(None, command)
    await eva.sees(None, "chat met mij alleen")
    await anna.never_sees("wissen", for_seconds=CALM)


async def test_an_expert_is_forgotten_in_older_cases_too(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """A case that was put away for a newer one no longer says who answered in it; all else of it is as it was."""
    case = await closed(anna, eva)
    await anna.writes("En hoe zit het met zijn broer?")
    await anna.presses("Een nieuwe vraag")
    await stage.settle()
    await anna.presses(bare("nl", "button.expert"))
    await anna.presses("Nee")
    await anna.presses(bare("nl", "button.place"))
    await anna.sees("staat klaar voor een deskundige")
    private = await stage.person("Eva")
    await _forgets(private)
    await stage.settle()
    async with AsyncExitStack() as stack:
        settings = load_settings(None, line.environ)
        store = await open_store(stack, settings, lambda _: None, beside=True)
        kept = await store.archived(CaseCode(_code(case)))
    assert kept is not None
    assert [(one.letter, one.expert) for one in kept.speakers] == [("A", "")]
    assert kept.closed_at is not None


async def test_an_expert_is_forgotten(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """What somebody did as an expert is shown in a private chat, and goes; the case goes on under the same letter."""
    case = await taken(anna, eva)
    async with AsyncExitStack() as stack:
        store = await open_store(
            stack, load_settings(None, line.environ), lambda _: None, beside=True
        )
        expert = store.expert_id(UserId(eva.id))
    private = await stage.person("Eva")
    await private.starts()
    await private.writes("/mijngegevens")
    shown = await private.sees("Als deskundige")
    assert _code(case) in shown.text
    assert holding(await dump(line), (expert,))
    await _forgets(private)
    await stage.settle()
    assert holding(await dump(line), (expert,)) == []
    kept = await kept_of(line, anna)
    assert kept.case is not None
    assert [one.letter for one in kept.case.speakers] == ["A"]
    assert expert not in repr(kept)
