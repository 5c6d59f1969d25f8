"""Dutch: what people read. Short, warm, about B1; no jargon; every sentence true."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    # --- start ---
    "start.screen": (
        "<b>{name}</b>: advieslijn voor professionals.\nGeen meldpunt, geen politie.\n\n"
        "Direct gevaar? Bel <b>112</b>.\n\n"
        "Je praat met een bot. Kom je er zo niet uit, dan antwoordt een deskundige. {duty}\n\n"
        "Noem geen namen of andere herkenbare gegevens: Telegram kan meelezen.{kept}"
    ),
    "start.kept_line": "\n\nJe bericht is bewaard. Je hoeft het niet opnieuw te typen.",
    "start.unread_line": "Je bericht is bewaard, maar ik kan het niet lezen. Is er nu gevaar?",
    "start.kept_unread": (
        "Je bericht is bewaard, maar ik kan het niet lezen. Ik lees alleen tekst, in het Nederlands en Engels. "
        "Kies <b>Akkoord, verder</b> voor je vraag of een deskundige. {duty}\n\n"
        "Is er nu direct gevaar? Bel <b>112</b>."
    ),
    "start.kept": (
        "Je bericht is bewaard. Kies eerst <b>Akkoord, verder</b> of <b>Niet akkoord</b>; dan krijg je antwoord.\n\n"
        "Direct gevaar? Bel <b>112</b>."
    ),
    "start.more": (
        "<b>Wat deze lijn is</b>\n"
        "Je krijgt advies, geen oordeel. Vragen stellen kan zonder namen. Wat je hier schrijft is geen "
        "melding: er gaat niets naar politie of gemeente omdat jij hier iets vraagt.\n\n"
        "<b>Telegram</b>\n"
        "Dit is een gewone chat. Je berichten staan op de computers van Telegram, zonder slot van begin tot eind. "
        "Telegram kan ze dus lezen. Een geheime chat kan niet met een bot. Typ niets wat daar niet mag staan.\n\n"
        "<b>Liever niet typen?</b>\nBel dan, bijvoorbeeld:\n{numbers}\n\n"
        "<b>Wij weten niet wie of waar je bent</b>\n"
        "Deskundigen zien een code, je antwoorden op de vragen vooraf en wat je stuurt. Niet je naam, gebruikersnaam, "
        "foto of nummer. Wij kunnen dus geen hulp sturen. Bij gevaar bel je zelf 112. "
        "Met /wiebenik lees je precies wat zij van je zien.\n\n"
        "<b>Ernstig gevaar</b>\n"
        "Leest een deskundige over ernstig gevaar, dan zegt die dat tegen jou en bespreekt met jou wie er "
        "gebeld wordt. Soms moet een deskundige zelf iets doen. Geheimhouding beloven we daarom niet.\n\n"
        "<b>Namen</b>\n"
        "Een naam, school, adres of account maakt een jongere herkenbaar. Laat die weg.\n\n"
        "<b>Niet akkoord?</b>\n"
        "Dan gaat er niets naar een deskundige. De vragen en antwoorden en de nummers blijven er voor jou. "
        "Van gedachten veranderen kan altijd: typ /privacy."
    ),
    "language.chosen": "We praten verder in het Nederlands.",
    "typed.agree": "ja|akkoord|ok|oke|oké|is goed|prima|verder|ga door|yes|agree|i agree|okay",
    # --- duty ---
    "duty.always": "Er is dag en nacht een deskundige bereikbaar.",
    "duty.now": "Er is nu een deskundige bereikbaar, tot {until}.",
    "duty.later": "Nu leest er niemand mee. Weer bereikbaar: {at}.",
    "duty.never": "Op dit moment leest er geen deskundige mee.",
    "duty.talking": "Er praat hier nu een deskundige met je.",
    "duty.call": "Kan het niet wachten?\n{numbers}",
    "promise.now": "Je krijgt antwoord van een mens, uiterlijk {at}.",
    "promise.later": (
        "Nu leest er niemand mee. Je krijgt antwoord uiterlijk {at}.\n\nKan het niet wachten?\n{numbers}"
    ),
    "promise.never": (
        "Op dit moment leest er geen deskundige mee. Je vraag blijft staan.\n\n"
        "Kan het niet wachten?\n{numbers}"
    ),
    "line": "• {line}",
    # --- questions ---
    "menu": (
        "Waar kan ik je mee helpen? Typ je vraag in je eigen woorden, zonder namen. "
        "Of kies een thema.\n\n{duty}"
    ),
    "greeting": "Hallo. Typ gerust je vraag, zonder namen, of kies een thema.",
    "nod": "Heb je een vraag, typ die dan gerust, zonder namen. Of kies een thema.",
    "safe": "Goed om te horen. Typ je vraag gerust met andere woorden, of kies een knop. {duty}",
    "themes": "Kies een thema:",
    "theme": "Welke vraag lijkt op die van jou?\n<b>{theme}</b>",
    "choices": "Bedoel je een van deze vragen? Zo niet, typ je vraag dan met andere woorden.",
    "choice": "Bedoel je deze vraag? Zo niet, typ je vraag dan met andere woorden.",
    "no_answer": (
        "Dat weet ik niet zeker, en gokken doe ik niet. Een deskundige kan met je meedenken. {duty}"
    ),
    "unreadable": (
        "Dit kan ik niet lezen. Ik lees alleen Nederlands en Engels, en geen spraak of beeld. "
        "Je bericht is wel bewaard voor een deskundige. {duty}\n\nIs er nu direct gevaar? Bel <b>112</b>."
    ),
    "unreadable_open": (
        "🤖 Dit bericht kan ik zelf niet lezen. Het is wel doorgestuurd. "
        "Is er nu direct gevaar? Bel <b>112</b>."
    ),
    "no_cards": (
        "Een contactkaart of locatie stuur ik niet door: dat laat zien wie of waar iemand is. "
        "Typ je vraag liever zonder zulke gegevens. Is er direct gevaar? Bel <b>112</b>."
    ),
    "neutral.danger": "Nu hulp nodig? Bel <b>112</b>.",
    "neutral.question": "We gaan verder waar je was:",
    "neutral.entry": "Dit vond ik voor je:",
    "neutral.sent": "Een deskundige koos dit antwoord voor je. Lees het wanneer het jou uitkomt:",
    "entry": "<b>{question}</b>\n\n{answer}",
    "inline.danger": "Is er nu gevaar?",
    "inline.theme": "<b>{theme}</b>\n\n{questions}",
    "inline.way_out": "Stel je vraag aan de helpline",
    "helped": "Fijn. Heb je nog een vraag, typ die dan gerust.",
    "not_helped": "Jammer. Typ je vraag eens met andere woorden, of kies een knop. {duty}",
    "help": (
        "Typ je vraag zonder namen, of kies een knop.\n\n"
        "/menu – terug naar het begin\n/themas – vragen en antwoorden\n/deskundige – een mens spreken\n"
        "/terughalen – een bericht van jou weghalen\n/klaar – je zaak afsluiten\n/taal – Nederlands of Engels\n/112 – bij gevaar\n"
        "/wiebenik – wat deskundigen van je zien\n/privacy – waar je akkoord mee gaat\n"
        "/mijngegevens – wat we van je bewaren\n/vergeetmij – alles laten wissen\n\n{duty}"
    ),
    # --- intake ---
    "intake.intro": (
        "Een paar korte vragen, geen namen. Alleen de eerste moet; daarna kun je meteen plaatsen. {duty}"
    ),
    "intake.question": "<b>{question}</b>\n<i>Waarom vragen we dit? {why}</i>",
    "intake.type": "Typ je antwoord. Noem geen namen, scholen, adressen of accounts.",
    "intake.or_type": "Kies, of typ je antwoord.",
    "intake.second_try": (
        "Dat begreep ik niet als antwoord; ik bewaar het wel voor de deskundige. "
        "Kies een knop, of typ het nummer van je keuze."
    ),
    "intake.what_to_change": "Wat wil je veranderen? Kies een knop met ✎, of typ wat erop staat.",
    "intake.at_check": "Dat begreep ik niet. Klopt het, typ dan ja. Iets veranderen? Kies een knop met ✎.",
    "intake.way_out": (
        "Geen probleem, je hoeft dit niet in te vullen. Je vraag kan ook zo naar een deskundige. {duty}"
    ),
    "intake.unreadable": (
        "Dit kan ik niet lezen. Het is wel bewaard voor een deskundige. "
        "Is er nu direct gevaar? Bel <b>112</b>."
    ),
    "intake.safety_first": "Je vraag kan naar een mens. {duty}\n\nEerst alleen nog dit:",
    "intake.stopped": (
        "Gestopt. Er is niets doorgestuurd. Je kunt altijd een nieuwe vraag typen of een deskundige vragen. "
        "{duty}"
    ),
    "intake.summary": "<b>Klopt dit?</b>\n{lines}",
    "intake.summary_line": "{label}: {value}",
    "intake.same": "Is dit nog zoals de vorige keer? <b>{known}</b>",
    "intake.done": "Dank je, dit is genoeg.",
    "intake.in_message": "zie je bericht",
    "typed.yes": "ja|klopt|ja klopt|j|1|yes",
    "typed.no": "nee|anders|nee anders|n|2|no",
    # --- placed, waiting ---
    "placed": (
        "Je vraag staat klaar voor een deskundige. Je code: <b>{code}</b>.\n\n{promise}\n\n"
        "Je kunt gewoon verder typen; alles gaat mee. Een vinkje in Telegram betekent dat de bot je bericht "
        "heeft, niet dat een deskundige het al las. Gevaar? Bel <b>112</b>.{previews}"
    ),
    "status": (
        "Je hebt een open vraag met code <b>{code}</b>. Wat je typt gaat naar de deskundigen. {duty}"
    ),
    "delayed": (
        "🤖 Het doorsturen duurt even langer. Je vraag en al je berichten zijn bewaard; "
        "ik blijf het proberen. Gevaar? Bel <b>112</b>."
    ),
    "stalled": (
        "🤖 Telegram laat je berichten nu niet meteen door. Ze zijn bewaard en gaan vanzelf verder, in volgorde. "
        "Je hoeft niets opnieuw te sturen. Gevaar? Bel <b>112</b>."
    ),
    "overdue": (
        "🤖 Het is later geworden dan beloofd en er is nog geen deskundige. Sorry. Je vraag blijft staan en "
        "de deskundigen krijgen een nieuwe herinnering.\n\nKan het niet wachten?\n{numbers}\n"
        "• Direct gevaar: 112"
    ),
    "overdue_taken": (
        "🤖 Het is later geworden dan beloofd. Je vraag is opgepakt, maar je hebt nog geen antwoord. Sorry. "
        "De deskundigen krijgen een nieuwe herinnering.\n\nKan het niet wachten?\n{numbers}\n"
        "• Direct gevaar: 112"
    ),
    "taken_up": "👤 <b>{role}</b> heeft je vraag opgepakt en praat hier met je.",
    "speaker": "👤 <b>{role}</b>:",
    "held": "Dit laat zien wie of waar iemand is. Wil je het toch sturen?",
    "held_sent": "Doorgestuurd.",
    "held_not_sent": "Niet gestuurd.",
    "card_as_text": "Contactkaart: {card}",
    "missed": (
        "Door een storing heb ik misschien berichten gemist van {since} tot {until}. "
        "Schreef je toen iets en kreeg je geen antwoord? Stuur het dan nog eens. Is er nu direct gevaar? Bel <b>112</b>."
    ),
    "not_handled": (
        "Er ging hier iets mis: je laatste bericht of keuze kon ik niet verwerken. Het is bewaard. "
        "Probeer het zo nog eens. Is er nu direct gevaar? Bel <b>112</b>."
    ),
    "undelivered": (
        "🤖 Dit bericht kon niet worden doorgestuurd. Stuur het opnieuw, of zeg het met andere woorden."
    ),
    "undelivered_edit": (
        "🤖 Deze wijziging kon niet worden doorgestuurd. De deskundigen zien nog de oude tekst. "
        "Stuur de nieuwe tekst als apart bericht."
    ),
    # --- end ---
    "closed": (
        "Je vraag <b>{code}</b> is afgesloten. Heeft dit je geholpen?\n1 = helemaal niet, 5 = heel goed"
    ),
    "rated": "Dank je. Dit gaat naar de coördinator, niet naar de deskundigen.",
    "sentence": "Typ een zin voor de coördinator. Noem geen namen.",
    "sentence_kept": "Dank je, ik geef het door aan de coördinator.",
    "after": (
        "Je vorige vraag is afgesloten. Gaat dit over dezelfde vraag, over iets nieuws, of wil je alleen "
        "bedanken? Kies je niets, dan gaat je vorige vraag na twee minuten weer open."
    ),
    "typed.same": "zelfde|dezelfde|dezelfde vraag|zelfde vraag|same|1",
    "typed.new": "nieuw|nieuwe|nieuwe vraag|iets nieuws|new|2",
    "typed.thanks": "dank|bedankt|dank je|dankjewel|alleen bedanken|thanks|3",
    "welcome": "Graag gedaan. Je kunt hier altijd terugkomen.",
    "reopened": "Je vraag <b>{code}</b> is weer open. {promise}",
    # --- buttons ---
    "button.danger": "🚨 Er is nu gevaar",
    "button.agree": "Akkoord, verder",
    "button.more": "Lees meer",
    "button.other_language": "English",
    "button.112": "🚨 112",
    "button.expert": "👤 Deskundige",
    "button.themes": "Thema's",
    "button.themes_waiting": "Lees intussen vragen en antwoorden",
    "button.back_themes": "‹ Thema's",
    "button.now": "👤 Akkoord: deskundige, met voorrang",
    "button.now_off_duty": "👤 Akkoord: klaarzetten, met voorrang",
    "button.safe": "Geen direct gevaar",
    "button.danger_yes": "Ja, nu gevaar",
    "button.danger_no": "Nee, geen gevaar",
    "button.helped": "👍 Dit helpt",
    "button.not_helped": "👎 Helpt niet",
    "button.place": "▶ Plaats nu",
    "button.place_now": "▶ Plaats nu, met voorrang",
    "button.questions": "Eerst de vragen",
    "button.more_questions": "Beantwoord nog een paar vragen",
    "button.back": "‹ Terug",
    "button.skip": "Sla over",
    "button.stop": "Stop",
    "button.ready": "Klaar ›",
    "button.same": "Ja, klopt",
    "button.other": "Nee, anders",
    "button.change": "✎ {what}",
    "button.send": "Stuur toch",
    "button.dont_send": "Niet sturen",
    "button.i_am_helped": "Ik ben geholpen",
    "button.sentence": "Voeg een zin toe",
    "button.same_case": "Dezelfde vraag",
    "button.new_question": "Een nieuwe vraag",
    "button.only_thanks": "Alleen bedanken",
    "button.take": "✋ Ik pak dit op",
    "button.close": "Sluit de zaak",
    "button.reopen": "Heropen de zaak",
    "button.send_note": "Stuur naar de vrager",
    "button.send_entry": "Stuur {number}: {label}",
    "button.send_again": "Stuur {number} nog eens: {label}",
    "button.flag_entry": "Antwoord: {what}",
    "button.flag_contact": "Contact: {what}",
    "button.lift": "↩ Vergissing",
    # --- what pops up ---
    "toast.stale": "Deze knop werkt niet meer. Er is niets veranderd.",
    "toast.open_already": "Je hebt al een open vraag: {code}. Typ gewoon verder.",
    "toast.rated_already": "Je hebt al een cijfer gegeven. Dank je.",
    "toast.sent_already": "Dit is al verstuurd.",
    "toast.not_yours": "Alleen wie het schreef, kan het versturen.",
    "toast.sent": "Wordt verstuurd.",
    "toast.not_sent": "Niet verstuurd.",
    "toast.taken": "Deze zaak is al opgepakt.",
    "toast.yours": "De vrager hoort dat je er bent.",
    "toast.closed": "De zaak is gesloten.",
    "toast.moved_on": "De vrager is al met een nieuwe vraag bezig. Die komt in een eigen onderwerp.",
    "toast.reopened": "De zaak is weer open.",
    "toast.older_case": "Dit is een oude zaak. Er loopt een nieuwere van dezelfde vrager.",
    "toast.case_closed": "Niet verstuurd: deze zaak is gesloten. Heropen de zaak eerst.",
    "toast.entry_gone": "Niet verstuurd: dit antwoord staat niet meer in de FAQ.",
    "toast.sent_before": "Niet verstuurd: dit antwoord is al gestuurd. Toch nog eens? Vraag met /faq een nieuwe lijst.",
    "toast.flagged": "Dit wordt nagekeken.",
    "toast.lifted": "De melding is weg.",
    "toast.flag_not_yours": "Alleen wie het meldde, kan het weghalen. Anders doet een beheerder dat.",
    # --- card ---
    "card": "<b>Zaak {code}</b> · {urgency}\nGeplaatst {at}\n{lines}\n\n{state}",
    "card.instructions": (
        "<i>Antwoorden: reageer op een bericht van de vrager of op deze kaart, of typ /a en je tekst. "
        "Al het andere blijft hier. Met // ervoor gaat het nooit weg. /sluit sluit de zaak.</i>"
    ),
    "card.line": "{label}: <b>{value}</b>",
    "card.urgency_0": "gewoon",
    "card.urgency_1": "🟠 met voorrang",
    "card.urgency_2": "🔴 gevaar",
    "card.language_nl": "Schrijft Nederlands",
    "card.language_en": "Schrijft Engels",
    "card.waiting": "⏳ Wacht op een deskundige",
    "card.taken": "💬 Opgepakt door {role}",
    "card.closed": "✅ Gesloten",
    "card.rebuilt": (
        "⚠ Het vorige onderwerp van deze zaak is verwijderd. Dit is een nieuw: kaart en de laatste berichten "
        "uit de chat (👌 = antwoord van een deskundige). <b>Jullie notities zijn weg.</b>"
    ),
    # --- topic ---
    "topic.danger_red": "🔴 <b>Gevaar</b> herkend in dit bericht: {kind}. De vrager kreeg 112 te zien.",
    "topic.danger_amber": (
        "🟠 <b>Mogelijk gevaar</b> herkend in dit bericht: {kind}. De vrager kreeg nummers om te bellen."
    ),
    "topic.danger_guess": (
        "🟠 <b>Misschien gevaar</b> in dit bericht: {kind}. Dat is een gok van de bot. "
        "De vrager kreeg er niets over te zien; kijk zelf of 112 nodig is."
    ),
    "topic.danger_button": "🔴 De vrager drukte op <b>Er is nu gevaar</b> en kreeg 112 te zien.",
    "topic.note_line": "✍ De notitie van {at} is <b>niet verstuurd</b>.",
    "topic.note_sent": "✍ Notitie alsnog verstuurd.",
    "topic.anonymous": (
        "Niet verstuurd. Je schrijft als anonieme beheerder; zet dat uit en schrijf als jezelf."
    ),
    "topic.channel": "Niet verstuurd. Je schrijft namens een kanaal; schrijf als jezelf.",
    "topic.case_closed": "Niet verstuurd: deze zaak is gesloten. Heropen de zaak en antwoord opnieuw.",
    "topic.older_case": (
        "Niet verstuurd: dit is een oude zaak. De vrager heeft een nieuwere; antwoord in dat onderwerp."
    ),
    "topic.moved_on": (
        "Niet verstuurd: deze zaak is gesloten en de vrager is al met een nieuwe vraag bezig. "
        "Die komt in een eigen onderwerp."
    ),
    "topic.empty_answer": "Niet verstuurd: na /a staat geen tekst.",
    "topic.edit_internal": "Je wijziging begint met // en is niet doorgegeven. De vrager ziet nog de oude tekst.",
    "topic.edit_command": (
        "Je wijziging is een opdracht aan de bot en is niet doorgegeven. De vrager ziet nog de oude tekst."
    ),
    "topic.command_changed": (
        "In een gewijzigd bericht voer ik deze opdracht niet uit. Stuur hem als nieuw bericht."
    ),
    "topic.no_command": (
        "Deze opdracht ken ik niet. Je bericht blijft hier; de vrager krijgt het niet. "
        "Wil je het toch sturen? Typ dan /a met je tekst erachter. Met /help zie je wat er kan."
    ),
    "topic.no_command_there": (
        "Deze opdracht kan niet onder een foto of bestand. Dit blijft hier; de vrager krijgt het niet. "
        "Stuur je het opnieuw zonder opdracht, als reactie op een bericht van de vrager, dan gaat het wel weg."
    ),
    "topic.held_sent": "Gekozen: toch versturen.",
    "topic.held_kept": "Gekozen: niet versturen.",
    "topic.held": "Nog niet verstuurd: dit laat zien wie of waar iemand is. Toch sturen?",
    "topic.closed": "✅ Zaak gesloten. De vrager krijgt een vraag hoe het was.",
    "topic.closed_by_her": "✅ De vrager is geholpen en heeft de zaak gesloten.",
    "topic.reopened": "↩ De zaak is weer open.",
    "topic.closed_by_hand": (
        "Het onderwerp is dicht, maar de zaak is nog open: een nieuw bericht van de vrager opent het weer. "
        "Klaar? Gebruik de knop."
    ),
    "topic.reopened_by_hand": "Het onderwerp is open, maar de zaak is gesloten. Verder? Gebruik de knop.",
    "topic.overdue": "⏰ Deze zaak wacht al {waiting} op een deskundige.",
    "topic.overdue_taken": "⏰ Deze zaak is opgepakt, maar de vrager wacht al {waiting} op een antwoord.",
    "topic.missed": (
        "⚠ Door een storing kunnen berichten van {since} tot {until} verloren zijn, van de vrager en van jullie. "
        "Een antwoord zonder 👌 is niet verstuurd: stuur het dan opnieuw."
    ),
    "topic.blocked": "De vrager heeft de bot geblokkeerd. Antwoorden komen niet aan.",
    "topic.unblocked": "De vrager heeft de bot weer toegelaten. Antwoorden komen weer aan.",
    "topic.undelivered_blocked": "Niet bezorgd: de vrager heeft de bot geblokkeerd.",
    "topic.undelivered_deactivated": "Niet bezorgd: het account van de vrager bestaat niet meer.",
    "topic.undelivered_too_big": "Niet bezorgd: het bericht is te groot.",
    "topic.undelivered_uncopyable": "Niet bezorgd: Telegram kan dit niet doorgeven, of het is al weg.",
    "topic.undelivered_refused": "Niet bezorgd: Telegram weigerde het bericht. Probeer het als gewone tekst.",
    "topic.correction": "✏ Verbetering van {at}:",
    "topic.edit_undelivered": "Je wijziging is niet bezorgd. De vrager ziet nog de oude versie.",
    "duration.minutes": "{count} min",
    "duration.hours": "{count} u",
    # --- experts and the FAQ ---
    "faq.found": "📖 Uit de FAQ. Dit zien alleen jullie; kies wat je wilt versturen.",
    "faq.unsure": "📖 Ik weet niet zeker of dit past. Dit zien alleen jullie; kies wat je wilt versturen.",
    "faq.danger": "🔴 In dit bericht staat een teken van gevaar. Noem eerst 112.",
    "faq.nothing": (
        "Ik vind niets. Typ /faq met een paar woorden erachter, of reageer met /faq op een bericht van de vrager."
    ),
    "faq.entry": "<b>{number}. {question}</b>{mark}\n{start}\n<code>{id}</code>",
    "faq.checked": "⚠ wordt nagekeken",
    "faq.sent_before": "✓ al verstuurd",
    "faq.sent": "📖 Uit de FAQ verstuurd door {role}. <code>{id}</code>\n\n{answer}",
    "learn.which": (
        "Reageer met /leer op een antwoord dat naar de vrager is gegaan. Dan maak ik er een concept voor de FAQ van."
    ),
    "learn.known": "Dit antwoord staat al in de FAQ.",
    "learn.no_text": "Dit antwoord heeft geen tekst. Een concept maak ik alleen van tekst.",
    "learn.ask": (
        "✍ Op welke vraag is dit het antwoord? Reageer op dit bericht met de vraag, zonder namen of andere "
        "herkenbare gegevens.\n\n{answer}"
    ),
    "learn.long": (
        "Dit antwoord is te lang om hier te bewaren. Reageer erop met /leer en typ de vraag er meteen achter."
    ),
    "learn.done": "✍ Hier is een concept van gemaakt.",
    "learn.again": (
        "Dat lukte niet. Reageer met tekst op mijn vraag, of reageer met /leer en de vraag op het antwoord zelf."
    ),
    "learn.drafted": (
        "✍ Concept gemaakt: <code>{file}</code>, in de map met concepten van de helpline. Er verandert nog niets: "
        "wie de FAQ beheert kijkt het na en zet het er zelf in. Staat er toch een naam of iets herkenbaars in? "
        "Zeg dat dan tegen de beheerder."
    ),
    "flag.choose": "Wat klopt er niet?",
    "flag.which": (
        "Wat klopt er niet? Reageer met /fout op een antwoord uit de FAQ, of typ /fout met de naam of het nummer van een "
        "contact."
    ),
    "flag.now": "Dit wordt al nagekeken:",
    "flag.one": "• {what} <code>{id}</code>",
    "flag.never": "112 blijft altijd staan.",
    "flag.set": (
        "⚠ <b>{what}</b> <code>{id}</code>: dit wordt nagekeken. Dat staat er vanaf nu overal bij, ook voor vragers. "
        "Het verdwijnt als de tekst is verbeterd of bevestigd."
    ),
    "flag.already": "<b>{what}</b> <code>{id}</code> wordt al nagekeken.",
    "flag.lifted": "↩ <b>{what}</b> <code>{id}</code> wordt niet meer nagekeken: de melding was een vergissing.",
    "flag.used": "Staat in {count} antwoorden.",
    "flag.used_once": "Staat in 1 antwoord.",
    # --- General ---
    "general.no_case": "Niet verstuurd: hier is geen zaak. Antwoord in het onderwerp van de zaak.",
    "general.overdue": "⏰ <b>{title}</b> wacht al {waiting} op een deskundige.",
    "general.overdue_taken": "⏰ <b>{title}</b> is opgepakt, maar wacht al {waiting} op een antwoord.",
    "general.dead_letters": (
        "⚠ {count} berichten van Telegram konden niet worden verwerkt en zijn apart gelegd. "
        "Is iemand stilgevallen, vraag dan of het laatste bericht opnieuw gestuurd kan worden. "
        "Wie de helpline beheert, ziet de reden met: helpline deadletter list"
    ),
    "general.damaged_effects": (
        "⚠ Wat nog verstuurd moest worden is deels beschadigd: {count} keer ging iets niet weg en is het apart gelegd. "
        "Kijk in de open zaken of er iets ontbreekt."
    ),
    "general.dead_letter": (
        "⚠ Een bericht van Telegram kon niet worden verwerkt en is apart gelegd. "
        "Is iemand stilgevallen, vraag dan of het laatste bericht opnieuw gestuurd kan worden. "
        "Wie de helpline beheert, ziet de reden met: helpline deadletter list"
    ),
    "general.queue": (
        "⏳ Er wachten {count} berichten van vragers op Telegram, het oudste al {since}. "
        "Ze komen vanzelf, in volgorde."
    ),
    "general.queue_one": (
        "⏳ Er wacht een bericht van een vrager op Telegram, al {since}. Het komt vanzelf."
    ),
    "general.queue_over": "✅ Alles van de vragers is doorgestuurd; er wacht niets meer op Telegram.",
    "general.missed": (
        "⚠ <b>Er was een lange storing.</b> Wat tussen {since} en {until} is geschreven, hier of door vragers, "
        "kan verloren zijn: Telegram bewaart het een dag. Wie een open zaak heeft krijgt dat te horen; "
        "in elke open zaak staat het ook."
    ),
    "general.in_topic": "Dat kan alleen in het onderwerp van een zaak.",
    "general.flagged": (
        "⚠ Wordt nagekeken: <b>{what}</b> <code>{id}</code>. Een deskundige meldde dat er iets niet klopt. "
        "{used}Wie de inhoud beheert: verbeter het, of bevestig het met een nieuwe datum; dan verdwijnt dit vanzelf."
    ),
    "general.checked": "✅ Nagekeken: <b>{what}</b> <code>{id}</code>. De tekst is veranderd, bevestigd of weggehaald.",
    "general.drafted": (
        "📝 Nieuw concept voor de FAQ: <code>{file}</code>. Wie de inhoud beheert vindt het in de map met concepten."
    ),
    "general.draft_stuck": (
        "⚠ Een concept voor de FAQ kon niet worden opgeslagen. Het is bewaard en wordt steeds opnieuw geprobeerd. "
        "Wie de helpline beheert, ziet de reden in het logboek."
    ),
    "general.content_broken": (
        "⚠ <b>In de nieuwe inhoud zit een fout.</b> De vorige versie blijft live; vragers merken er niets van.\n"
        "{problems}"
    ),
    "general.content_more": "… en nog {count}.",
    "general.content_mended": "✅ <b>De inhoud is weer in orde en staat live.</b>{changes}",
    "general.content_live": "✅ <b>Nieuwe inhoud staat live</b> ({commit}).{changes}",
    "general.content_contact": "contact {name}, gebruikt in {count} antwoorden",
    "general.content_contact_one": "contact {name}, gebruikt in {count} antwoord",
    "general.content_contacts": "nog {count} contacten",
    "general.content_changed": "{count} antwoorden gewijzigd ({labels})",
    "general.content_changed_one": "{count} antwoord gewijzigd ({labels})",
    "general.content_added": "{count} nieuwe antwoorden ({labels})",
    "general.content_added_one": "{count} nieuw antwoord ({labels})",
    "general.content_removed": "{count} antwoorden weggehaald",
    "general.content_removed_one": "{count} antwoord weggehaald",
    "general.content_danger": "de signalen van gevaar gewijzigd",
    "general.content_intake": "de vragenlijst gewijzigd",
    "general.content_other": "woorden, thema's of bronnen gewijzigd",
    "general.content_no_git": (
        "⚠ Nieuwe inhoud kan niet worden opgehaald: git staat niet op de computer van de helpline. "
        "De vorige versie blijft live."
    ),
    "general.content_refused": (
        "⚠ Nieuwe inhoud kan niet worden opgehaald: de helpline komt niet in de repository. "
        "Kijk of die er nog is en of de sleutel nog geldt. De vorige versie blijft live."
    ),
    "general.content_no_branch": (
        "⚠ Nieuwe inhoud kan niet worden opgehaald: de ingestelde branch is er niet. De vorige versie blijft live."
    ),
    "general.content_no_folder": (
        "⚠ Nieuwe inhoud kan niet worden opgehaald: de ingestelde map staat niet in de repository. "
        "De vorige versie blijft live."
    ),
    "general.content_too_large": (
        "⚠ Nieuwe inhoud kan niet worden opgehaald: de map is te groot om inhoud te zijn. "
        "De vorige versie blijft live."
    ),
    "general.content_not_fetched": (
        "⚠ Nieuwe inhoud kan niet worden opgehaald. De vorige versie blijft live. "
        "Wie de helpline beheert, kijkt met: helpline check"
    ),
    "general.help": (
        "Elke zaak is een onderwerp in deze groep.\n"
        "• Antwoord: reageer op een bericht van de vrager of op de kaart, of typ /a en je tekst.\n"
        "• Al het andere is een notitie en blijft hier. Met // ervoor gaat het nooit weg.\n"
        "• 👌 bezorgd · ✍ notitie · 👀 wacht op Telegram · 😢 niet bezorgd\n"
        "• Staan er tijden boven stukjes tekst, dan zijn dat meerdere berichten in één. Wil je op een stukje antwoorden, "
        "citeer het dan.\n"
        "• /del als reactie op je antwoord haalt het terug, /pin zet een bericht vast bij de vrager. Een emoji onder een "
        "bericht van de vrager ziet de vrager ook.\n"
        "• /sluit sluit de zaak. /blokkeer met een reden sluit hem, en laat geen nieuwe meer toe.\n"
        "• /faq zoekt antwoorden uit de FAQ; jij kiest of er een weggaat. /leer maakt van een antwoord een concept "
        "voor de FAQ. /fout meldt dat een antwoord of nummer niet klopt; dat kan ook hier."
    ),
}
