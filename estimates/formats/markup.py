"""Claims as schema.org's ClaimReview markup, which ``read_claim_reviews`` reads back."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from estimates.article.denials import denied_in
from estimates.claims.checking import check_claims
from estimates.claims.wording import band, number
from estimates.door import checked
from estimates.errors import EstimatesError, listed
from estimates.figures.tables import scan

_HEDGED = {
    "exact": "exactly {}", "about": "about {}", "nearly": "nearly {}", "more_than": "more than {}",
    "at_least": "at least {}", "less_than": "fewer than {}", "at_most": "at most {}", "up_to": "up to {}",
}  # fmt: skip


@checked
def to_claim_reviews(
    claims: pd.DataFrame, *, reviewer: str, ratings: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Write claims as schema.org ClaimReview markup, for a page that says what was found of each.

    Parameters
    ----------
    claims : DataFrame
        A claims table, each with words (``text``) or a number.
    reviewer : str
        Who reviewed them.
    ratings : mapping of claim_id to words, optional
        The verdict on each ("False"); by default the column ``rating``, as ``read_claim_reviews`` gives it. A claim
        without one has no rating in the markup.

    Returns
    -------
    list of dict
        A ClaimReview per claim, ready for ``json.dump``: ``claimReviewed`` is the sentence that was read, or the
        figure's words with what is counted, of a denial "It is not true that it was 40 people."
        ``read_claim_reviews`` reads them back.

    Raises
    ------
    EstimatesError
        If a claim has neither words nor a number, a rating is of no claim, or a sentence that was read affirms what
        ``negated`` denies or denies what it affirms.

    Examples
    --------
    >>> from estimates import read_claims, to_claim_reviews
    >>> claims = read_claims([{"claim_id": "c1", "source": "Mayor", "text": "more than 40,000", "noun": "people"}])
    >>> review = to_claim_reviews(claims, reviewer="Checker", ratings={"c1": "False"})[0]
    >>> review["claimReviewed"], review["reviewRating"]["alternateName"]
    ('more than 40,000 people', 'False')
    """
    check_claims(claims)
    said = dict(ratings or {})
    known = set(claims["claim_id"])
    strange = [claim for claim in said if claim not in known]
    if strange:
        raise EstimatesError(f"ratings name claims that are not there: {listed(strange)}.", claims=strange)
    silent = claims.loc[claims[["text", "value", "low", "high"]].isna().all(axis=1), "claim_id"]
    if len(silent):
        raise EstimatesError(
            f"{len(silent)} of {len(claims)} claims have neither words nor a number: {listed(silent)}.",
            hint="leave them out.",
            claims=silent,
        )
    rows = claims.assign(negated=claims.get("negated", False)).to_dict("records")
    reviews = [_review(row, reviewer, said) for row in rows]
    turned = [
        row["claim_id"]
        for row, review in zip(rows, reviews, strict=True)
        if (row["negated"] or isinstance(row.get("claim_reviewed"), str))
        and _denies(review["claimReviewed"], row.get("start")) not in (row["negated"], None)
    ]
    if turned:
        raise EstimatesError(
            f"{len(turned)} of {len(claims)} claims are written with a sentence that does not say what negated does, "
            f"whether the figure is denied: {listed(turned)}.",
            hint="correct negated or claim_reviewed, or leave them out.",
            claims=turned,
        )
    return reviews


def _denies(sentence: str, start: Any) -> bool | None:
    """Whether a sentence denies its figure: the one that starts there, else any; None where it has none."""
    figures = scan(sentence)
    if not figures:
        return None
    flags = denied_in(sentence, figures)
    meant = [flag for figure, flag in zip(figures, flags, strict=True) if not pd.isna(start) and figure.start == start]
    return any(meant or flags)


def _review(row: Mapping[Any, Any], reviewer: str, ratings: Mapping[str, str]) -> dict[str, Any]:
    there = {name: cell for name, cell in row.items() if not pd.isna(cell)}
    claim: dict[str, Any] = {"@type": "Claim"}
    if "source" in there:
        claim["author"] = {"@type": "Thing", "name": there["source"]}
    if "reported" in there:
        claim["datePublished"] = there["reported"].isoformat()[:10]
    made: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": _sentence(there),
        "author": {"@type": "Organization", "name": reviewer}, "itemReviewed": claim,
    }  # fmt: skip
    rating = ratings.get(row["claim_id"], there.get("rating"))
    if rating is not None:
        made["reviewRating"] = {"@type": "Rating", "alternateName": str(rating)}
    if str(there.get("locator", "")).startswith(("http://", "https://")):
        made["url"] = there["locator"]
    return made


def _sentence(there: Mapping[Any, Any]) -> str:
    """The sentence that was reviewed, or the figure's words with what is counted."""
    if "claim_reviewed" in there:
        return str(there["claim_reviewed"])
    if "text" in there:
        words = str(there["text"])
    elif "value" in there:
        words = _HEDGED.get(str(there.get("hedge")), "{}").format(number(there["value"]))
    else:
        words = band(there.get("low", -math.inf), there.get("high", math.inf))
    noun = str(there.get("noun", ""))
    words = words if not noun or noun.casefold() in words.casefold() else f"{words} {noun}"
    return f"It is not true that it was {words}." if there["negated"] else words
