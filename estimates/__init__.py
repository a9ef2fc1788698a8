"""Reconcile troop estimates, and any other source-attributed figures, in tidy pandas tables."""

from estimates.errors import EstimatesError, InfeasibleError, ParseError, RelationError, SchemaError, UnitError
from estimates.policy import HedgePolicy

__version__ = "0.1.0"

__all__ = [
    "EstimatesError",
    "HedgePolicy",
    "InfeasibleError",
    "ParseError",
    "RelationError",
    "SchemaError",
    "UnitError",
]
