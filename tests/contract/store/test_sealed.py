"""Sealed: whoever steals the disk or dumps the store reads no text and no id of a person or chat."""

from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.handoff.case import Case
from bot.handoff.decision import Record, RecordKind
from bot.handoff.effects import Pass, SendContact, ToPerson, ToTopic
from bot.handoff.events import Timer
from bot.handoff.ids import ChatId, MessageId, ThreadId, UpdateId, UserId
from bot.handoff.person import Held, Kept, Person, Typed
from bot.intake.answers import Answers
from bot.ports import Finished
from bot.store.client import connect
from bot.store.codec import SealError
from bot.store.keyfile import KeyFileError
from bot.store.server import EmbeddedServer
from bot.store.valkey_store import ValkeyStore, holds_sealed
from tests.contract.store.material import CODE, NOW, commit, everything, hers, raw, say
from tests.support.valkey import codec

CANARY = "kanarie"
USER = UserId(777_000_111_222)
CHAT = ChatId(-100_888_999_000)


async def _fill(store: ValkeyStore) -> None:
    """Write something of every kind, marked, through every door."""
    who = store.person_id(USER)
    answers = Answers((("role", (f"{CANARY}-role",)),))
    case = Case(CODE, "nl", NOW, title=f"{CANARY}-title", answers=answers)
    anna = Person(
        who,
        CHAT,
        "nl",
        pending=(Typed(MessageId(1), f"{CANARY}-pending"),),
        kept=(Kept(MessageId(2), NOW),),
        held=(Held(MessageId(3), "contact", f"{CANARY}-card"),),
        known=answers,
        case=case,
    )
    effects = (
        say(f"{CANARY}-say", who),
        Pass(ToTopic(CODE), MessageId(1), f"{CANARY}-pass"),
        SendContact(ToPerson(who, CHAT), f"{CANARY}-phone", f"{CANARY}-name"),
    )
    outcome = await store.commit(
        commit(
            person=anna,
            update=11,
            effects=effects,
            links=(hers(1, 70),),
            codes=(CODE,),
            topics=((CODE, ThreadId(40)),),
            set_timers=((Timer.PROMISE, NOW),),
            archive=case,
            records=(Record(RecordKind.SENTENCE, CODE, NOW, f"{CANARY}-sentence"),),
            count=("placed",),
        )
    )
    await store.begin(outcome.envelopes[0].id, 5.0)
    follow = (say(f"{CANARY}-follow", who),)
    await store.finish(Finished(outcome.envelopes[0].id, who, (hers(2, 71),), follow=follow))
    await store.emit(UpdateId(12), [say(f"{CANARY}-emit", who)], NOW)
    await store.bury(UpdateId(13), f"{CANARY}-body {USER}".encode(), f"{CANARY}-why", NOW)


def _readable(found: bytes) -> list[bytes]:
    """Return which of the marks stand readable in a dump."""
    user, chat = int(USER), int(CHAT)
    marks = [CANARY.encode(), str(user).encode(), str(abs(chat)).encode()]
    marks += [user.to_bytes(8, order) for order in ("big", "little")]
    marks += [chat.to_bytes(8, order, signed=True) for order in ("big", "little")]
    return [mark for mark in marks if mark in found]


async def test_no_text_and_no_id_stands_readable(store: ValkeyStore, client: Redis) -> None:
    """A dump of every key and value holds none of the marked texts and no id of the user or chat."""
    await _fill(store)
    found = await everything(client)
    assert len(found) >= 14
    assert _readable(raw(found)) == []


async def test_the_files_on_disk_tell_nothing(tmp_path: Path) -> None:
    """Neither the server's log of writes nor its messages hold a marked text or an id, also after a rewrite."""
    server = EmbeddedServer(tmp_path / "data")
    client = connect(await server.start())
    store = ValkeyStore(client, codec())
    await store.open()
    await _fill(store)
    await store.close()
    await client.aclose()
    await server.stop()
    files = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert any(path.suffix == ".aof" and path.stat().st_size > 1000 for path in files)
    assert _readable(b"\n".join(path.read_bytes() for path in files)) == []


async def test_another_key_opens_nothing(store: ValkeyStore, client: Redis) -> None:
    """With another master key the store refuses to open, and its records do not open."""
    await _fill(store)
    other = ValkeyStore(client, codec(bytes(32)))
    with pytest.raises(KeyFileError, match="andere sleutel"):
        await other.open()
    assert await other.waiting() == []
    with pytest.raises(SealError):
        await other.load(store.person_id(USER))


async def test_a_record_opens_only_for_its_owner(store: ValkeyStore, client: Redis) -> None:
    """A record that is moved to another person's key does not open there."""
    await _fill(store)
    mine, yours = store.person_id(USER), store.person_id(UserId(5))
    await client.rename(f"{{desk}}:p:{mine}", f"{{desk}}:p:{yours}")
    with pytest.raises(SealError, match="damaged or belongs elsewhere"):
        await store.load(yours)


async def test_a_store_knows_whether_it_holds_records(client: Redis) -> None:
    """An empty store needs no key yet; one that was opened or written does. Other keys do not count."""
    await client.set("something:else", "1")
    assert not await holds_sealed(client)
    await ValkeyStore(client, codec()).emit(None, [say("x")], NOW)
    assert await holds_sealed(client)
    await client.flushall()
    await ValkeyStore(client, codec()).open()
    assert await holds_sealed(client)
