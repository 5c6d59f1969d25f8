"""Translation: what each update means, and which mean nothing."""

from __future__ import annotations

import json

import pytest
from telegram import Update

from bot.handlers.arrival import (
    Arrival,
    FromGroup,
    FromHer,
    GroupChanged,
    GroupOffered,
    Nothing,
)
from bot.handlers.translate import ALLOWED_UPDATES, Translator
from bot.handoff.events import (
    Author,
    AuthorKind,
    Blocked,
    Edited,
    ExpertEdited,
    ExpertPressed,
    ExpertReacted,
    ExpertWrote,
    Incoming,
    Kind,
    Pressed,
    Reacted,
    TopicAppeared,
    TopicClosed,
    TopicReopened,
    Unblocked,
    Wrote,
)
from bot.handoff.group_news import MemberMoved
from bot.handoff.ids import CaseCode, ChatId, ExpertId, MessageId, ThreadId, UserId
from bot.handoff.inline import Seeking
from tests.unit.handlers.shapes import (
    ANONYMOUS,
    BOT,
    BOT_USER,
    CHANNEL_ACCOUNT,
    DATE,
    EXPERT,
    GROUP,
    GROUP_CHAT,
    HER,
    OTHER_GROUP,
    PRIVATE_CHAT,
    TOPIC,
    Json,
    edited,
    in_general,
    in_topic,
    member,
    moved,
    press,
    private,
    reaction,
    topic_root,
    typed,
    user,
)

# python-telegram-bot warns of a coming change of its own when it makes some of its types.
pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

SIGN = {"type": "emoji", "emoji": "👍"}
OWN_SIGN = {"type": "custom_emoji", "custom_emoji_id": "5"}
"""A sign of a premium account, which a bot can't set."""

_translator = Translator(UserId(BOT), ChatId(GROUP), lambda one: ExpertId(f"e{one}"))


def arrived(update: Json) -> Arrival:
    """What an update means, once Telegram's JSON has been parsed."""
    return _translator(Update.de_json(update, None))


def said(update: Json) -> Incoming:
    """The message that an update brings."""
    arrival = arrived(update)
    assert isinstance(arrival, FromHer | FromGroup)
    assert isinstance(arrival.event, Wrote | Edited | ExpertWrote | ExpertEdited)
    return arrival.event.message


# --- the professional ---------------------------------------------------------------------------


def test_her_text_arrives_whole() -> None:
    """A text comes with its sender, her language, its entities in Telegram's shape and its time."""
    entities = [
        {"type": "bold", "offset": 0, "length": 5},
        {"type": "text_link", "offset": 6, "length": 1, "url": "https://a.example/"},
    ]
    arrival = arrived(private(text="Hallo x", entities=entities))
    assert isinstance(arrival, FromHer)
    assert (arrival.user, arrival.chat, arrival.language) == (HER, HER, "nl")
    assert isinstance(arrival.event, Wrote)
    message = arrival.event.message
    assert message == Incoming(
        id=MessageId(7), kind=Kind.TEXT, text="Hallo x", entities=message.entities, sent_at=DATE
    )
    assert json.loads(message.entities) == entities


_FILE = {"file_id": "f", "file_unique_id": "u"}
_SIZED = _FILE | {"width": 1, "height": 1}
_MEDIA: list[tuple[Json, Kind]] = [
    ({"voice": _FILE | {"duration": 1}}, Kind.VOICE),
    ({"audio": _FILE | {"duration": 1}}, Kind.AUDIO),
    ({"video_note": _FILE | {"duration": 1, "length": 1}}, Kind.VIDEO_NOTE),
    ({"photo": [_SIZED]}, Kind.PHOTO),
    ({"video": _SIZED | {"duration": 1}}, Kind.VIDEO),
    ({"animation": _SIZED | {"duration": 1}, "document": _FILE}, Kind.ANIMATION),
    (
        {"sticker": _SIZED | {"type": "regular", "is_animated": False, "is_video": False}},
        Kind.STICKER,
    ),
    ({"document": _FILE}, Kind.DOCUMENT),
    ({"location": {"latitude": 1.0, "longitude": 2.0}}, Kind.LOCATION),
    (
        {"location": {"latitude": 1.0, "longitude": 2.0, "live_period": 60}},
        Kind.LIVE_LOCATION,
    ),
    (
        {
            "venue": {
                "location": {"latitude": 1.0, "longitude": 2.0},
                "title": "t",
                "address": "a",
            },
            "location": {"latitude": 1.0, "longitude": 2.0},
        },
        Kind.VENUE,
    ),
    ({"dice": {"emoji": "🎲", "value": 3}}, Kind.DICE),
    ({"story": {"chat": PRIVATE_CHAT, "id": 1}}, Kind.STORY),
    ({"hologram": {"file_id": "x"}}, Kind.OTHER),
    ({}, Kind.OTHER),
]


