"""Hints: words that tell whether what stands beside them is a person's name. Data; small letters."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES: Final = _words(
    """meneer mevrouw mevr mw dhr heer mr mrs ms miss sir madam dr drs prof ir ing juf juffrouw meester meneertje frau herr
    sjeik sheikh imam dominee pastoor rabbijn zuster broeder wijkagent agent coach trainer conciërge concierge mentor docent docente
    leraar lerares leerkracht directeur directrice teamleider rector conrector jongerenwerker jongerenwerkster groepsleider begeleider
    psycholoog orthopedagoog stagiair stagiaire collega rechercheur jeugdwerker maatschappelijk hulpverlener gezinsvoogd voogd
    teacher principal officer nurse uncle aunt auntie"""
)
"""What stands right before a name: "meneer De Vries", "juf Anouk"."""

HONORIFICS: Final = _words(
    "meneer mevrouw mevr mw dhr heer mr mrs ms miss sir madam dr drs prof ir ing familie gezin fam family"
)
"""Behind these a family name may begin with a small letter: "mevrouw van Dongen"."""

RELATIONS: Final = _words(
    """leerling leerlinge leerlingen student studente studenten klasgenoot klasgenote klasgenoten vriend vriendin vriendje vriendinnetje vrienden
    maat matties broer broertje broers zus zusje zussen neef neefje nicht nichtje oom tante opa oma vader moeder papa mama stiefvader stiefmoeder
    pleegvader pleegmoeder pleegzoon pleegdochter pleegkind pleegouder zoon zoontje dochter dochtertje kleinzoon kleindochter man vrouw partner ex
    buurman buurvrouw buurjongen buurmeisje jongen jongens meisje meisjes meid gast kind kinderen jongere jongeren cliënt client cliënte deelnemer
    lid vrijwilliger vrijwilligster ouders familie gezin families tweeling kleine bewoner bewoonster verdachte slachtoffer dader
    pupil pupils classmate classmates friend friends boyfriend girlfriend brother sister cousin nephew niece father mother dad mum mom son daughter
    grandma grandpa grandson granddaughter stepfather stepmother boy girl kid guy client colleague coworker resident neighbour neighbor family
    mentorleerling puber tiener dealer ronselaar ib'er zorgcoördinator intern"""
)

CALLED: Final = _words(
    """heet heette heten hete genaamd genoemd bijgenaamd roepnaam voornaam achternaam bijnaam naam named called nicknamed name alias aka
    noemt noem noemen noemde noemden"""
)
"""What tells a name: "hij heet Xander"."""

CALLING: Final = CALLED | {"call", "calls"}
"""What tells a name with a word between: "they call him Smiley"."""

SAID: Final = _words("heet heette heten genaamd bijgenaamd named called")
"""Behind these even a word that nobody knows is a name."""

LINKING: Final = _words(
    "is was dus ook nu zelf eigenlijk eigenlik eig hier hem haar zich hij zij ze ik we 's is: namelijk gewoon voluit him her"
)
"""What may stand between a word of naming and the name."""

GREETINGS: Final = _words(
    "groet groeten groetjes gr grt mvg liefs groetje regards greetings cheers dank bedankt thanks met vriendelijke"
)

LABELS: Final = _words(
    "contactpersoon contact betreft casus re aangemelde aanmelding cliënt kind inzake"
)
"""With a colon behind them they announce a name."""

LEANING: Final = _words(
    """met over voor dat als dan want maar vindt denk of omdat toen volgens door bij aan tegen naast namens zonder tussen
    ken kent ken spreek sprak gesproken zag zie hoorde bel belde appte vroeg zei zegt vertelde behalve ook toch vooral sinds terwijl
    with about that for from by because when if but told tell ask asked saw met know knows says said thinks talked between than like help"""
)
"""Before a capital they fit a person: "met Beer besproken"."""

TOWARDS: Final = _words("tegen bij met van door aan naast voor over zonder namens with from about")
"""Before a word in small letters they fit a person: "bij kevin thuis"."""

PLACING: Final = _words("in te uit naar richting rond vanuit nabij at near to into around")
"""Before a capital they fit a place."""

ARTICLES: Final = _words(
    "de het een the a an deze dit geen elke ieder iedere this these those every any some al alle all veel drie twee vier vijf beide onze ons jullie"
)
"""Before a capital they fit a group, an organisation, a thing."""

GROUPS: Final = _words(
    """groep groepje server partij club band app game spel serie film boek album kanaal forum website site beweging vereniging stichting organisatie
    bedrijf merk moskee kerk tempel partijen stad dorp wijk buurt straat provincie land gemeente regio artiest rapper zanger zangeres dj politicus
    politici minister president premier profeet koning koningin influencer youtuber filosoof schrijver leider voetballer ploeg team feest dag maand
    taal soera sura hoofdstuk artikel wet operatie project programma methode training cursus module party group gang movement organisation
    organization brand prophet song show book chapter city town street president minister rap nummer liedje podcast
    the operation storm orkaan serie zender krant documentaire model theorie"""
)
"""Before a capital they name something that is no person of a case."""

