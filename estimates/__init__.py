"""Reconcile troop estimates, and any other source-attributed figures, in tidy pandas tables.

Words or numbers enter through ``read_claims`` and ``read_text``; ``bound`` says what each figure allows,
``contradictions`` which cannot all be true, ``reconcile`` what the sources jointly support.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from estimates.conversion import convert as convert
from estimates.errors import EstimatesError as EstimatesError
from estimates.errors import InfeasibleError as InfeasibleError
from estimates.errors import ParseError as ParseError
from estimates.errors import RelationError as RelationError
from estimates.errors import SchemaError as SchemaError
from estimates.errors import UnitError as UnitError
from estimates.policy import Convention as Convention
from estimates.policy import HedgePolicy as HedgePolicy
from estimates.version import __version__ as __version__

if TYPE_CHECKING:  # for type checkers and editors; a test holds it to the table below
    from estimates.answers.calibration import calibrate as calibrate
    from estimates.answers.disputes import coalitions as coalitions
    from estimates.answers.disputes import disagreement as disagreement
    from estimates.answers.history import trace_origins as trace_origins
    from estimates.answers.history import track as track
    from estimates.answers.influencing import influence as influence
    from estimates.answers.pooling import pool as pool
    from estimates.answers.profiling import profiles as profiles
    from estimates.answers.reconciling import reconcile as reconcile
    from estimates.answers.repeating import assign_origins as assign_origins
    from estimates.answers.repeating import copiers as copiers
    from estimates.answers.sensitivities import sensitivity as sensitivity
    from estimates.answers.subsets import consistent_subsets as consistent_subsets
    from estimates.answers.supporting import support as support
    from estimates.claims.aggregating import aggregate as aggregate
    from estimates.claims.amending import add_claim as add_claim
    from estimates.claims.amending import amend as amend
    from estimates.claims.amending import reject as reject
    from estimates.claims.bounds import bound as bound
    from estimates.claims.checking import check_claims as check_claims
    from estimates.claims.checking import problems as problems
    from estimates.claims.coding import coder_agreement as coder_agreement
    from estimates.claims.coding import krippendorff_alpha as krippendorff_alpha
    from estimates.claims.deciding import apply_decisions as apply_decisions
    from estimates.claims.filing import assign_quantities as assign_quantities
    from estimates.claims.filing import decisions as decisions
    from estimates.claims.formations import expand_formations as expand_formations
    from estimates.claims.formations import load_formations as load_formations
    from estimates.claims.gathering import suggest_events as suggest_events
    from estimates.claims.grounding import ground as ground
    from estimates.claims.reading import load_seed as load_seed
    from estimates.claims.reading import read_claims as read_claims
    from estimates.claims.reading import read_relations as read_relations
    from estimates.claims.reading import read_text as read_text
    from estimates.claims.reading import read_texts as read_texts
    from estimates.claims.relabelling import relabel as relabel
    from estimates.claims.unfolding import limits as limits
    from estimates.conflicts.findings import contradictions as contradictions
    from estimates.conflicts.findings import suspicions as suspicions
    from estimates.conflicts.grouping import suggest_quantities as suggest_quantities
    from estimates.conflicts.linking import suggest_links as suggest_links
    from estimates.conflicts.pairing import agreement_matrix as agreement_matrix
    from estimates.conflicts.pairing import pairs as pairs
    from estimates.datasets.mapping import contradictions_dataset as contradictions_dataset
    from estimates.datasets.mapping import map_quantities as map_quantities
    from estimates.datasets.mapping import pool_dataset as pool_dataset
    from estimates.datasets.mapping import reconcile_dataset as reconcile_dataset
    from estimates.datasets.profiling import profiles_dataset as profiles_dataset
    from estimates.datasets.reading import read_texts_dataset as read_texts_dataset
    from estimates.figures.credences import find_credences as find_credences
    from estimates.figures.tables import find_figures as find_figures
    from estimates.figures.tables import parse_figures as parse_figures
    from estimates.formats.acled import read_acled as read_acled
    from estimates.formats.crowds import read_ccc as read_ccc
    from estimates.formats.disasters import read_cow as read_cow
    from estimates.formats.disasters import read_emdat as read_emdat
    from estimates.formats.hxl import read_hxl as read_hxl
    from estimates.formats.markup import to_claim_reviews as to_claim_reviews
    from estimates.formats.provenance import to_prov as to_prov
    from estimates.formats.reviews import read_claim_reviews as read_claim_reviews
    from estimates.formats.statements import to_wikidata as to_wikidata
    from estimates.formats.strikes import read_tbij as read_tbij
    from estimates.formats.ucdp import read_brd as read_brd
    from estimates.formats.ucdp import read_ged as read_ged
    from estimates.formats.wikidata import read_wikidata as read_wikidata
    from estimates.formats.writing import write_claims as write_claims
    from estimates.relations.balancing import balance as balance
    from estimates.relations.distrusting import robustness as robustness
    from estimates.relations.doubts import suspects as suspects
    from estimates.relations.propagation import propagate as propagate
    from estimates.relations.stretching import radius as radius
    from estimates.views.forest import plot_forest as plot_forest
    from estimates.views.influences import plot_influence as plot_influence
    from estimates.views.page import report as report
    from estimates.views.plain import forest as forest
    from estimates.views.plain import highlight as highlight
    from estimates.views.plain import summary as summary
    from estimates.views.sources import plot_sources as plot_sources
    from estimates.views.tables import show as show
    from estimates.views.timeline import plot_timeline as plot_timeline
    from estimates.views.tree import plot_relations as plot_relations
    from estimates.views.widget import review as review

_NOW = (
    *("Convention", "EstimatesError", "HedgePolicy", "InfeasibleError", "ParseError", "RelationError", "SchemaError"),
    *("UnitError", "convert"),
)

#: Public names by the module they stand in, loaded on first use so that reading a table stays quick to start.
_ROOMS = {
    "claims.aggregating": "aggregate",
    "claims.amending": "add_claim amend reject",
    "claims.bounds": "bound",
    "claims.checking": "check_claims problems",
    "claims.coding": "coder_agreement krippendorff_alpha",
    "claims.deciding": "apply_decisions",
    "claims.filing": "assign_quantities decisions",
    "claims.formations": "expand_formations load_formations",
    "claims.gathering": "suggest_events",
    "claims.grounding": "ground",
    "claims.reading": "load_seed read_claims read_relations read_text read_texts",
    "claims.relabelling": "relabel",
    "claims.unfolding": "limits",
    "figures.credences": "find_credences",
    "figures.tables": "find_figures parse_figures",
    "formats.acled": "read_acled",
    "formats.crowds": "read_ccc",
    "formats.disasters": "read_cow read_emdat",
    "formats.hxl": "read_hxl",
    "formats.markup": "to_claim_reviews",
    "formats.reviews": "read_claim_reviews",
    "formats.strikes": "read_tbij",
    "formats.ucdp": "read_brd read_ged",
    "formats.statements": "to_wikidata",
    "formats.wikidata": "read_wikidata",
    "formats.provenance": "to_prov",
    "formats.writing": "write_claims",
    "relations.balancing": "balance",
    "relations.distrusting": "robustness",
    "relations.doubts": "suspects",
    "relations.propagation": "propagate",
    "relations.stretching": "radius",
    "conflicts.grouping": "suggest_quantities",
    "conflicts.linking": "suggest_links",
    "conflicts.findings": "contradictions suspicions",
    "conflicts.pairing": "agreement_matrix pairs",
    "answers.calibration": "calibrate",
    "answers.disputes": "coalitions disagreement",
    "answers.history": "trace_origins track",
    "answers.influencing": "influence",
    "answers.pooling": "pool",
    "answers.profiling": "profiles",
    "answers.reconciling": "reconcile",
    "answers.repeating": "assign_origins copiers",
    "answers.sensitivities": "sensitivity",
    "answers.subsets": "consistent_subsets",
    "answers.supporting": "support",
    "datasets.mapping": "contradictions_dataset map_quantities pool_dataset reconcile_dataset",
    "datasets.profiling": "profiles_dataset",
    "datasets.reading": "read_texts_dataset",
    "views.forest": "plot_forest",
    "views.influences": "plot_influence",
    "views.page": "report",
    "views.plain": "forest highlight summary",
    "views.sources": "plot_sources",
    "views.tables": "show",
    "views.timeline": "plot_timeline",
    "views.tree": "plot_relations",
    "views.widget": "review",
}
_LATER = {name: module for module, names in _ROOMS.items() for name in names.split()}

__all__ = sorted([*_NOW, *_LATER])


#: The extra that brings what a library is needed for.
_EXTRAS = {
    "matplotlib": "plot", "jinja2": "report", "great_tables": "report", "anywidget": "review", "traitlets": "review",
}  # fmt: skip


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
