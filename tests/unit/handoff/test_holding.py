"""Holding: what may show who somebody is waits for her word, in order, and never for long."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.handoff.desk import Desk
from bot.handoff.events import Kind, Timer, TopicGone
from bot.handoff.holding import MOST
from bot.handoff.ids import MessageId
from bot.handoff.knowledge import Knowledge
from bot.handoff.message_map import EntryKind
from bot.identifiers import Find
from bot.identifiers import Kind as Found
from tests.support import people
from tests.support.desks import ALWAYS, knowledge
from tests.support.people import Player, talking

AMBER = "Hij dreigt iemand neer te steken"
HOLD = ALWAYS.hold_for
NAMES = re.compile(r"Youssef Amrani|Youssef|Amrani|Bram")
NUMBERS = re.compile(r"06\d{8}")


def found(text: str) -> tuple[Find, ...]:
    """What these tests take for identifiers, whatever the real finder knows."""
    names = [Find(Found.PERSON, *one.span()) for one in NAMES.finditer(text)]
    numbers = [Find(Found.PHONE, *one.span()) for one in NUMBERS.finditer(text)]
    return tuple(sorted((*names, *numbers), key=lambda one: one.start))


@pytest.fixture(autouse=True)
def known() -> Iterator[None]:
    """Let these names and numbers be found."""

    def with_names() -> Knowledge:
        return replace(knowledge(), identifiers=found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "knowledge", with_names)
        yield


def hers(anna: Player) -> list[str]:
    """What the experts read of her, in order."""
    return anna.topic.by("her")


def test_a_name_waits_for_her_word() -> None:
    """A message with a name is not sent at once; it says so, and quotes her own words."""
    anna = talking()
    message = anna.writes("Youssef komt vanavond")
    assert hers(anna) == []
    asked = anna.chat.last
    assert "Nog niet verstuurd" in asked.text
    assert "een naam: Youssef" in asked.text
    assert asked.reply_to == message
    assert asked.buttons[:3] == ["Zo sturen", "Verbergen", "Aanpassen"]


def test_the_topic_shows_that_something_waits_until_it_has_gone() -> None:
    """Experts see that something is held, and afterwards that nothing is any more."""
    anna = talking()
    anna.writes("Youssef komt vanavond")
    assert anna.topic.shows("nog niet is verstuurd")
    anna.presses("Zo sturen")
    assert not anna.topic.shows("nog niet is verstuurd")
    assert anna.topic.shows("Er wacht geen bericht")


def test_one_line_in_the_topic_tells_of_all_that_waits() -> None:
    """What waits a little later changes the line that stands there; long after, it is put there anew."""
    anna = talking()
    lines = []
    for wait in (0, 5 * 60, 31 * 60):
        anna.waits(wait)
        anna.writes(f"Bel 06123456{wait // 60:02}")
        lines.append([each for each in anna.topic.messages.values() if "⏳" in each.text])
        assert lines[-1][-1].text.endswith("binnen enkele minuten.")
        anna.presses("Verbergen")
    assert len({one[-1].id for one in lines}) == 2
    assert lines[0][-1].id == lines[1][-1].id


def test_a_rebuilt_topic_says_that_something_waits() -> None:
    """A topic that is made again while something waits says so, too."""
    anna = talking()
    anna.writes("Bel 0612345678")
    anna.happens(TopicGone(anna.person.case.code, None))
    assert anna.topic.shows("nog niet is verstuurd")


def test_as_it_is_goes_as_it_is_and_is_not_asked_again() -> None:
    """What she sends as it is goes so from then on, also a part of the name."""
    anna = talking()
    anna.writes("Youssef Amrani komt vanavond")
    anna.presses("Zo sturen")
    assert "zoals je het schreef" in anna.chat.last.text
    anna.writes("Ik zag Youssef net")
    assert hers(anna) == ["Youssef Amrani komt vanavond", "Ik zag Youssef net"]


def test_a_masked_name_is_masked_from_then_on() -> None:
    """What she masks is masked in her next messages without a question."""
    anna = talking()
    anna.writes("Youssef komt vanavond")
    anna.presses("Verbergen")
    assert "[naam]" in anna.chat.last.text
    anna.writes("Morgen weer Youssef")
    assert hers(anna) == ["[naam] komt vanavond", "Morgen weer [naam]"]


def test_each_new_number_is_asked_about() -> None:
    """One number that may be sent says nothing about another."""
    anna = talking()
    anna.writes("Bel 0612345678")
    anna.presses("Zo sturen")
    anna.writes("Of 0687654321")
    assert hers(anna) == ["Bel 0612345678"]
    assert "een telefoonnummer: 0687654321" in anna.chat.last.text


def test_names_can_be_settled_for_the_case() -> None:
    """After a choice she can have all names go the same way, and be asked again after all."""
    anna = talking()
    anna.writes("Youssef komt vanavond")
    anna.presses("Zo sturen")
    anna.presses("Stuur namen altijd zo")
    anna.writes("En Bram ook")
    assert hers(anna) == ["Youssef komt vanavond", "En Bram ook"]
    anna.writes("Bel 0612345678")
    assert hers(anna)[-1] == "En Bram ook"
    anna.presses("Verbergen")
    anna.presses("Toch weer vragen")
    anna.writes("Amrani was er niet")
    assert hers(anna)[-1] == "Bel [telefoonnummer]"


def test_names_can_be_hidden_for_the_case() -> None:
    """The other way round all names are masked without a question."""
    anna = talking()
    anna.writes("Youssef komt vanavond")
    anna.presses("Verbergen")
    anna.presses("Verberg namen altijd")
    anna.writes("En Bram ook")
    assert hers(anna) == ["[naam] komt vanavond", "En [naam] ook"]


def test_what_comes_later_waits_behind_it_in_order() -> None:
    """Texts, pictures and further names wait, are said to wait once, and go in the order she wrote them."""
    anna = talking()
    anna.writes("Youssef komt vanavond")
    second = anna.writes("Wat zal ik doen?")
    assert anna.chat.last.reply_to == second
    assert "wacht nog" in anna.chat.last.text
    said = anna.said
    anna.writes("", Kind.PHOTO)
    assert anna.said == said + 1, "what can't be read is said once"
    assert "wacht nog" in anna.chat.last.text
    anna.writes("Ben je daar?")
    assert anna.said == said + 1
    assert hers(anna) == []
    anna.presses("Verbergen")
    assert hers(anna) == ["[naam] komt vanavond", "Wat zal ik doen?", "photo", "Ben je daar?"]
    assert not anna.chat.shows("Dit bericht wacht nog")
    assert anna.chat.shows("Dit bericht wacht niet meer")
    assert anna.chat.shows("het is verstuurd. Zelf kan ik het niet lezen")


def test_each_message_is_asked_about_by_itself_and_waits_for_the_one_before() -> None:
    """A choice about the second of two does not let it pass the first."""
    anna = talking()
    anna.writes("Youssef komt vanavond")
    second = anna.writes("Bel 0612345678")
    anna.sends_press(f"unsent:{second}:s")
    assert hers(anna) == []
    assert anna.chat.shows("na het bericht dat nog wacht")
    anna.presses("Verbergen")
    assert hers(anna) == ["[naam] komt vanavond", "Bel 0612345678"]


def test_one_choice_answers_all_questions_about_the_same() -> None:
    """Two messages with the same name need one choice."""
    anna = talking()
    anna.writes("Youssef komt vanavond")
    anna.writes("Youssef is er")
    anna.presses("Zo sturen")
    assert hers(anna) == ["Youssef komt vanavond", "Youssef is er"]
    assert not any("Zo sturen" in one.buttons for one in anna.chat.messages.values())


def test_she_is_reminded_once_and_then_it_goes_masked() -> None:
    """Halfway she is reminded, under the same message; at the end it goes masked, and she is told."""
    anna = talking()
    message = anna.writes("Youssef komt vanavond")
    anna.waits(HOLD / 2)
    reminder = anna.chat.last
    assert "Nog steeds niet verstuurd" in reminder.text
    assert "over een minuut" in reminder.text
    assert reminder.reply_to == message
    assert sum("Zo sturen" in one.buttons for one in anna.chat.messages.values()) == 1
    assert hers(anna) == []
    anna.waits(HOLD / 2)
    assert hers(anna) == ["[naam] komt vanavond"]
    assert not anna.chat.shows("niet verstuurd")
    assert "Je koos niets" in anna.chat.messages[reminder.id].text
    assert Timer.UNSENT not in anna.timers
    assert anna.person.unsent == ()


def test_many_questions_bring_one_reminder() -> None:
    """However many questions are open, she is reminded of the first only; each has its own time all the same."""
    anna = talking()
    anna.writes("Youssef komt vanavond")
    anna.waits(20)
    anna.writes("Bel 0612345678")
    anna.writes("Of 0687654321")
    said = anna.said
    anna.waits(HOLD - 21)
    assert anna.said == said + 1
    assert hers(anna) == []
    anna.waits(1)
    assert hers(anna) == ["[naam] komt vanavond"]
    anna.waits(20)
    assert hers(anna)[1:] == ["Bel [telefoonnummer]", "Of [telefoonnummer]"]


def test_what_went_without_her_word_is_asked_about_the_next_time() -> None:
    """Saying nothing is no choice for the rest of the case."""
    anna = talking()
    anna.writes("Youssef komt vanavond")
    anna.waits(HOLD)
    anna.writes("Youssef is er")
    assert hers(anna) == ["[naam] komt vanavond"]


def test_a_late_press_changes_nothing_and_says_so() -> None:
    """A button of a question that is over, pressed once more, sends nothing twice."""
    anna = talking()
    message = anna.writes("Youssef komt vanavond")
    anna.waits(HOLD)
    for what in ("s", "m", "e"):
        assert "wacht niet meer" in anna.sends_press(f"unsent:{message}:{what}")
    assert hers(anna) == ["[naam] komt vanavond"]


def test_a_changed_message_goes_in_place_of_the_old_one() -> None:
    """She edits what waits: the old words are never sent."""
    anna = talking()
    message = anna.writes("Youssef komt vanavond")
    anna.edits(message, "Een leerling komt vanavond")
    assert hers(anna) == ["Een leerling komt vanavond"]
    assert "zoals je het nu schreef" in anna.chat.last.text


def test_a_change_is_read_anew() -> None:
    """An edit with another name is asked about, in the same question."""
    anna = talking()
    message = anna.writes("Youssef komt vanavond")
    anna.edits(message, "Bram komt vanavond")
    assert hers(anna) == []
    assert "een naam: Bram" in anna.chat.last.text
    anna.presses("Verbergen")
    assert hers(anna) == ["[naam] komt vanavond"]


def test_what_she_sends_after_change_it_takes_its_place() -> None:
    """After the button her next message is the new one; what waited behind stays behind."""
    anna = talking()
    anna.writes("Youssef komt vanavond")
    anna.writes("Wat zal ik doen?")
    anna.presses("Aanpassen")
    assert anna.chat.shows("Stuur je bericht opnieuw")
    anna.writes("Een leerling komt vanavond")
    assert hers(anna) == ["Een leerling komt vanavond", "Wat zal ik doen?"]
    assert anna.chat.shows("Dit bericht is niet verstuurd")


def test_what_was_not_sent_is_known_to_be_in_her_chat() -> None:
    """A message that another one took the place of, or a card she kept back, can be erased from her chat with all else."""
    anna = talking()
    dropped = anna.writes("Youssef komt vanavond")
    anna.presses("Aanpassen")
    anna.writes("Een leerling komt vanavond")
    card = anna.writes(kind=Kind.CONTACT, card="Buurthuis, +31700000000")
    anna.presses("Niet sturen")
    assert anna.entry(dropped).kind is EntryKind.ALONE
    assert anna.entry(card).kind is EntryKind.ALONE


def test_who_changes_nothing_after_all_loses_nothing() -> None:
    """When nothing comes after "change it", it goes masked in the end."""
    anna = talking()
    anna.writes("Youssef komt vanavond")
    anna.waits(HOLD - 1)
    anna.presses("Aanpassen")
    anna.waits(HOLD - 1)
    assert hers(anna) == []
    anna.waits(2)
    assert hers(anna) == ["[naam] komt vanavond"]


def test_a_caption_is_masked_under_its_picture() -> None:
    """A picture with a name in its caption waits as a text does, and goes as a picture."""
    anna = talking()
    anna.writes("Dit is Youssef", Kind.PHOTO)
    assert hers(anna) == []
    anna.presses("Verbergen")
    assert hers(anna) == ["Dit is [naam]"]


def test_danger_lets_all_of_it_go_at_once() -> None:
    """A message with a danger sign waits for nothing; what was before it goes first, as she wrote it."""
    anna = talking()
    anna.writes("Youssef komt vanavond")
    anna.writes("Hij heeft een mes bij zich")
    assert hers(anna) == ["Youssef komt vanavond", "Hij heeft een mes bij zich"]
    assert "112" in anna.chat.last.text
    assert anna.chat.shows("Om het gevaar meteen verstuurd")


def test_danger_in_the_message_itself_is_never_held() -> None:
    """A name in a message of danger goes with it."""
    anna = talking()
    anna.writes("Youssef heeft een mes bij zich")
    assert hers(anna) == ["Youssef heeft een mes bij zich"]


def test_nothing_is_held_while_there_is_danger() -> None:
    """Once there is danger now, names go at once for the rest of the case, and she is told so."""
    anna = talking()
    anna.writes("Hij heeft een mes bij zich")
    assert anna.chat.shows("ook namen")
    anna.writes("Hij heet Youssef")
    anna.waits(31 * 60)
    anna.writes("Bram was er ook")
    assert hers(anna)[-2:] == ["Hij heet Youssef", "Bram was er ook"]


def test_after_an_amber_sign_names_are_asked_about_as_before() -> None:
    """What waits goes with the sign, as she wrote it; a name in what follows is asked about."""
    anna = talking()
    anna.writes("Ik denk aan Youssef")
    anna.writes(AMBER)
    assert hers(anna) == ["Ik denk aan Youssef", AMBER]
    assert not anna.chat.shows("ook namen")
    anna.writes("Bram was er ook")
    assert hers(anna)[-1] == AMBER
    assert "een naam: Bram" in anna.chat.last.text


@pytest.mark.parametrize("how", ["112", "/112"])
def test_who_asks_for_112_waits_for_nothing(how: str) -> None:
    """The emergency button and command let what waits go."""
    anna = talking()
    anna.writes("Youssef komt vanavond")
    if how.startswith("/"):
        anna.writes(how)
    else:
        anna.presses("112")
    assert hers(anna) == ["Youssef komt vanavond"]


def test_an_edit_into_danger_goes_at_once() -> None:
    """A waiting message that is changed into one of danger goes, is marked, and is there once."""
    anna = talking()
    message = anna.writes("Youssef komt vanavond")
    anna.edits(message, "Youssef heeft een mes bij zich")
    assert hers(anna) == ["Youssef heeft een mes bij zich"]
    assert anna.topic.shows("Gevaar")


def test_in_danger_what_she_chose_to_hide_stays_hidden() -> None:
    """A choice about a message that still waited behind another one holds; what she said nothing of goes as it is."""
    anna = talking()
    anna.writes("Bel 0612345678")
    anna.writes("Youssef komt vanavond")
    anna.presses("Verbergen")
    assert "na het bericht dat nog wacht" in anna.chat.last.text
    anna.writes("/112")
    assert hers(anna) == ["Bel 0612345678", "[naam] komt vanavond"]


def test_in_danger_what_she_was_changing_goes_masked() -> None:
    """She did not want it read as it is, and it may matter: so it goes masked."""
    anna = talking()
    anna.writes("Youssef komt vanavond")
    anna.presses("Aanpassen")
    anna.writes("Hij heeft een mes bij zich")
    assert hers(anna) == ["[naam] komt vanavond", "Hij heeft een mes bij zich"]


@pytest.mark.parametrize("by_her", [True, False])
def test_a_case_that_is_closed_holds_nothing(by_her: bool) -> None:
    """Before closing what waits goes masked, and she is told."""
    anna = talking()
    anna.writes("Youssef komt vanavond")
    if by_her:
        anna.writes("/klaar")
    else:
        anna.expert_presses("Sluit de zaak")
    assert hers(anna) == ["[naam] komt vanavond"]
    assert anna.chat.shows("Daarvoor is dit nog verstuurd")
    assert anna.person.unsent == ()
    assert Timer.UNSENT not in anna.timers


def test_first_messages_are_asked_about_at_once_while_the_case_is_placed() -> None:
    """The topic opens and the card goes; from the first name on the messages wait for one answer."""
    anna = Player()
    anna.agrees()
    anna.writes("Een vraag over de groep")
    anna.writes("Het gaat om Youssef")
    anna.writes("en 0612345678")
    anna.writes("Kan dat?")
    anna.places()
    assert anna.topic.shows("Zaak")
    assert hers(anna) == ["Een vraag over de groep"]
    asked = anna.chat.last
    assert "een naam en een telefoonnummer: Youssef, 0612345678" in asked.text
    assert sum("Zo sturen" in one.buttons for one in anna.chat.messages.values()) == 1
    anna.presses("Verbergen")
    assert hers(anna)[1:] == ["Het gaat om [naam]", "en [telefoonnummer]", "Kan dat?"]


def test_one_of_the_first_messages_can_be_changed() -> None:
    """An edit of one of them is read anew, and the question is about what is left."""
    anna = Player()
    anna.agrees()
    first = anna.writes("Het gaat om Youssef")
    anna.writes("en 0612345678")
    anna.places()
    anna.edits(first, "Het gaat om een leerling")
    assert hers(anna) == ["Het gaat om een leerling"]
    asked = anna.chat.last.text
    assert "0612345678" in asked
    assert "Youssef" not in asked
    anna.presses("Zo sturen")
    assert hers(anna)[1:] == ["en 0612345678"]


def test_a_name_added_before_the_case_is_placed_is_seen() -> None:
    """A kept message that is changed is read anew."""
    anna = Player()
    anna.agrees()
    first = anna.writes("Het gaat om een leerling")
    anna.edits(first, "Het gaat om Youssef")
    anna.places()
    assert hers(anna) == []
    anna.presses("Verbergen")
    assert hers(anna) == ["Het gaat om [naam]"]


def test_an_urgent_case_is_placed_with_all_that_was_written() -> None:
    """Where she says that there is danger, nothing of the first messages waits."""
    anna = Player()
    anna.agrees()
    anna.writes("Het gaat om Youssef")
    anna.places("Ja")
    assert hers(anna) == ["Het gaat om Youssef"]


def test_kept_texts_are_forgotten_in_time() -> None:
    """What was kept for a case that never came is gone after a week, with its name."""
    anna = Player()
    anna.agrees()
    anna.writes("Het gaat om Youssef")
    assert anna.person.kept[0].found is not None
    anna.waits(8 * 24 * 3600)
    assert anna.person.kept == ()


def test_nothing_is_kept_of_a_text_without_a_name() -> None:
    """Of most kept messages only the number is known, as before."""
    anna = Player()
    anna.agrees()
    anna.writes("Een vraag over de groep")
    assert anna.person.kept[0].found is None
    assert Timer.KEPT not in anna.timers


def test_a_name_added_to_a_sent_message_is_asked_about() -> None:
    """An edit does not bring a name to the experts unasked; masked it takes the place of the old text."""
    anna = talking()
    message = anna.writes("Een leerling komt")
    anna.edits(message, "Youssef komt")
    assert hers(anna) == ["Een leerling komt"]
    assert "Je wijziging is nog niet verstuurd" in anna.chat.last.text
    anna.presses("Verbergen")
    assert hers(anna) == ["[naam] komt"]


def test_an_edit_of_a_masked_message_stays_masked() -> None:
    """What she chose to hide stays hidden when she corrects the rest."""
    anna = talking()
    message = anna.writes("Youssef komt vanaovnd")
    anna.presses("Verbergen")
    anna.edits(message, "Youssef komt vanavond")
    assert hers(anna) == ["[naam] komt vanavond"]


def test_an_edit_without_a_name_waits_for_nothing() -> None:
    """A correction of what is in the topic already moves no message, so it goes at once."""
    anna = talking()
    message = anna.writes("Een leeerling komt")
    anna.writes("Youssef dus")
    anna.edits(message, "Een leerling komt")
    assert hers(anna) == ["Een leerling komt"]


def test_an_edit_after_closing_is_masked_and_she_is_told() -> None:
    """When no case is open she can't be asked any more."""
    anna = talking()
    message = anna.writes("Een leerling komt")
    anna.writes("/klaar")
    anna.edits(message, "Youssef komt")
    assert hers(anna) == ["[naam] komt"]
    assert "met [naam] in plaats van: Youssef" in anna.chat.last.text


