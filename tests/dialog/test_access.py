"""Access: invitations, approval, blocking and the flood guard, none of which stands before danger or an open case."""

import asyncio
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.checks import RefusedError
from bot.cli import main
from bot.emulator.actors import Expert, Message, Person, Stage
from bot.handoff import inviting
from bot.handoff.access import TRIES
from bot.handoff.ids import find_code
from bot.handoff.inviting import Invite
from bot.opening import open_store
from bot.settings import load_settings
from bot.store import keys
from bot.text import bare
from tests.dialog import talk
from tests.dialog.case import opened, taken
from tests.dialog.leftovers import dump, hash_of, holding
from tests.dialog.talk import AMBER, BOTH, KNOWN, RED, Talk, answer_to, said
from tests.support.helpline import Helpline, helpline, prepared

ORGANISATION = "Jeugdteam Oost"
GENERAL = None


@pytest.fixture
async def invited_line(tmp_path: Path) -> AsyncIterator[Helpline]:
    """A helpline that takes cases of who was invited."""
    async with helpline(tmp_path / "data", access__mode="invite") as running:
        yield running


@pytest.fixture
async def approved_line(tmp_path: Path) -> AsyncIterator[Helpline]:
    """A helpline where a coordinator decides who may place a case."""
    async with helpline(tmp_path / "data", access__mode="approve") as running:
        yield running


async def invitation(line: Helpline, *, uses: int = 1, seconds: float = 3600.0) -> str:
    """An invitation, made beside the running helpline; its code."""
    code = inviting.code(secrets.token_bytes(inviting.CODE_BYTES))
    now = await line.stage.now()
    async with AsyncExitStack() as stack:
        settings = load_settings(None, line.environ)
        store = await open_store(stack, settings, lambda _: None, beside=True)
        await store.invite(code, Invite(ORGANISATION, uses, now, now + seconds))
    return code


@asynccontextmanager
async def people(line: Helpline, language: str = "nl") -> AsyncIterator[tuple[Talk, Expert]]:
    """A professional who speaks a language, and an expert."""
    anna = await line.stage.person("Anna")
    yield Talk(line.stage, anna, language), await line.stage.expert("Eva")


def labels(message: Message) -> list[str]:
    """What stands on the buttons of a message."""
    return [one.text for one in message.buttons]


def in_general(eva: Expert, key: str) -> int:
    """How many messages in General say this."""
    return sum(said("nl", key).search(one.text) is not None for one in eva.messages(GENERAL))


def named(key: str, name: str) -> re.Pattern[str]:
    """What General is told of somebody with this first name."""
    return re.compile(said("nl", key, name="@").pattern.replace("@", f"{name}.*"), re.DOTALL)


async def tries_to_place(she: Talk) -> None:
    """Go from any screen with "expert" to the press that would place a case."""
    await she.wants_expert()
    await she.chooses("veiligheid", "nee")
    await she.presses("button.place")


# --- invitations ------------------------------------------------------------------------------


@BOTH
async def test_with_an_invitation_her_case_goes_on(invited_line: Helpline, language: str) -> None:
    """Who is not invited hears what is needed and keeps her answers; the link lets her place with one tap."""
    async with people(invited_line, language) as (she, eva):
        await she.agrees()
        await tries_to_place(she)
        await she.anna.sees(she.said("access.needed"))
        assert await eva.topics() == []
        await she.anna.starts(await invitation(invited_line))
        await she.anna.sees(she.said("access.welcome", organisation=ORGANISATION))
        await she.presses("button.place")
        placed = await she.anna.sees(she.said("placed"))
        card = await eva.sees(await eva.topic(find_code(placed.text)), bare("nl", "card.waiting"))
        assert ORGANISATION in card.text


async def test_a_link_as_the_first_thing_she_opens(invited_line: Helpline) -> None:
    """Who comes by the link agrees like everybody, and places a case; the link works once for one use."""
    async with people(invited_line) as (she, eva):
        code = await invitation(invited_line)
        await she.anna.starts(code)
        await she.anna.sees(she.said("start.screen"))
        await she.presses("button.agree")
        await she.places()
        await eva.topic()
        second = Talk(invited_line.stage, await invited_line.stage.person("Bea"))
        await second.anna.starts(code)
        await second.anna.sees(second.said("access.no_invitation"))


