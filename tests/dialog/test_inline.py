"""Inline mode: answers are found behind the bot's name in any chat, and shared from there."""

from typing import Any

from bot.emulator.actors import Person, Stage
from tests.dialog.talk import KNOWN, KNOWN_ENTRY, RED, content
from tests.support.helpline import Helpline


async def types(person: Person, words: str, within: float = 10.0) -> dict[str, Any]:
    """Type behind the bot's name, and wait for what is shown."""
    shown: dict[str, Any] = await person.act("inline_query", query=words, timeout=within)
    return shown


async def test_an_answer_is_found_and_shared(stage: Stage, anna: Person) -> None:
    """She who never started the bot finds an answer, and sends it whole into a chat; nothing is kept of it."""
    await stage.control.patch("bot", {"inline_mode": True})
    shown = await types(anna, KNOWN["nl"])
    assert shown["answered"]
    entry = content().entries[KNOWN_ENTRY]
    assert shown["results"][0]["title"] == entry.nl.question
    group = (await stage.state())["groups"][0]["id"]
    await stage.control.post(f"groups/{group}/members", {"user_id": anna.id, "status": "member"})
    await stage.settle()  # that somebody came is announced there
    before = len(await stage.calls("sendMessage"))
    sent = await anna.act(
        "choose",
        inline_query_id=shown["inline_query_id"],
        result_id=shown["results"][0]["id"],
        chat_id=group,
    )
    assert entry.nl.question in sent["message"]["text"]
    await stage.settle()
    assert len(await stage.calls("sendMessage")) == before


async def test_danger_words_show_112_first(stage: Stage, anna: Person) -> None:
    """Whatever fits, the way to help comes before it."""
    await stage.control.patch("bot", {"inline_mode": True})
    shown = await types(anna, RED["nl"])
    assert "112" in shown["results"][0]["input_message_content"]["message_text"]


async def test_a_lost_answer_is_nobodys_loss(stage: Stage, anna: Person, line: Helpline) -> None:
    """Telegram refuses the answer: nothing is set aside, nothing is tried again, and the next query is answered."""
    await stage.control.patch("bot", {"inline_mode": True})
    await stage.fault("answerInlineQuery", code=400, description="Bad Request: query is too old")
    shown = await types(anna, "meldcode", within=1.0)
    assert not shown["answered"]
    again = await types(anna, "meldcode")
    assert again["answered"]
    await stage.settle()
    assert len(await stage.calls("answerInlineQuery")) == 2
    assert (await stage.control.get("queue"))["pending"] == 0
