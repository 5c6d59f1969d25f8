"""Chromium, the stand-in it looks at, and a hand that drives the page."""

import shutil
from collections.abc import Iterator

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from tests.browser.hand import Hand
from tests.browser.threaded import ThreadedStandin

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MISSING = (
    "The browser tests need Chromium and its driver, and {0} is not there. On Debian or Ubuntu: "
    "apt-get update && apt-get install -y chromium chromium-driver"
)
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=nl",
)


def _program(*names: str) -> str:
    for name in names:
        if found := shutil.which(name):
            return found
    pytest.fail(_MISSING.format(names[0]), pytrace=False)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """One headless Chromium for all browser tests, with an empty profile."""
    options = webdriver.ChromeOptions()
    options.binary_location = _program(*_BROWSERS)
    for flag in (*_FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, Service(_program("chromedriver")))
    try:
        yield driver
    finally:
        driver.quit()


@pytest.fixture
def standin() -> Iterator[ThreadedStandin]:
    """A fresh stand-in in a thread, since a browser is driven without asyncio."""
    with ThreadedStandin() as running:
        yield running


@pytest.fixture
def hand(chromium: webdriver.Chrome, standin: ThreadedStandin) -> Iterator[Hand]:
    """The page of a fresh stand-in in a wide window; it may leave no errors in the console."""
    with Hand(chromium, standin.base_url) as driving:
        driving.opens()
        yield driving
        assert driving.console_errors() == []
