"""Screening: pictures, videos and files of hers wait for her word; texts and danger wait for nothing."""

import pytest
from msgspec.structs import replace

from bot.handoff.events import Kind, Timer
from bot.handoff.ids import MessageId
from bot.handoff.message_map import EntryKind
from bot.handoff.policy import Files, Policy
from bot.handoff.screening import MOST
from tests.support.desks import ALWAYS
from tests.support.people import Player, talking

RED = "Hij heeft een pistool en schiet om zich heen"
NUMBER = "0612345678"
ASKING = replace(ALWAYS, policy=Policy(files=Files.WARN, ask_first=True))
ASKED_FOR = ASKING.policy.ask_for
SCENE = "een kind herkenbaar"
HIDDEN = "namen en plaatsen"


def asked() -> Player:
    """Return somebody whose case an expert has answered, at a desk that asks first."""
    anna = Player(ASKING)
    anna.places()
    anna.expert("Hallo", anna.card)
    return anna


@pytest.fixture
def anna() -> Player:
    """Somebody in a conversation at a desk that asks first."""
    return asked()


def hers(anna: Player) -> list[str]:
    """What the experts read of her, in order."""
    return anna.topic.by("her")


@pytest.mark.parametrize(
    "kind", [Kind.PHOTO, Kind.VIDEO, Kind.ANIMATION, Kind.VIDEO_NOTE, Kind.STORY]
)
def test_what_shows_something_waits_for_her_word(anna: Player, kind: Kind) -> None:
    """A picture is not sent before she has been asked, under it, whether it may be seen."""
    message = anna.writes("", kind)
    assert hers(anna) == []
    assert SCENE in anna.chat.last.text
    assert HIDDEN not in anna.chat.last.text
    assert "112" in anna.chat.last.text
    assert anna.chat.last.reply_to == message
    assert anna.chat.last.buttons[:2] == ["Sturen", "Niet sturen"]


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.VOICE, Kind.AUDIO, Kind.STICKER, Kind.DICE])
def test_what_shows_nobody_is_not_asked_about(anna: Player, kind: Kind) -> None:
    """A text, a voice or a sticker goes at once."""
    anna.writes("" if kind is not Kind.TEXT else "Wat nu?", kind)
    assert len(hers(anna)) == 1


def test_once_she_said_send_nothing_more_is_asked_in_this_case(anna: Player) -> None:
    """What waits goes, in order, and the next picture without a question."""
    anna.writes("een", Kind.PHOTO)
    anna.writes("twee", Kind.VIDEO)
    anna.presses("Sturen")
    assert hers(anna) == ["een", "twee"]
    assert "niet meer naar" in "".join(anna.chat.by("bot"))
    anna.writes("drie", Kind.PHOTO)
    assert hers(anna) == ["een", "twee", "drie"]
    assert Timer.SCREENED not in anna.timers


def test_in_a_new_case_she_is_asked_again(anna: Player) -> None:
    """What she said is remembered for the case only."""
    anna.writes("", Kind.PHOTO)
    anna.presses("Sturen")
    anna.expert_presses("Sluit")
    anna.writes("Iets anders")
    anna.presses("nieuwe vraag")
    anna.places()
    anna.writes("foto", Kind.PHOTO)
    assert "foto" not in hers(anna)
    assert SCENE in anna.chat.last.text


def test_texts_go_past_it(anna: Player) -> None:
    """A text after a picture that waits is with the experts at once; the picture comes at its turn."""
    anna.writes("foto", Kind.PHOTO)
    anna.writes("Wat zal ik doen?")
    assert hers(anna) == ["Wat zal ik doen?"]
    anna.presses("Sturen")
    assert hers(anna) == ["Wat zal ik doen?", "foto"]


def test_not_sent_is_not_sent(anna: Player) -> None:
    """What she does not send never goes, is known as hers alone, and about the next one she is asked again."""
    message = anna.writes("foto", Kind.PHOTO)
    anna.presses("Niet sturen")
    assert hers(anna) == []
    assert anna.entry(message).kind is EntryKind.ALONE
    anna.writes("andere", Kind.PHOTO)
    assert SCENE in anna.chat.last.text
    assert hers(anna) == []


