"""Extracted claims held against the words: what is borne out, what is not, and planted errors."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from estimates import EstimatesError, ground

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "real_passages.jsonl"
ARTICLE = (
    "Governor Ida Orr said about 300 tents had burned along 12 miles of road. She denied that 40 people were hurt. "
    "The relief agency Landbridge put the loss at $2.5 million and said between 60 and 80 families had fled.\n\n"
    "Orr said 300 beds would be sent by Friday."
)
RIGHT: list[dict[str, Any]] = [
    {"text": "about 300", "value": 300, "hedge": "about", "unit": "count", "source": "Ida Orr", "negated": False},
    {"text": "12 miles", "value": 12, "unit": "mile", "source": "Governor Ida Orr"},
    {"text": "40", "value": 40, "hedge": "plain", "unit": "person", "source": "Orr", "negated": True},
    {"text": "$2.5 million", "value": 2_500_000, "unit": "USD", "source": "Landbridge"},
    {"text": "between 60 and 80", "low": 60, "high": 80, "hedge": "between", "source": "Landbridge"},
    {"text": "300", "value": 300, "status": "expected", "source": "Orr", "start": 240},
]


def outcome(**row: Any) -> tuple[str, str]:
    found = ground(ARTICLE, [row]).iloc[0]
    return found["grounding"], found["doubt"]


def test_what_the_words_say_is_verified() -> None:
    found = ground(ARTICLE, RIGHT)
    assert found["grounding"].tolist() == ["verified"] * 5 + ["repaired"]
    assert found["doubt"].isna().all()
    assert [ARTICLE[a:b] for a, b in zip(found["start"], found["end"], strict=True)] == found["text"].tolist()
    assert ARTICLE[found["start"][5] :].startswith("300 beds")


@pytest.mark.parametrize(
    ("row", "change", "said"),
    [
        (0, {"value": 3000}, "value is 3,000, the words say 300 (“about 300”)"),
        (0, {"value": -300}, "value is -300"), (0, {"hedge": "more_than"}, "hedge is 'more_than'"),
        (1, {"unit": "kilometer"}, "unit is 'kilometer', the words are read as 'mile'"),
        (2, {"negated": False}, "negated is False, the words deny it"),
        (0, {"negated": True}, "negated is True, the words deny nothing"),
        (3, {"unit": "EUR"}, "unit is 'EUR'"), (4, {"high": 90}, "high is 90, the words say 60 to 80"),
        (3, {"source": "Jon Moss"}, "source is 'Jon Moss', which is not in the article"),
        (1, {"status": "expected"}, "status is 'expected'"),
    ],
)  # fmt: skip
def test_what_they_do_not_say_differs_with_both_readings(row: int, change: dict[str, Any], said: str) -> None:
    grounding, doubt = outcome(**{**RIGHT[row], **change})
    assert grounding == "differs"
    assert said in doubt


def test_words_that_are_not_there_and_words_printed_otherwise() -> None:
    assert outcome(text="12 boats", value=12) == ("not in the text", "“12 boats” is not in the article")
    assert outcome(text="2 miles", value=2)[0] == "not in the text"  # no part of "12 miles"
    article = "Crews counted “about 1,200” fires\u00a0on Friday."
    found = ground(
        article, [{"text": 'counted "about 1,200" fires on', "value": 1200}, {"text": "abuot 1,200", "value": 1200}]
    )
    assert found["grounding"].tolist() == ["repaired", "repaired"]
    assert found["text"][0] == "counted “about 1,200” fires\u00a0on"


def test_repeats_go_in_order_and_nothing_is_dropped() -> None:
    article = "Two died in Orr. Two died in Dorn. Two died in Gale."
    found = ground(article, [{"text": "Two", "value": 2, "extra": k} for k in range(4)])
    assert found["start"].tolist() == [0, 17, 35, 0]
    assert found["extra"].tolist() == [0, 1, 2, 3]
    assert len(ground(article, [])) == 0


def test_layouts_of_extraction_tools() -> None:
    extraction = {
        "extraction_class": "figure", "extraction_text": "about 300",
        "char_interval": {"start_pos": 22, "end_pos": 31}, "attributes": {"value": "300", "speaker": "Orr"},
    }  # fmt: skip
    for rows in ({"extractions": [extraction]}, json.dumps([extraction]), pd.DataFrame(RIGHT[:1])):
        assert ground(ARTICLE, rows)["grounding"].tolist() == ["verified"]
    with pytest.raises(EstimatesError, match="no row has the words"):
        ground(ARTICLE, [{"value": 3}])
    for rows in (5, ["300"], "not json"):
        with pytest.raises(EstimatesError, match="Hint: "):
            ground(ARTICLE, rows)


UNITS = ("mile", "kilometer", "USD", "EUR", "percent", "kilogram", "day")
HEDGES = ("plain", "about", "more_than", "at_least", "up_to", "nearly", "less_than")


def corrupted(row: dict[str, Any], kind: str, names: list[str], dice: random.Random) -> dict[str, Any]:
    """A row with one error of a kind planted."""
    out = dict(row)
    if kind == "digit":
        end = "value" if row["value"] is not None else "low"
        digits = list(f"{row[end]:.0f}" if float(row[end]).is_integer() else str(row[end]))
        place = dice.choice([k for k, char in enumerate(digits) if char.isdigit()])
        digits[place] = dice.choice([d for d in "123456789" if d != digits[place]])
        out[end] = float("".join(digits))
    elif kind == "sign":
        out |= {end: -row[end] for end in ("value", "low", "high") if row[end] is not None}
    elif kind == "hedge":
        out["hedge"] = dice.choice([hedge for hedge in HEDGES if hedge != row["hedge"]])
    elif kind == "unit":
        out["unit"] = dice.choice([unit for unit in UNITS if unit != row["unit"]])
    elif kind == "speaker":
        out["source"] = dice.choice(names)
    else:
        out["negated"] = not row["negated"]
    return out


@pytest.mark.skipif(not SHARED.exists(), reason="the shared passages are not here")
def test_errors_planted_into_real_passages_are_caught() -> None:
    dice = random.Random(20241106)
    passages = [json.loads(line) for line in SHARED.read_text(encoding="utf-8").splitlines()]
    sources = sorted({figure["source"] for p in passages for figure in p["figures"] if figure["source"]})
    names = ("text", "start", "end", "value", "low", "high", "hedge", "unit", "source", "status", "negated")
    false = caught = planted = right = 0
    for passage in passages:
        rows = [{name: figure[name] for name in names} for figure in passage["figures"]]
        strangers = [s for s in sources if s not in passage["text"] and s != passage["publisher"]]
        options = {"publisher": passage["publisher"], "reported": passage["reported"]}
        bad = ("differs", "not in the text")
        false += int(ground(passage["text"], rows, **options)["grounding"].isin(bad).sum())
        right += len(rows)
        for _ in range(2):  # what is written in no digits has none to change
            kinds = [dice.choice(("digit", "sign", "hedge", "unit", "speaker", "negation")) for _ in rows]
            kinds = ["sign" if k == "digit" and r["hedge"] == "vague" else k for k, r in zip(kinds, rows, strict=True)]
            wrong = [corrupted(row, kind, strangers, dice) for row, kind in zip(rows, kinds, strict=True)]
            caught += int(ground(passage["text"], wrong, **options)["grounding"].isin(bad).sum())
            planted += len(rows)
    assert planted > 1000
    assert caught / planted >= 0.99, f"{caught} of {planted}"
    assert false / right <= 0.01, f"{false} of {right}"


def test_words_said_more_than_once_are_held_where_they_fit() -> None:
    article = "Three days later, at least three boats sank. Ada Holm said three men had swum ashore."
    rows = [
        {"text": "three", "value": 3, "hedge": "plain", "source": "Ada Holm", "unit": "person"},
        {"text": "three", "value": 3, "hedge": "at_least", "unit": "count"},
        {"text": "three", "value": 4},
    ]
    found = ground(article, rows)
    assert found["grounding"].tolist() == ["verified", "verified", "differs"]
    assert article[found["start"][0] :].startswith("three men")
    assert article[found["start"][1] :].startswith("three boats")


def test_where_something_is_may_be_filed_as_it_stands() -> None:
    article = "Troops came within 10 kilometers of Vela. The firm is also sending a company of 250 men."
    rows = [
        {"text": "10 kilometers", "value": 10, "hedge": "plain"},
        {"text": "250", "value": 250, "status": "expected"},
    ]
    assert ground(article, rows)["grounding"].tolist() == ["verified", "verified"]
