"""The page of the stand-in: what people do there by mouse and by keyboard, and what they see."""

import re
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from telegram import Bot

from tests.browser.hand import PHONE, Hand
from tests.browser.threaded import ThreadedStandin
from tests.contract.actors.tiny_bot import TinyBot


@pytest.fixture
def answered(standin: ThreadedStandin, hand: Hand) -> Hand:
    """The page, with the tiny bot behind it."""
    standin.beside(TinyBot(standin.emulator).run())
    return hand


def test_the_phone_starts_and_presses(answered: Hand) -> None:
    """Start, a button with a toast and a repainted message, and an alert that must be closed."""
    hand = answered
    hand.clicks("start")
    hand.sees("phone", "Welkom")
    hand.presses("phone", "Waarschuwing")
    assert "Let op" in hand.one("alert").text
    hand.one("alert").find_element(By.TAG_NAME, "button").click()
    hand.until(lambda: not hand.all("alert"))
    hand.presses("phone", "Verder")
    assert hand.one("toast").text == "Stap 2"
    hand.until(lambda: hand.all("edited", hand.sees("phone", "Vraag 2")))


def test_a_case_from_side_to_side(answered: Hand) -> None:
    """A topic appears, is unread, is opened; a reply arrives; edit, reaction, pin and delete show."""
    hand = answered
    hand.writes("phone", "zaak")
    hand.until(lambda: "Zaak K7QM-2XHD" in hand.topics())
    assert [badge.text for badge in hand.all("unread")] == ["1"]
    hand.opens_topic("K7QM-2XHD")
    hand.until(lambda: not hand.all("unread"))
    hand.writes("phone", "mijn vraag")
    hand.chooses("group", "mijn vraag", "menu-reply")
    hand.writes("group", "ons antwoord")
    hand.sees("phone", "ons antwoord")
    hand.until(lambda: "👌" in hand.sees("group", "ons antwoord").text)
    hand.chooses("group", "ons antwoord", "menu-edit")
    hand.one("group-input").send_keys(" en meer", Keys.ENTER)
    hand.until(lambda: hand.all("edited", hand.sees("group", "ons antwoord en meer")))
    hand.chooses("group", "Een nieuwe zaak", "react-👍")
    hand.until(lambda: "👍" in hand.sees("group", "Een nieuwe zaak").text)
    hand.chooses("group", "ons antwoord en meer", "menu-delete")
    hand.until(lambda: "ons antwoord en meer" not in hand.texts("group"))
    hand.clicks("topic-menu")
    hand.clicks("close-topic")
    hand.until(lambda: hand.all("topic-closed"))


def test_a_part_can_be_quoted(answered: Hand) -> None:
    """What is selected in a message is quoted by a reply to it."""
    hand = answered
    hand.writes("phone", "een twee drie")
    message = hand.sees("phone", "Echo van tekst: een twee drie")
    hand.driver.execute_script(
        "const text = arguments[0].querySelector('[data-testid=text]').firstChild;"
        "getSelection().setBaseAndExtent(text, 20, text, 24)",
        message,
    )
    webdriver.ActionChains(hand.driver).move_to_element(message).perform()
    message.find_element(By.CSS_SELECTOR, ".more").click()
    hand.clicks("menu-reply")
    hand.writes("phone", "deze")
    hand.until(lambda: "twee" in hand.one("replied", hand.sees("phone", re.compile("^deze$"))).text)


def test_everything_by_keyboard(answered: Hand) -> None:
    """Without a mouse: start, press a button, close its alert, walk to a message, reply, correct."""
    hand = answered
    hand.one("phone-input").send_keys("/start", Keys.ENTER)
    hand.sees("phone", "Welkom")
    hand.tabs_to("key", backwards=True, where="phone-input")
    hand.types(Keys.ENTER)
    assert "Let op" in hand.one("alert").text
    hand.types(Keys.ENTER)
    hand.until(lambda: not hand.all("alert"))
    hand.tabs_to("message", backwards=True, where="phone-input")
    hand.types(Keys.ARROW_UP, Keys.ARROW_DOWN, Keys.ENTER)
    assert hand.one("menu").is_displayed()
    hand.types(Keys.ESCAPE)
    assert hand.focused("data-testid") == "message"
    hand.types(Keys.ENTER, Keys.ENTER)
    assert hand.focused("data-testid") == "phone-input"
    assert hand.one("phone-context").is_displayed()
    hand.types("een vraag", Keys.ENTER)
    hand.until(lambda: hand.all("replied", hand.sees("phone", re.compile("^een vraag$"))))
    hand.one("phone-input").send_keys(Keys.ARROW_UP)
    assert hand.one("phone-input").get_attribute("value") == "een vraag"
    hand.one("phone-input").send_keys(" erbij", Keys.ENTER)
    hand.sees("phone", re.compile("^een vraag erbij$"))


