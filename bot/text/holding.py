"""What she reads of a message that may show who somebody is, and what the experts read meanwhile."""

from typing import Final

NL: Final[dict[str, str]] = {
    # --- what was found ---
    "found.person": "een naam",
    "found.bsn": "een burgerservicenummer",
    "found.phone": "een telefoonnummer",
    "found.email": "een mailadres",
    "found.iban": "een rekeningnummer",
    "found.plate": "een kenteken",
    "found.birthdate": "een geboortedatum",
    "found.address": "een adres",
    "found.postcode": "een postcode",
    "found.school": "de naam van een school",
    "found.account": "een account",
    "found.and": "{first} en {last}",
    "for.minutes": "{count} minuten",
    "for.minute": "een minuut",
    "for.seconds": "{count} seconden",
    # --- the question ---
    "unsent.ask": (
        "⏳ <b>Nog niet verstuurd.</b>\n\nIn je bericht staat misschien {what}: <b>{words}</b>\n"
        "Zo sturen, verbergen of aanpassen?\n\n"
        "Kies je niets? Dan verstuur ik het over {time}, met {mask} op die plek."
    ),
    "unsent.ask_edit": (
        "⏳ <b>Je wijziging is nog niet verstuurd.</b>\n\nEr staat misschien {what} in: <b>{words}</b>\n"
        "Zo sturen, verbergen of aanpassen?\n\n"
        "Kies je niets? Dan verstuur ik de wijziging over {time}, met {mask} op die plek."
    ),
    "unsent.ask_earlier": (
        "⏳ <b>Een deel van je berichten is nog niet verstuurd.</b>\n\n"
        "In je eerdere berichten staat misschien {what}: <b>{words}</b>\n"
        "Zo sturen, verbergen of aanpassen?\n\n"
        "Kies je niets? Dan verstuur ik ze over {time}, met {mask} op die plek."
    ),
    "unsent.remind": (
        "⏳ <b>Nog steeds niet verstuurd.</b>\n\nKies je niets? Dan verstuur ik het over {time}, met {mask} "
        "in plaats van: <b>{words}</b>"
    ),
    "unsent.change": (
        "✎ <b>Nog niet verstuurd.</b>\n\nStuur je bericht opnieuw; dat komt dan hiervoor in de plaats. "
        "Of houd het ingedrukt en kies Bewerken.\n\n"
        "Doe je niets? Dan verstuur ik het over {time}, met {mask} op die plek."
    ),
    "unsent.change_earlier": (
        "✎ <b>Nog niet verstuurd.</b>\n\nHoud een bericht ingedrukt en kies Bewerken.\n\n"
        "Doe je niets? Dan verstuur ik ze over {time}, met {mask} op die plek."
    ),
    "unsent.behind": (
        "⏳ Dit bericht wacht nog. Kies eerst wat er met je vorige bericht moet. Daarna verstuur ik alles in volgorde."
    ),
    "unsent.behind_sent": "✓ Dit bericht wacht niet meer: het is verstuurd.",
    "unsent.below": "⏳ Hieronder vraag ik het je nog een keer.",
    "unsent.behind_unread": (
        "⏳ Dit bericht wacht nog tot je over je vorige bericht hebt gekozen. Zelf kan ik het niet lezen. "
        "Is er nu direct gevaar? Bel <b>112</b>."
    ),
    "unsent.behind_unread_sent": (
        "✓ Dit bericht wacht niet meer: het is verstuurd. Zelf kan ik het niet lezen. "
        "Is er nu direct gevaar? Bel <b>112</b>."
    ),
    # --- what became of it ---
    "unsent.sent": "✓ Verstuurd zoals je het schreef. Dit vraag ik in deze zaak niet nog een keer.",
    "unsent.masked": "✓ Verstuurd, met {mask} op die plek. Dat doe ik in deze zaak voortaan ook zo.",
    "unsent.clean": "✓ Verstuurd zoals je het nu schreef.",
    "unsent.late": "✓ Je koos niets. Het is verstuurd, met {mask} op die plek.",
    "unsent.closed": "✓ De zaak is gesloten. Daarvoor is dit nog verstuurd, met {mask} op die plek.",
    "unsent.full": "✓ Er wachtten te veel berichten. Dit is verstuurd, met {mask} op die plek.",
    "unsent.danger": "✓ Om het gevaar meteen verstuurd, zoals je het schreef.",
    "unsent.danger_masked": "✓ Om het gevaar meteen verstuurd, met {mask} op die plek.",
    "unsent.all_at_once": (
        "In deze zaak gaat alles nu meteen door zoals je het schrijft, ook namen. Ik vraag er niet meer naar."
    ),
    "unsent.dropped": "✓ Dit bericht is niet verstuurd. Wat je daarna stuurde, komt ervoor in de plaats.",
    "unsent.will_show": "✓ Goed. Ik verstuur het zoals je het schreef, na het bericht dat nog wacht.",
    "unsent.will_mask": "✓ Goed. Ik verstuur het met {mask} op die plek, na het bericht dat nog wacht.",
    "unsent.edit_masked": "✓ Je wijziging is verstuurd, met {mask} in plaats van: <b>{words}</b>",
    "names.show": (
        "✓ Goed. Naar namen vraag ik in deze zaak niet meer: ze gaan mee zoals je ze schrijft. "
        "Iets anders, zoals een telefoonnummer, leg ik je nog wel voor."
    ),
    "names.mask": (
        "✓ Goed. Namen verberg ik in deze zaak zonder het te vragen. "
        "Iets anders, zoals een telefoonnummer, leg ik je nog wel voor."
    ),
    "names.ask": "✓ Goed. Bij elke nieuwe naam vraag ik het weer.",
    "sentence_kept_masked": (
        "Dank je, ik geef het door aan de coördinator. Wat laat zien wie iemand is, heb ik verborgen."
    ),
    "held_waits": "Dit verstuur ik na het bericht dat nog wacht.",
    "button.unsent_show": "Zo sturen",
    "button.unsent_mask": "Verbergen",
    "button.unsent_change": "Aanpassen",
    "button.names_show": "Stuur namen altijd zo",
    "button.names_mask": "Verberg namen altijd",
    "button.names_ask": "Toch weer vragen",
    "toast.unsent_gone": "Dit bericht wacht niet meer. Er is niets veranderd.",
    # --- topic ---
    "topic.unsent": (
        "⏳ De vrager heeft iets geschreven wat nog niet is verstuurd. Het komt vanzelf, meestal binnen enkele minuten."
    ),
    "topic.unsent_over": "✓ Er wacht geen bericht van de vrager meer.",
    "topic.masked_gone": (
        "(Hier stond een bericht waarin iets verborgen was. Dat kan niet opnieuw worden getoond.)"
    ),
}

