"""Message: what one side of a chat shows at one moment, as an actor reads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: its label, its place, and the link or data behind it."""

    text: str
    row: int
    column: int
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One version of a message. `raw` is the Bot API's shape with what a client shows besides;
    `changed` the number of the event that made this version."""

    raw: Json
    changed: int

    @property
    def id(self) -> int:
        """Its id within its chat."""
        return int(self.raw["message_id"])

    @property
    def chat_id(self) -> int:
        """The chat; a private chat has the id of its person."""
        return int(self.raw["chat"]["id"])

    @property
    def thread_id(self) -> int | None:
        """The topic it stands in; None in General and outside forums."""
        return self.raw.get("message_thread_id") if self.raw.get("is_topic_message") else None

    @property
    def kind(self) -> str:
        """What it is: `text`, `photo`, `voice` …, or the name of a service message."""
        return str(self.raw.get("kind", "text"))

    @property
    def service(self) -> bool:
        """Telegram itself says so (topic opened, message pinned …)."""
        return bool(self.raw.get("service"))

    @property
    def text(self) -> str:
        """The text or the caption; empty without either."""
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def words(self) -> str:
        """Everything readable: text or caption, else a card's name and number, a poll's question, a
        list's title and tasks."""
        if self.text:
            return self.text
        if contact := self.raw.get("contact"):
            names = (contact.get("first_name"), contact.get("last_name"))
            return " ".join([*filter(None, names), contact["phone_number"]])
        if venue := self.raw.get("venue"):
            return f"{venue['title']} {venue['address']}"
        if poll := self.raw.get("poll"):
            return str(poll["question"])
        if listed := self.raw.get("checklist"):
            return " ".join([listed["title"], *(task["text"] for task in listed["tasks"])])
        return ""

    @property
    def entities(self) -> list[Json]:
        """Formatting of the text or caption, as the Bot API gives it."""
        return list(self.raw.get("entities") or self.raw.get("caption_entities") or [])

    @property
    def sender_id(self) -> int | None:
        """The account that sent it; None for a post of a channel."""
        sender = self.raw.get("from")
        return None if sender is None else int(sender["id"])

    @property
    def sender_name(self) -> str:
        """The name a client shows above it."""
        if chat := self.raw.get("sender_chat"):
            return str(chat.get("title", ""))
        sender = self.raw.get("from") or {}
        return " ".join(filter(None, (sender.get("first_name"), sender.get("last_name"))))

    @property
    def from_bot(self) -> bool:
        """A bot sent it."""
        return bool((self.raw.get("from") or {}).get("is_bot"))

    @property
    def reply_to(self) -> int | None:
        """The id of the message it answers; the topic's own first message does not count."""
        replied = self.raw.get("reply_to_message")
        if replied is None or replied["message_id"] == self.thread_id:
            return None
        return int(replied["message_id"])

    @property
    def quote(self) -> str:
        """The part of the answered message that was quoted; empty without one."""
        return str((self.raw.get("quote") or {}).get("text", ""))

    @property
    def quote_at(self) -> int | None:
        """Where the quoted part begins, in UTF-16 units; None without a quote."""
        quote = self.raw.get("quote")
        return None if quote is None else int(quote["position"])

    @property
    def forwarded(self) -> bool:
        """Shows that it was forwarded, and from whom."""
        return "forward_origin" in self.raw

    @property
    def covered(self) -> bool:
        """Its picture is covered by a spoiler."""
        return bool(self.raw.get("has_media_spoiler"))

    @property
    def protected(self) -> bool:
        """Can be neither forwarded nor saved."""
        return bool(self.raw.get("has_protected_content"))

    @property
    def place(self) -> tuple[float, float] | None:
        """Latitude and longitude of a place; None for other messages."""
        location = self.raw.get("location")
        return None if location is None else (location["latitude"], location["longitude"])

    @property
    def live(self) -> bool:
        """Is a live location that was not ended by hand."""
        return "live_period" in self.raw.get("location", ())

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The inline buttons, row by row."""
        return tuple(self._buttons())

    def _buttons(self) -> Iterator[Button]:
        rows = (self.raw.get("reply_markup") or {}).get("inline_keyboard") or []
        for row, buttons in enumerate(rows):
            for column, button in enumerate(buttons):
                yield Button(
                    button["text"], row, column, button.get("callback_data"), button.get("url")
                )

    @property
    def reactions(self) -> tuple[str, ...]:
        """The emoji (or kinds of other reactions) under it, oldest first."""
        return tuple(_sign(entry["reaction"]) for entry in self.raw.get("reactions", ()))

    def reactions_of(self, actor_id: int) -> tuple[str, ...]:
        """The reactions of one account."""
        return tuple(
            _sign(entry["reaction"])
            for entry in self.raw.get("reactions", ())
            if entry["actor_id"] == actor_id
        )

    @property
    def edited(self) -> bool:
        """Shows "edited"."""
        return "edit_date" in self.raw

    @property
    def deleted(self) -> bool:
        """Is gone."""
        return bool(self.raw.get("deleted"))

    @property
    def pinned(self) -> bool:
        """Is pinned in its chat."""
        return bool(self.raw.get("pinned"))

    @property
    def album(self) -> str | None:
        """What the parts of one album share."""
        return self.raw.get("media_group_id")

    @property
    def date(self) -> int:
        """When it was sent, in epoch seconds of the stand-in's clock."""
        return int(self.raw["date"])

    def button(self, label: str) -> Button | None:
        """The button called `label`; else the first whose label holds it, whatever the case."""
        part = label.casefold()
        for button in self.buttons:
            if button.text == label:
                return button
        return next((each for each in self.buttons if part in each.text.casefold()), None)


def _sign(reaction: Json) -> str:
    return str(reaction.get("emoji") or reaction.get("custom_emoji_id") or reaction["type"])
