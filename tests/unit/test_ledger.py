"""The ledger of the fault laboratory: that it sees what it is there to see."""

from __future__ import annotations

import pytest

from tests.support.ledger import Conversation, Json, Ledger, Place, Verdict, Way

GROUP, PERSON, OTHER = -1001, 7, 8
HERS, THEIRS = 40, 50
"""Topics of the person, and of the other one."""


class Book:
    """A ledger with two conversations, and what a stand-in would show of them."""

    def __init__(self) -> None:
        self.ledger = Ledger(
            {
                0: Conversation(Place(PERSON), Place(GROUP, HERS)),
                1: Conversation(Place(OTHER), Place(GROUP, THEIRS)),
            }
        )
        self.shown: list[Json] = []
        self.calls: list[Json] = []
        self._next = 100

    def asks(self, count: int = 1, number: int = 0) -> list[str]:
        """Let a professional write so many messages; their tokens."""
        return [self._sent(Way.QUESTION, number) for _ in range(count)]

    def answers(self, way: Way = Way.ANSWER, *, receipt: bool = True) -> str:
        """Let an expert write in her topic; the token."""
        token = self._sent(way, 0)
        reactions = [{"actor_id": 1, "reaction": []}] if receipt else []
        self._show(GROUP, HERS, self._next - 1, token, bot=False, reactions=reactions)
        return token

    def copies(self, *tokens: str, at: float = 0.0, chat: int = GROUP, thread: int = HERS) -> Json:
        """Let the bot write one message with these tokens, by one call; the call."""
        message = self._id()
        text = "\n".join(f"14:03 Vraag {token}" for token in tokens)
        self._show(chat, thread, message, text, bot=True, reactions=[])
        call = {
            "time": at,
            "ms": 10.0,
            "chat_id": chat,
            "thread_id": thread or None,
            "message_ids": [message],
            "fault": None,
        }
        self.calls.append(call)
        return call

    def verdict(self) -> Verdict:
        """What the ledger finds."""
        return self.ledger.judge(self.shown, self.calls)

    def _id(self) -> int:
        self._next += 1
        return self._next

    def _sent(self, way: Way, number: int) -> str:
        token = self.ledger.token(way, number)
        self.ledger.sent(token, self._id())
        self._next += 1
        return token

    def _show(
        self, chat: int, thread: int, message: int, text: str, *, bot: bool, reactions: list[Json]
    ) -> None:
        self.shown.append(
            {
                "chat": {"id": chat},
                "message_id": message,
                "from": {"is_bot": bot},
                "text": text,
                "reactions": reactions,
                **({"is_topic_message": True, "message_thread_id": thread} if thread else {}),
            }
        )


def _refused(found: Verdict, *, repeats: bool = True) -> bool:
    try:
        found.check(repeats=repeats)
    except AssertionError:
        return True
    return False


def test_what_arrives_once_and_in_order_is_well() -> None:
    """Messages both ways and a note that stays where it is: nothing to complain of."""
    book = Book()
    for token in book.asks(3):
        book.copies(token)
    answer = book.answers()
    book.copies(answer, chat=PERSON, thread=0)
    book.answers(Way.NOTE)
    found = book.verdict()
    found.check(repeats=False)
    assert (found.total("sent"), found.total("once"), found.doubtful) == (5, 4, 0)


@pytest.mark.parametrize("merged", [False, True])
def test_a_lost_message_is_seen(merged: bool) -> None:
    """One that is nowhere is lost, whether the others came one by one or in one message."""
    book = Book()
    first, missing, last = book.asks(3)
    if merged:
        book.copies(first, last)
    else:
        book.copies(first)
        book.copies(last)
    found = book.verdict()
    assert (found.total("lost"), found.total("once"), found.lost) == (1, 2, (missing,))
    assert _refused(found)


def test_a_deleted_copy_is_a_lost_message() -> None:
    """What was taken away again did not arrive."""
    book = Book()
    book.copies(*book.asks())
    book.shown[-1]["deleted"] = True
    assert book.verdict().total("lost") == 1


def test_order_is_seen_between_messages_and_inside_one() -> None:
    """A copy above an earlier one, and a part above an earlier part of the same message, are out of order."""
    for one_message in (False, True):
        book = Book()
        first, second = book.asks(2)
        if one_message:
            book.copies(second, first)
        else:
            book.copies(second)
            book.copies(first)
        found = book.verdict()
        assert found.total("out_of_order") == 1
        assert _refused(found)


def test_the_order_of_one_conversation_is_not_that_of_another() -> None:
    """Who writes later may be served earlier."""
    book = Book()
    hers, theirs = book.asks()[0], book.asks(number=1)[0]
    book.copies(theirs, thread=THEIRS)
    book.copies(hers)
    book.verdict().check(repeats=False)