def test_a_contact_card_that_she_sends_goes_behind_what_waits() -> None:
    """Its own button sends it, in order, and says so truly."""
    anna = talking()
    anna.writes("Youssef komt vanavond")
    anna.writes(kind=Kind.CONTACT, card="Buurthuis, +31700000000")
    anna.presses("Stuur toch")
    assert anna.chat.shows("na het bericht dat nog wacht")
    assert hers(anna) == []
    anna.presses("Verbergen")
    assert hers(anna)[0] == "[naam] komt vanavond"
    assert "Buurthuis" in hers(anna)[1]


def test_more_than_can_wait_goes_masked() -> None:
    """However much she writes, what waits stays bounded, and none of it is lost."""
    anna = talking()
    anna.writes("Youssef komt vanavond")
    for number in range(MOST):
        anna.writes(f"regel {number}")
    assert anna.person.unsent == ()
    assert hers(anna) == ["[naam] komt vanavond", *(f"regel {one}" for one in range(MOST))]
    assert anna.chat.shows("te veel berichten")


def test_masked_texts_are_merged_like_others() -> None:
    """When the group's budget is spent, a masked text goes in one message with the next."""
    anna = talking()
    anna.writes("Youssef komt vanavond")
    anna.writes("Wat zal ik doen?")
    anna.spent = True
    anna.presses("Verbergen")
    anna.flows()
    assert len(hers(anna)) == 1
    assert re.fullmatch(
        r"\d+:\d\d\n\[naam\] komt vanavond\n\n\d+:\d\d\nWat zal ik doen\?", hers(anna)[0]
    )


