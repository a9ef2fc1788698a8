"""Fact checks in the shapes that schema.org allows and pages have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from estimates import EstimatesError, ParseError, read_claim_reviews, read_claims, to_claim_reviews

REVIEW = {
    "@type": "ClaimReview", "claimReviewed": "More than 40,000 people attended.", "author": {"name": "Checker"},
    "itemReviewed": {"author": {"name": "Mayor"}}, "reviewRating": {"alternateName": "False"},
}  # fmt: skip


def test_nodes_that_are_only_referred_to_are_looked_up() -> None:
    graph = {"@graph": [
        REVIEW | {"author": {"@id": "#checker"}, "itemReviewed": {"@id": "#claim"}, "reviewRating": {"@id": "#no"}},
        {"@id": "#checker", "@type": "Organization", "name": "Freedonia Facts"},
        {"@id": "#claim", "@type": "Claim", "author": [{"@id": "#mayor"}], "datePublished": "2023-05-08"},
        {"@id": "#mayor", "@type": "Person", "name": "Rufus Firefly"},
    ]}  # fmt: skip
    claims = read_claim_reviews(graph)
    assert claims[["source", "publisher"]].to_numpy().tolist() == [["Rufus Firefly", "Freedonia Facts"]]
    assert claims["reported"].dt.strftime("%Y-%m-%d").tolist() == ["2023-05-08"]
    assert claims["rating"].isna().all()


def test_several_claims_and_words_with_their_language() -> None:
    said = [{"@value": "12 boats sank.", "@language": "en"}, "The bridge cost $3 million."]
    rating = {"alternateName": [{"@value": "Mostly false", "@language": "en"}, "Faux"]}
    claims = read_claim_reviews(
        REVIEW | {"claimReviewed": said, "reviewRating": rating, "url": ["https://example.org/a"]}
    )
    assert claims["claim_reviewed"].tolist() == ["12 boats sank.", "The bridge cost $3 million."]
    assert claims["value"].tolist() == [12.0, 3e6]
    assert claims["rating"].tolist() == ["Mostly false"] * 2
    assert claims["locator"].tolist() == ["https://example.org/a"] * 2


def test_the_kind_may_be_written_out_or_be_one_of_several() -> None:
    for kind in ("https://schema.org/ClaimReview", ["Review", "ClaimReview"]):
        assert len(read_claim_reviews(REVIEW | {"@type": kind})) == 1


def test_a_review_without_figures_gives_an_empty_table() -> None:
    with pytest.warns(UserWarning, match="1 of 1 reviews say no figure and are left out: 1"):
        assert read_claim_reviews(REVIEW | {"claimReviewed": "The mill is haunted."}).empty


def page_of(folder: Path, *scripts: str) -> Path:
    page = folder / "page.html"
    blocks = "".join(f'<script type="application/ld+json; charset=utf-8">{script}</script>' for script in scripts)
    page.write_text(f"<!doctype html><html><head>{blocks}</head></html>", encoding="utf-8")
    return page


def test_a_broken_block_of_a_page_hides_no_other(tmp_path: Path) -> None:
    written = json.dumps(REVIEW).replace("people attended", "people\nattended")  # a line broken within a text
    assert len(read_claim_reviews(page_of(tmp_path, '{"@type": "WebPage",}', written))) == 1
    with pytest.raises(ParseError, match="line 1"):
        read_claim_reviews(page_of(tmp_path, '{"@type": "WebPage",}'))


def test_a_review_a_line_each_and_a_site_for_a_name(tmp_path: Path) -> None:
    nameless = REVIEW | {"author": {"@type": "Organization", "url": "http://www.example.org/"}, "datePublished": "x"}
    dated = REVIEW | {"datePublished": "2017-03-01 20:30:17 UTC", "url": "https://example.org/2"}
    path = tmp_path / "reviews.jsonl"
    path.write_text("\n".join(json.dumps(review) for review in (nameless, dated)), encoding="utf-8")
    with pytest.warns(UserWarning, match="1 of 2 claims are doubted: reported is no date"):
        claims = read_claim_reviews(path)
    assert claims["publisher"].tolist() == ["example.org", "Checker"]
    assert claims["locator"].tolist() == ["review 1", "https://example.org/2"]
    assert claims["reported"].dt.strftime("%Y-%m-%d %H:%M").fillna("").tolist() == ["", "2017-03-01 20:30"]
    assert claims["doubt"].fillna("").tolist() == ["reported is no date: 'x' (row 1)", ""]


def test_a_doubt_names_the_review_and_not_the_figure() -> None:
    several = REVIEW | {"claimReviewed": "12 boats and 30 houses were lost."}
    with pytest.warns(UserWarning, match="reported is no date"):
        claims = read_claim_reviews([several, REVIEW | {"datePublished": 1488400000}])
    assert claims["doubt"].fillna("").tolist() == ["", "", "reported is no date: '1488400000' (row 2)"]


def test_one_odd_review_fails_no_other() -> None:
    odd = [{"@type": "ClaimReview"}, REVIEW | {"claimReviewed": None}, REVIEW | {"author": 7, "itemReviewed": [3]}]
    with pytest.warns(UserWarning, match="2 of 4 reviews say no figure and are left out: 1, 2"):
        claims = read_claim_reviews([*odd, REVIEW])
    assert claims["value"].tolist() == [40_000, 40_000]


def test_what_is_written_as_a_review_is_read_back() -> None:
    rows = [
        {"claim_id": "a", "source": "Mayor", "text": "more than 40,000", "noun": "people", "reported": "2023-05-08"},
        {"claim_id": "b", "source": "Police", "value": 830, "hedge": "about", "unit": "person", "noun": "people"},
        {"claim_id": "c", "source": "Paper", "low": 900, "high": 1200, "noun": "people"},
    ]
    claims = read_claims(rows)
    back = read_claim_reviews(to_claim_reviews(claims, reviewer="Checker", ratings={"a": "False"}))
    assert back["source"].tolist() == ["Mayor", "Police", "Paper"]
    assert back["value"].fillna(-1).tolist() == [40_000, 830, -1]
    assert back[["low", "high"]].iloc[2].tolist() == [900, 1200]
    assert back["hedge"].astype(object).tolist() == ["more_than", "about", "between"]
    assert back["rating"].fillna("").tolist() == ["False", "", ""]
    assert set(back["publisher"]) == {"Checker"}
    with pytest.raises(EstimatesError, match="ratings name claims that are not there: z"):
        to_claim_reviews(claims, reviewer="Checker", ratings={"z": "True"})
    with pytest.raises(EstimatesError, match="1 of 1 claims have neither words nor a number: d"):
        to_claim_reviews(read_claims([{"claim_id": "d", "quantity": "x", "value": None}]), reviewer="Checker")


def test_a_denial_comes_back_as_a_denial() -> None:
    rows = [
        {"claim_id": "a", "source": "Mayor", "text": "30 people", "negated": True},
        {"claim_id": "b", "source": "Mayor", "text": "more than 40,000", "noun": "troops", "negated": True},
        {"claim_id": "c", "source": "Mayor", "low": 900, "high": 1200, "noun": "people", "negated": True},
        {"claim_id": "d", "source": "Mayor", "value": 830, "hedge": "about", "noun": "people", "negated": True},
        {"claim_id": "e", "source": "Mayor", "text": "dozens", "noun": "houses"},
        {"claim_id": "f", "source": "Mayor", "value": 0, "noun": "people", "negated": True},
    ]
    claims = read_claims(rows)
    reviews = to_claim_reviews(claims, reviewer="Checker")
    assert reviews[1]["claimReviewed"] == "It is not true that it was more than 40,000 troops."
    back = read_claim_reviews(reviews)
    assert back["negated"].tolist() == claims["negated"].tolist()
    assert back["hedge"].tolist() == claims["hedge"].tolist()
    again = read_claim_reviews(to_claim_reviews(back, reviewer="Checker"))
    assert again["negated"].tolist() == claims["negated"].tolist()


def test_a_denial_in_the_sentence_that_was_checked_is_read() -> None:
    said = [
        "The army denied that 40 men had died and said 12 were hurt.", "The bridge didn't cost $3 million.",
        "The mayor can’t have spent $3 million.", "No hay más de 40 soldados en la ciudad, dijo el ministro.",
    ]  # fmt: skip
    claims = read_claim_reviews(REVIEW | {"claimReviewed": said})
    assert claims[["value", "negated"]].to_numpy().tolist() == [
        [40, True],
        [12, False],
        [3e6, True],
        [3e6, True],
        [40, False],
    ]


def test_a_sentence_that_says_the_reverse_of_negated_is_refused() -> None:
    claims = read_claim_reviews([REVIEW, REVIEW | {"claimReviewed": "It is not true that 30 people died."}])
    with pytest.raises(EstimatesError, match="2 of 2 claims are written with a sentence that does not say") as error:
        to_claim_reviews(claims.assign(negated=~claims["negated"]), reviewer="Checker")
    assert list(error.value.claims) == claims["claim_id"].tolist()
