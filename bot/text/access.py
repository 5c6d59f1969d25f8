"""Access: what is said of invitations, of approval, of a block, and of the group of the experts."""

from typing import Final

NL: Final[dict[str, str]] = {
    # --- her ---
    "access.notice": (
        "Om een vraag voor een deskundige te plaatsen heb je een uitnodiging van je organisatie nodig.\n\n"
        "Bij gevaar niet: dan gaat je vraag meteen door."
    ),
    "access.needed": (
        "Je antwoorden zijn bewaard. Voor een deskundige heb je nog een uitnodiging nodig: een link of QR-code van "
        "je organisatie. Vraag ernaar bij je leidinggevende en open die link; dan gaat je vraag verder.\n\n"
        "Vragen en antwoorden lezen kan altijd.\n\nKan het niet wachten?\n{numbers}"
    ),
    "access.welcome": "Welkom. Je uitnodiging is in orde.\n\nUitgenodigd via: <b>{organisation}</b>",
    "access.no_invitation": (
        "Deze uitnodiging werkt niet of niet meer. Vraag bij je organisatie een nieuwe. "
        "Vragen en antwoorden lezen kan gewoon.\n\nGevaar? Bel <b>112</b>."
    ),
    "access.no_invitation_needed": (
        "Deze uitnodiging werkt niet of niet meer. Dat geeft niet: je kunt hier ook zonder terecht."
    ),
    "access.requested": (
        "Je vraag ligt klaar, met code <b>{code}</b>. Een coördinator kijkt eerst of deze lijn iets voor jou is. "
        "Je hoort het hier. Is het ja, dan gaat je vraag meteen naar een deskundige.\n\n"
        "Intussen kun je gewoon vragen typen of lezen.\n\nKan het niet wachten?\n{numbers}"
    ),
    "access.waits": (
        "Je vraag met code <b>{code}</b> wacht nog op een coördinator. Je hoort het hier.\n\n"
        "Kan het niet wachten?\n{numbers}"
    ),
    "access.overdue": (
        "🤖 Er heeft nog geen coördinator naar je vraag gekeken. Sorry. Ze hebben een herinnering gekregen.\n\n"
        "Kan het niet wachten?\n{numbers}\n• Direct gevaar: 112"
    ),
    "access.granted": "Een coördinator heeft ja gezegd. Je kunt nu een vraag aan een deskundige stellen.",
    "access.refused": (
        "Een coördinator heeft gekeken: een deskundige van deze lijn kan je vraag niet aannemen. "
        "De vragen en antwoorden blijven voor je open.\n\nWil je iemand spreken?\n{numbers}"
    ),
    "access.barred_closed": (
        "Je vraag <b>{code}</b> is afgesloten. Je kunt hier nu geen vraag meer aan een deskundige stellen. "
        "De vragen en antwoorden blijven open.\n\nGevaar? Bel <b>112</b>."
    ),
    "access.barred": (
        "Je kunt hier nu geen vraag aan een deskundige stellen. De vragen en antwoorden blijven open.\n\n"
        "Wil je iemand spreken?\n{numbers}"
    ),
    "access.no_duty": "Hier antwoordt nu geen deskundige aan jou.",
    "access.no_answer": "Dat weet ik niet zeker, en gokken doe ik niet. Typ je vraag eens met andere woorden.",
    "access.unreadable": (
        "Dit kan ik niet lezen. Ik lees alleen Nederlands en Engels, en geen spraak of beeld. Typ het liever."
        "\n\nIs er nu direct gevaar? Bel <b>112</b>."
    ),
    "access.unbarred": "Je kunt hier weer een vraag aan een deskundige stellen.",
    "access.slowed": (
        "🤖 Je stuurt veel berichten achter elkaar. Ze komen allemaal aan, maar het gaat nu wat langzamer."
        "\n\nGevaar? Bel <b>112</b>."
    ),
    # --- the experts ---
    "button.admit": "✅ Ja, toelaten",
    "button.refuse": "✖ Nee",
    "button.bar": "⛔ Ja, blokkeer",
    "button.dont_bar": "Niet doen",
    "button.unbar": "↩ Hef de blokkade op",
    "toast.request_over": "Hierover is al besloten.",
    "toast.admitted": "Toegelaten. De vrager hoort het.",
    "toast.refused": "Niet toegelaten. De vrager hoort het.",
    "toast.barred": "Geblokkeerd.",
    "toast.not_barred": "Niet geblokkeerd.",
    "toast.unbarred": "De blokkade is opgeheven.",
    "toast.barred_now": "Deze vrager is geblokkeerd. Hef eerst de blokkade op.",
    "card.organisation": "Uitgenodigd via: <b>{organisation}</b>",
    "card.not_admitted": "<i>Nog zonder uitnodiging of toestemming: geplaatst omdat er gevaar kan zijn.</i>",
    "topic.bar_reason": "Schrijf de reden erachter, zonder namen: <code>/blokkeer reden</code>",
    "topic.bar_ask": (
        "⛔ <b>Deze vrager blokkeren?</b> De zaak wordt gesloten en er komt geen nieuwe. Vragen en antwoorden, "
        "nummers en 112 blijven voor de vrager open. De reden wordt bewaard. Je kunt het ongedaan maken."
    ),
    "topic.bar_dropped": "Er is niets geblokkeerd.",
    "topic.barred": "⛔ <b>Deze vrager is geblokkeerd.</b>",
    "topic.closed_unasked": "✅ Zaak gesloten. De vrager hoort dat.",
    "topic.barred_already": "⛔ Deze vrager is geblokkeerd. Er gaat niets naar de vrager.",
    "topic.not_barred": "Deze vrager is niet geblokkeerd.",
    "topic.unbarred": "✅ De blokkade is opgeheven. De vrager kan weer een vraag plaatsen.",
    "general.request": "🙋 <b>Nieuwe vrager {code}</b> wil een vraag plaatsen. Toelaten?\n{lines}",
    "general.request_overdue": (
        "⏰ Vrager <b>{code}</b> wacht nog op een ja of nee. De knoppen staan onder de aanvraag."
    ),
    "general.request_placed": "✅ Vrager <b>{code}</b>: de vraag is geplaatst.",
    "general.request_granted": "✅ Vrager <b>{code}</b> is toegelaten.",
    "general.request_refused": "✖ Vrager <b>{code}</b> is niet toegelaten.",
    "general.request_erased": "🗑 Deze aanvraag is gewist. Jullie hoeven niets te doen.",
    "general.line_erased": "🗑 Hier stond iets over een zaak die is gewist.",
    "general.request_invited": "✅ Vrager <b>{code}</b> kwam met een uitnodiging.",
    "general.barred_danger": (
        "🔴 Een geblokkeerde vrager (zaak <b>{code}</b>) meldt misschien gevaar en kreeg 112 te zien. "
        "Er komt geen zaak van, tenzij iemand de blokkade opheft."
    ),
    "general.barred_back": (
        "⛔ Iemand die eerder is geblokkeerd ({code}) wil weer een vraag stellen. Van toen is verder niets bewaard. "
        "De blokkade blijft, tenzij iemand die opheft."
    ),
    "general.barred_back_danger": (
        "🔴 Iemand die eerder is geblokkeerd ({code}) meldt misschien gevaar en kreeg 112 te zien. "
        "Er komt geen zaak van, tenzij iemand de blokkade opheft."
    ),
    "general.invitation_guessed": (
        "⚠ Iemand opende {count} keer achter elkaar een uitnodiging die niet klopt. Die persoon kan het nu een uur "
        "niet meer proberen. Klopt er een link van jullie niet? Kijk met: helpline invite list"
    ),
    "general.joined": (
        "➕ <b>{name}</b> is nu in deze groep en kan alles lezen wat hier staat. Hoort deze persoon hier niet? "
        "Haal die dan meteen weg."
    ),
    "general.joined_bot": (
        "➕ De bot <b>{name}</b> is nu in deze groep en kan misschien meelezen. Hoort die hier niet? Haal hem dan meteen weg."
    ),
    "general.left": "➖ <b>{name}</b> is niet meer in deze groep. Knoppen van deze persoon doen niets meer.",
    "general.somebody": "Iemand",
    "general.group_unsafe": "⚠ <b>Deze groep is niet veilig ingesteld.</b>\n{problems}",
    "general.group_public": (
        "• De groep is openbaar: iedereen kan alles lezen. Maak haar privé (groepstype, bij de instellingen)."
    ),
    "general.group_history": (
        "• Nieuwe leden zien wat hier eerder is geschreven. Zet de chatgeschiedenis op verborgen. "
        "Lukt dat niet? Vraag je beheerder naar <code>visible_history</code>."
    ),
    "general.group_auto_delete": (
        "• Berichten verdwijnen vanzelf, dus ook die van vragers. Zet automatisch verwijderen uit."
    ),
    "general.group_safe": "✅ Deze groep is weer veilig ingesteld.",
}

