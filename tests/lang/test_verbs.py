"""Every entry of the verbs holds what its example says; each verb has one home."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import estimates as es
from estimates.lang.lexicon import language, lexicon
from estimates.lang.verbs import forms_of

VERBS = lexicon("verbs")
COUNTERS = {lemma: entry["counter"] for lemma, entry in VERBS.items() if "counter" in entry}
AHEAD = {"acts", "asks", "forward"}  # what is done with a figure that is not so yet
PUBLISHER = "Herald"


def read(text: str) -> pd.DataFrame:
    return es.read_text(text, publisher=PUBLISHER, reported="2024-11-06")


def forms(lemma: str) -> set[str]:
    entry = VERBS[lemma]
    return {*forms_of(lemma, entry.get("past", "")).values(), *entry.get("also", "").split()}


@pytest.mark.parametrize("lemma", VERBS)
def test_an_example_gives_what_it_says(lemma: str) -> None:
    entry = VERBS[lemma]
    example, text = entry["example"], re.sub(r"[\[\]{}]", "", entry["example"])
    source, counted = (example.partition(mark)[2].partition(end)[0] for mark, end in ("[]", "{}"))
    claims = read(text)
    assert not forms(lemma).isdisjoint(re.findall(r"[a-z]+", text.lower()))
    assert set(claims["source"]) == {source or PUBLISHER}
    if counted:
        assert set(claims["quantity"]) == {f"{counted}, share" if "percent" in text else counted}
    elif not source and "fate" in entry:
        assert claims["quantity"].str.endswith(entry["fate"]).all()
    elif not source:
        ahead = "expected" in entry or not AHEAD.isdisjoint(entry.get("is", "").split())
        assert set(claims["status"]) == {"expected" if ahead else "actual"}


@pytest.mark.parametrize("lemma", COUNTERS)
def test_a_counter_example_hands_its_figure_to_nobody(lemma: str) -> None:
    assert set(read(COUNTERS[lemma])["source"]) == {PUBLISHER}


def test_a_verb_has_one_home() -> None:
    """The lists of the grammar that verbs fill hold no form of a verb that has an entry."""
    grammar = lexicon("grammar") | lexicon("papers")
    known = {form for lemma in VERBS for form in forms(lemma)} - {"close"}  # "close to", an adjective
    for name in [*grammar["verb_lists"], "irregular_pasts"]:
        assert known.isdisjoint(grammar.get(name, "").split()), name


def test_a_behaviour_and_a_list_have_names_of_their_own() -> None:
    behaviours = {name for entry in VERBS.values() for name in entry.get("is", "").split()}
    lists = {name for name, words in lexicon("grammar").items() if isinstance(words, str)}
    assert behaviours.isdisjoint(lists | set(lexicon("grammar")["verb_lists"]))
    assert all(name in behaviours for wanted in lexicon("grammar")["verb_lists"].values() for name in wanted)
    assert "told" in language("en").lists["irregular_pasts"]
