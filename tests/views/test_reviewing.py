"""A person's way through drafts without a screen: each command is a call, and each can be undone and applied again."""

from __future__ import annotations

import contextlib
import io
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from estimates import (
    EstimatesError,
    SchemaError,
    add_claim,
    amend,
    apply_decisions,
    assign_quantities,
    read_claims,
    read_text,
    read_texts,
    reject,
)
from estimates.claims.articles import texts_of
from estimates.views.reviewing import Review

ARTICLES = pd.DataFrame({
    "article": ["a.txt", "b.txt", "c.txt"], "publisher": ["Post", "Herald", "Star"],
    "text": [
        "ALDBURG, May 4, 2024 - A blast at the market of Aldburg killed 36 people, Governor Ann Lee said. "
        "She denied that 40 men were held.",
        "ALDBURG, May 5, 2024 - At least 41 people died in the blast at the market, Governor Ann Lee said.\n\n\n"
        "The 😀 firm sold 30 or so carts in 2019. Police and guards, 12 of each, came.",
        "ALDBURG, May 6, 2024 - The blast at the market of Aldburg killed 38 people, police said.",
    ],
})  # fmt: skip


DRAFTS = read_texts(ARTICLES, progress=False)


def drafts() -> pd.DataFrame:
    return DRAFTS.copy()


def start_of(claims: pd.DataFrame, decided: pd.DataFrame | None = None) -> Review:
    return Review(claims, texts_of(ARTICLES), decided)


def run(code: str, claims: pd.DataFrame) -> pd.DataFrame:
    """What the code that a review shows makes of the drafts."""
    names: dict[str, Any] = {"claims": claims}
    exec(code, names)
    out = names["claims"]
    assert isinstance(out, pd.DataFrame)
    return out


def test_decisions_are_the_calls_they_are_shown_as() -> None:
    claims = drafts()
    ids = claims["claim_id"].tolist()
    review = start_of(claims)
    assert review.current == ids[0]
    review.file("killed")
    review.select(ids[1])
    review.fix({"source": "Ann Lee", "value": "41"}, "misheard")
    review.select(ids[2])
    assert [offer.name for offer in review.offers() if offer.filed] == ["killed"]
    review.file(rank=1)
    review.select(ids[3])
    review.reject()
    expected = amend(claims, ids[1], reason="misheard", source="Ann Lee", value=41)
    expected = reject(expected, ids[3]).reset_index(drop=True)
    expected = assign_quantities(expected, {ids[0]: "killed", ids[2]: "killed"})
    assert_frame_equal(review.claims, expected)
    assert_frame_equal(run(review.code(), claims), expected)
    assert_frame_equal(apply_decisions(claims, review.decisions), expected)


def test_a_decision_goes_on_to_the_next_open_claim_and_stays_where_a_doubt_is_left() -> None:
    claims = drafts()
    ids = claims["claim_id"].tolist()
    doubted = claims.assign(doubt=["who?; of what?", None, "when?", *[None] * (len(ids) - 3)])
    review = start_of(doubted)
    said = review.file("killed")
    assert review.current == ids[0]
    assert said.startswith("Filed under killed. It is doubted still")
    assert review.accept().startswith("Accepted. Claim 2 of")
    assert review.current == ids[1]
    assert pd.isna(review.claims.set_index("claim_id").loc[ids[0], "doubt"])
    review.by_doubt()
    assert review.current == ids[2]
    review.accept()
    assert review.current == ids[1]
    review.previous()
    assert review.current == ids[2]
    review.by_text()
    for _ in ids:
        said = review.accept()
    assert said == "Accepted. Every claim is decided."
    assert review.card()["open"] == 0


def test_going_on_past_the_ends_says_so() -> None:
    review = start_of(drafts())
    assert review.previous() == "This is the first claim."
    for _ in range(len(review.order)):
        said = review.next()
    assert said == "This is the last claim."


def test_words_chosen_in_the_article_make_a_claim_or_move_one() -> None:
    claims = drafts()
    review = start_of(claims)
    text = ARTICLES["text"][1]
    start = text.index("30 or so")
    (thirty,) = claims.loc[claims["text"] == "30 or so", "claim_id"]
    review.select(thirty)
    review.reject()
    review.select(claims.loc[claims["article"] == "b.txt", "claim_id"].iloc[0])
    review.add(start - 1, start + 9)  # with the blanks around
    made = review.claims.set_index("claim_id").loc["added-1"]
    assert made[["text", "start", "end", "article", "publisher", "value"]].tolist() == [
        "30 or so", start, start + 8, "b.txt", "Herald", 30]  # fmt: skip
    assert made["sentence"] == "The 😀 firm sold 30 or so carts in 2019."
    assert made["locator"] == "b.txt, sentence 2"
    assert review.editing
    assert review.order.index("added-1") == review.order.index(thirty) + 1
    review.pick(start, start + 2)
    assert review.claims.set_index("claim_id").loc["added-1", ["text", "hedge"]].tolist() == ["30", "plain"]
    assert_frame_equal(run(review.code(), claims), review.claims)
    with pytest.raises(EstimatesError, match="no words are chosen"):
        review.add(start - 1, start - 1)
    with pytest.raises(EstimatesError, match="'50' stands nowhere"):
        review.add(words="50")
    assert review.add(words="2019").startswith("Added")


