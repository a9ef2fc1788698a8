"""The widget of a notebook in which a person goes through drafts: it draws, and hands every key to a ``Review``."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import anywidget
import pandas as pd
import traitlets

from estimates.claims.articles import Articles, texts_of
from estimates.door import checked
from estimates.errors import EstimatesError, listed
from estimates.views.reviewing import Review

_HERE = files("estimates.views").joinpath("templates")
#: What a screen may ask for; everything else it sends is refused.
_COMMANDS = (
    "accept", "add", "apart", "by_doubt", "by_text", "file", "fix", "next", "next_open", "pick", "previous", "reject",
    "select", "split", "undo",
)  # fmt: skip


class ReviewWidget(anywidget.AnyWidget):
    """A ``Review`` on a screen, as ``review`` gives it.

    The screen numbers its commands and repeats those that are not acknowledged, so that none is lost or done twice
    however a host bundles messages; ``card`` and ``page`` are all that it draws.

    Examples
    --------
    >>> from estimates import read_text, review
    >>> text = "Police held 40 men."
    >>> type(review(read_text(text), text)).__name__
    'ReviewWidget'
    """

    _esm = _HERE.joinpath("review.js").read_text(encoding="utf-8")
    _css = _HERE.joinpath("review.css").read_text(encoding="utf-8")
    card = traitlets.Dict().tag(sync=True)
    page = traitlets.Dict().tag(sync=True)
    outbox = traitlets.Dict().tag(sync=True)

    def __init__(self, review: Review, **traits: Any) -> None:
        self._review = review
        self._done: dict[str, int] = {}  # the last command done, by screen
        self._code_shown = False
        gone = f"Decisions on claims that are not in the table: {listed(review.lost)}. " if review.lost else ""
        super().__init__(**traits)
        self._draw(gone + review.where())

    @property
    def claims(self) -> pd.DataFrame:
        """The claims as decided so far."""
        return self._review.claims

    @property
    def decisions(self) -> pd.DataFrame:
        """The decisions so far, a row each: to save, to go on from, and to apply to a new reading."""
        return self._review.decisions

    def code(self) -> str:
        """The decisions as calls on a table ``claims``."""
        return self._review.code()

    @traitlets.observe("outbox")
    def _on_outbox(self, change: Mapping[str, Any]) -> None:
        """Do what the screen asks for and has not been done."""
        screen, commands = str(change["new"].get("screen")), change["new"].get("commands", [])
        done = self._done.get(screen, 0)
        new = [command for command in commands if command[0] > done]
        refused: list[str] = []
        for number, name, args in new:
            self._done[screen] = number
            said, wrong = self._do(name, args)
            refused += [said] if wrong else []
        if new:
            self._draw(" ".join(refused) or said, wrong=bool(refused))

    def _do(self, name: str, args: Mapping[str, Any]) -> tuple[str, bool]:
        if name == "code":
            self._code_shown = not self._code_shown
            return f"The code is {'shown' if self._code_shown else 'hidden'}.", False
        if name not in _COMMANDS:
            return f"{name} is no command.", True
        self._review.editing = False
        try:
            return getattr(self._review, name)(**args), False
        except EstimatesError as error:
            return " ".join(str(error).splitlines()[:2]), True

    def _draw(self, said: str, *, wrong: bool = False) -> None:
        code = self.code() if self._code_shown else None
        card = self._review.card() | {"said": said, "wrong": wrong, "done": dict(self._done), "code": code}
        with self.hold_sync():
            self.page = self._review.page()
            self.card = card


@checked
def review(
    claims: pd.DataFrame,
    articles: Articles | Mapping[str, str] | None = None,
    *,
    decided: pd.DataFrame | None = None,
    encoding: str = "utf-8",
) -> ReviewWidget:
    """Go through drafts in a notebook, by keys or mouse: accept, correct, reject, split, add, file, undo.

    The article stands left with its figures marked, one claim right, with why it is doubted and the groups that it may
    belong to. ``?`` lists the keys. Nothing is fetched from a network. Needs the extra ``review`` (anywidget), and a
    notebook that shows widgets: JupyterLab and marimo, where it was tried by hand, and VS Code, where it was not; there
    the script asks for nothing but the model that anywidget gives, draws in its own element alone, and runs in a page
    with as strict a policy of content.

    Parameters
    ----------
    claims : DataFrame
        A claims table, as ``read_text`` or ``read_texts`` gives it.
    articles : str, mapping, DataFrame, path or paths, optional
        The text that the claims were read from; or, for those of ``read_texts``, texts by the name in ``article``, or
        what ``read_texts`` was given: a folder, files, a table. Without it each claim's sentence is shown.
    decided : DataFrame, optional
        ``decisions`` of an earlier review, saved and read again or not, to go on from.
    encoding : str
        Of files.

    Returns
    -------
    ReviewWidget
        Shown by a notebook. At any time ``.claims`` is the table as decided so far; ``.decisions`` are the decisions,
        a row each, to save, to go on from (``decided=``) and for ``apply_decisions`` and ``assign_quantities``;
        ``.code()`` gives them as calls of ``amend``, ``add_claim``, ``reject`` and ``assign_quantities``.

    Raises
    ------
    SchemaError
        If a claim's words do not stand in its article, or a column is missing.
    ParseError
        If an article cannot be read.

    Examples
    --------
    >>> from estimates import read_text, review
    >>> text = "Mayor Ivo Kern said 400 houses burned. About 50 more may be lost."
    >>> widget = review(read_text(text), text)
    >>> widget.claims["text"].tolist(), len(widget.decisions)
    (['400', 'About 50'], 0)
    """
    return ReviewWidget(Review(claims, texts_of(articles, encoding), decided))
