"""Tiny bot: enough of a bot to try people and the page on; it talks to the stand-in over HTTP."""

import asyncio

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from bot.emulator.server import Emulator


class TinyBot:
    """Echoes, paints a message anew when its button is pressed, relays one topic both ways."""

    def __init__(self, emulator: Emulator) -> None:
        self._bot = Bot(
            emulator.token,
            base_url=f"{emulator.base_url}/bot",
            base_file_url=f"{emulator.base_url}/file/bot",
        )
        self._group_id = emulator.group_id
        self._thread: int | None = None
        self._asker = 0

    async def run(self) -> None:
        """Answer updates until cancelled."""
        offset = 0
        async with self._bot:
            while True:
                for update in await self._bot.get_updates(offset=offset, timeout=10):
                    offset = update.update_id + 1
                    await self._take(update)

    async def _take(self, update: Update) -> None:
        if update.callback_query is not None:
            await self._pressed(update)
        elif update.message is not None and update.message.chat.type == "private":
            await self._asked(update)
        elif update.message is not None:
            await self._written(update.message)

    async def _written(self, message: Message) -> None:
        replied = message.reply_to_message
        if replied is None or replied.from_user is None or not message.text:
            return
        if replied.from_user.is_bot and replied.forum_topic_created is None:
            await self._bot.send_message(self._asker, message.text)
            await self._bot.set_message_reaction(self._group_id, message.message_id, "👌")

    async def _asked(self, update: Update) -> None:
        message = update.message
        assert message is not None
        text = message.text or ""
        if text.startswith("/start"):
            keys = [
                [InlineKeyboardButton("Verder gaan", callback_data="on:1")],
                [
                    InlineKeyboardButton("Waarschuwing", callback_data="alert"),
                    InlineKeyboardButton("Lees meer", url="https://example.org/"),
                ],
            ]
            await self._bot.send_message(
                message.chat_id,
                f"Welkom {text[7:]}".strip(),
                reply_markup=InlineKeyboardMarkup(keys),
            )
        elif text == "zaak":
            topic = await self._bot.create_forum_topic(self._group_id, "Zaak K7QM-2XHD")
            self._thread, self._asker = topic.message_thread_id, message.chat_id
            await self._bot.send_message(
                self._group_id, "Een nieuwe zaak", message_thread_id=self._thread
            )
        elif self._thread is not None:
            await self._bot.copy_message(
                self._group_id, message.chat_id, message.message_id, message_thread_id=self._thread
            )
        else:
            kind = "tekst" if text else "iets anders"
            await self._bot.send_message(message.chat_id, f"Echo van {kind}: {text}")

    async def _pressed(self, update: Update) -> None:
        query = update.callback_query
        assert query is not None
        data = query.data or ""
        if data == "alert":
            await query.answer("Let op", show_alert=True)
            return
        step = int(data.removeprefix("on:")) + 1
        await query.answer(f"Stap {step}")
        await asyncio.sleep(0.1)
        await query.edit_message_text(
            f"Vraag {step}",
            reply_markup=InlineKeyboardMarkup(
                [[InlineKeyboardButton("Verder gaan", callback_data=f"on:{step}")]]
            ),
        )