def test_a_claim_is_split_by_its_figures_by_chosen_words_or_in_twins() -> None:
    text = "Ann Lee and the police said 3,000 men and 40 boys marched."
    span = (text.index("3,000"), text.index(" boys"))
    claims = read_claims([{"claim_id": "c", "text": text[slice(*span)], "start": span[0], "end": span[1],
                           "source": "Ann Lee", "value": 3000}])  # fmt: skip
    review = Review(claims, {"": text})
    assert review.split() == "Split into 2. Claim 1 of 2: “3,000”, Ann Lee."
    assert review.claims[["claim_id", "text", "value"]].to_numpy().tolist() == [
        ["c", "3,000", 3000], ["c-2", "40", 40]]  # fmt: skip
    assert review.claims["source"].tolist() == ["Ann Lee", "Ann Lee"]
    review.split()
    assert review.editing
    review.fix({"source": "the police"})
    assert review.claims[["claim_id", "source", "origin", "value"]].to_numpy().tolist() == [
        ["c", "Ann Lee", "Ann Lee", 3000], ["c-2", "Ann Lee", "Ann Lee", 40],
        ["c-3", "the police", "the police", 3000]]  # fmt: skip
    review.select("c")
    review.split(*span)
    assert review.current == "c-4"
    assert_frame_equal(run(review.code(), claims), review.claims)
    assert_frame_equal(apply_decisions(claims, review.decisions), review.claims)


def test_what_a_group_shares_is_corrected_for_all_of_it() -> None:
    claims = drafts()
    ids = claims.loc[claims["quantity"] == "killed", "claim_id"].tolist()
    review = start_of(claims)
    for claim in ids:
        review.select(claim)
        review.file("dead")
    review.select(ids[0])
    assert review.fix({"place": "Newport"}) == f"Corrected, for all {len(ids)} that are filed with it. {review.where()}"
    assert set(review.claims.set_index("claim_id").loc[ids, "place"]) == {"Newport"}
    assert review.fix({"quantity": "deaths"}).startswith("Corrected.")
    assert review.claims.set_index("claim_id").loc[ids[0], "quantity"] == "deaths"
    assert_frame_equal(run(review.code(), claims), review.claims)


def test_groups_that_were_filed_before_are_joined() -> None:
    claims = drafts()
    ids = claims.loc[claims["quantity"] == "killed", "claim_id"].tolist()
    before = assign_quantities(claims, dict.fromkeys(ids[:2], "toll of the blast"))
    review = start_of(before)
    review.select(ids[2])
    assert review.offers()[0].name == "toll of the blast"
    review.file(rank=1)
    assert_frame_equal(review.claims, assign_quantities(before, dict.fromkeys(ids, "toll of the blast")))
    assert_frame_equal(apply_decisions(before, review.decisions), review.claims)


def test_a_group_that_was_refused_is_not_offered_again() -> None:
    claims = drafts()
    review = start_of(claims)
    review.select(claims.loc[claims["quantity"] == "killed", "claim_id"].iloc[0])
    claim, first = review.current, review.offers()[0]
    review.apart(1)
    assert not {member for offer in review.offers() for member in offer.members} & set(first.members)
    assert set(review.claims.set_index("claim_id").loc[claim, "not_same"].split()) == set(first.members)
    with pytest.raises(EstimatesError, match="there is no group 4"):
        review.file(rank=4)


def test_a_rejected_claim_takes_no_decision_until_it_is_taken_back() -> None:
    review = start_of(drafts())
    claim = review.current
    review.reject()
    review.select(str(claim))
    with pytest.raises(EstimatesError, match="is rejected"):
        review.accept()
    assert review.card()["claim"]["states"][0] == "rejected"
    assert review.card()["offers"] == []
    review.reject()
    review.accept()
    assert claim in review.claims["claim_id"].tolist()


COMMANDS = st.lists(
    st.one_of(
        st.sampled_from([("accept",), ("reject",), ("next",), ("previous",), ("by_doubt",), ("by_text",), ("split",),
                         ("undo",), ("file", "killed"), ("file", "held"), ("next_open",)]),
        st.integers(1, 3).map(lambda rank: ("offer", rank)), st.integers(1, 3).map(lambda rank: ("apart", rank)),
        st.sampled_from([("fix", {"value": "7"}), ("fix", {"source": "x; y | z"}), ("fix", {"place": "Newport"})]),
    ),
    max_size=12,
)  # fmt: skip


def play(review: Review, command: tuple[Any, ...]) -> None:
    name, *args = command
    with contextlib.suppress(EstimatesError):  # what cannot be is said and changes nothing
        review.file(rank=args[0]) if name == "offer" else getattr(review, name)(*args)