async def test_the_same_answer_to_every_code_that_is_none(invited_line: Helpline) -> None:
    """Unknown, used up, expired and cut off look the same, and all say what to do."""
    async with people(invited_line) as (she, _):
        used = await invitation(invited_line)
        other = await invited_line.stage.person("Cas")
        await other.starts(used)
        await other.sees(she.said("access.welcome"))
        expired = await invitation(invited_line, seconds=-1)
        for code in (used, expired, "i" + "A" * 16, "i123"):
            await she.anna.starts(code)
            await she.anna.sees(she.said("access.no_invitation"))


async def test_guessing_is_limited_and_noticed(invited_line: Helpline) -> None:
    """After some wrong codes General hears of it once, and for an hour a right one is not looked up either."""
    async with people(invited_line) as (she, eva):
        await she.agrees()
        good = await invitation(invited_line, seconds=86_400.0)
        for number in range(TRIES):
            await she.anna.starts(f"i{number:016}")
            await she.anna.sees(she.said("access.no_invitation"))
        warning = await eva.sees(GENERAL, said("nl", "general.invitation_guessed"))
        assert "Anna" not in warning.text
        await she.anna.starts(good)
        await she.anna.sees(she.said("access.no_invitation"))
        assert in_general(eva, "general.invitation_guessed") == 1
        await invited_line.stage.advance(3601)
        await she.anna.starts(good)
        await she.anna.sees(she.said("access.welcome"))


async def test_the_link_brought_twice_counts_once(invited_line: Helpline) -> None:
    """An update that Telegram brings again takes no second place."""
    async with people(invited_line) as (she, _):
        code = await invitation(invited_line, uses=2)
        await she.anna.starts(code)
        await she.anna.sees(she.said("access.welcome"))
        await invited_line.stage.redeliver(1)
        other = await invited_line.stage.person("Dirk")
        await other.starts(code)
        await other.sees(she.said("access.welcome"))


# --- approval ---------------------------------------------------------------------------------


@BOTH
async def test_a_coordinator_says_yes(approved_line: Helpline, language: str) -> None:
    """She is told at once that somebody looks, General shows a code and no name, and a yes places her case."""
    async with people(approved_line, language) as (she, eva):
        await she.agrees()
        await tries_to_place(she)
        waiting = await she.anna.sees(she.said("access.requested"))
        code = find_code(waiting.text)
        asked = await eva.sees(GENERAL, said("nl", "general.request"))
        assert code is not None
        assert code in asked.text
        assert "Anna" not in asked.text
        assert await eva.topics() == []
        toast = await eva.presses(bare("nl", "button.admit"), GENERAL, asked)
        assert toast.text == bare("nl", "toast.admitted")
        placed = await she.anna.sees(she.said("placed"))
        assert find_code(placed.text) == code
        card = await eva.sees(await eva.topic(code), bare("nl", "card.waiting"))
        assert bare("nl", "card.not_admitted").split(":")[0].strip("<i>") not in card.text
        await eva.sees(GENERAL, said("nl", "general.request_placed"))


async def test_meanwhile_she_gets_answers(approved_line: Helpline) -> None:
    """While she waits for a yes the FAQ answers her, and asking again makes no second request."""
    async with people(approved_line) as (she, eva):
        await she.agrees()
        await tries_to_place(she)
        await she.anna.sees(she.said("access.requested"))
        await she.asks(KNOWN["nl"])
        await she.anna.sees(answer_to(talk.KNOWN_ENTRY, "nl"))
        await eva.sees(GENERAL, said("nl", "general.request"))
        await she.presses("button.expert")
        await she.anna.sees(she.said("access.waits"))
        assert in_general(eva, "general.request") == 1


async def test_a_coordinator_says_no(approved_line: Helpline) -> None:
    """She hears it kindly with numbers to call, there is no case, and the buttons are over."""
    async with people(approved_line) as (she, eva):
        await she.agrees()
        await tries_to_place(she)
        asked = await eva.sees(GENERAL, said("nl", "general.request"))
        await eva.presses(bare("nl", "button.refuse"), GENERAL, asked)
        await she.anna.sees(she.said("access.refused"))
        refused = await eva.sees(GENERAL, said("nl", "general.request_refused"))
        assert labels(refused) == []
        assert await eva.topics() == []
        # She is led through no questions for a "no"; a day later she goes on with what she said.
        await she.anna.writes("/deskundige")
        await she.anna.sees(she.said("access.refused"))
        await approved_line.stage.advance(24 * 3600)
        await she.anna.writes("/deskundige")
        await she.presses("button.place")
        await she.anna.sees(she.said("access.requested"))
        assert in_general(eva, "general.request") == 1


