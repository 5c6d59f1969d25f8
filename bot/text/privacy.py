"""Privacy: what people read about their agreement, about what the other side sees of them, and about their own screen."""

from typing import Final

NL: Final[dict[str, str]] = {
    # --- consent ---
    "button.decline": "Niet akkoord",
    "button.kept": "Wat wij bewaren",
    "typed.decline": "niet akkoord|niet mee eens|liever niet|nee dank je|i do not agree|decline",
    "consent.needed": (
        "Voor een deskundige heb ik je akkoord nodig. Met <b>Lees meer</b> zie je waarmee. "
        "Ga je akkoord, dan gaan je vragen van hier mee naar de deskundige."
    ),
    "consent.declined": (
        "Dat is goed. Er gaat niets naar een deskundige. De vragen en antwoorden en deze nummers blijven er voor jou:\n"
        "{numbers}\n\nVan gedachten veranderd? Typ /privacy."
    ),
    "consent.declined_open": (
        "Dat is goed; ik heb het opgeschreven. Je zaak loopt nog. Wil je dat die stopt, typ dan /klaar. "
        "Wil je alles laten wissen, typ dan /vergeetmij."
    ),
    "consent.thanks": "Dank je, dat is genoteerd.",
    "consent.changed": (
        "Nieuw is: je kunt ook niet akkoord gaan, je kunt lezen wat we bewaren en hoe lang, en je kunt dat laten wissen."
    ),
    "consent.renew": (
        "Onze tekst is veranderd sinds je akkoord ging. {changed} Ga je weer akkoord? Vragen stellen kan hoe dan ook."
    ),
    "consent.renew_open": (
        "🤖 Onze tekst is veranderd sinds je akkoord ging. {changed} Ga je weer akkoord? Je zaak loopt gewoon door."
    ),
    "consent.renew_first": (
        "Onze tekst is veranderd sinds je akkoord ging. {changed} Voor een deskundige heb ik opnieuw je akkoord nodig."
    ),
    "general.request_declined": "✖ Vrager <b>{code}</b> wil toch geen deskundige.",
    "privacy.agreed": "Je ging akkoord op {at}. Bedenk je je? Dat kan altijd.",
    "privacy.not_agreed": "Je bent nu niet akkoord. Je vragen gaan niet naar een deskundige.",
    "privacy.older": "Je ging akkoord op {at}, met een oudere tekst.",
    "privacy.kept": (
        "<b>Wat wij bewaren</b>\n"
        "• <b>Om je te kunnen antwoorden:</b> het nummer van deze chat, een code en je antwoorden vooraf. "
        "Tot {days} dagen na je zaak.\n"
        "• <b>Wat je typt:</b> tot het beantwoord of doorgestuurd is. Bij grote drukte twee dagen langer.\n"
        "• <b>Daarna:</b> alleen wat niet naar jou wijst, zoals je cijfer. Dat blijft {months} maanden.\n\n"
        "Je naam, gebruikersnaam, foto en telefoonnummer bewaren we niet.\n\n"
        "Wil je zien wat we van je hebben? Typ /mijngegevens. Alles laten wissen? Typ /vergeetmij."
    ),
    "privacy.term": "<b>{term}</b>",
    "privacy.line": "• {what}",
    "button.kept_all": "De hele lijst ›",
    "button.page_on": "Verder ›",
    # --- who am I ---
    "whoami.card": (
        "Dit zien de deskundigen van jou, op de kaart in hun groep:\n\n"
        "<blockquote>{title}\n\n{card}</blockquote>\n\n"
        "Verder zien ze wat je stuurt, en wanneer. Ze zien niet je naam, gebruikersnaam, foto of nummer. "
        "Wat er ín een bericht of bestand staat, zien ze wel."
    ),
    "whoami.nothing": (
        "Op dit moment zien de deskundigen niets van jou. Plaats je een vraag, dan zien ze een code, je antwoorden op "
        "de vragen vooraf en wat je stuurt. Niet je naam, gebruikersnaam, foto of nummer."
    ),
    "whoami.request": (
        "De deskundigen zien nu een aanvraag met code <b>{code}</b> en je antwoorden op de vragen vooraf. "
        "Niet je naam, gebruikersnaam, foto of nummer."
    ),
    "whoami.known": "Over jou staat er dan ook: uitgenodigd door {organisation}.",
    "topic.whoami": (
        "In deze zaak ben je voor de vrager <b>{role}</b>. Je naam, foto en gebruikersnaam ziet de vrager niet. "
        "Zet dus ook je naam niet onder een antwoord."
    ),
    "topic.whoami_yet": (
        "In deze zaak ziet de vrager je nog niet. Antwoord je of pak je de zaak op, dan heet je daar <b>{role}</b>. "
        "Je naam, foto en gebruikersnaam ziet de vrager niet."
    ),
    "general.whoami": (
        "Voor een vrager heet je in elke zaak <b>{role}</b> met een letter erachter. Je naam, foto en gebruikersnaam "
        "ziet een vrager niet. Typ dit in een zaak, dan zie je welke letter je daar hebt."
    ),
    # --- the lock screen ---
    "previews": (
        "Liever geen berichten op een vergrendeld scherm? Zet in Telegram bij Instellingen, Meldingen het voorbeeld uit."
    ),
    # --- what shows who somebody is ---
    "own_card": (
        "Je eigen contactkaart stuur ik nooit door: daar staan je naam en nummer op. "
        "Wil je gebeld worden, bespreek dat dan met de deskundige."
    ),
    "topic.own_card": (
        "Niet verstuurd: dit is je eigen contactkaart, met je naam en nummer. De vrager kent je als {role}."
    ),
    "hidden_person": (
        "In dit bericht staat een link naar iemands account, op een plek waar ik hem niet weg kan halen. "
        "Het is daarom niet doorgestuurd. Typ het liever als gewone tekst."
    ),
    "topic.hidden_person": (
        "Niet verstuurd: hierin staat een link naar iemands account, op een plek waar ik hem niet weg kan halen. "
        "Typ het als gewone tekst."
    ),
    # --- how the bot presents itself ---
    "profile.description": (
        "Advieslijn voor professionals. Je praat met een bot; als het nodig is, antwoordt een deskundige. "
        "Druk op Start om te beginnen."
    ),
    "profile.short": "Advieslijn voor professionals.",
}

