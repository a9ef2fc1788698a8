"""Tables for people: right words, honest rounding, hostile cells."""

from __future__ import annotations

import math
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("great_tables")

from estimates import SchemaError, bound, contradictions, convert, load_seed, read_claims, reconcile, sensitivity, show
from estimates.views.tables import rounded


def text(table: pd.DataFrame, **options: object) -> str:
    page = show(table, **options).as_raw_html()  # type: ignore[arg-type]
    return re.sub(r"<(?!tr)[^>]*>", "|", page.partition("<tbody")[2])


def test_claims_show_words_ranges_units_and_reasons() -> None:
    shown = text(bound(convert(load_seed("kursk_2024"), ["km"])))
    assert "“more than 900 miles”" in shown
    assert "more than 1,448 km" in shown
    assert "about ±15 %" in shown
    assert "6 November 2024" in shown


def test_answers_show_support_and_verdict() -> None:
    claims = bound(load_seed("kursk_2024"))
    shown = text(reconcile(claims, "hull"))
    assert "9,750 to 11,280 people" in shown
    assert "of 2" in shown
    assert "none" in text(reconcile(claims))


def test_findings_show_their_sentences() -> None:
    assert "they are 475 people apart" in text(contradictions(bound(load_seed("kursk_2024"))))


def test_hostile_cells_stay_words_and_long_tables_say_so() -> None:
    claims = bound(
        read_claims([{"source": "<script>alert(1)</script>", "value": i, "quantity": "q"} for i in range(5)])
    )
    page = show(claims, max_rows=2, title="<b>bold</b>").as_raw_html()
    assert "<script" not in page
    assert "<b>bold" not in page
    assert "3 more rows are not shown" in page


def test_a_name_with_an_ampersand_is_escaped_once_and_takes_a_format_still() -> None:
    shown = show(read_claims([{"source": "Alder & Sons", "value": 5, "quantity": "q"}]))
    assert "Alder &amp; Sons<" in shown.as_raw_html()
    assert "by name<" in shown.fmt(fns=lambda cell: "by name", columns="Source").as_raw_html()


def test_nothing_is_shown_as_nothing_and_other_tables_are_refused() -> None:
    assert show(read_claims([])).as_raw_html()
    assert show(contradictions(bound(read_claims([])))).as_raw_html()
    with pytest.raises(SchemaError, match="neither claims nor findings nor answers"):
        show(pd.DataFrame({"a": [1]}))


@given(st.floats(-1e12, 1e12), st.floats(0, 1e12))
def test_rounding_never_narrows_a_range_and_widens_it_by_little(low: float, width: float) -> None:
    high = low + width
    down, up = rounded(low, high)
    slack = 1e-6 * max(abs(low), abs(high), 1e-6)
    assert down <= low + slack
    assert up >= high - slack
    assert up - down <= (high - low) * 1.21 + 2 * slack


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ((math.nan, math.nan), (math.nan, math.nan)), ((-math.inf, math.inf), (-math.inf, math.inf)),
        ((0.0, math.inf), (0.0, math.inf)), ((-math.inf, 12345.0), (-math.inf, 12350.0)),
        ((0.1234, 0.5678), (0.123, 0.568)),
    ],
)  # fmt: skip
def test_ends_without_a_width(ends: tuple[float, float], said: tuple[float, float]) -> None:
    assert rounded(*ends) == pytest.approx(said, nan_ok=True)


def test_what_changed_is_shown_and_a_date_of_print_is_called_so() -> None:
    rows = [
        {"claim_id": "c1", "quantity": "troops", "source": "army", "text": "about 11,000", "reported": "2024-11-06"}
    ]
    claims = read_claims(rows)
    assert "reported 6 November 2024" in show(bound(claims)).as_raw_html()
    page = show(sensitivity(claims, methods=["hull"])).as_raw_html()
    assert "Change" in page
    assert "overlaps" in page
