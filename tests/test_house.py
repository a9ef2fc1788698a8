"""The order of the house: a module imports only names above it in this list, and nothing below calls back up."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import estimates

PACKAGE = Path(estimates.__file__).parent

ORDER = [
    "errors", "policy", "_progress", "_sorting", "_arrays", "_relating", "_height",
    "_narrowing", "_network", "_linear", "_hitting", "_localizing", "_projection",
    "schema", "units",
    "text.lexicon", "text.words", "text.digits", "text.numbers", "text.measures", "text.nouns", "text.hedges",
    "text.amounts", "text.names", "text.exclusions", "text.ranges", "text.counting", "text.linking",
    "text.lending", "text.scanner", "text.sizes", "text.figures",
    "text.grammar", "text.verbs", "text.people", "text.sentences", "text.clauses", "text.dates", "text.persons",
    "text.speakers", "text.phrases", "text.edges", "text.subjects",
    "text.frames", "text.cues", "text.complements", "text.papers", "text.sources", "text.elisions", "text.idioms",
    "text.relatives", "text.placing", "text.doers", "text.speech", "text.pronouns", "text.bodies", "text.referents",
    "text.discourse", "text.standing", "text.modality", "text.timing",
    "text.context", "text.quantities", "text.attribution", "text.totals",
    "_wording",
    "_files", "_cells", "_columns", "_ids", "_entry", "_drafting", "_reading", "claims", "io", "_layouts", "neighbours",
    "reviews", "wikidata",
    "bounds", "formations", "_groups",
    "_chains", "relations", "systems", "propagation", "_corrections", "slips", "breaches", "echoes", "conflicts",
    "pairing", "_tails", "_estimators", "pooling", "trust", "doubts", "balancing", "implied", "methods", "_pooled",
    "consensus", "disputes", "history",
    "_answers", "_marking", "reporting", "_canvas", "_forest", "_timeline", "_tree", "plot", "display", "publishing",
    "scale", "__main__",
    "strategies", "testing",
]  # fmt: skip


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p.name != "__init__.py" and "seeds" not in p.parts)


def imports_of(path: Path) -> set[str]:
    """Our own modules that a file imports, as names of ORDER."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level or module == "estimates" or module.startswith("estimates."):
                assert not node.level, f"{path.name}: write the import of {module} in full"
                if module.removeprefix("estimates").lstrip(".") in ("", "text"):
                    prefix = module.removeprefix("estimates").lstrip(".")
                    found |= {f"{prefix}.{a.name}".lstrip(".") for a in node.names}
                else:
                    found.add(module.removeprefix("estimates."))
        elif isinstance(node, ast.Import):
            found |= {a.name.removeprefix("estimates.") for a in node.names if a.name.startswith("estimates")}
    return found


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_modules_import_only_what_stands_above_them(path: Path) -> None:
    name = module_name(path)
    assert name in ORDER, f"{name} has no place in the order of the house"
    above = set(ORDER[: ORDER.index(name)])
    allowed = above | ({"__version__"} if name in ("__main__", "reporting", "publishing") else set())
    below = imports_of(path) - allowed
    assert not below, f"{name} imports {sorted(below)}, which stand below it"


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_no_import_hides_inside_a_function_to_dodge_a_cycle(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.ImportFrom):
                    assert not (inner.module or "").startswith("estimates"), f"{path.name}: {node.name}"


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_no_assert_in_the_package(path: Path) -> None:
    assert not [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Assert)]


def test_public_names_are_sorted_documented_and_not_module_names() -> None:
    assert estimates.__all__ == sorted(estimates.__all__)
    for name in estimates.__all__:
        thing = getattr(estimates, name)
        assert (thing.__doc__ or "").strip(), f"{name} has no docstring"
        assert not (PACKAGE / f"{name}.py").exists(), f"{name} would hide its module"
        if callable(thing) and not isinstance(thing, type):
            assert ">>>" in thing.__doc__, f"{name} has no example"


def test_importing_loads_nothing_heavy() -> None:
    """The first cell of a notebook waits for pandas and pint and for nothing else."""
    code = (
        "import sys, pandas, pint; before = set(sys.modules); import estimates; "
        "new = {name.split('.')[0] for name in set(sys.modules) - before}; print(sorted(new - sys.stdlib_module_names))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    pandas_own = {"pyarrow"}  # what strings are made of where it is installed
    assert set(ast.literal_eval(done.stdout)) - pandas_own == {"estimates"}
