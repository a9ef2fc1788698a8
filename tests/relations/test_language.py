"""Relations as strings: what is read, what is refused, and where the message points."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from estimates.errors import RelationError
from estimates.relations.comparisons import FLIPPED, SYMBOLS
from estimates.relations.language import Relation, are_some, check_by, negations, parse_relations
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


def test_texts_read_before_are_the_relations_read_before() -> None:
    texts = ["a + b == c", "c <= d"]
    first = parse_relations(texts, known=("a", "b"))
    assert parse_relations(tuple(texts), known=["a", "b"]) is first
    assert parse_relations(pd.DataFrame({"relation": texts})) == parse_relations(pd.Series(texts)) == first
    with pytest.raises(RelationError, match="relation 2 is 3, which is no text"):
        parse_relations(["a == b", 3])


def test_relations_are_hashed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of them are looked up as one by every question."""
    told = parse_relations(["one == two", "two == three"])
    asked: list[str] = []
    monkeypatch.setattr(Relation, "__hash__", lambda self: len(asked.append(self.name) or asked))
    assert hash(told) == hash(told)
    assert len(asked) <= len(told)


def test_hard_is_a_yes_or_a_no_in_words_too() -> None:
    table = pd.DataFrame({"relation": ["a == b", "b == c", "c == d"], "hard": ["False", "yes", None]})
    assert [r.hard for r in parse_relations(table)] == [False, True, False]
    with pytest.raises(RelationError, match="hard='perhaps' of relation 'a == b' is neither yes nor no"):
        parse_relations(table.assign(hard="perhaps"))


def test_a_name_is_looked_up_among_those_near_it() -> None:
    """Held against every known name, 10,000 unstated ones would take 10,000 times as long as one."""
    known = [f"losses of force {word}" for word in map("{:x}".format, range(10**5, 2 * 10**5, 5))]
    stated = Known(known)
    right, wrong = "losses of force 186a0", ["loses of force 186a0", "losses of farce 186a0"]
    assert stated.meant([*wrong, "losses of force 186b0"]) == dict.fromkeys(wrong, right)
    assert sum(len(names) for names in stated._near([tuple(wrong[0].split())]).values()) < 40 + len(known)


VALUES = {"a": 3.0, "b": 5.0, "two words": -7.0, "c_2": 0.5}


@st.composite
def written(draw: st.DrawFn, depth: int = 3) -> str:
    """One side of a comparison: numbers and quantities, signs, brackets, spaces as people type them."""
    kind = draw(st.integers(0, 5 if depth else 1))
    if kind == 0:
        return draw(st.sampled_from(["2", "0.5", "1_000", ".25", "3e1", "12.", "2E-1"]))
    if kind == 1:
        return draw(st.sampled_from(["a", "b", "`two words`", "c_2"]))
    if kind == 2:
        return draw(st.sampled_from("-+−")) + draw(written(depth=depth - 1))
    if kind == 3:
        return f"({draw(written(depth=depth - 1))})"
    op = draw(st.sampled_from(["+", "-", " - ", "*", "/", " × ", "·", "÷", "−", " +\t"]))
    return draw(written(depth=depth - 1)) + op + draw(written(depth=depth - 1))


def evaluated(text: str, **values: float) -> Any:
    """What Python, whose order of operations is the one meant, makes of the same words."""
    for sign, meant in SYMBOLS.items():
        text = text.replace(sign, meant)
    text = text.replace("`two words`", "two_words").replace("\t", " ")
    return eval(text, {"__builtins__": {}}, values)


def value(text: str) -> float:
    return float(evaluated(text, **{name.replace(" ", "_"): number for name, number in VALUES.items()}))


