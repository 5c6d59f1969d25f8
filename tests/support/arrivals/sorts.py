"""Sorts: every kind of message that a phone can send, with how it is changed and what of it can be said in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

Json = dict[str, Any]

MOVED: Final = "move"
"""Marks an edit that is the next place of a live location."""
STOPPED: Final = "stop"
"""Marks an edit that is the end of a live location."""


def _nothing(_: Json) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True)
class Sort:
    """A kind of message. `wish` and each of `edits` are what a client is told to do (see the stand-in's README)."""

    name: str
    """As people read it."""
    wish: Json
    edits: tuple[Json, ...] = ({"caption": "nu anders"},)
    words: Callable[[Json], tuple[str, ...]] = _nothing
    """What has to be readable where it is passed on in words, from the message as it was sent."""
    meant: str = ""
    """The rule of this helpline for which it is not passed on, or not as it is; empty for none."""


_FORMATTED: Final = (
    "<b>de</b> <i>sfeer</i> <u>in</u> <s>onze</s> <tg-spoiler>groep</tg-spoiler> <code>is</code> <pre>goed</pre> "
    '<a href="https://example.org/">hier</a> <tg-emoji emoji-id="5368324170671202286">👍</tg-emoji> '
    "<blockquote>of toch</blockquote>\n<blockquote expandable>wat minder</blockquote>"
)
_FAMILY: Final = "👨‍👩‍👧‍👦"
_LONG: Final = f"Lang {_FAMILY} שלום "
_SHOWN: Final = ({"caption": "nu anders"}, {"caption": "<b>en</b> vet", "parse_mode": "HTML"})


def _medium(kind: str, **more: Any) -> Json:
    return {"kind": kind, "caption": f"een {kind} hier", **more}


def _swapped(kind: str) -> tuple[Json, ...]:
    """Another caption, and then another medium in its place."""
    return (*_SHOWN, {"kind": kind, "caption": "vervangen"})


def _dice(raw: Json) -> tuple[str, ...]:
    return raw["dice"]["emoji"], str(raw["dice"]["value"])


def _poll(raw: Json) -> tuple[str, ...]:
    poll = raw["poll"]
    return poll["question"], *(option["text"] for option in poll["options"])


def _tasks(raw: Json) -> tuple[str, ...]:
    listed = raw["checklist"]
    return listed["title"], *(task["text"] for task in listed["tasks"])


def _card(raw: Json) -> tuple[str, ...]:
    return raw["contact"]["first_name"], raw["contact"]["phone_number"]


def _ask(question: str, **more: Any) -> Json:
    return {"question": question, "options": ["ja", "nee"], **more}


_STICKER: Final = {"kind": "sticker"}
_PLACE: Final = {"latitude": 52.0907, "longitude": 5.1214}

SORTS: Final = (
    Sort("tekst", {"text": "gewone tekst hier"}, ({"text": "nu anders"},)),
    Sort(
        "tekst met opmaak, bedekte woorden, citaat en emoji op maat",
        {"text": _FORMATTED, "parse_mode": "HTML"},
        ({"text": "<u>nu</u> anders", "parse_mode": "HTML"},),
    ),
    Sort(
        "tekst met een voorbeeld van een link, zoals gekozen",
        {
            "text": "zie https://example.org/",
            "link_preview_options": {
                "url": "https://example.org/",
                "show_above_text": True,
                "prefer_small_media": True,
            },
        },
        ({"text": "zie toch https://example.org/"},),
    ),
    Sort(
        "tekst van 4.096 tekens, met gezinnen van emoji en van rechts naar links",
        {"text": (_LONG * 500)[:4096].strip()},
        ({"text": "z" * 4000},),
    ),
    Sort("doorgestuurd bericht", {"text": "van elders", "forward_from": {"name": "Iemand"}}),
    Sort(
        "bericht dat met een andere bot gemaakt is, met knoppen",
        {
            "text": "met knoppen eronder",
            "reply_markup": {
                "inline_keyboard": [[{"text": "kijk", "url": "https://example.org/"}]]
            },
        },
        ({"text": "nu anders"},),
    ),
    Sort("foto", _medium("photo"), _swapped("photo")),
    Sort(
        "foto, bedekt en met het bijschrift erboven",
        _medium("photo", spoiler=True, show_caption_above_media=True),
    ),
    Sort("foto met een bijschrift van 1.024 tekens", _medium("photo", caption="k" * 1024)),
    Sort(
        "foto met een bijschrift van 4.000 tekens (Premium)",
        _medium("photo", caption="lang " * 800),
    ),
    Sort("bewegende foto (live photo)", _medium("live_photo"), _swapped("live_photo")),
    Sort("video", _medium("video"), _swapped("video")),
    Sort("bewegend plaatje (GIF)", _medium("animation"), _swapped("animation")),
    Sort("muziek of geluidsbestand", _medium("audio"), _swapped("audio")),
    Sort("spraakbericht", _medium("voice"), _SHOWN),
    Sort("videobericht", {"kind": "video_note"}),
    Sort("bestand", _medium("document"), _swapped("document")),
    Sort("sticker", _STICKER),
    Sort("bewegende sticker", {**_STICKER, "format": "animated"}),
    Sort("videosticker", {**_STICKER, "format": "video"}),
    Sort("locatie", {"kind": "location", **_PLACE}),
    Sort(
        "live locatie",
        {"kind": "location", **_PLACE, "live_period": 900},
        (
            {MOVED: {"latitude": 52.1, "longitude": 5.2}},
            {STOPPED: {}},
        ),
    ),
    Sort(
        "plek met een naam (venue)", {"kind": "venue", "title": "Buurthuis", "address": "Plein 1"}
    ),
    Sort(
        "contactkaart van een ander",
        {"kind": "contact", "first_name": "Wijkteam", "phone_number": "+000000001"},
        words=_card,
        meant="card",
    ),
    Sort("eigen contactkaart", {"kind": "contact", "own": True}, meant="own_card"),
    Sort("peiling", {"kind": "poll", **_ask("Waar beginnen?")}, words=_poll),
    Sort("quiz", {"kind": "poll", **_ask("Klopt dit?", type="quiz")}, words=_poll),
    *(
        Sort(f"worp {emoji}", {"kind": "dice", "dice": emoji}, words=_dice)
        for emoji in ("🎲", "🎯", "🏀", "⚽", "🎳", "🎰")
    ),
    Sort("verhaal (story)", {"kind": "story"}),
    Sort(
        "takenlijst",
        {
            "kind": "checklist",
            "title": "Te doen",
            "tasks": [{"text": "bellen", "completion_date": 1}, "praten"],
        },
        ({"kind": "checklist", "title": "Te doen", "tasks": ["bellen", "schrijven"]},),
        words=_tasks,
    ),
    Sort("betaalde foto of video", {"kind": "paid_media"}),
    Sort("weggeefactie", {"kind": "giveaway"}),
    Sort("winnaars van een weggeefactie", {"kind": "giveaway_winners"}),
    Sort("spel", {"kind": "game"}),
    Sort("rekening", {"kind": "invoice"}),
    Sort(
        "iets dat er nu nog niet is, en te kopiëren",
        {"kind": "unknown", "unknown": {"hologram": {"size": 3}}},
    ),
    Sort(
        "iets dat er nu nog niet is, en niet te kopiëren",
        {"kind": "unknown", "unknown": {"hologram": {"size": 3}}, "copyable": False},
    ),
)
