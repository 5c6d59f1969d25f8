"""Listening: the addresses at which the helpline itself can be reached, for Telegram and for who watches it."""

from __future__ import annotations

import re
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Annotated, Final, NamedTuple
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, SecretStr

WEBHOOK_PORTS: Final = (80, 88, 443, 8443)
"""The ports that Telegram's own servers deliver to (Bot API, setWebhook)."""

# The signs and the length that Telegram accepts in a secret (Bot API, setWebhook, `secret_token`).
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class Address(NamedTuple):
    """Where to listen; port 0 is a free one."""

    host: str
    port: int


def address(value: str, example: str = "127.0.0.1:8021") -> Address:
    """Read "host:port", as in `example`; an IPv6 address stands between brackets.

    Raises:
        ValueError: with a Dutch clause that says how it is written.
    """
    try:
        parts = urlsplit(f"//{value}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or port is None or _parts_left(value, host, port):
        raise ValueError(
            f'schrijf een adres en een poort, zoals "{example}", '
            f'of "[::1]:{example.rpartition(":")[2]}" bij IPv6'
        )
    return Address(host, port)


def _parts_left(value: str, host: str, port: int) -> bool:
    """Tell whether there is more in "host:port" than a host and a port."""
    return value.lower() not in {f"{host}:{port}", f"[{host}]:{port}"}


def is_loopback(host: str) -> bool:
    """Tell whether a host is this computer itself."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _webhook_listen(value: str) -> str:
    value = value.strip()
    address(value, "127.0.0.1:8022")
    return value


def _optional_listen(value: str) -> str:
    value = value.strip()
    if value:
        address(value)
    return value


def _url(value: str) -> str:
    """The address of a webhook without a slash at the end; a part that nobody can guess comes behind it."""
    if not value:
        return ""
    form = ValueError(
        "schrijf een webadres dat met https:// begint, zoals https://helpline.example.org/telegram"
    )
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        raise form from None
    if not usable:
        raise form
    if parts.query or parts.fragment or parts.username is not None:
        raise ValueError(
            "schrijf het webadres zonder ?, # of @ erin; de helpline zet er zelf een geheim deel achter"
        )
    return value.rstrip("/")


def _secret(value: SecretStr) -> SecretStr:
    secret = value.get_secret_value()
    if secret and _SECRET.fullmatch(secret) is None:
        raise ValueError(
            "gebruik hoogstens 256 letters (zonder accenten), cijfers, _ en -, "
            "of laat het leeg: dan maakt de helpline er zelf een"
        )
    return value


def _network(value: object) -> IPv4Network | IPv6Network:
    try:
        return ip_network(str(value).strip())
    except ValueError:
        raise ValueError('schrijf een netwerk zoals "149.154.160.0/20"') from None


Network = Annotated[IPv4Network | IPv6Network, BeforeValidator(_network)]


class WebhookSettings(BaseModel):
    """Where Telegram brings updates, instead of being asked for them."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    url: Annotated[str, AfterValidator(_url)] = ""
    """The address by which Telegram reaches `listen`, without a slash at the end; empty: updates are asked for."""
    listen: Annotated[str, AfterValidator(_webhook_listen)] = "127.0.0.1:8022"
    """Address and port at which this process takes them."""
    secret: Annotated[SecretStr, AfterValidator(_secret)] = SecretStr("")
    """By which Telegram is known; empty: derived from the key of the store."""
    networks: tuple[Network, ...] = ()
    """From which networks updates are taken; empty: from all, as the secret tells who brings them."""

    def refused_by_telegram(self) -> str:
        """Say (a Dutch clause) why Telegram's own servers refuse this address; empty when that can't be seen here.

        A Bot API server of one's own (`--local`) and the stand-in are less strict. Whether an address on this
        computer itself will do is left for the server to say.
        """
        parts = urlsplit(self.url)
        if not self.url or is_loopback(parts.hostname or ""):
            return ""
        if parts.scheme != "https":
            return (
                "Telegram bezorgt alleen op een adres dat met https:// begint. Zet een webserver met een "
                "certificaat voor de helpline en schrijf hier het adres daarvan"
            )
        if (parts.port or 443) not in WEBHOOK_PORTS:
            return (
                "Telegram bezorgt alleen op poort 443, 80, 88 of 8443. Laat de poort weg (dan is het 443) "
                "of kies een van deze"
            )
        return ""


class WebSettings(BaseModel):
    """Where the helpline tells how it is."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    listen: Annotated[str, AfterValidator(_optional_listen)] = "127.0.0.1:8021"
    """Address and port of health and metrics; empty: nowhere."""