async def test_who_waits_too_long_is_not_forgotten(approved_line: Helpline) -> None:
    """When the promised time has passed the coordinators are reminded, and she hears whom to call."""
    async with people(approved_line) as (she, eva):
        await she.agrees()
        await tries_to_place(she)
        await eva.sees(GENERAL, said("nl", "general.request"))
        await approved_line.stage.advance(31 * 60)
        await eva.sees(GENERAL, said("nl", "general.request_overdue"))
        await she.anna.sees(she.said("access.overdue"))


# --- danger goes first ------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["invite", "approve"])
@pytest.mark.parametrize("text", [RED["nl"], AMBER["nl"]], ids=["red", "amber"])
async def test_danger_is_handed_on_first(tmp_path: Path, mode: str, text: str) -> None:
    """Who writes of danger gets the screen and a case in one tap, without invitation, approval or agreement."""
    async with helpline(tmp_path / "data", access__mode=mode) as line, people(line) as (she, eva):
        await she.begins()
        await she.writes(text)
        await she.presses("button.now")
        await she.anna.sees(she.said("placed"))
        card = await eva.sees(await eva.topic(), bare("nl", "card.waiting"))
        assert "geplaatst omdat er gevaar kan zijn" in card.text


async def test_danger_said_in_the_intake_needs_no_invitation(invited_line: Helpline) -> None:
    """The first question of the intake asks for danger, also of who has no invitation; a yes is placed."""
    async with people(invited_line) as (she, eva):
        await she.agrees()
        await she.wants_expert()
        await she.chooses("veiligheid", "ja_nu")
        await she.presses("button.place_now")
        await she.anna.sees(she.said("placed"))
        await eva.topic()


# --- blocking ---------------------------------------------------------------------------------


async def blocks(eva: Expert, case_message: Message) -> None:
    """Block who wrote this message, with a reason."""
    await eva.replies(case_message, "/blokkeer scheldt steeds")
    topic = await eva.topic()
    asked = await eva.sees(topic, said("nl", "topic.bar_ask"))
    toast = await eva.presses(bare("nl", "button.bar"), topic, asked)
    assert toast.text == bare("nl", "toast.barred")


async def test_who_is_blocked_keeps_danger_and_answers(
    line: Helpline, anna: Person, eva: Expert, stage: Stage
) -> None:
    """The case ends with a neutral sentence; numbers, danger screens and the FAQ stay; the way to a human does not."""
    case = await taken(anna, eva)
    she = Talk(stage, anna)
    await blocks(eva, case.question)
    told = await anna.sees(she.said("access.barred_closed"))
    assert "scheldt" not in told.text
    await eva.sees_topic(case.topic, closed=True)
    await she.asks(KNOWN["nl"])
    answer = await anna.sees(answer_to(talk.KNOWN_ENTRY, "nl"))
    assert she.label("button.expert") not in labels(answer)
    await anna.writes("/deskundige")
    await anna.sees(she.said("access.barred"))
    await anna.writes(RED["nl"])
    screen = await anna.sees(re.compile(re.escape("112")))
    assert labels(screen) == [she.label("button.safe"), she.label("button.112")]
    alarm = await eva.sees(GENERAL, said("nl", "general.barred_danger"))
    assert len(await eva.topics()) == 1
    await eva.presses(bare("nl", "button.unbar"), GENERAL, alarm)
    await anna.sees(she.said("access.unbarred"))
    await she.presses("button.expert")
    await anna.sees(talk.asks("veiligheid", "nl"))


