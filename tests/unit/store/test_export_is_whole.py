"""The export is whole: whatever is stored of her, by the data map, is in what she is sent, or it is said why not."""

from __future__ import annotations

import json

from msgspec.structs import fields

from bot.declared import Sort, parts
from bot.handoff import export
from bot.handoff.case import Case
from bot.handoff.message_map import Entry
from bot.handoff.person import Person
from bot.store import keys
from bot.store.declarations import fields_of
from tests.support.desks import MONDAY
from tests.unit.handoff.test_forgetting import ANNA, KNOWN

PLACES = {
    "p": "person",
    "a": "earlier_cases",
    "codes": "codes",
    "threads": "topics",
    "topics": "topics",
    "m": "messages",
    "w": "merged_texts",
    "journal": "ratings",
    "timers": "timers",
    "effects": "waiting_to_be_sent",
    "dead": "set_aside",
    "audit": "record_of_deeds",
}
"""Where in the file stands what is kept under a kind of key."""
WHY_NOT = {
    "k": "references of keys, which say nothing of her",
    "r": "what remains of erased cases leads to nobody, so nobody can find hers",
    "blocked": "stands there only while nothing else of her does; her record says it otherwise",
    "used": "tags that lead to nobody without the key, kept to count places",
    "inbox": "an update that is being handed over, gone when it is handled",
    "onway": "their numbers",
    "drafts": "what experts propose for the FAQ: it names no case and waits for the disk only",
    "flags": "of experts, who find theirs under as_expert",
    "leavers": "of experts: who left the group, so that old buttons stay dead",
    "audit-experts": "of experts: under which name one stands in the audit",
    "audit-head": "a number",
    "audit-signed": "signatures",
}
"""Why the rest of what may be about somebody is not in it."""
_OF_PEOPLE = frozenset({Sort.PSEUDONYM, Sort.PERSONAL, Sort.SPECIAL})


def test_every_key_about_somebody_is_in_it() -> None:
    """Each kind of key that holds anything of a person's has its place in the file, or a reason why it has none."""
    everything = json.loads(export.as_json(ANNA, KNOWN, MONDAY))
    about = {
        kind
        for kind, declared in keys.DECLARED.items()
        if declared.sort in _OF_PEOPLE or declared.part.her_nl
    }
    assert about - set(PLACES) - set(WHY_NOT) == set()
    assert set(PLACES) | set(WHY_NOT) <= about
    assert set(PLACES.values()) <= set(everything)


def test_every_field_of_hers_is_in_it() -> None:
    """Her record and her cases go into the file as they are; what is left out of them names an expert and nobody else."""
    left_out = {
        one.declared.part
        for one in fields_of(Person, Case)
        if one.name in export.LEFT_OUT and one.declared.part is not parts.EXPERT
    }
    assert left_out == set()
    everything = json.loads(export.as_json(ANNA, KNOWN, MONDAY))
    shown = {"kind": "kind", "other": "stands_for", "parts": "parts", "before": "earlier"}
    assert {one.name for one in fields(Entry)} - export.LEFT_OUT == set(shown)
    assert set(shown.values()) <= set(everything["messages"][0])