def with_auxiliaries(relation: Relation) -> dict[str, float]:
    """What the variables of the parser are worth, by the rows and products that say so."""
    worth = dict(VALUES)
    for _ in range(len(relation.rows) + len(relation.products)):
        for product in relation.products:
            if product.left in worth and product.right in worth:
                worth.setdefault(product.result, worth[product.left] * worth[product.right])
            elif product.result in worth and product.right in worth:
                worth[product.left] = worth[product.result] / worth[product.right]
        for row in relation.rows:
            made, *rest = row.terms or (("", 1.0),)
            if made[0].endswith(" sum") and row.op == "==" and all(name in worth for name, _ in rest):
                worth.setdefault(made[0], -row.constant - sum(c * worth[name] for name, c in rest))
    return worth


@given(written(), st.sampled_from(["==", "<=", ">=", "<", ">", "≤", "≥"]), written())
def test_rows_and_products_say_what_python_reads(left: str, op: str, right: str) -> None:
    text = f"{left} {op} {right}"
    named = re.findall(r"`two words`|c_2|[ab]", text)
    try:
        expected = value(left) - value(right)
    except ZeroDivisionError:
        reject()
    assume(named)
    (relation,) = parse_relations(text)
    worth = with_auxiliaries(relation)
    row = relation.rows[-1]
    found = sum(c * worth[name] for name, c in row.terms) + row.constant
    turned = SYMBOLS.get(op, op) in (">=", ">")
    scale = max(1.0, abs(value(left)), abs(value(right)))
    assert (-found if turned else found) == pytest.approx(expected, abs=1e-6 * scale)
    assert row.op == {">=": "<=", ">": "<"}.get(SYMBOLS.get(op, op), SYMBOLS.get(op, op))
    assert all(coefficient for _, coefficient in row.terms)
    assert relation.quantities == tuple(dict.fromkeys(name.strip("`") for name in named))


@given(st.lists(st.sampled_from(["a", "`two words`", "2", "a + 1"]), min_size=2, max_size=4), st.data())
def test_one_of_the_negations_holds_exactly_where_the_relation_does_not(sides: list[str], data: st.DataObject) -> None:
    ops = data.draw(st.lists(st.sampled_from([*FLIPPED, "≤", "≥"]), min_size=len(sides) - 1, max_size=len(sides) - 1))
    text = "".join(f"{side} {op} " for side, op in zip(sides, [*ops, ""], strict=True)).strip()
    found = negations(text)
    for a in range(4):
        holds, *others = (evaluated(one, a=a, two_words=2) for one in (text, *found))
        assert holds is not any(others)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("a b == 2", "names of several words stand in backticks"), ("a ==", "names of several words"),
        ("a + * b == 2", "names of several words"), ("a == )", "names of several words"),
        ("a < < b", "names of several words"), ("== b", "names of several words"), ("a (b) == 2", "names of several"),
        ("a ** 2 == b", "use quantities, numbers"), ("a % 2 == b", "use quantities, numbers"),
        ("a = b", 'write == for "equals"'), ("a != b", "compare with ==, <=, >=, < or >"),
        ("t[1] == 2", "is for contradictions"), ("a == 2 # sum", "in the column 'note'"),
        ("a == (2", "never closed"), ("a == 2)", "never opened"), ("(a <= 2) == b", "never closed"),
        ("`` == 2", "needs both of them"), ("` == 2", "needs both of them"), ("a == `b", "needs both of them"),
        ("a / (1 - 1) == 2", "division by zero"), ("3 == 3", "names at least one quantity"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_comes_with_what_to_write(text: str, advice: str) -> None:
    with pytest.raises(RelationError) as caught:
        parse_relations(text)
    assert advice in str(caught.value)


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("1e150 * a == b", True), ("1.001e150 * a == b", False), ("1e-150 * a == b", True),
        ("0.999e-150 * a == b", False), ("-2e150 * a <= b", False), ("a == 1e150", True), ("a == -1.001e150", False),
        ("a == 0.999e-150", False), ("a * (b + 1e151) == c", False), ("a * (b + 1e149) == c", True), ("a == 0", True),
    ],
)  # fmt: skip
def test_numbers_whose_products_a_float_could_not_hold_are_refused(text: str, reached: bool) -> None:
    if reached:
        parse_relations(text)
        return
    with pytest.raises(RelationError, match="is out of reach; write it in a larger or smaller unit") as caught:
        parse_relations(text)
    assert "lies between 1e-150 and 1e+150" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("a + b == c", "c"), ("c == a + b", "c"), ("a == b", "a"), ("2 * a == b + c", None), ("a + 1 == b + c", None),
        ("a + b <= c", None), ("a == b == c", None), ("a * b == `c d`", "c d"), ("a * b == c * d", None),
        ("a == 3 km", "a"), ("3 km == b + c", None), ("-a == b + c", None),
    ],
)  # fmt: skip
def test_the_whole_is_what_stands_alone_on_one_side(text: str, whole: str | None) -> None:
    assert parse_relations(text)[0].whole == whole


