"""Projects of a data package: whose they are, what the press has told, back as the same tables."""

import pytest
from django.db import IntegrityError, transaction
from polars.testing import assert_frame_equal

from shigu.districts.models import District
from shigu.districts.packrows import UnknownReference
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.engine.pack.read import read_pack
from shigu.projects import bridge
from shigu.projects.actions import put
from shigu.projects.models import Project, ProjectYear
from tests.people import REFERENCE

LEAD = {
    "id": "p-new",
    "name": "毫米波成像线",
    "link": "mmwave-radar",
    "introducer": "binjiang",
    "stage": "1",
    "status": "illustrative",
    "invest_wan": 4321.5,
}


@pytest.fixture
def reference():
    return read_pack(REFERENCE).tables


def test_the_reference_pack_comes_back_as_it_went_in(db, reference):
    with acting_as_system() as system:
        found = bridge.frames(system)
    for name in ("projects", "project_years"):
        assert_frame_equal(found[name], reference[name].sort("id"))


def test_a_second_put_changes_nothing(db, reference):
    with acting_as_system() as system:
        for name in ("projects", "project_years"):
            outcome = put(system, name, reference[name].to_dicts())
            assert (outcome.created, outcome.changed) == ([], [])


def test_a_project_belongs_to_who_introduced_it_and_what_is_told_to_the_city(db):
    with acting_as_system():
        introduced = Project.objects.exclude(introducer=None)
        assert {p.introducer_id == p.district_id for p in introduced} == {True}
        told = Project.objects.filter(disclosed=True)
        assert told.count() == 10
        assert set(told.values_list("district__level", flat=True)) == {"city"}


def test_an_officer_files_for_the_own_district_only(act):
    with act("lin") as lin:
        assert put(lin, "projects", [LEAD]).created == ["p-new"]
        filed = Project.objects.get(code="p-new")
        assert (filed.district.code, filed.disclosed) == ("binjiang", False)
        with pytest.raises(Refused, match="萧山"):
            put(lin, "projects", [LEAD | {"id": "p-theirs", "introducer": "xiaoshan"}])
        assert not Project.objects.filter(code="p-theirs").exists()


def test_a_fact_that_an_officer_files_is_not_told_to_all(act, reference):
    source = reference["sources"]["id"][0]
    with act("lin") as lin:
        put(lin, "projects", [LEAD | {"introducer": None, "status": "fact", "source": source}])
        filed = Project.objects.get(code="p-new")
        assert (filed.district.code, filed.disclosed) == ("binjiang", False)


def test_years_follow_their_project(act):
    year = {"id": "y-1", "project": "p-new", "year": 1, "tax_local_wan": 12.5, "status": "fact"}
    with act("lin") as lin:
        put(lin, "projects", [LEAD])
        put(lin, "project_years", [year])
        assert ProjectYear.objects.get(code="y-1").district.code == "binjiang"
        with pytest.raises(UnknownReference, match="p-nowhere"):
            put(lin, "project_years", [year | {"id": "y-2", "project": "p-nowhere"}])


def test_a_year_cannot_hang_on_another_districts_project(act):
    with act("shen"):
        theirs = Project.objects.filter(district__code="xiaoshan").first()
    with act("lin"), pytest.raises(IntegrityError, match="same_district"), transaction.atomic():
        ProjectYear.objects.create(
            district=District.objects.get(code="binjiang"),
            project_id=theirs.pk,
            code="probe",
            year=40,
            status="illustrative",
        )


def test_the_same_code_in_two_districts_is_told_apart(act):
    with act("lin") as lin:
        put(lin, "projects", [LEAD])
        put(lin, "project_years", [{"id": "y", "project": "p-new", "year": 1, "status": "fact"}])
    with act("shen") as shen:
        put(shen, "projects", [LEAD | {"introducer": "xiaoshan", "apart_from": ["p-new"]}])
        assert "p-new" in bridge.pack_ids(shen)
    with act("gu") as gu:
        tables, keys = bridge.frames(gu), bridge.pack_ids(gu)
    assert {"p-new-binjiang", "p-new-xiaoshan"} <= set(tables["projects"]["id"])
    assert set(keys) == set(tables["projects"]["id"])
    years = tables["project_years"].filter(tables["project_years"]["id"] == "y")
    assert years["project"].to_list() == ["p-new-binjiang"]