@pytest.mark.parametrize(("content", "kind"), _MEDIA)
def test_whatever_she_sends_arrives_by_kind(content: Json, kind: Kind) -> None:
    """Every content is hers, also what this version of the Bot API can't name."""
    assert said(private(**content)).kind is kind
    assert said(in_topic(**content)).kind is kind


def test_a_caption_is_the_text_of_a_picture() -> None:
    """What stands under a picture is looked at like a text, with its entities."""
    marks = [{"type": "bold", "offset": 0, "length": 2}]
    message = said(private(photo=[_SIZED], caption="hé", caption_entities=marks))
    assert message.text == "hé"
    assert json.loads(message.entities) == marks


def test_a_contact_card_becomes_words() -> None:
    """A card is told as name and number; a missing last name leaves no gap."""
    card = {"phone_number": "+3100000000", "first_name": "Voor", "last_name": "Beeld"}
    message = said(private(contact=card))
    assert message.kind is Kind.CONTACT
    assert message.card == "Voor Beeld, +3100000000"
    del card["last_name"]
    assert said(private(contact=card)).card == "Voor, +3100000000"


def test_her_reply_points_at_the_message() -> None:
    """A reply in the private chat keeps its target."""
    target = private(text="x")["message"] | {"message_id": 3, "from": BOT_USER}
    assert said(private(text="ja", reply_to_message=target)).reply_to == 3


def test_a_reply_to_another_chat_is_no_reply() -> None:
    """What answers a message of another chat or topic answers nothing here, and that is known of it."""
    origin = {"type": "hidden_user", "date": DATE, "sender_user_name": "x"}
    for make in (private, in_topic):
        answer = said(make(text="ja", external_reply={"origin": origin}))
        assert (answer.reply_to, answer.elsewhere) == (None, True)
        assert not said(make(text="ja")).elsewhere


def test_her_change_arrives_as_a_change() -> None:
    """An edited message keeps its id and brings the new text."""
    arrival = arrived(edited(private(text="nieuw")))
    assert isinstance(arrival, FromHer)
    assert isinstance(arrival.event, Edited)
    assert (arrival.event.message.id, arrival.event.message.text) == (7, "nieuw")


def test_her_press_arrives() -> None:
    """A button under a message, also one that Telegram no longer shows."""
    shown = private(text="x")["message"] | {"from": BOT_USER}
    gone = {"chat": PRIVATE_CHAT, "message_id": 7, "date": 0}
    for message in (shown, gone):
        arrival = arrived(press(message, user()))
        assert arrival == FromHer(
            UserId(HER), ChatId(HER), "nl", Pressed("go:1", MessageId(7), "99")
        )


def test_she_blocks_and_lets_in_again() -> None:
    """Blocking the bot and letting it in again are told as what they are."""
    blocked = arrived(member(PRIVATE_CHAT, "member", "kicked"))
    assert isinstance(blocked, FromHer)
    assert blocked.event == Blocked()
    unblocked = arrived(member(PRIVATE_CHAT, "kicked", "member"))
    assert isinstance(unblocked, FromHer)
    assert unblocked.event == Unblocked()


# --- the experts --------------------------------------------------------------------------------


