"""What experts do with the FAQ in a topic: look for an answer and send it, propose one, and flag what is wrong."""

import asyncio
import json
import shutil
import stat
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import yaml

from bot.board import LOOK_EVERY
from bot.checks import run_checks
from bot.cli.faq.flags import clear_flags, show_flags
from bot.cli.faq.report import report
from bot.emulator.actors import Expert, Message, Person, Stage
from bot.faq.content import Content
from bot.faq.loader import load_content
from bot.faq.reply import reply_text
from bot.settings import load_settings
from bot.text import bare
from tests.dialog.case import Case, opened
from tests.dialog.talk import Talk
from tests.support.helpline import ROOT, Helpline, helpline, program

CALM = 0.4
"""Seconds in which something would have come that must not."""
ENTRY = "f06_gesprek_beginnen"
QUESTION = "Hoe begin ik het gesprek met een jongere met extreme ideeën?"


@pytest.fixture(scope="module")
def content() -> Content:
    """The content folder of the project."""
    return load_content(ROOT / "faq")


def answer_of(content: Content) -> str:
    """What she reads of the entry, as plain text."""
    return reply_text(content, ENTRY, "nl")


async def suggested(eva: Expert, case: Case) -> Message:
    """Have the FAQ looked through for her question; the list."""
    await eva.replies(case.question, "/faq")
    return await eva.sees(case.topic, ENTRY)


async def test_an_answer_from_the_faq_is_sent_like_any_other(
    anna: Person, eva: Expert, content: Content
) -> None:
    """A chosen entry reaches her under a role name as a reply to her question; the list becomes what was sent."""
    case = await opened(anna, eva, QUESTION)
    shown = await suggested(eva, case)
    await anna.never_sees("/faq", for_seconds=CALM)
    toast = await eva.presses("Stuur 1", case.topic, shown)
    assert toast.text == bare("nl", "toast.sent")
    await anna.sees("Deskundige A")
    arrived = await anna.sees(answer_of(content)[:60])
    assert arrived.reply_to == next(one.id for one in anna.messages() if one.text == QUESTION)
    sent = await eva.sees(case.topic, "Uit de FAQ verstuurd door Deskundige A")
    assert sent.id == shown.id
    assert answer_of(content)[:60] in sent.text
    await eva.sees_reaction(sent, "👌")
    # Her reply to it points at it, and his reply to it goes to her.
    await anna.writes("En daarna?", reply_to=arrived)
    assert (await eva.sees(case.topic, "En daarna?")).reply_to == sent.id
    await eva.replies(sent, "Dan plan je een vervolg.")
    assert (await anna.sees("Dan plan je")).reply_to == arrived.id


async def test_an_old_button_sends_nothing_twice_and_nothing_after_the_end(
    anna: Person, eva: Expert, erik: Expert, content: Content
) -> None:
    """Two experts who press at once send one answer; a list of a closed case is answered in words."""
    case = await opened(anna, eva, QUESTION)
    shown = await suggested(eva, case)
    again = await eva.replies(case.question, "/faq gesprek beginnen")
    later = await eva.sees(case.topic, lambda each: each.id > again.id and ENTRY in each.text)
    toasts = await asyncio.gather(
        eva.presses("Stuur 1", case.topic, shown), erik.presses("Stuur 1", case.topic, shown)
    )
    told = sorted(toast.text for toast in toasts)
    assert told == sorted((bare("nl", "toast.sent"), bare("nl", "toast.sent_already")))
    await anna.sees(answer_of(content)[:60])
    await eva.notes(case.topic, "/sluit")
    await anna.sees("is afgesloten")
    toast = await eva.presses("Stuur 1", case.topic, later)
    assert toast.text == bare("nl", "toast.case_closed")
    copies = [one for one in anna.messages() if answer_of(content)[:60] in one.text]
    assert len(copies) == 1


