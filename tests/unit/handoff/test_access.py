"""Access: who may have a case placed, what she hears when she may not, and that nothing else waits for it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.handoff import consent
from bot.handoff.access import REFUSED_FOR, TRIES, TRIES_WITHIN, may_try
from bot.handoff.admission import ALARM_AGAIN_AFTER, Admission, Invitation
from bot.handoff.desk import AccessMode
from bot.handoff.effects import Amend, OpenTopic, Priority, Relay, Say
from bot.handoff.events import AuthorKind, Timer
from bot.handoff.flood import AGAIN_AFTER
from bot.handoff.ids import find_code
from bot.handoff.person import Stage
from bot.text import bare
from tests.support.desks import ALWAYS, OFFICE
from tests.support.people import Player

INVITE = replace(ALWAYS, access=AccessMode.INVITE)
APPROVE = replace(ALWAYS, access=AccessMode.APPROVE)
MINE = Invitation(valid=True, organisation="Team <Oost>")
RED = "Er staat hier nu een jongen met een mes"


def opens(anna: Player) -> bool:
    """Whether the last decision opened a topic."""
    assert anna.decision is not None
    return any(isinstance(one, OpenTopic) for one in anna.decision.effects)


def comes_with(anna: Player, invitation: Invitation) -> None:
    """She opens a deep link."""
    anna.invitation = invitation
    anna.writes("/start iABCDEFGHIJKLMNOP")
    anna.invitation = None


# --- invitations ------------------------------------------------------------------------------


def test_an_open_line_asks_nothing() -> None:
    """By default everybody places a case, and the card says nothing of access."""
    anna = Player()
    anna.places()
    assert anna.person.stage is Stage.WAITING
    assert anna.person.admission == Admission()


def test_without_an_invitation_her_answers_and_messages_wait() -> None:
    """Nothing leaves; she talks with the bot again, and what she said goes along when she comes with an invitation."""
    anna = Player(INVITE)
    anna.agrees()
    kept = anna.writes("Een leerling zegt rare dingen over een groep")
    anna.waits(4)
    anna.presses("Deskundige")
    assert "uitnodiging" in anna.chat.last.text
    anna.presses("Nee")
    anna.presses("Plaats nu")
    assert anna.person.stage is Stage.TALKING
    assert not opens(anna)
    comes_with(anna, MINE)
    anna.presses("Plaats nu")
    assert anna.person.stage is Stage.WAITING
    assert anna.in_topic(kept)
    card = anna.topic.messages[anna.card].text
    assert "Team <Oost>" in card


def test_an_invitation_counts_for_every_case() -> None:
    """Who was let in once places her next case without a link."""
    anna = Player(INVITE)
    comes_with(anna, MINE)
    anna.places()
    anna.writes("/klaar")
    anna.presses("Deskundige")
    anna.presses("Nee")
    anna.presses("Plaats nu")
    assert anna.person.stage is Stage.WAITING
    assert len(anna.topics) == 2


def test_wrong_codes_are_counted_for_an_hour() -> None:
    """So many in a row, and no more is looked up until the hour is over."""
    anna = Player(INVITE)
    for tried in range(TRIES):
        assert may_try(anna.person.admission, anna.now), tried
        comes_with(anna, Invitation())
    assert not may_try(anna.person.admission, anna.now)
    assert anna.general.shows(f"{TRIES} keer achter elkaar")
    comes_with(anna, Invitation(over=True))
    assert anna.person.admission.tries == TRIES
    assert may_try(anna.person.admission, anna.now + TRIES_WITHIN)
    anna.waits(TRIES_WITHIN)
    comes_with(anna, Invitation())
    assert anna.person.admission.tries == 1


def test_a_wrong_code_is_no_matter_on_an_open_line() -> None:
    """She hears that she needs none, and is where she was."""
    anna = Player()
    comes_with(anna, Invitation())
    assert any("ook zonder terecht" in one for one in anna.chat.by("bot"))
    anna.places()
    assert anna.person.stage is Stage.WAITING


# --- approval ---------------------------------------------------------------------------------


def asks(anna: Player) -> None:
    """She answers the question for danger, and wants her case placed."""
    anna.agrees()
    anna.presses("Deskundige")
    anna.presses("Nee")
    anna.presses("Plaats nu")


def test_a_yes_places_with_the_code_of_the_request() -> None:
    """The code that she and the coordinators saw is that of her case; a second press is over."""
    anna = Player(APPROVE)
    asks(anna)
    code = find_code(anna.chat.last.text)
    assert code is not None
    assert anna.general.shows(code)
    message, data = anna.general.button(bare("nl", "button.admit"))
    assert anna.general_presses(bare("nl", "button.admit")) == bare("nl", "toast.admitted")
    assert anna.person.case is not None
    assert anna.person.case.code == code
    assert Timer.REQUEST not in anna.timers
    assert anna.general.messages[message].buttons == []
    assert anna.expert_sends_press(data, message) == bare("nl", "toast.request_over")


def test_danger_does_not_wait_for_the_yes() -> None:
    """A request that waits becomes a case at once when there is danger, and is over in General."""
    anna = Player(APPROVE)
    asks(anna)
    code = find_code(anna.chat.last.text)
    anna.writes(RED)
    anna.presses("met voorrang")
    assert anna.person.case is not None
    assert anna.person.case.code == code
    assert "gevaar kan zijn" in anna.topic.messages[anna.card].text
    with pytest.raises(AssertionError):
        anna.general.button(bare("nl", "button.admit"))


def test_after_a_no_nobody_is_asked_for_a_day() -> None:
    """She hears the same again, without a new line in General; a day later she may ask again."""
    anna = Player(APPROVE)
    asks(anna)
    anna.general_presses(bare("nl", "button.refuse"))
    assert "niet aannemen" in anna.chat.last.text
    lines = len(anna.general.messages)
    for _ in range(3):
        anna.presses("Deskundige") if anna.person.stage is Stage.TALKING else None
        anna.writes("plaats")
    assert len(anna.general.messages) == lines
    anna.waits(REFUSED_FOR + 1)
    anna.writes("/deskundige")
    anna.writes("plaats")
    assert len(anna.general.messages) == lines + 1


def test_a_yes_after_she_went_elsewhere_still_counts() -> None:
    """The yes that comes while her case runs already lets her in for the next one, and nothing is placed twice."""
    anna = Player(APPROVE)
    asks(anna)
    message, data = anna.general.button(bare("nl", "button.admit"))
    anna.writes(RED)
    anna.presses("met voorrang")
    assert anna.expert_sends_press(data, message) == bare("nl", "toast.request_over")
    assert len(anna.topics) == 1


def test_a_yes_places_nothing_without_her_agreement(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the text has changed while she waited she is let in and told so, and nothing of hers leaves."""
    anna = Player(APPROVE)
    asks(anna)
    monkeypatch.setattr(consent, "VERSION", "another")
    assert anna.general_presses(bare("nl", "button.admit")) == bare("nl", "toast.admitted")
    assert not opens(anna)
    assert anna.person.case is None
    assert anna.person.admission.since
    assert anna.general.shows("is toegelaten")
    assert any("heeft ja gezegd" in one for one in anna.chat.by("bot"))


