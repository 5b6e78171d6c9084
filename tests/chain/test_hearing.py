"""What is heard of a candidate moves it in the next assessment, and back when withdrawn."""

import pytest
from django.urls import reverse

from shigu.chain import actions
from shigu.chain.jobs.assessing import run
from shigu.chain.models import CandidateFinding, Chain
from shigu.districts.models import Source
from shigu.engine.chain.candidates import WEIGHTS
from shigu.registry import actions as registry


def again(gu):
    asked = actions.ask(gu, Chain.objects.get(code="vv-interview"))
    run(asked.pk, gu.id)
    asked.refresh_from_db()
    assert asked.state == "done", asked.problem
    return asked


def silent(assessment):
    """The best candidate of which nothing is heard."""
    rows = CandidateFinding.objects.filter(assessment=assessment)
    rows = rows.select_related("organisation__district", "link")
    return next(
        row
        for row in rows.order_by("place")
        if not any(each["code"] == "chain.candidate.signal" for each in row.found["reasons"])
    )


def test_a_signal_counts_in_the_next_assessment_until_it_is_withdrawn(act, assessed):
    with act("gu") as gu:
        before = silent(assessed)
        told = {"kind": "relocation", "date": "2026-11-01", "statement": "拟迁建总部。"}
        told |= {"source": Source.objects.filter(status="fact").first()}
        heard = registry.hear(gu, before.organisation, told, reason="公告")
        of = {"link": before.link, "organisation": before.organisation}
        after = CandidateFinding.objects.get(assessment=again(gu), **of)
        (reason,) = (
            each for each in after.found["reasons"] if each["code"] == "chain.candidate.signal"
        )
        assert (reason["inputs"]["kind"], reason["inputs"]["date"]) == ("relocation", "2026-11-01")
        gained = WEIGHTS.signals * reason["inputs"]["left"]
        assert after.score - before.score == pytest.approx(gained, abs=1e-9)
        registry.unhear(gu, heard, reason="已澄清")
        last = CandidateFinding.objects.get(assessment=again(gu), **of)
        assert last.score == pytest.approx(before.score, abs=1e-12)


def test_the_candidates_of_a_gap_lead_to_the_form_and_back(act, assessed, visit):
    with act("gu"):
        row = silent(assessed)
    here = f"{reverse('chain:candidates')}?link={row.link.code}"
    form = reverse("registry:hear", args=[row.organisation_id])
    page = visit("gu", here).content.decode()
    assert f'{form}?next=%2Fchain%2Fcandidates%2F%3Flink%3D{row.link.code}"' in page
    assert form in visit("gu", row.link.get_absolute_url()).content.decode()
    assert form not in visit("wei", here).content.decode()