async def test_what_could_not_be_delivered_is_said(anna: Person, eva: Expert) -> None:
    """An entry that does not reach her, because she blocked the bot, shows that on the message that was sent."""
    case = await opened(anna, eva, QUESTION)
    shown = await suggested(eva, case)
    await anna.blocks()
    await eva.presses("Stuur 1", case.topic, shown)
    await eva.sees(case.topic, "heeft de bot geblokkeerd")
    await eva.sees_reaction(shown, "😢")


# --- learn ------------------------------------------------------------------------------------


async def test_an_answer_becomes_a_draft(anna: Person, eva: Expert, line: Helpline) -> None:
    """The command on an answer asks for the question; the reply makes a file that a maintainer can complete."""
    case = await opened(anna, eva)
    answer = await eva.replies(case.card, "Nodig beide groepen apart uit.\nEn begin klein.")
    await eva.sees_reaction(answer, "👌")
    command = await eva.replies(answer, "/leer")
    asked = await eva.sees(case.topic, "Op welke vraag is dit het antwoord?")
    await eva.sees_reaction(command, "✍")
    question = await eva.replies(asked, "Hoe krijg ik twee groepen aan tafel?")
    told = await eva.sees(case.topic, "Concept gemaakt")
    assert told.reply_to == question.id
    await eva.sees(None, "Nieuw concept voor de FAQ")
    file = await written(line.data_dir / "drafts")
    assert file.name in told.text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    entry = yaml.safe_load(file.read_text("utf-8"))["entries"][0]
    assert entry["question"] == "Hoe krijg ik twee groepen aan tafel?"
    assert entry["answer"] == "Nodig beide groepen apart uit.\nEn begin klein."
    assert not any("tafel" in each.text or "leer" in each.text for each in anna.messages())
    # The question was answered; what else is said to it makes no second draft.
    assert (await eva.sees(case.topic, "Hier is een concept van gemaakt")).id == asked.id
    note = await eva.replies(asked, "Of: hoe begin je klein?")
    await eva.sees_reaction(note, "✍")
    assert len(list((line.data_dir / "drafts").glob("*.yaml"))) == 1
    # What is a file by now is not written again, whatever a maintainer made of it.
    file.write_text("klaar", "utf-8")
    await line.restart()
    await eva.replies(answer, "/leer Hoe breng ik groepen samen?")
    await eva.sees(case.topic, "Concept gemaakt")
    await written(line.data_dir / "drafts", besides=file)
    assert file.read_text("utf-8") == "klaar"


async def test_a_draft_outlives_a_kill(tmp_path: Path) -> None:
    """A draft that can't be written is told of; after a `kill -9` and a start it is written all the same, once."""
    blocked = tmp_path / "drafts"
    blocked.write_text("")
    async with program(tmp_path / "data", content__drafts=str(blocked)) as (line, running):
        anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
        case = await opened(anna, eva)
        answer = await eva.replies(case.card, "Begin klein.")
        await eva.sees_reaction(answer, "👌")
        await eva.replies(answer, "/leer Hoe begin ik?")
        await eva.sees(None, "kon niet worden opgeslagen")
        await running.kill()
        blocked.unlink()
        await running.start()
        file = await written(blocked)
        assert "Begin klein." in file.read_text("utf-8")
        await asyncio.sleep(CALM)
        assert files(blocked, file) == []


async def written(folder: Path, besides: Path | None = None) -> Path:
    """Wait for a file in the drafts folder."""
    async with asyncio.timeout(20):
        while True:
            if found := files(folder, besides):
                return found[0]
            await asyncio.sleep(0.02)


def files(folder: Path, besides: Path | None) -> list[Path]:
    """The drafts there are, but for one."""
    return [one for one in folder.glob("*.yaml") if one != besides]


# --- flag -------------------------------------------------------------------------------------


@pytest.fixture
async def edited(tmp_path: Path) -> AsyncIterator[tuple[Helpline, Path]]:
    """A helpline on content of its own, which may be changed while it runs."""
    folder = tmp_path / "faq"
    shutil.copytree(ROOT / "faq", folder)
    async with helpline(tmp_path / "data", content__dir=str(folder)) as line:
        yield line, folder