def test_a_number_with_a_unit_is_a_variable_of_its_own() -> None:
    (relation,) = parse_relations({"long": "3 km + 2 `mile per hour` + 3km <= front"})
    assert [constant[1:] for constant in relation.constants] == [(3.0, "km"), (2.0, "mile per hour"), (3.0, "km")]
    assert dict(relation.rows[0].terms) == {
        relation.constants[0][0]: 2.0, relation.constants[1][0]: 1.0, "front": -1.0,
    }  # fmt: skip
    assert all(name.startswith("\0long\0") for name, _, _ in relation.constants)


@pytest.mark.parametrize("cell", [True, "True", " yes ", "YES", 1, 1.0, "1", "1.0"])
def test_ways_to_write_that_a_relation_is_hard(cell: object) -> None:
    assert parse_relations(pd.DataFrame({"relation": ["a == b"], "hard": [cell]}, dtype=object))[0].hard is True


@pytest.mark.parametrize("cell", [False, "False", "no", 0, 0.0, "0", "0.0", "", " ", None, float("nan")])
def test_ways_to_write_that_a_relation_may_be_doubted(cell: object) -> None:
    assert parse_relations(pd.DataFrame({"relation": ["a == b"], "hard": [cell]}, dtype=object))[0].hard is False


def test_what_is_handed_over_beside_the_relation_is_kept_as_words() -> None:
    table = pd.DataFrame({"relation": ["a == b", "b == c"], "name": [7, None], "note": ["by law", None]}, dtype=object)
    first, second = parse_relations(table)
    assert (first.name, first.note, first.text) == ("7", "by law", "a == b")
    assert (second.name, second.note, second.hard) == ("b == c", "", False)


@pytest.mark.parametrize(
    ("relations", "words"),
    [
        (["a == b", 3], "relation 2 is 3"), ({"sum": None}, "relation 'sum' is None"),
        ([None, "a == b"], "relation 1 is None"), ({"half": "a == \ud800"}, "relation 'half'"),
        ({"end": "a == \udfff"}, "relation 'end'"), (5, "relations=5 is no relation"),
    ],
)  # fmt: skip
def test_which_relation_is_no_text_is_said(relations: Any, words: str) -> None:
    with pytest.raises(RelationError) as caught:
        parse_relations(relations)
    assert words in str(caught.value)


def test_unprintable_characters_beside_halves_are_text() -> None:
    assert parse_relations("a\t==\n`b\ue000`")[0].quantities == ("a", "b\ue000")


def test_relations_ask_for_groups_of_one_quantity() -> None:
    assert [are_some(given) for given in ("a == b", "", [], {}, ["a == b"], iter([]), pd.DataFrame())] == [
        True, False, False, False, True, True, False,
    ]  # fmt: skip
    check_by([], ["place"])
    check_by("a == b", ["place", "quantity"])
    with pytest.raises(RelationError, match=r"by=\['place'\] lacks 'quantity'"):
        check_by("a == b", ["place"])
