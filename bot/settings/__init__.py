"""Settings of one installation: `config.toml` with the environment over it, as frozen models."""

from bot.settings.access import AccessSettings
from bot.settings.content import ContentSettings, GitSettings
from bot.settings.content_policy import ContentPolicySettings
from bot.settings.knowledge import KnowledgeSettings, chat_of
from bot.settings.listening import WebhookSettings, WebSettings
from bot.settings.load import load_settings
from bot.settings.model import (
    LONGEST_CALL,
    BudgetSettings,
    MatcherSettings,
    ReactionSettings,
    ServiceSettings,
    Settings,
    StandinSettings,
    StoreSettings,
    TelegramSettings,
)
from bot.settings.problem import SettingsError

__all__ = [
    "LONGEST_CALL",
    "AccessSettings",
    "BudgetSettings",
    "ContentPolicySettings",
    "ContentSettings",
    "GitSettings",
    "KnowledgeSettings",
    "MatcherSettings",
    "ReactionSettings",
    "ServiceSettings",
    "Settings",
    "SettingsError",
    "StandinSettings",
    "StoreSettings",
    "TelegramSettings",
    "WebSettings",
    "WebhookSettings",
    "chat_of",
    "load_settings",
]
