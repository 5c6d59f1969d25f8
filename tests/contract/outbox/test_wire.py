"""The wire against real servers that speak HTTP well, badly, or not at all."""

from __future__ import annotations

import asyncio
import random
import ssl
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from typing import TYPE_CHECKING, Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.outbox import wire as wires
from bot.outbox.line import LONGEST_HEAD, Answer, NonsenseError
from bot.outbox.wire import UnreachedError, Wire

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Server:
    """Says what it was told for each request, in these pieces, and remembers what it heard."""

    def __init__(self, *answers: Sequence[bytes] | None) -> None:
        """The last answer is said again and again; None is no answer at all."""
        self.answers = list(answers)
        self.heard: list[bytes] = []
        self.connections = 0
        self.ends = False
        """Whether it ends the connection after an answer."""
        self.url = ""

    async def hears(self, count: int) -> None:
        """Wait until so many requests came."""
        while len(self.heard) < count:  # noqa: ASYNC110  a test may poll
            await asyncio.sleep(0.001)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                size = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
                self.heard.append(head + await reader.readexactly(size))
                answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
                if answer is None:
                    continue
                for piece in answer:
                    writer.write(piece)
                    await writer.drain()
                    await asyncio.sleep(0)
                if self.ends:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def listening(server: Server, trust: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    """The server listens."""
    async with await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=trust) as listener:
        port = listener.sockets[0].getsockname()[1]
        server.url = f"{'https' if trust else 'http'}://127.0.0.1:{port}/bot1:x/sendMessage"
        yield server


@asynccontextmanager
async def wired(**options: Any) -> AsyncIterator[Wire]:
    """A wire, closed at the end."""
    usual: Any = {"connections": 8, "acquire": 2.0, "connect": 2.0, "read": 2.0}
    made = Wire(headers={"A": "b"}, **usual | options)
    try:
        yield made
    finally:
        made.close()


def yes() -> bool:
    return True


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (OK, Answer(200, b"ok")),
        (b"HTTP/1.1 200\r\ncontent-LENGTH:2\r\n\r\nok", Answer(200, b"ok")),
        (
            b"HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n",
            Answer(429, b"", "7"),
        ),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;a=b\r\no\r\n1\r\nk\r\n0\r\nT: x\r\n\r\n",
            Answer(200, b"ok"),
        ),
        (b"HTTP/1.1 100 Go on\r\n\r\n" + OK, Answer(200, b"ok")),
        (b"HTTP/1.1 204 None\r\n\r\n", Answer(204, b"")),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", Answer(200, b"")),
    ],
    ids=["plain", "odd letters", "a pause", "chunks", "go on", "no body", "an empty body"],
)
async def test_answers_of_all_forms(said: bytes, expected: Answer) -> None:
    """Each form of a body is read, whole or byte by byte, and its connection serves the next call."""
    bytewise = [said[at : at + 1] for at in range(len(said))]
    async with listening(Server([said], bytewise, [said])) as server, wired() as wire:
        for _ in range(3):
            assert await wire.post(server.url, b"{}", yes) == expected
    assert server.connections == 1
    first = server.heard[0]
    assert first.startswith(b"POST /bot1:x/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:")
    assert first.endswith(b"\r\nA: b\r\nContent-Length: 2\r\n\r\n{}")


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok",
        b"HTTP/1.0 200 OK\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 2\r\n\r\nok",
    ],
)
async def test_an_answer_at_the_end_of_its_connection(said: bytes) -> None:
    """Without a length the body lasts until the end; the next call takes another connection."""
    server = Server([said])
    server.ends = True
    async with listening(server), wired() as wire:
        for _ in range(2):
            assert await wire.post(server.url, b"", yes) == Answer(200, b"ok")
    assert server.connections == 2


@pytest.mark.parametrize(
    "said",
    [
        b"SSH-2.0-server\r\n\r\n",
        b"HTTP/2 200 OK\r\n\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nno field\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nok\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nokay\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nA: " + b"a" * (LONGEST_HEAD + 9),
    ],
)
async def test_nonsense(said: bytes) -> None:
    """What is no HTTP fails, and the next call is none the worse for it."""
    async with listening(Server([said], [OK])) as server, wired() as wire:
        with pytest.raises(NonsenseError):
            await wire.post(server.url, b"", yes)
        assert await wire.post(server.url, b"", yes) == Answer(200, b"ok")
    assert server.connections == 2


@pytest.mark.parametrize("kept", range(0, len(OK), 7))
async def test_an_answer_that_breaks_off(kept: int) -> None:
    """A connection that ends before the answer is whole is an error, never half an answer."""
    server = Server([OK[:kept]])
    server.ends = True
    async with listening(server), wired() as wire:
        with pytest.raises(OSError, match="without an answer"):
            await wire.post(server.url, b"", yes)


