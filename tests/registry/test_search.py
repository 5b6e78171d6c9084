"""Organisations are found by any part of their names, products and codes."""

import pytest

from shigu.registry.actions import put
from shigu.registry.models import Organisation, OrganisationWords
from shigu.registry.queries import found


def names(text):
    return set(found(Organisation.objects.all(), text).values_list("short_name", flat=True))


@pytest.mark.parametrize(
    "text",
    ["海康威视", "海康", "威视", "杭州海康威视数字技术", "海康 数字", "Hikvision", "hikv", "002415",
     "９１３３００００７３３７９６１０６Ｐ", "913300007337961", "智能分析软件"],
)  # fmt: skip
def test_it_is_found_by(act, text):
    with act("lin"):
        assert "海康威视" in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "海康微视",
        "威视 大华",
        "'",
        "' | '浙江':*",
        "%",
        "\\",
        "a' & 'b",
        "()",
        "𠀀",
    ],
)
def test_nothing_is_found_by(act, text):
    with act("lin"):
        assert "海康威视" not in names(text)


def test_who_is_no_member_finds_nothing(act):
    with act("zhou"):
        assert names("海康威视") == set()
        assert OrganisationWords.objects.exists()


def test_a_changed_name_is_found_and_the_old_one_is_not(act):
    with act("lin") as lin:
        row = {"id": "org-hikvision", "name_zh": "湖畔视觉有限公司", "short_name": "湖畔"}
        put(lin, "organisations", [row], reason="更名")
        assert names("湖畔视觉") == {"湖畔"}
        assert "湖畔" not in names("威视")