def test_a_message_in_a_topic_answers_nothing_by_itself() -> None:
    """Telegram's implicit reply to the topic's first message is no reply, nor is an explicit one to it."""
    arrival = arrived(in_topic(text="notitie"))
    assert isinstance(arrival, FromGroup)
    assert (arrival.user, arrival.thread) == (EXPERT, TOPIC)
    assert isinstance(arrival.event, ExpertWrote)
    assert arrival.event.thread == TOPIC
    assert arrival.event.author == Author(ExpertId(f"e{EXPERT}"))
    assert arrival.event.message.reply_to is None
    rootless = {k: v for k, v in topic_root().items() if k != "forum_topic_created"}
    assert said(in_topic(text="x", reply_to_message=rootless)).reply_to is None


def test_a_real_reply_in_a_topic_points_at_the_message() -> None:
    """A reply to a message in the topic keeps its target."""
    target = in_topic(text="x")["message"] | {"message_id": 55}
    del target["reply_to_message"]
    assert said(in_topic(text="antwoord", reply_to_message=target)).reply_to == 55


def test_a_quote_says_where_it_begins() -> None:
    """What is quoted of the answered message is told by its place; a quote of another chat's message by nothing."""
    target = in_topic(text="x")["message"] | {"message_id": 55}
    del target["reply_to_message"]
    quote = {"text": "stuk", "position": 14, "is_manual": True}
    reply = in_topic(text="antwoord", reply_to_message=target, quote=quote)
    assert said(reply).quote_at == 14
    assert said(in_topic(text="antwoord", reply_to_message=target)).quote_at is None
    origin = {"type": "hidden_user", "date": DATE, "sender_user_name": "x"}
    elsewhere = in_topic(text="ja", external_reply={"origin": origin}, quote=quote)
    assert said(elsewhere).quote_at is None


@pytest.mark.parametrize("text", ["/faq", "/fout@a_bot", "/leer Hoe?"])
def test_a_command_knows_what_it_answers(text: str) -> None:
    """Behind a slash the text or caption of what is answered comes with it, and the passage of it that is quoted."""
    target = in_topic(message_id=55, text="Mag ik delen? Met wie?")["message"]
    del target["reply_to_message"]
    assert said(in_topic(text=text, reply_to_message=target)).reply_text == "Mag ik delen? Met wie?"
    quoting = in_topic(
        text=text, reply_to_message=target, quote={"text": "Met wie?", "position": 14}
    )
    assert said(quoting).reply_text == "Mag ik delen? Met wie?"
    assert (said(quoting).quoted, said(quoting).passage) == ("Met wie?", "Met wie?")
    picture = target | {"photo": [], "caption": "Dit hing op de deur"}
    del picture["text"]
    assert said(in_topic(text=text, reply_to_message=picture)).reply_text == "Dit hing op de deur"
    assert said(in_topic(text=text)).reply_text == ""


def test_a_part_of_an_album_names_it() -> None:
    """The parts of an album come one by one, and name it; other messages name none."""
    part = in_topic(text="x", media_group_id="13")
    assert said(part).album == "13"
    assert said(in_topic(text="x")).album == ""


def test_other_texts_know_only_that_they_answer() -> None:
    """What somebody wrote goes no further with an ordinary reply; what the bot itself wrote does."""
    target = in_topic(message_id=55, text="een notitie")["message"]
    del target["reply_to_message"]
    assert said(in_topic(text="goed idee", reply_to_message=target)).reply_text == ""
    quote = {"text": "notitie", "position": 4}
    assert said(in_topic(text="goed", reply_to_message=target, quote=quote)).quoted == ""
    own = target | {"from": BOT_USER, "text": "Op welke vraag?"}
    assert said(in_topic(text="Hoe dan?", reply_to_message=own)).reply_text == "Op welke vraag?"
    assert said(private(text="ja", reply_to_message=own)).reply_text == ""


