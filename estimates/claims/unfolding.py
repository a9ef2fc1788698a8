"""How much a file may unfold into before it is refused: what is unpacked, cells, levels of JSON.

A file of a few hundred kilobytes can be made to unfold into more than a machine holds. Each limit is looked at before
the memory is taken, and whoever trusts a file raises it with ``with estimates.limits(...)``.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import numpy as np

from estimates.door import checked
from estimates.errors import ParseError

_SMALL, _TIMES, _LARGE = 50_000_000, 100, 2_000_000_000  # bytes; publishers' files unfold to 5 to 20 times their size
_BLOCK = 1_000_000
_STEPS = np.zeros(256, dtype=np.int8)  # what each byte of JSON adds to the level
_STEPS[[*b"[{"]], _STEPS[[*b"]}"]] = 1, -1
_WORDS_OF_JSON = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Limits:
    inflated: int | None = None
    cells: int = 100_000_000
    depth: int = 100


_NOW: ContextVar[_Limits] = ContextVar("limits", default=_Limits())  # noqa: B039 - it is frozen


@contextmanager
@checked
def limits(*, inflated: int | None = None, cells: int = 100_000_000, depth: int = 100) -> Iterator[None]:
    """Raise, or lower, what a file may unfold into, for what is read inside of a ``with``.

    Parameters
    ----------
    inflated : int, optional
        Bytes that an archive, a workbook, a ``.gz`` or a Parquet file may unpack to; by default 100 times its size, at
        least 50 million and at most 2 billion.
    cells : int
        Cells of one table, rows times columns.
    depth : int
        Levels of lists and objects within each other in JSON.

    Raises
    ------
    EstimatesError
        If one of them is no whole number of at least 1.

    Examples
    --------
    >>> from estimates import limits, read_claims
    >>> with limits(cells=3):
    ...     read_claims(io.BytesIO(b"source,value\\nstaff,5\\npaper,6\\n"))
    Traceback (most recent call last):
    ...
    estimates.errors.ParseError: the file object: 2 rows of 2 columns are 4 cells; the limit is 3.
    Hint: if you trust the file: with estimates.limits(cells=4): ...
    """
    before = _NOW.set(_Limits(inflated, cells, depth))
    try:
        yield
    finally:
        _NOW.reset(before)


def _refuse(what: str, limit: int, name: str, wanted: int) -> None:
    raise ParseError(
        f"{what}; the limit is {limit:,}.", hint=f"if you trust the file: with estimates.limits({name}={wanted}): ..."
    )


def check_inflated(name: str, packed: int, size: int) -> None:
    """Raise if a file of ``packed`` bytes may not unfold into ``size``."""
    asked = _NOW.get().inflated
    limit = max(_SMALL, min(_TIMES * packed, _LARGE)) if asked is None else asked
    if size > limit:
        _refuse(f"{name}: {packed:,} bytes unpack to {size:,} or more", limit, "inflated", max(size, 2 * limit))


def check_cells(name: str, rows: int, columns: int) -> None:
    """Raise if a table would have too many cells."""
    limit = _NOW.get().cells
    if rows * columns > limit:
        what = f"{name}: {rows:,} rows of {columns:,} columns are {rows * columns:,} cells"
        _refuse(what, limit, "cells", rows * columns)


def check_depth(name: str, text: str) -> None:
    """Raise if JSON nests too deeply: brackets are counted without reading it, words left out where need be."""
    limit = _NOW.get().depth
    if text.count("[") + text.count("{") <= limit or _deepest(text) <= limit:
        return
    deepest = _deepest(_WORDS_OF_JSON.sub("", text))
    if deepest > limit:
        _refuse(f"{name} nests {deepest:,} levels deep", limit, "depth", deepest)


def _deepest(text: str) -> int:
    level = deepest = 0
    for start in range(0, len(text), _BLOCK):
        signs = np.frombuffer(text[start : start + _BLOCK].encode("utf-8", "surrogatepass"), dtype=np.uint8)
        levels = level + np.cumsum(_STEPS[signs], dtype=np.int32)
        level, deepest = int(levels[-1]), max(deepest, int(levels.max()))
    return deepest


def gunzipped(name: str, data: bytes) -> bytes:
    """Unpack a gzip file block by block, and stop where it becomes too large."""
    parts, size = [], 0
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        while part := file.read(_BLOCK):
            size += len(part)
            check_inflated(name, len(data), size)
            parts.append(part)
    return b"".join(parts)


def check_archive(name: str, data: bytes) -> zipfile.ZipFile:
    """Open an archive if what its directory says it holds is not too much; no member gives more than that.

    Python unpacks no more of a member than the directory says, whatever stands in it.
    """
    archive = zipfile.ZipFile(io.BytesIO(data))
    check_inflated(name, len(data), sum(member.file_size for member in archive.infolist()))
    return archive