def test_a_wrong_place_is_seen() -> None:
    """A copy in the topic of somebody else is wrong, and the message lost to hers."""
    book = Book()
    book.copies(*book.asks(), thread=THEIRS)
    found = book.verdict()
    assert (found.total("wrong"), found.total("lost")) == (1, 1)
    assert _refused(found)


def test_a_note_that_leaves_is_seen() -> None:
    """A note in anybody's private chat has leaked."""
    book = Book()
    book.copies(book.answers(Way.NOTE), chat=PERSON, thread=0)
    assert book.verdict().total("leaked") == 1
    assert _refused(book.verdict())


def test_a_message_of_an_expert_without_a_receipt_is_seen() -> None:
    """He must see what became of it, as an answer or as a note."""
    book = Book()
    book.copies(book.answers(receipt=False), chat=PERSON, thread=0)
    assert book.verdict().total("without_receipt") == 1
    assert _refused(book.verdict())


def test_a_repeat_without_a_reason_is_seen() -> None:
    """Twice the same, though the first call was answered and nobody died: not explained, and refused."""
    book = Book()
    tokens = book.asks()
    book.copies(*tokens, at=10)
    book.copies(*tokens, at=20)
    found = book.verdict()
    assert (found.total("repeated"), found.total("unexplained"), found.doubtful) == (1, 1, 0)
    assert _refused(found)


def test_a_lost_answer_explains_one_repeat() -> None:
    """What was sent again after its answer was lost is counted, and allowed where faults are."""
    book = Book()
    tokens = book.asks()
    book.copies(*tokens)["fault"] = "reset:after"
    book.copies(*tokens)
    found = book.verdict()
    found.check()
    assert (found.total("repeated"), found.total("unexplained"), found.doubtful) == (1, 0, 1)
    assert _refused(found, repeats=False)


def test_a_death_explains_the_last_call_of_a_lane_only() -> None:
    """Who died may not have known of his last call of a topic, but of the one before he knew."""
    book = Book()
    first, second = book.asks(2)
    book.copies(first, at=10.0)
    book.copies(second, at=10.1)
    book.ledger.deaths.append(10.2)
    book.copies(second, at=12)
    book.verdict().check()
    book.copies(first, at=13)
    found = book.verdict()
    assert (found.total("repeated"), found.total("unexplained")) == (2, 1)


def test_a_death_explains_nothing_that_was_long_recorded() -> None:
    """A call that ended seconds before was recorded."""
    book = Book()
    tokens = book.asks()
    book.copies(*tokens, at=10.0)
    book.ledger.deaths.append(15.0)
    book.copies(*tokens, at=16)
    assert book.verdict().total("unexplained") == 1


def test_without_a_store_nothing_is_recorded() -> None:
    """Who dies while his store is away has not recorded what he did meanwhile, however long ago that was."""
    book = Book()
    first, second = book.asks(2)
    book.copies(first, at=10.0)
    book.copies(second, at=20.0)
    book.ledger.away.append((19.9, 29.0))
    book.ledger.deaths.append(29.5)
    book.copies(second, at=31)
    book.verdict().check()
    book.copies(first, at=32)
    assert book.verdict().total("unexplained") == 1


def test_a_cut_explains_what_was_under_way() -> None:
    """When the network goes, the answers of the calls under way are lost, and of no others."""
    book = Book()
    first, second = book.asks(2)
    book.copies(first, at=10.0)
    book.copies(second, at=20.0)
    book.ledger.cuts.append(20.005)
    book.copies(second, at=21)
    book.verdict().check()
    book.copies(first, at=22)
    assert book.verdict().total("unexplained") == 1


def test_parts_repeated_together_are_in_order_twice() -> None:
    """A merged message in doubt comes again as a whole: each part is a repeat, none is out of order."""
    book = Book()
    tokens = book.asks(3)
    book.copies(*tokens)["fault"] = "hang:after"
    book.copies(*tokens)
    found = book.verdict()
    found.check()
    assert (found.total("repeated"), found.doubtful, found.total("out_of_order")) == (3, 3, 0)


def test_an_earlier_part_repeated_alone_is_out_of_order() -> None:
    """A repeat of the first behind the second, which does not come again, turns their order around."""
    book = Book()
    first, second = book.asks(2)
    book.copies(first)["fault"] = "reset:after"
    book.copies(second)
    book.copies(first)
    assert book.verdict().total("out_of_order") == 1


def test_the_same_part_twice_in_one_message_is_a_repeat() -> None:
    """Merging must take each message once."""
    book = Book()
    tokens = book.asks()
    book.copies(*tokens, *tokens)
    assert book.verdict().total("repeated") == 1
    assert _refused(book.verdict())
