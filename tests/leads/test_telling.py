"""Who filed is told of a clash, who follows a lead of its day; nobody is told of the other."""

from datetime import timedelta

from shigu.districts.models import District
from shigu.districts.scope import acting_as_system
from shigu.leads import telling
from shigu.leads.actions.registering import register
from shigu.leads.models import Lead
from shigu.work.models import Notice
from tests.leads.world import acting, file, today
from tests.people import user

FIRM = "杭州测试光电科技股份有限公司"
SAME = "测试光电科技（萧山）有限公司"


def notices(name):
    with acting(name):
        rows = Notice.objects.filter(person=user(name))
        return [(row.kind, row.district.code, row.inputs, row.batch) for row in rows]


def test_both_sides_of_a_clash_are_told_of_their_own_claim(fresh_database):
    file("lin", FIRM), file("shen", SAME)
    (mine,), (theirs,) = notices("lin"), notices("shen")
    assert mine[:3] == ("leads.clash", "binjiang", {"firm": FIRM})
    assert theirs[:3] == ("leads.clash", "xiaoshan", {"firm": SAME})
    assert mine[3] != theirs[3]


def test_who_follows_a_lead_is_told_when_it_is_due(fresh_database):
    with acting("lin") as lin:
        values = {"name": "光电模组", "firm_name": FIRM, "origin": "visit"}
        lead = register(lin, District.objects.get(code="binjiang"), values)
    with acting_as_system() as system:
        telling.of_due(system)
    assert notices("lin") == []
    with acting_as_system() as system:
        Lead.objects.filter(pk=lead.pk).update(next_due=today() - timedelta(days=2))
        telling.of_due(system)
    ((kind, place, inputs, _batch),) = notices("lin")
    assert (kind, place, inputs["lead"]) == ("leads.due", "binjiang", "光电模组")
