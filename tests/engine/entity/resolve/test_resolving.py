"""Records of one organisation come together, others never; judgements win and can be undone."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.entity.resolve.clusters import Judged, Judgement, clusters
from shigu.engine.entity.resolve.compare import compare
from shigu.engine.entity.resolve.pairing import scored
from shigu.engine.entity.resolve.records import Record, facts
from shigu.engine.entity.resolve.resolving import resolve

DAY = date(2001, 11, 30)
FIRM = Record(
    "杭州海康威视数字技术股份有限公司",
    "91330000733796106P",
    DAY,
    Decimal("92433.5"),
    "杭州市滨江区阡陌路555号",
)
RECORDS = [
    FIRM,
    Record("海康威视数字技术（杭州）股份有限公司", "", DAY),
    Record("杭州海康威视字数技术股份有限公司", "91330000733796105P"),
    Record("杭州海康威视数字技术股份有限公司武汉分公司", "", DAY, None, "杭州市滨江区阡陌路555号"),
    Record("宁波海康威视数字技术有限公司"),
    Record("浙江大华技术股份有限公司", "91330000727215176K"),
]


def test_spellings_come_together_and_branches_and_namesakes_stay_apart():
    found = resolve(RECORDS)
    assert found.clusters.cluster.tolist() == [0, 0, 0, 3, 4, 5]


def test_every_field_tells_its_bits():
    found = compare(RECORDS[0], RECORDS[1])
    assert found.value == 0 + 10 + 7 + 0 + 0
    assert [reason.code for reason in found.reasons] == [
        "entity.code.missing",
        "entity.name.variant",
        "entity.founded.same",
        "entity.capital.missing",
        "entity.address.missing",
    ]
    assert compare(RECORDS[0], RECORDS[2]).value == 9 + 6


def test_two_proven_codes_are_never_one_cluster():
    pairs, bits = np.array([[0, 1], [1, 2]]), np.array([20, 12])
    found = clusters([7, 0, 9], pairs, bits)
    assert found.cluster.tolist() == [0, 0, 2]
    assert found.refused.tolist() == [1]


def test_a_negative_judgement_parts_what_a_third_record_would_join():
    pairs, bits = np.array([[0, 1], [1, 2]]), np.array([12, 20])
    apart = [Judgement(2, 0, Judged.NEGATIVE)]
    assert clusters([0] * 3, pairs, bits, apart).cluster.tolist() == [0, 1, 1]


def test_a_positive_judgement_joins_against_all_evidence_and_is_told_where_it_contradicts():
    none = np.empty((0, 2), np.int64)
    judged = [
        Judgement(0, 1, Judged.POSITIVE),
        Judgement(1, 2, Judged.POSITIVE),
        Judgement(0, 2, Judged.NEGATIVE),
    ]
    found = clusters([5, 6, 0], none, none[:, 0], judged)
    assert found.cluster.tolist() == [0, 0, 0]
    assert found.contradicted == (judged[2],)


def test_an_unsure_pair_is_kept_open_and_a_later_word_replaces_an_earlier():
    pairs, bits = np.array([[0, 1]]), np.array([20])
    unsure, yes = Judgement(0, 1, Judged.UNSURE), Judgement(1, 0, Judged.POSITIVE)
    assert clusters([0, 0], pairs, bits, [unsure]).cluster.tolist() == [0, 1]
    assert clusters([0, 0], pairs, bits, [unsure, yes]).cluster.tolist() == [0, 0]


def test_a_weak_pair_is_shown_to_a_person():
    found = resolve([Record("浙江大华技术股份有限公司"), Record("浙江大华技木股份有限公司")])
    assert found.clusters.cluster.tolist() == [0, 1]
    assert found.pairs[found.to_review].tolist() == [[0, 1]]


def test_no_records_have_no_clusters():
    assert resolve([]).clusters.cluster.tolist() == []


@pytest.mark.parametrize("one", range(len(RECORDS)))
def test_the_kernel_gives_the_bits_of_the_explained_comparison(one):
    rows, names = facts(RECORDS), [record.name for record in RECORDS]
    pairs = np.array([[one, other] for other in range(len(RECORDS))])
    expected = [compare(RECORDS[one], other).value for other in RECORDS]
    assert scored(names, rows, pairs).tolist() == expected


EDGES = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(4, 20)).filter(
        lambda edge: edge[0] != edge[1]
    ),
    max_size=14,
)
WORDS = st.builds(Judgement, st.integers(0, 3), st.integers(4, 7), st.sampled_from(Judged))


@given(EDGES, st.lists(st.integers(0, 2), min_size=8, max_size=8), st.lists(WORDS, max_size=5))
@settings(max_examples=300, deadline=None)
def test_no_cluster_holds_what_was_judged_apart_or_two_codes(edges, codes, judged):
    pairs = np.array([edge[:2] for edge in edges], dtype=np.int64).reshape(-1, 2)
    bits = np.array([edge[2] for edge in edges], dtype=np.int64)
    found = clusters(codes, pairs, bits, judged)
    latest = {(row.one, row.other): row for row in judged}
    for row in latest.values():
        together = found.cluster[row.one] == found.cluster[row.other]
        if row.judged is Judged.POSITIVE:
            assert together
        if row.judged is Judged.NEGATIVE:
            assert not together or row in found.contradicted
    if not any(row.judged is Judged.POSITIVE for row in judged):
        for cluster in set(found.cluster.tolist()):
            assert len({codes[at] for at in np.flatnonzero(found.cluster == cluster)} - {0}) <= 1
    undone = clusters(codes, pairs, bits).cluster
    assert np.array_equal(clusters(codes, pairs, bits, []).cluster, undone)
