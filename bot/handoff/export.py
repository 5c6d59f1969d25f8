"""Export: all there is about somebody, as a text to read and as JSON to take along."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import msgspec

from bot.handoff.buttons import emergency_row
from bot.handoff.decision import RecordKind
from bot.handoff.effects import Say, SendFile, ToPerson
from bot.handoff.events import Timer
from bot.handoff.message_map import Side
from bot.intake import answers as replies
from bot.text import Html, plain, text

if TYPE_CHECKING:
    from bot.handoff.case import Case
    from bot.handoff.desk import Desk
    from bot.handoff.effects import Effect
    from bot.handoff.knowledge import Knowledge
    from bot.handoff.known import Known
    from bot.handoff.person import Person

SHOWN: Final = 300
"""Signs of a text of hers that are shown."""
LONGEST: Final = 3500
"""Signs of a text that still fits into one message, with its tags (Bot API: 4,096)."""
LEFT_OUT: Final = frozenset({"expert", "speaking", "noted_by", "author", "by"})
"""Fields that name an expert, and are left out: they are about him and not about her; his letter stays."""
_EARLIEST: Final = 1_000_000_000
"""A number with a fraction above this is a time (epoch seconds)."""


def effects(
    person: Person, known: Known, knowledge: Knowledge, desk: Desk, now: float
) -> tuple[Effect, ...]:
    """Return what is sent to her: a text, and a file with everything."""
    her = ToPerson(person.id, person.chat)
    parts = _parts(readable(person, known, knowledge, desk))
    rows = emergency_row(person.language)
    said = (Say(her, one, rows) for one in parts)
    caption = text(person.language, "mydata.file")
    return (*said, SendFile(her, "my-data.json", as_json(person, known, now), caption))


def as_json(person: Person, known: Known, now: float) -> bytes:
    """Return everything as JSON: times in ISO 8601 (UTC), experts by their letter only."""
    everything = {
        "made_at": now,
        "person": msgspec.to_builtins(person),
        "earlier_cases": msgspec.to_builtins(known.archived),
        "codes": known.codes,
        "topics": [{"topic": thread, "case": code} for thread, code in known.topics],
        "messages": [
            {
                "chat": "yours" if side is Side.PERSON else "topic",
                "number": number,
                "kind": entry.kind.name.lower(),
                "stands_for": entry.other,
                "parts": [part for part, _ in entry.parts],
                "earlier": list(entry.before),
            }
            for side, number, entry in known.entries
        ],
        "named_messages": dict(known.names),
        "merged_texts": dict(known.merged),
        "ratings": [msgspec.to_builtins(line) for _, line in known.lines],
        "timers": {timer.value: at for timer, at in known.timers},
        "waiting_to_be_sent": len(known.waiting),
        "set_aside": [_letter(body) for _, body in known.letters],
        "record_of_deeds": [
            {"what": deed.value, "role": role.value, "at": at} for deed, role, at in known.deeds
        ],
        "as_expert": msgspec.to_builtins(known.traces),
    }
    return msgspec.json.format(msgspec.json.encode(_shown(everything)), indent=2)


def readable(person: Person, known: Known, knowledge: Knowledge, desk: Desk) -> tuple[Html, ...]:
    """Return everything in words, as passages of Telegram HTML."""
    language = person.language

    def words(key: str, **values: object) -> Html:
        return text(language, key, **values)

    def day(at: float) -> str:
        return f"{desk.local(at):%d-%m-%Y %H:%M}"

    passages = [words("mydata.start", chat=person.chat)]
    consent = person.consent
    if consent is not None:
        passages.append(words("mydata.consent", when=day(consent.at), version=consent.version))
    for case in (*known.archived, *((person.case,) if person.case else ())):
        passages.append(_case(case, knowledge, day, language))
    if not known.codes:
        passages.append(words("mydata.no_case"))
    texts = {one.message: one.text for one in person.pending}
    texts |= {one.message: one.text for one in (*person.unsent, *person.screened)}
    texts |= {one.message: one.found.text for one in person.kept if one.found is not None}
    typed = [one for one in texts.values() if one]
    if code := person.admission.request:
        passages.append(words("mydata.request", code=code))
    typed += [one.text for one in person.held if one.text and one.expert is None]
    typed += [merged for _, merged in known.merged]
    if typed:
        passages.append(words("mydata.typed", texts=Html("\n".join(map(_beginning, typed)))))
    count = sum(side is Side.PERSON for side, _, _ in known.entries)
    passages.append(words("mydata.messages", count=count))
    for _, line in known.lines:
        key = "mydata.rating" if line.kind is RecordKind.RATING else "mydata.sentence"
        passages.append(words(key, when=day(line.at), value=line.value))
    if person.danger.at:
        passages.append(words("mydata.danger", when=day(person.danger.at)))
    if person.admission.barred is not None:
        passages.append(words("mydata.barred", when=day(person.admission.barred.at)))
    if person.admission.organisation:
        passages.append(words("mydata.invited", who=person.admission.organisation))
    if known.deeds:
        passages.append(words("mydata.deeds", count=len(known.deeds)))
    if known.letters:
        passages.append(words("mydata.set_aside", count=len(known.letters)))
    if known.is_expert:
        cases = ", ".join(one.code for one in known.traces.cases) or "–"
        passages.append(words("mydata.as_expert", cases=cases, flags=len(known.traces.flags)))
    erased = dict(known.timers).get(Timer.ERASE)
    if erased is not None:
        passages.append(words("mydata.how_long", days=desk.retention.message_map_days))
    passages.append(words("mydata.end"))
    return tuple(passages)


def _letter(body: bytes) -> Any:
    """Return what she sent and could not be handled; None for what is not hers to see."""
    try:
        return msgspec.json.decode(body) if body else None
    except (msgspec.DecodeError, RecursionError):
        return body.decode("utf-8", "replace")


def _beginning(typed: str) -> str:
    """Return a text of hers as it is shown; all of it is in the file."""
    cut = typed if len(typed) <= SHOWN else f"{typed[:SHOWN]}…"
    return f"«{plain(' '.join(cut.split()))}»"


def _case(case: Case, knowledge: Knowledge, day: Any, language: str) -> Html:
    lines = replies.summary(knowledge.form_of(case.form), case.answers, language)
    answers = Html("\n".join(f"· {plain(one.label)}: {plain(one.value)}" for one in lines))
    closed = "–" if case.closed_at is None else day(case.closed_at)
    experts = ", ".join(one.letter for one in case.speakers) or "–"
    return text(
        language,
        "mydata.case",
        code=case.code,
        opened=day(case.opened_at),
        closed=closed,
        experts=experts,
        answers=answers,
    )


def _parts(passages: tuple[Html, ...]) -> list[Html]:
    """Return as few messages as hold all passages; one that is longer by itself is cut at a line.

    What is one point among several follows the one before it, all else stands apart.
    """
    parts = [""]
    for passage in passages:
        apart = () if passage.startswith("·") else ("",)
        for line in (*apart, *passage.split("\n")):
            if len(parts[-1]) + len(line) + 1 > LONGEST:
                parts.append("")
            parts[-1] += f"{line}\n"
    return [Html(one.strip()) for one in parts if one.strip()]


def _shown(value: Any) -> Any:
    """Return a value as everybody reads it, without who the experts are."""
    match value:
        case dict():
            return {str(name): _shown(one) for name, one in value.items() if name not in LEFT_OUT}
        case list() | tuple():
            return [_shown(one) for one in value]
        case float() if value > _EARLIEST:
            return datetime.fromtimestamp(value, UTC).isoformat(timespec="seconds")
        case _:
            return value