async def test_a_flag_is_shown_at_once_and_until_somebody_mended_it(
    edited: tuple[Helpline, Path],
) -> None:
    """A flagged contact shows it to who asks, also after a restart, and no more once a maintainer changed it."""
    line, folder = edited
    stage: Stage = line.stage
    anna, eva = await stage.person("Anna"), await stage.expert("Eva")
    await eva.notes(None, "/fout ess")
    await eva.sees(None, "dit wordt nagekeken")
    await Talk(stage, anna, "nl").agrees()
    assert "(wordt nagekeken)" in (await reads(anna)).text
    await line.restart()
    assert "(wordt nagekeken)" in (await reads(anna)).text
    contacts = folder / "contacts.yaml"
    text = contacts.read_text("utf-8")
    at = text.index("    certainty:", text.index("- id: ess\n"))
    contacts.write_text(f"{text[:at]}    last_verified: 2026-11-22\n{text[at:]}", "utf-8")
    await eva.sees(None, "Nagekeken", within=30)
    assert "wordt nagekeken" not in (await reads(anna)).text


async def reads(anna: Person) -> Message:
    """Leaf to the answer, and read it."""
    await anna.writes("/themas")
    await anna.presses("Het gesprek")
    await anna.presses("Het gesprek beginnen")
    return await anna.sees("Bellen of lezen")


async def test_a_flag_from_a_topic(anna: Person, eva: Expert, erik: Expert) -> None:
    """On an answer from the FAQ the command asks what is wrong; General is told, and a mistake is taken back."""
    case = await opened(anna, eva, QUESTION)
    shown = await suggested(eva, case)
    await eva.presses("Stuur 1", case.topic, shown)
    await eva.sees_reaction(shown, "👌")
    await eva.replies(shown, "/fout")
    asked = await eva.sees(case.topic, "Wat klopt er niet?")
    await eva.presses("Antwoord: Het gesprek beginnen", case.topic, asked)
    line = await eva.sees(None, "Wordt nagekeken")
    assert ENTRY in line.text
    assert "wordt nagekeken" in (await marked(eva, case, shown)).text
    toast = await erik.presses("Vergissing", case.topic, asked)
    assert toast.text == bare("nl", "toast.flag_not_yours")
    await eva.presses("Vergissing", case.topic, asked)
    await eva.sees(None, "niet meer nagekeken")
    await anna.never_sees("agekeken", for_seconds=CALM)


async def test_a_flag_from_a_topic_that_is_no_case(eva: Expert) -> None:
    """In a topic made by hand commands are answered there, a corrected one too; a topic closed meanwhile delays nothing."""
    topic = await eva.opens("Overleg")
    answer = await eva.notes(topic, "/a Dat mag")
    assert (await eva.sees(topic, "hier is geen zaak")).reply_to == answer.id
    mistyped = await eva.notes(topic, "/fuot ess")
    await eva.edits(mistyped, "/fout ess")
    told = await eva.sees(topic, "dit wordt nagekeken")
    assert told.reply_to == mistyped.id
    await eva.sees(None, "Wordt nagekeken")
    await eva.presses("Vergissing", topic, told)
    await eva.sees(None, "niet meer nagekeken")
    await eva.notes(topic, "/help")
    await eva.closes(topic)
    await eva.notes(None, "/help")
    await eva.sees(None, "Elke zaak is een onderwerp")


async def marked(eva: Expert, case: Case, after: Message) -> Message:
    """Have the FAQ looked through once more; the new list."""
    await eva.replies(case.question, "/faq")
    return await eva.sees(case.topic, lambda each: each.id > after.id and ENTRY in each.text)


async def test_a_passage_is_flagged(anna: Person, eva: Expert) -> None:
    """The number that is quoted from an answer with several is flagged, in whatever way it was typed."""
    case = await opened(anna, eva)
    answer = await eva.replies(case.question, "Bel 070-3334558, en anders 0800 2000.")
    await eva.sees_reaction(answer, "👌")
    await eva.replies(answer, "/fout", quote="070-3334558")
    await eva.sees(case.topic, "Sociale Stabiliteit (ESS) ess: dit wordt nagekeken")


