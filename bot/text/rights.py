"""Rights: what people read of what is kept about them, and of erasing it."""

NL = {
    "mydata.just_now": "Dat heb ik je net gestuurd. Kijk hierboven.",
    "mydata.start": (
        "<b>Wat hier over je staat</b>\n"
        "Dit is alles. Berichten die al verwerkt zijn staan er niet bij: die staan alleen in Telegram.\n\n"
        "· Het nummer van deze chat: {chat}. Daarmee komt een antwoord bij jou."
    ),
    "mydata.consent": "· Je ging akkoord op {when}, met versie {version} van de tekst.",
    "mydata.case": (
        "<b>Zaak {code}</b>\n· Begonnen: {opened}\n· Gesloten: {closed}\n· Deskundigen: {experts}\n{answers}"
    ),
    "mydata.no_case": "· Je hebt geen zaak.",
    "mydata.request": "· Je aanvraag met code {code} wacht op een coördinator.",
    "mydata.typed": "· Tekst van jou die nog nodig is:\n{texts}",
    "mydata.messages": "· Van {count} berichten in deze chat bewaren we het nummer. Niet wat erin staat.",
    "mydata.rating": "· Je cijfer van {when}: {value}",
    "mydata.sentence": "· Je zin voor de coördinator van {when}: «{value}»",
    "mydata.danger": "· Op {when} zag je een scherm over veiligheid.",
    "mydata.barred": "· Sinds {when} kun je geen vraag aan een deskundige stellen.",
    "mydata.invited": "· Wie je uitnodigde: {who}",
    "mydata.deeds": (
        "· In het logboek staan {count} regels over je zaken: wat er gebeurde en wanneer, zonder wat er is gezegd."
    ),
    "mydata.set_aside": "· Bij {count} berichten van jou ging iets mis. Die staan apart tot een beheerder kijkt.",
    "mydata.as_expert": (
        "<b>Als deskundige</b>\n· Zaken waarin je meedeed: {cases}\n· Antwoorden die je liet nakijken: {flags}"
    ),
    "mydata.how_long": "Dit wissen we {days} dagen nadat je zaak is gesloten, of na je laatste bericht.",
    "mydata.end": "Wil je dat we alles nu wissen? Typ /vergeetmij",
    "mydata.file": "Hetzelfde als bestand, met alle nummers. Bewaar je het niet? Wis het dan ook in deze chat.",
    "forget": (
        "<b>Alles wissen?</b>\n"
        "We wissen alles wat we van je bewaren, en het gesprek bij de deskundigen. Dat kan niet worden teruggedraaid. "
        "Alleen aantallen blijven, zoals hoeveel vragen er waren.\n\n"
        "In deze chat kan ik alleen wissen wat niet ouder is dan twee dagen. Verwijder de chat daarna zelf ook.\n\n"
        "Weet je het zeker? Typ dan dit woord: <b>VERGEET</b>"
    ),
    "forget.open": (
        "<b>Alles wissen?</b>\n"
        "Je vraag staat nog open. Wis je alles, dan krijg je geen antwoord meer.\n\n"
        "We wissen alles wat we van je bewaren, en het gesprek bij de deskundigen. Dat kan niet worden teruggedraaid. "
        "Alleen aantallen blijven, zoals hoeveel vragen er waren.\n\n"
        "In deze chat kan ik alleen wissen wat niet ouder is dan twee dagen. Verwijder de chat daarna zelf ook.\n\n"
        "Weet je het zeker? Typ dan dit woord: <b>VERGEET</b>"
    ),
    "button.keep_all": "Niet wissen",
    "typed.keep_all": "nee|nee toch niet|toch niet|niet wissen|niet doen|laat maar|stop|no|cancel",
    "forget.kept": "Goed. Er is niets gewist.",
    "forget.blocked": (
        "Je bent geblokkeerd. Dat blijft zo tot {until}, ook als de rest is gewist. Er blijft dan alleen een kenmerk "
        "waarin niemand je herkent."
    ),
    "forgotten": (
        "Alles is gewist. Wat ouder is dan twee dagen laat Telegram mij niet weghalen: verwijder deze chat zelf.\n\n"
        "Je kunt hier altijd opnieuw beginnen met /start. Is er gevaar, bel 112."
    ),
    "forgotten_danger": (
        "Alles is gewist. <b>Nu hulp nodig? Bel 112.</b> Wij kunnen nu niet meer met je meekijken.\n\n"
        "Wat ouder is dan twee dagen laat Telegram mij niet weghalen: verwijder deze chat zelf. "
        "Met /start kun je hier altijd opnieuw beginnen."
    ),
    "erase_soon": (
        "Over {days} dagen wissen we wat we van je bewaren over {codes}. Je hoeft niets te doen. "
        "Wil je het eerst zien? Typ /mijngegevens"
    ),
    "general.erase_soon": (
        "🗑 Over {days} dagen wordt gewist: {code}, met het onderwerp erbij. Wat jullie ervan willen leren, schrijf dat "
        "voor die tijd ergens anders op, zonder iets wat naar iemand wijst."
    ),
    "general.forgotten": (
        "🗑 Iemand heeft gevraagd alles over zich te wissen. Het onderwerp is daarom weg. Jullie hoeven niets te doen."
    ),
    "general.rights_elsewhere": (
        "Dat doe ik niet in de groep. Open een chat met mij alleen en typ het daar: dan gaat het over wat jij als "
        "deskundige hebt gedaan."
    ),
}
EN = {
    "mydata.just_now": "I have just sent you that. Please look above.",
    "mydata.start": (
        "<b>What is kept about you here</b>\n"
        "This is all of it. Messages that were dealt with are not in it: they are in Telegram only.\n\n"
        "· The number of this chat: {chat}. That is how an answer finds you."
    ),
    "mydata.consent": "· You agreed on {when}, to version {version} of the text.",
    "mydata.case": (
        "<b>Case {code}</b>\n· Began: {opened}\n· Closed: {closed}\n· Experts: {experts}\n{answers}"
    ),
    "mydata.no_case": "· You have no case.",
    "mydata.request": "· Your request with code {code} waits for a coordinator.",
    "mydata.typed": "· Text of yours that is still needed:\n{texts}",
    "mydata.messages": "· Of {count} messages in this chat we keep the number. Not what they say.",
    "mydata.rating": "· Your rating of {when}: {value}",
    "mydata.sentence": "· Your sentence for the coordinator of {when}: “{value}”",
    "mydata.danger": "· On {when} you saw a screen about safety.",
    "mydata.barred": "· Since {when} you can't place a question for an expert.",
    "mydata.invited": "· Who invited you: {who}",
    "mydata.deeds": "· The record holds {count} lines about your cases: what happened and when, not what was said.",
    "mydata.set_aside": "· With {count} messages of yours something went wrong. They wait for an operator.",
    "mydata.as_expert": (
        "<b>As an expert</b>\n· Cases in which you took part: {cases}\n· Answers that you had checked: {flags}"
    ),
    "mydata.how_long": "We erase this {days} days after your case was closed, or after your last message.",
    "mydata.end": "Do you want us to erase all of it now? Type /forget",
    "mydata.file": "The same as a file, with all numbers. If you don't keep it, delete it in this chat, too.",
    "forget": (
        "<b>Erase everything?</b>\n"
        "We erase all that we keep about you, and the conversation on the experts' side. That can't be undone. "
        "Only counts stay, such as how many questions there were.\n\n"
        "In this chat I can only remove what is no older than two days. Please delete the chat yourself, too.\n\n"
        "Are you sure? Then type this word: <b>FORGET</b>"
    ),
    "forget.open": (
        "<b>Erase everything?</b>\n"
        "Your question is still open. If you erase everything, you get no answer any more.\n\n"
        "We erase all that we keep about you, and the conversation on the experts' side. That can't be undone. "
        "Only counts stay, such as how many questions there were.\n\n"
        "In this chat I can only remove what is no older than two days. Please delete the chat yourself, too.\n\n"
        "Are you sure? Then type this word: <b>FORGET</b>"
    ),
    "button.keep_all": "Don't erase",
    "typed.keep_all": "no|no don't|don't|don't erase|never mind|keep it|cancel|stop|nee",
    "forget.kept": "All right. Nothing was erased.",
    "forget.blocked": (
        "You are blocked. That stays so until {until}, also when the rest is erased. Then only a mark is left in which "
        "nobody recognises you."
    ),
    "forgotten": (
        "Everything is erased. What is older than two days Telegram does not let me remove: please delete this chat "
        "yourself.\n\nYou can always begin again here with /start. In danger, call 112."
    ),
    "forgotten_danger": (
        "Everything is erased. <b>Need help now? Call 112.</b> We can't help you with that here now.\n\n"
        "What is older than two days Telegram does not let me remove: please delete this chat yourself. "
        "With /start you can always begin again here."
    ),
    "erase_soon": (
        "In {days} days we erase what we keep about {codes}. You need not do anything. "
        "Do you want to see it first? Type /mydata"
    ),
    "general.erase_soon": (
        "🗑 In {days} days this is erased: {code}, with its topic. What you want to learn from it, write it down "
        "elsewhere before then, without anything that points to somebody."
    ),
    "general.forgotten": (
        "🗑 Somebody asked to have everything about them erased. So the topic is gone. You need not do anything."
    ),
    "general.rights_elsewhere": (
        "I don't do that in the group. Open a chat with me alone and type it there: then it is about what you did as "
        "an expert."
    ),
}
