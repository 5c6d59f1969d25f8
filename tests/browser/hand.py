"""Hand: drives the page of the stand-in in a browser, as a person at the screen would."""

import json
import re
import urllib.request
from collections.abc import Callable
from typing import Any, Self, TypeVar

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, TimeoutException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

WIDE = (1400, 900)
PHONE = (390, 844)
_MOST_TABS = 40
_Found = TypeVar("_Found")
Why = str | Callable[[], str]


class Hand:
    """One window on the page at `base_url`; `side` is `phone` or `group` throughout."""

    def __init__(self, driver: webdriver.Chrome, base_url: str) -> None:
        self.driver = driver
        self.base_url = base_url
        self._forgiven: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.driver.get("about:blank")

    def opens(self, size: tuple[int, int] = WIDE, within: float = 10.0) -> None:
        """Load the page anew in a window of this size and wait until it is connected."""
        self._log()
        self.driver.set_window_size(*size)
        self.driver.get(f"{self.base_url}/")
        self.until(lambda: self.one("status").get_attribute("data-connected") == "true", within)

    def until(
        self, look: Callable[[], _Found | None], within: float = 10.0, why: Why = ""
    ) -> _Found:
        """Wait until `look` gives something true, and give that."""
        wait = WebDriverWait(
            self.driver,
            within,
            poll_frequency=0.05,
            ignored_exceptions=(StaleElementReferenceException, AssertionError),
        )
        try:
            found = wait.until(lambda _: look())
        except TimeoutException:
            found = None
        if found is None:
            said = why() if callable(why) else why
            raise AssertionError(said or "The page does not show what was waited for.")
        return found

    def all(self, testid: str, inside: WebElement | None = None) -> list[WebElement]:
        """The visible elements of that `data-testid`."""
        where = self.driver if inside is None else inside
        found = where.find_elements(By.CSS_SELECTOR, f'[data-testid="{testid}"]')
        return [each for each in found if each.is_displayed()]

    def one(self, testid: str, inside: WebElement | None = None) -> WebElement:
        """The only visible element of that `data-testid`, waited for when looked for in the page."""
        if inside is not None:
            found = self.all(testid, inside)
            assert len(found) == 1, f"{len(found)} elements {testid}"
            return found[0]
        return self.until(lambda: self._single(testid), why=f"There is no single {testid!r}.")

    def _single(self, testid: str) -> WebElement | None:
        found = self.all(testid)
        return found[0] if len(found) == 1 else None

    def clicks(self, testid: str) -> None:
        """Press the element of that `data-testid`."""
        self.one(testid).click()

    def writes(self, side: str, text: str) -> None:
        """Type a text into the field of a side and send it with Enter."""
        field = self.one(f"{side}-input")
        field.click()
        field.send_keys(text, Keys.ENTER)

    def messages(self, side: str) -> list[WebElement]:
        """The messages on a side, oldest first."""
        return self.one(f"{side}-messages").find_elements(
            By.CSS_SELECTOR, '[data-testid="message"]'
        )

    def texts(self, side: str) -> list[str]:
        """The texts of the messages on a side, oldest first; media without words are empty."""
        return self._each(side, "each.querySelector('[data-testid=text]')?.innerText ?? ''")

    def text_of(self, message: WebElement) -> str:
        """The text of one message."""
        found = message.find_elements(By.CSS_SELECTOR, '[data-testid="text"]')
        return found[0].text if found else ""

    def sees(self, side: str, what: str | re.Pattern[str], within: float = 10.0) -> WebElement:
        """Wait for a message on a side whose text holds or matches `what`; the newest such."""
        pattern = re.compile(re.escape(what)) if isinstance(what, str) else what

        def newest() -> WebElement | None:
            fitting = (
                each for each in reversed(self.messages(side)) if pattern.search(self.text_of(each))
            )
            return next(fitting, None)

        return self.until(
            newest,
            within,
            lambda: f"The {side} does not show {pattern.pattern!r}; {self._kinds(side)}.",
        )

    def _kinds(self, side: str) -> str:
        kinds = self.kinds(side)
        return f"it shows {len(kinds)} messages ({', '.join(kinds)})"

    def _each(self, side: str, what: str) -> list[str]:
        """Something of every message on a side, read in one go while the page may change."""
        found: list[str] = self.driver.execute_script(
            f"return [...document.querySelectorAll('[data-testid={side}-messages] .message')]"
            f".map((each) => {what})"
        )
        return found

    def key(self, side: str, label: str, within: float = 10.0) -> WebElement:
        """The newest button under a message whose label holds `label`."""

        def newest() -> WebElement | None:
            keys = self.all("key", self.one(f"{side}-messages"))
            return next((each for each in reversed(keys) if label in each.text), None)

        return self.until(newest, within, f"The {side} shows no button {label!r}.")

    def presses(self, side: str, label: str, within: float = 10.0) -> None:
        """Press the newest button whose label holds `label`, also while the page is redrawn."""

        def pressed() -> bool:
            self.key(side, label, within).click()
            return True

        self.until(pressed, within)

    def kinds(self, side: str) -> list[str]:
        """The kinds of the messages on a side, oldest first."""
        return self._each(side, "each.dataset.kind")

    def sees_kind(self, side: str, kind: str) -> None:
        """Wait until the newest message on a side is of that kind."""
        self.until(lambda: self.kinds(side)[-1:] == [kind], why=f"The {side} shows no {kind}.")

    def opens_menu(self, side: str, what: str | re.Pattern[str]) -> WebElement:
        """Open the menu of the newest such message by the keyboard; its element."""

        def opened() -> WebElement | None:
            if not self.all("menu"):
                message = self.sees(side, what)
                self.driver.execute_script("arguments[0].focus()", message)
                message.send_keys(Keys.ENTER)
            return next(iter(self.all("menu")), None)

        return self.until(opened, why="The menu does not open.")

    def chooses(self, side: str, what: str | re.Pattern[str], testid: str) -> None:
        """Open the menu of the newest such message and choose from it."""
        self.opens_menu(side, what)
        self.clicks(testid)

    def topics(self) -> list[str]:
        """The titles in the list of topics, General first."""
        return [each.text for each in self.all("topic-title")]

    def opens_topic(self, part: str, within: float = 10.0) -> None:
        """Wait for a topic whose title holds `part`, and open it."""

        def opened() -> bool:
            for each in self.all("topic"):
                if part in self.one("topic-title", each).text:
                    each.click()
                    return True
            return False

        self.until(opened, within, f"There is no topic called {part!r}.")
        self.until(lambda: part in self.one("topic-name").text)

    def picks(self, testid: str, name: str) -> None:
        """Choose an option of a switch by a part of its label."""
        select = Select(self.one(testid))
        label = next(each.text for each in select.options if name in each.text)
        select.select_by_visible_text(label)

    def focused(self, attribute: str) -> str | None:
        """An attribute of the element that has the keyboard."""
        return self.driver.switch_to.active_element.get_attribute(attribute)

    def types(self, *keys: str) -> None:
        """Press keys, wherever the keyboard is."""
        webdriver.ActionChains(self.driver).send_keys(*keys).perform()

    def tabs_to(self, testid: str, *, where: str, backwards: bool = False) -> None:
        """Press Tab, beginning at element `where`, until one of that `data-testid` has the
        keyboard."""
        self.driver.execute_script("arguments[0].focus()", self.one(where))
        for _ in range(_MOST_TABS):
            if self.focused("data-testid") == testid:
                return
            keys = webdriver.ActionChains(self.driver)
            if backwards:
                keys.key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT)
            else:
                keys.send_keys(Keys.TAB)
            keys.perform()
        raise AssertionError(f"{testid!r} can't be reached with Tab from {where!r}.")

    def control(self, method: str, path: str, body: object = None) -> Any:
        """Call the control interface of the stand-in, as the page does."""
        request = urllib.request.Request(
            f"{self.base_url}/control/{path}",
            None if body is None else json.dumps(body).encode(),
            {"Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def forgive(self, what: str) -> None:
        """Expect errors in the console that hold `what`; others still count."""
        self._forgiven.append(what)

    def _log(self) -> list[dict[str, str]]:
        """The console's lines since the last look."""
        lines: list[dict[str, str]] = self.driver.execute("getLog", {"type": "browser"})["value"]
        return lines

    def console_errors(self) -> list[str]:
        """What the browser's console complained about, without what was forgiven."""
        found = [each["message"] for each in self._log() if each["level"] == "SEVERE"]
        return [each for each in found if not any(part in each for part in self._forgiven)]
