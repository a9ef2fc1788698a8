"""What a person decided about drafts, applied again: accepted, corrected, rejected, added, filed, told apart."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from typing import Any, Literal, get_args

import pandas as pd

from estimates.claims.amending import add_claim, amend, reject
from estimates.claims.comparable import check_columns
from estimates.claims.filing import assign_quantities, found_again
from estimates.door import checked
from estimates.errors import SchemaError, listed, nearest
from estimates.schema import OFFSET, WORDS

Decision = Literal["accept", "fix", "reject", "add", "file", "apart"]

#: The columns of a table of decisions.
DECIDED: dict[str, Any] = {
    "step": "int64", "decision": WORDS, "claim_id": WORDS, "quantity": WORDS, "not_same": WORDS, "changes": WORDS,
    "reason": WORDS, "article": WORDS, "publisher": WORDS, "start": OFFSET, "end": OFFSET, "text": WORDS,
}  # fmt: skip


@checked
def apply_decisions(claims: pd.DataFrame, decided: pd.DataFrame) -> pd.DataFrame:
    """Apply decisions that were made in ``review``, or by ``decisions``, to these drafts or to a new reading of them.

    Parameters
    ----------
    claims : DataFrame
        A claims table, as it was when ``review`` was called, or read anew from the same articles.
    decided : DataFrame
        ``review(...).decisions``, saved and read again or not. A row is one decision: ``step``, ``decision``
        ("accept": its doubt is settled; "fix": ``changes``, an object in JSON, are amended; "reject"; "add": a claim
        with the cells in ``changes``; "file": under ``quantity``; "apart": not of one quantity with the claims in
        ``not_same``), ``claim_id``, ``reason``, and what the claim, or the one that an added claim is like, is found
        again by: ``article``, ``publisher``, ``start``, ``end``, ``text``. Without a column ``decision`` the rows file,
        as for ``assign_quantities``.

    Returns
    -------
    DataFrame
        A copy, as ``amend``, ``add_claim``, ``reject`` and ``assign_quantities`` make it. A decision on a claim that
        is not in the table is left out, and a warning names it.

    Raises
    ------
    EstimatesError, SchemaError
        If a decision is not known, its changes are no JSON, or the claim it gives does not meet the schema.

    Examples
    --------
    >>> import pandas as pd
    >>> from estimates import apply_decisions, read_text
    >>> claims = read_text("Police held 40 men. Police freed 30 detainees.")
    >>> first, second = claims["claim_id"]
    >>> decided = pd.DataFrame([
    ...     {"decision": "fix", "claim_id": first, "changes": '{"value": 400}', "reason": "misprint"},
    ...     {"decision": "reject", "claim_id": second}, {"decision": "file", "claim_id": first, "quantity": "held"}])
    >>> apply_decisions(claims, decided)[["text", "value", "quantity"]]
      text  value quantity
    0   40  400.0     held
    """
    check_columns(claims, ["claim_id", "quantity"])
    if "decision" not in decided:
        return assign_quantities(claims, decided)
    log, lost = on_these(claims, decided)
    if lost:
        warnings.warn(f"decisions on {len(lost)} claims that are not in the table: {listed(lost)}", stacklevel=3)
    return filed(edited(claims, log), log)


def on_these(claims: pd.DataFrame, decided: pd.DataFrame) -> tuple[list[dict[str, Any]], list[str]]:
    """Give decisions with the ids that claims have now, and the ids of those that are not among them."""
    for name in ("claim_id", "decision"):
        if name not in decided:
            raise SchemaError(f"the decisions have no column {name!r}.", hint=nearest(name, decided.columns))
    words = decided["decision"].dropna().astype(str)
    strange = [word for word in words.unique() if word not in get_args(Decision)]
    if strange:
        raise SchemaError(f"decision={strange[0]!r} is not known.", hint=nearest(strange[0], get_args(Decision)))
    decided = decided[decided["decision"].notna()].astype({"claim_id": str})
    now = found_again(claims, decided)
    known = set(claims["claim_id"])
    log, lost = [], dict[str, None]()
    for place, row in enumerate(decided.to_dict("records"), 1):
        cells = {name: None if pd.isna(row.get(name)) else row[name] for name in DECIDED}
        cells["step"] = place if cells["step"] is None else int(cells["step"])
        claim_id = row["claim_id"]
        if cells["decision"] == "add":
            _add_here(cells, now, known)
        cells["claim_id"] = now[claim_id]
        others = [now.get(other, other) for other in str(cells["not_same"] or "").split()]
        cells["not_same"] = " ".join(other for other in others if other in known) or None
        if cells["claim_id"] in known:
            log.append(cells)
        else:
            lost[claim_id] = None
    return log, list(lost)


def _add_here(cells: dict[str, Any], now: dict[str, str], known: set[str]) -> None:
    """See to it that a claim is added once, and like one that is here, whose place such a row gives."""
    claim_id, changes = cells["claim_id"], changes_of(cells)
    like, found = changes.get("like"), now[claim_id]
    if like is not None:
        like = now.get(like, like)
        like = like if like in known else found
        if like not in known:
            return
        now[claim_id] = claim_id
        cells["changes"] = json.dumps({**changes, "like": like})
    elif found in known:  # by now the reader reads it too
        cells |= {"decision": "accept", "changes": None}
    known.add(now[claim_id])


def changes_of(row: dict[str, Any]) -> dict[str, Any]:
    """The cells that a decision sets."""
    try:
        changes = json.loads(row["changes"] or "{}")
    except (TypeError, ValueError):
        changes = None
    if not isinstance(changes, dict):
        raise SchemaError(
            f"changes={row['changes']!r} of claim {row['claim_id']!r} is no object in JSON.",
            hint='for instance {"value": 400}.', claims=[row["claim_id"]],
        )  # fmt: skip
    return changes


def edited(claims: pd.DataFrame, log: list[dict[str, Any]]) -> pd.DataFrame:
    """Apply the decisions that change or add single claims, in their order."""
    for row in log:
        reason = row["reason"] or "review"
        if row["decision"] == "accept":
            claims = amend(claims, row["claim_id"], reason=row["reason"] or "accepted", doubt=None)
        elif row["decision"] == "fix":
            claims = amend(claims, row["claim_id"], reason=reason, **changes_of(row))
        elif row["decision"] == "add":
            claims = add_claim(claims, claim_id=row["claim_id"], reason=reason, **changes_of(row))
    return claims


def filed(claims: pd.DataFrame, log: list[dict[str, Any]]) -> pd.DataFrame:
    """Take out what was rejected and file the rest, all at once: what comes first has no say over what comes later."""
    claims = reject(claims, rejected(log)).reset_index(drop=True)
    known = set(claims["claim_id"])
    names = {claim: name for claim, name in names_of(log).items() if claim in known}
    return assign_quantities(claims, names, not_same=[pair for pair in apart_in(log) if known.issuperset(pair)])


def rejected(log: list[dict[str, Any]]) -> list[str]:
    """The ids that were rejected, each once."""
    return list(dict.fromkeys(row["claim_id"] for row in log if row["decision"] == "reject"))


def names_of(log: list[dict[str, Any]]) -> dict[str, str]:
    """The quantity that each filed claim was filed under last."""
    return {row["claim_id"]: row["quantity"] for row in log if row["decision"] == "file"}


def apart_in(log: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Pairs that were told apart."""
    for row in log:
        if row["decision"] == "apart":
            yield from ((row["claim_id"], other) for other in str(row["not_same"] or "").split())
