"""Write the API page from the docstrings: ``python tests/api_page.py`` makes ``notebooks/api.md`` anew.

Names stand under the task they serve; a room that is not listed falls under the last task, so a new name never gets
lost. ``test_api_page.py`` fails where the page and the docstrings have drifted apart.
"""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path
from typing import Any

import estimates

PAGE = Path(__file__).resolve().parents[1] / "notebooks" / "api.md"

#: Prefixes of modules; the longest that fits decides.
TASKS: dict[str, tuple[str, ...]] = {
    "Read claims": ("claims", "formats"),
    "Read the words of a figure": ("figures", "policy"),
    "Units, bounds, formations": ("units", "claims.bounds", "claims.formations"),
    "What cannot be true": ("conflicts", "answers.disputes", "answers.sensitivities"),
    "Relations between quantities": ("relations",),
    "What the sources support": ("answers",),
    "Through time": ("answers.history",),
    "Past memory": ("datasets.mapping", "datasets.reading"),
    "Show and publish": ("views",),
    "Write": ("formats.provenance", "formats.writing"),
    "Errors": ("errors",),
    "More": ("",),
}
OUTSIDE = ("strategies", "testing")  # loaded by name, never by ``import estimates``


def page() -> str:
    """The page: per task its names, each with its signature and the first sentence of its docstring."""
    lines = [
        "# What there is, by task",
        "",
        "Made from the docstrings by `python tests/api_page.py`. Every name has an example in its docstring: "
        "`help(estimates.reconcile)`.",
    ]
    by_task: dict[str, list[str]] = {task: [] for task in TASKS}
    for name in estimates.__all__:
        by_task[_task(getattr(estimates, name))].append(name)
    for task, names in by_task.items():
        if names:
            lines += ["", f"## {task}", ""]
            lines += [_entry(name, getattr(estimates, name)) for name in names]
    for module_name in OUTSIDE:
        module = importlib.import_module(f"estimates.{module_name}")
        own = [n for n, thing in vars(module).items() if not n.startswith("_") and inspect.isfunction(thing)]
        own = sorted(n for n in own if getattr(module, n).__module__ == module.__name__)
        lines += ["", f"## `estimates.{module_name}`", "", _first(module.__doc__), ""]
        lines += [_entry(n, getattr(module, n)) for n in own]
    return "\n".join(lines) + "\n"


def _task(thing: Any) -> str:
    module = f"{thing.__module__}.".removeprefix("estimates.")
    fitting = [(len(room), task) for task, rooms in TASKS.items() for room in rooms if f"{module}.".startswith(room)]
    return max(fitting)[1]


def _entry(name: str, thing: Any) -> str:
    shown = f"{name}({', '.join(_arguments(thing))})" if not _is_error(thing) else name
    return f"- `{shown}`: {_first(thing.__doc__)}"


def _is_error(thing: Any) -> bool:
    return isinstance(thing, type) and issubclass(thing, Exception)


def _arguments(thing: Any) -> list[str]:
    """Names of the arguments; a star stands before those given by name only."""
    out: list[str] = []
    for argument in inspect.signature(thing).parameters.values():
        if argument.kind is argument.KEYWORD_ONLY and "*" not in out:
            out.append("*")
        prefix = {argument.VAR_POSITIONAL: "*", argument.VAR_KEYWORD: "**"}.get(argument.kind, "")
        out.append(prefix + argument.name)
    return out


def _first(docstring: str | None) -> str:
    """The first sentence, on one line."""
    words = " ".join(inspect.cleandoc(docstring or "").partition("\n\n")[0].split()).replace("``", "`")
    return re.split(r"(?<=[^.]\.) (?=[A-Z])", words)[0]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
