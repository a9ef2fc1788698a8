"""The nearest point that meets rows, and the errors of what it gives."""

from __future__ import annotations

import numpy as np
import pytest
from part_whole import part_whole
from scipy.sparse import csr_array

from estimates.relations import projection
from estimates.relations.balancing import _pooled, _target
from estimates.relations.projection import Target, errors, project
from estimates.relations.systems import bind


def target() -> Target:
    trees = part_whole(200, seed=4)
    some = trees.claims[trees.claims["hedge"] == "about"].iloc[::2]
    system = bind(some, trees.relations)
    return _target(system, _pooled(system, None), None, bands=False)


def test_errors_that_nobody_shares_are_those_of_a_matrix_without_covariances(monkeypatch: pytest.MonkeyPatch) -> None:
    sought = target()
    found = project(sought)
    shapes = []
    inner = projection._propagated
    monkeypatch.setattr(projection, "_propagated", lambda v, a, vague: shapes.append(v.ndim) or inner(v, a, vague))
    apart = errors(sought, found.binding)
    rows, columns = sought.variance.tocoo().coords
    one, other = np.flatnonzero(sought.component == sought.component[rows[0]])[:2]
    nothing = (np.append(sought.variance.data, 0.0), (np.append(rows, one), np.append(columns, other)))
    shared = errors(sought._replace(variance=csr_array(nothing, shape=sought.variance.shape)), found.binding)
    assert {*shapes} == {2, 3}
    for each, same in zip(apart, shared, strict=True):
        np.testing.assert_array_equal(each, same)


def test_each_part_is_projected_as_it_is_alone() -> None:
    """Sweeps leave settled parts alone, and what binds in one part says nothing of another."""
    sought = target()
    found = project(sought)
    assert found.binding.any()
    assert (found.missed < 1e-9).all()
    for part in range(int(sought.component.max()) + 1):
        inside = sought.component == part
        equal, most = (np.flatnonzero(abs(rows) @ inside) for rows in (sought.equal, sought.most))
        some = Target(
            sought.mean[inside], csr_array(sought.variance[inside][:, inside]),
            csr_array(sought.equal[equal][:, inside]), sought.at[equal],
            csr_array(sought.most[most][:, inside]), sought.limit[most], np.zeros(int(inside.sum()), dtype=np.int64),
        )  # fmt: skip
        alone, measured = project(some), ~np.isnan(some.mean)  # the others may be left open
        np.testing.assert_allclose(alone.x[measured], found.x[inside][measured], rtol=1e-9)
        np.testing.assert_array_equal(alone.binding, found.binding[most])
