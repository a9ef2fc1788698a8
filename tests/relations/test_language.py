"""Relations as strings: what is read, what is refused, and where the message points."""

from __future__ import annotations

import pandas as pd
import pytest

from estimates.errors import RelationError
from estimates.relations.language import parse_relations
from estimates.relations.spelling import Known, one_edit


def test_a_sum_is_one_row() -> None:
    (relation,) = parse_relations("killed + wounded + missing == casualties")
    assert relation.quantities == ("killed", "wounded", "missing", "casualties")
    assert relation.whole == "casualties"
    assert dict(relation.rows[0].terms) == {"killed": 1.0, "wounded": 1.0, "missing": 1.0, "casualties": -1.0}
    assert not relation.products


def test_a_product_is_an_auxiliary_variable_and_a_row() -> None:
    (relation,) = parse_relations("total == units * men_per_unit")
    (product,) = relation.products
    assert (product.left, product.right) == ("units", "men_per_unit")
    assert dict(relation.rows[0].terms) == {"total": 1.0, product.result: -1.0}


def test_a_ratio_multiplies_back() -> None:
    (relation,) = parse_relations("turnover / staff > 500")
    (product,) = relation.products
    assert (product.result, product.right) == ("turnover", "staff")
    assert relation.rows[0].op == "<"
    assert relation.rows[0].constant == 500


def test_backticks_chains_constants_and_typographic_signs() -> None:
    (relation,) = parse_relations("0 <= `troops in Kursk` ≤ 2 × `troops in Russia` − 3")
    assert relation.quantities == ("troops in Kursk", "troops in Russia")
    assert [row.op for row in relation.rows] == ["<=", "<="]
    assert relation.rows[1].constant == 3
    (front,) = parse_relations("front == 900 mile")
    assert [constant[1:] for constant in front.constants] == [(900.0, "mile")]


def test_a_keyword_may_be_a_quantity() -> None:
    (relation,) = parse_relations("class + lambda == `import`")
    assert relation.quantities == ("class", "lambda", "import")


@pytest.mark.parametrize(
    ("text", "character"),
    [
        ("a ** 2 == b", 3), ("a + == b", 5), ("f(x) == 2", 2), ("a", 1), ("a = b", 3), ("a != b", 3), ("a == 1/0", 7),
        ("", 1), ("a.b == 2", 2), ("`a == b", 1), ("a == [b]", 6), ("x and y == 2", 3), ("1 == 2", 1),
        ("killed + == `troops in Kursk`", 10), ("a == (b", 6), ("a == b)", 7), ("(a == b)", 1), ("a == b # sum", 8),
        ("a == 1e400", 1), ("1e308 * a == 1e308 * b", 1), ("1e-200 * a == b", 1),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_pointed_at(text: str, character: int) -> None:
    with pytest.raises(RelationError, match=f"at character {character}:") as caught:
        parse_relations(text)
    caret = str(caught.value).splitlines()[2]
    assert caret.index("^") == 4 + character - 1


def test_tables_and_mappings_carry_names() -> None:
    table = pd.DataFrame({"name": ["sum", None], "relation": ["a + b == c", "a <= c"], "hard": [True, None]})
    first, second = parse_relations(table)
    assert (first.name, first.hard) == ("sum", True)
    assert (second.name, second.hard) == ("a <= c", False)
    assert [r.name for r in parse_relations({"x": "a == b"})] == ["x"]
    with pytest.raises(RelationError, match="two relations are named 'a == b'"):
        parse_relations(["a == b", "a == b"])
    with pytest.raises(RelationError, match="no column 'relation'"):
        parse_relations(pd.DataFrame({"rule": ["a == b"]}))


@pytest.mark.parametrize(
    ("written", "meant"),
    [("kiled", "killed"), ("Killed", "killed"), ("troops_in_kursk", "troops in Kursk"), ("casulaties", "casualties")],
)
def test_a_misspelt_quantity_is_refused_with_the_one_meant(written: str, meant: str) -> None:
    with pytest.raises(RelationError, match=f"did you mean '{meant}'"):
        parse_relations([f"{written} <= 3"], known=["killed", "troops in Kursk", "casualties"])


@pytest.mark.parametrize("written", ["x2", "Force B", "South troops", "missing"])
def test_a_quantity_that_nobody_states_is_allowed(written: str) -> None:
    parse_relations([f"`{written}` <= 3"], known=["x1", "Force A", "North troops", "killed"])


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("161", "116", True),
        ("13226", "13266", True),
        ("400", "1000", False),
        ("19979", "1979", True),
        ("5", "5", False),
    ],
)
def test_one_edit(a: str, b: str, one: bool) -> None:
    assert one_edit(a, b) is one
    assert one_edit(b, a) is one


def test_sums_and_brackets_of_any_length_are_read_in_one_pass() -> None:
    (long,) = parse_relations(" + ".join(f"x{k}" for k in range(100_000)) + " == total")
    assert len(long.quantities) == 100_001
    assert long.whole == "total"
    (deep,) = parse_relations("(" * 50_000 + "a" + ")" * 50_000 + " <= " + "-" * 50_001 + "b")
    assert dict(deep.rows[0].terms) == {"a": 1.0, "b": 1.0}
    (nested,) = parse_relations("a - (b - (c - d)) == 2 * -(e + 1) / 4")
    assert dict(nested.rows[0].terms) == {"a": 1.0, "b": -1.0, "c": 1.0, "d": -1.0, "e": 0.5}
    assert nested.rows[0].constant == 0.5


@pytest.mark.parametrize("relations", [5, None, [None], {"sum": 5}, ["a == \ud800b"]])
def test_what_is_no_relation_is_refused_by_number_or_name(relations: object) -> None:
    with pytest.raises(RelationError, match=r"no relation|no text") as caught:
        parse_relations(relations)  # type: ignore[arg-type]
    assert "give a string" in str(caught.value)


def test_hard_is_a_yes_or_a_no_in_words_too() -> None:
    table = pd.DataFrame({"relation": ["a == b", "b == c", "c == d"], "hard": ["False", "yes", None]})
    assert [r.hard for r in parse_relations(table)] == [False, True, False]
    with pytest.raises(RelationError, match="hard='perhaps' of relation 'a == b' is neither yes nor no"):
        parse_relations(table.assign(hard="perhaps"))


def test_a_name_is_looked_up_among_those_near_it() -> None:
    """Held against every known name, 10,000 unstated ones would take 10,000 times as long as one."""
    known = [f"losses of force {word}" for word in map("{:x}".format, range(10**5, 2 * 10**5, 5))]
    stated = Known(known)
    assert stated.meant("loses of force 186a0") == "losses of force 186a0"
    assert stated.meant("losses of farce 186a0") == "losses of force 186a0"
    assert stated.meant("losses of force 186b0") is None
    assert sum(len(names) for names in stated._near.values()) < 40 * len(known)
