"""Bars on long work: shown where somebody watches, silent elsewhere, and never in the way of the answer."""

from __future__ import annotations

import sys
import types
from pathlib import Path

import pandas as pd
import pytest

from estimates import bound, progress, read_claims, report, sensitivity, suspects
from estimates.progress import counted, watched


def claims() -> pd.DataFrame:
    rows = [
        {"claim_id": f"{q}{k}", "quantity": q, "source": f"s{k}", "value": value, "as_of": f"2024-01-0{k + 1}"}
        for q, values in {"killed": (10, 11), "wounded": (20, 21), "lost": (90, 91)}.items()
        for k, value in enumerate(values)
    ]
    return bound(read_claims(rows))


RELATION = "lost == killed + wounded"


def test_where_nobody_watches_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(watched(iter("abc"), unit="letter", progress=None)) == ["a", "b", "c"]
    assert capsys.readouterr() == ("", "")


def test_a_bar_asked_for_counts_to_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(watched(iter("abc"), unit="letter", progress=True)) == ["a", "b", "c"]
    assert "3/3" in capsys.readouterr().err
    with counted(5, unit="part", progress=True) as done:
        done(2)
        done(5)
    assert "5/5" in capsys.readouterr().err


def test_short_work_shows_no_bar_even_where_somebody_watches(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_somebody_watches", lambda: True)
    assert list(watched("abc", unit="letter", progress=None)) == ["a", "b", "c"]
    assert capsys.readouterr().err.strip() == ""
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    assert list(watched("abc", unit="letter", progress=None)) == ["a", "b", "c"]
    assert "3/3" in capsys.readouterr().err


def test_a_kernel_of_a_notebook_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: None))
    assert not progress._somebody_watches()
    kernel = types.SimpleNamespace(config={"IPKernelApp": {}})
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: kernel))
    assert progress._somebody_watches()


def test_an_error_within_passes_through() -> None:
    with pytest.raises(ZeroDivisionError):
        sum(1 / number for number in watched([1, 0], unit="number", progress=True))


def test_sensitivity_and_suspects_show_how_far_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    table = sensitivity(claims(), methods=["median", "hull"], progress=True)
    assert "6/6" in capsys.readouterr().err
    pd.testing.assert_frame_equal(table, sensitivity(claims(), methods=["median", "hull"]))
    found = suspects(claims(), RELATION, progress=True)
    assert "1/1" in capsys.readouterr().err
    pd.testing.assert_frame_equal(found, suspects(claims(), RELATION))


def test_a_report_shows_how_many_pictures_are_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("matplotlib")
    pytest.importorskip("jinja2")
    loud = report(claims(), relations=RELATION, path=tmp_path / "a.html", progress=True)
    assert "7/7" in capsys.readouterr().err  # three forests, three timelines, a tree
    quiet = report(claims(), relations=RELATION, path=tmp_path / "b.html")
    assert capsys.readouterr().err == ""
    assert loud.read_bytes() == quiet.read_bytes()