def test_a_reply_to_the_bot_says_so() -> None:
    """Of a message of the bot that is answered the code in it is told; of others, and of what it did, nothing."""
    body = {"message_id": 55, "chat": GROUP_CHAT, "date": DATE, "from": BOT_USER}
    card = said(in_topic(text="x", reply_to_message=body | {"text": "Zaak K7QM-2XHD · gewoon"}))
    assert (card.reply_own, card.reply_code) == (True, "K7QM-2XHD")
    copy = said(in_topic(text="x", reply_to_message=body | {"text": "Mag dat?"}))
    assert (copy.reply_own, copy.reply_code) == (True, None)
    pinned = said(in_topic(text="x", reply_to_message=body | {"pinned_message": topic_root()}))
    assert not pinned.reply_own
    theirs = body | {"from": user(EXPERT), "text": "Zaak K7QM-2XHD"}
    colleague = said(in_topic(text="x", reply_to_message=theirs))
    assert (colleague.reply_own, colleague.reply_code) == (False, None)


def test_general_has_no_topic() -> None:
    """In General a thread id only gathers replies; it is no topic."""
    target = in_general(text="x")["message"] | {"message_id": 55}
    arrival = arrived(in_general(text="x", message_thread_id=55, reply_to_message=target))
    assert isinstance(arrival, FromGroup)
    assert arrival.thread is None


def test_an_experts_change_and_press_arrive() -> None:
    """Edits and buttons in a topic come with topic and author."""
    changed = arrived(edited(in_topic(text="beter")))
    assert isinstance(changed, FromGroup)
    assert isinstance(changed.event, ExpertEdited)
    assert (changed.event.thread, changed.event.message.text) == (TOPIC, "beter")
    under = in_topic(text="kaart")["message"] | {"from": BOT_USER}
    pressed = arrived(press(under, user(EXPERT)))
    assert pressed == FromGroup(
        UserId(EXPERT),
        ThreadId(TOPIC),
        ExpertPressed(ThreadId(TOPIC), Author(ExpertId(f"e{EXPERT}")), "go:1", MessageId(77), "99"),
    )
    gone = arrived(press({"chat": GROUP_CHAT, "message_id": 77, "date": 0}, user(EXPERT)))
    assert isinstance(gone, FromGroup)
    assert gone.thread is None


_CHANNEL: Json = {"id": -1003000000001, "title": "C", "type": "channel"}


@pytest.mark.parametrize(
    ("sender", "kind"),
    [
        ({"from": ANONYMOUS, "sender_chat": GROUP_CHAT}, AuthorKind.ANONYMOUS),
        ({"from": ANONYMOUS}, AuthorKind.ANONYMOUS),
        ({"from": CHANNEL_ACCOUNT, "sender_chat": _CHANNEL}, AuthorKind.CHANNEL),
        ({"from": CHANNEL_ACCOUNT}, AuthorKind.CHANNEL),
    ],
)
def test_who_hides_is_nobody(sender: Json, kind: AuthorKind) -> None:
    """An anonymous administrator and a channel have no user, and say what they are."""
    arrival = arrived(in_topic(text="x", **sender))
    assert isinstance(arrival, FromGroup)
    assert arrival.user is None
    assert isinstance(arrival.event, ExpertWrote)
    assert arrival.event.author.kind is kind


def test_a_topic_of_ours_appears() -> None:
    """The bot's own new topic comes back, and is known by the code in its name."""
    made = {"update_id": 1, "message": topic_root()}
    assert arrived(made) == FromGroup(
        None, ThreadId(TOPIC), TopicAppeared(ThreadId(TOPIC), CaseCode("K7QM-2XHD"))
    )


@pytest.mark.parametrize(
    ("fields", "event"),
    [
        ({"forum_topic_closed": {}}, TopicClosed(ThreadId(TOPIC))),
        ({"forum_topic_reopened": {}}, TopicReopened(ThreadId(TOPIC))),
    ],
)
def test_a_topic_closed_or_reopened_by_hand(fields: Json, event: TopicClosed) -> None:
    """Closing by a person counts, also an anonymous one; the bot's own closing does not."""
    by_eva = arrived(in_topic(**fields))
    assert isinstance(by_eva, FromGroup)
    assert (by_eva.user, by_eva.event) == (EXPERT, event)
    hidden = arrived(in_topic(**fields, **{"from": ANONYMOUS, "sender_chat": GROUP_CHAT}))
    assert isinstance(hidden, FromGroup)
    assert (hidden.user, hidden.event) == (None, event)
    assert isinstance(arrived(in_topic(**fields, **{"from": BOT_USER})), Nothing)


