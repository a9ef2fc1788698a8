"""Write the catalogue of bad input, and the page made of it: ``python tests/bad_input/page.py``.

The catalogue is kept and reviewed: a change of what a function says of bad input shows in its difference.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import cases

import estimates

CATALOGUE = Path(__file__).with_name("catalogue.csv")
PAGE = Path(__file__).resolve().parents[2] / "notebooks" / "bad_input.md"
NAMES = ("group", "function", "argument", "given", "outcome")
GROUPS = [*estimates.__all__, *cases.OTHERS]


def rows_of(group: str) -> list[tuple[str, str, str, str]]:
    """What a function, or the readers of files, relations ..., make of what they are given; equal outcomes together."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for case in cases.cases_of(group):
        parted = re.fullmatch(r"(\w+)(?:: |=)(.*)", case.given, re.DOTALL)
        argument, given = (parted[1], parted[2]) if parted else ("", "")
        outcome = cases.outcome(case)
        if argument:
            outcome = re.sub(rf"^(\w+: {argument})=.*? is ", r"\1=... is ", outcome)
        found.setdefault((case.function, argument, outcome), []).append(given or case.given)
    return [(function, argument, "; ".join(given), outcome) for (function, argument, outcome), given in found.items()]


def kept() -> dict[str, list[tuple[str, str, str, str]]]:
    """The catalogue as it is kept, by function."""
    out: dict[str, list[tuple[str, str, str, str]]] = {}
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            if row != list(NAMES):
                out.setdefault(row[0], []).append((row[1], row[2], row[3], row[4]))
    return out


def page(rows: Iterable[tuple[str, str, str, str]]) -> str:
    """The page: a table for each function."""
    lines = [
        "# What comes of bad input",
        "",
        "Made by `python tests/bad_input/page.py`; every row is a test. *answer* means that what was given can be "
        "used: the number of rows, or the kind of what comes back, follows. `...` stands for the value given.",
    ]
    before = None
    for function, argument, given, outcome in rows:
        if function != before:
            lines += ["", f"## `{function}`", "", "| argument | given | outcome |", "|---|---|---|"]
        before = function
        lines.append("| " + " | ".join(_cell(words) for words in (argument, given, outcome)) + " |")
    return "\n".join(lines) + "\n"


def _cell(words: str) -> str:
    return re.sub(r"([\\|`*_<>\[\]])", r"\\\1", words.replace("\n", " ")) or " "


def main() -> None:
    """Run all, write both."""
    old = kept() if CATALOGUE.exists() else {}
    asked = sys.argv[1:] or GROUPS
    rows = {group: rows_of(group) if group in asked else old.get(group, []) for group in GROUPS}
    with CATALOGUE.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [NAMES, *((group, *row) for group, some in rows.items() for row in some)]
        )
    PAGE.write_text(page(row for some in rows.values() for row in some), encoding="utf-8")


if __name__ == "__main__":
    main()
