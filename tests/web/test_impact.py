"""The page of a project tells what it buys and sets in motion, as the engine computes it."""

import pytest

from shigu.districts.scope import acting_as_system
from shigu.engine.chain.assess import assess
from shigu.engine.chain.inputoutput.assess import input_output
from shigu.engine.pack.read import read_pack
from shigu.engine.plan.chain_inputs import chain_inputs
from shigu.engine.plan.io_inputs import io_inputs
from shigu.projects.models import Project, ProjectYear
from tests.people import REFERENCE


@pytest.fixture(scope="module")
def impacts():
    pack = read_pack(REFERENCE)
    found = assess(chain_inputs(pack), seed=0, draws=10)
    return {one.project: one for one in input_output(io_inputs(pack), found.links).projects}


@pytest.fixture
def project(db, impacts):
    with acting_as_system():
        return Project.objects.filter(district__code="binjiang", code__in=impacts).first()


def section(page):
    return page.split("带动上下游</h2>")[1].split("</section>")[0]


def test_the_panel_says_what_the_engine_says(visit, assessed, project, impacts):
    told = section(visit("lin", f"/projects/{project.pk}/").content.decode())
    found = impacts[project.code]
    for amount in (
        found.purchases.inside,
        found.purchases.elsewhere,
        found.purchases.imported,
        found.nation.output,
        found.nation.value_added,
        found.cluster.output,
    ):
        assert f"{amount:,.0f}" in told
    assert f"{found.nation.jobs_low:,.0f}–{found.nation.jobs_high:,.0f}" in told
    assert f"第 {found.year} 年" in told


def test_without_an_assessment_it_says_what_is_missing(visit, project):
    told = section(visit("lin", f"/projects/{project.pk}/").content.decode())
    assert "还没有投入产出评估" in told


def test_without_an_output_it_says_what_is_missing(visit, assessed, project):
    with acting_as_system():
        ProjectYear.objects.filter(project=project).delete()
    told = section(visit("lin", f"/projects/{project.pk}/").content.decode())
    assert "项目有了所属环节和分年产值" in told
