"""Several projects at once: looked over first, then all of them or none, with the name of who."""

from shigu.districts.models import District
from shigu.districts.scope import acting_as_system
from shigu.projects.actions import file
from shigu.projects.models import Project, StageChange
from tests.people import user

ADDRESS = "/projects/batch/"


def talked(*stages, district="binjiang"):
    with acting_as_system() as system:
        link = Project.objects.get(code="p-mmwave-line").link
        place = District.objects.get(code=district)
        values = {"status": "illustrative", "link": link, "stage": "3"}
        rows = [
            file(system, place, values | {"name": f"批办 {n}"}, reason="首谈")
            for n in range(len(stages))
        ]
        for row, stage in zip(rows, stages, strict=True):
            Project.objects.filter(pk=row.pk).update(stage=stage)
        return rows


def asked(rows, verb, **more):
    return {"verb": verb, "project": [str(row.pk) for row in rows], **more}


def reread(rows):
    with acting_as_system():
        found = {row.pk: row for row in Project.objects.all()}
        return [(found[row.pk].stage, found[row.pk].responsible_id) for row in rows]


def test_what_was_chosen_is_shown_before_anything_is_done(signed_in):
    rows = talked("0", "2")
    page = signed_in("lin").post(ADDRESS, asked(rows, "assign")).content.decode()
    assert "选中 2 个" in page
    assert all(f'value="{row.pk}" checked' in page for row in rows)
    assert reread(rows) == [("0", None), ("2", None)]


def test_all_are_put_in_one_persons_charge(signed_in):
    rows = talked("0", "2", "3")
    lin = user("lin").pk
    given = asked(rows, "assign", person=lin, reason="分工", confirm="1")
    assert signed_in("lin").post(ADDRESS, given).status_code == 302
    assert [who for _stage, who in reread(rows)] == [lin] * 3


def test_one_that_cannot_stops_all_and_is_named(signed_in):
    rows = [*talked("0", "2"), *talked("3", district="xiaoshan")]
    with acting_as_system():
        Project.objects.filter(pk=rows[2].pk).update(disclosed=True)
    given = asked(rows, "assign", person=user("lin").pk, reason="分工", confirm="1")
    refused = signed_in("lin").post(ADDRESS, given)
    assert refused.status_code == 422
    assert "萧山" in refused.content.decode()
    assert [who for _stage, who in reread(rows)] == [None] * 3


def test_several_take_the_same_step_or_none(signed_in):
    rows = talked("4", "4")
    before = [stage for stage, _who in reread(rows)]
    client = signed_in("lin")
    page = client.post(ADDRESS, asked(rows, "move")).content.decode()
    stages = [v for v in ("2", "3", "5") if f'<option value="{v}"' in page]
    assert stages, "from a visit some step asks for no evidence"
    done = client.post(ADDRESS, asked(rows, "move", stage=stages[0], reason="例会", confirm="1"))
    assert done.status_code == 302, done.content.decode()
    assert [stage for stage, _who in reread(rows)] == [stages[0]] * 2 != before
    with acting_as_system():
        assert StageChange.objects.filter(project__in=rows, reason="例会").count() == 2


def test_nothing_chosen_or_nobody_there_does_nothing(signed_in):
    rows = talked("3", district="xiaoshan")
    client = signed_in("lin")
    for given in (asked([], "move"), asked(rows, "assign"), asked(rows, "other")):
        assert client.post(ADDRESS, given).status_code == 302
    assert reread(rows) == [("3", None)]
