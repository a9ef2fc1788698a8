"""The house: folders in one order, no circle inside a folder, nothing hidden, nothing overridden unseen."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import estimates

PACKAGE = Path(estimates.__file__).parent

#: Folders and modules of the top in one order: each imports only from itself and from what stands above it.
ORDER = [
    "version", "errors", "schema", "coded", "annotations", "admission", "door", "progress", "records", "lang", "policy",
    "units", "conversion", "intervals", "figures",
    "article", "claims", "formats", "relations", "conflicts", "answers", "views", "datasets", "strategies", "testing",
    "__main__",
]  # fmt: skip


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p.name != "__init__.py" and "seeds" not in p.parts)
FOLDERS = sorted({p.parent for p in MODULES} - {PACKAGE})


def imports_of(path: Path) -> set[str]:
    """Our own modules that a file imports, in full: ``article.rows``."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path.name}: write the import of {node.module} in full"
            module = (node.module or "").partition("estimates")
            if module[0] == "" and module[1]:
                name = module[2].lstrip(".")
                folder = PACKAGE / name.replace(".", "/")
                found |= {f"{name}.{a.name}".lstrip(".") for a in node.names} if folder.is_dir() else {name}
        elif isinstance(node, ast.Import):
            found |= {a.name.removeprefix("estimates.") for a in node.names if a.name.startswith("estimates")}
    return found


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_modules_import_only_what_stands_above_them(path: Path) -> None:
    room = module_name(path).partition(".")[0]
    assert room in ORDER, f"{room} has no place in the order of the house"
    allowed = set(ORDER[: ORDER.index(room)]) | ({room} if path.parent != PACKAGE else set())
    below = {name for name in imports_of(path) if name.partition(".")[0] not in allowed}
    assert not below, f"{module_name(path)} imports {sorted(below)}, which stand below it"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_folder_holds_a_circle(folder: Path) -> None:
    files = [p for p in MODULES if p.parent == folder]
    TopologicalSorter({module_name(p): imports_of(p) for p in files}).prepare()  # a CycleError names the circle


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_folders_say_what_goes_in_and_out(folder: Path) -> None:
    said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert " in" in said and " out" in said, f"{folder.name}/__init__.py: say what goes in and what comes out"  # noqa: PT018


def test_no_method_stands_twice_along_the_bases_of_a_class() -> None:
    """An override that nobody meant changes rows without a word; frozen records may fill their own dunder methods."""
    classes = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                classes[node.name] = node
    for node in classes.values():
        own = {f.name for f in node.body if isinstance(f, ast.FunctionDef) and not f.name.startswith("__")}
        bases = [b.id for b in node.bases if isinstance(b, ast.Name)]
        while bases:
            base = classes.get(bases.pop())
            if base:
                twice = own & {
                    f.name
                    for f in base.body
                    if isinstance(f, ast.FunctionDef) and not isinstance(f.body[-1], ast.Raise)
                }
                assert not twice, f"{node.name} and its base {base.name} both define {sorted(twice)}"
                bases += [b.id for b in base.bases if isinstance(b, ast.Name)]


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_no_import_hides_inside_a_function_to_dodge_a_cycle(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.ImportFrom):
                    assert not (inner.module or "").startswith("estimates"), f"{path.name}: {node.name}"


@pytest.mark.parametrize("path", [p for p in MODULES if p.parent.name in ("figures", "article")], ids=module_name)
def test_no_language_is_frozen_at_import(path: Path) -> None:
    """A reader asks the language of its text for words: none reads a list as its module is loaded."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    loaded = [node for node in tree.body if not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Import)]
    names = {n.id for node in loaded for n in ast.walk(node) if isinstance(n, ast.Name)}
    assert not names & {"lexicon", "language", "english", "built", "words_of"}


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_no_assert_in_the_package(path: Path) -> None:
    assert not [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Assert)]


def test_public_names_are_sorted_documented_and_not_module_names() -> None:
    assert estimates.__all__ == sorted(estimates.__all__)
    for name in estimates.__all__:
        thing = getattr(estimates, name)
        assert (thing.__doc__ or "").strip(), f"{name} has no docstring"
        own = str(getattr(thing, "__module__", "")).rpartition(".")[2]
        assert name not in {own, *ORDER}, f"{name} would hide its module"
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


def test_type_checkers_are_told_of_every_public_name_where_it_stands() -> None:
    """``__init__`` names what is loaded later twice, since type checkers read no table; the two must agree."""
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    told = {alias.name: node.module for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert told == {name: f"estimates.{module}" for name, module in estimates._LATER.items()}
