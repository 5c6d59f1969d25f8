"""Reactions: what experts read of a sign under a message."""

NL = {
    "topic.reaction_shown": (
        "Een reactie (emoji) op een bericht van de vrager ziet de vrager ook. Onder notities blijft die hier."
    ),
}
EN = {
    "topic.reaction_shown": (
        "A reaction (emoji) to a message of the person asking is shown to them too. Under notes it stays here."
    ),
}
