"""Which conditions of the reader no text needs: each is switched off in turn, and the rows are held to those before.

    python tests/ablation.py TEXTS.jsonl [article/speech.py ...]

A line of TEXTS is an object with ``text``, and ``publisher`` and ``reported`` where they are known. What is printed is
where to look first when the reader is to shrink; a guard against an error, and what is promised, changes no row either.
"""

from __future__ import annotations

import ast
import functools
import gc
import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import estimates
from estimates.article.rows import attribute

PACKAGE = Path(estimates.__file__).parent
SECONDS = 5  # that one text may take, as what ends a loop may be switched off


def too_long(number: int, frame: FrameType | None) -> None:
    raise TimeoutError


def rows_of(text: dict[str, Any]) -> list[str]:
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        return [
            str(row) for row in attribute(text["text"], publisher=text.get("publisher"), reported=text.get("reported"))
        ]
    except (ArithmeticError, AttributeError, LookupError, RuntimeError, TimeoutError, TypeError, ValueError) as error:
        return [repr(error)]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def switched_off(function: ast.FunctionDef) -> Iterator[tuple[int, str]]:
    """Change the tree of a function in one place at a time: line, and what was switched off."""
    for node in ast.walk(function):
        if isinstance(node, ast.If):
            test, node.test = node.test, ast.Constant(False, lineno=node.lineno, col_offset=0)
            yield node.lineno, f"if {ast.unparse(test)}"
            node.test = test
        elif isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            for k, value in enumerate(node.values):
                node.values[k] = ast.Constant(False, lineno=node.lineno, col_offset=0)
                yield value.lineno, f"or {ast.unparse(value)}"
                node.values[k] = value


def code_named(code: CodeType, name: str) -> CodeType | None:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            found = inner if inner.co_qualname == name else code_named(inner, name)
            if found is not None:
                return found
    return None


def run(texts: list[dict[str, Any]], modules: list[str]) -> None:
    signal.signal(signal.SIGALRM, too_long)
    before = [rows_of(text) for text in texts]
    live = [one for one in gc.get_objects() if isinstance(one, FunctionType | functools._lru_cache_wrapper)]
    caches = [one for one in live if not isinstance(one, FunctionType) and one.__module__.startswith("estimates")]
    for path in [PACKAGE / module for module in modules]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
            there = [f for f in live if isinstance(f, FunctionType) and f.__code__.co_filename == str(path)]
            there = [f for f in there if f.__code__.co_qualname.rpartition(".")[2] == function.name]
            for line, what in switched_off(function) if there else ():
                whole = code_named(compile(tree, str(path), "exec"), there[0].__code__.co_qualname)
                if whole is None or whole.co_freevars != there[0].__code__.co_freevars:
                    continue
                there[0].__code__, kept = whole, there[0].__code__
                for cache in caches:
                    cache.cache_clear()
                if all(rows_of(text) == rows for text, rows in zip(texts, before, strict=True)):
                    sys.stdout.write(f"{path.relative_to(PACKAGE)}:{line} {function.name}: {what}\n")
                there[0].__code__ = kept


if __name__ == "__main__":
    given = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    run(given, sys.argv[2:] or [f"article/{path.name}" for path in sorted((PACKAGE / "article").glob("*.py"))])
