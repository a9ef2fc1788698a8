"""Where a table begins in a text or a sheet: titles above it, the names of its columns, the tags below them."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any, TypeAlias

import pandas as pd

from estimates.claims.formulas import unquoted
from estimates.claims.unfolding import check_cells
from estimates.errors import ParseError, SchemaError, listed

Header: TypeAlias = int | Sequence[int] | None  # the row of names, or those of groups and of names, from 1
Tags: TypeAlias = dict[str, str]  # column to its HXL tag, filled where a table has such a row

_LOOKED_AT = 25  # rows in which names and tags are looked for, as HXL has it
_SAMPLE = 65_536
_TAG = re.compile(r"\s*#\s*[A-Za-z][\w]*(?:\s*[+@]\s*[A-Za-z][\w]*)*\s*")
_OPEN = "a cell may hold the separator without quotes; or say which row holds the names of columns, as header=3."
_NUMBER = re.compile(r"[+-]?\d[\d,.]*")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Head:
    """Which rows of a grid hold the names and, where there are any, the tags, and the groups of names above them."""

    names: int
    tags: int | None
    groups: int | None = None

    @property
    def first(self) -> int:
        return self.names if self.groups is None else self.groups


def head_of(rows: Sequence[Sequence[str]], header: Header = None) -> Head:
    """Find the names: the first row that is not much emptier than the rest and holds no number but years.

    ``header`` says, counted from 1, which row it is, or which two, the first of which names groups of columns.

    Examples
    --------
    >>> head_of([["Strikes in Pakistan", "", ""], ["id", "low", "high"], ["#event", "", "#affected"], ["1", "2", "3"]])
    Head(names=1, tags=2, groups=None)
    >>> head_of([["day", "killed", "", "hurt"], ["", "men", "women", "men"], ["1 May", "1", "2", "3"]])
    Head(names=1, tags=None, groups=0)
    """
    if header is not None:
        return _head_said(header, len(rows))
    filled = [[cell for cell in row if cell.strip()] for row in rows[:_LOOKED_AT]]
    most = max((len(cells) for cells in filled), default=0)
    tags = next((k for k, cells in enumerate(filled) if _tagged(cells)), None)
    if tags is not None:
        above = [k for k in range(tags) if filled[k]]
        return Head(above[-1] if above else tags, tags)
    names = next((k for k, cells in enumerate(filled) if 2 * len(cells) >= most), 0)
    if names and _holds_figures(filled[names]):
        names = 0
    for k in (names, names - 1):
        if 0 <= k < len(rows) - 1 and _are_groups(rows[k], rows[k + 1], rows[k + 2 : _LOOKED_AT]):
            return Head(k + 1, None, k)
    return Head(names, None)


def _head_said(header: int | Sequence[int], n: int) -> Head:
    places, most = [header] if isinstance(header, int) else list(header), min(n, _LOOKED_AT)
    if not 1 <= len(places) <= 2 or places != sorted({*places}) or not 1 <= places[0] <= places[-1] <= most:
        raise ParseError(
            f"header={header!r} is no row of names.",
            hint=f"give one of the rows 1 to {most}, or two from above to below.",
        )
    return Head(places[-1] - 1, None, places[0] - 1 if len(places) == 2 else None)


def _holds_figures(cells: Sequence[str]) -> bool:
    """Whether numbers stand among some cells that are no row of years, as columns may be called."""
    numbers = [cell.strip() for cell in cells if _NUMBER.fullmatch(cell.strip())]
    years = len(numbers) > 1 and all(map(_YEAR.fullmatch, numbers)) and len({*numbers}) == len(numbers)
    return bool(numbers) and not years


def _are_groups(upper: Sequence[str], lower: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a row names groups of the columns that the row below it names.

    A group spans a cell that is empty above and named below; no column is without a name, no figure is one, and either
    names return from group to group or some columns are named above alone.
    """
    above, names = ([cell.strip() for cell in row] for row in (upper, lower))
    if len(above) != len(names) or not all(one or other for one, other in zip(above, names, strict=True)):
        return False
    spans = [k for k in range(1, len(names)) if names[k] and not above[k] and names[k - 1]]
    grouped = [name for name in names if name]
    told = len({*grouped}) < len(grouped) or any(one and not other for one, other in zip(above, names, strict=True))
    first = next((row for row in below if any(cell.strip() for cell in row)), [])
    figures = any(_NUMBER.fullmatch(row) for k in spans if k < len(first) and (row := first[k].strip(" ~+")))
    return bool(spans) and told and figures and not _holds_figures([*filter(None, above), *grouped])


