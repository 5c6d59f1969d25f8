"""The pipe: whoever asks is answered, whatever the others are doing and whatever the server does."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import hiredis
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from redis.asyncio import ConnectionPool

from bot.store.client import connect
from bot.store.failure import InDoubtError, NotSentError
from bot.store.line import Line
from bot.store.pipe import Pipe


class Echo:
    """A server that answers PING, as long as it is let, with what was sent along."""

    def __init__(self) -> None:
        self.answers = asyncio.Event()
        self.answers.set()
        self.batches: list[int] = []
        """How many commands came at once."""
        self.extra = b""
        """Sent behind the next answers."""
        self.torn: bytes | None = None
        """Sent instead of the next answers, before hanging up."""
        self._tasks: set[asyncio.Task[None]] = set()

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        task = asyncio.create_task(self._serve(reader, writer))
        self._tasks.add(task)

    def hang_up(self) -> None:
        """End every connection."""
        for task in self._tasks:
            task.cancel()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        parser = hiredis.Reader()
        try:
            while data := await reader.read(65_536):
                parser.feed(data)
                commands = []
                while (command := parser.gets()) is not False:
                    commands.append(command)
                if commands[0][0] in (b"CLIENT", b"HELLO"):
                    writer.write(b"+OK\r\n" * len(commands))
                    continue
                self.batches.append(len(commands))
                await self.answers.wait()
                if self.torn is not None:
                    torn, self.torn = self.torn, None
                    writer.write(torn)
                    return
                writer.write(b"".join(b"$%d\r\n%s\r\n" % (len(c[1]), c[1]) for c in commands))
                writer.write(self.extra)
                self.extra = b""
        finally:
            writer.close()


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[tuple[Echo, Pipe]]:
    """Return a server and a pipe to it."""
    echo = Echo()
    listening = await asyncio.start_unix_server(echo.accept, tmp_path / "s")
    pipe = Pipe(connect(f"unix://{tmp_path / 's'}"), timeout=0.2)
    yield echo, pipe
    await pipe.close()
    echo.hang_up()
    listening.close()


def _certificate(folder: Path) -> ssl.SSLContext:
    """Return the side of a server whose certificate it has signed itself; it is written to a file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)  # noqa: TID251  a certificate is good for some time around now
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "certificate", folder / "key")
    return context


async def test_who_asks_together_travels_together(server: tuple[Echo, Pipe]) -> None:
    """Commands of one moment come to the server at once, and each caller gets his own answers."""
    echo, pipe = server
    await pipe.ask(("PING", "first"))
    echo.batches.clear()
    asked = [pipe.ask(("PING", f"{n}a"), ("PING", f"{n}b")) for n in range(20)]
    answers = await asyncio.gather(*asked)
    assert answers == [[f"{n}a".encode(), f"{n}b".encode()] for n in range(20)]
    assert echo.batches == [40]


async def test_nobody_waits_behind_a_batch_that_hangs(server: tuple[Echo, Pipe]) -> None:
    """While two batches are on their way a third waits; when the first come back everybody is answered."""
    echo, pipe = server
    echo.answers.clear()
    asked = []
    for number in range(3):
        asked.append(asyncio.create_task(pipe.ask(("PING", str(number)))))
        await asyncio.sleep(0.02)
    assert len(echo.batches) == 2
    echo.answers.set()
    async with asyncio.timeout(5):
        assert await asyncio.gather(*asked) == [[b"0"], [b"1"], [b"2"]]


async def test_a_silent_server_is_given_up(server: tuple[Echo, Pipe]) -> None:
    """Without an answer in time the outcome is unknown; afterwards a new connection serves the next caller."""
    echo, pipe = server
    echo.answers.clear()
    with pytest.raises(InDoubtError):
        await pipe.ask(("PING", "x"))
    assert pipe.trouble.now() is not None
    echo.answers.set()
    assert await pipe.ask(("PING", "y")) == [b"y"]
    assert pipe.trouble.now() is None