async def test_blocking_wants_a_reason_and_a_yes(anna: Person, eva: Expert) -> None:
    """Without a reason nothing is asked, a "no" changes nothing, and an old button does nothing."""
    case = await opened(anna, eva)
    await eva.replies(case.question, "/blokkeer")
    await eva.sees(case.topic, "Schrijf de reden erachter")
    await eva.replies(case.question, "/block rude")
    asked = await eva.sees(case.topic, said("nl", "topic.bar_ask"))
    await eva.presses(bare("nl", "button.dont_bar"), case.topic, asked)
    await eva.sees(case.topic, said("nl", "topic.bar_dropped"))
    answer = await eva.replies(case.card, "Dag, vertel.")
    await eva.sees_reaction(answer, "👌")
    await anna.sees("Dag, vertel.")


async def test_a_block_can_be_undone_in_the_topic(anna: Person, eva: Expert, stage: Stage) -> None:
    """The button under "is blocked" and the command both lift it, and she can place again."""
    case = await opened(anna, eva)
    await blocks(eva, case.question)
    barred = await eva.sees(case.topic, said("nl", "topic.barred"))
    toast = await eva.presses(bare("nl", "button.reopen"), case.topic, case.card)
    assert toast.text == bare("nl", "toast.barred_now")
    await eva.presses(bare("nl", "button.unbar"), case.topic, barred)
    she = Talk(stage, anna)
    await anna.sees(she.said("access.unbarred"))
    await she.places()
    second = await eva.topic(after=case.topic)
    await eva.notes(second, "/deblokkeer")
    await eva.sees(second, said("nl", "topic.not_barred"))


async def test_a_block_outlives_what_is_erased(
    line: Helpline, anna: Person, eva: Expert, stage: Stage
) -> None:
    """Who is blocked and has all erased is told so, comes back blocked, and nothing else of her is there.

    The experts hear once that she is back, and can lift it; then nothing of it is kept, and she places a case.
    """
    case = await opened(anna, eva)
    await blocks(eva, case.question)
    await stage.settle()
    who = await hash_of(line, anna)
    await anna.writes("/vergeetmij")
    assert "Je bent geblokkeerd" in (await anna.sees("Typ dan dit woord")).text
    await anna.writes("VERGEET")
    assert "Je bent geblokkeerd" in (await anna.sees("Alles is gewist")).text
    await stage.settle()
    left = await dump(line)
    assert holding(left, (who, case.topic.name.split()[-1])) == []
    assert keys.BLOCKED in left
    await anna.starts()
    await anna.presses(bare("nl", "button.agree"))
    await anna.writes("/deskundige")
    await anna.sees(said("nl", "access.barred"))
    asked = await eva.sees(GENERAL, said("nl", "general.barred_back"))
    await anna.writes("/deskundige")
    await anna.sees(said("nl", "access.barred"))
    await stage.settle()
    assert keys.BLOCKED not in await dump(line)
    back = [
        one for one in eva.messages(GENERAL) if said("nl", "general.barred_back").search(one.text)
    ]
    assert len(back) == 1
    await eva.presses(bare("nl", "button.unbar"), GENERAL, asked)
    await anna.sees(said("nl", "access.unbarred"))
    await anna.writes("/deskundige")
    await anna.presses("Nee")
    await anna.presses(bare("nl", "button.place"))
    await anna.sees("staat klaar voor een deskundige")
    await anna.writes("/vergeetmij")
    assert "geblokkeerd" not in (await anna.sees("Typ dan dit woord")).text


async def test_danger_of_who_is_blocked_and_erased(
    line: Helpline, anna: Person, eva: Expert, stage: Stage
) -> None:
    """She is shown 112 as anybody is, and the experts hear of it, with the button that lifts the block."""
    case = await opened(anna, eva)
    await blocks(eva, case.question)
    await anna.writes("/vergeetmij")
    await anna.sees("Typ dan dit woord")
    await anna.writes("VERGEET")
    await anna.sees("Alles is gewist")
    await anna.starts()
    await anna.presses(bare("nl", "button.agree"))
    await anna.writes(RED["nl"])
    await anna.sees("112")
    alarm = await eva.sees(GENERAL, said("nl", "general.barred_back_danger"))
    assert bare("nl", "button.unbar") in labels(alarm)


