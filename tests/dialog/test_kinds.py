"""Kinds: whatever a phone can send arrives on the other side as it was sent, or its sender is told why not."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.emulator.actors import Expert, Message, Person, Stage
from bot.text import bare
from tests.dialog.case import Case, taken

Json = dict[str, Any]
Sends = Callable[..., Awaitable[Message]]
Sees = Callable[[Message], Awaitable[Message]]

FAMILY = "👨‍👩‍👧‍👦"
ARABIC = "مرحبا، كيف حالك؟"

AS_SENT: list[tuple[str, Json]] = [
    (
        "photo",
        {"caption": "een *foto*", "caption_entities": [{"type": "bold", "offset": 4, "length": 6}]},
    ),
    ("photo", {"spoiler": True, "caption": "erboven", "show_caption_above_media": True}),
    ("live_photo", {}),
    ("video", {"spoiler": True, "caption": FAMILY}),
    ("animation", {"caption": ARABIC}),
    ("audio", {"caption": "een lied", "title": "Lied", "duration": 60}),
    ("voice", {"caption": "gesproken"}),
    ("video_note", {}),
    ("document", {"name": "lijst.pdf", "caption": "x" * 1024}),
    ("sticker", {}),
    ("sticker", {"format": "animated"}),
    ("sticker", {"format": "video"}),
    ("poll", {"question": "Welke dag?", "options": ["di", "wo"]}),
    ("story", {}),
    ("unknown", {"unknown": {"hologram": {"file_id": "x"}}}),
]
"""What a copy shows as it was sent: kind and details."""

SAME = ("caption", "caption_entities", "show_caption_above_media", "has_media_spoiler")
OWN_IDS = ("poll",)
"""What is new in each copy, as nobody has voted in it yet."""

TEXTS: list[tuple[str, list[Json]]] = [
    ("x" * 4096, []),
    ("😀" * 2048, []),
    (f"{FAMILY} {ARABIC}", [{"type": "bold", "offset": 12, "length": 5}]),
    (
        "vet schuin onder door weg code blok lang kop 👍 link",
        [
            {"type": "bold", "offset": 0, "length": 3},
            {"type": "italic", "offset": 4, "length": 6},
            {"type": "underline", "offset": 11, "length": 5},
            {"type": "strikethrough", "offset": 17, "length": 4},
            {"type": "spoiler", "offset": 22, "length": 3},
            {"type": "code", "offset": 26, "length": 4},
            {"type": "pre", "offset": 31, "length": 4, "language": "python"},
            {"type": "expandable_blockquote", "offset": 36, "length": 4},
            {"type": "blockquote", "offset": 41, "length": 3},
            {
                "type": "custom_emoji",
                "offset": 45,
                "length": 2,
                "custom_emoji_id": "5368324170671202286",
            },
            {"type": "text_link", "offset": 48, "length": 4, "url": "https://example.org/"},
        ],
    ),
]


def content(message: Message) -> Json:
    """What a message holds, without what says who sent it and when."""
    held = {name: message.raw.get(name) for name in SAME}
    return held | {message.kind: message.raw.get(message.kind)}


def is_as(copy: Message, sent: Message) -> bool:
    """Tell whether a copy shows what was sent."""
    if copy.kind == sent.kind and copy.kind in OWN_IDS:
        return copy.words == sent.words
    return content(copy) == content(sent)


def ways(anna: Person, eva: Expert, case: Case) -> list[tuple[Sends, Sees]]:
    """How each side sends to the other, and how the other sees it; an expert answers the card."""

    async def hers(kind: str, **more: Any) -> Message:
        return await anna.sends(kind, **more)

    async def evas(kind: str, **more: Any) -> Message:
        return await eva.sends(kind, reply_to=case.card, **more)

    async def seen_by_eva(sent: Message) -> Message:
        return await eva.sees(case.topic, lambda one: one.from_bot and is_as(one, sent))

    async def seen_by_her(sent: Message) -> Message:
        return await anna.sees(lambda one: one.from_bot and is_as(one, sent))

    return [(hers, seen_by_eva), (evas, seen_by_her)]


async def test_each_kind_arrives_as_it_was_sent(anna: Person, eva: Expert) -> None:
    """Media of all sorts, polls, stories and what no version of the Bot API names yet: a copy shows the same."""
    case = await taken(anna, eva)
    for sends, sees in ways(anna, eva, case):
        for kind, details in AS_SENT:
            sent = await sends(kind, **details)
            assert not (await sees(sent)).forwarded


async def test_each_text_arrives_as_it_was_written(anna: Person, eva: Expert) -> None:
    """Every formatting, the longest texts, emoji of several signs and writing from right to left stay as they are."""
    case = await taken(anna, eva)
    for text, entities in TEXTS:
        hers = await anna.writes(text, entities=entities)
        copy = await eva.sees(case.topic, text)
        assert (copy.text, copy.entities) == (hers.text, hers.entities)
        answer = await eva.replies(copy, text, entities=entities)
        copy = await anna.sees(text)
        assert (copy.text, copy.entities) == (answer.text, answer.entities)


async def test_what_was_forwarded_shows_no_origin(anna: Person, eva: Expert) -> None:
    """A message of somebody else that is passed on arrives, and does not say whose it is."""
    case = await taken(anna, eva)
    await anna.writes("doorgestuurd", forward_from={"name": "Iemand"})
    assert not (await eva.sees(case.topic, "doorgestuurd")).forwarded
    await eva.replies(case.card, "ook doorgestuurd", forward_from={"name": "Iemand"})
    assert not (await anna.sees("ook doorgestuurd")).forwarded


async def test_dice_are_told_as_they_fell(anna: Person, eva: Expert) -> None:
    """A copy would be a new throw, so the other side reads what was thrown."""
    case = await taken(anna, eva)
    for emoji in ("🎲", "🎯", "🏀", "⚽", "🎳", "🎰"):
        sent = await anna.sends("dice", emoji=emoji)
        await eva.sees(case.topic, f"{emoji} {sent.raw['dice']['value']}")
        sent = await eva.sends("dice", reply_to=case.card, emoji=emoji)
        await anna.sees(f"{emoji} {sent.raw['dice']['value']}")


async def test_a_checklist_is_told_with_its_ticks(anna: Person, eva: Expert) -> None:
    """A copy would have no ticks: both sides read the list as a text, and what is ticked then is ticked there."""
    case = await taken(anna, eva)
    sent = await anna.sends("checklist", title="Te doen", tasks=["bellen", "praten"])
    copy = await eva.sees(case.topic, "Te doen\n☐ bellen\n☐ praten")
    assert await anna.sees(bare("nl", "kinds.in_words_checklist"))
    await anna.ticks(sent, 2)
    assert (await eva.sees(case.topic, "Te doen\n☐ bellen\n☑ praten")).id == copy.id
    sent = await eva.sends("checklist", reply_to=case.card, title="Stappen", tasks=["kijken"])
    copy = await anna.sees("Stappen\n☐ kijken")
    assert await eva.sees(case.topic, bare("nl", "kinds.in_words_checklist"))
    await eva.ticks(sent, 1)
    assert (await anna.sees("Stappen\n☑ kijken")).id == copy.id


async def test_a_quiz_is_copied_by_who_knows_its_answer(anna: Person, eva: Expert) -> None:
    """Of hers Telegram tells the answer, so it stays a quiz; an expert's goes as a text, and that is said."""
    case = await taken(anna, eva)
    quiz: Json = {"question": "Hoeveel?", "options": ["een", "twee"], "type": "quiz"}
    await anna.sends("poll", **quiz)
    assert (await eva.sees(case.topic, kind="poll")).raw["poll"]["type"] == "quiz"
    await eva.sends("poll", reply_to=case.card, **quiz)
    await anna.sees("Hoeveel?\n○ een\n○ twee")
    assert await eva.sees(case.topic, bare("nl", "kinds.in_words_quiz"))