def names_of(rows: Sequence[Sequence[str]], head: Head) -> list[str]:
    """The names of the columns, each with that of its group.

    Examples
    --------
    >>> rows = [["day", "killed", "", "hurt"], ["", "men", "women", "men"]]
    >>> names_of(rows, Head(1, None, 0))
    ['day', 'killed men', 'killed women', 'hurt men']
    """
    names = [cell.strip() for cell in rows[head.names]]
    if head.groups is None:
        return names
    joined, group = [], ""
    for above, name in zip_longest((cell.strip() for cell in rows[head.groups]), names, fillvalue=""):
        group = above or group
        joined.append(group if name in ("", group) else f"{group} {name}".strip())
    return joined


def _tagged(cells: Sequence[str]) -> bool:
    hits = sum(bool(_TAG.fullmatch(cell)) for cell in cells)
    return hits > 0 and 2 * hits > len(cells)


def csv_table(
    text: str | bytes, name: str, *, texts: Collection[str] | None, lenient: bool, tags: Tags, header: Header = None
) -> pd.DataFrame:
    """Read delimited text; its delimiter, names and tags are found in its first rows.

    Raises
    ------
    ParseError
        If rows have more cells than there are names.
    SchemaError
        If a name stands twice.
    """
    sample = _sample(text)
    if isinstance(text, str):
        text = text.lstrip("\ufeff\n\r")
    separator = _separator(sample)
    rows, lines = _records(sample, separator, name)
    head = head_of(rows, header)
    names = names_of(rows, head)
    doubled = sorted(cell for cell, times in Counter(names).items() if cell and times > 1)
    if doubled and not lenient:
        raise SchemaError(f"{name}: columns stand twice: {listed(doubled)}.", hint="rename or drop one of each.")
    _say_passed_over(rows, head, name, stacklevel=9)
    begin = lines[head.names - 1] if head.names else 0
    if begin:
        whole = text if isinstance(text, str) else text.decode("utf-8")
        below = whole.splitlines(keepends=True)[begin:]
        if head.groups is not None:
            below[: lines[head.names] - begin] = [_line(names, separator)]
        text = "".join(below)
    if head.tags is not None:
        tags.update({n: tag.strip() for n, tag in zip(names, rows[head.tags], strict=False) if tag.strip()})
    skipped = [] if head.tags in (None, head.names) else [head.tags - head.names]
    wide = next((k for k, row in enumerate(rows[head.names + 1 :], 1) if len(row) > len(names)), None)
    if wide is not None:  # pandas would take the first cells for the names of the row
        line = lines[head.names + wide - 1] + 1
        raise ParseError(f"{name}, line {line}: more cells than columns.", hint=_OPEN)
    check_cells(name, _lines(text), len(names))
    options: dict[str, Any] = {
        "sep": separator, "keep_default_na": False, "na_values": [""], "skiprows": skipped, "low_memory": False,
    }  # fmt: skip
    try:
        table = pd.read_csv(_opened(text), dtype=None if texts is not None else str, **options)
        lost = [n for n in table if str(n).strip().casefold() in (texts or ()) and _no_text(table[n])]
        if lost:  # to read all of them as text at once takes pandas three times as long
            table[lost] = pd.read_csv(_opened(text), usecols=lost, dtype=str, **options)[lost]
    except UnicodeDecodeError:
        raise
    except (pd.errors.ParserError, ValueError) as error:
        what = str(error).strip()
        raise ParseError(f"{name}: {what}.", hint=_OPEN) from error
    if not isinstance(table.index, pd.RangeIndex):
        raise ParseError(f"{name}, line {begin + 2}: more cells than columns.", hint=_OPEN)
    table.columns = pd.Index([str(n).strip() or f"Unnamed: {k}" for k, n in enumerate(table.columns)])
    return _named(unquoted(table, text))


def _line(cells: Sequence[str], separator: str) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=separator).writerow(cells)
    return line.getvalue()


def _lines(text: str | bytes) -> int:
    """How many rows a text can have below the names."""
    if isinstance(text, str):
        return max(text.count("\n"), text.count("\r")) - text.endswith(("\n", "\r"))
    return max(text.count(b"\n"), text.count(b"\r")) - text.endswith((b"\n", b"\r"))


