"""Identifiers with a form of their own: what is found, and what only looks like it."""

from __future__ import annotations

import pytest

from bot.identifiers import Known, find


def told(text: str) -> list[str]:
    """What is found in a text, but for names, as "kind: words"."""
    return [f"{one.kind}: {one.value(text)}" for one in find(text) if one.kind != "person"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BSN: 1112.22.333 staat in het dossier", ["bsn: 1112.22.333"]),
        ("111 222 333 is zijn nummer", ["bsn: 111 222 333"]),
        ("bel me op 06-12345678 na vieren", ["phone: 06-12345678"]),
        ("kantoor: (020) 123 45 67.", ["phone: (020) 123 45 67"]),
        ("whatsapp +31 (0)6 1234 5670", ["phone: +31 (0)6 1234 5670"]),
        ("tante heeft +90 532 123 45 67", ["phone: +90 532 123 45 67"]),
        ("0612345671/0612345672", ["phone: 0612345671", "phone: 0612345672"]),
        ("mail naar Mentor.3C@Example.nl.", ["email: Mentor.3C@Example.nl"]),
        ("rekening nl91 abna 0417 1643 00 is leeg", ["iban: nl91 abna 0417 1643 00"]),
        ("BE68 5390 0754 7034 klopt dat?", ["iban: BE68 5390 0754 7034"]),
        ("scooter FBX-41-Z en D-606-FG", ["plate: FBX-41-Z", "plate: D-606-FG"]),
        ("kenteken XP934L, wit busje", ["plate: XP934L"]),
        ("8-krt-52 staat er weer", ["plate: 8-krt-52"]),
        ("geb. 2009-03-12", ["birthdate: 2009-03-12"]),
        ("born 14 February 2008", ["birthdate: 14 February 2008"]),
        ("zijn verjaardag is 12/3/09", ["birthdate: 12/3/09"]),
        ("jarig op 14 februari", ["birthdate: 14 februari"]),
        ("een leerling van 7 mei 2011", ["birthdate: 7 mei 2011"]),
        ("woont Prins Bernhardstraat 27-2", ["address: Prins Bernhardstraat 27-2"]),
        (
            "in de kerkstraat 1 of kerkstraat 11",
            ["address: kerkstraat 1", "address: kerkstraat 11"],
        ),
        ("Laan van Nieuw Oost-Indië 15", ["address: Laan van Nieuw Oost-Indië 15"]),
        ("Kerkstraat nr. 12 dus", ["address: Kerkstraat nr. 12"]),
        ("verblijft Achter de Hoven 12", ["address: Achter de Hoven 12"]),
        ("Kastanjelaan 114, 1234 AB", ["address: Kastanjelaan 114", "postcode: 1234 AB"]),
        ("postcode 6511 xk", ["postcode: 6511 xk"]),
        ("op basisschool De Windroos", ["school: basisschool De Windroos"]),
        ("het Hertog Karel College", ["school: Hertog Karel College"]),
        ("Waterveldlyceum, klas 4", ["school: Waterveldlyceum"]),
        ("ze zit op De Wegwijzer", ["school: De Wegwijzer"]),
        ("zijn insta is xx_koning_xx", ["account: xx_koning_xx"]),
        ("Discord: reichskind#4412", ["account: reichskind#4412"]),
        ("kijk op tiktok.com/@saxon.boy", ["account: tiktok.com/@saxon.boy"]),
        ("volg @bo.bo.bieb", ["account: @bo.bo.bieb"]),
        ("geb 140209 te Sneek", ["birthdate: 140209"]),
        ("geb. 14 2 2009", ["birthdate: 14 2 2009"]),
        ("woont op Plein 1953 12", ["address: Plein 1953 12"]),
        ("Rue de la Gare 12 in Luik", ["address: Rue de la Gare 12"]),
        ("Bonner Straße 4", ["address: Bonner Straße 4"]),
        ("Kerkstraat 12, appartement 3b", ["address: Kerkstraat 12, appartement 3b"]),
        ("1234 kx (Meppel)", ["postcode: 1234 kx"]),
        ("hij is u/kale_wolf", ["account: u/kale_wolf"]),
        ("snapnaam van mijn zoon is weg, van Sara: kale.wolf op ig", ["account: kale.wolf"]),
        ("snapnaam van Sara: kalewolf22", ["account: kalewolf22"]),
        ("op isk De Brug", ["school: isk De Brug"]),
        # Where somebody lives, in small letters and with an article
        ("woont aan de Lindelaan 12", ["address: Lindelaan 12"]),
        ("woont op de lange nering 88 in het dorp", ["address: lange nering 88"]),
        ("langs de Vierschaar 30 gereden", ["address: Vierschaar 30"]),
        ("adres Plein 1944 nr 3", ["address: Plein 1944 nr 3"]),
        ("Oude Rijn 15, 2312 hg Leiden", ["address: Oude Rijn 15", "postcode: 2312 hg"]),
        ("Lange Skil 14, 9051 KV", ["address: Lange Skil 14", "postcode: 9051 KV"]),
        # Schools by what somebody does there
        ("hij zit op het Elzenhof, klas 3", ["school: Elzenhof"]),
        ("een leerling van het Twickel", ["school: Twickel"]),
        ("ze zit op Maasoever mavo", ["school: Maasoever mavo"]),
        ("obs de regenboog", ["school: obs de regenboog"]),
        # Names on the net
        ("snap is jeroenn", ["account: jeroenn"]),
        ("hij heet op insta jayyzwolle", ["account: jayyzwolle"]),
        ("op snap heet hij dj.kaan", ["account: dj.kaan"]),
        ("tiktok account van haar is liyannaxx", ["account: liyannaxx"]),
        ("vso-school De Brug", ["school: vso-school De Brug"]),
    ],
)
def test_what_has_the_form_is_found(text: str, expected: list[str]) -> None:
    """The words themselves are found, without labels and what follows them."""
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "bel 112 of 113, of 0800-0113, 0900-8844 of 14 020",
        "088 1234567 is de servicedesk",
        "ordernummer 123456789 kwam niet",
        "mijn zaak is K7QM-4TXP",
        "code K7QM4TXP werkt niet",
        "artikel 137d Sr en art. 2:13 Awb",
        "het incident was op 12-03-2024",
        "sinds 7 oktober 2023 is het onrustig",
        "op 3 mei 2016 begon het, per 1 juli 2013 geldt de wet",
        "de aanslag van 22 maart 2016",
        "gesprek van 14-05 om 15.00 uur",
        "in 2009 en 2010 of 2011 op school",
        "er waren 1500 ME'ers en 2000 eu schade",
        "onderweg 2 keer, op het schoolplein 5 jongens",
        "in lokaal 114, klas 2B, hoofdstuk 3",
        "hij is 15, zij 17, 1 op de 5",
        "op het college van b en w, vmbo basis, mbo niveau 2",
        "de basisschool en het gymnasium",
        "hij zit op insta en snap, de hele dag online",
        "er staat op snap: morgen feest",
        "NL91ABNA0417164301 klopt niet",
        "hij heeft 120309 keer gebeld",
        "in 2024 ff (snel) gebeld, 2000 me (politie)",
        "een scooter rijdt 45 km/u/dag",
        "so Ahmed went home",
        "Road 12 keer gezien, Straße 3 keer",
        "woont op kamer 8, op nummer 12, in groep 4",
        "ze wonen al sinds 2019 hier",
        "Openbaring 13 en het merk van het beest",
        "Stichting School en Veiligheid",
        "leerling van het Islamitisch onderwijs, zit op de Antillen",
        "zit op het MBO, zit op de bank",
        "insta is gehackt, hun insta is openbaar, zijn account is weg",
    ],
)
def test_what_only_looks_like_it_is_left(text: str) -> None:
    """Services, case codes, law, events and amounts are no finds."""
    assert told(text) == []


def test_what_everybody_may_know_is_left() -> None:
    """A number or address that is given as known is no find, however it is typed."""
    known = Known.of(["070 333 4558"], ["Info@Example.nl"])
    assert find("bel 070-3334558 of +31 70 333 45 58", known) == ()
    assert find("mail info@example.nl", known) == ()
    assert len(find("bel 070-3334557 of mail info@example.org", known)) == 2
