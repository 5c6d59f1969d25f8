"""Answering: internal by default; only an explicit answer leaves the topic, under a role name."""

from __future__ import annotations

import json

import pytest

from bot.handoff.answering import command_text, shifted
from bot.handoff.events import AuthorKind, Incoming, Kind
from bot.handoff.ids import MessageId
from bot.handoff.person import Stage
from tests.support.desks import ENGLISH
from tests.support.people import talking, waiting

SENT, NOTE, FAILED = "👌", "✍", "😢"


# --- what leaves ------------------------------------------------------------------------------


def test_a_reply_to_her_leaves() -> None:
    """A reply to a message of hers goes to her, points at that message, and gets its receipt."""
    anna = waiting()
    question = anna.writes("Mag dat?")
    answer = anna.expert("Ja, dat mag", anna.in_topic(question))
    assert anna.chat.by("expert") == ["Ja, dat mag"]
    assert anna.chat.last.reply_to == question
    assert anna.reaction(answer) == SENT


def test_a_reply_to_the_card_leaves() -> None:
    """A reply to the card goes to her and answers nothing in particular."""
    anna = waiting()
    anna.expert("Hallo", anna.card)
    assert anna.chat.by("expert") == ["Hallo"]
    assert anna.chat.last.reply_to is None


def test_a_reply_to_ones_own_answer_leaves() -> None:
    """A reply to one's own sent answer goes to her, and points at the answer's copy."""
    anna = talking()
    first = anna.expert("Eerst dit", anna.card)
    anna.expert("En ook dit", first)
    assert anna.chat.by("expert")[-1] == "En ook dit"
    assert anna.chat.last.reply_to == anna.in_chat(first)


@pytest.mark.parametrize(
    "text", ["/a Dat mag", "/A Dat mag", "/a@hulplijn_bot Dat mag", "/a\nDat mag", "/a\tDat mag"]
)
def test_the_command_leaves(text: str) -> None:
    """What follows the answer command goes to her, without the command."""
    anna = waiting()
    answer = anna.expert(text)
    assert anna.chat.by("expert") == ["Dat mag"]
    assert anna.reaction(answer) == SENT


def test_a_command_in_reply_to_her() -> None:
    """An answer by command that is a reply too points at the right message."""
    anna = waiting()
    question = anna.writes("Mag dat?")
    anna.expert("/a Ja", anna.in_topic(question))
    assert anna.chat.last.reply_to == question


@pytest.mark.parametrize("kind", [Kind.PHOTO, Kind.VOICE, Kind.DOCUMENT])
def test_other_media_leave_too(kind: Kind) -> None:
    """A picture, voice message or file as a reply is an answer like any other."""
    anna = waiting()
    anna.expert("uitleg", anna.card, kind=kind)
    assert anna.chat.by("expert") == ["uitleg"]


@pytest.mark.parametrize(
    "text",
    [
        "// niet voor haar",
        "  //niet voor haar",
        "\u200b// niet voor haar",
        "／／ niet voor haar",
        "intern: niet voor haar",
        "INTERN: niet voor haar",
        "Intern : niet voor haar",
        "internal: not for her",
    ],
)
@pytest.mark.parametrize(
    "way", ["card", "hers", "own", "command", "caption", "plain", "edit", "note"]
)
def test_internal_never_leaves(text: str, way: str) -> None:
    """What is marked as internal leaves on no path: replies, command, captions, edits, or "send to her"."""
    anna = waiting()
    hers = anna.writes("Een vraag")
    own = anna.expert("Een antwoord", anna.card)
    before = list(anna.chat.messages.values())
    match way:
        case "card":
            message = anna.expert(text, anna.card)
        case "hers":
            message = anna.expert(text, anna.in_topic(hers))
        case "own":
            message = anna.expert(text, own)
        case "command":
            message = anna.expert(f"/a {text}")
        case "caption":
            message = anna.expert(text, anna.card, kind=Kind.PHOTO)
        case "plain":
            message = anna.expert(text)
        case "edit":
            message = own
            anna.expert_edits(own, text)
            assert "niet doorgegeven" in anna.topic.last.text
        case _:
            message = anna.expert("een notitie")
            assert "Stuur naar de vrager" in anna.topic.last.buttons
            offer = anna.topic.button("Stuur naar de vrager")[1]
            anna.expert_edits(message, text)
            assert "Stuur naar de vrager" not in anna.topic.last.buttons
            assert "werkt niet meer" in anna.expert_sends_press(offer)
    assert list(anna.chat.messages.values()) == before
    assert anna.reaction(message) == (SENT if way == "edit" else NOTE)


