"""The files of the page: nothing from outside, no markup made of text, one set of words."""

import re
from pathlib import Path

from bot.emulator import server
from tests.browser.hand import Hand

PAGE = Path(server.__file__).with_name("page")
MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function")
OUTSIDE = re.compile(r"""(?:src|href|url\(|import|from)\s*[=(]?\s*["']?(?:https?:)?//""")


def test_text_never_becomes_markup() -> None:
    """No script of the page has a way to turn a text into elements."""
    scripts = sorted(PAGE.glob("*.js"))
    assert scripts
    assert [path.name for path in scripts if MARKUP.search(path.read_text())] == []


def test_nothing_comes_from_outside() -> None:
    """Page, style and scripts load nothing from another address."""
    files = [path for path in PAGE.iterdir() if path.suffix in {".html", ".css", ".js"}]
    assert [path.name for path in files if OUTSIDE.search(path.read_text())] == []


def test_both_languages_have_every_word(hand: Hand) -> None:
    """Dutch and English name the same things, and every label in the page is a known word."""
    names = """
        const done = arguments[0];
        import("./words.js").then(({ words, switchLanguage }) => {
          const flat = (it, at = "") => Object.entries(it).flatMap(([key, value]) =>
            typeof value === "object" ? flat(value, `${at}${key}.`) : [`${at}${key}`]);
          const dutch = flat(words());
          switchLanguage();
          const english = flat(words());
          switchLanguage();
          const used = [...document.querySelectorAll("[data-word],[data-label],[data-placeholder]")]
            .flatMap((each) => [each.dataset.word, each.dataset.label, each.dataset.placeholder])
            .filter(Boolean);
          done({ dutch, english, used });
        });
    """
    found = hand.driver.execute_async_script(names)
    assert found["dutch"] == found["english"]
    assert set(found["used"]) <= set(found["dutch"])


def test_every_control_has_a_name(hand: Hand) -> None:
    """Whoever does not see the page hears what each button, field and switch is for."""
    hand.writes("phone", "hallo")
    nameless = hand.driver.execute_script("""
        return [...document.querySelectorAll("button, select, textarea, input, [role=log]")]
          .filter((each) => !(each.getAttribute("aria-label") || each.textContent.trim()
            || each.closest("label")?.textContent.trim()))
          .map((each) => each.outerHTML);
    """)
    assert nameless == []