KINDS = (
    *("photo", "video", "voice", "video_note", "audio", "document", "sticker", "location"),
    *("venue", "poll", "dice", "animation", "live_photo", "checklist", "story"),
)


def test_attachments(hand: Hand) -> None:
    """Each kind is sent from the menu and shown; a contact card asks for what is on it."""
    for kind in KINDS:
        hand.clicks("phone-attach")
        hand.clicks(f"attach-{kind}")
        hand.sees_kind("phone", kind)
    hand.clicks("phone-attach")
    hand.clicks("attach-contact")
    for field, value in (("first_name", "Proef"), ("phone_number", "112")):
        hand.one("dialog").find_element(By.NAME, field).send_keys(value)
    hand.clicks("dialog-ok")
    hand.until(lambda: "112" in hand.messages("phone")[-1].text)
    hand.one("phone-input").send_keys("bijschrift")
    hand.clicks("phone-attach")
    hand.clicks("attach-album")
    hand.until(lambda: len(hand.one("album").find_elements(By.CSS_SELECTOR, ".message")) == 2)
    assert "bijschrift" in hand.texts("phone")


def test_what_can_be_done_with_each_kind(hand: Hand) -> None:
    """A list is ticked, a live location moved and ended, a quiz shows its answer, a spoiler is lifted, a file swapped."""

    def sends(kind: str) -> None:
        hand.clicks("phone-attach")
        hand.clicks(f"attach-{kind}")

    def newest() -> WebElement:
        return hand.messages("phone")[-1]

    def last() -> str:
        return newest().text

    def chooses(deed: str) -> None:
        webdriver.ActionChains(hand.driver).move_to_element(newest()).perform()
        newest().find_element(By.CSS_SELECTOR, ".more").click()
        hand.clicks(deed)

    sends("checklist")
    hand.sees_kind("phone", "checklist")
    newest().find_elements(By.CSS_SELECTOR, ".option")[1].click()
    hand.until(lambda: "☑ 2" in "".join(each.text for each in hand.messages("phone")))
    sends("live_location")
    hand.sees_kind("phone", "location")
    before = last()
    assert "tot" in before
    chooses("menu-move")
    hand.until(lambda: last() != before and "bewerkt" in last())
    chooses("menu-stop-live")
    hand.until(lambda: "Live" not in last())
    sends("quiz")
    hand.until(lambda: "✓" in last())
    chooses("menu-end-poll")
    hand.until(lambda: "gesloten" in last())
    sends("mixed_album")
    hand.until(lambda: len(hand.one("album").find_elements(By.CSS_SELECTOR, ".message")) == 3)
    hand.one("album").find_element(By.CSS_SELECTOR, ".cover").click()
    hand.until(lambda: not hand.one("album").find_elements(By.CSS_SELECTOR, ".cover"))
    hand.one("phone-input").send_keys("verslag")
    sends("document")
    hand.until(lambda: "verslag" in last())
    chooses("menu-swap")
    hand.until(lambda: "bewerkt" in last())


def test_votes_and_commands(standin: ThreadedStandin, hand: Hand) -> None:
    """A poll can be voted in, and the bot's commands stand behind the slash."""

    async def offers() -> None:
        async with Bot(standin.emulator.token, base_url=f"{standin.base_url}/bot") as bot:
            await bot.set_my_commands([("help", "Wat kan ik hier?")])

    hand.clicks("phone-attach")
    hand.clicks("attach-poll")
    hand.sees_kind("phone", "poll")

    def voted() -> bool:
        option = hand.messages("phone")[-1].find_elements(By.CSS_SELECTOR, ".option")[1]
        if not option.text.endswith("1"):
            option.click()
        return option.text.endswith("1")

    hand.until(lambda: voted() or None, why="The vote is not counted.")
    standin.run(offers())
    hand.clicks("phone-commands")
    hand.clicks("command-help")
    assert hand.one("phone-input").get_attribute("value") == "/help "


def test_content_is_text_and_never_markup(hand: Hand) -> None:
    """What people write is shown as it is, and nothing in it is run."""
    text = "<img src=x onerror='document.title=1'><b>vet</b> & <script>document.title=2</script>"
    hand.writes("phone", text)
    shown = hand.sees("phone", "<img src=x")
    assert hand.text_of(shown) == text
    assert not shown.find_elements(By.CSS_SELECTOR, "img, script, b")
    assert hand.driver.title == "Oefen-Telegram"


HTML = (
    "<b>vet <i>en schuin</i></b> <u>onder</u> <s>door</s> <code>x</code> <pre>y</pre> "
    '<a href="https://example.org/">hier</a> <tg-spoiler>stil</tg-spoiler> '
    "<blockquote>citaat</blockquote><blockquote expandable>lang</blockquote>"
)


