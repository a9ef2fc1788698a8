"""Figures filed by a person: what they become, what is kept, and decisions that outlive a new reading."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from estimates import (
    EstimatesError,
    assign_quantities,
    bound,
    contradictions,
    decisions,
    read_claims,
    read_texts,
    relabel,
    suggest_links,
    suggest_quantities,
    write_claims,
)
from estimates.schema import WORDS

TEXTS = [
    "ALDBURG, May 4, 2024 - A blast at the market of Aldburg killed 36 people, Governor Ann Lee said.",
    "ALDBURG, May 5, 2024 - At least 41 people died in the blast at the market, Governor Ann Lee said.",
    "ALDBURG, May 6, 2024 - Police searched 36 houses in Aldburg. The blast at the market killed 38 people, they said.",
]


def read() -> pd.DataFrame:
    articles = pd.DataFrame({"text": TEXTS, "article": ["a", "b", "c"], "publisher": ["Post", "Herald", "Star"]})
    return read_texts(articles, progress=False)


def ids(claims: pd.DataFrame) -> dict[str, str]:
    return {f"{row.article}{row.value:.0f}": row.claim_id for row in claims.itertuples() if row.value == row.value}


def test_filed_persons_and_bare_counts_have_one_unit_whatever_else_stands_among_them() -> None:
    rows = [{"claim_id": unit, "source": unit, "value": 40, "unit": unit} for unit in ("person", "count", "percent")]
    claims = read_claims([{"quantity": f"q{row['unit']}", **row} for row in rows])
    filed = assign_quantities(claims, dict.fromkeys(claims["claim_id"], "marchers")).set_index("claim_id")
    assert filed["unit"].to_dict() == {"person": "person", "count": "person", "percent": "percent"}


def test_filed_figures_are_compared_whatever_they_were_drafted_as() -> None:
    claims = read()
    own = ids(claims)
    filed = assign_quantities(claims, {own[k]: "killed" for k in ("a36", "b41", "c38")})
    rows = filed[filed["quantity"] == "killed"]
    assert rows["identity"].eq("stated").all()
    assert rows["unit"].tolist() == ["person"] * 3
    assert rows["drafted"].notna().all()
    found = contradictions(bound(filed))
    assert found["kind"].tolist() == ["fall", "revised"]  # 38 after 41; and the course of what Lee said
    assert found.loc[1, "explanation"].startswith("On killed")
    assert claims["quantity"].equals(read()["quantity"])  # nothing is changed in place


def test_decisions_are_saved_and_found_again(tmp_path: Path) -> None:
    claims = read()
    own = ids(claims)
    filed = assign_quantities(claims, {own["a36"]: "killed", own["b41"]: "killed"}, not_same=[(own["a36"], own["c36"])])
    decisions(filed).to_csv(tmp_path / "decided.csv", index=False)
    again = pd.read_csv(tmp_path / "decided.csv", dtype=str)
    pd.testing.assert_frame_equal(assign_quantities(claims, again), filed)
    renamed = claims.assign(claim_id=[f"new{k}" for k in range(len(claims))])  # another reader gave other ids
    assert assign_quantities(renamed, again)["quantity"].tolist() == filed["quantity"].tolist()
    pairs = suggest_links(filed)[["claim_id", "other_id"]].apply(set, axis=1).tolist()
    assert {own["a36"], own["c36"]} not in pairs
    assert {own["a36"], own["b41"]} in pairs


@pytest.mark.parametrize("ending", ["xlsx", "csv", "jsonl", "parquet"])
def test_a_sheet_goes_through_a_file_and_back(tmp_path: Path, ending: str) -> None:
    if ending == "parquet":
        pytest.importorskip("pyarrow")
    claims = read()
    own = ids(claims)
    path = write_claims(suggest_quantities(claims), tmp_path / f"decide.{ending}")
    pd.testing.assert_frame_equal(assign_quantities(claims, path), claims)  # nothing is decided yet
    sheet = suggest_quantities(claims)
    rows = {(row.claim_id, row.rank): row.Index for row in sheet.itertuples()}
    said = {rows[own["a36"], 1]: "toll", rows[own["b41"], 1]: "same", rows[own["c36"], 1]: "not"}
    if ending == "xlsx":  # as somebody fills it in
        book = pytest.importorskip("openpyxl").load_workbook(path)
        column = [cell.value for cell in book["decide"][1]].index("decide") + 1
        for row, word in said.items():
            book["decide"].cell(row + 2, column).value = word
        book.save(path)
    else:
        write_claims(sheet.assign(decide=pd.array([said.get(k) for k in sheet.index], dtype=WORDS)), path)
    filed = assign_quantities(claims, path)
    sheet.loc[list(said), "decide"] = list(said.values())
    pd.testing.assert_frame_equal(filed, assign_quantities(claims, sheet))
    assert filed.set_index("claim_id").loc[own["a36"], ["quantity", "identity"]].tolist() == ["toll", "stated"]


def test_one_figure_is_filed_once() -> None:
    claims = read()
    sheet = suggest_quantities(claims)
    own = ids(claims)["a36"]
    sheet.loc[sheet["claim_id"] == own, "decide"] = ["killed", "hurt", "dead"][: int((sheet["claim_id"] == own).sum())]
    with pytest.raises(EstimatesError, match=f"claim '{own}' is filed under . quantities: killed, "):
        assign_quantities(claims, sheet)


def test_a_sheet_filled_in_is_a_list_of_decisions() -> None:
    claims = read()
    own = ids(claims)
    sheet = suggest_quantities(claims)
    first = sheet["rank"] == 1
    assert sheet.loc[first & (sheet["claim_id"] == own["a36"]), "others"].str.contains(own["b41"]).all()
    assert sheet["decide"].isna().all()
    sheet.loc[first & (sheet["claim_id"] == own["a36"]), "decide"] = "toll"
    sheet.loc[first & (sheet["claim_id"] == own["c36"]), "decide"] = "not"
    filed = assign_quantities(claims, sheet).set_index("claim_id")
    assert filed.loc[own["a36"], "quantity"] == "toll"
    assert isinstance(filed.loc[own["c36"], "not_same"], str)
    assert filed.loc[own["c36"], "quantity"] == claims.set_index("claim_id").loc[own["c36"], "quantity"]


@pytest.mark.parametrize(
    ("wanted", "apart", "words"),
    [({"c9": "x"}, [], "no claim has claim_id='c9'"), ({"c1": " "}, [], "is no name"), ({}, [("c1",)], "is no pair"),
     ({}, [("c1", "c9")], "is no pair")],
)  # fmt: skip
def test_decisions_that_are_refused(wanted: dict, apart: list, words: str) -> None:
    claims = read_claims([{"claim_id": "c1", "value": 1}, {"claim_id": "c2", "value": 2}])
    with pytest.raises(EstimatesError, match=words):
        assign_quantities(claims, wanted, not_same=apart)


@pytest.mark.parametrize(("mark", "taken"), [("x", True), (" Yes", True), (1.0, True), ("no", False), (0, False)])
def test_a_mark_in_a_sheet_says_yes_or_no(mark: object, taken: bool) -> None:
    claims = read()
    own, sheet = ids(claims), suggest_quantities(claims)
    sheet["decide"] = sheet["decide"].astype(object)
    row = sheet.index[(sheet["claim_id"] == own["a36"]) & (sheet["rank"] == 1)][0]
    sheet.loc[row, "decide"] = mark
    filed = assign_quantities(claims, sheet).set_index("claim_id")
    assert (filed.loc[own["a36"], "quantity"] == sheet.loc[row, "quantity"]) == taken
    assert ("not_same" in filed) != taken


def test_a_mark_that_is_no_name_is_refused() -> None:
    claims = read()
    sheet = suggest_quantities(claims).assign(decide="?")
    with pytest.raises(EstimatesError, match="is no name"):
        assign_quantities(claims, sheet)


def test_who_only_tells_figures_apart_files_none() -> None:
    claims = read()
    own = ids(claims)
    apart = assign_quantities(claims, {}, not_same=[(own["a36"], own["c36"])])
    assert decisions(apart)["quantity"].isna().all()
    pd.testing.assert_frame_equal(assign_quantities(claims, decisions(apart)), apart)
    with pytest.raises(EstimatesError, match="is one claim"):
        assign_quantities(claims, {}, not_same=[(own["a36"], own["a36"])])


def test_rows_to_rename_are_named_or_told() -> None:
    claims = read_claims([{"claim_id": f"c{k}", "quantity": "men", "value": k} for k in range(3)])
    assert relabel(claims, {"men": "held"}, where=["c1"])["quantity"].tolist() == ["men", "held", "men"]
    assert relabel(claims, {"men": "held"}, where=claims["value"] > 0)["quantity"].tolist() == ["men", "held", "held"]
    with pytest.raises(EstimatesError, match="where="):
        relabel(claims, {"men": "held"}, where=["c7"])