async def test_what_comes_late_is_no_answer_to_the_next() -> None:
    """After a time-out, or a call given up, an answer that still comes is not taken for the next one's."""
    server = Server(None, None, [OK])
    async with listening(server), wired(read=0.05) as wire:
        with pytest.raises(TimeoutError):
            await wire.post(server.url, b"1", yes)
        given_up = asyncio.create_task(wire.post(server.url, b"2", yes))
        await server.hears(2)
        given_up.cancel()
        with pytest.raises(asyncio.CancelledError):
            await given_up
        assert await wire.post(server.url, b"3", yes) == Answer(200, b"ok")
    assert server.connections == 3


async def test_what_nobody_asked_for_ends_the_connection() -> None:
    """Bytes behind an answer, or on a resting connection, belong to no call."""
    answers = ([OK + b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n"], [OK])
    async with listening(Server(*answers)) as server, wired() as wire:
        for _ in range(2):
            assert await wire.post(server.url, b"", yes) == Answer(200, b"ok")
    assert server.connections == 2


async def test_a_resting_connection_grows_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that rested for long is not used again: the server may be ending it just now."""
    async with listening(Server([OK])) as server, wired() as wire:
        await wire.post(server.url, b"", yes)
        await wire.post(server.url, b"", yes)
        assert server.connections == 1
        monkeypatch.setattr(wires, "IDLE", -1.0)
        await wire.post(server.url, b"", yes)
    assert server.connections == 2


async def test_no_more_connections_than_allowed() -> None:
    """Calls wait for a free connection, in order; one that waits too long was not sent."""
    answers = [[OK], None]
    async with listening(Server(*answers)) as server, wired(connections=1, acquire=0.2) as wire:
        first = asyncio.create_task(wire.post(server.url, b"1", yes))
        second = asyncio.create_task(wire.post(server.url, b"2", yes))
        third = asyncio.create_task(wire.post(server.url, b"3", yes))
        assert await first == Answer(200, b"ok")
        with pytest.raises(UnreachedError):
            await third
        second.cancel()
        await asyncio.wait((second,))
        assert [heard[-1:] for heard in server.heard] == [b"1", b"2"]


async def test_what_is_not_allowed_is_not_sent() -> None:
    """The last look, before the first byte leaves, decides."""
    async with listening(Server([OK])) as server, wired() as wire:
        with pytest.raises(UnreachedError):
            await wire.post(server.url, b"", lambda: False)
        assert await wire.post(server.url, b"", yes) == Answer(200, b"ok")
    assert len(server.heard) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/x",
        "http://no-such-host.invalid/x",
        "http://" + "a" * 70 + ".example/x",
        "ftp://127.0.0.1/x",
        "http://127.0.0.1:port/x",
        "http:///x",
    ],
)
async def test_nowhere_to_go(url: str) -> None:
    """Where nobody is, nothing was sent; the error says nothing of the address."""
    async with wired() as wire:
        with pytest.raises(UnreachedError) as raised:
            await wire.post(url, b"", yes)
    assert "127" not in str(raised.value)
    assert "host" not in str(raised.value)


async def test_a_closed_wire() -> None:
    """Closing ends calls under way; afterwards nothing is sent."""
    async with listening(Server(None)) as server, wired() as wire:
        under_way = asyncio.create_task(wire.post(server.url, b"", yes))
        await server.hears(1)
        wire.close()
        with pytest.raises(OSError, match="without an answer"):
            await under_way
        with pytest.raises(UnreachedError):
            await wire.post(server.url, b"", yes)


async def test_any_noise() -> None:
    """Whatever bytes come, a call ends with an answer or with one of the errors that are known."""
    chance = random.Random(3)
    parts = [b"HTTP/1.1 200 OK\r\n", b"Content-Length: 3\r\n", b"Transfer-Encoding: chunked\r\n"]
    parts += [
        b"\r\n",
        b"3\r\nabc\r\n",
        b"0\r\n\r\n",
        b"abc",
        b"HTTP/1.1 ",
        b"\xff\x00",
        b":",
        b"\n",
    ]
    server = Server([b""])
    server.ends = True
    async with listening(server), wired(read=0.5) as wire:
        for _ in range(300):
            server.answers = [chance.choices(parts, k=chance.randint(0, 7))]
            try:
                answer = await wire.post(server.url, b"", yes)
            except (OSError, NonsenseError):
                continue
            assert answer.status == 200


async def test_over_tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that nobody vouches for hears nothing; one that is trusted is spoken to."""
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(_certificate(tmp_path))
    async with listening(Server([OK]), trust) as server:
        async with wired() as wire:
            with pytest.raises(UnreachedError):
                await wire.post(server.url, b"{}", yes)
        assert server.heard == []
        monkeypatch.setenv("SSL_CERT_FILE", str(_certificate(tmp_path)))
        async with wired() as wire:
            for _ in range(2):
                assert await wire.post(server.url, b"{}", yes) == Answer(200, b"ok")
    assert len(server.heard) == 2


def _certificate(folder: Path) -> Path:
    """A certificate for this computer with its key, that vouches for itself."""
    file = folder / "both.pem"
    if file.exists():
        return file
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime(2020, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=36500))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file
