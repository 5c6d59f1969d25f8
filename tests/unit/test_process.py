"""Process: that another process has ended is known for certain, or not said."""

from __future__ import annotations

import os
import subprocess
import sys

from bot.process import has_ended, name_of_process

_TELLS = "from bot.process import name_of_process; print(name_of_process(), flush=True); input()"


def test_this_process_lives() -> None:
    """Two names of one process differ, and neither has ended."""
    names = [name_of_process() for _ in range(2)]
    assert names[0] != names[1]
    assert not any(has_ended(name) for name in names)


def test_a_killed_process_has_ended() -> None:
    """It lives, and has ended as soon as it is killed, whether or not somebody asked what became of it."""
    with subprocess.Popen(
        [sys.executable, "-c", _TELLS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        name = child.stdout.readline().strip()
        assert not has_ended(name)
        child.kill()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        assert has_ended(name)
    assert has_ended(name)


def test_another_with_the_same_number_is_another() -> None:
    """A process id that was given again does not stand for who had it before."""
    boot, space, pid, begun, _ = name_of_process().split("/")
    assert has_ended(f"{boot}/{space}/{pid}/{int(begun) - 1}/x")


def test_what_can_not_be_known_is_not_said() -> None:
    """Another machine, another space of process ids, or no name at all: nobody here can tell."""
    boot, space, *_ = name_of_process().split("/")
    gone = "4194305/1/x"  # above the highest process id there can be
    assert has_ended(f"{boot}/{space}/{gone}")
    assert not has_ended(f"other/{space}/{gone}")
    assert not has_ended(f"{boot}/other/{gone}")
    assert not has_ended(f"{boot}/{space}/nobody/1/x")
    assert not has_ended("")