def test_nobody_says_yes_in_time() -> None:
    """By the promised time the coordinators are reminded once, and she hears whom to call."""
    anna = Player(replace(OFFICE, access=AccessMode.APPROVE))
    asks(anna)
    anna.waits(24 * 3600)
    assert sum("wacht nog op een ja" in one for one in anna.general.by("bot")) == 1
    assert any("nog geen coördinator" in one for one in anna.chat.by("bot"))


@pytest.mark.parametrize(
    "data", ["admit:y:", "admit:y", "admit:x:K7QM-2XHD", "admit:y:K7QM-2XHD", "unbar:"]
)
def test_a_made_up_button_lets_nobody_in(data: str) -> None:
    """Neither a code that nobody asked with, nor an empty one, is a yes."""
    anna = Player(APPROVE)
    anna.places()
    anna.writes(RED)
    anna.presses("met voorrang")
    before = anna.person.admission
    anna.expert_sends_press(data)
    assert anna.person.admission == before


# --- blocking ---------------------------------------------------------------------------------


def blocked(desk_mode: AccessMode = AccessMode.OPEN) -> Player:
    """Somebody whose case was closed by a block."""
    anna = Player(replace(ALWAYS, access=desk_mode))
    anna.places()
    anna.expert("/blokkeer dreigt ons")
    anna.expert_presses(bare("nl", "button.bar"))
    return anna


def test_a_block_is_neutral_to_her_and_kept_with_its_reason() -> None:
    """She hears no reason and is asked for no rating; who blocked and why is kept."""
    anna = blocked()
    assert anna.person.stage is Stage.TALKING
    told = anna.chat.last
    assert "afgesloten" in told.text
    assert "dreigt" not in told.text
    assert told.buttons == ["🚨 112"]
    bar = anna.person.admission.barred
    assert bar is not None
    assert (bar.by, bar.reason) == ("bo", "dreigt ons")


def test_no_expert_is_promised_to_who_is_blocked() -> None:
    """Neither side is told of a question or a human that does not come, and the card she is shown says closed."""
    anna = blocked()
    assert not anna.topic.shows(bare("nl", "topic.closed"))
    anna.writes("/wiebenik")
    assert bare("nl", "card.closed") in anna.chat.last.text
    anna.writes(RED)
    assert bare("nl", "access.no_duty") in anna.chat.last.text
    anna.presses("Geen direct gevaar")
    anna.writes("Hoeveel kinderen passen er in een bakfiets?")
    anna.waits(4)
    assert "deskundige kan met je meedenken" not in anna.chat.last.text


