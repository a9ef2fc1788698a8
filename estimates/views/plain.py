"""Answers for people: a paragraph to paste and a picture in plain text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from estimates.answers.asked import group_columns
from estimates.claims.bounds import check_bounded
from estimates.claims.wording import amount, amount_of_band, band, figure, number, speaker
from estimates.schema import ENDS
from estimates.units import common_unit
from estimates.views.answered import by_dimension, title_of
from estimates.views.marking import Html, check_places, marked, misplaced

_SPANS = ("hull", "min_max")  # what they give is spanned by the sources and not backed by them


def summary(claims: pd.DataFrame, result: pd.DataFrame) -> str:
    """Say the answers in sentences, one quantity a line, ready to paste.

    Parameters
    ----------
    claims : DataFrame
        The bounded claims that were reconciled.
    result : DataFrame
        What ``reconcile`` gave for them.

    Returns
    -------
    str
        A line per group: the answer, on how many claims and sources it rests, and whether they agree.

    Examples
    --------
    >>> from estimates import bound, load_seed, reconcile, summary
    >>> claims = bound(load_seed("kursk_2024"))
    >>> print(summary(claims, reconcile(claims, method="hull")).splitlines()[2])
    North Korean troops, Kursk: 9,750 to 11,275 people (hull of 2 claims of 2 sources; split).
    """
    by = group_columns(result)
    claims, answers, by = by_dimension(common_unit(claims, by), result, by)
    lines = []
    for key, answer in answers.groupby(by, sort=False, dropna=False, observed=True):
        members = claims.loc[_in_group(claims, by, key)]
        lines.append(_sentence(_title(by, key), members, answer))
    return "\n".join(lines)


def _in_group(table: pd.DataFrame, by: Sequence[str], key: Any) -> Any:
    keys = key if isinstance(key, tuple) else (key,)
    rows = np.ones(len(table), dtype=bool)
    for name, value in zip(by, keys, strict=True):
        column = table[name].astype(object)
        rows &= (column.isna() if pd.isna(value) else column == value).to_numpy(dtype=bool)
    return rows


def _title(by: Sequence[str], key: Any) -> str:
    return title_of(by, key if isinstance(key, tuple) else (key,))


def _sentence(title: str, members: pd.DataFrame, answer: pd.DataFrame) -> str:
    first = answer.iloc[0]
    n, origins = int(first["n_claims"]), int(first["n_origins"])
    who = f"{n} claim{'s' * (n != 1)} of {origins} source{'s' * (origins != 1)}"
    known = answer[answer["low"].notna() & answer["high"].notna()]
    if not n:
        return f"{title}: there is no figure to answer from."
    if known.empty:
        values = answer["best"].dropna()
        if not values.empty:
            return f"{title}: {amount(values.iloc[0], first['unit'])} ({first['method']} of {who}; {first['verdict']})."
        outer = members[["low", "high"]].agg({"low": "min", "high": "max"})
        spanned = amount_of_band({**outer, "closed": "both", "unit": first["unit"]})
        span = f"; they span {spanned}" if members["low"].notna().any() else ""
        return f"{title}: no figure satisfies {who} ({first['method']}; {first['verdict']}){span}."
    *others, last = known.to_dict("records")
    before = ", ".join(band(row["low"], row["high"], row["closed"]) for row in others)
    ranges = (before + " or " if before else "") + amount_of_band(last)
    best = known["best"].dropna()
    said = (
        f", best {number(best.iloc[0])}"
        if len(known) == 1 and len(best) and known["low"].iloc[0] < known["high"].iloc[0]
        else ""
    )
    support = int(known["n_support"].iloc[0])
    if first["method"] not in _SPANS and support != origins:
        who = f"{n} claims; {support} of {origins} sources support {'each' if len(known) > 1 else 'it'}"
    return f"{title}: {ranges}{said} ({first['method']} of {who}; {first['verdict']})."


def forest(claims: pd.DataFrame, result: pd.DataFrame, *, width: int = 100) -> str:
    """Draw claims and answers in plain text: a line per claim, the answer below them.

    Parameters
    ----------
    claims : DataFrame
        The bounded claims that were reconciled.
    result : DataFrame
        What ``reconcile`` gave for them.
    width : int
        Characters per line, at least 60.

    Returns
    -------
    str
        For each group its claims: ``─`` the outer band, ``━`` the likely one, ``●`` the number said, ``◄ ►`` where a
        range is unbounded, ``█`` the answer. The axis is logarithmic where the ends span more than two decades, and
        says so.

    Examples
    --------
    >>> from estimates import bound, forest, read_claims, reconcile
    >>> claims = bound(read_claims([{"quantity": "troops", "source": "army", "text": "about 10,000"},
    ...                             {"quantity": "troops", "source": "agency", "text": "9,000 to 10,000"}]))
    >>> print(forest(claims, reconcile(claims), width=70))
    troops
    army          “about 10,000”      ───────────━━━━━━●━━━━━━───────────
    agency        “9,000 to 10,000”         ━━━━━━━━━━━━
    intersection  agreed                    ███████████◆
                                     └8,500                        11,500┘
    """
    check_bounded(claims)
    by = group_columns(result)
    claims, answers, by = by_dimension(common_unit(claims, by), result, by)
    blocks = []
    for key, answer in answers.groupby(by, sort=False, dropna=False, observed=True):
        members = claims.loc[_in_group(claims, by, key)]
        if len(members):
            blocks.append(_block(_title(by, key), members, answer, max(width, 60)))
    return "\n\n".join(blocks)


def _block(title: str, members: pd.DataFrame, answer: pd.DataFrame, width: int) -> str:
    rows = [(speaker(row), figure(row), row) for row in members.to_dict("records")]
    labels = [
        *(row[:2] for row in rows),
        *((str(m), str(v)) for m, v in zip(answer["method"], answer["verdict"], strict=True)),
    ]
    names, words = (min(max(len(label[i]) for label in labels), width // 4) for i in (0, 1))
    axis = _Axis(members, answer, width - names - words - 4)
    unit = members["unit"].dropna()
    lines = [title + (f" ({unit.iloc[0]})" if len(unit) else "")]
    for name, said, row in rows:
        lines.append(f"{_cut(name, names)}  {_cut(said, words)}  {axis.claim(row)}".rstrip())
    for row in answer.to_dict("records"):
        if not math.isnan(row["low"]):
            label = _cut(str(row["method"]), names)
            lines.append(f"{label}  {_cut(str(row['verdict']), words)}  {axis.answer(row)}".rstrip())
    pad = " " * (names + words + 4)
    return "\n".join([*lines, pad + axis.ruler()])


def _cut(words: str, width: int) -> str:
    return words.ljust(width) if len(words) <= width else words[: width - 1] + "…"


class _Axis:
    """A line of characters between the least and the greatest finite end."""

    def __init__(self, members: pd.DataFrame, answer: pd.DataFrame, width: int) -> None:
        ends = np.concatenate(
            [part[[c for c in ENDS if c in part]].to_numpy(dtype=float).ravel() for part in (members, answer)]
        )
        ends = ends[np.isfinite(ends)]
        self.width = width
        self.low, self.high = (float(ends.min()), float(ends.max())) if len(ends) else (0.0, 1.0)
        if self.low == self.high:
            self.low, self.high = self.low - abs(self.low) * 0.1 - 0.5, self.high + abs(self.high) * 0.1 + 0.5
        self.log = self.low > 0 and self.high / self.low > 100
        self.first, self.last = 1, width - 2  # the outermost columns are kept for the arrows

    def column(self, x: float) -> int:
        if math.isinf(x):
            return 0 if x < 0 else self.width - 1
        low, high = (math.log(self.low), math.log(self.high)) if self.log else (self.low, self.high)
        share = ((math.log(x) if self.log and x > 0 else x if not self.log else low) - low) / (high - low)
        return self.first + round(min(max(share, 0.0), 1.0) * (self.last - self.first))

    def claim(self, row: dict[Any, Any]) -> str:
        if math.isnan(row["low"]) or math.isnan(row["high"]):
            return "unknown"
        cells = self._band(row["low"], row["high"], "─")
        for column in range(self.column(row["likely_low"]), self.column(row["likely_high"]) + 1):
            cells[column] = "━"
        if not math.isnan(row["best"]):
            cells[self.column(row["best"])] = "●"
        return "".join(cells)

    def answer(self, row: dict[Any, Any]) -> str:
        cells = self._band(row["low"], row["high"], "█")
        if not math.isnan(row["best"]) and row["low"] < row["high"]:
            cells[self.column(row["best"])] = "◆"
        return "".join(cells)

    def _band(self, low: float, high: float, mark: str) -> list[str]:
        cells = [" "] * self.width
        for column in range(self.column(low), self.column(high) + 1):
            cells[column] = mark
        if math.isinf(low):
            cells[0] = "◄"
        if math.isinf(high):
            cells[-1] = "►"
        return cells

    def ruler(self) -> str:
        left, right = number(self.low), number(self.high)
        middle = " log scale " if self.log else ""
        return f"└{left}{middle.center(max(self.width - len(left) - len(right) - 2, 0), ' ')}{right}┘"


def highlight(text: str, claims: pd.DataFrame) -> Html:
    """Mark in a text what was read from it: each claim's words in the colour of its source, the claim on hover.

    Parameters
    ----------
    text : str
        The words that the claims were read from.
    claims : DataFrame
        What ``read_text`` gave for them, corrected or not; claims without offsets are left out.

    Returns
    -------
    Html
        A string that a notebook shows as a page. Solid lines are actual, dashed ones expected, struck out is negated,
        a dotted frame says that the claim is doubted (why, on hover); a dotted grey line is a number without a claim.

    Raises
    ------
    SchemaError
        If a claim's words do not stand in the text where it says.

    Examples
    --------
    >>> from estimates import highlight, read_text
    >>> text = "Ada Holm said 40 boats sank in 2019."
    >>> page = highlight(text, read_text(text))
    >>> page[page.index("</style>"):].count("<mark"), "source: Ada Holm" in page
    (2, True)
    """
    placed = claims[claims["start"].notna() & claims["end"].notna()]
    rows: list[dict[str, Any]] = placed.assign(as_of=placed["as_of"].dt.strftime("%Y-%m-%d")).to_dict("records")
    check_places(misplaced(text, rows), len(claims))
    return marked(text, rows)
