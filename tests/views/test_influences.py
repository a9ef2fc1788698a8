"""Pictures of influence and of errors: what is drawn, what the legend says, curves by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from scipy.integrate import trapezoid

from estimates import (
    EstimatesError,
    SchemaError,
    bound,
    influence,
    plot_forest,
    plot_influence,
    plot_timeline,
    read_claims,
    reconcile,
    report,
)
from estimates.views.canvas import new_axes
from estimates.views.ideogram import curve, with_errors


def claims_of(n: int, **more: object) -> pd.DataFrame:
    rows = [{"quantity": "q", "source": f"source {k:03d}", "value": 100 + 7 * k % 31, "se": 2.0 + k % 3,
             "as_of": f"20{k % 20 + 10}-05-01", **more} for k in range(n)]  # fmt: skip
    return bound(read_claims(rows))


def legend(ax: object) -> list[str]:
    return [text.get_text() for text in ax.get_legend().get_texts()]  # type: ignore[attr-defined]


def test_a_line_for_each_origin_and_date_with_the_one_that_moves_most_first() -> None:
    claims = claims_of(5)
    answer = reconcile(claims, "random_effects")
    found = influence(claims, answer)
    ax = plot_influence(found, answer)
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels[0] == f"without {found['origin'][0]}"
    assert [label for label in labels if label.startswith("by ")] == [f"by 1 May 20{k}" for k in range(10, 15)]
    assert legend(ax) == ["meets the answer", "apart from it", "best", "answer", "its best"]
    phone = plot_influence(found, answer, ax=Figure(figsize=(4.4, 8)).subplots())
    assert len(phone.get_yticklabels()) == len(labels)


def test_many_rows_are_cut_and_it_is_said() -> None:
    claims = claims_of(120).drop(columns="as_of").assign(as_of=pd.NaT)
    answer = reconcile(claims, "median")
    ax = plot_influence(influence(claims, answer), answer)
    assert "leave one origin out: 40 of 120" in [text.get_text() for text in ax.texts]
    alone = claims.iloc[:1]
    single = reconcile(alone)
    assert "no answer" in [text.get_text() for text in plot_influence(influence(alone, single), single).texts]


def test_what_cannot_be_drawn_is_refused() -> None:
    claims = pd.concat([claims_of(3), claims_of(3, quantity="r").assign(claim_id=list("xyz"))], ignore_index=True)
    answer = reconcile(claims)
    with pytest.raises(SchemaError, match="the table has no case"):
        plot_influence(answer, answer)
    with pytest.raises(EstimatesError, match="the table has 2 groups"):
        plot_influence(influence(claims, answer), answer)


def test_the_curve_is_the_sum_of_normal_curves_of_area_one_over_the_error() -> None:
    x = np.linspace(-50, 50, 20_001)
    area = trapezoid(curve(np.array([0.0, 5.0]), np.array([1.0, 2.0]), x), x)
    assert area == pytest.approx(np.sqrt(2 * np.pi) * (1 / 1 + 1 / 2), rel=1e-6)
    assert not with_errors(pd.DataFrame({"best": [1.0], "se": [1.0]})).any()
    assert not with_errors(pd.DataFrame({"best": [1.0, 2.0]})).any()


def test_the_forest_shows_the_curve_where_there_are_errors_and_says_so() -> None:
    claims = claims_of(6)
    assert "sum of curves" in legend(plot_forest(claims))
    assert "sum of curves" not in legend(plot_forest(claims.drop(columns="se")))


def test_legends_say_what_is_drawn_and_nothing_else() -> None:
    apart = bound(
        read_claims([{"quantity": "q", "source": s, "text": t} for s, t in [("a", "10,000"), ("b", "5,000")]])
    )
    assert legend(plot_forest(apart)) == ["allowed", "contradicted"]
    ties = plot_forest(apart, reconcile(apart, "consensus"))
    assert {"answer 1 of 2: consensus", "answer 2 of 2: consensus"} <= {text.get_text() for text in ties.texts}
    dated = apart.assign(as_of=pd.Timestamp("2024-11-05"))
    assert legend(plot_timeline(dated)) == ["a", "b", "allowed", "contradicted"]


def test_the_first_date_has_its_year() -> None:
    claims = claims_of(3).assign(as_of=pd.to_datetime(["2024-11-04", "2024-11-05", "2024-11-06"]))
    ax = plot_timeline(claims)
    ax.figure.canvas.draw()
    first, *rest = [label.get_text() for label in ax.get_xticklabels()]
    assert first.endswith("Nov\n2024")
    assert all("2024" not in label for label in rest)


def test_reports_begin_with_what_most_sources_speak_of_and_what_is_widest_apart(tmp_path: Path) -> None:
    said = {"alone": ["100"], "close": ["100", "104"], "wide": ["100", "900"], "zeta": ["100", "100", "100"]}
    rows = [{"quantity": q, "source": f"s{k}", "text": f"about {v}"} for q, vs in said.items()
            for k, v in enumerate(vs)]  # fmt: skip
    page = report(bound(read_claims(rows)), path=tmp_path / "page.md").read_text(encoding="utf-8")
    page = page[page.index("\n## ") :]
    places = [page.index(name) for name in ("zeta", "wide", "close", "alone")]
    assert places == sorted(places)


def test_a_report_says_how_sure_a_source_is(tmp_path: Path) -> None:
    rows = [{"quantity": "q", "source": "desk", "text": "unlikely more than 500"},
            {"quantity": "q", "source": "army", "text": "400, low confidence"}]  # fmt: skip
    page = report(bound(read_claims(rows)), path=tmp_path / "page.html").read_text(encoding="utf-8")
    assert "no lower end; called unlikely" in page
    assert "low confidence)" in page


def test_dates_are_told_as_precisely_as_they_are_known() -> None:
    claims = bound(read_claims([
        {"quantity": "troops", "source": f"s{k}", "value": 100 + k, "as_of": day}
        for k, day in enumerate(["1948", "1950-03", "1951-04-05"])]))  # fmt: skip
    answer = reconcile(claims, "hull")
    for width, last in (
        (9.0, ["by 1948", "by March 1950", "by 5 April 1951"]),
        (4.0, ["by 1948", "by Mar 1950", "by 5 Apr 1951"]),
    ):
        ax = plot_influence(influence(claims, answer), answer, ax=new_axes(width, 5))
        assert [label.get_text() for label in ax.get_yticklabels()][-3:] == last
