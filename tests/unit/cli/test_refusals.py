"""Refusals: what an operator reads when the helpline, or a command beside it, can't work."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.cli.refusals import sentences
from bot.ports import StoreAwayError
from bot.store.failure import meaning_of


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        ("OOM command not allowed when used memory > 'maxmemory'.", "is vol"),
        ("MISCONF Errors writing to the AOF file", "naar zijn schijf"),
        ("READONLY You can't write against a read only replica.", "hoofdserver"),
        ("LOADING Valkey is loading the dataset in memory", "nog in"),
    ],
)
def test_a_store_that_refuses_is_not_called_silent(refusal: str, said: str) -> None:
    """Whoever reads that a store does not answer looks at the wrong things when it does answer, and says why not."""
    error = meaning_of(Exception(refusal))
    assert isinstance(error, StoreAwayError)
    (sentence,) = sentences(error)
    assert said in sentence
    assert "antwoordt niet" not in sentence


def test_a_store_that_is_silent_is_called_so() -> None:
    """Anything else is a store to look for."""
    assert "antwoordt niet" in sentences(StoreAwayError("The store can't be reached."))[0]


@pytest.mark.parametrize(
    "command", [("faq", "report"), ("faq", "flags"), ("ratings",), ("deadletter", "list")]
)
def test_where_no_helpline_ever_worked_nothing_is_made(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    """In the wrong folder there are no numbers to show: the command says so, and leaves no key or store behind."""
    data_dir = tmp_path / "data"
    done = CliRunner().invoke(main, command, env={"HELPLINE_STORE__DATA_DIR": str(data_dir)})
    assert done.exit_code == 1
    assert "heeft nog geen helpline gewerkt" in done.output
    assert not data_dir.exists()
