"""Listening: which addresses and secrets can be used, and which sentence the others get."""

from __future__ import annotations

import pytest

from bot.settings import SettingsError, load_settings
from bot.settings.listening import address

WEBHOOK = "HELPLINE_TELEGRAM__WEBHOOK__"


def problems(**environ: str) -> str:
    """The sentences that refuse these settings; names without their prefix."""
    with pytest.raises(SettingsError) as caught:
        load_settings(None, {f"HELPLINE_{name}": value for name, value in environ.items()})
    return "\n".join(caught.value.problems)


@pytest.mark.parametrize(
    ("written", "host", "port"),
    [
        ("127.0.0.1:8021", "127.0.0.1", 8021),
        ("localhost:0", "localhost", 0),
        ("0.0.0.0:443", "0.0.0.0", 443),
        ("[::1]:8021", "::1", 8021),
    ],
)
def test_a_place_to_listen_is_host_and_port(written: str, host: str, port: int) -> None:
    """Names, IPv4 and IPv6 are read."""
    assert address(written) == (host, port)


@pytest.mark.parametrize(
    "written", ["8021", ":8021", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000", "h:1/x", "a@h:1"]
)
def test_anything_else_is_no_place_to_listen(written: str) -> None:
    """What is not exactly a host and a port is refused with an example of one, free for that purpose."""
    assert '"127.0.0.1:8021"' in problems(WEB__LISTEN=written)
    assert '"127.0.0.1:8022"' in problems(TELEGRAM__WEBHOOK__LISTEN=written)


def test_health_can_be_switched_off_and_the_door_of_the_webhook_not() -> None:
    """An empty address means no health; a webhook always needs a place."""
    assert load_settings(None, {"HELPLINE_WEB__LISTEN": ""}).web.listen == ""
    assert '"127.0.0.1:8022"' in problems(TELEGRAM__WEBHOOK__LISTEN="")


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("http://helpline.example.org/x", "https://"),
        ("helpline.example.org", "begint, zoals https://helpline.example.org/telegram"),
        ("https://helpline.example.org:9000/x", "poort 443, 80, 88 of 8443"),
        ("https://helpline.example.org:port/x", "begint, zoals https://"),
        ("https://helpline.example.org/x?y=1", "geheim deel"),
        ("https://helpline.example.org/x#y", "geheim deel"),
        ("https://me@helpline.example.org/x", "geheim deel"),
    ],
)
def test_what_telegram_would_refuse_is_refused_before_it(written: str, sentence: str) -> None:
    """Scheme, port and form of the address are judged without asking Telegram."""
    told = problems(TELEGRAM__WEBHOOK__URL=written)
    assert sentence in told
    assert "webhook.url" in told


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://helpline.example.org/telegram/", "https://api.telegram.org"),
        ("https://helpline.example.org:8443", "https://api.telegram.org"),
        ("http://127.0.0.1:8022/x", "https://api.telegram.org"),
        ("http://[::1]:8022", "http://127.0.0.1:8081"),
        ("http://helpline.internal:9000/x", "http://127.0.0.1:8081"),
    ],
)
def test_what_some_server_accepts_is_left_for_it_to_judge(url: str, base: str) -> None:
    """Loopback, and any address for a Bot API server of one's own; the slash at the end goes."""
    environ = {f"{WEBHOOK}URL": url, "HELPLINE_TELEGRAM__BASE_URL": base}
    assert load_settings(None, environ).telegram.webhook.url == url.rstrip("/")


@pytest.mark.parametrize("written", ["with space", "é", "x" * 257, "a:b"])
def test_a_secret_that_telegram_refuses_is_refused_unseen(written: str) -> None:
    """Length and signs are Telegram's; the sentence does not repeat the secret."""
    told = problems(TELEGRAM__WEBHOOK__SECRET=written)
    assert "256 letters" in told
    assert written not in told


def test_a_secret_is_not_shown() -> None:
    """Printing the settings does not show it."""
    settings = load_settings(None, {f"{WEBHOOK}SECRET": "canary_secret-1"})
    assert settings.telegram.webhook.secret.get_secret_value() == "canary_secret-1"
    assert "canary" not in repr(settings) + settings.model_dump_json()
