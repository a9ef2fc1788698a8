"""Reconcile troop estimates, and any other source-attributed figures, in tidy pandas tables.

Words or numbers enter through ``read_claims`` and ``read_text``; ``bound`` says what each figure allows,
``contradictions`` which cannot all be true, ``reconcile`` what the sources jointly support.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from estimates.errors import EstimatesError, InfeasibleError, ParseError, RelationError, SchemaError, UnitError
from estimates.policy import Convention, HedgePolicy
from estimates.units import convert
from estimates.version import __version__ as __version__

if TYPE_CHECKING:
    from estimates.answers.disputes import coalitions, disagreement, sensitivity
    from estimates.answers.history import trace_origins, track
    from estimates.answers.pooling import consistent_subsets, pool
    from estimates.answers.reconciling import reconcile, support
    from estimates.claims.bounds import bound
    from estimates.claims.formations import expand_formations, load_formations
    from estimates.claims.reading import (
        amend,
        check_claims,
        load_seed,
        problems,
        read_claims,
        read_relations,
        read_text,
        read_texts,
        relabel,
    )
    from estimates.conflicts.findings import contradictions, suspicions
    from estimates.conflicts.pairing import agreement_matrix, pairs
    from estimates.figures.tables import find_figures, parse_figures
    from estimates.formats.neighbours import read_acled, read_ccc, read_ged, read_tbij
    from estimates.formats.reviews import read_claim_reviews
    from estimates.formats.wikidata import read_wikidata, to_wikidata
    from estimates.formats.writing import to_prov, write_claims
    from estimates.relations.balancing import balance
    from estimates.relations.doubts import suspects
    from estimates.relations.propagation import propagate
    from estimates.relations.stretching import radius
    from estimates.views.forest import plot_forest
    from estimates.views.page import report
    from estimates.views.plain import forest, highlight, summary
    from estimates.views.tables import show
    from estimates.views.timeline import plot_timeline
    from estimates.views.tree import plot_relations

#: Names of the modules further down the house, loaded on first use so that reading a table stays quick to start.
_LATER = {
    "agreement_matrix": "conflicts.pairing",
    "amend": "claims.reading",
    "balance": "relations.balancing",
    "bound": "claims.bounds",
    "check_claims": "claims.reading",
    "coalitions": "answers.disputes",
    "consistent_subsets": "answers.pooling",
    "contradictions": "conflicts.findings",
    "disagreement": "answers.disputes",
    "expand_formations": "claims.formations",
    "find_figures": "figures.tables",
    "forest": "views.plain",
    "highlight": "views.plain",
    "load_formations": "claims.formations",
    "load_seed": "claims.reading",
    "pairs": "conflicts.pairing",
    "parse_figures": "figures.tables",
    "plot_forest": "views.forest",
    "plot_relations": "views.tree",
    "plot_timeline": "views.timeline",
    "pool": "answers.pooling",
    "problems": "claims.reading",
    "propagate": "relations.propagation",
    "radius": "relations.stretching",
    "read_acled": "formats.neighbours",
    "read_ccc": "formats.neighbours",
    "read_claim_reviews": "formats.reviews",
    "read_claims": "claims.reading",
    "read_ged": "formats.neighbours",
    "read_relations": "claims.reading",
    "read_tbij": "formats.neighbours",
    "read_text": "claims.reading",
    "read_texts": "claims.reading",
    "read_wikidata": "formats.wikidata",
    "reconcile": "answers.reconciling",
    "relabel": "claims.reading",
    "report": "views.page",
    "sensitivity": "answers.disputes",
    "show": "views.tables",
    "summary": "views.plain",
    "support": "answers.reconciling",
    "suspects": "relations.doubts",
    "suspicions": "conflicts.findings",
    "to_prov": "formats.writing",
    "to_wikidata": "formats.wikidata",
    "trace_origins": "answers.history",
    "track": "answers.history",
    "write_claims": "formats.writing",
}

__all__ = [
    "Convention",
    "EstimatesError",
    "HedgePolicy",
    "InfeasibleError",
    "ParseError",
    "RelationError",
    "SchemaError",
    "UnitError",
    "agreement_matrix",
    "amend",
    "balance",
    "bound",
    "check_claims",
    "coalitions",
    "consistent_subsets",
    "contradictions",
    "convert",
    "disagreement",
    "expand_formations",
    "find_figures",
    "forest",
    "highlight",
    "load_formations",
    "load_seed",
    "pairs",
    "parse_figures",
    "plot_forest",
    "plot_relations",
    "plot_timeline",
    "pool",
    "problems",
    "propagate",
    "radius",
    "read_acled",
    "read_ccc",
    "read_claim_reviews",
    "read_claims",
    "read_ged",
    "read_relations",
    "read_tbij",
    "read_text",
    "read_texts",
    "read_wikidata",
    "reconcile",
    "relabel",
    "report",
    "sensitivity",
    "show",
    "summary",
    "support",
    "suspects",
    "suspicions",
    "to_prov",
    "to_wikidata",
    "trace_origins",
    "track",
    "write_claims",
]


#: The extra that brings what a library is needed for.
_EXTRAS = {"matplotlib": "plot", "jinja2": "report", "great_tables": "report"}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        try:
            return getattr(import_module(f"estimates.{_LATER[name]}"), name)
        except ModuleNotFoundError as error:
            library = (error.name or "").partition(".")[0]
            if library not in _EXTRAS:
                raise
            hint = f"python -m pip install 'troop-estimates[{_EXTRAS[library]}]'."
            raise EstimatesError(f"{name} needs {library}.", hint=hint) from error
    raise AttributeError(f"module 'estimates' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
