"""Groups that each figure may belong to, for a person to choose from: a sheet to fill in and hand back."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from estimates.claims.comparable import check_columns, columns_of
from estimates.claims.groups import group_numbers
from estimates.claims.phrasing import topics
from estimates.conflicts.linking import Links, in_order_of_ids, links_of
from estimates.door import checked
from estimates.errors import check_number
from estimates.intervals.arrays import Floats, Ints, by_code, pack
from estimates.schema import OFFSET, SAME, WORDS, framed

_JOINED = 4.2  # mean score of the links between two proposed groups from which they are one
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
        ``write_claims`` and hand it, filled in, to ``assign_quantities``. In a table of more than 2,000 claims groups
        are sought among the pairs that ``suggest_links`` compares.

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
    by_id = in_order_of_ids(claims)  # so of equals one is chosen that is the same in any order of the rows
    table = claims.iloc[by_id].reset_index(drop=True)
    links = links_of(table, _PARTNERS)
    group = _groups(table, links)
    best = _offered(links, group, top)
    back = np.argsort(by_id[best.row], kind="stable")
    best = Offered(*(column[back] for column in best))
    return _as_table(table, links, best, group, _names(table, group))


class Offered(NamedTuple):
    """Rows, the member that fits best of the group that each is offered at a rank, and the link between the two."""

    row: Ints
    other: Ints
    rank: Ints
    link: Ints


def _offered(links: Links, group: Ints, top: int) -> Offered:
    row, other = np.column_stack([links.i, links.j]).ravel(), np.column_stack([links.j, links.i]).ravel()
    link = np.repeat(np.arange(len(links.i)), 2)
    order = by_code(row)  # the best links come first
    _, first = np.unique(pack(row[order], group[other[order]]), return_index=True)
    order = order[np.sort(first)]
    rank = np.arange(len(order)) - np.searchsorted(row[order], row[order]) + 1
    order, rank = order[rank <= top], rank[rank <= top]
    return Offered(row[order], other[order], rank, link[order])


def _groups(table: pd.DataFrame, links: Links) -> Ints:
    """Put figures together, the best links first: what is filed stays as it is, and so does what was told apart."""
    n = len(table)
    filed = (table["identity"] == "stated").to_numpy(dtype=bool) if "identity" in table else np.zeros(n, dtype=bool)
    filed = filed & table["quantity"].notna().to_numpy()
    group: Ints = np.where(filed, group_numbers(table, columns_of(table, SAME)), n + np.arange(n))
    may_join = (links.score >= _JOINED) & ~(filed[links.i] & filed[links.j])
    one, two = group[links.i], group[links.j]
    graph = coo_array((may_join[may_join], (one[may_join], two[may_join])), shape=(2 * n, 2 * n))
    part = connected_components(graph, directed=False)[1]  # links to other parts join nothing
    within = (part[one] == part[two]) & (one != two)
    between = _between(one[within], two[within], links.score[within])
    own: list[int] = group.tolist()
    members: dict[int, list[int]] = {}
    for row, g in enumerate(own):
        members.setdefault(g, []).append(row)
    by_part = np.flatnonzero(may_join)[np.argsort(part[one[may_join]], kind="stable")]  # near in memory
    for a, b in zip(links.i[by_part].tolist(), links.j[by_part].tolist(), strict=True):
        first, second = own[a], own[b]
        if first == second:
            continue
        if first > second:  # the number of what is filed is the lower
            first, second = second, first
        if between[first][second] / (len(members[first]) * len(members[second])) >= _JOINED:
            for row in members[second]:
                own[row] = first
            members[first] += members.pop(second)
            for other, total in between.pop(second).items():
                del between[other][second]
                if other != first:
                    between[first][other] = between[other][first] = between[first].get(other, 0.0) + total
    return np.array(own, dtype=np.int64)


def _between(one: Ints, two: Ints, score: Floats) -> dict[int, dict[int, float]]:
    """The sum of the links from each group to each other, in the order of the links."""
    pair = pack(np.minimum(one, two), np.maximum(one, two))
    order = np.argsort(pair, kind="stable")
    new = np.append(True, np.diff(pair[order]) > 0)[: len(pair)]
    first, total = order[new], np.bincount(np.cumsum(new) - 1, score[order])
    group, other = np.append(one[first], two[first]), np.append(two[first], one[first])
    order = np.argsort(group, kind="stable")
    groups, begins = np.unique(group[order], return_index=True)
    others, totals = other[order].tolist(), np.tile(total, 2)[order].tolist()
    spans = zip(groups.tolist(), pairwise([*begins.tolist(), len(order)]), strict=True)
    return {g: dict(zip(others[begin:end], totals[begin:end], strict=True)) for g, (begin, end) in spans}


def _names(table: pd.DataFrame, group: Any) -> dict[int, str]:
    """What each group is called: as most of its figures are drafted."""
    columns = [name for name in columns_of(table, SAME) if name != "status"]
    counts: dict[int, Counter[str]] = {}
    for number, name in zip(group.tolist(), topics(table, np.arange(len(table)), columns), strict=True):
        counts.setdefault(number, Counter())[name] += 1
    return {
        number: min((name for name in names if name), key=lambda name: (-names[name], name), default="")
        for number, names in counts.items()
    }


def _as_table(table: pd.DataFrame, links: Links, best: Offered, group: Ints, names: dict[int, str]) -> pd.DataFrame:
    row, other = best.row, best.other
    members: dict[int, list[str]] = {}
    for number, claim in zip(group.tolist(), table["claim_id"].tolist(), strict=True):
        members.setdefault(number, []).append(claim)
    offered = group[other].tolist()

    def cells(name: str, rows: Ints, kind: Any = WORDS) -> Any:
        return (
            table[name].astype(kind).array.take(rows) if name in table else pd.array([np.nan] * len(rows), dtype=kind)
        )

    columns = {
        "claim_id": cells("claim_id", row), "text": cells("text", row), "sentence": cells("sentence", row),
        "rank": best.rank, "quantity": pd.array([names[number] or np.nan for number in offered], dtype=WORDS),
        "decide": pd.array([np.nan] * len(row), dtype=WORDS),
        "others": pd.array([" ".join(members[number]) for number in offered], dtype=WORDS),
        "other_text": cells("text", other), "other_sentence": cells("sentence", other),
        "score": links.score[best.link], **links.told(best.link),
    }  # fmt: skip
    # What a figure is found again by when an article is read anew.
    kinds = {"article": WORDS, "start": OFFSET, "end": OFFSET}
    columns |= {name: cells(name, row, kind) for name, kind in kinds.items() if name in table}
    return framed(columns, len(row))
