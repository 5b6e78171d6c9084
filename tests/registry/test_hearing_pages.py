"""The form of a signal: filled in, corrected, greyed with the reason, and the way back."""

import pytest
from django.urls import reverse

from shigu.registry.models import Organisation, Signal

FILLED = {
    "kind": "growth",
    "date": "2026-06",
    "statement": "上半年营业收入同比增长 21%。",
    "growth": "21",
    "title": "2026 年半年度报告",
    "url": "https://report.example.org/2026h1",
    "trust": "registry",
    "reason": "半年报",
}


@pytest.fixture
def firm(act):
    with act("lin"):
        return Organisation.objects.get(code="cn-688213")


def address(firm):
    return reverse("registry:hear", args=[firm.pk])


def test_a_filled_form_makes_the_signal_and_goes_back_where_it_came_from(signed_in, act, firm):
    here = "/chain/candidates/?link=ai-chip"
    made = signed_in("gu").post(address(firm), FILLED, query_params={"next": here})
    assert (made.status_code, made["Location"]) == (302, here)
    with act("gu"):
        kept = Signal.objects.select_related("source").get(statement=FILLED["statement"])
    assert kept.growth == pytest.approx(0.21, abs=1e-12)
    assert (kept.source.title, kept.source.trust) == (FILLED["title"], "registry")
    away = signed_in("gu").post(
        address(firm),
        FILLED | {"date": "2026-07"},
        query_params={"next": "https://elsewhere.test/"},
    )
    assert away["Location"] == firm.get_absolute_url()


def test_a_form_with_faults_tells_each_at_its_field_and_keeps_nothing(signed_in, act, firm):
    wrong = FILLED | {"growth": "", "date": "六月", "title": "", "url": "", "reason": ""}
    page = signed_in("gu").post(address(firm), wrong)
    assert page.status_code == 422
    assert {"growth", "date", "source", "reason"} == set(page.context["form"].errors)
    with act("gu"):
        assert not Signal.objects.filter(statement=FILLED["statement"]).exists()


def test_the_profile_offers_the_form_and_withdrawing(signed_in, act, visit, firm):
    client = signed_in("gu")
    client.post(address(firm), FILLED)
    page = visit("gu", firm.get_absolute_url()).content.decode()
    assert FILLED["statement"] in page
    assert address(firm) in page
    with act("gu"):
        kept = Signal.objects.get(statement=FILLED["statement"])
    away = reverse("registry:unhear", args=[kept.pk])
    assert away in page
    asked = client.get(away).content.decode()
    assert FILLED["statement"] in asked
    assert FILLED["title"] in asked
    assert client.post(away, {"reason": ""}).status_code == 422
    assert client.post(away, {"reason": "更正"}).status_code == 302
    after = visit("gu", firm.get_absolute_url()).content.decode()
    assert away not in after
    assert "更正" in after
    assert FILLED["statement"] in after


def test_a_reader_sees_why_not(visit, firm):
    page = visit("wei", firm.get_absolute_url()).content.decode()
    assert address(firm) not in page
    assert "登记动向" in page
    assert visit("wei", address(firm)).status_code == 403


def test_the_form_speaks_english(signed_in, firm):
    page = signed_in("gu").get(address(firm), headers={"accept-language": "en"})
    words = page.content.decode()
    assert "Note a signal: " in words
    assert "Relocation 80% (halves in 365 days)" in words
