"""Every entry of the verbs holds what its example says, and would not without the entry."""

from __future__ import annotations

import pytest

import estimates as es
from estimates.lang.lexicon import language, lexicon
from estimates.lang.verbs import CLASSES, forms_of

VERBS = lexicon("verbs")
COUNTERS = {lemma: entry["counter"] for lemma, entry in VERBS.items() if "counter" in entry}
PUBLISHER = "Herald"


def sources(text: str) -> list[str]:
    return list(es.read_text(text, publisher=PUBLISHER, reported="2024-11-06")["source"])


@pytest.mark.parametrize("lemma", VERBS)
def test_an_example_hands_its_figure_to_whom_it_says(lemma: str) -> None:
    example = VERBS[lemma]["example"]
    source = example[example.index("[") + 1 : example.index("]")]
    assert not set(forms_of(lemma, VERBS[lemma].get("past", "")).values()).isdisjoint(example.lower().split())
    assert sources(example.replace("[", "").replace("]", "")) == [source]


@pytest.mark.parametrize("lemma", COUNTERS)
def test_a_counter_example_hands_it_to_nobody(lemma: str) -> None:
    assert set(sources(COUNTERS[lemma])) == {PUBLISHER}


@pytest.mark.parametrize("lemma", VERBS)
def test_an_entry_says_only_what_is_known(lemma: str) -> None:
    entry = VERBS[lemma]
    assert set(entry) <= {"is", "past", "with", "example", "counter"}
    assert not CLASSES.isdisjoint(entry["is"].split())
    assert ("bare" not in entry["is"].split()) or "with" in entry
    assert language("en").words("assertion")  # by class