HOUR = 3600


async def test_a_live_location_of_hers_moves_on(stage: Stage, anna: Person, eva: Expert) -> None:
    """It waits for "send", stays live for what is left of its time, follows her, and ends where she ends it."""
    case = await taken(anna, eva)
    sent = await anna.sends("location", latitude=52.0, longitude=5.0, live_period=HOUR)
    await anna.sees(bare("nl", "kinds.held_live"))
    await stage.advance(600)
    await anna.moves(sent, 52.1, 5.1)
    await anna.presses(bare("nl", "button.send"))
    copy = await eva.sees(case.topic, lambda one: one.place == (52.1, 5.1))
    assert HOUR - 700 < copy.raw["location"]["live_period"] <= HOUR - 600
    await anna.moves(sent, 52.2, 5.2)
    await eva.sees(case.topic, lambda one: one.id == copy.id and one.place == (52.2, 5.2))
    await anna.stops(sent)
    ended = await eva.sees(case.topic, lambda one: one.id == copy.id and not one.live)
    assert ended.place == (52.2, 5.2)


async def test_a_live_location_of_an_expert_moves_on(anna: Person, eva: Expert) -> None:
    """It waits for "send", as a reply stays one, follows the expert, and ends where that ends."""
    case = await taken(anna, eva)
    question = await anna.writes("Waar ben je?")
    under = await eva.sees(case.topic, question.text)
    sent = await eva.sends(
        "location", reply_to=under, latitude=52.0, longitude=5.0, live_period=HOUR
    )
    await eva.sees(case.topic, bare("nl", "topic.held_live"))
    await eva.presses(bare("nl", "button.send"), case.topic)
    copy = await anna.sees(lambda one: one.place == (52.0, 5.0))
    assert (copy.live, copy.reply_to) == (True, question.id)
    await eva.moves(sent, 52.3, 5.3)
    await anna.sees(lambda one: one.id == copy.id and one.place == (52.3, 5.3))
    await eva.stops(sent)
    await anna.sees(lambda one: one.id == copy.id and not one.live)


