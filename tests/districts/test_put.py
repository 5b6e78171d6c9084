"""Rows of another district are refused aloud: nothing is reported as changed that was not."""

import pytest

from shigu.districts.actions import put
from shigu.districts.models import Zone
from shigu.districts.packrows import put_rows
from shigu.districts.policies import Refused


@pytest.fixture
def theirs(act):
    with act("lin"):
        return Zone.objects.filter(district__code="binjiang").first()


def test_a_row_of_another_district_is_refused_and_stays(act, theirs):
    with act("shen"):
        with pytest.raises(Refused, match=theirs.code):
            put_rows(Zone, "zones", [{"id": theirs.code, "note": "改了"}])
        assert Zone.objects.get(pk=theirs.pk).note == theirs.note


def test_a_zone_is_put_into_no_other_district(act):
    row = {"id": "zone-new", "district": "binjiang", "name_zh": "新", "kind": "park"}
    with act("shen") as shen:
        with pytest.raises(Refused):
            put(shen, "zones", [row | {"status": "illustrative"}])
        assert not Zone.objects.filter(code="zone-new").exists()
