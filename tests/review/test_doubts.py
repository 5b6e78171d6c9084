"""Doubts that were kept before fields had names in them are told by name all the same."""

import pytest
from django.utils.translation import override

from shigu.districts.scope import acting_as_system
from shigu.engine.text.proposals.judging import reason
from shigu.review.models import NewsProposal
from tests.review.test_pages import text_of
from tests.review.world import of, tell

OLD = [
    (
        {
            "code": "review.missing",
            "zh": "还缺 share，由人填写",
            "en": "share is missing and for a person to fill in",
        },
        ("还缺业务占比，由人填写", "the share of business: missing, for a person to fill in"),
    ),
    (
        {
            "code": "review.conflict",
            "zh": "floor_area_m2 有两种说法",
            "en": "two figures are told for floor_area_m2",
        },
        ("建筑面积有两种说法", "two figures are told for floor area"),
    ),
    (
        {"code": "review.rough", "zh": "jobs 是约数", "en": "jobs is told roughly"},
        ("就业人数是约数", "the number of jobs: told roughly"),
    ),
]


def kept(one):
    return {"code": one.code, "zh": one.zh, "en": one.en}


@pytest.mark.parametrize(("doubt", "now"), OLD)
def test_a_doubt_with_the_code_of_a_field_is_told_by_its_name(doubt, now):
    row = NewsProposal(doubts=[doubt])
    assert row.why_alone == [now[0]]
    with override("en"):
        assert row.why_alone == [now[1]]


@pytest.mark.parametrize(
    "now",
    [
        reason("missing", field="share"),
        reason("name", name="name 光电"),
        reason("damaged", score=0.4, least=0.5),
        reason("step"),
    ],
)
def test_other_doubts_stay_as_they_are_kept(now):
    row = NewsProposal(doubts=[kept(now)])
    assert row.why_alone == [now.zh]
    with override("en"):
        assert row.why_alone == [now.en]


def test_the_desk_tells_them_by_name(act, visit):
    with act("gu") as gu:
        row = of(tell(gu), "organisation")
    with acting_as_system():
        NewsProposal.objects.filter(pk=row.pk).update(doubts=[doubt for doubt, _now in OLD])
    for page in (row.get_absolute_url(), "/review/?columns=subject&columns=doubts"):
        told = text_of(visit("gu", page))
        assert "还缺业务占比，由人填写" in told
        assert "还缺 share" not in told
