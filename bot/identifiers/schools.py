"""Schools: the names of schools, as against kinds of school."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.faq.matching.lexicon import lexicon
from bot.identifiers.find import Find, Kind
from bot.identifiers.persons.names import Sort, names, plain
from bot.identifiers.persons.public import FUNCTION, OTHERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.identifiers.seen import Seen

_KIND: Final = (
    r"(?:(?:Montessori|Christelijk|Openbaar|Stedelijk|Gereformeerd|Islamitisch|Katholiek|Dalton|Technisch|[Ii]slamitische|[Cc]hristelijke|[Oo]penbare|[Kk]atholieke|[Pp]rotestantse|[Jj]oodse|[Rr]eformatorische|[Ii]nternationale|[Ii]nternational) )?"
    r"(?:[Bb]asisschool|[Pp]raktijkschool|[Ss]cholengemeenschap|[Ss]cholengroep|[Hh]ogeschool|[Jj]enaplanschool|"
    r"[Mm]ontessorischool|[Dd]altonschool|[Vv]rijeschool|[Vv]rije [Ss]chool|[Ii]ntegraal [Kk]indcentrum|[Kk]indcentrum|[Bb]rede [Ss]chool|"
    r"[Ll]yceum|[Cc]ollege|[Gg]ymnasium|[Vv]akschool|[Vv]akcollege|[Mm]ediacollege|[Ss]peciaal [Oo]nderwijs|[Mm]iddelbare school|[Mm]avo|[Hh]avo|"
    r"[Vv]mbo|VMBO|[Mm]bo|MBO|[Hh]bo|HBO|MAVO|HAVO|[Ss]chakelschool|[Ii]sk|ISK|(?:[Vv]so|VSO|[Ss]bo|SBO)-school|[Ii]nternaat|[Uu]niversiteit|[Ss]tedelijk [Gg]ymnasium)"
)
_ABBR: Final = r"(?:OBS|CBS|PCBS|RKBS|KBS|IBS|SBO|VSO|SO|IKC|KC|CSG|OSG|RSG|SG|PSG|ROC|AOC|Roc|Obs|Cbs|Ikc|obs|cbs|pcbs|rkbs|kbs|ibs|sbo|vso|ikc|csg|osg|rsg|sg|psg|roc|aoc)"
_KIND_NAMES: Final = """
    basisschool praktijkschool scholengemeenschap scholengroep hogeschool jenaplanschool montessorischool daltonschool vrijeschool vrije kindcentrum
    brede lyceum college gymnasium vakschool vakcollege mediacollege onderwijs middelbare mavo havo vmbo mbo hbo schakelschool isk vso sbo
    internaat universiteit obs cbs pcbs rkbs kbs ibs so ikc kc csg osg rsg sg psg roc aoc
    """
_KIND_WORDS: Final = frozenset(_KIND_NAMES.split())
"""Of these each kind has one: a quick look before a slow one."""
_ARTICLE: Final = r"(?:[Dd]e|[Hh]et|'[Tt]|[Tt]he|[Dd]en|[Vv]an(?: de[rn]?| het)?|[Oo]p de[nr]?|[Aa]an de[nr]?|[Ii]n de[nr]?|[Dd]')"
_NAME: Final = rf"(?:{_ARTICLE} )?[A-ZÀ-Þ][\w'’]*(?:-[\w'’]+)*(?: (?:(?:van|de|den|der|het|en|in|op|aan) ){{0,2}}[A-ZÀ-Þ][\w'’]*(?:-[\w'’]+)*){{0,3}}"
_BEFORE: Final = re.compile(rf"(?<![\w-])(?:{_KIND}|{_ABBR}) (?P<name>{_NAME})")
"""The kind, then the name: "basisschool De Windroos"."""
_SMALL: Final = re.compile(
    r"(?<![\w-])(?<!de )(?<!een )(?<!deze )(?<!die )(?<!het )(?:obs|cbs|pcbs|rkbs|kbs|ikc|roc|basisschool|praktijkschool) (?:de|het|'t) "
    r"(?P<name>[a-zà-þ][\w-]{3,})(?=[.,!?;:)]|$|\n| (?:in|te|op|en|heeft|is|uit|waar|wil|maar|mochten|werd|wordt|zit|van|met|bij|zegt)\b)"
)
_END: Final = (
    r"(?:College|Lyceum|Gymnasium|School|Academy|Academie|Mavo|MAVO|Havo|Vmbo|VMBO|Praktijkschool|Basisschool|Scholengemeenschap|"
    r"Kindcentrum|University|Hogeschool|Vakcollege|Universiteit|Primary|Montessori|Montessorischool|Daltonschool|Agora|SG)"
)
_AFTER: Final = re.compile(
    rf"(?<![\w-])(?P<name>(?:St\. )?[A-ZÀ-Þ][\w'’]*(?:-[\w'’]+)*(?: (?:(?:van|de|den|der|het|of|op|in|the) ){{0,2}}[A-ZÀ-Þ][\w'’]*(?:-[\w'’]+)*){{0,3}}) {_END}(?![\w-])"
)
"""The name, then the kind: "Elzenhof College"."""
_GLUED: Final = re.compile(
    r"(?<![\w-])(?P<name>(?:(?:Dr|Mr|St|Ds|Prof|Burg)\. )?[A-ZÀ-Þ][\w'’-]{2,}?)(?P<end>lyceum|college|gymnasium|school|mavo)(?![\w-])"
)
"""In one word: "Waterveldlyceum"."""
_EXPLAINED: Final = re.compile(
    rf"(?<![\w-])(?P<name>{_NAME}),? (?:is )?(?:een|onze|a) (?:\w+ )?(?:basisschool|school|praktijkschool|middelbare school|mbo|primary school|secondary school|vmbo|high school)\b"
)
_ATTENDED: Final = re.compile(
    r"(?<=[a-z\d] )(?:op|van|bij|naar) (?P<name>(?:De|Het|'t) [A-ZÀ-Þ][\w'’]+(?: [A-ZÀ-Þ][\w'’]+)?)(?![\w-])"
)
_PUPIL: Final = re.compile(
    r"\b(?:zit|zitten|zat|zaten|leerling(?:en)?|docent(?:e|en)?|juf|meester|leerkracht(?:en)?|klas|groep \d|les|lesgeven|lesgeef|mentor|directeur|stage) "
    r"(?:(?:nu|daar|in groep \d|in klas \d) )?$"
)
_THERE: Final = re.compile(
    r"\b(?:(?:zit|zitten|zat|zaten|werk|werkt|werkte|les|lesgeef|lesgeeft|stage|school|leraar|docent|docente|mentor|klas|brugklas|vmbo|havo|vwo|mavo|praktijkonderwijs|conciërge)"
    r"(?: (?:nu|daar|al|ook|weer|vroeger|gewoon)| in (?:groep|klas) \d)? op|leerling(?:en)? van) (?:het|de) (?P<name>[A-ZÀ-Þ][a-zà-þ]{3,}(?:-[A-ZÀ-Þ][a-zà-þ]+)?)"
    r"(?=[.,!?;:)]|$|\n| (?:in|te|en|waar|maar|als|sinds|is|was|heeft|wordt|of|met|die|daar|want|omdat|dus|gaat|ging|komt|kreeg|heb)\b)"
)
"""With a small article: "zit op het Elzenhof"."""
_BEGINNINGS: Final = """
    zit zitten zat zaten werk werkt werkte les lesgeef lesgeeft stage school leraar docent docente mentor klas brugklas vmbo havo vwo mavo
    praktijkonderwijs conciërge leerling leerlingen
    """
_BEING_THERE: Final = frozenset(_BEGINNINGS.split())
"""Words with which it begins."""
_SMALL_END: Final = re.compile(
    r"(?<![\w-])(?P<name>[A-ZÀ-Þ][a-zà-þ]{3,}(?:-[A-ZÀ-Þ][a-zà-þ]+)?) (?:mavo|college|lyceum|gymnasium|praktijkschool)(?![\w-])"
)
_BEFORE_IT: Final = 40
"""Somebody is a pupil of it: "zit op De Regenboog"."""
_FULL: Final = re.compile(
    r"(?<![\w-])(?:op|bij|van|at) (?P<name>(?:De|Het|'t) [A-ZÀ-Þ][\w'’]+(?: [A-ZÀ-Þ][\w'’]+)?) (?:zit|zitten|is een leerling|zijn leerlingen|hebben leerlingen)\b"
)
"""Pupils are in it: "op De Regenboog zitten veel kinderen"."""
_LABELLED: Final = re.compile(r"(?:^|\n|[.,;] ?)[ \t]{0,3}[Ss]chool ?: ?(?P<name>[^\n.,;]{3,50})")
_KINDS: Final = re.compile(
    rf"{_END}|{_KIND}|{_ABBR}|Nederland\w*|Engels\w*|Havo|Vwo|Christelijk\w*|Openbare?|Islamitische|De|Het|The|Speciaal|Onderwijs|Onze|Mijn|Een|Deze|Die|Op|Stichting|Vereniging|Platform|Passend|Voortgezet|High|Secondary|Primary|Middle|Summer|Sunday|International|Old|New|My|Our|Your|This|That|In|At|To|Is"
)
_GLUED_KINDS: Final = re.compile(
    r"(?:basis|hoge|midd?e\w*|praktijk|jenaplan|montessori|dalton|vrije|schakel|vak|speciaal|taal|school|zomer|weekend|huis|muziek|sport|kunst|"
    r"boks|dans|koran|moskee|rij|voor|avond|zondags|zaterdag|dag|brede|peuter|kleuter|politie|media|grafisch|lagere|bouw|internat\w*|"
    r"zwem|toneel|theater|vbo|scholen|burger|voetbal|kick\w*|vecht\w*|privé|bos|school)-?$",
    re.IGNORECASE,
)
_PLACES: Final = re.compile(
    r"^(?:Amsterdam|Rotterdam|Utrecht|Den Haag|Eindhoven|Groningen|Tilburg|Almere|Breda|Nijmegen)$"
)
_KEYS: Final = (
    *(
        "school",
        "college",
        "lyceum",
        "gymnasium",
        "mavo",
        "havo",
        "mbo",
        "hbo",
        "kindcentrum",
        "internaat",
        "isk",
        "universit",
        "onderwijs",
    ),
    *("academ", "montessori", "agora", "primary", "scholen"),
)
_ABBREVIATED: Final = re.compile(rf"\b{_ABBR}\b")
_LETTERS: Final = frozenset(_ABBR.strip("(?:)").lower().split("|"))
"""Without one of these no school is spoken of by its name, but behind "op De"."""
_LEADING: Final = re.compile(
    r"^(?:Het|De|Op|Bij|Van|The|In|Een|Mijn|Onze|At|Our|My|Is|Ons|Dat|Dit|Deze|Die|Naar|Vanuit|Via|Volgens|Sinds|Door|Met|Voor|Over|Wat|Heeft|Wil|Kan) (?=[A-ZÀ-Þ])"
)


def schools(seen: Seen) -> Iterator[Find]:
    """Names of schools, with their kind where it belongs to the name."""
    text, low = seen.text, seen.low
    if " De " in text or " Het " in text or " 't " in text:
        yield from _by_article(text)
    if not _BEING_THERE.isdisjoint(seen.words) and text != low:
        for match in _THERE.finditer(text):
            if not _known(match["name"], Sort.PLACE | Sort.PROPER) and not _KINDS.fullmatch(
                match["name"]
            ):
                yield Find(Kind.SCHOOL, *match.span("name"))
    if not any(key in low for key in _KEYS) and (
        _LETTERS.isdisjoint(seen.words) or _ABBREVIATED.search(text) is None
    ):
        return
    for match in _SMALL.finditer(text):
        yield Find(Kind.SCHOOL, match.start(), match.end("name"))
    for match in _LABELLED.finditer(text) if ":" in text else ():
        yield Find(Kind.SCHOOL, *match.span("name"))
    if text[1:] != low[1:]:
        yield from _of_two_words(seen)
    if text != low:
        yield from _of_one_word(text)


def _of_two_words(seen: Seen) -> Iterator[Find]:
    """A kind and a name, in either order."""
    text = seen.text
    for match in () if _KIND_WORDS.isdisjoint(seen.words) else _BEFORE.finditer(text):
        if not _PLACES.match(match["name"]) and not _KINDS.fullmatch(match["name"]):
            yield Find(Kind.SCHOOL, *match.span())
    for match in _AFTER.finditer(text):
        start = match.start()
        while leading := _LEADING.match(text[start : match.end("name")]):
            start += leading.end()
        name = text[start : match.end("name")]
        if not _KINDS.fullmatch(name) and name.lower() not in FUNCTION:
            yield Find(Kind.SCHOOL, start, match.end())


def _of_one_word(text: str) -> Iterator[Find]:
    """A word with a capital that a kind of school in small letters makes the name of one."""
    for match in _SMALL_END.finditer(text):
        if not (
            _KINDS.fullmatch(match["name"])
            or match["name"].lower() in lexicon()
            or _known(match["name"], Sort.GIVEN)
        ):
            yield Find(Kind.SCHOOL, *match.span())
    for match in _GLUED.finditer(text):
        if not _GLUED_KINDS.match(match["name"]):
            yield Find(Kind.SCHOOL, *match.span())
    for match in _EXPLAINED.finditer(text):
        yield Find(Kind.SCHOOL, *match.span("name"))


def _known(name: str, sort: int) -> bool:
    """Whether a word is known as one of these sorts, or as a party, brand or feast."""
    norm = plain(name)
    return bool(names().sort_of(norm) & sort) or norm in OTHERS


def _by_article(text: str) -> Iterator[Find]:
    """Schools that are known by what somebody does there: "zit op De Wegwijzer"."""
    for match in _ATTENDED.finditer(text):
        if _PUPIL.search(text[max(0, match.start() - _BEFORE_IT) : match.start()]):
            yield Find(Kind.SCHOOL, *match.span("name"))
    for match in _FULL.finditer(text):
        yield Find(Kind.SCHOOL, *match.span("name"))