async def test_a_live_location_ends_with_its_case(anna: Person, eva: Expert) -> None:
    """Whose location moves on when the case is closed is not followed: either copy ends where it was."""
    case = await taken(anna, eva)
    there: dict[str, Any] = {"latitude": 52.0, "longitude": 5.0, "live_period": HOUR}
    hers = await anna.sends("location", **there)
    await anna.presses(bare("nl", "button.send"))
    copy = await eva.sees(case.topic, lambda one: one.live and one.from_bot)
    theirs = await eva.sends("location", reply_to=case.question, **there)
    await eva.presses(bare("nl", "button.send"), case.topic)
    shown = await anna.sees(lambda one: one.live and one.from_bot)
    await eva.notes(case.topic, "/sluit")
    await anna.sees("afgesloten")
    await anna.moves(hers, 52.1, 5.1)
    await eva.moves(theirs, 52.2, 5.2)
    ended = await eva.sees(case.topic, lambda one: one.id == copy.id and not one.live)
    assert ended.place == copy.place
    ended = await anna.sees(lambda one: one.id == shown.id and not one.live)
    assert ended.place == shown.place


async def test_what_was_not_sent_never_moves(anna: Person, eva: Expert) -> None:
    """A live location that she does not send shows nobody where she is, wherever she goes."""
    case = await taken(anna, eva)
    sent = await anna.sends("location", latitude=52.0, longitude=5.0, live_period=HOUR)
    await anna.presses(bare("nl", "button.dont_send"))
    await anna.moves(sent, 52.1, 5.1)
    await anna.writes("Ik ben er")
    await eva.sees(case.topic, "Ik ben er")
    assert all(one.place is None for one in eva.messages(case.topic))


async def test_what_no_bot_can_copy_is_named(anna: Person, eva: Expert) -> None:
    """Paid content, a giveaway, a closed story and what has no name yet do not arrive, and their sender reads what it was."""
    case = await taken(anna, eva)
    for kind, name in (
        ("paid_media", "sort.paid"),
        ("giveaway", "sort.giveaway"),
        ("invoice", "sort.other"),
        ("story", "sort.story"),
    ):
        what = bare("nl", name)
        sent = await anna.sends(kind, copyable=False)
        refused = bare("nl", "policy.why_kind", what=what, instead="")
        words = refused if kind == "paid_media" else bare("nl", "kinds.uncopyable", what=what)
        told = await anna.sees(words)
        assert told.reply_to == sent.id
        sent = await eva.sends(kind, reply_to=case.card, copyable=False)
        told = await eva.sees(case.topic, bare("nl", "topic.uncopyable", what=what))
        assert told.reply_to == sent.id
        await eva.sees_reaction(sent, "😢")
