"""The picture of sources: what is drawn is what the profile says."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from estimates import bound, copiers, plot_sources, profiles, read_claims
from estimates.errors import EstimatesError, SchemaError
from estimates.views.canvas import new_axes


def claims_of(n: int = 40) -> pd.DataFrame:
    rng = np.random.default_rng(4)
    truth = rng.integers(100, 900, n)
    said = {f"s{k}": np.where(rng.random(n) < 0.6, truth, rng.integers(100, 900, n)) for k in range(5)}
    said["echo"] = said["s0"]
    rows = [{"quantity": f"q{i}", "source": s, "value": v} for s, values in said.items() for i, v in enumerate(values)]
    return bound(read_claims([*rows, {"quantity": "else", "source": "lone", "value": 5}]))


def test_dots_stand_at_bias_and_accuracy_and_copiers_are_joined() -> None:
    claims = claims_of()
    table, pairs = profiles(claims), copiers(claims)
    ax = plot_sources(table, pairs)
    judged = table.dropna(subset="accuracy")
    dots = {tuple(np.round(line.get_xydata()[0], 9)) for line in ax.lines if line.get_marker() == "o"}
    assert {tuple(np.round(p, 9)) for p in judged[["bias", "accuracy"]].to_numpy()} <= dots
    words = {text.get_text() for text in ax.texts}
    assert words == {"echo, s0", "s1", "s2", "s3", "s4"}  # one spot, one label
    assert ax.get_title() == "1 of 7 sources cannot be compared with others"
    legend = [text.get_text() for text in ax.get_legend().get_texts()]
    assert legend == ["bias against the others", "seem to share an origin"]
    anchored = plot_sources(profiles(claims, known={f"q{i}": 500.0 for i in range(40)}))
    assert [text.get_text() for text in anchored.get_legend().get_texts()] == ["bias against what is known"]


def test_factors_stand_on_a_log_axis() -> None:
    rng = np.random.default_rng(2)
    truth = np.exp(rng.uniform(2, 9, 40))
    rows = [{"quantity": f"q{i}", "source": s, "value": v * np.exp(rng.normal(0.1 * k, 0.2))}
            for k, s in enumerate("abc") for i, v in enumerate(truth)]  # fmt: skip
    ax = plot_sources(profiles(bound(read_claims(rows))))
    assert ax.get_xscale() == "log"
    assert "factor" in ax.get_xlabel()


def test_an_empty_record_is_an_empty_picture_and_misuse_is_named() -> None:
    claims = claims_of()
    ax = plot_sources(profiles(claims.iloc[:2]))
    assert not ax.texts
    with pytest.raises(SchemaError, match="accuracy"):
        plot_sources(claims)
    with pytest.raises(EstimatesError, match="several rows"):
        plot_sources(profiles(claims, per="quantity"))


def test_no_two_names_read_the_same_on_a_phone() -> None:
    named = [f"The Permanent Representative of the Republic, office {k}, second floor" for k in range(6)]
    claims = bound(read_claims([{"quantity": f"day {d}", "source": name, "value": 100 + 7 * d + 5 * k + k * d % 3}
                                for d in range(9) for k, name in enumerate(named)]))  # fmt: skip
    for wide in (9.0, 3.6):
        labels = [text.get_text() for text in plot_sources(profiles(claims), ax=new_axes(wide, 5)).texts]
        assert len(labels) == len(set(labels)) == len(named)