# --- groups on offer, and what means nothing ------------------------------------------------------


def test_another_group_is_on_offer() -> None:
    """Being added to another group is told, with what is needed to choose it."""
    chat = GROUP_CHAT | {"id": OTHER_GROUP, "title": "Andere"}
    assert arrived(member(chat, "left", "member")) == GroupOffered(
        ChatId(OTHER_GROUP), "Andere", True
    )
    basic = {"id": -400, "title": "Klein", "type": "group"}
    assert arrived(member(basic, "left", "administrator")) == GroupOffered(
        ChatId(-400), "Klein", False
    )


_OTHER: Json = GROUP_CHAT | {"id": OTHER_GROUP}
_NOTHING: list[tuple[str, Json]] = [
    ("another group", in_general(text="x", chat=_OTHER)),
    ("another bot in private", private(text="x", **{"from": user(HER, is_bot=True)})),
    (
        "no sender",
        {
            "update_id": 1,
            "message": {"message_id": 1, "chat": PRIVATE_CHAT, "date": DATE, "text": "x"},
        },
    ),
    ("a private chat of another", private(text="x", **{"from": user(9)})),
    ("a bot in the group", in_topic(text="x", **{"from": user(9, is_bot=True)})),
    ("the bot itself", in_topic(text="x", **{"from": BOT_USER})),
    ("a linked channel", in_general(text="x", is_automatic_forward=True, sender_chat=_CHANNEL)),
    ("a pin", in_topic(pinned_message=topic_root())),
    ("a pin in private", private(pinned_message=private(text="x")["message"])),
    ("a join", in_general(new_chat_members=[user(9)])),
    ("a leave", in_general(left_chat_member=user(9))),
    ("a new name of a topic", in_topic(forum_topic_edited={"name": "x"})),
    ("a topic by a person", in_topic(forum_topic_created={"name": "K7QM-2XHD", "icon_color": 1})),
    ("a topic of ours without a code", {"update_id": 1, "message": topic_root(name="iets")}),
    ("General hidden", in_general(general_forum_topic_hidden={})),
    ("General closed", in_general(forum_topic_closed={})),
    (
        "a disappearing timer",
        private(message_auto_delete_timer_changed={"message_auto_delete_time": 1}),
    ),
    (
        "a button without data",
        press(private(text="x")["message"], user(), data=None, game_short_name="g"),
    ),
    (
        "a button in the group without data",
        press(in_topic(text="x")["message"], user(EXPERT), data=None, game_short_name="g"),
    ),
    ("an inline button", press(None, user(), inline_message_id="i")),
    ("a button elsewhere", press(in_general(text="x", chat=_OTHER)["message"], user())),
    ("a button of another", press(private(text="x")["message"], user(9))),
    ("more of a list that has no more", typed("x", user(), offset="10")),
    ("somebody in another group", moved(_OTHER)),
    ("removed elsewhere", member(_OTHER, "member", "left")),
    ("promoted elsewhere", member(_OTHER, "member", "administrator")),
    ("a channel", member(_CHANNEL, "left", "administrator")),
    (
        "a channel post",
        {
            "update_id": 1,
            "channel_post": {"message_id": 1, "chat": _CHANNEL, "date": DATE, "text": "x"},
        },
    ),
    ("a future kind", {"update_id": 1, "telepathy": {"thought": "x"}}),
]


def test_who_seeks_does_not_matter() -> None:
    """Of an inline query only the words, their language and its name go on: not who typed it, nor where."""
    assert arrived(typed("meldcode", user(language_code="nl"), chat_type="group")) == Seeking(
        "77", "meldcode", "nl"
    )
    assert arrived(typed("", user(language_code=None))) == Seeking("77", "", "")


