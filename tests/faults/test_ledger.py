"""Ledger: in a laboratory where nothing goes wrong it finds nothing, and what is taken away by hand it misses."""

from pathlib import Path

from tests.faults.laboratory import laboratory


async def test_a_faked_loss_is_seen(tmp_path: Path) -> None:
    """A copy that an owner of the group deletes is counted as lost, and nothing else is."""
    async with laboratory(tmp_path / "data", seed=41, people=1, experts=1) as lab:
        await lab.talk(3, pause=0)
        whole = await lab.verdict()
        whole.check(repeats=False)
        assert whole.total("sent") == 6
        group = lab.line.emulator.group_id
        shown = (await lab.stage.control.get(f"chats/{group}/messages"))["messages"]
        copy = next(each for each in shown if each.get("text") == "Vraag q00-0002")
        owner = await lab.stage.person("Eva")
        await lab.stage.control.post(
            f"as/{owner.id}/delete", {"chat_id": group, "message_id": copy["message_id"]}
        )
        found = await lab.count()
        assert found.lost == ("q00-0002",)
        assert (found.total("lost"), found.total("once")) == (1, whole.total("once") - 1)
