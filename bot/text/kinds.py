"""Kinds: what people read of a message that can't be passed on as it is, and of what Telegram does not let a bot copy."""

NL = {
    "kinds.in_words_quiz": "Je quiz gaat als tekst door: bij de ander kan er niemand op antwoorden.",
    "kinds.in_words_poll": "Je peiling ging als tekst door, omdat er iets in verborgen is. De ander kan er niet op stemmen.",
    "topic.poll_in_words": "Dit was een peiling. Hij staat hier als tekst, omdat er iets in verborgen is.",
    "kinds.in_words_checklist": "Je lijst gaat als tekst door, met wat je hebt afgevinkt. Vink je nog iets af? Dan verandert de tekst mee.",
    "kinds.elsewhere": (
        "Je reageerde op een bericht uit een ander gesprek. Dat bericht gaat niet mee. Schrijf erbij waar het over gaat."
    ),
    "kinds.unseen": (
        "Je reageerde op een bericht dat de deskundigen niet hebben. Schrijf erbij waar het over gaat."
    ),
    "topic.elsewhere": (
        "Dit reageert op een bericht van ergens anders. Dat bericht ziet de vrager niet. Schrijf erbij waar het over gaat."
    ),
    "topic.note_elsewhere": "Het bericht waar de notitie op reageert, gaat niet mee.",
    "kinds.uncopyable": "🤖 Dit is niet doorgestuurd. {what} kan een bot niet doorgeven. Zeg het met gewone tekst.",
    "topic.uncopyable": "Niet bezorgd. {what} kan een bot niet doorgeven. Zeg het met gewone tekst.",
    "sort.game": "Een spel",
    "sort.giveaway": "Een weggeefactie",
    "kinds.held_live": (
        "Dit laat zien waar je bent, en beweegt met je mee tot je het stopt of de tijd om is. Wil je het toch sturen?"
    ),
    "topic.held_live": (
        "Dit laat zien waar je bent, en beweegt met je mee tot je het stopt of de tijd om is. Naar de vrager sturen?"
    ),
}
EN = {
    "kinds.in_words_quiz": "Your quiz goes on as a text: nobody on the other side can answer it.",
    "kinds.in_words_poll": "Your poll went on as a text, because something in it is hidden. The other side can't vote on it.",
    "topic.poll_in_words": "This was a poll. It stands here as a text, because something in it is hidden.",
    "kinds.in_words_checklist": "Your list goes on as a text, with what you ticked. When you tick something more, the text changes too.",
    "kinds.elsewhere": (
        "You replied to a message of another chat. That message is not passed on. Add what it is about."
    ),
    "kinds.unseen": ("You replied to a message that the experts don't have. Add what it is about."),
    "topic.elsewhere": (
        "This replies to a message from somewhere else. The person asking does not see that message. Add what it is about."
    ),
    "topic.note_elsewhere": "The message that the note replies to does not go along.",
    "kinds.uncopyable": "🤖 This was not passed on. {what} can't be passed on by a bot. Say it in plain text.",
    "topic.uncopyable": "Not delivered. {what} can't be passed on by a bot. Say it in plain text.",
    "sort.game": "A game",
    "sort.giveaway": "A giveaway",
    "kinds.held_live": (
        "This shows where you are, and moves along with you until you stop it or its time is over. "
        "Do you want to send it all the same?"
    ),
    "topic.held_live": (
        "This shows where you are, and moves along with you until you stop it or its time is over. "
        "Send it to the person asking?"
    ),
}