def test_a_rebuilt_topic_never_shows_what_was_masked() -> None:
    """A masked message is not copied anew from her chat, where it stands as she wrote it."""
    anna = talking()
    sent = [anna.writes("Een leerling komt"), anna.writes("Het is Youssef")]
    anna.presses("Verbergen")
    assert anna.person.case is not None
    code, thread = anna.person.case.code, anna.person.case.topic
    history = tuple((message, EntryKind.HERS) for message in sent)
    anna.happens(TopicGone(code, thread, history))
    assert hers(anna) == ["Een leerling komt"]
    assert anna.topic.shows("iets verborgen was")


def test_a_new_case_knows_what_was_masked_in_the_one_before() -> None:
    """Her choices end with the case; that a message stands in her chat with a name in it does not."""
    anna = talking()
    masked = anna.writes("Het is Youssef")
    anna.presses("Verbergen")
    anna.writes("/klaar")
    anna.writes("Een nieuwe vraag")
    anna.presses("Een nieuwe vraag")
    anna.places()
    anna.writes("Youssef weer")
    assert "Youssef weer" not in hers(anna)
    assert anna.person.case is not None
    code, thread = anna.person.case.code, anna.person.case.topic
    anna.happens(TopicGone(code, thread, ((masked, EntryKind.HERS),)))
    assert "Het is Youssef" not in hers(anna)


