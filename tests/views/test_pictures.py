"""Pictures are checked by what stands on them: labels, ends, arrows, scales."""

from __future__ import annotations

import io
import subprocess
import sys
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("matplotlib")

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from estimates import (
    EstimatesError,
    UnitError,
    bound,
    influence,
    plot_forest,
    plot_influence,
    plot_relations,
    plot_timeline,
    read_claims,
    reconcile,
)
from estimates.views.canvas import fill, new_axes


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    return bound(read_claims([{"quantity": "troops", "unit": "person", "source": f"s{i}", "claim_id": f"c{i}"} | row
                              for i, row in enumerate(rows)]))  # fmt: skip


def answer(low: float, high: float, **more: Any) -> pd.DataFrame:
    row = {"quantity": "troops", "status": "actual", "region": 1, "low": low, "best": np.nan, "high": high,
           "closed": "both", "unit": "person", "n_claims": 2, "n_origins": 2, "n_support": 2, "verdict": "agreed",
           "method": "intersection"}  # fmt: skip
    return pd.DataFrame([row | more])


def render(ax: Axes) -> bytes:
    kept = io.BytesIO()
    ax.figure.savefig(kept, format="svg")
    return kept.getvalue()


def segments(ax: Axes) -> list[list[list[float]]]:
    return [s.tolist() for c in ax.collections if isinstance(c, LineCollection) for s in c.get_segments()]


def marks(ax: Axes, marker: str) -> int:
    return sum(len(line.get_xdata()) for line in ax.lines if isinstance(line, Line2D) and line.get_marker() == marker)


