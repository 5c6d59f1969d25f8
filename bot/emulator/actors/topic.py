"""Topic: a thread of the expert group, as an expert's list of topics shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic at the moment it was looked up; `id` is what `message_thread_id` holds."""

    id: int
    name: str
    closed: bool = False
    deleted: bool = False
