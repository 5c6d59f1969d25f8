"""Offering: the call that answers an inline query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from telegram.constants import ParseMode

from bot.outbox.method import NO_PREVIEW, call

if TYPE_CHECKING:
    from telegram import Bot

    from bot.handoff.inline import Offer, Shared

KEPT_SECONDS: Final = 60
"""For which Telegram may answer the same words by itself: what is changed or being checked shows soon."""
_START: Final = "inline"
"""What the button into the chat brings along; the chat begins as with any other start."""


async def present(bot: Bot, offer: Offer) -> None:
    """Show what is offered to the one who typed. Raises TelegramError, as when she typed on meanwhile."""
    await call(
        bot,
        "answerInlineQuery",
        inline_query_id=offer.query,
        results=[_article(one) for one in offer.choices],
        cache_time=KEPT_SECONDS,
        # The same words get another answer in another language, so nobody may get that of somebody else.
        is_personal=True,
        next_offset="",
        button={"text": offer.way_out, "start_parameter": _START},
    )


def _article(one: Shared) -> dict[str, object]:
    """Bot API, InlineQueryResultArticle."""
    return {
        "type": "article",
        "id": one.id,
        "title": one.title,
        "description": one.description,
        "input_message_content": {
            "message_text": one.html,
            "parse_mode": ParseMode.HTML,
            "link_preview_options": NO_PREVIEW,
        },
    }