async def test_a_mistyped_command_stays(anna: Person, eva: Expert) -> None:
    """What looks like a command and is none is told of in the topic, and does not reach her."""
    case = await opened(anna, eva)
    command = await eva.replies(case.question, "/fuot dit klopt niet")
    await eva.sees(case.topic, "Deze opdracht ken ik niet")
    await eva.sees_reaction(command, "✍")
    await anna.never_sees("/fuot", for_seconds=CALM)


async def test_112_stays(anna: Person, eva: Expert) -> None:
    """The emergency number can't be flagged away, by its id, its name or its number."""
    await anna.starts()
    for words in ("noodnummer_112", "112", "alarmnummer"):
        command = await eva.notes(None, f"/fout {words}")
        told = await eva.sees(None, answering(command))
        assert "wordt nagekeken" not in told.text
        assert not any("112" in button.text for button in told.buttons)


def answering(command: Message) -> Callable[[Message], bool]:
    """What is said in reply to a command."""
    return lambda each: each.reply_to == command.id


async def test_the_check_names_what_is_being_checked(eva: Expert, line: Helpline) -> None:
    """`helpline check` names what experts flagged, beside a helpline that runs."""
    settings = load_settings(None, line.environ | {"HELPLINE_CONTENT__DIR": str(ROOT / "faq")})
    assert "Wordt nagekeken" not in {check.name for check in await run_checks(settings, None)}
    await eva.notes(None, "/fout ess")
    await eva.sees(None, "dit wordt nagekeken")
    found = {check.name: check for check in await run_checks(settings, None)}["Wordt nagekeken"]
    assert (found.ok, "ess" in found.sentence) == (None, True)


async def test_a_flag_is_let_go_by_hand(
    anna: Person, eva: Expert, stage: Stage, line: Helpline, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever looks after the content sees the flags beside a running helpline, and lets one go; it notices."""
    await eva.notes(None, "/fout ess")
    await eva.sees(None, "dit wordt nagekeken")
    settings = load_settings(None, line.environ)
    assert await asyncio.to_thread(show_flags, settings, as_json=True) == 0
    (flag,) = json.loads(capsys.readouterr().out)
    assert flag["id"] == "ess"
    assert await asyncio.to_thread(clear_flags, settings, ["ess", "onbekend"]) == 1
    assert "onbekend wordt niet nagekeken" in capsys.readouterr().err
    assert await asyncio.to_thread(show_flags, settings, as_json=False) == 0
    assert "Er wordt niets nagekeken." in capsys.readouterr().out
    await Talk(stage, anna, "nl").agrees()
    async with asyncio.timeout(10 * LOOK_EVERY):
        while "wordt nagekeken" in (await reads(anna)).text:  # noqa: ASYNC110  what she reads wakes nobody
            await asyncio.sleep(0.2)


# --- what was counted -------------------------------------------------------------------------


async def test_the_report_beside_a_running_helpline(
    anna: Person, stage: Stage, line: Helpline, capsys: pytest.CaptureFixture[str]
) -> None:
    """What got no answer, and what did not help, is in the report at once; no word of a question is."""
    talk = Talk(stage, anna, "nl")
    await talk.agrees()
    await talk.asks("Hoeveel kinderen passen er in een bakfiets?")
    await anna.sees(talk.said("no_answer"))
    await reads(anna)
    await anna.presses("Helpt niet")
    await anna.sees("Jammer")
    settings = load_settings(None, line.environ)
    assert await asyncio.to_thread(report, settings, 2, as_json=True) == 0
    printed = capsys.readouterr().out
    told = json.loads(printed)
    assert told["questions"]["none"] == 1
    assert sum(one["none"] for one in told["not_answered"]) == 1
    assert told["answers"][0] == {
        "id": ENTRY,
        "question": QUESTION,
        "shown": 1,
        "helped": 0,
        "not_helped": 1,
        "sent_by_experts": 0,
    }
    assert "bakfiets" not in printed
    assert await asyncio.to_thread(report, settings, 2, as_json=False) == 0
    assert "Geen antwoord: 1." in capsys.readouterr().out