@pytest.mark.parametrize("way", ["/deskundige", "ik wil een mens spreken"])
def test_no_way_leads_to_a_human(way: str) -> None:
    """Neither a command nor words begin an intake; she hears what there is instead."""
    anna = blocked()
    anna.writes(way)
    anna.waits(4)
    assert anna.person.stage is Stage.TALKING
    assert "geen vraag aan een deskundige" in anna.chat.last.text
    assert "0900-8844" in anna.chat.last.text


def test_an_old_button_of_danger_places_nothing() -> None:
    """A button that was shown before the block leads nowhere but to the numbers."""
    anna = blocked()
    anna.sends_press("now")
    assert anna.person.stage is Stage.TALKING
    assert "geen vraag aan een deskundige" in anna.chat.last.text


def test_danger_of_who_is_blocked_is_told_once_in_a_while() -> None:
    """She gets the screen each time, the experts a line now and then, from which they can lift the block."""
    anna = blocked()
    for _ in range(3):
        anna.writes(RED)
        assert "112" in anna.chat.last.text
    assert sum("geblokkeerde vrager" in one for one in anna.general.by("bot")) == 1
    anna.waits(ALARM_AGAIN_AFTER + 1)
    anna.writes(RED)
    assert sum("geblokkeerde vrager" in one for one in anna.general.by("bot")) == 2
    assert anna.general_presses(bare("nl", "button.unbar")) == bare("nl", "toast.unbarred")
    anna.writes(RED)
    anna.presses("met voorrang")
    assert anna.person.stage is Stage.WAITING


def test_an_answer_in_the_topic_says_why_it_stays() -> None:
    """What experts write to who is blocked goes nowhere, and says so."""
    anna = blocked()
    answer = anna.expert("/a Toch nog dit")
    assert anna.reaction(answer) == ALWAYS.reactions.failed
    assert "geblokkeerd" in anna.topic.last.text


def test_a_block_of_an_anonymous_administrator_is_no_block() -> None:
    """Somebody has to stand for it."""
    anna = Player()
    anna.places()
    anna.expert("/blokkeer zomaar", author=AuthorKind.ANONYMOUS)
    assert anna.person.admission == Admission()


# --- flood ------------------------------------------------------------------------------------


def test_above_the_limit_hers_go_behind_others_and_she_hears_it_once() -> None:
    """Her messages keep their order among themselves; those of others go first; after a while she may hear it again."""
    anna = Player()
    anna.places()
    anna.pace = ALWAYS.messages_per_minute
    anna.writes("nog gewoon")
    assert relayed(anna).priority is Priority.MESSAGE
    anna.pace += 1
    said = anna.said
    for number in range(5):
        anna.writes(f"bericht {number}")
        assert relayed(anna).priority is Priority.STATE
    assert anna.said == said + 1
    anna.waits(AGAIN_AFTER)
    anna.writes("weer veel")
    assert anna.said == said + 2


def relayed(anna: Player) -> Relay:
    """Return what the last decision passes on."""
    assert anna.decision is not None
    return next(one for one in anna.decision.effects if isinstance(one, Relay))


def test_changes_count_too() -> None:
    """Who changes one message again and again goes behind others as well, and is told so."""
    anna = Player()
    anna.places()
    hers = anna.writes("Hoe nu verder?")
    anna.pace = ALWAYS.messages_per_minute + 1
    anna.edits(hers, "Hoe nu verder met de groep?")
    assert anna.decision is not None
    (changed,) = [one for one in anna.decision.effects if isinstance(one, Amend)]
    assert changed.priority is Priority.STATE
    assert anna.chat.last.text.startswith("🤖 Je stuurt veel berichten")


def test_never_for_danger() -> None:
    """A danger sign, and everything in a dangerous case, goes as fast as ever."""
    anna = Player()
    anna.places()
    anna.pace = 500
    anna.writes(RED)
    assert relayed(anna).priority is Priority.DANGER
    anna.writes("ik zit in de gang")
    assert relayed(anna).priority is Priority.MESSAGE
    assert not any("wat langzamer" in one for one in anna.chat.by("bot"))


def test_a_limit_of_nothing_is_none() -> None:
    """0 lets everybody write as much as they like."""
    anna = Player(replace(ALWAYS, messages_per_minute=0))
    anna.places()
    anna.pace = 900
    anna.writes("bericht")
    assert relayed(anna).priority is Priority.MESSAGE


def test_what_the_bot_says_to_her_waits_too() -> None:
    """Answers of the bot to who asks very much go behind what others are told."""
    anna = Player()
    anna.agrees()
    anna.pace = 100
    anna.writes("/help")
    assert anna.decision is not None
    said = [one for one in anna.decision.effects if isinstance(one, Say)]
    assert {one.priority for one in said} == {Priority.STATE}
