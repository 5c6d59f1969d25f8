"""Names of people in texts as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.identifiers import find
from bot.identifiers.persons.glance import nobody
from bot.identifiers.persons.persons import Reading
from bot.identifiers.seen import Seen


def closely(text: str) -> list[tuple[int, int]]:
    """The names that are found when every word is looked at."""
    return [(one.start, one.end) for one in Reading.of(text, ()).finds()]


def names(text: str) -> list[str]:
    """The names that are found."""
    return [one.value(text) for one in find(text) if one.kind == "person"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Of many languages
        ("Tuğba wil weg en Bartłomiej ook", ["Tuğba", "Bartłomiej"]),
        ("Abdirahman Warsame is 16", ["Abdirahman Warsame"]),
        ("Semhar durft niet naar huis", ["Semhar"]),
        ("ik sprak Svitlana over Kwame", ["Svitlana", "Kwame"]),
        ("Aïcha's vader belde", ["Aïcha"]),
        # Whole names
        ("Sanne van der Berg belde", ["Sanne van der Berg"]),
        ("met Pim v.d. Laan gesproken", ["Pim v.d. Laan"]),
        ("over J.P. van 't Hof dus", ["J.P. van 't Hof"]),
        ("Bilal El Amrani komt", ["Bilal El Amrani"]),
        ("Ibrahim al-Khatib is weg", ["Ibrahim al-Khatib"]),
        ("Mohammed B. is gepakt", ["Mohammed B."]),
        ("Sjors Bakker-Timmer wil dat", ["Sjors Bakker-Timmer"]),
        ("Anne-Fleur en Jia Wen", ["Anne-Fleur", "Jia Wen"]),
        # Titles and relations are not part of it
        ("mevr. Yılmaz en meneer De Vries", ["Yılmaz", "De Vries"]),
        ("Docent Van den Heuvel zei dat", ["Van den Heuvel"]),
        ("dr. Sewnarain en mw. El Idrissi", ["Sewnarain", "El Idrissi"]),
        ("Mr Hendriks and Mrs Oyelaran disagree", ["Hendriks", "Oyelaran"]),
        ("het gezin Haile", ["Haile"]),
        # In small letters
        ("ik weet dat ayoub het niet zo bedoelde", ["ayoub"]),
        ("hoi ik ben gerrit van de inloop", ["gerrit"]),
        ("mo zegt dat hij gaat", ["mo"]),
        ("daan de vries is er weer", ["daan de vries"]),
        ("hij heet dzjengiz ofzo", ["dzjengiz"]),
        # Words that are names
        ("Ik heb het met Beer besproken", ["Beer"]),
        ("onze leerling Storm, en Roos ook", ["Storm", "Roos"]),
        ("Merel tekende een galg", ["Merel"]),
        ("Is Joy veilig?", ["Joy"]),
        ("Can Mark join? Grace and Faith too", ["Mark", "Grace", "Faith"]),
        ("Mei Ling trekt zich terug", ["Mei Ling"]),
        # Names that no list has
        ("Zijn naam is Qyzzor", ["Qyzzor"]),
        ("de ouders van Qyzzor belden", ["Qyzzor"]),
        ("een meid, Qyzzor, draagt zwart", ["Qyzzor"]),
        # Owners and repeats
        ("Hamzas moeder en Mo's broer", ["Hamza", "Mo"]),
        ("Guus zijn oma, en Rayan z'n profielfoto", ["Guus", "Rayan"]),
        ("Tuur is boos, en tuur zegt niks", ["Tuur", "tuur"]),
        ("Iris' vriend is weg", ["Iris"]),
        ("moeder van Rim en vader van rim", ["Rim", "rim"]),
        # Families
        ("the Qyzzor family moved", ["Qyzzor"]),
        ("bij de Özdemirs thuis", ["Özdemir"]),
        # Letters
        ("mevr. K. B. wil dat niet", ["K. B."]),
        ("M.K. (16) is opgepakt", ["M.K."]),
        ("gesproken met J. de Vries", ["J. de Vries"]),
        # Nicknames
        ("Jan 'Spike' de Boer filmde", ["Jan 'Spike' de Boer"]),
        ('ken je Tinus "de Beul" Kortekaas?', ['Tinus "de Beul" Kortekaas']),
        ("ze noemen hem Smiley", ["Smiley"]),
        # Behind "tegen", "bij" and the like
        ("zat bij kevin thuis", ["kevin"]),
        ("tegen sorin gezegd", ["sorin"]),
        ("met moahmmed gepraat", ["moahmmed"]),
        # At the beginning
        ("Dilan zegt niks", ["Dilan"]),
        ("Rayan: ik kom niet", ["Rayan"]),
        ("Tess van de balie", ["Tess"]),
        ("Qyzzor heeft ruzie", ["Qyzzor"]),
        ("I'm Siobhan", ["Siobhan"]),
        ("Storm Visscher is weg", ["Storm Visscher"]),
        # Greetings
        ("groetjes Ilse", ["Ilse"]),
        ("Met vriendelijke groet,\nBart Hoogendoorn", ["Bart Hoogendoorn"]),
        ("Hi, this is Jorn, youth worker", ["Jorn"]),
    ],
)
def test_names_are_found(text: str, expected: list[str]) -> None:
    """A name is found from its first word to its last, whoever has it and however it is typed."""
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Een storm van kritiek, een roos op het graf, als een beer",
        "Sterren tekenen, merels fluiten, ik heb hoop",
        "Storm op social media",
        "there is no joy, have faith, mark my words",
        "Amsterdam Zuidoost, Den Haag, Almere Buiten en Kayseri",
        "In mei en op 12 maart, In june we have exams",
        "Koerden en Turken, Marokkaanse jongeren, Joods en Moslim",
        "Wilders was op tv, ze praten Andrew Tate na, Zwarte Piet",
        "we lezen Anne Frank, en Johannes 8:44",
        "hij citeert Mein Kampf en roept Sieg Heil",
        "Veilig Thuis, Halt, het Leger des Heils en de NCTV",
        "TikTok, Snapchat, Discord en Netflix",
        "Identitair Verzet en de Grijze Wolven",
        "SS-tekens in 3HAVO",
        "WAAROM REAGEERT NIEMAND",
        "Heeft iemand ervaring? Dan hoor ik het graag. Van harte",
        "de naam van de leerling noem ik niet",
        "leerling wil van klas wisselen",
        "een server met de naam Qyzzor",
        "Mijn Teamleider vindt Polarisatie lastig",
        "Helaas, dat is zo. Vannacht heeft het gebrand",
        "de N.S.B. en de V.S.",
        "Albert Heijn en Jan Linders",
        "met jongne gasten, bij radiclae types",
        "Nidos, Likud en Bellingcat",
        "noemen hem racist",
        "De Jeugdwet zegt niks over Huwelijksdwang en Terrorismebestrijding",
        "Thanks! Could you help? May I ask something? Will you answer?",
    ],
)
def test_other_words_are_left(text: str) -> None:
    """Words, places, months, peoples, groups, brands and public figures are no finds."""
    assert names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ik heb een vraag over een leerling, hij trekt zich terug en zegt niks meer",
        "morgen is er overleg met de wijkagent, wat zeg ik tegen zijn ouders",
        "De groep werd onrustig. Wat moet ik doen? In Utrecht was het ook zo, met de PVV",
        "can you help me with a boy who keeps quoting things, i don't know what to say",
    ],
)
def test_a_quick_look_is_enough(text: str) -> None:
    """Of a usual message a quick look shows that it names nobody."""
    assert nobody(Seen.of(text))


def test_a_quick_look_loses_nothing() -> None:
    """Of marked sentences none in which somebody is named is taken for one that names nobody, however it is typed."""
    quality = Path(__file__).parents[2] / "quality"
    sentences = [
        json.loads(line)
        for file in ("identifiers.jsonl", "identifiers_hard.jsonl")
        for line in (quality / file).read_text(encoding="utf-8").splitlines()
    ]
    looked = missed = 0
    for one in sentences:
        for text in (one["text"], one["text"].lower()):
            if nobody(Seen.of(text)):
                looked += 1
                missed += bool(closely(text))
    assert looked > 500
    assert missed == 0