@settings(max_examples=15)
@given(COMMANDS)
def test_however_decisions_were_made_their_code_and_their_table_give_the_same_claims(commands: Any) -> None:
    claims = drafts()
    review = start_of(claims)
    for command in commands:
        play(review, command)
    saved = pd.read_csv(io.StringIO(review.decisions.to_csv(index=False)))
    assert_frame_equal(apply_decisions(claims, review.decisions), review.claims)
    assert_frame_equal(apply_decisions(claims, saved), review.claims)
    assert_frame_equal(start_of(claims, saved).claims, review.claims)
    if review.code():
        assert_frame_equal(run(review.code(), claims), review.claims)
    review.card(), review.page()


@settings(max_examples=15)
@given(COMMANDS)
def test_everything_can_be_undone(commands: Any) -> None:
    claims = drafts()
    review = start_of(claims)
    for command in commands:
        play(review, command)
    while len(review.decisions):
        review.undo()
    assert_frame_equal(review.claims, start_of(claims).claims)
    assert review.order == claims["claim_id"].tolist()
    with pytest.raises(EstimatesError, match="nothing to undo"):
        review.undo()


def test_the_first_decisions_can_be_undone_after_many() -> None:
    claims = drafts()
    review = start_of(claims)
    for k in range(60):  # more than tables are kept
        review.select(claims["claim_id"][k % len(claims)])
        review.fix({"value": str(k + 1)})
    for _ in range(58):
        review.undo()
    assert review.claims["value"].tolist()[:2] == [1, 2]


def test_a_decision_that_cannot_be_is_refused_and_changes_nothing() -> None:
    claims = drafts()
    review = start_of(claims)
    before = review.claims
    for wrong, words in [({"low": "9", "high": "3"}, "low exceeds high"), ({"value": "many"}, "cannot be read"),
                         ({"unit": "smoots"}, "unit 'smoots' is not known"), ({"valeu": "3"}, "'valeu' is not known"),
                         ({"quantity": " "}, "is no name"), ({}, "nothing was changed")]:  # fmt: skip
        with pytest.raises(EstimatesError, match=words):
            review.fix(wrong)
    with pytest.raises(EstimatesError, match="is no name"):
        review.file(" ")
    assert_frame_equal(review.claims, before)
    assert review.decisions.empty


def test_decisions_hold_for_a_new_reading_and_name_what_is_gone() -> None:
    claims = drafts()
    review = start_of(claims)
    review.accept()
    review.file("held")
    saved = pd.read_csv(io.StringIO(review.decisions.to_csv(index=False)))
    anew = claims.assign(claim_id=[f"x{k}" for k in range(len(claims))])
    again = start_of(anew, saved)
    assert again.decisions["claim_id"].tolist() == ["x0", "x1"]
    assert again.current == "x2"
    assert start_of(anew.drop(index=0), saved).lost == [claims["claim_id"][0]]


def test_the_articles_must_be_those_that_were_read() -> None:
    with pytest.raises(SchemaError, match="do not stand where they should"):
        Review(drafts(), {"a.txt": "x" + ARTICLES["text"][0]})


def test_without_an_article_the_sentence_is_shown() -> None:
    review = Review(drafts(), {})
    page = review.page()
    assert not page["text"]
    assert "".join(piece[1] for piece in page["pieces"]).startswith("ALDBURG, May 4, 2024 - A blast")
    with pytest.raises(EstimatesError, match="no article to take words from"):
        review.add(1, 3)
    table = Review(read_claims([{"claim_id": "a", "value": 3}]), {})
    assert table.page()["pieces"] == []
    assert table.card()["claim"]["words"] == "no words"


def test_the_pieces_of_an_article_are_its_words_in_their_places() -> None:
    text = (
        '<p>The <b>mayor</b> said 40 men &amp; "3 boys" left in 2019.</p>\n<script>40</script>\n\n\n<p>30 stayed.</p>'
    )
    claims = read_text(text)
    page = Review(claims, texts_of(text)).page()
    assert [text[start : start + len(words)] for start, words, claim, _ in page["pieces"] if claim] == (
        claims["text"].tolist()
    )
    seen = "".join(words for _, words, _, _ in page["pieces"])
    assert "script" not in seen
    assert "<" not in seen
    assert ["2019" for _, words, _, kind in page["pieces"] if kind == "unread"] == (
        [] if "2019" in claims["text"].tolist() else ["2019"]
    )


def test_no_claims_are_no_trouble() -> None:
    review = Review(read_claims([]), {})
    assert review.card()["claim"] is None
    assert review.where() == "There are no claims."
    for command in ("accept", "reject", "split", "next", "undo"):
        with pytest.raises(EstimatesError, match=r"there are no claims|nothing to undo"):
            getattr(review, command)()
    assert review.code() == ""


def test_an_added_claim_like_another_is_placed_behind_it() -> None:
    claims = drafts()
    review = start_of(claims)
    review.split()
    assert review.order[1] == f"{claims['claim_id'][0]}-2"
    assert_frame_equal(
        review.claims,
        assign_quantities(
            add_claim(claims, like=claims["claim_id"][0], claim_id=review.order[1], reason="split",
                      source=claims["source"][0]), {}),
    )  # fmt: skip
