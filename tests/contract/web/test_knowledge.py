"""The knowledge base over HTTP: what people read, what is kept of them (nothing), and what is refused."""

import asyncio
import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from aiohttp import ClientResponse, ClientSession

from bot.faq.danger import Level, Sign
from bot.faq.guess import Guess
from bot.faq.matcher import build
from bot.web.knowledge.door import BODY_BYTES, SEARCHES_AT_ONCE, KnowledgeDoor
from bot.web.knowledge.found import LONGEST
from bot.web.knowledge.look import Look
from tests.contract.web.conftest import Opened
from tests.support.desks import knowledge

MOST_BYTES = 50 * 1024
CHAT = "https://t.me/helpline_bot"
LOOK = Look("Hulplijn", CHAT)


class Reader(HTMLParser):
    """Reads one page: where its links lead, and what it loads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.scripts = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one element."""
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        if tag == "a":
            self.links.append(given["href"] or "")
        elif tag == "link":
            self.loads.append(given["href"] or "")
        elif tag == "script":
            self.scripts += 1
        assert not [name for name in given if name.startswith("on") or name == "style"]


class House:
    """What the door is told to show."""

    def __init__(self) -> None:
        self.knowledge = knowledge()
        self.look = LOOK
        self.flags: frozenset[str] = frozenset()
        self.time = 0.0
        self.door = KnowledgeDoor(
            lambda: self.knowledge, lambda: self.look, lambda: self.flags, now=lambda: self.time
        )


@pytest.fixture
def house() -> House:
    """The project's own content."""
    return House()


@pytest.fixture
async def base(house: House, opened: Opened) -> str:
    """The address of the first page."""
    return f"{await opened(house.door.answer)}/kennis/"


async def test_every_page_can_be_reached_and_is_small(session: ClientSession, base: str) -> None:
    """From the first page each other one: with 112, the way to the chat, no script, below 50 KB with its style."""
    content = knowledge().content
    style = 0
    todo, seen = [base], {base}
    while todo:
        url = todo.pop()
        answer = await session.get(url)
        body = await answer.read()
        assert answer.status == 200, url
        html = body.decode()
        page = Reader(html)
        assert page.scripts == 0
        assert len(set(page.ids)) == len(page.ids), url
        assert "tel:112" in page.links
        assert CHAT in page.links
        for each in page.loads:
            if each.endswith(".css"):
                style = len(await (await session.get(urljoin(url, each))).read())
        assert len(body) + style < MOST_BYTES, url
        for each in page.links:
            there = urljoin(url, each).partition("#")[0]
            if there.startswith(base) and there not in seen:
                seen.add(there)
                todo.append(there)
    wanted = {
        f"{base}{'en/' * english}vraag/{entry.id}"
        for entry in content.entries.values()
        if entry.theme is not None
        for english in (False, True)
    }
    assert wanted <= seen
    assert style > 0


async def test_an_entry_tells_what_it_stands_on(session: ClientSession, base: str) -> None:
    """Answer, contacts by number, sources, how certain, and honestly that nobody has checked it yet."""
    content = knowledge().content
    entry = content.entries["f15_waar_melden"]
    html = await (await session.get(f"{base}vraag/{entry.id}")).text()
    assert entry.nl.question in html
    assert 'href="tel:08007000"' in html
    assert "officiële pagina" in html
    assert entry.last_verified is None
    assert "Nog niet nagekeken" in html
    assert "22 november 2026" in html
    assert 'href="https://rijksoverheid.nl/' in html
    english = await (await session.get(f"{base}en/vraag/{entry.id}")).text()
    assert entry.en is not None
    assert entry.en.question in english
    assert "Not checked by an expert yet" in english


async def test_what_was_checked_says_when(session: ClientSession, house: House, base: str) -> None:
    """A date in the content is shown as one."""
    content = house.knowledge.content
    entry = content.entries["f15_waar_melden"]
    checked = entry.model_copy(update={"last_verified": entry.researched})
    entries = {**content.entries, entry.id: checked}
    house.knowledge = replace(house.knowledge, content=replace(content, entries=entries))
    html = await (await session.get(f"{base}vraag/{entry.id}")).text()
    assert "Laatst nagekeken op 22 november 2026." in html
    assert "Nog niet nagekeken" not in html


