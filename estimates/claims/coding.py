"""Whether two or more people who decide on the same figures decide alike: Krippendorff's alpha."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from estimates.claims.comparable import check_columns
from estimates.claims.filing import found_again
from estimates.door import checked
from estimates.errors import EstimatesError, SchemaError, nearest
from estimates.intervals.arrays import Floats
from estimates.schema import NUMBER, WORDS

Level = Literal["nominal", "ordinal", "interval", "ratio"]

_PLACE = ("article", "publisher", "start", "end", "text")
_VERDICTS = ("accept", "fix", "reject")


@checked
def krippendorff_alpha(ratings: pd.DataFrame, *, level: Level = "nominal") -> float:
    """Measure how far coders agree beyond chance: 1 in everything, 0 as by chance, below 0 less than that.

    Parameters
    ----------
    ratings : DataFrame
        A row per unit (a figure, an article), a column per coder; a missing cell was not coded. Units that fewer than
        two have coded count for nothing.
    level : "nominal", "ordinal", "interval" or "ratio"
        How values differ: by name only; by how many lie between them in rank; by their difference; by their difference
        relative to their sum. Values of all but the first are numbers, of the last none below 0.

    Returns
    -------
    float
        NaN where nothing can be told: no unit was coded twice, or all values are one.

    Raises
    ------
    EstimatesError
        If the level is not known, or values that must be numbers are none.

    Notes
    -----
    Krippendorff (2011), "Computing Krippendorff's alpha-reliability", whose example is the one below; he asks for at
    least .8 to rely on data and calls those below .667 not fit for conclusions (Content Analysis, 4th ed., 2019).

    Examples
    --------
    >>> import pandas as pd
    >>> from estimates import krippendorff_alpha
    >>> nan = float("nan")
    >>> ratings = pd.DataFrame({"A": [1, 2, 3, 3, 2, 1, 4, 1, 2, nan, nan, nan],
    ...                         "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nan, 3],
    ...                         "C": [nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nan],
    ...                         "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nan]})
    >>> [round(krippendorff_alpha(ratings, level=level), 3) for level in ("nominal", "ordinal", "interval", "ratio")]
    [0.743, 0.815, 0.849, 0.797]
    """
    if level not in get_args(Level):
        raise EstimatesError(f"level={level!r} is not known.", hint=nearest(str(level), get_args(Level)))
    long = ratings.reset_index(drop=True).astype(object).melt(ignore_index=False)["value"].dropna()
    if level != "nominal":
        long = _numbers(long, level)
    long = long[long.groupby(level=0).transform("size") > 1]
    unit, value = pd.factorize(long.index)[0], long.to_numpy(dtype=object)
    code, values = pd.factorize(value, sort=level != "nominal")
    if len(values) < 2:
        return float("nan")
    coded = np.bincount(unit).astype(float)
    total = np.bincount(code).astype(float)
    if level == "nominal":  # without a table of all pairs of values, of which there may be many
        same = pd.DataFrame({"unit": unit, "code": code}).value_counts().pow(2).groupby("unit").sum().sort_index()
        apart = coded**2 - same.to_numpy(dtype=float)
        chance = total.sum() ** 2 - (total**2).sum()
    else:
        counts = np.zeros((len(coded), len(values)))
        np.add.at(counts, (unit, code), 1)
        differ = _differences(values.astype(float), total, level)
        apart = np.einsum("uc,ck,uk->u", counts, differ, counts, optimize=True)
        chance = float(total @ differ @ total)
    return float(1 - (total.sum() - 1) * (apart / (coded - 1)).sum() / chance)


def _numbers(long: pd.Series, level: str) -> pd.Series:
    numbers = pd.to_numeric(long, errors="coerce")
    wrong = long[numbers.isna() | ~np.isfinite(numbers) | ((numbers < 0) & (level == "ratio"))]
    if len(wrong):
        least = " of at least 0" if level == "ratio" else ""
        hint = 'words are compared by level="nominal".'
        raise EstimatesError(f"{wrong.iloc[0]!r} is no number{least}, as level={level!r} asks for.", hint=hint)
    return numbers.astype(float)


def _differences(values: Floats, total: Floats, level: str) -> Floats:
    """Squared differences between values in rising order, of which there are as many as ``total`` says."""
    if level == "ordinal":
        upto = np.cumsum(total)
        middle = upto - total / 2
        return np.asarray((middle[:, None] - middle[None, :]) ** 2)
    apart = values[:, None] - values[None, :]
    if level == "interval":
        return np.asarray(apart**2)
    both = values[:, None] + values[None, :]
    return np.asarray(np.divide(apart, both, out=np.zeros_like(apart), where=both > 0) ** 2)


@checked
def coder_agreement(coders: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Hold the decisions of two or more people on the same figures against each other.

    Parameters
    ----------
    coders : mapping of name to DataFrame
        What ``decisions`` or ``review(...).decisions`` gave for each. A figure is one by its ``claim_id``, else by its
        words in their place; of several decisions of one person on a figure the last counts.

    Returns
    -------
    DataFrame
        A row for each thing decided: ``decision`` ("quantity": under which name a figure is filed; "same quantity":
        whether two figures are filed together or apart, whatever the name; "verdict": accepted, fixed or rejected);
        ``alpha`` (see ``krippendorff_alpha``); ``agreement``, the share of pairs of coders that agree, chance and all;
        ``n_units``, what two or more decided; ``n_coders``; and ``differ``, the figures on which they do not agree,
        parted by blanks. What nobody decided has no row.

    Raises
    ------
    EstimatesError
        If there are fewer than two coders.
    SchemaError
        If a table has no ``claim_id``.

    Examples
    --------
    >>> import pandas as pd
    >>> from estimates import coder_agreement
    >>> ann = pd.DataFrame({"claim_id": ["a", "b", "c", "d"], "quantity": ["killed", "killed", "hurt", "hurt"]})
    >>> bo = pd.DataFrame({"claim_id": ["a", "b", "c", "d"], "quantity": ["dead", "dead", "hurt", "dead"]})
    >>> coder_agreement({"Ann": ann, "Bo": bo}).round(2)
            decision  alpha  agreement  n_units  n_coders   differ
    0       quantity   0.00       0.25        4         2    a b d
    1  same quantity   0.06       0.50        6         2  a b c d
    """
    if len(coders) < 2:
        raise EstimatesError(f"there are {len(coders)} coders.", hint="give the decisions of two or more by name.")
    tables = _of_one_figure(coders)
    names = {who: _last(table[table["quantity"].notna()], "quantity") for who, table in tables.items()}
    verdicts = {who: _last(table[table["decision"].isin(_VERDICTS)], "decision") for who, table in tables.items()}
    together = {who: _pairs(names[who], table) for who, table in tables.items()}
    rows = [
        _agreement(decision, pd.DataFrame(said))
        for decision, said in (("quantity", names), ("same quantity", together), ("verdict", verdicts))
    ]
    columns = ["decision", "alpha", "agreement", "n_units", "n_coders", "differ"]
    out = pd.DataFrame([row for row in rows if row is not None], columns=columns)
    return out.astype({"decision": WORDS, "alpha": NUMBER, "agreement": NUMBER, "n_units": "int64",
                       "n_coders": "int64", "differ": WORDS})  # fmt: skip


def _of_one_figure(coders: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables with one id for one figure, that of the first coder who has it."""
    known = pd.DataFrame({"claim_id": []}, dtype=object)
    out: dict[str, pd.DataFrame] = {}
    for who, given in coders.items():
        check_columns(given, ["claim_id"])
        if not {"quantity", "decision", "not_same"} & set(given):
            raise SchemaError(f"the table of {who} decides nothing.", hint="give what decisions(claims) gave.")
        table = given.reindex(columns=list(dict.fromkeys([*given, "quantity", "decision", "not_same"])))
        table = table.astype({"claim_id": str}).astype(object)
        now = found_again(known, table) if len(known) else {}
        table["claim_id"] = table["claim_id"].map(lambda claim, now=now: now.get(claim, claim))
        table["not_same"] = [
            " ".join(now.get(other, other) for other in cell.split()) if isinstance(cell, str) else cell
            for cell in table["not_same"]
        ]
        out[who] = table
        places = table[[name for name in ("claim_id", *_PLACE) if name in table]]
        known = pd.concat([known, places[~places["claim_id"].isin(known["claim_id"])]]).drop_duplicates("claim_id")
    return out


def _last(rows: pd.DataFrame, name: str) -> pd.Series:
    return rows.drop_duplicates("claim_id", keep="last").set_index("claim_id")[name].astype(object)


def _pairs(names: pd.Series, table: pd.DataFrame) -> pd.Series:
    """For every two figures that one coder filed or told apart, whether they are of one quantity."""
    ids = sorted(names.index)
    code, _ = pd.factorize(names.reindex(ids))
    i, j = np.triu_indices(len(ids), 1)
    said = dict(zip(((ids[a], ids[b]) for a, b in zip(i, j, strict=True)), (code[i] == code[j]).tolist(), strict=True))
    told = table[table["not_same"].notna()]
    for claim, others in zip(told["claim_id"], told["not_same"], strict=True):
        said.update({(min(claim, other), max(claim, other)): False for other in str(others).split() if other != claim})
    return pd.Series(said, dtype=object)


def _agreement(decision: str, said: pd.DataFrame) -> dict[str, Any] | None:
    said = said[said.notna().sum(axis=1) > 1]
    if said.empty:
        return None
    code = np.stack([pd.factorize(row)[0] for row in said.to_numpy(dtype=object)])  # within a unit; -1 is not coded
    n = (code >= 0).sum(axis=1)
    alike = sum(((code == k).sum(axis=1) * ((code == k).sum(axis=1) - 1)) for k in range(code.max() + 1))
    apart = said.index[np.asarray(alike < n * (n - 1))]
    figures = sorted({claim for unit in apart for claim in (unit if isinstance(unit, tuple) else (unit,))})
    return {
        "decision": decision, "alpha": krippendorff_alpha(said), "agreement": float((alike / (n * (n - 1))).mean()),
        "n_units": len(said), "n_coders": int((said.notna().any()).sum()), "differ": " ".join(figures) or np.nan,
    }  # fmt: skip
