"""The state diagram of a case, drawn from the transition table.

`python -m tests.support.diagram` puts it into `docs/life-of-a-case.md` again.
"""

from __future__ import annotations

from typing import Final

from bot.handoff.person import Stage
from bot.handoff.table import TABLE, Move
from tests.support.desks import ROOT

PAGE: Final = ROOT / "docs" / "life-of-a-case.md"
_BEGIN, _END = "```mermaid\n", "```\n"

_WORDS: Final = {
    Move.AGREE: "she agrees to the start text",
    Move.DECLINE: "she does not agree",
    Move.ASK_EXPERT: "she asks for an expert",
    Move.LEAVE_INTAKE: "she stops",
    Move.PLACE: "the case is placed",
    Move.TAKE_UP: "an expert claims it, or answers",
    Move.CLOSE: "an expert closes it, or she is helped",
    Move.REOPEN: "it goes on",
    Move.START_OVER: "a new question",
}


def drawing() -> str:
    """Return the diagram as Mermaid: each row of the table is one arrow."""
    lines = ["stateDiagram-v2", f"    [*] --> {Stage.NEW}"]
    lines += [f"    {stage} --> {then}: {_WORDS[move]}" for (stage, move), then in TABLE.items()]
    return "\n".join(lines) + "\n"


def drawn() -> str:
    """Return the diagram as it stands on the page."""
    _, _, rest = PAGE.read_text("utf-8").partition(_BEGIN)
    return rest.partition(_END)[0]


def draw() -> None:
    """Put the diagram of now on the page."""
    before, _, rest = PAGE.read_text("utf-8").partition(_BEGIN)
    after = rest.partition(_END)[2]
    PAGE.write_text(f"{before}{_BEGIN}{drawing()}{_END}{after}", "utf-8")


if __name__ == "__main__":
    draw()
