"""Articles through the door: one, many, a folder; relations; new names."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from estimates import (
    EstimatesError,
    ParseError,
    SchemaError,
    bound,
    check_claims,
    contradictions,
    problems,
    read_claims,
    read_relations,
    read_text,
    read_texts,
    relabel,
)  # fmt: skip
from estimates.schema import COLUMNS

TEXT = (
    "ALDBURG, Nov. 6 (Wire) - On Monday, Mayor Ivo Kern said 1,100 soldiers were in the Ostmark region, while police "
    "put the figure at 1,000.\n\nThe mayor expects four units of about 300 soldiers, for a total of 1,200."
)


def test_a_draft_is_a_claims_table() -> None:
    claims = read_text(TEXT, publisher="Wire", reported="2024-11-06")
    assert list(claims)[: len(COLUMNS)] == list(COLUMNS)
    assert_frame_equal(check_claims(claims), claims)
    assert_frame_equal(read_claims(claims), claims)
    assert claims["source"].tolist() == ["Ivo Kern", "police", "Ivo Kern", "Ivo Kern", "Ivo Kern"]
    assert claims["locator"].tolist() == ["sentence 1", "sentence 1", "sentence 2", "sentence 2", "sentence 2"]
    assert [TEXT[a:b] for a, b in zip(claims["start"], claims["end"], strict=True)] == claims["text"].tolist()


def test_contradictions_of_a_draft_with_its_relations() -> None:
    claims, relations = read_text(TEXT, reported="2024-11-06"), read_relations(TEXT, reported="2024-11-06")
    found = contradictions(bound(claims), relations)
    assert found["kind"].tolist() == ["disjoint"]
    wrong = TEXT.replace("1,200", "1,800")
    found = contradictions(bound(read_text(wrong)), read_relations(wrong))
    assert sorted(found["kind"]) == ["disjoint", "perhaps"]  # of whom and where the units are is not said


def test_dates_stay_missing_and_are_listed_without_a_year() -> None:
    claims = read_text(TEXT)
    assert claims["as_of"].isna().all()
    assert set(problems(claims)["column"]) >= {"as_of"}


def test_no_figures_give_an_empty_table() -> None:
    claims = read_text("Nothing was said.")
    assert claims.empty
    assert list(claims)[: len(COLUMNS)] == list(COLUMNS)
    assert read_relations("Nothing was said.").empty
    assert list(read_relations("")) == ["name", "relation", "note"]


def test_a_vague_word_says_whose_convention_it_follows() -> None:
    claims = read_text("Hundreds of people came.", convention="acled")
    assert claims.loc[0, "basis"] == "vague, acled convention"


def test_the_same_words_have_the_same_ids() -> None:
    one, two = read_text(TEXT), read_text(TEXT)
    assert one["claim_id"].tolist() == two["claim_id"].tolist()
    assert one["claim_id"].is_unique


def test_a_path_is_read_and_a_string_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert_frame_equal(read_text(tmp_path / "a.txt"), read_text(TEXT))
    with pytest.raises(ParseError, match=r"b\.txt does not exist"):
        read_text(tmp_path / "b.txt")
    with pytest.raises(ParseError, match="is a directory"):
        read_text(tmp_path)
    with pytest.raises(ParseError, match="is not what read_text takes"):
        read_text(5)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "below").mkdir()
    (tmp_path / "a.txt").write_text("Police held 40 men.", encoding="utf-8")
    (tmp_path / "below" / "b.html").write_text("<p>Ada Holm said <b>50</b> men were held.</p>", encoding="utf-8")
    (tmp_path / "notes.pdf").write_bytes(b"\0\1")
    return tmp_path


def test_a_folder_of_articles(folder: Path) -> None:
    claims = read_texts(folder, publisher="Post", progress=False)
    assert claims["article"].tolist() == ["a.txt", "below/b.html"]
    assert claims["locator"].tolist() == ["a.txt, sentence 1", "below/b.html, sentence 1"]
    assert claims["source"].tolist() == ["Post", "Ada Holm"]


def test_one_bad_file_is_reported_and_not_fatal(folder: Path) -> None:
    (folder / "c.txt").write_bytes(b"caf\xe9 40 men")
    with pytest.warns(UserWarning, match=r"1 of 3 articles could not be read: c\.txt: .*not utf-8"):
        claims = read_texts(folder, progress=False)
    assert len(claims) == 2
    with pytest.raises(ParseError, match="no article could be read"):
        read_texts([folder / "c.txt"], progress=False)


def test_a_folder_without_articles(tmp_path: Path) -> None:
    with pytest.raises(ParseError, match="holds no article"):
        read_texts(tmp_path, progress=False)


def test_texts_by_their_names(folder: Path) -> None:
    claims = read_texts({"x": "Police held 40 men.", "y": folder / "a.txt"}, progress=False)
    assert claims["article"].tolist() == ["x", "y"]
    with pytest.raises(ParseError, match="no article could be read") as caught:
        read_texts(["Police held 40 men."], progress=False)
    assert "{name: text}" in str(caught.value)


def test_a_table_of_articles() -> None:
    table = pd.DataFrame({
        "article": ["x", None], "text": ["Police held 40 men on Monday.", "Ada Holm said 50 men ran."],
        "publisher": ["Post", np.nan], "reported": pd.to_datetime(["2024-11-06", None]),
    })  # fmt: skip
    claims = read_texts(table, publisher="Herald", progress=False)
    assert claims["article"].tolist() == ["x", "article 2"]
    assert claims["publisher"].tolist() == ["Post", "Herald"]
    assert claims.loc[0, "as_of"] == pd.Timestamp("2024-11-04")
    with pytest.raises(SchemaError, match="no column 'text'"):
        read_texts(table.rename(columns={"text": "body"}), progress=False)


def test_many_articles_give_what_each_gives(folder: Path) -> None:
    paths = [folder / "a.txt", folder / "below" / "b.html"]
    together = read_texts(paths, progress=False)
    apart = pd.concat([read_text(path) for path in paths], ignore_index=True)
    columns = ["source", "text", "start", "value", "quantity"]
    assert_frame_equal(together[columns], apart[columns], check_dtype=False)


def test_relabel() -> None:
    claims = read_text(TEXT)
    named = relabel(claims, {"units": "units sent"})
    assert "units sent" in set(named["quantity"])
    assert "units" in set(claims["quantity"])
    sources = relabel(claims, {"police": "Aldburg police"}, column="source")
    assert sources.loc[1, ["source", "origin"]].tolist() == ["Aldburg police", "Aldburg police"]
    with pytest.raises(EstimatesError, match="quantity has no 'unit'"):
        relabel(claims, {"unit": "x"})
    with pytest.raises(EstimatesError, match="column 'quantty' is not there"):
        relabel(claims, {}, column="quantty")
