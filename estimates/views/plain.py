"""Answers for people: a paragraph to paste and a picture in plain text."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from estimates.answers.asked import group_columns
from estimates.claims.bounds import check_bounded
from estimates.claims.comparable import none_named
from estimates.claims.wording import amount, amount_of_band, figure, number, one_line, share
from estimates.conversion import common_unit
from estimates.door import checked
from estimates.schema import ENDS
from estimates.views.answered import all_shares, by_dimension, grouped_rows, least_first, title_of
from estimates.views.labels import names
from estimates.views.marking import Html, check_places, marked, misplaced

_SPANS = ("hull", "min_max")  # what they give is spanned by the sources and not backed by them


@checked
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
        A line per group: the answer, on how many claims and sources it rests, and whether they agree. Where no claim
        has a quantity, it says that nothing is compared.

    Examples
    --------
    >>> from estimates import bound, load_seed, reconcile, summary
    >>> claims = bound(load_seed("kursk_2024"))
    >>> print(summary(claims, reconcile(claims, method="hull")).splitlines()[2])
    North Korean troops, Kursk: 9,750 to 11,275 people (hull of 2 claims of 2 sources; split).
    """
    by = group_columns(result)
    claims, answers, by = by_dimension(common_unit(claims, by), result, by)
    members = grouped_rows(
        claims[[*by, *(name for name in ("low", "best", "high", "unit", "text") if name not in by)]], by
    )
    lines = [
        _sentence(one_line(title_of(by, key)), members.get(key, []), rows)
        for key, rows in grouped_rows(answers, by).items()
    ]
    return "\n".join(lines) or none_named(claims, by).capitalize()


def _sentence(title: str, members: list[dict[str, Any]], answer: list[dict[str, Any]]) -> str:
    first = answer[0]
    n, origins = int(first["n_claims"]), int(first["n_origins"])
    who = f"{n} claim{'s' * (n != 1)} of {origins} source{'s' * (origins != 1)}"
    shares = all_shares(members)
    known = [row for row in answer if not math.isnan(row["low"]) and not math.isnan(row["high"])]
    if not n:
        return f"{title}: there is no figure to answer from."
    if not known:
        values = [row["best"] for row in answer if not math.isnan(row["best"])]
        if values:
            value = share(values[0]) if shares else amount(values[0], first["unit"])
            return f"{title}: {value} ({first['method']} of {who}; {first['verdict']})."
        low: list[float] = [row["low"] for row in members if not math.isnan(row["low"])]
        high: list[float] = [row["high"] for row in members if not math.isnan(row["high"])]
        outer = {"low": min(low, default=math.nan), "high": max(high, default=math.nan)}
        spanned = amount_of_band({**outer, "closed": "both", "unit": first["unit"]}, shares=shares)
        span = f"; {'it spans' if n == 1 else 'they span'} {spanned}" if low else ""
        if low and high and max(low) > min(high):
            return f"{title}: no figure satisfies {who} ({first['method']}; {first['verdict']}){span}."
        none = all(math.isnan(row["best"]) for row in members)
        why = "no answer, as no single number is printed" if none else "no answer"
        return f"{title}: {why} ({first['method']} of {who}; {first['verdict']}){span}."
    *others, last = known
    before = ", ".join(amount_of_band({**row, "unit": None}, shares=shares) for row in others)
    ranges = (before + " or " if before else "") + amount_of_band(last, shares=shares)
    best = last["best"]
    said = (
        f", best {share(best) if shares else number(best)}"
        if not others and not math.isnan(best) and last["low"] < last["high"]
        else ""
    )
    support = int(known[0]["n_support"])
    if first["method"] not in _SPANS and support != origins:
        who = f"{n} claims; {support} of {origins} sources support {'each' if len(known) > 1 else 'it'}"
    return f"{title}: {ranges}{said} ({first['method']} of {who}; {first['verdict']})."


@checked
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
        For each group its claims from the least to the greatest, with their days where these differ: ``─`` the outer
        band, ``━`` the likely one, ``●`` the number said, ``◄ ►`` where a range is unbounded, ``█`` the answer. The
        axis is logarithmic where the ends span more than two decades, and says so.

    Examples
    --------
    >>> from estimates import bound, forest, read_claims, reconcile
    >>> claims = bound(read_claims([{"quantity": "troops", "source": "army", "text": "about 10,000"},
    ...                             {"quantity": "troops", "source": "agency", "text": "9,000 to 10,000"}]))
    >>> print(forest(claims, reconcile(claims), width=70))
    troops
    agency        “9,000 to 10,000”         ━━━━━━━━━━━━
    army          “about 10,000”      ───────────━━━━━━●━━━━━━───────────
    intersection  agreed                    ███████████◆
                                     └8,500                        11,500┘
    """
    check_bounded(claims)
    by = group_columns(result)
    claims, answers, by = by_dimension(least_first(common_unit(claims, by)), result, by)
    members = grouped_rows(claims, by)
    return "\n\n".join(
        _block(one_line(title_of(by, key)), members[key], rows, max(width, 60))
        for key, rows in grouped_rows(answers, by).items()
        if key in members
    )


def _block(title: str, members: list[dict[str, Any]], answer: list[dict[str, Any]], width: int) -> str:
    figures = [one_line(figure(row)) for row in members]
    speakers = map(one_line, names(members, figures, width // 3))
    rows = list(zip(speakers, figures, members, strict=True))
    labels = [*(row[:2] for row in rows), *((one_line(str(row["method"])), str(row["verdict"])) for row in answer)]
    name, words = (min(max(len(label[i]) for label in labels), width // most) for i, most in ((0, 3), (1, 4)))
    axis = _Axis([*members, *answer], width - name - words - 4)
    unit = next((row["unit"] for row in members if isinstance(row["unit"], str)), None)
    lines = [title + (f" ({unit})" if unit else "")]
    for who, said, row in rows:
        lines.append(f"{_cut(who, name)}  {_cut(said, words)}  {axis.claim(row)}".rstrip())
    for row in answer:
        if not math.isnan(row["low"]):
            label = _cut(one_line(str(row["method"])), name)
            lines.append(f"{label}  {_cut(str(row['verdict']), words)}  {axis.answer(row)}".rstrip())
    pad = " " * (name + words + 4)
    return "\n".join([*lines, pad + axis.ruler()])


def _cut(words: str, width: int) -> str:
    return words.ljust(width) if len(words) <= width else words[: width - 1] + "…"


class _Axis:
    """A line of characters between the least and the greatest finite end."""

    def __init__(self, rows: list[dict[str, Any]], width: int) -> None:
        ends: list[float] = [row[end] for row in rows for end in ENDS if end in row and math.isfinite(row[end])]
        self.width = width
        self.low, self.high = (min(ends), max(ends)) if ends else (0.0, 1.0)
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


@checked
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
