"""Public: people, groups and things with names of which everybody speaks; nobody of a case. Data."""

from __future__ import annotations

import re
from typing import Final

from bot.identifiers.persons.names import plain


def _words(text: str) -> frozenset[str]:
    return frozenset(plain(word) for word in text.split())


FIGURES: Final = frozenset(
    plain(one.strip())
    for one in """
    andrew tate, tristan tate, anne frank, geert wilders, thierry baudet, mark rutte, donald trump, joe biden, vladimir poetin, vladimir putin,
    adolf hitler, heinrich himmler, joseph goebbels, rudolf hess, osama bin laden, bin laden, anders breivik, anders behring breivik, tommy robinson, kanye west, elon musk,
    greta thunberg, willem engel, dick schoof, frans timmermans, rob jetten, henri bontenbal, caroline van der plas, gideon van meijeren,
    lale gül, sylvana simons, pim fortuyn, theo van gogh, vincent van gogh, van gogh, mohammed bouyeri, volkert van der graaf, nelson mandela,
    martin luther king, malcolm x, rosa parks, johan cruijff, johan cruyff, lionel messi, cristiano ronaldo, eva vlaardingerbroek, jordan peterson,
    nick fuentes, ben shapiro, charlie kirk, brenton tarrant, theo hiddema, alex jones, george soros, bill gates, george floyd, karl marx,
    joe rogan, che guevara, fidel castro, saddam hussein, abu bakr al-baghdadi, anwar al-awlaki, ahmed aboutaleb, femke halsema, sigrid kaag,
    sywert van lienden, lange frans, ali b, jan pieterszoon coen, j.p. coen, michiel de ruyter, willem van oranje, koning willem-alexander, willem-alexander,
    prins bernhard, albert einstein, charles darwin, salman rushdie, samuel paty, ayaan hirsi ali, hirsi ali, tofik dibi, mona keijzer, marjolein faber,
    joost eerdmans, wybren van haga, lidewij de vos, jesse klaver, lilian marijnissen, jimmy dijk, esther ouwehand, kamala harris, barack obama, michelle obama, hillary clinton,
    benjamin netanyahu, volodymyr zelensky, xi jinping, kim jong-un, kim jong un, taylor swift, billie eilish, harry potter, darth vader, peter pan, jan klaassen,
    jan modaal, jan publiek, jan en alleman, piet piraat, zwarte piet, zwarte pieten, piet hein, sint nicolaas, sint maarten, kerstman, santa claus, guy fawkes,
    albert heijn, jan linders, dirk van den broek, willem de zwijger, johan de witt, anton de kom, malala yousafzai, martin garrix, jan smit, gerard joling,
    andré hazes, doutzen kroes, max verstappen, virgil van dijk, frenkie de jong, memphis depay, louis van gaal, dua lipa, ariana grande, justin bieber, drake bell,
    bob marley, michael jackson, charlie hebdo, emile ratelband, ron blaauw, sophie scholl, hannie schaft, oskar schindler, josef mengele, adolf eichmann, eva braun,
    dick bruna, annie m.g. schmidt, sint joris, jeanne d'arc, mahatma gandhi, desmond tutu, joop den uyl, jan peter balkenende, mark zuckerberg, steve jobs, jeff bezos,
    james bond, bart simpson, donald duck, mickey mouse, super mario, lara croft, bob marley, stan lee, hans teeuwen, peter r de vries, willem holleeder, ridouan taghi,
    john f kennedy, mr beast, joe sixpack, jane doe, john doe, karl may, dalai lama, moeder teresa, florence nightingale, maria magdalena, tariq ramadan, karel de grote, nina simone,
    big brother, uncle sam, uncle tom, john wick, bonnie and clyde, romeo en julia, romeo and juliet, tim hofman, star of david, jan zonder land, thor steinar, sieg heil, mein kampf, allah akbar, sint jan, sint nicolaas, ster van david, king david, koning david, allahu akbar, allahoe akbar, jan rap en zijn maat, dag van de leraar, arjen lubach, johan derksen, rutger bregman, ryan van den akker, famke louise,
    """.replace("\n", " ").split(",")
    if one.strip()
)
"""Whole names: none of their words is a find where they stand together."""

ABBREVIATED: Final = frozenset(
    {
        "N.V.",
        "B.V.",
        "V.S.",
        "U.S.",
        "U.K.",
        "E.U.",
        "S.S.",
        "N.B.",
        "P.S.",
        "A.D.",
        "B.C.",
        "D.D.",
        "V.N.",
        "W.O.",
        "U.S.A.",
        "C.S.",
        "A.U.B.",
        "S.V.P.",
        "N.S.B.",
        "I.S.",
        "N.A.V.O.",
        "R.K.",
        "H.B.O.",
        "M.B.O.",
        "V.W.O.",
        "W.W.",
        "A.Z.C.",
        "E.H.B.O.",
    }
)
"""Letters with points that stand for something else than a person."""

