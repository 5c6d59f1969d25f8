"""Formatting: what Telegram would not show as its maker means it, and links that lead nowhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from bot.faq.markup import BLOCKS, INLINE, tree
from bot.faq.problem import Flaw, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.tree import SyntaxTreeNode

    from bot.faq.lint.shown import Shown

_UNKNOWN: Final = {
    "heading": ("Een kop (#) kent Telegram niet.", "Maak de regel **vet**."),
    "fence": ("Een blok code kent de helpline niet.", "Haal de ``` weg."),
    "code_inline": ("Tekst tussen ` en ` kent de helpline niet.", "Schrijf **vet** of *schuin*."),
    "html_block": ("HTML werkt hier niet: men ziet de tekens.", "Schrijf **vet** of *schuin*."),
    "html_inline": ("HTML werkt hier niet: men ziet de tekens.", "Schrijf **vet** of *schuin*."),
    "hr": ("Een streep kent Telegram niet.", "Laat hier een regel leeg."),
    "image": (
        "Een plaatje kan niet in een antwoord.",
        "Zeg het in woorden, of geef een [link](https://…).",
    ),
}
_STRAY: Final = re.compile(r"\*\*|__|~~|\]\(|`")
_TABLE: Final = re.compile(r"^ *\|?(?: *:?-+:? *\|)+", re.MULTILINE)
_MEANT: Final = re.compile(r"\*\*\S|__\S|\[[^\]]+\]\([^)]*\)")
_ADDRESS: Final = re.compile(
    r"(?<![\w@./(])(?:h?t{1,3}ps?[:/]\S*|https?\S*|www\.\S*)", re.IGNORECASE
)
_WORD_QUOTES: Final = re.compile(r"[“”„][^“”„\"]*[“”\"]")
"""A whole text between the quotes of a word processor, which YAML takes for signs like any other."""
_LAST_SIGNS: Final = ".,;:!?)]”'\""
_HOST: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)
_NOBODYS: Final = re.compile(r"(?:^|\.)(?:example|voorbeeld|localhost|invalid|test)(?:\.|$)")


def in_text(shown: Shown) -> Iterator[Flaw]:
    """What is wrong with the formatting and the links of a text."""
    if shown.marked:
        for node in tree(shown.text).walk():
            yield from _of_node(shown, node)
        if (table := _TABLE.search(shown.text)) is not None:
            sentence = "Een tabel kent Telegram niet."
            yield _flaw(shown, sentence, "Maak er een lijst van: regels met “- ”.", table[0])
    elif (mark := _MEANT.search(shown.text)) is not None:
        sentence = "Hier werkt opmaak niet: men ziet de tekens zelf."
        yield _flaw(shown, sentence, "Schrijf gewone tekst.", mark[0])
    if _WORD_QUOTES.fullmatch(shown.text.strip()) is not None:
        sentence = "Deze aanhalingstekens horen nu bij de tekst: men ziet ze."
        yield _flaw(shown, sentence, 'Schrijf rechte: "…".', shown.text.strip())
    for address in _ADDRESS.findall(_without_links(shown.text) if shown.marked else shown.text):
        yield from _of_link(shown, address.rstrip(_LAST_SIGNS))


def link_flaw(url: str) -> tuple[str, str] | None:
    """What is wrong with the address of a page: a sentence and the mend; `None` when nothing is."""
    whole = f"https://{url}" if url.lower().startswith("www.") else url
    try:
        parts = urlsplit(whole)
        host = parts.hostname or ""
        port = parts.port
    except ValueError:
        return f"“{url}” is geen link.", "Schrijf het adres over uit de browser."
    if parts.scheme == "http":
        return f"“{url}” is geen veilige link.", "Begin met https://."
    if parts.scheme != "https" or not host:
        return f"“{url}” is geen link.", "Begin met https://."
    if (
        parts.username
        or port
        or not _HOST.fullmatch(host.removeprefix("www."))
        or _NOBODYS.search(host)
    ):
        return f"“{host}” is geen adres van een website.", "Schrijf het adres over uit de browser."
    return None


def _of_node(shown: Shown, node: SyntaxTreeNode) -> Iterator[Flaw]:
    if node.is_root:
        return
    words = node.content.split("\n")[0] or _source(shown, node)
    if node.type in _UNKNOWN:
        sentence, mend = _UNKNOWN[node.type]
        yield _flaw(shown, sentence, mend, words)
    elif node.type in {"bullet_list", "ordered_list"} and _inside(node, "list_item"):
        sentence = "Een lijst in een lijst kent Telegram niet."
        yield _flaw(shown, sentence, "Maak er één lijst van.", words)
    elif node.type == "blockquote" and (_inside(node, "blockquote") or _inside(node, "list_item")):
        sentence = "Een citaat in een citaat of in een lijst kent Telegram niet."
        yield _flaw(shown, sentence, "Haal een “>” weg.", words)
    elif node.type == "text" and (stray := _STRAY.search(node.content)) is not None:
        sentence = f"“{stray[0]}” maakt hier niets op: men ziet de tekens zelf."
        mend = "Zet ze aan beide kanten, zonder spatie: **zo**, of [woorden](https://…)."
        yield _flaw(shown, sentence, mend, stray[0])
    elif node.type == "link":
        yield from _of_link(shown, str(node.attrs["href"]))
        if not any(part.content.strip() for part in node.walk() if part.type == "text"):
            yield _flaw(shown, "Deze link heeft geen woorden.", "Schrijf [woorden](https://…).", "")
    elif node.type not in BLOCKS | INLINE | {"inline", "list_item"}:
        yield _flaw(shown, "Deze opmaak kent de helpline niet.", "Schrijf gewone tekst.", words)


def _of_link(shown: Shown, url: str) -> Iterator[Flaw]:
    if (found := link_flaw(url)) is not None:
        yield Flaw(shown.path, *found, Rule.LINK, url)


def _without_links(text: str) -> str:
    return re.sub(r"\]\([^)]*\)|<[^>\s]*>", " ", text)


def _flaw(shown: Shown, sentence: str, mend: str, words: str) -> Flaw:
    return Flaw(shown.path, sentence, mend, Rule.FORMATTING, words)


def _source(shown: Shown, node: SyntaxTreeNode) -> str:
    """The first line of a block, as it was written."""
    return shown.text.split("\n")[node.map[0]].strip() if node.map else ""


def _inside(node: SyntaxTreeNode, kind: str) -> bool:
    parent = node.parent
    while parent is not None and parent.type != kind:
        parent = parent.parent
    return parent is not None
