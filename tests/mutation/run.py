"""Mutation testing with cosmic-ray's operators: ``python tests/mutation/run.py [--each 25] [--seed 16] [GROUP ...]``.

One mutant is one place of a module changed by one operator, drawn evenly over the places of its group. It lives in
memory only: a process in which numpy, pandas, scipy and pytest are loaded is forked, an import hook gives it the
changed module, and pytest stops at the first failure. What came of each is a line in ``--out``, and a line that stands
there is not asked again. ``survivors.toml`` says why a survivor cannot be told from what it was made of.

Needs the extra ``test`` and cosmic-ray, and a system that forks.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import importlib.abc
import importlib.util
import json
import os
import random
import resource
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
#: Seconds of a processor that a mutant may use; one that needs more hangs, and that is seen.
PATIENCE = 240
#: Not asked: what only makes a second call quicker, what nobody evaluates.
LEFT_OUT = {"core/RemoveDecorator", "core/ExceptionReplacer", "core/VariableReplacer", "core/VariableInserter"}


@dataclass(frozen=True)
class Mutant:
    """A place in a module and what stands there instead."""

    module: str
    line: int
    operator: str
    before: str
    after: str
    code: str

    @property
    def key(self) -> str:
        """The same for the same change of the same line, wherever the line stands."""
        return hashlib.sha256(f"{self.module}\n{self.before}\n{self.after}".encode()).hexdigest()[:12]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("groups", nargs="*", help="all by default")
    asked.add_argument("--each", type=int, default=26, help="mutants for each group")
    asked.add_argument("--seed", type=int, default=16)
    asked.add_argument("--out", type=Path, default=Path("mutants.jsonl"))
    asked.add_argument("--baseline", action="store_true", help="first see that the tests pass on what is not changed")
    asked.add_argument("--again", action="store_true", help="ask survivors again")
    given = asked.parse_args()
    os.environ.update(CI="true", UNSHRUNK="true", OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", MPLBACKEND="Agg")
    os.chdir(ROOT)
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    config = tomllib.loads((HERE / "mutants.toml").read_text(encoding="utf-8"))
    drawn = [(group, m) for group in given.groups or config for m in sample(config[group]["modules"], given)]
    # Loaded once here, so that the processes forked for each mutant need not load them again.
    import pandas  # noqa: F401
    import pint  # noqa: F401
    import pytest  # noqa: F401
    import scipy.optimize
    import scipy.stats  # noqa: F401

    known = {}
    if given.out.is_file():
        lines = [json.loads(line) for line in given.out.read_text(encoding="utf-8").splitlines()]
        known = {line["key"]: line["outcome"] for line in lines}
    count: dict[str, Counter[str]] = {group: Counter() for group, _ in drawn}
    for group in count:
        kept = next(mutant for other, mutant in drawn if other == group)
        plain = replace(kept, code=(ROOT / "estimates" / f"{kept.module}.py").read_text(encoding="utf-8"))
        if given.baseline and outcome_of(plain, tests_of(config[group]), heard=True) != "survived":
            sys.exit(f"{group}: its tests fail on what is not changed")
    for group, mutant in drawn:
        outcome = known.get(mutant.key)
        if outcome is None or (given.again and outcome == "survived"):
            outcome = outcome_of(mutant, tests_of(config[group]))
            told = {"key": mutant.key, "group": group, "outcome": outcome, **asdict(mutant)}
            with given.out.open("a", encoding="utf-8") as out:
                out.write(json.dumps({k: v for k, v in told.items() if k != "code"}, ensure_ascii=False) + "\n")
        count[group][outcome] += 1
    equal = tomllib.loads((HERE / "survivors.toml").read_text(encoding="utf-8"))
    for group, mutant in drawn:
        count[group]["equivalent"] += mutant.key in equal
    for group, found in count.items():
        n = sum(found.values()) - found["equivalent"]
        sys.stdout.write(f"{group}: {n - found['survived']} of {n} killed, {found['equivalent']} equivalent\n")
    return 0


def sample(modules: list[str], given: Any) -> list[Mutant]:
    """Mutants of a group: places drawn evenly over its modules' places, one operator at each."""
    places: dict[tuple[str, Any], list[tuple[str, Any, int]]] = {}
    for module in modules:
        for place, operator, occurrence in mutations(module):
            places.setdefault((module, place), []).append((module, operator, occurrence))
    chance = random.Random(given.seed)
    ordered = sorted(places)
    chance.shuffle(ordered)
    out = []
    for key in ordered:
        module, name, occurrence = chance.choice(places[key])
        made = mutant_of(module, name, occurrence)
        if made is not None:
            out.append(made)
        if len(out) == given.each:
            break
    return out