@pytest.mark.parametrize("text", ["// niet voor haar", "/fout", "/fuot", "/sluit"])
def test_an_album_stays_whole(text: str) -> None:
    """What follows a marked caption in an album stays too, as an answer or a note; the next album leaves."""
    anna = waiting()
    hers = anna.in_topic(anna.writes("Een vraag"))
    before = list(anna.chat.messages.values())
    for target in (hers, None):
        anna.expert(text, target, kind=Kind.PHOTO, album=str(target))
        for _ in range(2):
            part = anna.expert("", target, kind=Kind.PHOTO, album=str(target))
            assert anna.reaction(part) == NOTE
            assert not anna.topic.shows("niet verstuurd")
    assert list(anna.chat.messages.values()) == before
    part = anna.expert("", hers, kind=Kind.PHOTO, album="another")
    assert anna.reaction(part) == SENT


@pytest.mark.parametrize("text", ["/a //x", "/a intern: x"])
def test_an_edit_into_an_internal_command(text: str) -> None:
    """Also behind the command a change that is marked as internal stays."""
    anna = waiting()
    answer = anna.expert("/a Dat mag")
    anna.expert_edits(answer, text)
    assert anna.chat.by("expert") == ["Dat mag"]


@pytest.mark.parametrize("text", ["/a", "/a   ", "/a@hulplijn_bot"])
def test_an_empty_answer(text: str) -> None:
    """A command without a text is said to be empty."""
    anna = waiting()
    message = anna.expert(text)
    assert anna.reaction(message) == FAILED
    assert "geen tekst" in anna.topic.last.text


def test_an_edit_to_nothing() -> None:
    """A change that leaves no text is not passed on, and says so."""
    anna = waiting()
    answer = anna.expert("/a Dat mag")
    anna.expert_edits(answer, "/a")
    assert anna.chat.by("expert") == ["Dat mag"]
    assert "niet bezorgd" in anna.topic.last.text


@pytest.mark.parametrize("kind", [AuthorKind.ANONYMOUS, AuthorKind.CHANNEL])
@pytest.mark.parametrize("text", ["Een antwoord", "/a Een antwoord"])
def test_post_as_yourself(kind: AuthorKind, text: str) -> None:
    """An anonymous administrator and a channel are told: not sent, post as yourself."""
    anna = waiting()
    message = anna.expert(text, anna.card, author=kind)
    assert anna.chat.by("expert") == []
    assert anna.reaction(message) == FAILED
    assert "Niet verstuurd" in anna.topic.last.text
    assert "als jezelf" in anna.topic.last.text


def test_a_reply_to_a_card_that_was_not_recorded_leaves() -> None:
    """A card that was sent just before the process died is known by its code; another case's is not."""
    anna = waiting()
    assert anna.person.case is not None
    card = f"Zaak {anna.person.case.code}"
    anna.expert("Hallo", MessageId(900), unrecorded=card)
    assert anna.chat.by("expert") == ["Hallo"]
    other = anna.expert("Ook hallo", MessageId(901), unrecorded="Zaak 2222-2222")
    assert anna.reaction(other) == NOTE


# --- cards and places -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Kind.CONTACT, Kind.LOCATION])
def test_an_experts_card_is_asked_about(kind: Kind) -> None:
    """An expert's contact card or location leaves only after "send?", by its author, and keeps what it answers."""
    anna = waiting()
    hers = anna.writes("Wie kan ik bellen?")
    card = anna.expert("", anna.in_topic(hers), kind=kind, card="Een naam, een nummer")
    assert anna.chat.by("expert") == []
    assert anna.reaction(card) == NOTE
    assert "Alleen wie het schreef" in anna.expert_presses("Stuur toch", by="cas")
    anna.expert_presses("Stuur toch")
    assert anna.chat.by("expert") == [
        "Contactkaart: Een naam, een nummer" if kind is Kind.CONTACT else "location"
    ]
    assert anna.chat.last.reply_to == hers
    assert anna.reaction(card) == SENT
    assert not anna.topic.last.buttons


def test_a_card_kept_back() -> None:
    """What an expert does not send stays a note."""
    anna = waiting()
    card = anna.expert("", anna.card, kind=Kind.LOCATION)
    anna.expert_presses("Niet sturen")
    assert anna.chat.by("expert") == []
    assert anna.reaction(card) == NOTE


