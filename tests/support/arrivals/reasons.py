"""Reasons: what a cell of the table can say beside ✓, in words for people, with where it comes from."""

from enum import StrEnum
from typing import Final

_API: Final = "https://core.telegram.org/bots/api#"


class Mark(StrEnum):
    """What stands in a cell."""

    ARRIVES = "✓"
    TELEGRAM = "–"
    """Telegram itself does not let it."""
    MEANT = "○"
    """A rule of the helpline keeps it; its sender hears so."""
    OURS = "✗"


NOTES: Final = {
    # --- what a client can't do ---
    "client.edit": "Zo'n bericht kan niemand in Telegram wijzigen.",
    "client.album": "Zo'n bericht kan in Telegram niet in een album.",
    "client.send": "Zo'n bericht kan hier niemand sturen.",
    # --- what the Bot API can't do ---
    "api.copy": (
        f"Telegram laat een bot dit niet overbrengen ([copyMessage]({_API}copymessage)); wie het stuurt, leest dat meteen."
    ),
    "api.poll": (
        f"Van wie een quiz stuurt, weet een bot het goede antwoord niet altijd, en zonder dat is hij niet te kopiëren "
        f"([copyMessage]({_API}copymessage))."
    ),
    "api.dice": (
        f"Een kopie wordt opnieuw gegooid ([sendDice]({_API}senddice)); daarom komt de uitkomst in woorden."
    ),
    "api.checklist": (
        "Een kopie verliest wat er is afgevinkt, en alleen een zakelijk account kan een takenlijst daarna nog wijzigen "
        f"([editMessageChecklist]({_API}editmessagechecklist)); daarom staat er als tekst wat er is afgevinkt."
    ),
    "api.reply_markup": (
        f"De knoppen van een andere bot gaan in een kopie niet mee ([copyMessage]({_API}copymessage))."
    ),
    "api.gone": "Wat niet overkomt, is er ook niet om op te reageren of terug te halen.",
    # --- how it arrives where it is not the same ---
    "as.words": "Komt in woorden.",
    "as.more": "Het bijschrift gaat verder in een bericht eronder: een bot mag er 1.024 tekens onder zetten.",
    "as.unbound": (
        "Staat niet als reactie onder het bericht waar het om gaat: alleen zo blijft een bijschrift heel dat langer is dan "
        f"de 1.024 tekens van een bot ([copyMessage]({_API}copymessage))."
    ),
    "as.correction": "Komt als nieuw bericht onder het oude, als verbetering.",
    "as.asked": "Gaat weg nadat de afzender nog eens “sturen” heeft gekozen.",
    # --- rules of the helpline ---
    "rule.own_card": "De eigen contactkaart laat zien wie iemand is, en blijft daarom waar hij is; de afzender leest dat meteen.",
    "rule.card": "Een contactkaart kan naar iemands account leiden; naam en nummer komen als tekst.",
    # --- ours ---
    "ours.lost": "Komt niet over, en de afzender hoort niets.",
    "ours.refused": "Komt niet over; de afzender hoort het wel.",
    "ours.other": "Komt anders over dan het gestuurd is.",
    "ours.edit": "De wijziging komt niet over.",
    "ours.reply": "Een reactie op dit bericht wijst aan de andere kant niets aan.",
    "ours.reaction": "Een emoji onder dit bericht is aan de andere kant niet te zien.",
    "ours.album": "Komt niet als één album over.",
    "ours.delete": "Is niet terug te halen.",
}
"""What a footnote says, by its key."""