def test_a_file_is_warned_about_too(anna: Player) -> None:
    """A file is asked about for both reasons in one question; what was said of pictures is not asked again."""
    anna.writes("", Kind.DOCUMENT)
    assert SCENE in anna.chat.last.text
    assert HIDDEN in anna.chat.last.text
    anna.presses("Niet sturen")
    anna.writes("foto", Kind.PHOTO)
    anna.presses("Sturen")
    anna.writes("brief", Kind.DOCUMENT)
    assert HIDDEN in anna.chat.last.text
    assert SCENE not in anna.chat.last.text
    anna.presses("Sturen")
    anna.writes("nog een", Kind.DOCUMENT)
    assert hers(anna) == ["foto", "brief", "nog een"]


def test_a_file_beside_a_picture_asks_what_is_new(anna: Player) -> None:
    """A file that joins a picture in the line brings its own warning into the question."""
    anna.writes("foto", Kind.PHOTO)
    anna.writes("brief", Kind.DOCUMENT)
    assert HIDDEN in anna.chat.last.text
    anna.presses("Sturen")
    assert hers(anna) == ["foto", "brief"]


def test_an_album_is_one_question(anna: Player) -> None:
    """Of an album she is asked once, and it goes as one."""
    for caption in ("een", "", "drie"):
        anna.writes(caption, Kind.PHOTO, album="7")
    assert len([one for one in anna.chat.by("bot") if SCENE in one]) == 1
    anna.presses("Sturen")
    assert len(hers(anna)) == 3


def test_nothing_said_is_not_sent_and_she_is_told(anna: Player) -> None:
    """Halfway she is reminded; when the time is over nothing was sent, and she reads so under it."""
    message = anna.writes("foto", Kind.PHOTO)
    anna.waits(ASKED_FOR / 2)
    assert SCENE in anna.chat.last.text
    assert "5 minuten" in anna.chat.last.text
    anna.waits(ASKED_FOR / 2)
    assert hers(anna) == []
    assert "niet verstuurd: je koos niets" in anna.chat.last.text
    assert anna.chat.last.reply_to == message
    assert anna.person.screened == ()
    assert all("Niet sturen" not in one.buttons for one in anna.chat.messages.values())


def test_closing_sends_nothing_and_says_so(anna: Player) -> None:
    """When the case is closed what waits is not sent, and she is told."""
    anna.writes("foto", Kind.PHOTO)
    anna.expert_presses("Sluit")
    assert hers(anna) == []
    assert any("de zaak is gesloten" in one for one in anna.chat.by("bot"))
    assert anna.person.screened == ()
    assert Timer.SCREENED not in anna.timers


def test_danger_lets_it_go(anna: Player) -> None:
    """A red sign sends what waits at once, and after it nothing is asked."""
    anna.writes("foto", Kind.PHOTO)
    anna.writes(RED)
    assert sorted(hers(anna)) == sorted([RED, "foto"])
    anna.writes("nog een", Kind.PHOTO)
    assert hers(anna)[-1] == "nog een"


def test_danger_in_a_caption_does_not_wait(anna: Player) -> None:
    """A picture with danger in its words goes at once."""
    anna.writes(RED, Kind.PHOTO)
    assert hers(anna) == [RED]


def test_the_emergency_button_lets_it_go(anna: Player) -> None:
    """Who presses 112 waits for nothing."""
    anna.writes("foto", Kind.PHOTO)
    anna.presses("112")
    assert hers(anna) == ["foto"]


def test_a_number_in_a_caption_is_asked_about_after_it(anna: Player) -> None:
    """Once it may be seen, it goes the way of every message: a number in its words is asked about."""
    anna.writes(f"Bel {NUMBER}", Kind.PHOTO)
    anna.presses("Sturen")
    assert hers(anna) == []
    anna.presses("Verbergen")
    assert hers(anna) == ["Bel [telefoonnummer]"]


def test_behind_a_message_that_waits_it_keeps_its_turn(anna: Player) -> None:
    """A picture that may be seen goes behind a message that still waits for her word."""
    anna.writes(f"Bel {NUMBER}")
    anna.writes("foto", Kind.PHOTO)
    anna.presses("Sturen")
    assert hers(anna) == []
    anna.presses("Verbergen")
    assert hers(anna) == ["Bel [telefoonnummer]", "foto"]


