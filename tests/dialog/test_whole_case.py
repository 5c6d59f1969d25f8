"""A whole case, from the first tap to the rating, as both sides live through it."""

import logging

import pytest

from bot.emulator.actors import Expert, Person, Stage
from bot.text import bare
from tests.dialog.talk import (
    BOTH,
    CALM,
    KNOWN,
    KNOWN_ENTRY,
    UNKNOWN,
    Talk,
    answer_to,
    asks,
    said,
    short,
)

SAYS = {
    "nl": {
        "detail": "Hij is stiller geworden en komt niet meer naar de gym",
        "thanks": "Dat ga ik zo doen, dank!",
        "sentence": "Snel en duidelijk",
    },
    "en": {
        "detail": "He has become quieter and stays away from the gym",
        "thanks": "I will do that, thanks!",
        "sentence": "Quick and clear",
    },
}
NOTE = "Lijkt op die van vorige week, wie pakt hem?"
ANSWER = "Goed dat je het vraagt. Wat heb je al met hem besproken?"
BETTER = "Goed dat je het vraagt. Wat heb je al met hem besproken, en wie weet ervan?"
PRAISE = "Mooi verwoord!"


@BOTH
async def test_a_whole_case(
    language: str,
    stage: Stage,
    anna: Person,
    eva: Expert,
    erik: Expert,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Question, answer of the FAQ, intake, note, answer, edit, praise, close, rating: each where it belongs."""
    caplog.set_level(logging.DEBUG, "bot")
    hers = SAYS[language]
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.asks(KNOWN[language])
    await anna.sees(answer_to(KNOWN_ENTRY, language))

    await talk.wants_expert()
    await talk.chooses("veiligheid", "nee")
    await talk.chooses("rol", "onderwijs_vo")
    await talk.chooses("regio", "utrecht")
    await talk.chooses("thema", "gesprek")
    await anna.sees(asks("over_wie", language))
    await talk.presses("button.place")
    await anna.sees(talk.said("placed"))

    topic = await eva.topic(f"{short('thema', 'gesprek')}·{short('regio', 'utrecht')}")
    card = await eva.sees(topic, bare("nl", "card.waiting"))
    question = await eva.sees(topic, KNOWN[language])
    await anna.writes(hers["detail"])
    await eva.sees(topic, hers["detail"])

    note = await eva.notes(topic, NOTE)
    await eva.sees_reaction(note, "✍")
    answer = await eva.replies(question, ANSWER)
    await anna.sees(talk.said("taken_up"))
    told = await anna.sees(ANSWER)
    await eva.sees_reaction(answer, "👌")
    praise = await erik.replies(answer, PRAISE)
    await erik.sees_reaction(praise, "✍")
    await eva.edits(answer, BETTER)
    assert (await anna.sees(BETTER)).id == told.id
    await anna.writes(hers["thanks"])
    await eva.sees(topic, hers["thanks"])

    await eva.presses(bare("nl", "button.close"), topic)
    closed = await anna.sees(talk.said("closed"))
    await eva.sees_topic(topic, called="✅", closed=True)
    await anna.presses("5", closed)
    await anna.sees(talk.said("rated"))
    await talk.presses("button.sentence")
    await anna.sees(talk.said("sentence"))
    await anna.writes(hers["sentence"])
    await anna.sees(talk.said("sentence_kept"))
    await stage.settle(0.1)

    for inside in (NOTE, PRAISE):
        assert not any(inside in each.words for each in anna.messages())
    assert not any(hers["sentence"] in each.words for each in eva.messages(topic))
    assert (await anna.looks_again(told)).sender_id != eva.id
    assert bare("nl", "card.closed") in (await eva.looks_again(card)).text
    said_in_logs = "\n".join(each.getMessage() for each in caplog.records)
    for secret in (*hers.values(), KNOWN[language], NOTE, ANSWER, "Anna", str(anna.id)):
        assert secret not in said_in_logs


@BOTH
async def test_the_next_case_is_another(
    language: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """After a closed case a new question gets a topic and a code of its own."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.places()
    first = await eva.topic()
    await talk.presses("button.i_am_helped")
    await anna.sees(talk.said("closed"))
    await anna.writes(UNKNOWN[language])
    await anna.sees(talk.said("after"))
    await talk.presses("button.new_question")
    await anna.sees(talk.said("no_answer"))
    await talk.places()
    second = await eva.topic(after=first)
    await eva.sees(second, UNKNOWN[language])
    assert second.name != first.name
    with pytest.raises(AssertionError):
        eva.finds(first, UNKNOWN[language])


async def test_two_cases_from_one_helpline(stage: Stage, anna: Person, eva: Expert) -> None:
    """A Dutch and an English case go on side by side, each in its language and with its own answer."""
    bea = await stage.person("Bea")
    dutch, english = Talk(stage, anna), Talk(stage, bea, "en")
    await dutch.agrees()
    await dutch.places()
    first = await eva.topic()
    await english.agrees()
    await english.places()
    second = await eva.topic(after=first)
    await eva.replies(await eva.sees(second, bare("nl", "card.waiting")), "Hello, I am here.")
    await bea.sees("Hello, I am here.")
    await eva.replies(await eva.sees(first, bare("nl", "card.waiting")), "Dag, ik ben er.")
    await anna.sees("Dag, ik ben er.")
    await anna.never_sees("Hello, I am here.", for_seconds=CALM)
    assert said("en", "taken_up").search(bea.finds(said("en", "taken_up")).text) is not None
