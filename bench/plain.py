"""The plain floor: python-telegram-bot as its documentation shows it, with its own client (httpx) and updater.

It handles one update after the other, as it does when nothing else is said: in order, and slowly where calls are slow. Side
by side (`concurrent_updates`) it is out of order, five times slower with quick calls and five times faster with slow ones.
Reads the environment of `bench.floor`.
"""

import json
import logging
import os

import uvloop
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

GROUP = int(os.environ["GROUP"])
THREADS: dict[str, int] = json.loads(os.environ["THREADS"])


async def copy(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Copy a message into its topic."""
    message = update.effective_message
    if message is not None:
        await message.copy(GROUP, message_thread_id=THREADS[str(message.chat_id)])


async def ready(_: object) -> None:
    """Say that polling begins."""
    print("ready")


def main() -> None:
    """Copy until told to stop."""
    logging.basicConfig(level=logging.ERROR)
    server, _, token = os.environ["ROOT"].partition("/bot")
    application = (
        Application.builder().token(token).base_url(f"{server}/bot").post_init(ready).build()
    )
    application.add_handler(MessageHandler(filters.ChatType.PRIVATE, copy))
    application.run_polling(timeout=30)


if __name__ == "__main__":
    uvloop.install()
    main()
