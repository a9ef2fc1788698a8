"""A file is written whole or not at all: beside the old one first, then in its place."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from estimates.errors import EstimatesError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a file beside ``path`` to write to; it takes the place of ``path`` once it is whole and on the disk.

    Whatever goes wrong before, a full disk or a killed process, leaves the old file as it was. A link keeps pointing
    where it points, and a device or a pipe is written to as it is.

    Raises
    ------
    EstimatesError
        If the file cannot be written; the message says why and that the old one is whole.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with replacing(Path(folder, "note.txt")) as beside:
    ...         _ = beside.write_text("40 tanks")
    ...     [file.name for file in Path(folder).iterdir()]
    ['note.txt']
    """
    if "\0" in str(path):
        raise EstimatesError(f"{str(path)!r} is no path.", hint="leave out the null character.")
    target = path.resolve()
    if target.exists() and not target.is_file():
        yield path
        return
    kept = "; the old file is as it was" if target.exists() else ""
    beside = None
    try:
        handle, name = tempfile.mkstemp(suffix=target.suffix, prefix=f".{target.stem[:40]}-", dir=target.parent)
        os.close(handle)
        beside = Path(name)
        _take_mode(target, beside)
        yield beside
        _to_disk(beside)
        os.replace(beside, target)
        _to_disk(target.parent)
    except OSError as error:
        raise EstimatesError(
            f"cannot write {path}: {error.strerror or error}{kept}.",
            hint="make room, or write elsewhere.",
        ) from error
    finally:
        if beside is not None:
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Write a text in UTF-8, whole or not at all."""
    with replacing(path) as beside:
        beside.write_text(text, encoding="utf-8", newline="")


def _take_mode(old: Path, new: Path) -> None:
    """Give the new file the rights of the old one, or those that any new file gets."""
    if old.exists():
        shutil.copymode(old, new)
    else:
        mask = os.umask(0)
        os.umask(mask)
        new.chmod(0o666 & ~mask)


def _to_disk(path: Path) -> None:
    """Ask the system to put a file, or a folder's list of names, onto the disk; not every system can for a folder."""
    with suppress(PermissionError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
