"""Whose projects are read by whom: own districts, grants, and what the press has told."""

import pytest
from django.db import connection

from shigu.projects.models import Project, ProjectYear


def districts(rows):
    return {row.district.code for row in rows.select_related("district")}


@pytest.mark.parametrize(
    ("who", "own"),
    [("lin", {"binjiang"}), ("shen", {"xiaoshan"}), ("zhou", set())],
)
def test_members_read_their_own_and_what_is_told(act, who, own):
    with act(who) as actor:
        for rows in (Project.objects.all(), Project.objects.visible_to(actor)):
            assert districts(rows.filter(disclosed=False)) == own
            assert rows.filter(disclosed=True).count() == (10 if actor.member else 0)
        assert districts(ProjectYear.objects.all()) == own


def test_the_joint_office_reads_what_it_was_granted_and_changes_nothing(act):
    with act("gu") as gu:
        every = {"binjiang", "xiaoshan", "qiantang", "yuhang", "xihu", "linan", "hangzhou"}
        assert districts(Project.objects.visible_to(gu)) == every
        assert not gu.writes_somewhere("projects")
        assert Project.objects.update(stage="15") == 0


def test_raw_sql_of_shen_finds_no_byte_of_binjiang(act):
    with act("lin"):
        theirs = list(Project.objects.filter(disclosed=False).values_list("id", "code", "name"))
    assert len(theirs) == 35
    with act("shen"), connection.cursor() as cursor:
        for table in ("projects_project", "projects_projectkeptevent"):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, '|'), '') FROM {table} t")
            found = cursor.fetchone()[0]
            assert not [p for p in theirs if any(str(part) in found for part in p)]
        cursor.execute("SELECT count(*) FROM projects_project WHERE id = %s", [theirs[0][0]])
        assert cursor.fetchone() == (0,)
        cursor.execute("UPDATE projects_project SET stage = '15' WHERE NOT disclosed")
        assert cursor.rowcount == 8
