"""Who am I: what the other side sees of somebody, said to that person alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handoff import card, speaking
from bot.handoff.buttons import way_out
from bot.handoff.effects import Here
from bot.text import Html, plain

if TYPE_CHECKING:
    from bot.handoff.events import Author, Incoming
    from bot.handoff.turn import Turn


def show(turn: Turn) -> None:
    """Show her what the experts see of her: the card of her newest case, as it is, or that there is none."""
    person = turn.person
    if person.case is not None:
        said = turn.words("whoami.card", title=plain(turn.case.title), card=card.html_of(turn))
    elif code := person.admission.request:
        said = turn.words("whoami.request", code=code)
    else:
        said = turn.words("whoami.nothing")
        if organisation := person.admission.organisation:
            known = turn.words("whoami.known", organisation=organisation)
            said = Html(f"{said}\n\n{known}")
    turn.say(said, way_out(turn))


def show_expert(turn: Turn, author: Author, message: Incoming) -> None:
    """Tell an expert, in a topic, under which name she knows them there; of an older case only that there is one."""
    if turn.older:
        role = turn.desk.role(turn.desk.language, "").strip()
        turn.tell_topic(turn.desk_words("general.whoami", role=role), reply_to=Here(message.id))
        return
    speaker = turn.case.speaker(author.id)
    letter = speaking.next_letter(turn.case) if speaker is None else speaker.letter
    role = turn.desk.role(turn.language, letter)
    key = "topic.whoami_yet" if speaker is None else "topic.whoami"
    turn.tell_topic(turn.desk_words(key, role=role), reply_to=Here(message.id))