async def test_what_is_doubted_shows_it_at_once(
    session: ClientSession, house: House, base: str
) -> None:
    """A flag is seen with the next request, by whoever has kept the page, too."""
    url = f"{base}vraag/f15_waar_melden"
    first = await session.get(url)
    house.flags = frozenset({"f15_waar_melden", "lse"})
    again = await session.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status == 200
    assert (await again.text()).count("nagekeken:") == 2
    assert "Wordt nagekeken" in await (await session.get(f"{base}thema/melden")).text()
    contacts = await (await session.get(f"{base}contacten")).text()
    assert "misschien klopt het nummer niet meer" in contacts


async def test_new_content_is_live_at_once(session: ClientSession, house: House, base: str) -> None:
    """The pages follow the content, and so does the search."""
    content = house.knowledge.content
    entry = content.entries["f15_waar_melden"]
    told = entry.nl.model_copy(update={"question": "Waar meld ik een draak?"})
    entries = {**content.entries, entry.id: entry.model_copy(update={"nl": told})}
    await session.post(f"{base}zoek", data={"q": "melden"})
    house.knowledge = replace(house.knowledge, content=replace(content, entries=entries))
    assert "een draak?" in await (await session.get(f"{base}thema/melden")).text()
    assert "een draak?" in await (await session.post(f"{base}zoek", data={"q": "draak"})).text()


async def test_a_page_is_sent_once(session: ClientSession, base: str) -> None:
    """Who has a page already gets a word that it holds; what never changes is kept for good."""
    first = await session.get(base)
    assert first.headers["Cache-Control"] == "no-cache"
    again = await session.get(base, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, await again.read()) == (304, b"")
    style = re.search(r'href="(stijl\.\w+\.css)"', await first.text())
    assert style is not None
    kept = await session.get(base + style[1])
    assert "immutable" in kept.headers["Cache-Control"]
    assert kept.headers["Content-Type"] == "text/css; charset=utf-8"


async def test_head_is_the_same_without_a_body(session: ClientSession, base: str) -> None:
    """HEAD tells size and tag of what GET gives."""
    got, head = await session.get(f"{base}contacten"), await session.head(f"{base}contacten")
    for name in ("ETag", "Content-Length", "Content-Type"):
        assert got.headers[name] == head.headers[name]
    assert await head.read() == b""


async def test_every_answer_is_guarded(session: ClientSession, base: str) -> None:
    """No script, no frame, no guessed type, no trace where somebody came from, and no cookie; also of what is refused."""
    answers = [
        await session.get(base),
        await session.get(f"{base}nergens"),
        await session.get(base.rstrip("/"), allow_redirects=False),
        await session.put(base),
        await session.post(f"{base}zoek", data={"q": "melden"}),
        await session.post(f"{base}zoek", data="q=" + "x" * BODY_BYTES),
    ]
    assert [one.status for one in answers] == [200, 404, 308, 405, 200, 400]
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("path", "language", "said"),
    [
        ("vraag/nergens", "nl", "Deze pagina is er niet"),
        ("en/a/b/c/d", "en", "This page does not exist"),
        ("..%2f..%2fetc%2fpasswd", "nl", "Deze pagina is er niet"),
        ("vraag/m01_mens_spreken", "nl", "Deze pagina is er niet"),
    ],
)
async def test_a_missing_page_says_so_in_words(
    session: ClientSession, base: str, path: str, language: str, said: str
) -> None:
    """In the language of the address, with a way on and 112."""
    answer = await session.get(base + path)
    html = await answer.text()
    assert answer.status == 404
    assert f'<html lang="{language}">' in html
    assert said in html
    home = urljoin(str(answer.url), Reader(html).links[2])
    assert home.startswith(base)
    assert (await session.get(home)).status == 200


async def test_the_first_page_has_one_address(session: ClientSession, base: str) -> None:
    """Without its slash it leads there, wherever a proxy has put it."""
    answer = await session.get(base.rstrip("/"), allow_redirects=False)
    assert urljoin(base.rstrip("/"), answer.headers["Location"]) == base


@pytest.mark.parametrize(("written", "meant"), [("en", "en/"), ("en/contacten/", "en/contacten")])
async def test_a_slash_more_or_less_does_no_harm(
    session: ClientSession, base: str, written: str, meant: str
) -> None:
    """Who types an address by hand gets where she wants."""
    answer = await session.get(base + written)
    assert (answer.status, str(answer.url)) == (200, base + meant)


