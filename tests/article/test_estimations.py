"""Estimates as objects of verbs: whose they are, and what is no estimate."""

from __future__ import annotations

import pytest

import estimates as es

PUBLISHER = "Herald"
SAID = {
    "Most accounts say 90, but the commission holds to a figure of 40,000.": ["accounts", "commission"],
    "The Left party's calculation, which leaves out goods, stops at €40m.": ["Left party"],
    "The ministry's register closed at 191.": ["ministry"],
    "Their number was 40.": [PUBLISHER],
    "Most papers say 40, although prisoners interrogated at the time named figures as low as 9.": [
        "papers",
        "prisoners",
    ],
    "Two migrants brought the total to 40.": [PUBLISHER, PUBLISHER],
    "Losses are put by Thomas Orr at 30 and by Ann Lee at 1,600.": ["Thomas Orr", "Ann Lee"],
    "Police said 40 died, and the fire was out and added that 12 were hurt.": ["Police", "Police"],
    "The union spoke of three and a half million, of whom a million were miners.": ["union", "union"],
    "The claim is unproved, but 38,000 would be consistent with its estimate of three divisions committed to Orr.": [
        PUBLISHER,
        PUBLISHER,
    ],
    "A letter sent by Ann Lee put the number of dead at 28,000.": ["letter sent by Ann Lee"],
    "A study that appeared in Nature in 2018 brought the total down to 40.": ["study"],
    "The chamber did a survey and came up with 390.": ["chamber"],
    "He fired on a crowd which Ann Lee judged to be 5,000 strong.": ["Ann Lee"],
    "Some authors, among them Lind, speak of 40, and the mayor gives 90.": ["authors", "mayor"],
    "The union proposed 5 million.": ["union"],
    "It lost nearly 900 in its first sortie by the chronicle, 500 by the ledger.": ["chronicle", "ledger"],
    "He was hit 40 times by the letter.": [PUBLISHER],
    "Ann Lee, in a survey commissioned by the Orr Institute, estimated that 40 had died.": ["Ann Lee"],
    "Ann Lee disputes it. Her files show 76.": ["Ann Lee"],
    "The priest, who gave his church's list as 243, left.": ["priest"],
    "Most scholars treat these totals as rhetoric, pointing out that 40 lived there.": ["scholars"],
    'Ann Lee called it a "joke". The 23-member alliance lowered its ceiling to 40.': [PUBLISHER, PUBLISHER],
    "The papers spoke of 45, and the guard's own board allowed for three guardsmen.": ["papers", "guard's own board"],
    "Federal records obtained by newspapers show, wholesalers shipped 38 million pills.": [
        "Federal records obtained by newspapers"
    ],
    "The ministry's annual report to Congress offers a range of 330 to 450.": ["ministry"],
    "Analysts pencil in claims of $1 billion, Orr Bank $2 billion to $4 billion.": ["Analysts", "Orr Bank"],
    "It would come at a cost, by the firm's own reckoning, of $40.": ["firm"],
    "The firm's bill came to $40.": [PUBLISHER],
    "The count came to 40.": [PUBLISHER],
}


@pytest.mark.parametrize("text", SAID)
def test_an_estimate_is_whose_verb_takes_it(text: str) -> None:
    claims = es.read_text(text, publisher=PUBLISHER, reported="2024-11-06")
    assert list(claims["source"]) == SAID[text]


def test_a_proposed_figure_is_an_estimate() -> None:
    """ "Proposed 5 million" says how many there were, "proposed 40 homes" what is to come."""
    statuses = [es.read_text(f"The union proposed {what}.")["status"][0] for what in ("5 million", "40 homes")]
    assert statuses == ["actual", "expected"]
