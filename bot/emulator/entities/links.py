"""Links in formatted text: which are kept, in what form, and which are dropped to plain text."""

import re

from bot.emulator.world import Json

_USER_LINK = re.compile(r"tg:(?://)?user\?id=(\d+)$", re.IGNORECASE)
_APP_LINK = re.compile(r"(?:tg|ton|tonsite):(?://)?[^\s]+$", re.IGNORECASE)
_WEB_LINK = re.compile(
    r"(?:(?P<scheme>[a-z][a-z0-9+.-]*)://)?"
    r"(?:[^\s/?#@]*@)?(?P<host>[^\s/?#:@]+|\[[0-9a-f:]+\])(?::(?P<port>[^/?#]*))?"
    r"(?P<rest>[/?#][^\s]*)?$",
    re.IGNORECASE,
)


def checked(url: str) -> str:
    """The URL as the server keeps it, empty when it is none that Telegram opens.

    Schemes other than http, https, tg and ton (among them `tel`) are none.
    """
    url = url.strip()
    if _APP_LINK.match(url):
        return url
    found = _WEB_LINK.match(url)
    if found is None:
        return ""
    scheme = (found["scheme"] or "http").lower()
    host, port, rest = found["host"], found["port"], found["rest"] or "/"
    if scheme not in ("http", "https", "ftp") or "." not in host.strip("."):
        return ""
    if port is not None and not (port.isdigit() and 0 < int(port) < 65_536):
        return ""
    if not rest.startswith("/"):
        rest = "/" + rest
    return f"{scheme}://{host.lower()}{':' + port if port else ''}{rest}"


def link_entity(url: str, offset: int, length: int) -> Json | None:
    """The entity for a linked text, None when the link is dropped."""
    user = _USER_LINK.match(url.strip())
    if user is not None:
        return {
            "type": "text_mention",
            "offset": offset,
            "length": length,
            "user_id": int(user[1]),
        }
    kept = checked(url)
    if not kept:
        return None
    return {"type": "text_link", "offset": offset, "length": length, "url": kept}
