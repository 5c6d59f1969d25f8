"""Markup: the Markdown that an answer may hold, as Telegram's HTML, as a page's HTML, and as plain text.

The subset is what both Telegram and a page can show: paragraphs, **bold**, *italic*, [links](https://…),
list lines ("- " or "1. ") and quotes ("> "). Whatever else Markdown knows stays as it is written, so that
nothing here can make a message that Telegram refuses; `bot.faq.lint` tells the one who wrote it.

Most texts hold no Markdown at all, and cost no parser.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Final

from bot.text import Html

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.tree import SyntaxTreeNode

_MARKED: Final = re.compile(
    r"[*_\[<`\\#]|^[ \t]*(?:[-+>]|\d{1,9}[.)])|^[ \t]*(?:-[ \t]*){3,}$", re.MULTILINE
)
_GAP: Final = re.compile(r"[ \t]*\n(?:[ \t]*\n)+")

BLOCKS: Final = frozenset({"paragraph", "bullet_list", "ordered_list", "blockquote"})
"""Blocks that can be shown."""
INLINE: Final = frozenset({"text", "softbreak", "hardbreak", "strong", "em", "link"})
"""What can be shown within a line."""


def telegram_html(text: str) -> Html:
    """A text as Telegram HTML (Bot API, "HTML style")."""
    return Html(_shown(text, _TELEGRAM))


def page_html(text: str) -> str:
    """A text as HTML for a page: whole paragraphs, lists and quotes, everything else escaped."""
    return _shown(text, _PAGE)


def plain_text(text: str) -> str:
    """A text without its marks; of a link the words stay."""
    return _shown(text, _BARE)


def tree(text: str) -> SyntaxTreeNode:
    """The text as a syntax tree; what we never read as Markdown (indented code, entities) is plain in it."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    parser = MarkdownIt("commonmark").disable(["code", "lheading", "reference", "entity"])
    return SyntaxTreeNode(parser.parse(text))


class _Dialect:
    """How each part looks in one kind of output."""

    def __init__(
        self,
        *,
        safe: Callable[[str], str],
        bold: str,
        italic: str,
        link: str,
        paragraph: str,
        listing: tuple[str, str, str],
        quote: str,
        line: str,
        gaps: tuple[str, str],
    ) -> None:
        """Take templates with {0} for what is inside; `gaps` stand before a list, and before anything else."""
        self.safe = safe
        self.bold, self.italic, self.link = bold, italic, link
        self.paragraph, self.quote, self.line = paragraph, quote, line
        self.bullets, self.numbers, self.item = listing
        self.before_list, self.between = gaps


def _safe(text: str) -> str:
    return escape(text, quote=False)


_TELEGRAM: Final = _Dialect(
    safe=_safe,
    bold="<b>{0}</b>",
    italic="<i>{0}</i>",
    link='<a href="{1}">{0}</a>',
    paragraph="{0}",
    listing=("{0}", "{0}", "{1} {0}\n"),
    quote="<blockquote>{0}</blockquote>",
    line="\n",
    gaps=("\n", "\n\n"),
)
_PAGE: Final = _Dialect(
    safe=_safe,
    bold="<strong>{0}</strong>",
    italic="<em>{0}</em>",
    link='<a href="{1}">{0}</a>',
    paragraph="<p>{0}</p>",
    listing=("<ul>\n{0}</ul>", '<ol start="{1}">\n{0}</ol>', "<li>{0}</li>\n"),
    quote="<blockquote>{0}</blockquote>",
    line="<br>\n",
    gaps=("\n", "\n"),
)
_BARE: Final = _Dialect(
    safe=str,
    bold="{0}",
    italic="{0}",
    link="{0}",
    paragraph="{0}",
    listing=("{0}", "{0}", "{1} {0}\n"),
    quote="{0}",
    line="\n",
    gaps=("\n", "\n\n"),
)


@lru_cache(maxsize=1024)
def _shown(text: str, dialect: _Dialect) -> str:
    if _MARKED.search(text) is None:
        paragraphs = (part.strip() for part in _GAP.split(text.strip()))
        shown = (dialect.safe(part).replace("\n", dialect.line) for part in paragraphs)
        return dialect.between.join(dialect.paragraph.format(part) for part in shown)
    return _Writer(text, dialect).blocks(tree(text).children)


class _Writer:
    """Writes one syntax tree in one dialect."""

    def __init__(self, text: str, dialect: _Dialect) -> None:
        self._lines = text.split("\n")
        self._to = dialect

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> str:
        """Blocks under each other."""
        written = ""
        for node in nodes:
            if written:
                listed = node.type in {"bullet_list", "ordered_list"}
                written += self._to.before_list if listed else self._to.between
            written += self._block(node)
        return written

    def _block(self, node: SyntaxTreeNode) -> str:
        match node.type:
            case "paragraph":
                return self._to.paragraph.format(self._inside(node))
            case "bullet_list":
                return self._to.bullets.format(self._items(node, None)).rstrip("\n")
            case "ordered_list":
                start = int(node.attrs.get("start", 1))
                return self._to.numbers.format(self._items(node, start), start).rstrip("\n")
            case "blockquote" if not _within(node, "blockquote"):
                return self._to.quote.format(self.blocks(node.children))
            case _:
                return self._to.paragraph.format(self._source(node))

    def _items(self, node: SyntaxTreeNode, start: int | None) -> str:
        signs = (f"{start + at}." if start is not None else "•" for at in range(len(node.children)))
        return "".join(
            self._to.item.format(self._item(item), sign)
            for item, sign in zip(node.children, signs, strict=True)
        )

    def _item(self, item: SyntaxTreeNode) -> str:
        parts = (
            self._inside(part) if part.type == "paragraph" else self._source(part)
            for part in item.children
        )
        return self._to.line.join(parts)

    def _inside(self, block: SyntaxTreeNode) -> str:
        return "".join(map(self._inline, block.children[0].children))

    def _inline(self, node: SyntaxTreeNode) -> str:
        inside = "".join(map(self._inline, node.children))
        match node.type:
            case "text":
                return self._to.safe(node.content)
            case "softbreak" | "hardbreak":
                return self._to.line
            case "strong":
                return self._to.bold.format(inside)
            case "em":
                return self._to.italic.format(inside)
            case "link":
                return self._to.link.format(inside, escape(str(node.attrs["href"])))
            case "code_inline":
                return self._to.safe(f"{node.markup}{node.content}{node.markup}")
            case "image":
                return self._to.safe(f"![{node.content}]({node.attrs['src']})")
            case _:
                return self._to.safe(node.content)

    def _source(self, node: SyntaxTreeNode) -> str:
        """A block that can't be shown, as it was written."""
        first, last = node.map or (0, 0)
        written = "\n".join(line.strip() for line in self._lines[first:last]).strip()
        return self._to.safe(written).replace("\n", self._to.line)


def _within(node: SyntaxTreeNode, kind: str) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.type == kind:
            return True
        parent = parent.parent
    return False
