"""Decisions as a table: applied to the drafts they were made on, and to a new reading of the same articles."""

from __future__ import annotations

import io
import json

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from estimates import (
    EstimatesError,
    SchemaError,
    add_claim,
    amend,
    apply_decisions,
    assign_quantities,
    decisions,
    read_claims,
    read_texts,
    reject,
)

ARTICLES = pd.DataFrame({
    "article": ["a.txt", "b.txt"], "publisher": ["Post", "Herald"],
    "text": ["A blast in Oldtown killed 36 people, the governor said. He denied that 40 men were held.",
             "At least 31 died in the Oldtown blast. Police searched 36 houses in Oldtown."],
})  # fmt: skip


def decided(claims: pd.DataFrame) -> pd.DataFrame:
    ids = claims["claim_id"].tolist()
    cells = claims.set_index("claim_id")[["article", "publisher", "start", "end", "text"]]
    log = pd.DataFrame([
        {"step": 1, "decision": "accept", "claim_id": ids[0]},
        {"step": 2, "decision": "fix", "claim_id": ids[1], "changes": '{"source": "Ann Lee"}', "reason": "read again"},
        {"step": 3, "decision": "reject", "claim_id": ids[3]},
        {"step": 4, "decision": "add", "claim_id": "n1", "reason": "missed",
         "changes": json.dumps({"like": ids[0], "text": "about 12"})},
        {"step": 5, "decision": "file", "claim_id": ids[0], "quantity": "dead"},
        {"step": 6, "decision": "file", "claim_id": ids[2], "quantity": "killed"},
        {"step": 7, "decision": "file", "claim_id": ids[0], "quantity": "killed"},
        {"step": 8, "decision": "apart", "claim_id": ids[0], "not_same": f"{ids[1]} {ids[3]}"},
    ])  # fmt: skip
    return log.join(cells, on=log["claim_id"].replace("n1", ids[0]))  # an added claim is found by what it is like


def by_calls(claims: pd.DataFrame) -> pd.DataFrame:
    ids = claims["claim_id"].tolist()
    out = amend(claims, ids[0], reason="accepted", doubt=None)
    out = amend(out, ids[1], reason="read again", source="Ann Lee")
    out = add_claim(out, like=ids[0], claim_id="n1", reason="missed", text="about 12")
    out = reject(out, ids[3]).reset_index(drop=True)
    return assign_quantities(out, {ids[0]: "killed", ids[2]: "killed"}, not_same=[(ids[0], ids[1])])


def test_a_table_of_decisions_is_the_calls_it_stands_for() -> None:
    claims = read_texts(ARTICLES, progress=False)
    assert len(claims) == 4
    assert_frame_equal(apply_decisions(claims, decided(claims)), by_calls(claims))


def test_decisions_come_back_from_a_spreadsheet_and_hold_for_a_new_reading() -> None:
    claims = read_texts(ARTICLES, progress=False)
    saved = pd.read_csv(io.StringIO(decided(claims).to_csv(index=False)))
    anew = claims.assign(claim_id=[f"x{k}" for k in range(4)])
    out = apply_decisions(anew, saved)
    same = by_calls(claims).replace({"claim_id": dict(zip(claims["claim_id"], anew["claim_id"], strict=True))})
    assert out["claim_id"].tolist() == ["x0", "x1", "x2", "n1"]
    columns = [name for name in out if name not in ("claim_id", "not_same")]
    assert_frame_equal(out[columns], same[columns])
    assert out["not_same"].dropna().tolist() == ["x1", "x0"]


def test_decisions_on_claims_that_are_gone_are_named_and_left_out() -> None:
    claims = read_texts(ARTICLES, progress=False)
    log = decided(claims)
    with pytest.warns(UserWarning, match=f"not in the table: {claims['claim_id'][1]}"):
        out = apply_decisions(claims.drop(index=1), log)
    assert out["claim_id"].tolist() == [claims["claim_id"][0], claims["claim_id"][2], "n1"]


