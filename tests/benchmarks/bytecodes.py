"""Bytecodes that reading an article runs, stage by stage: the same on every machine and under any load.

``python tests/benchmarks/bytecodes.py`` counts them for an article dense in figures and for one with few;
``python tests/benchmarks/bytecodes.py TEXTS.jsonl`` for the texts of a file (``text`` of each line), on average.
With ``PYTHONPATH`` set to another checkout it asks that one, so that two commits can be held against each other. What
runs in C is not counted: regular expressions, and much of numpy and pandas.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from estimates import read_text

DENSE = (
    "Harbor Minister Ada Holm said on Tuesday that about 900 boats were out, up from 700 a week earlier.\n\n"
    '"We have lost 40 of them," the minister said. "Another 12 may come back."\n\n'
    "Police put the number of the missing at 60; Karl Roos, a spokesman for the coast guard, said it was 50.\n\n"
) * 9
SPARSE = (
    "The storm, the third in a month, had turned over the eastern bay and moved on towards the islands by evening, "
    "while ferries stayed in port and the harbour road was closed to all but rescue crews and those who live there.\n\n"
    "The mayor said that nobody had been hurt. Schools will open again when the roof of the old hall is mended.\n\n"
) * 7 + "Some 40 boats are still missing, the coast guard said."
_STAGED = ("read_article", "read_text")  # whose callees are the stages


class Counting:
    """Counts bytecodes, each for the stage in which it runs."""

    def __init__(self) -> None:
        self.stages: Counter[str] = Counter()
        self._stage = "the rest"

    def __call__(self, frame: FrameType, event: str, _: object) -> Any:
        if event == "opcode":
            self.stages[self._stage] += 1
            return self
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        name, caller = frame.f_code.co_name, frame.f_back
        while caller is not None and caller.f_code.co_name.startswith("<"):  # a comprehension is its function's
            caller = caller.f_back
        if name in _STAGED or (caller is not None and caller.f_code.co_name in _STAGED):
            self._stage = name if event == "call" and name not in _STAGED and name[0] != "<" else "the rest"
        return self


def bytecodes(texts: Sequence[str]) -> Counter[str]:
    """Count the bytecodes that reading some texts takes, by stage, when all that is kept once is there."""
    for text in texts:
        read_text(text)
    counting = Counting()
    sys.settrace(counting)
    try:
        for text in texts:
            read_text(text)
    finally:
        sys.settrace(None)
    return counting.stages


def main(paths: Sequence[str]) -> None:
    named = {path: [json.loads(line)["text"] for line in Path(path).read_text("utf-8").splitlines()] for path in paths}
    for name, texts in (named or {"dense in figures": [DENSE], "few figures": [SPARSE]}).items():
        stages, letters = bytecodes(texts), sum(map(len, texts))
        total = stages.total()
        sys.stdout.write(f"{name}: {total // len(texts):,} bytecodes an article, {total / letters:.0f} a letter\n")
        for stage, count in stages.most_common(12):
            sys.stdout.write(f"{100 * count / total:6.1f} %  {stage}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