async def test_a_block_is_over_after_its_term(
    line: Helpline, anna: Person, eva: Expert, stage: Stage
) -> None:
    """It goes along when her data go by their term, holds for the rest of its year, and then for nobody any more."""
    case = await opened(anna, eva)
    await blocks(eva, case.question)
    for days in (28, 4, 2):
        await stage.advance(days * 24 * 3600)
        await stage.settle()
    who = await hash_of(line, anna)
    left = await dump(line)
    assert holding(left, (who,)) == []
    assert keys.BLOCKED in left
    await stage.advance(335 * 24 * 3600)
    await stage.settle()
    assert keys.BLOCKED not in await dump(line)


# --- flood ------------------------------------------------------------------------------------


async def test_many_messages_go_slower_and_all_arrive(tmp_path: Path) -> None:
    """Above the limit she hears once that it goes slower, and every message arrives, in order."""
    async with helpline(tmp_path / "data", access__messages_per_minute="5") as line:
        anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
        case = await taken(anna, eva)
        texts = [f"bericht {number}" for number in range(12)]
        for text in texts:
            await anna.writes(text)
        await anna.sees(said("nl", "access.slowed"))
        await eva.sees(case.topic, texts[-1])
        shown = [one.text for one in eva.messages(case.topic)]
        assert [one for one in shown if one in texts] == texts
        slowed = [one for one in anna.bot_messages() if "wat langzamer" in one.text]
        assert len(slowed) == 1


# --- the group --------------------------------------------------------------------------------


async def test_every_join_and_leave_is_announced(line: Helpline, eva: Expert, stage: Stage) -> None:
    """General hears who came and who left, once each."""
    fatma = await stage.expert("Fatma")
    await eva.sees(GENERAL, named("general.joined", "Fatma"))
    place = {"user_id": fatma.id, "status": "left"}
    await stage.control.post(f"groups/{line.emulator.group_id}/members", place)
    await eva.sees(GENERAL, named("general.left", "Fatma"))
    await stage.redeliver(2)
    await stage.settle()
    shown = [one.text for one in eva.messages(GENERAL) if "Fatma" in one.text and one.from_bot]
    assert len(shown) == 2


async def test_buttons_of_who_left_do_nothing(
    line: Helpline, anna: Person, eva: Expert, stage: Stage
) -> None:
    """A removed expert's press changes nothing, also after a restart; back in the group it counts again."""
    case = await opened(anna, eva)
    gerrit = await stage.expert("Gerrit")
    await eva.sees(GENERAL, named("general.joined", "Gerrit"))
    members = f"groups/{line.emulator.group_id}/members"
    await stage.control.post(members, {"user_id": gerrit.id, "status": "kicked"})
    await eva.sees(GENERAL, named("general.left", "Gerrit"))
    await line.restart()
    account = {"id": gerrit.id, "is_bot": False, "first_name": "Gerrit"}
    press = {"from": account, "message": case.card.raw, "chat_instance": "1", "data": "take"}
    await stage.control.post("raw_update", {"callback_query": {"id": "1", **press}})
    await stage.settle()
    assert bare("nl", "button.take") in labels(eva.finds(case.topic, bare("nl", "card.waiting")))
    await stage.control.post(members, {"user_id": gerrit.id, "status": "member"})
    await stage.settle()
    toast = await gerrit.presses(bare("nl", "button.take"), case.topic, case.card)
    assert toast.text == bare("nl", "toast.yours")
    await anna.sees(said("nl", "taken_up"))


async def test_what_he_wrote_before_he_left_does_not_bring_him_back(
    line: Helpline, anna: Person, eva: Expert, stage: Stage
) -> None:
    """A message of his that is brought late is taken as any other; his buttons go on doing nothing."""
    case = await opened(anna, eva)
    gerrit = await stage.expert("Gerrit")
    await eva.sees(GENERAL, named("general.joined", "Gerrit"))
    before = int(await stage.now())
    members = f"groups/{line.emulator.group_id}/members"
    await stage.advance(60)
    await stage.control.post(members, {"user_id": gerrit.id, "status": "kicked"})
    await eva.sees(GENERAL, named("general.left", "Gerrit"))
    account = {"id": gerrit.id, "is_bot": False, "first_name": "Gerrit"}
    chat = case.card.raw["chat"]
    late = {
        "message_id": case.card.id + 500,
        "date": before,
        "chat": chat,
        "from": account,
        "message_thread_id": case.topic.id,
        "is_topic_message": True,
        "text": "Ik kijk even mee",
    }
    await stage.control.post("raw_update", {"message": late})
    press = {"from": account, "message": case.card.raw, "chat_instance": "1", "data": "take"}
    await stage.control.post("raw_update", {"callback_query": {"id": "1", **press}})
    await stage.settle()
    assert bare("nl", "button.take") in labels(eva.finds(case.topic, bare("nl", "card.waiting")))


