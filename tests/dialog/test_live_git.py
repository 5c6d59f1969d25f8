"""Live from git: maintainers commit at a host, and the helpline fetches, checks, and says in General what is live."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.emulator.actors import Expert, Person
from tests.dialog.talk import KNOWN, KNOWN_ENTRY, Talk, answer_to, content
from tests.support.desks import ROOT
from tests.support.folder import breaks, edit, file_of, mends
from tests.support.git_host import GitHost
from tests.support.helpline import Helpline, helpline

SOON = 40.0
"""Seconds within which a commit is live and told, on a busy machine too."""


@pytest.fixture
def host(tmp_path: Path) -> GitHost:
    """A host with the content in a folder of its repository."""
    host = GitHost(tmp_path / "host")
    shutil.copytree(ROOT / "faq", host.place / "inhoud")
    host.commit()
    return host


@pytest.fixture
async def line(tmp_path: Path, host: GitHost) -> AsyncIterator[Helpline]:
    """A helpline that fetches from it, and has no content of its own."""
    async with helpline(
        tmp_path / "data",
        content__dir=str(tmp_path / "niets"),
        content__git__url=host.url,
        content__git__path="inhoud",
        content__git__every_minutes="0.01",
    ) as running:
        yield running


async def test_a_changed_number_is_told_with_where_it_is_used(
    line: Helpline, host: GitHost, eva: Expert, anna: Person
) -> None:
    """The group reads which contact is new, in how many answers it is used, and nothing of answers that only show it."""
    name = content().contacts["politie_geen_spoed"].name.nl
    edit(host.place / "inhoud/contacts.yaml", f'"{name}"', '"Politie zonder haast"')
    commit = host.commit()
    told = await eva.sees(None, "Nieuwe inhoud staat live", within=SOON)
    assert commit[:7] in told.text
    assert "Contact Politie zonder haast, gebruikt in" in told.text
    assert "gewijzigd" not in told.text


async def test_a_broken_commit_stays_away(
    line: Helpline, host: GitHost, eva: Expert, anna: Person
) -> None:
    """The group reads what is wrong and where, the last good version answers, and a mend is told."""
    path = file_of(host.place / "inhoud", KNOWN_ENTRY)
    breaks(path)
    host.commit()
    told = await eva.sees(None, "zit een fout", within=SOON)
    assert f"nl/{path.name}:" in told.text
    talk = Talk(line.stage, anna)
    await talk.agrees()
    await talk.asks(KNOWN["nl"])
    await anna.sees(answer_to(KNOWN_ENTRY, "nl"))
    mends(path)
    host.commit()
    await eva.sees(None, "weer in orde", within=SOON)


async def test_without_the_host_it_works_on(
    line: Helpline, host: GitHost, eva: Expert, anna: Person
) -> None:
    """A repository that is gone is told once; a restart finds what was fetched, and the next commit comes by itself."""
    host.away()
    await eva.sees(None, "komt niet in de repository", within=SOON)
    await line.restart()
    talk = Talk(line.stage, anna)
    await talk.agrees()
    await talk.asks(KNOWN["nl"])
    await anna.sees(answer_to(KNOWN_ENTRY, "nl"))
    host.back()
    await eva.sees(None, "weer in orde", within=SOON)
    assert len(eva.messages(None)) == 2
