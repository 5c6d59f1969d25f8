"""Terms: for how long something is kept, each with its reason, and by which setting it can be changed."""

from typing import Final

from msgspec import Struct


class Retention(Struct, frozen=True):
    """How long an installation keeps what has a configurable term."""

    message_map_days: int = 30
    """Days after closing in which the link to the person and the ids of her messages are kept."""
    case_record_months: int = 24
    """Months for which the de-identified record of a case is kept."""
    audit_months: int = 12
    """Months for which the record of who did what is kept."""
    warn_days: int = 3
    """Days before a case is erased on which both sides hear of it; 0 for not at all."""
    block_days: int = 365
    """Days for which a block outlives all else that was kept of somebody; 0 for not at all."""


class Term(Struct, frozen=True):
    """How long something is kept.

    `nl` and `en` say it in words that go on after "bewaard: " and "kept: ", with the number of the setting for `{}`.
    The module that lets go of it names the id of the term in its constant `ENFORCES`.
    """

    id: str
    nl: str
    en: str
    reason_nl: str
    reason_en: str
    setting: str = ""
    """The field of `Retention` that holds the number; empty for a fixed term."""

    def words(self, language: str, retention: Retention) -> str:
        """Return the term in words."""
        number = getattr(retention, self.setting) if self.setting else ""
        return (self.en if language == "en" else self.nl).format(number)

    def reason(self, language: str) -> str:
        """Return why it is this long and no longer."""
        return self.reason_en if language == "en" else self.reason_nl


LINK: Final = Term(
    "link",
    "tot {} dagen na het sluiten van je zaak, of na je laatste bericht als je geen zaak had",
    "until {} days after your case was closed, or after your last message if you had no case",
    "Wie na het sluiten nog iets vraagt kan verder waar het gesprek bleef; daarna is dat niet meer nodig.",
    "Who has one more question after the end can go on where the talk stopped; after that nobody needs it.",
    "message_map_days",
)
RECORD: Final = Term(
    "record",
    "{} maanden, zonder iets wat naar jou wijst",
    "{} months, with nothing that points to you",
    "Twee jaarverslagen ver terugkijken: welke zorgen er waren, hoe snel er antwoord was, hoe het hielp.",
    "To look back over two yearly reports: which worries there were, how soon they were answered, how it helped.",
    "case_record_months",
)
AUDIT: Final = Term(
    "audit",
    "{} maanden",
    "{} months",
    "Een klacht of een lek komt soms laat aan het licht; na een jaar is terugzoeken zelden nog nodig.",
    "A complaint or a leak may come to light late; after a year nobody looks back as a rule.",
    "audit_months",
)
SENT: Final = Term(
    "sent",
    "tot het verstuurd is",
    "until it is sent",
    "Wat verstuurd moet worden mag bij een storing niet verloren gaan, en is daarna nergens meer voor nodig.",
    "What has to be sent must survive a failure, and is of no use once it is sent.",
)
ANSWERED: Final = Term(
    "answered",
    "tot het beantwoord of doorgestuurd is",
    "until it is answered or passed on",
    "Korte berichten achter elkaar zijn samen één vraag.",
    "Short messages in a row are one question together.",
)
MERGED: Final = Term(
    "merged",
    "2 dagen",
    "2 days",
    "Zo lang kan wie een bericht verbetert de verbetering laten volgen.",
    "So long can a correction of a message follow it.",
)
SEEN: Final = Term(
    "seen",
    "2 tot 3 dagen",
    "2 to 3 days",
    "Telegram bewaart wat niet is afgehaald 24 uur en kan het in die tijd nog eens brengen.",
    "Telegram keeps what was not fetched for 24 hours and may bring it again in that time.",
)
HANDED: Final = Term(
    "handed",
    "tot het verwerkt is",
    "until it is handled",
    "Het gaat van het ene proces naar het andere.",
    "It goes from one process to another.",
)
LOOKED_AT: Final = Term(
    "looked-at",
    "tot een beheerder het opnieuw aanbiedt of weggooit",
    "until an operator tries it again or drops it",
    "Niets verdwijnt in stilte: een mens beslist erover.",
    "Nothing vanishes in silence: a human being decides.",
)
WRITTEN: Final = Term(
    "written",
    "tot het bestand geschreven is",
    "until the file is written",
    "Het wacht alleen op de schijf.",
    "It waits for the disk only.",
)
LIFTED: Final = Term(
    "lifted",
    "tot iemand het heeft nagekeken",
    "until somebody has looked at it",
    "Een antwoord dat niet klopt wordt tot dan niet zonder waarschuwing getoond.",
    "An answer that is wrong is not shown without a warning until then.",
)
DAYS_400: Final = Term(
    "days-400",
    "400 dagen",
    "400 days",
    "Een jaar met het jaar ervoor kunnen vergelijken.",
    "To compare a year with the one before.",
)
DAYS_60: Final = Term(
    "days-60",
    "60 dagen",
    "60 days",
    "Zo lang komt een reactie op een bericht nog aan; daarna is dat zelden nodig.",
    "So long can a reaction to a message still be passed on; after that nobody needs it as a rule.",
)
VALID: Final = Term(
    "valid",
    "tot een week nadat de uitnodiging is verlopen of ingetrokken",
    "until a week after the invitation has expired or was taken back",
    "Zo lang is te zien wat ermee gebeurd is; daarna laat hij niemand meer toe.",
    "So long one can see what became of it; after that it lets nobody in.",
)
MEMBER: Final = Term(
    "member",
    "tot de deskundige terug is in de groep, en hoogstens een jaar",
    "until the expert is back in the group, and a year at most",
    "Knoppen van wie uit de groep is mogen niets meer doen.",
    "Buttons of who has left the group must not do anything any more.",
)
BLOCKED: Final = Term(
    "blocked",
    "tot {} dagen na de blokkade",
    "until {} days after the block",
    "Anders komt wie zich misdroeg terug door alles te laten wissen. Na een jaar krijgt iedereen een nieuwe kans.",
    "Else who misused the line comes back by having all erased. After a year everybody gets a new chance.",
    "block_days",
)
MINUTES: Final = Term(
    "minutes",
    "hoogstens enkele minuten",
    "a few minutes at most",
    "Het gaat over nu.",
    "It is about now.",
)
ALWAYS: Final = Term(
    "always",
    "zolang de helpline bestaat",
    "as long as the helpline exists",
    "Er is niemand in te herkennen.",
    "Nobody can be recognised in it.",
)

TERMS: Final = (
    LINK,
    RECORD,
    AUDIT,
    SENT,
    ANSWERED,
    MERGED,
    SEEN,
    HANDED,
    LOOKED_AT,
    WRITTEN,
    LIFTED,
    DAYS_400,
    DAYS_60,
    VALID,
    MEMBER,
    BLOCKED,
    MINUTES,
    ALWAYS,
)
