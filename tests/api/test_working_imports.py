"""Spreadsheets of work by API: for a district, in the background, confirmed with a reason."""

from shigu.data import importing
from shigu.data.models import Import
from shigu.leads.models import Lead
from tests.data.working import LEAD, sheet
from tests.people import user


def test_leads_come_in_by_api(tell, act):
    where = "/api/v1/imports?table=leads&filename=a.csv&district="
    content = sheet("leads", LEAD)
    assert tell("lin", "POST", f"{where}xiaoshan", content).status_code == 403
    made = tell("lin", "POST", f"{where}binjiang", content)
    assert made.status_code == 202, made.content
    key = made.json()["id"]
    importing.read(key, user("lin").pk)
    confirmed = tell("lin", "POST", f"/api/v1/imports/{key}/confirm", {"reason": "台账"})
    assert confirmed.status_code == 200, confirmed.content
    importing.write(key, user("lin").pk)
    with act("lin"):
        assert Import.objects.get(pk=key).state == "done"
        assert Lead.objects.get(project__name=LEAD["name"]).origin == "introduced"