def mutations(module: str) -> Iterator[tuple[Any, str, int]]:
    """Every place that an operator can change, but for annotations, which nobody evaluates."""
    import parso  # noqa: F401  (cosmic-ray's operators want it loaded whole)
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.plugins import get_operator, operator_names

    source = (ROOT / "estimates" / f"{module}.py").read_text(encoding="utf-8")
    spans = [(node.lineno, node.col_offset, node.end_lineno, node.end_col_offset) for node in annotations(source)]
    tree = get_ast(source)
    for name in sorted(operator_names()):
        if name in LEFT_OUT:
            continue
        operator, occurrence = get_operator(name)(), 0
        for node in ast_nodes(tree):
            for start, _ in operator.mutation_positions(node):
                if not any(first[:2] <= start < first[2:] for first in spans):
                    yield start, name, occurrence
                occurrence += 1


def annotations(source: str) -> Iterator[Any]:
    for node in ast.walk(ast.parse(source)):
        for name in ("annotation", "returns"):
            if getattr(node, name, None) is not None:
                yield getattr(node, name)


def mutant_of(module: str, name: str, occurrence: int) -> Mutant | None:
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    source = (ROOT / "estimates" / f"{module}.py").read_text(encoding="utf-8")
    code = mutate_code(source, get_operator(name)(), occurrence)
    if code is None:
        return None
    pairs = zip(source.splitlines(), code.splitlines(), strict=False)
    line, before, after = next((k, a, b) for k, (a, b) in enumerate(pairs, 1) if a != b)
    try:
        compile(code, module, "exec")
    except SyntaxError:
        return None
    return Mutant(module, line, name, before.strip(), after.strip(), code)


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module of ours another source."""

    def __init__(self, mutant: Mutant) -> None:
        self.name, self.code = f"estimates.{mutant.module.replace('/', '.')}", mutant.code

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        return importlib.util.spec_from_loader(name, self) if name == self.name else None

    def exec_module(self, module: Any) -> None:
        module.__file__ = str(ROOT / f"{self.name.replace('.', '/')}.py")
        exec(compile(self.code, module.__file__, "exec"), module.__dict__)


def tests_of(group: dict[str, list[str]]) -> list[str]:
    paths = [ROOT / "tests" / test for test in group["tests"]]
    if gone := [str(path) for path in paths if not path.exists()]:
        sys.exit(f"there is no {', '.join(gone)}: every mutant would seem killed")
    return [str(path) for path in paths]


def outcome_of(mutant: Mutant, tests: list[str], *, heard: bool = False) -> str:
    """Whether the tests fail on it, in a process of its own."""
    child = os.fork()
    if not child:
        silence = os.open(os.devnull, os.O_WRONLY)
        for stream in () if heard else (1, 2):
            os.dup2(silence, stream)
        resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE + 5))
        sys.meta_path.insert(0, _Changed(mutant))
        import pytest

        told = ["-x", "-q", "-p", "no:cacheprovider", "-o", "addopts=--import-mode=importlib --benchmark-disable"]
        code = int(pytest.main([*told, *tests]))
        sys.stdout.flush()
        os._exit(code)  # nothing of the parent's is left to be done twice
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "hangs"
    return "survived" if os.WEXITSTATUS(status) == 0 else "killed"


if __name__ == "__main__":
    sys.exit(main())
