"""Leads of the demonstration: one with talks, one due, a clash, an event; all of it invented."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from shigu.districts.actors import Actor
from shigu.districts.models import District, Status, User
from shigu.districts.scope import acting_as, acting_as_system
from shigu.leads import ledger
from shigu.leads.actions.claims import file_claim
from shigu.leads.actions.events import announce, lead_of, note_guest
from shigu.leads.actions.registering import register, talk
from shigu.leads.models import Lead
from shigu.projects.actions import revise

REASON = "示例"
FIRM = "示例光场显示科技有限公司"
SAME = "示例光场显示科技（萧山）有限公司"
EVENT = {"kind": "promotion", "name": "视谷专场推介会（示例）", "place": "深圳"}
GUEST = {"firm_name": "示例微光机电研究团队", "person": "示例联系人", "interest": "MEMS 微镜中试线"}


def lead_the_demo() -> None:
    """Put it in, once."""
    with acting_as_system():
        if Lead.objects.exists():
            return
        people = {each.username: each for each in User.objects.filter(username__in=("lin", "shen"))}
    with acting_as(people["lin"].pk, str(people["lin"])) as lin:
        _of_binjiang(lin)
    with acting_as(people["shen"].pk, str(people["shen"])) as shen:
        file_claim(shen, District.objects.get(code="xiaoshan"), SAME, reason=REASON)
    ledger.keep_up()


def _of_binjiang(lin: Actor) -> None:
    own = District.objects.get(code="binjiang")
    lead = _lead(lin, own, FIRM, "光场显示模组总部（示例）", rhythm=3)
    held = {"at": timezone.now() - timedelta(days=4), "place": "滨江", "topics": "选址与净高"}
    told = {"agreed": "先看两处厂房", "unsettled": "代建还是自建", "next_step": "报送用电负荷"}
    talk(lin, lead.project, held | told | {"next_on": timezone.localdate() + timedelta(days=2)})
    file_claim(lin, own, FIRM, project=lead.project, reason=REASON)
    late = _lead(lin, own, "示例高速相机股份有限公司", "高速相机产线（示例）", kind="segment")
    Lead.objects.filter(pk=late.pk).update(next_due=timezone.localdate() - timedelta(days=1))
    event = announce(lin, own, {**EVENT, "on": date(2026, 11, 6), "hosts": ["xiaoshan"]})
    lead_of(lin, note_guest(lin, event, own, GUEST), reason=REASON)


def _lead(lin: Actor, own: District, firm: str, name: str, **more: Any) -> Lead:
    values = {"name": name, "firm_name": firm, "origin": "visit", **more}
    contact = {"person": "示例联系人", "phone": "0571-00000000"}
    made = register(lin, own, values, contact=contact, reason=REASON)
    revise(lin, made.project, {"status": Status.ILLUSTRATIVE}, reason=REASON)
    return made
