"""Practice: nothing of the real helpline is touched by it."""

from pathlib import Path

from bot.cli.practice import practising
from bot.settings import load_settings

URL = "HELPLINE_TELEGRAM__WEBHOOK__URL"


def test_practice_has_a_store_of_its_own() -> None:
    """Neither the named store nor the real data directory is used, and none of the real keys."""
    settings = load_settings(
        None,
        {
            "HELPLINE_STORE__URL": "redis://store",
            "HELPLINE_STORE__DATA_DIR": "real",
            "HELPLINE_STORE__KEY_FILE": "real.key",
            "HELPLINE_STORE__CASE_KEYS": "real-case-keys",
            "HELPLINE_STORE__KEYS": "helpline-keys-2",
        },
    )
    practice = practising(settings)
    assert practice.store.url.get_secret_value() == ""
    assert practice.store.data_dir == Path("real/standin")
    assert practice.store.key_file_path == Path("real/standin/helpline.key")
    assert practice.store.case_keys_path == Path("real/standin/case-keys")
    assert practice.store.keys.get_secret_value() == ""


def test_practice_leaves_a_real_webhook_alone_and_tries_one_on_this_computer() -> None:
    """The stand-in can't bring anything to an address on the internet."""
    real = load_settings(None, {URL: "https://helpline.example.org/x"})
    assert practising(real).telegram.webhook.url == ""
    near = load_settings(None, {URL: "http://127.0.0.1:8022/x"})
    assert practising(near).telegram.webhook.url == "http://127.0.0.1:8022/x"
