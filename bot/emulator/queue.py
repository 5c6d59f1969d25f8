"""Update queue: what waits at Telegram to be fetched by the bot or delivered to its webhook."""

import itertools
from collections import OrderedDict, deque

import msgspec

from bot.emulator.bell import Bell
from bot.emulator.world import Json

MAX_PENDING = 100_000
MAX_TOTAL_BYTES = 128 << 20
MAX_UPDATE_BYTES = 512 << 10
_RECENT = 1_000

# Everything but these is delivered when a bot has not asked for particular types.
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
UPDATE_TYPES = frozenset(
    [
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
    ]
)


class QueuedUpdate(msgspec.Struct):
    """One update: its JSON as delivered, when it expires (epoch seconds), its webhook queue."""

    id: int
    type: str
    body: str
    expires: float
    lane: int


class SavedQueue(msgspec.Struct):
    """What is kept of the queue over a restart."""

    last_id: int
    allowed: list[str] | None
    pending: list[QueuedUpdate]
    again: list[QueuedUpdate]
    recent: list[QueuedUpdate]


class UpdateQueue:
    """TDLib's TQueue for one bot: ids grow by one, the head is removed by acknowledgement."""

    def __init__(self, last_id: int) -> None:
        self.last_id = last_id
        self.allowed: frozenset[str] | None = None
        self.pending: OrderedDict[int, QueuedUpdate] = OrderedDict()
        self.again: deque[QueuedUpdate] = deque()
        self.recent: deque[QueuedUpdate] = deque(maxlen=_RECENT)
        self.pushed = Bell()
        self.dropped = 0
        self._bytes = 0

    def wants(self, kind: str) -> bool:
        """Whether updates of this type are put in at all."""
        return kind not in NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed

    def allow(self, kinds: list[str]) -> None:
        """Take over `allowed_updates`; an empty list or unknown names only mean the default."""
        known = frozenset(kinds) & UPDATE_TYPES
        self.allowed = known or None

    def push(self, kind: str, payload: Json, expires: float, lane: int, now: float) -> int | None:
        """Put an update in; its id, or None when it is unwanted, too old or does not fit."""
        if expires <= now or not self.wants(kind):
            return None
        return self._enter(kind, {kind: payload}, expires, lane)

    def push_raw(self, update: Json, expires: float) -> int | None:
        """Put any object in as an update, whatever is allowed.

        With an `update_id` of its own it lies outside the order of the queue: it is delivered
        once, before everything else.
        """
        kind = next((key for key in update if key != "update_id"), "")
        if "update_id" not in update:
            return self._enter(kind, update, expires, 0)
        number = update["update_id"]
        body = msgspec.json.encode(update).decode()
        self.again.append(
            QueuedUpdate(number if isinstance(number, int) else 0, kind, body, expires, 0)
        )
        self.pushed.ring()
        return number if isinstance(number, int) else None

    def redeliver(self, update: QueuedUpdate) -> None:
        """Deliver the same update once more, with the same id, before everything else."""
        self.again.append(update)
        self.pushed.ring()

    def _enter(self, kind: str, fields: Json, expires: float, lane: int) -> int | None:
        body = msgspec.json.encode({"update_id": self.last_id + 1, **fields}).decode()
        size = len(body)
        full = len(self.pending) >= MAX_PENDING or self._bytes + size > MAX_TOTAL_BYTES
        if full or size > MAX_UPDATE_BYTES:
            self.dropped += 1
            return None
        self.last_id += 1
        update = QueuedUpdate(self.last_id, kind, body, expires, lane)
        self.pending[update.id] = update
        self._bytes += size
        self.recent.append(update)
        self.pushed.ring()
        return update.id

    def remove(self, update: QueuedUpdate) -> None:
        """Take one update out, wherever it is."""
        if self.pending.pop(update.id, None) is not None:
            self._bytes -= len(update.body)

    def acknowledge(self, offset: int) -> bool:
        """Delete every id below `offset`; False (and nothing is deleted) when it is out of range.

        A negative offset keeps the last |offset| updates only.
        """
        if offset < 0:
            while len(self.pending) > -offset:
                self.remove(next(iter(self.pending.values())))
            return True
        if not 0 < offset <= self.last_id + 11:
            return False
        head = next(iter(self.pending), self.last_id + 1)
        if offset < head - 100_000:
            return False
        while self.pending and next(iter(self.pending)) < offset:
            self.remove(next(iter(self.pending.values())))
        return True

    def read(self, limit: int, now: float) -> list[QueuedUpdate]:
        """Up to `limit` living updates from the head; those delivered again come first."""
        found: list[QueuedUpdate] = []
        while self.again and len(found) < limit:
            found.append(self.again.popleft())
        self.expire(now)
        size = 0
        for update in itertools.islice(self.pending.values(), limit - len(found)):
            size += len(update.body)
            if update.expires > now and size <= 4 << 20:
                found.append(update)
        return found

    def expire(self, now: float) -> None:
        """Forget expired updates at the head."""
        while self.pending:
            update = next(iter(self.pending.values()))
            if update.expires > now:
                return
            self.remove(update)

    def clear(self) -> None:
        """Forget everything that is pending."""
        self.pending.clear()
        self.again.clear()
        self._bytes = 0

    def count(self, now: float) -> int:
        """How many living updates are pending."""
        return sum(update.expires > now for update in self.pending.values()) + len(self.again)

    def save(self) -> SavedQueue:
        """Everything needed to go on after a restart."""
        return SavedQueue(
            self.last_id,
            None if self.allowed is None else sorted(self.allowed),
            list(self.pending.values()),
            list(self.again),
            list(self.recent),
        )

    def load(self, saved: SavedQueue) -> None:
        """Go on where `save` left off."""
        self.last_id = saved.last_id
        self.allowed = None if saved.allowed is None else frozenset(saved.allowed)
        self.pending = OrderedDict((update.id, update) for update in saved.pending)
        self.again = deque(saved.again)
        self.recent = deque(saved.recent, maxlen=_RECENT)
        self._bytes = sum(len(update.body) for update in saved.pending)
