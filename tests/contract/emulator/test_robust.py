"""Nonsense: whatever is asked, the answer is a refusal in the usual envelope, never a failure."""

import json
import random
from typing import Any

import pytest

from bot.emulator.methods import METHODS
from bot.emulator.person import ACTIONS
from tests.contract.emulator.client import Client

_PLAIN: list[Any] = [0, 1, 2, -1, 10**20, True, None, 1.5, "", "x", "<b>", "HTML", "@a", "🙂", "👌"]
_KEYS = (
    "type text media message_id chat_id inline_keyboard keyboard callback_data url offset length "
    "emoji id user quote user_id command description message_text latitude name options question"
)
_ARGUMENTS = (
    "message_ids message_thread_id caption parse_mode entities reply_parameters reply_markup name "
    "icon_color reaction media photo document latitude longitude options question user_id "
    "permissions commands scope menu_button results file_id star_count emoji action rights text "
    "custom_emoji_ids callback_query_id link_preview_options from_chat_id language_code "
    "live_period heading message_effect_id live_photo quote_position remove_caption"
)
_WISHES = (
    "thread_id text entities parse_mode reply_to quote kind photo location contact poll dice story "
    "checklist album forward_from forward_of sender_chat unknown message_ids caption emoji "
    "reaction button data row col options latitude stop name invite_link payload extra file "
    "album_of reply_once quote_position reply_markup done undone copyable live_photo game invoice"
)


def _nonsense(chance: random.Random, depth: int = 0) -> Any:
    kind = chance.randrange(4 if depth < 3 else 2)
    if kind < 2:
        return chance.choice(_PLAIN)
    inner = [_nonsense(chance, depth + 1) for _ in range(chance.randrange(4))]
    return inner if kind == 2 else {chance.choice(_KEYS.split()): one for one in inner}


@pytest.mark.parametrize("seed", range(4))
async def test_nonsense_is_refused(client: Client, seed: int) -> None:
    """Hundreds of senseless calls and actions get an envelope or a sentence, and no 500."""
    chance = random.Random(seed)
    for user, chat_id in ((client.anna, client.bot), (client.erik, client.group)):
        await client.does(user, "send", chat_id=chat_id, text="x")
    methods = [name for name, _ in METHODS.values()]
    actions = [name for name in ACTIONS if name != "delete_account"]
    for _ in range(200):
        names = chance.sample(_ARGUMENTS.split(), chance.randrange(1, 7))
        arguments = {name: _nonsense(chance) for name in names}
        arguments["chat_id"] = chance.choice([client.anna, client.group])
        arguments["message_id"] = chance.randrange(1, 8)
        method = chance.choice(methods)
        status, body = await client.raw(method, **arguments)
        assert (status == 200) == body["ok"], (method, arguments)
        names = chance.sample(_WISHES.split(), chance.randrange(1, 7))
        wish = {name: _nonsense(chance) for name in names}
        wish |= {"chat_id": chance.choice([client.bot, client.group]), "timeout": 0}
        wish["message_id"] = chance.randrange(1, 8)
        action = chance.choice(actions)
        user = chance.choice([client.anna, client.eva, client.erik])
        status, body = await client.control_raw(f"as/{user}/{action}", **wish)
        assert status == 200 or body["error"], (action, wish)
    assert json.dumps(await client.control("state", "GET"))