def test_a_live_location_of_an_expert_stays() -> None:
    """The updates of a live location do not follow."""
    anna = waiting()
    card = anna.expert("", anna.card, kind=Kind.LOCATION)
    anna.expert_presses("Stuur toch")
    anna.expert_edits(card, "", kind=Kind.LOCATION)
    assert anna.lines == []


# --- edits ------------------------------------------------------------------------------------


def test_edits_follow() -> None:
    """A change of a sent answer, also of one by command, reaches her."""
    anna = waiting()
    answer = anna.expert("Dat mag", anna.card)
    command = anna.expert("/a Dat ook")
    anna.expert_edits(answer, "Dat mag niet")
    anna.expert_edits(command, "/a Dat ook niet")
    assert anna.chat.by("expert") == ["Dat mag niet", "Dat ook niet"]


# --- when the case is not open ----------------------------------------------------------------


@pytest.mark.parametrize("text", ["Nog iets", "/a Nog iets"])
def test_a_closed_case(text: str) -> None:
    """An answer in a closed case is said to be unsent, with a button to reopen."""
    anna = talking()
    anna.expert_presses("Sluit")
    message = anna.expert(text, anna.card)
    assert anna.reaction(message) == FAILED
    assert "deze zaak is gesloten" in anna.topic.last.text
    anna.expert_presses("Heropen")
    assert anna.person.stage is Stage.WAITING


def test_she_has_moved_on() -> None:
    """When she is busy with a new question, the experts of the old case hear that, and no button leads nowhere."""
    anna = talking()
    anna.expert_presses("Sluit")
    anna.presses("Deskundige")
    anna.expert("Nog iets", anna.card)
    assert "nieuwe vraag bezig" in anna.topic.last.text
    assert anna.topic.last.buttons == []
    assert "nieuwe vraag bezig" in anna.expert_presses("Heropen")
    assert anna.person.stage is Stage.INTAKE


@pytest.mark.parametrize("text", ["Nog iets", "/a Nog iets"])
def test_an_older_case(text: str) -> None:
    """In the topic of an older case nothing leaves; notes there stay notes; buttons say that it is old."""
    anna = talking()
    assert anna.person.case is not None
    old, card = anna.person.case.code, anna.card
    anna.expert_presses("Sluit")
    anna.presses("Deskundige")
    anna.presses("Nee")
    anna.presses("Plaats nu")
    before = anna.chat.by("expert")
    message = anna.expert(text, card, code=old)
    assert anna.chat.by("expert") == before
    assert anna.reaction(message) == FAILED
    assert "oude zaak" in anna.topics[old].last.text
    assert "oude zaak" in anna.expert_presses("Heropen", code=old)
    note = anna.expert("notitie", code=old)
    assert anna.reaction(note) == NOTE


# --- the parts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("/a b", "b"),
        ("/a", ""),
        ("/ab c", None),
        ("a b", None),
        ("", None),
        ("/a a", "a"),
        ("  /a x", "x"),
    ],
)
def test_command_text(text: str, rest: str | None) -> None:
    """The command is a word of its own at the beginning of a text."""
    assert command_text(Incoming(MessageId(1), Kind.TEXT, text)) == rest
    assert command_text(Incoming(MessageId(1), Kind.PHOTO, text)) is None


@pytest.mark.parametrize(
    ("text", "rest", "entity", "moved"),
    [
        ("/a a vet", "a vet", (5, 3), (2, 3)),
        ("/a 😀 vet", "😀 vet", (6, 3), (3, 3)),
        ("/a vet", "vet", (0, 2), None),
        ("/a vet", "vet", (0, 6), (0, 3)),
        ("/a\n\nvet  ", "vet", (4, 3), (0, 3)),
    ],
)
def test_formatting_moves_along(
    text: str, rest: str, entity: tuple[int, int], moved: tuple[int, int] | None
) -> None:
    """The formatting of an answer by command fits the text without the command (UTF-16 units)."""
    entities = json.dumps([{"type": "bold", "offset": entity[0], "length": entity[1]}])
    message = Incoming(MessageId(1), Kind.TEXT, text, entities)
    found = [(one["offset"], one["length"]) for one in json.loads(shifted(message, rest))]
    assert found == ([] if moved is None else [moved])


def test_experts_who_read_english() -> None:
    """What experts see is in their language, what she sees in hers."""
    anna = waiting(desk=ENGLISH)
    anna.expert("een notitie")
    assert "was not sent" in anna.topic.last.text
    assert anna.topic.messages[anna.card].text.startswith("Case ")
    assert "Writes Dutch" in anna.topic.messages[anna.card].text
    anna.expert("Hallo", anna.card)
    assert anna.chat.shows("heeft je vraag opgepakt")
