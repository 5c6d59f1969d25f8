"""`helpline faq ask` and `faq test`: what the bot would answer and why, and what a change makes different."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from click.testing import CliRunner
from typing_extensions import override

from bot.cli import main
from bot.cli.faq._encoder import Remembering
from bot.cli.faq._knowledge import cache_of
from bot.content import Room
from bot.faq.encoder import Encoder
from bot.faq.trial import Trial, trials
from bot.settings import load_settings
from tests.support.desks import LEARNED, ROOT, knowledge
from tests.support.folder import edit, file_of
from tests.support.git_host import GitHost

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

ENTRY = "f06_gesprek_beginnen"
ENVIRON = {"HELPLINE_CONTENT__CACHE": str(LEARNED), "HELPLINE_CONTENT__DIR": str(ROOT / "faq")}


def run(*arguments: str, typed: str = "", **more: str) -> Any:
    """Call `helpline faq …`."""
    return CliRunner().invoke(main, ["faq", *arguments], input=typed, env=ENVIRON | more)


def test_an_answer_is_shown_with_the_reason() -> None:
    """What she reads, what it comes to, and the way of asking that is nearest."""
    knowledge()
    question = knowledge().content.entries[ENTRY].nl.question
    printed = run("ask", "--words", question).output
    assert "Uitkomst  een antwoord" in printed
    assert ENTRY in printed
    assert "Deskundige" in printed


def test_danger_comes_first() -> None:
    """As with the bot: the numbers, before any answer."""
    printed = run("ask", "--words", "Er staat hier nu een jongen met een mes").output
    assert "112" in printed.splitlines()[1]
    assert "Uitkomst  gevaar" in printed
    assert "rood" in printed


def test_without_a_question_one_after_the_other_is_asked() -> None:
    """Until an empty line; in the language of who asks."""
    printed = run("ask", "--words", "--language", "en", typed="hi\n\n").output
    assert "Hello." in printed
    assert "Uitkomst  geen vraag" in printed


def test_broken_content_is_said(tmp_path: Path) -> None:
    """No traceback: the place and the sentence, and exit code 2."""
    folder = shutil.copytree(ROOT / "faq", tmp_path / "inhoud")
    (folder / "themes.yaml").write_text("themes: nee\n")
    done = run("ask", "--content", str(folder), "hoi")
    assert done.exit_code == 2
    assert "themes.yaml:1:" in done.output


def test_a_change_is_told_against_the_last_commit(tmp_path: Path) -> None:
    """A golden question that no longer finds its entry is new among the failures, with what it found before."""
    host = GitHost(tmp_path / "host")
    folder = shutil.copytree(ROOT / "faq", host.place / "faq")
    golden = (
        'tests:\n  - ask: "zoef de haas"\n    expect: answer\n    entry: f06_gesprek_beginnen\n'
    )
    (folder / "tests.yaml").write_text(golden)
    path = file_of(folder, ENTRY)
    question = knowledge().content.entries[ENTRY].nl.question
    text = path.read_text("utf-8")
    head, _, rest = text.partition(f"- id: {ENTRY}")
    path.write_text(
        head + f"- id: {ENTRY}" + rest.replace("keywords: [", "keywords: [zoef de haas, ", 1)
    )
    host.commit()
    edit(path, "keywords: [zoef de haas, ", "keywords: [")
    done = run("test", "--words", "--json", "--content", str(folder))
    assert done.exit_code == 1
    told = json.loads(done.output[done.output.index("{") :])
    (failed,) = [one for one in told["failed"] if one["ask"] == "zoef de haas"]
    assert failed["failed_before"] is False
    (changed,) = [one for one in told["changed"] if one["ask"] == "zoef de haas"]
    assert changed["before"] == {"outcome": "answer", "entries": [ENTRY]}
    assert question not in {one["ask"] for one in told["changed"]}


def test_outside_git_only_the_questions_are_asked(tmp_path: Path) -> None:
    """There is nothing to compare with, and that is said."""
    folder = shutil.copytree(ROOT / "faq", tmp_path / "inhoud")
    done = run("test", "--words", "--content", str(folder))
    assert "niets om mee te vergelijken" in done.output
    assert "proefvragen vinden wat er hoort" in done.output


@pytest.mark.parametrize(
    ("expect", "entry", "outcome", "found", "holds"),
    [
        ("answer", "f01", "answer", ("f01",), True),
        ("answer", "f01", "answer", ("f02",), False),
        ("answer", "f01", "choices", ("f01", "f02"), False),
        ("choices", "f01", "choices", ("f02", "f01"), True),
        ("choices", "f01", "answer", ("f01",), True),
        ("choices", "f01", "none", (), False),
        ("none", "f01", "answer", ("f02",), True),
        ("none", "f01", "choices", ("f02", "f01"), False),
        ("none", "", "choices", ("f02",), False),
        ("none", "", "danger", (), True),
        ("answer", "f01", "danger", ("f01",), False),
    ],
)
def test_what_holds(
    expect: Any, entry: str, outcome: str, found: tuple[str, ...], *, holds: bool
) -> None:
    """To be given what one should be offered is no failure; a danger screen gives nothing."""
    assert Trial("?", "nl", expect, entry).holds(outcome, found) is holds


def test_the_content_has_golden_questions() -> None:
    """In both languages, in the entries and beside them."""
    found = list(trials(knowledge().content))
    assert {one.language for one in found} == {"nl", "en"}
    assert {one.entry for one in found} <= set(knowledge().content.entries) | {""}


def test_what_was_fetched_is_asked(tmp_path: Path) -> None:
    """Where the content comes from git, the commands ask what is live, and need no folder of their own."""
    files = {
        path.relative_to(ROOT / "faq").as_posix(): path.read_bytes()
        for path in (ROOT / "faq").rglob("*.yaml")
    }
    Room(tmp_path / "standin").keep_fetched("0123abc", "faq", files)
    more = {
        "HELPLINE_STORE__DATA_DIR": str(tmp_path),
        "HELPLINE_CONTENT__DIR": str(tmp_path / "niets"),
        "HELPLINE_CONTENT__GIT__URL": "https://git.example.org/inhoud.git",
    }
    asked = run("ask", "--words", knowledge().content.entries[ENTRY].nl.question, **more)
    assert "Uitkomst  een antwoord" in asked.output
    pages = tmp_path / "pagina"
    assert run("export", "--html", str(pages), "--bot", "een_bot", **more).exit_code == 0
    assert (pages / "index.html").exists()


def test_what_was_learned_is_kept_without_a_data_directory(tmp_path: Path) -> None:
    """Beside the data of the helpline, where the settings say, or else where the user keeps such things."""
    given = load_settings(None, {"HELPLINE_CONTENT__CACHE": str(tmp_path / "here")})
    assert cache_of(given, {}) == tmp_path / "here"
    none = load_settings(None, {"HELPLINE_STORE__DATA_DIR": str(tmp_path / "data")})
    assert cache_of(none, {"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "helpline"
    (tmp_path / "data").mkdir()
    assert cache_of(none, {"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "data" / "cache"


def test_a_text_is_encoded_once() -> None:
    """The same text costs nothing the second time and says the same; a whole content is not remembered."""
    asked: list[int] = []

    class Counting(Encoder):
        @property
        @override
        def name(self) -> str:
            return "counting"

        @override
        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            asked.append(len(texts))
            return np.ones((len(texts), 2), np.float32)

    one = Remembering(Counting())
    assert one.encode(["hoi"]) is one.encode(("hoi",))
    assert asked == [1]
    for _ in range(2):
        one.encode(["veel"] * 100)
    assert asked == [1, 100, 100]
