"""Policy: what both sides read of messages that wait for a word, or that don't go on."""

NL = {
    # --- the question ---
    "policy.ask_scene": (
        "⏳ <b>Nog niet verstuurd.</b>\n\n"
        "Is er een kind herkenbaar, of is er bloot of geweld te zien? Stuur het dan niet."
    ),
    "policy.ask_file": (
        "⏳ <b>Nog niet verstuurd.</b>\n\n"
        "In een bestand kunnen namen en plaatsen staan, zoals van wie het maakte. Stuur een foto liever als foto."
    ),
    "policy.ask_both": (
        "⏳ <b>Nog niet verstuurd.</b>\n\n"
        "Is er een kind herkenbaar, of is er bloot of geweld te zien? Stuur het dan niet.\n\n"
        "In een bestand kunnen ook namen en plaatsen staan, zoals van wie het maakte. Stuur een foto liever als foto."
    ),
    "policy.or_not": (
        "Kies je binnen {time} niets? Dan verstuur ik het niet. Is er nu direct gevaar? Bel <b>112</b>."
    ),
    "button.policy_send": "Sturen",
    "button.policy_stop": "Niet sturen",
    # --- what became of it ---
    "policy.sent": "✓ Verstuurd. Hier vraag ik in deze zaak niet meer naar.",
    "policy.sent_waits": "✓ Goed. Het gaat weg na het bericht dat nog wacht.",
    "policy.kept": "✓ Niet verstuurd.",
    "policy.late": (
        "Dit is niet verstuurd: je koos niets. Wil je het toch sturen? Stuur het dan opnieuw."
    ),
    "policy.closed": "Dit is niet verstuurd: de zaak is gesloten.",
    "policy.danger": "✓ Meteen verstuurd, zonder op je keuze te wachten.",
    "policy.full": (
        "Dit is niet verstuurd: er wacht al te veel op je keuze. Kies eerst, en stuur dit dan opnieuw."
    ),
    "policy.edit_closed": (
        "Je wijziging is niet verstuurd: de zaak is gesloten. Stel gerust een nieuwe vraag."
    ),
    # --- what is refused ---
    "policy.refused": "✗ Niet verstuurd. {why}",
    "policy.refused_edit": "✗ Je wijziging is niet doorgegeven. {why}",
    "policy.refused_danger": "✗ Alleen de tekst is verstuurd. {why}",
    "policy.why_kind": "{what} kan ik hier niet doorgeven. {instead}",
    "policy.why_size": "Dit bestand is groter dan {most}, en dat kan hier niet. Stuur een kleiner bestand.",
    "policy.why_file": (
        "Een bestand geef ik niet door: er kunnen namen en plaatsen in staan. "
        "Stuur een foto als foto, of schrijf op wat erin staat."
    ),
    "policy.instead_shows": "Schrijf in woorden wat er te zien of te lezen is.",
    "policy.instead_sounds": "Typ wat je wilt zeggen.",
    "policy.instead_place": "Schrijf in woorden waar het om gaat.",
    "policy.instead_other": "Typ wat je bedoelt.",
    "sort.photo": "Een foto",
    "sort.video": "Een video",
    "sort.animation": "Een bewegend plaatje",
    "sort.audio": "Een geluidsbestand",
    "sort.voice": "Een spraakbericht",
    "sort.video_note": "Een videobericht",
    "sort.document": "Een bestand",
    "sort.sticker": "Een sticker",
    "sort.location": "Een locatie",
    "sort.contact": "Een contactkaart",
    "sort.poll": "Een peiling",
    "sort.dice": "Een dobbelsteen",
    "sort.story": "Een verhaal",
    "sort.checklist": "Een takenlijst",
    "sort.paid": "Betaalde inhoud",
    "sort.other": "Dit soort bericht",
    # --- topic ---
    "topic.policy": "Niet verstuurd. {why}",
    "topic.policy_edit": "Je wijziging is niet doorgegeven. {why} De vrager ziet nog wat er eerst stond.",
    "topic.policy_kind": "{what} mag volgens de instellingen niet naar de vrager. {instead}",
}

EN = {
    # --- the question ---
    "policy.ask_scene": (
        "⏳ <b>Not sent yet.</b>\n\n"
        "Can a child be recognised, or is there any nudity or violence to be seen? Then don't send it."
    ),
    "policy.ask_file": (
        "⏳ <b>Not sent yet.</b>\n\n"
        "A file can hold names and places, such as that of who made it. Better send a photo as a photo."
    ),
    "policy.ask_both": (
        "⏳ <b>Not sent yet.</b>\n\n"
        "Can a child be recognised, or is there any nudity or violence to be seen? Then don't send it.\n\n"
        "A file can also hold names and places, such as that of who made it. Better send a photo as a photo."
    ),
    "policy.or_not": (
        "If you choose nothing within {time}, it is not sent. Is there danger right now? Call <b>112</b>."
    ),
    "button.policy_send": "Send",
    "button.policy_stop": "Don't send",
    # --- what became of it ---
    "policy.sent": "✓ Sent. I won't ask about this any more in this case.",
    "policy.sent_waits": "✓ All right. It goes after the message that still waits.",
    "policy.kept": "✓ Not sent.",
    "policy.late": "This was not sent: you chose nothing. Do you want to send it after all? Then send it again.",
    "policy.closed": "This was not sent: the case is closed.",
    "policy.danger": "✓ Sent at once, without waiting for your choice.",
    "policy.full": (
        "This was not sent: too much is waiting for your choice. Choose first, and then send this again."
    ),
    "policy.edit_closed": "Your change was not sent: the case is closed. You can always ask a new question.",
    # --- what is refused ---
    "policy.refused": "✗ Not sent. {why}",
    "policy.refused_edit": "✗ Your change was not passed on. {why}",
    "policy.refused_danger": "✗ Only the text was sent. {why}",
    "policy.why_kind": "{what} can't be passed on here. {instead}",
    "policy.why_size": "This file is larger than {most}, and that can't be passed on here. Send a smaller file.",
    "policy.why_file": (
        "A file is not passed on: it can hold names and places. "
        "Send a photo as a photo, or write down what is in it."
    ),
    "policy.instead_shows": "Write in words what there is to see or to read.",
    "policy.instead_sounds": "Type what you want to say.",
    "policy.instead_place": "Write in words what it is about.",
    "policy.instead_other": "Type what you mean.",
    "sort.photo": "A photo",
    "sort.video": "A video",
    "sort.animation": "A moving picture",
    "sort.audio": "A sound file",
    "sort.voice": "A voice message",
    "sort.video_note": "A video message",
    "sort.document": "A file",
    "sort.sticker": "A sticker",
    "sort.location": "A location",
    "sort.contact": "A contact card",
    "sort.poll": "A poll",
    "sort.dice": "A dice",
    "sort.story": "A story",
    "sort.checklist": "A checklist",
    "sort.paid": "Paid content",
    "sort.other": "This kind of message",
    # --- topic ---
    "topic.policy": "Not sent. {why}",
    "topic.policy_edit": "Your change was not passed on. {why} The person still sees what was there before.",
    "topic.policy_kind": "{what} may not go to the person asking, by the settings. {instead}",
}
