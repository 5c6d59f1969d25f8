"""The knowledge base in a browser: read on a phone, by keyboard, in the dark, on paper, and from a folder without a server."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_core_python
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from bot.web.knowledge.door import KnowledgeDoor
from bot.web.knowledge.files import write
from bot.web.knowledge.look import Look
from bot.web.knowledge.site import Site
from bot.web.listener import Listener
from tests.support.desks import knowledge

CHAT = "https://t.me/helpline_bot"
AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
_AUDIT = """
const done = arguments[arguments.length - 1];
axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
  .then((found) => done(found.violations.map((one) => [one.id, one.nodes.map((node) => node.html)])));
"""
PHONE = (390, 844)
NARROW = (320, 640)
DESK = (1280, 900)


class Window:
    """One window on the pages at `root`."""

    def __init__(self, driver: webdriver.Chrome, root: str) -> None:
        self.driver = driver
        self.root = root

    def shows(self, size: tuple[int, int], *, dark: bool = False, media: str = "screen") -> None:
        """Be a screen of this size (or paper) from now on."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"media": media, "features": [scheme]}
        )
        width, height = size
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500},
        )

    def opens(self, path: str) -> None:
        """Load a page."""
        self.driver.get(self.root + path)

    def one(self, selector: str) -> WebElement:
        """The first element there is."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def found(self) -> list[str]:
        """The questions in the list on the page."""
        shown = self.driver.find_elements(By.CSS_SELECTOR, "main .list a")
        return [one.text for one in shown if one.is_displayed()]

    def until_found(self, question: str) -> None:
        """Wait until a question is the first of the list."""
        WebDriverWait(self.driver, 10, poll_frequency=0.05).until(
            lambda _: self.found()[:1] == [question]
        )

    def audit(self) -> list[Any]:
        """What axe finds wrong with the page as it is now."""
        self.driver.execute_script(AXE)
        wrong: list[Any] = self.driver.execute_async_script(_AUDIT)
        return wrong

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        wide: int = self.driver.execute_script(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return wide


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    """The pages of the project's own content, with some that are being checked; served from a thread."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="pages", daemon=True)
    thread.start()

    def run(work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, loop).result(20)

    doubted = frozenset({"f16_wanneer_politie", "lse"})
    door = KnowledgeDoor(knowledge, lambda: Look("Hulplijn", CHAT), lambda: doubted)

    async def opened() -> tuple[Listener, int]:
        listener = Listener(door.answer)
        return listener, await listener.open("127.0.0.1", 0)

    listener, port = run(opened())
    yield f"http://127.0.0.1:{port}/kennis/"
    run(listener.close())
    loop.call_soon_threadsafe(loop.stop)
    thread.join(20)
    loop.close()


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same as a folder."""
    folder = tmp_path_factory.mktemp("kennisbank")
    write(Site(knowledge().content, Look("Hulplijn", CHAT, files=True)), folder)
    return f"{folder.as_uri()}/"


@pytest.fixture
def window(chromium: webdriver.Chrome, served: str) -> Iterator[Window]:
    """A phone in daylight; its console stays empty."""
    window = Window(chromium, served)
    window.shows(PHONE)
    chromium.get_log("browser")
    yield window
    assert chromium.get_log("browser") == []
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    chromium.get("about:blank")


PAGES = (
    "",
    "en/",
    "thema/melden",
    "vraag/f16_wanneer_politie",
    "en/vraag/f15_waar_melden",
    "druk/melden",
    "contacten",
    "gevaar",
    "vragen",
    "en/over",
    "zoek?q=hij+heeft+een+mes+bij+zich",
    "zoek?q=meldcode",
)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_can_read_it(window: Window, dark: bool) -> None:
    """axe finds nothing on any kind of page, on a phone, in daylight and in the dark."""
    window.shows(PHONE, dark=dark)
    for path in PAGES:
        window.opens(path)
        assert window.audit() == [], path


def test_nothing_sticks_out(window: Window) -> None:
    """On the narrowest phone, with large letters on a phone, and on a desk nobody scrolls sideways."""
    for size in (NARROW, PHONE, DESK):
        window.shows(size)
        for path in PAGES:
            window.opens(path)
            assert window.overflow() <= 0, (size, path)
    window.shows(PHONE)
    window.opens("contacten")
    window.driver.execute_script("document.documentElement.style.fontSize = '200%'")
    assert window.overflow() <= 0


def test_danger_is_the_first_thing_on_each_page(window: Window) -> None:
    """112 is in sight without scrolling, large enough for a thumb, and dials."""
    for path in ("", "en/vraag/f15_waar_melden", "gevaar", "zoek?q=meldcode"):
        window.opens(path)
        call = window.one(".danger .call")
        assert call.get_attribute("href") == "tel:112"
        assert call.rect["y"] + call.rect["height"] < 120
        assert call.rect["height"] >= 40


def test_a_question_by_keyboard_alone(window: Window) -> None:
    """Past the menu, words, Enter, an answer, and the same in English."""
    content = knowledge().content
    entry = content.entries["f19_anoniem_melden"]
    window.opens("")
    body = window.one("body")
    body.send_keys(Keys.TAB)
    assert window.driver.switch_to.active_element.text == "Naar de tekst"
    window.one("#q").send_keys("kan ik anoniem melden", Keys.ENTER)
    window.until_found(entry.nl.question)
    assert window.one("#q").get_attribute("value") == "kan ik anoniem melden"
    assert "anoniem" not in window.driver.current_url
    window.one("main .list a").send_keys(Keys.ENTER)
    assert window.one("h1").text == entry.nl.question
    window.driver.find_element(By.LINK_TEXT, "English").send_keys(Keys.ENTER)
    assert entry.en is not None
    assert window.one("h1").text == entry.en.question
    assert window.one("html").get_attribute("lang") == "en"
    assert window.one(".chat a").get_attribute("href") == CHAT


def test_on_paper_only_what_helps(window: Window) -> None:
    """Menu and search are gone, the answer and 112 stand there, black on white in the dark too."""
    window.shows(DESK, dark=True, media="print")
    window.opens("vraag/f15_waar_melden")
    assert not window.one("header nav").is_displayed()
    assert not window.one("form").is_displayed()
    assert window.one(".danger .call").is_displayed()
    assert window.one(".answer").is_displayed()
    colours = window.driver.execute_script(
        "const shown = getComputedStyle(document.body); return [shown.color, shown.backgroundColor]"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_a_folder_needs_no_server(window: Window, exported: str) -> None:
    """From the disk: searched as one types, with typing errors and in both languages, and each page can be read by all."""
    content = knowledge().content
    window.root = exported
    for path, words, wanted, language in (
        ("zoek.html", "annoniem meldenn", "f19_anoniem_melden", "nl"),
        ("zoek.html", "meldkode", "f12_meldcode", "nl"),
        ("en/zoek.html", "report anonimously", "f19_anoniem_melden", "en"),
    ):
        question = content.entries[wanted].wording(language).question
        window.opens(path)
        window.one("#q").send_keys(words)
        window.until_found(question)
        assert window.audit() == []
        window.one("main .list a").click()
        assert window.one("h1").text == question
        assert window.one(".danger .call").get_attribute("href") == "tel:112"
        assert window.audit() == []
    for words in ("Veilig Thuis", "veilig tuis", "0800-2000", "08002000"):
        window.opens("zoek.html")
        window.one("#q").send_keys(words)
        window.until_found(content.contacts["veilig_thuis"].name.nl)
    window.one("main .list a").click()
    assert window.driver.current_url.endswith("contacten.html#veilig_thuis")
    window.opens("zoek.html")
    window.one("#q").send_keys("qqqqqq")
    WebDriverWait(window.driver, 10).until(
        lambda _: "Hier past geen" in window.one("#uitkomst").text
    )


def test_a_folder_without_script_shows_every_question(window: Window, exported: str) -> None:
    """Who has scripts switched off gets the list, and is told why."""
    window.root = exported
    window.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        window.opens("zoek.html")
        shown = window.found()
        told = window.one("noscript .note").text
    finally:
        window.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    content = knowledge().content
    assert len(shown) == sum(len(content.entries_of(theme.id)) for theme in content.themes)
    assert "JavaScript" in told
