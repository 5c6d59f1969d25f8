"""Screening, whatever happens: no picture leaves unasked, no text waits for one, and nothing is lost in silence."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.handoff.events import Kind
from bot.handoff.ids import MessageId
from bot.handoff.message_map import EntryKind
from bot.handoff.policy import SHOWS, Files, Policy
from bot.text import bare
from tests.support.desks import ALWAYS
from tests.support.people import Player

RED = "Hij heeft een pistool en schiet om zich heen"
ASKING = replace(ALWAYS, policy=Policy(files=Files.WARN, ask_first=True))
FREE = [Kind.TEXT, Kind.VOICE, Kind.STICKER]
STEP = st.one_of(
    st.tuples(st.just("writes"), st.sampled_from([*FREE, *sorted(SHOWS)])),
    st.tuples(st.just("album"), st.sampled_from([Kind.PHOTO, Kind.VIDEO, Kind.DOCUMENT])),
    st.tuples(st.just("changes"), st.sampled_from([Kind.TEXT, Kind.PHOTO, Kind.DOCUMENT])),
    st.tuples(st.just("sends"), st.none()),
    st.tuples(st.just("stops"), st.none()),
    st.tuples(st.just("takes_back"), st.none()),
    st.tuples(st.just("waits"), st.sampled_from([10.0, 400.0, 700.0])),
    st.tuples(st.just("danger"), st.none()),
)


class Account:
    """What was written, and which of it may be with the experts by what she said; kept by another hand than `decide`."""

    def __init__(self) -> None:
        self.anna = Player(ASKING)
        self.anna.places()
        self.anna.expert("Hallo", self.anna.card)
        self.said: set[str] = set()
        self.danger = False
        self.waiting: dict[MessageId, tuple[str, Kind]] = {}
        self.written: list[tuple[MessageId, str, Kind]] = []
        self.may: list[str] = []
        self.albums: dict[MessageId, str] = {}

    def there(self) -> list[str]:
        """What the experts read of her."""
        return self.anna.topic.by("her")

    def asked_about(self, kind: Kind) -> set[str]:
        """What she has to be asked before a kind leaves."""
        open_ = {"scene"} if kind in SHOWS else set()
        if kind is Kind.DOCUMENT:
            open_.add("file")
        return set() if self.danger else open_ - self.said

    def writes(self, kind: Kind, album: str = "") -> None:
        """She sends something; what nobody is asked about is with the experts before anything else happens."""
        text = f"bericht {len(self.written)}"
        message = self.anna.writes(text, kind, album=album)
        self.written.append((message, text, kind))
        self.albums[message] = album
        if self.asked_about(kind):
            self.waiting[message] = (text, kind)
        else:
            self.may.append(text)
            assert self.there()[-1] == text

    def let_go(self) -> None:
        """What waits may be with the experts from now on, in order."""
        self.may += [text for text, _ in self.waiting.values()]
        self.waiting.clear()


def press(account: Account, key: str) -> bool:
    """Press a button of the question if it is there; tell whether it was."""
    label = bare("nl", key)
    there = [
        one
        for one in account.anna.chat.messages.values()
        if one.by == "bot" and label in one.buttons
    ]
    assert bool(there) == bool(account.waiting), "a question stands there while something waits"
    if not there:
        return False
    assert len(there) == 1, "there is one question"
    account.anna.presses(label)
    return True


def step(account: Account, what: str, how: object) -> None:
    """Let one thing happen to both."""
    anna = account.anna
    match what, how:
        case "writes", Kind() as kind:
            account.writes(kind)
        case "album", Kind() as kind:
            album = str(len(account.written))
            for _ in range(3):
                account.writes(kind, album)
        case "changes", Kind() as kind if account.waiting:
            message = next(iter(account.waiting))
            if kind is not Kind.TEXT:
                text = f"{account.waiting[message][0]} anders"
                anna.edits(message, text, kind)
                account.waiting[message] = (text, kind)
        case "sends", _:
            if press(account, "button.policy_send"):
                for _, kind in account.waiting.values():
                    account.said |= account.asked_about(kind)
                account.let_go()
        case "stops", _:
            if press(account, "button.policy_stop"):
                account.waiting.clear()
        case "takes_back", _ if account.waiting:
            message = next(iter(account.waiting))
            anna.writes("/terughalen", reply_to=message)
            album = account.albums[message]
            for one in [*account.waiting]:
                if one == message or (album and account.albums[one] == album):
                    del account.waiting[one]
        case "waits", float(seconds):
            left = [one.until for one in anna.person.screened]
            over = bool(left) and max(left) <= anna.now + seconds
            anna.waits(seconds)
            if over:
                account.waiting.clear()
                assert "niet verstuurd" in anna.chat.last.text
        case "danger", _:
            anna.writes(RED)
            account.may.append(RED)
            account.danger = True
            account.let_go()
        case _:
            pass


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(steps=[("album", Kind.PHOTO), ("changes", Kind.PHOTO), ("takes_back", None)])
@given(steps=st.lists(STEP, max_size=12))
def test_no_picture_leaves_unasked_and_no_text_waits(steps: list[tuple[str, object]]) -> None:
    """What the experts read is what she may have sent, in order; what waits is what the account says; the rest is hers."""
    account = Account()
    for what, how in steps:
        if len(account.waiting) > 20:
            break
        step(account, what, how)
        assert account.there() == account.may
        assert [one.message for one in account.anna.person.screened] == [*account.waiting]
        for message, text, _ in account.written:
            if message not in account.waiting and text not in account.may:
                last = [one for one in account.may if one.startswith(f"{text} ")]
                kind = account.anna.entry(message).kind
                assert kind is (EntryKind.HERS if last else EntryKind.ALONE)
