"""Table: the run over all kinds and both ways, and the page that it makes."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.emulator.actors import Expert, Person
from tests.dialog.case import opened
from tests.support.arrivals.bare_copy import BareCopies
from tests.support.arrivals.ends import End, Hers, Theirs
from tests.support.arrivals.reasons import NOTES
from tests.support.arrivals.sorts import SORTS, Sort
from tests.support.arrivals.trial import VERBS, Cell, Trial
from tests.support.helpline import Helpline

PAGE: Final = Path(__file__).parents[3] / "docs" / "what-arrives.md"
WAYS: Final = {
    "to_experts": "Van de vrager naar de deskundigen",
    "to_her": "Van een deskundige naar de vrager",
}
_HEADS: Final = (
    "komt over",
    "wijzigen",
    "reactie met woorden",
    "emoji eronder",
    "album",
    "terughalen",
)
_BEGIN, _END = "<!-- made: arrives -->", "<!-- made -->"
PEOPLE: Final = 6
"""Cases in which it is tried at the same time."""

Seen = dict[tuple[str, str], dict[str, Cell]]
"""(way, name of the sort) → verb → what became of it."""


@dataclass(frozen=True)
class _Case:
    near: End
    far: End


async def everything(line: Helpline, sorts: tuple[Sort, ...] = SORTS) -> Seen:
    """Try all sorts, both ways; what was seen."""
    stage = line.stage
    eva = await stage.expert("Eva")
    nobody = await stage.person("Nora")
    await nobody.starts()
    bare = BareCopies(line.emulator, nobody, (await stage.state())["bot"]["id"])
    people = [await stage.person(f"Anna{n}", is_premium=True) for n in range(PEOPLE)]
    await stage.control.patch(f"users/{eva.id}", {"is_premium": True})
    cases = [await _case(anna, eva) for anna in people]
    seen: Seen = {}

    async def tries(case: _Case, mine: tuple[Sort, ...]) -> None:
        for sort in mine:
            for way, near, far in (
                ("to_experts", case.near, case.far),
                ("to_her", case.far, case.near),
            ):
                seen[way, sort.name] = await Trial(sort, near, far, bare).run()

    async with asyncio.TaskGroup() as group:
        for n, case in enumerate(cases):
            group.create_task(tries(case, sorts[n::PEOPLE]))
    return seen


async def _case(anna: Person, eva: Expert) -> _Case:
    """Open a case in which what is asked once was asked: about pictures, and about files."""
    case = await opened(anna, eva)
    hers, theirs = Hers(anna), Theirs(eva, case)
    asked = {one.id for one in hers.of_bot()}
    for kind in ("photo", "document"):
        before = len(theirs.arrived())
        await anna.sends(kind)
        async with asyncio.timeout(10):
            while len(theirs.arrived()) == before:
                await hers.says_send(asked)
                await asyncio.sleep(0.02)
    return _Case(hers, theirs)


def made(seen: Seen) -> str:
    """The made part of the page: a table for each way, and the notes."""
    numbers: dict[str, int] = {}
    parts: list[str] = []
    for way, title in WAYS.items():
        rows = [f"| {' | '.join(('soort', *_HEADS))} |", f"| --- {'| :-: ' * len(VERBS)}|"]
        for sort in SORTS:
            cells = seen[way, sort.name]
            shown = [_cell(cells[verb], numbers) for verb in VERBS]
            rows.append(f"| {sort.name} | {' | '.join(shown)} |")
        parts.append(f"## {title}\n\n" + "\n".join(rows))
    notes = [f"{number}. {NOTES[key]}" for key, number in numbers.items()]
    return "\n\n".join((*parts, "## Noten\n\n" + "\n".join(notes)))


def _cell(cell: Cell, numbers: dict[str, int]) -> str:
    marks = [str(numbers.setdefault(key, len(numbers) + 1)) for key in cell.notes]
    return f"{cell.mark} <sup>{','.join(marks)}</sup>" if marks else str(cell.mark)


def filled(page: str, part: str) -> str:
    """The page with its made part put in anew."""
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n\n{part}\n\n{_END}{after}"


def ours(seen: Seen) -> list[str]:
    """What does not arrive though Telegram lets it, a line each."""
    return [
        f"{way}: {name}: {verb}: {', '.join(cell.notes)}"
        for (way, name), cells in sorted(seen.items())
        for verb, cell in cells.items()
        if cell.mark == "✗"
    ]
