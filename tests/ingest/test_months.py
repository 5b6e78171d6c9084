"""The months of events on the map: only of what stands there, in order, the fullest the highest."""

from datetime import date

from django.utils import translation

from shigu.ingest.models import Event
from shigu.ingest.months import months


def event(key, day):
    return Event(pk=key, type="SIGN", date=date.fromisoformat(day), name="x")


def standing(*keys):
    return {"features": [{"properties": {"id": f"n{key}"}} for key in keys]}


def test_months_in_order_with_what_stands_on_the_map():
    told = [
        event(4, "2026-10-02"),
        event(3, "2026-10-01"),
        event(2, "2026-09-30"),
        event(1, "2025-12-31"),
    ]
    found = months(told, standing(1, 3, 4))
    assert [(each.words, each.ids, each.at) for each in found] == [
        ("2025年12月", ("n1",), 0),
        ("2026年10月", ("n4", "n3"), 1),
    ]
    assert [(each.height, each.top) for each in found] == [(10.0, 10.0), (20.0, 0.0)]
    with translation.override("en"):
        assert [each.words for each in months(told, standing(1))] == ["December 2025"]


def test_no_place_no_month():
    assert months([event(1, "2026-10-02")], standing()) == []
