"""Kinds: what people read of a message that can't be passed on as it is, and of what Telegram does not let a bot copy."""

NL = {
    "kinds.in_words_quiz": "Je quiz gaat als tekst door: bij de ander kan er niemand op antwoorden.",
    "kinds.in_words_checklist": "Je lijst gaat als tekst door, met wat je hebt afgevinkt. Vink je nog iets af? Dan verandert de tekst mee.",
}
EN = {
    "kinds.in_words_quiz": "Your quiz goes on as a text: nobody on the other side can answer it.",
    "kinds.in_words_checklist": "Your list goes on as a text, with what you ticked. When you tick something more, the text changes too.",
}
