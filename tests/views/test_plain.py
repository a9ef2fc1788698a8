"""The paragraph to paste and the picture in plain text."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from estimates import (
    SchemaError,
    bound,
    contradictions,
    forest,
    load_seed,
    plot_forest,
    read_claims,
    read_text,
    reconcile,
    summary,
)


def claims(*rows: dict[str, Any]) -> pd.DataFrame:
    named = [{"claim_id": f"c{i}", "quantity": "troops", "source": f"source {i}", **row} for i, row in enumerate(rows)]
    return bound(read_claims(named))


def test_summary_says_answer_backing_and_verdict() -> None:
    table = bound(load_seed("kursk_2024"))
    lines = summary(table, reconcile(table, method="hull")).splitlines()
    assert "North Korean troops, Kursk: 9,750 to 11,275 people (hull of 2 claims of 2 sources; split)." in lines
    assert "training, shortest: 1 week (hull of 1 claim of 1 source; single)." in lines
    assert "front line: more than 900 miles (hull of 1 claim of 1 source; single)." in lines


def test_summary_of_a_failed_reconciliation_says_so() -> None:
    table = claims({"value": 11000}, {"value": 10000})
    said = summary(table, reconcile(table, method="intersection"))
    assert said == "troops: no figure satisfies 2 claims of 2 sources (intersection; split); they span 9,750 to 11,275."


def test_summary_names_all_regions_of_a_tie() -> None:
    table = claims({"value": 11000}, {"value": 10000})
    said = summary(table, reconcile(table, method="consensus"))
    assert said == (
        "troops: 9,750 to 10,250 or 10,725 to 11,275 (consensus of 2 claims; 1 of 2 sources support each; split)."
    )


def test_forest_draws_bands_arrows_and_the_answer() -> None:
    table = claims({"text": "about 10,000"}, {"text": "9,000 to 10,000"}, {"text": "more than 9,000"})
    lines = forest(table, reconcile(table), width=80).splitlines()
    assert lines[0] == "troops"
    said = [line.split("“")[1].split("”")[0] for line in lines[1:4]]
    assert said == ["9,000 to 10,000", "about 10,000", "more than 9,000"]
    assert lines[2].count("●") == 1
    assert "─" in lines[2]
    assert "━" in lines[2]
    assert lines[3].endswith("►")
    assert "█" in lines[4]
    assert max(len(line) for line in lines) <= 80


def test_forest_takes_one_point_unknown_ends_and_decades() -> None:
    table = claims({"value": 7}, {"text": "nobody knows"}, {"value": 90000})
    drawn = forest(table, reconcile(table, method="hull"))
    assert "unknown" in drawn
    assert "log scale" in drawn
    one = claims({"value": 7})
    assert "●" in forest(one, reconcile(one))
    assert forest(table.iloc[:0], reconcile(table.iloc[:0])) == ""


def test_long_names_are_cut_and_duplicates_kept() -> None:
    table = claims(
        {"value": 7, "source": "The Ministry of " + "very " * 20 + "long names"}, {"value": 7, "source": "x"}
    )
    lines = forest(table, reconcile(table), width=70).splitlines()
    assert "…" in lines[1]
    assert all(len(line) <= 70 for line in lines)


def test_a_forest_says_of_which_day_each_figure_is_where_they_differ() -> None:
    days = [{"source": "the Ministry of Health of the Gaza Strip", "value": 230 + k, "as_of": f"2023-10-0{k}"}
            for k in range(7, 10)]  # fmt: skip
    table = claims(*days, {"source": "UN", "value": 238.5, "reported": "2023-11-01"})
    lines = forest(table, reconcile(table, "hull")).splitlines()
    assert [line[:33].rstrip() for line in lines[1:5]] == [
        "the Ministry of… (7 October 2023)", "the Ministry of… (8 October 2023)", "UN (reported 1 November 2023)",
        "the Ministry of… (9 October 2023)",
    ]  # fmt: skip
    labels = [tick.get_text() for tick in plot_forest(table).get_yticklabels()]
    assert labels[2] == "UN (reported 1 November 2023)"
    assert all(f"({k} October 2023)" in labels[i] for k, i in ((7, 0), (8, 1), (9, 3)))
    same = claims(*(day | {"as_of": "2023-10-07"} for day in days))
    assert "2023" not in forest(same, reconcile(same, "hull"))


def test_other_tables_are_refused() -> None:
    table = claims({"value": 7})
    with pytest.raises(SchemaError, match="the result has no column 'region'"):
        summary(table, table)


def test_many_regions_are_a_list_and_trillions_are_words() -> None:
    table = claims(*({"text": f"exactly {n}"} for n in (5, 9, 20, 30)))
    assert summary(table, reconcile(table, method="consensus")).startswith("troops: 5, 9, 20 or 30 (consensus of 4")
    costs = claims({"text": "1.2 trillion"}, {"text": "about 1 trillion"})
    assert summary(costs, reconcile(costs, method="hull")).startswith("troops: 850 billion to 1.23 trillion (hull")


def test_the_verb_agrees_with_who_speaks() -> None:
    names = {"Police": "say", "two officials in Kursk": "say", "Reuters": "says", "United States": "says",
             "The head of police": "says", "Rebels, by radio": "say"}  # fmt: skip
    for name, verb in names.items():
        table = claims({"source": name, "text": "exactly 5"}, {"source": "UN", "text": "exactly 9"})
        assert f"{name} {verb} “exactly 5”" in contradictions(table)["explanation"][0]


def test_a_share_said_in_words_is_never_a_bare_number() -> None:
    text = "The army said a fifth of its tanks were lost. The rebels said a quarter of its tanks were lost."
    claims = bound(read_text(text).assign(quantity="share lost", scope="whole", doubt=np.nan))
    assert summary(claims, reconcile(claims.iloc[:1], "hull")).startswith("share lost: a fifth (")
    hull = reconcile(claims, "hull")
    assert summary(claims, hull).startswith("share lost: a fifth to a quarter (")
    assert summary(claims, reconcile(claims, "median")).startswith("share lost: 22.5 percent (")
    assert (
        "read as a fifth and as a quarter, they are 5 percentage points apart"
        in contradictions(claims).iloc[0].explanation
    )
    assert "they span a fifth to a quarter" in summary(claims, reconcile(claims, "intersection"))
    ax = plot_forest(claims, hull)
    ax.figure.canvas.draw()
    ticks = [label.get_text() for label in ax.get_xticklabels()]
    assert ticks
    assert all(word.endswith(" %") for word in ticks)
    said = [text.get_text() for text in ax.texts]
    assert not any("0.2" in word for word in said)
    assert any(word.startswith("a fifth to a quarter") for word in said)


def test_no_answer_from_ranges_that_agree_is_no_contradiction() -> None:
    table = claims({"text": "5 to 10"}, {"text": "5 to 10"})
    assert summary(table, reconcile(table, "vote")) == (
        "troops: no answer, as no single number is printed (vote of 2 claims of 2 sources; undetermined); "
        "they span 5 to 10."
    )
    one = claims({"text": "5 to 10"})
    alone = "(latest of 1 claim of 1 source; undetermined); it spans 5 to 10."
    assert summary(one, reconcile(one, "latest")).endswith(alone)
    apart = claims({"text": "exactly 5"}, {"text": "exactly 10"})
    assert "no figure satisfies 2 claims of 2 sources" in summary(apart, reconcile(apart, "intersection"))