def test_a_remembered_choice_holds_no_name() -> None:
    """What is remembered of a choice is a digest, and a new case begins without any."""
    anna = talking()
    anna.writes("Youssef komt vanavond")
    anna.presses("Verbergen")
    assert anna.person.case is not None
    assert "youssef" not in str(anna.person.case.choices).casefold()
    assert "Youssef" not in str(anna.person)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (90, "90 seconden"),
        (178, "3 minuten"),
        (170, "3 minuten"),
        (165, "2 minuten"),
    ],
)
def test_another_time_is_a_setting(seconds: int, said: str) -> None:
    """How long she can choose is what the desk says, in words that fit: no odd seconds of several minutes."""
    anna = Player(desk=Desk(name="Hulplijn", always=True, hold_for=seconds))
    anna.places()
    anna.writes("Youssef komt vanavond")
    assert f"over {said}" in anna.chat.last.text
    anna.waits(seconds - 1)
    assert hers(anna) == []
    anna.waits(1)
    assert hers(anna) == ["[naam] komt vanavond"]


def test_english() -> None:
    """Who writes English is asked in English, and her masks are English words."""
    anna = Player(language="en")
    anna.places()
    anna.writes("Youssef comes tonight")
    assert "may hold a name: Youssef" in anna.chat.last.text
    anna.presses("Hide it")
    assert hers(anna) == ["[name] comes tonight"]


def test_a_sentence_for_the_coordinator_is_masked() -> None:
    """Nobody who reads a rating afterwards needs to know who it was about; she is told."""
    anna = talking()
    anna.expert_presses("Sluit de zaak")
    anna.presses("5")
    anna.presses("Voeg een zin toe")
    anna.writes("Fijn voor Youssef")
    assert [one.value for one in anna.records] == ["5", "Fijn voor [naam]"]
    assert "heb ik verborgen" in anna.chat.last.text


def test_a_button_with_nonsense_means_nothing() -> None:
    """Forged data changes nothing."""
    anna = talking()
    message = anna.writes("Youssef komt vanavond")
    assert "wacht niet meer" in anna.sends_press("unsent:999999:s", MessageId(3))
    assert "wacht niet meer" in anna.sends_press(f"unsent:{message}:x", MessageId(3))
    assert anna.person.case is not None
    for data in ("unsent:x:s", "names:s:AAAA-BBBB", f"names:x:{anna.person.case.code}"):
        assert "werkt niet meer" in anna.sends_press(data, MessageId(3))
    assert [one.message for one in anna.person.unsent] == [message]
