"""Pictures of claims and answers, drawn on the Axes that the caller gives or on a figure of their own.

Nothing here touches pyplot or any global state: ``plot_forest(claims, result).figure.savefig("forest.svg")`` works in
a script, ``fig, ax = plt.subplots(); plot_forest(claims, result, ax=ax)`` in a notebook.
"""

from estimates._forest import plot_forest
from estimates._timeline import plot_timeline
from estimates._tree import plot_relations

__all__ = ["plot_forest", "plot_relations", "plot_timeline"]
