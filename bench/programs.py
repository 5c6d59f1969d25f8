"""Programs: what is measured side by side, each as a process of its own on one stand-in."""

import json
import shutil
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from bench.processes import Process, wait_for_file

READY = "De helpline draait."
LEARNED_WITHIN = 180.0
"""Seconds."""
_SECRET = "only-for-the-benchmark"


@dataclass(frozen=True)
class Program:
    """One of the programs: which one, and whether it is brought the updates or asks for them."""

    name: str
    webhook: bool = False

    @property
    def title(self) -> str:
        """How it is called in tables."""
        return f"{self.name}, webhook" if self.webhook else self.name


HELPLINE, HELPLINE_WEBHOOK = Program("helpline"), Program("helpline", webhook=True)
BARE, BARE_WEBHOOK = Program("bare"), Program("bare", webhook=True)
PLAIN = Program("plain")
SKELETON, SKELETON_WEBHOOK = Program("skeleton"), Program("skeleton", webhook=True)
PROGRAMS = (HELPLINE, BARE, PLAIN, SKELETON, HELPLINE_WEBHOOK, BARE_WEBHOOK, SKELETON_WEBHOOK)


@dataclass(frozen=True)
class Where:
    """The stand-in: its address, the token of its bot, and the group of the experts."""

    base_url: str
    token: str
    group_id: int


def helpline_environ(where: Where, data: Path, **more: str) -> dict[str, str]:
    """The environment of a helpline on this stand-in, with no budgets, that is always on duty."""
    return {
        "HELPLINE_TELEGRAM__TOKEN": where.token,
        "HELPLINE_TELEGRAM__BASE_URL": where.base_url,
        "HELPLINE_TELEGRAM__EXPERT_GROUP_ID": str(where.group_id),
        "HELPLINE_TELEGRAM__BUDGETS__PRIVATE_PER_SECOND": "0",
        "HELPLINE_TELEGRAM__BUDGETS__GROUP_PER_MINUTE": "0",
        "HELPLINE_TELEGRAM__BUDGETS__TOTAL_PER_SECOND": "0",
        "HELPLINE_STORE__DATA_DIR": str(data),
        "HELPLINE_SERVICE__HOURS": "always",
        # What the goal for memory is set for; an open case asks the matcher nothing.
        "HELPLINE_MATCHER__MODE": "lexical",
        "HELPLINE_WEB__LISTEN": f"127.0.0.1:{free_port()}",
        **more,
    }


@contextmanager
def helpline(where: Where, data: Path, *, webhook: bool = False) -> Iterator[tuple[int, ...]]:
    """Run the helpline with its embedded store; the process ids of both."""
    environ = helpline_environ(where, data)
    if webhook:
        listen = f"127.0.0.1:{free_port()}"
        environ |= {
            "HELPLINE_TELEGRAM__WEBHOOK__URL": f"http://{listen}",
            "HELPLINE_TELEGRAM__WEBHOOK__LISTEN": listen,
            "HELPLINE_TELEGRAM__WEBHOOK__SECRET": _SECRET,
        }
    with Process("bot", "run", environ=environ) as process:
        process.line(READY)
        _wait_until_learned(environ["HELPLINE_WEB__LISTEN"])
        yield process.pid, int(wait_for_file(data / "store" / "valkey.pid"))


@contextmanager
def running(
    program: Program, where: Where, placed: Path, data: Path, threads: Mapping[int, int]
) -> Iterator[tuple[int, ...]]:
    """Run a program; its process id and that of its store, if it has one.

    The helpline works on a copy, at `data`, of what it knew (`placed`) when the cases had been placed: what an
    earlier run left must not slow a later one.
    """
    if program.name == HELPLINE.name:
        shutil.copytree(
            placed, data, ignore=shutil.ignore_patterns("*.sock", "*.pid", "*.lock", "socket-path")
        )
        with helpline(where, data, webhook=program.webhook) as pids:
            yield pids
        shutil.rmtree(data)
        return
    environ = {
        "ROOT": f"{where.base_url}/bot{where.token}",
        "GROUP": str(where.group_id),
        "THREADS": json.dumps(dict(threads)),
    }
    if program.webhook:
        environ["LISTEN"] = str(free_port())
    stores = program.name == SKELETON.name
    if stores:
        environ["STORE"] = str(data)
    with Process(f"bench.{program.name}", environ=environ) as process:
        process.line("ready")
        store = (int(wait_for_file(data / "store" / "valkey.pid")),) if stores else ()
        yield (process.pid, *store)
    if stores:
        shutil.rmtree(data)


def _wait_until_learned(status: str) -> None:
    """Wait until all was learned from the content: it is done beside the work, and is no part of a message.

    Raises:
        SystemExit: it was not within three minutes.
    """
    until = time.monotonic() + LEARNED_WITHIN
    while time.monotonic() < until:
        # It is not ready at once, and says so by 503.
        with suppress(HTTPError), urlopen(f"http://{status}/readyz") as answer:
            if json.load(answer)["content"]["learned"]:
                return
        time.sleep(0.05)
    raise SystemExit("The helpline did not learn from its content in time.")


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
