"""A content folder that is edited, as maintainers do it."""

from pathlib import Path


def file_of(folder: Path, entry: str, language: str = "nl") -> Path:
    """The file that an entry stands in."""
    line = f"- id: {entry}"
    return next(
        path
        for path in sorted((folder / language).glob("*.yaml"))
        if any(one.strip() == line for one in path.read_text("utf-8").splitlines())
    )


def edit(path: Path, old: str, new: str) -> None:
    """Save as editors do: a new file, renamed over the old one."""
    text = path.read_text("utf-8")
    assert old in text
    draft = path.with_name(f".{path.name}.swp")
    draft.write_text(text.replace(old, new, 1), encoding="utf-8")
    draft.replace(path)


def breaks(path: Path) -> None:
    """Leave a list open at the end of a file."""
    edit(path, path.read_text("utf-8"), f"{path.read_text('utf-8')}\nrommel: [\n")


def mends(path: Path) -> None:
    """Take that mistake out again."""
    edit(path, "\nrommel: [\n", "")


def rename(folder: Path, old: str, new: str) -> None:
    """Give an id another name wherever it stands."""
    for path in folder.rglob("*.yaml"):
        if old in (text := path.read_text("utf-8")):
            path.write_text(text.replace(old, new), encoding="utf-8")