def test_filings_alone_are_applied_as_assign_quantities_does() -> None:
    claims = read_texts(ARTICLES, progress=False)
    filed = assign_quantities(claims, {claims["claim_id"][0]: "killed"})
    assert_frame_equal(apply_decisions(claims, decisions(filed)), filed)


def test_what_is_no_decision_is_refused() -> None:
    claims = read_claims([{"claim_id": "a", "text": "40"}])
    with pytest.raises(SchemaError, match="decision='acept' is not known"):
        apply_decisions(claims, pd.DataFrame([{"decision": "acept", "claim_id": "a"}]))
    with pytest.raises(SchemaError, match=r"changes='\[1\]' of claim 'a' is no object"):
        apply_decisions(claims, pd.DataFrame([{"decision": "fix", "claim_id": "a", "changes": "[1]"}]))
    with pytest.raises(SchemaError, match="no column 'claim_id'"):
        apply_decisions(claims, pd.DataFrame([{"decision": "fix"}]))


def test_a_claim_like_another_has_its_speaker_and_not_its_doubt() -> None:
    claims = read_claims(
        [{"claim_id": "a", "source": "mayor", "text": "about 40", "doubt": "who?", "as_of": "2024-11-04"}]
    )
    out = add_claim(claims, like="a", claim_id="b", reason="missed", text="at least 50").set_index("claim_id")
    assert out.loc["b", ["source", "origin", "value", "hedge"]].tolist() == ["mayor", "mayor", 50, "at_least"]
    assert out.loc["b", "as_of"] == out.loc["a", "as_of"]
    assert pd.isna(out.loc["b", "doubt"])
    assert out.loc["b", "amended"] == "added (missed)"
    twin = add_claim(claims, like="a", claim_id="b", reason="both", source="police").set_index("claim_id")
    assert twin.loc["b", ["source", "origin", "value", "hedge"]].tolist() == ["police", "police", 40, "about"]


def test_a_claim_to_add_needs_an_id_of_its_own_a_reason_and_known_columns() -> None:
    claims = read_claims([{"claim_id": "a", "text": "40"}])
    with pytest.raises(SchemaError, match="claim_id stands twice"):
        add_claim(claims, claim_id="a", reason="missed", text="50")
    with pytest.raises(EstimatesError, match="needs cells and a reason"):
        add_claim(claims, reason=" ", text="50")
    with pytest.raises(EstimatesError, match="column 'txt' is not known"):
        add_claim(claims, reason="missed", txt="50")
    with pytest.raises(EstimatesError, match="no claim has claim_id='b'"):
        add_claim(claims, like="b", reason="missed", text="50")
    with pytest.raises(EstimatesError, match="no claim has claim_id='b'"):
        reject(claims, ["a", "b"])


def test_a_source_that_is_corrected_speaks_for_itself_and_one_that_cites_goes_on_citing() -> None:
    claims = read_claims([
        {"claim_id": "a", "source": "mayr", "text": "40"},
        {"claim_id": "b", "source": "mayr", "text": "40", "origin": "UN"},
    ])  # fmt: skip
    out = amend(amend(claims, "a", reason="misread", source="mayor"), "b", reason="misread", source="mayor")
    assert out["origin"].tolist() == ["mayor", "UN"]


def test_a_claim_that_was_added_is_not_added_again_where_the_reader_reads_it_by_now() -> None:
    claims = read_texts(ARTICLES, progress=False)
    missed, place = claims.iloc[3], ["article", "publisher", "start", "end", "text"]
    changes = json.dumps({"text": missed["text"], "source": "police"})
    log = pd.DataFrame([{"decision": "add", "claim_id": "n1", "changes": changes, **missed[place]},
                        {"decision": "file", "claim_id": "n1", "quantity": "houses", **missed[place]}])  # fmt: skip
    first = apply_decisions(claims.drop(index=3), log.astype({"start": object, "end": object}))
    assert first["claim_id"].iloc[-1] == "n1"
    again = apply_decisions(claims, log)
    assert again["claim_id"].tolist() == claims["claim_id"].tolist()
    assert again["quantity"].iloc[3] == "houses"