EN: Final[dict[str, str]] = {
    # --- what was found ---
    "found.person": "a name",
    "found.bsn": "a citizen service number",
    "found.phone": "a phone number",
    "found.email": "an e-mail address",
    "found.iban": "a bank account number",
    "found.plate": "a licence plate",
    "found.birthdate": "a date of birth",
    "found.address": "an address",
    "found.postcode": "a postcode",
    "found.school": "the name of a school",
    "found.account": "an account",
    "found.and": "{first} and {last}",
    "for.minutes": "{count} minutes",
    "for.minute": "one minute",
    "for.seconds": "{count} seconds",
    # --- the question ---
    "unsent.ask": (
        "⏳ <b>Not sent yet.</b>\n\nYour message may hold {what}: <b>{words}</b>\n"
        "Send it as it is, hide that, or change it?\n\n"
        "If you choose nothing, it goes in {time}, with {mask} in that place."
    ),
    "unsent.ask_edit": (
        "⏳ <b>Your change is not sent yet.</b>\n\nIt may hold {what}: <b>{words}</b>\n"
        "Send it as it is, hide that, or change it?\n\n"
        "If you choose nothing, the change goes in {time}, with {mask} in that place."
    ),
    "unsent.ask_earlier": (
        "⏳ <b>Some of your messages are not sent yet.</b>\n\n"
        "Your earlier messages may hold {what}: <b>{words}</b>\n"
        "Send them as they are, hide that, or change it?\n\n"
        "If you choose nothing, they go in {time}, with {mask} in that place."
    ),
    "unsent.remind": (
        "⏳ <b>Still not sent.</b>\n\nIf you choose nothing, it goes in {time}, with {mask} "
        "instead of: <b>{words}</b>"
    ),
    "unsent.change": (
        "✎ <b>Not sent yet.</b>\n\nSend your message again, and that goes instead of this. "
        "Or hold it down and choose Edit.\n\n"
        "If you do nothing, it goes in {time}, with {mask} in that place."
    ),
    "unsent.change_earlier": (
        "✎ <b>Not sent yet.</b>\n\nHold a message down and choose Edit.\n\n"
        "If you do nothing, they go in {time}, with {mask} in that place."
    ),
    "unsent.behind": (
        "⏳ This message is waiting. First choose what to do with the one before; then all of it goes, in order."
    ),
    "unsent.behind_sent": "✓ This message is not waiting any more: it was sent.",
    "unsent.below": "⏳ Below I ask you once more.",
    "unsent.behind_unread": (
        "⏳ This message waits until you have chosen about the one before. I can't read it myself. "
        "Is there danger right now? Call <b>112</b>."
    ),
    "unsent.behind_unread_sent": (
        "✓ This message is not waiting any more: it was sent. I can't read it myself. "
        "Is there danger right now? Call <b>112</b>."
    ),
    # --- what became of it ---
    "unsent.sent": "✓ Sent as you wrote it. I won't ask this again in this case.",
    "unsent.masked": "✓ Sent, with {mask} in that place. I will do the same from now on in this case.",
    "unsent.clean": "✓ Sent as you have it now.",
    "unsent.late": "✓ You chose nothing. It was sent, with {mask} in that place.",
    "unsent.closed": "✓ The case is closed. Before that, this was sent, with {mask} in that place.",
    "unsent.full": "✓ Too many messages were waiting. This was sent, with {mask} in that place.",
    "unsent.danger": "✓ Sent at once because of the danger, as you wrote it.",
    "unsent.danger_masked": "✓ Sent at once because of the danger, with {mask} in that place.",
    "unsent.all_at_once": (
        "In this case everything now goes on at once as you write it, names too. I don't ask about them any more."
    ),
    "unsent.dropped": "✓ This message was not sent. What you sent after it goes instead.",
    "unsent.will_show": "✓ All right. It goes as you wrote it, after the message that still waits.",
    "unsent.will_mask": "✓ All right. It goes with {mask} in that place, after the message that still waits.",
    "unsent.edit_masked": "✓ Your change was sent, with {mask} instead of: <b>{words}</b>",
    "names.show": (
        "✓ All right. I won't ask about names in this case: they go as you write them. "
        "I still ask about other things, such as a phone number."
    ),
    "names.mask": (
        "✓ All right. I hide names in this case without asking. "
        "I still ask about other things, such as a phone number."
    ),
    "names.ask": "✓ All right. I will ask again about each new name.",
    "sentence_kept_masked": (
        "Thank you, I pass it on to the coordinator. I have hidden what shows who somebody is."
    ),
    "held_waits": "This goes after the message that still waits.",
    "button.unsent_show": "Send as it is",
    "button.unsent_mask": "Hide it",
    "button.unsent_change": "Change it",
    "button.names_show": "Always send names",
    "button.names_mask": "Always hide names",
    "button.names_ask": "Ask me again after all",
    "toast.unsent_gone": "This message is not waiting any more. Nothing has changed.",
    # --- topic ---
    "topic.unsent": (
        "⏳ The person wrote something that is not sent yet. It comes by itself, mostly within a few minutes."
    ),
    "topic.unsent_over": "✓ No message of this person is waiting any more.",
    "topic.masked_gone": (
        "(Here was a message in which something was hidden. It can't be shown again.)"
    ),
}
