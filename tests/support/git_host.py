"""A git host: a real repository in a folder, as maintainers push to it."""

import os
import shutil
import subprocess
from pathlib import Path

_WHO = {
    "GIT_AUTHOR_NAME": "Beheer",
    "GIT_AUTHOR_EMAIL": "beheer@example.org",
    "GIT_COMMITTER_NAME": "Beheer",
    "GIT_COMMITTER_EMAIL": "beheer@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


class GitHost:
    """A repository with a work tree in `place`; what is committed is what a helpline can fetch."""

    def __init__(self, place: Path, branch: str = "main") -> None:
        self.place = place
        place.mkdir(parents=True)
        self.git("init", "--quiet", f"--initial-branch={branch}")

    @property
    def url(self) -> str:
        """Its address."""
        return self.place.as_uri()

    def git(self, *arguments: str) -> str:
        """Run git in it."""
        done = subprocess.run(
            ["git", "-C", str(self.place), *arguments],
            env={**os.environ, **_WHO},
            capture_output=True,
            check=True,
            text=True,
        )
        return done.stdout.strip()

    def commit(self, why: str = "Een wijziging") -> str:
        """Commit all that stands in the work tree; the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", why)
        return self.git("rev-parse", "HEAD")

    def away(self) -> None:
        """Take it off the network: it is nowhere to be found."""
        shutil.move(self.place, self.place.with_name("weg"))

    def back(self) -> None:
        """Put it back."""
        shutil.move(self.place.with_name("weg"), self.place)