EN: Final[dict[str, str]] = {
    # --- her ---
    "access.notice": (
        "To place a question for an expert you need an invitation from your organisation.\n\n"
        "Not in danger: then your question goes on at once."
    ),
    "access.needed": (
        "Your answers are kept. For an expert you still need an invitation: a link or QR code from your organisation. "
        "Ask your manager for it and open that link; then your question goes on.\n\n"
        "You can always read the questions and answers.\n\nCan't it wait?\n{numbers}"
    ),
    "access.welcome": "Welcome. Your invitation is fine.\n\nInvited through: <b>{organisation}</b>",
    "access.no_invitation": (
        "This invitation does not work, or not any more. Ask your organisation for a new one. "
        "You can read the questions and answers.\n\nDanger? Call <b>112</b>."
    ),
    "access.no_invitation_needed": (
        "This invitation does not work, or not any more. Never mind: you are welcome here without one."
    ),
    "access.requested": (
        "Your question is ready, with code <b>{code}</b>. A coordinator looks first whether this line is for you. "
        "You will hear it here. If it is a yes, your question goes to an expert at once.\n\n"
        "Meanwhile you can type questions, or read.\n\nCan't it wait?\n{numbers}"
    ),
    "access.waits": (
        "Your question with code <b>{code}</b> still waits for a coordinator. You will hear it here.\n\n"
        "Can't it wait?\n{numbers}"
    ),
    "access.overdue": (
        "🤖 No coordinator has looked at your question yet. Sorry. They got a reminder.\n\n"
        "Can't it wait?\n{numbers}\n• Danger right now: 112"
    ),
    "access.granted": "A coordinator said yes. You can ask an expert now.",
    "access.refused": (
        "A coordinator has looked: an expert of this line can't take your question. "
        "The questions and answers stay open for you.\n\nDo you want to talk to somebody?\n{numbers}"
    ),
    "access.barred_closed": (
        "Your question <b>{code}</b> is closed. You can't ask an expert here any more for now. "
        "The questions and answers stay open.\n\nDanger? Call <b>112</b>."
    ),
    "access.barred": (
        "You can't ask an expert here for now. The questions and answers stay open.\n\n"
        "Do you want to talk to somebody?\n{numbers}"
    ),
    "access.no_duty": "No expert answers you here for now.",
    "access.no_answer": "I am not sure, and I do not guess. Please try other words for your question.",
    "access.unreadable": (
        "I can't read this. I read only Dutch and English, and no speech or pictures. Please type it."
        "\n\nIs there immediate danger now? Call <b>112</b>."
    ),
    "access.unbarred": "You can ask an expert here again.",
    "access.slowed": (
        "🤖 You are sending many messages in a row. All of them arrive, but it goes a bit slower now."
        "\n\nDanger? Call <b>112</b>."
    ),
    # --- the experts ---
    "button.admit": "✅ Yes, let in",
    "button.refuse": "✖ No",
    "button.bar": "⛔ Yes, block",
    "button.dont_bar": "Don't",
    "button.unbar": "↩ Lift the block",
    "toast.request_over": "This was decided already.",
    "toast.admitted": "Let in. The person is told.",
    "toast.refused": "Not let in. The person is told.",
    "toast.barred": "Blocked.",
    "toast.not_barred": "Not blocked.",
    "toast.unbarred": "The block is lifted.",
    "toast.barred_now": "This person is blocked. Lift the block first.",
    "card.organisation": "Invited through: <b>{organisation}</b>",
    "card.not_admitted": "<i>No invitation or approval yet: placed because there may be danger.</i>",
    "topic.bar_reason": "Write the reason behind it, without names: <code>/block reason</code>",
    "topic.bar_ask": (
        "⛔ <b>Block this person?</b> The case is closed and no new one comes. Questions and answers, "
        "numbers and 112 stay open to the person. The reason is kept. You can undo it."
    ),
    "topic.bar_dropped": "Nothing is blocked.",
    "topic.barred": "⛔ <b>This person is blocked.</b>",
    "topic.closed_unasked": "✅ Case closed. The person is told.",
    "topic.barred_already": "⛔ This person is blocked. Nothing goes to the person.",
    "topic.not_barred": "This person is not blocked.",
    "topic.unbarred": "✅ The block is lifted. The person can place a question again.",
    "general.request": "🙋 <b>New person {code}</b> wants to place a question. Let in?\n{lines}",
    "general.request_overdue": (
        "⏰ Person <b>{code}</b> still waits for a yes or no. The buttons are under the request."
    ),
    "general.request_placed": "✅ Person <b>{code}</b>: the question is placed.",
    "general.request_granted": "✅ Person <b>{code}</b> is let in.",
    "general.request_refused": "✖ Person <b>{code}</b> is not let in.",
    "general.request_erased": "🗑 This request was erased. You need not do anything.",
    "general.line_erased": "🗑 Here stood something about a case that was erased.",
    "general.request_invited": "✅ Person <b>{code}</b> came with an invitation.",
    "general.barred_danger": (
        "🔴 A blocked person (case <b>{code}</b>) may be telling of danger and was shown 112. "
        "No case comes of it, unless somebody lifts the block."
    ),
    "general.barred_back": (
        "⛔ Somebody who was blocked before ({code}) wants to ask again. Nothing else is kept of that time. "
        "The block stays, unless somebody lifts it."
    ),
    "general.barred_back_danger": (
        "🔴 Somebody who was blocked before ({code}) may be telling of danger, and was shown 112. "
        "No case comes of it, unless somebody lifts the block."
    ),
    "general.invitation_guessed": (
        "⚠ Somebody opened {count} invitations in a row that are none. That person can't try again for an hour. "
        "Is one of your links wrong? Look with: helpline invite list"
    ),
    "general.joined": (
        "➕ <b>{name}</b> is in this group now and can read all that stands here. If this person does not belong here, "
        "remove them at once."
    ),
    "general.joined_bot": (
        "➕ The bot <b>{name}</b> is in this group now and may read along. If it does not belong here, remove it at once."
    ),
    "general.left": "➖ <b>{name}</b> is no longer in this group. This person's buttons do nothing any more.",
    "general.somebody": "Somebody",
    "general.group_unsafe": "⚠ <b>The settings of this group are not safe.</b>\n{problems}",
    "general.group_public": (
        "• The group is public: everybody can read everything. Make it private (group type, in the settings)."
    ),
    "general.group_history": (
        "• New members see what was written here before. Set the chat history to hidden. "
        "Does that not work? Ask your operator for <code>visible_history</code>."
    ),
    "general.group_auto_delete": (
        "• Messages vanish by themselves, those of people who ask too. Switch auto-delete off."
    ),
    "general.group_safe": "✅ The settings of this group are safe again.",
}
