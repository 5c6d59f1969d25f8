"""Stored records: every version ever written is still read."""

from pathlib import Path
from typing import Any

import pytest

from bot.handoff.case import Case, Speaker
from bot.handoff.decision import Record, RecordKind
from bot.handoff.effects import (
    Button,
    Counterpart,
    Effect,
    Here,
    OpenTopic,
    React,
    Relay,
    Say,
    ToGeneral,
    ToPerson,
    ToTopic,
)
from bot.handoff.ids import CaseCode, ChatId, ExpertId, MessageId, PersonId, ThreadId, UpdateId
from bot.handoff.merged import Merged, Part
from bot.handoff.person import Consent, Kept, Person, Stage, Typed
from bot.intake.answers import Answers
from bot.store.case_key_slots import KeyRef
from bot.store.case_keys import CaseKeys
from bot.store.codec import SCHEMA, Codec, SealError
from bot.store.key_ring import KeyRing
from bot.store.records import Buried, Records

SAMPLES = Path(__file__).parent / "samples"
RING = KeyRing.of(bytes(range(32)))
RECORDS = Records(Codec(RING, CaseKeys(SAMPLES / "v2" / "case-keys", RING)))
KEY = KeyRef(bytes.fromhex((SAMPLES / "v2" / "key.hex").read_text()))
"""The case key that is in that file."""
ANNA = PersonId("anna" * 6 + "aa")
CODE = CaseCode("ABCD-EFGH")
TOPIC = ToTopic(CODE)

CASE = Case(
    CODE,
    "nl",
    1_790_000_000.5,
    urgency=2,
    form="v1",
    answers=Answers((("role", ("teacher",)), ("worries", ("online", "group")), ("region", ()))),
    topic=ThreadId(40),
    speakers=(Speaker(ExpertId("e" * 26), "A", 1_790_000_060.0),),
    speaking=ExpertId("e" * 26),
)
PERSON = Person(
    ANNA,
    ChatId(5_000_000_001),
    "nl",
    stage=Stage.CONVERSATION,
    consent=Consent("2026-11", 1_789_999_000.0, "nl"),
    pending=(Typed(MessageId(7), "Mag dat?"),),
    kept=(Kept(MessageId(3), 1_789_999_100.0),),
    case=CASE,
)
EFFECTS: tuple[Effect, ...] = (
    Say(
        ToPerson(ANNA, ChatId(5_000_000_001)),
        "<b>Hallo</b>",
        keyboard=((Button("Ja", "yes"), Button("Site", url="https://example.org")),),
        reply_to=Here(MessageId(9)),
        name="start",
        entry="card",
        pin=True,
    ),
    Relay(
        TOPIC,
        MessageId(10),
        ChatId(5_000_000_001),
        reply_to=Counterpart(MessageId(8)),
        then=(React(TOPIC, MessageId(70), "👌"),),
    ),
    OpenTopic(TOPIC, "🔴 Groep · Utrecht · ABCD-EFGH"),
    Say(ToGeneral(), "Hallo"),
)
RECORD = Record(RecordKind.SENTENCE, CODE, 1_790_000_900.0, "Fijn geholpen")
BURIED = Buried("unknown content", b'{"update_id": 5}')
MERGED_ID = MessageId(90)
MERGED = Merged(
    (
        Part(MessageId(10), "14:03", "Mag dat?", '[{"type":"bold","offset":0,"length":3}]'),
        Part(MessageId(12), "14:04", "En dit?"),
    )
)


def _opened(name: str, sealed: bytes) -> Any:
    match name:
        case "person":
            return RECORDS.open_person(ANNA, sealed)
        case "case":
            return RECORDS.open_case(CODE, sealed)
        case "record":
            return RECORDS.open_record(CODE, sealed)
        case "merged":
            return RECORDS.open_merged(ANNA, MERGED_ID, sealed)
        case "dead":
            return RECORDS.open_dead(UpdateId(5), sealed)
        case _:
            return RECORDS.open_effect(ANNA, sealed)


WRITTEN: dict[str, Any] = {
    "person": PERSON,
    "case": CASE,
    "record": RECORD,
    "dead": BURIED,
    "merged": MERGED,
    **{f"effect-{place}": effect for place, effect in enumerate(EFFECTS)},
}


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("version", range(1, SCHEMA + 1))
def test_a_stored_sample_is_still_read(version: int, name: str) -> None:
    """A record that an earlier release wrote is read as what it was."""
    sealed = bytes.fromhex((SAMPLES / f"v{version}" / f"{name}.hex").read_text())
    assert _opened(name, sealed) == WRITTEN[name]


def test_what_is_written_now_is_read_now() -> None:
    """Each kind of record comes back as it was sealed."""
    assert RECORDS.open_person(ANNA, RECORDS.seal_person(PERSON)) == PERSON
    assert RECORDS.open_case(CODE, RECORDS.seal_case(CASE)) == CASE
    assert RECORDS.open_record(CODE, RECORDS.seal_record(RECORD)) == RECORD
    assert RECORDS.open_dead(UpdateId(5), RECORDS.seal_dead(UpdateId(5), BURIED)) == BURIED
    merged = RECORDS.seal_merged(ANNA, MERGED_ID, MERGED)
    assert RECORDS.open_merged(ANNA, MERGED_ID, merged) == MERGED
    with pytest.raises(SealError):
        RECORDS.open_merged(ANNA, MessageId(91), merged)
    for effect in EFFECTS:
        assert RECORDS.open_effect(ANNA, RECORDS.seal_effect(ANNA, effect)) == effect
        assert RECORDS.open_effect(ANNA, RECORDS.seal_effect(ANNA, effect, KEY)) == effect
        with pytest.raises(SealError):
            RECORDS.open_effect(None, RECORDS.seal_effect(ANNA, effect))


def test_a_foreign_form_is_refused_without_its_words() -> None:
    """A record of another form is refused, and the refusal does not quote it."""
    codec = Codec(bytes(range(32)))
    sealed = codec.seal("person", "", ANNA, b"\x81\xa2id\xa6secret")
    with pytest.raises(SealError, match="does not have the form") as caught:
        RECORDS.open_person(ANNA, sealed)
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None
