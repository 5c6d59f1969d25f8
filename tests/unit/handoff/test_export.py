"""Export: all there is about somebody, to read and to take along."""

from __future__ import annotations

import json

import msgspec
import pytest

from bot.handoff import export
from bot.handoff.admission import Admission
from bot.handoff.effects import Say, SendFile
from bot.handoff.ids import MessageId
from bot.handoff.person import Kept, Typed
from bot.handoff.unsent import Unsent
from tests.support.desks import ALWAYS, MONDAY, knowledge
from tests.support.people import lawful
from tests.unit.handoff.test_forgetting import ANNA, BO, KNOWN, OLD


@pytest.mark.parametrize("language", ["nl", "en"])
def test_however_much_there_is(language: str) -> None:
    """Many cases and long texts become several lawful messages and one file."""
    archived = tuple(msgspec.structs.replace(OLD, opened_at=MONDAY + one) for one in range(60))
    typed = tuple(Typed(MessageId(one), "<b>&" + "woord " * 600) for one in range(20))
    person = msgspec.structs.replace(ANNA, language=language, pending=typed)
    known = msgspec.structs.replace(KNOWN, archived=archived)
    effects = export.effects(person, known, knowledge(), ALWAYS, MONDAY)
    *said, file = effects
    assert isinstance(file, SendFile)
    assert len(said) > 2
    for one in said:
        assert isinstance(one, Say)
        lawful(one)
    assert (
        sum(
            one.html.count("Begonnen" if language == "nl" else "Began")
            for one in said
            if isinstance(one, Say)
        )
        == 61
    )


def test_experts_are_not_part_of_it() -> None:
    """Their ids are theirs; the letters by which she knows them stay, and times are readable."""
    told = export.as_json(msgspec.structs.replace(ANNA, case=OLD), KNOWN, MONDAY)
    everything = json.loads(told)
    assert BO not in told.decode().replace("\n", " ").split('"')
    assert everything["person"]["case"]["speakers"][0]["letter"] == "A"
    assert everything["made_at"].startswith("2026-11-23T")
    assert everything["ratings"][1]["value"] == "Bel me op 06-12345678"


def test_what_waits_for_a_case_is_shown() -> None:
    """Texts that are kept for a case that follows, each once, and a request that waits for a yes stand there to read."""
    text = "Bel 0612345678"
    person = msgspec.structs.replace(
        ANNA,
        pending=(Typed(MessageId(5), text),),
        kept=(Kept(MessageId(5), MONDAY, Unsent(MessageId(5), text=text)),),
        admission=Admission(request="CCCC-4444"),
    )
    told = "\n".join(export.readable(person, KNOWN, knowledge(), ALWAYS))
    assert told.count(text) == 1
    assert "CCCC-4444" in told
    later = msgspec.structs.replace(person, pending=())
    assert text in "\n".join(export.readable(later, KNOWN, knowledge(), ALWAYS))
