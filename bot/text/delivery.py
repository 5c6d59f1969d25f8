"""Delivery: what people read of a message that did not arrive."""

NL = {
    "undelivered_too_big": "🤖 Dit bericht is te groot om door te sturen. Stuur het in kleinere stukken.",
    "undelivered_uncopyable": (
        "🤖 Dit soort bericht kan Telegram niet doorsturen, of het is al weg. Zeg het met gewone tekst."
    ),
    "delivery.part": "Het gaat om deel {part} van {count} van je album.",
}
EN = {
    "undelivered_too_big": "🤖 This message is too big to be passed on. Send it in smaller pieces.",
    "undelivered_uncopyable": (
        "🤖 Telegram can't pass on this kind of message, or it is gone already. Say it in plain text."
    ),
    "delivery.part": "This is about part {part} of {count} of your album.",
}
