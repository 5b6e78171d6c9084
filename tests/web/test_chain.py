"""The page of a link shows its projects, to each reader those that the reader may see."""

import pytest

from shigu.chain.models import Link
from shigu.districts.scope import acting_as_system
from shigu.projects.models import Project


@pytest.fixture
def link(db):
    """A link with secret projects of 滨江 and of 萧山 and one that the press has told of."""
    with acting_as_system():
        here = Link.objects.select_related("parent").get(code="cmos-sensor")
        Project.objects.filter(link=here).update(link=Link.objects.get(code="camera-module"))
        kept = {
            "滨江密项": Project.objects.filter(district__code="binjiang", disclosed=False)[0],
            "萧山密项": Project.objects.filter(district__code="xiaoshan", disclosed=False)[0],
            "报上项目": Project.objects.filter(disclosed=True)[0],
        }
        for name, row in kept.items():
            row.name, row.link = name, here
            row.save(update_fields=["name", "link"])
    return here


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("lin", {"滨江密项", "报上项目"}),
        ("shen", {"萧山密项", "报上项目"}),
        ("gu", {"滨江密项", "萧山密项", "报上项目"}),
    ],
)
def test_each_reader_sees_the_projects_of_the_link_that_are_open_to_them(visit, link, who, seen):
    page = visit(who, f"/chain/links/{link.code}/").text
    assert {name for name in ("滨江密项", "萧山密项", "报上项目") if name in page} == seen
    assert f"/projects/?link={link.code}" in page
    assert {n for n in seen if n in visit(who, f"/projects/?link={link.code}").text} == seen


def test_a_segment_shows_the_projects_of_its_links(visit, link):
    page = visit("lin", f"/chain/links/{link.parent.code}/").text
    assert "滨江密项" in page
    assert "萧山密项" not in page


def test_a_link_without_projects_says_so(visit, link):
    with acting_as_system():
        Project.objects.filter(link=link).update(link=Link.objects.get(code="camera-module"))
    assert "没有您能看到的项目" in visit("lin", f"/chain/links/{link.code}/").text
