"""Taking back: what both sides read when a message is taken back, and about pins."""

NL = {
    "take_back.what": (
        "Een bericht terughalen? Reageer met /terughalen op het bericht dat weg moet. "
        "Dat kan tot 48 uur na het versturen."
    ),
    "take_back.done": "Je bericht is teruggehaald. Misschien heeft een deskundige het al gelezen.",
    "take_back.not_sent": "Je bericht is niet verstuurd, en dat gebeurt ook niet meer.",
    "take_back.too_late": (
        "Dit bericht kan niet meer terug: dat laat Telegram tot 48 uur na het versturen toe. "
        "Vraag de deskundige om het te verwijderen."
    ),
    "take_back.doubtful": (
        "Door een storing staat er misschien nog een kopie van je bericht bij de deskundigen. "
        "Die kan ik niet weghalen. Vraag een deskundige om dat te doen."
    ),
    "take_back.nothing": "Je kunt alleen een bericht terughalen dat je zelf naar een deskundige stuurde.",
    "topic.take_back_what": "Reageer met /del op een antwoord van jou dat naar de vrager is gegaan.",
    "topic.take_back_not_yours": "Alleen wie het antwoord schreef kan het terughalen.",
    "topic.taken_back": "Teruggehaald: de vrager ziet dit antwoord niet meer. Misschien is het al gelezen.",
    "topic.not_taken_back": (
        "Dit antwoord staat nog bij de vrager. Telegram laat terughalen tot 48 uur na het versturen toe. "
        "Verander het antwoord, of stuur een verbetering."
    ),
    "topic.take_back_doubtful": (
        "Door een storing staat er misschien nog een kopie van dit antwoord bij de vrager. "
        "Die kan ik niet weghalen. Stuur zo nodig een verbetering."
    ),
    "topic.hers_taken_back": "De vrager heeft een bericht teruggehaald.",
    "topic.part_taken_back": "(teruggehaald)",
    "topic.pin_what": "Reageer met /pin of /unpin op een bericht dat ook bij de vrager staat.",
}
EN = {
    "take_back.what": (
        "Take a message back? Reply with /unsend to the message that should go. "
        "That works for 48 hours after sending."
    ),
    "take_back.done": "Your message was taken back. An expert may have read it already.",
    "take_back.not_sent": "Your message was not sent, and will not be.",
    "take_back.too_late": (
        "This message can't be taken back any more: Telegram allows that for 48 hours after sending. "
        "Ask the expert to delete it."
    ),
    "take_back.doubtful": (
        "Because of a fault the experts may still have a copy of your message. "
        "I can't delete that one. Ask an expert to do so."
    ),
    "take_back.nothing": "You can only take back a message that you sent to an expert yourself.",
    "topic.take_back_what": "Reply with /del to an answer of yours that went to the person asking.",
    "topic.take_back_not_yours": "Only who wrote the answer can take it back.",
    "topic.taken_back": "Taken back: the person asking no longer sees this answer. It may have been read already.",
    "topic.not_taken_back": (
        "The person asking still has this answer. Telegram allows taking back for 48 hours after sending. "
        "Change the answer, or send a correction."
    ),
    "topic.take_back_doubtful": (
        "Because of a fault the person asking may still have a copy of this answer. "
        "I can't delete that one. Send a correction if needed."
    ),
    "topic.hers_taken_back": "The person asking took a message back.",
    "topic.part_taken_back": "(taken back)",
    "topic.pin_what": "Reply with /pin or /unpin to a message that the person asking has too.",
}
