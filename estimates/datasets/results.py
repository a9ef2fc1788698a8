"""Where a result comes to stand: part by part beside its place, taken up again after a stop, whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from estimates.annotations import shown
from estimates.errors import EstimatesError, check_number, listed
from estimates.version import __version__

fcntl: Any = import_module("fcntl") if find_spec("fcntl") is not None else None  # locks, where a system has them

_Item = TypeVar("_Item")
_Done = TypeVar("_Done")

MANIFEST = "_estimates.json"  # readers of Parquet folders skip names that begin with an underscore
_DISK = {errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EIO, errno.EFBIG}
_EXTRAS = {"duckdb": "big", "pyarrow": "big", "joblib": "big", "dask": "dask", "distributed": "dask"}


class Result:
    """A folder of Parquet in the making: ``work`` beside it until every part is there.

    ``manifest`` says what makes a run the same as one that stopped; ``schema`` is that of every part.
    """

    def __init__(self, out: Path, schema: Any, manifest: dict[str, str]) -> None:
        self.out, self.schema, self.manifest = out, schema, manifest
        self.work, self.old = places(out)[1:]

    @contextmanager
    def making(self) -> Iterator[None]:
        """Begin, let the parts be made, and put the result in its place: alone, and with errors of the disk as ours.

        Raises
        ------
        EstimatesError
            If another run is at it, or the disk is full or may not be written.
        """
        try:
            with _alone(self.work, self.out):
                self.begin()
                yield
                self.finish()
        except Exception as error:  # of pyarrow, DuckDB and the system alike; raised on unless the disk is at fault
            if not _of_the_disk(error):
                raise
            what = getattr(error, "strerror", None) or str(error).partition("\n")[0]
            raise EstimatesError(
                f"cannot write {self.out}: {what[:200]}; an old result is as it was.",
                hint="make room, or write elsewhere; the same call goes on where this one stopped.",
            ) from error

    def begin(self) -> None:
        """Make or take up the work folder; put back the old result where a run was killed while changing it."""
        if self.old.exists() and not self.out.exists():
            self.old.rename(self.out)
        ours = (self.out / MANIFEST).is_file()
        if self.out.exists() and not ours and (self.out.is_file() or any(self.out.iterdir())):
            raise EstimatesError(
                f"{self.out} is there and holds no result of ours.", hint="name another place for out."
            )
        kept = self.work / MANIFEST
        if kept.is_file():
            stood = json.loads(kept.read_text(encoding="utf-8"))
            other = [name for name, mark in self.manifest.items() if stood.get(name) != mark]
            if other:
                raise EstimatesError(
                    f"a run that stopped is in {self.work}, with another {listed(other)}.",
                    hint="repeat the call that stopped to finish it, or delete that folder to begin anew.",
                )
            return
        (self.work / "result").mkdir(parents=True, exist_ok=True)
        self.note(MANIFEST, self.manifest)
        write_text(kept, json.dumps(self.manifest))

    def part(self, number: int) -> Path:
        return self.work / "result" / f"part-{number:06d}.parquet"

    def left(self, parts: int) -> Iterator[int]:
        return (number for number in range(parts) if not self.part(number).exists())

    def write(self, number: int, table: Any) -> None:
        """Write a part: there is a whole file or none."""
        part = self.part(number)
        draft = part.with_name(f"_{part.name}.{os.getpid()}")
        needed("pyarrow.parquet").write_table(table.replace_schema_metadata(self.schema.metadata), draft)
        os.replace(draft, part)

    def note(self, name: str, what: Any) -> None:
        """Leave a file of JSON beside the parts."""
        write_text(self.work / "result" / name, json.dumps(what))

    def finish(self) -> None:
        """Put the result in its place."""
        result = self.work / "result"
        if not any(result.glob("part-*.parquet")):
            self.write(0, self.schema.empty_table())
        for draft in result.glob("_part-*"):  # of a process that was killed while it wrote
            draft.unlink()
        shutil.rmtree(self.old, ignore_errors=True)
        if self.out.exists():
            self.out.rename(self.old)
        result.rename(self.out)
        for folder in (self.old, self.work):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _alone(work: Path, out: Path) -> Iterator[None]:
    """Hold a folder for one run, which lets it go however it ends; not every system can lock one."""
    work.mkdir(parents=True, exist_ok=True)
    handle = os.open(work, os.O_RDONLY) if fcntl else -1
    try:
        if fcntl:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        hint = "wait until it is done, or name another place for out."
        raise EstimatesError(f"another run is writing {out}.", hint=hint) from error
    finally:
        if fcntl:
            os.close(handle)
        with suppress(OSError):  # nothing was begun in it
            work.rmdir()


def _of_the_disk(error: Exception) -> bool:
    """Whether an error says that there is no room, or no right to write; DuckDB has an error of its own for it."""
    if isinstance(error, OSError):
        return error.errno in _DISK
    return type(error).__name__ == "IOException" and "write" in str(error)


def places(out: Path) -> list[Path]:
    """The result, its parts in the making, and the old one while it is changed."""
    if not out.name:
        given = "" if out == Path() else str(out)
        raise EstimatesError(f"out={given!r} names no folder of its own.", hint="give a folder for the answers.")
    return [out.with_name(out.name + end) for end in ("", ".part", ".old")]


def in_processes(task: Callable[[_Item], _Done], items: Iterable[_Item], workers: int) -> Iterator[_Done]:
    """Do a task for each item, here or in processes of joblib's, which need no ``if __name__ == "__main__"``.

    What is done comes as it is done, in any order.

    Examples
    --------
    >>> list(in_processes(abs, [-1, 2], workers=1))
    [1, 2]
    """
    listing = list(items)
    check_number("workers", workers, least=1, whole=True)
    if workers == 1 or len(listing) < 2:
        yield from map(task, listing)
        return
    joblib = needed("joblib")
    tasks = (joblib.delayed(task)(item) for item in listing)
    yield from joblib.Parallel(n_jobs=workers, batch_size=1, return_as="generator_unordered")(tasks)


def needed(library: str) -> Any:
    """Import a library of an extra, or say which extra brings it.

    Examples
    --------
    >>> needed("json").__name__
    'json'
    """
    try:
        return import_module(library)
    except ModuleNotFoundError as error:
        name = (error.name or library).partition(".")[0]
        if name not in _EXTRAS:
            raise
        hint = f"python -m pip install 'troop-estimates[{_EXTRAS[name]}]'."
        raise EstimatesError(f"this needs {name}.", hint=hint) from error


def told(schema: Any, **how: Any) -> Any:
    """A schema whose metadata say by which version and how a result was made, for whoever finds a part of it alone."""
    words = {f"estimates.{name}": json.dumps(what, default=_named, ensure_ascii=False) for name, what in how.items()}
    return schema.with_metadata({**(schema.metadata or {}), "estimates": __version__, **words})


def _named(thing: Any) -> str:
    return str(getattr(thing, "__qualname__", None) or shown(thing))


def hashed(what: Any) -> str:
    return hashlib.sha256(json.dumps(what, default=repr).encode()).hexdigest()


def write_text(file: Path, text: str) -> None:
    draft = file.with_name(file.name + ".draft")
    draft.write_text(text, encoding="utf-8")
    os.replace(draft, file)