@pytest.mark.parametrize(("name", "update"), _NOTHING, ids=[name for name, _ in _NOTHING])
def test_what_does_not_concern_us_is_nothing(name: str, update: Json) -> None:
    """Everything outside the private chats and the expert group, and every other happening, is passed over."""
    arrival = arrived(update)
    assert isinstance(arrival, Nothing)
    assert arrival.reason


@pytest.mark.parametrize(
    ("old", "new", "inside"),
    [
        ("left", "member", True),
        ("kicked", "member", True),
        ("left", "administrator", True),
        ("member", "left", False),
        ("administrator", "kicked", False),
        ("member", "restricted out", False),
        ("restricted out", "restricted in", True),
    ],
)
def test_who_comes_and_who_goes(old: str, new: str, *, inside: bool) -> None:
    """Coming into the expert group and leaving it is known from the places before and after."""
    news = MemberMoved(ExpertId(f"e{EXPERT}"), "P", is_bot=False, inside=inside, at=float(DATE))
    assert arrived(moved(GROUP_CHAT, old, new)) == news


@pytest.mark.parametrize(
    "update",
    [
        member(GROUP_CHAT, "member", "administrator"),
        moved(GROUP_CHAT, "member", "administrator"),
        moved(GROUP_CHAT, "member", "restricted in"),
        in_general(message_auto_delete_timer_changed={"message_auto_delete_time": 86400}),
    ],
    ids=["our promotion", "another promotion", "a restriction", "automatic deletion"],
)
def test_what_may_change_the_group(update: Json) -> None:
    """Whatever may make the group unsafe is a reason to look at it again."""
    assert arrived(update) == GroupChanged()


def test_every_kind_of_update_that_is_asked_for_is_read() -> None:
    """What is asked of Telegram and what is translated are the same."""
    samples = {
        "message": private(text="x"),
        "edited_message": edited(private(text="x")),
        "callback_query": press(private(text="x")["message"], user()),
        "message_reaction": reaction(PRIVATE_CHAT, user(), SIGN),
        "inline_query": typed("x", user()),
        "my_chat_member": member(PRIVATE_CHAT, "member", "kicked"),
        "chat_member": moved(GROUP_CHAT),
    }
    assert set(samples) == set(ALLOWED_UPDATES)
    for update in samples.values():
        assert not isinstance(arrived(update), Nothing)


@pytest.mark.parametrize(
    ("signs", "emoji"), [((SIGN,), "👍"), ((), ""), ((OWN_SIGN,), ""), ((SIGN, OWN_SIGN), "👍")]
)
def test_a_reaction_brings_the_newest_sign_that_a_bot_may_set(
    signs: tuple[Json, ...], emoji: str
) -> None:
    """Of either side; one that is taken back, or that a bot can't set, is none."""
    found = arrived(reaction(PRIVATE_CHAT, user(), *signs))
    assert isinstance(found, FromHer)
    assert found.event == Reacted(MessageId(7), emoji)
    found = arrived(reaction(GROUP_CHAT, user(EXPERT), *signs))
    assert isinstance(found, FromGroup)
    assert (found.thread, found.user) == (None, EXPERT)
    assert found.event == ExpertReacted(Author(ExpertId(f"e{EXPERT}")), MessageId(7), emoji)


def test_reactions_of_nobody_we_know_mean_nothing() -> None:
    """One in the name of a chat, of a bot, in another group, or in somebody else's private chat."""
    in_name = reaction(GROUP_CHAT, user(EXPERT), SIGN)
    del in_name["message_reaction"]["user"]
    in_name["message_reaction"]["actor_chat"] = GROUP_CHAT
    of_bot = reaction(GROUP_CHAT, BOT_USER, SIGN)
    elsewhere = reaction(GROUP_CHAT | {"id": OTHER_GROUP}, user(EXPERT), SIGN)
    not_hers = reaction(PRIVATE_CHAT, user(EXPERT), SIGN)
    for update in (in_name, of_bot, elsewhere, not_hers):
        assert isinstance(arrived(update), Nothing)
