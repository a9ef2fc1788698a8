"""Groups that each figure may belong to, for a person to choose from: a sheet to fill in and hand back."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.comparable import check_columns, columns_of
from estimates.claims.wording import topic
from estimates.conflicts.linking import suggest_links
from estimates.door import checked
from estimates.errors import check_number
from estimates.schema import NUMBER, OFFSET, SAME, WORDS

_JOINED = 9.0  # mean score of the links between two proposed groups from which they are one
_PARTNERS = 30


@checked
def suggest_quantities(claims: pd.DataFrame, *, top: int = 3) -> pd.DataFrame:
    """Offer for each figure the quantities that it may belong to, with what speaks for and against each.

    Parameters
    ----------
    claims : DataFrame
        A claims table: drafts, or figures of which some are filed. Filed figures of one quantity are one group; the
        others are put into groups by their links, best first.
    top : int
        Groups offered for each figure.

    Returns
    -------
    DataFrame
        A row per figure and group, figures in their order, the likeliest group first: ``claim_id``, ``text``,
        ``sentence``; ``rank`` 1, 2, ...; ``quantity``, what the group is called; ``others``, ids of its figures, parted
        by blanks, with the text and the sentence of the one that fits best (``other_text``, ``other_sentence``);
        ``score``, ``agrees``, ``differs``, ``unknown`` as in ``suggest_links``; and ``decide``, which is empty. Write
        there "same" or x to file a figure under what is offered, "not" to refuse it, or a name; save the sheet with
        ``write_claims`` and hand it, filled in, to ``assign_quantities``.

    Raises
    ------
    SchemaError
        If a column is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> from estimates import assign_quantities, read_texts, suggest_quantities
    >>> texts = ["A blast in Oldtown killed 36 people, the governor said.", "At least 31 died in the Oldtown blast.",
    ...          "Police searched 36 houses in Oldtown."]
    >>> claims = read_texts(pd.DataFrame({"text": texts}), progress=False)
    >>> offered = suggest_quantities(claims)
    >>> offered.loc[offered["rank"] == 1, ["text", "other_text"]].head(2).to_numpy().tolist()
    [['36', 'At least 31'], ['At least 31', '36']]
    >>> filed = assign_quantities(claims, offered[offered["rank"] == 1].head(2).assign(decide="killed"))
    >>> filed["quantity"].tolist()
    ['killed', 'killed', 'houses']
    """
    check_number("top", top, least=1, whole=True)
    check_columns(claims, ["claim_id", "quantity", "text"])
    table = claims.reset_index(drop=True)
    links = suggest_links(table, top=_PARTNERS)
    place = pd.Index(table["claim_id"])
    i, j = (place.get_indexer(links[name]) for name in ("claim_id", "other_id"))
    group = _groups(table, i, j, links["score"].to_numpy(dtype=float))
    names = _names(table, group)
    both = pd.concat([_one_way(links, i, j, group), _one_way(links, j, i, group)], ignore_index=True)
    best = both.sort_values(["row", "score", "other"], ascending=[True, False, True], kind="stable")
    best = best.drop_duplicates(["row", "group"])
    best = best.assign(rank=best.groupby("row").cumcount() + 1)
    best = best[best["rank"] <= top]
    return _as_table(table, best, group, names)


def _one_way(links: pd.DataFrame, own: Any, other: Any, group: Any) -> pd.DataFrame:
    told = links[["score", "agrees", "differs", "unknown"]]
    return told.assign(row=own, other=other, group=group[other])


def _groups(table: pd.DataFrame, i: Any, j: Any, score: Any) -> Any:
    """Put figures together, the best links first: what is filed stays as it is, and so does what was told apart."""
    n = len(table)
    filed = (table["identity"] == "stated").to_numpy(dtype=bool) if "identity" in table else np.zeros(n, dtype=bool)
    filed = filed & table["quantity"].notna().to_numpy()
    number = table.groupby(columns_of(table, SAME), dropna=False, observed=True).ngroup().to_numpy()
    group = np.where(filed, number, n + np.arange(n))
    members: dict[int, list[int]] = {}
    for row, g in enumerate(group.tolist()):
        members.setdefault(g, []).append(row)
    between: dict[int, dict[int, float]] = {g: {} for g in members}  # the sum of the links from group to group
    for a, b, s in zip(group[i].tolist(), group[j].tolist(), score.tolist(), strict=True):
        if a != b:
            between[a][b] = between[b][a] = between[a].get(b, 0.0) + s
    for a, b, s in zip(i.tolist(), j.tolist(), score.tolist(), strict=True):  # links stand in the order of their scores
        one, two = sorted((int(group[a]), int(group[b])))  # the number of what is filed is the lower
        if one == two or (filed[a] and filed[b]) or s < _JOINED:
            continue
        if between[one][two] / (len(members[one]) * len(members[two])) >= _JOINED:
            group[members[two]] = one
            members[one] += members.pop(two)
            for other, total in between.pop(two).items():
                del between[other][two]
                if other != one:
                    between[one][other] = between[other][one] = between[one].get(other, 0.0) + total
    return group


def _names(table: pd.DataFrame, group: Any) -> dict[int, str]:
    """What each group is called: as most of its figures are drafted."""
    columns = [name for name in columns_of(table, SAME) if name != "status"]
    counts: dict[int, Counter[str]] = {}
    for number, cells in zip(group.tolist(), table[columns].to_dict("records"), strict=True):
        counts.setdefault(number, Counter())[topic(cells)] += 1
    return {
        number: min((name for name in names if name), key=lambda name: (-names[name], name), default="")
        for number, names in counts.items()
    }


def _as_table(table: pd.DataFrame, best: pd.DataFrame, group: Any, names: dict[int, str]) -> pd.DataFrame:
    row, other = best["row"].to_numpy(), best["other"].to_numpy()
    ids = table["claim_id"].astype(object)
    members = ids.groupby(group).agg(" ".join)
    sentences = table["sentence"] if "sentence" in table else pd.Series(np.nan, table.index, dtype=WORDS)
    columns = {
        "claim_id": ids.to_numpy()[row], "text": table["text"].to_numpy(dtype=object)[row],
        "sentence": sentences.to_numpy(dtype=object)[row], "rank": best["rank"].to_numpy(),
        "quantity": [names[int(g)] or np.nan for g in best["group"]],
        "decide": np.full(len(best), np.nan, dtype=object),
        "others": members.reindex(best["group"]).to_numpy(dtype=object),
        "other_text": table["text"].to_numpy(dtype=object)[other],
        "other_sentence": sentences.to_numpy(dtype=object)[other], "score": best["score"].to_numpy(),
        **{name: best[name].to_numpy(dtype=object) for name in ("agrees", "differs", "unknown")},
    }  # fmt: skip
    # What a figure is found again by when an article is read anew.
    columns |= {name: table[name].to_numpy(dtype=object)[row] for name in ("article", "start", "end") if name in table}
    kinds = dict.fromkeys(columns, WORDS) | {"rank": "int64", "score": NUMBER}
    kinds |= {name: OFFSET for name in ("start", "end") if name in columns}
    return pd.DataFrame(columns).astype(kinds)