ALONE: Final = _words(
    """
    wilders baudet rutte trump poetin putin erdogan assad hitler hitlers himmler goebbels tate breivik bouyeri fortuyn mussert
    netanyahu zelensky zelenski stalin lenin mao obama biden musk soros khomeini khamenei saddam gaddafi qutb jezus jesus
    christus allah boeddha buddha mozes profeet sinterklaas pieten tarrant sneako boef lubach nietzsche marx spengler evola dugin heidegger mosley rockwell mohler gobineau nazi nazi's
    tatespeech rothschild rothschilds klaver jetten timmermans hiddema aboutaleb halsema vlaardingerbroek sint satan god heer
    lucifer jahweh thor odin wodan valhalla batman superman spiderman joker naruto's messi ronaldo neymar mbappe yamal
    """
)
"""Single words: figures that are known by one name."""

OTHERS: Final = _words(
    """
    tiktok snapchat snap instagram insta facebook telegram whatsapp discord youtube twitch reddit roblox minecraft fortnite steam
    xbox playstation netflix spotify google apple iphone samsung android teams zoom magister somtoday microsoft windows word
    excel outlook signal twitter threads pinterest vinted marktplaats ikea hema action lidl jumbo aldi halt veilig thuis
    slachtofferhulp kindertelefoon raad kinderbescherming jeugdzorg jeugdbescherming leger heils politie gemeente ggd ggz coa ind
    nctv aivd lse ess rvc tbs hks ajax feyenoord psv az twente vitesse sparta koran quran bijbel bible thora torah talmud ramadan
    kerst kerstmis pasen pinksteren suikerfeest offerfeest eid chanoeka pesach holi diwali keti koti bevrijdingsdag koningsdag
    islam hindoe boeddhisme jodendom christendom salafisme jihad sharia isis hamas hezbollah hizbollah taliban daesh taqwa
    al-qaida qaida shabaab boko haram antifa pegida voorpost identitair pvv vvd d66 cda pvda sp fvd ja21 bbb denk groenlinks volt
    nsc nsb nvu kkk pkk ypg akp mhp grijze wolven grey wolves proud boys azov wagner schild vrienden holocaust shoah auschwitz
    jodenster davidster februaristaking dodenherdenking mercedes audi bmw golf volkswagen opel ford renault peugeot toyota tesla
    seat kia honda suzuki vespa piaggio nike adidas gucci lonsdale stone island fred perry northface maandag dinsdag woensdag
    donderdag vrijdag zaterdag zondag monday tuesday wednesday thursday friday saturday sunday januari februari maart mei juni
    juli augustus september oktober november december january february march june july october english dutch german french
    turkish moroccan arabic polish muslim muslims christian jew jews jewish kurd kurds turks romanian somali eritrean afghan
    syrian ukrainian russian american british nederlands engels duits arabisch frans pools koerdisch berbers tamazight tigrinya
    somalisch papiaments sranantongo mavo havo vwo vmbo mbo hbo vso roc isk bso bsn avg ok oke oké tv hd wifi pdf sms app nl eu
    vn navo nato usa vs uk mama papa oma opa mum mom dad grandma grandpa azc opvang bureau stichting team jongerenwerk
    jongerencentrum buurthuis wijkteam centrum club crew gang squad division youth movement front brigade partij pokemon marvel
    disney anime manga barbie lego fifa gta cod valorant warzone august
    """
)
"""Brands, peoples, parties, feasts, days: never a name, not beside one either."""

FUNCTION: Final = _words(
    """
    ik jij je u hij zij ze het we wij jullie me mij jou hem haar ons hun hen mijn jouw uw zijn dit dat deze die wie wat waar
    wanneer hoe waarom welke de een en of maar want dus als dan toen toch wel niet geen ook nog al er hier daar nu straks later
    morgen vandaag gisteren gister altijd nooit soms vaak in op aan bij met van voor na uit over om tot te door tegen tussen
    sinds zonder onder boven achter naast per via vanaf volgens erbij eraan erin eruit ermee ervan anders alleen allemaal alles
    iets niets iemand niemand andere ander beide veel weinig meer minder meest zo heel erg even eens weer steeds samen thuis ja
    nee hoi hallo hey hi hai help oke dank bedankt sorry groet groetjes lieve beste goed goede oud jong kort lang rood bent i you
    he she it they my your his her our their this that these those who what where when how why which the a an and or but so if
    then not no yes on at by with from for to as is was be are am do does did can will just now here there today tomorrow
    yesterday too also very all any some hello thanks please maybe because since until while after before during under about into
    vanuit ewa wallah wollah habibi bro gap torie tori enzo etc bijv bijvoorbeeld evt ivm svp aub gr mvg ps helaas gelukkig inmiddels afgelopen vanochtend vanmiddag vanavond vannacht laatst onlangs
    sowieso tja hmm ah oh nou joh jeetje pff mwah haha inderdaad namelijk trouwens overigens verder daarna daarom daarnaast ondertussen
    i'm
    """
)
"""Words that are nobody's name here, though somebody in the world has it."""

SCRIPTURE: Final = re.compile(r" \d{1,3}: ?\d")
"""Behind a name: a place in a holy book, "Johannes 8:44"."""
