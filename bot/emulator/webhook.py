"""Webhook: where updates are delivered instead of being fetched, and getWebhookInfo."""

import ipaddress
import re
import time
from urllib.parse import urlsplit

import msgspec

from bot.emulator.arguments import Arguments
from bot.emulator.errors import bad, too_many_requests
from bot.emulator.platform import Platform
from bot.emulator.queue import UPDATE_TYPES
from bot.emulator.world import Json

_PORTS = (80, 88, 443, 8443)
_SECRET = re.compile(r"[A-Za-z0-9_-]*$")


class Address(msgspec.Struct):
    """A webhook as set, and how delivery went; an empty `url` means none."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    ip_address: str | None = None
    custom_certificate: bool = False
    last_error_date: int | None = None
    last_error_message: str | None = None


class Webhook:
    """Sets, deletes and describes the webhook; `delivery` sends to it."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self.address = Address()
        self._last_set = float("-inf")

    @property
    def active(self) -> bool:
        """A webhook is set."""
        return bool(self.address.url)

    def set(self, arguments: Arguments) -> str:
        """setWebhook; the description of the answer. An empty URL deletes it."""
        url = arguments.text("url").strip()
        if not url:
            return self.delete(arguments)
        secret = arguments.text("secret_token")
        if len(secret) > 256:
            raise bad("secret token is too long")
        if not _SECRET.match(secret):
            raise bad("secret token contains unallowed characters")
        host = check_url(url)
        now = time.monotonic()
        if now < self._last_set + 1.0:
            raise too_many_requests(1)
        self._last_set = now
        wanted = Address(
            url=url,
            secret=secret,
            max_connections=min(max(arguments.integer("max_connections", 40), 1), 100),
            ip_address=arguments.text("ip_address") or (host if host[0].isdigit() else None),
            custom_certificate="certificate" in arguments.uploads,
        )
        self._allow(arguments)
        if arguments.boolean("drop_pending_updates"):
            self._platform.queue.clear()
        before = self.address
        same = (before.url, before.secret, before.max_connections) == (
            wanted.url,
            wanted.secret,
            wanted.max_connections,
        )
        if not same:
            self.address = wanted
        self._platform.touch()
        return "Webhook is already set" if same else "Webhook was set"

    def delete(self, arguments: Arguments) -> str:
        """deleteWebhook; the description of the answer."""
        if arguments.boolean("drop_pending_updates"):
            self._platform.queue.clear()
        was_active = self.active
        self.address = Address()
        self._platform.touch()
        return "Webhook was deleted" if was_active else "Webhook is already deleted"

    def info(self) -> Json:
        """getWebhookInfo."""
        address, queue = self.address, self._platform.queue
        shape: Json = {
            "url": address.url,
            "has_custom_certificate": address.custom_certificate,
            "pending_update_count": queue.count(self._platform.clock.now()),
        }
        if address.last_error_date is not None:
            shape["last_error_date"] = address.last_error_date
            shape["last_error_message"] = address.last_error_message
        if address.url:
            shape["max_connections"] = address.max_connections
            if address.ip_address:
                shape["ip_address"] = address.ip_address
        if queue.allowed is not None:
            shape["allowed_updates"] = sorted(queue.allowed & UPDATE_TYPES)
        return shape

    def _allow(self, arguments: Arguments) -> None:
        given = arguments.text("allowed_updates")
        if given:
            try:
                self._platform.queue.allow(msgspec.json.decode(given.encode(), type=list[str]))
            except msgspec.DecodeError:
                return


def check_url(url: str) -> str:
    """The host of a webhook URL; ApiError as the official server refuses one.

    On loopback http and any port will do, as with a local Bot API server. Other hosts are never
    reached from here, and so cannot be resolved.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise bad("invalid webhook URL specified") from None
    host = parts.hostname or ""
    if not host or parts.scheme not in ("http", "https"):
        raise bad("invalid webhook URL specified")
    if is_loopback(host):
        return host
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (port or 443) not in _PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        raise bad("bad webhook: Failed to resolve host: Name or service not known") from None
    if not address.is_global:
        raise bad(f"bad webhook: IP address {address} is reserved")
    raise bad("bad webhook: Connection timed out")


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