THINGS: Final = _words(
    """museum huis stichting plein straat college school lyceum instituut fonds prijs park ziekenhuis moskee kerk centrum academie arena stadion
    vereniging fanclub video videos filmpjes filmpje fans fan memes aanhangers cartoon cartoons house foundation museum mosque church institute
    academy center centre street stadium conference monument lezing kazerne brug station hal kliniek groep beweging methode model theorie
    partij bot app server account group division club movement cross wolves wolf front brigade army boys tours team"""
)
"""Behind a capital they make it the name of something else."""

ACTS: Final = _words(
    """gaat ging komt kwam doet deed zegt zei vindt vond denkt dacht weet wist
    ziet zag zit zat staat stond ligt lag loopt liep krijgt kreeg geeft gaf neemt nam blijft bleef wordt werd heet heette noemt vraagt vroeg vertelt
    vertelde belt belde appt appte stuurt stuurde schrijft schreef roept riep schreeuwt schreeuwde huilt huilde lacht lachte speelt speelde woont
    woonde werkt werkte slaat sloeg scheldt schold dreigt dreigde post postte deelt deelde draagt droeg kijkt keek luistert praat praatte reageert
    reageerde begint begon stopt stopte verzuimt snapt begrijpt durft durfde hoort hoorde leest las gelooft vertrouwt haat zoekt zocht vertrekt
    vertrok tekent tekende maakt maakte gooit gooide pakt pakte trekt trok laat liet belooft beloofde gebruikt verkoopt citeert ontkent ontkende
    weigert weigerde verdwijnt verdween slaapt sliep eet drinkt blowt voelt voelde wacht wachtte gedraagt overdrijft leeft leefde mist vecht vocht
    pest pestte hangt hing hielp helpt verandert veranderde trok brengt bracht volgt volgde toont showt filmt filmde verzamelt bidt bad leert typt
    mailt mailde meldt meldde bezoekt reist reisde gamet chat chatte flipt flipte wilt zeurt bedreigt bedreigde sluit sloot stapt stapte schiet
    posts does did says said thinks thought wants wanted told tells asked asks came comes went goes posts posted keeps kept started starts got
    gets lives lived looks looked sits sat stands stood plays played needs needed knows knew refuses refused talks talked writes wrote drew draws
    wears wore left leaves made makes called calls sent sends showed shows seems cried cries hates feels felt stopped stays stayed believes will
    isn't wasn't doesn't didn't won't
    twijfelt twijfelde schrok lijkt leek klinkt rookt rookte dronk steelt stal trapt trapte spuugt spuugde duwt duwde vloekt vloekte belandt belandde
    verklaart verklaarde beweert beweerde erkent verhuist verhuisde kiest koos spijbelt spijbelde bekeert bekeerde verwijst verwees bewondert
    vereert wijst wees legt legde herhaalt herhaalde lijdt leed verdedigt verdedigde negeert negeerde treitert treiterde zwijgt zweeg grijnst loog liegt
    raakt raakte kent kende gunt biedt bood plaatst plaatste liket likete streamt kookt traint trainde solliciteert appen mailde belooft smeekt smeekte
    sms't chatten luisterde weigerde schaamt schaamde bemoeit ergert ergerde snauwt snauwde sneert mopperde moppert roddelt binnenkwam wegliep wegbleef
    schept schepte scoort mept mepte stompt stompte slikt spookt zwerft zwierf dwaalt verstopt verstopte verbergt filosofeert discussieert
    shouts shouted yells yelled hits hit hurt punched threatens threatened admires skips skipped joins joined spends spent drew argues argued
    laughs laughed shares shared believes believed brings brought turned turns moved moves hangs hung kept says'"""
)
"""What a person does; behind a word it makes it somebody."""

AUXILIARIES: Final = _words(
    """is was heeft had kan kon wil wilde wou moet moest mag mocht zal zou werd wordt has would could can should might must will may heb ben"""
)
"""What follows things as well as people."""

ROLES: Final = TITLES | RELATIONS

CLANS: Final = _words("family familie clan household gezin")
"""Behind a capital they make it a family name: "the Bouwman family"."""

OWNING: Final = _words("zijn haar z'n zn d'r dr z`n s zijn's hun")
"""Behind a name: "Guus zijn oma"."""

BELONGING: Final = _words("uit van die (leerling (mentor en wie wiens")

PARTICLES: Final = _words(
    """van de der den ten ter te het 't t v.d v.d. vd vander von zu la le du da di del della dos el al ben bin ibn bint abu abou ait aït oulad ould oude op in 't"""
)
"""What stands inside a family name, or begins it."""

BORROWED: Final = _words(
    "el al ben bin ibn bint abu abou ait aït oulad ould da di dos la le du del von"
)

STRONG: Final = _words("van de der den ten ter 't t v.d v.d. vd")
