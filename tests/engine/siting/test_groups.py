from shigu.engine.siting.aggregation import aggregated
from shigu.engine.siting.compatibility import compatible
from shigu.engine.siting.constraints import rows
from shigu.engine.siting.groups import apart_pairs, together_groups
from shigu.engine.siting.network import network
from shigu.engine.siting.values import Quota


def test_together_reaches_through_others_whoever_says_so(need):
    needs = [
        need("a", together=frozenset("b")),
        need("b"),
        need("c", together=frozenset("b")),
        need("d"),
        need("e", together=frozenset("f")),
        need("f", together=frozenset("e")),
    ]
    assert together_groups(needs) == (("a", "b", "c"), ("e", "f"))


def test_groups_that_meet_late_become_one(need):
    needs = [
        need("a", together=frozenset("b")),
        need("b"),
        need("c", together=frozenset("d")),
        need("d", together=frozenset("a")),
    ]
    assert together_groups(needs) == (("a", "b", "c", "d"),)


def test_a_pair_kept_apart_is_one_pair_whoever_says_so(need):
    needs = [need("b", apart=frozenset("a")), need("a", apart=frozenset("b"))]
    assert apart_pairs(needs) == (("a", "b"),)


def test_a_quota_has_one_term_a_project_however_many_spaces_it_could_take(need, space, problem):
    """p's two spaces in d become one column; row numbers stay, definitions follow."""
    spaces = [space("s"), space("t"), space("far", district="e")]
    arcs = network(
        *_with_pairs(problem([need("p")], spaces, quotas=[Quota("q", "d", "projects", 1)]))
    )
    plain = rows(arcs)
    model = aggregated(arcs, plain)
    assert model.groups == {(0, 1, 2): 3, (0, 1): 4}
    assert [tuple(row.terms) for row in plain if row.kind == "floor"] == [((0, 1.0), (1, 1.0))]
    assert [tuple(row.terms) for row in model.rows if row.kind == "floor"] == [((4, 1),)]
    assert [row.kind for row in model.rows[: len(plain)]] == [row.kind for row in plain]
    assert tuple(model.rows[-1].terms) == ((0, 1.0), (1, 1.0), (4, -1.0))


def _with_pairs(asked):
    return asked, compatible(asked)