EN: Final[dict[str, str]] = {
    # --- consent ---
    "button.decline": "I do not agree",
    "button.kept": "What we keep",
    "typed.decline": "i do not agree|i don't agree|decline|rather not|no thanks|niet akkoord",
    "consent.needed": (
        "For an expert I need your agreement. <b>Read more</b> shows to what. "
        "If you agree, your questions from here go to the expert too."
    ),
    "consent.declined": (
        "That is fine. Nothing goes to an expert. The questions and answers and these numbers stay there for you:\n"
        "{numbers}\n\nChanged your mind? Type /privacy."
    ),
    "consent.declined_open": (
        "That is fine; I have noted it. Your case still runs. To stop it, type /done. "
        "To have everything erased, type /forget."
    ),
    "consent.thanks": "Thank you, that is noted.",
    "consent.changed": (
        "New is: you can also not agree, you can read what we keep and how long, and you can have that erased."
    ),
    "consent.renew": (
        "Our text has changed since you agreed. {changed} Do you agree again? You can ask questions in any case."
    ),
    "consent.renew_open": (
        "🤖 Our text has changed since you agreed. {changed} Do you agree again? Your case simply goes on."
    ),
    "consent.renew_first": (
        "Our text has changed since you agreed. {changed} For an expert I need your agreement again."
    ),
    "general.request_declined": "✖ Person <b>{code}</b> wants no expert after all.",
    "privacy.agreed": "You agreed on {at}. Changed your mind? You always can.",
    "privacy.not_agreed": "You do not agree at the moment. Your questions go to no expert.",
    "privacy.older": "You agreed on {at}, to an older text.",
    "privacy.kept": (
        "<b>What we keep</b>\n"
        "• <b>To be able to answer you:</b> the number of this chat, a code and your answers to the first questions. "
        "Until {days} days after your case.\n"
        "• <b>What you type:</b> until it is answered or passed on. When it is very busy, two days longer.\n"
        "• <b>After that:</b> only what does not point to you, such as your rating. That stays {months} months.\n\n"
        "Your name, username, photo and phone number we do not keep.\n\n"
        "To see what we have about you, type /mydata. To have everything erased, type /forget."
    ),
    "privacy.term": "<b>{term}</b>",
    "privacy.line": "• {what}",
    "button.kept_all": "The whole list ›",
    "button.page_on": "Next ›",
    # --- who am I ---
    "whoami.card": (
        "This is what the experts see of you, on the card in their group:\n\n"
        "<blockquote>{title}\n\n{card}</blockquote>\n\n"
        "They also see what you send, and when. They do not see your name, username, photo or number. "
        "What stands inside a message or file, they do see."
    ),
    "whoami.nothing": (
        "At the moment the experts see nothing of you. Once you place a question, they see a code, your answers to the "
        "first questions and what you send. Not your name, username, photo or number."
    ),
    "whoami.request": (
        "The experts now see a request with code <b>{code}</b> and your answers to the first questions. "
        "Not your name, username, photo or number."
    ),
    "whoami.known": "It will also say about you: invited by {organisation}.",
    "topic.whoami": (
        "In this case you are <b>{role}</b> to the person asking. Your name, photo and username are not shown there. "
        "So do not put your name under an answer either."
    ),
    "topic.whoami_yet": (
        "In this case the person asking does not see you yet. Once you answer or take the case, you are <b>{role}</b> "
        "there. Your name, photo and username are not shown."
    ),
    "general.whoami": (
        "To the person asking you are <b>{role}</b> with a letter, in every case. Your name, photo and username are not "
        "shown. Type this in a case to see which letter you have there."
    ),
    # --- the lock screen ---
    "previews": (
        "Rather no messages on a locked screen? In Telegram, switch the preview off under Settings, Notifications."
    ),
    # --- what shows who somebody is ---
    "own_card": (
        "I never pass on your own contact card: your name and number are on it. "
        "If you want to be called, discuss that with the expert."
    ),
    "topic.own_card": (
        "Not sent: this is your own contact card, with your name and number. The person asking knows you as {role}."
    ),
    "hidden_person": (
        "This message holds a link to somebody's account, in a place where I can't take it out. "
        "So it was not passed on. Please type it as plain text."
    ),
    "topic.hidden_person": (
        "Not sent: this holds a link to somebody's account, in a place where I can't take it out. "
        "Type it as plain text."
    ),
    # --- how the bot presents itself ---
    "profile.description": (
        "Advice line for professionals. You talk with a bot; where needed, an expert answers. "
        "Press Start to begin."
    ),
    "profile.short": "Advice line for professionals.",
}
