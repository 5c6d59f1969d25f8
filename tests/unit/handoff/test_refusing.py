"""Refusing: what the content policy lets nobody send, and the sentence about it."""

from typing import get_args

import pytest
from msgspec.structs import replace

from bot.handoff.events import Kind
from bot.handoff.message_map import EntryKind
from bot.handoff.policy import SORTS, Files, Policy, Refusal, Way, kinds_of, sort_of
from bot.settings.content_policy import Sort
from bot.text import TEXTS
from tests.support.desks import ALWAYS
from tests.support.people import Player

MEGABYTE = 1024 * 1024
RED = "Hij heeft een pistool en schiet om zich heen"
STRICT = Policy(
    to_experts=Way(kinds_of(["voice", "document"]), 2 * MEGABYTE),
    to_person=Way(kinds_of(["photo"]), MEGABYTE),
    files=Files.REFUSE,
)


@pytest.fixture
def anna() -> Player:
    """Somebody in a conversation at a strict desk."""
    anna = Player(replace(ALWAYS, policy=STRICT))
    anna.places()
    anna.expert("Hallo", anna.card)
    return anna


def hers(anna: Player) -> list[str]:
    """What the experts read of her, in order."""
    return anna.topic.by("her")


def test_every_kind_has_one_name_in_the_settings() -> None:
    """Each kind but a text can be allowed by exactly one name, and each name is one of the settings."""
    named = [kind for kinds in SORTS.values() for kind in kinds]
    assert sorted(named) == sorted(set(Kind) - {Kind.TEXT})
    assert {*SORTS, "all"} == set(get_args(Sort))
    assert {f"sort.{sort_of(kind)}" for kind in named} <= TEXTS["nl"].keys()


def test_all_is_all() -> None:
    """With "all" nothing is refused by its kind, also what has no name yet."""
    way = Way(kinds_of(["all", "photo"]))
    assert [way.refuses(kind, 10**12) for kind in Kind] == [None] * len(Kind)


def test_a_text_always_may() -> None:
    """Without any kind allowed a text still goes."""
    way = Way(kinds_of([]), 1)
    assert way.refuses(Kind.TEXT, 0) is None
    assert way.refuses(Kind.PHOTO, 0) is Refusal.KIND


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.TEXT, Kind.VOICE, Kind.DOCUMENT}))
def test_a_refused_kind_of_hers_goes_nowhere(anna: Player, kind: Kind) -> None:
    """She reads so under it, before it was asked about or held, and it is known as hers alone."""
    message = anna.writes("", kind)
    assert hers(anna) == []
    assert anna.chat.last.text.startswith("✗ Niet verstuurd.")
    assert anna.chat.last.reply_to == message
    assert anna.person.held == ()
    assert anna.entry(message).kind is EntryKind.ALONE


def test_size(anna: Player) -> None:
    """A file of the largest size goes, one byte more does not."""
    anna.writes("past", Kind.VOICE, size=2 * MEGABYTE)
    anna.writes("te groot", Kind.VOICE, size=2 * MEGABYTE + 1)
    assert hers(anna) == ["past"]
    assert "groter dan 2 MB" in anna.chat.last.text


def test_refused_files(anna: Player) -> None:
    """Where files are refused, what is set for their kind changes nothing."""
    anna.writes("", Kind.DOCUMENT)
    assert hers(anna) == []
    assert "namen en plaatsen" in anna.chat.last.text


def test_before_a_case_it_is_not_kept() -> None:
    """What may not go is said at once, to a newcomer beside the start screen, and is not among the first messages."""
    anna = Player(replace(ALWAYS, policy=STRICT))
    anna.writes("foto", Kind.PHOTO)
    assert any("kan ik hier niet doorgeven" in one for one in anna.chat.by("bot"))
    assert anna.person.kept == ()
    assert anna.person.greeted_at > 0


def test_a_change_to_what_is_refused_is_not_kept_either() -> None:
    """What was kept and then became a photo is dropped: a copy would be one of what stands there now."""
    anna = Player(replace(ALWAYS, policy=STRICT))
    anna.agrees()
    message = anna.writes("spraak", Kind.VOICE)
    anna.edits(message, "foto", Kind.PHOTO)
    assert "Je wijziging is niet doorgegeven" in anna.chat.last.text
    anna.places()
    assert hers(anna) == []


def test_danger_goes_in_words(anna: Player) -> None:
    """The words of a refused photo go as a text when they tell of danger; otherwise nothing of it goes."""
    anna.writes("kijk", Kind.PHOTO)
    anna.writes(RED, Kind.PHOTO)
    assert hers(anna) == [RED]
    assert any("Alleen de tekst is verstuurd" in one for one in anna.chat.by("bot"))


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.TEXT, Kind.PHOTO}))
def test_a_refused_kind_of_an_expert(anna: Player, kind: Kind) -> None:
    """An answer that may not go is marked, and its author reads why; nothing reaches her."""
    before = len(anna.chat.messages)
    message = anna.expert("", anna.card, kind=kind)
    assert len(anna.chat.messages) == before
    assert anna.reaction(message) == "😢"
    assert "mag volgens de instellingen niet" in anna.topic.last.text
    assert anna.topic.last.reply_to == message


def test_a_note_that_may_not_leave_is_not_offered(anna: Player) -> None:
    """Under a note of a kind that may not go there is no button that would send it."""
    anna.expert("", kind=Kind.VIDEO)
    assert all("Stuur" not in label for label in anna.topic.last.buttons)


def test_a_refused_place_that_moves_on_is_refused_once(anna: Player) -> None:
    """A live location that may not go is named as it comes, and not again with each of its steps."""
    place = anna.writes("", Kind.LIVE_LOCATION)
    told = len(anna.chat.messages)
    anna.edits(place, "", Kind.LIVE_LOCATION)
    assert len(anna.chat.messages) == told


def test_a_change_of_what_waits_for_a_name_is_named(anna: Player) -> None:
    """A message that waits for her word and becomes a photo is dropped, and she is told; nothing of it goes later."""
    message = anna.writes("Bel 0612345678")
    anna.edits(message, "Bel 0612345678", Kind.PHOTO)
    assert "Je wijziging is niet doorgegeven" in anna.chat.last.text
    assert anna.person.unsent == ()
    assert hers(anna) == []


def test_paid_content_is_refused_at_once() -> None:
    """No bot can copy it: she is not asked about it first, and words under it that tell of danger go as a text."""
    anna = Player(replace(ALWAYS, policy=Policy(ask_first=True)))
    anna.places()
    anna.writes("kijk", Kind.PAID)
    assert anna.chat.last.text.startswith("✗ Niet verstuurd. Betaalde inhoud")
    assert anna.person.screened == ()
    anna.writes(RED, Kind.PAID)
    assert hers(anna) == [RED]
    assert any("Alleen de tekst is verstuurd" in one for one in anna.chat.by("bot"))


def test_danger_in_a_later_part_of_a_refused_album(anna: Player) -> None:
    """That an earlier part was not sent was said; that the words of this one were is said too."""
    anna.writes("", Kind.PHOTO, album="7")
    anna.writes(RED, Kind.PHOTO, album="7")
    assert hers(anna) == [RED]
    assert any("Alleen de tekst is verstuurd" in one for one in anna.chat.by("bot"))
