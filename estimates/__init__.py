"""Reconcile troop estimates, and any other source-attributed figures, in tidy pandas tables.

Words or numbers enter through ``read_claims`` and ``read_text``; ``bound`` says what each figure allows,
``contradictions`` which cannot all be true, ``reconcile`` what the sources jointly support.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from estimates.errors import EstimatesError, InfeasibleError, ParseError, RelationError, SchemaError, UnitError
from estimates.policy import Convention, HedgePolicy
from estimates.units import convert

if TYPE_CHECKING:
    from estimates.balancing import balance
    from estimates.bounds import bound
    from estimates.claims import (
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
    from estimates.conflicts import contradictions, suspicions
    from estimates.consensus import reconcile, support
    from estimates.display import show
    from estimates.disputes import coalitions, disagreement, sensitivity
    from estimates.doubts import suspects
    from estimates.formations import expand_formations, load_formations
    from estimates.history import trace_origins, track
    from estimates.io import to_prov, write_claims
    from estimates.neighbours import read_acled, read_ccc, read_ged, read_tbij
    from estimates.pairing import agreement_matrix, pairs
    from estimates.plot import plot_forest, plot_relations, plot_timeline
    from estimates.pooling import consistent_subsets, pool
    from estimates.propagation import propagate
    from estimates.publishing import report
    from estimates.reporting import forest, highlight, summary
    from estimates.reviews import read_claim_reviews
    from estimates.text.figures import find_figures, parse_figures
    from estimates.wikidata import read_wikidata, to_wikidata

__version__ = "0.1.0"

#: Names of the modules further down the house, loaded on first use so that reading a table stays quick to start.
_LATER = {
    "agreement_matrix": "pairing",
    "amend": "claims",
    "balance": "balancing",
    "bound": "bounds",
    "check_claims": "claims",
    "coalitions": "disputes",
    "consistent_subsets": "pooling",
    "contradictions": "conflicts",
    "disagreement": "disputes",
    "expand_formations": "formations",
    "find_figures": "text.figures",
    "forest": "reporting",
    "highlight": "reporting",
    "load_formations": "formations",
    "load_seed": "claims",
    "pairs": "pairing",
    "parse_figures": "text.figures",
    "plot_forest": "plot",
    "plot_relations": "plot",
    "plot_timeline": "plot",
    "pool": "pooling",
    "problems": "claims",
    "propagate": "propagation",
    "read_acled": "neighbours",
    "read_ccc": "neighbours",
    "read_claim_reviews": "reviews",
    "read_claims": "claims",
    "read_ged": "neighbours",
    "read_relations": "claims",
    "read_tbij": "neighbours",
    "read_text": "claims",
    "read_texts": "claims",
    "read_wikidata": "wikidata",
    "reconcile": "consensus",
    "relabel": "claims",
    "report": "publishing",
    "sensitivity": "disputes",
    "show": "display",
    "summary": "reporting",
    "support": "consensus",
    "suspects": "doubts",
    "suspicions": "conflicts",
    "to_prov": "io",
    "to_wikidata": "wikidata",
    "trace_origins": "history",
    "track": "history",
    "write_claims": "io",
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