async def test_an_older_id_leads_to_the_entry(
    session: ClientSession, house: House, base: str
) -> None:
    """A link that somebody kept goes on working after a renaming."""
    content = house.knowledge.content
    entry = content.entries["f15_waar_melden"].model_copy(update={"aliases": ("oud_id",)})
    entries = {**content.entries, entry.id: entry}
    house.knowledge = replace(house.knowledge, content=replace(content, entries=entries))
    answer = await session.get(f"{base}en/vraag/oud_id", allow_redirects=False)
    assert answer.status == 301
    assert urljoin(str(answer.url), answer.headers["Location"]) == f"{base}en/vraag/{entry.id}"


# --- search ---------------------------------------------------------------------------------------


async def _searched(session: ClientSession, base: str, words: str, language: str = "") -> str:
    answer = await session.post(f"{base}{language}zoek", data={"q": words})
    assert answer.status == 200
    return await answer.text()


async def test_a_search_forgives_typing_errors(
    session: ClientSession, house: House, base: str
) -> None:
    """It finds what the chat finds, by a plain form; also by a link, as somebody may have kept one."""
    found = build(house.knowledge.content)
    house.knowledge = replace(house.knowledge, finder=found)
    for words in ("kan ik anoniem melden", "kan ik annoniem meldenn"):
        html = await _searched(session, base, words)
        assert 'href="vraag/f19_anoniem_melden"' in html
    linked = await session.get(f"{base}zoek", params={"q": "kan ik anoniem melden"})
    assert 'href="vraag/f19_anoniem_melden"' in await linked.text()
    english = await _searched(session, base, "can I report anonymously", "en/")
    assert 'href="vraag/f19_anoniem_melden"' in english
    assert 'lang="en"' in english


async def test_words_of_danger_come_first(session: ClientSession, base: str) -> None:
    """112 stands above whatever is found."""
    html = await _searched(session, base, "er staat hier een jongen met een mes")
    assert html.index('class="warning"') < html.index("<h2")
    assert 'class="warning"' not in await _searched(session, base, "meldcode")
    for alone in ("bom", "een vuurwapen", "granaat"):
        assert 'class="warning"' in await _searched(session, base, alone)


async def test_whom_to_call_fits_the_danger(session: ClientSession, base: str) -> None:
    """Who speaks of suicide finds the number for that; the link says that it is about calling 112."""
    main = (await _searched(session, base, "ze wil zichzelf iets aandoen")).partition("<main")[2]
    assert main.index('class="warning"') < main.index('href="tel:08000113"') < main.index("</main>")
    assert "Wat je zegt als je 112 belt" in main
    police = (await _searched(session, base, "hij wil zijn docent iets aandoen")).partition(
        "<main"
    )[2]
    assert "0800-0113" not in police.partition("</main>")[0]


async def test_the_page_on_danger_says_once_what_it_is_not(
    session: ClientSession, base: str
) -> None:
    """That nobody here can send help stands there, once."""
    page = await (await session.get(f"{base}gevaar")).text()
    assert page.count("geen hulp sturen") == 1


@pytest.mark.parametrize("words", ["veilig thuis", "wie is Veilig Thuis?", "0800-2000"])
async def test_a_contact_is_found_by_its_name_or_number(
    session: ClientSession, base: str, words: str
) -> None:
    """Who only seeks a number finds it, though it is no answer; with other words there is none."""
    main = (await _searched(session, base, words)).partition("<main")[2].partition("</main>")[0]
    assert "<strong>Veilig Thuis</strong>" in main
    assert "<strong>Veilig Thuis</strong>" not in await _searched(session, base, "hoofddoek")


async def test_danger_at_the_end_of_a_long_story_is_seen(session: ClientSession, base: str) -> None:
    """Only the search for answers looks at the beginning alone."""
    story = "het was een rustige middag. " * 12
    assert 'class="warning"' not in await _searched(session, base, story)
    assert 'class="warning"' in await _searched(session, base, story + "hij heeft een mes bij zich")


async def test_a_short_word_is_no_beginning_of_another(session: ClientSession, base: str) -> None:
    """What is typed of three letters finds entries that hold this very word."""
    html = await _searched(session, base, "bom")
    assert "Moet ik dat melden?" not in html


class _Alarmed:
    """Takes everything for danger of one kind."""

    def look(self, text: str) -> Guess:
        """Guess at one message."""
        return Guess(Sign(Level.AMBER, knowledge().content.danger.categories[0].id), calm=not text)


async def test_what_danger_sounds_like_counts_once_it_was_learned(
    session: ClientSession, house: House, base: str
) -> None:
    """Words that no rule knows show 112, too, when they are like what people write who tell of danger."""
    assert 'class="warning"' not in await _searched(session, base, "meldcode")
    house.knowledge = replace(house.knowledge, likeness=_Alarmed())
    assert 'class="warning"' in await _searched(session, base, "meldcode")