# python-telegram-bot warns of a coming change of its own when it reads this service message.
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_an_unsafe_group_is_warned_of_and_told_when_mended(
    line: Helpline, eva: Expert, stage: Stage
) -> None:
    """Automatic deletion is seen at once; the warning names what is wrong until it is mended, and stands there once."""
    group = f"groups/{line.emulator.group_id}"
    await stage.control.patch(group, {"message_auto_delete_time": 86_400})
    warning = await eva.sees(GENERAL, said("nl", "general.group_unsafe"))
    assert bare("nl", "general.group_auto_delete") in warning.text
    await stage.control.patch(group, {"username": "open_groep"})
    await stage.advance(3601)
    both = await eva.sees(GENERAL, "De groep is openbaar")
    assert both.id == warning.id
    await stage.control.patch(group, {"username": "", "message_auto_delete_time": 0})
    await eva.sees(GENERAL, bare("nl", "general.group_safe"))


@pytest.mark.parametrize(
    "setting",
    [
        {"username": "open_groep"},
        {"has_visible_history": True},
        {"message_auto_delete_time": 86_400},
    ],
    ids=["public", "history", "auto-delete"],
)
async def test_an_unsafe_group_refuses_the_start(
    tmp_path: Path, setting: dict[str, object]
) -> None:
    """The helpline does not start with a group that lets others read, or that deletes by itself."""
    async with prepared(tmp_path / "data") as line:
        await line.stage.control.patch(f"groups/{line.emulator.group_id}", setting)
        with pytest.raises(RefusedError, match="instellingen van de groep"):
            await line.runner.start()


# --- the command line -------------------------------------------------------------------------


async def types(line: Helpline, *words: str) -> Result:
    """Type a command beside the running helpline."""
    environ = {**line.environ, "COLUMNS": "200"}
    return await asyncio.to_thread(CliRunner().invoke, main, ["invite", *words], env=environ)


async def test_an_invitation_is_made_listed_and_taken_back(
    invited_line: Helpline, tmp_path: Path
) -> None:
    """What `helpline invite` prints lets somebody in; the list counts it, and after `revoke` it lets in nobody more."""
    stage = invited_line.stage
    invited_line.environ["HELPLINE_KNOWLEDGE__BOT_USERNAME"] = "een_hulplijn_bot"
    picture = tmp_path / "code.svg"
    words = ("--org", ORGANISATION, "--uses", "3", "--days", "2", "--save", str(picture))
    made = await types(invited_line, *words)
    assert made.exit_code == 0, made.output
    found = re.search(r"https://t\.me/een_hulplijn_bot\?start=(i[\w-]{16})\s", made.output)
    assert found is not None
    assert "▄" in made.output
    assert picture.read_text("utf-8").startswith("<?xml")
    anna = await stage.person("Anna")
    await anna.starts(found[1])
    await anna.sees(said("nl", "access.welcome", organisation=ORGANISATION))
    listed = await types(invited_line, "list")
    assert "1 van 3" in listed.output
    assert found[1] not in listed.output
    number = re.search(r"Uitnodiging (\w{8}) ", made.output)
    assert number is not None
    assert (await types(invited_line, "revoke", number[1])).exit_code == 0
    assert "ingetrokken" in (await types(invited_line, "list")).output
    bea = await stage.person("Bea")
    await bea.starts(found[1])
    await bea.sees(said("nl", "access.no_invitation"))
    assert (await types(invited_line, "revoke", "zzzzzzzz")).exit_code == 1


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--org", " "),
        ("--org", "x" * 61),
        ("--org", "x", "--uses", "0"),
        ("--org", "x", "--save", "a.txt"),
    ],
)
async def test_a_mistyped_invitation_is_refused(words: tuple[str, ...]) -> None:
    """What can't be an invitation is said before anything is made."""
    refused = CliRunner().invoke(main, ["invite", *words])
    assert refused.exit_code == 2