async def test_a_server_that_hangs_up_at_rest_is_reached_again(server: tuple[Echo, Pipe]) -> None:
    """A connection that ended while nothing was on its way costs nobody an answer."""
    echo, pipe = server
    await pipe.ask(("PING", "x"))
    echo.hang_up()
    await asyncio.sleep(0.05)
    assert await pipe.ask(("PING", "y")) == [b"y"]


async def test_an_answer_too_many_ends_the_connection(server: tuple[Echo, Pipe]) -> None:
    """When the server answers more than was asked nobody can tell whose an answer is: none of them counts."""
    echo, pipe = server
    echo.extra = b"+MORE\r\n"
    with pytest.raises(InDoubtError):
        await pipe.ask(("PING", "x"))
    assert await pipe.ask(("PING", "y")) == [b"y"]


@pytest.mark.parametrize("torn", [b"$60\r\nhalf of it", b"$", b"no answer at all\r\n"])
async def test_a_torn_answer_leaves_nothing_behind(server: tuple[Echo, Pipe], torn: bytes) -> None:
    """When the server hangs up in the middle of an answer the next callers still get their own answers."""
    echo, pipe = server
    echo.torn = torn
    with pytest.raises(InDoubtError):
        await pipe.ask(("PING", "x"))
    for _ in range(2):
        assert await pipe.ask(("PING", "y"), ("PING", "z")) == [b"y", b"z"]


async def test_a_server_behind_tls(tmp_path: Path) -> None:
    """The way through TLS, where the password goes, carries commands as the plain one does."""
    echo = Echo()
    listening = await asyncio.start_server(echo.accept, "localhost", 0, ssl=_certificate(tmp_path))
    port = listening.sockets[0].getsockname()[1]
    pipe = Pipe(connect(f"rediss://localhost:{port}?ssl_ca_certs={tmp_path / 'certificate'}"))
    long = "x" * 100_000
    short, much = await asyncio.gather(pipe.ask(("PING", "a")), pipe.ask(("PING", long)))
    assert (short, much) == ([b"a"], [long.encode()])
    await pipe.close()
    echo.hang_up()
    listening.close()


async def test_no_server_at_all(tmp_path: Path) -> None:
    """Everybody who waits for a connection hears that none can be had."""
    pipe = Pipe(connect(f"unix://{tmp_path / 'none'}"))
    asked = [pipe.ask(("PING", "x")) for _ in range(3)]
    for ended in await asyncio.gather(*asked, return_exceptions=True):
        assert isinstance(ended, NotSentError)
    await pipe.close()


async def test_a_second_connection_is_not_tried_without_a_pause(
    server: tuple[Echo, Pipe], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While one batch hangs and no other connection can be had, that is tried now and then, not all the time."""
    echo, pipe = server
    tries = 0
    connect_really = Line.connect

    async def counted(line: Line, pool: ConnectionPool) -> None:
        nonlocal tries
        tries += 1
        await connect_really(line, pool)

    await pipe.ask(("PING", "x"))
    monkeypatch.setattr(Line, "connect", counted)
    echo.answers.clear()
    (tmp_path / "s").unlink()
    hangs = asyncio.create_task(pipe.ask(("PING", "y")))
    await asyncio.sleep(0.02)
    with pytest.raises(NotSentError):
        await pipe.ask(("PING", "z"))
    with pytest.raises(InDoubtError):
        await hangs
    assert 1 <= tries <= 5


async def test_what_is_on_its_way_at_the_end_is_told(server: tuple[Echo, Pipe]) -> None:
    """Who waits when the pipe is closed hears that his outcome is unknown."""
    echo, pipe = server
    echo.answers.clear()
    asked = asyncio.create_task(pipe.ask(("PING", "x")))
    await asyncio.sleep(0.02)
    await pipe.close()
    with pytest.raises(InDoubtError):
        await asked
