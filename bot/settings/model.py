"""Settings: everything about one installation that is not content, as frozen models.

What each setting means to the person who fills it in stands in `config.example.toml`.
"""

from __future__ import annotations

import re
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from typing_extensions import override

from bot.settings.access import AccessSettings
from bot.settings.content import ContentSettings
from bot.settings.content_policy import ContentPolicySettings
from bot.settings.hours import OFFICE_WEEK, Hours, Week, Window
from bot.settings.knowledge import KnowledgeSettings
from bot.settings.listening import WebhookSettings, WebSettings
from bot.settings.privacy import PrivacySettings

ENV_PREFIX: Final = "HELPLINE_"
ENV_NESTING: Final = "__"
OFFICIAL_HOST: Final = "api.telegram.org"
"""Where Telegram's own Bot API server is."""

LONGEST_CALL: Final = 7.0
"""Seconds a call to Telegram may take in all: less than what a lease of the desk has left whenever it is renewed."""

# Telegram refuses a token without a colon, above 80 signs, or that starts with 0.
_TOKEN = re.compile(r"[1-9][0-9]*:[^\s/]+")
_LONGEST_TOKEN = 80
_SUPERGROUP = -1_000_000_000_000
_VARIATION_SELECTOR = "\ufe0f"


def _token(value: SecretStr) -> SecretStr:
    token = value.get_secret_value().strip()
    if token and (len(token) > _LONGEST_TOKEN or _TOKEN.fullmatch(token) is None):
        raise ValueError(
            "dit is geen token van een bot. Kopieer de hele token uit het bericht van @BotFather: "
            "cijfers, een dubbele punt, en daarna letters en cijfers. "
            "Laat hem leeg om zonder Telegram te oefenen"
        )
    return SecretStr(token)


def _root(value: str) -> str:
    """A web address without a slash at the end; the root of a Bot API server knows no `/bot`."""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("schrijf een webadres dat met https:// (of http://) begint")
    if "/bot" in parts.path:
        raise ValueError(
            "schrijf alleen het begin van het adres, zonder /bot en zonder token erachter"
        )
    return value.rstrip("/")


def _optional_address(value: str) -> str:
    return _root(value) if value else ""


def _group(value: int | None) -> int | None:
    if value is not None and value >= _SUPERGROUP:
        raise ValueError(
            "dit is geen nummer van een groep met onderwerpen: zo'n nummer begint met -100. "
            "Haal de regel weg, start de bot en voeg hem toe aan de groep: hij schrijft het nummer daar"
        )
    return value


def _store_url(value: SecretStr) -> SecretStr:
    url = value.get_secret_value()
    if url and urlsplit(url).scheme not in {"redis", "rediss", "unix"}:
        raise ValueError(
            "schrijf een adres dat met redis://, rediss:// of unix:// begint, "
            "of laat het leeg voor de ingebouwde opslag"
        )
    return value


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(
            'deze tijdzone is hier niet bekend; gebruik bijvoorbeeld "Europe/Amsterdam"'
        ) from None
    return value


def _loopback(value: str) -> str:
    try:
        safe = value == "localhost" or ip_address(value).is_loopback
    except ValueError:
        safe = False
    if not safe:
        raise ValueError("de oefen-Telegram draait alleen op deze computer zelf: gebruik 127.0.0.1")
    return value


def _emoji(value: str) -> str:
    """Telegram names its reactions without the sign that asks for a coloured picture."""
    return value.replace(_VARIATION_SELECTOR, "").strip()


