"""One number in two articles is one figure where enough of their words say so."""

from __future__ import annotations

import pandas as pd

from estimates import read_texts
from estimates.claims.evidence import around

LEAD = "Miners struck at the Velden colliery in Ruritania, the union said. "
OTHER = "The strike at the Velden colliery in Ruritania went on, the union said. "


def joined(one: str, two: str, number: float) -> bool:
    table = pd.DataFrame({"text": [LEAD + one, OTHER + two], "reported": ["2016-05-03", "2016-05-04"]})
    claims = read_texts(table, progress=False)
    rows = claims[(claims["value"] == number) & (claims["identity"] == "read")]
    by = ["quantity", "who", "event", "place", "since", "scope", "status"]
    return bool(rows.groupby(by, dropna=False)["article"].nunique().max() == 2) if len(rows) else False


def test_a_round_number_is_one_where_both_have_rare_words_around_it() -> None:
    one = "The managers had locked 20 pit ponies into a stable, an engineer said."
    assert joined(one, "An engineer saw 20 pit ponies in the locked stable.", 20)
    assert not joined(one, "Some 20 lorries brought coal from abroad.", 20)


def test_a_small_number_says_little_by_itself() -> None:
    one = "Two pit ponies were locked into a stable by managers."
    assert joined(one, "The managers had locked two pit ponies into the stable.", 2)
    assert not joined(one, "The union has two ponies.", 2)


def test_another_place_speaks_against_it() -> None:
    one = "An engineer saw 20 pit ponies in a locked stable in Arden."
    assert joined(one, "An engineer saw 20 pit ponies in a locked stable in Arden.", 20)
    assert not joined(one, "An engineer saw 20 pit ponies in a locked stable in Herat.", 20)


def test_hundreds_are_of_many_things() -> None:
    table = pd.DataFrame({"text": [LEAD + "Hundreds of lorries waited.", OTHER + "Hundreds of letters came."]})
    claims = read_texts(table, progress=False)
    assert claims.loc[claims["hedge"] == "vague", "identity"].tolist() == ["guessed", "guessed"]


def test_words_around_a_figure_end_at_the_next_and_are_not_those_around_another_word() -> None:
    assert around("Someone saw one horse and 40 mules.", "one") == " horse and  saw Someone"
    assert around("No figure.", "40") == ""
    assert around("140, 40 mules", "40") == " mules ,"


def test_a_name_that_other_numbers_of_an_article_have_tells_nothing() -> None:
    one = "The old stable held 390 ponies, an engineer said."
    assert joined(one, one, 390)
    assert not joined(one, one + " Another stable held 40 ponies.", 390)
