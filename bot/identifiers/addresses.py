"""Addresses: a street with a number, and postcodes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.identifiers.find import Find, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENDS: Final = (
    r"(?:straat|str\.|laan|lane|weg|plein|gracht|kade|singel|dijk|hof|hove|park|pad|steeg|dreef|plantsoen|burgwal|wal|schans|vest|vliet|sluis|veen|dal|duin|einde|hoogte|"
    r"markt|baan|berg|haven|oord|veld|ring|erf|weide|waard|wijk|kamp|brink|poort|zoom|boulevard|allee|akker|donk|es|gaarde|"
    r"horst|kant|land|meent|rede|rijk|stede|tuin|werf|vaart|zijde|brug|bos|heuvel|hoek|stein|borg|burg|beek|stroom)"
)
_SURE_ENDS: Final = r"(?:straat|straatje|str\.|laan|laantje|weg|plein|gracht|kade|singel|dijk|hof|steeg|dreef|plantsoen|burgwal|wal|pad|park|boulevard)"
"""What streets end with that are written in small letters too."""
_CAP: Final = r"(?:[A-ZÀ-Þ][\w'’]*(?:-[A-ZÀ-Þa-z][\w'’]*)*\.?|[A-Z]\.(?:[A-Z]\.)*)"
_LINK: Final = r"(?:van|de|den|der|het|ten|ter|'t|v\.d\.|op|aan|in|la|du|el)"
_GAP: Final = r" (?:nr\.? ?|nummer |huisnummer |no\.? ?)?"
_NUMBER: Final = (
    r"(?P<number>\d{1,4}(?: ?[-/] ?\d{1,3}\b(?![-/.:]\d)| ?(?:hs|bis|huis|boven|beneden|[IVX]{1,4}|rd|zw|[A-Ea-h])\b)?"
    r"(?:[-/][\w]{1,4}\b)?(?:,? (?:unit|kamer|appartement|app\.?|apt\.?) ?\d{1,4}[a-z]?\b)?)(?![\d%€]|[.,:]\d|[a-z]{2})"
)
_STREET: Final = re.compile(
    rf"(?<![\w.-])(?P<street>(?:\d(?:e|de|ste) )?(?:{_CAP} (?:{_LINK} ){{0,2}}){{0,3}}"
    rf"[A-ZÀ-Þ][\w'’-]*?{_ENDS}){_GAP}{_NUMBER}"
)
"""Capitals: "Burgemeester Knappertlaan 77", "Van Speijkstraat 61 hs"."""
_SMALL: Final = re.compile(
    rf"(?<![\w.-])(?P<street>(?:(?:[a-z]\.){{1,3}} ?|(?:van(?: de[rn]?)?|prins|prinses|burgemeester|burg\.|sint|st\.|oude|nieuwe|lange|korte|"
    rf"eerste|tweede|derde|1e|2e|3e|grote|kleine|van der) ){{0,3}}[a-z][\w'’-]{{2,}}?{_SURE_ENDS}){_GAP}{_NUMBER}",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    rf"(?<![\w.-])(?P<street>(?:{_CAP} )?(?:Laan|Plein|Park|Hof|Weg|Straat|Dreef|Kade|Singel|Hoek|Zijde|Plantsoen) "
    rf"(?:{_LINK} ){{1,3}}{_CAP}(?: (?:{_LINK} ){{0,2}}{_CAP}){{0,3}}){_GAP}{_NUMBER}"
)
"""A street that ends with a name: "Laan van Nieuw Oost-Indië 15"."""
_PLACED: Final = re.compile(
    rf"(?<![\w.-])(?P<street>(?:Achter|Aan|Op|Onder|Tussen|Bij|Buiten|In|Over|Voor|Het|De|'t) (?:(?:de|den|der|het|'t) )?"
    rf"{_CAP}(?: {_CAP}){{0,2}}){_GAP}{_NUMBER}"
)
"""A street that begins with a place: "Achter de Hoven 12"."""
_ANY: Final = re.compile(
    rf"(?<![\w.-])(?P<street>{_CAP}(?: (?:{_LINK} ){{0,2}}{_CAP}){{0,3}}){_GAP}{_NUMBER}"
)
_YEARED: Final = re.compile(
    rf"(?<![\w.-])(?P<street>Plein (?:19\d\d|'?\d\d-'?\d\d|'\d\d)){_GAP}{_NUMBER}"
)
"""A square that is called after a year: "Plein 1944 12"."""
_ABROAD: Final = re.compile(
    rf"(?<![\w.-])(?P<street>(?:Rue|Avenue|Boulevard|Chaussée|Quai|Calle) (?:(?:de la|de|du|des|del) |de l['’]|d['’])?{_CAP}(?: {_CAP}){{0,2}}"
    rf"|(?:{_CAP} ){{0,2}}[A-ZÀ-Þ][\w'’-]*(?:straße|strasse|platz|gasse)|{_CAP}(?: {_CAP}){{0,2}} (?:Straße|Strasse|Street|Road|Avenue)),?{_GAP}{_NUMBER}"
)
"""Streets of the countries around: "Rue de la Gare 12", "Bonner Straße 4"."""
_LIVES: Final = re.compile(
    r"(?:\b(?:langs|logeert|woont|wonen|woon|woonde|woonachtig|verblijft|verblijven|adres|woonadres|lives?|living|stays?|address|verhuisd|verhuist|moved)\b"
    r"(?: (?:nu|is|weer|tijdelijk|now|was))?[:,]?"
    r"(?: (?:op|aan|in|naar|at|on|to))?(?: (?:de|het|it|the))? ?)$",
    re.IGNORECASE,
)
_AT_HOME: Final = re.compile(
    rf"\b(?:woont|wonen|woon|woonde|verblijft|logeert|verhuisd|adres|woonadres)\b(?: (?:nu|is|weer|tijdelijk))?[:,]?"
    rf"(?: (?:op|aan|in|naar))?(?: (?:de|het|it))? (?P<street>(?:[a-zà-þ][\w'’-]+ ){{0,2}}[a-zà-þ][\w'’-]{{3,}}){_GAP}{_NUMBER}"
)
"""Small letters, where somebody lives: "woont op de lange nering 88"."""
_NO_HOME: Final = re.compile(
    r"\b(?:nummer|nr|huisnummer|kamer|groep|klas|leefgroep|verdieping|etage|unit|afdeling|locatie|flat|gezin|met|bij|sinds|al|maar|ongeveer|circa|"
    r"samen|tot|vanaf|om|voor|na|postcode|en|of|pas|nog|ruim|bijna|hier|daar|er|over|door|zijn|haar|straten)$|^(?:met|bij|sinds|al|samen|ongeveer|hier|daar|er|nog|maar|pas)\b"
)
_HOMES: Final = ("woon", "woont", "verbl", "logeert", "verhuisd", "adres")
_HOUSE_BEFORE: Final = re.compile(r"[^\W\d_]\.? \d{1,4} ?[a-z]?, ?$")
"""Behind a house number and a comma four digits with two letters are a postcode."""
_LEAST: Final = 3
"""Letters of the shortest street that is only known by what stands around it."""
_ENGLISH: Final = re.compile(
    rf"(?<![\w.-])\d{{1,4}}[a-z]? {_CAP}(?: {_CAP}){{0,2}} (?:Street|Road|Lane|Avenue|Drive|Close)\b"
)
_ENGLISH_ENDS: Final = ("Street", "Road", "Lane", "Avenue", "Drive", "Close")
_NO_STREET: Final = re.compile(
    r"(?:^|[\s-])(?:onderweg|halverwege|snelweg|spoorweg|luchtweg|uitweg|omweg|voetpad|fietspad|schoolplein|speelplein|schoolpark|"
    r"pretpark|vakantiepark|speelveld|voetbalveld|sportveld|sportpark|skatepark|marktplein|bedrijf\w*|gerechtshof|gedrag|"
    r"wachtwoord|antwoord|woord|vandaag|maandag|openbaring|trapveld|school|klas|wijk|land|nederland|duitsland|engeland|"
    r"buitenland|weekend|moord|zelfmoord|akkoord|record|noord|jongeren|docenten|berg|heel|ring|buurt|feest|les|es|"
    r"\w*(?:zelf|leer|op|huis|thuis|be|ge|ont)hof|geloof|bed?hoef|psychiatrisch|via|halve|telkens|"
    r"geweldsspiraal|vriend\w*|sneeuwbal|interval|geval|voorval|aanval|overval|toeval|afval|karnaval|carnaval|festival|"
    r"rivaal|kwartaal|schuttingtaal|anderhalf|\w*bijbaan|baan|speelwal|uitkant|telefoonpad|"
    r"\w+es|\w*[^\Wr]ering|(?:er|be)?varing|\w*klaring|\w*(?:k|d|st|sp|b)ring|during|"
    r"(?:over|door|op|in|toe|neer|af|uit|aan|ver)?slaan|(?:be|ge|z|onge)waard|(?:buiten|over|onder|binnen|boven|achter|voor)kant|"
    r"paspoort|spoort|scheldwoord|voorwoord|gehoord|gestoord|vermoord|verberg|belangrijk|frankrijk|oostenrijk|verenigd koninkrijk|"
    r"(?:zee|fries|hol|gelder|flevo|thai|ier|ijs|schot|fin|gries|rus|nieuw-zee|zwitser|is)land|limburg)$",
    re.IGNORECASE,
)
"""Words that end like a street and are none; above all what ends with "es" or "-ering", as every second word does."""
_HOUSED: Final = re.compile(r"[^\W\d_]\.? (?=\d{1,4}(?!\d))")
_BEFORE: Final = 70
_BEHIND: Final = 32
"""Signs around the end of a street in which its whole name and number stand."""
_COUNTED: Final = re.compile(
    r" ?(?:jongens?|meisjes?|meiden|leerlingen|kinderen|mensen|mannen|vrouwen|jongeren|personen|man|keer|x|dagen|weken|maanden|"
    r"jaar|jr|uur|minuten|min|euro|km|meter|ouders|collega'?s|boys|girls|kids|students|people|men|times|years|days|weeks|"
    r"auto'?s|scooters?|stuks|gasten|docenten|van de|op de|of the)\b",
    re.IGNORECASE,
)
_POSTCODE: Final = re.compile(
    r"(?<![\w.,:/@#€$+-])[1-9]\d{3}(?P<gap>[ \u00a0]?)(?!SA|SD|SS)(?P<letters>[A-Z]{2})(?![\w@]|[-'’]\w)",
    re.IGNORECASE,
)
_SAID: Final = re.compile(
    r"\b(?:postcode\w*|postal code|zip|pc|adres\w*|address|woon\w*|lives?)\b[^.!?\n]{0,25}$",
    re.IGNORECASE,
)
_UNITS: Final = re.compile(
    r"km|kg|mb|gb|kb|tb|cm|mm|ml|gr|mg|hz|wh|va|kw|mw|bc|ad|vc|nc|am|pm|eu|nl|st|nd|rd|th|jr|hp|px|ti|dm|mv|kv|ma|ah|ok|pk"
)
"""Two letters behind a number that count something."""
_WORDS: Final = re.compile(
    r"en|of|in|op|is|de|om|te|er|ik|je|we|ze|ja|nu|al|zo|na|bij|als|was|uit|ex|an|to|at|on|by|if|so|or|no|he|it|us|my|me|do|go|up|as|be|am|we"
)
_ENDED: Final = re.compile(r" ?\(")
"""What stands behind a postcode of small letters: the place, in brackets."""
_LIKE_WORDS: Final = re.compile(rf"{_WORDS.pattern}|ff|mn|zn|nr|ns|da|dr|la|he|me|oh|xd|vs|uk|ww")
_HOUSE: Final = re.compile(r" ?(?:huisnummer|huisnr|nr|no)\b", re.IGNORECASE)


def addresses(text: str) -> Iterator[Find]:
    """Streets with a house number."""
    places = _around_numbers(text)
    for pattern in (_NAMED, _STREET, _SMALL, _YEARED, _ABROAD):
        for start, end in places:
            for match in pattern.finditer(text, start, end):
                street = match["street"]
                if not _NO_STREET.search(street) and not _COUNTED.match(text, match.end()):
                    yield Find(Kind.ADDRESS, *match.span())
    for pattern in (_PLACED, _ANY):
        for start, end in places:
            for match in pattern.finditer(text, start, end):
                if _lived_at(text, match):
                    yield Find(Kind.ADDRESS, *match.span())
    for match in _AT_HOME.finditer(text) if any(home in text for home in _HOMES) else ():
        if not _NO_HOME.search(match["street"]) and not _COUNTED.match(text, match.end()):
            yield Find(Kind.ADDRESS, match.start("street"), match.end())
    for match in _ENGLISH.finditer(text) if any(end in text for end in _ENGLISH_ENDS) else ():
        yield Find(Kind.ADDRESS, *match.span())


def _around_numbers(text: str) -> list[tuple[int, int]]:
    """Where a word is followed by a number: from well before it to behind it, none over another."""
    places: list[tuple[int, int]] = []
    for match in _HOUSED.finditer(text):
        start, end = max(0, match.start() - _BEFORE), match.end() + _BEHIND
        if places and start <= places[-1][1]:
            places[-1] = (places[-1][0], end)
        else:
            places.append((start, end))
    return places


def _lived_at(text: str, match: re.Match[str]) -> bool:
    """Whether somebody lives there by what stands around it: words no street is known by."""
    if len(match["street"]) < _LEAST or _COUNTED.match(text, match.end()):
        return False
    return bool(
        _LIVES.search(text[max(0, match.start() - 40) : match.start()])
        or _POSTCODE.match(
            text, match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip(" ,\n"))
        )
    )


def postcodes(text: str) -> Iterator[Find]:
    """Dutch postcodes; in small letters and with a space only where one is expected."""
    for match in _POSTCODE.finditer(text):
        letters = match["letters"].lower()
        said = bool(_SAID.search(text[max(0, match.start() - 60) : match.start()]))
        housed = bool(
            _HOUSE.match(text, match.end())
            or (
                _HOUSE_BEFORE.search(text[max(0, match.start() - 20) : match.start()])
                and not _WORDS.fullmatch(letters)
            )
        )
        if _UNITS.fullmatch(letters) and not (said or housed):
            continue
        if (
            match["letters"].isupper()
            or (_ENDED.match(text, match.end()) and not _LIKE_WORDS.fullmatch(letters))
            or said
            or housed
            or (not match["gap"] and not _WORDS.fullmatch(letters))
        ) or (not _WORDS.fullmatch(letters) and _behind_street(text, match.start())):
            yield Find(Kind.POSTCODE, *match.span())


def _behind_street(text: str, start: int) -> bool:
    before = text[max(0, start - 60) : start].rstrip(" ,\n")
    last = max(
        (match.end() for match in (*_STREET.finditer(before), *_SMALL.finditer(before))), default=0
    )
    return bool(before) and last == len(before)
