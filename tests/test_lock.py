"""The locks of CI pin everything we ask for, at versions that we allow, and say nothing of whose machine made them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / ".ci" / "lock"

pytestmark = pytest.mark.skipif(not LOCK.is_dir(), reason="the sdist has no CI")


def asked() -> list[Requirement]:
    """What the package and its extras name, but for what CI never installs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for name, lines in project["optional-dependencies"].items() if name != "second" for line in lines]
    every = [Requirement(line) for line in [*project["dependencies"], *extras]]
    return [one for one in every if one.name != project["name"]]


def pinned(name: str) -> dict[str, list[Version]]:
    lines = (LOCK / name).read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"[a-z0-9-]+==[\w.+]+( ; [\w.'\"<>=!() -]+)?", line) for line in lines)
    found: dict[str, list[Version]] = {}
    for line in lines:
        one = Requirement(line)
        found.setdefault(one.name, []).append(Version(next(iter(one.specifier)).version))
    return found


@pytest.mark.parametrize("name", ["lowest.txt", "newest.txt"])
def test_everything_is_pinned_at_a_version_that_is_allowed(name: str) -> None:
    pins = pinned(name)
    for one in asked():
        assert all(version in one.specifier for version in pins[one.name.lower().replace("_", "-")]), one


def test_the_lowest_versions_are_those_that_pyproject_names() -> None:
    """A lower bound that no cell asks is a promise that nobody holds us to."""
    pins = pinned("lowest.txt")
    for one in asked():
        (bound,) = one.specifier
        lowest = min(pins[one.name.lower().replace("_", "-")])
        assert lowest.release[: len(Version(bound.version).release)] == Version(bound.version).release, one
