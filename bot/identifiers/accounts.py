"""Accounts: e-mail addresses, and the names by which people go on the net."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.faq.matching.lexicon import lexicon
from bot.identifiers.find import Find, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.identifiers.known import Known
    from bot.identifiers.seen import Seen

_EMAIL: Final = re.compile(
    r"(?<![\w.+@-])[\w+%-]{1,64}(?:\.[\w+%-]{1,64}){0,6}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,12}(?![\w@]|-\w)",
    re.IGNORECASE,
)
_URL: Final = re.compile(
    r"(?<![\w@.])(?:https?://)?(?:www\.|m\.)?(?:instagram\.com|tiktok\.com|facebook\.com|fb\.com|twitter\.com|x\.com|t\.me|telegram\.me|"
    r"snapchat\.com/add|youtube\.com|twitch\.tv|linkedin\.com/in|discord\.gg|discord\.com/users|reddit\.com/(?:u|user)|vk\.com|"
    r"steamcommunity\.com/id|threads\.net|onlyfans\.com|pinterest\.com|kick\.com|bsky\.app/profile)/@?[\w.+-]*[\w]",
    re.IGNORECASE,
)
_AT: Final = re.compile(r"(?<![\w@./+-])@\w[\w.-]{0,40}\w(?:#\d{4})?")
_REDDIT: Final = re.compile(r"(?<![\w/.])/?u/[\w-]{3,20}(?![\w/])")
_TAGGED: Final = re.compile(r"(?<![\w@.#-])\w[\w.-]{1,31}#\d{4}(?!\w)")
_PLACE: Final = (
    r"(?:insta(?:gram)?|ig|snap(?:chat)?|tiktok|tik tok|discord|steam|xbox|roblox|twitch|telegram|tg|twitter|facebook|fb|psn|playstation|"
    r"minecraft|fortnite|youtube|yt|kik|reddit|threads|gamertag|gamer tag|user ?name|gebruikersnaam|account(?:naam)?|nickname|nick|"
    r"schermnaam|screen ?name|handle|profiel(?:naam)?|profile|kanaal|channel|online|games?|gaming)"
)
_WORD: Final = re.compile(r"[^\W_][\w.-]*[\w]|_[\w.-]*\w")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_NEAR: Final = re.compile(rf"\b{_PLACE}(?:naam|name)?\b", re.IGNORECASE)
_LABELLED: Final = re.compile(
    rf"{_PLACE}(?:[- ]?(?:naam|name|account|tag|id|handle))?(?:(?: van (?:hem|haar|mij|die \w{{1,12}}))?(?: (?:is|heet)(?: nu)?| ?[:=])| van (?:hem|haar)|(?: van [A-ZÀ-Þ][\w-]{{1,20}})? ?[:=]| ?[:=]) ?@?(?P<name>[\w][\w.-]{{2,30}}\w)",
    re.IGNORECASE,
)
"""A platform with a colon or "is" behind it: "insta: jayyzwolle"."""
_CALLED: Final = re.compile(
    rf"\b(?:(?:heet|noemt|noemde)(?: (?:hij|zij|ze|ie|zich|zichzelf)){{0,2}} op {_PLACE}(?: zich(?:zelf)?| als)?"
    rf"|op {_PLACE} (?:heet|noemt|noemde)(?: (?:hij|zij|ze|ie|zich|zichzelf)){{1,2}}) @?(?P<name>[\w][\w.-]{{2,30}}\w)",
    re.IGNORECASE,
)
"""What somebody is called there: "heet op insta jayyzwolle"."""
_PLATFORMS: Final = """
    insta instagram ig snap snapchat tiktok tik discord steam xbox roblox twitch telegram tg twitter facebook fb psn playstation minecraft
    fortnite youtube yt kik reddit threads gamertag gamer user username gebruikersnaam account accountnaam nickname nick schermnaam screen
    screenname handle profiel profielnaam profile kanaal channel online game games gaming
    """
_SIGNS: Final = frozenset(_PLATFORMS.split())
"""The words of the platforms, of which each names one: a quick look before a slow one."""
_NAMES: Final = ("naam", "name")
"""Behind a platform, in one word: "snapnaam"."""
_OWN: Final = re.compile(
    r"(?:insta|snap|gamer ?tag|user ?name|gebruikersnaam|account|nick|scherm|screen|handle|profiel|discord|tiktok|steam|psn)[\w -]*(?:[:=]| (?:is|heet)\b)",
    re.IGNORECASE,
)
_AROUND: Final = 50
"""Signs around an odd word within which a platform must be named."""
_MIXED: Final = re.compile(r"(?=.*[A-Za-z])(?:.*[A-Za-z]\d|.*\d[A-Za-z]|.*_|.*[a-z]\.[a-z])")
_CAMEL: Final = re.compile(r"^(?:[A-Z][a-z]+){2,}\d*$|^[a-z]+(?:[A-Z][a-z]+)+\d*$")
_DOTTED: Final = re.compile(
    r"^(?:[A-Za-z]\.)+[A-Za-z]?$|^[^_]+\.(?:nl|com|org|be|eu|net|tv|gg)$|^\d+(?:e|ste|de|jr|x|k|u|kader|havo|vmbo|vwo|mavo|gt|tl|bb|kb|jarigen?|yo|year|th|yrs?)$|^\d+\w?$|^[a-z]{1,3}\d{1,2}$|^(?:ps|xbox|gta|fifa|fc|v|u|h|g|mp|covid|iphone)-?\d+\w*$",
    re.IGNORECASE,
)
_LONGEST: Final = 32
_CASE_CODE: Final = re.compile(r"^[A-Z2-9]{4}-?[A-Z2-9]{4}$")


def emails(text: str, known: Known) -> Iterator[Find]:
    """E-mail addresses, but those that everybody may know."""
    if "@" not in text:
        return
    for match in _EMAIL.finditer(text):
        if match[0].lower() not in known.emails:
            yield Find(Kind.EMAIL, *match.span())


def profiles(text: str) -> Iterator[Find]:
    """Links to a profile or channel."""
    if "/" not in text:
        return
    for match in _URL.finditer(text):
        yield Find(Kind.ACCOUNT, *match.span())


def accounts(seen: Seen) -> Iterator[Find]:
    """Names with an @, and odd names where a platform is spoken of."""
    text = seen.text
    if "@" in text:
        for match in _AT.finditer(text):
            yield Find(Kind.ACCOUNT, *match.span())
    if "u/" in text:
        for match in _REDDIT.finditer(text):
            yield Find(Kind.ACCOUNT, *match.span())
    if "#" in text:
        for match in _TAGGED.finditer(text):
            yield Find(Kind.ACCOUNT, *match.span())
    if _SIGNS.isdisjoint(seen.words) and not (
        any(end in seen.low for end in _NAMES)
        and any(word[: -len(_NAMES[0])] in _SIGNS for word in seen.words if word.endswith(_NAMES))
    ):
        return
    platforms = list(_platforms(text))
    if not platforms:
        return
    for start, _ in platforms:
        labelled = _LABELLED.match(text, start)
        if labelled is not None and _named(labelled):
            yield Find(Kind.ACCOUNT, *labelled.span("name"))
    for match in _CALLED.finditer(text) if "heet" in seen.low or "noem" in seen.low else ():
        if match["name"].lower() not in lexicon():
            yield Find(Kind.ACCOUNT, *match.span("name"))
    for match in _WORD.finditer(text):
        if _odd(match[0]) and any(
            start - _AROUND <= match.end() and match.start() <= end + _AROUND
            for start, end in platforms
        ):
            yield Find(Kind.ACCOUNT, *match.span())


def _platforms(text: str) -> Iterator[tuple[int, int]]:
    """Where platforms are named."""
    for match in _LETTERS.finditer(text):
        word = match[0].lower()
        if word in _SIGNS or word.endswith(_NAMES):
            near = _NEAR.match(text, match.start())
            if near is not None:
                yield near.span()


def _named(labelled: re.Match[str]) -> bool:
    """Whether what stands behind a platform is a name there: odd, or a word that nobody knows."""
    name = labelled["name"]
    if _odd(name):
        return True
    label = labelled[0][: labelled.start("name") - labelled.start()]
    return (
        _OWN.match(label) is not None
        and (name.islower() or label.rstrip(" @").endswith((":", "=")))
        and name.lower() not in lexicon()
    )


def _odd(word: str) -> bool:
    """Whether a word is no word of any language: digits, points or capitals in its middle."""
    if word.isalpha() and word[1:].islower():
        return False
    if not 4 <= len(word) <= _LONGEST or _DOTTED.search(word) or _CASE_CODE.match(word):
        return False
    return bool(
        _MIXED.match(word)
        or (_CAMEL.match(word) and _NEAR.fullmatch(word) is None and word not in _BRANDS)
    )


_BRANDS: Final = frozenset(
    {
        "TikTok",
        "YouTube",
        "WhatsApp",
        "SnapChat",
        "FaceBook",
        "LinkedIn",
        "OnlyFans",
        "PlayStation",
        "BlueSky",
        "GroenLinks",
        "JongNL",
        "McDonalds",
    }
)
