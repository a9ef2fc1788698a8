"""Many articles to a folder of Parquet: what one table would hold, whatever stops on the way."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import estimates as es
from estimates.claims import articles as reading

pytest.importorskip("pyarrow")

TEXTS = [
    f"Police held {n} men in the port on Monday, the mayor said. About {3 * n} lorries waited." for n in range(20, 32)
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "articles"
    for k, text in enumerate(TEXTS):
        file = place / str(k % 3) / f"{k:02d}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return place


def same(out: Path, expected: pd.DataFrame) -> None:
    got = pd.read_parquet(out)
    pd.testing.assert_frame_equal(got[expected.columns], expected)
    assert got.drop(columns=expected.columns).isna().all(axis=None)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_dataset_of_drafts_is_what_one_table_would_be(folder: Path, tmp_path: Path, workers: int) -> None:
    pytest.importorskip("joblib")
    out = es.read_texts_dataset(folder, out=tmp_path / "out", batch=5, workers=workers)
    assert len(list(out.glob("part-*"))) == 3
    same(out, es.read_texts(folder))


def test_claims_that_several_batches_have_alike_are_numbered_as_in_one_table(tmp_path: Path) -> None:
    for place in "abc":
        (tmp_path / place).mkdir()
        (tmp_path / place / "x.txt").write_text(TEXTS[0], encoding="utf-8")
    files = [tmp_path / place / "x.txt" for place in "abc"]  # by their own name they are one
    out = es.read_texts_dataset(files, out=tmp_path / "out", batch=1, workers=1)
    same(out, es.read_texts(files).assign(identity=pd.read_parquet(out)["identity"]))  # which says what others told
    assert pd.read_parquet(out)["claim_id"].is_unique


def test_articles_of_a_batch_that_tell_of_one_event_call_it_the_same(tmp_path: Path) -> None:
    texts = [
        "A strong quake shook the town of Velden on Tuesday and killed at least 54 people, the army of Velden said.",
        "The toll of the quake in Velden stands at 97, the army of Velden said.",
    ]
    table = pd.DataFrame({"article": ["a", "b"], "text": texts, "reported": "2016-12-07"})
    one = es.read_texts_dataset(table, out=tmp_path / "one", batch=2, workers=1)
    same(one, es.read_texts(table, progress=False))
    assert pd.read_parquet(one)["event"].tolist() == ["earthquake, 6 December 2016"] * 2
    apart = es.read_texts_dataset(table, out=tmp_path / "apart", batch=1, workers=1)
    assert pd.read_parquet(apart)["event"].tolist() == ["earthquake, 6 December 2016", "earthquake"]


def test_what_cannot_be_read_is_named_and_the_rest_stands(folder: Path, tmp_path: Path) -> None:
    (folder / "0" / "bad.txt").write_bytes(b"\xff\xfe\xfa 40 men")
    with pytest.warns(UserWarning, match=r"1 of 13 articles could not be read: 0/bad\.txt"):
        out = es.read_texts_dataset(folder, out=tmp_path / "out", batch=4, workers=1)
    with pytest.warns(UserWarning, match="could not be read"):
        same(out, es.read_texts(folder))
    assert list(json.loads((out / "_unread.json").read_text(encoding="utf-8"))) == ["0/bad.txt"]
    with pytest.raises(es.ParseError, match="no article could be read"):
        es.read_texts_dataset([folder / "0" / "bad.txt"], out=tmp_path / "other", workers=1)


def test_a_run_that_stops_goes_on(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest, seen = reading.article_rows, list[str]()

    def tired(text: str, **options: object) -> list[dict[str, object]]:
        seen.append(text)
        if len(seen) == 7:
            raise KeyboardInterrupt
        return honest(text, **options)  # type: ignore[arg-type]  # options are passed through as they came

    monkeypatch.setattr(reading, "article_rows", tired)
    with pytest.raises(KeyboardInterrupt):
        es.read_texts_dataset(folder, out=tmp_path / "out", batch=3, workers=1)
    assert not (tmp_path / "out").exists()
    with pytest.raises(es.EstimatesError, match="with another settings"):
        es.read_texts_dataset(folder, out=tmp_path / "out", batch=4, workers=1)
    out = es.read_texts_dataset(folder, out=tmp_path / "out", batch=3, workers=1)
    assert len(seen) == 7 + 6  # two batches of three were there already
    same(out, es.read_texts(folder))


def test_an_article_that_changed_is_another(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def tired(text: str, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "article_rows", tired)
    with pytest.raises(KeyboardInterrupt):
        es.read_texts_dataset(folder, out=tmp_path / "out", workers=1)
    (folder / "0" / "00.txt").write_text("Police held 9 men.", encoding="utf-8")
    with pytest.raises(es.EstimatesError, match="with another articles"):
        es.read_texts_dataset(folder, out=tmp_path / "out", workers=1)


def test_no_article_is_a_dataset_of_no_claims(tmp_path: Path) -> None:
    assert len(pd.read_parquet(es.read_texts_dataset([], out=tmp_path / "out", workers=1))) == 0