def test_a_change_takes_its_place(anna: Player) -> None:
    """What she changes while it waits goes as it is now."""
    message = anna.writes("foto", Kind.PHOTO)
    anna.edits(message, "deur", Kind.PHOTO)
    anna.presses("Sturen")
    assert hers(anna) == ["deur"]


def test_a_change_that_tells_of_danger_goes(anna: Player) -> None:
    """What waits and then tells of danger goes at once."""
    message = anna.writes("foto", Kind.PHOTO)
    anna.edits(message, RED, Kind.PHOTO)
    assert hers(anna) == [RED]


def test_other_media_in_place_of_a_text_are_asked_about(anna: Player) -> None:
    """A sent text that becomes a picture waits, too; the text stays what it was until then."""
    message = anna.writes("Kijk hier")
    anna.edits(message, "Kijk hier eens", Kind.PHOTO)
    assert hers(anna) == ["Kijk hier"]
    assert SCENE in anna.chat.last.text
    anna.presses("Sturen")
    assert hers(anna)[-1] == "Kijk hier eens"


def test_taken_back_it_never_goes(anna: Player) -> None:
    """What she takes back while it waits is gone, and the question with it."""
    message = anna.writes("foto", Kind.PHOTO)
    anna.writes("/terughalen", reply_to=message)
    assert anna.person.screened == ()
    assert anna.presses("Sturen" if "Sturen" in anna.chat.last.buttons else "112") is not None
    assert "foto" not in hers(anna)


def test_an_old_button_says_so(anna: Player) -> None:
    """A question that was answered asks nothing any more."""
    anna.writes("foto", Kind.PHOTO)
    message, data = anna.chat.button("Sturen")
    anna.presses("Niet sturen")
    assert "wacht niet meer" in anna.sends_press(data, message)
    assert hers(anna) == []


def test_a_picture_of_before_the_case_is_asked_about(anna: Player) -> None:
    """What she sent before the case waits while her texts go; once, and not when there is danger."""
    calm = Player(ASKING)
    calm.agrees()
    calm.writes("Wat doe ik hiermee?")
    calm.writes("foto", Kind.PHOTO)
    calm.places()
    assert hers(calm) == ["Wat doe ik hiermee?"]
    assert SCENE in calm.chat.last.text
    calm.presses("Sturen")
    assert hers(calm) == ["Wat doe ik hiermee?", "foto"]


def test_in_danger_a_picture_of_before_the_case_goes() -> None:
    """A case of danger is placed with all she sent."""
    anna = Player(ASKING)
    anna.agrees()
    anna.writes("foto", Kind.PHOTO)
    anna.writes(RED)
    anna.presses("met voorrang")
    assert "foto" in hers(anna)


def test_no_more_than_some_wait(anna: Player) -> None:
    """One picture too many is not sent, and she is told."""
    for _ in range(MOST):
        anna.writes("", Kind.PHOTO)
    message = anna.writes("", Kind.PHOTO)
    assert "wacht al te veel" in anna.chat.last.text
    assert anna.chat.last.reply_to == message
    assert len(anna.person.screened) == MOST


def test_without_the_setting_nothing_is_asked() -> None:
    """Who switches the question off has pictures go at once."""
    anna = talking()
    anna.writes("foto", Kind.PHOTO)
    assert hers(anna) == ["foto"]


def test_a_stale_number_is_no_message(anna: Player) -> None:
    """The code of another case in a button does nothing."""
    anna.writes("foto", Kind.PHOTO)
    assert "wacht niet meer" in anna.sends_press("shown:ZZZZ-ZZZZ:y", MessageId(1))
    assert hers(anna) == []


def test_an_amber_sign_lets_it_go_and_the_next_is_asked_about(anna: Player) -> None:
    """There may be danger: what waited goes with the sign, and the next picture is asked about as before."""
    anna.writes("foto", Kind.PHOTO)
    anna.writes("Hij dreigt iemand neer te steken")
    assert hers(anna) == ["Hij dreigt iemand neer te steken", "foto"]
    anna.writes("andere", Kind.PHOTO)
    assert "andere" not in hers(anna)
