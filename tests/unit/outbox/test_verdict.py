"""The verdict on every exception that a call can raise, with the server's own texts."""

import warnings

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.handoff.events import Why
from bot.outbox.failure import FloodError, GarbledError, NotSentError
from bot.outbox.verdict import (
    LACKING_PAUSE,
    REFUSALS,
    Blocked,
    Broken,
    Cause,
    Gone,
    Migrated,
    RetryAt,
    Sent,
    Shut,
    Unknown,
    Verdict,
    verdict,
)

NOW = 1000.0
RIGHT = RetryAt(Cause.RIGHT, NOW + LACKING_PAUSE)
MEMBERSHIP = RetryAt(Cause.MEMBERSHIP, NOW + LACKING_PAUSE)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


def judged(error: TelegramError, *, private: bool = False) -> Verdict:
    return verdict(error, NOW, private=private)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NOT_MODIFIED, Sent()),
        ("TOPIC_NOT_MODIFIED", Sent()),
        ("message to edit not found", Sent()),
        ("message can't be edited", Sent()),
        ("there is no text in the message to edit", Sent()),
        ("there is no caption in the message to edit", Sent()),
        ("message to react not found", Sent()),
        ("REACTION_INVALID", Sent()),
        ("message to pin not found", Sent()),
        ("message to delete not found", Sent()),
        ("query is too old and response timeout expired or query ID is invalid", Sent()),
        ("message thread not found", Gone()),
        ("TOPIC_DELETED", Gone()),
        ("TOPIC_ID_INVALID", Gone()),
        ("invalid forum topic identifier specified", Gone()),
        ("TOPIC_CLOSED", Shut()),
        ("chat not found", MEMBERSHIP),
        ("not enough rights to create a topic", RIGHT),
        ("not enough rights to edit the topic", RIGHT),
        ("not enough rights to close or open the topic", RIGHT),
        ("not enough rights to delete the topic", RIGHT),
        ("not enough rights to send text messages to the chat", RIGHT),
        ("have no write access to the chat", RIGHT),
        ("need administrator rights in the channel chat", RIGHT),
        ("CHAT_ADMIN_REQUIRED", RIGHT),
        ("the chat is not a forum", RIGHT),
        ("the chat is not a supergroup forum", RIGHT),
        ("CHANNEL_FORUM_MISSING", RIGHT),
        ("message to copy not found", Broken(Why.UNCOPYABLE)),
        ("the message can't be copied", Broken(Why.UNCOPYABLE)),
        ("MESSAGE_ID_INVALID", Broken(Why.UNCOPYABLE)),
        ("message is too long", Broken(Why.TOO_BIG)),
        ("text is too long", Broken(Why.TOO_BIG)),
        ("message caption is too long", Broken(Why.TOO_BIG)),
        ("file is too big", Broken(Why.TOO_BIG)),
        ("message text is empty", Broken(Why.REFUSED)),
        ("text must be non-empty", Broken(Why.REFUSED)),
        (
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
            Broken(Why.REFUSED),
        ),
        ("BUTTON_DATA_INVALID", Broken(Why.REFUSED)),
        ("something that nobody has seen yet", Broken(Why.REFUSED)),
    ],
)
def test_a_bad_request_in_the_group_is_judged_by_its_text(text: str, expected: Verdict) -> None:
    """400 in the expert group: each description of the server has its verdict."""
    assert judged(BadRequest(f"Bad Request: {text}")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NOT_MODIFIED, Sent()),
        ("chat not found", Blocked(Why.DEACTIVATED)),
        ("have no write access to the chat", Broken()),
        ("not enough rights to send voice notes to the chat", Broken()),
        ("message thread not found", Broken()),
        ("TOPIC_CLOSED", Broken()),
        ("VOICE_MESSAGES_FORBIDDEN", Broken()),
        ("message to copy not found", Broken(Why.UNCOPYABLE)),
    ],
)
def test_a_bad_request_in_a_private_chat_never_waits_for_the_group(
    text: str, expected: Verdict
) -> None:
    """400 in a private chat: what would be a missing right in the group can't be mended there."""
    assert judged(BadRequest(f"Bad Request: {text}"), private=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bot was blocked by the user", Blocked(Why.BLOCKED)),
        ("bot can't initiate conversation with a user", Blocked(Why.BLOCKED)),
        ("user is deactivated", Blocked(Why.DEACTIVATED)),
        ("something that nobody has seen yet", Broken()),
    ],
)
def test_a_person_who_cannot_be_reached(text: str, expected: Verdict) -> None:
    """403 in a private chat: she blocked the bot, or her account is gone."""
    assert judged(Forbidden(f"Forbidden: {text}"), private=True) == expected


@pytest.mark.parametrize(
    "text",
    [
        "bot was kicked from the supergroup chat",
        "bot was kicked from the group chat",
        "bot is not a member of the supergroup chat",
        "the group chat was deleted",
        "something that nobody has seen yet",
    ],
)
def test_a_missing_place_in_the_group_is_waited_for(text: str) -> None:
    """403 in the expert group: her messages wait until the bot is let in again."""
    assert judged(Forbidden(f"Forbidden: {text}")) == MEMBERSHIP


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (FloodError(7), RetryAt(Cause.FLOOD, NOW + 7)),
        (ChatMigrated(-100777), Migrated(-100777)),
        (InvalidToken("Unauthorized"), RetryAt(Cause.TOKEN)),
        (Conflict("Conflict: terminated by other getUpdates request"), RetryAt(Cause.CONFLICT)),
        (NotSentError("ClientConnectorError"), RetryAt(Cause.NETWORK)),
        (TimedOut(), Unknown()),
        (NetworkError("ServerDisconnectedError"), Unknown()),
        (GarbledError("The server is in trouble (502)"), Unknown()),
        (TelegramError("Invalid server response"), Unknown()),
    ],
)
@pytest.mark.parametrize("private", [True, False])
def test_errors_that_are_no_refusals(
    error: TelegramError, expected: Verdict, private: bool
) -> None:
    """What is sent for certain, what is not, and what nobody knows are told apart in every chat."""
    assert judged(error, private=private) == expected


def test_the_librarys_own_retry_after_is_understood() -> None:
    """A RetryAfter of python-telegram-bot's own request class counts like ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns about the coming type of `retry_after`
        assert judged(RetryAfter(3)) == RetryAt(Cause.FLOOD, NOW + 3)


def test_no_row_hides_behind_another() -> None:
    """Each row of the table is the one that its own text finds."""
    for row in REFUSALS:
        first = next(one for one in REFUSALS if one.text in row.text)
        assert first is row, row.text