def _none_if_empty(value: object) -> object:
    """An environment variable can be emptied, but can't be None."""
    return None if value == "" else value


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]
Emoji = Annotated[str, AfterValidator(_emoji), StringConstraints(min_length=1, max_length=8)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class BudgetSettings(_Section):
    """How much Telegram takes, as it documents it; 0 switches a budget off."""

    private_per_second: Annotated[float, Field(ge=0, le=1000)] = 1.0
    """Messages a second in one private chat."""
    private_burst: Annotated[int, Field(ge=1, le=100)] = 3
    """Messages at once in a private chat where it was quiet."""
    group_per_minute: Annotated[int, Field(ge=0, le=10_000)] = 20
    """Operations in the expert group, all topics together, in each window."""
    group_window_seconds: Annotated[float, Field(gt=0, le=3600)] = 60.0
    """The window; another than a minute is for trials only."""
    total_per_second: Annotated[int, Field(ge=0, le=10_000)] = 30
    """Calls a second in all."""


class TelegramSettings(_Section):
    """The way to Telegram, and the group of the experts."""

    token: Annotated[SecretStr, AfterValidator(_token)] = SecretStr("")
    """Empty: the stand-in takes Telegram's place."""
    base_url: Annotated[str, AfterValidator(_root)] = "https://api.telegram.org"
    """Root of a Bot API server, without `/bot` and without a slash at the end."""
    expert_group_id: Annotated[
        int | None, BeforeValidator(_none_if_empty), AfterValidator(_group)
    ] = None
    """None: the bot waits, and shows the id in the group it is added to."""
    clock_url: Annotated[str, AfterValidator(_optional_address)] = ""
    """Where the stand-in tells its movable time; empty for the real one."""
    poll_timeout: Annotated[int, Field(ge=1, le=50)] = 30
    """Seconds a request for news stays open; the Bot API server cuts it at 50."""
    budgets: BudgetSettings = BudgetSettings()
    album_seconds: Annotated[float, Field(ge=0, le=5)] = 0.6
    """Seconds for which the parts of an album wait for a further one; Telegram does not say which is the last."""
    connect_timeout: Annotated[float, Field(gt=0, le=LONGEST_CALL)] = 2.0
    """Seconds for making a connection, the wait for a free one included."""
    read_timeout: Annotated[float, Field(gt=0, le=LONGEST_CALL)] = 5.0
    """Seconds to wait for the answer to a call. With `connect_timeout` it makes all of the time a call may take."""
    webhook: WebhookSettings = WebhookSettings()

    @model_validator(mode="after")
    def _ends_in_time(self) -> TelegramSettings:
        if self.connect_timeout + self.read_timeout > LONGEST_CALL:
            raise ValueError(
                "connect_timeout en read_timeout mogen samen niet meer dan 7 seconden zijn: zo lang is zeker dat "
                "geen andere helpline het werk heeft overgenomen"
            )
        return self

    @model_validator(mode="after")
    def _real_time(self) -> TelegramSettings:
        if self.clock_url and urlsplit(self.base_url).hostname == OFFICIAL_HOST:
            raise ValueError(
                "clock_url is de verzette klok van de oefen-Telegram, en hoort niet bij een echte bot: haal de regel weg"
            )
        return self

    @model_validator(mode="after")
    def _deliverable(self) -> TelegramSettings:
        refused = self.webhook.refused_by_telegram()
        if refused and urlsplit(self.base_url).hostname == OFFICIAL_HOST:
            raise ValueError(f"webhook.url: {refused}")
        return self


class StoreSettings(_Section):
    """Where the helpline keeps what it must not forget."""

    url: Annotated[SecretStr, AfterValidator(_store_url)] = SecretStr("")
    """Address of a Valkey or Redis server, which can hold a password; empty: the embedded one."""
    data_dir: Path = Path("data")
    accept_volatile: bool = False
    """A server of one's own that does not keep every write on its disk is taken all the same."""
    replicas: Annotated[int, Field(ge=0, le=9)] = 0
    """How many replicas have to have a write; 0: one, if there is any at start."""
    key_file: Path | None = None
    """Where the key ring is kept; None: in the data directory."""
    keys: SecretStr = SecretStr("")
    """The key ring itself, for an environment that keeps secrets; then there is no file."""
    case_keys: Path | None = None
    """Where the case keys are kept; None: in the data directory. Processes on one store share it."""

    @property
    def key_file_path(self) -> Path:
        """Where the key ring is."""
        return self.key_file or self.data_dir / "helpline.key"

    @property
    def case_keys_path(self) -> Path:
        """Where the case keys are."""
        return self.case_keys or self.data_dir / "case-keys"


class MatcherSettings(_Section):
    """How a typed question finds its answer."""

    mode: Literal["hybrid", "lexical"] = "hybrid"
    """`hybrid`: by its meaning too, where the extra `embeddings` is installed; `lexical`: by its words alone."""


class ServiceSettings(_Section):
    """The helpline as people meet it."""

    name: Name = "Helpline"
    timezone: Annotated[str, AfterValidator(_timezone)] = "Europe/Amsterdam"
    hours: Hours = OFFICE_WEEK
    closed_days: frozenset[date] = frozenset()
    answer_within_minutes: Annotated[int, Field(ge=1, le=1440)] = 30
    """The promised time."""
    role_name_nl: Name = "Deskundige"
    role_name_en: Name = "Expert"

    @property
    def always(self) -> bool:
        """Whether somebody is on duty day and night."""
        return self.hours == "always"

    @property
    def windows(self) -> tuple[Window | None, ...]:
        """For each weekday, Monday first, when somebody is on duty; all None when that is always."""
        return self.hours.windows if isinstance(self.hours, Week) else (None,) * 7


class ReactionSettings(_Section):
    """The receipts under a message: under an expert's, and under hers when it waits or fails."""

    delivered: Emoji = "👌"
    note: Emoji = "✍"
    failed: Emoji = "😢"
    waiting: Emoji = "👀"
    waiting_after_seconds: float = Field(default=3.0, ge=1.0, le=60.0)

    @model_validator(mode="after")
    def _differ(self) -> ReactionSettings:
        if len({self.delivered, self.note, self.failed, self.waiting}) < 4:
            raise ValueError("kies vier verschillende reacties, anders zegt een reactie niets")
        return self


class StandinSettings(_Section):
    """Where the stand-in Telegram listens."""

    host: Annotated[str, AfterValidator(_loopback)] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8020
    """0: a free one."""


class Settings(BaseSettings):
    """All settings of one installation; made by `load_settings`."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        env_prefix=ENV_PREFIX,
        env_nested_delimiter=ENV_NESTING,
    )

    language: Literal["nl", "en"] = "nl"
    """The language for who has not chosen one."""
    telegram: TelegramSettings = TelegramSettings()
    store: StoreSettings = StoreSettings()
    content: ContentSettings = ContentSettings()
    matcher: MatcherSettings = MatcherSettings()
    service: ServiceSettings = ServiceSettings()
    reactions: ReactionSettings = ReactionSettings()
    access: AccessSettings = AccessSettings()
    privacy: PrivacySettings = PrivacySettings()
    policy: ContentPolicySettings = ContentPolicySettings()
    standin: StandinSettings = StandinSettings()
    web: WebSettings = WebSettings()
    knowledge: KnowledgeSettings = KnowledgeSettings()

    @property
    def drafts_dir(self) -> Path:
        """Where drafts of experts are written."""
        return self.content.drafts or self.store.data_dir / "drafts"

    @classmethod
    @override
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read nothing behind the caller's back: file and environment come from `load_settings`."""
        return (init_settings,)