def _opened(text: str | bytes) -> io.StringIO | io.BytesIO:
    return io.StringIO(text) if isinstance(text, str) else io.BytesIO(text)


def _no_text(cells: pd.Series) -> bool:
    """Whether pandas took words for numbers or flags."""
    numeric = pd.api.types.is_numeric_dtype(cells) or pd.api.types.is_bool_dtype(cells)
    return numeric and bool(cells.notna().any())


def _sample(text: str | bytes) -> str:
    """The first rows of a text, whole lines of it."""
    if isinstance(text, bytes):
        text = text[: text.rfind(b"\n", 0, _SAMPLE) + 1].decode("utf-8")
    text = text[: _SAMPLE + 1].lstrip("\ufeff\n\r")
    return text[: text.rfind("\n") + 1] if len(text) > _SAMPLE and "\n" in text else text


def _separator(sample: str) -> str:
    """The mark that cuts most rows into equally many cells."""
    best, found = (0.0, 0), ","
    for mark in ",;\t|":
        try:
            widths = Counter(len(row) for row in islice(csv.reader(io.StringIO(sample), delimiter=mark), 60) if row)
        except csv.Error:
            continue
        wide = [(n / sum(widths.values()), width) for width, n in widths.items() if width > 1]
        if wide and max(wide) > best:
            best, found = max(wide), mark
    return found


def _records(sample: str, separator: str, name: str) -> tuple[list[list[str]], list[int]]:
    """The first rows, and after how many lines of the text each of them ends."""
    rows, lines = [], []
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    try:
        for row in islice(reader, _LOOKED_AT):
            rows.append(row)
            lines.append(reader.line_num)
    except csv.Error as error:
        raise ParseError(f"{name}, line {reader.line_num}: {error}.", hint="is a quotation mark left open?") from error
    return rows, lines


def named_grid(grid: pd.DataFrame, tags: Tags, name: str, header: Header = None) -> pd.DataFrame:
    """Give a sheet the names that stand in it, and only the rows below them."""
    first = [["" if pd.isna(c) else str(c) for c in row] for row in grid.head(_LOOKED_AT).itertuples(index=False)]
    if not first:
        return pd.DataFrame()
    head = head_of(first, header)
    _say_passed_over(first, head, name, stacklevel=7)
    names = [cell or f"Unnamed: {k}" for k, cell in enumerate(names_of(first, head))]
    seen: Counter[str] = Counter()
    for k, cell in enumerate(names):
        names[k] = f"{cell}.{seen[cell]}" if seen[cell] else cell
        seen[cell] += 1
    if head.tags is not None:
        tags.update({n: tag.strip() for n, tag in zip(names, first[head.tags], strict=False) if tag.strip()})
    below = max(head.names, head.tags if head.tags is not None else head.names) + 1
    return _named(grid.iloc[below:].set_axis(names, axis=1).reset_index(drop=True))


def untagged(table: pd.DataFrame, tags: Tags) -> pd.DataFrame:
    """Leave out a row of HXL tags at the top of a table in memory."""
    if table.empty:
        return table
    first = ["" if not isinstance(cell, str) else cell for cell in table.iloc[0].tolist()]
    if not _tagged([cell for cell in first if cell]):
        return table
    tags.update({str(n): tag.strip() for n, tag in zip(table.columns, first, strict=True) if tag.strip()})
    return table.iloc[1:].reset_index(drop=True)


def _named(table: pd.DataFrame) -> pd.DataFrame:
    """Leave out columns that have neither a name nor a cell."""
    nothing = [n for n in table if str(n).startswith("Unnamed: ") and table[n].isna().all()]
    return table.drop(columns=nothing)


def _say_passed_over(rows: Sequence[Sequence[str]], head: Head, name: str, *, stacklevel: int) -> None:
    """Say which lines are no part of the table, and that its names are put together from two rows."""
    above = [row for row in rows[: head.first] if any(row)]
    if above:
        first = " ".join(cell for cell in above[0] if cell)
        what = f"{len(above)} lines" if len(above) > 1 else "a line"
        said = f"{name}: {what} above the names of the columns passed over: {first[:60]!r}."
        warnings.warn(said, stacklevel=stacklevel)
    if head.groups is not None:
        joined = listed(map(repr, names_of(rows, head)))
        said = f"{name}: the names of the columns stand in rows {head.groups + 1} and {head.names + 1}: {joined}."
        warnings.warn(said, stacklevel=stacklevel)