def test_formatting(standin: ThreadedStandin, hand: Hand) -> None:
    """Every kind of formatting becomes its element, nested ones within each other."""
    state = hand.control("GET", "state")
    person = next(user for user in state["users"] if user["first_name"] == "Anna")
    wish = {"chat_id": state["bot"]["id"], "text": HTML, "parse_mode": "HTML"}
    hand.control("POST", f"as/{person['id']}/send", wish)
    shown = hand.sees("phone", "vet en schuin")
    parts = "strong em|u|s|code|pre|a[rel~=noopener]|.spoiler|blockquote|.expandable .expand"
    for part in parts.split("|"):
        assert shown.find_elements(By.CSS_SELECTOR, f".text {part}"), part
    hidden = shown.find_element(By.CSS_SELECTOR, ".spoiler")
    hidden.send_keys(Keys.ENTER)
    assert "shown" in (hidden.get_attribute("class") or "")


def test_refusals_are_shown(hand: Hand) -> None:
    """What a client may not do is said in a line, and the text is not lost."""
    hand.writes("phone", "hallo")
    hand.sees("phone", "hallo")
    hand.clicks("person-menu")
    hand.clicks("block")
    hand.writes("phone", "kan dit nog?")
    assert "Dat lukte niet" in hand.one("error").text
    assert hand.one("phone-input").get_attribute("value") == "kan dit nog?"
    hand.forgive("403")


def test_a_new_person_and_another_expert(hand: Hand) -> None:
    """People are added and switched; each has a chat of her own, each expert his own name."""
    hand.writes("phone", "van Anna")
    hand.sees("phone", "van Anna")
    hand.clicks("new-person")
    hand.one("dialog").find_element(By.NAME, "first_name").send_keys("Berend")
    hand.clicks("dialog-ok")
    hand.until(lambda: hand.texts("phone") == [])
    hand.writes("phone", "van Berend")
    hand.sees("phone", "van Berend")
    hand.picks("person-switch", "Anna")
    hand.sees("phone", "van Anna")
    hand.picks("expert-switch", "Erik")
    hand.writes("group", "van Erik")
    hand.sees("group", "van Erik")
    hand.picks("expert-switch", "Eva")
    assert "Erik" in hand.sees("group", "van Erik").text


def test_clock_and_language(hand: Hand) -> None:
    """The clock moves by the buttons, and every label changes its language."""
    before = hand.one("clock").get_attribute("datetime")
    hand.clicks("clock-day")
    hand.until(
        lambda: (hand.one("clock").get_attribute("datetime") or "")[:10] > (before or "")[:10]
    )
    hand.clicks("language")
    assert hand.driver.title == "Practice Telegram"
    assert hand.one("phone-input").get_attribute("placeholder") == "Write a message"
    hand.clicks("language")
    assert hand.one("phone-input").get_attribute("placeholder") == "Schrijf een bericht"


def test_a_narrow_window_has_tabs(hand: Hand) -> None:
    """On a phone one side is shown at a time, and a badge counts what came on the other."""
    hand.opens(PHONE)
    hand.writes("phone", "van de telefoon")
    assert not hand.all("group")
    hand.clicks("tab-group")
    assert not hand.all("phone")
    assert not hand.all("group-messages")
    hand.opens_topic("Algemeen")
    hand.writes("group", "van de groep")
    hand.sees("group", "van de groep")
    hand.clicks("back")
    assert hand.all("topic-list")


def test_it_finds_a_restarted_standin(chromium: webdriver.Chrome, tmp_path: Path) -> None:
    """After the stand-in went away and came back, the page is live again without a reload."""
    kept = tmp_path / "state"
    with ThreadedStandin(state_file=kept) as first:
        hand = Hand(chromium, first.base_url)
        hand.opens()
        hand.writes("phone", "voor de herstart")
        hand.sees("phone", "voor de herstart")
        port = int(first.base_url.rpartition(":")[2])
    hand.until(lambda: hand.one("status").get_attribute("data-connected") == "false")
    with ThreadedStandin(port, kept), hand:
        hand.until(lambda: hand.one("status").get_attribute("data-connected") == "true")
        hand.writes("phone", "na de herstart")
        hand.sees("phone", "na de herstart")
        assert hand.texts("phone") == ["voor de herstart", "na de herstart"]
        hand.forgive("ERR_CONNECTION_REFUSED")


@pytest.mark.parametrize("size", [(1400, 900), (700, 900), PHONE])
def test_nothing_sticks_out(hand: Hand, size: tuple[int, int]) -> None:
    """In every width the page fits: it never scrolls sideways, and the field is on the screen."""
    hand.writes("phone", "een lang woord: " + "x" * 300)
    hand.opens(size)
    wide = hand.driver.execute_script(
        "return document.documentElement.scrollWidth > window.innerWidth"
    )
    assert wide is False
    assert hand.one("phone-input").rect["y"] < size[1]