async def test_nothing_found_is_said(session: ClientSession, base: str) -> None:
    """No answer is better than a wrong one."""
    html = await _searched(session, base, "hoeveel kinderen passen er in een bakfiets")
    assert "Hier past geen antwoord goed bij" in html
    assert "Typ een of meer woorden" in await _searched(session, base, "  ")


@pytest.mark.parametrize(
    "typed", ['"><script>alert(1)</script>', "{{ 7*7 }}", "\x00\ud800'", "<b>&amp;", "%s %d"]
)
async def test_what_was_typed_stays_text(session: ClientSession, base: str, typed: str) -> None:
    """Words come back in the field as they were typed, and never as markup."""
    data = b"q=" + "".join(f"%{byte:02X}" for byte in typed.encode("utf-8", "replace")).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await session.post(f"{base}zoek", data=data, headers=headers)
    html = await answer.text()
    assert answer.status == 200
    assert Reader(html).scripts == 0
    assert "49" not in re.sub(r"[^<]*Stand van[^<]*", "", html[html.index('value="') :][:80])


async def test_a_search_is_bounded(session: ClientSession, house: House, base: str) -> None:
    """Long words are cut, long bodies refused, and too many searches told to come back; pages go on."""
    html = await _searched(session, base, "meldcode " * (LONGEST // 4))
    assert "alleen het begin is gebruikt" in html
    too_long = await session.post(f"{base}zoek", data="q=" + "x" * (BODY_BYTES + 1))
    many = await session.post(f"{base}zoek", data="&".join(["q=x"] * 20))
    assert (too_long.status, many.status) == (400, 400)
    house.time += 60
    answers: list[ClientResponse] = [
        await session.post(f"{base}zoek", data={"q": "x"}) for _ in range(SEARCHES_AT_ONCE + 1)
    ]
    assert [one.status for one in answers] == [200] * SEARCHES_AT_ONCE + [503]
    assert answers[-1].headers["Retry-After"]
    assert "Even geduld" in await answers[-1].text()
    assert (await session.get(base)).status == 200
    house.time += 1
    assert (await session.post(f"{base}zoek", data={"q": "x"})).status == 200


async def test_nothing_of_a_search_is_kept(
    session: ClientSession, base: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Words that were sought stand in no log, and no store is asked to keep the page."""
    caplog.set_level("DEBUG")
    answer = await session.post(f"{base}zoek", data={"q": "zeldzaamwoord"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    assert "zeldzaamwoord" not in caplog.text


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /kennis/zoek?q=zeldzaamwoord" + b"a" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /kennis/zoek?q=zeldzaamwoord HTTP/1.1\r\nHost: x\r\nzeldzaamwoord\x00\r\n\r\n",
        b"GET /kennis/zeldzaamwoord\xff HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /kennis/zoek HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\n"
        b"Content-Length: 15\r\n\r\nq=zeldzaamwoord",
    ],
    ids=["long", "header", "letters", "packed"],
)
async def test_what_cannot_be_read_is_not_quoted(
    base: str, caplog: pytest.LogCaptureFixture, sent: bytes
) -> None:
    """A request that is no proper one is refused; answer and log tell its kind, and no word or traceback of it."""
    there = urlsplit(base)
    reader, writer = await asyncio.open_connection(there.hostname, there.port)
    writer.write(sent)
    async with asyncio.timeout(10):
        answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    assert answer.split()[1] == b"400"
    assert b"\r\nServer: helpline\r\n" in answer
    assert b"zeldzaamwoord" not in answer
    assert b"aiohttp" not in answer
    assert "could not be read" in caplog.text
    assert "zeldzaamwoord" not in caplog.text
    assert "Traceback" not in caplog.text


async def test_the_address_is_told_where_it_is_known(
    session: ClientSession, house: House, base: str
) -> None:
    """A public address makes the pages canonical; an unknown bot is named without a link."""
    house.look = Look("Hulplijn", None, address="https://helpline.example.org/kennis")
    html = await (await session.get(f"{base}en/contacten")).text()
    assert 'rel="canonical" href="https://helpline.example.org/kennis/en/contacten"' in html
    assert "You find the chat of Hulplijn in Telegram." in html
    assert not [one for one in Reader(html).links if urlsplit(one).hostname == "t.me"]