def words(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def test_a_claim_is_drawn_with_both_bands_and_its_number() -> None:
    ax = plot_forest(table({"text": "about 10,000"}))
    drawn = [[x for x, _ in segment] for segment in segments(ax)]
    assert [8500.0, 11500.0] in drawn
    assert [9500.0, 10500.0] in drawn
    assert marks(ax, "o") == 1
    assert "“about 10,000”" in words(ax)
    assert ax.get_xlabel() == "people"


def test_what_has_no_end_ends_in_an_arrow() -> None:
    ax = plot_forest(table({"text": "more than 900"}, {"low": -np.inf, "high": 1000}))
    assert marks(ax, ">") == 1
    assert marks(ax, "<") == 1
    left, right = ax.get_xlim()
    assert all(left <= x <= right for segment in segments(ax) for x, _ in segment)


def test_claims_in_a_contradiction_are_crossed_and_others_are_not() -> None:
    ax = plot_forest(table({"text": "10,000"}, {"text": "11,000"}, {"text": "9,000 to 12,000"}))
    assert marks(ax, "X") == 2


def test_all_contradicted_claims_are_crossed_where_only_some_pairs_are_listed() -> None:
    claims = table(*({"value": 10.0 * 2**i, "hedge": "exact"} for i in range(12)))
    assert marks(plot_forest(claims), "X") == 12


def test_rows_stand_from_least_to_greatest_whatever_the_order_of_the_table() -> None:
    claims = table({"value": 30}, {"value": 10}, {"value": 20})
    labels = [label.get_text() for label in plot_forest(claims).get_yticklabels()]
    assert labels == ["s1", "s2", "s0"]
    assert labels == [label.get_text() for label in plot_forest(claims.iloc[::-1]).get_yticklabels()]


def test_labels_that_would_repeat_are_told_apart() -> None:
    claims = table(
        {"source": "army", "value": 10, "as_of": "2024-01-01"},
        {"source": "army", "value": 10, "as_of": "2024-02-01"},
        {"source": "navy", "value": 10},
        {"source": "navy", "value": 10},
        {"source": "the joint committee of all ministries and agencies concerned", "value": 10},
    )
    labels = [label.get_text() for label in plot_forest(claims).get_yticklabels()]
    assert len(set(labels)) == 5
    assert "army (1 February 2024)" in labels
    assert "navy (c3)" in labels
    assert max(map(len, labels)) <= 40


def test_the_axis_is_logarithmic_over_decades_and_keeps_a_true_zero() -> None:
    far = plot_forest(table({"value": 5}, {"value": 40_000}))
    assert far.get_xscale() == "log"
    assert "log scale" in far.get_xlabel()
    assert plot_forest(table({"text": "up to 9"}, {"value": 40_000})).get_xscale() == "symlog"
    assert plot_forest(table({"value": 500}, {"value": 4000})).get_xscale() == "linear"
    assert plot_forest(table({"value": 500}, {"value": 4000}), log=True).get_xscale() == "log"


def test_the_answer_lies_behind_the_claims_and_says_its_verdict() -> None:
    claims = table({"value": 9000}, {"value": 11_000})
    ax = plot_forest(claims, answer(9000, 11_000))
    assert "9,000 to 11,000 people, agreed" in words(ax)
    assert "answer" in [text.get_text() for text in ax.get_legend().get_texts()]
    none = plot_forest(claims, answer(np.nan, np.nan, verdict="undetermined"))
    assert "no answer, undetermined" in words(none)


def test_names_of_claims_have_no_marks_beside_them() -> None:
    ax = plot_forest(table({"value": 9000}, {"value": 11_000}))
    assert len(ax.get_yticks()) == 2
    assert not any(mark.get_visible() for mark in ax.get_yticklines())


def test_two_units_do_not_share_an_axis() -> None:
    claims = table({"value": 9}, {"value": 9, "unit": "mile", "quantity": "front"})
    with pytest.raises(UnitError, match="2 units cannot share one axis"):
        plot_forest(claims, ax=Figure().subplots())
    first, second = plot_forest(claims).figure.axes
    assert {first.get_xlabel(), second.get_xlabel()} >= {"miles"}
    far = table({"value": 9}, {"value": 90_000, "quantity": "front"})
    assert len(plot_forest(far).figure.axes) == 2
    near = table({"value": 9}, {"value": 90, "quantity": "front"})
    assert len(plot_forest(near).figure.axes) == 1


def test_denials_and_claims_without_a_figure_are_shown_as_such() -> None:
    ax = plot_forest(table({"text": "11,000", "negated": True}, {"text": "countless"}, {"value": 12_000}))
    assert "denies “11,000”" in words(ax)
    assert "no figure" in words(ax)


@pytest.mark.parametrize("n", [0, 1, 3, 300])
def test_any_number_of_claims_can_be_drawn(n: int) -> None:
    claims = table(*({"value": 1000 + 37 * i, "hedge": "about", "as_of": f"2024-01-{i % 28 + 1:02}"} for i in range(n)))
    assert len(render(plot_forest(claims))) > 1000
    assert len(render(plot_timeline(claims))) > 1000


@pytest.mark.parametrize("width", [4.4, 9])
def test_a_picture_is_spread_over_its_figure_with_all_its_words(width: float) -> None:
    rows = [{"text": f"more than {k},000", "source": f"the Ministry of Trade of the {k} Isles"} for k in range(2, 9)]
    ax = plot_forest(table(*rows), ax=new_axes(width, 4))
    renderer = FigureCanvasAgg(ax.figure).get_renderer()
    fill(ax, renderer)
    outer, figure = ax.get_tightbbox(renderer), ax.figure.bbox
    assert np.all((outer.min >= figure.min) & (outer.max <= figure.max))
    assert np.all(outer.size > 0.95 * figure.size)


def test_pictures_go_where_they_are_asked_to() -> None:
    ax = Figure(figsize=(6, 4)).subplots()
    assert plot_forest(table({"value": 9}), ax=ax) is ax
    other = Figure(figsize=(6, 4)).subplots()
    assert plot_timeline(table({"value": 9, "as_of": "2024-01-01"}), ax=other) is other


def test_drawing_loads_no_pyplot() -> None:
    code = (
        "import sys; from estimates import bound, read_claims; from estimates import plot_forest;"
        "plot_forest(bound(read_claims([{'source': 'a', 'text': '5 tanks'}])));"
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_timeline_is_of_one_quantity() -> None:
    with pytest.raises(EstimatesError, match="one quantity, not 2"):
        plot_timeline(table({"value": 9}, {"value": 9, "quantity": "tanks"}))


def test_a_running_total_has_a_stair_and_undated_claims_a_strip() -> None:
    ax = plot_timeline(
        table(
            {"value": 40, "hedge": "at_least", "as_of": "2024-01-01", "cumulative": True},
            {"value": 70, "hedge": "exact", "as_of": "2024-01-11", "cumulative": True},
            {"value": 60, "hedge": "exact", "as_of": "2024-01-21", "cumulative": True},
            {"value": 65, "hedge": "exact", "cumulative": True},
        )
    )
    stair = next(line for line in ax.lines if line.get_drawstyle() == "steps-post")
    assert list(stair.get_ydata())[:3] == [40.0, 70.0, 70.0]
    assert "no date" in words(ax)
    assert "at least, so far" in [text.get_text() for text in ax.get_legend().get_texts()]


def test_a_timeline_shows_its_answer_across_or_step_by_step() -> None:
    claims = table({"value": 40, "as_of": "2024-01-01"}, {"value": 70, "as_of": "2024-02-01"})
    across = plot_timeline(claims, answer(45, 60))
    assert len(across.patches) == 1
    steps = pd.concat(
        [answer(40, 45, as_of=pd.Timestamp("2024-01-01")), answer(60, 70, as_of=pd.Timestamp("2024-02-01"))]
    )
    assert len([c for c in plot_timeline(claims, steps).collections if not isinstance(c, LineCollection)]) == 1


def parts(*rows: tuple[str, str], **more: Any) -> pd.DataFrame:
    return bound(
        read_claims([{"quantity": q, "source": "ministry", "text": t, "unit": "person"} | more for q, t in rows])
    )


def test_relations_show_what_the_rest_implies_and_cross_a_conflict() -> None:
    ax = plot_relations(
        parts(("lost", "900"), ("killed", "100"), ("wounded", "300 to 400")), "lost == killed + wounded"
    )
    shown = words(ax)
    assert {"✗ lost", "✗ killed", "✗ wounded"} <= set(shown)
    assert "397.5 to 502.5 people" in shown
    assert any(word.startswith("✗ On lost") for word in shown)
    agreed = plot_relations(parts(("lost", "900"), ("killed", "100")), "lost == killed + wounded")
    assert not any("✗" in word for word in words(agreed))
    assert "775 to 825 people" in words(agreed)
    assert len(render(agreed)) > 1000


def test_a_part_stands_indented_under_its_whole_and_the_greater_side_is_the_whole() -> None:
    ax = plot_relations(parts(("all", "900"), ("some", "100")), ["some <= all", "some == few + fewer"])
    left = {text.get_text(): text.get_position()[0] for text in ax.texts}
    assert left["all"] < left["some"] < left["few"] == left["fewer"]


def test_relations_that_run_in_a_ring_are_drawn_once_around() -> None:
    ax = plot_relations(parts(("a", "5"), ("b", "5")), ["a == b * 1", "b == a * 1"])
    assert 2 <= sum(word in ("a", "b") for word in words(ax)) <= 3


def test_each_group_is_a_tree_of_its_own() -> None:
    claims = pd.concat([parts(("a", "5"), ("b", "4")), parts(("a", "9"), ("b", "8"), status="expected")])
    shown = words(plot_relations(claims, "a == b + c"))
    assert {"actual", "expected"} <= set(shown)


def test_without_matplotlib_the_message_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['matplotlib'] = None; import estimates\n"
        "try: estimates.plot_forest\n"
        "except estimates.EstimatesError as error: print(error)"
    )
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert said.startswith("plot_forest needs matplotlib.\nHint: python -m pip install 'troop-estimates[plot]'.")


def many(n: int) -> pd.DataFrame:
    return table(*({"value": 1000 + 37 * i, "hedge": "about", "as_of": f"2024-01-{i % 28 + 1:02}"} for i in range(n)))


def test_a_tall_forest_names_every_claim_and_has_its_axis_at_both_ends() -> None:
    ax = plot_forest(many(300))
    assert len(ax.get_yticklabels()) == 300
    assert 40 < ax.figure.get_figheight() <= 50
    assert ax.xaxis.get_tick_params()["labeltop"]
    assert not plot_forest(many(30)).xaxis.get_tick_params()["labeltop"]


def test_a_low_forest_names_some_claims_and_says_how_many() -> None:
    slide = Figure(figsize=(13.3, 7.5), layout="constrained").subplots()
    ax = plot_forest(many(300), answer(5000, 6000), ax=slide)
    named = len(ax.get_yticklabels())
    every = -(-300 // named)
    assert 20 < named < 100
    assert any(word == f"troops: 300 claims, 1 in {every} named" for word in words(ax))
    pitch = 72 * 7.5 / np.ptp(ax.get_ylim())
    assert every * pitch >= 6.5  # points from one label to the next
    assert len(plot_forest(many(1200)).get_yticklabels()) < 600
    assert not len(plot_forest(many(300), labels=False).get_yticklabels())
    assert any(word == "troops: 300 claims" for word in words(plot_forest(many(300), labels=False)))


def test_answers_of_a_low_forest_do_not_stand_on_each_other() -> None:
    slide = Figure(figsize=(13.3, 7.5), layout="constrained").subplots()
    both = pd.concat([answer(4000, 5000), answer(6000, 7000, region=2)])
    ax = plot_forest(many(300), both, ax=slide)
    places = sorted(text.get_position()[1] for text in ax.texts if text.get_text().startswith("answer "))
    assert len(places) == 2
    assert (places[1] - places[0]) * 72 * 7.5 / np.ptp(ax.get_ylim()) >= 8  # points of a line of words


def test_a_timeline_of_many_claims_is_drawn_in_few_strokes() -> None:
    ax = plot_timeline(many(300))
    assert len(ax.lines) + len(ax.collections) < 120
    assert marks(ax, "o") == 300
    outer = [s for s in segments(ax) if len(s) == 2]
    assert len(outer) == 2 * 300  # both bands of every claim


def test_small_conflicts_are_drawn_before_those_that_share_their_claims() -> None:
    claims = parts(("lost", "90"), ("killed", "30"), ("wounded", "20"), ("shot", "10"), ("burnt", "20"))
    ax = plot_relations(claims, {"sum": "lost == killed + wounded", "causes": "killed == shot + burnt"})
    shown = words(ax)
    assert {"✗ lost", "✗ killed", "✗ wounded"} <= set(shown)
    assert {"shot", "burnt"} <= set(shown)
    assert any(word.startswith("1 more conflict of these claims") for word in shown)


def test_a_long_sentence_below_a_tree_is_cut() -> None:
    quantities = [f"part {'of a rather long name ' * 3}{i}" for i in range(9)]
    claims = parts(("whole", "9,000"), *((q, "5") for q in quantities))
    shown = words(plot_relations(claims, "whole == " + " + ".join(f"`{q}`" for q in quantities)))
    start = next(k for k, word in enumerate(shown) if word.startswith("✗ On whole"))
    assert len(shown) - start == 4
    assert shown[-1].endswith(" …")


def test_answers_for_expected_figures_are_told_apart_on_a_timeline() -> None:
    claims = table({"value": 40, "as_of": "2024-01-01"}, {"value": 70, "as_of": "2024-02-01", "status": "expected"})
    ax = plot_timeline(claims, pd.concat([answer(38, 42), answer(65, 75, status="expected")]))
    assert [patch.get_hatch() for patch in ax.patches] == ["", "///"]
    assert [t.get_text() for t in ax.get_legend().get_texts()][-2:] == ["answer", "answer, expected"]
    only = plot_timeline(claims, answer(65, 75, status="expected"))
    assert [t.get_text() for t in only.get_legend().get_texts()][-1] == "answer, expected"


def test_groups_of_an_answer_have_a_panel_and_a_scale_each() -> None:
    rows = [("Kyiv", "40"), ("Kyiv", "55"), ("Lviv", "4,000"), ("Lviv", "at least 3,500")]
    claims = bound(read_claims([
        {"quantity": "dead", "place": place, "source": f"desk {k}", "text": text, "as_of": f"2024-05-0{k + 1}"}
        for k, (place, text) in enumerate(rows)]))  # fmt: skip
    answers = reconcile(claims, "hull", by=["quantity", "place"])
    panels = plot_timeline(claims, answers).figure.axes
    assert [ax.get_title(loc="left") for ax in panels] == ["dead, Kyiv", "dead, Lviv"]
    assert panels[0].get_ylim()[1] < 100 < 3_000 < panels[1].get_ylim()[0]
    assert len(plot_timeline(claims[:2], answers[:1]).figure.axes) == 1
    own = new_axes(9, 5)
    assert plot_timeline(claims, answers, ax=own) is own


def sides(*rows: tuple[str, str, str, str], **more: Any) -> pd.DataFrame:
    return bound(read_claims([
        {"quantity": "killed", "who": who, "source": source, "text": text, "as_of": day} | more
        for who, source, text, day in rows]))  # fmt: skip


def test_what_a_forest_sets_apart_has_a_panel_each_on_a_timeline() -> None:
    claims = sides(
        ("Russians", "Moscow", "1,351", "2022-03-25"), ("Ukrainians", "Moscow", "14,000", "2022-04-16"),
        ("Ukrainians", "Kyiv", "31,000", "2024-02-25"), ("Russians", "Washington", "350,000", "2024-09-17"),
    )  # fmt: skip
    panels = plot_timeline(claims).figure.axes
    assert [ax.get_title(loc="left") for ax in panels] == ["killed, Russians", "killed, Ukrainians"]
    assert [[t.get_text() for t in ax.get_legend().get_texts()][:2] for ax in panels] == [
        ["Moscow", "Washington"], ["Moscow", "Kyiv"],
    ]  # fmt: skip
    assert [marks(ax, "o") for ax in panels] == [1, 1]  # Moscow's mark, the same in both
    one = plot_timeline(claims, ax=new_axes(9, 5))
    assert one.get_title(loc="left") == "killed, Russians; killed, Ukrainians"
    assert marks(one, "o") == 2


def test_a_timeline_drops_no_claim_for_its_unit() -> None:
    said = [("80,000", "2023-01-19"), ("1.12 metres", "2023-01-19"), ("500,000", "2023-01-31")]
    claims = bound(read_claims([
        {"quantity": "marchers", "source": "press", "text": text, "as_of": day} for text, day in said]))  # fmt: skip
    panels = plot_timeline(claims).figure.axes
    assert sum(marks(ax, "o") for ax in panels) == 3
    assert sorted(ax.get_ylabel() for ax in panels) == ["", "meters"]
    with pytest.raises(UnitError, match=r"2 units cannot share one axis: .*\(no unit\)"):
        plot_timeline(claims, ax=new_axes(9, 5))


@pytest.mark.parametrize("answered", [True, False])
def test_spans_that_move_along_are_one_series_and_a_running_total_another(answered: bool) -> None:
    days = [("40", "2024-03-03"), ("55", "2024-03-04"), ("30", "2024-03-05")]
    claims = bound(read_claims([
        *({"quantity": "killed", "source": "staff", "text": text, "as_of": day,
           "since": pd.Timestamp(day) - pd.Timedelta(days=1)} for text, day in days),
        *({"quantity": "killed", "source": "staff", "text": text, "as_of": day, "since": "2022-02-24"}
          for text, day in [("400,000", "2024-03-03"), ("405,000", "2024-03-05")])]))  # fmt: skip
    result = reconcile(claims, "hull") if answered else None
    panels = {ax.get_title(loc="left"): ax for ax in plot_timeline(claims, result).figure.axes}
    assert {title: marks(ax, "o") for title, ax in panels.items()} == {
        "killed, within a day": 3, "killed, since 24 February 2022": 2,
    }  # fmt: skip


def test_an_answer_in_another_unit_stands_where_it_should() -> None:
    said = [("10 miles", "2024-01-01"), ("20 km", "2024-02-01")]
    claims = bound(read_claims([
        {"quantity": "advance", "source": "staff", "text": text, "as_of": day} for text, day in said]))  # fmt: skip
    answers = reconcile(claims, "hull", by=["quantity", "as_of"])
    assert set(answers["unit"]) == {"mile", "kilometer"}
    ax = plot_timeline(claims, answers)
    band = next(c for c in ax.collections if not isinstance(c, LineCollection))
    assert band.get_paths()[0].get_extents().y1 < 30


def test_more_series_than_can_be_read_below_each_other_are_refused() -> None:
    claims = sides(*((f"side {k}", "desk", "40", "2024-01-01") for k in range(30)))
    with pytest.raises(EstimatesError, match="30 groups have no room below each other: killed, side 0"):
        plot_timeline(claims)
    assert marks(plot_timeline(claims, ax=new_axes(9, 5)), "o") == 30


def test_no_two_names_read_the_same_however_they_are_cut() -> None:
    named = [
        f"The Permanent Representative of the Republic to the Organisation, office {k}, second floor" for k in range(9)
    ]
    claims = bound(read_claims([{"quantity": "dead", "source": name, "value": 40 + k} for k, name in enumerate(named)]))
    answer = reconcile(claims, "median")
    for wide in (9.0, 3.6):
        ax = plot_influence(influence(claims, answer), answer, ax=new_axes(wide, 5))
        labels = [label.get_text() for label in ax.get_yticklabels()]
        assert len(set(labels)) == len(named)
    forest = [label.get_text() for label in plot_forest(claims, answer).get_yticklabels()]
    assert len(set(forest)) == len(named)


@pytest.mark.parametrize("values", [(250_000, 688_000, 1_500_000), (25_000, 1_500_000, 2_688_000)])
@pytest.mark.parametrize("width", [9.0, 6.0, 4.4])
def test_words_of_ticks_do_not_touch(width: float, values: tuple[int, ...]) -> None:
    claims = table(*({"value": value} for value in values))
    ax = plot_forest(claims, ax=Figure(figsize=(width, 4), layout="constrained").subplots())
    canvas = FigureCanvasAgg(ax.figure)
    canvas.draw()
    boxes = [label.get_window_extent(canvas.get_renderer()) for label in ax.get_xticklabels() if label.get_text()]
    inside = sorted((box.x0, box.x1) for box in boxes)
    assert len(inside) > 1
    assert all(one[1] + 3 < other[0] for one, other in pairwise(inside))


def test_claims_of_one_figure_are_crossed_alike() -> None:
    said = ["more than 35"] * 12 + ["20"] * 12
    claims = bound(read_claims([{"quantity": "dead", "source": f"s{k}", "text": text} for k, text in enumerate(said)]))
    ax = plot_forest(claims)
    crosses = [line for line in ax.lines if line.get_marker() == "X"]
    assert sum(len(line.get_xdata()) for line in crosses) == 24


def test_a_tree_on_a_phone_cuts_no_sentence_and_has_no_bars() -> None:
    claims = bound(read_claims([{"quantity": q, "source": f"The office of {q}", "value": v}
                                for q, v in [("total", 100), ("a", 60), ("b", 20)]]))  # fmt: skip
    wide, narrow = (
        plot_relations(claims, "total == a + b"),
        plot_relations(claims, "total == a + b", ax=new_axes(3.6, 4)),
    )

    def words(ax: Axes) -> str:
        lines = [text.get_text() for text in ax.texts]
        return " ".join(lines[next(k for k, line in enumerate(lines) if line.startswith("✗ On")) :])

    assert words(wide) == words(narrow)
    narrow.figure.canvas.draw()
    box = narrow.figure.bbox
    assert all(text.get_window_extent().x1 <= box.x1 for text in narrow.texts)


def test_the_ends_of_a_bar_are_not_rounded_to_another_figure() -> None:
    claims = bound(read_claims([{"quantity": q, "source": "desk", "text": text}
                                for q, text in [("all", "26,461"), ("a", "4,177"), ("b", "22,264")]]))  # fmt: skip
    words = {text.get_text() for text in plot_relations(claims, "all == a + b").texts}
    assert {"26,461", "26,441"} <= words
